"""A contrast of literal releases, for the tests of the overview."""

from datetime import datetime

import polars as pl

from openness.measures import results
from openness.measures.ask import Answer, LeftOut, Question
from openness.measures.headline import GROUPS, Headline, claim, compared, kinds, large_alone
from openness.statistics.contrast import contrast
from openness.studies.overview.measure import Contrast

VINTAGE = "2031-02-15"


def answer(*rows):
    """Rows of group, developer, year and whether open."""
    releases = pl.DataFrame(
        [
            (group, developer, "language", datetime(year, 3, 1), "day", opened)
            for group, developer, year, opened in rows
        ],
        schema={
            "developer_group": pl.String,
            "developer_id": pl.String,
            "modality": pl.String,
            "release_date": pl.Datetime,
            "date_precision": pl.String,
            "is_open": pl.Boolean,
        },
        orient="row",
    )
    shares = pl.DataFrame({"period": ["2029", "2030", "2031"], "group": ["corporate", "mixed", "community"]})
    return Answer(Question(vintage=VINTAGE, since=2018), shares, releases, LeftOut(20, 1, 2, 4))


def sides(corporate, community, year=2030):
    """An answer from the openness of one release of each of so many developers."""
    rows = [
        (group, f"{group}-{i}", year, opened)
        for group, all_ in zip(GROUPS, (corporate, community), strict=True)
        for i, opened in enumerate(all_)
    ]
    return answer(*rows)


def slope(verdict, reason=None, group="corporate", claim="certain"):
    return {
        "group": group,
        "other_group": "community",
        "points_per_year": 2.04,
        "points_lower": -1.0,
        "points_upper": 5.0,
        "verdict": verdict,
        "claim": claim,
        "blank_count": 30,
        "reason": reason,
        "n": 1200,
        "developers": 80,
        "period": "2018-01 to 2030-12",
    }


def headline(asked, min_group=5, filled=None):
    """The headline of an answer, as if its releases were those of the pooled years."""
    filled = asked.releases.clear() if filled is None else filled.releases
    found = compared(asked.releases, filled, min_group)
    single = contrast(asked.releases, cell=None).with_columns(pl.lit("2030").alias("period"))
    return Headline(
        asked,
        (2028, 2030),
        found,
        filled,
        claim(found),
        large_alone(single, min_group).select(results.SINGLE_YEARS.names),
        pl.DataFrame(schema=results.YEAR_BY_EDITION.schema),
        kinds(asked.releases),
    )


def seen(asked, min_group=5, agreed=None, trends=(), slopes=None, filled=None):
    trends = pl.DataFrame(list(trends), schema=list(slope("")), infer_schema_length=None, orient="row")
    nothing = pl.DataFrame()
    return Contrast(asked, headline(asked, min_group, filled), trends, slopes or {}, agreed or {}, nothing, nothing)
