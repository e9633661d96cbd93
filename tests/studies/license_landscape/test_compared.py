"""Licenses of two groups, term by term: literal counts, and what is said of them."""

from datetime import datetime

import polars as pl
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.studies.license_landscape import results, say
from openness.studies.license_landscape.compared import compared
from openness.studies.license_landscape.measure import TERMS, term_shares

FIRST = next(iter(TERMS))


def releases(*cells):
    """Return releases of (year, group, how many, how many of them with the first term), each of a developer."""
    rows = [
        (datetime(year, 5, 1), "day", group, f"{group}{number}", number < with_term)
        for year, group, n, with_term in cells
        for number in range(n)
    ]
    columns = ["release_date", "date_precision", "developer_group", "developer_id", FIRST]
    frame = pl.DataFrame(rows, schema=columns, orient="row").with_columns(country=pl.col("developer_group"))
    return frame.with_columns(pl.lit(value=False).alias(name) for name in TERMS if name != FIRST)


def found(*cells, last="2025", **asked):
    own = releases(*cells)
    return compared(term_shares(own, by=asked.get("by", "developer_group")), own, last=last, **asked)


APART = [(2025, "corporate", 30, 6), (2025, "community", 30, 24), (2025, "mixed", 30, 24)]


def test_companies_less_others_term_by_term_all_tested_together():
    both = found(*APART)
    assert both.columns == results.COMPARED.names
    columns = ["term", "period", "group", "other_group", "n", "tests", "is_different"]
    titles = [term.title for term in TERMS.values()]
    assert both.select(columns).rows() == [
        (title, "2025", "corporate", "community", 30, 4, title == titles[0]) for title in titles
    ]
    assert both["difference"].round(3).to_list() == [-0.6, 0, 0, 0]


def test_other_groups_are_compared_two_by_two():
    pairs = found(*APART, by="country").filter(term=TERMS[FIRST].title)
    assert pairs.select("group", "other_group", "is_different", "tests").rows() == [
        ("corporate", "community", True, 12),
        ("corporate", "mixed", True, 12),
        ("community", "mixed", False, 12),
    ]


def test_a_running_year_and_small_groups_bear_no_claim():
    later = [*APART, (2026, "corporate", 30, 6), (2026, "community", 30, 24)]
    assert found(*later)["period"].unique().to_list() == ["2025"]
    assert found(*APART, min_group=31).height == 0


def test_what_remains_is_said_and_what_may_be_nothing_beside_it():
    frames = [found(*APART), found((2025, "corporate", 9, 5), (2025, "community", 9, 4)), found(*APART, min_group=31)]
    said = [line for one in frames for line in say.compared(one["p_value"].count(), one.to_dicts())]
    assert wrapped(said) == snapshot("""\
- With 4 differences between groups tested together (Holm), these remain, in points: OSI-approved −60 (−75 to
  −34; corporate developers less community developers, 2025).
- In points, what may be no difference: Use-restricted 0 (−12 to +12; corporate developers less community
  developers, 2025), User or revenue threshold 0 (−12 to +12; corporate developers less community developers,
  2025) and Noncommercial 0 (−12 to +12; corporate developers less community developers, 2025).
- With 4 differences between groups tested together (Holm), none is shown.
- In points, what may be no difference: OSI-approved +11 (−37 to +52; corporate developers less community
  developers, 2025), Use-restricted 0 (−37 to +37; corporate developers less community developers, 2025), User
  or revenue threshold 0 (−37 to +37; corporate developers less community developers, 2025) and Noncommercial
  0 (−37 to +37; corporate developers less community developers, 2025).
- No two groups have enough releases whose license is known in a period that had ended.\
""")
