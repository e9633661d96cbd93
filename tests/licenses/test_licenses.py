"""The names that the license room offers, as the README uses them."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest

import openness.licenses
from openness.licenses import Company, explain, match, match_column, permits, read_text, record, tier, verdict


def test_every_name_is_there_and_no_other():
    for name in openness.licenses.__all__:
        assert callable(getattr(openness.licenses, name))
        assert name in dir(openness.licenses)
    with pytest.raises(AttributeError, match="has no attribute 'guess'"):
        openness.licenses.guess  # noqa: B018


def test_a_string_a_record_and_a_verdict_are_one_line_each():
    assert match("LLaMA 2 Community").ids == ("LicenseRef-llama-2",)
    assert match_column(pl.Series(["MIT License"]))["license_ids"].to_list() == [["MIT"]]
    assert record("LicenseRef-llama-2").clauses["user_threshold"].value == 700_000_000
    assert verdict("LicenseRef-llama-2").tier == tier(["LicenseRef-llama-2", "MIT"]) == "restricted_commercial"
    assert explain("MIT")[-1].endswith("approved by the Open Source Initiative.")
    assert permits("MIT", Company("Japan", 5))["answer"][0] == "yes"
    assert read_text("Nothing of a license.").id is None


def test_loading_the_room_loads_none_of_its_modules():
    code = "import sys, openness.licenses; sys.exit(any(m.startswith('openness.licenses.') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
