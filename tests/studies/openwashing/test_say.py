import polars as pl
import pytest
from tests.studies.openwashing.washing import DATA, components, empty, releases, scores, statuses

from openness.project.errors import BadValueError
from openness.studies.openwashing.grid import sensitivity
from openness.studies.openwashing.license_names import license_names
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.say import finding, license_name_words, openwashing_words
from openness.tables import schema

CLOSED = statuses(closed=10, **dict.fromkeys(DATA, "closed"))
OPEN = statuses(open_=10, **dict.fromkeys(DATA, "open"))
UNSURE = statuses(open_=9, **dict.fromkeys(DATA, "closed"))


def frames(corporate, community, *, unsure=0, stubs=0):
    """Frames with (closed, open) releases of each group, and more by companies."""
    kinds = [("corporate", CLOSED, ["MIT"])] * corporate[0] + [("corporate", OPEN, ["MIT"])] * corporate[1]
    kinds += [("community", CLOSED, ["MIT"])] * community[0] + [("community", OPEN, ["MIT"])] * community[1]
    kinds += [("corporate", UNSURE, ["NOASSERTION"])] * unsure
    kinds += [("corporate", dict.fromkeys(OPEN, "missing"), ["MIT"])] * stubs
    parts = components({str(place): one for place, (_, one, _) in enumerate(kinds)})
    rows = [(str(place), ids, {"developer_group": group}) for place, (group, _, ids) in enumerate(kinds)]
    return releases(*rows), parts, scores(parts)


def said(own, **options):
    return openwashing_words(judge(Rule(), *own), Rule(), **options)


def test_a_difference_is_told_with_its_interval():
    own = frames((18, 2), (2, 18), unsure=1, stubs=1)
    sentences = said(own, grid=sensitivity(*own, below=[0.5]))
    assert sentences[1:4] == [
        "By this rule 50% of 40 (35-65%) judged claims are open-washed. 2 more cannot be judged, 1 stub among them; "
        "whatever they are, the share is 48% to 52%.",
        "Failures by test: training data closed 21 of 41, license not open 0 of 40 (1 unknown), few criteria met 20 "
        "of 41.",
        "Companies: 90% of 20 (70-97%) judged claims are open-washed; community developers: 10% of 20 (3-30%). The "
        "difference is +80 points (+52 to +90), so the first share is higher.",
    ]
    # Licenses are open here: the 16 rules that ask for a license that is not find nothing in either group.
    assert sentences[4] == (
        "The level depends on the rule: over 46 rules it runs from 0% to 51%. The higher share is that of companies "
        "under 30 of 46 rules (65%) and that of community developers under 0. Of these, the interval of the difference "
        "leaves zero out under 30 and 0."
    )


def test_the_finding_leaves_out_the_rule_and_its_tests():
    own = frames((18, 2), (2, 18))
    found = finding(judge(Rule(), *own), Rule(), sensitivity(*own, below=[0.5]))
    assert found.startswith("By this rule 50% of 40 (35-65%) judged claims are open-washed. Companies: 90% of 20")
    assert "Failures by test" not in found
    assert "leaves zero out" not in found


def test_groups_that_are_no_kinds_of_developers_are_compared_by_their_names():
    corporate, parts, scored = frames((9, 1), (1, 9))
    named = corporate.with_columns(pl.col("developer_group").replace({"corporate": "Peru", "community": "Chile"}))
    own = named.with_columns(country=pl.col("developer_group")), parts, scored
    sentence = said(own, by="country")[3]
    assert sentence.startswith("Chile: 10% of 10 (2-40%) judged claims are open-washed; Peru: 90% of 10 (60-98%).")
    assert said(frames((9, 1), (0, 0)), by="modality")[3] == "There are no two groups to compare."


def test_no_difference_is_claimed_where_the_interval_holds_zero():
    assert said(frames((5, 5), (4, 6)))[3].endswith("so the two may not differ.")
    assert said(frames((1, 19), (18, 2)))[3].endswith("so the first share is lower.")


def test_groups_that_are_too_small_are_not_compared():
    sentence = "There are fewer than 5 judged claims by companies or by community developers: no comparison."
    assert said(frames((4, 0), (5, 5)))[3] == sentence
    assert said(frames((5, 5), (0, 0)))[3] == sentence


def test_nothing_is_said_where_nothing_is_known():
    assert said(frames((0, 0), (0, 0), stubs=2))[1:] == [
        "No claim can be judged by this rule. 2 cannot be judged, 2 stubs among them."
    ]
    none = releases(("x", ["MIT"], {}), source="hub"), empty(schema.COMPONENTS), empty(schema.SCORES)
    assert said(none)[1:] == ["No release is known to make the claim."]


def test_editions_are_not_mixed():
    own = frames((1, 0), (0, 1))
    judged = judge(Rule(), *own)
    with pytest.raises(BadValueError, match="releases of 2 editions"):
        openwashing_words(pl.concat([judged, judged.with_columns(vintage=pl.lit("2031-01-01"))]), Rule())


def test_licenses_called_open_are_counted_by_word():
    names = license_names(releases(("a", ["LicenseRef-llama-3.1"], {})))
    chosen = ["LicenseRef-llama-3.1", "LicenseRef-stability-nc-research", "LicenseRef-lfm-open-1.0", "ODbL-1.0", "MIT"]
    few = names.filter(pl.col("license_id").is_in([*chosen, "LicenseRef-jamba-open-model"]))
    assert license_name_words(few) == [
        "Of 5 licenses whose name says open, 3 are not: 2 by the word community, 1 by the word open. 1 cannot be told, "
        "because it has not been read; of 0 it can be argued.",
        "1 license is open without saying so in its name.",
        "1 of those that are not open names a limit as well, such as non-commercial.",
        "The most used of those that are not open is Llama 3.1 Community License Agreement (osai 1).",
    ]
    assert license_name_words(few.clear()) == ["No license of the catalog has a word for open in its name."]
