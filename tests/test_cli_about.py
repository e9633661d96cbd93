"""How to cite, whether all is there, and what ``--help`` lists."""

import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
import typer
import yaml

from openness import cli_examples
from openness.cli import app, main
from openness.measures.definitions import DEFINITIONS
from openness.metrics.registry import METRICS
from openness.site import citing, doctor
from openness.site.pages import manifest
from openness.sources import SOURCES, of_releases

CITATION = yaml.safe_load((Path(__file__).parents[1] / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_suite_is_cited_as_its_citation_file_says():
    (one,) = citing.cite()
    assert (one.author, one.title) == (CITATION["authors"][0]["name"], CITATION["title"])
    assert CITATION["date-released"] == citing.RELEASED
    assert one.apa() == (
        "The openness-trends authors. (2026). *openness-trends: how open AI releases are, by whose definition, and "
        f"which way it is going* (Version {CITATION['version']}) [Computer software]."
    )


def test_the_citation_file_names_every_source():
    named = {author.get("name") for one in CITATION["references"] for author in one["authors"]}
    assert {source.producer.producer for source in SOURCES.values()} - named == set()


def test_the_index_is_cited_by_the_doi_that_it_asks_for():
    (one,) = citing.cite("osai@2026-06-12")
    assert one.bibtex().splitlines()[:7] == [
        "@misc{osai_2026_06_12,",
        "  author = {{European Open Source AI Index}},",
        "  title = {{Main database}},",
        "  year = {2026},",
        "  howpublished = {Data set},",
        "  version = {Edition of 2026-06-12},",
        "  doi = {10.5281/zenodo.15386042},",
    ]
    assert "10.5281/zenodo.15386042" in [reference.get("doi") for reference in CITATION["references"]]


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_can_be_cited_and_its_braces_balance(name):
    (one,) = citing.cite(name)
    entry = one.bibtex()
    assert entry.count("{") == entry.count("}")
    assert not re.search(r"(?<!\\)[&%#]", re.sub(r"  (url|doi) = .*", "", entry))


def test_signs_of_tex_are_escaped():
    one = citing.Reference("k", "Data set", "A & B", "2026", "50% of {x}_y", "v~1")
    assert r"{{A \& B}}" in one.bibtex()
    assert r"{{50\% of \{x\}\_y}}" in one.bibtex()
    assert r"v\textasciitilde{}1" in one.bibtex()


@pytest.fixture
def site(tmp_path):
    made = {
        "name": "overview",
        "status": manifest.OK,
        "key": "k",
        "parameters": {"min_group": 5},
        "vintages": [{"source": "osai", "vintage": "2026-06-12"}],
    }
    files = {"charts/overview/shares.csv": b"a\n"}
    (tmp_path / "charts" / "overview").mkdir(parents=True)
    (tmp_path / "charts" / "overview" / "shares.csv").write_bytes(b"a\n")
    (tmp_path / manifest.FILE).write_text(json.dumps(manifest.build(files, [made])), encoding="utf-8")
    return tmp_path


def test_a_figure_is_cited_with_its_parameters_and_the_editions_that_it_was_made_from(site):
    own, edition = citing.cite(str(site / "charts" / "overview" / "shares.csv"))
    assert own.kind == "Figure"
    assert own.detail == "Version 0.1.0; editions osai 2026-06-12; parameters min_group=5"
    assert edition.key == "osai_2026_06_12"


def test_a_figure_that_there_is_not_is_refused_with_the_nearest(site):
    with pytest.raises(Exception, match="did you mean 'shares'"):
        citing.cite(str(site / "charts" / "overview" / "share.csv"))


def test_an_unknown_name_is_refused_with_the_nearest(capsys):
    with pytest.raises(SystemExit) as left:
        main(["cite", "overvew"])
    assert left.value.code == 2
    assert "did you mean 'overview'" in capsys.readouterr().err


def test_what_is_needed_and_missing_gives_exit_status_1(monkeypatch, capsys):
    lost = doctor.Check("packages", "not installed: polars", is_good=False, remedy="pip install polars")
    monkeypatch.setattr(doctor, "examine", lambda: [lost])
    with pytest.raises(SystemExit) as left:
        main(["doctor"])
    assert left.value.code == 1
    assert capsys.readouterr().out == "MISSING  packages: not installed: polars; pip install polars\n"


def test_what_is_missing_and_not_needed_is_no_fault():
    browser = doctor.Check("Chromium", "not found", is_good=False, is_needed=False)
    assert doctor.is_well([browser])


@pytest.mark.usefixtures("real")
def test_the_doctor_says_why_the_newest_edition_is_not_the_latest():
    (epoch,) = [one for one in doctor.examine(date(2026, 12, 1)) if one.what == "data of epoch"]
    assert epoch.found == (
        "newest edition 2026-07-15, 139 days old; latest is 2026-03-30: the edition of 2026-07-15 does not hold the "
        "whole list, but only notable; --vintage 2026-07-15 reads it"
    )


def test_values_listed_in_help_are_those_of_the_registries():
    assert cli_examples.SOURCES.split(", ") == list(of_releases())
    assert sorted(cli_examples.DEFINITIONS.split(", ")) == sorted(DEFINITIONS)
    assert sorted(cli_examples.METRICS.split(", ")) == sorted(METRICS)


def test_examples_in_help_are_commands_with_options_that_there_are():
    group = typer.main.get_command(app)
    for name, calls in cli_examples.EXAMPLES.items():
        for call in calls:
            _, *words = shlex.split(call)
            command = group
            while hasattr(command, "commands"):
                command = command.commands[words.pop(0)]
            command.make_parser(command.context_class(command)).parse_args(args=words)
            assert call.removeprefix("openness ").startswith(name)
            assert call in command.epilog
