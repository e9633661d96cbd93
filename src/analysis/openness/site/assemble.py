"""Run reports and render them: everything that needs papermill, altair and nbconvert."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from tqdm import tqdm

from openness.charts.display import CHART_MIME
from openness.project.errors import BadFileError, UnknownNameError
from openness.site.carried import carry
from openness.site.pages import assumed, bundle, figures, manifest, provenance, render, site
from openness.site.pages.figures import Drawing, drawing
from openness.site.pages.provenance import Vintage
from openness.site.pages.site import Report
from openness.site.releases import listing
from openness.site.releases.listing import Listing
from openness.site.run import cache, execute, notebook
from openness.site.run.cache import Inputs, Run
from openness.site.run.notebook import Cell, Notebook


@dataclass(frozen=True)
class Site:
    """A site that has been made and not yet written."""

    reports: list[Report]  # its reports, failed ones among them
    files: dict[str, bytes]  # path in the site -> content
    listing: Listing | None  # all releases, where the site lists them; it makes the exports when it is asked for them


def assemble(runs: list[Run], inputs: Inputs, *, is_whole: bool, jobs: int, progress: bool) -> Site:
    """Make reports and all files of their site."""
    vintages = provenance.vintages()
    log = assumed.read_log()
    cells = sum(execute.count(run.info.path) for run in runs)
    # A log has no use for a bar that is drawn over and over: it gets a line a report.
    is_watched = sys.stderr.isatty()
    say = progress and not is_watched
    with (
        ThreadPoolExecutor(1) as aside,
        drawing() as drawn,
        tqdm(total=cells, unit="cell", disable=not (progress and is_watched)) as bar,
    ):
        # Bundling takes as long as a kernel takes to start, so it is done while they do.
        vega = aside.submit(bundle.javascript, cache.folder())
        listed = aside.submit(listing.listing, vintages) if is_whole else None
        judged = aside.submit(assumed.assumed, log if is_whole else [], inputs)
        make = partial(_make, inputs=inputs, vintages=vintages, drawn=drawn, bar=bar, say=say)
        # The longest first, or one of them runs alone at the end while the other processors wait.
        longest = sorted(runs, key=lambda run: execute.count(run.info.path), reverse=True)
        done = execute.in_threads([partial(make, run) for run in longest], jobs)
        by_name = {one.info.name: one for one in done}
        reports = [by_name[run.info.name] for run in runs]
        bar.update(bar.total - bar.n)
        known = listed.result() if listed else None
        if not is_whole and any(one.page.links_to(assumed.PAGE) for one in reports):
            judged = aside.submit(assumed.assumed, log, inputs)
        files = site.files(reports, vintages, inputs, vega.result(), known, judged.result(), log)
        return Site(reports, files, known)


def summary(report: Report) -> dict[str, Any]:
    """Return what the manifest says of a report; no time in it, so that a rerun writes the same bytes."""
    error = report.page.error
    said = {
        "name": report.info.name,
        "title": report.info.title,
        "page": report.href,
        "parameters": dict(report.values),
        "status": manifest.FAILED if error else manifest.OK,
        "key": report.key,
        "notebook": report.notebook,
        "code": report.code,
        "vintages": [{"source": one.source, "vintage": one.vintage, "sha256": one.sha256} for one in report.vintages],
    }
    return {**said, "failure": {"cell": error.cell, "error": error.message}} if error else said


def _check_unchanged(inputs: Inputs) -> None:
    """Refuse to keep a result under a key of data or code that it was not made from."""
    if cache.inputs() != inputs:
        raise BadFileError("data or code changed while the reports ran; nothing was written, run it again")


def _make(run: Run, inputs: Inputs, *, vintages: list[Vintage], drawn: Drawing, bar: tqdm, say: bool) -> Report:
    def on_cell(cell: Cell) -> None:
        bar.update()
        for output in figures.chart_outputs(cell):
            drawn.begin(output["data"][CHART_MIME])

    bar.set_description(run.info.name)
    known = cache.load(run.info.name, run.key)
    executed = known or execute.run(run.info.path, run.changed, on_cell)
    drawings = _exports(executed, drawn)
    used = _used(executed, vintages)
    exports = carry(drawings, run.info, run.values, used)
    page = render.page(executed, run.info.path.parent)
    if known is None and page.error is None:
        _check_unchanged(inputs)
        cache.store(run.info.name, run.key, executed)
    if say and not execute.StoppableKernelManager.are_stopped:
        how = "failed" if page.error else "as it was kept" if known else "made"
        # One write, or lines of reports that are made at a time run into each other.
        sys.stderr.write(f"{run.info.name}: {how}\n")
    return Report(
        **vars(run),
        page=page,
        vintages=tuple(used),
        charts={f"charts/{run.info.name}/{name}": content for name, content in exports.items()},
        was_reused=known is not None,
    )


def _exports(executed: Notebook, drawn: Drawing) -> dict[str, bytes]:
    """Return file name -> content of all charts; a chart that cannot be drawn becomes an error of its cell."""
    found = {}
    charts = figures.collect(executed)
    for cell in executed["cells"]:
        for output in list(cell.get("outputs", ())):
            figure = charts.get(id(output))
            if figure is None:
                continue
            try:
                for suffix, content in drawn.exports(figure).items():
                    found[f"{figure.name}.{suffix}"] = content
            except ValueError as error:
                cell["outputs"].remove(output)
                # What follows the first lines is the stack of a program that the reader has not written.
                said = str(error).partition("\n    at ")[0]
                _fail(cell, error, f"chart {figure.name!r} cannot be drawn: {said}")
    return found


def _used(executed: Notebook, vintages: list[Vintage]) -> list[Vintage]:
    """Return the editions a notebook names; one that there is not becomes an error of its cell."""
    cell = notebook.tagged(executed, notebook.VINTAGES_TAG)
    named = notebook.printed(cell) if cell else ""
    if cell and cell.get("execution_count") and not named.strip():
        return []  # It was run and named none, which is not the same as not saying.
    try:
        return provenance.used(named, vintages)
    except UnknownNameError as error:
        _fail(cell, error, f"the editions used: {error}")
        return []


def _fail(cell: Cell, error: Exception, message: str) -> None:
    cell["outputs"].append({"output_type": "error", "ename": type(error).__name__, "evalue": message, "traceback": []})
