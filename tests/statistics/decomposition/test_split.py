"""Composition and change within: worked by hand, additive always, and right about a known truth."""

from datetime import datetime

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.decomposition import cells
from openness.statistics.decomposition.sample import MIN_DEVELOPERS, TURNOVER
from openness.statistics.decomposition.split import kitagawa, main_effects, shapley
from openness.statistics.results import CONTRIBUTIONS

PERIODS = {"before": 2020, "after": 2022}
FEW = {"draws": 50}


def releases(counts, **more):
    """Releases from ``(year, category, developer) -> (open, closed)``."""
    rows = [
        {"release_date": datetime(year, 6, 1), "kind": kind, "developer_id": developer, "is_open": is_open}
        for (year, kind, developer), (opened, closed) in counts.items()
        for is_open in [True] * opened + [False] * closed
    ]
    return pl.DataFrame(rows).with_columns(**more)


# 2020: 8 chat (6 open), 2 video (0 open): 60%. 2022: 5 chat (4 open), 5 video (1 open): 50%.
WORKED = releases(
    {
        (2020, "chat", "a"): (6, 2),
        (2020, "video", "b"): (0, 2),
        (2022, "chat", "a"): (4, 1),
        (2022, "video", "b"): (1, 4),
    }
)


def contributions(table, **where):
    found = table.filter(pl.col("panel") == "all", **where)
    return {
        (row["factor"], row["category"], row["part"]): None
        if row["contribution"] is None
        else round(row["contribution"], 6)
        for row in found.iter_rows(named=True)
    }


def test_kitagawa_gives_the_numbers_worked_by_hand():
    # chat: w .8 -> .5, p .75 -> .8; video: w .2 -> .5, p 0 -> .2; mean of the overall shares .55.
    # Composition: chat -.3 * (.775 - .55) = -.0675, video .3 * (.1 - .55) = -.135.
    # Within: chat .05 * .65 = .0325, video .2 * .35 = .07.
    assert contributions(kitagawa(WORKED, factor="kind", **PERIODS, **FEW)) == {
        ("kind", "all", "change"): -10.0,
        ("kind", "all", "composition"): -20.25,
        ("kind", "all", "within"): 10.25,
        ("kind", "chat", "composition"): -6.75,
        ("kind", "chat", "within"): 3.25,
        ("kind", "video", "composition"): -13.5,
        ("kind", "video", "within"): 7.0,
    }


def test_the_result_is_that_of_standardizing_each_period_to_the_mean_of_both():
    from statsmodels.stats.weightstats import DescrStatsW

    # An independent way to composition: each period's weights on the mean of the two periods' shares.
    shares = np.array([(0.75 + 0.8) / 2, (0 + 0.2) / 2])
    standardized = [DescrStatsW(shares, weights=weights).mean for weights in ([8, 2], [5, 5])]
    found = contributions(kitagawa(WORKED, factor="kind", **PERIODS, **FEW))
    assert found["kind", "all", "composition"] == pytest.approx(100 * (standardized[1] - standardized[0]))


def test_one_factor_is_the_same_in_both_decompositions():
    one = contributions(shapley(WORKED, factors=["kind"], **PERIODS, **FEW))
    assert one == {
        ("all", "all", "change"): -10.0,
        ("kind", "all", "composition"): -20.25,
        ("all", "all", "within"): 10.25,
    }


def test_main_effects_of_one_factor_are_kitagawas_composition():
    found = contributions(main_effects(WORKED, factors=["kind"], **PERIODS, **FEW))
    assert found == contributions(shapley(WORKED, factors=["kind"], **PERIODS, **FEW))


def test_main_effects_are_those_of_least_squares_in_each_period():
    import statsmodels.formula.api as smf

    frame = many(seed=6)
    data = pd.DataFrame({name: frame[name].to_list() for name in frame.columns}).assign(y=lambda d: d["is_open"] * 1.0)
    periods = [part for _, part in data.groupby(data["release_date"].dt.year)]
    fits = [smf.ols("y ~ C(kind) + C(size)", part).fit().params for part in periods]
    expected = {"kind": 0.0, "size": 0.0}
    for name in fits[0].index[1:]:
        factor, category = name[2:].split(")[T.")
        moved = (periods[1][factor] == category[:-1]).mean() - (periods[0][factor] == category[:-1]).mean()
        expected[factor] += 100 * moved * (fits[0][name] + fits[1][name]) / 2
    found = contributions(main_effects(frame, factors=["kind", "size"], **PERIODS, **FEW))
    for factor, value in expected.items():
        assert found[factor, "all", "composition"] == pytest.approx(value, abs=1e-5)


def test_main_effects_need_a_counterpart_in_each_factor_and_not_in_all_at_once():
    frame = releases(
        {
            (2020, "chat", "a"): (4, 4),
            (2020, "video", "b"): (1, 7),
            (2022, "chat", "a"): (6, 2),
            (2022, "video", "b"): (3, 5),
        }
    )
    year = pl.col("release_date").dt.year()
    crossed = frame.with_columns(
        size=pl.when((pl.col("kind") == "chat") == (year == 2020)).then(pl.lit("s")).otherwise(pl.lit("l"))
    )
    joint, added = (
        one(crossed, factors=["kind", "size"], **PERIODS, **FEW).filter(panel="all") for one in (shapley, main_effects)
    )
    assert joint["unmatched_share"].unique().to_list() == [1.0]
    assert added["unmatched_share"].unique().to_list() == [0.0]


def test_two_names_of_one_factor_share_its_composition():
    twice = WORKED.with_columns(again=pl.col("kind").str.to_uppercase())
    found = contributions(shapley(twice, factors=["kind", "again"], **PERIODS, **FEW))
    assert found["kind", "all", "composition"] == found["again", "all", "composition"] == -10.125


def test_the_order_of_factors_does_not_matter():
    frame = WORKED.with_columns(size=pl.Series(["small", "large"] * 10))
    one = contributions(shapley(frame, factors=["kind", "size"], **PERIODS, **FEW))
    assert one == contributions(shapley(frame, factors=["size", "kind"], **PERIODS, **FEW))


def test_a_category_that_one_period_lacks_is_composition_alone():
    frame = releases({(2020, "chat", "a"): (4, 4), (2022, "chat", "a"): (4, 4), (2022, "video", "b"): (8, 0)})
    table = kitagawa(frame, factor="kind", **PERIODS, **FEW)
    found = contributions(table)
    assert found["kind", "video", "within"] == 0
    assert found["kind", "all", "composition"] == found["kind", "all", "change"] == 25
    assert table.filter(panel="all")["unmatched_share"].unique().to_list() == [0.25]


def test_turnover_parts_developers_who_came_and_went_from_those_who_stayed():
    frame = releases(
        {
            (2020, "chat", "stays"): (1, 3),
            (2020, "chat", "leaves"): (0, 4),
            (2022, "chat", "stays"): (2, 2),
            (2022, "chat", "comes"): (4, 0),
        }
    )
    found = contributions(kitagawa(frame, factor=TURNOVER, **PERIODS, **FEW))
    assert found[TURNOVER, "all", "within"] == found[TURNOVER, "in both periods", "within"] == 12.5
    assert found[TURNOVER, "all", "composition"] == 50.0
    assert found[TURNOVER, "only in the first", "within"] == found[TURNOVER, "only in the second", "within"] == 0


def test_the_stable_panel_holds_developers_of_both_periods_and_counts_them():
    frame = pl.concat([WORKED, releases({(2022, "chat", "new"): (9, 0)})])
    table = kitagawa(frame, factor="kind", **PERIODS, **FEW)
    change = {row["panel"]: row for row in table.filter(part="change").iter_rows(named=True)}
    assert (change["all"]["n_a"], change["all"]["n_b"], change["all"]["developers"]) == (10, 19, 3)
    assert (change["stable"]["n_a"], change["stable"]["n_b"], change["stable"]["developers"]) == (10, 10, 2)
    assert change["stable"]["contribution"] == pytest.approx(-10)


def test_a_team_counts_with_the_developer_named_first_and_no_developer_is_a_developer_of_its_own():
    frame = WORKED.with_columns(developer_id=pl.Series(["a+b", "a"] * 9 + [None, None]))
    assert kitagawa(frame, factor="kind", **PERIODS, **FEW)["developers"].max() == 3


def test_null_is_a_category_and_rare_ones_are_pooled_but_never_the_unknown():
    frame = releases(
        {(year, kind, "a"): (n, n) for year in (2020, 2022) for kind, n in (("x", 5), ("y", 4), ("p", 1), ("q", 1))}
    )
    frame = frame.with_columns(kind=pl.when(pl.col("kind") != "y").then("kind"))
    table = kitagawa(frame, factor="kind", most=1, **PERIODS, **FEW)
    assert set(table["category"]) == {"all", "x", "other", "unknown"}


def test_releases_of_which_openness_or_date_is_unknown_stand_in_no_part():
    more = WORKED.with_columns(is_open=pl.lit(None, pl.Boolean))
    undated = WORKED.with_columns(release_date=pl.lit(None, pl.Datetime))
    expected = kitagawa(WORKED, factor="kind", **PERIODS, **FEW)
    assert_frame_equal(kitagawa(pl.concat([WORKED, more, undated]), factor="kind", **PERIODS, **FEW), expected)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (WORKED.filter(pl.col("release_date").dt.year() == 2020), "0 judged releases in 2022"),
        (WORKED.head(0), "0 judged releases in 2020"),
        (WORKED.with_columns(is_open=pl.lit(value=True)), "every judged release is open"),
        (WORKED.with_columns(is_open=pl.lit(value=False)), "no judged release is open"),
        (WORKED.with_columns(kind=pl.lit("chat")), "all releases are of one category"),
    ],
)
def test_what_cannot_be_estimated_is_null_with_its_reason(frame, reason):
    for table in (kitagawa(frame, factor="kind", **PERIODS), shapley(frame, factors=["kind"], **PERIODS)):
        everyone = table.filter(panel="all")
        assert everyone["contribution"].null_count() == everyone.height > 0
        assert all(told.startswith("not estimable") and reason in told for told in everyone["reason"])


def test_few_developers_allow_the_split_but_no_interval():
    table = kitagawa(WORKED.with_columns(developer_id=pl.lit("one")), factor="kind", **PERIODS)
    assert table["contribution"].null_count() == 0
    assert table["lower"].null_count() == table.height
    assert set(table["reason"]) == {f"no interval: 1 developer, {MIN_DEVELOPERS} or more are needed"}


def test_a_factor_that_never_varies_has_no_composition_and_says_so():
    table = shapley(WORKED.with_columns(same=pl.lit("x")), factors=["kind", "same"], **PERIODS, **FEW)
    row = table.filter(factor="same", panel="all").row(0, named=True)
    assert (row["contribution"], row["lower"]) == (0, None)
    assert "one category" in row["reason"]


def test_pandas_polars_and_lazy_frames_give_the_same():
    frame = many(seed=3)
    expected = shapley(frame, factors=["kind", "size"], **PERIODS, **FEW)
    assert expected.columns == CONTRIBUTIONS.names
    assert_frame_equal(shapley(frame.lazy(), factors=["kind", "size"], **PERIODS, **FEW), expected)
    columns = {name: frame[name].to_list() for name in frame.columns}
    found = shapley(pd.DataFrame(columns), factors=["kind", "size"], **PERIODS, **FEW)
    assert isinstance(found, pd.DataFrame)
    assert found["contribution"].tolist() == pytest.approx(expected["contribution"].to_list())
    assert found["upper"].tolist() == pytest.approx(expected["upper"].to_list())


def test_the_same_seed_gives_the_same_bounds_and_another_gives_others():
    frame = many(seed=4)
    one, same, other = (
        kitagawa(frame, factor="kind", seed=seed, **PERIODS, **FEW)["upper"].to_list() for seed in (1, 1, 2)
    )
    assert one == same != other


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"before": 2022, "after": 2022}, BadValueError, "before the second begins"),
        ({"before": "22", "after": 2023}, BadValueError, "expected such as '2024'"),
        ({"before": (2021, 2020), "after": 2023}, BadValueError, "before it begins"),
        ({**PERIODS, "factor": "kinds"}, UnknownNameError, "did you mean 'kind'"),
        ({**PERIODS, "every": "month"}, UnknownNameError, "period length"),
        ({**PERIODS, "min_group": 0}, BadValueError, "min_group"),
        ({**PERIODS, "draws": 0}, BadValueError, "draws"),
    ],
)
def test_wrong_input_is_refused_in_one_line(wrong, error, words):
    with pytest.raises(error, match=words):
        kitagawa(WORKED, **{"factor": "kind", **wrong})


def test_no_factor_and_a_factor_twice_are_refused():
    for factors in ([], ["kind", "kind"]):
        with pytest.raises(BadValueError, match="factors are"):
            shapley(WORKED, factors=factors, **PERIODS)


def test_several_years_and_shorter_periods_can_be_compared():
    spans = kitagawa(WORKED, factor="kind", before=(2019, 2021), after=(2022, 2023), **FEW)
    halves = kitagawa(WORKED, factor="kind", before="2020-H1", after="2022-H1", every="half", **FEW)
    assert (
        contributions(spans)
        == contributions(halves)
        == contributions(kitagawa(WORKED, factor="kind", **PERIODS, **FEW))
    )


def many(seed, size=300, developers=60):
    rng = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            "release_date": [datetime(int(year), 3, 1) for year in rng.choice([2020, 2022], size)],
            "kind": rng.choice(["chat", "video", "speech"], size),
            "size": rng.choice(["small", "large"], size),
            "developer_id": [f"d{number}" for number in rng.integers(0, developers, size)],
            "is_open": rng.random(size) < 0.4,
        }
    )


RELEASE = st.tuples(
    st.sampled_from([2020, 2022]),
    st.sampled_from(["chat", "video", None]),
    st.sampled_from(["small", "large"]),
    st.sampled_from(["a", "b", "c", None]),
    st.sampled_from([True, False, None]),
)


@given(st.lists(RELEASE, max_size=40))
def test_contributions_always_add_up_to_the_change(rows):
    columns = {"release_date": pl.Datetime, "kind": pl.String, "size": pl.String, "developer_id": pl.String}
    frame = pl.DataFrame(
        [(datetime(year, 1, 1), *rest) for year, *rest in rows],
        schema={**columns, "is_open": pl.Boolean},
        orient="row",
    )
    options = {**PERIODS, "min_group": 1, "draws": 2}
    for table in (
        kitagawa(frame, factor="kind", **options),
        kitagawa(frame, factor=TURNOVER, **options),
        shapley(frame, factors=["kind", "size", TURNOVER], **options),
        main_effects(frame, factors=["kind", "size", TURNOVER], **options),
    ):
        for panel in table.partition_by("panel"):
            change = panel.filter(part="change").row(0, named=True)
            parts = panel.filter(pl.col("part") != "change", category="all")
            if change["contribution"] is None:
                assert parts["contribution"].null_count() == parts.height
                continue
            assert change["contribution"] == pytest.approx(100 * (change["share_b"] - change["share_a"]))
            assert parts["contribution"].sum() == pytest.approx(change["contribution"], abs=1e-9)
            categories = panel.filter(pl.col("category") != "all")
            if categories.height:
                assert categories["contribution"].sum() == pytest.approx(change["contribution"], abs=1e-9)


WEIGHTS = np.array([[0.3, 0.2, 0.1, 0.2, 0.1, 0.1], [0.1, 0.1, 0.2, 0.2, 0.1, 0.3]])
SHARES = np.array([[0.7, 0.5, 0.3, 0.6, 0.3, 0.2], [0.8, 0.6, 0.5, 0.5, 0.4, 0.4]])
CODES = np.array([[one, other] for one in range(2) for other in range(3)])
NAMES = ["change", "one", "other", "within"]


def simulated(rng, developers, shares=SHARES):
    """Releases of developers who differ in number, in what they make and in how open they are.

    Half of a developer's releases of a period are of one cell, and openness of four in ten hangs on the developer.
    """
    size = rng.integers(1, 8, developers)
    owner = np.repeat(np.arange(developers), size)
    active = rng.integers(0, 3, developers)[owner]
    is_b = np.where(active == 0, rng.random(len(owner)) < 0.5, active == 2)
    period = is_b.astype(int)
    home = np.stack([rng.choice(6, developers, p=weights) for weights in WEIGHTS])[period, owner]
    own = np.stack([rng.choice(6, len(owner), p=weights) for weights in WEIGHTS])[period, np.arange(len(owner))]
    cell = np.where(rng.random(len(owner)) < 0.5, home, own)
    draw = np.where(rng.random(len(owner)) < 0.4, rng.random(developers)[owner], rng.random(len(owner)))
    date = np.where(is_b, np.datetime64("2022-01-01"), np.datetime64("2020-01-01")).astype("datetime64[us]")
    return pl.DataFrame(
        {
            "release_date": date,
            "one": CODES[cell, 0].astype(str),
            "other": CODES[cell, 1].astype(str),
            "developer_id": owner.astype(str),
            "is_open": draw < shares[period, cell],
        }
    )


def truth():
    counts = cells.Counts(WEIGHTS[:1], WEIGHTS[:1] * SHARES[:1], WEIGHTS[1:], WEIGHTS[1:] * SHARES[1:])
    values, within = cells.shapley(counts, CODES)
    return dict(zip(NAMES, 100 * np.r_[counts.change(), values[0], within], strict=True))


ADDED = np.array([[0.7, 0.5, 0.4, 0.5, 0.3, 0.2], [0.8, 0.6, 0.7, 0.5, 0.3, 0.4]])
"""Open shares in which the effects of the two factors add up."""


@pytest.mark.slow
def test_intervals_of_main_effects_cover_the_truth_in_93_to_97_of_100_draws():
    rng = np.random.default_rng(21)
    one = [WEIGHTS[:, CODES[:, 0] == code].sum(1) for code in range(2)]
    other = [WEIGHTS[:, CODES[:, 1] == code].sum(1) for code in range(3)]
    first = (one[1][1] - one[1][0]) * (-0.2 - 0.3) / 2
    second = (other[1][1] - other[1][0]) * (-0.2 - 0.2) / 2 + (other[2][1] - other[2][0]) * (-0.3 - 0.1) / 2
    change = WEIGHTS[1] @ ADDED[1] - WEIGHTS[0] @ ADDED[0]
    expected = dict(zip(NAMES, 100 * np.array([change, first, second, change - first - second]), strict=True))
    hits = {name: [] for name in NAMES}
    for draw in range(1000):
        frame = simulated(rng, 60, ADDED)
        table = main_effects(frame, factors=["one", "other"], draws=100, seed=draw, **PERIODS)
        for name, row in zip(NAMES, table.filter(panel="all").iter_rows(named=True), strict=True):
            hits[name].append(row["lower"] <= expected[name] <= row["upper"])
    coverage = {name: np.mean(found) for name, found in hits.items()}
    assert all(0.93 <= share <= 0.97 for share in coverage.values()), coverage


@pytest.mark.slow
def test_intervals_cover_the_truth_in_93_to_97_of_100_draws():
    rng = np.random.default_rng(20)
    expected, hits, estimates = truth(), {name: [] for name in NAMES}, {name: [] for name in NAMES}
    for draw in range(1000):
        table = shapley(simulated(rng, 60), factors=["one", "other"], draws=150, seed=draw, **PERIODS)
        for name, row in zip(NAMES, table.filter(panel="all").iter_rows(named=True), strict=True):
            hits[name].append(row["lower"] <= expected[name] <= row["upper"])
            estimates[name].append(row["contribution"])
    coverage = {name: np.mean(found) for name, found in hits.items()}
    assert all(0.93 <= share <= 0.97 for share in coverage.values()), coverage
    for name, found in estimates.items():
        assert np.mean(found) == pytest.approx(expected[name], abs=4 * np.std(found) / 1000**0.5 + 0.1)
