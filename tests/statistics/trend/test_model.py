"""Slopes of groups: what is estimated, what is refused and why, and that the model is that of statsmodels."""

from datetime import datetime

import numpy as np
import pandas as pd
import polars as pl
import pytest
import statsmodels.formula.api as smf
from tests.statistics.trend.simulated import EVEN_40, UNEVEN_30, frame

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.trend import samples
from openness.statistics.trend.model import (
    bootstrap_confidence,
    fitted_shares,
    many_groups,
    slope_differences,
    trend_model,
    verdict,
)

BOTH = pl.concat(
    [
        frame(EVEN_40, slope=0.8, likeness=0.1, seed=3),
        frame(UNEVEN_30, slope=-0.6, likeness=0.1, seed=5, group="community", prefix="e"),
    ]
)


def as_pandas(data):
    return pd.DataFrame({name: data[name].to_list() for name in data.columns})


def small(rows):
    """Rows of year, is_open and developer."""
    return pl.DataFrame(
        {
            "developer_group": ["corporate"] * len(rows),
            "release_date": [datetime(year, 1 + place % 12, 1) for place, (year, _, _) in enumerate(rows)],
            "is_open": [is_open for _, is_open, _ in rows],
            "developer_id": [developer for _, _, developer in rows],
        },
        schema={
            "developer_group": pl.String,
            "release_date": pl.Datetime("us"),
            "is_open": pl.Boolean,
            "developer_id": pl.String,
        },
    )


def rows(years, opened, developers, count=40):
    return [(years[i % len(years)], opened(i), f"d{i % developers}") for i in range(count)]


REFUSED = {
    "four releases": (rows([2020, 2021], lambda i: i % 2 == 0, 4, 4), "fewer than 5 releases"),
    "one developer": (rows([2020, 2021], lambda i: i % 3 == 0, 1), "all releases are by one developer"),
    "nine developers": (rows([2020, 2021], lambda i: i % 3 == 0, 9), "fewer than 10 developers"),
    "one year": (rows([2020], lambda i: i % 3 == 0, 20), "all releases are of one year"),
    "none open": (rows([2020, 2021], lambda i: False, 20), "no release is open"),
    "all open": (rows([2020, 2021], lambda i: True, 20), "all releases are open"),
    "four open": (rows([2020, 2021], lambda i: i < 4, 20), "fewer than 5 releases are open"),
    "four not": (rows([2020, 2021], lambda i: i >= 4, 20), "fewer than 5 releases are not open"),
    "separated": (
        rows([2020, 2021], lambda i: i % 2 == 1, 20),
        "one date parts all open releases from the others, so the slope has no bound",
    ),
}


@pytest.mark.parametrize(("table", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("convert", [lambda data: data, as_pandas], ids=["polars", "pandas"])
def test_what_cannot_bear_a_slope_says_why_and_has_no_numbers(table, reason, convert):
    found = trend_model(convert(small(table)))
    assert list(found["reason"]) == [f"corporate: {reason}"]
    assert list(found["verdict"]) == ["not estimable"]
    assert list(found["n"]) == [len(table)]
    for column in ("odds_ratio", "points_per_year", "points_lower", "p_value", "df", "boot_lower"):
        assert pd.isna(next(iter(found[column])))


def test_no_releases_give_an_empty_table_with_all_columns():
    found = trend_model(small([]))
    assert found.height == 0
    assert found.columns == trend_model(BOTH).columns


def test_a_few_developers_that_decide_are_refused():
    table = rows([2018, 2019, 2020, 2021], lambda i: i % 3 == 0, 1, 400) + rows([2020], lambda i: i % 2 == 0, 12, 12)
    reason = trend_model(small(table))["reason"][0]
    assert reason.startswith("corporate: a few developers decide:")


def test_slopes_and_their_difference_are_those_of_one_interaction_model_of_statsmodels():
    known = samples.releases(BOTH).with_columns(
        (pl.col("year") - pl.col("year").mean().over("group")).alias("t"),
    )
    data = as_pandas(known)
    model = smf.logit("is_open ~ C(group) * t", data).fit(disp=0)
    slopes = {row["group"]: row for row in trend_model(BOTH, draws=0).iter_rows(named=True)}
    assert np.log(slopes["community"]["odds_ratio"]) == pytest.approx(model.params["t"], abs=1e-6)
    interaction = model.params["C(group)[T.corporate]:t"]
    difference = slope_differences(BOTH).row(0, named=True)
    assert np.log(difference["odds_ratio"]) == pytest.approx(interaction, abs=1e-6)
    assert difference["points_per_year"] == pytest.approx(
        slopes["corporate"]["points_per_year"] - slopes["community"]["points_per_year"]
    )
    own = smf.logit("is_open ~ t", data[data["group"] == "corporate"]).fit(disp=0)
    margin = own.get_margeff(at="overall").margeff[0]
    assert slopes["corporate"]["points_per_year"] == pytest.approx(100 * margin, abs=1e-6)


def test_the_delta_method_is_that_of_statsmodels_under_the_plain_sandwich():
    from openness.statistics.trend import slopes as module

    drawn = samples.samples(samples.releases(BOTH))["corporate"]
    fitted = module.lines([drawn])
    found = module.slopes([drawn])
    data = pd.DataFrame({"y": drawn.is_open, "t": drawn.years - drawn.years.mean()})
    clustered = smf.logit("y ~ t", data).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": drawn.developers, "use_correction": False}
    )
    margins = clustered.get_margeff(at="overall")
    means, t = fitted.fit.means[0], data["t"].to_numpy()
    slope, density = fitted.fit.coefficients[0, 1], means * (1 - means)
    bend = density * (1 - 2 * means)
    gradient = np.array([slope * bend.mean(), density.mean() + slope * (bend * t).mean()])
    plain = fitted.errors("CR0").standard_error(gradient)[0]
    assert plain == pytest.approx(margins.margeff_se[0], rel=1e-5)
    assert found.points.error[0] == pytest.approx(100 * fitted.errors("CR3").standard_error(gradient)[0])
    assert found.points.error[0] > 100 * plain


@pytest.mark.parametrize("convert", [lambda data: data, as_pandas], ids=["polars", "pandas"])
def test_every_kind_of_frame_gets_the_same_numbers_in_its_own_kind(convert):
    data = convert(BOTH)
    found = trend_model(data, draws=99)
    assert type(found) is type(data)
    assert list(found["group"]) == ["community", "corporate"]
    assert list(found["verdict"]) == ["falls", "rises"]
    assert list(found["points_per_year"]) == pytest.approx(trend_model(BOTH, draws=0)["points_per_year"].to_list())
    assert type(slope_differences(data)) is type(data)
    assert type(fitted_shares(data)) is type(data)
    assert list(many_groups(data, by="developer_group")["tests"]) == [2, 2]


def test_the_bootstrap_stands_beside_the_model_and_repeats_with_its_seed():
    one, again, other = (trend_model(BOTH, draws=400, seed=seed) for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)
    for row in one.iter_rows(named=True):
        assert row["boot_lower"] < row["points_per_year"] < row["boot_upper"]
        width = row["points_upper"] - row["points_lower"]
        assert row["boot_upper"] - row["boot_lower"] == pytest.approx(width, rel=0.35)
    assert trend_model(BOTH, draws=0)["boot_lower"].to_list() == [None, None]


def test_percentiles_are_taken_further_out_where_developers_are_few():
    assert bootstrap_confidence(0.95, 1e6, 10**6) == pytest.approx(0.95, abs=1e-4)
    # t with 10 degrees of freedom is 2.2281; times the root of 15/14 it is 2.3064, which a normal passes in 2.11%.
    assert bootstrap_confidence(0.95, 10, 15) == pytest.approx(1 - 0.0211, abs=5e-5)


def test_a_team_counts_for_the_developer_named_first_unless_it_is_one_of_its_own():
    table = small([(2020, True, "a+b"), (2021, False, "a"), (2021, False, None)])
    assert trend_model(table)["developers"].to_list() == [2]
    assert trend_model(table, teams="team")["developers"].to_list() == [3]
    with pytest.raises(BadValueError, match="teams is 'last', expected one of: first, team"):
        trend_model(table, teams="last")


def test_dates_known_to_the_month_or_year_stand_in_its_middle():
    table = small([(2020, True, "a")] * 3).with_columns(
        pl.lit(datetime(2020, 1, 1)).alias("release_date"), pl.Series("date_precision", ["day", "month", "year"])
    )
    assert samples.releases(table)["year"].to_list() == pytest.approx([2020, 2020 + 1 / 24, 2020.5])


def test_releases_without_a_date_or_a_judgment_stand_in_no_sample():
    table = small([(2020, True, "a"), (2020, None, "a"), (2020, False, "b")]).with_columns(
        pl.Series("release_date", [datetime(2020, 1, 1), datetime(2020, 1, 1), None], dtype=pl.Datetime("us"))
    )
    for convert in (lambda data: data, as_pandas):
        assert list(trend_model(convert(table))["n"]) == [1]


def test_all_releases_can_be_one_group():
    found = trend_model(BOTH, by=None, draws=0)
    assert found.select("group", "n", "developers").rows() == [("all", BOTH.height, 70)]


def test_a_group_that_is_not_there_gives_a_reason_and_one_is_not_compared_with_itself():
    found = slope_differences(BOTH, [("corporate", "academic")])
    assert found["reason"].to_list() == ["academic: no release of known openness and date"]
    assert slope_differences(BOTH.clear())["n"].to_list() == [0]
    with pytest.raises(BadValueError, match="group 'corporate' is compared with itself"):
        slope_differences(BOTH, [("corporate", "corporate")])


def test_fitted_shares_keep_to_the_dates_of_their_group():
    found = fitted_shares(BOTH, points=7)
    for group, own in found.partition_by("group", as_dict=True).items():
        dates = BOTH.filter(pl.col("developer_group") == group[0])["release_date"]
        assert own.height == 7
        assert (own["date"].min(), own["date"].max()) == (dates.min(), dates.max())
        assert ((own["lower"] < own["share"]) & (own["share"] < own["upper"])).all()
    assert fitted_shares(small(REFUSED["one developer"][0])).height == 0


@pytest.mark.parametrize(
    ("points", "p", "flat_p", "expected"),
    [
        (3, 0.01, 0.9, "rises"),
        (-3, 0.01, 0.9, "falls"),
        (0.5, 0.01, 0.01, "rises"),
        (0.5, 0.4, 0.01, "flat"),
        (0.5, 0.4, 0.2, "cannot tell"),
    ],
)
def test_verdicts(points, p, flat_p, expected):
    assert verdict(points, p, flat_p, 0.05) == expected


def test_flat_is_what_two_one_sided_tests_show_at_the_margin():
    level = frame(np.full(1500, 6), slope=0.0, likeness=0.0, seed=8)
    found = trend_model(level, draws=0).row(0, named=True)
    assert found["verdict"] == "flat"
    inner = trend_model(level, draws=0, confidence=0.9).row(0, named=True)
    assert -2 < inner["points_lower"] < inner["points_upper"] < 2
    assert trend_model(level, draws=0, margin=0.1)["verdict"].to_list() == ["cannot tell"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_group": 0}, "min_group is 0"),
        ({"margin": 0}, "margin is 0"),
        ({"confidence": 1}, "confidence is 1"),
        ({"draws": -1}, "draws is -1"),
        ({"seed": -1}, "seed is -1"),
        ({"date": "is_open"}, "column 'is_open' holds Boolean, expected dates"),
    ],
)
def test_a_parameter_out_of_range_is_refused(options, message):
    with pytest.raises(BadValueError, match=message):
        trend_model(BOTH, **options)


def test_a_column_that_is_not_there_is_named_and_a_frame_is_asked_for():
    with pytest.raises(UnknownNameError, match="did you mean 'developer_id'"):
        trend_model(BOTH, cluster="developerid")
    with pytest.raises(BadValueError, match="expected a pandas or polars data frame, found list"):
        trend_model([1])
