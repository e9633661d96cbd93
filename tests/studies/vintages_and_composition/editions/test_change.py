"""Changes between editions: small ones spelled out, and the real ones against what the audit counts."""

from dataclasses import replace

import polars as pl
import pytest
from tests.studies.vintages_and_composition.editions.small_editions import AFTER, BEFORE, NEW, OLD, edition

from openness.measures.ask import Question, ask
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.data_audit import measure as audit
from openness.studies.vintages_and_composition.editions import change as vintages
from openness.studies.vintages_and_composition.editions import editions
from openness.studies.vintages_and_composition.editions import facts as edition_facts
from openness.tables import store as tables

EPOCH = ("2025-04-23", "2026-03-30")
OSAI = ("2025-05-12", "2026-06-12")


def causes(change, period="2024", group="corporate"):
    own = change.parts.filter(period=period, group=group)
    return {cause: round(100 * share, 4) for cause, share in own.select("cause", "share_change").rows()}


def test_every_cause_is_told_apart_in_two_small_editions():
    change = vintages.compare_editions(Question(), BEFORE, AFTER)
    row = change.numbers.filter(group="corporate").row(0, named=True)
    # 1 of 3 open before (Same; Graded and Gone are not), 4 of 6 after.
    assert (row["n_before"], row["open_before"], row["n_after"], row["open_after"]) == (3, 1.0, 6, 4.0)
    # Mean share 1/2, mean n 4.5: a release in or out moves 0.5 / 4.5, one judged differently 1 / 4.5.
    one = 100 / 9
    assert causes(change) == {
        "new": round(-one, 4),
        "removed": round(one, 4),
        "reassessed": round(2 * one, 4),
        "filled_in": round(-one, 4),
        "regrouped": round(one, 4),
        "redated": round(one, 4),
    }
    assert sum(causes(change).values()) == pytest.approx(100 / 3, abs=1e-3)


def test_a_unit_of_several_releases_is_followed_as_one():
    """Two releases of a family, one of them open: not open before, open once both are; its third comes in unseen."""
    names = [("epoch:a", "k", "lab/k"), ("epoch:b", "k", "lab/k"), ("epoch:z", "z", "lab/z")]
    other = ("Z", 2024, "corporate", "api")
    before = edition(
        OLD,
        [("A", 2024, "corporate", "open_unrestricted"), ("B", 2025, "corporate", "api"), other],
        families=names,
    )
    after = edition(
        NEW,
        [
            ("A", 2024, "corporate", "open_unrestricted"),
            ("B", 2025, "corporate", "open_restricted"),
            ("C", 2026, "corporate", "open_restricted"),
            other,
        ],
        families=[*names, ("epoch:c", "k", "lab/k")],
    )
    change = vintages.compare_editions(Question(unit="family"), before, after)
    assert change.numbers.select("period", "n_before", "open_before", "n_after", "open_after").rows() == [
        ("2024", 2, 0.0, 2, 1.0)
    ]
    assert causes(change) == {"reassessed": 50.0}
    assert change.releases["release_name"].to_list() == ["lab/k"]
    single = vintages.compare_editions(Question(), before, after)
    assert single.numbers["period"].to_list() == ["2024", "2025", "2026"]


def test_groups_of_two_columns_and_filters_are_those_of_a_trend(real):
    asked = Question("epoch", by="modality,developer_group", where=("list=notable",), since=2018)
    change = vintages.compare_vintages(asked, "2026-03-30", "2026-07-15")
    one = ask(replace(asked, vintage="2026-07-15")).shares
    ours = change.numbers.filter(pl.col("n_after") > 0).select("period", "group", n="n_after", open_count="open_after")
    theirs = one.filter(pl.col("n") > 0).select("period", "group", "n", pl.col("open_count").cast(pl.Float64))
    assert ours.sort("period", "group").equals(theirs.sort("period", "group"))


def test_the_list_of_releases_says_what_was_there_before_and_after():
    change = vintages.compare_editions(Question(), BEFORE, AFTER)
    rows = change.releases.filter(group="corporate").select("release_name", "cause", "before", "after").rows()
    assert rows == [
        ("Graded", "reassessed", "access api", "access open_restricted"),
        ("Blank", "filled_in", "access unknown", "access api"),
        ("Dated", "redated", "release_date no date", "release_date 2024-03-01"),
        ("Fresh", "new", None, None),
        ("Gone", "removed", None, None),
        ("Typed", "regrouped", "developer_group unknown", "developer_group corporate"),
    ]


def test_the_table_has_a_column_a_cause_and_only_shares_that_moved():
    change = vintages.compare_editions(Question(), BEFORE, AFTER)
    found = vintages.table(change)
    assert found["group"].to_list() == ["corporate", "unknown"]
    assert found.columns[-6:] == ["new", "removed", "reassessed", "filled_in", "regrouped", "redated"]
    # The newer edition has no release of that group: no share, and so no change of one.
    assert found.filter(group="unknown").select("n_after", "share_after", "share_change", "regrouped").row(0) == (
        0,
        None,
        None,
        None,
    )
    same = vintages.compare_editions(Question(), BEFORE, BEFORE)
    assert vintages.table(same).is_empty()
    assert vintages.table(same, is_moved_only=False).height == 2


def test_years_asked_for_and_modality_bound_the_question():
    later = vintages.compare_editions(Question(since=2025), BEFORE, AFTER)
    assert later.numbers.is_empty()
    assert later.parts.is_empty()
    vision = edition(
        NEW,
        [
            {
                "release_name": "Same",
                "year": 2024,
                "developer_group": "corporate",
                "access": "open_unrestricted",
                "modality": "vision",
            }
        ],
    )
    change = vintages.compare_editions(Question(modality="vision"), BEFORE, vision)
    assert change.parts.select("cause", "n_change").rows() == [("rescoped", 1.0)]
    assert change.releases.row(0, named=True)["after"] == "modality vision"


def test_a_correction_of_ours_is_not_taken_for_the_publishers_change():
    log = [{"release_name": "Dated", "field": "Publication date", "value": "2020-01-01"}]
    corrected = edition(NEW, [("Dated", 2024, "corporate", "api"), ("Typed", 2024, "corporate", "api")], log=log)
    facts = edition_facts.changed_facts(BEFORE, corrected)
    based = dict(facts.filter(pl.col("fact").is_in(["release_date", "developer_group"])).select("fact", "basis").rows())
    # "Typed" has the publisher's same words in both, so the other group is a matter of types given by hand.
    assert based == {"release_date": "correction", "developer_group": "typing"}


def test_a_group_that_follows_the_publishers_category_is_the_publishers_change():
    before, after = (
        edition(vintage, [("Typed", 2024, group, "api")], named=[("epoch:typed", "A Lab", category)])
        for vintage, group, category in ((OLD, "unknown", None), (NEW, "corporate", "Industry"))
    )
    facts = edition_facts.changed_facts(before, after)
    assert facts.select("fact", "before", "after", "basis").rows() == [
        ("categories", "none", "Industry", "publisher"),
        ("developer_group", "unknown", "corporate", "publisher"),
    ]


def test_the_publishers_own_categories_are_what_types_by_hand_are_held_against(real):
    repaired = vintages.label_repair(Question("osai", "2026-06-12", definition="osai_half"), is_pooled=True)
    sizes = repaired.numbers.filter(pl.col("group").is_in(["corporate", "community"])).sort("group")
    assert sizes.select("group", "n_before", "n_after").rows() == [("community", 70, 56), ("corporate", 121, 131)]


def test_dropped_criteria_are_a_change_of_criteria_and_not_of_openness():
    criteria = ("datasheet", "paper", "api", "package")

    def index(vintage, kept, status):
        components = [("osai:olmo", part, status[part]) for part in kept]
        return edition(vintage, [("OLMo", 2024, "community", "unknown")], source="osai", components=components)

    # 2 of 4 points is half; of the two criteria that stay it has none.
    status = {"datasheet": "closed", "paper": "closed", "api": "open", "package": "open"}
    before, after = index(OLD, criteria, status), index(NEW, criteria[:2], status)
    before, after = (_scored(one) for one in (before, after))
    change = vintages.compare_editions(Question("osai", definition="osai_half"), before, after)
    assert causes(change, group="community") == {"criteria": -100.0}
    assert change.notes == ("Judged in the older edition alone: api, package.",)
    row = change.releases.row(0, named=True)
    assert (row["before"], row["after"]) == ("score: osai 2 of 4 (version 4)", "score: osai 0 of 2 (version 2)")


def _scored(one):
    from dataclasses import replace

    from openness.metrics.base import Records
    from openness.metrics.osai import score as osai

    return replace(one, scores=osai.score(Records(one.releases, one.components)))


def test_an_entry_overwritten_by_a_newer_version_is_another_release():
    before = edition(
        OLD, [("OLMo", 2024, "community", "open_unrestricted")], families=[("epoch:olmo", "olmo-2", "a/2")]
    )
    after = edition(NEW, [("OLMo", 2024, "community", "api")], families=[("epoch:olmo", "olmo-3", "a/3")])
    change = vintages.compare_editions(Question(), before, after)
    assert causes(change, group="community") == {"replaced": -100.0}
    assert change.notes == ("1 entry stands for another model in the newer edition and is counted as replaced.",)
    spelled = edition(NEW, [("OLMo", 2024, "community", "api")], families=[("epoch:olmo", "ai2olmo-2", "a/2")])
    assert causes(vintages.compare_editions(Question(), before, spelled), group="community") == {"reassessed": -100.0}


def test_a_removed_and_a_new_release_with_one_link_may_be_one():
    link = "https://example.org/paper"
    before = edition(OLD, [("GPT", 2024, "corporate", "api")], components=[("epoch:gpt", "weights", "closed", link)])
    after = edition(NEW, [("GPT-1", 2024, "corporate", "api")], components=[("epoch:gpt-1", "weights", "closed", link)])
    found = edition_facts.possible_renames(before, after)
    assert found.rows() == [("epoch:gpt", "epoch:gpt-1")]
    assert causes(vintages.compare_editions(Question(), before, after)) == {"new": 0.0, "removed": 0.0}


def test_an_edition_without_the_whole_list_is_compared_on_the_largest_that_both_have():
    listed = [("epoch:a", "notable"), ("epoch:b", "all"), ("epoch:a", "all"), ("epoch:a", "frontier")]
    before = edition(OLD, [(name, 2024, "corporate", "api") for name in "AB"], lists=listed)
    after = edition(
        NEW,
        [(name, 2024, "corporate", "api") for name in "AC"],
        lists=[("epoch:a", "notable"), ("epoch:c", "notable"), ("epoch:a", "frontier")],
    )
    assert editions.common_list(before.lists, after.lists) == "notable"
    change = vintages.compare_editions(Question(), before, after)
    assert change.parts.select("cause", "n_change").rows() == [("new", 1.0)]
    assert "only releases listed as 'notable' are compared" in change.notes[0]
    with pytest.raises(UnknownNameError, match=r"unknown list 'notabl' in epoch .*did you mean 'notable'"):
        editions.common_list(before.lists, after.lists, "notabl")
    other = edition(NEW, [("A", 2024, "corporate", "api")], lists=[("epoch:a", "large_scale")])
    with pytest.raises(BadValueError, match="have no list in common"):
        editions.common_list(edition(OLD, [("A", 2024, "corporate", "api")]).lists, other.lists)


@pytest.fixture(scope="module")
def epoch(real):
    return vintages.compare_vintages(Question(since=2018), *EPOCH)


def test_a_year_of_epoch_fills_in_284_grades_and_changes_32(real, epoch):
    changes = audit.grade_changes(tables.read("releases"), "epoch", *EPOCH)
    counts = dict(audit.count_changes(changes).select("change", "release_count").rows())
    assert (counts["filled in"], counts["more open"] + counts["less open"]) == (284, 32)
    access = epoch.facts.filter(fact="access")
    assert access.filter(before="unknown").height == counts["filled in"]
    assert access.filter(pl.col("before") != "unknown", pl.col("after") != "unknown").height == 32


def test_that_the_community_closed_in_2024_is_blanks_filled_in(epoch):
    row = epoch.numbers.filter(period="2024", group="community").row(0, named=True)
    assert (row["n_before"], row["open_before"], row["n_after"], row["open_after"]) == (26, 23.0, 110, 83.0)
    found = causes(epoch, group="community")
    assert found["filled_in"] == pytest.approx(-17.6, abs=0.05)
    assert found["new"] == pytest.approx(4.1, abs=0.05)
    filled = epoch.releases.filter(period="2024", group="community", cause="filled_in")
    assert filled.height == 52
    assert filled["before"].str.contains("access unknown").all()


@pytest.mark.parametrize(
    ("source", "definition", "pair"),
    [
        ("epoch", "open_weights", EPOCH),
        ("epoch", "training_code_open", ("2026-03-30", "2026-07-15")),
        ("osai", "osai_half", OSAI),
        ("osai", "osi_license", OSAI),
        ("osai", "osaid", OSAI),
    ],
)
@pytest.mark.parametrize("by", ["developer_group", "country"])
def test_real_changes_are_split_without_a_rest(real, source, definition, pair, by):
    change = vintages.compare_vintages(Question(source, definition=definition, by=by), *pair)
    sums = change.parts.group_by("period", "group").agg(pl.col("share_change", "n_change").sum())
    joined = change.numbers.join(sums, on=["period", "group"], how="left", suffix="_sum").fill_null(0)
    both = joined.filter(pl.min_horizontal("n_before", "n_after") > 0)
    assert both.height > 5
    assert (both["share_change"] - both["share_change_sum"]).abs().max() < 1e-12
    assert (joined["n_after"] - joined["n_before"] - joined["n_change"]).abs().max() < 1e-9
    by_release = change.releases.group_by("period", "group").agg(pl.col("share_change").sum())
    again = both.join(by_release, on=["period", "group"], how="left", suffix="_by_release").fill_null(0)
    assert (again["share_change"] - again["share_change_by_release"]).abs().max() < 1e-12


def test_half_of_what_the_index_rose_is_criteria_and_reassessment(real):
    question = Question("osai", definition="osai_half")
    change = vintages.compare_vintages(question, *OSAI, is_pooled=True)
    row = change.numbers.filter(group="corporate").row(0, named=True)
    assert (row["n_before"], row["open_before"], row["n_after"], row["open_after"]) == (85, 31.0, 131, 54.0)
    found = causes(change, "all periods")
    assert set(found) == {"new", "removed", "replaced", "reassessed", "criteria", "redated"}
    assert found["criteria"] == pytest.approx(2.78, abs=0.01)
    entries = editions.replaced(*(editions.edition("osai", one) for one in OSAI))
    assert {"osai:olmo", "osai:glm", "osai:deepseek-v3"} <= set(entries["release_id"])
    assert "osai:llama-3-1" not in entries["release_id"]


def test_what_types_by_hand_move_is_labels_alone(real):
    change = vintages.label_repair(Question(since=2024, until=2024))
    assert change.parts["kind"].unique().to_list() == ["labels"]
    assert causes(change, group="community")["regrouped"] == pytest.approx(-5.86, abs=0.01)
    assert change.facts["basis"].unique().to_list() == ["typing"]
    with pytest.raises(BadValueError, match="by is 'country'"):
        vintages.label_repair(Question(by="country"))


def test_one_edition_cannot_be_compared_with_itself(real):
    with pytest.raises(BadValueError, match="both editions of epoch are 2026-03-30; expected two"):
        vintages.compare_vintages(Question(), "latest", "2026-03-30")
    with pytest.raises(UnknownNameError, match="unknown vintage '2026-03-31' in source epoch; did you mean"):
        vintages.compare_vintages(Question(), "2025-04-23", "2026-03-31")
    with pytest.raises(UnknownNameError, match="unknown source 'epok'"):
        editions.edition("epok", "2026-03-30")


def test_the_way_from_one_share_to_the_other_has_no_gap(epoch):
    steps = vintages.waterfall(epoch, [("2024", "community"), ("2026", "corporate")])
    assert steps["group"].unique().to_list() == ["community"]
    assert steps["step"].to_list() == ["before", "new", "filled_in", "redated", "after"]
    assert steps["start"].to_list()[1:] == pytest.approx(steps["end"].to_list()[:-1])
    assert vintages.largest(epoch, 25, 1) == [("2021", "corporate")]
