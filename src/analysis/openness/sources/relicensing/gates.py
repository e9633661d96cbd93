"""Revenue gates: figures of revenue above which the license of an AI model asks more, kept in ``gates.yml``."""

from pathlib import Path
from typing import Literal

import polars as pl

from openness.project.errors import BadFileError
from openness.project.yaml_shape import read_shape, shape
from openness.tables import schema
from openness.tables import store as tables

FILE = "gates.yml"


@shape
class _Gate:
    amount: int
    currency: str
    period: Literal["month", "year"]
    of: Literal["licensee", "product"]
    business: Literal["any", "maas", "assistant"]
    asks: Literal["agreement", "authorization", "review", "display"]
    section: str | None = None

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"amount is {self.amount}, expected 1 or more")
        if len(self.currency) != 3 or not self.currency.isupper():
            raise ValueError(f"currency is {self.currency!r}, expected three capital letters")


@shape
class _License:
    project: str
    date: str
    model: str
    license: str
    text: str
    read: Literal["text", "reports"]
    gates: tuple[_Gate, ...]

    def __post_init__(self) -> None:
        if not self.text.startswith("https://"):
            raise ValueError(f"text is {self.text!r}, expected a link that begins with https://")
        is_read = self.read == "text"
        if any((gate.section is not None) != is_read for gate in self.gates):
            raise ValueError("a license that was read names the section of each gate, one that was not names none")


@shape
class _Gates:
    gates: tuple[_License, ...]


def frame(path: Path, changes: pl.DataFrame) -> pl.DataFrame:
    """Return the table ``license_gates``: each gate with the change by which models came under its license."""
    if not path.is_file():
        return pl.DataFrame(schema=tables.polars_schema(schema.LICENSE_GATES))
    rows = []
    for entry in read_shape(_Gates, path).gates:
        change = _change(entry, changes, path.name)
        rows += [
            {
                "change_id": change,
                "model_name": entry.model,
                "license_id": entry.license,
                "amount": gate.amount,
                "currency": gate.currency,
                "period": gate.period,
                "revenue_of": gate.of,
                "business": gate.business,
                "asks": gate.asks,
                "section": gate.section,
                "read": entry.read,
                "text_url": entry.text,
            }
            for gate in entry.gates
        ]
    return pl.DataFrame(rows, schema=tables.polars_schema(schema.LICENSE_GATES), orient="row")


def _change(entry: _License, changes: pl.DataFrame, name: str) -> str:
    """Return the change of models.yml by which the project came under the license."""
    is_month = pl.col("date_precision") == "month"
    day = pl.col("change_date").dt
    dated = pl.when(is_month).then(day.strftime("%Y-%m")).otherwise(day.strftime("%Y-%m-%d"))
    found = changes.filter(
        pl.col("kind") == "model",
        pl.col("project_name") == entry.project,
        dated == entry.date,
        pl.col("to_ids").list.contains(entry.license),
    )
    if found.height != 1:
        raise BadFileError(
            f"{name}: {found.height} changes of {entry.project!r} on {entry.date} lead to {entry.license}; expected one"
        )
    return found["change_id"][0]
