"""What sources say of themselves names things that exist."""

import subprocess
import sys

import pytest

from openness.measures.concepts import AREA_OF
from openness.measures.definitions import DEFINITIONS
from openness.metrics.osaid.clauses import RULES
from openness.metrics.registry import METRICS
from openness.project.errors import UnknownNameError
from openness.sources import DEFAULT, SOURCES, named, of_releases
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.practice import PRACTICES
from openness.tables import schema


def test_sources_stand_in_one_order():
    assert list(of_releases())[:7] == ["epoch", "osai", "mot", "hub", "mteb", "models_dev", "fmti"]
    assert [name for name in SOURCES if not SOURCES[name].has_releases][:2] == ["relicensing", "github_licenses"]
    assert DEFAULT == "epoch"
    with pytest.raises(UnknownNameError, match="did you mean 'osai'"):
        named("ossai")


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_source_speaks_of_questions_and_parts_that_there_are(source):
    asked = {"definitions": DEFINITIONS, "metrics": METRICS, "claims": CLAIMS, "practices": PRACTICES}
    for kind, known in asked.items():
        answers = getattr(source, kind)
        assert {*answers.given, *answers.why_not} <= known.keys(), kind
        assert not set(answers.given) & answers.why_not.keys(), kind
        assert not any(reason.endswith(".") for reason in answers.why_not.values()), kind
    assert set(source.concepts.values()) <= AREA_OF.keys()
    assert set(source.types.values()) <= set(schema.DEVELOPER_TYPES)
    assert source.lists[0] == "all"
    assert not (source.no_trend and source.definitions.given)


def test_each_source_that_supports_the_osaid_has_rules_for_its_clauses():
    assert list(RULES) == METRICS["osaid"].sources


def test_asking_what_sources_there_are_loads_none_of_their_readers():
    code = "import sys, openness.sources; print('polars' in sys.modules, 'openness.sources.epoch.read' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.split() == ["False", "False"]
