"""Answers to a column of license strings, in the library of whoever asks: pandas, polars, DuckDB, Spark, pyarrow.

Only distinct strings are read. DuckDB and Spark get a table of answers that is joined where their data are; nothing but
the distinct strings leaves them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from openness.licenses.strings.match import Match, match_all
from openness.project.errors import BadValueError, UnknownNameError

RAW = "license_raw"
ANSWERS: Mapping[str, Callable[[Match], Any]] = {
    "license_ids": lambda answer: list(answer.ids),
    "weights_license_ids": lambda answer: list(answer.weights_ids),
    "license_expression": lambda answer: answer.expression,
    "weights_license_expression": lambda answer: answer.weights_expression,
    "kind": lambda answer: answer.kind,
    "rule": lambda answer: answer.rule,
}
"""Column -> what it holds of an answer."""
_LISTS = ("license_ids", "weights_license_ids")


def answered(values: Any, column: str | None = None) -> Any:
    """Return the answers to a series, or a frame with the answers to one of its columns; see ``match_column``."""
    try:
        given = nw.from_native(values, allow_series=True)
    except TypeError as error:
        kind = f"{type(values).__module__}.{type(values).__name__}"
        raise BadValueError(f"{kind} is no column or frame of pandas, polars, DuckDB, Spark or pyarrow") from error
    if isinstance(given, nw.Series):
        return _of_series(given).to_native()
    names = given.collect_schema().names()
    name = _column(names, column)
    library = given.implementation
    if isinstance(given, nw.DataFrame):
        found = _of_series(given[name])
        return nw.concat([given.drop(RAW, strict=False), found], how="horizontal").to_native()
    if library.is_duckdb():
        return _of_duckdb(values, names, name)
    if library.is_pyspark():
        return _of_spark(values, name)
    if library.is_polars():
        distinct = values.select(name).unique().collect()[name]
        found = _of_series(nw.from_native(distinct, series_only=True)).to_native().lazy()
        kept = values.with_columns(**{RAW: name})
        return kept.join(found, on=RAW, how="left", nulls_equal=True, maintain_order="left")
    raise BadValueError(f"a lazy frame of {library} is not read; collect it first")


def _column(names: Sequence[str], column: str | None) -> str:
    if column is None and len(names) != 1:
        raise BadValueError(f"the frame has {len(names)} columns; name the one that holds license strings")
    found = names[0] if column is None else column
    if found not in names:
        raise UnknownNameError("column", found, names)
    if taken := [name for name in ANSWERS if name in names]:
        raise BadValueError(f"the frame has a column {taken[0]!r} already, which an answer would be written to")
    return found


def _answers(distinct: Iterable[str | None]) -> dict[str, list[Any]]:
    """Return columns of answers to distinct strings, the strings themselves first."""
    strings = list(distinct)
    answers = match_all(strings)
    return {RAW: strings, **{name: [take(answer) for answer in answers] for name, take in ANSWERS.items()}}


def _of_series(series: nw.Series) -> nw.DataFrame:
    library = series.implementation
    filled = series.cast(nw.String).fill_null("") if series.dtype != nw.String else series.fill_null("")
    distinct = filled.unique().to_list()
    if not distinct:
        types = {name: nw.List(nw.String()) if name in _LISTS else nw.String() for name in (RAW, *ANSWERS)}
        # pandas has no lists but objects.
        return nw.from_dict({name: [] for name in types}, None if library.is_pandas() else types, backend=library)
    table = nw.from_dict(_answers(distinct), backend=library)
    place = filled.replace_strict(distinct, list(range(len(distinct))), return_dtype=nw.Int64)
    found = table[place.to_numpy()]
    if library.is_pandas():
        native = found.to_native()
        native.index = series.to_native().index
        found = nw.from_native(native, eager_only=True)
    return found.with_columns(series.alias(RAW))


def _of_duckdb(relation: Any, names: Sequence[str], name: str) -> Any:
    """Return a DuckDB relation of the same connection with the answers joined to it."""
    own = _quoted(name)
    # What is put into these statements is quoted: a statement is all that DuckDB joins by without another library.
    asked = relation.query("given", f"SELECT DISTINCT CAST({own} AS VARCHAR) FROM given")  # noqa: S608
    distinct = [row[0] for row in asked.fetchall()]
    table = _answers(distinct)
    rows = ", ".join(f"({', '.join(map(_literal, row))})" for row in zip(*table.values(), strict=True))
    kept = ", ".join(f"given.{_quoted(one)}" for one in names if one != RAW)
    answers = ", ".join(f"answers.{one}" for one in table)
    if not distinct:
        empty = ", ".join(f"CAST(NULL AS VARCHAR{'[]' if one in _LISTS else ''}) AS {one}" for one in table)
        return relation.query("given", f"SELECT {kept + ', ' if kept else ''}{empty} FROM given")  # noqa: S608
    return relation.query(
        "given",
        f"SELECT {kept + ', ' if kept else ''}{answers} FROM given "  # noqa: S608
        f"JOIN (VALUES {rows}) AS answers({', '.join(table)}) "
        f"ON CAST(given.{own} AS VARCHAR) IS NOT DISTINCT FROM answers.{RAW}",
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: str | list[str] | None) -> str:
    if value is None:
        return "CAST(NULL AS VARCHAR)"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    quoted = value.replace("'", "''")
    return " || chr(0) || ".join(f"'{part}'" for part in quoted.split("\0"))  # a statement ends at a null character


def _of_spark(frame: Any, name: str) -> Any:
    """Return a Spark frame of the same session with the answers joined to it."""
    distinct = [row[0] for row in frame.select(frame[name].cast("string")).distinct().collect()]
    table = _answers(distinct)
    schema = ", ".join(f"{one} {'array<string>' if one in _LISTS else 'string'}" for one in table)
    answers = frame.sparkSession.createDataFrame([*zip(*table.values(), strict=True)], schema)
    kept = frame.drop(RAW) if name != RAW else frame.withColumnRenamed(RAW, f"{RAW}_given")
    key = kept[name if name != RAW else f"{RAW}_given"]
    joined = kept.join(answers, key.cast("string").eqNullSafe(answers[RAW]), "left")
    return joined.drop(f"{RAW}_given")
