"""The logit and its clustered errors against statsmodels, and against the formulas written out with whole matrices."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from tests.statistics.trend.simulated import UNEVEN_30, sample

from openness.statistics.trend.logit import MAX_STEPS, clustered_errors, fit_logit, is_separated

K, N = np.array([3.0, 5, 9, 12]), np.array([10.0, 12, 15, 16])
LINE = np.column_stack([np.ones(4), np.arange(4.0)])


def by_statsmodels(design, successes, trials, **options):
    counts = np.column_stack([successes, trials - successes])
    return sm.GLM(counts, design, family=sm.families.Binomial()).fit(**options)


def test_the_fit_is_that_of_statsmodels_and_many_tables_are_fitted_each_by_itself():
    other = np.array([1.0, 6, 2, 15])
    fit = fit_logit(LINE, np.stack([K, other]), N)
    for place, successes in enumerate((K, other)):
        expected = by_statsmodels(LINE, successes, N)
        assert fit.coefficients[place] == pytest.approx(expected.params, abs=1e-8)
        assert fit.bread[place] == pytest.approx(expected.cov_params(), abs=1e-8)
    assert fit.converged.all()


def test_a_saturated_logit_has_its_closed_form():
    fit = fit_logit(np.array([[1.0, 0], [1, 1]]), np.array([2.0, 6]), np.array([8.0, 8]))
    assert fit.coefficients[0] == pytest.approx([np.log(2 / 6), np.log(6 / 2) - np.log(2 / 6)])


@pytest.mark.parametrize(
    ("successes", "why"),
    [([0, 0, 0, 0], "none open"), ([10, 12, 15, 16], "all open"), ([0, 0, 15, 16], "separated")],
)
def test_a_table_without_a_maximum_does_not_converge_and_says_nothing(successes, why):
    fit = fit_logit(LINE, np.array(successes, dtype=float), N)
    assert not fit.converged[0]
    assert np.isnan(fit.bread).all()
    errors = clustered_errors(LINE, np.array(successes, dtype=float), N, fit, np.arange(4))
    assert np.isnan(errors.covariance).all()


def test_a_design_that_does_not_vary_does_not_converge():
    assert not fit_logit(np.ones((4, 2)), K, N).converged[0]


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=12))
def test_separation_is_found_exactly_where_the_fit_runs_off(pairs):
    years = np.array([year for year, _ in pairs], dtype=float)
    is_open = np.array([float(one) for _, one in pairs])
    design = np.column_stack([np.ones(len(pairs)), years])
    converged = fit_logit(design, is_open, np.ones(len(pairs))).converged[0]
    if len(set(years)) > 1:
        assert converged == (not is_separated(years, is_open))
    else:
        assert not converged
    assert MAX_STEPS < 100


def brute_force(design, is_open, developer, contrast):
    """Variance (CR0, CR2, CR3) and degrees of freedom of a contrast, from whole leverage matrices."""
    fit = by_statsmodels(design, is_open, np.ones(len(is_open)))
    mean = np.asarray(fit.fittedvalues)
    root = np.sqrt(mean * (1 - mean))
    scaled, residual = root[:, None] * design, (is_open - mean) / root
    bread = np.linalg.inv(scaled.T @ scaled)
    hat = scaled @ bread @ scaled.T
    found, rows = {"CR0": 0.0, "CR2": 0.0, "CR3": 0.0}, []
    for one in np.unique(developer):
        own = developer == one
        values, vectors = np.linalg.eigh(np.eye(own.sum()) - hat[np.ix_(own, own)])
        for kind, power in (("CR0", 0), ("CR2", -0.5), ("CR3", -1)):
            adjust = (vectors * values**power) @ vectors.T
            weight = adjust @ scaled[own] @ bread @ contrast
            found[kind] += (weight @ residual[own]) ** 2
            if kind == "CR2":
                rows.append(weight @ (np.eye(len(hat)) - hat)[own])
    quadratic = np.array(rows) @ np.array(rows).T
    return found, np.trace(quadratic) ** 2 / (quadratic**2).sum()


def test_clustered_errors_are_those_of_the_definition_and_the_plain_ones_those_of_statsmodels():
    drawn, _ = sample(UNEVEN_30[:12], seed=4)
    design = np.column_stack([np.ones(drawn.n), drawn.years - drawn.years.mean(), drawn.developers % 2])
    contrast = np.array([0.3, 1.0, -0.5])
    ones = np.ones(drawn.n)
    fit = fit_logit(design, drawn.is_open, ones)
    expected, df = brute_force(design, drawn.is_open, drawn.developers, contrast)
    for kind, variance in expected.items():
        errors = clustered_errors(design, drawn.is_open, ones, fit, drawn.developers, kind=kind)
        assert errors.standard_error(contrast)[0] == pytest.approx(np.sqrt(variance), rel=1e-6)
        assert errors.degrees_of_freedom(contrast)[0] == pytest.approx(df, rel=1e-6)
    plain = by_statsmodels(
        design,
        drawn.is_open,
        ones,
        cov_type="cluster",
        cov_kwds={"groups": drawn.developers, "use_correction": False},
    )
    errors = clustered_errors(design, drawn.is_open, ones, fit, drawn.developers, kind="CR0")
    assert errors.covariance[0] == pytest.approx(plain.cov_params(), rel=1e-6)


def test_the_order_of_rows_does_not_matter():
    drawn, _ = sample(UNEVEN_30, seed=2)
    design = np.column_stack([np.ones(drawn.n), drawn.years])
    order = np.random.default_rng(1).permutation(drawn.n)
    found = []
    for rows in (np.arange(drawn.n), order):
        fit = fit_logit(design[rows], drawn.is_open[rows], np.ones(drawn.n))
        errors = clustered_errors(design[rows], drawn.is_open[rows], np.ones(drawn.n), fit, drawn.developers[rows])
        found.append((errors.covariance[0], errors.degrees_of_freedom(np.array([0.0, 1.0]))[0]))
    assert found[0][0] == pytest.approx(found[1][0])
    assert found[0][1] == pytest.approx(found[1][1])
