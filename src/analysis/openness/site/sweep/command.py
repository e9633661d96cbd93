"""``openness report --sweep``: one report for several values of its parameters, and a page that holds all together."""

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openness.project import paths, writing
from openness.project.errors import BadValueError
from openness.site import report as reporter
from openness.site.pages import manifest
from openness.site.run import notebook
from openness.site.run.notebook import ReportInfo
from openness.site.sweep import grid
from openness.site.sweep.grid import Member
from openness.words.numbers import counted


@dataclass(frozen=True)
class SweepResult:
    """What ``sweep`` did."""

    index: Path  # the page that sets the members side by side
    folders: list[Path]  # the site of every member, the same that the report with its values alone would have
    failed: list[str]  # a line for each member that did not run to its end

    def summary(self) -> str:
        """Return what was done in words."""
        return "\n".join([f"{counted(len(self.folders), 'report')}: {paths.shown(self.index)}", *self.failed])


def sweep(
    only: Sequence[str],
    texts: Mapping[str, str],
    grid_file: Path | None = None,
    jobs: int | None = None,
    out: Path | None = None,
    *,
    force: bool = False,
    say: Callable[[str], None] = lambda _line: None,
    progress: bool = False,
) -> SweepResult:
    """Run a report once for every combination of values, and write one page about all."""
    info, members = plan(only, texts, grid_file)
    folder = out or paths.reports() / folder_name(info.name, members)
    manifest.check_ours(folder, force=force or out is None)
    for needed in (folder.parent, folder):
        writing.make_folder(needed)
    writing.settle(folder)
    made = []
    for count, member in enumerate(members, 1):
        say(f"{count} of {len(members)}: {member.title}")
        own = folder / member_name(member)
        made.append(
            (member, reporter.make_report([info.name], member.given, jobs, own, progress=progress, force=force))
        )

    # Imported late: templates and tables are for the page alone.
    from openness.site.sweep import page, tables  # noqa: PLC0415

    results = []
    for member, result in made:
        stopped = [f"Stopped in cell {one.cell}: {one.error}" for one in result.failures]
        told = page.finding(result.pages[0].read_text(encoding="utf-8"))
        results.append(page.Result(member, result.index.parent.name, (stopped or [told])[0], bool(stopped)))
    found = tables.side_by_side([tables.charts(folder / one.folder, info.name) for one in results])
    command = _command(info, texts, grid_file)
    files = {
        page.PAGE: page.render(info.title, info.name, results, found, command),
        page.TABLE: page.as_csv(results, found),
    }
    with writing.locked(folder):
        manifest.publish(folder, files, manifest.build(files, []), force=force or out is None)
    failed = [f"FAILED {one.member.title}: {one.finding}" for one in results if one.has_failed]
    return SweepResult(folder / page.PAGE, [folder / one.folder for one in results], failed)


def plan(
    only: Sequence[str], texts: Mapping[str, str], grid_file: Path | None = None
) -> tuple[ReportInfo, list[Member]]:
    """Return the report and the members of a sweep, every value of them checked."""
    if len(set(only)) != 1:
        raise BadValueError(f"a sweep is of one report: name it with --only NAME, found {len(set(only))} of them")
    info = notebook.select(notebook.list_reports(), only)[0]
    values = grid.read_axes(grid_file, info.parameters) if grid_file else {}
    given = grid.axes(texts, info.parameters)
    if both := [name for name in given if name in values]:
        raise BadValueError(f"parameter {both[0]!r} is given by -p and by the grid")
    members = grid.members({**values, **given})
    # All are checked before the first runs.
    resolved = [info.values(member.given) for member in members]
    for place, one in enumerate(resolved):
        if (first := resolved.index(one)) < place:
            raise BadValueError(f"{members[first].title!r} and {members[place].title!r} are the same report")
    return info, members


def folder_name(report: str, members: Sequence[Member]) -> str:
    """Return the name of a sweep's folder, which says what was swept and over what."""
    values = {name: "+".join(dict.fromkeys(one.given[name] for one in members)) for name in members[0].given}
    return reporter.site_name([f"sweep-{report}"], {name: re.sub(r"\s+", "", text) for name, text in values.items()})


def member_name(member: Member) -> str:
    """Return the name of a member's folder, such as ``definition-osi_license_since-2021``."""
    return reporter.site_name([], member.swept).removeprefix("all_")


def _command(info: ReportInfo, texts: Mapping[str, str], grid_file: Path | None) -> str:
    words = ["openness", "report", "--only", info.name]
    for name, text in texts.items():
        words += ["-p", f"{name}={text}"]
    return shlex.join([*words, *(["--grid", grid_file.name] if grid_file else ["--sweep"])])
