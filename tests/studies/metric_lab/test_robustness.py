"""Random weights against loops that need no cleverness, against truths known by formula, and where there is none."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from scipy.stats import beta, binom, rankdata
from tests.studies.metric_lab.small_tables import components, groups, table
from tests.studies.prose import wrapped

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics import weights
from openness.studies.metric_lab import data
from openness.studies.metric_lab.robustness import (
    ALL_ALIKE,
    ALONE,
    NOTHING_JUDGED,
    Drawing,
    probability_group_lower,
    rank_intervals,
    variants,
)
from openness.studies.metric_lab.say import variant_words
from openness.studies.metric_lab.tallies import turned
from openness.tables import store as tables


def test_weights_sum_to_one_and_have_the_moments_of_a_dirichlet():
    found = weights.weight_draws(4, 20_000, seed=3, concentration=2.0)
    assert found.shape == (20_000, 4)
    assert found.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert found.mean(axis=0) == pytest.approx([0.25] * 4, abs=0.005)
    # Variance m(1 - m) / (sum of the parameters + 1).
    assert found.var(axis=0) == pytest.approx([0.25 * 0.75 / 9] * 4, rel=0.05)


def test_the_same_seed_gives_the_same_draws_and_the_values_of_partial_are_others():
    one, again, other = (weights.draw(3, draws=500, seed=seed) for seed in (5, 5, 6))
    assert (one.weights == again.weights).all()
    assert (one.partial == again.partial).all()
    assert not (one.weights == other.weights).any()
    assert abs(np.corrcoef(one.weights[:, 0], one.partial)[0, 1]) < 0.15
    assert 0 <= one.partial.min() < 0.05
    assert 0.95 < one.partial.max() <= 1


def by_loops(letters, drawn, missing):
    """Score of each release in each draw, one at a time."""
    points = {"o": 1.0, "c": 0.0, "u": 0.0}
    found = np.zeros((len(drawn.partial), len(letters)))
    for draw, (row, partial) in enumerate(zip(drawn.weights, drawn.partial, strict=True)):
        for place, release in enumerate(letters):
            total = weight_sum = 0.0
            for weight, letter in zip(row, release, strict=True):
                if letter == "n" or (letter == "m" and missing == "renormalize"):
                    continue
                weight_sum += weight
                total += weight * (partial if letter == "p" else points.get(letter, 0.0))
            found[draw, place] = total / weight_sum
    return found


@given(
    st.lists(st.text("opcumn", min_size=3, max_size=3), min_size=1, max_size=7),
    st.sampled_from(["framework", "renormalize"]),
)
def test_scores_and_ranks_are_those_of_loops(letters, missing):
    frame = table("xyz", {f"osai:{i}": one for i, one in enumerate(letters)})
    found = weights.patterns(frame)
    judged = [one for one in letters if set(one) - set("mn")]
    assert found.sizes.sum() == len(judged)
    if not judged:
        return
    drawn = weights.draw(3, draws=20, seed=1)
    expected = by_loops(judged, drawn, missing)
    values = weights.scores(found.codes, drawn, missing)
    place = found.releases.drop_nulls("pattern")["pattern"].to_numpy()
    assert values[:, place] == pytest.approx(expected)
    ranks = rankdata(-np.round(expected, 9), method="min", axis=1)
    assert (weights.ranks(values, found.sizes)[:, place] == ranks).all()


@given(st.text("opcum", min_size=4, max_size=4), st.integers(0, 3))
def test_opening_a_part_never_costs_points(letters, place):
    opened = letters[:place] + "o" + letters[place + 1 :]
    frame = table("wxyz", {"osai:0": letters, "osai:1": opened})
    found = weights.patterns(frame)
    if found.releases["pattern"].null_count():
        return
    values = weights.scores(found.codes, weights.draw(4, draws=50))
    one, other = found.releases["pattern"]
    assert (values[:, one] <= values[:, other] + 1e-12).all()


# One part against another: a scores the first weight, b the second, c half in every draw.
OPPOSED = table("xy", {"osai:a": "oc", "osai:b": "co", "osai:c": "pp"})


def test_intervals_are_those_of_the_distribution_known():
    found = rank_intervals(OPPOSED, Drawing(partial=0.5, draws=20_000, seed=2), top=1)
    rows = {row["release_id"]: row for row in found.rows(named=True)}
    # With two criteria and concentration 1 a weight is uniform.
    assert [rows["osai:a"][name] for name in ("score_lower", "score_median", "score_upper")] == pytest.approx(
        beta.ppf([0.025, 0.5, 0.975], 1, 1), abs=0.01
    )
    assert (rows["osai:a"]["rank_lower"], rows["osai:a"]["rank_upper"]) == (1, 3)
    assert (rows["osai:c"]["rank_lower"], rows["osai:c"]["rank_upper"]) == (2, 2)
    assert rows["osai:a"]["top_share"] == pytest.approx(0.5, abs=0.02)
    assert (rows["osai:c"]["top_share"], rows["osai:c"]["score_median"]) == (0.0, 0.5)
    # Under equal weights all three have half of the points.
    assert found["base_rank"].to_list() == [1, 1, 1]


def test_more_concentrated_weights_move_scores_less():
    spread = [
        rank_intervals(OPPOSED, Drawing(concentration=one, draws=2000)).filter(release_id="osai:a")
        for one in (0.5, 1.0, 20.0)
    ]
    widths = [(row["score_upper"] - row["score_lower"])[0] for row in spread]
    assert widths[0] > widths[1] > 2 * widths[2]


def test_a_literal_table_of_places():
    frame = table("xyz", {"osai:a": "ooo", "osai:b": "opo", "osai:c": "ccc", "osai:d": "ccc", "osai:e": "mmm"})
    found = rank_intervals(frame, Drawing(draws=200), top=2)
    columns = ["release_id", "judged_count", "base_score", "base_rank", "rank_lower", "rank_upper", "top_share", "n"]
    assert [tuple(round(v, 3) if isinstance(v, float) else v for v in row) for row in found.select(columns).rows()] == [
        ("osai:a", 3, 1.0, 1, 1, 1, 1.0, 4),
        ("osai:b", 3, 0.833, 2, 2, 2, 1.0, 4),
        ("osai:c", 3, 0.0, 3, 3, 3, 0.0, 4),
        ("osai:d", 3, 0.0, 3, 3, 3, 0.0, 4),
        ("osai:e", 0, None, None, None, None, None, 4),
    ]
    assert found["reason"].to_list() == [None] * 4 + [NOTHING_JUDGED]


def test_a_blank_counts_as_closed_or_is_left_out():
    frame = table("xy", {"osai:a": "om", "osai:b": "oc"})
    for missing, scores in (("framework", [0.5, 0.5]), ("renormalize", [1.0, 0.5])):
        assert rank_intervals(frame, Drawing(draws=50), missing=missing)["base_score"].to_list() == scores
    # What does not apply is never held against a release.
    assert rank_intervals(table("xy", {"osai:a": "on", "osai:b": "oc"}), Drawing(draws=50))["base_score"].to_list() == [
        1.0,
        0.5,
    ]


def test_partial_may_be_fixed_and_the_base_is_its_middle():
    frame = table("x", {"osai:a": "p", "osai:b": "c"})
    for partial, middle in (((0, 1), 0.5), ((0.2, 0.4), 0.3), (0.25, 0.25)):
        row = rank_intervals(frame, Drawing(partial=partial, draws=500)).row(0, named=True)
        assert row["base_score"] == pytest.approx(middle)
        low, high = partial if isinstance(partial, tuple) else (partial, partial)
        assert low - 1e-9 <= row["score_lower"] <= row["score_upper"] <= high + 1e-9


@pytest.mark.parametrize(
    ("frame", "reasons"),
    [
        (table("xy", {"osai:a": "oc"}), [ALONE]),
        (table("xy", {"osai:a": "oo", "osai:b": "oo"}), [ALL_ALIKE] * 2),
        (table("xy", {"osai:a": "cc", "osai:b": "cc"}), [ALL_ALIKE] * 2),
        (table("xy", {"osai:a": "mm", "osai:b": "mn"}), [NOTHING_JUDGED] * 2),
        (components([]), []),
    ],
)
def test_where_there_is_no_order_there_is_no_place_and_a_reason(frame, reasons):
    found = rank_intervals(frame, Drawing(draws=20))
    assert found["reason"].to_list() == reasons
    assert found["base_rank"].null_count() == found["top_share"].null_count() == found.height


def compared(letters, draws=4000, **options):
    """Five releases a group and kind: letters of the companies, then of the community."""
    names = {f"osai:{group}-{i}": one for group, kinds in letters.items() for i, one in enumerate(kinds)}
    frame = table("xy", names)
    own = groups({name: name.split(":")[1].split("-")[0] for name in names})
    return probability_group_lower(frame, own, Drawing(draws=draws), **options).row(0, named=True)


def test_a_group_that_is_closed_throughout_is_lower_in_all_draws():
    row = compared({"corporate": ["cc"] * 5, "community": ["oo"] * 6})
    assert (row["probability"], row["n_lower"], row["n_higher"], row["reason"]) == (1.0, 5, 6, None)
    differences = [row[name] for name in ("base_difference", "lower", "upper")]
    assert differences == pytest.approx([-1.0] * 3)


def test_groups_that_open_different_parts_are_each_lower_half_of_the_time():
    row = compared({"corporate": ["oc"] * 5, "community": ["co"] * 5}, draws=20_000)
    assert row["probability"] == pytest.approx(0.5, abs=0.02)
    # The difference of two uniform weights that sum to 1 is uniform over -1..1.
    quantiles = [row[name] for name in ("lower", "difference", "upper")]
    assert quantiles == pytest.approx([-0.95, 0.0, 0.95], abs=0.03)


def test_a_tie_in_every_draw_counts_half():
    assert compared({"corporate": ["op"] * 5, "community": ["op"] * 7})["probability"] == 0.5


def test_resampled_releases_give_the_probability_of_two_binomials():
    # 3 of 8 companies open against 5 of 8: weights do not matter, both parts are alike.
    row = compared(
        {"corporate": ["oo"] * 3 + ["cc"] * 5, "community": ["oo"] * 5 + ["cc"] * 3}, resample=True, draws=40_000
    )
    counts = np.arange(9)
    one, other = binom.pmf(counts, 8, 3 / 8), binom.pmf(counts, 8, 5 / 8)
    joint = np.outer(one, other)
    expected = np.triu(joint, 1).sum() + np.trace(joint) / 2
    assert row["probability"] == pytest.approx(expected, abs=0.01)
    assert compared({"corporate": ["oo"] * 3 + ["cc"] * 5, "community": ["oo"] * 5 + ["cc"] * 3})["probability"] == 1.0


@pytest.mark.parametrize(
    ("letters", "reason"),
    [
        ({"corporate": ["oo"] * 4, "community": ["cc"] * 5}, "corporate has 4 judged releases, 5 or more are needed"),
        ({"corporate": ["oo"] * 5}, "community has 0 judged releases, 5 or more are needed"),
        (
            {"corporate": ["mm"] * 9, "community": ["cc"]},
            "corporate has 0 and community has 1 judged releases, 5 or more are needed",
        ),
    ],
)
def test_groups_that_are_too_small_allow_no_estimate(letters, reason):
    row = compared(letters)
    assert (row["reason"], row["probability"], row["base_difference"]) == (reason, None, None)


def test_no_components_allow_no_estimate():
    found = probability_group_lower(components([]), groups({"osai:a": "corporate"}))
    assert found["reason"].to_list() == ["corporate has 0 and community has 0 judged releases, 5 or more are needed"]


def test_bad_input_is_refused():
    both = pl.concat([OPPOSED, table("xy", {"mot:a": "oo"})])
    with pytest.raises(BadValueError, match="found mot 2030-01-01, osai 2030-01-01"):
        rank_intervals(both)
    with pytest.raises(UnknownNameError, match="unknown component 'z'"):
        rank_intervals(OPPOSED, criteria=["x", "z"])
    with pytest.raises(UnknownNameError, match="did you mean 'renormalize'"):
        rank_intervals(OPPOSED, missing="renormalise")
    for bad in (
        {"partial": (0.6, 0.4)},
        {"partial": 1.5},
        {"draws": 0},
        {"concentration": 0.0},
        {"seed": -3},
    ):
        with pytest.raises(BadValueError):
            rank_intervals(OPPOSED, Drawing(**bad))
    for bad in ({"top": 0}, {"criteria": []}):
        with pytest.raises(BadValueError):
            rank_intervals(OPPOSED, **bad)


def test_companies_score_lower_in_the_index_whatever_the_weights(real):
    edition = {"source": "osai", "vintage": "2026-06-12"}
    own = tables.read("components").filter(**edition)
    row = probability_group_lower(own, tables.read("releases").filter(**edition)).row(0, named=True)
    assert (row["n_lower"], row["n_higher"]) == (131, 56)
    assert row["probability"] > 0.999
    assert row["upper"] < 0


def test_base_scores_are_those_of_the_index(real):
    edition = {"source": "osai", "vintage": "2026-06-12"}
    found = rank_intervals(tables.read("components").filter(**edition), Drawing(draws=50))
    published = tables.read("scores").filter(metric="osai", **edition)
    both = found.join(published, on=["release_id", "source", "vintage"])
    assert both.height == 193
    assert both["base_score"].to_list() == pytest.approx((both["score"] / both["score_max"]).to_list())


CRITERIA = ["datasources_endmodel", "weights_endmodel", "licenses"]
RELEASES = {f"osai:c{i}": "ooc" for i in range(6)} | {f"osai:x{i}": "cco" for i in range(6)}
COMPONENTS = table(CRITERIA, RELEASES)
GROUPED = groups({name: "corporate" if "x" in name else "community" for name in RELEASES})


def test_each_variant_changes_one_choice_and_one_of_them_turns_it_round():
    found = variants(COMPONENTS, GROUPED, Drawing(draws=200))
    rows = {row["item"]: row for row in found.rows(named=True)}
    assert rows["Data alone"]["difference"] == -1
    assert rows["License alone"]["difference"] == 1
    assert rows["License alone"]["probability"] == 0
    assert {"Training code alone", "Documents alone"}.isdisjoint(rows)
    assert set(found["n"]) == {6}
    assert wrapped([variant_words(turned(found))]) == snapshot("""\
- Of 8 other choices, license alone turns it around; releases resampled too, blanks left out, partial counts
  nothing, partial counts in full and a few criteria decide leave it open.\
""")


def test_with_fixed_weights_nothing_is_drawn():
    fixed = {"datasources_endmodel": 1.0, "weights_endmodel": 1.0, "licenses": 2.0}
    found = probability_group_lower(COMPONENTS, GROUPED, Drawing(0.5, fixed, draws=100)).row(0, named=True)
    # (1 + 1) / 4 against 2 / 4.
    assert found["lower"] == found["upper"] == pytest.approx(0)
    assert found["probability"] == 0.5
    assert found["base_difference"] == pytest.approx(-1 / 3)


def test_fixed_weights_that_leave_an_area_out_have_no_row_of_it():
    fixed = {"datasources_endmodel": 1.0, "weights_endmodel": 1.0, "licenses": 0.0}
    found = variants(COMPONENTS, GROUPED, Drawing(fixed=fixed, draws=100))
    assert "License alone" not in set(found["item"])
    assert found.filter(item="As asked")["difference"].item() == -1


def test_fixed_weights_give_every_release_one_place():
    fixed = {"datasources_endmodel": 3.0, "weights_endmodel": 1.0, "licenses": 1.0}
    found = rank_intervals(COMPONENTS, Drawing(fixed=fixed, draws=100))
    assert (found["rank_lower"] == found["rank_upper"]).all()
    assert found.filter(pl.col("release_id").str.starts_with("osai:c"))["rank_median"].to_list() == [1] * 6


def test_fixed_weights_are_put_in_the_order_of_the_criteria_and_sum_to_one():
    drawn = weights.draw_for(["a", "b"], {"b": 3.0, "a": 1.0}, draws=2)
    assert np.array_equal(drawn.weights, [[0.25, 0.75]] * 2)
    assert drawn.partial.shape == (2,)


def test_without_fixed_weights_the_draws_are_those_of_draw():
    one, other = weights.draw_for(["a", "b"], draws=3, seed=7), weights.draw(2, draws=3, seed=7)
    assert np.array_equal(one.weights, other.weights)


@pytest.mark.parametrize(
    ("fixed", "error", "message"),
    [
        ({"a": 1.0}, BadValueError, "'b' has no weight"),
        ({"a": 1.0, "b": 1.0, "c": 1.0}, UnknownNameError, "unknown criterion 'c'"),
        ({"a": 0.0, "b": 0.0}, BadValueError, "one above 0"),
        ({"a": -1.0, "b": 2.0}, BadValueError, "0 or more"),
        ({"a": float("inf"), "b": 2.0}, BadValueError, "0 or more"),
    ],
)
def test_bad_fixed_weights_are_refused(fixed, error, message):
    with pytest.raises(error, match=message):
        weights.draw_for(["a", "b"], fixed, draws=2)


def test_too_small_a_group_gives_no_difference_and_the_reason():
    found = variants(COMPONENTS, GROUPED, Drawing(draws=100), min_group=7)
    assert found["difference"].null_count() == found.height
    assert found["reason"].null_count() == 0
    assert wrapped([variant_words(turned(found))]) == snapshot("- No other choice can be compared.")


def test_words_say_when_nothing_turns_it_round():
    found = variants(COMPONENTS, GROUPED, Drawing(draws=100)).filter(pl.col("item") != "License alone")
    assert wrapped([variant_words(turned(found))]) == snapshot("""\
- Of 7 other choices, releases resampled too, blanks left out, partial counts nothing, partial counts in full
  and a few criteria decide leave it open.\
""")


def test_known_difference_of_the_real_data(real):
    lab = data.load()
    found = variants(lab.components.filter(source="osai"), lab.releases, Drawing(draws=500))
    rows = {row["item"]: row for row in found.rows(named=True)}
    assert rows["As asked"]["probability"] > 0.99
    assert -0.20 < rows["As asked"]["difference"] < -0.14
    # The community's releases are the more open ones but for their licenses, which are as open on both sides.
    assert abs(rows["License alone"]["difference"]) < 0.02
