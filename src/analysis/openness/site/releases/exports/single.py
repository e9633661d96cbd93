"""The files of one release, wherever it is listed."""

from __future__ import annotations

from pathlib import Path

from openness.site.pages import provenance
from openness.site.releases import catalog
from openness.site.releases.exports import files, names, records
from openness.tables import store as tables


def text(release_id: str, metric: str | None = None) -> str:
    """Return the record of a release as JSON, or its badge for a metric as SVG."""
    found = catalog.load().of(release_id)
    if metric is not None:
        return files.badge(found, metric)
    (record,) = records.records(found, provenance.vintages())
    return records.text(record)


def write(release_id: str, out: Path, metric: str | None = None) -> list[Path]:
    """Write the record and all badges of a release, or one badge, and return their paths.

    They lie in ``out`` as they do in the exports of the site.
    """
    found = catalog.load().of(release_id)
    if metric is None:
        wanted = files.release_files(found, provenance.vintages())
    else:
        wanted = {names.badge_path(release_id, metric): files.badge(found, metric).encode()}
    for path, content in wanted.items():
        tables.make_folder((out / path).parent)
        tables.replace_file(out / path, lambda temporary, content=content: temporary.write_bytes(content))
    return [out / path for path in wanted]
