"""One number has one interval: the main contrast, wherever a page prints it, or a reason beside the other one.

The main contrast is corporate against community releases on Epoch AI's newest whole list, by open weights: single
years, pooled years and slopes. The notebooks that print any of it are run, and every frame that they hand to a chart or
table, or tell in sentences, is searched for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import nbformat
import polars as pl
import pytest
from tests.site.in_process import Page, run

from openness.measures.ask import Question, ask, resolve_vintage
from openness.measures.headline import GROUPS, pooled_years
from openness.project import paths

PAGES = ("00", "02", "08", "09", "12")
OPEN, SOURCE = "Open weights", "Epoch AI"
OPEN_TEXT = "the weights can be downloaded"

LINES = "main specification"
ESTIMANDS = {
    "slope_corporate": "corporate",
    "slope_community": "community",
    "slope_difference": "corporate less community",
}

REASONS = {
    ("12", LINES): "Its slopes are straight lines through whole years, which can be had for thousands of combinations",
}
"""(Page, where) that may print another number -> words that stand beside it."""


@dataclass(frozen=True)
class Printed:
    """One number with its interval, in points of a hundred, and where it is printed."""

    page: str
    where: str
    what: tuple[str, ...]
    value: float
    lower: float | None
    upper: float | None

    @property
    def numbers(self) -> tuple[float | None, ...]:
        return tuple(None if one is None else round(one, 6) for one in (self.value, self.lower, self.upper))


def shares(page: str, where: str, frame: pl.DataFrame, given: Mapping[str, object]) -> Iterator[Printed]:
    """The single years of both sides in a frame of shares, whatever else it has."""
    share = next((name for name in ("open_share", "share") if name in frame.columns), None)
    if share is None or not {"group", "lower", "upper"} <= {*frame.columns}:
        return
    told = str(given.get("definition", ""))
    if SOURCE not in str(given.get("source", "")) or not (OPEN_TEXT in told or "definition" in frame.columns):
        return
    kept = {"definition": OPEN, "list": "all releases", "series": "observed", "listed_in": "all"}
    kept["vintage"] = resolve_vintage("epoch", "latest")
    own = frame.filter(pl.col("group").is_in(list(GROUPS)), **{k: v for k, v in kept.items() if k in frame.columns})
    if "year" in own.columns:
        own = own.with_columns(period=pl.col("year").floor().cast(pl.Int64).cast(pl.String))
    if "period" not in own.columns:
        return
    for row in own.filter(pl.col("period").str.len_chars() == 4, pl.col(share).is_not_null()).to_dicts():
        ends = [None if row[end] is None else 100 * row[end] for end in ("lower", "upper")]
        yield Printed(page, where, ("share", row["group"], row["period"]), 100 * row[share], *ends)


def differences(page: str, where: str, frame: pl.DataFrame, given: Mapping[str, object]) -> Iterator[Printed]:
    """The differences of both sides in a frame with a row an item, such as that of the headline."""
    if not {"item", "difference", "lower", "upper"} <= {*frame.columns} or SOURCE not in str(given.get("source", "")):
        return
    first, last = pooled_years(resolve_vintage("epoch", "latest"))
    main = f"{first}–{last}, same mix of kinds"
    for row in frame.to_dicts():
        item = main if row["item"] in {f"{SOURCE}: {OPEN}", "Main chart"} else row["item"]
        if where == "headline" or item == main:
            yield Printed(page, where, ("difference", item), *(100 * row[n] for n in ("difference", "lower", "upper")))


def slopes(page: str, where: str, frame: pl.DataFrame, given: Mapping[str, object]) -> Iterator[Printed]:
    """The slopes of both sides, and their difference, by developer."""
    if where not in {"slopes", "slope-difference"} or SOURCE not in str(given.get("source", "")):
        return
    for row in frame.filter(group="Developers independent").to_dicts():
        if row["item"] in {*GROUPS, " less ".join(GROUPS)}:
            yield Printed(page, where, ("slope", row["item"]), row["points"], row["lower"], row["upper"])


def told(pages: Mapping[str, Page]) -> Iterator[Printed]:
    """What pages tell in sentences, cards and tables from frames that no chart is handed."""
    seen = pages["00"].names["seen"]
    for row in seen.trends.filter(pl.col("group").is_in(list(GROUPS))).to_dicts():
        yield slope("00", "sentence", row["group"], row)
    yield slope("00", "sentence", " less ".join(GROUPS), seen.slopes)
    for row in pages["02"].names["compared"].to_dicts():
        item = f"{row['period']}, as listed"
        yield Printed("02", "sentence", ("difference", item), *(100 * row[n] for n in ("difference", "lower", "upper")))
    first, last = pages["02"].names["pooled"].years
    for row in pages["02"].names["pooled_definitions"].filter(definition="open_weights").to_dicts():
        ends = [100 * row[name] for name in ("difference_least", "lower", "upper")]
        yield Printed("02", "by definition", ("difference", f"{first}–{last}, same mix of kinds"), *ends)
    multiverse = pages["12"].names
    mains = multiverse["specs"].filter("is_default", pl.col("estimand").str.starts_with("slope"))
    for where, frame in ((LINES, mains), ("page on trends", multiverse["slopes"].modeled())):
        for row in frame.to_dicts():
            ends = [100 * row[name] for name in ("estimate", "lower", "upper")]
            yield Printed("12", where, ("slope", ESTIMANDS[row["estimand"]]), *ends)


def slope(page: str, where: str, item: str, row: Mapping[str, float]) -> Printed:
    return Printed(page, where, ("slope", item), *(row[n] for n in ("points_per_year", "points_lower", "points_upper")))


def asked() -> Iterator[Printed]:
    """What the command prints."""
    yield from shares("trend", "table", ask(Question()).shares, {"definition": OPEN_TEXT, "source": SOURCE})


def apart(printed: list[Printed], beside: Mapping[str, str]) -> list[str]:
    """What is printed with two numbers or intervals, and no reason on the page that prints the other one."""
    by_what: dict[tuple[str, ...], list[Printed]] = defaultdict(list)
    for one in printed:
        if REASONS.get((one.page, one.where), "\0") not in beside.get(one.page, ""):
            by_what[one.what].append(one)
    return [
        f"{' '.join(what)}: " + "; ".join(sorted({f"{one.page} {one.where} {one.numbers}" for one in found}))
        for what, found in sorted(by_what.items())
        if len({one.numbers for one in found}) > 1
    ]


@pytest.fixture(scope="module")
def pages(real):
    with pytest.MonkeyPatch.context() as patch:
        return {stem: run(stem, patch) for stem in PAGES}


@pytest.fixture(scope="module")
def printed(pages):
    found = [*told(pages), *asked()]
    for stem, page in pages.items():
        for where, (frame, given) in page.charts.items():
            for search in (shares, differences, slopes):
                found += search(stem, where, frame, given)
    return found


def words(stem: str) -> str:
    path = next((paths.root() / "notebooks").glob(f"{stem}_*.ipynb"))
    return " ".join(" ".join(cell.source for cell in nbformat.read(path, as_version=4).cells).split())


@pytest.fixture(scope="module")
def beside(pages):
    """The words of each page: its cells, and the notes of its tables."""
    return {
        stem: words(stem) + " ".join(str(given.get("note", "")) for _, given in page.charts.values())
        for stem, page in pages.items()
    }


def test_no_number_of_the_main_contrast_has_two_intervals_without_a_reason(printed, beside):
    assert apart(printed, beside) == []


def test_the_same_number_is_found_on_every_page_that_prints_it(printed):
    where = defaultdict(set)
    for one in printed:
        where[one.what].add((one.page, one.where))
    assert where["share", "corporate", "2025"] == {
        ("trend", "table"),
        ("00", "open-weights-over-time"),
        ("02", "open-share"),
        ("02", "open-share-by-definition"),
        ("02", "epoch-lists"),
        ("08", "fitted"),
        ("09", "open-share-by-edition"),
    }
    assert where["difference", "2025, as listed"] == {
        ("00", "headline"),
        ("02", "headline"),
        ("02", "sentence"),
    }
    assert where["difference", "2023–2025, same mix of kinds"] == {
        ("00", "contrast-by-source"),
        ("12", "single-switches"),
        ("00", "headline"),
        ("02", "headline"),
        ("02", "by definition"),
    }
    assert where["slope", "corporate less community"] == {
        ("00", "sentence"),
        ("08", "slope-difference"),
        ("12", "main specification"),
        ("12", "page on trends"),
    }


def test_two_intervals_of_one_number_are_found_and_a_reason_has_to_stand_there():
    one = Printed("02", "open-share", ("share", "corporate", "2025"), 50.8, 37.0, 64.5)
    other = Printed("07", "somewhere", ("share", "corporate", "2025"), 50.8, 46.1, 55.5)
    assert len(apart([one, other], {})) == 1
    assert apart([one, one], {}) == []
    lines = Printed("12", LINES, ("slope", "corporate"), 2.3, -2.4, 7.0)
    model = Printed("08", "slopes", ("slope", "corporate"), 2.5, -2.4, 7.4)
    assert len(apart([lines, model], {"12": ""})) == 1
    assert apart([lines, model], {"12": REASONS["12", LINES]}) == []
    frame = pl.DataFrame(
        {"period": ["2025"], "group": ["corporate"], "open_share": [0.5], "lower": [0.4], "upper": [0.6]}
    )
    given = {"source": f"{SOURCE}, edition", "definition": f"Open means: {OPEN_TEXT}."}
    (found,) = shares("02", "chart", frame, given)
    assert (found.what, found.numbers) == (("share", "corporate", "2025"), (50.0, 40.0, 60.0))
    assert list(shares("02", "chart", frame, given | {"definition": "Open means: the code is published."})) == []
