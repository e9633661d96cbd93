"""The page of assumptions: made from the log and the multiverse, linked from the reports that rest on them."""

import json
import shutil

import pytest

from openness.project import paths
from openness.site import report
from openness.site.pages import assumed
from openness.site.run.cache import inputs
from openness.studies.multiverse import assumptions

LOG = """
assumptions:
  - id: main-definition
    statement: Open <weights> count.
    where: [docs/decisions.md, "https://example.org/why"]
    alternatives: [licenses]
    choice: definition
    quality: low
    reports: [good-one]
  - id: law
    statement: The law says so.
    where: [README.md]
    alternatives: [another law]
    untested: There is but one.
    table: licenses.license_tier
    quality: high
    reports: [other, not-here]
"""


@pytest.fixture
def project(small_built, tmp_path, monkeypatch, write):
    """The small project, with two reports and a log of its own."""
    root = tmp_path / "project"
    shutil.copytree(small_built.parent, root / "data")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(root))
    write(root / "notebooks" / "01_good_one.ipynb", "# Good one\n\nIt says hello.")
    write(root / "notebooks" / "02_other.ipynb", "# Other\n\nIt says nothing.")
    folder = root / "data"
    (folder / "raw" / assumptions.FILE).write_text(LOG, encoding="utf-8")
    return root


def entries():
    return assumed.assumed(assumed.read_log(), inputs())


def test_a_project_without_a_log_has_no_page(project):
    (paths.raw() / assumptions.FILE).unlink()
    assert assumed.read_log() == []
    assert entries() == []


def test_every_report_that_the_log_of_the_repository_names_is_there():
    known = {one.name for one in report.list_reports()}
    assert {name for one in assumptions.read() for name in one.reports} <= known


def test_impacts_are_kept_until_code_or_data_change(project, monkeypatch):
    first = entries()
    stored = json.loads((project / "reports" / ".cache" / "assumptions.json").read_text())
    assert stored["key"]
    monkeypatch.setattr(assumed, "_computed", lambda log: pytest.fail("computed again"))
    assert entries() == first
    log = paths.raw() / assumptions.FILE
    log.write_text(LOG.replace("alternatives: [licenses]", "alternatives: [other licenses]"), encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match="computed again"):
        entries()


def test_a_broken_store_is_computed_anew(project):
    first = entries()
    (project / "reports" / ".cache" / "assumptions.json").write_text("{", encoding="utf-8")
    assert entries() == first


def test_what_changes_most_verdicts_comes_first():
    def entry(name, *shares):
        rows = tuple(
            {"estimand": "share_difference", "median_shift": s / 2, "verdict_flip_share": s, "sign_flip_share": None}
            for s in shares
        )
        lists = dict.fromkeys(("where", "alternatives", "reports"), ("a",))
        one = assumptions.Assumption(id=name, statement="So.", choice="blank", quality="low", **lists)
        return assumed.Assumed(one, rows, "" if rows else "why")

    few, many, untested = entry("few", 0.1, 0.2), entry("many", 0.7), entry("untested")
    assert [one.assumption.id for one in assumed.hardest([few, untested, many])] == ["many", "few"]
    assert few.largest_shift == pytest.approx(0.1)
    assert untested.most("verdict_flip_share") == untested.largest_shift == 0


def test_the_whole_site_has_the_page_and_links_from_the_reports_that_rest_on_it(project):
    made = report.make_report(progress=False)
    page = (made.index.parent / "assumptions.html").read_text(encoding="utf-8")
    assert '<h2 id="main-definition">Open &lt;weights&gt; count.</h2>' in page
    assert '<a href="https://example.org/why">' in page
    assert "<code>docs/decisions.md</code>" in page
    assert '<a href="good-one.html">Good one</a>' in page
    assert "<code>not-here</code>" in page
    assert "Not computed. There is but one." in page
    good, other = ((made.index.parent / name).read_text(encoding="utf-8") for name in ("good-one.html", "other.html"))
    assert 'href="assumptions.html#main-definition"' in good
    assert "assumptions.html#law" not in good
    assert 'href="assumptions.html#law"' in other


def test_a_site_of_one_report_has_the_page_where_the_report_links_to_it(project, write):
    write(project / "notebooks" / "04_section.ipynb", "# Section", "## Here\n\nIt says [why](assumptions.html#law).")
    made = report.make_report(only=["section"], progress=False)
    assert '<h2 id="law">' in (made.index.parent / "assumptions.html").read_text(encoding="utf-8")


def test_a_site_of_one_report_has_no_page_of_assumptions(project):
    made = report.make_report(only=["good-one"], progress=False)
    assert not (made.index.parent / "assumptions.html").exists()
    assert "assumptions.html" not in (made.index.parent / "good-one.html").read_text(encoding="utf-8")


def test_a_report_made_alone_lists_the_assumptions_that_it_rests_on(project):
    made = report.make_report(only=["good-one"], progress=False)
    page = (made.index.parent / "good-one.html").read_text(encoding="utf-8")
    assert '<h2 id="assumptions">Assumptions</h2>' in page
    assert "<li>Open &lt;weights&gt; count.</li>" in page
    assert "stands in the whole site (<code>openness report</code>)" in page
