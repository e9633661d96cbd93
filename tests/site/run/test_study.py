"""Which rules the parameters of a notebook are held against: those of the study that bears its name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from openness.project import paths
from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.site.run import notebook, study
from openness.site.run.notebook import ReportInfo, list_reports

REPORTS = list_reports()


def by_name(name: str) -> ReportInfo:
    return next(one for one in REPORTS if one.name == name)


@pytest.mark.parametrize("info", REPORTS, ids=[one.name for one in REPORTS])
def test_every_notebook_has_a_study_that_knows_its_parameters(info: ReportInfo) -> None:
    assert study.folder(info.name) is not None
    rules = import_module(f"openness.studies.{info.name.replace('-', '_')}.parameters").PARAMETERS
    declared = {one.name: (one.type, one.is_optional) for one in info.parameters}
    for name, rule in rules.items():
        assert declared[name][0] == rule.type
        assert rule.help
        assert "\n" not in rule.help


@pytest.mark.parametrize("info", REPORTS, ids=[one.name for one in REPORTS])
def test_the_values_a_notebook_has_by_itself_pass(real: Path, info: ReportInfo) -> None:
    assert info.values({}) == {one.name: one.default for one in info.parameters}


@pytest.mark.parametrize(
    ("report", "given", "error", "message"),
    [
        ("overview", {"min_group": "0"}, BadValueError, "parameter 'min_group' is 0, expected 1 or more"),
        ("data-audit", {"source": "epok"}, UnknownNameError, "did you mean 'epoch'"),
        ("data-audit", {"source": "mot"}, BadValueError, "source 'mot' cannot answer the definition 'open_weights'"),
        ("corporate-vs-community", {"since": "2024", "until": "2020"}, BadValueError, "since (2024) is after until"),
        ("corporate-vs-community", {"since": "2090"}, BadValueError, "no release of epoch 2026-03-30 is left: "),
        ("corporate-vs-community", {"modality": "games", "countries": "Thailand"}, BadValueError, "has modality 'ga"),
        ("license-landscape", {"every": "month"}, UnknownNameError, "unknown value of parameter 'every': 'month'"),
        ("llama-case", {"vintage": "2026-03-03"}, UnknownNameError, "unknown value of parameter 'vintage'"),
        ("llama-case", {"country": "Atlantis"}, BadValueError, "unknown country 'Atlantis'; did you mean 'Albania'?"),
        ("llama-case", {"country": "Germani"}, BadValueError, "unknown country 'Germani'; did you mean 'Germany'?"),
        ("llama-case", {"country": "unknown"}, BadValueError, "unknown country 'unknown'"),
        ("llama-case", {"users": "-1"}, BadValueError, "parameter 'users' is -1, expected 0 or more"),
        ("corporate-vs-community", {"countries": "US,Utopia"}, BadValueError, "unknown country 'Utopia'"),
        ("components", {"by": "countries"}, UnknownNameError, "did you mean 'country'"),
        ("metric-lab", {"partial": "7"}, BadValueError, "parameter 'partial' is '7'"),
        ("openwashing", {"practice": "data_closed", "least": "2"}, BadValueError, "least is 2, expected 1 to 1, the n"),
        ("trend-inference", {"draws": "7"}, BadValueError, "parameter 'draws' is 7, expected 0 or 100 to 9,999"),
        ("trend-inference", {"many": "modalities"}, UnknownNameError, "did you mean 'modality'"),
        ("vintages-and-composition", {"before": "2020-Q1"}, BadValueError, "period is '2020-Q1'"),
        ("relicensing", {"kind": "software", "since": "2026"}, BadValueError, "no change of license is left: kind 'so"),
        ("published-results", {"verdict": "differ"}, UnknownNameError, "did you mean 'differs'"),
        ("multiverse", {"sources": "mot"}, BadValueError, "source 'mot' has no specification"),
    ],
)
def test_what_a_report_cannot_use_is_refused_in_one_line(real, report, given, error, message) -> None:
    with pytest.raises(error) as caught:
        by_name(report).values(given)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_study_without_a_check_of_its_own_is_held_against_its_parameters(real: Path) -> None:
    assert not hasattr(import_module("openness.studies.overview.parameters"), "check")
    study.check("overview", {"min_group": 1})
    with pytest.raises(BadValueError, match="parameter 'min_group' is 0, expected 1 or more"):
        study.check("overview", {"min_group": 0})


OTHERS = """
source: str = "my list"
since: str = "the beginning"
many: int = 3
claim: str = "x"
partial: bool = True
versus: float = 0.5
carried: int = 1
estimand: str = "mine"
publisher: str = "me"
"""


@pytest.mark.parametrize("name", ["20_mine", "07_openwashing"])
def test_a_notebook_of_somebody_else_is_held_against_its_own_types_alone(project, write, code, name: str) -> None:
    write(project / "notebooks" / f"{name}.ipynb", "# Mine", code(OTHERS, "parameters"))
    (info,) = list_reports()
    assert info.values({"many": "4", "claim": "y"})["many"] == 4
    with pytest.raises(OpennessError, match="parameter 'many' expects integer, found 'x'"):
        info.values({"many": "x"})


def test_no_folder_of_the_package_is_taken_for_a_study(tmp_path: Path) -> None:
    assert study.folder("mine") is None
    assert study.folder("openwashing") == paths.package() / "studies" / "openwashing"


def test_the_overview_rests_on_the_studies_that_it_sums_up_and_no_other_report_on_it() -> None:
    needed = {
        one.name: study.needed(one.name, map(notebook.source, notebook.code_cells(notebook.read(one.path))))
        for one in REPORTS
    }
    assert {"overview", "openwashing", "multiverse"} <= needed.pop("overview")
    assert all(name.replace("-", "_") in found and "overview" not in found for name, found in needed.items())


def test_a_study_of_one_module_has_a_key_and_a_check(tmp_path, monkeypatch):
    """A folder without ``__init__.py`` is a package to Python, and so it is here."""
    (tmp_path / "studies" / "mine").mkdir(parents=True)
    (tmp_path / "studies" / "mine" / "parameters.py").write_text("PARAMETERS = {}\n")
    monkeypatch.setattr(paths, "package", lambda: tmp_path)
    assert study.needed("mine", []) == {"mine"}
