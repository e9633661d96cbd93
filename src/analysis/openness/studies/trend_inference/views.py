"""Results of trend models, tests, breaks and events as the frames that charts and tables show."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from openness.measures.headline import CERTAIN, CONDITIONAL, NOTHING
from openness.sources import short_names
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.trend.samples import ALL, UNKNOWN_DEVELOPER
from openness.studies.trend_inference import results
from openness.words.names import group_name
from openness.words.numbers import capital, counted, number, percent, plural, points, signed

CLUSTERED = "Developers independent"
BOOTSTRAP = "Resampled developers (bootstrap)"
INDEPENDENT = "Releases independent"
FITTED, OBSERVED = "fitted", "observed"
SEGMENT = "segment"

MODEL = "Model, blanks left out"
_TREATMENTS = {
    MODEL: ("points_per_year", "points_lower", "points_upper"),
    "Line, blanks left out": ("known_least", "known_lower", "known_upper"),
    "Line, blanks as those filled in later": ("corrected_least", "corrected_lower", "corrected_upper"),
    "Line, blanks all against": ("bounds_least", "bounds_lower", "bounds_least"),
    "Line, blanks all in favor": ("bounds_most", "bounds_most", "bounds_upper"),
}
"""Method of a slope -> its value and bounds among :data:`results.CLAIMS`."""

MOST_ROWS = 12
_PAIR = ("corporate", "community")


def slope_rows(trends: pl.DataFrame, method: str = CLUSTERED) -> pl.DataFrame:
    """Return the slopes of a model as rows of a chart."""
    note = pl.col("note" if "note" in trends.columns else "verdict")
    if "p_holm" in trends.columns:
        shown = pl.col("p_holm").map_elements(p_text, return_dtype=pl.String)
        note = pl.when(pl.col("p_holm").is_null()).then(note).otherwise("Holm's " + shown)
    return (
        _by_size(trends)
        .with_columns(
            item="group",
            group=pl.lit(method),
            points="points_per_year",
            lower="points_lower",
            upper="points_upper",
            note=note,
            reason=_own_reason(),
        )
        .select(results.SLOPE_ROWS.names)
    )


def with_bootstrap(trends: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of :func:`slope_rows`, and those of the bootstrap where there is an interval."""
    again = slope_rows(
        trends.with_columns(points_lower="boot_lower", points_upper="boot_upper", verdict=pl.lit("bootstrap")),
        BOOTSTRAP,
    )
    return pl.concat([slope_rows(trends), again.filter(pl.col("lower").is_not_null())])


def with_independent(trends: pl.DataFrame, independent: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of :func:`slope_rows` of two models: one by developer, one that takes releases for independent.

    A group that has no slope in the first is left out of the second: what cannot be estimated stays so.
    """
    known = trends.filter(pl.col("points_per_year").is_not_null())["group"]
    return pl.concat(
        [slope_rows(trends), slope_rows(independent, INDEPENDENT).filter(pl.col("item").is_in(known.implode()))]
    )


def difference_rows(differences: pl.DataFrame) -> pl.DataFrame:
    """Return differences of slopes as :func:`slope_rows` does."""
    said = {"rises": "faster", "falls": "more slowly", "flat": "alike"}
    return slope_rows(
        differences.with_columns(
            pl.col("group") + " less " + pl.col("other_group"), pl.col("verdict").replace(said)
        ).drop("other_group")
    )


def blank_rows(claims: pl.DataFrame) -> pl.DataFrame:
    """Return slopes and differences of slopes under each treatment of blanks as rows of a chart."""
    bounded = claims.filter(pl.col("reason").is_null(), pl.col("known_lower").is_not_null())
    other = pl.col("other_group")
    name = pl.when(other.is_null()).then("group").otherwise(pl.format("{} less {}", "group", other))
    parts = [
        bounded.select(
            name.alias("item"),
            pl.lit(method).alias("group"),
            *(pl.col(column).alias(kind) for kind, column in zip(("points", "lower", "upper"), columns, strict=True)),
            *("n", "developers", "verdict"),
            (_claim_note() if method == MODEL else pl.lit(None, pl.String)).alias("note"),
            "reason",
            _place=pl.int_range(pl.len()),
        ).drop_nulls("lower")
        for method, columns in _TREATMENTS.items()
    ]
    return pl.concat(parts).sort("_place", maintain_order=True).select(results.SLOPE_ROWS.names)


def kind_rows(claims: pl.DataFrame, alone: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return the model's slopes of all kinds of models, and of one kind alone, as rows of a chart."""
    parts = [
        slope_rows(one.filter(pl.col("other_group").is_null()).with_columns(note=_claim_note()), method)
        for method, one in (("All kinds of models", claims), (f"{capital(kind)} models alone", alone))
    ]
    return pl.concat(parts).filter(pl.col("points").is_not_null())


def moved_rows(moves: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the slopes that are found, then the surest of the others, as rows of a chart; so many in all."""
    shown = pl.concat(
        [moves.filter("is_found"), moves.filter(~pl.col("is_found")).drop_nulls("p_value").sort("p_value")]
    )
    allowed = pl.col("p_by").map_elements(p_text, return_dtype=pl.String)
    return (
        shown.head(most)
        .with_columns(note=pl.when("is_found").then(_claim_note()).otherwise(allowed))
        .with_columns(
            item=pl.format("{}, {} ({})", "title", "group", _list()),
            group=pl.lit(CLUSTERED),
            points="points_per_year",
            lower="points_lower",
            upper="points_upper",
        )
        .select(results.SLOPE_ROWS.names)
    )


def moved_table(moves: pl.DataFrame) -> pl.DataFrame:
    """Return all slopes that were looked at to be read, in their order."""
    verdict = pl.when("is_found").then(_claim_note()).when(pl.col("reason").is_null()).then(pl.lit("may be chance"))
    return moves.select(
        _list().alias("list"),
        "title",
        _group_words().alias("group"),
        _data().alias("data"),
        _interval("points_per_year", "points_lower", "points_upper").alias("points"),
        _p("p_by").alias("p_by"),
        _worded(["first_share", "first_n", "last_share", "last_n"], _two_shares).alias("ends"),
        _worded(
            ["difference", "difference_lower", "difference_upper"],
            lambda values: "{} ({} to {})".format(*map(points, values)),
        ).alias("difference"),
        verdict.otherwise(pl.lit("no slope: ") + _own_reason()).alias("verdict"),
    )


def composed_table(composed: pl.DataFrame, words: Mapping[str, str]) -> pl.DataFrame:
    """Return what is left of changes among like releases to be read; ``words`` are of what they are alike in."""
    panel = pl.when(pl.col("panel") == "all").then(pl.lit("all")).otherwise(pl.lit("in both spans"))
    within = _interval("within", "within_lower", "within_upper", form=signed)
    return composed.drop_nulls("within").select(
        pl.concat_str(_list(), "title", _group_words(), separator=", ").alias("line"),
        pl.format("{} ({})", panel, "developers").alias("panel"),
        pl.col("factor").replace_strict(words, return_dtype=pl.String).alias("factor"),
        _worded(["change"], lambda values: signed(values[0])).alias("change"),
        pl.coalesce(within, _worded(["within"], lambda values: f"{signed(values[0])} (no interval)")).alias("within"),
    )


def with_lists(moves: pl.DataFrame) -> pl.DataFrame:
    """Return moves with ``list``, what their source is called in a word."""
    return moves.with_columns(_list().alias("list"))


def pairs(trends: pl.DataFrame) -> list[tuple[str, str]]:
    """Return the groups to compare: companies and community where both are there, else the two with most releases."""
    known = trends.filter(pl.col("group") != UNKNOWN_DEVELOPER)
    if set(_PAIR) <= set(known["group"]):
        return [_PAIR]
    two = _by_size(known)["group"].head(2).to_list()
    return [(two[0], two[1])] if len(two) == 2 else []


def with_slope(trends: pl.DataFrame, most: int) -> tuple[list[str], str]:
    """Return the groups with most releases among those with a slope, and a sentence on those that are not drawn."""
    sloped = _by_size(trends.filter(pl.col("points_per_year").is_not_null()))
    kept, others = sloped["group"].head(most).to_list(), max(sloped.height - most, 0)
    flat = trends.height - sloped.height
    said = [f"{others} more with fewer releases"] if others else []
    said += [f"{flat} without a slope"] if flat else []
    return kept, f"Groups not drawn: {' and '.join(said)}." if said else ""


def observed_and_fitted(shares: pl.DataFrame, curves: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Return the shares of years and the curves through them in one table."""
    start = pl.col("date").dt.year()
    day = (pl.col("date").dt.ordinal_day() - 1) + pl.col("date").dt.hour() / 24
    columns = results.CURVES.names
    observed = shares.filter(pl.col("n") > 0).with_columns(
        series=pl.lit(OBSERVED), year=pl.col("period").cast(pl.Float64) + 0.5, share="open_share"
    )
    fitted = curves.with_columns(
        series=pl.lit(FITTED),
        year=start + day / pl.when(pl.col("date").dt.is_leap_year()).then(366.0).otherwise(365.0),
        n=pl.lit(None, pl.Int64),
        interval=pl.lit(None, pl.String),
    )
    both = pl.concat([observed.select(columns), fitted.select(columns)], how="vertical_relaxed")
    return both.filter(pl.col("group").is_in(list(groups)))


def shares_and_segments(shares: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Return the shares of periods and the segments between breaks in one table."""
    columns = results.SEGMENTS.names
    observed = shares.filter(pl.col("n") > 0, pl.col("group").is_in(segments["group"].implode())).with_columns(
        series=pl.lit(OBSERVED), share="open_share", last_period=pl.lit(None, pl.String)
    )
    found = segments.with_columns(series=pl.lit(SEGMENT), period="first_period", interval=pl.lit(None, pl.String))
    return pl.concat([observed.select(columns), found.select(columns)], how="vertical_relaxed")


def break_places(breaks: pl.DataFrame) -> pl.DataFrame:
    """Return where breaks are found at each penalty, from ``breaks_by_penalty``."""
    looked = breaks.filter(pl.col("penalty").is_not_null())
    criterion = looked.filter("is_bic").select("group", bic="penalty")
    split = pl.when(pl.col("break_periods") == "").then(None).otherwise(pl.col("break_periods"))
    return (
        looked.join(criterion, on="group", maintain_order="left")
        .with_columns(factor=(pl.col("penalty") / pl.col("bic")).round(6), period=split.str.split(", "))
        .explode("period", empty_as_null=True)
        .select(results.BREAK_PLACES.names)
    )


def independence(trends: pl.DataFrame, alone: pl.DataFrame, tests: pl.DataFrame) -> pl.DataFrame:
    """Return what would be said of each group with a slope and both tests if its releases were independent."""
    width = pl.col("points_upper") - pl.col("points_lower")
    both = trends.join(alone.select("group", width.alias("_alone")), on="group", maintain_order="left").join(
        tests.select("group", "armitage_p", "clustered_p"), on="group", maintain_order="left"
    )
    known = both.with_columns(wider=width / pl.col("_alone")).drop_nulls(["wider", "clustered_p"])
    return known.sort("n", descending=True).select(results.INDEPENDENCE.names)


def slope_table(trends: pl.DataFrame) -> pl.DataFrame:
    """Return slopes to be read, the largest group first."""
    return _by_size(with_adjusted_p(trends)).select(
        "group",
        _data().alias("data"),
        _interval("odds_ratio", "odds_lower", "odds_upper", form="{:.2f}".format).alias("odds"),
        _interval("points_per_year", "points_lower", "points_upper").alias("points"),
        _p("p_value").alias("p"),
        _p("p_holm").alias("p_holm"),
        _p("flat_p_value").alias("flat_p"),
        _verdict().alias("verdict"),
    )


def test_table(tests: pl.DataFrame) -> pl.DataFrame:
    """Return plain tests to be read, the largest group first."""
    return _by_size(tests).select(
        "group",
        _data().alias("data"),
        _statistic("armitage_z", "armitage_p").alias("armitage"),
        _statistic("clustered_z", "clustered_p").alias("clustered"),
        "periods",
        _statistic("kendall_tau", "kendall_p", 2).alias("kendall"),
        _interval("sen_points_per_year", "sen_lower", "sen_upper").alias("sen"),
    )


def dashes(tests: pl.DataFrame) -> str:
    """Return why plain tests are null, ``""`` where none is."""
    reasons = {one for reason in tests["reason"].drop_nulls() for one in reason.split("; ")}
    return f"A dash: {'; '.join(sorted(reasons))}." if reasons else ""


def many_table(trends: pl.DataFrame) -> pl.DataFrame:
    """Return the slopes of many groups to be read, the surest first."""
    return trends.sort("p_value", "n", descending=[False, True], nulls_last=True).select(
        "group",
        _data().alias("data"),
        _interval("points_per_year", "points_lower", "points_upper").alias("points"),
        _p("p_value").alias("p"),
        _p("p_holm").alias("p_holm"),
        _p("p_bh").alias("p_bh"),
        _verdict().alias("verdict"),
    )


def cut(table: pl.DataFrame, most: int = MOST_ROWS) -> tuple[pl.DataFrame, str]:
    """Return the first rows of a table, and a sentence on how many others there are, ``""`` if none."""
    others = max(table.height - most, 0)
    said = f"Not shown: {others} more {plural(others, 'group')}, with fewer releases." if others else ""
    return table.head(most), said


def groups_shown(effects: pl.DataFrame) -> list[str]:
    """Return the groups with an estimate at any period, all groups where none has one; by name."""
    estimated = effects.filter(pl.col("points").is_not_null())
    return sorted(set((estimated if estimated.height else effects)["group"]))


def effect_table(effects: pl.DataFrame, groups: list[str]) -> pl.DataFrame:
    """Return the periods that have events, a column a group."""
    table = effects.filter(pl.col("mark").is_not_null()).select("mark", "period", "events").unique().sort("mark")
    for group in groups:
        own = effects.filter(pl.col("group") == group)
        cells = pl.DataFrame(
            {"period": own["period"], group: [_cell(row) for row in own.iter_rows(named=True)]},
            schema={"period": pl.String, group: pl.String},
        )
        table = table.join(cells, on="period", how="left", maintain_order="left")
    return table


def event_list(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events to be read, from :func:`with_periods`."""
    link = pl.concat_list(pl.struct(text=pl.col("event_title"), url=pl.col("event_url")))
    date = pl.col("event_date").dt.strftime("%Y-%m-%d")
    return events.select("mark", date.alias("date"), link.alias("link"), "event_text", "event_kind")


def p_text(p: float) -> str:
    """Return ``p < 0.001`` or ``p = 0.03``."""
    if p < 0.001:
        return "p < 0.001"
    return f"p = {p:.3f}" if p < 0.01 else f"p = {p:.2f}"


def _list() -> pl.Expr:
    return pl.col("source").replace_strict(short_names(), return_dtype=pl.String)


def _group_words() -> pl.Expr:
    named = pl.col("group").map_elements(group_name, return_dtype=pl.String)
    return pl.when(pl.col("group") == ALL).then(pl.lit("all developers")).otherwise(named)


def _two_shares(values: list[float]) -> str:
    first, first_n, last, last_n = values
    return f"{percent(first)} of {number(int(first_n))}, {percent(last)} of {number(int(last_n))}"


def _claim_note() -> pl.Expr:
    said = {CERTAIN: "whatever blanks are", CONDITIONAL: "if blanks as earlier ones", NOTHING: "not claimed"}
    words = pl.col("claim").replace_strict(said, return_dtype=pl.String)
    return pl.when(pl.col("verdict") == "cannot tell").then("verdict").otherwise(words)


def _by_size(table: pl.DataFrame) -> pl.DataFrame:
    return table.sort("n", "group", descending=[True, False])


def _data() -> pl.Expr:
    def said(row: dict) -> str:
        whose = f"{counted(row['n'], 'release')} by {counted(row['developers'], 'developer')}, {row['period']}"
        # A month must not break at its hyphen.
        return whose.replace("-", "\N{NON-BREAKING HYPHEN}")

    return pl.struct("n", "developers", "period").map_elements(said, return_dtype=pl.String)


def _verdict() -> pl.Expr:
    reason = pl.lit("no slope: ") + _own_reason()
    return pl.when(pl.col("reason").is_null()).then(pl.col("verdict")).otherwise(reason)


def _interval(*columns: str, form: Callable[[float], str] | None = None) -> pl.Expr:
    return _worded(columns, lambda values: "{} ({} to {})".format(*map(form or _tenths, values)))


def _tenths(value: float) -> str:
    return signed(value, 1)


def _statistic(value: str, p_value: str, digits: int = 1) -> pl.Expr:
    return _worded([value, p_value], lambda values: f"{signed(values[0], digits)}, {p_text(values[1])}")


def _p(column: str) -> pl.Expr:
    return _worded([column], lambda values: p_text(values[0]).removeprefix("p = ").removeprefix("p "))


def _worded(columns: Sequence[str], words: Callable[[list[float]], str]) -> pl.Expr:
    """Return the words for numbers, null where one of them is."""

    def said(row: dict[str, float | None]) -> str | None:
        values = [row[name] for name in columns]
        return None if None in values else _unbroken(words(values))

    return pl.struct(*columns).map_elements(said, return_dtype=pl.String)


def _unbroken(text: str) -> str:
    """Return text whose intervals and p-values do not break across lines."""
    for sign in ("=", "<", "to"):
        text = text.replace(f" {sign} ", f"\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}")
    return text.replace("< ", "<\N{NO-BREAK SPACE}")


def _own_reason() -> pl.Expr:
    """Return the reason of a row without the name of its group before it."""
    return pl.col("reason").str.strip_prefix(pl.col("group") + ": ")


def _cell(row: dict) -> str:
    if row["points"] is None:
        return str(row["reason"])
    rank = f"{row['rank']} of {row['dates']}".replace(" ", "\N{NO-BREAK SPACE}")
    return f"{signed(row['points'])} ({signed(row['lower'])} to {signed(row['upper'])}), {rank}"
