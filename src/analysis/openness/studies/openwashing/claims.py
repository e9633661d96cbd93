"""What is claimed: ways in which a release says that it is open, each with yes, no or unknown for an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from openness.sources import of_releases
from openness.sources.osai import SOURCE as INDEX
from openness.studies.openwashing.license_names import calls_itself_open
from openness.studies.openwashing.practice import Frames, answering, by_license
from openness.tables.schema import KEYS


@dataclass(frozen=True)
class Claim:
    """A way in which a release says that it is open."""

    name: str
    title: str
    """For charts."""
    text: str
    """What it rests on, as a clause that follows "a release claims to be open when"."""
    holds: Callable[[Frames, Sequence[str]], pl.DataFrame] = field(repr=False)
    """Frames and words -> ``KEYS`` and ``is_claim``."""
    otherwise: str = field(default="", repr=False)
    """Why a source that gives no reason of its own cannot say."""

    @property
    def reasons(self) -> dict[str, str]:
        """Source that cannot say -> why."""
        return {
            name: source.claims.why_not.get(self.name, self.otherwise)
            for name, source in of_releases().items()
            if self.name not in source.claims.given
        }


def _listed(frames: Frames, _: Sequence[str]) -> pl.DataFrame:
    return answering(frames.releases, CLAIMS["listed"].reasons).select(*KEYS, pl.lit(value=True).alias("is_claim"))


def _license_name(frames: Frames, words: Sequence[str]) -> pl.DataFrame:
    return by_license(frames, lambda identifier: calls_itself_open(identifier, words), "is_claim")


def _open_weights(frames: Frames, _: Sequence[str]) -> pl.DataFrame:
    status = pl.col("status")
    said = answering(frames.components, CLAIMS["open_weights"].reasons).filter(component="weights")
    return said.select(
        *KEYS,
        pl.when(~status.is_in(["missing", "not_applicable"])).then(status.is_in(["open", "partial"])).alias("is_claim"),
    )


CLAIMS = {
    one.name: one
    for one in (
        Claim(
            "listed",
            "Listed as open",
            f"{INDEX.short} lists it, which takes in what describes itself as open or open source, or places itself "
            "among such models",
            _listed,
            "it lists releases whether they claim to be open or not",
        ),
        Claim(
            "license_name",
            "License called open",
            "the name of its license has a word such as open or community",
            _license_name,
        ),
        Claim(
            "open_weights",
            "Weights called open",
            "its source puts it among models with open weights; the word is the source's and not the developer's",
            _open_weights,
        ),
    )
}
"""Claims by name."""
