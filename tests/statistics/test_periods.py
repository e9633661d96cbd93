from datetime import date

import pytest

from openness.statistics.periods import last_ended


@pytest.mark.parametrize(
    ("day", "every", "expected"),
    [
        (date(2026, 3, 30), "year", "2025"),
        (date(2026, 3, 30), "quarter", "2025-Q4"),
        (date(2026, 12, 31), "half", "2026-H1"),
        (date(2026, 1, 1), "half", "2025-H2"),
    ],
)
def test_the_period_of_a_day_has_not_ended_on_it(day, every, expected):
    assert last_ended(day, every) == expected
