"""Find releases, families, developers and licenses by a name as people write it, in the newest editions.

A release fits where its name holds every word asked for; of two that fit, the one of a known developer comes before a
remix, and the one with fewer further words before one with more.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import polars as pl

from openness.cleaning.developer_names import match_developer
from openness.cleaning.family_keys import PACKING, family_key, without_account
from openness.licenses.strings.match import match
from openness.measures.selection import latest_editions
from openness.project.errors import BadValueError
from openness.tables import store as tables
from openness.tables.schema import KEYS

MOST = 10
"""Releases and families that are shown."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*[^\W\d_]*")
_LONGEST = 200
_OFFICIAL = ("company", "big_tech", "academic", "nonprofit", "community", "government")


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name: ``Qwen/Qwen2.5-72B`` is qwen, 2.5, 72b."""
    return tuple(_TOKEN.findall(without_account(name.casefold())))


@dataclass(frozen=True)
class Found:
    """What a name may mean, the likeliest first."""

    asked: str
    read_as: str | None  # what was looked for instead, where a word of the name is in no release
    releases: pl.DataFrame  # with release_family_id, is_official and further_words
    families: pl.DataFrame  # release_family_id, release_count, sources, is_official
    developers: tuple[dict[str, Any], ...]
    license_ids: tuple[str, ...]

    def document(self, most: int = MOST) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "asked": self.asked,
            "read_as": self.read_as,
            "release_count": self.releases.height,
            "releases": self.releases.head(most).select(_SHOWN).to_dicts(),
            "families": self.families.head(most).to_dicts(),
            "developers": list(self.developers),
            "licenses": list(self.license_ids),
        }


_SHOWN = [
    *("release_id", "release_name", "source", "vintage", "developer_name", "release_family_id"),
    *("license_ids", "license_tier", "access", "is_official"),
]


def find(text: str) -> Found:
    """Return what a name may mean.

    Raises
    ------
    BadValueError
        It has no word in it.
    """
    asked = words(text[:_LONGEST])
    if not asked:
        raise BadValueError(f"name is {text[:40]!r}, expected one with a letter or a digit in it")
    known = catalog()
    vocabulary = set(known["_words"].explode().unique())
    read = tuple(_nearest(word, vocabulary) for word in asked)
    fits = pl.lit(value=True)
    for word in dict.fromkeys(read):
        fits &= pl.col("_words").list.contains(word)
    ranked = _ranked(known.filter(fits), len(read))
    developer = match_developer(text)
    license_ = match(text)
    is_license = license_.kind in ("spdx", "named", "family")
    return Found(
        text,
        " ".join(read) if read != asked else None,
        ranked,
        _families(ranked),
        tuple(vars(one) for one in developer.developers),
        tuple(license_.ids) if is_license else (),
    )


def catalog() -> pl.DataFrame:
    """Return the releases of each source's newest whole edition, with families and words of their names."""
    releases = latest_editions(tables.read("releases"), tables.read("release_lists"))
    families = tables.read("release_families").select(*KEYS, "release_family_id")
    named = releases.join(families, on=KEYS, how="left", maintain_order="left")
    # As text, which is split by polars: a series made of Python's lists takes ten times as long.
    read = {name: " ".join(words(name)) for name in named["release_name"].unique()}
    sources = pl.col("source").n_unique().over("release_family_id")
    return named.with_columns(
        pl.Series("_words", [read[name] for name in named["release_name"]], dtype=pl.String).str.split(" "),
        is_official=pl.col("developer_type").is_in(list(_OFFICIAL)),
        _sources=pl.when(pl.col("release_family_id").is_not_null()).then(sources).otherwise(1),
    )


def _ranked(fitting: pl.DataFrame, asked: int) -> pl.DataFrame:
    """Return releases that fit, the likeliest first."""
    is_packed = pl.col("_words").list.set_intersection(pl.lit(sorted(PACKING), dtype=pl.List(pl.String))).list.len() > 0
    return (
        fitting.with_columns(further_words=pl.col("_words").list.len().cast(pl.Int64) - asked, _is_packed=is_packed)
        .sort(
            *("is_official", "_is_packed", "further_words", "_sources", "downloads", "release_id", "source"),
            descending=[True, False, False, True, True, False, False],
            nulls_last=True,
        )
        .drop("_is_packed")
    )


def _families(ranked: pl.DataFrame) -> pl.DataFrame:
    return (
        ranked.filter(pl.col("release_family_id").is_not_null())
        .group_by("release_family_id", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("release_count"),
            pl.col("source").unique().sort().alias("sources"),
            pl.col("is_official").any(),
        )
    )


def _nearest(word: str, vocabulary: set[str]) -> str:
    """Return a word, or the nearest that a release has where none has it."""
    if word in vocabulary or len(word) < 4 or any(c.isdigit() for c in word):
        return word
    near = sorted(one for one in vocabulary if abs(len(one) - len(word)) <= 2 and one[:1] == word[0] and one.isalpha())
    found = get_close_matches(word, near, n=1, cutoff=0.74)
    return found[0] if found else word


def family_of(text: str, known: pl.DataFrame) -> tuple[str, str | None]:
    """Return the family that a name means, and the release where the name is that of one.

    A family's id and a release's id name themselves. Else the family's key decides: of several with that key the one
    of known developers that most sources list; where two are listed by as many, the name is ambiguous.

    Raises
    ------
    BadValueError
        No family has that name, the nearest being named; or several have it.
    """
    ids = known.filter((pl.col("release_id") == text) & pl.col("release_family_id").is_not_null())
    if ids.height:
        return ids["release_family_id"][0], text
    families = known.filter(pl.col("release_family_id").is_not_null())
    if families.filter(release_family_id=text).height:
        return text, None
    key = family_key(text)
    own = (
        families.filter(pl.col("release_family_id").str.split("/").list.last() == key)
        .group_by("release_family_id")
        .agg(pl.col("is_official").any(), pl.col("_sources").first(), pl.len().alias("_count"))
        .sort("is_official", "_sources", "_count", "release_family_id", descending=[True, True, True, False])
    )
    if own.is_empty():
        near = find(text).families["release_family_id"].head(3).to_list()
        hint = f"; near it are {', '.join(near)}" if near else "; look for it with: openness find NAME"
        raise BadValueError(f"no family of releases is called {text!r}{hint}")
    best = own.row(0, named=True)
    same = own.filter(is_official=best["is_official"], _sources=best["_sources"])["release_family_id"].to_list()
    if len(same) > 1:
        raise BadValueError(f"{text!r} may be {' or '.join(same[:5])}; say which")
    return best["release_family_id"], None
