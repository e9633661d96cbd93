"""What takes long is worked out once for all processes that rest on the same tables and code."""

import polars as pl
import pytest

from openness.project import paths
from openness.tables import kept as keeping
from openness.tables.kept import kept

FRAME = pl.DataFrame({"name": ["a", None], "share": [0.5, float("nan")], "count": [1, 2], "is_open": [True, None]})


@pytest.fixture
def made(small_built, tmp_path, monkeypatch):
    """How often a frame is worked out, in a project whose tables stay as they are."""
    monkeypatch.setattr(paths, "cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(paths, "processed", lambda: small_built)
    monkeypatch.setattr(keeping.store, "read", lambda name: None)
    times = []

    def make():
        times.append(len(times))
        return FRAME

    return make, times


def test_a_frame_is_worked_out_once_and_comes_back_as_it_was(made):
    make, times = made
    first, second = kept("one", make), kept("one", make)
    assert first.equals(second)
    assert second.schema == FRAME.schema
    assert times == [0]


def test_other_code_and_other_names_are_worked_out_anew_and_the_old_goes(made, monkeypatch):
    make, times = made
    kept("one", make)
    kept("two", make)
    monkeypatch.setattr(keeping, "_code", lambda package: "other")
    kept("one", make)
    assert len(times) == 3
    assert len(list((paths.cache() / "one").glob("*.parquet"))) == 1


def test_a_broken_file_is_worked_out_anew(made):
    make, times = made
    kept("one", make)
    (path,) = (paths.cache() / "one").glob("*.parquet")
    path.write_bytes(b"PAR1")
    assert kept("one", make).equals(FRAME)
    assert len(times) == 2


def test_where_no_file_can_be_written_it_is_worked_out_each_time(made, tmp_path):
    make, times = made
    (tmp_path / "cache").write_text("in the way")
    assert kept("one", make).equals(kept("one", make))
    assert len(times) == 2


def test_tables_pointed_to_by_hand_are_worked_out_each_time(made, tmp_path):
    make, times = made
    with paths.using(processed=tmp_path):
        kept("one", make)
        kept("one", make)
    assert len(times) == 2
    assert not (tmp_path / "cache").exists()
