import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import paths
from analysis.errors import BadFileError
from analysis.licenses.match import License, aliases, match


@pytest.mark.parametrize(
    ("string", "ids", "tier"),
    [
        ("Apache-2.0", ("Apache-2.0",), "open"),
        (" apache   2.0\n", ("Apache-2.0",), "open"),
        ("MIT license", ("MIT",), "open"),
        ("CC-BY-NC-4.0", ("CC-BY-NC-4.0",), "noncommercial"),
        ("Llama 2 Community License Agreement", ("LicenseRef-llama-2",), "restricted_commercial"),
        ("Modified MIT License", ("LicenseRef-modified-mit",), "unspecified"),
        ("unlicensed", ("NONE",), "unspecified"),
        ("Unknown (Apache-2.0?)", ("NOASSERTION",), "unspecified"),
        ("", ("NOASSERTION",), "unspecified"),
        (None, ("NOASSERTION",), "unspecified"),
    ],
)
def test_only_an_exact_alias_gives_an_identifier(string, ids, tier):
    assert match(string) == License(ids, tier)


@given(st.text(max_size=60))
def test_matching_never_raises_and_does_not_depend_on_case_of_ascii_or_spacing(text):
    found = match(text)
    assert match(f"  {text}\t") == found
    if text.isascii():
        assert match(text.upper()) == found == match(text.lower())


def test_no_tier_but_open_is_given_to_an_osi_approved_license():
    for license_ in aliases(paths.raw()).values():
        if license_.tier != "open":
            assert all("LicenseRef" in id_ or "-N" in id_ or id_ == "NONE" for id_ in license_.ids), license_


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("licenses:\n  - {ids: [A], aliases: [x], tier: free}", "A has the tier 'free'"),
        ("licenses:\n  - {ids: [A], aliases: [x], tier: open}", "A has a tier and no source"),
        ("licenses:\n  - {ids: [A], aliases: [x]}\n  - {ids: [B], aliases: [X]}", "'X' stands for"),
        ("licenses:\n  - {aliases: [x]}", "license 1 lacks 'ids' or 'aliases'"),
        ("- a", "has no list 'licenses'"),
    ],
)
def test_a_broken_alias_file_is_refused(tmp_path, text, message):
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "aliases.yml").write_text(text)
    with pytest.raises(BadFileError, match=message):
        match("x", tmp_path)
