"""The Foundation Model Transparency Index: a table of 0 and 1 a wave, one row an indicator, one column a developer.

Three waves have been published. Those of October 2023 and May 2024 use the same 100 indicators, two of them renamed;
that of December 2025 uses new ones. One folder holds them all, so an edition is one wave of it. The first two end in a
row of totals and the first has a column of them too: they are checked and left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from openness.project.errors import BadFileError, BadValueError, MissingFileError
from openness.sources.facts import Facts, check_columns, fingerprints, native_files, read_csv
from openness.sources.fmti import LABELS


@dataclass(frozen=True)
class Wave:
    """One wave of the index."""

    published: str  # day on which its results came out, YYYY-MM-DD
    indicator_set: str  # year of the set of indicators
    # names under which its table of scores, and the list of its set of indicators, are distributed
    scores: tuple[str, ...]
    indicators: tuple[str, ...]
    has_totals: bool  # whether the table ends in a row of totals


_LIST_2023 = ("2023-10_indicators.csv", "fmti-indicators.csv")
_LIST_2025 = ("2025-12_indicators.csv", "Dec2025_indicators.csv")
WAVES = {
    "2023-10": Wave("2023-10-18", "2023", ("2023-10_scores.csv", "October2023_scores.csv"), _LIST_2023, True),
    "2024-05": Wave("2024-05-21", "2023", ("2024-05_scores.csv", "May2024_scores.csv"), _LIST_2023, True),
    "2025-12": Wave("2025-12-09", "2025", ("2025-12_scores.csv", "Dec2025_scores.csv"), _LIST_2025, False),
}
"""Month -> wave, in order of time."""

INDICATOR_COUNT = 100
TOTAL = "Total"

SAME_INDICATOR = {
    "2023": {
        "Copyrighted data": "Data copyright status",
        "Data license": "Data license status",
        "Third party capabilities evaluation": "Third-party capabilities evaluation",
        "Third party evaluation of limitations": "Third-party evaluation of limitations",
        "Third party risks evaluation": "Third-party risks evaluation",
        "Third party mitigations evaluation": "Third-party mitigations evaluation",
        "Release decision-making": "Release decision-making protocol",
        "Detection of machine-generated content": "Machine-generated content",
        "License": "Model Asset License",
        "Model License": "Model Asset License",
    }
}
"""Set -> name of an indicator in its list or in a later wave -> its name in the scores of the set's first wave."""


def canonical(indicator: str, indicator_set: str) -> str:
    """Return an indicator's name as the scores of its set's first wave have it, stray white space removed."""
    name = indicator.strip()
    return SAME_INDICATOR.get(indicator_set, {}).get(name, name)


def edition_of(path: Path) -> str:
    """Return the day of the only wave in a folder, zip or file."""
    found = _waves_in(native_files(path, (".csv",)), path)
    if len(found) > 1:
        days = ", ".join(WAVES[month].published for month in found)
        raise BadValueError(f"{path} holds {len(found)} waves of the index; say which with --vintage: {days}")
    return WAVES[found[0]].published


def read(path: Path, edition: str) -> Facts:
    """Read one wave from a folder or zip of the publisher's files, or from the wave's table alone."""
    files = native_files(path, (".csv",))
    found = _waves_in(files, path)
    month = edition[:7]
    if month not in found:
        days = ", ".join(WAVES[each].published for each in found)
        raise BadValueError(f"{path} holds no wave of {month}; it holds {days}")
    wave = WAVES[month]
    name = next(each for each in wave.scores if each in files)
    used, left_out = [name], []
    published = read_csv(files[name], name)
    _check_values(published, name)
    table = _without_totals(published, name, wave)
    if "Domain" not in table.columns:
        listed = next((each for each in wave.indicators if each in files), None)
        if listed is None:
            raise MissingFileError(f"{name} names no domains, and {path} lacks the list of them, {wave.indicators[0]}")
        used.append(listed)
        indicators = read_csv(files[listed], listed)
        table = _with_domains(table, indicators, wave, (name, listed))
        prose = [column for column in indicators.columns if column not in LABELS]
        left_out.append(f"{listed}: {', '.join(prose)}")
    developers = [column for column in table.columns if column not in LABELS]
    if wave.has_totals:
        left_out.append(f"{name}: totals, which are the sums of what is here")
    return Facts(
        frame=table.select(pl.lit(month).alias("Wave"), *LABELS, *developers),
        files=fingerprints({each: files[each] for each in used}),
        left_out=left_out,
    )


def _waves_in(files: Mapping[str, bytes], path: Path) -> list[str]:
    found = [month for month, wave in WAVES.items() if any(name in files for name in wave.scores)]
    if not found:
        expected = ", ".join(wave.scores[0] for wave in WAVES.values())
        raise MissingFileError(f"{path} holds no scores of the index; expected one of {expected}")
    return found


def _without_totals(table: pl.DataFrame, name: str, wave: Wave) -> pl.DataFrame:
    """Return the 100 indicators without the totals, after a check of both."""
    labels = [column for column in LABELS if column in table.columns]
    if labels not in (["Indicator"], list(LABELS)):
        missing = [column for column in LABELS if column not in labels]
        raise BadFileError(f"{name} lacks the column {', '.join(missing)}: is it the index's table of scores?")
    is_total = pl.col("Indicator").eq_missing(pl.lit(TOTAL))
    totals, indicators = table.filter(is_total), table.filter(~is_total)
    if wave.has_totals and totals.height != 1:
        raise BadFileError(f"{name} has {totals.height} rows called {TOTAL}, expected one: is it cut off?")
    _check_names(indicators["Indicator"], name)
    developers = [column for column in table.columns if column not in (*labels, TOTAL)]
    is_met = indicators.select("Indicator", pl.col(developers) == "1")
    sums = [(developer, totals[developer].item(), is_met[developer].sum()) for developer in developers if totals.height]
    if TOTAL in table.columns:
        counts = is_met.select(pl.sum_horizontal(developers)).to_series()
        sums += zip(indicators["Indicator"], indicators[TOTAL], counts, strict=True)
    for what, stated, counted in sums:
        if stated != str(counted):
            raise BadFileError(f"{name}: the total of {what} is {stated}, but its points are {counted}")
    return indicators.drop(TOTAL, strict=False)


def _check_names(indicators: pl.Series, name: str) -> None:
    if indicators.null_count():
        raise BadFileError(f"{name} has an indicator without a name")
    if len(indicators) != INDICATOR_COUNT:
        raise BadFileError(f"{name} has {len(indicators)} indicators, expected {INDICATOR_COUNT}: is it cut off?")
    names = indicators.str.strip_chars()
    if doubled := names.filter(names.is_duplicated()).to_list():
        raise BadFileError(f"{name} has the indicator {doubled[0]!r} twice")


def _with_domains(table: pl.DataFrame, listed: pl.DataFrame, wave: Wave, names: tuple[str, str]) -> pl.DataFrame:
    """Add domain and subdomain from a list of indicators in the same order."""
    check_columns(listed, LABELS, names[1])
    _check_names(listed["Indicator"], names[1])
    pairs = zip(table["Indicator"], listed["Indicator"], strict=True)
    for number, (scored, known) in enumerate(pairs, start=1):
        if canonical(scored, wave.indicator_set) != canonical(known, wave.indicator_set):
            raise BadFileError(f"indicator {number} is {scored!r} in {names[0]} and {known!r} in {names[1]}")
    return table.with_columns(listed["Domain"], listed["Subdomain"])


def _check_values(table: pl.DataFrame, name: str) -> None:
    """Refuse a table without a developer, with one twice, or with a judgment that is neither 0 nor 1."""
    developers = [column for column in table.columns if column not in (*LABELS, TOTAL)]
    if not developers or "Indicator" not in table.columns:
        raise BadFileError(f"{name} is not the index's table of scores: one column Indicator, one a developer")
    stripped = [developer.strip() for developer in developers]
    if doubled := [developer for developer in stripped if stripped.count(developer) > 1]:
        raise BadFileError(f"{name} has two columns called {doubled[0]!r}")
    judged = table.filter(pl.col("Indicator").ne_missing(pl.lit(TOTAL)))
    for developer in developers:
        strange = judged.filter(pl.col(developer).is_in(["0", "1"]).ne_missing(pl.lit(value=True)))
        if strange.height:
            indicator, value = strange.select("Indicator", developer).row(0)
            raise BadFileError(f"{name}: {developer} has {value!r} for {indicator!r}, expected 0 or 1")
