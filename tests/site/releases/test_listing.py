from __future__ import annotations

from openness.site.releases.listing import Count, Support, frameworks


def test_every_metric_says_who_supports_it_and_why_others_do_not(tiny) -> None:
    total, gate = frameworks(tiny)
    assert total.support == (Support(("tiny",), True, ""), Support(("hub",), False, "it judges no parts"))
    assert gate.support == (Support(("hub", "tiny"), True, ""),)


def test_releases_are_counted_by_result_version_by_version(tiny) -> None:
    total, gate = frameworks(tiny)
    assert [(one.source, one.name, one.difference) for one in total.versions] == [
        ("tiny", "1", None),
        ("tiny", "1-ours", "both parts always count"),
    ]
    assert total.versions[0].counts == (Count("1.5 of 2", "scored", 1), Count("blank record", "stub", 1))
    assert [(one.source, one.counts) for one in gate.versions] == [
        ("hub", (Count("pass", "scored", 1),)),
        ("tiny", (Count("fail", "scored", 1), Count("unknown", "unknown", 1))),
    ]


def test_blank_records_and_unknown_ones_are_in_no_median(tiny) -> None:
    version = frameworks(tiny)[0].versions[0]
    assert (version.scored, version.median, version.score_max) == (1, 1.5, 2.0)
