from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.site.releases.exports.names import badge_path, record_path, stem
from openness.sources.common.published import slug

SAFE = re.compile(r"[a-z_]+/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


@pytest.mark.parametrize(
    ("release_id", "expected"),
    [
        ("osai:olmo", "osai/olmo"),
        ("models_dev:gpt-5-1", "models_dev/gpt-5-1"),
        ("epoch:π0-pi-zero", "epoch/0-pi-zero.c4f515f390"),
        ("epoch:序列猴子", "epoch/release.6c1b40a753"),
        ("epoch:nüwa", "epoch/nuwa.05e2446c9d"),
        ("hub:aux", "hub/release-aux.c6315e2f41"),
        ("hub:cön", "hub/release-con.2e0c0f3338"),
    ],
)
def test_plain_names_stay_and_others_are_told_apart_by_a_hash(release_id, expected) -> None:
    assert stem(release_id) == expected


def test_a_long_name_is_cut() -> None:
    one, other = (stem(f"epoch:{'long-' * 40}{end}") for end in "ab")
    assert one != other
    assert max(map(len, (one, other))) < 110


def test_a_release_has_one_record_and_a_badge_a_metric() -> None:
    assert record_path("osai:olmo") == "releases/osai/olmo.json"
    assert badge_path("osai:olmo", "mof") == "badges/osai/olmo/mof.svg"


@given(st.text(min_size=1, max_size=300))
def test_any_name_becomes_a_name_that_every_file_system_takes(name) -> None:
    found = stem(f"epoch:{slug(name)}")
    assert SAFE.fullmatch(found)
    assert len(found) < 120


@given(st.lists(st.text(max_size=20), min_size=2, max_size=20, unique=True))
def test_no_two_ids_share_a_file(names) -> None:
    ids = {f"epoch:{slug(name)}" for name in names}
    assert len({stem(one) for one in ids}) == len(ids)


def test_no_plain_name_equals_a_hashed_one() -> None:
    hashed = stem("epoch:nüwa").partition("/")[2]
    assert stem(f"epoch:{slug(hashed)}") != f"epoch/{hashed}"


def test_no_two_releases_of_the_data_share_a_file(real) -> None:
    from openness.tables import store as tables

    ids = tables.read("releases")["release_id"].unique().to_list()
    assert len({stem(one).casefold() for one in ids}) == len(ids)
