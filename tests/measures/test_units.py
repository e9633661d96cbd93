from datetime import datetime

import polars as pl
import pytest

from openness.measures.ask import LeftOut, Question, ask
from openness.measures.units import UNITS, as_units
from openness.project.errors import UnknownNameError

ROWS = [
    # release, first day, group, is_open, downloads, license
    ("a", datetime(2024, 5, 1), "corporate", True, 10, "MIT", "open"),
    ("tts-1", datetime(2025, 3, 1), "corporate", True, 1, "MIT", "open"),
    ("tts-2", datetime(2023, 8, 1), "community", False, None, "CC-BY-NC-4.0", "noncommercial"),
    ("tts-3", None, "corporate", False, 4, "CC-BY-NC-4.0", "noncommercial"),
    ("tts-4", datetime(2024, 1, 1), "corporate", None, None, "NOASSERTION", "unspecified"),
    ("b", datetime(2024, 6, 1), "community", None, None, "NOASSERTION", "unspecified"),
]


def releases(rows=ROWS):
    names = ["release_id", "release_date", "developer_group", "is_open", "downloads", "license_raw", "license_tier"]
    types = [pl.String, pl.Datetime("us"), pl.String, pl.Boolean, pl.Int64, pl.String, pl.String]
    return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row").with_columns(
        source=pl.lit("hub"), vintage=pl.lit("2030-01-01"), license_ids=pl.concat_list("license_raw")
    )


FAMILIES = pl.DataFrame(
    {
        "release_id": ["a", "tts-1", "tts-2", "tts-3", "tts-4", "b"],
        "release_family_id": ["labs/a", "labs/tts", "labs/tts", "labs/tts", "labs/tts", "labs/a"],
        "mass_series": [None, "labs/tts-*", "labs/tts-*", "labs/tts-*", "labs/tts-*", None],
    }
).with_columns(source=pl.lit("hub"), vintage=pl.lit("2030-01-01"))

SHOWN = ["unit_id", "unit_size", "release_id", "release_date", "developer_group", "is_open", "downloads"]


def test_a_mass_series_is_one_unit_with_the_day_and_group_of_its_first_release():
    found = as_units(releases(), FAMILIES, "series")
    assert found.select(SHOWN).rows() == [
        ("a", 1, "a", datetime(2024, 5, 1), "corporate", True, 10),
        ("labs/tts-*", 4, "tts-2", datetime(2023, 8, 1), "community", False, 5),
        ("b", 1, "b", datetime(2024, 6, 1), "community", None, None),
    ]


def test_a_family_is_one_unit():
    found = as_units(releases(), FAMILIES, "family")
    assert found.select(SHOWN).rows() == [
        ("labs/a", 2, "a", datetime(2024, 5, 1), "corporate", True, 10),
        ("labs/tts", 4, "tts-2", datetime(2023, 8, 1), "community", False, 5),
    ]


def test_a_repository_is_a_row():
    found = as_units(releases(), FAMILIES, "repository")
    assert found["unit_id"].to_list() == found["release_id"].to_list()
    assert found.drop("unit_id", "unit_size").equals(releases())


@pytest.mark.parametrize(
    ("judged", "is_open"),
    [
        ([True, False], False),
        ([True, True, False], True),
        ([True, False, False, None], False),
        ([True, None, None], True),
        ([None, None], None),
        ([False, None], False),
    ],
)
def test_a_unit_is_open_if_more_than_half_of_its_judged_releases_are(judged, is_open):
    rows = [(f"tts-{place}", *ROWS[1][1:3], one, *ROWS[1][4:]) for place, one in enumerate(judged)]
    families = pl.DataFrame({"release_id": [row[0] for row in rows]}).with_columns(
        source=pl.lit("hub"), vintage=pl.lit("2030-01-01"), mass_series=pl.lit("labs/tts-*")
    )
    assert as_units(releases(rows), families, "series")["is_open"].to_list() == [is_open]


def test_a_unit_has_the_license_that_most_of_its_releases_have_whose_license_is_known():
    found = as_units(releases(), FAMILIES, "family")
    assert found.select("unit_id", "license_raw", "license_ids", "license_tier").rows() == [
        ("labs/a", "MIT", ["MIT"], "open"),
        ("labs/tts", "CC-BY-NC-4.0", ["CC-BY-NC-4.0"], "noncommercial"),
    ]


def test_editions_do_not_mix():
    two = pl.concat([releases(), releases().with_columns(vintage=pl.lit("2031-01-01"))])
    both = pl.concat([FAMILIES, FAMILIES.with_columns(vintage=pl.lit("2031-01-01"))])
    assert as_units(two, both, "series").height == 6


def test_a_release_without_a_family_is_a_unit_of_its_own():
    assert as_units(releases(), FAMILIES.clear(), "family")["unit_id"].to_list() == [row[0] for row in ROWS]


def test_a_mass_series_counts_once_unless_repositories_are_asked_for(real):
    """The speech models of one project: 915 of 985 corporate releases of 2023 on the Hub's list."""
    cells = {}
    for unit in UNITS:
        answer = ask(Question("hub", "2026-10-05", definition="osi_license", unit=unit))
        cells[unit] = answer.shares.filter(period="2023", group="corporate").select("n", "open_count").row(0)
        left = answer.left_out
        assert answer.shares["n"].sum() == left.judged
        assert left.releases == 16849
    assert cells == {"series": (70, 36), "repository": (985, 36), "family": (45, 28)}
    assert ask(Question("hub", "2026-10-05", definition="osi_license")).left_out.asked == 15810


def test_what_units_are_made_of_is_said():
    counts = {"asked": 15810, "no_period": 6000, "outside": 0, "unknown": 810, "releases": 16849}
    rest = (
        "9,000 stand in the shares; 810 are left out because the source does not say whether they are open, 6,000 "
        "because they have no date exact enough, 0 because they are outside the years asked for."
    )
    assert LeftOut(**counts).sentence() == (f"Of 15,810 units (16,849 releases, a mass series being one), {rest}")
    assert LeftOut(**counts, unit="family").sentence() == (f"Of 15,810 families (16,849 releases), {rest}")
    assert LeftOut(**counts | {"releases": 15810}, unit="family").sentence() == f"Of 15,810 families, {rest}"


def test_an_unknown_unit_is_refused(real):
    with pytest.raises(UnknownNameError, match=r"value of parameter 'unit': 'familly'; did you mean 'family'\?"):
        ask(Question(unit="familly"))
