"""Make the site: check everything, run what has to run, write what has changed."""

import hashlib
import os
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openness.project import paths, writing
from openness.project.errors import BadValueError
from openness.site.pages import manifest
from openness.site.releases.exports.names import FOLDER
from openness.site.run import cache, notebook
from openness.site.run.notebook import ReportInfo, list_reports
from openness.site.run.parameters import as_text, check_names, parse_settings
from openness.words.numbers import counted

__all__ = ["Failure", "ReportInfo", "ReportResult", "describe_reports", "list_reports", "make_report", "parse_settings"]

DEFAULT_SITE = "latest"
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Failure:
    """A cell that stopped a report."""

    report: str  # its name
    cell: int  # number of the cell in the notebook, from 1
    link: str  # path of the page and fragment of the cell
    error: str  # name and text of the exception, one line


@dataclass(frozen=True)
class ReportResult:
    """What ``make_report`` did."""

    index: Path  # the site's first page
    pages: list[Path]  # the page of every report, in order
    failures: list[Failure]  # reports that did not run to their end; their pages show how far they came
    reused: int  # reports that were not run because nothing they depend on has changed

    def summary(self) -> str:
        """Return what was done in words: a line for the site, and one for each failing cell."""
        count = counted(len(self.pages), "report")
        reused = f" ({self.reused} unchanged)" if self.reused else ""
        failed = [f"FAILED {one.report}, cell {one.cell}: {one.error}; see {one.link}" for one in self.failures]
        return "\n".join([f"{count}{reused}: {paths.shown(self.index)}", *failed])


def make_report(
    only: Sequence[str] = (),
    parameters: Mapping[str, object] | None = None,
    jobs: int | None = None,
    out: Path | None = None,
    *,
    progress: bool = True,
    force: bool = False,
) -> ReportResult:
    """Run notebooks and write their site.

    A folder that holds something and no site of ours is refused, unless ``force`` is given.
    """
    given = dict(parameters or {})
    jobs = (os.cpu_count() or 1) if jobs is None else jobs
    if jobs < 1:
        raise BadValueError(f"jobs expects at least 1, found {jobs}")
    chosen = notebook.select(list_reports(), only)
    check_names(given, {one.name for info in chosen for one in info.parameters})
    values = [info.values(given) for info in chosen]
    inputs = cache.inputs()
    folder = out or paths.reports() / site_name([info.name for info in chosen] if only else [], given)
    # Sites that nobody named a folder for lie in a folder of our own.
    force = force or out is None
    manifest.check_ours(folder, force=force)
    for needed in (folder, cache.folder()):
        writing.make_folder(needed)
    writing.settle(folder)
    runs = [cache.plan(info, one, inputs) for info, one in zip(chosen, values, strict=True)]
    keys = {run.info.name: run.key for run in runs}
    pages = [folder / f"{info.name}.html" for info in chosen]
    # A site that answers one question does not repeat what the whole one lists.
    trees = {} if only or given else {FOLDER: cache.pages_key(inputs)}
    if manifest.is_current(folder, keys, trees, inputs.entry()):
        return ReportResult(folder / "index.html", pages, [], reused=len(chosen))

    # Imported late: papermill, nbconvert and altair take seconds that an unchanged site must not cost.
    from openness.site import assemble  # noqa: PLC0415

    made = assemble.assemble(runs, inputs, is_whole=bool(trees), jobs=jobs, progress=progress)
    summaries = [assemble.summary(report) for report in made.reports]
    with writing.locked(folder):
        written = [
            manifest.whole_tree(folder, path, key) or manifest.write_tree(folder, path, key, made.listing.exports())
            for path, key in trees.items()
            if made.listing is not None
        ]
        listed = manifest.build(made.files, summaries, written, inputs.entry())
        manifest.publish(folder, made.files, listed, force=force)
    failures = [
        Failure(
            report.info.name, error.cell, f"{paths.shown(folder / report.href)}{report.error_anchor}", error.message
        )
        for report in made.reports
        if (error := report.page.error)
    ]
    return ReportResult(folder / "index.html", pages, failures, sum(report.was_reused for report in made.reports))


def describe_reports() -> str:
    """Return every report with its parameters: how to set each, its type and its meaning."""
    lines = []
    for info in list_reports():
        lines.append(f"{info.name}: {info.title}")
        settings = [f"-p {one.name}={shlex.quote(as_text(one.default))}" for one in info.parameters]
        width = max(map(len, settings), default=0)
        for setting, one in zip(settings, info.parameters, strict=True):
            lines.append(f"  {setting:<{width}}  {one.type:<7}  {one.help}".rstrip())
    return "\n".join(lines)


def site_name(only: Sequence[str], given: Mapping[str, object]) -> str:
    """Return the name of a site's folder: the same for the same request, another for any other."""
    if not only and not given:
        return DEFAULT_SITE
    settings = [f"{key}-{as_text(value)}" for key, value in sorted(given.items())]
    exact = "_".join(["+".join(only) or "all", *settings])
    name = re.sub(r"[^a-z0-9._+-]+", "-", exact.lower()).strip("-.")
    if name == exact and len(name) <= _LONGEST_NAME:
        return name
    # What a folder's name cannot hold, its tail tells apart.
    return f"{name[:_LONGEST_NAME]}-{hashlib.sha256(exact.encode()).hexdigest()[:8]}"
