"""A table of one's own: what is read of it, what it answers, and one line where it cannot be read."""

import duckdb
import pandas as pd
import polars as pl
import pytest

import openness
from openness.measures.own.files import read_table
from openness.measures.own.prepare import prepare
from openness.measures.own.roles import parse
from openness.project.errors import BadFileError, BadValueError, OpennessError, UnknownNameError

pytestmark = pytest.mark.usefixtures("real")

ROWS = {
    "When": ["2024-Q3", "Q1 2024", "9/2024", "H1 2023", "2023", "early 2022"],
    "Org": ["Nvidia", "AI2", "Stanford", "Qwen team", "Zhipu", "Foo Bar"],
    "Lic": ["Apache 2.0", "apache-2.0", "CC-BY-NC-4.0", "Llama 2 Community License", None, "my license"],
    "Can be had": ["yes", "yes", "yes", "yes", "no", "maybe"],
}
COLUMNS = "date=When,developer=Org,license=Lic,weights=Can be had"


def test_dates_developers_and_licenses_are_read_in_one_call():
    made = prepare(pl.DataFrame(ROWS), COLUMNS)
    told = made.frame.select("date_precision", "developer_id", "developer_group", "license_tier").rows()
    assert told == [
        ("quarter", "nvidia", "corporate", "open"),
        ("quarter", "allen-institute-for-ai", "community", "open"),
        ("month", "stanford-university", "community", "noncommercial"),
        ("half", "alibaba", "corporate", "restricted_commercial"),
        ("year", "zhipu-ai", "corporate", "unspecified"),
        ("none", "own:foo bar", "unknown", "unspecified"),
    ]
    assert made.answered == ("open_weights", "tier_open", "open_unrestricted", "osi_license")
    assert made.why_not["training_code_open"] == "it needs code=COLUMN"
    assert made.frame["is_open_open_weights"].to_list() == [True, True, True, True, False, None]
    assert made.frame["is_open_osi_license"].to_list() == [True, True, False, False, False, None]
    assert made.frame["is_open_open_unrestricted"].to_list() == [True, True, False, False, False, None]


def test_what_was_not_read_is_said_with_its_row():
    assert prepare(pl.DataFrame(ROWS), COLUMNS).notes == (
        "1 date of 'When' is not read: 'early 2022' (row 6: it is no date that is known here).",
        "1 developer of 'Org' is not known, and of an unknown type: 'Foo Bar'.",
        "1 license of 'Lic' is not read: 'my license' (row 6).",
        "1 value of 'Can be had' is read as unknown: 'maybe' (row 6); expected yes, no or partial.",
    )


@pytest.mark.parametrize("kind", ["pandas", "polars", "lazy", "duckdb"])
def test_every_kind_of_frame_gets_the_same_answer_of_its_kind(kind):
    polars = pl.DataFrame(ROWS)
    frame = {
        "pandas": pd.DataFrame(ROWS),
        "polars": polars,
        "lazy": polars.lazy(),
        "duckdb": duckdb.from_arrow(polars.to_arrow()),
    }[kind]
    answer = openness.ask(frame=frame, columns=COLUMNS, definition="osi_license", every="half")
    assert type(answer.shares) is type(frame)
    collected = {"lazy": "collect", "duckdb": "pl"}
    shares = getattr(answer.shares, collected[kind])() if kind in collected else pl.DataFrame(answer.shares)
    rows = sorted(shares.select("period", "group", "n", "open_count").rows())
    assert rows == [
        ("2023-H1", "corporate", 1, 0),
        ("2024-H1", "community", 1, 1),
        ("2024-H2", "community", 1, 0),
        ("2024-H2", "corporate", 1, 1),
    ]
    assert (answer.left_out.asked, answer.left_out.no_period) == (6, 2)


def test_without_a_column_of_weights_that_is_taken_for_granted_and_said():
    answer = openness.ask(frame=pl.DataFrame(ROWS), columns="date=When,license=Lic", since=2023)
    assert answer.definition == "tier_open"
    assert answer.shares["group"].unique().to_list() == ["all releases"]
    assert any("they are taken to be" in note for note in answer.notes)


def test_any_column_groups_and_filters_apply():
    answer = openness.ask(frame=pl.DataFrame(ROWS), columns=COLUMNS, by="Lic", where=["country=US"])
    assert sorted(answer.shares["group"]) == ["Apache 2.0", "CC-BY-NC-4.0", "apache-2.0"]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"columns": "date=Wen"}, "unknown column 'Wen' in the table, given for 'date'; did you mean 'When'?"),
        ({"columns": "dat=When"}, "unknown role of a column 'dat'; did you mean 'date'?"),
        ({"columns": "When"}, "columns are 'When', expected ROLE=COLUMN, the role one of date"),
        ({"columns": "license=Lic"}, "a trend needs dates: name the column that holds them, date=COLUMN"),
        ({"columns": "date=Org"}, "column 'Org' holds no date that can be read: 'Nvidia' (row 1"),
        ({"columns": "date=When"}, "answer no definition of open; name one more: license=COLUMN or weights=COLUMN"),
        ({"columns": COLUMNS, "definition": "osaid"}, "the table cannot answer the definition 'osaid': it rests on"),
        ({"columns": COLUMNS, "by": "Orgs"}, "unknown column to group by 'Orgs' in the table; did you mean 'Org'?"),
        ({"columns": COLUMNS, "since": 2030}, "no release of the table is left"),
        ({"columns": COLUMNS, "weight": "downloads"}, "name the column that holds them, downloads=COLUMN"),
        ({"columns": COLUMNS, "every": "month"}, "did you mean"),
        ({"columns": f"{COLUMNS},downloads=Org"}, "column 'Org' holds 'Nvidia' (row 1)"),
        ({"columns": COLUMNS, "where": ["parameters>7B"]}, "a filter is about 'parameters', which no column"),
        ({"columns": COLUMNS, "sinc": 2023}, "unknown part of a question 'sinc'; did you mean 'since'?"),
    ],
)
def test_a_mistake_is_named_with_its_column_and_what_would_do(how, message):
    if how.get("every") == "month":
        message = "unknown value of parameter 'every': 'month'"
    with pytest.raises(OpennessError) as raised:
        openness.ask(frame=pl.DataFrame(ROWS), **how)
    assert message in str(raised.value)


def test_ambiguous_days_are_refused_with_the_way_out():
    with pytest.raises(BadValueError, match=r"1 date such as '3/4/2024' \(row 1\) that may begin .*--day-first"):
        prepare(pl.DataFrame({"date": ["3/4/2024"], "license": ["MIT"]}))
    assert (
        prepare(pl.DataFrame({"date": ["3/4/2024"], "license": ["MIT"]}), day_first=True).frame["release_date"][0].month
        == 4
    )


def test_an_empty_frame_is_refused():
    with pytest.raises(BadValueError, match="the table has no rows"):
        openness.ask(frame=pl.DataFrame({"date": []}), columns="date=date")


def test_a_question_to_the_suite_is_asked_by_name():
    shares = openness.ask(source="osai", vintage="2026-06-12", definition="osai_half", since=2024).shares
    assert shares["period"].min() == "2024"
    with pytest.raises(BadValueError, match="give it as frame="):
        openness.ask(columns="date=When")


def test_columns_may_have_commas_in_their_names():
    assert parse("date=When, or so,developer=Org") == {"date": "When, or so", "developer": "Org"}
    with pytest.raises(BadValueError, match="columns name 'date' twice"):
        parse(["date=a", "date=b"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("date;license\n2024;MIT\n".encode("utf-8-sig"), []),
        ("date\tlicense\n2024\tMIT\n".encode("utf-16"), []),
        (
            "date,license,org\n2024,MIT,Universit\xe9\n".encode("latin-1"),
            ["mine.csv is no UTF-8 and was read as Windows-1252 (Latin-1)."],
        ),
        (b'\n\ndate|license\n"2024"|"MIT"\n\n', []),
        (b",date,license\n0,2024,MIT\n", []),
    ],
)
def test_a_csv_of_any_form_is_read(tmp_path, content, said):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    frame, notes = read_table(path)
    assert frame.select("date", "license").rows() == [("2024", "MIT")]
    assert notes == said


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("mine.csv", b"", "mine.csv is empty"),
        ("mine.csv", b"date,license\n", "mine.csv has columns and no rows"),
        ("mine.csv", b"date,date\n1,2\n", "mine.csv has the column 'date' twice; rename one of them"),
        ("mine.csv", b"date,license\n2024,MIT,x\n", "mine.csv, line 2: 3 cells, expected 2; a cell that holds ',' or"),
        ("mine.csv", b'date,license\n2024,"MIT\n', "mine.csv, line 2: unexpected end of data"),
        ("mine.csv", b"da\0te\n1\n", "mine.csv holds bytes of 0"),
        ("mine.parquet", b"no parquet", "mine.parquet cannot be read as parquet"),
        ("mine.duckdb", b"no database" * 1000, "mine.duckdb cannot be read as a DuckDB file"),
        ("mine.xlsx", b"PK", "mine.xlsx ends in '.xlsx', expected one of .csv"),
    ],
)
def test_a_file_that_is_no_table_is_one_line(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises((BadFileError, BadValueError)) as raised:
        read_table(path)
    assert message in str(raised.value)


def test_a_duckdb_file_is_read_and_of_several_tables_one_is_named(tmp_path):
    path = tmp_path / "mine.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.sql("create table one as select 2024 as date, 'MIT' as license")
    assert read_table(path)[0].rows() == [(2024, "MIT")]
    with duckdb.connect(str(path)) as connection:
        connection.sql("create table other as select 1 as a")
    with pytest.raises(BadFileError, match="has the tables one, other; name one with --table"):
        read_table(path)
    assert read_table(path, "other")[0].rows() == [(1,)]
    with pytest.raises(UnknownNameError, match="did you mean 'other'"):
        read_table(path, "othr")
