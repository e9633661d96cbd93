import pytest
from tests.studies.published_results.figures import figure


@pytest.mark.parametrize(
    ("printed", "tolerance"),
    [("58", 0.5), ("40.69", 0.005), ("65.7", 0.05), ("4.0", 0.05), ("1.2e6", 50_000), ("2.9e6", 50_000), ("-37", 0.5)],
)
def test_the_digits_printed_say_how_exact_a_figure_is_meant(printed, tolerance):
    assert figure(printed).tolerance == pytest.approx(tolerance, rel=1e-12)
