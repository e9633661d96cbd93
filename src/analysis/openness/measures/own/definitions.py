"""Which definitions of open the columns of somebody's table can answer, why not the others, and the answers."""

from collections.abc import Mapping

import polars as pl

from openness.measures.definitions import DEFINITIONS, Tables
from openness.project.errors import BadValueError, UnknownNameError
from openness.sources.common.licensed import open_access
from openness.sources.source import Producer, Source
from openness.tables.schema import KEYS

PARTS = {"weights": "weights", "data": "training_data", "code": "training_code"}
"""Role -> component."""

NEEDS = {
    "open_weights": ("weights",),
    "tier_open": ("license",),
    "open_unrestricted": ("license",),
    "osi_license": ("license",),
    "training_data_open": ("data",),
    "training_code_open": ("code",),
}
"""Definition -> roles that it cannot do without; the others rest on a publisher's own records."""

_PLAIN = Producer("you", "your table", "", "", "", "")
_WITH_WEIGHTS = Source(
    name="own", title="your table", short="own", producer=_PLAIN, concepts={part: part for part in PARTS.values()}
)
_WITHOUT_WEIGHTS = Source(
    name="own",
    title="your table",
    short="own",
    producer=_PLAIN,
    concepts={part: part for part in PARTS.values() if part != "weights"},
)


def judged(
    releases: pl.DataFrame, components: pl.DataFrame, found: Mapping[str, str], notes: list[str]
) -> tuple[pl.DataFrame, list[str], dict[str, str]]:
    """Return the releases with ``is_open_<definition>``, the definitions answered, and why not the others."""
    answered = [name for name, roles in NEEDS.items() if set(roles) <= set(found)]
    why_not = {name: _why_not(name) for name in DEFINITIONS if name not in answered}
    by_license = [name for name in answered if NEEDS[name] == ("license",)]
    source = _WITH_WEIGHTS if "weights" in found else _WITHOUT_WEIGHTS
    if by_license and "weights" not in found:
        notes.append(
            "No column says whether weights can be downloaded: where a license is known, they are taken to be "
            "(weights=COLUMN says otherwise)."
        )
    frame = releases
    own = releases.with_columns(open_access().alias("access")) if by_license else releases
    if by_license and "weights" in found:
        had = components.filter(component="weights").select(*KEYS, "status")
        own = own.join(had, on=KEYS, how="left", maintain_order="left").with_columns(
            pl.when(pl.col("status").is_in(["open", "partial"]))
            .then("access")
            .when(pl.col("status") == "closed")
            .then(pl.lit("unreleased"))
            .otherwise(pl.lit("unknown"))
            .alias("access")
        )
    for name in answered:
        ruled = DEFINITIONS[name].rule(Tables(own, components, pl.DataFrame()), source)
        frame = frame.join(
            ruled.select(*KEYS, pl.col("is_open").alias(f"is_open_{name}")), on=KEYS, how="left", maintain_order="left"
        )
    return frame, answered, why_not


def _why_not(name: str) -> str:
    if name in NEEDS:
        return f"it needs {' and '.join(f'{role}=COLUMN' for role in NEEDS[name])}"
    return "it rests on the records of a publisher that judges releases by that framework"


def chosen(name: str | None, answered: tuple[str, ...], why_not: Mapping[str, str]) -> str:
    """Return the definition asked for, or the first that the columns answer."""
    if name is not None and name not in DEFINITIONS:
        raise UnknownNameError("definition", name, DEFINITIONS)
    if name in answered:
        return name
    if name is not None:
        can = ", ".join(answered) or "none"
        raise BadValueError(f"the table cannot answer the definition {name!r}: {why_not[name]}; it answers {can}")
    if not answered:
        needed = "license=COLUMN or weights=COLUMN"
        raise BadValueError(f"the columns that are named answer no definition of open; name one more: {needed}")
    return answered[0]
