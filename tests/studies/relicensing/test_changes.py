"""Counts, spells, returns and forks of changes of license, on small tables and against other implementations."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import spells as license_spells
from openness.studies.relicensing.backdrop import license_shares
from openness.studies.relicensing.say import findings, forked
from openness.tables import schema
from openness.tables import store as tables

END = datetime(2026, 1, 1)


def table(*rows):
    """Return a table of changes: (kind, project, developer, day, to, direction, first license or None)."""
    made = [
        {
            "change_id": f"{project}:{day}:{i}",
            "kind": kind,
            "project_name": project,
            "developer_name": developer,
            "part": "all",
            "change_date": datetime.fromisoformat(day),
            "from_ids": ["MIT"],
            "to_ids": [to],
            "from_tier": "open",
            "to_tier": "open" if to == "MIT" else "noncommercial",
            "direction": direction,
            "first_license_date": datetime.fromisoformat(first) if first else None,
            "known_until_date": END,
            "is_carried_over": False,
        }
        for i, (kind, project, developer, day, to, direction, first) in enumerate(rows)
    ]
    empty = pl.DataFrame(schema=tables.polars_schema(schema.LICENSE_CHANGES))
    return pl.concat([empty, pl.DataFrame(made)], how="diagonal") if made else empty


SMALL = table(
    ("software", "Heron", "Birds", "2020-01-01", "X", "tighter", "2018-01-01"),
    ("software", "Stork", "Birds", "2020-01-20", "X", "tighter", None),
    ("software", "Heron", "Birds", "2022-01-01", "MIT", "looser", "2018-01-01"),
    ("model", "Finch", "Nest", "2021-05-01", "MIT", "looser", "2021-05-01"),
    ("model", "Finch", "Nest", "2021-05-01", "Y", "unknown", "2021-05-01"),
)
FORKS = pl.DataFrame(
    {
        "fork_name": ["Egret", "Late"],
        "change_id": ["Heron:2020-01-01:0", "Stork:2020-01-20:1"],
        "fork_date": [datetime(2020, 3, 1), datetime(2022, 1, 1)],
    }
)


def test_changes_of_one_developer_to_one_license_in_a_month_are_one_decision():
    assert relicensing.counts(SMALL).rows() == [
        ("software", "looser", 1, 1, 1),
        ("software", "tighter", 2, 1, 2),
        ("model", "looser", 1, 1, 1),
        ("model", "unknown", 1, 1, 1),
    ]


def test_counts_by_year_add_up_to_all():
    by_year = relicensing.counts_by_year(SMALL)
    assert by_year.filter(period="2020").rows() == [("2020", "software", "tighter", 2, 1, 2)]
    assert by_year["n"].sum() == SMALL.height


def test_shares_of_directions_count_decisions_and_have_intervals():
    rows = relicensing.direction_shares(SMALL).rows()
    assert rows[0][:4] == ("software", 2, 1, 0.5)
    assert rows[1][:4] == ("model", 1, 1, 1.0)
    assert rows[0][4] == pytest.approx(0.0945, abs=1e-4)


def test_of_no_change_there_is_no_share_and_every_sentence_says_so():
    rows = relicensing.direction_shares(table()).rows()
    assert rows == [("software", 0, 0, None, None, None), ("model", 0, 0, None, None, None)]
    nothing = [pl.DataFrame(schema=tables.polars_schema(one)) for one in (schema.LICENSE_FORKS, schema.GITHUB_LICENSES)]
    assert findings(table(), *nothing) == [
        "No change of license has a known direction to another tier.",
        "Of 0 changes 0 stayed within a tier, such as from a permissive license to a copyleft one; of 0 the direction "
        "is unknown, because what was read of the licenses leaves more than one open.",
        "Of no project here whose first license was changed is that license dated.",
        "None of the changes here is the first of its project.",
        "No license was tightened.",
        "No license of software was tightened; forks of models were not looked for.",
        "GitHub's counts are not here.",
    ]


def test_time_to_first_change_needs_a_dated_first_license():
    rows = license_spells.time_to_first_change(SMALL).select("project_name", "years").rows()
    assert rows == [("Finch", 0.0), ("Heron", 730 / 365.25)]


def test_a_license_that_was_kept_is_censored_where_the_search_ends():
    rows = license_spells.spells_after_first_change(SMALL).select("project_name", "years", "is_ended").rows()
    assert {name: (round(years, 2), ended) for name, years, ended in rows} == {
        "Finch": (4.67, False),
        "Heron": (2.0, True),
        "Stork": (5.95, False),
    }


def test_parts_that_were_relicensed_on_one_day_are_one_change():
    assert license_spells.spells_after_first_change(SMALL).filter(project_name="Finch").height == 1


def test_survival_by_hand():
    """Four at risk, one ends after 1 year, one is censored at 2, one ends at 3: 3/4, then 3/4 of a half."""
    spells = pl.DataFrame(
        {"kind": ["model"] * 4, "years": [1.0, 2.0, 3.0, 4.0], "is_ended": [True, False, True, False]}
    )
    curve = license_spells.survival(spells)
    assert curve.select("group", "years", "at_risk", "event_count", "censored_count", "survival").rows() == [
        ("models", 0.0, 4, 0, 0, 1.0),
        ("models", 1.0, 4, 1, 0, 0.75),
        ("models", 2.0, 3, 0, 1, 0.75),
        ("models", 3.0, 2, 1, 0, 0.375),
        ("models", 4.0, 1, 0, 1, 0.375),
    ]


def test_a_curve_is_read_off_only_while_a_license_is_still_watched():
    spells = pl.DataFrame(
        {"kind": ["model"] * 4, "years": [1.0, 2.0, 3.0, 4.0], "is_ended": [True, False, True, False]}
    )
    read = license_spells.still_in_force(spells, [0.5, 3.5, 4.0, 4.5]).select("group", "n", "years", "survival").rows()
    assert read == [("models", 4, 0.5, 1.0), ("models", 4, 3.5, 0.375), ("models", 4, 4.0, 0.375)]


def test_survival_agrees_with_statsmodels():
    from statsmodels.duration.survfunc import SurvfuncRight

    draws = np.random.default_rng(7)
    years = np.round(draws.exponential(2, 80), 2)
    ended = draws.random(80) < 0.6
    spells = pl.DataFrame({"kind": ["software"] * 80, "years": years, "is_ended": ended})
    ours = license_spells.survival(spells).filter(pl.col("event_count") > 0)
    theirs = SurvfuncRight(years, ended)
    assert ours["years"].to_list() == pytest.approx(theirs.surv_times.tolist())
    assert ours["survival"].to_list() == pytest.approx(theirs.surv_prob.tolist())
    assert ours["at_risk"].to_list() == theirs.n_risk.astype(int).tolist()


def test_intervals_of_survival_agree_with_scipy():
    from scipy.stats import CensoredData, ecdf

    draws = np.random.default_rng(8)
    ended, kept = np.round(draws.exponential(2, 40), 2), np.full(20, 30.0)
    spells = pl.DataFrame({"kind": ["software"] * 60, "years": [*ended, *kept], "is_ended": [True] * 40 + [False] * 20})
    ours = license_spells.survival(spells).filter(pl.col("event_count") > 0)
    curve = ecdf(CensoredData(uncensored=ended, right=kept)).sf
    theirs = curve.confidence_interval(0.95, method="log-log")
    assert ours["lower"].to_list() == pytest.approx(theirs.low.probabilities[:-1].tolist())
    assert ours["upper"].to_list() == pytest.approx(theirs.high.probabilities[:-1].tolist())


def test_intervals_of_survival_cover_the_truth_as_often_as_they_say():
    draws = np.random.default_rng(20260101)
    truth, at, covered, runs = np.exp(-1.0 / 2.0), 1.0, 0, 1000
    for _ in range(runs):
        lasts, looked = draws.exponential(2.0, 60), draws.uniform(0.5, 5.0, 60)
        spells = pl.DataFrame({"kind": ["model"] * 60, "years": np.minimum(lasts, looked), "is_ended": lasts <= looked})
        row = license_spells.survival(spells).filter(pl.col("years") <= at).row(-1, named=True)
        covered += row["lower"] <= truth <= row["upper"]
    assert 0.93 <= covered / runs <= 0.97


def test_where_nothing_ended_survival_is_one():
    spells = pl.DataFrame({"kind": ["model"] * 2, "years": [1.0, 2.0], "is_ended": [False, False]})
    curve = license_spells.survival(spells)
    assert curve["survival"].to_list() == [1.0, 1.0, 1.0]
    assert curve["lower"].to_list() == [None, None, None]


def test_a_return_is_a_loosening_after_a_tightening():
    columns = ("project_name", "tightened_date", "loosened_date", "is_back_to_open", "is_tightened_later")
    rows = relicensing.return_moves(SMALL).select(columns)
    assert rows.rows() == [("Heron", datetime(2020, 1, 1), datetime(2022, 1, 1), True, False)]


def test_a_return_that_was_taken_back_says_so():
    again = pl.concat([SMALL, table(("software", "Heron", "Birds", "2023-01-01", "X", "tighter", None))])
    assert relicensing.return_moves(again)["is_tightened_later"].to_list() == [True]


def test_a_fork_counts_within_its_days_only():
    rows = relicensing.forks_after(SMALL, FORKS, 365).select("project_name", "fork_name", "days_to_fork", "is_forked")
    assert rows.rows() == [("Heron", "Egret", 60, True), ("Stork", None, None, False)]
    assert relicensing.forks_after(SMALL, FORKS, 59)["is_forked"].to_list() == [False, False]
    assert relicensing.forks_after(SMALL, FORKS, 1000)["is_forked"].to_list() == [True, True]


def test_a_change_that_is_younger_than_the_days_asked_for_has_not_been_followed():
    young = table(
        ("software", "Heron", "Birds", "2020-01-01", "X", "tighter", None),
        ("software", "Stork", "Birds", "2025-06-01", "X", "tighter", None),
    )
    assert relicensing.forks_after(young, FORKS, 365)["is_followed"].to_list() == [True, False]
    said = forked(young, FORKS, 365)
    assert said == (
        "Of 1 tightened license of software, the work of 1 decision, 1 was, as far as known, forked within 365 days, "
        "after 60. 1 younger than that is left out."
    )
    assert forked(young, FORKS, 3000) == (
        "No tightened license of software here is 3000 days old, so nothing can be said of forks."
    )


def test_bad_arguments_are_refused():
    with pytest.raises(BadValueError, match="days is -1"):
        relicensing.forks_after(SMALL, FORKS, -1)
    with pytest.raises(BadValueError, match="confidence is 2"):
        relicensing.direction_shares(SMALL, 2)
    with pytest.raises(BadValueError, match="confidence is 0"):
        license_spells.survival(license_spells.spells_after_first_change(SMALL), 0)
    with pytest.raises(UnknownNameError, match="did you mean 'model'"):
        relicensing.of_kind(SMALL, "models")


def test_an_order_of_rows_changes_nothing():
    shuffled = SMALL.sample(fraction=1, shuffle=True, seed=3)
    assert relicensing.counts(shuffled).equals(relicensing.counts(SMALL))
    assert relicensing.return_moves(shuffled).equals(relicensing.return_moves(SMALL))


PUSHERS = pl.DataFrame(
    [
        ("MIT", "FR", False, "2020-Q1", 300, True, "permissive"),
        ("MIT", "EU", True, "2020-Q1", 300, True, "permissive"),
        ("AGPL-3.0", "NA", False, "2020-Q1", 100, True, "network_copyleft"),
        ("NOASSERTION", "FR", False, "2020-Q1", 100, None, "unknown"),
        ("WTFPL", "FR", False, "2020-Q2", 100, False, "permissive"),
    ],
    schema=tables.polars_schema(schema.GITHUB_LICENSES),
    orient="row",
)


def test_shares_leave_sums_out_and_show_what_is_not_recognized():
    rows = license_shares(PUSHERS, "osi").rows()
    assert rows == [
        ("2020-Q1", "not recognized", 100, 500, 0.2),
        ("2020-Q1", "osi_approved", 400, 500, 0.8),
        ("2020-Q2", "not_osi_approved", 100, 100, 1.0),
    ]


def test_shares_of_recognized_licenses_alone():
    rows = license_shares(PUSHERS, "style", recognized_only=True).filter(period="2020-Q1").rows()
    assert rows == [("2020-Q1", "network_copyleft", 100, 400, 0.25), ("2020-Q1", "permissive", 300, 400, 0.75)]


def test_licenses_that_are_not_among_the_largest_are_other():
    rows = license_shares(PUSHERS, "license", most=1).filter(period="2020-Q1")
    assert rows["group"].to_list() == ["not recognized", "other"]
    with pytest.raises(UnknownNameError, match="did you mean 'license'"):
        license_shares(PUSHERS, "licence")


@pytest.fixture(scope="module")
def published(real):
    return [tables.read(name) for name in ("license_changes", "license_forks", "github_licenses")]


def test_shares_of_a_quarter_add_up_to_one(published):
    for by in ("license", "style", "osi"):
        sums = license_shares(published[2], by).group_by("period").agg(pl.col("share").sum())["share"]
        assert sums.to_list() == pytest.approx([1.0] * 23)


def test_findings_on_the_data(published):
    said = findings(*published)
    assert said[0] == (
        "Of the decisions that moved a license to another tier, 3 of 26 on software (12%, 95% interval 4-29%) and 25 "
        "of 37 on models (68%, 95% interval 51-80%) loosened it; the intervals do not overlap."
    )
    assert said[4].endswith(
        "Open again: Dgraph; Elasticsearch; Kibana; RediSearch; Redis; RedisJSON; Mistral, largest. "
        "Tightened once more: Fish Speech."
    )
    assert said[6].endswith("strong copyleft 17.2% to 13.4%, network copyleft 1.7% to 3.2%.")


def test_events_of_a_timeline_join_choices_and_name_parts(published):
    rows = relicensing.events(published[0])
    assert rows.filter(name="Redis", date="2025-05-01")["to"][0] == "LicenseRef-rsal-2.0 OR SSPL-1.0 OR AGPL-3.0-only"
    assert "Fish Speech (code)" in rows["name"].to_list()
    assert rows["lane"].unique(maintain_order=True).to_list() == ["software", "models"]


def test_valkey_came_eight_days_after_redis_and_within_a_week_it_is_no_answer(published):
    changes, forks, _ = published
    waited = relicensing.forks_after(changes, forks).filter(project_name="Redis")["days_to_fork"][0]
    assert timedelta(days=waited) == datetime(2024, 3, 28) - datetime(2024, 3, 20)
    assert not relicensing.forks_after(changes, forks, 7).filter(project_name="Redis")["is_forked"][0]
