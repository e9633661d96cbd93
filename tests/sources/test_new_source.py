"""A source is added by one folder: nothing else names it."""

import sys

import polars as pl
import pytest
from tests.sources.cleaned import FIXTURES

from openness import sources
from openness.build import build
from openness.measures import concepts, definitions, records
from openness.metrics import registry
from openness.project import paths
from openness.project.errors import BadFileError, BadValueError, MissingFileError
from openness.sources.importing import import_source
from openness.studies.metric_lab.names import heading
from openness.studies.openwashing.claims import CLAIMS
from openness.tables import store as tables

NATIVE = """name,maker,day,license,weights,kind,color
Top,Example Labs,2029-03-01,MIT,yes,firm,red
Kite,Kite Club,2029-04,CC-BY-NC-4.0,yes,club,blue
Ball,Ball Club,2029-05-02,MIT,no,club,
"""


@pytest.fixture
def toy(monkeypatch):
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(FIXTURES / "sources")])
    monkeypatch.setitem(sources.SOURCES, "toy", sources.find()["toy"])
    yield sources.SOURCES["toy"]
    for name in [one for one in sys.modules if one.startswith("openness.sources.toy")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.fixture
def built(toy, raw, tmp_path):
    """The small project with the new source in it."""
    (tmp_path / "register-2030-02-06.csv").write_text(NATIVE)
    import_source("toy", tmp_path / "register-2030-02-06.csv", out=raw / "toy", accessed="2030-03-01")
    build(raw=raw, out=tmp_path / "processed")
    with paths.using(raw=raw, processed=tmp_path / "processed"):
        yield tables.read("releases").filter(source="toy")


def test_a_folder_is_found_and_stands_last(toy):
    assert list(sources.SOURCES)[-1] == "toy"
    assert sources.short_names()["toy"] == "Toys"
    assert sources.credit_line("toy", "2030-02-06") == (
        "Toy Makers, Register, edition of 2030-02-06 (CC0-1.0): records of Toy Makers"
    )


def test_it_is_read_cleaned_and_built(built):
    columns = ("release_id", "developer_name", "developer_type", "developer_group", "access")
    assert built.select(columns).rows() == [
        ("toy:top", "Example Labs", "company", "corporate", "open_unrestricted"),
        ("toy:kite", "Kite Club", "community", "community", "open_noncommercial"),
        ("toy:ball", "Ball Club", "community", "community", "unreleased"),
    ]
    assert records.record_links(built)["record_url"][0] == "https://toys.example/Top"


@pytest.mark.parametrize(
    ("definition", "expected"), [("open_weights", [True, True, False]), ("tier_open", [True, False, False])]
)
def test_it_answers_definitions_by_the_parts_that_it_names(built, definition, expected):
    read = definitions.Tables(built, tables.read("components"), tables.read("scores"))
    assert definitions.judge(read, definition)["is_open"].to_list() == expected
    assert concepts.with_concepts(tables.read("components")).filter(source="toy")["concept"].unique()[0] == "weights"


def test_it_says_why_it_does_not_answer_others(toy):
    with pytest.raises(
        BadValueError, match=r"cannot answer .* \(toys are not trained\); it answers open_weights, tier"
    ):
        definitions.definition("training_data_open", "toy")
    why = registry.support(["toy"]).filter(~pl.col("is_supported"))
    assert dict(why.select("metric", "reason").iter_rows())["mof"] == "it lists toys, not components"
    assert heading("mof", "toy") == "MOF class"
    assert heading("osaid", "toy") == "OSAID (Toys)"
    assert CLAIMS["listed"].reasons["toy"].startswith("it lists releases whether")
    assert "toy" not in CLAIMS["license_name"].reasons


def test_a_folder_that_is_half_made_is_told_apart(toy, tmp_path, monkeypatch):
    with pytest.raises(MissingFileError, match=r"^source 'toy' has no dress\.py in its folder$"):
        toy.part("dress")
    (tmp_path / "toys").mkdir()
    (tmp_path / "toys" / "__init__.py").write_text((FIXTURES / "sources" / "toy" / "__init__.py").read_text())
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(tmp_path)])
    with pytest.raises(BadValueError, match=r"the source in the folder 'toys' is called 'toy'"):
        sources.find()
    with pytest.raises(BadValueError, match="answers are 'open_weights'; expected a tuple of names"):
        sources.source.Answers("open_weights")


def test_a_cleaner_that_leaves_columns_out_is_named_with_them(built, monkeypatch, raw, tmp_path):
    clean = sources.SOURCES["toy"].part("clean")
    whole = clean.clean

    def without(facts):
        pieces = whole(facts)
        return type(pieces)(**{**pieces.__dict__, "releases": pieces.releases.drop("modality", "access")})

    monkeypatch.setattr(clean, "clean", without)
    with pytest.raises(BadFileError, match=r"toy 2030-02-06: its cleaner gives releases without .*modality"):
        build(raw=raw, out=tmp_path / "processed")
