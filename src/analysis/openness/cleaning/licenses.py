"""The catalog as tables: ``licenses`` and ``license_clauses``."""

from datetime import datetime, time
from typing import Any

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.catalog import Effective, License, effective
from openness.tables import schema
from openness.tables import store as tables


def frames() -> dict[str, pl.DataFrame]:
    """Return the tables of the catalog: name -> frame, with the columns of ``schema.py``."""
    records = catalog.records()
    licenses, clauses = [], []
    for identifier, record in records.items():
        found = effective(record, records)
        licenses.append(_license(identifier, record, found))
        clauses += [_clause(identifier, name, one) for name, one in found.items()]
    return {
        table.name: pl.DataFrame(rows, schema=tables.polars_schema(table), orient="row")
        for table, rows in ((schema.LICENSES, licenses), (schema.LICENSE_CLAUSES, clauses))
    }


def as_text(value: Any) -> str | None:
    """Return a value of a clause as text: ``true``, ``700000000``, ``EU, UK``; None where there is none."""
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _license(identifier: str, record: License, found: dict[str, Effective]) -> dict[str, Any]:
    verdict = verdicts.of_license(identifier)
    own = identifier == record.id
    day = record.effective_date if own else None
    return {
        "license_id": identifier,
        "license_name": record.name,
        "license_kind": record.kind,
        "license_family": record.family,
        "version": record.version if own else None,
        "steward_name": record.steward,
        "effective_date": datetime.combine(day, time()) if day else None,
        "url": record.url,
        "hugging_face_tag": record.hugging_face_tag if own else None,
        "osi_status": record.osi_status,
        "is_osi_approved": verdicts.is_osi_approved(identifier),
        "predecessor_id": record.predecessor if own else None,
        "use_policy_id": record.use_policy,
        "record_id": record.id,
        "license_tier": verdict.tier,
        "osd_violations": [str(number) for number in verdict.osd_violations],
        "osd_arguable": [str(number) for number in verdict.osd_arguable],
        "undecided": list(verdict.undecided),
    } | {name: [*map(str, one.clause.value)] if _is_list(one) else one.clause.value for name, one in found.items()}


def _clause(identifier: str, name: str, one: Effective) -> dict[str, Any]:
    return {
        "license_id": identifier,
        "clause": name,
        "value": as_text(one.clause.value),
        "state": one.clause.state,
        "section": one.clause.section,
        "reason": one.clause.reason,
        "document_id": one.where,
    }


def _is_list(one: Effective) -> bool:
    return isinstance(one.clause.value, tuple)
