"""The table of all releases: as a frame, as what a page's script reads, and as the page's first rows."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.metrics import registry
from openness.metrics.base import Metric
from openness.site import results
from openness.site.releases.catalog import STATES, Catalog, one_version, page, short
from openness.site.releases.exports.names import record_path
from openness.tables import schema
from openness.words.names import GROUP_ORDER, label

GLOBAL = "openness"
"""Name of the object that the scripts of the page share."""

_UNJUDGED = {"unknown": -1, "stub": -2, "not_scored": -3, "not_judged": -4}
"""Place below all scores of what has none."""

_ORDERS: Mapping[str, Sequence[str]] = {
    "developer_group": GROUP_ORDER,
    "license_tier": schema.LICENSE_TIERS,
    "access": schema.ACCESS_GRADES,
}
"""Columns whose values have an order of their own."""

_CODED = (
    "source",
    "developer_name",
    "developer_group",
    "release_date",
    "license_tier",
    "license",
    "access",
    "weakest",
    "family",
)
_TOLD = (
    "metric",
    "metric_version",
    "text",
    "state",
    "judged_count",
    "criterion_count",
    "first_failure",
    "weakest_component",
)
"""What a row's details say of a score."""

FIRST_ROWS = 50
"""Rows on a page of the table."""

_NO_LICENSE = {"NOASSERTION": "not known", "NONE": "no license"}


def metrics(catalog: Catalog) -> list[Metric]:
    """Return the metrics under which a release of the catalog has a score, in the registry's order."""
    scored = set(catalog.scores["metric"])
    return [one for name, one in registry.METRICS.items() if name in scored]


def table(catalog: Catalog) -> pl.DataFrame:
    """Return :data:`results.RELEASES`, in the catalog's order."""
    scores = one_version(catalog.scores)
    order = pl.Enum(list(registry.METRICS))
    about = (
        scores.filter(pl.col("metric").is_in(list(registry.METRICS)))
        .sort(pl.col("metric").cast(order), maintain_order=True)
        .group_by("release_id", maintain_order=True)
        .agg(pl.col("weakest_component").drop_nulls().first().alias("weakest"), pl.col("is_stub").all())
    )
    found = catalog.releases.select(
        "release_id",
        "source",
        "vintage",
        "release_name",
        "developer_name",
        "developer_group",
        "country",
        _date().alias("release_date"),
        "license_tier",
        pl.col("license_ids").list.join(", ").alias("license"),
        "access",
        "release_family_id",
    ).join(about, on="release_id", how="left", maintain_order="left")
    places = [
        record_path(one) if source in catalog.judging else None
        for one, source in found.select("release_id", "source").iter_rows()
    ]
    found = found.with_columns(pl.col("is_stub").fill_null(value=False), pl.Series("record", places, dtype=pl.String))
    for metric in metrics(catalog):
        found = _with_metric(found, scores, metric)
    return results.RELEASES.checked(found)


def unbroken(text: str) -> str:
    """Return a text whose points stay on one line: ``11.5 of 12``."""
    return re.sub(r"(\d) of (?=\d)", "\\1\u00a0of\u00a0", text)


def licenses(ids: str) -> str:
    """Return license identifiers, joined by commas, as a page shows them: in words where they name no license."""
    return ", ".join(_NO_LICENSE.get(one, one) for one in ids.split(", "))


def first_sort(catalog: Catalog) -> str:
    """Return the column that the page is sorted by, from the highest down, before anything is asked."""
    scored = metrics(catalog)
    return scored[0].name if scored else "release_date"


def first_rows(found: pl.DataFrame, catalog: Catalog) -> pl.DataFrame:
    """Return what the page shows before anything is asked: the highest scores among judging sources."""
    judged = found.filter(pl.col("source").is_in(list(catalog.judging)))
    by = first_sort(catalog)
    key = pl.col(by) if by == "release_date" else _place(by)
    return judged.sort(key, descending=True, nulls_last=True, maintain_order=True).head(FIRST_ROWS)


def data_script(found: pl.DataFrame, catalog: Catalog, titles: Mapping[str, str]) -> str:
    """Return the table as a script that assigns it, column by column."""
    shared = found.with_columns(_shared_family())
    document = {
        "sources": titles,
        "reasons": _reasons(found),
        "pages": {source: address for source in titles if (address := page(source, ""))},
        "judging": [one for one in catalog.judging if one in set(found["source"])],
        "states": list(_UNJUDGED),
        "id": [one.partition(":")[2] for one in found["release_id"]],
        "name": found["release_name"].to_list(),
        "record": [_ending(path, one) for path, one in found.select("record", "release_id").iter_rows()],
        "stub": [row for row, is_stub in enumerate(found["is_stub"]) if is_stub],
        "coded": {name: _coded(shared[name], name) for name in _CODED},
        "metrics": [
            {"name": one.name, "heading": label(one.name), **_scores(found, one.name)} for one in metrics(catalog)
        ],
    }
    return f"var {GLOBAL} = {{details: {{}}}};\n" + _assigned("releases", document)


def detail_scripts(catalog: Catalog) -> dict[str, str]:
    """Return scores and components of the judged releases, one script a source: source -> script.

    A page loads the script of a source when a reader unfolds the first of its releases.
    """
    judged = catalog.judged
    return {
        source: _assigned(f"details[{_json(source)}]", _details(judged, source))
        for source in sorted(set(judged.releases["source"]))
    }


def _reasons(found: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Return source -> metric -> why the source cannot support it."""
    support = registry.support(sorted(set(found["source"]))).filter(pl.col("reason").is_not_null())
    reasons: dict[str, dict[str, str]] = {}
    for source, metric, reason in support.select("source", "metric", "reason").iter_rows():
        reasons.setdefault(source, {})[metric] = reason
    return reasons


def _details(catalog: Catalog, source: str) -> dict[str, Any]:
    components, scores = catalog.components.filter(source=source), catalog.scores.filter(source=source)
    values: dict[str, list] = {}
    rows: dict[str, dict[str, list]] = {}
    coded = {
        "component": _indexed(components["component"].map_elements(label, return_dtype=pl.String), values, "component"),
        "status": _indexed(components["status"].map_elements(label, return_dtype=pl.String), values, "status"),
        "license": _indexed(_licenses(components), values, "license"),
        "evidence": _indexed(components["evidence_url"], values, "evidence"),
    }
    for release, *codes in zip(components["release_id"], *coded.values(), strict=True):
        rows.setdefault(release.partition(":")[2], {"c": [], "s": []})["c"].append(codes)
    told = scores.select(_TOLD)
    for release, row in zip(scores["release_id"], told.iter_rows(), strict=True):
        metric, version, text, state, *counts, failure, weakest = row
        words = [label(metric), version, text, state, *counts, failure and label(failure), weakest and label(weakest)]
        rows.setdefault(release.partition(":")[2], {"c": [], "s": []})["s"].append(words)
    return {"values": values, "rows": rows}


def _with_metric(found: pl.DataFrame, scores: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    name, state = metric.name, f"{metric.name}_state"
    own = scores.filter(metric=name).select(
        "release_id", pl.col("text").alias(name), pl.col("state").alias(state), pl.col("share").alias(f"{name}_share")
    )
    supported = pl.col("source").is_in(metric.sources)
    without = pl.when(supported).then(pl.lit("not_scored")).otherwise(pl.lit("not_judged"))
    return (
        found.join(own, on="release_id", how="left", maintain_order="left")
        .with_columns(pl.col(state).fill_null(without))
        .with_columns(pl.col(name).fill_null(pl.col(state).replace_strict(STATES, return_dtype=pl.String)))
    )


def _shared_family() -> pl.Expr:
    """Return the family of a release where releases of another source are of it too."""
    family = pl.col("release_family_id")
    return pl.when(pl.col("source").n_unique().over("release_family_id") > 1).then(family).alias("family")


def _date() -> pl.Expr:
    date, precision = pl.col("release_date"), pl.col("date_precision")
    length = precision.replace_strict({"day": 10, "month": 7, "year": 4, "none": 0}, return_dtype=pl.Int64)
    return pl.when(precision != "none").then(date.dt.strftime("%Y-%m-%d").str.head(length))


def _place(name: str) -> pl.Expr:
    """Return where a cell of a metric stands: the share of the highest score, or below all scores."""
    below = pl.col(f"{name}_state").replace_strict(_UNJUDGED, default=0.0, return_dtype=pl.Float64)
    return pl.col(f"{name}_share").fill_null(below)


def _scores(found: pl.DataFrame, name: str) -> dict[str, Any]:
    """Return the cells of a metric: their distinct words with the place that each has, and a code a row."""
    cells = found.select(pl.col(name).alias("text"), _place(name).alias("place"))
    distinct = cells.unique(maintain_order=True).sort("place", "text").with_row_index("code")
    codes = cells.join(distinct, on=["text", "place"], how="left", maintain_order="left")["code"]
    return {
        "text": distinct["text"].to_list(),
        "place": [round(place, 4) for place in distinct["place"]],
        "codes": codes.to_list(),
    }


def _coded(column: pl.Series, name: str) -> dict[str, Any]:
    """Return the distinct values of a column in their order, and a code a row: -1 for null."""
    known = [value for value in _ORDERS.get(name, ()) if value in set(column)]
    values = known or column.drop_nulls().unique().sort().to_list()
    if not known and name != "release_date":
        values.sort(key=str.casefold)
    code = {value: place for place, value in enumerate(values)}
    own = {"license": licenses, "source": short}
    worded = own.get(name, label if name in _ORDERS or name == "weakest" else None)
    return {
        "values": values,
        **({"labels": [worded(value) for value in values]} if worded else {}),
        "codes": [code.get(value, -1) for value in column],
    }


def _licenses(components: pl.DataFrame) -> pl.Series:
    ids = components["license_ids"].list.join(", ")
    return ids.replace_strict({one: licenses(one) for one in ids.unique()}, return_dtype=pl.String)


def _indexed(column: pl.Series, values: dict[str, list], name: str) -> list[int]:
    distinct = column.unique(maintain_order=True).to_list()
    values[name] = distinct
    code = {value: place for place, value in enumerate(distinct)}
    return [code[value] for value in column]


def _ending(path: str | None, release_id: str) -> str | int:
    """Return 0 without a record, 1 where its name is the id's, else the name."""
    if path is None:
        return 0
    name = path.rpartition("/")[2].removesuffix(".json")
    return 1 if name == release_id.partition(":")[2] else name


def _assigned(place: str, document: Any) -> str:
    return f"{GLOBAL}.{place} = {_json(document)};\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
