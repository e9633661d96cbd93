"""What is drawn and told of the headline."""

import polars as pl
from inline_snapshot import snapshot
from tests.studies.overview.small_overview import headline, sides

from openness.measures import headline_views as views
from openness.measures import results

ASKED = sides([True] * 3 + [False] * 7 + [None] * 2, [True] * 9 + [False] + [None])
LATER = sides([True] * 5 + [False] * 5, [True] * 5 + [False] * 5)
SEEN = headline(ASKED, filled=LATER)


def rounded(frame):
    return frame.with_columns(pl.col(pl.Float64).round(2)).rows()


def test_the_chart_has_the_headline_first_then_blanks_mix_and_years():
    drawn = views.drawn(SEEN)
    assert drawn.schema == results.HEADLINE_ROWS.schema
    assert rounded(drawn.drop("note")) == snapshot(
        [
            ("2028–2030, same mix of kinds", -0.6, -0.83, -0.08, 10),
            ("2028–2030, same mix of kinds, blanks as earlier ones", -0.53, -0.78, -0.06, 10),
            ("2028–2030, same mix, blanks all against companies", -0.66, -0.83, -0.66, 10),
            ("2028–2030, same mix, blanks all for companies", -0.4, -0.4, -0.02, 10),
            ("2028–2030, as listed", -0.6, -0.83, -0.08, 10),
            ("2030, as listed", -0.6, -0.83, -0.08, 10),
        ]
    )


def test_a_headline_without_enough_releases_draws_nothing_and_says_so():
    small = headline(sides([True] * 4, [False] * 9))
    assert views.drawn(small).is_empty()
    assert set(views.table(small.contrast)["difference"]) == {"not estimable"}


def test_the_table_has_shares_with_intervals_and_ranges_for_bounds():
    assert views.table(SEEN.contrast).filter(mix="plain").rows() == snapshot(
        [
            ("all", "plain", "left out", "30% (9–66%), n = 10", "90% (52–99%), n = 10", "−60 (−83 to −8)"),
            (
                "all",
                "plain",
                "as those filled in later",
                "33% (11–66%), n = 10",
                "86% (53–97%), n = 10",
                "−53 (−78 to −6)",
            ),
            ("all", "plain", "all closed to all open", "25–42%, n = 10", "82–91%, n = 10", "−66 to −40 (−83 to −2)"),
        ]
    )


def test_blanks_that_were_filled_in_are_counted_by_side():
    assert rounded(views.filled(SEEN)) == snapshot([("corporate", 10, 0.5, 0.3), ("community", 10, 0.5, 0.9)])


def test_the_largest_kind_of_each_of_the_last_years_is_named():
    rows = [
        ("2023", "community", "vision", 9, 1),
        ("2024", "community", "language", 3, 0),
        ("2024", "community", "vision", 2, 0),
    ]
    kinds = pl.DataFrame(rows, schema=results.KINDS.schema, orient="row")
    assert views.listed(kinds, "community").rows() == [
        ("2023", "community", 9, "vision", 9),
        ("2024", "community", 5, "language", 3),
    ]
    assert views.listed(kinds, "community", 1)["period"].to_list() == ["2024"]


def test_a_year_in_one_edition_alone_was_not_revised():
    share = {"period": "2024", "group": "corporate", "n": 5, "open_share": 0.4, "unknown_count": 1}
    editions = pl.DataFrame([share | {"vintage": "2025-01-01"}], schema=results.YEAR_BY_EDITION.schema)
    assert views.revised(editions) == []
    assert views.between_editions(editions).rows() == [("2024", "corporate", "2025-01-01", 5, 1, "40%")]


def test_a_revision_is_told_from_an_edition_about_a_year_older_not_from_the_neighbor():
    share = {"period": "2024", "group": "community", "unknown_count": 0}
    moved = [("2025-04-23", 26, 0.88), ("2025-11-01", 96, 0.8), ("2026-03-30", 110, 0.75)]
    rows = [share | {"vintage": vintage, "n": n, "open_share": open_} for vintage, n, open_ in moved]
    late = share | {"period": "2025", "open_share": 0.95}
    rows += [late | {"vintage": "2025-11-01", "n": 21}, late | {"vintage": "2026-03-30", "n": 25}]
    editions = pl.DataFrame(rows, schema=results.YEAR_BY_EDITION.schema)
    (found,) = views.revised(editions)
    assert (found["period"], found["before"]["n"], found["after"]["n"]) == ("2024", 26, 110)
