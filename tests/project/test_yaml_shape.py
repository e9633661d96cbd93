"""A wrong shape of a hand-written file is one line: file, line, entry, what is wrong and what is near."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openness.project.errors import BadFileError, MissingFileError
from openness.project.shape_building import UnfitError, builder
from openness.project.yaml_shape import _adapter, _in_file, _plain, read_shape, shape, shaped


@shape
class Bird:
    name: str
    family: Literal["heron", "egret"]
    wings: int = 2
    length: float | None = None
    seen: date | None = None
    rare: bool = False
    names: tuple[str, ...] = ()
    year: str | int | None = None

    def __post_init__(self):
        if self.wings > 2:
            raise ValueError(f"wings is {self.wings}; expected at most two")


@shape
class Birds:
    birds: tuple[Bird, ...]
    by_place: Mapping[str, Bird] = field(default_factory=dict)
    counts: dict[Literal["north", "south"], Any] = field(default_factory=dict)


GOOD = """
birds:
  - {name: Gray, family: heron, length: 1, seen: 2030-01-31, names: [a, b]}
  - name: >
      Little
        one
    family: egret
    year: 1999
by_place:
  pond: {name: "2.0", family: heron}
counts: {north: 3, south: [1, 2]}
"""


def test_a_good_file_becomes_the_shape_with_tuples_and_one_line_texts(tmp_path):
    (tmp_path / "birds.yml").write_text(GOOD, encoding="utf-8")
    found = read_shape(Birds, tmp_path / "birds.yml")
    assert found.birds[0] == Bird(name="Gray", family="heron", length=1.0, seen=date(2030, 1, 31), names=("a", "b"))
    assert found.birds[1] == Bird(name="Little one", family="egret", year=1999)
    assert found.by_place["pond"].name == "2.0"
    assert found.counts == {"north": 3, "south": [1, 2]}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("length: 1,", "lenght: 1,", "line 3, birds 1: unknown field 'lenght'; did you mean 'length'?"),
        ("name: Gray, ", "", "line 3, birds 1: lacks 'name'"),
        ("Gray", "", "line 3, birds 1: lacks 'name'"),
        ("Gray", '" "', "line 3, birds 1: lacks 'name'"),
        ("Gray", "1.0", "line 3, birds 1: name is 1.0; expected text (quote it)"),
        ("family: egret", "family: egrets", "line 7, birds 2: family is 'egrets'; did you mean 'egret'?"),
        ("family: egret", "family: zebra", "line 7, birds 2: family is 'zebra'; expected one of: egret, heron"),
        ("2030-01-31", "July 2030", "line 3, birds 1: seen is 'July 2030'; expected YYYY-MM-DD"),
        ("length: 1,", "length: long,", "line 3, birds 1: length is 'long'; expected a number"),
        ("length: 1,", "length: .nan,", "line 3, birds 1: length is 'nan'; expected a number"),
        ("length: 1,", "wings: true,", "line 3, birds 1: wings is True; expected a whole number"),
        ("length: 1,", "rare: 1,", "line 3, birds 1: rare is 1; expected true or false"),
        ("length: 1,", "wings: 3,", "line 3, birds 1: wings is 3; expected at most two"),
        ("[a, b]", "[a, 2]", "line 3, birds 1: names 2 is 2; expected text (quote it)"),
        ("[a, b]", "a", "line 3, birds 1: names is 'a'; expected a list"),
        ("year: 1999", "year: [1]", "line 8, birds 2: year is [1]; expected text (quote it) or a whole number"),
        ("family: heron}", "famly: heron}", "line 10, by_place 'pond': lacks 'family'; line 10, by_place 'pond': unk"),
        ("north: 3", "nroth: 3", "line 11, counts: unknown name 'nroth'; did you mean 'north'?"),
        ("counts: {north: 3, south: [1, 2]}", "counts: 3", "line 11: counts is 3; expected a mapping"),
        ("{name: \"2.0\", family: heron}", "2", "line 10: by_place 'pond' is 2; expected a mapping"),
        ("birds:", "brids:", "birds.yml: lacks 'birds'; line 2: unknown field 'brids'; did you mean 'birds'?"),
        ("name: Gray, ", "name: Gray, name: White, ", "line 3: not valid YAML: 'name' stands twice"),
        ("birds:", "<<<<<<< HEAD\nbirds:", "line 2: merge-conflict marker '<<<<<<<'"),
        ("birds:", "birds: [", "line 3: not valid YAML"),
        ("family: heron, length", "family: &a [*a], length", "birds.yml: an entry holds itself"),
        (GOOD, "- 1", "birds.yml: it is [1]; expected a mapping"),
        (GOOD, "", "birds.yml: it is None; expected a mapping"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_that_names_file_line_and_entry(tmp_path, old, new, said):
    (tmp_path / "birds.yml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFileError) as caught:
        read_shape(Birds, tmp_path / "birds.yml")
    message = str(caught.value)
    assert said in message
    assert message.startswith(str(tmp_path / "birds.yml"))
    assert "\n" not in message


def test_many_faults_are_cut_short():
    with pytest.raises(BadFileError, match=r"^here, birds 1: lacks 'name'; .*; and 14 more$"):
        shaped(Birds, {"birds": [{}] * 10}, "here")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MissingFileError, match=r"birds\.yml is not there"):
        read_shape(Birds, tmp_path / "birds.yml")


SCALARS = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes()),
    *(st.text(max_size=5), st.binary(max_size=3)),
)
KEYS = st.one_of(SCALARS, st.sampled_from(["birds", "by_place", "name", "family", "north"]))
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


@given(document=DOCUMENTS, cut=st.integers(0, len(GOOD)))
def test_any_document_and_any_broken_one_is_a_shape_or_one_line(tmp_path_factory, document, cut):
    path = tmp_path_factory.mktemp("birds") / "birds.yml"
    broken = (GOOD[cut:], f"{GOOD[:cut]}\x00{GOOD[cut:]}")
    for text in (yaml.safe_dump(document), yaml.safe_dump({"birds": [document]}), *broken):
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            assert isinstance(read_shape(Birds, path), Birds)
        except BadFileError as error:
            assert "\n" not in str(error)  # noqa: PT017


FITTING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["heron", "egret", "2030-01-31", "2030-02-31"]),
)
BIRD = st.fixed_dictionaries(
    {"name": st.one_of(st.just("a"), FITTING), "family": st.one_of(st.just("heron"), FITTING)},
    optional={
        **dict.fromkeys(("wings", "length", "seen", "rare", "year", "strange"), FITTING),
        "names": st.one_of(st.lists(FITTING, max_size=2), FITTING),
    },
)
BIRDS = st.fixed_dictionaries(
    {"birds": st.lists(BIRD, max_size=2)},
    optional={
        "by_place": st.dictionaries(st.text(max_size=2), BIRD, max_size=2),
        "counts": st.dictionaries(st.sampled_from(["north", "south", "east"]), DOCUMENTS, max_size=2),
    },
)


@given(BIRDS)
def test_what_is_built_by_annotations_alone_is_what_pydantic_builds(document):
    plain = _plain(document, exact=False)
    try:
        found = builder(Birds, _in_file)(plain)
    except UnfitError:
        return
    expected = _adapter(Birds).validate_json(json.dumps(plain))
    assert found == expected
    assert repr(found) == repr(expected)


def test_a_sound_file_is_read_without_pydantic():
    code = "import sys, openness.licenses as room; room.tier('MIT'); sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@shape
class Flight:
    from_: tuple[str, ...]
    class_: Literal["heron", "egret"] = "heron"
    made_: int | None = None


def test_a_field_named_by_a_word_of_python_has_no_underscore_in_the_file():
    assert shaped(Flight, {"from": ["pond"], "class": "egret", "made_": 2}, "here") == Flight(
        from_=("pond",), class_="egret", made_=2
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "here: lacks 'from'"),
        ({"from": "pond"}, "here: from is 'pond'; expected a list"),
        ({"from": [1]}, "here: from 1 is 1; expected text (quote it)"),
        ({"from": ["pond"], "form": 2}, "here: unknown field 'form'; did you mean 'from'?"),
        ({"from": ["pond"], "class": "hern"}, "here: class is 'hern'; did you mean 'heron'?"),
        ({"from_": ["pond"]}, "here: lacks 'from'; unknown field 'from_'; did you mean 'from'?"),
    ],
)
def test_a_fault_in_such_a_field_has_the_name_of_the_file(given, said):
    with pytest.raises(BadFileError, match=f"^{re.escape(said)}$"):
        shaped(Flight, given, "here")
