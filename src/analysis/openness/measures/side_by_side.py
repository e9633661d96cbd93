"""Releases side by side: license, access, every metric, and what sources contradict each other on."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from openness.measures import contradictions as contradicted
from openness.measures.definitions import Tables
from openness.measures.finding import catalog, family_of, words
from openness.project.errors import BadValueError
from openness.tables import store as tables
from openness.tables.schema import KEYS

FACTS = ("release_name", "release_date", "developer_name", "license", "license_tier", "access", "parameter_count")


@dataclass(frozen=True)
class SideBySide:
    """Facts in rows, releases in columns."""

    asked: tuple[str, ...]
    families: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]  # what, source, and a value a name; missing where the source does not say

    @property
    def frame(self) -> pl.DataFrame:
        """The rows as a table of text."""
        return pl.DataFrame(
            [{name: None if value is None else str(value) for name, value in row.items()} for row in self.rows],
            schema=dict.fromkeys(("what", "source", *self.asked), pl.String),
        )

    def document(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        named = [{"asked": one, "family": family} for one, family in zip(self.asked, self.families, strict=True)]
        return {"releases": named, "rows": list(self.rows)}


def side_by_side(names: list[str]) -> SideBySide:
    """Return releases side by side; each name may be a release's, a family's, or an id.

    Of each source stands the release of the family whose name has fewest words beside those asked for.

    Raises
    ------
    BadValueError
        A name is of no family or of several; or fewer than two different ones are given.
    """
    asked = tuple(dict.fromkeys(names))
    if len(asked) < 2:
        raise BadValueError(f"{len(asked)} release is named, expected two or more to compare")
    known = catalog()
    found = [family_of(name, known) for name in asked]
    chosen = {
        name: _of_each_source(known.filter(release_family_id=family), name, release)
        for name, (family, release) in zip(asked, found, strict=True)
    }
    families = tuple(family for family, _ in found)
    rows = [*_facts(chosen), *_scores(chosen), *_contradictions(dict(zip(asked, families, strict=True)), known)]
    return SideBySide(asked, families, tuple(rows))


def _of_each_source(own: pl.DataFrame, name: str, release: str | None) -> dict[str, dict[str, Any]]:
    """Return of each source the one release that is meant."""
    meant = set(words(own.filter(release_id=release)["release_name"][0] if release else name))
    best: dict[str, tuple[tuple, dict[str, Any]]] = {}
    for row in own.iter_rows(named=True):
        have = set(row["_words"])
        rank = (row["release_id"] != release, len(meant - have), len(have - meant), -(row["parameter_count"] or 0))
        if row["source"] not in best or (rank, row["release_id"]) < (
            best[row["source"]][0],
            best[row["source"]][1]["release_id"],
        ):
            best[row["source"]] = (rank, row)
    return {source: row for source, (_, row) in sorted(best.items())}


def _facts(chosen: dict[str, dict[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    sources = sorted({source for own in chosen.values() for source in own})
    return [
        {"what": what, "source": source} | {name: _fact(own.get(source), what) for name, own in chosen.items()}
        for what in FACTS
        for source in sources
        if any(_fact(own.get(source), what) is not None for own in chosen.values())
    ]


def _fact(row: dict[str, Any] | None, what: str) -> Any:
    if row is None:
        return None
    if what == "license":
        return " + ".join(row["license_ids"] or ()) or None
    if what == "release_date":
        day, length = row["release_date"], {"day": 10, "month": 7, "year": 4}.get(row["date_precision"])
        return None if day is None or length is None else day.date().isoformat()[:length]
    return row[what]


def _scores(chosen: dict[str, dict[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return every metric's score of the chosen releases, of the newest edition that it scores."""
    scores = tables.read("scores").filter(pl.col("score").is_not_null())
    ids = [row["release_id"] for own in chosen.values() for row in own.values()]
    own = scores.filter(pl.col("release_id").is_in(ids))
    newest = own.filter(pl.col("vintage") == pl.col("vintage").max().over("release_id", "metric", "metric_version"))
    by_key: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in newest.sort("metric", "source", "metric_version").iter_rows(named=True):
        said = row["label"] or f"{row['score']:g} of {row['score_max']:g}"
        key = (f"{row['metric']} {row['metric_version']}", row["source"], row["release_id"])
        by_key[key] = said
    pairs = dict.fromkeys((metric, source) for metric, source, _ in by_key)
    return [
        {"what": metric, "source": source}
        | {
            name: by_key.get((metric, source, own[source]["release_id"])) if source in own else None
            for name, own in chosen.items()
        }
        for metric, source in pairs
    ]


def _contradictions(families: dict[str, str], known: pl.DataFrame) -> list[dict[str, Any]]:
    """Return what sources contradict each other on within each family: who says what."""
    own = known.filter(pl.col("release_family_id").is_in(list(families.values())))
    keys = own.select(KEYS)
    frames = Tables(
        own.drop("release_family_id", "_words", "is_official", "_sources"),
        tables.read("components").join(keys, on=KEYS, how="semi"),
        tables.read("scores").join(keys, on=KEYS, how="semi"),
    )
    found = contradicted.contradictions(contradicted.statements(frames, tables.read("release_families")))
    rows = []
    for fact in contradicted.FACTS:
        told = {}
        for name, family in families.items():
            one = found.filter(release_family_id=family, fact=fact)
            said = [f"{row['source']}, {row['release_name']}: {row['said']}" for row in one.iter_rows(named=True)]
            told[name] = "; ".join(said) or None
        if any(told.values()):
            rows.append({"what": f"contradiction: {fact}", "source": "several"} | told)
    return rows
