"""Charts of the members of a sweep, one table a chart: a row for what they share, a column a member."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openness.site.compare.sites import Row, common_key, number, read

_BEFORE_INTERVAL = "lower"
_PERIODS = ("period", "year", "date")


@dataclass(frozen=True)
class Table:
    """The values of one chart, by member."""

    chart: str  # its name
    value: str  # column that the values are of
    key: tuple[str, ...]  # columns that name a row
    rows: Mapping[tuple[str, ...], tuple[float | None, ...]]  # name of a row -> value of each member, None without one

    @property
    def period(self) -> str | None:
        """The column of the key that is time, None where none is."""
        return next((name for name in self.key if name in _PERIODS), None)

    @property
    def differs(self) -> bool:
        """Whether members differ anywhere."""
        return any(len(set(values)) > 1 for values in self.rows.values())


def charts(folder: Path, report: str) -> dict[str, list[Row]]:
    """Return chart -> rows, of the site in a folder."""
    found = sorted((folder / "charts" / report).glob("*.csv"))
    return {path.stem: read(path.read_bytes()) for path in found}


def side_by_side(members: Sequence[Mapping[str, list[Row]]]) -> list[Table]:
    """Return a table for every chart that has values; what a member lacks is None."""
    names = dict.fromkeys(name for member in members for name in member)
    found = [_table(name, [member.get(name, []) for member in members]) for name in names]
    return [one for one in found if one is not None]


def _table(chart: str, tables: Sequence[list[Row]]) -> Table | None:
    told = [rows for rows in tables if rows]
    columns = [name for name in (told[0][0] if told else {}) if all(name in rows[0] for rows in told)]
    if not columns:
        return None
    key = common_key(told, columns)
    value = _value([name for name in columns if name not in key], [row for rows in told for row in rows])
    if value is None:
        return None
    by_member = [{tuple(row[name] for name in key): number(row[value]) for row in rows} for rows in tables]
    # Rows that nothing tells apart cannot be set beside each other.
    if any(len(own) < len(rows) for own, rows in zip(by_member, tables, strict=True)):
        return None
    rows = {name: tuple(own.get(name) for own in by_member) for own in by_member for name in own}
    period = next((name for name in key if name in _PERIODS), None)
    if period is not None:
        # A member that begins earlier than the first one would else end below it.
        place = key.index(period)
        rows = {name: rows[name] for name in sorted(rows, key=lambda name: (name[:place], name[place]))}
    return Table(chart, value, tuple(key), rows)


def _value(columns: Sequence[str], rows: Sequence[Row]) -> str | None:
    """Return the column a chart is about: what an interval is around, else the first fraction or number."""
    told = {name: [row[name] for row in rows if row[name]] for name in columns}
    numeric = [name for name in columns if told[name] and all(number(value) is not None for value in told[name])]
    if _BEFORE_INTERVAL in numeric and (place := numeric.index(_BEFORE_INTERVAL)):
        return numeric[place - 1]
    fractions = [name for name in numeric if any("." in value for value in told[name])]
    return next(iter([*fractions, *numeric]), None)
