"""What may be claimed of slopes, by literal intervals and by releases with blanks."""

from datetime import datetime

import polars as pl
import pytest
from tests.studies.trend_inference.trend_results import NO_PAIR, slope, trends

from openness.measures.ask import Answer, LeftOut, Question
from openness.statistics.results import SLOPE_BOUNDS
from openness.statistics.trend import model
from openness.studies.trend_inference import claims
from openness.studies.trend_inference.results import CLAIMS

_ENDS = {f"{blanks}_{end}": None for blanks in ("known", "corrected", "bounds") for end in ("lower", "upper")}


def row(verdict, **intervals):
    ends = {
        f"{blanks}_{end}": one
        for blanks, two in intervals.items()
        for end, one in zip(("lower", "upper"), two, strict=True)
    }
    return _ENDS | {"verdict": verdict} | ends


@pytest.mark.parametrize(
    ("verdict", "intervals", "expected"),
    [
        ("rises", {"known": (1, 5), "corrected": (1, 4), "bounds": (0.1, 9)}, "certain"),
        ("rises", {"known": (1, 5), "corrected": (1, 4), "bounds": (-0.1, 9)}, "conditional"),
        ("rises", {"known": (1, 5), "corrected": (-1, 4), "bounds": (-3, 9)}, "nothing"),
        ("rises", {"known": (-1, 5), "corrected": (1, 4), "bounds": (-3, 9)}, "nothing"),
        ("rises", {"known": (1, 5), "bounds": (-3, 9)}, "nothing"),
        ("rises", {"known": (-5, -1), "corrected": (-4, -1), "bounds": (-9, -1)}, "nothing"),
        ("falls", {"known": (-5, -1), "corrected": (-4, -1), "bounds": (-9, -0.1)}, "certain"),
        ("falls", {"known": (-5, -1), "corrected": (-4, -1), "bounds": (-9, 0.1)}, "conditional"),
        ("flat", {"known": (-1, 1), "corrected": (-1, 1), "bounds": (-1.9, 1.9)}, "certain"),
        ("flat", {"known": (-1, 1), "corrected": (-1, 1), "bounds": (-2.1, 1)}, "conditional"),
        ("flat", {"known": (-1, 1), "corrected": (-1, 3), "bounds": (-4, 4)}, "nothing"),
        ("cannot tell", {"known": (1, 5), "corrected": (1, 4), "bounds": (0.1, 9)}, "nothing"),
        ("not estimable", {}, "nothing"),
    ],
)
def test_a_verdict_is_claimed_where_it_survives_and_the_model_says_it(verdict, intervals, expected):
    assert claims.claim(row(verdict, **intervals), 2.0) == expected


def bounds(group, blanks, value, half):
    numbers = {"points_least": value, "points_most": value, "points_lower": value - half, "points_upper": value + half}
    counts = {"n": 400, "blank_count": 7, "filled_count": 3, "developers": 40}
    return dict.fromkeys(SLOPE_BOUNDS.names) | {"group": group, "blanks": blanks} | counts | numbers


def test_slopes_stand_beside_their_bounds_and_those_that_do_not_survive_the_other_groups_cannot_be_told():
    found = trends(
        slope("corporate", 1400, 2.5, p_value=0.03),
        slope("community", 400, 8.0, p_value=0.02),
        slope("mixed", 90, 0.5, verdict="cannot tell", p_value=0.4),
    )
    every = [bounds(group, blanks, 8, 1) for group in ("community", "corporate") for blanks in ("known", "bounds")]
    told = claims.told(found, NO_PAIR, pl.DataFrame(every, schema=SLOPE_BOUNDS.schema))
    # Holm: 3 * 0.02 and 2 * 0.03 are both 0.06.
    assert told.select("group", "verdict", "claim", "known_lower", "blank_count").rows() == [
        ("corporate", "cannot tell", "nothing", 7.0, 7),
        ("community", "cannot tell", "nothing", 7.0, 7),
        ("mixed", "cannot tell", "nothing", None, 0),
    ]
    sure = claims.told(
        found.head(2).with_columns(p_value=0.001), NO_PAIR, pl.DataFrame(every, schema=SLOPE_BOUNDS.schema)
    )
    assert sure.select("group", "verdict", "claim").rows() == [
        ("corporate", "rises", "certain"),
        ("community", "rises", "certain"),
    ]
    assert claims.with_claims(found.head(2), sure).select("group", "claim", "blank_count").rows() == [
        ("corporate", "certain", 7),
        ("community", "certain", 7),
    ]
    CLAIMS.checked(told)
    assert claims.with_claims(found, told)["verdict"].to_list() == ["rises", "rises", "cannot tell"]
    assert claims.with_claims(found, told, "verdict")["verdict"].to_list() == ["cannot tell"] * 3


def answer(*parts):
    """Parts of group, modality, and a year's outcomes; each release has a developer of its own."""
    rows = [
        (
            group,
            f"{group}-{modality}-{year}-{place}",
            modality,
            datetime(year, 7, 1),
            "day",
            one,
            f"{group}{modality}{year}{place}",
        )
        for group, modality, years in parts
        for year, outcomes in years.items()
        for place, one in enumerate(outcomes)
    ]
    columns = ["developer_group", "developer_id", "modality", "release_date", "date_precision", "is_open", "release_id"]
    kinds = dict.fromkeys(columns, pl.String) | {"release_date": pl.Datetime, "is_open": pl.Boolean}
    releases = pl.DataFrame(rows, schema=kinds, orient="row")
    return Answer(Question(source="osai", vintage="2025-05-12"), pl.DataFrame(), releases, LeftOut(0, 0, 0, 0))


def outcomes(share, of=20, blanks=0):
    return [place < share * of for place in range(of)] + [None] * blanks


RISING = {2020: outcomes(0.1), 2021: outcomes(0.4), 2022: outcomes(0.6), 2023: outcomes(0.9)}
LEVEL = {year: outcomes(0.5) for year in range(2020, 2024)}


def test_what_one_kind_does_alone_is_told_where_there_are_others(monkeypatch):
    asked = answer(("corporate", "language", RISING), ("corporate", "speech", LEVEL), ("community", "language", LEVEL))
    monkeypatch.setattr(claims, "filled_of", lambda _: asked.releases.clear())
    alone = claims.alone(asked, [("corporate", "community")])
    rows = {(one["group"], one["other_group"]): one for one in alone.iter_rows(named=True)}
    company = rows["corporate", None]
    assert (company["verdict"], company["claim"], company["n"]) == ("rises", "certain", 80)
    assert rows["corporate", "community"]["claim"] == "certain"
    assert company["points_per_year"] > 15
    assert claims.alone(answer(("corporate", "language", RISING)), []) is None
    assert claims.alone(answer(("corporate", "speech", RISING)), []) is None


def test_late_blanks_take_a_rise_back_unless_earlier_ones_say_otherwise(monkeypatch):
    years = RISING | {2022: outcomes(0.6, blanks=30), 2023: outcomes(0.9, blanks=40)}
    asked = answer(("corporate", "language", years))
    found = model.trend_model(asked.releases, draws=0)
    for share, expected in ((0.0, "nothing"), (0.9, "conditional")):
        filled = answer(("corporate", "language", {2021: outcomes(share, of=40)})).releases
        monkeypatch.setattr(claims, "filled_of", lambda _, filled=filled: filled)
        told = claims.told(found, NO_PAIR, claims.bounds_of(asked, []))
        assert (told["verdict"].item(), told["claim"].item(), told["blank_count"].item()) == ("rises", expected, 70)
