"""Whether a result is what it is declared to be."""

import polars as pl

from openness.words.frames import Frame


def differences(frame: pl.DataFrame, declared: Frame) -> list[str]:
    """What of a frame is not as declared: its columns, their types, nulls, ranges, and whether its key is one."""
    if frame.columns != declared.names:
        return [f"columns {frame.columns}, declared {declared.names}"]
    numbers = (pl.Int64, pl.Float64)
    found = [
        f"{name} is {frame.schema[name]}, declared {kind}"
        for name, kind in declared.schema.items()
        if frame.schema[name] != kind and not (kind in numbers and frame.schema[name].is_numeric())
    ]
    found += [f"{name} has nulls" for name in declared.of_kind("text", "count", "flag") if frame[name].null_count()]
    shares = declared.of_kind("share")
    found += [f"{name} is no share" for name in shares if not frame[name].drop_nulls().is_between(0, 1).all()]
    if declared.key and frame.select(declared.key).is_duplicated().any():
        found.append(f"{', '.join(declared.key)} do not tell rows apart")
    return found
