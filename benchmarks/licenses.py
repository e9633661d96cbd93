"""How fast license strings and texts are read, beside the libraries that read some of them.

Run with ``make bench``. Strings are every distinct one of the processed tables (``openness build`` first), and ten
thousand made of pairs of them. Texts are the license files named on the command line; without any, the standard texts
that are at hand in the installed packages.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl
from license_expression import ExpressionError, get_spdx_licensing
from licenseclassifier import identify_license

from openness.licenses.strings import match, names, several
from openness.licenses.strings.fold import tokens
from openness.licenses.strings.standard import standard
from openness.licenses.texts.read import read_text
from openness.tables import store as tables

RUNS = 3
PAIRS = 10_000


def rate(what: str, items: list, read: Callable[[object], object], prepare: Callable[[], None] = lambda: None) -> None:
    """Print how many items a second are read: median of the runs, smallest to largest."""
    rates = []
    for _ in range(RUNS):
        prepare()
        start = time.perf_counter()
        for item in items:
            read(item)
        rates.append(len(items) / (time.perf_counter() - start))
    print(
        f"{what}: {statistics.median(rates):,.0f}/s ({min(rates):,.0f} to {max(rates):,.0f}; {len(items):,})",
        flush=True,
    )


def forget() -> None:
    """Forget every answer, so that each run reads each string anew."""
    for cached in (match._answer, several.whole, several.several, tokens, standard):
        cached.cache_clear()


def strings() -> list[str]:
    """Every distinct license string of the processed tables."""
    columns = [tables.read(name)["license_raw"] for name in ("releases", "components")]
    return sorted(pl.concat(columns).drop_nulls().unique())


def with_license_expression(found: Iterable[str]) -> tuple[Callable[[str], object], str]:
    """Return a reader of license-expression, and how many of the strings it reads without an error."""
    licensing = get_spdx_licensing()

    def read(string: str) -> object:
        try:
            return licensing.parse(string, validate=True)
        except (ExpressionError, AttributeError, TypeError):
            return None

    return read, f"{sum(read(string) is not None for string in found):,}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", nargs="*", type=Path, help="License texts; none: those of installed packages.")
    given = options.parse_args().texts

    known = names.known()
    distinct = strings()
    chance = random.Random(1)
    pairs = [f"{chance.choice(distinct)}, {chance.choice(distinct)} ({i})" for i in range(PAIRS)]
    rate("strings, each for the first time", distinct, lambda string: match._match(string, known), forget)
    rate("pairs of strings, each for the first time", pairs, lambda string: match._match(string, known), forget)
    read, count = with_license_expression(distinct)
    rate(f"the same strings by license-expression (reads {count} of {len(distinct):,})", distinct, read)
    answered = sum(match.match(string).ids != ("NOASSERTION",) for string in distinct)
    print(f"strings that are answered with more than NOASSERTION here: {answered:,} of {len(distinct):,}")
    million = pl.Series(distinct * (1_000_000 // len(distinct) + 1))[:1_000_000]
    for what, column in (("polars", million), ("pandas", million.to_pandas())):
        forget()
        start = time.perf_counter()
        match.match_column(column)
        print(f"a column of a million strings, {what}: {time.perf_counter() - start:.2f} s")

    packages = Path(sysconfig.get_paths()["purelib"])
    paths = given or sorted(path for path in packages.glob("*.dist-info/**/LICENSE*") if path.is_file())[:80]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    if not texts:
        sys.exit("no license texts were found; name some")
    read_text(texts[0])
    rate("texts, clauses and identity", texts, read_text)
    rate("the same texts by licenseclassifier, identity alone", texts, identify_license)
    named = sum(read_text(text).id is not None for text in texts)
    theirs = sum(bool(identify_license(text)) for text in texts)
    print(f"texts named: {named} here, {theirs} by licenseclassifier, of {len(texts)}")


if __name__ == "__main__":
    main()
