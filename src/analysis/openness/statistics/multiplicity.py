"""P-values that allow for the number of tests."""

from collections.abc import Callable

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT

from openness.statistics.door import eager
from openness.words.values import is_missing


def holm(p_values: np.ndarray) -> np.ndarray:
    """Return p-values by Holm's step-down rule, which holds the chance of one false finding or more; NaN is no test.

    Source of the method: Holm, S. (1979), Scandinavian Journal of Statistics 6(2), 65-70,
    https://www.jstor.org/stable/4615733. It needs no independence of the tests.
    """
    return _stepwise(p_values, lambda p: np.maximum.accumulate(p * np.arange(len(p), 0, -1)))


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """Return p-values by Benjamini and Hochberg's rule, which holds the expected share of false findings.

    NaN is no test and stays NaN. Source of the method: Benjamini, Y. and Hochberg, Y. (1995), Journal of the Royal
    Statistical Society B 57(1), 289-300, https://doi.org/10.1111/j.2517-6161.1995.tb02031.x. It holds for tests that
    are independent or positively dependent.
    """
    return _stepwise(p_values, lambda p: np.minimum.accumulate((p * len(p) / np.arange(1, len(p) + 1))[::-1])[::-1])


def benjamini_yekutieli(p_values: np.ndarray) -> np.ndarray:
    """Return p-values by Benjamini and Yekutieli's rule: Benjamini and Hochberg's times 1 + 1/2 + ... + 1/tests.

    NaN is no test and stays NaN. It holds the expected share of false findings however the tests depend on each other,
    such as definitions that one release meets together and groups that are parts of one another. Source of the method:
    Benjamini, Y. and Yekutieli, D. (2001), Annals of Statistics 29(4), 1165-1188,
    https://doi.org/10.1214/aos/1013699998.
    """
    tests = int(np.isfinite(np.asarray(p_values, dtype=float)).sum())
    return np.minimum(benjamini_hochberg(p_values) * (1 / np.arange(1, tests + 1)).sum(), 1)


def with_adjusted_p(frame: IntoDataFrameT, p_value: str = "p_value") -> IntoDataFrameT:
    """Add ``tests`` (p-values that are there), ``p_holm``, ``p_bh`` and ``p_by`` to a frame, pandas or polars."""
    data = eager(frame, [p_value])
    values = np.array([np.nan if is_missing(p) else p for p in data[p_value].to_list()], dtype=float)
    backend = nw.get_native_namespace(data)
    columns = [
        nw.new_series(name, [None if np.isnan(p) else float(p) for p in rule(values)], nw.Float64, backend=backend)
        for name, rule in (("p_holm", holm), ("p_bh", benjamini_hochberg), ("p_by", benjamini_yekutieli))
    ]
    tests = nw.lit(int(np.isfinite(values).sum())).alias("tests")
    return data.with_columns(tests, *columns).to_native()


def _stepwise(p_values: np.ndarray, rule: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    values = np.asarray(p_values, dtype=float)
    adjusted = np.full(values.shape, np.nan)
    tested = np.flatnonzero(np.isfinite(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    adjusted[order] = np.minimum(rule(values[order]), 1)
    return adjusted
