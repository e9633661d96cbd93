from __future__ import annotations

import gzip
import io
import json

import polars as pl
import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.site.releases import catalog
from openness.site.releases.exports import files
from openness.tables import store as tables


@pytest.fixture
def found(tiny, project) -> dict[str, bytes]:
    return files.files(tiny, [])


def test_exports_hold_the_tables_a_record_a_release_and_a_badge_a_score(found) -> None:
    assert sorted(found) == [
        "badges/tiny/egret.5ab7c8b9b7/sum.svg",
        "badges/tiny/heron/gate.svg",
        "badges/tiny/heron/sum.svg",
        "badges/tiny/stork/gate.svg",
        "components.parquet",
        "contradictions.csv",
        "releases.csv",
        "releases.jsonl.gz",
        "releases.parquet",
        "releases/tiny/egret.5ab7c8b9b7.json",
        "releases/tiny/heron.json",
        "releases/tiny/stork.json",
        "scores.csv",
        "scores.parquet",
    ]


def test_scores_as_csv_are_the_table_of_scores(found, frames) -> None:
    read = pl.read_csv(io.BytesIO(found["scores.csv"]), schema=tables.polars_schema(tables.schema.SCORES))
    assert read.equals(frames["scores"])


def test_the_releases_as_csv_are_the_table_of_the_page(found) -> None:
    lines = found["releases.csv"].decode().splitlines()
    assert lines[0] == (
        "release_id,source,vintage,release_name,developer_name,developer_group,country,release_date,license_tier,license,"
        "access,release_family_id,weakest,is_stub,record,sum,sum_state,sum_share,gate,gate_state,gate_share"
    )
    assert lines[1].startswith(
        "hub:a-crane,hub,2030-01-31,a/Crane,,unknown,unknown,2029-01-02,open,MIT,unknown,,,false,,"
    )
    assert lines[1].endswith("not judged,not_judged,,pass,scored,1.0")
    assert len(lines) == 5


def test_every_release_has_a_record_in_the_packed_file_a_listing_of_tags_too(found, tiny) -> None:
    lines = gzip.decompress(found["releases.jsonl.gz"]).decode().splitlines()
    ids = [json.loads(line)["release_id"] for line in lines]
    assert ids == tiny.releases["release_id"].to_list()
    assert "hub:a-crane" in ids
    heron = next(line for line in lines if json.loads(line)["release_id"] == "tiny:heron")
    assert json.loads(heron) == json.loads(found["releases/tiny/heron.json"])


def test_the_packed_file_is_the_same_when_it_is_made_again(found, tiny, project) -> None:
    assert files.files(tiny, [])["releases.jsonl.gz"] == found["releases.jsonl.gz"]


@pytest.mark.parametrize(
    ("path", "value", "ground"),
    [
        ("heron/sum", "1.5 of 2", "#0072b2"),
        ("heron/gate", "unknown", "#5f6770"),
        ("stork/gate", "fail", "#d55e00"),
        ("egret.5ab7c8b9b7/sum", "blank record", "#5f6770"),
    ],
)
def test_a_badge_shows_the_published_version_and_is_gray_without_a_score(found, path, value, ground) -> None:
    drawn = found[f"badges/tiny/{path}.svg"].decode()
    assert f">{value}</text>" in drawn
    assert f'fill="{ground}"' in drawn


def test_one_release_is_printed_as_it_is_exported(found, project, metrics) -> None:
    assert json.loads(files.text("tiny:heron")) == {
        **json.loads(found["releases/tiny/heron.json"]),
        "source": json.loads(files.text("tiny:heron"))["source"],
    }
    assert json.loads(files.text("tiny:heron"))["source"]["producer"] == "The Tiny Institute"
    assert files.text("tiny:heron", "sum").encode() == found["badges/tiny/heron/sum.svg"]


def test_a_release_that_has_no_file_on_the_site_is_written_on_demand(project, metrics, tmp_path) -> None:
    written = files.write("hub:a-crane", tmp_path / "out")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in written] == [
        "releases/hub/a-crane.json",
        "badges/hub/a-crane/gate.svg",
    ]
    assert json.loads(written[0].read_bytes())["release_id"] == "hub:a-crane"
    assert len(files.write("hub:a-crane", tmp_path / "one", "gate")) == 1


@pytest.mark.parametrize(
    ("release", "metric", "error", "message"),
    [
        (
            "tiny:heon",
            None,
            UnknownNameError,
            "unknown release 'tiny:heon' in the newest edition of tiny; did you",
        ),
        ("tiny:qqqq", None, UnknownNameError, "unknown release 'tiny:qqqq' in the newest edition of tiny"),
        (
            "tinny:heron",
            None,
            UnknownNameError,
            "unknown source 'tinny' in release id 'tinny:heron'; did you mean",
        ),
        ("heron", None, UnknownNameError, "unknown source 'heron' in release id 'heron'; expected one of: hub, tiny"),
        ("tiny:heron", "sums", UnknownNameError, "unknown metric 'sums'; did you mean 'sum'?"),
        ("hub:a-crane", "sum", BadValueError, "hub:a-crane has no score under 'sum': it judges no parts"),
        ("tiny:stork", "sum", BadValueError, "tiny:stork has no score under 'sum': its source has nothing to score it"),
    ],
)
def test_a_wrong_name_is_one_line_and_writes_nothing(
    project, metrics, tmp_path, release, metric, error, message
) -> None:
    with pytest.raises(error) as caught:
        files.text(release, metric)
    assert str(caught.value).startswith(message)
    with pytest.raises(error):
        files.write(release, tmp_path / "out", metric)
    assert not (tmp_path / "out").exists()


def test_every_judged_release_of_the_data_has_a_record(real) -> None:
    known = catalog.load()
    found = files.release_files(known.judged, [])
    kept = [path for path in found if path.startswith("releases/")]
    assert len(kept) == known.judged.releases.height
    assert "hub" not in known.judging
    for path in kept[::97]:
        json.loads(found[path])
