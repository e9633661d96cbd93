import pytest

from openness.project import paths
from openness.project.errors import BadFileError, CheckError
from openness.sources.common.registry import read_registry


def broken(raw, text):
    (raw / "developers.yml").write_text(text)
    with paths.using(raw=raw), pytest.raises((CheckError, BadFileError)) as caught:
        read_registry()
    return caught.value


def test_a_broken_registry_names_every_fault(raw):
    found = broken(
        raw,
        """
developers:
  a: {name: A, type: company, country: France}
  b: {name: B, type: company, country: Atlantis, aliases: [A]}
  c: {name: C, type: company, country: France, aliases: [A and Z]}
joint:
  A and Z: [a, z]
""",
    )
    assert found.failures == [
        "'A' is used twice",
        "b has the country 'Atlantis', which is not in countries.yml",
        "'A and Z' is used twice",
        "joint 'A and Z' names 'z', which is no developer",
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{name: A, type: firm, country: France}", "type is 'firm'"),
        ("{type: company, country: France}", "lacks 'name'"),
        ("{name: A, type: company, country: France, reason: because}", "a reason or evidence without the other"),
        (
            "{name: A, type: company, country: France, reason: because, evidence: there}",
            "expected the question that decided",
        ),
        ("{name: A, type: company, country: France, question: control}", "expected the question that decided"),
        (
            "{name: A, type: unknown, country: France, question: pays, reason: because, evidence: there}",
            "none where the type is unknown",
        ),
        (
            "{name: A, type: company, country: France, question: own, reason: because, evidence: there}",
            "question is 'own'; expected one of: control, employs, pays",
        ),
        ("{name: A, type: company, country: France, alias: [B]}", "unknown field 'alias'; did you mean 'aliases'?"),
    ],
)
def test_an_entry_of_another_shape_is_named_with_its_line(raw, entry, message):
    said = str(broken(raw, f"developers:\n  a: {entry}\n"))
    assert "developers.yml, line 2, developers 'a': " in said
    assert message in said


def test_a_spelling_that_breaks_a_line_is_kept_as_it_is():
    assert "Indraprastha Institute of Information Technology\nDelhi" in read_registry().ids
