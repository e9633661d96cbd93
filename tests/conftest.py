"""Fixtures: the publishers' own files where they are, and a small project of our own making."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from openness.build import build
from openness.cli import main
from openness.licenses.clauses.catalog import FILES_BESIDE
from openness.project import paths
from openness.sources.importing import import_source
from openness.tables import store as tables

# A first example pays for imports, and machines are shared: how long one takes says nothing.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

FIXTURES = Path(__file__).parent / "fixtures"
REPOSITORY = Path(__file__).parents[1]


def upstream_folder() -> Path | None:
    """The publishers' files: $OPENNESS_UPSTREAM, or a folder beside the repository."""
    named = os.environ.get("OPENNESS_UPSTREAM")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "upstream"
    return folder if folder.is_dir() else None


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: its exit status, and what it wrote to standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return call


@pytest.fixture(scope="session")
def upstream() -> Path:
    folder = upstream_folder()
    if folder is None:
        reason = "the publishers' own files are not here; OPENNESS_UPSTREAM may name their folder"
        # CI must not pass by skipping, unless it says that it has no such files (OPENNESS_UPSTREAM=none).
        if os.environ.get("CI") and os.environ.get("OPENNESS_UPSTREAM") != "none":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def small_raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A raw folder imported from the native fixtures, with a registry of its own."""
    raw = tmp_path_factory.mktemp("small") / "data" / "raw"
    for source, vintage in (("epoch", "2029-05-05"), ("epoch", "2030-01-31"), ("osai", "2030-02-01")):
        import_source(source, FIXTURES / source / vintage, out=raw / source, accessed="2030-03-01")
    (raw / "developers.yml").write_text(
        """
developers:
  example-labs:
    name: Example Labs
    type: company
    country: France
    aliases: [ExampleLabs]
  university-of-somewhere:
    name: University of Somewhere
    type: academic
    country: Germany
joint:
  "Example Labs and University of Somewhere": [example-labs, university-of-somewhere]
""",
        encoding="utf-8",
    )
    (raw / "countries.yml").write_text(
        """
countries:
  France: {code: FR}
  Germany: {code: DE}
  China: {code: CN, aliases: ["People's Republic of China"]}
  Multinational: {code: null, aliases: [International]}
  unknown: {code: null, aliases: [Undisclosed]}
""",
        encoding="utf-8",
    )
    shutil.copytree(FIXTURES / "licenses", raw / "licenses")
    for name in FILES_BESIDE:
        shutil.copy(paths.raw() / "licenses" / name, raw / "licenses")
    return raw


@pytest.fixture
def raw(small_raw: Path, tmp_path: Path) -> Path:
    """A copy of the small raw folder that a test may break."""
    return Path(shutil.copytree(small_raw, tmp_path / "data" / "raw"))


@pytest.fixture(scope="session")
def small_built(small_raw: Path) -> Path:
    """The small project, built: the folder of its processed tables."""
    out = small_raw.parent / "processed"
    build(raw=small_raw, out=out)
    return out


@pytest.fixture
def own_raw(tmp_path: Path) -> Iterator[Path]:
    """An empty folder as the raw data at hand, for a test to fill."""
    with paths.using(raw=tmp_path):
        yield tmp_path


@pytest.fixture
def own_processed(tmp_path: Path) -> Iterator[Path]:
    """An empty folder as the processed data at hand, for a test to fill."""
    with paths.using(processed=tmp_path):
        yield tmp_path


@pytest.fixture
def small(small_built: Path) -> Iterator[Path]:
    """The small project as the one at hand: whatever reads a table reads one of its tables."""
    with paths.using(processed=small_built):
        yield small_built


@pytest.fixture(scope="session")
def real() -> Path:
    """The processed tables of the data in the repository."""
    out = paths.processed()
    if not (out / tables.PACKAGE_FILE).is_file():
        build()
    return out


@pytest.fixture(scope="session")
def invented_raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A raw folder with invented licenses and the rules of the repository."""
    raw = tmp_path_factory.mktemp("invented")
    shutil.copytree(FIXTURES / "licenses", raw / "licenses")
    shutil.copy(paths.raw() / "licenses" / "rules.yml", raw / "licenses")
    shutil.copy(paths.raw() / "countries.yml", raw)
    return raw


@pytest.fixture
def invented(invented_raw: Path) -> Iterator[Path]:
    """The invented licenses as those at hand."""
    with paths.using(raw=invented_raw):
        yield invented_raw


@pytest.fixture(scope="session")
def license_texts(upstream: Path) -> Path:
    """The licensors' own texts, beside the publishers' files; never part of the repository."""
    folder = upstream.parent / "license-texts"
    if not folder.is_dir():
        pytest.skip("the licensors' own texts are not here")
    return folder
