"""The short answer in words; pytest --inline-snapshot=fix writes it anew."""

from dataclasses import replace

import polars as pl
from inline_snapshot import snapshot
from tests.studies.multiverse.small_multiverse import specs_of, two_sides
from tests.studies.overview.small_overview import answer, seen, sides, slope
from tests.studies.prose import wrapped

from openness.measures import results
from openness.studies.multiverse.summary import summary
from openness.studies.overview import measure, say
from openness.studies.overview.measure import Told
from openness.studies.overview.views import Number


def told(*numbers: Number) -> str:
    return wrapped(
        text for one in numbers for text in (f"{one.title}: {one.value} {one.unit}", one.text, one.short) if text
    )


CHANCE = {
    "chance_mean": 0.6,
    "chance_lower": 0.5,
    "chance_upper": 0.8,
    "p_value": 0.25,
    "as_many_count": 50,
    "dealing_count": 200,
}


def test_beside_how_many_combinations_agree_stands_how_many_would_by_chance():
    agreed = {row["estimand"]: row for row in summary(specs_of(two_sides())).iter_rows(named=True)}
    found = seen(sides([True] * 3 + [False] * 7 + [None], [True] * 9 + [False]), agreed=agreed)
    less, more = (
        replace(found, by_chance={"share_difference": CHANCE | changed})
        for changed in ({}, {"p_value": 1 / 201, "as_many_count": 0})
    )
    assert "60% would agree in sign on average (50–80% in the middle 95% of 200 dealings)" in say.level(less, 5).text
    assert "as many as here in 50 of them, so their agreement says nothing" in say.level(less, 5).text
    assert "and as many as here in none of them. The whole interval" in say.level(more, 5).text


def test_the_level_says_both_shares_their_n_and_the_difference():
    agreed = {row["estimand"]: row for row in summary(specs_of(two_sides())).iter_rows(named=True)}
    found = seen(sides([True] * 3 + [False] * 7 + [None], [True] * 9 + [False]), agreed=agreed)
    number = say.level(found, 5)
    assert told(number) == snapshot("""\
- How open: 30% against 90% of releases of 2028 to 2030 have open weights, corporate developers against
  community developers
- Counted are 10 releases by 10 corporate and 10 by 10 community developers on Epoch AI's list, at the same
  mix of kinds of models. The difference is −60 points (−83 to −8). The list does not say it of 1 and 0 more.
  Whatever they are, it lies between −83 and −9. Over 182 combinations of source, definition and other
  choices, corporate developers have the lower share in 79%. The whole interval says so in 1% and the opposite
  in 0%.
- Companies let others download about 30% of the AI models that they released from 2028 to 2030, universities,
  foundations and communities about 90%: so says Epoch AI's list, whatever the models are of which it does not
  say.\
""")
    assert [row[:2] for row in number.estimates] == [
        ("corporate", 10),
        ("community", 10),
        ("difference", 10),
        ("corrected", 0),
        ("bounds", 10),
    ]


def test_the_first_sentence_claims_what_survives_the_blanks_and_nothing_else():
    apart = [True] * 3 + [False] * 17, [True] * 19 + [False]
    later = sides([True] * 5 + [False] * 5, [True] * 5 + [False] * 5)
    many = [None] * 20
    cases = [
        seen(sides(*apart), filled=later),
        seen(sides(*(one + many for one in apart)), filled=later),
        seen(sides([True] * 10 + [False] * 10, [True] * 11 + [False] * 9), filled=later),
    ]
    assert wrapped(say.level(one, 5).short for one in cases) == snapshot("""\
- Companies let others download about 15% of the AI models that they released from 2028 to 2030, universities,
  foundations and communities about 95%: so says Epoch AI's list, whatever the models are of which it does not
  say.
- Companies let others download about 15% of the AI models that they released from 2028 to 2030, universities,
  foundations and communities about 95%: so says Epoch AI's list, if the models of which it does not say turn
  out as earlier ones did.
- From Epoch AI's list it cannot be told whether companies or universities, foundations and communities let
  others download more of the models that they released from 2028 to 2030.\
""")


def test_a_side_below_the_minimum_is_not_compared_and_gives_no_estimate():
    number = say.level(seen(sides([True] * 4, [False] * 9)), 5)
    assert told(number) == snapshot("""\
- How open: not estimable of releases of 2028 to 2030 have open weights, corporate developers against
  community developers
- On one side fewer than 5 releases of 2028 to 2030 are judged, or all are by one developer. No other source
  or definition gives an estimate.
- From Epoch AI's list it cannot be told whether companies or universities, foundations and communities let
  others download more of the models that they released from 2028 to 2030.\
""")
    assert number.estimates[2][2:] == (None, None, None)


def test_a_slope_that_cannot_be_told_is_no_number_in_large_print():
    trends = slope("cannot tell"), slope("rises", group="community")
    assert told(say.trend(seen(answer(), trends=trends, slopes=slope("falls")))) == snapshot("""\
- Which way it is going: unclear against +2.0 points a year since 2018, corporate developers against community
  developers
- Corporate developers: the data cannot tell whether the share rises or falls, +2.0 points a year (−1.0 to
  +5.0; 1,200 releases by 80 developers, 2018-01 to 2030-12). Community developers: the share rises, whatever
  the blanks are, +2.0 points a year (−1.0 to +5.0; 1,200 releases by 80 developers, 2018-01 to 2030-12). The
  share grows more slowly among corporate developers than among community developers, whatever the blanks are:
  the slopes differ by +2.0 (−1.0 to +5.0). No other source or definition gives an estimate.
- Since 2018 the data cannot tell whether corporate developers' share rises or falls; community developers'
  share rises.\
""")


def test_a_trend_is_claimed_as_far_as_it_survives_what_blanks_can_be():
    found = [
        seen(
            answer(),
            trends=(slope("falls", claim=one), slope("flat", group="community", claim=two)),
            slopes=slope("rises", claim=two),
        )
        for one, two in (("conditional", "nothing"), ("nothing", "conditional"))
    ]
    assert told(*(say.trend(one) for one in found)) == snapshot("""\
- Which way it is going: +2.0 against unclear points a year since 2018, corporate developers against community
  developers
- Corporate developers: the share falls, if blanks turn out as earlier ones did, +2.0 points a year (−1.0 to
  +5.0; 1,200 releases by 80 developers, 2018-01 to 2030-12). Community developers: the share is flat with
  blanks left out, +2.0 points a year (−1.0 to +5.0; 1,200 releases by 80 developers, 2018-01 to 2030-12);
  what the 30 blanks are may turn that around. Whether the two move alike cannot be told: with blanks left out
  the slopes differ by +2.0 (−1.0 to +5.0), and what the blanks are may turn that around. No other source or
  definition gives an estimate.
- Since 2018 corporate developers' share falls if blanks turn out as earlier ones did; the data cannot tell
  whether community developers' share rises or falls.
- Which way it is going: unclear against +2.0 points a year since 2018, corporate developers against community
  developers
- Corporate developers: the share falls with blanks left out, +2.0 points a year (−1.0 to +5.0; 1,200 releases
  by 80 developers, 2018-01 to 2030-12); what the 30 blanks are may turn that around. Community developers:
  the share is flat, if blanks turn out as earlier ones did, +2.0 points a year (−1.0 to +5.0; 1,200 releases
  by 80 developers, 2018-01 to 2030-12). The share grows faster among corporate developers than among
  community developers, if blanks turn out as earlier ones did: the slopes differ by +2.0 (−1.0 to +5.0). No
  other source or definition gives an estimate.
- Since 2018 the data cannot tell whether corporate developers' share rises or falls; community developers'
  share is flat if blanks turn out as earlier ones did.\
""")


def test_what_moved_most_is_one_sentence_of_the_trend():
    row = {
        "list": "Epoch AI",
        "title": "Open training code",
        "group": "corporate",
        "first_years": "2018 to 2020",
        "first_n": 114.0,
        "first_share": 0.4,
        "last_years": "2023 to 2025",
        "last_n": 1062.0,
        "last_share": 0.06,
    }
    both = slope("rises"), slope("rises", group="community")
    found = replace(seen(answer(), trends=both, slopes=slope("flat")), moved=row, looked=88)
    number = say.trend(found)
    assert number.text.endswith(
        "Of 88 slopes the steepest that holds whatever the blanks are, among lines with releases at both ends, is that "
        "of Open training code by corporate developers on Epoch AI's list: from 40% of 114 releases of 2018 to 2020 to "
        "6% of 1,062 of 2023 to 2025."
    )
    assert number.links["what moved most"] == "trend-inference.html#What-moved-most"


def test_a_group_that_bears_no_slope_says_why_and_one_without_releases_too():
    none = slope("not estimable", "corporate: fewer than 5 releases")
    number = say.trend(seen(answer(), trends=[none], slopes=none))
    assert told(number) == snapshot("""\
- Which way it is going: not estimable points a year since 2018, corporate developers against community
  developers
- Corporate developers: no slope, fewer than 5 releases (1,200 releases by 80 developers, 2018-01 to 2030-12).
  Community developers: no release. The slopes cannot be compared: corporate: fewer than 5 releases. No other
  source or definition gives an estimate.
- Since 2018 corporate developers' share bears no slope; community developers' share bears no slope.\
""")
    assert number.estimates[1] == ("community", 0, None, None, None)


def wave(vintage, indicators, mean, group="all", n=10, bounds=(30.0, 50.0)):
    return {
        "vintage": vintage,
        "indicator_set": indicators,
        "group": group,
        "n": n,
        "indicator_count": 100,
        "mean": mean,
        "lower": bounds[0],
        "upper": bounds[1],
    }


def test_transparency_says_that_levels_across_sets_do_not_compare():
    waves = pl.DataFrame([wave("2023-10-18", "2023", 37.0), wave("2025-12-09", "2025", 40.7, n=13)])
    number = say.transparent(Told(pl.DataFrame(), waves, waves.with_columns(group=pl.lit("weights given out"))))
    assert told(number) == snapshot("""\
- How much is told: 41 of 100 indicators of transparency are met by the average developer, December 2025
- The mean of 13 developers in the Foundation Model Transparency Index is 40.7 (30 to 50): 41 for the 13 with
  weights given out. By other indicators it was 37 in October 2023 (10 developers): levels of the two sets do
  not compare, so this step is neither a rise nor a fall.\
""")


def test_transparency_of_one_developer_in_one_wave_has_no_interval_and_no_past():
    waves = pl.DataFrame([wave("2025-12-09", "2025", 40.0, n=1, bounds=(None, None))])
    number = say.transparent(Told(pl.DataFrame(), waves, waves))
    assert told(number) == snapshot("""\
- How much is told: 40 of 100 indicators of transparency are met by the average developer, December 2025
- The mean of 1 developer in the Foundation Model Transparency Index is 40.0: 40 for the 1 with all.\
""")
    assert number.estimates == (("2025-12-09", 1, 40.0, None, None),)


def test_definitions_under_which_the_two_sides_differ_are_named_and_small_ones_are_not():
    columns = ("definition", "difference", "lower", "upper", "is_different", "survives_blanks")
    rows = [
        ("Strict", -0.4, -0.6, -0.2, True, True),
        ("Blank", -0.3, -0.5, -0.1, True, False),
        ("Lax", 0.0, -0.1, 0.1, False, False),
        ("Rare", None, None, None, False, False),
    ]
    found = pl.DataFrame(rows, schema=columns, orient="row")
    said = [say.by_definition(measure.apart(part, 5)) for part in (found, found[2:], found[3:])]
    assert wrapped(said) == snapshot("""\
- Under 1 of 3 definitions, tested together (Holm), the two sides differ whatever the blanks are; in
  percentage points, corporate developers less community developers, with 95% intervals of each by itself:
  Strict (−40 points, −60 to −20). With blanks left out they differ under Blank too; what the blanks are may
  turn that around.
- Under none of 1 definition, tested together (Holm), do the two sides differ whatever the blanks are.
- Under no definition do both sides have 5 or more judged releases.\
""")


def test_the_contrast_by_source_counts_signs_and_certain_ones():
    rows = [(-0.4, -0.6, -0.2, 50), (-0.1, -0.3, 0.1, 20), (0.2, 0.1, 0.3, 6), (None, None, None, 9)]
    found = pl.DataFrame(rows, schema=["difference", "lower", "upper", "n"], orient="row")
    assert wrapped(say.by_source(measure.signs(found, least)) for least in (5, 10, 60)) == snapshot("""\
- Of 3 estimates from 5 or more releases on each side, 2 say that corporate developers are less open, 1 of
  them with the whole interval; 1 says that they are more open, 1 of them with the whole interval.
- Of 2 estimates from 10 or more releases on each side, 2 say that corporate developers are less open, 1 of
  them with the whole interval; none says that they are more open.
- No source allows an estimate from 60 or more releases on each side.\
""")


def test_what_blanks_turned_out_to_be_is_said_where_earlier_editions_know():
    asked = sides([True] * 5 + [False] * 5, [True] * 8 + [False] * 2)
    later = sides([True] + [False] * 3, [True, True])
    assert wrapped(say._access(seen(asked, filled=one)) for one in (None, later)) == snapshot("""\
- Of 17 releases since 2018, the source does not say it of 4 (24%).
- Of 17 releases since 2018, the source does not say it of 4 (24%). Blanks are not like the others. Of those
  that a later edition filled in, 25% of 4 by corporate developers and 100% of 2 by community developers were
  open, against 50% and 80% of the pooled years that are known.\
""")


def test_the_list_says_what_it_holds_and_how_a_year_changed_between_editions():
    found = seen(sides([True] * 5, [True] * 8 + [False] * 2))
    share = {"period": "2030", "group": "community", "open_share": 0.5, "n": 4}
    rows = [share | {"vintage": "2030-06-01"}, share | {"vintage": "2031-02-15", "open_share": 0.8, "n": 10}]
    editions = pl.DataFrame(rows, schema=results.YEAR_BY_EDITION.schema)
    revised = replace(found, headline=replace(found.headline, editions=editions))
    nobody = seen(sides([True] * 5, []))
    assert wrapped(say._listed(one) for one in (found, revised, nobody)) == snapshot("""\
- Epoch AI lists 10 releases by community developers of 2030, 10 of them language models.
- Epoch AI lists 10 releases by community developers of 2030, 10 of them language models. A year is never
  complete when it is first shown: 2030 stood at 50% of 4 by community developers in the edition of 2030-06-01
  and stands at 80% of 10 in that of 2031-02-15.
- No release by community developers is listed.\
""")


def test_what_is_not_known_is_said_of_developers_sources_and_figures():
    developers = pl.DataFrame([("Hub", 0.5, 4), ("OSAI", 0.0, 3)], schema=["source", "share", "n"], orient="row")
    row = {"sources": "all", "concept": "all", "n": 454, "agreed_share": 0.6, "family_count": 1}
    agreement = pl.DataFrame([row | {"alpha": 0.49, "lower": 0.39, "upper": 0.58}])
    said = say.unknowns(seen(sides([True] * 9, [])), developers, agreement, {"figure_count": 0})
    assert wrapped(said[2:]) == snapshot("""\
- **Whose they are.** Of so many releases it is not known whether companies made them: Hub 50% of 4; OSAI less
  than 1%.
- **Whether sources agree.** Where sources judge the same part of the same release family, they are of one
  mind on 60% of 454 parts of 1 family; beyond chance, alpha is 0.49 (0.39 to 0.58) of 1.
- **What others counted.** No published figures were checked.
- **What nobody lists.** A release counts once, whether millions use it or nobody, and only if a publisher
  entered it. No interval covers that.\
""")
    said = say.unknowns(seen(sides([True] * 9, [])), developers[1:], agreement.clear(), {"figure_count": 0})
    assert wrapped(said[2:4]) == snapshot("""\
- **Whose they are.** Of so many releases it is not known whether companies made them: OSAI less than 1%.
- **Whether sources agree.** No two sources judge the same part of the same release family.\
""")


def test_claims_and_licenses_of_the_repository_are_said_with_their_intervals(real):
    claims = measure.claims(5)
    numbers = say.claimed(claims), say.openwashed(claims, 5), say.licenses(measure.license_terms())
    assert all(one.text.endswith(".") and one.value.endswith("%") for one in numbers)
    assert say.finding(numbers) == f"{numbers[0].short} {numbers[1].short}"


def test_every_number_names_the_list_that_it_is_about_in_its_own_sentence(real):
    claims = measure.claims(5)
    index, tool = "European Open Source AI Index", "Foundation Model Transparency Index"
    about = [
        (say.claimed(claims), index),
        (say.openwashed(claims, 5), index),
        (say.licenses(measure.license_terms()), "llmfit's list of the Hub"),
        (say.transparent(measure.told()), tool),
    ]
    for number, list_ in about:
        assert list_ in number.text.partition(". ")[0]
    assert index in say.claimed(claims).short


def test_under_each_definition_the_two_sides_are_tested_with_all_others_and_against_blanks(real):
    found = measure.claims(5).differences
    assert found.filter("is_different")["definition"].to_list() == ["Open training data"]
    assert found["tests"].to_list() == [found.height] * found.height
