"""Which release somebody means."""

import polars as pl
import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.metric_lab.parameters import find_release


def frames(rows):
    """Rows of release, name and vintage, every release in its publisher's whole list."""
    releases = pl.DataFrame(
        [(id_, id_.split(":")[0], vintage, name) for id_, name, vintage in rows],
        schema=["release_id", "source", "vintage", "release_name"],
        orient="row",
    )
    lists = releases.select("release_id", "source", "vintage", pl.lit("all").alias("list"))
    return releases, lists


TABLES = frames(
    [
        ("osai:olmo", "OLMo", "2030"),
        ("osai:t5", "T5", "2030"),
        ("mot:t5", "T5", "2030"),
        ("mot:heron-7b", "Heron 7B Chat", "2030"),
        ("osai:gone", "Gone", "2029"),
    ]
)


@pytest.mark.parametrize("name", ["osai:olmo", "OSAI:OLMO", "olmo", " OLMo "])
def test_an_id_with_or_without_its_source_or_a_name_is_found_in_any_case(name):
    assert find_release(name, *TABLES) == "osai:olmo"


def test_a_name_that_differs_from_the_id_is_found():
    assert find_release("heron 7b chat", *TABLES) == "mot:heron-7b"


def test_the_id_of_one_of_several_releases_of_a_name_is_exact():
    assert find_release("mot:t5", *TABLES) == "mot:t5"


def test_a_name_of_several_releases_lists_their_ids():
    with pytest.raises(BadValueError, match="2 releases: mot:t5, osai:t5; give one of these ids"):
        find_release("T5", *TABLES)


def test_many_releases_of_a_name_are_counted():
    many = frames([(f"mot:{i}", "Same", "2030") for i in range(7)])
    with pytest.raises(BadValueError, match="7 releases: mot:0, mot:1, mot:2, mot:3, mot:4 and 2 more"):
        find_release("same", *many)


def test_a_name_that_comes_near_is_proposed():
    with pytest.raises(UnknownNameError, match="unknown release 'osai:olmoo'; did you mean 'osai:olmo'"):
        find_release("osai:olmoo", *TABLES)


def test_a_name_like_none_says_so_without_a_list_of_thousands():
    with pytest.raises(BadValueError, match="none of the 4 has a name like it"):
        find_release("zzzqqq", *TABLES)


def test_a_release_of_an_older_edition_alone_is_not_there():
    with pytest.raises((BadValueError, UnknownNameError)):
        find_release("osai:gone", *TABLES)


def test_known_releases_of_the_real_data(real):
    from openness.tables import store as tables

    releases, lists = (tables.read(name) for name in ("releases", "release_lists"))
    assert find_release("BLOOMZ", releases, lists) == "osai:bloomz"
