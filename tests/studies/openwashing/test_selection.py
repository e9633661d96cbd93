import polars as pl

from openness.measures.selection import editions
from openness.studies.openwashing.selection import newest, releases_of


def test_years_leave_out_what_has_no_date_and_no_years_leave_out_nothing(real):
    assert releases_of("osai", "2026-06-12").height == 193
    dated = releases_of("osai", "2026-06-12", 2023, 2024)
    assert dated["release_date"].dt.year().unique().sort().to_list() == [2023, 2024]
    every, since = releases_of("hub"), releases_of("hub", since=1990)
    assert every.height - since.height == every["release_date"].null_count() > 0


def test_the_newest_editions_state_licenses_and_hold_no_copies(real):
    found = newest()
    assert editions(found) == [
        "epoch 2026-03-30",
        "hub 2026-10-05",
        "models_dev 2026-07-02",
        "mot 2026-05-11",
        "mteb 2026-10-26",
        "osai 2026-06-12",
    ]
    assert found.filter(source="hub").height == 12239
    assert found.filter(pl.struct("source", "release_id").is_duplicated()).is_empty()
