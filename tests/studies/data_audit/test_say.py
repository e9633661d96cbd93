"""What is said of the data; pytest --inline-snapshot=fix writes it anew."""

from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.studies.data_audit import measure, say
from openness.tables import store as tables


def test_the_finding_says_what_is_blank_and_what_moved_between_two_editions(small):
    releases = tables.read("releases")
    edition = {"source": "epoch", "vintage": "2030-01-31"}
    before, after = measure.editions_to_compare(releases, **edition)
    regraded = measure.regraded(measure.count_changes(measure.grade_changes(releases, "epoch", before, after)))
    coverage, missing = (frame(releases).filter(**edition) for frame in (measure.coverage, measure.missing_values))
    assert wrapped([say.finding(coverage, missing, regraded, before, after)]) == snapshot("""\
- The Epoch AI edition of 2030-01-31 has 6 releases, 33% without a known access grade; of the 2 that stand in
  both 2029-05-05 and 2030-01-31, 1 moved from one grade to another, 1 had theirs filled in and 0 lost it.\
""")


def test_a_source_of_one_edition_is_compared_with_nothing(small):
    releases = tables.read("releases")
    edition = {"source": "osai", "vintage": "2030-02-01"}
    before, after = measure.editions_to_compare(releases, **edition)
    regraded = measure.regraded(measure.count_changes(measure.grade_changes(releases, "osai", before, after)))
    coverage, missing = (frame(releases).filter(**edition) for frame in (measure.coverage, measure.missing_values))
    said = say.finding(coverage, missing, regraded, before, after)
    assert said.endswith("access grade; there is no other edition to compare it with.")
