from __future__ import annotations

import nbformat
import papermill
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project.errors import BadFileError, BadValueError, UnknownNameError
from openness.site.run import parameters
from openness.site.run.parameters import Declared

CELL = """
# What to look at.
source: str = "epoch"  # whose data
since: int = 2012  # first year shown
until: int | None = None
share: float = 0.5
rolling: bool = True  # whether to smooth
countries: list[str] = [
    "France",
]  # only these
"""
DECLARED = [
    Declared("source", "string", "epoch", "whose data", is_optional=False),
    Declared("since", "integer", 2012, "first year shown", is_optional=False),
    Declared("until", "integer", None, "", is_optional=True),
    Declared("share", "number", 0.5, "", is_optional=False),
    Declared("rolling", "boolean", True, "whether to smooth", is_optional=False),
    Declared("countries", "list", ["France"], "only these", is_optional=False),
]


def one(kind: str, *, is_optional: bool = False) -> Declared:
    return Declared("p", kind, None, "", is_optional)


def test_the_parameters_cell_is_read() -> None:
    assert parameters.declared(CELL, "a.ipynb") == DECLARED


PYTHON = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


def test_papermill_sees_the_same_names_and_help(tmp_path) -> None:
    source = 'source: str = "epoch"  # whose data\nsince: int = 2012  # first year'
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=PYTHON), tmp_path / "a.ipynb")
    theirs = papermill.inspect_notebook(tmp_path / "a.ipynb", {})
    ours = parameters.declared(source, "a.ipynb")
    assert {p.name: p.help for p in ours} == {name: found["help"] for name, found in theirs.items()}


@pytest.mark.parametrize(
    ("source", "kind", "is_optional"),
    [
        ("p = 'a'", "string", False),
        ("p = 1", "integer", False),
        ("p = 1.5", "number", False),
        ("p = False", "boolean", False),
        ("p = []", "list", False),
        ("p = None", "string", True),
        ("p: Optional[int] = 3", "integer", True),
        ("p: float = 1", "number", False),
    ],
)
def test_a_type_is_declared_or_follows_from_the_default(source: str, kind: str, is_optional: bool) -> None:
    (found,) = parameters.declared(source, "a.ipynb")
    assert (found.type, found.is_optional) == (kind, is_optional)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("p: int = ", "a.ipynb: line 1 of the parameters cell is not Python"),
        ("p: int = max(1, 2)", "a.ipynb: parameter 'p' has a default that is not a literal"),
        ("p: dict = {}", "a.ipynb: parameter 'p' is declared dict; expected one of str, int, float"),
        ("p = {}", "a.ipynb: parameter 'p' is a dict; expected one of str, int, float"),
        ("p: int = '2012'", "a.ipynb: parameter 'p' is declared int but its default is '2012'"),
        ("p: int = True", "a.ipynb: parameter 'p' is declared int but its default is True"),
    ],
)
def test_a_wrong_declaration_is_refused(source: str, message: str) -> None:
    with pytest.raises(BadFileError) as caught:
        parameters.declared(source, "a.ipynb")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", " epoch ", "epoch"),
        ("string", "none", "none"),
        ("integer", "-3", -3),
        ("number", "1e-3", 0.001),
        ("boolean", "No", False),
        ("boolean", "TRUE", True),
        ("list", "France, United States,", ["France", "United States"]),
        ("list", "", []),
        ("list", "none", []),
    ],
)
def test_a_text_becomes_a_value(kind: str, text: str, value: object) -> None:
    assert parameters.parse(text, one(kind)) == value


@pytest.mark.parametrize("text", ["", "none", " None "])
def test_none_is_a_value_where_it_is_allowed(text: str) -> None:
    assert parameters.parse(text, one("integer", is_optional=True)) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "2012.5"),
        ("integer", "1_000"),
        ("integer", ""),
        ("number", "nan"),
        ("number", "a"),
        ("boolean", "2"),
    ],
)
def test_a_text_of_another_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(BadValueError, match=f"parameter 'p' expects {kind}, found '{text}'"):
        parameters.parse(text, one(kind))


# A comma parts the items of a list, and blanks around an item mean nothing.
words = st.text(st.characters(exclude_characters=",", exclude_categories=("C", "Z")), min_size=1).filter(
    lambda word: word.casefold() != parameters.NONE
)


@given(
    st.one_of(
        st.tuples(st.just("integer"), st.integers()),
        st.tuples(st.just("number"), st.floats(allow_nan=False, allow_infinity=False)),
        st.tuples(st.just("boolean"), st.booleans()),
        st.tuples(st.just("string"), words),
        st.tuples(st.just("list"), st.lists(words)),
        st.tuples(st.just("integer"), st.none()),
    )
)
def test_a_value_survives_its_text(pair: tuple[str, object]) -> None:
    kind, value = pair
    assert parameters.parse(parameters.as_text(value), one(kind, is_optional=value is None)) == value


@given(st.sampled_from(["integer", "number", "boolean", "list", "string"]), st.text())
def test_any_text_is_a_value_or_one_line_of_error(kind: str, text: str) -> None:
    try:
        parameters.parse(text, one(kind))
        message = ""
    except BadValueError as error:
        message = str(error)
    assert "\n" not in message


def test_settings_are_split_at_the_first_equals_sign() -> None:
    assert parameters.parse_settings(["a=b=c", "d="]) == {"a": "b=c", "d": ""}


@pytest.mark.parametrize("texts", [["a"], ["=a"], ["a=1", "a=2"]])
def test_settings_of_another_form_are_refused(texts: list[str]) -> None:
    with pytest.raises(BadValueError, match="parameter '"):
        parameters.parse_settings(texts)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="unknown parameter 'sinc'; did you mean 'since'"):
        parameters.check_names(["sinc"], ["since", "until"])


def test_values_are_the_given_ones_and_the_defaults() -> None:
    values = parameters.resolve(DECLARED, {"since": "2020", "countries": ["Chile"], "other": "1"})
    assert values == {
        "source": "epoch",
        "since": 2020,
        "until": None,
        "share": 0.5,
        "rolling": True,
        "countries": ["Chile"],
    }
