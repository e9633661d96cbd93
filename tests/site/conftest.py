"""A project small enough to run for every test: four releases, one edition of one source, notebooks of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import nbformat
import polars as pl
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from openness.metrics import registry
from openness.metrics.base import Metric
from openness.project import paths
from openness.site import report
from openness.site.releases.catalog import Catalog, catalog
from openness.sources import SOURCES
from openness.sources.source import Answers
from openness.tables import schema
from openness.tables import store as tables

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "description": "One bar of 2 </script> high.",
    "usermeta": {
        "openness": {
            "name": "bars",
            "title": "Bars & more",
            "alt": "One bar of 2 </script> high.",
            "source": "Source: us",
            "caption": "A caption.",
            "columns": ["year", "count"],
        }
    },
    "vconcat": [
        {
            "data": {"values": [{"count": 2, "year": "2020", "hidden": 1}, {"count": None, "year": "2021"}]},
            "mark": "bar",
            "encoding": {
                "x": {"field": "year", "type": "nominal"},
                "y": {"field": "count", "type": "quantitative"},
            },
        }
    ],
}
SHOW_CHART = f"""
from IPython.display import display
display({{"application/vnd.openness.chart+json": {SPEC!r}, "text/plain": "a chart"}}, raw=True)
"""
SOURCE_YML = """
producer: The Tiny Institute
title: Tiny list
url: https://tiny.example/
license: {id: CC-BY-4.0, url: https://creativecommons.org/licenses/by/4.0/}
citation: Tiny (2030)
vintages:
  "2030-01-31":
    {published: "2030-01-31", accessed: "2030-03-01", version: null, files: {a.csv: "00"}, rows: 1234,
     table_sha256: "0123456789abcdef0123", left_out: ["The last row."]}
  "2029-05-05":
    {published: "2029-05-05", accessed: "2030-03-01", version: 5a388e8, files: {a.csv: "00"}, rows: 12,
     table_sha256: "fedcba9876543210fedc"}
"""


NEW, OLD = "2030-01-31", "2029-05-05"
LATEST = {"tiny": NEW, "hub": NEW}
UNSAID = {
    "developer_type": "unknown",
    "developer_group": "unknown",
    "published_developer_type": "unknown",
    "published_developer_group": "unknown",
    "country": "unknown",
    "date_precision": "none",
    "modality": "unknown",
    "license_ids": ["NOASSERTION"],
    "license_expression": "NOASSERTION",
    "license_tier": "unspecified",
    "access": "unknown",
    "license_certainty": "none",
}
HERON = {
    "release_id": "tiny:heron",
    "source": "tiny",
    "release_name": "Heron <7B>",
    "developer_id": "example-labs",
    "developer_name": "Example & Labs",
    "developer_type": "company",
    "developer_group": "corporate",
    "release_date": datetime(2029, 7, 23),
    "date_precision": "month",
    "license_ids": ["Apache-2.0", "CC-BY-4.0"],
    "license_expression": "Apache-2.0 AND CC-BY-4.0",
    "license_tier": "open",
    "access": "open_unrestricted",
}
RELEASES = [
    {**HERON, "vintage": OLD},
    {**HERON, "vintage": NEW},
    {"release_id": "tiny:stork", "source": "tiny", "vintage": NEW, "release_name": "stork"},
    {"release_id": "tiny:π-egret", "source": "tiny", "vintage": NEW, "release_name": "π Egret"},
    {
        "release_id": "hub:a-crane",
        "source": "hub",
        "vintage": NEW,
        "release_name": "a/Crane",
        "release_date": datetime(2029, 1, 2),
        "date_precision": "day",
        "license_ids": ["MIT"],
        "license_expression": "MIT",
        "license_tier": "open",
    },
]


def score(release_id: str, metric: str, version: str, score: float | None, score_max: float, **more: object) -> dict:
    """Return a row of scores; unless said otherwise its two criteria are judged, and ``code`` is the weaker one."""
    told = {"judged_count": 2, "criterion_count": 2, "weakest_component": "code", "is_stub": False, "vintage": NEW}
    row = {"release_id": release_id, "source": release_id.partition(":")[0], "score": score, "score_max": score_max}
    return {**row, "metric": metric, "metric_version": version, **told, **more}


# "sum" counts points, and has an alternative of ours; "gate" passes, fails, or cannot tell.
SCORES = [
    score("tiny:heron", "sum", "1", 9.0, 10.0, label="9 of 10", vintage=OLD),
    score("tiny:heron", "sum", "1", 1.5, 2.0, label="1.5 of 2", first_failure="code"),
    score("tiny:heron", "sum", "1-ours", 2.0, 2.0, label="2 of 2", weakest_component="data"),
    score("tiny:heron", "gate", "1.0", None, 1.0, label="unknown", weakest_component=None),
    score("tiny:stork", "gate", "1.0", 0.0, 1.0, label="fail", weakest_component="training_data"),
    score("tiny:π-egret", "sum", "1", 0.0, 2.0, label="0 of 2", is_stub=True, judged_count=0, weakest_component=None),
    score("hub:a-crane", "gate", "1.0", 1.0, 1.0, label="pass", judged_count=1, weakest_component=None),
]
COMPONENTS = [
    {
        "release_id": "tiny:heron",
        "component": "training_data",
        "status": "open",
        "license_ids": ["CC-BY-4.0"],
        "license_expression": "CC-BY-4.0",
        "evidence_url": "https://tiny.example/heron?a=1&b=<2>",
    },
    {
        "release_id": "tiny:heron",
        "component": "code",
        "status": "partial",
        "license_ids": ["NONE"],
        "license_expression": "NONE",
    },
    {"release_id": "tiny:stork", "component": "code", "status": "closed", "evidence_url": "javascript:alert(1)"},
]
TINY_METRICS = {
    "sum": Metric(
        name="sum",
        title="Sum of parts",
        short="Sum",
        text="Points of two parts.",
        url="https://sum.example/",
        alternatives={"1-ours": "both parts always count"},
    ),
    "gate": Metric(
        name="gate",
        title="The <gate>",
        short="Gate",
        text="Everything or nothing.",
        url="https://gate.example/",
    ),
}


HUB = replace(SOURCES["hub"], metrics=Answers(("gate",), {"sum": "it judges no parts"}))
TINY = replace(HUB, name="tiny", title="Tiny", short="Tiny", metrics=Answers(("sum", "gate")), page=None)


def frame(table: schema.Table, rows: list[dict]) -> pl.DataFrame:
    """Return rows as a table of the schema; columns that a row leaves out are null, or as unsaid."""
    unsaid = (
        UNSAID if table is schema.RELEASES else {"license_ids": ["NOASSERTION"], "license_expression": "NOASSERTION"}
    )
    filled = [{name: row.get(name, unsaid.get(name)) for name in table.column_names} for row in rows]
    return pl.DataFrame(filled, schema=tables.polars_schema(table))


def tiny_frames() -> dict[str, pl.DataFrame]:
    components = [{"source": "tiny", "vintage": NEW, **row} for row in COMPONENTS]
    lists = [{**row, "list": "all"} for row in RELEASES]
    return {
        "releases": frame(schema.RELEASES, RELEASES),
        "components": frame(schema.COMPONENTS, components),
        "scores": frame(schema.SCORES, SCORES),
        "release_lists": frame(schema.RELEASE_LISTS, lists),
    }


@pytest.fixture
def metrics(monkeypatch: pytest.MonkeyPatch) -> dict[str, Metric]:
    """Two metrics of our own in place of the published ones."""
    monkeypatch.setattr(registry, "METRICS", TINY_METRICS)
    monkeypatch.setitem(SOURCES, "tiny", TINY)
    monkeypatch.setitem(SOURCES, "hub", HUB)
    return TINY_METRICS


@pytest.fixture
def frames() -> dict[str, pl.DataFrame]:
    """Tables of four releases of two sources, one of which judges parts."""
    return tiny_frames()


@pytest.fixture
def tiny(metrics: dict[str, Metric], frames: dict[str, pl.DataFrame]) -> Catalog:
    """The catalog of these tables."""
    return catalog(frames["releases"], frames["scores"], frames["components"], LATEST)


def code(source: str, *tags: str) -> nbformat.NotebookNode:
    return new_code_cell(source, metadata={"tags": list(tags)})


def write_notebook(path: Path, *cells: nbformat.NotebookNode | str) -> Path:
    """Write a notebook; a string is a Markdown cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells_ = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    nbformat.write(new_notebook(cells=cells_), path)
    return path


def make_project(root: Path) -> Path:
    (root / "data" / "raw" / "tiny").mkdir(parents=True)
    (root / "data" / "raw" / "tiny" / "source.yml").write_text(SOURCE_YML, encoding="utf-8")
    tables.write_all(tiny_frames(), root / "data" / "processed", sources=[])
    return root


@pytest.fixture(name="code")
def code_cell() -> Callable[..., nbformat.NotebookNode]:
    return code


@pytest.fixture
def write() -> Callable[..., Path]:
    return write_notebook


@pytest.fixture
def spec() -> dict:
    return SPEC


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that the whole suite takes for its own."""
    root = make_project(tmp_path / "project")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(root))
    return root


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[report.ReportResult]:
    """A site of four notebooks, three of which fail, each in its own way."""
    root = make_project(tmp_path_factory.mktemp("ran"))
    write_notebook(
        root / "notebooks" / "01_good_one.ipynb",
        "# A *good* one\n\nIt says **hello**.",
        code('name: str = "you"  # who is greeted\ntimes: int = 2  # how often', "parameters"),
        code("from IPython.display import Markdown", "setup"),
        code('Markdown(f"{name} was greeted {times} times.")', "finding"),
        code('print("tiny 2030-01-31")', "vintages"),
        "## Greetings",
        code('print("hello " * times)', "nbval-check-output"),
        code(SHOW_CHART),
    )
    write_notebook(
        root / "notebooks" / "02_breaks.ipynb",
        "# Breaks",
        code("times: int = 1", "parameters"),
        code('print("before")'),
        code('raise ValueError("nothing <left>\\nat all")'),
        code('print("never")'),
    )
    write_notebook(root / "notebooks" / "03_wrong_edition.ipynb", "# Wrong", code('print("tiny 1999")', "vintages"))
    write_notebook(
        root / "notebooks" / "04_wrong_chart.ipynb",
        "# Wrong chart",
        code(SHOW_CHART.replace("'mark': 'bar'", "'mark': 'nonsense'")),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.ROOT_VARIABLE, str(root))
        yield report.make_report(progress=False)
