"""Every result on the parts of releases is as it is declared."""

from tests.studies.components.small_parts import COMPONENTS, RELEASES
from tests.studies.declared import differences

from openness.studies.components import changes, measure, results
from openness.studies.components.measure import ladder


def test_results_are_as_they_are_declared():
    moves = changes.concept_changes(changes.judged_parts(COMPONENTS, RELEASES), 1)
    for frame, declared in (
        (measure.concept_shares(COMPONENTS, RELEASES), results.SHARES),
        (moves, results.CHANGES),
        (changes.as_differences(moves), results.DIFFERENCES),
        (measure.area_means(COMPONENTS, RELEASES, min_group=1), results.DEVELOPERS),
        (ladder(COMPONENTS, RELEASES), results.LADDER),
        (measure.status_counts(COMPONENTS, RELEASES), results.STATUSES),
    ):
        assert differences(frame, declared) == []
        assert frame.height or declared is results.LADDER
