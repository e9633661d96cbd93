"""Two sites: which numbers of their charts differ, by how much, and what of their making differs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.site.compare import chart_tables
from openness.site.compare.reasons import NOT_RECORDED, NOTHING, reasons, split_command
from openness.site.pages import manifest
from openness.words.names import plural

NUMBERS = {
    "report": pl.String,
    "chart": pl.String,
    "row": pl.String,
    "column": pl.String,
    "before": pl.String,
    "after": pl.String,
    "change": pl.Float64,
    "kind": pl.String,
}
BOTH, ONLY_BEFORE, ONLY_AFTER = "both", "before", "after"


@dataclass(frozen=True)
class ReportDifference:
    """What differs in one report of two sites.

    Attributes
    ----------
    name, title
        The report.
    sites
        ``both``, or the only one that has it: ``before`` or ``after``.
    charts
        Charts that both have.
    moved
        Numbers of these that differ; rows that are in one alone count too.
    reasons
        What of its making differs, a clause each; empty for a report that only one site has.
    only_before, only_after
        Charts that one of the sites lacks.
    split
        The command that splits the change by its causes, where the reports differ in the edition asked for.
    """

    name: str
    title: str
    sites: str
    charts: int
    moved: int
    reasons: tuple[str, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    split: str = ""

    def sentence(self) -> str:
        """Return it in words."""
        if self.sites != BOTH:
            return f"{self.name}: only the site {'before' if self.sites == ONLY_BEFORE else 'after'} has this report."
        if not self.moved and not self.only_before and not self.only_after:
            why = f", although {'; '.join(self.reasons)}" if self.reasons and self.reasons != (NOTHING,) else ""
            return f"{self.name}: no value of its {plural(self.charts, 'chart')} differs{why}."
        verb = "differs" if self.moved == 1 else "differ"
        lacking = [
            f"; without counterpart {side}: {', '.join(charts)}"
            for side, charts in (("after", self.only_before), ("before", self.only_after))
            if charts
        ]
        what = f"{self.name}: {plural(self.moved, 'value')} of {plural(self.charts, 'chart')} {verb}{''.join(lacking)}"
        split = f" What the other edition did to the shares: {self.split}" if self.split else ""
        return f"{what}. {self._why()}{split}"

    def _why(self) -> str:
        if self.reasons == (NOTHING,):
            return "Nothing that the manifests record differs, so the report does not repeat itself."
        if len(self.reasons) == 1 and self.reasons != (NOT_RECORDED,):
            return f"The one recorded difference in the making: {self.reasons[0]}."
        return f"Differences in the making, any of which may be why: {'; '.join(self.reasons)}."


@dataclass(frozen=True)
class SiteComparison:
    """Two sites held against each other.

    Attributes
    ----------
    before, after
        Their folders.
    reports
        What differs, report by report, in the order of the site before.
    numbers
        Every value that differs, with columns of ``NUMBERS``. ``kind`` is as in
        :class:`openness.site.compare.chart_tables.Difference`.
    """

    before: Path
    after: Path
    reports: list[ReportDifference]
    numbers: pl.DataFrame

    def finding(self) -> str:
        """Return the comparison in one sentence."""
        shared = sum(one.sites == BOTH for one in self.reports)
        changed = sum(one.moved > 0 for one in self.reports)
        folders = " and ".join(paths.shown(folder) for folder in (self.before, self.after))
        return (
            f"{folders} share {plural(shared, 'report')}; {changed} of them "
            f"differ{'s' if changed == 1 else ''}, in {plural(self.numbers.height, 'value')} of charts."
        )


def compare_sites(before: Path, after: Path) -> SiteComparison:
    """Hold the charts' tables of two sites against each other."""
    manifests = [_manifest(folder) for folder in (before, after)]
    reports = [{one["name"]: one for one in found["reports"]} for found in manifests]
    tables = [_tables(found) for found in manifests]
    inputs = [found.get("inputs") for found in manifests]
    differences, rows = [], []
    for name in dict.fromkeys([*reports[0], *reports[1]]):
        told = [side.get(name) for side in reports]
        if None in told:
            known, side = (told[0], ONLY_BEFORE) if told[0] else (told[1], ONLY_AFTER)
            differences.append(ReportDifference(name, known["title"], side, 0, 0, ()))
            continue
        own = [side.get(name, {}) for side in tables]
        shared = [chart for chart in own[0] if chart in own[1]]
        found = []
        for chart in shared:
            if own[0][chart]["sha256"] != own[1][chart]["sha256"]:
                old, new = (
                    chart_tables.read(_content(folder, one[chart]))
                    for folder, one in zip((before, after), own, strict=True)
                )
                found += [(name, chart, *_values(one)) for one in chart_tables.differences(old, new)]
        rows += found
        differences.append(
            ReportDifference(
                name,
                told[1]["title"],
                BOTH,
                len(shared),
                len(found),
                tuple(reasons(told[0], told[1], *inputs)),
                tuple(chart for chart in own[0] if chart not in own[1]),
                tuple(chart for chart in own[1] if chart not in own[0]),
                split_command(told[0].get("parameters", {}), told[1].get("parameters", {})),
            )
        )
    return SiteComparison(before, after, differences, pl.DataFrame(rows, schema=NUMBERS, orient="row"))


def _values(one: chart_tables.Difference) -> tuple:
    return one.row, one.column, one.before, one.after, one.change, one.kind


def _manifest(folder: Path) -> dict[str, Any]:
    found = manifest.read(folder)
    if found is None:
        raise MissingFileError(f"{paths.shown(folder)} holds no site: it has no {manifest.FILE} that can be read")
    return found


def _tables(found: Mapping[str, Any]) -> dict[str, dict[str, dict]]:
    """Return report -> chart -> what the manifest says of its CSV."""
    tables: dict[str, dict[str, dict]] = {}
    for one in found["files"]:
        parts = Path(one["path"]).parts
        if len(parts) == 3 and parts[0] == "charts" and one["path"].endswith(".csv"):
            tables.setdefault(parts[1], {})[Path(parts[2]).stem] = one
    return tables


def _content(folder: Path, listed: Mapping[str, Any]) -> bytes:
    path = folder / listed["path"]
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingFileError(f"{paths.shown(path)} cannot be read, though its manifest lists it") from error
    if hashlib.sha256(content).hexdigest() != listed["sha256"]:
        raise BadFileError(f"{paths.shown(path)} is not the file that its manifest lists; run 'openness report' again")
    return content
