"""What stands behind a class of the Model Openness Framework: progress, components, licenses, warnings, readings."""

from typing import Any

import polars as pl

from openness.metrics.mof.licenses import ToolLicenses, tool_licenses
from openness.metrics.mof.score import CLASS_OF, MATCHED, PUBLISHED, evaluate, with_mof_status
from openness.sources.common.licensed import expression_of
from openness.sources.mot.read import COMPONENTS
from openness.tables.schema import KEYS


def details(components: pl.DataFrame) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return what the tool shows of each release beside its label."""
    known = tool_licenses()
    warned = not_appropriate(components, known).group_by(KEYS).agg("component", "license_raw")
    warnings = {tuple(row[key] for key in KEYS): row for row in warned.iter_rows(named=True)}
    found = _documents(components, PUBLISHED, known)
    matched = _documents(components, MATCHED, known)
    for key, document in found.items():
        row = warnings.get(key, {"component": [], "license_raw": []})
        document["warnings"] = [
            f"{component} is under {text}, which is open but not listed for the type {COMPONENTS[component]}"
            for component, text in zip(row["component"], row["license_raw"], strict=True)
        ]
        document["alternatives"] = {MATCHED: matched[key]}
    return found


def _documents(components: pl.DataFrame, version: str, known: ToolLicenses) -> dict[tuple[str, ...], dict[str, Any]]:
    judged = with_mof_status(components, version, known).filter(pl.col("mof_status") != "missing")
    text = pl.col("license_raw") if version == PUBLISHED else expression_of(components.columns)
    licenses: dict[tuple[str, ...], dict[str, str | None]] = {}
    for *key, component, license_ in judged.select(*KEYS, "component", text.alias("license")).iter_rows():
        licenses.setdefault(tuple(key), {})[component] = license_
    return {
        (key := tuple(row[name] for name in KEYS)): {
            "class": row["class"],
            "progress": {str(class_): row[f"progress_{class_}"] for class_ in (1, 2, 3)},
            "components": {name: row[name] for name in COMPONENTS},
            "licenses": licenses.get(key, {}),
        }
        for row in evaluate(components, version, known).iter_rows(named=True)
    }


def not_appropriate(components: pl.DataFrame, licenses: ToolLicenses | None = None) -> pl.DataFrame:
    """Return the listed components under an open license that the tool finds right for other types only.

    They count as included; the tool warns of them. It knows no type of a license that its list by type lacks.
    """
    known = licenses or tool_licenses()
    pairs = pl.DataFrame(
        [(name, id_) for name, kind in COMPONENTS.items() for id_ in known.by_type[kind]],
        schema={"component": pl.String, "license_raw": pl.String},
        orient="row",
    )
    included = with_mof_status(components, PUBLISHED, known).filter(mof_status="included")
    return included.join(pairs, on=["component", "license_raw"], how="anti", maintain_order="left").drop("mof_status")


def difference(components: pl.DataFrame, licenses: ToolLicenses | None = None) -> pl.DataFrame:
    """Return the components that count in one version and not in the other, and why."""
    known = licenses or tool_licenses()
    both = components.with_columns(
        with_mof_status(components, version, known)["mof_status"].alias(f"status_{name}")
        for name, version in (("published", PUBLISHED), ("matched", MATCHED))
    )
    changed = both.filter(
        pl.col("component").is_in(list(CLASS_OF)),
        (pl.col("status_published") == "included") != (pl.col("status_matched") == "included"),
    )
    for name, version in (("published", PUBLISHED), ("matched", MATCHED)):
        of_release = evaluate(components, version, known).select(
            *KEYS, pl.col("progress_3").alias(f"progress_3_{name}"), pl.col("class").alias(f"class_{name}")
        )
        changed = changed.join(of_release, on=KEYS, maintain_order="left")
    return changed.select(
        *KEYS,
        "component",
        "license_raw",
        "license_ids",
        expression_of(components.columns).alias("license_expression"),
        "status_published",
        "status_matched",
        "progress_3_published",
        "progress_3_matched",
        "class_published",
        "class_matched",
        (pl.col("class_published") != pl.col("class_matched")).alias("is_class_changed"),
    )
