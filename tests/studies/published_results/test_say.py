"""Sentences on published figures; pytest --inline-snapshot=fix writes them anew."""

from inline_snapshot import snapshot
from tests.studies.prose import wrapped
from tests.studies.published_results.figures import checked, figure

from openness.studies.published_results.check import cause_counts, totals, verdict_counts
from openness.studies.published_results.say import causes, summary


def said(figures):
    table = checked(figures)
    told = totals(verdict_counts(table))
    return [summary(told), causes(cause_counts(table), told["differs"])]


def test_figures_are_counted_by_verdict_and_differences_by_cause():
    one = figure("2", recipe="points_of_cells", parameters={"cells": "ooo"})
    agreeing = figure("3", recipe="points_of_cells", parameters={"cells": "ooo"})
    few = said({"lacking": figure("9"), "off": one, "right": agreeing})
    assert wrapped([*few, *said({"off": one, "also-off": one})]) == snapshot("""\
- Of 3 figures of 1 publisher 1 agrees with what the data here or the publisher's own numbers give, 1 differs,
  and 1 cannot be reproduced.
- Why one differs, as far as it can be told: several reasons are possible and none is settled (1).
- Of 2 figures of 1 publisher 0 agree with what the data here or the publisher's own numbers give, 2 differ,
  and 0 cannot be reproduced.
- Why 2 differ, as far as it can be told: several reasons are possible and none is settled (2).\
""")


def test_nothing_to_check_is_said():
    assert wrapped(said({})) == snapshot("""\
- No published figures were checked.
- None of the figures asked for differs.\
""")
