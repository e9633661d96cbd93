"""A framework is found by its module alone."""

import pytest

from openness import metrics
from openness.metrics import registry
from openness.project.errors import BadFileError

TOY = """
from openness.metrics.base import Metric

METRIC = Metric(name="toy", title="Toy", short="Toy", text="Nothing is counted.", url="https://example.org", place=35)
"""


@pytest.mark.parametrize(("name", "content"), [("toy_metric.py", TOY), ("toy_folder/score.py", TOY)])
def test_a_metric_is_added_by_one_module_or_folder(tmp_path, monkeypatch, name, content):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    if path.name == "score.py":
        (path.parent / "__init__.py").touch()
    monkeypatch.setattr(metrics, "__path__", [*metrics.__path__, str(tmp_path)])
    found = registry.find()
    assert list(found) == ["osai", "opening_up", "mof", "toy", *list(registry.METRICS)[3:]]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("half_made.py", "HALF = 1"),
        ("half_made.py", "METRIC = 'a name'"),
        ("half_made/score.py", "def score(records): ..."),
        ("half_made/other.py", ""),
    ],
)
def test_a_module_without_a_metric_is_refused_in_one_line_that_names_it(tmp_path, monkeypatch, path, content):
    file = tmp_path / path.replace("half_made", f"half_{abs(hash((path, content)))}")
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, encoding="utf-8")
    if file.parent != tmp_path:
        (file.parent / "__init__.py").touch()
    monkeypatch.setattr(metrics, "__path__", [*metrics.__path__, str(tmp_path)])
    with pytest.raises(BadFileError, match=r"^metrics/half_\d+(/score)?\.py has no METRIC = Metric") as caught:
        registry.find()
    assert "\n" not in str(caught.value)


def test_what_a_metric_imports_and_is_not_there_is_no_missing_metric(tmp_path, monkeypatch):
    (tmp_path / "imports_nothing.py").write_text("import not_there_at_all", encoding="utf-8")
    monkeypatch.setattr(metrics, "__path__", [*metrics.__path__, str(tmp_path)])
    with pytest.raises(ModuleNotFoundError, match="not_there_at_all"):
        registry.find()


def test_metrics_stand_in_the_order_in_which_they_are_shown():
    assert list(registry.METRICS)[:9] == [
        "osai",
        "opening_up",
        "mof",
        "osaid",
        "release_gradient",
        "epoch_access",
        "fmti",
        "aa_openness",
        "eosai_matrix",
    ]
