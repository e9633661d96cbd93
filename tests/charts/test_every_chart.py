"""What every chart owes its reader, checked on its specification; how it looks is checked by eye."""

import json

import nbformat
import pandas as pd
import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.charts.display import CHART_MIME, mime_bundle
from openness.charts.theme import group_styles
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

SHARE_COLUMNS = ["period", "group", "n", "open_count", "unknown_count", "open_share", "lower", "upper", "rolling_share"]
SHARES = pl.DataFrame(
    [
        ("2023", "community", 4, 3, 1, 0.75, 0.30, 0.95, 0.75),
        ("2023", "corporate", 120, 50, 0, 0.4167, 0.33, 0.51, 0.42),
        ("2024", "community", 0, 0, 2, None, None, None, None),
        ("2024", "corporate", 150, 90, 7, 0.60, 0.52, 0.67, 0.52),
    ],
    schema=SHARE_COLUMNS,
    orient="row",
)
COUNTS = pl.DataFrame({"period": ["2023", "2024"], "group": ["mixed", "corporate"], "release_count": [3, 5]})
ACCESS = pl.DataFrame({"period": ["2023", "2023"], "access": ["api", "open_restricted"], "release_count": [3, 5]})
COMPONENTS = pl.DataFrame(
    {"component": ["weights", "code"], "group": ["corporate"] * 2, "n": [12, 3], "score": [0.875, None]}
)
MEANS = pl.DataFrame(
    {
        "period": ["2023", "2024"],
        "group": ["corporate"] * 2,
        "n": [1, 9],
        "mean": [0.5, 0.6],
        "lower": [None, 0.4],
        "upper": [None, 0.8],
    }
)
TIERS = pl.DataFrame(
    [("2023", "corporate", "open", 6), ("2023", "corporate", "closed", 2), ("2024", "community", "open", 3)],
    schema=["period", "group", "tier", "n"],
    orient="row",
)
STATES = {
    "restricts": charts.State("vermilion", "R"),
    "allows": charts.State("blue", "A"),
    "unverified": charts.State("grey", "?"),
}
CELLS = pl.DataFrame(
    [("mit", "field_limits", "allows", None), ("llama-2", "field_limits", "restricts", "2")],
    schema=["license", "clause", "status", "section"],
    orient="row",
)
CHANGES = pl.DataFrame(
    {"item": ["weights", "code"], "difference": [0.2, None], "lower": [0.1, None], "upper": [0.3, None], "n": [9, 0]}
)
PARTS = SHARES.with_columns(concept=pl.lit("training_data")).select("concept", *SHARE_COLUMNS[:-1])
DEVELOPERS = pl.DataFrame(
    {"developer": ["AMD", "AMD"], "area": ["data", "code"], "release_count": [7, 7], "n": [7, 0], "score": [0.5, None]}
)
LEVELS = ("all_shared", "partly_shared", "unlicensed", "documented_only", "not_shared", "not_judged")
RUNGS = pl.DataFrame(
    [
        ("2023", "corporate", "all_shared", 2),
        ("2023", "corporate", "not_shared", 6),
        ("2024", "mixed", "not_judged", 3),
    ],
    schema=["period", "group", "rung", "n"],
    orient="row",
)
STATUSES = pl.DataFrame({"concept": ["weights"] * 2, "status": ["open", "missing"], "n": [4, 6]})
MATRIX = pl.DataFrame(
    [("OLMo", "osai", "scored", 0.0, "0 of 12"), ("OLMo", "mof", "missing", None, None)],
    schema=["release", "metric", "state", "share", "label"],
    orient="row",
)
PAIRS = pl.DataFrame({"one": ["osaid", "osaid"], "other": ["osai", "mof"], "n": [40, 2], "tau": [0.5, None]})
RANKS = pl.DataFrame(
    [("OLMo", "community", 1.0, 1.0, 3.0, 2.0), ("Llama 3", "corporate", 9.0, 7.5, 12.0, 9.0)],
    schema=["release", "group", "rank", "lower", "upper", "base_rank"],
    orient="row",
)
GAPS = pl.DataFrame(
    [("Llama 3", "corporate", 0.17, "training data, license"), ("OLMo", "community", 0.96, None)],
    schema=["item", "group", "practice", "failed"],
    orient="row",
)
VARIANTS = pl.DataFrame(
    [("below_half", "corporate", 126, 0.7, 0.6, 0.8), ("below_half", "mixed", 3, 0.3, 0.1, 0.7)],
    schema=["definition", "group", "n", "share", "lower", "upper"],
    orient="row",
)
EDITIONS = pl.DataFrame(
    [("all", "corporate", "2030-01-01", "14", 9, 0.5), ("all", "corporate", "2030-02-01", "14", 9, 0.6)],
    schema=["series", "group", "edition", "criteria", "n", "mean"],
    orient="row",
)
WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}


def draw_shares(frame=SHARES, **more):
    return charts.share_lines(frame, **WORDS, **more)


def draw_tiers(frame=TIERS, **more):
    return charts.tier_bars(frame, **WORDS, **more).to_dict()


def draw_grid(frame=CELLS, states=STATES, **more):
    axes = {"row": "license", "column": "clause", "status": "status", "text": "section"}
    return charts.status_grid(frame, states=states, **WORDS, **{**axes, **more})


DRAWN = {
    "shares": (draw_shares, SHARES),
    "counts": (lambda frame=COUNTS: charts.release_counts(frame, **WORDS), COUNTS),
    "access": (lambda frame=ACCESS: charts.access_bars(frame, **WORDS), ACCESS),
    "components": (lambda frame=COMPONENTS: charts.component_heatmap(frame, **WORDS), COMPONENTS),
    "means": (lambda frame=MEANS: charts.score_lines(frame, **WORDS), MEANS),
    "tiers": (lambda frame=TIERS: charts.tier_bars(frame, **WORDS), TIERS),
    "grid": (draw_grid, CELLS),
    "differences": (
        lambda frame=CHANGES: charts.difference_intervals(frame, less="closes", more="opens", **WORDS),
        CHANGES,
    ),
    "parts": (lambda frame=PARTS: charts.component_lines(frame, **WORDS), PARTS),
    "developers": (lambda frame=DEVELOPERS: charts.developer_heatmap(frame, **WORDS), DEVELOPERS),
    "ladder": (lambda frame=RUNGS: charts.ladder(frame, rungs=LEVELS, **WORDS), RUNGS),
    "statuses": (lambda frame=STATUSES: charts.status_bars(frame, **WORDS), STATUSES),
    "metrics": (lambda frame=MATRIX: charts.metric_matrix(frame, **WORDS), MATRIX),
    "agreement": (lambda frame=PAIRS: charts.agreement_matrix(frame, **WORDS), PAIRS),
    "ranks": (lambda frame=RANKS: charts.rank_intervals(frame, **WORDS), RANKS),
    "claims": (lambda frame=GAPS: charts.claims_gap(frame, **WORDS), GAPS),
    "editions": (lambda frame=EDITIONS: charts.edition_means(frame, series={"all": "All"}, **WORDS), EDITIONS),
    "variants": (lambda frame=VARIANTS: charts.definition_grid(frame, **WORDS), VARIANTS),
}


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


@pytest.fixture(params=list(DRAWN))
def drawn(request):
    draw, frame = DRAWN[request.param]
    return draw().to_dict(), frame


def texts(spec):
    return json.dumps(spec, ensure_ascii=False)


def test_every_chart_has_title_definition_source_alt_text_and_a_name(drawn):
    spec, frame = drawn
    about = spec["usermeta"]["openness"]
    assert spec["title"]["text"] == ["A title"]
    assert spec["title"]["subtitle"][0].startswith("Open means this.")
    assert "Source: Somebody, 2030" in texts(spec)
    assert spec["description"] == about["alt"]
    assert len(about["alt"]) > 40
    assert (about["name"], about["title"], about["source"]) == ("a-chart", "A title", "Somebody, 2030")
    assert set(about["columns"]) <= set(frame.columns)


def test_a_chart_holds_its_tidy_table_and_nothing_else(drawn):
    spec, frame = drawn
    (rows,) = spec["datasets"].values() if "datasets" in spec else [inline_rows(spec)]
    assert len(rows) == frame.height
    assert list(rows[0]) == spec["usermeta"]["openness"]["columns"]


def inline_rows(spec):
    for key, value in spec.items():
        if key == "data" and "values" in value:
            return value["values"]
    return next(found for part in spec["vconcat"] if (found := inline_rows(part)))


@pytest.mark.parametrize("theme", ["light", "print"])
@pytest.mark.parametrize("name", list(DRAWN))
def test_every_chart_is_drawn_in_both_themes_from_the_same_specification_each_time(name, theme):
    charts.use_theme(theme)
    spec = DRAWN[name][0]().to_dict()
    assert vl_convert.vegalite_to_svg(spec).count("<path") > 2
    assert DRAWN[name][0]().to_dict() == spec


def test_pandas_and_polars_give_the_same_chart():
    assert draw_shares(SHARES.to_pandas()).to_dict() == draw_shares().to_dict()
    assert draw_shares(SHARES.lazy()).to_dict() == draw_shares().to_dict()


def test_the_caption_names_faded_points_and_releases_that_could_not_be_judged():
    caption = draw_shares(min_group=5).to_dict()["usermeta"]["openness"]["caption"]
    assert "fewer than 5 releases in Community 2023 (4)" in caption
    assert "10 releases could not be judged" in caption


def test_alt_text_says_what_the_numbers_say():
    alt = draw_shares().to_dict()["description"]
    assert "Corporate" in alt
    assert "42% of 120" in alt
    assert "60% of 150" in alt


def test_a_group_without_a_judged_release_is_named_and_not_drawn():
    silent = SHARES.with_columns(group=pl.when(pl.col("n") == 0).then(pl.lit("mixed")).otherwise("group"))
    about = draw_shares(silent).to_dict()["usermeta"]["openness"]
    assert "Mixed" in about["caption"] + about["alt"]


@pytest.mark.parametrize(("groups", "periods"), [(1, 1), (3, 1), (1, 40), (12, 12)])
def test_few_and_many_groups_and_periods_fit_a_column(groups, periods):
    labels = [f"{2015 + i // 4}-Q{i % 4 + 1}" for i in range(periods)]
    rows = [(p, f"g{g}", 9, 3, 0, 1 / 3, 0.1, 0.6, 0.3) for p in labels for g in range(groups)]
    spec = draw_shares(pl.DataFrame(rows, schema=SHARE_COLUMNS, orient="row")).to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    width = float(svg.split('width="')[1].split('"')[0])
    assert width <= 780


def test_facets_stand_side_by_side_with_their_own_n():
    both = pl.concat([SHARES.with_columns(list=pl.lit(name)) for name in ("all", "notable")])
    spec = draw_shares(both, facet="list").to_dict()
    assert "All 274 and Notable 274" in " ".join(spec["title"]["subtitle"])


@pytest.mark.parametrize("name", list(DRAWN))
def test_an_empty_table_is_refused_in_one_line(name):
    draw, frame = DRAWN[name]
    with pytest.raises(OpennessError, match="chart 'a-chart' has nothing to draw"):
        draw(frame.clear())


@pytest.mark.parametrize("name", list(DRAWN))
def test_a_missing_column_names_the_nearest(name):
    draw, frame = DRAWN[name]
    first = frame.columns[0]
    with pytest.raises(UnknownNameError, match=f"unknown column '{first}'"):
        draw(frame.rename({first: first + "s"}))


def test_a_share_outside_its_interval_or_of_the_wrong_range_is_refused():
    with pytest.raises(BadValueError, match="outside its interval"):
        draw_shares(SHARES.with_columns(lower=pl.lit(0.99)))
    with pytest.raises(BadValueError, match="a share between 0 and 1"):
        draw_shares(SHARES.with_columns(open_share=pl.lit(1.5)))


def test_a_name_that_is_no_file_name_and_an_unknown_theme_are_refused():
    with pytest.raises(BadValueError, match="kebab case"):
        charts.share_lines(SHARES, **{**WORDS, "name": "A Chart"})
    with pytest.raises(UnknownNameError, match=r"did you mean 'print'\?"):
        charts.use_theme("prnt")


def test_groups_keep_their_dash_and_shape_whoever_else_is_there():
    alone, together = group_styles(["corporate"]), group_styles(["unknown", "corporate", "x"])
    assert alone["corporate"] == together["corporate"]
    assert len({(style.dash, style.shape) for style in together.values()}) == len(together)


def test_a_notebook_may_hold_what_a_chart_is_shown_as():
    bundle = mime_bundle(draw_shares().to_dict())
    assert set(bundle) == {CHART_MIME, "image/svg+xml", "text/plain"}
    assert bundle["image/svg+xml"].startswith("<svg")
    assert "http" not in bundle["image/svg+xml"].replace("http://www.w3.org/", "")
    output = nbformat.v4.new_output("display_data", data=bundle)
    cell = nbformat.v4.new_code_cell("chart", outputs=[output])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_a_table_is_titled_aligned_and_offline(make):
    frame = make({"developer_type": ["big_tech", "IBM"], "n": [12345, None], "share": [0.125, 0.5]})
    shown = charts.show_table(
        frame,
        title="A table",
        note="A note",
        columns={"developer_type": "Type", "share": "Share", "n": "Releases"},
        percent=["share"],
        integer=["n"],
    ).as_raw_html()
    for text in ("A table", "A note", "Big tech", "IBM", "12,345", "12.5%", "–", ">Type<"):
        assert text in shown
    assert "http" not in shown
    assert "@import" not in shown


def test_a_table_without_columns_or_with_an_unknown_one_is_refused():
    with pytest.raises(UnknownNameError, match="unknown column 'grp' in table 'T'"):
        charts.show_table(pl.DataFrame({"group": ["a"]}), title="T", columns={"grp": "Group"})
    with pytest.raises(BadValueError, match="no column to show"):
        charts.show_table(pl.DataFrame({"group": ["a"]}), title="T", columns={})


def test_tooltips_say_what_a_share_is_of():
    titles = json.dumps(charts.share_lines(SHARES, name="a", title="T", definition="D", source="S").to_dict())
    assert '"title": "Open releases"' in titles
    titles = json.dumps(
        charts.share_lines(SHARES, name="a", title="T", definition="D", source="S", counted="Washed").to_dict()
    )
    assert '"title": "Washed releases"' in titles
    assert '"title": "Open' not in titles


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame])
def test_links_of_a_table_lead_somewhere_and_hold_no_markup(make):
    cells = [
        [{"text": "a & <b>", "url": "https://e.org/?a=1&b='\"><i>"}, {"text": "a package", "url": "pkg:pypi/x"}],
        [{"text": "script", "url": "javascript:alert(1)"}, {"text": "no link", "url": None}],
        [],
        None,
    ]
    frame = make({"name": ["one", "two", "three", "four"], "evidence": cells})
    shown = charts.show_table(frame, title="T", links=["evidence"]).as_raw_html()
    body = [cell.split("</td>")[0].split(">", 1)[1] for cell in shown.split('headers="table-t-evidence"')[1:]]
    assert body == [
        '<a href="https://e.org/?a=1&amp;b=&#x27;&quot;&gt;&lt;i&gt;">a &amp; &lt;b&gt;</a>, a package',
        "script, no link",
        "–",
        "–",
    ]


def test_pages_of_the_site_are_linked_and_other_paths_are_not():
    urls = ["assumptions.html#blank-left-out", "data.html", "../data.html", "//e.org/a.html", "a.html?b", "A.html"]
    frame = pl.DataFrame({"links": [[{"text": url, "url": url}] for url in urls]})
    shown = charts.show_table(frame, title="T", links=["links"]).as_raw_html()
    assert [f'href="{url}"' in shown for url in urls] == [True, True, False, False, False, False]


def test_a_column_of_links_must_be_there():
    with pytest.raises(UnknownNameError, match="evidence"):
        charts.show_table(pl.DataFrame({"group": ["a"]}), title="T", links=["evidence"])


def about(spec):
    return spec["usermeta"]["openness"]


def svg_width(spec):
    return float(vl_convert.vegalite_to_svg(spec).split('width="')[1].split('"')[0])


def test_tiers_have_a_panel_a_group_and_always_name_unspecified_last():
    spec = draw_tiers()
    assert '"Corporate (n\u00a0=\u00a08)"' in texts(spec)
    assert '"Community (n\u00a0=\u00a03)"' in texts(spec)
    assert '"values": ["open", "closed", "unspecified"]' in texts(spec)
    assert "n (releases by developer group): Corporate 8 and Community 3." in " ".join(spec["title"]["subtitle"])
    assert spec["description"] == (
        "Stacked bar chart, each bar 100%. Corporate: 2023, 8 releases: Open 75% and Closed 25%. "
        "Community: fewer than 5 releases in every bar."
    )
    assert about(spec)["caption"] == "Drawn faded: fewer than 5 releases in Community 2024 (3)."


def test_a_group_without_releases_has_no_panel_and_the_caption_names_it():
    both = TIERS.with_columns(list=pl.lit("all"))
    both = pl.concat([both, both.filter(pl.col("group") == "corporate").with_columns(list=pl.lit("notable"))])
    spec = draw_tiers(both, facet="list")
    assert "No panel, because there are no releases: Community · Notable." in about(spec)["caption"]
    assert "Community · Notable (n" not in texts(spec)
    assert "Community · Notable: no releases." in spec["description"]
    lines = pl.concat([SHARES.with_columns(list=pl.lit(name)) for name in ("all", "notable")])
    lines = lines.filter((pl.col("list") == "all") | (pl.col("group") == "corporate"))
    spec = draw_shares(lines, facet="list").to_dict()
    assert "No panel, because there are no judged releases: Community · Notable." in about(spec)["caption"]
    assert '"community|notable"' not in texts(spec)


def test_an_unknown_tier_and_a_table_of_zeros_are_refused_in_one_line():
    with pytest.raises(UnknownNameError, match=r"unknown license tier 'opened' .*did you mean 'open'\?"):
        draw_tiers(TIERS.with_columns(tier=pl.lit("opened")).head(1))
    with pytest.raises(OpennessError, match="every n is 0"):
        draw_tiers(TIERS.with_columns(n=pl.lit(0)))


def test_a_grid_tells_states_by_symbol_and_counts_them_in_the_alt_text():
    spec = draw_grid(labels={"mit": "MIT"}, note="Read by hand.").to_dict()
    for text in ("R  Restricts", "A  Allows", "?  Unverified"):
        assert text in texts(spec).replace("\\", "")
    assert "Grid of license (2 rows) by clause (1 column)." in spec["description"]
    assert "Of 2 cells: Restricts 1, Allows 1 and Unverified 0." in spec["description"]
    assert "Allows most often in: MIT (1)" in spec["description"]
    assert about(spec)["caption"] == "Read by hand."


def test_empty_cells_of_a_grid_are_counted():
    frame = CELLS.with_columns(clause=pl.Series(["field_limits", "registration"]))
    spec = draw_grid(frame).to_dict()
    assert about(spec)["caption"] == "Empty: no record (2 cells)."
    assert "No record: 2 cells." in spec["description"]


@pytest.mark.parametrize("theme", ["light", "print"])
def test_24_columns_and_long_row_names_fit_a_column(theme):
    charts.use_theme(theme)
    rows = [
        (f"A license with quite a long name, number {i}", f"clause_of_no_{j:02}", "allows", "1.b")
        for i in range(3)
        for j in range(24)
    ]
    assert svg_width(draw_grid(pl.DataFrame(rows, schema=CELLS.columns, orient="row")).to_dict()) <= 720


@pytest.mark.parametrize("theme", ["light", "print"])
def test_a_heatmap_of_12_long_group_names_fits_a_column(theme):
    charts.use_theme(theme)
    rows = [(f"component_{i}", f"A long name of group {j:02}", 9, 0.5) for i in range(3) for j in range(12)]
    frame = pl.DataFrame(rows, schema=COMPONENTS.columns, orient="row")
    assert svg_width(charts.component_heatmap(frame, **WORDS).to_dict()) <= 720


@pytest.mark.parametrize(
    ("states", "message"),
    [
        ({"restricts": charts.State("vermilion", "R")}, "unknown state 'allows'"),
        ({**STATES, "x": charts.State("bleu", "X")}, "unknown tone 'bleu'"),
        ({**STATES, "x": charts.State("blue", "X")}, "use the tone 'blue' twice"),
        ({**STATES, "x": charts.State("sky", "R")}, "use the symbol 'R' twice"),
        ({**STATES, "x": charts.State("sky", "long")}, "expected one or two characters"),
    ],
)
def test_states_that_are_unknown_or_look_the_same_are_refused_in_one_line(states, message):
    with pytest.raises(OpennessError, match=message) as caught:
        draw_grid(states=states)
    assert "\n" not in str(caught.value)
