import shutil
from pathlib import Path

import pytest

from analysis import paths

FIXTURES = Path(__file__).parents[1] / "fixtures" / "licenses"


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """A raw folder with invented licenses and the rules of the repository."""
    raw = tmp_path_factory.mktemp("invented")
    shutil.copytree(FIXTURES, raw / "licenses")
    shutil.copy(paths.raw() / "licenses" / "rules.yml", raw / "licenses")
    return raw
