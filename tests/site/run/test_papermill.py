"""Notebooks under papermill as its users call it."""

import warnings

import papermill
import pytest

from openness.project import paths
from openness.site.run import notebook

NOTEBOOKS = sorted(paths.notebooks().glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_papermill_sees_every_parameter_with_its_meaning(path):
    """What it does not see it warns of when it is given: "Passed unknown parameter"."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        seen = papermill.inspect_notebook(str(path))
    own = {one.name: one for one in notebook.select(notebook.list_reports(), [])[NOTEBOOKS.index(path)].parameters}
    assert set(seen) == set(own)
    assert {name: one["help"] for name, one in seen.items()} == {name: one.help for name, one in own.items()}
    optional = {name for name, one in seen.items() if one["inferred_type_name"].startswith("Optional[")}
    assert optional == {name for name, one in own.items() if one.is_optional}
