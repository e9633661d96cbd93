"""Alpha against the worked examples of its author, against other implementations, and against simulated truth."""

import itertools
from dataclasses import asdict

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.alpha import MIN_UNITS, estimate


def long(*raters):
    """Judgments of raters, one string each, ``*`` or a blank for none."""
    rows = [
        (unit, rater, value)
        for rater, values in enumerate(raters)
        for unit, value in enumerate(values.split())
        if value != "*"
    ]
    return pl.DataFrame(rows, schema=["unit", "rater", "value"], orient="row")


def numbers(*raters):
    return long(*raters).with_columns(pl.col("value").cast(pl.Int64))


def alpha_of(frame, level="ordinal", cluster=None, **options):
    known = frame.drop_nulls("value")
    clusters = known[cluster].to_numpy() if cluster else None
    options = {"min_units": 1, "draws": 50, "clusters": clusters} | options
    return asdict(estimate(known["unit"].to_numpy(), known["value"].to_list(), level=level, **options))


# Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability: examples A, B and C.
EXAMPLE_A = long("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
EXAMPLE_B = long("a a b b d c c c e d d a", "b a b b b c c c e d d d")
EXAMPLE_C = numbers(
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
# The example of the article "Krippendorff's alpha" in Wikipedia, three coders and fifteen units.
ARTICLE = numbers(
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)


@pytest.mark.parametrize(
    ("frame", "level", "published"),
    [
        (EXAMPLE_A, "nominal", 0.095),
        (EXAMPLE_B, "nominal", 0.692),
        (EXAMPLE_C, "nominal", 0.743),
        (EXAMPLE_C, "ordinal", 0.815),
        (EXAMPLE_C, "interval", 0.849),
        (ARTICLE, "nominal", 0.691),
        (ARTICLE, "interval", 0.811),
    ],
)
def test_the_published_examples_come_out(frame, level, published):
    assert alpha_of(frame, level)["alpha"] == pytest.approx(published, abs=5e-4)


def test_units_and_ratings_are_those_that_can_be_paired():
    row = alpha_of(EXAMPLE_C, "nominal")
    assert (row["n"], row["rating_count"]) == (11, 40)


def by_definition(frame, level):
    """Alpha from all pairs of judgments, one by one."""
    units = [part["value"].to_list() for part in frame.partition_by("unit") if part.height > 1]
    everything = [value for values in units for value in values]
    counts = {value: everything.count(value) for value in sorted(set(everything))}

    def apart(one, other):
        if level == "nominal":
            return float(one != other)
        if level == "interval":
            return float(one - other) ** 2
        low, high = min(one, other), max(one, other)
        between = sum(count for value, count in counts.items() if low <= value <= high)
        return (between - (counts[low] + counts[high]) / 2) ** 2 if low != high else 0.0

    n = len(everything)
    observed = sum(
        sum(apart(one, other) for one, other in itertools.permutations(values, 2)) / (len(values) - 1)
        for values in units
    )
    expected = sum(apart(one, other) for one, other in itertools.permutations(everything, 2)) / (n - 1)
    return 1 - observed / expected if expected else None


@given(
    st.lists(st.lists(st.sampled_from([None, 0, 1, 2, 5]), min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from(["nominal", "ordinal", "interval"]),
)
def test_alpha_is_its_definition_over_all_pairs(table, level):
    rows = [(unit, rater, v) for unit, values in enumerate(table) for rater, v in enumerate(values)]
    frame = pl.DataFrame(rows, schema={"unit": pl.Int64, "rater": pl.Int64, "value": pl.Int64}, orient="row")
    row = alpha_of(frame, level)
    judged = frame.drop_nulls("value")
    expected = by_definition(judged, level) if row["n"] else None
    assert row["alpha"] == (None if expected is None else pytest.approx(expected, abs=1e-9))
    assert (row["alpha"] is None) <= (row["reason"] is not None)


def test_with_all_judgments_nominal_alpha_is_fleiss_kappa_for_small_samples():
    table = np.random.default_rng(5).integers(0, 3, size=(30, 4))
    kappa = fleiss_kappa(aggregate_raters(table)[0], method="fleiss")
    rows = [(unit, rater, int(v)) for unit, values in enumerate(table) for rater, v in enumerate(values)]
    frame = pl.DataFrame(rows, schema=["unit", "rater", "value"], orient="row")
    assert alpha_of(frame, "nominal")["alpha"] == pytest.approx(1 - (1 - kappa) * (1 - 1 / table.size))


def copied(random, n, q):
    """Two raters; the second copies the first with probability q and else judges by chance: alpha is q."""
    first, by_chance = random.choice(3, size=(2, n), p=[0.3, 0.2, 0.5])
    second = np.where(random.random(n) < q, first, by_chance)
    return np.tile(np.arange(n), 2), np.concatenate([first, second]).tolist()


def test_alpha_is_the_share_of_copied_judgments():
    units, values = copied(np.random.default_rng(3), 4000, 0.6)
    for level in ("nominal", "ordinal", "interval"):
        assert estimate(units, values, level=level, draws=100).alpha == pytest.approx(0.6, abs=0.04)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    random = np.random.default_rng(4)
    found = [estimate(*copied(random, 40, 0.4), draws=200) for _ in range(200)]
    assert 0.9 <= np.mean([one.lower <= 0.4 <= one.upper for one in found]) <= 0.99


def test_the_same_seed_gives_the_same_interval_and_another_one_another():
    options = {"draws": 200}
    assert alpha_of(EXAMPLE_C, seed=7, **options) == alpha_of(EXAMPLE_C, seed=7, **options)
    assert alpha_of(EXAMPLE_C, seed=7, **options)["lower"] != alpha_of(EXAMPLE_C, seed=8, **options)["lower"]


def test_units_of_a_cluster_are_drawn_together():
    """Units that repeat each other tell no more than one of them: the interval must not narrow."""
    single = EXAMPLE_C.with_columns(pl.col("unit").alias("cluster"))
    copies = pl.concat([single.with_columns(pl.col("unit") + 100 * copy) for copy in range(10)])
    wide, clustered, naive = (
        alpha_of(frame, draws=800, cluster=cluster)
        for frame, cluster in ((single, None), (copies, "cluster"), (copies, None))
    )
    width = [row["upper"] - row["lower"] for row in (wide, clustered, naive)]
    assert width[1] == pytest.approx(width[0], rel=0.15)
    assert width[2] < width[0] / 2


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (numbers("1 2 *", "* * 3"), "0 judged by two or more, 1 or more are needed"),
        (numbers("1 1 1", "1 1 1"), "every judgment is the same, so chance agreement is certain"),
        (numbers("1", "2").clear(), "0 judged by two or more, 1 or more are needed"),
    ],
)
def test_what_allows_no_estimate_has_none_and_says_why(frame, reason):
    row = alpha_of(frame)
    assert (row["alpha"], row["lower"], row["upper"], row["reason"]) == (None, None, None, reason)


def test_perfect_agreement_has_no_interval():
    row = alpha_of(numbers("1 2 3 1 2 3 1 2 3 1 2 3", "1 2 3 1 2 3 1 2 3 1 2 3"))
    assert (row["alpha"], row["lower"]) == (1.0, None)
    assert "every resample gives the same" in row["reason"]


def test_too_few_units_give_no_estimate_by_default():
    row = alpha_of(numbers("1 2 3", "1 2 2"), min_units=MIN_UNITS)
    assert (row["alpha"], row["reason"]) == (None, "3 judged by two or more, 10 or more are needed")


def test_bad_input_is_refused():
    with pytest.raises(UnknownNameError, match="did you mean 'ordinal'"):
        alpha_of(EXAMPLE_C, "ordnal")
    for bad in ({"draws": 0}, {"confidence": 1.0}, {"seed": -1}):
        with pytest.raises(BadValueError, match=next(iter(bad))):
            alpha_of(EXAMPLE_C, **bad)
