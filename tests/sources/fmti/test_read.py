"""The three waves of the Foundation Model Transparency Index, on files of our own making and on the publisher's."""

import csv
import io
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cli import main
from openness.project import paths
from openness.project.errors import BadFileError, BadValueError, MissingFileError, OpennessError
from openness.sources import facts
from openness.sources.fmti import read as fmti
from openness.sources.importing import import_source

NAMES = [f"Indicator {number}" for number in range(1, 101)]
DOMAINS = ["Upstream"] * 32 + ["Model"] * 33 + ["Downstream"] * 35


def text(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def scores_2023(names=NAMES):
    """Heron meets every other indicator, Stork one in four; with a column and a row of totals."""
    points = [(int(n % 2 == 0), int(n % 4 == 0)) for n in range(100)]
    rows = [[d, "Part", name, a, b, a + b] for d, name, (a, b) in zip(DOMAINS, names, points, strict=True)]
    return [["Domain", "Subdomain", "Indicator", "Heron", "Stork", "Total"], *rows, ["", "", "Total", 50, 25, ""]]


def scores_2024(names=NAMES):
    return [["Indicator", "Heron"], *[[name, 1] for name in names], ["Total", 100]]


def scores_2025(names=NAMES):
    return [["Indicator", "Heron", "Stork"], *[[name, 1, 0] for name in names]]


def listed(names=NAMES):
    rows = [[domain, "Part ", name, "Prose"] for domain, name in zip(DOMAINS, names, strict=True)]
    return [["Domain", "Subdomain", "Indicator", "Definition"], *rows]


def write(folder, tables):
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(text(rows), encoding="utf-8-sig")
    return folder


@pytest.fixture
def native(tmp_path):
    folder = tmp_path / "fmti"
    folder.mkdir()
    tables = {
        "2023-10_scores": scores_2023(),
        "2023-10_indicators": listed(),
        "2024-05_scores": scores_2024(),
        "2025-12_scores": scores_2025(),
        "2025-12_indicators": listed(),
    }
    return write(folder, tables)


def test_a_wave_is_one_row_an_indicator_and_one_column_a_developer(native):
    made = fmti.read(native, "2023-10-18")
    assert made.frame.columns == ["Wave", "Domain", "Subdomain", "Indicator", "Heron", "Stork"]
    assert made.frame.row(0) == ("2023-10", "Upstream", "Part", "Indicator 1", "1", "1")
    assert made.frame.row(99) == ("2023-10", "Downstream", "Part", "Indicator 100", "0", "0")
    assert list(made.files) == ["2023-10_scores.csv"]
    assert made.left_out == ["2023-10_scores.csv: totals, which are the sums of what is here"]


def test_domains_of_2024_come_from_the_list_of_2023_and_no_prose_comes_along(native):
    made = fmti.read(native, "2024-05-21")
    assert made.frame.columns == ["Wave", "Domain", "Subdomain", "Indicator", "Heron"]
    assert made.frame["Domain"].to_list() == DOMAINS
    assert made.frame["Subdomain"].unique().to_list() == ["Part "]
    assert list(made.files) == ["2024-05_scores.csv", "2023-10_indicators.csv"]
    assert made.left_out[0] == "2023-10_indicators.csv: Definition"


def test_a_folder_with_several_waves_asks_for_one(native):
    message = r"holds 3 waves of the index; say which with --vintage: 2023-10-18, 2024-05-21, 2025-12-09"
    with pytest.raises(BadValueError, match=message):
        fmti.edition_of(native)


def test_the_only_wave_of_a_folder_needs_no_vintage(native, tmp_path):
    (native / "2024-05_scores.csv").unlink()
    (native / "2025-12_scores.csv").unlink()
    assert import_source("fmti", native, out=tmp_path / "raw").name == "2023-10-18.csv"


def test_the_command_line_says_in_one_line_which_waves_there_are(native, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["import", "fmti", str(native), "--vintage", "2026-12-01", "--out", str(tmp_path / "raw")])
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("holds no wave of 2026-12; it holds 2023-10-18, 2024-05-21, 2025-12-09")
    assert not (tmp_path / "raw").exists()


def test_a_zip_and_the_names_in_the_publishers_repository_are_read_too(native, tmp_path):
    (tmp_path / "repository" / "May2024" / "reports").mkdir(parents=True)
    shutil.copy(native / "2024-05_scores.csv", tmp_path / "repository" / "May2024" / "May2024_scores.csv")
    shutil.copy(native / "2023-10_indicators.csv", tmp_path / "repository" / "fmti-indicators.csv")
    (tmp_path / "repository" / "May2024" / "reports" / "Heron.csv").write_text("prose")
    shutil.make_archive(str(tmp_path / "index"), "zip", tmp_path / "repository")
    expected = fmti.read(native, "2024-05-21").frame
    assert fmti.read(tmp_path / "repository", "2024-05-21").frame.equals(expected)
    assert fmti.read(tmp_path / "index.zip", "2024-05-21").frame.equals(expected)


@pytest.mark.parametrize("edition", ["2024-05-21", "2025-12-09"])
def test_without_its_list_of_indicators_a_wave_has_no_domains(native, edition):
    for path in native.glob("*indicators.csv"):
        path.unlink()
    with pytest.raises(
        MissingFileError, match=r"names no domains, and .* lacks the list of them, 202\d-\d\d_indicators"
    ):
        fmti.read(native, edition)


def test_other_tables_are_no_scores(tmp_path):
    (tmp_path / "x.csv").write_text("a\n1\n")
    with pytest.raises(MissingFileError, match=r"holds no scores of the index; expected one of 2023-10_scores\.csv"):
        fmti.edition_of(tmp_path)


@pytest.mark.parametrize("cut", [50, 99])
def test_a_table_that_is_cut_off_between_records_is_refused(native, cut):
    write(native, {"2025-12_scores": scores_2025()[: cut + 1]})
    with pytest.raises(BadFileError, match=rf"2025-12_scores\.csv has {cut} indicators, expected 100"):
        fmti.read(native, "2025-12-09")


def test_a_table_that_lost_its_totals_is_refused(native):
    write(native, {"2024-05_scores": scores_2024()[:-1]})
    with pytest.raises(BadFileError, match="has 0 rows called Total, expected one: is it cut off"):
        fmti.read(native, "2024-05-21")


def test_a_table_that_is_cut_off_within_a_record_is_refused(native):
    path = native / "2023-10_scores.csv"
    path.write_text(path.read_text(encoding="utf-8-sig")[:900], encoding="utf-8")
    with pytest.raises(BadFileError, match=r"2023-10_scores\.csv"):
        fmti.read(native, "2023-10-18")


@pytest.mark.parametrize("twin", ["Heron", "Heron "])
def test_a_developer_who_stands_there_twice_is_refused(native, twin):
    rows = scores_2025()
    rows[0][2] = twin
    write(native, {"2025-12_scores": rows})
    with pytest.raises(BadFileError, match="has two columns called 'Heron'"):
        fmti.read(native, "2025-12-09")


@pytest.mark.parametrize("value", ["2", "", "yes", "0.5", " 1"])
def test_a_point_other_than_0_and_1_is_refused_by_place(native, value):
    rows = scores_2025()
    rows[7][2] = value
    write(native, {"2025-12_scores": rows})
    with pytest.raises(BadFileError, match=r"Stork has .* for 'Indicator 7', expected 0 or 1"):
        fmti.read(native, "2025-12-09")


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (-1, 3, "the total of Heron is 7, but its points are 50"),
        (5, 5, "the total of Indicator 5 is 7, but its points"),
    ],
)
def test_totals_that_are_not_the_sums_are_refused(native, row, column, message):
    rows = scores_2023()
    rows[row][column] = 7
    write(native, {"2023-10_scores": rows})
    with pytest.raises(BadFileError, match=message):
        fmti.read(native, "2023-10-18")


def test_an_indicator_that_stands_there_twice_is_refused(native):
    write(native, {"2025-12_scores": scores_2025([*NAMES[:-1], "Indicator 1 "])})
    with pytest.raises(BadFileError, match="has the indicator 'Indicator 1' twice"):
        fmti.read(native, "2025-12-09")


def test_a_table_in_another_order_than_its_list_is_refused(native):
    write(native, {"2025-12_scores": scores_2025([NAMES[1], NAMES[0], *NAMES[2:]])})
    with pytest.raises(BadFileError, match=r"indicator 1 is 'Indicator 2' in 2025-12_scores\.csv and 'Indicator 1' in"):
        fmti.read(native, "2025-12-09")


def test_an_indicator_that_was_renamed_within_a_set_is_the_same(native):
    tables = {
        "2024-05_scores": scores_2024(["License", *NAMES[1:]]),
        "2023-10_indicators": listed(["Model License", *NAMES[1:]]),
    }
    write(native, tables)
    assert fmti.read(native, "2024-05-21").frame["Indicator"][0] == "License"
    assert fmti.canonical("License", "2023") == fmti.canonical("Model License", "2023") == "Model Asset License"


def test_names_of_one_set_say_nothing_about_another():
    name = "Detection of machine-generated content"
    assert fmti.canonical(name, "2023") == "Machine-generated content"
    assert fmti.canonical(name, "2025") == name


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_wave_or_a_clear_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "2025-12_scores.csv"
    path.write_bytes(data)
    with pytest.raises(OpennessError):
        fmti.read(path, "2025-12-09")


def test_how_waves_are_dated_is_in_their_provenance():
    source = facts.read_source(paths.raw() / "fmti")
    assert list(source["vintages"]) == [wave.published for wave in fmti.WAVES.values()]
    assert "repository announced the wave" in source["dating"]


@pytest.mark.upstream
@pytest.mark.parametrize(
    ("vintage", "developer_count", "domains"),
    [("2023-10-18", 10, (32, 33, 35)), ("2024-05-21", 14, (32, 33, 35)), ("2025-12-09", 13, (34, 30, 36))],
)
def test_the_table_in_the_repository_is_what_the_reader_makes_of_the_publishers_files(
    upstream, vintage, developer_count, domains
):
    made = fmti.read(upstream / "fmti", vintage).frame
    assert made.shape == (100, 4 + developer_count)
    counts = made.group_by("Domain", maintain_order=True).len().rows()
    assert counts == list(zip(("Upstream", "Model", "Downstream"), domains, strict=True))
    published = (paths.raw() / "fmti" / f"{vintage}.csv").read_text(encoding="utf-8")
    assert published == made.write_csv(line_terminator="\n")


@pytest.mark.upstream
def test_stray_white_space_of_the_publisher_stays_in_raw(upstream):
    assert "Data creators " in fmti.read(upstream / "fmti", "2024-05-21").frame["Indicator"].to_list()
    assert "Accountability " in fmti.read(upstream / "fmti", "2025-12-09").frame["Subdomain"].to_list()


@pytest.mark.upstream
def test_five_of_the_eleven_shared_indicators_are_defined_in_the_same_words(upstream):
    lists = [
        facts.read_csv((upstream / "fmti" / name).read_bytes(), name)
        for name in ("2023-10_indicators.csv", "2025-12_indicators.csv")
    ]
    first, second = (dict(table.select("Indicator", "Definition").iter_rows()) for table in lists)
    scored = fmti.read(upstream / "fmti", "2024-05-21").frame["Indicator"]
    shared = [name for name in scored if name in second]
    assert (len(shared), sum(first[name] == second[name] for name in shared)) == (11, 5)
