import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.published_results.parameters import check


def test_publishers_and_verdicts_are_checked_alone_and_together(real):
    check({"publisher": ["Epoch AI", "WIRED"], "verdict": "differs", "most": 60})
    check({"publisher": [], "verdict": "not_reproducible"})
    with pytest.raises(UnknownNameError, match="did you mean 'WIRED'"):
        check({"publisher": ["WIRD"]})
    with pytest.raises(UnknownNameError, match="did you mean 'differs'"):
        check({"verdict": "differ"})
    with pytest.raises(BadValueError, match="'most' is 0, expected 1 or more"):
        check({"most": 0})
    with pytest.raises(BadValueError, match="no figure of Groundy, WIRED has the verdict 'differs'; their verdicts"):
        check({"publisher": ["WIRED", "Groundy"], "verdict": "differs"})
