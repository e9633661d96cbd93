"""Cells of one list and definition as arrays: what each developer adds to every sum that an estimate is made of.

A block is one list, definition, typing, unit and length of periods. All sums are plain sums over developers, so that
leaving one out, or dealing sides to developers anew, is arithmetic on arrays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from openness.statistics.contrast import OTHER
from openness.statistics.periods import per_year
from openness.studies.multiverse.cells import COUNTS, DATA, FIRST_YEAR, LOADED, last_full_period
from openness.studies.multiverse.choices import CHOICES, SLOPE_SPANS
from openness.tables import schema

GROUPS = list(schema.DEVELOPER_GROUPS)
COLUMNS = ("group", "first_group")
"""Whose word a side is: that of all developers named, or of the first."""

YEARS_POOLED = 3
STARTS = list(SLOPE_SPANS.values())

OPEN, CLOSED, BLANK = range(3)
"""Parts of units. Those of weights are :func:`weights_of`."""


@dataclass(frozen=True)
class Sample:
    """Units on one side: those whose group, by one column, is one of some."""

    column: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """All that the estimates of one list, definition, typing, unit and length of periods are made of."""

    data: dict[str, str]  # columns of DATA -> level
    every: str
    developers: list[str]
    modalities: list[str]
    time: np.ndarray  # start of every period, in years
    counted: dict[str, np.ndarray]  # column -> groups x developers x spans x modalities x parts: units of shares
    timed: dict[str, np.ndarray]  # column -> groups x developers x periods x parts: units of slopes
    filled: dict[str, np.ndarray]  # column -> groups x developers x (filled in, of these open)
    has_blanks: bool
    has_filled: bool
    has_downloads: bool

    @property
    def pool(self) -> int | None:
        """Place of the modality that small ones are put together with."""
        return self.modalities.index(OTHER) if OTHER in self.modalities else None

    @property
    def blanks(self) -> list[str]:
        """Rules for blanks that differ here."""
        levels = list(CHOICES["blank"].levels)
        return levels[: 4 if self.has_filled else 3] if self.has_blanks else levels[:1]

    @property
    def weightings(self) -> list[str]:
        """Weights that there are here."""
        levels = list(CHOICES["weighting"].levels)
        return levels if self.has_downloads else levels[:2]


@dataclass(frozen=True)
class Sums:
    """Sums of a sample, by developer or of sets of them (the first axis)."""

    units: np.ndarray  # sets x spans x modalities x 3: units
    weights: np.ndarray  # sets x weightings after the first x spans x modalities x 5
    timed: np.ndarray  # sets x periods x 3
    timed_weights: np.ndarray  # sets x weightings after the first x starts x periods x 5
    loaded: np.ndarray | None  # sets x spans x modalities x 3: units whose downloads are known
    timed_loaded: np.ndarray | None
    filled: np.ndarray  # sets x 2

    @property
    def parts(self) -> list[np.ndarray | None]:
        """All sums, in order."""
        return [self.units, self.weights, self.timed, self.timed_weights, self.loaded, self.timed_loaded, self.filled]


def blocks(cells: pl.DataFrame, filled: pl.DataFrame) -> Iterator[Block]:
    """Yield the blocks of some cells, in the order of their keys."""
    rates = dict(filled.partition_by(["source", "vintage", "definition", "typing"], as_dict=True))
    for (*data, every), own in cells.group_by([*DATA, "every"], maintain_order=True):
        named = dict(zip(DATA, data, strict=True))
        # What editions say of blanks is known of whole lists.
        rate = rates.get(tuple(named[name] for name in ("source", "vintage", "definition", "typing")))
        yield _block(named, every, own, rate if named["list"] == "all" else None)


def sums_of(block: Block, sample: Sample, *, flipped: bool = False) -> Sums:
    """Return what each developer adds to a sample; ``flipped``: what it would, were it on the other side."""
    swapped = {"corporate": "community", "community": "corporate"} if flipped else {}
    places = [GROUPS.index(swapped.get(group, group)) for group in sample.groups]
    units, timed, filled = (part[sample.column][places].sum(0) for part in (block.counted, block.timed, block.filled))
    count = slice(0, 3)
    loads = slice(3, 6)
    started = np.array([block.time >= start for start in STARTS])
    since = timed[:, None] * started[:, :, None]
    weights = [_each_once(units[..., count], axis=2)]
    timed_weights = [_each_once(since[..., count], axis=2)]
    if block.has_downloads:
        weights.append(weights_of(units[..., 6:]))
        timed_weights.append(weights_of(since[..., 6:]))
    return Sums(
        units[..., count],
        np.stack(weights, axis=1),
        timed[..., count],
        np.stack(timed_weights, axis=1),
        units[..., loads] if block.has_downloads else None,
        timed[..., loads] if block.has_downloads else None,
        filled,
    )


def _each_once(units: np.ndarray, axis: int) -> np.ndarray:
    """Return weights that make each developer one, over all units of a span: modalities, or periods."""
    judged = units[..., :BLANK].sum((-1, axis), keepdims=True)
    every = units.sum((-1, axis), keepdims=True)
    return weights_of(units / np.maximum(judged, 1), units / np.maximum(every, 1))


def weights_of(known: np.ndarray, every: np.ndarray | None = None) -> np.ndarray:
    """Return five weights: of the judged units and the open ones; of all where blanks count, the open, the blank.

    A weight may hang on how many units count, so the two cases have weights of their own.
    """
    every = known if every is None else every
    return np.stack(
        [
            known[..., OPEN] + known[..., CLOSED],
            known[..., OPEN],
            every.sum(-1),
            every[..., OPEN],
            every[..., BLANK],
        ],
        axis=-1,
    )


def _block(data: dict[str, str], every: str, cells: pl.DataFrame, filled: pl.DataFrame | None) -> Block:
    per = per_year(every)
    start, end = FIRST_YEAR * per, last_full_period(data["vintage"], every)
    counts = cells.select(*COUNTS, *LOADED).to_numpy().astype(float)
    has_downloads = bool(counts[:, 6:].any())
    counts = counts if has_downloads else counts[:, :3]
    names = cells["developer"] if filled is None else pl.concat([cells["developer"], filled["developer"]])
    developers = names.unique().sort().to_list()
    modalities = cells["modality"].unique().sort().to_list()
    who, kind = (_places(cells[name], levels) for name, levels in (("developer", developers), ("modality", modalities)))
    period = cells["period"].to_numpy() - start
    periods = end - start + 1
    counted, timed, rates = {}, {}, {}
    for column in COLUMNS:
        group = _places(cells[column], GROUPS)
        timed[column] = _summed([group, who, period], [len(GROUPS), len(developers), periods], counts)
        spans = [
            _summed(
                [one[period >= periods - length] for one in (group, who, kind)],
                [len(GROUPS), len(developers), len(modalities)],
                counts[period >= periods - length],
            )
            for length in (1, YEARS_POOLED * per)
        ]
        counted[column] = np.stack(spans, axis=2)
        rates[column] = np.zeros((len(GROUPS), len(developers), 2))
        if filled is not None:
            place = [_places(filled[column], GROUPS), _places(filled["developer"], developers)]
            rates[column] = _summed(
                place, [len(GROUPS), len(developers)], filled.select("filled", "filled_open").to_numpy().astype(float)
            )
    return Block(
        data,
        every,
        developers,
        modalities,
        FIRST_YEAR + np.arange(periods) / per,
        counted,
        timed,
        rates,
        has_blanks=bool(cells["blank"].sum()),
        has_filled=filled is not None,
        has_downloads=has_downloads,
    )


def _places(values: pl.Series, levels: Sequence[str]) -> np.ndarray:
    return values.replace_strict(levels, list(range(len(levels))), return_dtype=pl.Int64).to_numpy()


def _summed(places: Sequence[np.ndarray], shape: Sequence[int], values: np.ndarray) -> np.ndarray:
    """Return the sums of the rows that fall into each place, for every column of ``values``."""
    flat = np.ravel_multi_index(places, shape) if len(values) else np.empty(0, int)
    size = int(np.prod(shape))
    return np.stack([np.bincount(flat, column, minlength=size) for column in values.T], axis=-1).reshape(*shape, -1)
