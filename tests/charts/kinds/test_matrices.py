"""Charts of metrics, ranks, claims and waves: states that are no zeros, and words that follow the numbers."""

import json
import re

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

WORDS = {"name": "a-chart", "title": "A title", "source": "Somebody, 2030"}
CELLS = ["release", "metric", "state", "share", "label"]
RANK_COLUMNS = ["release", "group", "rank", "lower", "upper", "base_rank"]
SCORES = pl.DataFrame(
    [
        ("2023-10", "2023", "Meta", 54.0),
        ("2023-10", "2023", "OpenAI", 48.0),
        ("2024-05", "2023", "Meta", 60.0),
        ("2025-12", "2025", "Meta", 31.0),
    ],
    schema=["wave", "indicator_set", "developer", "score"],
    orient="row",
)
MEANS = pl.DataFrame(
    [("2023-10", 2, 51.0, 20.0, 82.0), ("2024-05", 1, 60.0, None, None), ("2025-12", 1, 31.0, None, None)],
    schema=["wave", "n", "mean", "lower", "upper"],
    orient="row",
)


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def about(chart):
    return chart.to_dict()["usermeta"]["openness"]


def svg(chart):
    return vl_convert.vegalite_to_svg(chart.to_dict())


def width(chart):
    return float(svg(chart).split('width="')[1].split('"')[0])


def matrix(rows):
    return pl.DataFrame(rows, schema=CELLS, orient="row")


def test_a_score_of_zero_a_missing_release_an_unknown_and_a_stub_look_different():
    drawn = charts.metric_matrix(
        matrix(
            [
                ("OLMo", "osai", "scored", 0.0, "0 of 12"),
                ("OLMo", "mof", "missing", None, None),
                ("T5", "osai", "unknown", None, None),
                ("T5", "mof", "stub", None, None),
            ]
        ),
        **WORDS,
    )
    texts = svg(drawn)
    for words in (">0 of 12<", ">–<", ">?<", ">○<"):
        assert words in texts
    # Only the three cells without a score are dashed.
    assert texts.count('stroke-dasharray="2,2"') == 3
    subtitle = " ".join(drawn.to_dict()["title"]["subtitle"]).replace("\u00a0", " ")
    assert "n = 2 releases, 1 score." in subtitle
    assert "– not in a source of the metric (1); ? too little known for a score (1); ○ a record with" in subtitle


@pytest.mark.parametrize(
    ("row", "error", "message"),
    [
        (("OLMo", "osai", "misssing", None, None), UnknownNameError, "did you mean 'missing'"),
        (("OLMo", "osai", "missing", 0.0, None), BadValueError, "expected a share where the state is 'scored'"),
        (("OLMo", "osai", "scored", None, "x"), BadValueError, "expected a share where the state is 'scored'"),
    ],
)
def test_a_state_that_contradicts_its_share_is_refused(row, error, message):
    with pytest.raises(error, match=message):
        charts.metric_matrix(matrix([row]), **WORDS)


def test_forty_long_releases_by_nine_metrics_fit_a_column_and_sixty_one_are_too_many():
    rows = [
        (f"A release with quite a long name, number {i}", f"metric_no_{j}", "scored", j / 9, "a rather long label")
        for i in range(61)
        for j in range(9)
    ]
    assert width(charts.metric_matrix(matrix(rows[: 40 * 9]), **WORDS)) <= 720
    with pytest.raises(BadValueError, match="has 61 releases; expected 60 or fewer"):
        charts.metric_matrix(matrix(rows), **WORDS)


def test_ranks_are_ordered_cut_and_the_rest_is_counted():
    rows = [(f"r{i}", "corporate", float(i), float(i), i + 2.0, float(i)) for i in range(30, 0, -1)]
    frame = pl.DataFrame(rows, schema=RANK_COLUMNS, orient="row")
    first, last = (charts.rank_intervals(frame, most=5, bottom=bottom, **WORDS) for bottom in (False, True))
    assert "the first 5; 25 more are in no row" in about(first)["caption"]
    assert (
        "From the top, median rank and 95% interval: r1 1 (1 to 3), r2 2 (2 to 4) and r3 3 (3 to 5)"
        in about(first)["alt"]
    )
    assert "the last 5" in about(last)["caption"]
    assert "r26 26" in about(last)["alt"]


def test_a_rank_outside_its_interval_is_refused_by_name():
    frame = pl.DataFrame([("OLMo", "community", 5.0, 1.0, 3.0, 2.0)], schema=RANK_COLUMNS, orient="row")
    with pytest.raises(BadValueError, match=r"release 'OLMo': rank 5\.0 is outside its interval 1\.0 to 3\.0"):
        charts.rank_intervals(frame, **WORDS)


def pairs(rows):
    return pl.DataFrame(
        rows, schema={"one": pl.String, "other": pl.String, "n": pl.Int64, "tau": pl.Float64}, orient="row"
    )


def test_agreement_prints_tau_and_n_and_says_what_cannot_be_estimated():
    drawn = charts.agreement_matrix(
        pairs([("mof", "osai", 24, 0.53), ("osaid", "osai", 4, -0.2), ("osaid", "mof", 2, None)]), **WORDS
    )
    texts = svg(drawn)
    assert ">0.53 (n = 24)<" in texts
    assert ">−0.20 (n = 4)<" in texts
    assert ">no estimate (n = 2)<" in texts
    assert "Not estimated: OSAID and MOF (2)." in about(drawn)["caption"]
    assert "fewer than 5 releases in OSAID and OSAI (4)" in about(drawn)["caption"]
    assert (
        "Closest: MOF and OSAI, tau 0.53 (n = 24). Resting on fewer than 5 releases: 1. Not estimated: 1."
        in about(drawn)["alt"]
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", "b", 9, 0.1), ("b", "a", 9, 0.1)], "has the pair 'b' and 'a' twice"),
        ([("a", "b", 9, 1.2)], "expected -1 to 1, or null"),
    ],
)
def test_a_pair_given_twice_and_a_tau_out_of_range_are_refused(rows, message):
    with pytest.raises(BadValueError, match=message):
        charts.agreement_matrix(pairs(rows), **WORDS)


def test_agreement_of_which_nothing_can_be_estimated_is_drawn_and_says_so():
    assert about(charts.agreement_matrix(pairs([("a", "b", 1, None)]), **WORDS))["alt"].endswith(
        "None can be estimated."
    )


def test_claims_are_ordered_by_their_gap_and_name_what_fails():
    frame = pl.DataFrame(
        [
            ("OLMo", "community", 0.96, None, "https://a"),
            ("Llama 3", "corporate", 0.17, "training data", "https://b"),
            ("X", "corporate", None, None, None),
        ],
        schema=["item", "group", "practice", "failed", "evidence_url"],
        orient="row",
    )
    found = about(charts.claims_gap(frame, definition="Claimed: listed.", **WORDS))
    assert found["alt"] == ("Dot chart of 2 of 2 claims. Least practiced: Llama 3 17%, fails training data; OLMo 96%.")
    assert "Not judged, because the source says too little: 1." in found["caption"]
    with pytest.raises(OpennessError, match="no practice can be judged"):
        charts.claims_gap(frame.tail(1).cast({"practice": pl.Float64}), definition="Claimed.", **WORDS)


def test_a_definition_grid_gives_the_range_of_each_group_and_names_few():
    frame = pl.DataFrame(
        [
            ("below_half", "corporate", 100, 0.7, 0.6, 0.8, 2),
            ("data_closed", "corporate", 100, 0.4, 0.3, 0.5, 0),
            ("below_half", "mixed", 3, 0.3, 0.1, 0.7, 0),
            ("data_closed", "mixed", 0, None, None, None, 3),
        ],
        schema=["definition", "group", "n", "share", "lower", "upper", "unknown_count"],
        orient="row",
    )
    found = about(charts.definition_grid(frame, definition="A share.", **WORDS))
    assert "Corporate: from 40% of 100 (Data closed) to 70% of 100 (Below half)." in found["alt"]
    assert "fewer than 5 releases in Mixed, Below half (3)" in found["caption"]
    assert "Below half 2 and Data closed 3" in found["caption"]
    with pytest.raises(BadValueError, match=r"definition 'below_half', group 'corporate': share 0\.7 is outside"):
        charts.definition_grid(frame.with_columns(lower=pl.lit(0.9)), definition="A share.", **WORDS)


def test_no_line_crosses_a_change_of_indicators():
    drawn = charts.fmti_waves(SCORES, MEANS, **WORDS)
    every = charts.fmti_waves(SCORES, MEANS, min_group=1, **WORDS)
    spec = json.dumps(drawn.to_dict())
    assert spec.count("new indicators") == 1
    assert (
        '"detail": [{"field": "developer", "type": "nominal"}, {"field": "indicator_set", "type": "nominal"}]' in spec
    )
    assert "No line crosses 2024-05 to 2025-12: the indicators changed" in about(drawn)["caption"]
    assert "2024-05, mean 60.0 of 1 developer; 2025-12, mean 31.0 of 1 developer." in about(every)["alt"]
    assert "2023-10, fewer than 5 developers; 2024-05, fewer than 5 developers" in about(drawn)["alt"]
    assert "Means of fewer than 5 developers: 2023-10 (2), 2024-05 (1) and 2025-12 (1)." in about(drawn)["caption"]
    # Lines are the open paths; the third wave stands to the right of the break, and no line reaches it.
    points = [re.findall(r"[ML]([\d.]+),", path) for path in re.findall(r'd="(M[\d.,]+(?:L[\d.,]+)+)"', svg(drawn))]
    ends = [(min(map(float, line)), max(map(float, line))) for line in points]
    at_break = 1.9 / 2.8 * 640
    assert len([end for end in ends if end[1] < at_break]) == 2
    assert not [end for end in ends if end[0] < at_break < end[1]]


@pytest.mark.parametrize(
    ("scores", "means", "message"),
    [
        (SCORES, MEANS.head(1), "has no mean of wave '2024-05'"),
        (SCORES.with_columns(score=pl.lit(101.0)), MEANS, "expected 0 to 100, or null"),
        (
            SCORES.with_columns(indicator_set=pl.Series(["2023", "2025", "2023", "2025"])),
            MEANS,
            "wave '2023-10' has more than one set of indicators",
        ),
    ],
)
def test_waves_that_do_not_fit_together_are_refused(scores, means, message):
    with pytest.raises(BadValueError, match=message):
        charts.fmti_waves(scores, means, **WORDS)


def test_a_chart_is_found_by_its_name_however_often_it_is_asked_for():
    assert all(callable(getattr(charts, name)) for name in charts.__all__ * 2 if name[0].islower())
