"""A file whose mistakes are named in one line."""

import re

import pytest

from openness.project.errors import BadFileError, BadValueError, MissingFileError, UnknownNameError
from openness.studies.published_results.read import FILE_NAME, read_figures

ENTRY = {"claim": "A", "value": '"1"', "unit": "count", "definition": "B", "work": "w", "reason": "C"}
GOOD_WORKS = "works:\n  w: {publisher: P, title: T, url: 'https://example.org', published: 2030-01-01}\n"


def written(folder, entry=None, works=GOOD_WORKS, name="one"):
    lines = "".join(f"    {key}: {value}\n" for key, value in (ENTRY if entry is None else entry).items())
    (folder / FILE_NAME).write_text(f"{works}figures:\n  {name}:\n{lines}", encoding="utf-8")


def test_an_entry_is_read_with_its_work_and_its_digits(own_raw):
    written(own_raw, ENTRY | {"value": '"4.0"'})
    found = read_figures()
    one = found.figures["one"]
    assert (one.value, one.number, one.tolerance) == ("4.0", 4.0, 0.05)
    assert (found.works["w"].published, found.publisher(one)) == ("2030-01-01", "P")
    assert found.of(["P"]) == found.of() == found.figures
    assert found.of(["Q"]) == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "1"}, "value is 1; expected text (quote it)"),
        ({"value": '"many"'}, "value is 'many'; expected a number in quotes, as printed"),
        ({"value": '"NaN"'}, "expected a number in quotes, as printed"),
        ({"unit": "percents"}, "did you mean 'percent'"),
        ({"relation": "at_lest"}, "did you mean 'at_least'"),
        ({"reason": None}, "either a recipe or the reason"),
        ({"reasons": "C"}, "did you mean 'reason'"),
        ({"recipe": "fmti_mean"}, "either a recipe or the reason"),
        ({"leeway": "-1"}, "leeway is -1; expected a number above 0"),
        ({"claim": None}, "lacks 'claim'"),
        ({"cause": "rounding"}, "expected a cause and an explanation, or neither"),
        ({"cause": "roundin", "explanation": "C"}, "did you mean 'rounding'"),
    ],
)
def test_a_broken_entry_is_named_in_one_line(own_raw, change, message):
    entry = ENTRY | {key: "null" if value is None else value for key, value in change.items()}
    written(own_raw, entry)
    with pytest.raises(BadFileError, match=re.escape(message)) as caught:
        read_figures()
    assert "figures 'one'" in str(caught.value)
    assert "\n" not in str(caught.value)


def recomputed(name, parameters):
    return {key: value for key, value in ENTRY.items() if key != "reason"} | {"recipe": name, "parameters": parameters}


@pytest.mark.parametrize(
    ("entry", "error", "message"),
    [
        (recomputed("fmti_meen", "{}"), UnknownNameError, "did you mean 'fmti_mean'"),
        (recomputed("fmti_mean", "{}"), BadValueError, "missing a required argument: 'vintage'"),
        (recomputed("fmti_mean", "{vintage: 2030-01-01, of: 1}"), BadValueError, "unexpected keyword argument 'of'"),
        (recomputed("sum_of_figures", "{figures: [two]}"), UnknownNameError, "unknown figure 'two'"),
        (ENTRY | {"work": "v"}, UnknownNameError, "unknown work 'v'"),
    ],
)
def test_a_recipe_that_cannot_run_is_found_when_the_file_is_read(own_raw, entry, error, message):
    written(own_raw, entry)
    with pytest.raises(error, match=re.escape(message)) as caught:
        read_figures()
    assert "figure 'one'" in str(caught.value)


@pytest.mark.parametrize(
    ("works", "message"),
    [
        (GOOD_WORKS.replace("https:", "htps:"), "'htps://example.org' is not a web address"),
        (GOOD_WORKS.replace("2030-01-01", "January"), "published is 'January'; expected YYYY"),
        (GOOD_WORKS.replace("publisher: P, ", ""), "lacks 'publisher'"),
        (GOOD_WORKS.replace("publisher: P", "publisher: 'P, Q'"), "the publisher 'P, Q' has a comma; expected"),
        ("", "lacks 'works'"),
    ],
)
def test_a_broken_work_is_named(own_raw, works, message):
    written(own_raw, works=works)
    with pytest.raises(BadFileError, match=re.escape(message)):
        read_figures()


def test_a_file_that_is_absent_or_no_yaml_or_no_mapping_is_said(own_raw):
    with pytest.raises(MissingFileError):
        read_figures()
    path = own_raw / FILE_NAME
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(BadFileError, match="not valid YAML"):
        read_figures()
    path.write_text("- a", encoding="utf-8")
    with pytest.raises(BadFileError, match="expected a mapping"):
        read_figures()
    written(own_raw, name="One_two")
    with pytest.raises(BadValueError, match="not in kebab case"):
        read_figures()
