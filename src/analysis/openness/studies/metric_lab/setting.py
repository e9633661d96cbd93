"""What is asked of the metric laboratory, read from the values of its parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openness.measures.ask import ALL
from openness.metrics.registry import METRICS
from openness.studies.metric_lab.parameters import check_values, find_release, fixed_weights, partial_value
from openness.tables import store as tables


@dataclass(frozen=True)
class Setting:
    """What is asked, read from the parameters of the same names; see ``parameters`` for their meaning.

    ``release`` is the id of a release, or None for all; ``weights`` maps every criterion to its weight, or is None
    where weights are drawn; ``partial`` is a number or two bounds.
    """

    release: str | None
    metrics: tuple[str, ...]
    weights: Mapping[str, float] | None
    partial: float | tuple[float, float]
    concentration: float
    draws: int
    seed: int
    most: int

    def drawn(self) -> dict[str, Any]:
        """Return what :mod:`openness.studies.metric_lab.robustness` is to draw, as its keyword arguments."""
        return {
            "partial": self.partial,
            "fixed": self.weights,
            "concentration": self.concentration,
            "draws": self.draws,
            "seed": self.seed,
        }


def setting(
    *,
    release: str = ALL,
    metrics: Iterable[str] = (),
    weights: Iterable[str] = (),
    partial: str = "0-1",
    concentration: float = 1.0,
    draws: int = 4000,
    seed: int = 1,
    most: int = 30,
) -> Setting:
    """Return what is asked, every value checked."""
    values = dict(locals()) | {"metrics": list(metrics), "weights": list(weights)}
    check_values(values)
    return Setting(
        None if release == ALL else find_release(release, tables.read("releases"), tables.read("release_lists")),
        tuple(name for name in METRICS if not values["metrics"] or name in values["metrics"]),
        fixed_weights(values["weights"]) if values["weights"] else None,
        partial_value(partial),
        float(concentration),
        draws,
        seed,
        most,
    )
