"""What is kept by hand of each source: its population and caveats, in ``source.yml`` and nowhere else."""

import shutil

import pytest
import yaml
from tests.sources.cleaned import FIXTURES

from openness.project import paths
from openness.project.errors import BadFileError, UnknownNameError
from openness.sources import SOURCES, facts, kept
from openness.sources.importing import import_source

TOY = """producer: Toy Makers
title: Register
population: toys in the shop
caveats:
- {when: always, text: Toys that were sold are gone.}
- {when: time, text: Days are guessed.}
- {when: groups, text: Clubs are firms.}
vintages: {}
"""


@pytest.fixture
def shop(tmp_path):
    """A raw folder in which the Hub's source is a toy shop."""
    (tmp_path / "raw" / "hub").mkdir(parents=True)
    (tmp_path / "raw" / "hub" / "source.yml").write_text(TOY)
    with paths.using(raw=tmp_path / "raw"):
        yield tmp_path / "raw" / "hub"


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_source_says_what_it_lists_and_what_to_mind(source):
    assert kept.kept(source.name).population
    assert source.population[-1].isalnum()
    assert source.caveats
    assert len({one.text for one in source.caveats}) == len(source.caveats)
    for one in source.caveats:
        assert one.text.endswith(".")
    assert source.caveats_when()


def test_the_population_of_the_hubs_list_is_no_hub():
    assert SOURCES["hub"].population == (
        "models that the package llmfit lists: a part of the Hugging Face Hub, picked by hand and for trending, "
        "not the Hub"
    )


def test_caveats_are_asked_for_by_use(shop):
    source = SOURCES["hub"]
    assert source.population == "toys in the shop"
    assert source.caveats_when() == ("Toys that were sold are gone.",)
    assert source.caveats_when("time", "licenses") == ("Toys that were sold are gone.", "Days are guessed.")
    with pytest.raises(UnknownNameError, match="did you mean 'groups'"):
        source.caveats_when("group")


def test_what_is_written_anew_is_read_anew(shop):
    assert SOURCES["hub"].population == "toys in the shop"
    (shop / "source.yml").write_text(TOY.replace("toys in the shop", "toys in the attic"))
    assert SOURCES["hub"].population == "toys in the attic"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("caveats: [{when: sometimes, text: A.}]", "when"),
        ("caveats: [{when: always}]", "lacks 'text'"),
        ("caveats: Toys.", "caveats"),
        ("population: [a, b]", "population"),
    ],
)
def test_a_caveat_of_another_shape_is_one_line_that_names_the_file(shop, entry, said):
    (shop / "source.yml").write_text(entry + "\nvintages: {}\n")
    with pytest.raises(BadFileError, match=rf"source\.yml.*{said}") as caught:
        _ = SOURCES["hub"].caveats
    assert "\n" not in str(caught.value)


def test_a_source_without_data_is_called_by_its_publisher(tmp_path):
    with paths.using(raw=tmp_path):
        assert SOURCES["hub"].population == "records of llmfit: Hugging Face Hub metadata of the package llmfit"
        assert SOURCES["hub"].caveats == ()


def test_an_import_leaves_what_is_kept_by_hand(shop):
    native = FIXTURES / "hub" / "2030-02-03"
    import_source("hub", native, out=shop, accessed="2030-03-01")
    entry = facts.read_source(shop)
    assert entry["population"] == "toys in the shop"
    assert [one["when"] for one in entry["caveats"]] == ["always", "time", "groups"]
    # Into a folder that has nothing yet, what is kept at hand goes along.
    import_source("hub", native, out=shop.parent / "elsewhere", accessed="2030-03-01")
    assert facts.read_source(shop.parent / "elsewhere")["population"] == "toys in the shop"


def test_files_that_are_imported_again_keep_their_day_and_version_and_others_do_not(tmp_path):
    native = tmp_path / "2030-02-03"
    shutil.copytree(FIXTURES / "hub" / "2030-02-03", native)
    import_source("hub", native, out=tmp_path / "hub", accessed="2030-03-01", version="1.0", origin="an attic")
    import_source("hub", native, out=tmp_path / "hub")
    listing = tmp_path / "hub" / "source.yml"
    again = yaml.safe_load(listing.read_text())["vintages"]["2030-02-03"]
    assert (again["accessed"], again["version"], again["origin"]) == ("2030-03-01", "1.0", "an attic")
    table = native / "hf_models.csv"
    table.chmod(0o644)
    table.write_text(table.read_text().replace("apache-2.0", "mit"))
    import_source("hub", native, out=tmp_path / "hub", replace=True)
    changed = yaml.safe_load(listing.read_text())["vintages"]["2030-02-03"]
    assert changed["accessed"] > "2026"
    assert changed["accessed"] != "2030-03-01"
    assert changed["version"] is None
    assert "origin" not in changed
