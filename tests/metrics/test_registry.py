"""A framework is found by its module alone."""

import pytest

from openness import metrics
from openness.metrics import registry

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
