"""Every chart as of any edition: the cells of each notebook run on every edition of every source it takes.

The cells run here, without kernel and papermill, on their own parameters but source and vintage.
"""

import contextlib
import io

import pytest

from openness.project.errors import OpennessError
from openness.site.run import notebook
from openness.sources import of_releases
from openness.tables import store as tables

REPORTS = {info.name: info for info in notebook.list_reports() if "vintage" in {one.name for one in info.parameters}}
TAKES_SOURCE = [name for name, info in REPORTS.items() if "source" in {one.name for one in info.parameters}]
OWN_SOURCE = [name for name in REPORTS if name not in TAKES_SOURCE]


def run(info, given):
    """Run a notebook's cells in one namespace; what they print is kept from the terminal."""
    space = info.values(given)
    for cell in notebook.read(info.path)["cells"]:
        if cell["cell_type"] == "code" and "parameters" not in notebook.tags(cell):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(notebook.source(cell), info.path.name, "exec"), space)


def editions(source):
    return sorted(set(tables.read("releases").filter(source=source)["vintage"]))


def refusal(info, given):
    """Return why a notebook refuses, without what depends on the edition's name; None where it runs to its end."""
    try:
        run(info, given)
    except OpennessError as error:
        return str(error).replace(given["vintage"], "...").partition(";")[0]
    return None


@pytest.mark.parametrize("source", of_releases())
@pytest.mark.parametrize("name", TAKES_SOURCE)
def test_a_notebook_runs_on_every_edition_of_a_source_or_refuses_the_source(real, name, source):
    said = {vintage: refusal(REPORTS[name], {"source": source, "vintage": vintage}) for vintage in editions(source)}
    assert len(set(said.values())) == 1, said
    own = {one.name: one.default for one in REPORTS[name].parameters}["source"]
    assert source != own or set(said.values()) == {None}, said


@pytest.mark.parametrize("name", OWN_SOURCE)
def test_a_notebook_of_one_source_runs_on_every_edition_of_it(real, name):
    said = {source: {refusal(REPORTS[name], {"vintage": one}) for one in editions(source)} for source in of_releases()}
    assert all(len(outcomes) == 1 for outcomes in said.values()), said
    assert {None} in said.values(), said
