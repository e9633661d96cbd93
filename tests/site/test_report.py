from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from openness.project import paths
from openness.project.errors import BadValueError, MissingFileError, UnknownNameError
from openness.site import assemble, report
from openness.site.run import execute, study


@pytest.fixture(scope="module")
def site(ran: report.ReportResult) -> Path:
    return ran.index.parent


def html(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def content(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_failures_name_the_cell_and_the_others_are_finished(ran) -> None:
    assert ran.index == paths.reports() / "latest" / "index.html"
    assert [(one.report, one.cell, one.link, one.error) for one in ran.failures] == [
        ("breaks", 4, "reports/latest/breaks.html#cell-4", "ValueError: nothing <left> at all"),
        (
            "wrong-edition",
            2,
            "reports/latest/wrong-edition.html#cell-2",
            "UnknownNameError: the editions used: unknown vintage 'tiny 1999' in a cell tagged 'vintages'; "
            "expected one of: tiny 2029-05-05, tiny 2030-01-31",
        ),
        ("wrong-chart", 2, "reports/latest/wrong-chart.html#cell-2", ran.failures[2].error),
    ]
    assert ran.failures[2].error.startswith(
        "ValueError: chart 'bars' cannot be drawn: Vega-Lite to SVG conversion failed"
    )
    assert "cdn.jsdelivr.net" not in ran.failures[2].error
    assert ran.summary().splitlines()[:2] == [
        "4 reports: reports/latest/index.html",
        "FAILED breaks, cell 4: ValueError: nothing <left> at all; see reports/latest/breaks.html#cell-4",
    ]


def test_a_page_says_what_its_notebook_says(site) -> None:
    page = html(site, "good-one")
    assert "<h1>A *good* one</h1>\n<p>It says <strong>hello</strong>.</p>" in page
    assert "<p>you was greeted 2 times.</p>" in page
    assert "<summary>Parameters: all at their defaults</summary>" in page
    assert '<td>you <span class="note">default</span></td>\n<td>who is greeted</td>' in page
    assert '<summary>Headline numbers compared in CI</summary>\n<pre tabindex="0">hello hello</pre>' in page
    assert '<a href="data.html#tiny-2030-01-31">edition of 2030-01-31</a>' in page
    assert "2029-05-05" not in page
    assert '<a href="https://creativecommons.org/licenses/by/4.0/">CC-BY-4.0</a>' in page
    assert "<code>openness report --only good-one</code>" in page


def test_a_log_gets_a_line_a_report_and_no_bar(project, write, code, capsys) -> None:
    write(project / "notebooks" / "01_none.ipynb", "# None", code("editions = []\nprint(*editions)", "vintages"))
    report.make_report()
    assert capsys.readouterr().err == "none: made\n"


def test_a_chart_has_its_words_and_downloads(site) -> None:
    page = html(site, "good-one")
    assert 'aria-label="Bars &amp; more"' in page
    assert '<img src="charts/good-one/bars.svg" alt="One bar of 2 &lt;/script&gt; high.">' in page
    assert "<p>A caption.</p>" in page
    for suffix in ("csv", "svg", "png"):
        assert f'<a href="charts/good-one/bars.{suffix}" download>' in page
        assert (site / "charts" / "good-one" / f"bars.{suffix}").stat().st_size
    assert (site / "charts" / "good-one" / "bars.csv").read_text(encoding="utf-8") == "year,count\n2020,2\n2021,\n"


def test_a_report_that_names_no_edition_lists_none(project, write, code) -> None:
    write(project / "notebooks" / "01_none.ipynb", "# None", code("editions = []\nprint(*editions)", "vintages"))
    page = html(report.make_report(progress=False).index.parent, "none")
    assert "This report uses none of the suite's sources." in page
    assert "tiny-2030-01-31" not in page


def test_a_failing_page_marks_the_cell_and_shows_what_came_before(site) -> None:
    page = html(site, "breaks")
    assert '<a href="#cell-4">Go to the failing cell</a>' in page
    assert '<div class="cell failed">\n<details class="code" open>' in page
    assert '<div id="cell-4">' in page
    assert '<pre class="output" tabindex="0">before</pre>' in page
    assert "ValueError: nothing &lt;left&gt;" in page
    assert ">never<" not in page


def test_the_index_has_a_card_for_every_report(site) -> None:
    page = html(site, "index")
    assert '<h3><a href="good-one.html">A *good* one</a></h3>' in page
    assert '<img src="charts/good-one/bars.svg" alt="Bars &amp; more">' in page
    assert '<strong>Failed in cell 4.</strong> <a href="breaks.html#cell-4">' in page
    assert "Start here" not in page
    assert "Answered by Epoch AI, OSAI, MTEB, models.dev." in page


def test_the_data_pages_list_editions_and_columns(site) -> None:
    page = html(site, "data")
    assert '<h2 id="source-tiny">The Tiny Institute: Tiny list</h2>' in page
    assert '<td class="number">1,234</td>' in page
    assert "<code>0123456789ab</code>" in page
    assert "<li>The last row.</li>" in page
    assert '<th scope="row"><code>developer_group</code></th>' in html(site, "data-dictionary")


def test_the_manifest_lists_what_there_is(site) -> None:
    manifest = json.loads((site / "manifest.json").read_bytes())
    listed = {one["path"]: one["sha256"] for one in manifest["files"]}
    found = {path: digest for path, digest in content(site).items() if path != "manifest.json"}
    assert listed == {path: digest for path, digest in found.items() if not path.startswith("exports/")}
    assert list(listed) == sorted(listed)
    (exports,) = manifest["trees"]
    assert exports["path"] == "exports"
    assert exports["sha256"] == found["exports/SHA256SUMS"]
    assert exports["files"] == len(found) - len(listed)
    good, breaks = manifest["reports"][:2]
    assert (good["name"], good["status"], good["parameters"]) == ("good-one", "ok", {"name": "you", "times": 2})
    assert (breaks["status"], breaks["failure"]["cell"]) == ("failed", 4)


def test_the_whole_site_has_the_table_of_releases_the_metrics_and_the_exports(site) -> None:
    page = html(site, "releases")
    assert '<th scope="row">Heron &lt;7B&gt;</th>' in page
    assert "Example &amp; Labs" in page
    assert '<a href="releases.html">table of releases</a> has 4 of them' in html(site, "index")
    assert '<h2 id="metric-osai">European Open Source AI Index</h2>' in html(site, "metrics")
    assert '<li><a href="releases.html" aria-current="page">Releases</a></li>' in page
    assert (site / "exports" / "releases" / "tiny" / "heron.json").is_file()
    assert (site / "assets" / "details-tiny.js").is_file()


def test_exports_are_kept_while_nothing_they_are_made_from_changes(ran, site, monkeypatch) -> None:
    record = site / "exports" / "releases" / "tiny" / "heron.json"
    before = record.stat().st_ino, record.stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(report.manifest, "write_tree", lambda *_: pytest.fail("written again"))
        report.make_report(progress=False)
        assert (record.stat().st_ino, record.stat().st_mtime_ns) == before
        record.write_text("edited by hand", encoding="utf-8")
        with pytest.raises(pytest.fail.Exception, match="written again"):
            report.make_report(progress=False)
    report.make_report(progress=False)
    assert record.read_text(encoding="utf-8").startswith('{\n  "release_id": "tiny:heron"')


def test_a_site_of_one_report_has_neither_and_takes_away_those_of_the_site_before(ran, tmp_path) -> None:
    report.make_report(out=tmp_path, progress=False)
    assert (tmp_path / "exports" / "scores.csv").is_file()
    report.make_report(["good-one"], out=tmp_path, progress=False)
    assert not (tmp_path / "exports").exists()
    assert not (tmp_path / "releases.html").exists()
    page = html(tmp_path, "index")
    assert "releases.html" not in page
    assert "metrics.html" not in page


def test_an_exports_folder_of_somebody_else_stops_the_report(ran, tmp_path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(MissingFileError, match="holds exports and no site of ours"):
        report.make_report(out=tmp_path, progress=False)
    with pytest.raises(MissingFileError, match="exports is there and was not written by a report"):
        report.make_report(out=tmp_path, progress=False, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["exports"]


def test_pages_are_small_and_name_no_place_on_this_machine(site) -> None:
    for path in site.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert len(page.encode()) < 500_000
        assert str(paths.root()) not in page
        assert 'src="http' not in page


def test_a_rerun_reuses_what_ran_and_writes_the_same_bytes(ran, site) -> None:
    before = content(site)
    again = report.make_report(progress=False)
    assert again.reused == 1
    assert [one.report for one in again.failures] == ["breaks", "wrong-edition", "wrong-chart"]
    assert content(site) == before


def test_other_parameters_have_a_site_of_their_own(ran, site, monkeypatch) -> None:
    before = content(site)
    given = {"name": "all of us", "times": 3}
    result = report.make_report(["good-one"], given, progress=False)
    # Shortened to plain letters, so a digest tells it from other values that shorten alike.
    assert re.fullmatch("good-one_name-all-of-us_times-3-[0-9a-f]{8}", result.index.parent.name)
    page = html(result.index.parent, "good-one")
    assert "<p>all of us was greeted 3 times.</p>" in page
    assert "<summary>Parameters: 2 of 2 changed</summary>" in page
    assert "<code>openness report --only good-one -p &#39;name=all of us&#39; -p times=3</code>" in page
    assert content(site) == before

    # Nothing has changed now: nothing is run or rendered.
    monkeypatch.setattr(assemble, "assemble", lambda *_, **__: pytest.fail("ran again"))
    assert report.make_report(["good-one"], given, progress=False).reused == 1
    # A page that somebody edited is made again.
    result.pages[0].write_text("edited", encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match="ran again"):
        report.make_report(["good-one"], given, progress=False)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"only": ["good"]}, UnknownNameError, "unknown report 'good'; did you mean 'good-one'?"),
        ({"parameters": {"nam": "x"}}, UnknownNameError, "unknown parameter 'nam'; did you mean 'name'?"),
        ({"only": ["breaks"], "parameters": {"name": "x"}}, UnknownNameError, "unknown parameter 'name'"),
        ({"parameters": {"times": "often"}}, BadValueError, "parameter 'times' expects integer, found 'often'"),
        ({"jobs": 0}, BadValueError, "jobs expects at least 1, found 0"),
    ],
)
def test_a_wrong_request_stops_before_anything_runs(ran, monkeypatch, arguments, error, message: str) -> None:
    monkeypatch.setattr(assemble, "assemble", lambda *_, **__: pytest.fail("ran"))
    before = sorted(paths.reports().iterdir())
    with pytest.raises(error) as caught:
        report.make_report(**arguments, progress=False)
    assert str(caught.value).startswith(message)
    assert sorted(paths.reports().iterdir()) == before


def test_a_folder_that_cannot_be_written_to_is_one_line(ran, tmp_path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(MissingFileError, match=r"^cannot write to .*file/site: Not a directory$"):
        report.make_report(out=tmp_path / "file" / "site", progress=False)


def test_reports_and_their_parameters_are_described(ran) -> None:
    assert report.describe_reports().splitlines()[:3] == [
        "good-one: A *good* one",
        "  -p name=you  string   who is greeted",
        "  -p times=2   integer  how often",
    ]


def test_the_name_of_a_site_is_stable_and_bounded() -> None:
    assert report.site_name([], {}) == "latest"
    assert report.site_name([], {"since": 2021}) == "all_since-2021"
    assert report.site_name(["a", "b"], {"until": None, "every": "year"}) == "a+b_every-year_until-none"
    lossy = {report.site_name(["a"], {"by": value}) for value in ("x y", "x-y", "X-Y", "x/y", "../x-y")}
    assert len(lossy) == 5
    assert all(len(report.site_name(["a"], {"by": "x" * n})) <= 89 for n in (70, 80, 90, 500))


def test_an_unchanged_site_costs_no_slow_import() -> None:
    lines = ["import sys", "import openness.site.report"]
    lines.append('print({"papermill", "nbconvert", "altair", "vl_convert"} & set(sys.modules))')
    import subprocess

    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_kernel_that_dies_is_the_failure_of_its_cell(tmp_path, write, code) -> None:
    path = write(tmp_path / "01_dies.ipynb", code('print("alive")'), code("import os; os._exit(9)"), code("1"))
    error = execute.error(execute.run(path, {}, lambda _: None))
    assert error is not None
    assert error.cell == 2
    assert error.message.startswith("DeadKernelError: the kernel died while this cell ran")


def test_an_error_stops_the_notebooks_that_still_run(tmp_path, write, code) -> None:
    path = write(tmp_path / "01_sleeps.ipynb", code("1"), code("import time; time.sleep(300)"))
    started = []

    def stop() -> None:
        while not started:
            pass
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute.in_threads([lambda: execute.run(path, {}, lambda _: started.append(1)), stop], jobs=2)


def test_random_ids_of_altair_do_not_reach_a_page(tmp_path, write, code) -> None:
    source = 'print("altair-viz-" + "0a" * 16, "altair-viz-" + "0b" * 16, "altair-viz-" + "0a" * 16)'
    executed = execute.run(write(tmp_path / "01_a.ipynb", code(source)), {}, lambda _: None)
    first, second = "altair-viz-" + "0" * 31 + "1", "altair-viz-" + "0" * 31 + "2"
    assert executed["cells"][0]["outputs"][0]["text"] == [f"{first} {second} {first}\n"]
    assert executed["cells"][0]["metadata"] == {"tags": []}


def test_a_notebook_of_somebody_else_runs_whatever_its_parameters_are_called(project, write, code) -> None:
    parameters = 'many: int = 3\nclaim: str = "x"\npartial: bool = True\nsince: str = "ever"\nsource: str = "mine"'
    write(
        project / "notebooks" / "20_mine.ipynb",
        "# Mine",
        code(parameters, "parameters"),
        code("print(many, claim, partial, since, source)", "finding"),
    )
    made = report.make_report(parameters={"many": "4", "claim": "y"}, progress=False)
    assert not made.failures
    assert "4 y True ever mine" in html(made.index.parent, "mine")


def test_editing_one_study_runs_one_notebook(project, write, code, monkeypatch) -> None:
    for name in ("01_llama_case", "02_mine", "03_reader"):
        write(project / "notebooks" / f"{name}.ipynb", f"# {name}", code("1", "finding"))
    write(project / "notebooks" / "04_uses.ipynb", "# Uses", code("from openness.studies import llama_case", "finding"))
    package = shutil.copytree(paths.package(), project / "package", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "package", lambda: package)
    report.make_report(progress=False)
    with (package / "studies" / "llama_case" / "parameters.py").open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    ran = []
    monkeypatch.setattr(execute, "run", lambda path, *_, run=execute.run: ran.append(path.stem) or run(path, *_))
    assert report.make_report(progress=False).reused == 2
    assert sorted(ran) == ["01_llama_case", "04_uses"]


def test_a_report_prints_the_caveats_of_what_it_does_with_sources_and_all_where_nobody_says():
    assert "downloads" in study.uses("license-landscape")
    assert "parts" not in study.uses("license-landscape")
    assert set(study.uses("somebody-s-own")) == set(study.WHEN)
