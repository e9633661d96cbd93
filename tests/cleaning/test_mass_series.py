import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cleaning.families import resolve
from openness.cleaning.mass_series import LEAST, common_name, mass_series, series_of
from openness.project import paths
from openness.sources.common.registry import read_registry
from openness.tables import store as tables

LANGUAGES = [f"{one}{other}" for one in "abcde" for other in "vwxyz"]
KEYS = ["release_id", "source", "vintage"]


def releases(names, developer="labs", vintage="2030-01-01"):
    return pl.DataFrame(
        [(f"hub:{name.lower()}", "hub", vintage, name, developer) for name in names],
        schema=dict.fromkeys([*KEYS, "release_name", "developer_id"], pl.String),
        orient="row",
    )


def test_twenty_names_that_differ_in_one_part_are_a_series_and_nineteen_are_none():
    names = [f"labs/speech-tts-{one}" for one in LANGUAGES[:LEAST]]
    assert series_of(names) == dict.fromkeys(names, "speech-tts-*")
    assert series_of(names[1:]) == {}


@pytest.mark.parametrize("name", ["Heron_tts_{}", "heron/tts/{}", "heron.tts.{}", "heron tts {}", "HERON-tts-{}"])
def test_names_are_split_at_every_mark_and_case_is_spelling(name):
    assert set(series_of(name.format(one) for one in LANGUAGES).values()) == {"heron-tts-*"}


def test_the_part_that_differs_may_stand_anywhere():
    names = [f"labs/heron-{one}-tts" for one in LANGUAGES]
    assert set(series_of(names).values()) == {"heron-*-tts"}


def test_names_with_nothing_in_common_but_the_account_or_a_number_are_no_series():
    assert series_of([f"labs/{one}" for one in LANGUAGES]) == {}
    assert series_of(LANGUAGES) == {}
    assert series_of([f"{one}-2" for one in LANGUAGES]) == {}


def test_names_that_differ_in_two_parts_are_no_series():
    assert series_of([f"heron-{one}-{one}" for one in LANGUAGES]) == {}


def test_the_same_name_over_and_over_is_no_series():
    assert series_of(["heron-tts"] * 30) == {}
    assert mass_series(releases(["heron-tts"] * 30)).height == 0


def test_a_name_that_fills_the_place_with_several_parts_is_of_the_series():
    names = [f"tts-{one}" for one in LANGUAGES]
    found = series_of([*names, "tts-azj-script_latin", "tts", "stt-azj-script_latin"])
    assert found == dict.fromkeys([*names, "tts-azj-script_latin"], "tts-*")


def test_series_with_a_name_in_common_are_one():
    names = [f"mt-{one}-{other}" for one in LANGUAGES for other in LANGUAGES]
    assert series_of(names) == dict.fromkeys(names, "mt-*-*")


def test_series_without_a_name_in_common_are_two():
    one, other = [f"tts-{x}" for x in LANGUAGES], [f"stt-{x}" for x in LANGUAGES]
    assert series_of([*one, *other]) == dict.fromkeys(one, "tts-*") | dict.fromkeys(other, "stt-*")


def test_a_series_is_of_one_developer_the_first_named_in_one_edition():
    names = [f"tts-{one}" for one in LANGUAGES]
    of_two = [releases(names[:10]), releases(names[10:], "other")]
    assert mass_series(pl.concat(of_two)).height == 0
    in_two = [releases(names[:10]), releases(names[10:], vintage="2031-01-01")]
    assert mass_series(pl.concat(in_two)).height == 0
    with_a_team = pl.concat([releases(names[:10]), releases(names[10:], "labs+other")])
    assert mass_series(with_a_team)["mass_series"].to_list() == ["labs/tts-*"] * 25
    assert mass_series(with_a_team.with_columns(developer_id=pl.lit(None, pl.String))).height == 0


def test_a_mass_series_is_one_family(small_raw):
    names = [*(f"labs/heron-tts-{one}" for one in LANGUAGES), "labs/heron-2-7b"]
    with paths.using(raw=small_raw):
        none = pl.DataFrame(schema=dict.fromkeys([*KEYS, "exact_name"], pl.String))
        found = resolve(releases(names), none, read_registry())
    counted = found.group_by("release_family_id", "mass_series").len().sort("len").rows()
    assert counted == [("labs/heron-2", None, 1), ("labs/herontts", "labs/heron-tts-*", 25)]


def test_what_a_series_has_in_common_names_it():
    assert common_name("meta-ai/mms-tts-*") == "mms-tts"
    assert common_name("labs/heron-*-tts") == "heron-tts"


def test_one_speech_project_is_the_only_mass_series_of_the_data(real):
    found = tables.read("release_families").drop_nulls("mass_series")
    newest = found.filter(source="hub", vintage="2026-10-05")
    assert newest.group_by("mass_series", "release_family_id").len().rows() == [
        ("meta-ai/mms-tts-*", "meta-ai/mmstts", 1040)
    ]
    assert set(found["mass_series"]) == {"meta-ai/mms-tts-*"}


@given(st.lists(st.text(st.sampled_from("ab1-_/. "), max_size=8), max_size=60))
def test_any_names_have_series_of_twenty_or_more_that_do_not_hang_on_their_order(names):
    found = series_of(names)
    assert found == series_of(reversed(names))
    sizes = pl.Series(list(found.values()), dtype=pl.String).value_counts()
    assert all(count >= LEAST for count in sizes["count"])
