"""The files of one release, wherever it is listed."""

from __future__ import annotations

from pathlib import Path

from analysis import tables
from analysis.reporting import catalog, provenance

from . import files, names, records


def text(release_id: str, metric: str | None = None, folder: Path | None = None) -> str:
    """Return the record of a release as JSON, or its badge for a metric as SVG.

    Parameters
    ----------
    release_id
        Such as ``osai:olmo``.
    metric
        Name of a metric for its badge, None for the record.
    folder
        Folder of processed tables, by default ``data/processed``.

    Raises
    ------
    UnknownNameError
        The newest edition of no source has such a release, or there is no such metric.
    BadValueError
        The release has no score under the metric.
    """
    found = catalog.load(folder).of(release_id)
    if metric is not None:
        return files.badge(found, metric)
    (record,) = records.records(found, provenance.vintages())
    return records.text(record)


def write(release_id: str, out: Path, metric: str | None = None, folder: Path | None = None) -> list[Path]:
    """Write the record and all badges of a release, or one badge, and return their paths.

    They lie in ``out`` as they do in the exports of the site.

    Parameters
    ----------
    release_id, metric, folder
        As in :func:`text`.
    out
        Folder to write to; made if it is not there.

    Raises
    ------
    OpennessError
        As in :func:`text`, or the folder cannot be written to. Nothing is written then.
    """
    found = catalog.load(folder).of(release_id)
    if metric is None:
        wanted = files.release_files(found, provenance.vintages())
    else:
        wanted = {names.badge_path(release_id, metric): files.badge(found, metric).encode()}
    for path, content in wanted.items():
        tables.make_folder((out / path).parent)
        tables.replace_file(out / path, lambda temporary, content=content: temporary.write_bytes(content))
    return [out / path for path in wanted]
