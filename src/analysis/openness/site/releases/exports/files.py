"""Every file of the exports, and the files of one release wherever it is listed."""

import gzip
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from openness.licenses.scan import bom
from openness.metrics import registry
from openness.project import paths, writing
from openness.project.errors import BadValueError, UnknownNameError
from openness.site.pages import provenance
from openness.site.pages.provenance import Vintage
from openness.site.releases import browse
from openness.site.releases.catalog import Catalog, load, one_version
from openness.site.releases.exports import badges, names, records
from openness.tables import store as tables
from openness.words.names import label

TABLES = ("scores", "components", "releases", "release_families", "transparency")
"""Processed tables that are handed on as they are, where there are such."""

CREDIT = "LICENSE.md"
"""Whose data it is and under which license, beside the data and beside the exports."""

SCORES_CSV, RELEASES_CSV, RECORDS = "scores.csv", "releases.csv", "releases.jsonl.gz"
CONTRADICTIONS_CSV = "contradictions.csv"
"""Who says what where sources contradict each other: the queue for corrections."""


def files(catalog: Catalog, vintages: Iterable[Vintage]) -> dict[str, bytes]:
    """Return every file of the exports: path in the folder -> content.

    Records and badges are files for the releases of judging sources. Of a listing of license tags there would be four
    times as many files that say one thing each: its releases stand in the tables and, a record a line like all others,
    in one file; ``openness export`` makes the files of any of them.
    """
    stored, vintages = paths.processed(), list(vintages)
    parquet = {
        f"{name}.parquet": path.read_bytes() for name in TABLES if (path := stored / f"{name}.parquet").is_file()
    }
    credit = paths.raw().parent / CREDIT
    return {
        **({CREDIT: credit.read_bytes()} if credit.is_file() else {}),
        **parquet,
        SCORES_CSV: _csv(tables.read("scores")),
        RELEASES_CSV: _csv(browse.table(catalog)),
        CONTRADICTIONS_CSV: _csv(catalog.contradictions),
        RECORDS: _lines(catalog, vintages),
        **release_files(catalog.judged, vintages),
    }


def release_files(catalog: Catalog, vintages: Iterable[Vintage]) -> dict[str, bytes]:
    """Return the record and the badges of every release of a catalog: path among the exports -> content."""
    found = {names.record_path(one["release_id"]): records.text(one) for one in records.records(catalog, vintages)}
    found |= {names.badge_path(release, metric): drawn for release, metric, drawn in _badges(catalog)}
    return {path: text.encode() for path, text in found.items()}


def text(release_id: str, metric: str | None = None) -> str:
    """Return the record of a release as JSON, or its badge for a metric as SVG."""
    found = load().of(release_id)
    if metric is not None:
        return badge(found, metric)
    (record,) = records.records(found, provenance.vintages())
    return records.text(record)


def bill(release_id: str, form: str) -> str:
    """Return a fragment of a bill of materials (``bom.FORMS``) with the license that a release's source states.

    No text is at hand, so a license that is not on the SPDX list stands by its ``LicenseRef-``, name and address.
    """
    if form not in bom.FORMS:
        raise UnknownNameError("form", form, bom.FORMS)
    (row,) = load().of(release_id).releases.iter_rows(named=True)
    name, expression = row["release_name"], row["license_expression"]
    if form == "cyclonedx":
        found = bom.cyclonedx(name, expression, {}, [])
    else:
        found = bom.spdx3(name, expression, {}, [], datetime.fromisoformat(row["vintage"]).replace(tzinfo=UTC))
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def write(release_id: str, out: Path, metric: str | None = None) -> list[Path]:
    """Write the record and all badges of a release, or one badge, and return their paths.

    They lie in ``out`` as they do in the exports of the site.
    """
    found = load().of(release_id)
    if metric is None:
        wanted = release_files(found, provenance.vintages())
    else:
        wanted = {names.badge_path(release_id, metric): badge(found, metric).encode()}
    for path, content in wanted.items():
        writing.make_folder((out / path).parent)
        writing.replace_file(out / path, lambda temporary, content=content: temporary.write_bytes(content))
    return [out / path for path in wanted]


def badge(catalog: Catalog, metric: str) -> str:
    """Return the badge of the one release of a catalog."""
    registry.metric(metric)
    found = {name: drawn for _, name, drawn in _badges(catalog)}
    if metric not in found:
        release, source = catalog.releases.select("release_id", "source").row(0)
        raise BadValueError(f"{release} has no score under {metric!r}: {_reason(metric, source)}")
    return found[metric]


def _badges(catalog: Catalog) -> Iterable[tuple[str, str, str]]:
    """Return release id, metric and badge of every score of a published version."""
    heading = {name: label(name) for name in registry.METRICS}
    named = catalog.releases.select("release_id", "release_name", "developer_name")
    scores = one_version(catalog.scores).join(named, on="release_id", how="inner", maintain_order="left")
    for row in scores.iter_rows(named=True):
        metric = registry.METRICS.get(row["metric"])
        by = f" ({row['developer_name']})" if row["developer_name"] else ""
        said = (
            f"{row['release_name']}{by}: {row['text']}. {metric.title if metric else row['metric']}, "
            f"version {row['metric_version']}; {row['source']}, edition of {row['vintage']}."
        )
        drawn = badges.badge(heading.get(row["metric"], label(row["metric"])), row["value"], said, row["share"])
        yield row["release_id"], row["metric"], drawn


def _reason(metric: str, source: str) -> str:
    (row,) = registry.support([source]).filter(metric=metric).iter_rows(named=True)
    return row["reason"] or "its source has nothing to score it by"


def _lines(catalog: Catalog, vintages: Iterable[Vintage]) -> bytes:
    """Return the record of every release, one a line, packed; without a time in it, so that a rerun gives the same."""
    lines = "".join(f"{records.line(one)}\n" for one in records.records(catalog, vintages))
    return gzip.compress(lines.encode(), mtime=0)


def _csv(frame: pl.DataFrame) -> bytes:
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return frame.with_columns(pl.col(lists).list.join("; ")).write_csv(line_terminator="\n").encode()
