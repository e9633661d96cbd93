"""Charts and tables of the laboratory: agreement of sources, narrow matrices, links, and what every chart says."""

import json
import re

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.studies.metric_lab import agreement, data, robustness, side_by_side, support
from openness.studies.metric_lab import views as lab_charts
from openness.studies.metric_lab.agreement import rank_correlation

WORDS = {"name": "a-chart", "title": "A title", "source": "Somebody, 2030"}
COLUMNS = ["pair", "reading", "n", "alpha", "lower", "upper"]


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def about(chart):
    return chart.to_dict()["usermeta"]["openness"]


def svg(chart):
    return vl_convert.vegalite_to_svg(chart.to_dict())


def alphas(rows):
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS), orient="row").cast(
        {"pair": pl.String, "reading": pl.String, "n": pl.Int64, **dict.fromkeys(COLUMNS[3:], pl.Float64)}
    )


ROWS = [
    ("A and B", "verdict", 20, 0.5, 0.2, 0.7),
    ("A and B", "published", 30, 0.6, 0.4, 0.8),
    ("A and C", "verdict", 12, 1.0, None, None),
    ("A and C", "published", 12, None, None, None),
    ("B and C", "verdict", 3, None, None, None),
]


def test_agreement_shows_n_beside_every_coefficient_and_names_what_cannot_be_estimated():
    chart = charts.alpha_intervals(alphas(ROWS), **WORDS)
    drawn = svg(chart)
    assert "0.50 (n = 20)" in drawn
    assert "not estimable (n = 12)" in drawn
    assert "B and C" not in drawn
    assert about(chart)["caption"] == "Not estimable under any reading: B and C (3)."
    assert "n = 12 to 30 parts" in json.dumps(chart.to_dict())
    assert "Verdict: from 0.50 (A and B) to 1.00 (A and C)." in about(chart)["alt"]
    assert about(chart)["columns"] == COLUMNS


def test_agreement_below_chance_has_room_on_the_axis():
    chart = charts.alpha_intervals(alphas([("A and B", "verdict", 20, -0.3, -0.6, 0.1)]), **WORDS)
    assert '"domain": [-0.6, 1.0]' in json.dumps(chart.to_dict())


@pytest.mark.parametrize(
    ("row", "error", "message"),
    [
        (("A and B", "verdict", 20, 1.5, None, None), BadValueError, "expected -1 to 1"),
        (("A and B", "verdict", 20, 0.5, 0.6, 0.7), BadValueError, "outside its interval"),
        (("A and B", "verdict", 20, None, None, None), OpennessError, "no agreement can be estimated"),
    ],
)
def test_agreement_that_cannot_be_is_refused(row, error, message):
    with pytest.raises(error, match=message):
        charts.alpha_intervals(alphas([row]), **WORDS)
    with pytest.raises(UnknownNameError, match="'alpha'"):
        charts.alpha_intervals(alphas([row]).drop("alpha"), **WORDS)


def pairs(count):
    names = [f"metric{i}" for i in range(count)]
    rows = [(a, b, 1234, 0.25) for i, a in enumerate(names) for b in names[i + 1 :]]
    return pl.DataFrame(rows, schema=["one", "other", "n", "tau"], orient="row")


def test_a_matrix_of_many_metrics_puts_tau_over_n_and_says_so():
    many, few = (charts.agreement_matrix(pairs(count), **WORDS) for count in (8, 4))
    assert "In a cell: tau over n." in json.dumps(many.to_dict())
    assert "In a cell" not in json.dumps(few.to_dict())
    drawn = svg(many)
    assert ">1,234<" in drawn
    assert "…" not in drawn
    assert "0.25 (n = 1,234)" in svg(few)


def test_a_cell_without_words_stays_blank():
    rows = pl.DataFrame(
        {"metric": ["m", "m"], "source": ["a", "b"], "support": ["scored", "not_supported"], "n": ["7", None]}
    )
    chart = charts.status_grid(
        rows,
        **WORDS,
        definition="d",
        row="metric",
        column="source",
        status="support",
        states=support.LOOK,
        text="n",
    )
    drawn = svg(chart)
    assert ">7<" in drawn
    assert "null" not in re.sub(r"aria-label=\"[^\"]*\"", "", drawn)


def test_a_table_links_web_addresses_alone_and_escapes_words():
    frame = pl.DataFrame(
        {
            "who": ["a"],
            "links": [[{"text": "<b>", "url": "https://example.org/?a=1&b=2"}, {"text": "p", "url": "pkg:pypi/p"}]],
        }
    )
    html = charts.show_table(frame, title="T", links=["links"]).as_raw_html()
    assert '<a href="https://example.org/?a=1&amp;b=2">&lt;b&gt;</a>, p' in html


@pytest.fixture(scope="module")
def drawn(real):
    """Every chart of the notebook, with the data of the repository."""
    charts.use_theme()
    lab = data.load()
    index = lab.components.filter(source="osai")
    beside = side_by_side.side_by_side(lab.widest, lab.every_family, most=30)
    correlations = lab_charts.with_headings(rank_correlation(lab.scores, lab.families), lab.scores)
    intervals = robustness.rank_intervals(index, robustness.Drawing(draws=200))
    words = {"title": "T", "source": lab.credit()}
    scores, means = lab_charts.wave_rows(lab.transparency)
    return {
        "support": charts.status_grid(
            support.grid(lab.widest, ["osai", "mof", "osaid"]),
            name="support",
            definition="d",
            row="metric",
            column="source",
            status="support",
            states=support.LOOK,
            text="scored",
            **words,
        ),
        "matrix": charts.metric_matrix(beside, name="matrix", **words),
        "agreement": charts.agreement_matrix(lab_charts.compared(correlations), name="agreement", **words),
        "alpha": charts.alpha_intervals(
            agreement.reading_rows(agreement.pooled(lab.components, lab.families, draws=50)), name="alpha", **words
        ),
        "ranks": charts.rank_intervals(lab_charts.rank_rows(intervals, lab.releases), name="ranks", **words),
        "difference": charts.difference_intervals(
            robustness.variants(index, lab.releases, robustness.Drawing(draws=100)),
            name="difference",
            definition="d",
            less="less",
            more="more",
            **words,
        ),
        "waves": charts.fmti_waves(scores, means, name="waves", **words),
    }


CHARTS = ("support", "matrix", "agreement", "alpha", "ranks", "difference", "waves")


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_its_n_its_source_and_has_words_for_those_who_do_not_see_it(drawn, name):
    spec = drawn[name].to_dict()
    assert re.search(r"n(\u00a0| |\\u00a0)?(=|\(developers\))", json.dumps(spec["title"], ensure_ascii=False))
    assert "Source: " in json.dumps(spec)
    assert len(about(drawn[name])["alt"]) > 60
    assert about(drawn[name])["columns"]


@pytest.mark.parametrize("name", CHARTS)
def test_no_chart_is_wider_than_its_page_and_no_words_in_cells_are_cut(drawn, name):
    picture = svg(drawn[name])
    assert float(picture.split('width="')[1].split('"')[0]) <= 740
    if name in {"support", "matrix", "agreement"}:
        assert "…" not in picture
        assert ">null<" not in picture
