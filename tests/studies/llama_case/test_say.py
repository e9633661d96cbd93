"""Whether Llama is open source, in plain words."""

import polars as pl
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.studies.llama_case import measure, say

HERON, EGRET = "LicenseRef-heron-1.0", "LicenseRef-egret-2.0"


def test_the_finding_counts_approvals_violations_and_answers(invented):
    answers = pl.DataFrame(
        {"release": ["A", "A"], "definition": ["One", "Two"], "answer": ["yes", "no"]},
    )
    assert wrapped([say.finding(measure.tally(measure.summary([HERON]), answers))]) == snapshot("""\
- Of 1 license version, the Open Source Initiative has approved none; 1 violates the Open Source Definition,
  criteria 5 and 6 among them. Under 2 definitions of open, the answers for 1 release are 1 yes, 1 no and 0
  unknown. All of them are open by: One.\
""")
