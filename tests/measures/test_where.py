import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.measures.ask import Question, ask, check_report, shared
from openness.measures.where import COLUMNS, Filter, check, fitting, parse
from openness.project.errors import OpennessError

KEYS = {"source": "hub", "vintage": "2030-01-01"}
RELEASES = pl.DataFrame(
    [
        (
            "a",
            "corporate",
            "company",
            "Japan",
            "language",
            "open",
            "unknown",
            "labs",
            ["MIT"],
            10,
            2,
            7_000_000_000,
            None,
        ),
        (
            "b",
            "community",
            "academic",
            "France",
            "audio",
            "open",
            "unknown",
            "uni+labs",
            ["MIT", "GPL"],
            5,
            1,
            None,
            None,
        ),
        (
            "c",
            "community",
            "individual",
            "unknown",
            "audio",
            "closed",
            "unknown",
            None,
            [],
            None,
            None,
            70_000_000,
            1e24,
        ),
    ],
    schema={
        **dict.fromkeys(["release_id", "developer_group", "developer_type", "country"], pl.String),
        **dict.fromkeys(["modality", "license_tier", "access", "developer_id"], pl.String),
        "license_ids": pl.List(pl.String),
        **dict.fromkeys(["downloads", "likes", "parameter_count"], pl.Int64),
        "training_compute": pl.Float64,
    },
    orient="row",
).with_columns(pl.lit(value).alias(name) for name, value in KEYS.items())
LISTS = pl.DataFrame({"release_id": ["a", "b", "a"], "list": ["all", "all", "notable"]}).with_columns(
    pl.lit(value).alias(name) for name, value in KEYS.items()
)


def kept(*texts):
    found, lacking = fitting(RELEASES, check(texts, RELEASES, LISTS), LISTS)
    return "".join(found["release_id"]), lacking


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("developer_group=corporate", Filter("developer_group", "=", ("corporate",))),
        (" country != France | Japan ", Filter("country", "!=", ("France", "Japan"))),
        ("country=DE", Filter("country", "=", ("Germany",))),
        ("downloads>1000", Filter("downloads", ">", number=1000)),
        ("downloads >= 1_000", Filter("downloads", ">=", number=1000)),
        ("parameters<7B", Filter("parameters", "<", number=7e9)),
        ("parameters<=1.5k", Filter("parameters", "<=", number=1500)),
        ("compute>1e24", Filter("compute", ">", number=1e24)),
        ("likes=0", Filter("likes", "=", number=0)),
    ],
)
def test_a_filter_is_a_column_a_comparison_and_a_value(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("texts", "names", "lacking"),
    [
        ((), "abc", 0),
        (("developer_group=community",), "bc", 0),
        (("country!=France|Japan",), "c", 0),
        (("modality=audio", "license_tier=open"), "b", 0),
        (("list=notable",), "a", 0),
        (("list!=notable",), "bc", 0),
        (("developer=labs",), "ab", 0),
        (("developer!=uni",), "ac", 0),
        (("license=GPL",), "b", 0),
        (("downloads>5",), "a", 1),
        (("downloads>=5", "parameters>1k"), "a", 2),
        (("downloads<5",), "", 1),
        (("downloads!=5",), "a", 1),
        (("parameters<1B", "country=unknown"), "c", 0),
    ],
)
def test_releases_fit_all_filters_or_lack_a_number_and_are_counted(texts, names, lacking):
    assert kept(*texts) == (names, lacking)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("downloads", "filter 'downloads' is not of the form COLUMN=VALUE or COLUMN>NUMBER"),
        ("downloads>", "filter 'downloads>' is not of the form"),
        ("=corporate", "filter '=corporate' is not of the form"),
        ("downlods>1000", "unknown column 'downlods' in filter 'downlods>1000'; did you mean 'downloads'?"),
        ("downloads>many", "filter 'downloads>many' needs a number, such as 1000, 7B or 1e24; found 'many'"),
        ("downloads>-1", "filter 'downloads>-1' needs a number"),
        ("downloads>1|2", "filter 'downloads>1|2' needs a number"),
        ("compute>1e999", "filter 'compute>1e999' needs a number"),
        ("country>France", "filter 'country>France' compares country by '>'; expected = or !=, or one of downloads"),
        ("country=France|", "filter 'country=France|' has an empty value; expected values with '|' between them"),
        ("country=Frnce", "unknown country 'Frnce'; did you mean 'France'?"),
        ("list=notible", "unknown list 'notible' in a filter; did you mean 'notable'?"),
        ("developer_group=corporat", "unknown developer_group 'corporat' in a filter; did you mean 'corporate'?"),
        ("license=MITT", "unknown license 'MITT' in a filter; did you mean 'MIT'?"),
        ("developer=lab", "unknown developer 'lab' in a filter; did you mean 'labs'?"),
    ],
)
def test_what_is_no_filter_is_refused_with_the_nearest_name(text, message):
    with pytest.raises(OpennessError) as refused:
        kept(text)
    assert str(refused.value).startswith(message)


@given(st.text(st.sampled_from("ab=!<>|1kM. "), max_size=12))
def test_any_text_is_a_filter_or_refused(text):
    try:
        assert parse(text).column in COLUMNS
    except OpennessError as error:
        assert "\n" not in str(error)  # noqa: PT017


def test_filters_are_asked_of_the_data_and_what_lacks_a_number_is_said(real):
    answer = ask(Question("hub", "2026-10-05", definition="osi_license", where=("downloads>1000", "list=curated")))
    assert answer.releases["downloads"].min() > 1000
    asked = Question("hub", "2026-10-05", definition="osi_license", where=("downloads>1000",))
    left = ask(asked).left_out
    assert (left.asked, left.releases, left.not_filtered) == (6544, 6550, 3453)
    assert left.sentence().endswith(" 3,453 more releases lack the number that a filter asks about.")


def test_a_group_or_number_of_a_filter_is_that_of_the_typing_asked_for(real):
    curated, published = (
        ask(Question("epoch", "2026-03-30", typing=typing, where=("developer_group=corporate",)))
        for typing in ("curated", "published")
    )
    assert set(curated.shares["group"]) == set(published.shares["group"]) == {"corporate"}
    assert curated.left_out.asked != published.left_out.asked


def test_a_list_that_another_edition_has_is_no_mistake_and_nothing_of_this_one_fits(real):
    with pytest.raises(OpennessError, match=r"no release of osai 2026-06-12 .* fits country=Chile"):
        ask(Question("osai", "2026-06-12", where=("country=Chile",)))
    notable = ask(Question("epoch", "2026-07-15", where=("list=notable",)))
    assert notable.left_out.asked == 1036
    with pytest.raises(OpennessError, match=r"no release of epoch 2025-04-23 .* fits list=notable"):
        ask(Question("epoch", "2025-04-23", where=("list=notable",)))


def test_filters_that_leave_nothing_are_refused_before_a_report_runs(real):
    values = {"source": "epoch", "vintage": "latest", "where": ["downloads>1000"]}
    with pytest.raises(OpennessError, match=r"no release of epoch 2026-03-30 .* fits downloads>1000"):
        check_report(values, shared("source", "vintage", "where"))
    with pytest.raises(OpennessError, match="did you mean 'notable'"):
        check_report({**values, "where": ["list=notible"]}, shared("source", "vintage", "where"))
