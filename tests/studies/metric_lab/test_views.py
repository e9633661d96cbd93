"""What charts and tables of the laboratory take, and its words."""

import polars as pl
from inline_snapshot import snapshot
from tests.studies.metric_lab.small_tables import components, families, groups, scores, table, two_frameworks
from tests.studies.prose import wrapped

from openness.measures.records import links
from openness.measures.transparency import wave_changes
from openness.studies.metric_lab import data, gates, results
from openness.studies.metric_lab import say as lab_words
from openness.studies.metric_lab import views as lab_charts
from openness.studies.metric_lab.agreement import rank_correlation
from openness.studies.metric_lab.disagreements import disagreements
from openness.studies.metric_lab.disagreements import table as disagreement_rows
from openness.studies.metric_lab.gates import hidden_table, share_table
from openness.studies.metric_lab.robustness import Drawing, rank_intervals
from openness.studies.metric_lab.tallies import frameworks, independent_pairs, source_pairs, without_class


def test_links_name_the_site_or_the_words_and_are_null_without_both():
    frame = pl.DataFrame({"url": ["https://www.example.org/a?b", None, "pkg:pypi/x"], "text": ["t", "u", None]})
    sites = frame.select(links("url")).to_series().to_list()
    assert sites == [
        [{"text": "example.org", "url": "https://www.example.org/a?b"}],
        None,
        [{"text": "pkg:pypi/x", "url": "pkg:pypi/x"}],
    ]
    words = frame.select(links("url", "text")).to_series().to_list()
    assert words[1] == [{"text": "u", "url": None}]
    assert words[2] is None


def test_frameworks_that_can_be_compared_with_none_leave_the_chart_and_are_named():
    found, same = two_frameworks()
    alone = scores([("fmti", f"fmti:{i}", float(i)) for i in range(12)])
    both = pl.concat([found, alone])
    correlations = lab_charts.with_headings(rank_correlation(both, same), both)
    rows = lab_charts.compared(correlations)
    assert rows.select("one", "other", "n").rows() == [("MOF class", "OSAI index", 12)]
    assert lab_charts.not_compared(correlations) == ["FMTI"]
    assert "FMTI" in lab_words.framework_words(frameworks(correlations))[-1]


def test_ranks_take_names_and_ids_where_two_have_one_name():
    parts = table(["a", "b"], {"osai:x": "oo", "osai:y": "oc", "osai:z": "cc"})
    known = groups({"osai:x": "corporate", "osai:y": "community", "osai:z": "community"}).with_columns(
        pl.Series("release_name", ["Same", "Same", "Other"])
    )
    found = lab_charts.rank_rows(rank_intervals(parts, Drawing(draws=50)), known)
    assert found.select("release", "group", "base_rank").rows() == [
        ("osai:x", "corporate", 1),
        ("osai:y", "community", 2),
        ("Other", "community", 3),
    ]


def test_waves_and_their_break(real):
    lab = data.load()
    rows, means = lab_charts.wave_rows(lab.transparency)
    assert means.select("wave", "n").rows() == [("2023-10", 10), ("2024-05", 14), ("2025-12", 13)]
    assert [round(mean, 2) for mean in means["mean"]] == [37.0, 57.93, 40.69]
    assert rows.height == 37
    assert wrapped(lab_words.wave_words(wave_changes(lab.transparency))) == snapshot("""\
- From 2023-10-18 to 2024-05-21: the mean moved by +20.9 points, the highest score by +31, the lowest by +21;
  the developers are not all the same.
- From 2024-05-21 to 2025-12-09: no change is given, because the indicators changed, so levels do not compare.\
""")


SPLIT = components(
    [
        ("osai:a", "datasources_endmodel", "open", "https://example.org/data"),
        ("mot:a", "Datasets", "unlicensed"),
        ("osai:a", "trainingcode", "closed"),
        ("mot:a", "Training code", "open", "https://example.org/code"),
    ]
)


def test_a_conflict_says_who_says_what_and_links_it():
    same = families({"osai:a": "lab/a", "mot:a": "lab/a"})
    found = disagreement_rows(disagreements(scores([]), SPLIT, same))
    assert found["family"].to_list() == ["lab/a: 2 of 2", ""]
    data, code = found.rows(named=True)
    assert data["open"] == [{"text": "OSAI: open, osai:a", "url": "https://example.org/data"}]
    assert data["closed"] == [{"text": "MOT: unlicensed, mot:a", "url": None}]
    assert (code["concept"], code["open"][0]["url"]) == ("training code", "https://example.org/code")


GATED_PARTS = table(
    [
        "datasources_basemodel",
        "datasources_endmodel",
        "weights_basemodel",
        "weights_endmodel",
        "trainingcode",
        "licenses",
    ],
    {"osai:a": "cooooo", "osai:b": "oooooo", "osai:low": "cccccc"},
)
GATED_SCORES = scores([("osai", "osai:a", 3.5), ("osai", "osai:b", 4.0), ("osai", "osai:low", 0.0)])
OWNERS = GATED_SCORES.select("release_id", "source", "vintage", developer_id="release_id")


def test_a_row_a_framework_says_how_many_are_closed_at_each_gate():
    found = share_table(gates.closed_behind(gates.gates(GATED_PARTS, GATED_SCORES), OWNERS))
    (row,) = found.rows(named=True)
    assert list(row) == results.GATE_SHARES.names
    assert (row["high_count"], row["data"], row["any"]) == (
        2,
        "1 of 2 (<1–>99%)",
        "1 of 2 (<1–>99%)",
    )
    assert row["weights"].startswith("0 of 2")


def test_a_framework_of_access_alone_has_no_gates():
    other = scores([("epoch_access", "epoch:a", 4.0)])
    found = share_table(gates.closed_behind(gates.gates(components([("epoch:a", "weights", "open")]), other), OWNERS))
    assert (found.height, found.columns) == (0, results.GATE_SHARES.names)


def test_the_high_score_that_hides_something_is_shown_with_its_weakest_part():
    weak = GATED_SCORES.with_columns(pl.lit("datasources_basemodel").alias("weakest_component"))
    named = groups({"osai:a": "corporate", "osai:b": "corporate"}).with_columns(pl.Series("release_name", ["A", "B"]))
    (row,) = hidden_table(gates.gates(GATED_PARTS, weak), named).rows(named=True)
    assert (row["release_name"], row["score_label"], row["failed"]) == ("A", "3.5 of 4", "data")
    assert (row["weakest_component"], row["weakest_status"]) == ("base training data", "closed")


def test_the_finding_is_made_of_numbers(real):
    from openness.studies.metric_lab import agreement, mof_classes
    from openness.tables import store as tables

    lab = data.load()
    counts = mof_classes.class_counts(tables.read("scores").filter(source="mot", vintage="2026-05-11"))
    correlations = rank_correlation(lab.scores, lab.families)
    pooled = agreement.pooled(lab.components, lab.families, draws=50).filter(reading="verdict")
    told = independent_pairs(correlations), source_pairs(pooled), without_class(counts)
    assert wrapped([lab_words.finding(*told, "Last.")]) == snapshot("""\
- Frameworks that rest on different sources rank the same release families with Kendall's tau from 0.00 to
  1.00 (median 0.22 of 22 pairs); for 7 of these pairs chance alone may give as much. Of 6 pairs of sources
  that judge enough parts in common, 2 agree well enough for tentative conclusions (alpha of 0.667 or more):
  alpha is lowest between models.dev and OSAI (−0.07, n = 15) and highest between Epoch AI and models.dev
  (0.93, n = 88). Of 273 records of the Model Openness Tool (MOT), 242 (89%) reach no class of the Model
  Openness Framework, and 242 when license strings are read rather than compared. Last.\
""")


def test_the_finding_says_so_where_nothing_can_be_compared():
    nothing = rank_correlation(scores([]), None)
    empty = pl.DataFrame(schema={"alpha": pl.Float64, "sources": pl.String, "n": pl.Int64})
    counts = pl.DataFrame({"class": ["Unclassified"], "as_published": [0], "strings_read": [0]})
    told = independent_pairs(nothing), source_pairs(empty), without_class(counts)
    assert wrapped([lab_words.finding(*told, "Last.")]) == snapshot("""\
- No two frameworks that rest on different sources score enough releases in common to be compared. No two
  sources judge enough parts in common for their agreement to be estimated. There are no records of MOT. Last.\
""")


def test_known_answers_of_the_real_data(real):
    answers = lab_charts.known_answers(data.load().scores)
    known = {
        (release, metric): label for release, metric, label in answers.select("release_id", "metric", "label").rows()
    }
    assert known["osai:olmo", "osai"] == known["osai:bloomz", "osai"] == "11.5 of 12"
    assert known["osai:llama-3-instruct", "osai"] == "2 of 12"
    assert (known["osai:olmo", "osaid"], known["osai:bloomz", "osaid"]) == ("pass", "fail: parameters")
    assert known["mot:llama-3-8b", "mof"] == "Unclassified"
