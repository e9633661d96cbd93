"""A report on changes of license: its parameters, other ways of counting, tables and words."""

from datetime import datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies.relicensing.test_changes import FORKS, SMALL, table

from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.studies.relicensing import (
    ask as relicensing_study,
)
from openness.studies.relicensing import (
    changes as relicensing,
)
from openness.studies.relicensing import (
    parameters,
)
from openness.studies.relicensing import (
    say as relicensing_words,
)
from openness.studies.relicensing import (
    spells as license_spells,
)
from openness.studies.relicensing import (
    views as relicensing_tables,
)
from openness.studies.relicensing.relicensing_labels import EVIDENCE, GRADES, licenses_text, tier_text, tiers_text
from openness.studies.relicensing.relicensing_variants import MEANINGS, VARIANTS, direction_variants
from openness.tables import store as tables
from openness.tables.schema import CHANGE_DIRECTIONS, CHANGE_EVIDENCE

DEFAULTS = {"kind": "all", "since": None, "until": None, "days": 365, "carried": True, "most": 100}


@pytest.fixture(scope="module")
def changes(real):
    return tables.read("license_changes")


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"kind": "models"}, UnknownNameError, "unknown value of parameter 'kind': 'models'; did you mean 'model'"),
        ({"days": 0}, BadValueError, "parameter 'days' is 0, expected 1 or more"),
        ({"days": 4000}, BadValueError, "parameter 'days' is 4000, expected 3650 or less"),
        ({"most": 0}, BadValueError, "parameter 'most' is 0, expected 1 or more"),
        ({"carried": "yes"}, BadValueError, "parameter 'carried' is 'yes', expected a value of type boolean"),
        (
            {"kind": "software", "since": 2026},
            BadValueError,
            "no change of license is left: kind 'software', since 2026, until None, carried true; the changes are of "
            "2013 to 2026",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_runs(real, change, error, message):
    with pytest.raises(error) as caught:
        parameters.check({**DEFAULTS, **change})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_can_be_asked_passes(real):
    parameters.check(DEFAULTS)


def test_a_selection_keeps_to_its_kind_years_and_lists(changes):
    asked = relicensing_study.select(changes, "software", 2018, 2019, carried=False)
    assert set(asked["kind"]) == {"software"}
    assert set(asked["change_date"].dt.year()) == {2018, 2019}
    assert not asked["is_carried_over"].any()
    assert relicensing_study.select(changes).height == changes.height == 138


def test_a_later_change_never_becomes_the_first_of_its_project():
    late = relicensing_study.select(SMALL, since=2022)
    assert late["project_name"].to_list() == ["Heron"]
    assert relicensing_study.begun(license_spells.time_to_first_change(SMALL), late).is_empty()
    assert relicensing_words.lasting_afterwards(SMALL, late) == "None of the changes here is the first of its project."


def test_a_return_counts_where_its_tightening_is_asked_for_though_the_loosening_is_later():
    early = relicensing_study.select(SMALL, until=2020)
    assert relicensing_words.returns(SMALL, early) == (
        "Known to have loosened a license later: 1 of 2 projects that tightened one, after 2.0 years. "
        "Open again: Heron."
    )
    late = relicensing_study.select(SMALL, since=2022)
    assert relicensing_words.returns(SMALL, late) == "No license was tightened."


def test_the_credit_names_chaoss_only_where_its_rows_are_shown(changes):
    editions = relicensing_study.editions()
    assert list(editions) == ["github_licenses", "relicensing"]
    models, software = (relicensing_study.select(changes, kind) for kind in ("model", "software"))
    assert "CHAOSS" not in relicensing_study.credit(models, editions)
    assert "; 16 of 71 from CHAOSS, Data Science Working Group" in relicensing_study.credit(software, editions)
    carried = software.filter("is_carried_over")
    assert "; all from CHAOSS" in relicensing_study.credit(carried, editions)


def test_every_way_of_counting_on_a_small_table():
    rows = direction_variants(SMALL).filter(group="software").select("definition", "n", "looser_count").rows()
    assert rows == [
        ("Decisions", 2, 1),
        ("Each project counts", 3, 1),
        ("First decision of each developer", 1, 0),
        ("Without what CHAOSS lists", 2, 1),
        ("Seen in the license file", 0, 0),
        ("Not from release to release", 0, 0),
        ("Unknown: all looser", 2, 1),
        ("Unknown: all tighter", 2, 1),
        ("More copyleft is tighter", 2, 1),
    ]
    models = direction_variants(SMALL).filter(group="models")
    shares = dict(models.filter(pl.col("definition").str.starts_with("Unknown")).select("definition", "share").rows())
    assert shares == {"Unknown: all looser": 1.0, "Unknown: all tighter": 0.5}


def test_copyleft_counts_where_it_is_asked_to(changes):
    software = changes.filter(kind="software")
    rows = {row[0]: row[1:] for row in direction_variants(software).select("definition", "n", "looser_count").rows()}
    stronger = relicensing.decisions(software.filter(direction="sideways", copyleft_change="stronger")).height
    weaker = relicensing.decisions(software.filter(direction="sideways", copyleft_change="weaker")).height
    n, looser = rows["Decisions"]
    assert rows["More copyleft is tighter"] == (n + stronger + weaker, looser + weaker)


def test_a_kind_that_is_not_asked_for_has_no_row():
    assert set(direction_variants(SMALL.filter(kind="model"))["group"]) == {"models"}
    assert set(VARIANTS) == set(MEANINGS)


@given(st.lists(st.sampled_from(CHANGE_DIRECTIONS), min_size=1, max_size=12))
def test_whatever_the_unknown_directions_are_the_share_lies_between_the_two_bounds(directions):
    rows = table(*(("model", f"p{i}", f"d{i}", "2024-01-01", "X", one, None) for i, one in enumerate(directions)))
    share = dict(direction_variants(rows).select("definition", "share").rows())
    low, high, main = (share[name] for name in ("Unknown: all tighter", "Unknown: all looser", "Decisions"))
    if main is not None:
        assert low <= main <= high
    assert (low is None) == (high is None) == (set(directions) == {"sideways"})


@pytest.mark.parametrize(
    ("licenses", "words", "tier"),
    [
        (["Elastic-2.0", "SSPL-1.0"], "Elastic-2.0 or SSPL-1.0", "restricted commercial"),
        (["MIT AND Elastic-2.0"], "MIT and Elastic-2.0", "restricted commercial"),
        (["LicenseRef-rsal-1.0"], "rsal-1.0", "restricted commercial or stricter"),
        (["BUSL-1.1"], "BUSL-1.1", "restricted commercial to noncommercial"),
        (["LicenseRef-nobody-read-this"], "nobody-read-this", "not known"),
        (["MIT"], "MIT", "open"),
    ],
)
def test_licenses_and_tiers_in_words(licenses, words, tier):
    assert licenses_text(licenses) == words
    assert tier_text(licenses) == tier


def test_two_tiers_that_are_certain_and_the_same_are_one():
    assert tiers_text(["MIT"], ["AGPL-3.0-only"]) == "open"
    assert tiers_text(["MIT"], ["SSPL-1.0"]) == "open \u2192 restricted commercial"
    unknown = "restricted commercial or stricter"
    assert tiers_text(["LicenseRef-rsal-1.0"], ["LicenseRef-timescale"]) == f"{unknown} \u2192 {unknown}"


def test_every_grade_of_evidence_has_words():
    assert set(EVIDENCE) == set(GRADES) == set(CHANGE_EVIDENCE)


def test_all_changes_stand_in_a_table_with_a_link_and_no_more_than_asked_for(changes):
    whole = relicensing_tables.event_rows(changes, 500)
    assert list(whole) == ["Software: 71 changes", "Models: 67 changes"]
    assert sum(frame.height for frame in whole.values()) == changes.height
    for frame in whole.values():
        assert all(link["url"].startswith("https://") for links in frame["evidence"] for link in links)
    first = relicensing_tables.event_rows(changes, 3)
    assert next(iter(first)) == "Software: 71 changes, of which the 3 newest are shown"
    assert first["Software: 71 changes, of which the 3 newest are shown"].height == 3


def test_an_event_reads_as_it_should(changes):
    redis = changes.filter(change_id="software:redis:all:2024-03-20")
    rows = relicensing_tables.event_rows(redis, 5)["Software: 1 change"].rows()
    url = "https://github.com/redis/redis/commit/0b34396924eca4edc524469886dc5be6c77ec4ed"
    assert rows == [
        (
            "2024-03-20", "Redis", "BSD-3-Clause", "rsal-2.0 or SSPL-1.0", "open \u2192 restricted commercial",
            "tighter", [{"text": "commit", "url": url}],
        )
    ]  # fmt: skip
    month = relicensing_tables.event_rows(changes.filter(project_name="n8n"), 5)["Software: 1 change"]
    assert month["date"].to_list() == ["2022-03"]


def test_a_fork_of_a_move_within_a_tier_is_in_the_table_and_not_in_the_count(real, changes):
    forks = tables.read("license_forks")
    rows = relicensing_tables.fork_rows(changes, forks)
    assert rows.height == 9
    assert rows.filter(direction="sideways")["project_name"].to_list() == ["TinyMCE"]
    assert relicensing.forks_after(changes, forks, 3650)["is_forked"].sum() == 8
    assert relicensing_tables.fork_rows(changes.filter(kind="model"), forks).is_empty()


def test_decisions_by_year_add_up_to_all_decisions(changes):
    rows = relicensing_tables.year_rows(changes)
    counted = relicensing.counts(changes)
    for direction in CHANGE_DIRECTIONS:
        assert rows[direction].sum() == counted.filter(direction=direction)["decision_count"].sum()


def test_first_licenses_are_told_with_both_denominators():
    spans = license_spells.time_to_first_change(SMALL)
    rows = relicensing_tables.first_spans(spans, license_spells.first_changes(SMALL))
    assert rows.rows() == [
        ("Software", 2, 1, 2.0, 2.0, 2.0, 2.0, 2.0),
        ("Models", 1, 1, 0.0, 0.0, 0.0, 0.0, 0.0),
    ]
    undated = SMALL.with_columns(first_license_date=pl.lit(None, pl.Datetime("us")))
    none = relicensing_tables.first_spans(
        license_spells.time_to_first_change(undated), license_spells.first_changes(undated)
    )
    assert none.select("project_count", "n", "median").rows() == [(2, 0, None), (1, 0, None)]


def test_evidence_is_counted_once_a_change(changes):
    rows = relicensing_tables.evidence_counts(changes)
    assert (rows["software"].sum(), rows["models"].sum()) == (71, 67)


def test_the_finding_says_how_many_whose_and_when_and_compares_nothing_too_small(changes):
    said = relicensing_words.finding(changes)
    assert "(63 decisions, 45 developers, from 2016 to 2026)" in said
    few = relicensing_words.finding(SMALL)
    assert "1 of 2 on software (too few for a share) and 1 of 1 on models (too few for a share) loosened it." in few
    assert "interval" not in few
    one_year = relicensing_words.finding(relicensing_study.select(SMALL, "software", 2020, 2020))
    assert "(1 decision, 1 developer, of 2020)" in one_year


def test_ways_of_counting_in_words_name_their_ends(changes):
    software, models = relicensing_words.counted_otherwise(changes)
    assert software == (
        'Software: looser are from 0% of 22 (0-15%) under "First decision of each developer" to 36% of 36 (22-52%) '
        'under "Unknown: all looser"; as decisions 12%.'
    )
    assert models.endswith("as decisions 68%.")
    assert relicensing_words.counted_otherwise(SMALL) == ["No way of counting has enough moves for a share."]


def test_what_no_license_was_watched_long_enough_for_is_not_said(changes):
    late = relicensing_study.select(changes, since=2025)
    assert relicensing_words.lasting_afterwards(changes, late) == (
        "No license that came with a first change has been watched for 2 years."
    )
    watched = license_spells.spells_after_first_change(changes).filter(pl.col("change_date") >= datetime(2025, 1, 1))
    assert watched["years"].max() < 2


@pytest.mark.parametrize("kind", ["all", "software", "model"])
@pytest.mark.parametrize("since", [None, 2016, 2020, 2024])
@pytest.mark.parametrize("carried", [True, False])
def test_every_selection_can_be_put_into_words(real, changes, kind, since, carried):
    forks, pushers = (tables.read(name) for name in ("license_forks", "github_licenses"))
    for until in (None, 2017, 2023, 2026):
        try:
            asked = relicensing_study.select(changes, kind, since, until, carried=carried)
        except OpennessError:
            continue
        said = relicensing_words.findings(changes, forks, pushers, selected=asked)
        said += [relicensing_words.finding(asked), *relicensing_words.counted_otherwise(asked)]
        assert all(one.endswith(".") and "None " not in one.removeprefix("None ") and "nan" not in one for one in said)


def test_forks_of_a_small_table_are_all_followed():
    assert relicensing.forks_after(SMALL, FORKS)["is_followed"].to_list() == [True, True]
