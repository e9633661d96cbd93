import polars as pl
import pytest
from tests.studies.components.small_parts import RELEASES, components_of, releases_of

from openness.studies.components.ladder import RUNG_TEXT, RUNGS, data_rungs, ladder
from openness.tables import store as tables


@pytest.mark.parametrize(
    ("base", "end", "card", "rung"),
    [
        ("open", "open", "closed", "all_shared"),
        ("open", "closed", "closed", "partly_shared"),
        ("closed", "partial", "closed", "partly_shared"),
        ("missing", "partial", "open", "partly_shared"),
        ("closed", "closed", "partial", "documented_only"),
        ("closed", "closed", "closed", "not_shared"),
        ("closed", "closed", "missing", "not_shared"),
        ("open", "missing", "open", "not_judged"),
        ("missing", "missing", "open", "not_judged"),
        ("closed", "missing", "closed", "not_judged"),
        ("unlicensed", "closed", "open", "unlicensed"),
    ],
)
def test_a_release_stands_on_one_rung(base, end, card, rung):
    components = components_of(
        [("a", "datasources_basemodel", base), ("a", "datasources_endmodel", end), ("a", "datasheet", card)]
    )
    found = data_rungs(components, RELEASES.head(2))
    assert found.select("release_id", "rung").rows() == [("a", rung)]
    assert rung in RUNG_TEXT


def test_a_source_that_judges_no_training_data_has_no_ladder():
    releases = releases_of([("a", 2024, "corporate", "X")], source="epoch")
    assert ladder(components_of([("a", "weights", "open")], source="epoch"), releases).height == 0


@pytest.fixture(scope="module")
def index(real):
    releases = tables.read("releases").filter(source="osai", vintage="2026-06-12")
    return tables.read("components"), releases


def test_the_index_has_every_release_on_one_rung(index):
    components, releases = index
    found = data_rungs(components, releases)
    assert found.height == releases.height == 193
    assert set(found["rung"]) <= set(RUNGS)
    assert found.filter(pl.col("release_id").str.contains("olmo"))["rung"].unique().to_list() == ["all_shared"]
