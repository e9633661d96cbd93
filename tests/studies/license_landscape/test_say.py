"""The landscape in words."""

from inline_snapshot import snapshot
from tests.studies.license_landscape.small_releases import MIXED
from tests.studies.prose import wrapped

from openness.studies.license_landscape.measure import landscape, term_shares
from openness.studies.license_landscape.say import finding

TIERS = MIXED["license_tier"].value_counts(name="n")


def test_the_finding_says_what_is_not_known():
    assert wrapped([finding(landscape(tiers, term_shares(MIXED))) for tiers in (TIERS, TIERS.clear())]) == snapshot("""\
- Of 5 dated releases, 4 have a license whose tier is known: 50% open; 25% noncommercial; 25% closed. 2 of 4
  are under licenses approved by the Open Source Initiative. For 1 the license is not stated, not recognized
  or not read.
- No release is left to look at.\
""")
