import polars as pl
import pytest
from scipy.stats import kendalltau
from tests.studies.metric_lab.small_tables import ONE, OTHER, components, families, scores, two_frameworks, two_sources

from openness.measures.selection import latest_editions
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.metric_lab import agreement
from openness.studies.metric_lab.agreement import (
    READINGS,
    family_judgments,
    family_scores,
    pooled,
    rank_correlation,
    reading_rows,
    readings_explained,
    source_agreement,
)
from openness.tables import store as tables

FAMILIES = families(
    {"osai:a": "a", "mot:a-7b": "a", "mot:a-13b": "a", "mot:a-70b": "a", "epoch:a": "a", "epoch:b": None}
)


def judged(rows, reading="verdict"):
    found = family_judgments(components(rows), FAMILIES, reading)
    return found.select("release_family_id", "concept", "source", "level", "status", "release_id", "is_mixed").rows()


def test_several_releases_of_a_source_count_once_by_their_lower_median():
    rows = [
        ("mot:a-7b", "Datasets", "open"),
        ("mot:a-13b", "Datasets", "closed"),
        ("mot:a-70b", "Datasets", "open"),
        ("osai:a", "datasources_endmodel", "partial"),
    ]
    assert judged(rows) == [
        ("a", "training_data", "mot", 2, "open", "mot:a-70b", True),
        ("a", "training_data", "osai", 1, "partial", "osai:a", False),
    ]
    # Of two the less open one.
    assert judged(rows[:2]) == [("a", "training_data", "mot", 0, "closed", "mot:a-13b", True)]


def test_a_release_whose_family_is_ambiguous_stands_alone():
    assert judged([("epoch:b", "weights", "open")]) == [("epoch:b", "weights", "epoch", 2, "open", "epoch:b", False)]


@pytest.mark.parametrize(
    ("source", "component", "status", "levels"),
    [
        # verdict, counted, published
        ("mot:a-7b", "Datasets", "open", (2, 2, 1)),
        ("mot:a-7b", "Datasets", "unlicensed", (0, 0, 1)),
        ("mot:a-7b", "Datasets", "closed", (0, 0, 1)),
        ("mot:a-7b", "Datasets", "missing", (None, 0, 0)),
        ("mot:a-7b", "Datasets", "not_applicable", (None, None, None)),
        ("epoch:a", "weights", "partial", (1, 1, 1)),
        ("epoch:a", "weights", "closed", (0, 0, 0)),
        ("epoch:a", "weights", "missing", (None, None, None)),
    ],
)
def test_each_reading_puts_a_status_where_it_says(source, component, status, levels):
    found = [judged([(source, component, status)], name) for name in ("verdict", "counted", "published")]
    assert tuple(rows[0][3] if rows else None for rows in found) == levels


def test_an_unknown_reading_and_several_editions_are_refused():
    with pytest.raises(UnknownNameError, match="did you mean 'published'"):
        judged([("epoch:a", "weights", "open")], "publishd")
    twice = pl.concat([components([("epoch:a", "weights", "open")], day) for day in ("2030-01-01", "2031-01-01")])
    with pytest.raises(BadValueError, match="source 'epoch' has 2 editions here, expected one"):
        family_judgments(twice, FAMILIES)


def test_a_family_scores_the_mean_of_its_releases_and_stubs_stay_out():
    rows = [
        ("mof", "mot:a-7b", 1.0),
        ("mof", "mot:a-13b", 2.0),
        ("mof", "mot:a-70b", 0.0, "stub"),
        ("osai", "osai:a", None),
    ]
    found = family_scores(scores(rows), FAMILIES)
    assert found.select("framework", "release_family_id", "score").rows() == [("mof 1 (mot)", "a", 1.5)]


def test_frameworks_of_two_sources_meet_in_the_family():
    row = rank_correlation(*two_frameworks()).row(0, named=True)
    assert (row["one"], row["other"], row["is_same_source"], row["n"]) == (
        "mof 1 (mot)",
        "osai 1 (osai)",
        False,
        12,
    )
    assert row["tau"] == pytest.approx(kendalltau(ONE, OTHER).statistic)
    assert row["lower"] < row["tau"] < row["upper"]


def test_without_families_only_scores_of_the_same_release_meet():
    table, _ = two_frameworks()
    assert rank_correlation(table).row(0, named=True)["reason"] == "0 scored by both, 10 or more are needed"
    both = pl.concat(
        [table.filter(metric="osai"), scores([("osaid", f"osai:{i}", float(OTHER[i])) for i in range(12)])]
    )
    row = rank_correlation(both).row(0, named=True)
    assert (row["is_same_source"], row["n"]) == (True, 12)
    assert row["tau"] == pytest.approx(kendalltau(ONE, OTHER).statistic)


@pytest.mark.parametrize(
    ("table", "reasons"),
    [
        (two_frameworks(9)[0], ["0 scored by both, 10 or more are needed"]),
        (scores([("osai", "osai:a", 1.0)]), []),
        (scores([]), []),
        (
            scores([(metric, f"osai:{i}", 2.0) for metric in ("m", "n") for i in range(12)]),
            ["the first gives all of them the same score"],
        ),
    ],
)
def test_frameworks_that_cannot_be_compared_have_a_reason_or_no_row(table, reasons):
    found = rank_correlation(table)
    assert found["reason"].to_list() == reasons
    assert found["tau"].null_count() == found.height


def test_sources_that_judge_alike_agree_and_opposed_ones_do_not():
    by_turns = ["open", "closed"]
    alike = source_agreement(*two_sources(20, lambda i: by_turns[i % 2], lambda i: by_turns[i % 2]))
    assert alike.select("concept", "sources", "family_count", "n", "agreed_share", "alpha", "lower").rows() == [
        ("training_data", "mot and osai", 20, 20, 1.0, 1.0, None),
        ("all", "mot and osai", 20, 20, 1.0, 1.0, None),
    ]
    opposed = source_agreement(*two_sources(20, lambda i: by_turns[i % 2], lambda i: by_turns[1 - i % 2]))
    # Observed disagreement 1, expected 20 * 20 * 2 / (40 * 39): alpha = 1 - 39/20.
    assert opposed["alpha"].to_list() == [pytest.approx(-0.95)] * 2
    assert opposed["agreed_share"].to_list() == [0.0, 0.0]


def test_a_license_question_is_no_disagreement_on_what_is_published():
    frames = two_sources(20, lambda i: ["open", "closed"][i % 2], lambda i: ["unlicensed", "missing"][i % 2])
    verdict = source_agreement(*frames)
    assert verdict["agreed_share"].to_list() == [0.0, 0.0]
    published = source_agreement(*frames, reading="published")
    assert published["agreed_share"].to_list() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("open", "every judgment is the same, so chance agreement is certain"),
        ("closed", "every judgment is the same, so chance agreement is certain"),
    ],
)
def test_sources_that_say_one_thing_only_allow_no_estimate(status, reason):
    found = source_agreement(*two_sources(20, lambda _: status, lambda _: status))
    assert found["alpha"].to_list() == [None, None]
    assert found["reason"].to_list() == [reason] * 2


def test_few_shared_families_and_one_source_allow_no_estimate():
    found = source_agreement(*two_sources(3, lambda i: ["open", "closed"][i % 2], lambda _: "open"))
    assert found["reason"].to_list() == ["3 judged by two or more, 10 or more are needed"] * 2
    assert source_agreement(components([("osai:a", "paper", "open")]), FAMILIES).is_empty()
    assert source_agreement(components([("osai:a", "paper", "missing")]), FAMILIES).is_empty()
    assert source_agreement(components([]), FAMILIES).is_empty()


def test_the_real_tables_give_estimates_with_intervals(real):
    lists = tables.read("release_lists")
    releases, parts = (latest_editions(tables.read(name), lists) for name in ("releases", "components"))
    by_name = releases.select(
        "release_id", "source", "vintage", pl.col("release_name").str.to_lowercase().alias("release_family_id")
    )
    for name in agreement.READINGS:
        found = source_agreement(parts, by_name, reading=name, draws=200)
        row = found.filter(concept="all", sources="epoch and mot").row(0, named=True)
        assert row["n"] > 50
        assert row["lower"] < row["alpha"] < row["upper"]


def test_the_pooled_rows_of_every_reading_are_those_of_the_whole_table():
    components, families = two_sources(
        20, lambda i: "open" if i % 3 else "closed", lambda i: "open" if i % 2 else "closed"
    )
    found = pooled(components, families, draws=50)
    assert found["reading"].to_list() == list(READINGS)
    whole = source_agreement(components, families, draws=50).filter(concept="all").row(0, named=True)
    assert found.row(0, named=True)["alpha"] == whole["alpha"]
    assert found["sources"].unique().to_list() == ["MOT and OSAI"]


def test_without_concepts_only_pooled_rows_are_made():
    components, families = two_sources(20, lambda i: "open", lambda i: "closed" if i % 2 else "open")
    full = source_agreement(components, families, draws=50)
    short = source_agreement(components, families, draws=50, each_concept=False)
    assert short.equals(full.filter(concept="all"))
    assert short.height < full.height


def test_a_row_a_pair_and_reading_with_its_n():
    components, families = two_sources(
        12, lambda i: "open" if i % 3 else "closed", lambda i: "missing" if i == 0 else "closed"
    )
    rows = reading_rows(pooled(components, families, draws=50))
    counts = dict(rows.select("reading", "n").rows())
    # What the tool leaves out is not judged, unless it is counted as not met.
    assert (counts["verdict"], counts["counted"]) == (11, 12)
    assert rows.columns == ["pair", "reading", "n", "family_count", "alpha", "lower", "upper", "reason"]


def test_every_reading_is_explained():
    assert all(f"**{name}**" in readings_explained() for name in READINGS)


def test_known_agreement_of_the_real_data(real):
    from openness.studies.metric_lab import data

    lab = data.load()
    found = pooled(lab.components, lab.families, draws=100).filter(reading="verdict", sources="MOT and OSAI")
    row = found.row(0, named=True)
    assert (row["n"], round(row["alpha"], 2)) == (116, 0.15)
    assert found.filter(pl.col("alpha") > 0.667).is_empty()
