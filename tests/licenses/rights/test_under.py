"""Which license a changed version may bear."""

import pytest

from openness.licenses import matrix, may
from openness.licenses.rights.asker import Company
from openness.project.errors import BadValueError, UnknownNameError

ASKS = Company("Japan", 1000, 0, is_commercial=False)


@pytest.mark.parametrize(
    ("origin", "target", "answer"),
    [
        ("MIT", "Apache-2.0", "if"),
        ("MIT", "CC0-1.0", "no"),
        ("CC0-1.0", "MIT", "yes"),
        ("MIT", "NONE", "if"),
        ("Apache-2.0", "GPL-3.0-only", "if"),
        ("Apache-2.0", "GPL-2.0-only", "no"),
        ("GPL-3.0-only", "MIT", "no"),
        ("GPL-2.0-or-later", "GPL-3.0-only", "if"),
        ("GPL-2.0-only", "GPL-3.0-only", "no"),
        ("CC-BY-SA-4.0", "GPL-3.0-only", "if"),
        ("GPL-3.0-only", "CC-BY-SA-4.0", "no"),
        ("MPL-2.0", "GPL-3.0-or-later", "if"),
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0", "if"),
        ("CC-BY-NC-4.0", "Apache-2.0", "no"),
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0", "no"),
        ("llama-3.1", "apache-2.0", "no"),
        ("llama-3.1", "llama-3.1", "if"),
        ("llama-3.1", "MIT", "no"),
        ("gemma", "Apache-2.0", "no"),
        ("kimi-k2-modified-mit", "MIT", "no"),
        ("Apache-2.0", "llama-3.1", "if"),
        ("NOASSERTION", "MIT", "unknown"),
    ],
)
def test_a_fine_tuned_version_of_one_under_another(origin, target, answer):
    assert may("fine-tune", origin, ASKS, to_be_under=target).answer == answer


def test_what_stays_with_a_llama_is_named_with_its_sections():
    found = may("fine-tune", "llama-3.1", Company("Germany", 5e6), to_be_under="apache-2.0")
    assert found.answer == "no"
    said = {one.clause: one.section for one in found.points if one.answer == "no"}
    assert said["branding_required"] == said["model_name_prefix"] == "1.b.i"
    assert (said["behavioural_use_restrictions"], said["commercial_use"]) == ("1.b.iv", "2")


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        (["GPL-3.0-only", "CC-BY-SA-4.0"], "if"),
        (["GPL-2.0-only", "GPL-3.0-only"], "no"),
        (["MIT", "Apache-2.0"], "if"),
        (["GPL-3.0-only", "llama-3.1"], "no"),
        (["GPL-3.0-only", "MIT"], "if"),
        (["MIT", "CC-BY-ND-4.0"], "no"),
    ],
)
def test_copyleft_among_the_parts_of_a_merge_has_to_hold_for_the_whole(parts, answer):
    for order in (parts, parts[::-1]):
        assert may("merge", order, ASKS).answer == answer


def test_a_matrix_has_every_pair_and_never_a_plain_yes_across_copyleft():
    rows = matrix(["MIT", "GPL-3.0-only", "llama-3.1"])
    answers = {(row["license"], row["to_be_under"]): row["answer"] for row in rows}
    assert len(rows) == 9
    assert answers["MIT", "GPL-3.0-only"] == "if"
    assert answers["GPL-3.0-only", "MIT"] == answers["LicenseRef-llama-3.1", "MIT"] == "no"


def test_only_changed_versions_bear_another_license():
    with pytest.raises(BadValueError, match="host makes no version"):
        may("host", "MIT", to_be_under="GPL-3.0-only")
    with pytest.raises(UnknownNameError, match=r"did you mean 'Apache-2.0'"):
        may("fine-tune", "MIT", to_be_under="Apache-2")
    with pytest.raises(UnknownNameError, match=r"did you mean 'fine-tune'"):
        may("finetuning", "MIT")
    with pytest.raises(BadValueError, match="no license"):
        may("use", [])
