"""Every specification of the contrast: small lists worked by hand, and the repository's against other paths."""

from dataclasses import replace

import polars as pl
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep
from tests.studies.multiverse.small_multiverse import NEW, OLD, frames, release, specs_of, two_sides

from openness.measures import ask as question
from openness.measures.headline import headline
from openness.studies.multiverse.cells import counted, last_full_period
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, NOT_APPLICABLE
from openness.studies.multiverse.specifications import COLUMNS, multiverse

DEFAULT = {
    "definition": "open_weights",
    "typing": "curated",
    "unit": "series",
    "group_rule": "every",
    "mixed": "left_out",
    "unknown_developer": "left_out",
    "every": "year",
    "span": "three_years",
    "blank": "left_out",
    "weighting": "release",
    "mix": "standardized",
    "min_group": 5,
}


@pytest.fixture(scope="module")
def small():
    return specs_of(two_sides())


@pytest.fixture(scope="module")
def whole(real):
    return multiverse()


def one(specs, estimand="share_difference", **changed):
    usual = DEFAULT | ({} if estimand == "share_difference" else {"mix": NOT_APPLICABLE, "span": "since_2018"})
    (row,) = specs.filter(estimand=estimand, **{**usual, **changed}).to_dicts()
    return row


def estimate(specs, **changed):
    row = one(specs, **changed)
    return row["estimate"], row["n_corporate"], row["n_community"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (2 / 7 - 5 / 6, 7, 6)),
        ({"blank": "closed"}, (2 / 8 - 5 / 6, 8, 6)),
        ({"blank": "open"}, (3 / 8 - 5 / 6, 8, 6)),
        ({"mixed": "corporate"}, (3 / 8 - 5 / 6, 8, 6)),
        ({"mixed": "community"}, (2 / 7 - 6 / 7, 7, 7)),
        ({"unknown_developer": "community"}, (2 / 7 - 5 / 7, 7, 7)),
        ({"mixed": "community", "unknown_developer": "community"}, (2 / 7 - 6 / 8, 7, 8)),
        ({"typing": "published"}, (2 / 6 - 5 / 7, 6, 7)),
        ({"group_rule": "first", "mixed": NOT_APPLICABLE}, (3 / 8 - 5 / 6, 8, 6)),
        ({"weighting": "developer"}, (1.5 / 6 - 5 / 6, 7, 6)),
        ({"mix": "plain"}, (2 / 7 - 5 / 6, 7, 6)),
        ({"definition": "open_unrestricted"}, (2 / 7 - 4 / 6, 7, 6)),
        ({"span": "last"}, (2 / 7 - 5 / 6, 7, 6)),
    ],
)
def test_each_choice_does_what_it_says(small, changed, expected):
    assert estimate(small, **changed) == (pytest.approx(expected[0]), *expected[1:])


def test_a_period_that_had_not_ended_when_the_edition_was_made_is_left_out():
    assert (last_full_period("2031-02-15", "year"), last_full_period("2031-02-15", "half")) == (2030, 2030 * 2 + 1)
    assert (last_full_period("2030-12-31", "year"), last_full_period("2030-07-01", "half")) == (2029, 2030 * 2)
    cells = counted(two_sides()).cells
    assert cells["period"].filter(cells["every"] == "year").unique().to_list() == [2030]


def test_releases_are_counted_once_by_developer_and_group():
    cells = counted(two_sides()).cells.filter(definition="open_weights", typing="curated", every="year")
    told = cells.select("group", "first_group", "developer", "open", "closed", "blank")
    assert told.filter(pl.col("developer").is_in(["firm-0", "firm-1", "firm-2"])).sort("developer", "group").rows() == [
        ("corporate", "corporate", "firm-0", 1, 1, 0),
        ("corporate", "corporate", "firm-1", 1, 0, 1),
        ("corporate", "corporate", "firm-2", 0, 1, 0),
        ("mixed", "corporate", "firm-2", 1, 0, 0),
    ]


def test_what_allows_no_estimate_says_why_and_is_kept(small):
    few = one(small, min_group=10)
    assert (few["estimate"], few["lower"]) == (None, None)
    assert few["reason"] == "fewer than 10 judged releases by corporate developers"
    slope = one(small, "slope_difference", span="since_2022")
    assert slope["reason"] == "fewer than 3 periods with 5 judged releases by corporate developers"
    later = one(small, every="half", span="last")
    assert later["reason"] == "fewer than 5 judged releases by corporate developers"


def test_few_developers_allow_no_estimate_however_many_releases_they_have():
    firms = [release(i, [("firm", "corporate")], 2030, "o") for i in range(30)]
    schools = [release(50 + i, [(f"school-{i}", "community")], 2030, "o") for i in range(6)]
    row = one(
        specs_of(frames(firms + schools)),
        blank=NOT_APPLICABLE,
        mixed=NOT_APPLICABLE,
        unknown_developer=NOT_APPLICABLE,
    )
    assert row["reason"] == "fewer than 5 corporate developers"


def test_where_all_are_open_the_difference_is_zero_with_an_interval_and_there_is_no_slope():
    made = [
        release(f"{side}-{year}-{i}", [(f"{side}-{i}", side)], year, "o")
        for side in ("corporate", "community")
        for year in (2027, 2028, 2029, 2030)
        for i in range(6)
    ]
    specs = specs_of(frames(made))
    untouched = dict.fromkeys(("blank", "mixed", "unknown_developer"), NOT_APPLICABLE)
    row = one(specs, **untouched)
    assert row["estimate"] == 0
    assert row["lower"] < -0.2
    assert row["upper"] > 0.2
    slope = one(specs, "slope_difference", span="since_2022", **untouched)
    assert slope["reason"] == "releases by corporate developers are all open, or none is, so no slope is off by chance"


def test_a_choice_that_touches_no_release_is_not_multiplied():
    made = [release(f"{s}{i}", [(f"{s}-{i}", s)], 2030, "o") for s in ("corporate", "community") for i in range(5)]
    # Nothing is said about training code, so there the blanks can be treated.
    specs = specs_of(frames(made)).filter(definition="open_weights")
    levels = {name: specs[name].unique().to_list() for name in ("group_rule", "mixed", "unknown_developer", "blank")}
    assert levels == {
        "group_rule": ["every"],
        "mixed": [NOT_APPLICABLE],
        "unknown_developer": [NOT_APPLICABLE],
        "blank": [NOT_APPLICABLE],
    }
    # No release is older than 2022, so that trends since 2018, 2020 and 2022 are one.
    assert set(specs.filter(estimand="slope_difference")["span"]) == {"since_2022"}


def test_lists_and_editions_are_specifications_of_their_own():
    def made(vintage, lists, count):
        return [
            release(f"{s}{i}", [(f"{s}-{i}", s)], 2028, "oc"[i % 2], vintage=vintage, lists=lists)
            for s in ("corporate", "community")
            for i in range(count)
        ]

    specs = specs_of(frames(made(OLD, ("all", "notable"), 6) + made(NEW, ("notable",), 8)))
    told = specs.group_by("vintage", "list", "is_latest").len().sort("vintage", "list").drop("len").rows()
    assert told == [(OLD, "all", True), (OLD, "notable", True), (NEW, "notable", False)]


def test_a_specification_with_the_same_estimate_as_another_is_a_repeat(small):
    first = one(small)
    assert first["is_default"]
    assert not first["is_repeat"]
    assert one(small, span="last")["is_repeat"]
    assert not one(small, blank="closed")["is_repeat"]


def test_the_default_is_that_of_the_main_chart(small):
    row = small.filter("is_default", estimand="share_difference").row(0, named=True)
    assert {name: row[name] for name in DEFAULT} == DEFAULT


def test_no_source_that_answers_gives_no_rows_of_the_same_shape(small):
    mot = frames([release(1, [("firm", "corporate")], 2030, "o", source="mot")])
    empty = specs_of(mot)
    assert empty.is_empty()
    assert empty.schema == small.schema


def test_slopes_of_one_side_do_not_hang_on_choices_about_the_other(small):
    corporate = small.filter(estimand="slope_corporate")
    assert set(corporate["mixed"]) == {"left_out", "corporate", NOT_APPLICABLE}
    assert set(corporate["unknown_developer"]) == {NOT_APPLICABLE}
    assert corporate["n_community"].null_count() == corporate.height
    assert corporate.select("estimand", *CHOICES).is_duplicated().sum() == 0


def test_the_repository_has_every_kind_of_choice_and_one_default_an_estimand(whole):
    assert whole.columns == COLUMNS
    assert whole.select("estimand", *CHOICES).is_duplicated().sum() == 0
    assert whole.filter("is_default")["estimand"].sort().to_list() == sorted(ESTIMANDS)
    assert (whole["estimate"].is_null() == whole["reason"].is_not_null()).all()
    assert set(whole["source"]) == {"epoch", "osai", "hub", "mteb", "models_dev"}
    for name, choice in CHOICES.items():
        missing = set(choice.levels) - set(whole[name].cast(pl.String))
        assert not missing, name


def test_estimates_lie_in_their_intervals_and_shares_between_minus_one_and_one(whole):
    known = whole.filter(pl.col("estimate").is_not_null())
    assert known.filter(pl.col("estimate") < pl.col("lower") - 1e-12).is_empty()
    assert known.filter(pl.col("estimate") > pl.col("upper") + 1e-12).is_empty()
    difference = known.filter(estimand="share_difference")
    assert difference["lower"].min() >= -1
    assert difference["upper"].max() <= 1


@pytest.mark.parametrize(
    ("source", "vintage", "list_", "definition", "every", "period", "typing"),
    [
        ("epoch", "2026-03-30", "all", "open_weights", "year", "2025", "curated"),
        ("epoch", "2026-03-30", "all", "open_weights", "year", "2025", "published"),
        ("epoch", "2026-03-30", "notable", "training_code_open", "year", "2025", "curated"),
        ("epoch", "2025-04-23", "all", "open_unrestricted", "half", "2024-H2", "curated"),
        ("osai", "2026-06-12", "all", "osai_half", "year", "2025", "curated"),
        ("osai", "2026-06-12", "all", "osai_half", "year", "2025", "published"),
        ("hub", "2026-10-05", "not_repackaged", "tier_open", "half", "2026-H1", NOT_APPLICABLE),
        ("mteb", "2026-10-26", "all", "training_data_open", "year", "2025", NOT_APPLICABLE),
    ],
)
def test_the_shares_behind_a_difference_are_those_of_the_command_line(
    whole, real, source, vintage, list_, definition, every, period, typing
):
    asked = question.Question(source, vintage, every=every, definition=definition)
    asked = asked if typing == NOT_APPLICABLE else replace(asked, typing=typing)
    cells = question.ask(replace(asked, listed_in=list_)).shares.filter(period=period)
    share = {row["group"]: row for row in cells.to_dicts()}
    rows = whole.filter(
        (pl.col("mixed").is_in(["left_out", NOT_APPLICABLE])),
        (pl.col("unknown_developer").is_in(["left_out", NOT_APPLICABLE])),
        (pl.col("blank").is_in(["left_out", NOT_APPLICABLE])),
        estimand="share_difference",
        source=source,
        vintage=vintage,
        list=list_,
        definition=definition,
        typing=typing,
        every=every,
        group_rule="every",
        span="last",
        weighting="release",
        mix="plain",
        unit="series",
        min_group=5,
    ).to_dicts()
    assert len(rows) == 1
    assert (rows[0]["n_corporate"], rows[0]["n_community"]) == (share["corporate"]["n"], share["community"]["n"])
    if rows[0]["estimate"] is not None:
        expected = share["corporate"]["open_share"] - share["community"]["open_share"]
        assert rows[0]["estimate"] == pytest.approx(expected)


def test_the_default_difference_in_share_is_the_headline_with_its_interval_and_so_are_its_neighbors(whole, real):
    """The main contrast is one number on the whole site; blanks corrected and the mix as listed are the headline's."""
    rows = headline(question.Question()).contrast.filter(kind="all")
    own = whole.filter("is_latest", estimand="share_difference", **{**DEFAULT, "source": "epoch", "list": "all"})
    assert own.height == 1
    assert own["is_default"].item()
    near = whole.filter(
        "is_latest",
        estimand="share_difference",
        source="epoch",
        list="all",
        **{name: level for name, level in DEFAULT.items() if name not in ("blank", "mix")},
    )
    for blank, treated in (("left_out", "known"), ("as_filled", "corrected")):
        for mix in ("plain", "standardized"):
            one, other = (
                near.filter(blank=blank, mix=mix).to_dicts()[0],
                rows.filter(mix=mix, blanks=treated).to_dicts()[0],
            )
            found = [one[name] for name in ("estimate", "lower", "upper")]
            assert found == pytest.approx([other[name] for name in ("difference_least", "lower", "upper")], abs=1e-9)
            assert one["corporate_developers"] >= other["developers"]
    bounds = rows.filter(mix="plain", blanks="bounds").to_dicts()[0]
    for side, n in (
        ("corporate", bounds["n"] + bounds["blank_count"]),
        ("community", bounds["other_n"] + bounds["other_blank_count"]),
    ):
        assert near.filter(blank="closed", mix="plain")[f"n_{side}"].item() == n


def kinds(side, counts):
    """Releases of 2030 of one side: (modality, developers, open of them)."""
    return [
        release(f"{side}-{kind}-{i}", [(f"{side}-{kind}-{i}", side)], 2030, "o" if i < opened else "c", modality=kind)
        for kind, size, opened in counts
        for i in range(size)
    ]


def test_a_common_mix_weighs_kinds_by_the_mean_of_both_mixes():
    """Corporate 18 of 24 language and 0 of 6 audio open; community 6 of 6 language and 6 of 24 audio."""
    made = kinds("corporate", [("language", 24, 18), ("audio", 6, 0)])
    made += kinds("community", [("language", 6, 6), ("audio", 24, 6)])
    specs = specs_of(frames(made))
    untouched = dict.fromkeys(("blank", "mixed", "unknown_developer"), NOT_APPLICABLE)
    assert one(specs, mix="plain", **untouched)["estimate"] == pytest.approx(18 / 30 - 12 / 30)
    # Both kinds weigh a half: 0.5 (0.75 + 0) less 0.5 (1 + 0.25).
    assert one(specs, **untouched)["estimate"] == pytest.approx(0.375 - 0.625)


def test_blanks_are_as_open_as_those_that_a_later_edition_filled_in():
    """Of blanks of the old edition 4 of 8 of companies and 6 of 6 of schools came out open; 2 and 4 stay blank."""

    def made(vintage, access):
        return [
            release(f"{side}{i}", [(f"{side}-{i}", side)], 2028, state, vintage=vintage)
            for side, states in access.items()
            for i, state in enumerate(states)
        ]

    old = made(OLD, {"corporate": "oc" + "?" * 10, "community": "o" + "?" * 10})
    new = made(NEW, {"corporate": "oc" + "oooocccc??", "community": "o" + "oooooo????"})
    specs = specs_of(frames(old + new)).filter(vintage=NEW, every="year")
    row = one(specs, blank="as_filled", mixed=NOT_APPLICABLE, unknown_developer=NOT_APPLICABLE, mix="plain")
    assert (row["n_corporate"], row["n_community"]) == (12, 11)
    assert row["estimate"] == pytest.approx((5 + 2 * 4 / 8) / 12 - (7 + 4 * 6 / 6) / 11)
    assert "as_filled" not in set(specs_of(frames(old + new)).filter(vintage=OLD)["blank"])


def test_counted_by_downloads_a_release_weighs_as_often_as_it_was_downloaded():
    made = []
    for side, states in (("corporate", "oooooccccc"), ("community", "oooooooooc")):
        for i, state in enumerate(states):
            one_ = release(f"{side}{i}", [(f"{side}-{i}", side)], 2030, state)
            one_[0]["downloads"] = {"o": 300, "c": 100}[state] if i else None
            made.append(one_)
    specs = specs_of(frames(made))
    row = one(
        specs,
        weighting="downloads",
        mix="plain",
        blank=NOT_APPLICABLE,
        mixed=NOT_APPLICABLE,
        unknown_developer=NOT_APPLICABLE,
    )
    assert row["estimate"] == pytest.approx(4 * 300 / (4 * 300 + 5 * 100) - 8 * 300 / (8 * 300 + 100))
    assert (row["n_corporate"], row["n_community"]) == (9, 9)


def test_downloads_of_few_developers_in_effect_allow_no_estimate():
    made = []
    for side in ("corporate", "community"):
        for i in range(12):
            one_ = release(f"{side}{i}", [(f"{side}-{i}", side)], 2030, "oc"[i % 2])
            one_[0]["downloads"] = 1_000_000 if i == 0 else 1
            made.append(one_)
    rows = specs_of(frames(made)).filter(
        weighting="downloads", estimand="share_difference", definition="open_weights", every="year"
    )
    assert set(rows.filter(min_group=5)["reason"]) == {
        "downloads are those of fewer than 5 corporate developers in effect"
    }


def test_a_family_counts_once_and_is_looked_at_with_the_usual_rules_alone():
    """Six companies have two releases each of one family, the first open and the second closed: none is mostly open."""
    made = [
        release(f"{side}-{i}/{part}", [(f"{side}-{i}", side)], 2030, state)
        for side, states in (("corporate", "oc"), ("community", "oo"))
        for i in range(6)
        for part, state in enumerate(states)
    ]
    made += [release("unknown", [("nobody-knows", "unknown")], 2030, "c")]
    specs = specs_of(frames(made)).filter(definition="open_weights")
    family = specs.filter(unit="family", estimand="share_difference")
    assert set(family["estimate"].drop_nulls()) == {-1.0}
    assert set(family["n_corporate"]) == {6}
    assert (set(family["every"]), set(family["unknown_developer"]), set(family["min_group"])) == (
        {"year"},
        {"left_out"},
        {5},
    )
    assert set(specs["unit"]) == {"series", "family"}
    usual = specs.filter(unit="series", estimand="share_difference", unknown_developer="left_out")
    assert set(usual["estimate"].drop_nulls()) == {-0.5}


def test_with_one_release_a_developer_the_interval_is_near_newcombes():
    made = [
        release(f"{side}{i}", [(f"{side}-{i}", side)], 2030, "o" if i < opened else "c")
        for side, opened in (("corporate", 30), ("community", 60))
        for i in range(100)
    ]
    row = one(specs_of(frames(made)), blank=NOT_APPLICABLE, mixed=NOT_APPLICABLE, unknown_developer=NOT_APPLICABLE)
    expected = confint_proportions_2indep(30, 100, 60, 100, method="newcomb")
    assert (row["lower"], row["upper"]) == pytest.approx(expected, abs=0.005)


def teams(shared):
    """Releases of schools, and of teams of the same ones, or of others, with a company; as open as the school."""
    made = []
    for i in range(24):
        school, other = f"school-{i}", f"school-{i if shared else i + 50}"
        made += [release(f"firm-{i}-{n}", [(f"firm-{i}", "corporate")], 2030, "oc"[n % 2]) for n in range(2)]
        made += [release(f"own-{i}-{n}", [(school, "community")], 2028 + n % 3, "oc"[i % 2]) for n in range(6)]
        both = [(other, "community"), (f"firm-{i}", "corporate")]
        made += [release(f"both-{i}-{n}", both, 2028 + n % 3, "oc"[i % 2]) for n in range(4)]
    return one_each(specs_of(frames(made)))


def one_each(specs):
    asked = {"blank": NOT_APPLICABLE, "unknown_developer": NOT_APPLICABLE, "mix": "plain"}
    return {mixed: one(specs, mixed=mixed, **asked) for mixed in ("left_out", "corporate")}


def test_what_a_developer_on_both_sides_gives_them_in_common_drops_out_of_their_difference():
    shared, apart = teams(shared=True), teams(shared=False)
    assert shared["corporate"]["estimate"] == apart["corporate"]["estimate"]
    widths = [told["corporate"]["upper"] - told["corporate"]["lower"] for told in (shared, apart)]
    assert widths[0] < 0.9 * widths[1]
    # Where teams are left out no developer is on both sides.
    ends = [(told["left_out"]["lower"], told["left_out"]["upper"]) for told in (shared, apart)]
    assert ends[0] == pytest.approx(ends[1])
