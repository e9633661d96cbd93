"""The queue of the license catalog."""

import polars as pl
import pytest

from openness.measures import undecided
from openness.project.errors import UnknownNameError


@pytest.mark.parametrize(
    ("raw", "identifiers", "expected"),
    [
        (None, ["NOASSERTION"], undecided.NO_NAME),
        ("other", ["NOASSERTION"], undecided.SAYS_NOTHING),
        ("modified MIT", ["LicenseRef-modified-mit"], undecided.SAYS_NOTHING),
        ("nobody knows this license 7", ["NOASSERTION"], undecided.UNRESOLVED),
        ("Jamba Open Model License", ["LicenseRef-jamba-open-model"], undecided.UNREAD),
        ("Llama", ["LicenseRef-llama-unspecified"], undecided.FAMILY),
        ("BUSL", ["BUSL-1.1"], undecided.OPEN_CLAUSE),
    ],
)
def test_a_name_is_undecided_for_one_reason(raw, identifiers, expected):
    assert undecided.reason(raw, identifiers) == expected


def test_the_queue_of_the_real_tables_is_sorted_and_leaves_out_what_is_decided(real):
    names = undecided.queue(["hub"])
    counts = names["release_count"].to_list()
    assert counts == sorted(counts, reverse=True)
    assert names.row(0, named=True)["license_raw"] is None
    assert not {"apache-2.0", "kimi-k3", "qwen-community-1.0", "openmdw-1.1"} & set(names["license_raw"])


def test_undecided_shares_of_the_newest_editions_stay_where_they_were_brought(real):
    shares = undecided.shares(["hub", "mteb", "osai"])
    found = dict(shares.select("source", "undecided_share").iter_rows())
    assert found["hub"] <= 0.26
    # A blank names no license and no rule reads it: of MTEB's models 17% name none, of the Index's 4%.
    named = dict(shares.select("source", "named_undecided_share").iter_rows())
    assert max(named.values()) <= 0.03


def test_no_name_above_ten_releases_is_left_without_a_record_or_a_reason(real):
    names = undecided.queue().filter(pl.col("release_count") > 10)
    assert set(names["reason"]) <= {undecided.NO_NAME, undecided.SAYS_NOTHING}


def test_an_unknown_source_is_refused_with_the_nearest(real):
    with pytest.raises(UnknownNameError, match="did you mean 'hub'"):
        undecided.queue(["hubb"])
