"""Published results of the Foundation Model Transparency Index, and what does not compare."""

import polars as pl
import pytest
from tests.studies.declared import differences

from openness.measures import results, transparency
from openness.project.errors import BadValueError, UnknownNameError
from openness.tables import schema
from openness.tables import store as tables


@pytest.fixture(scope="module")
def index(real):
    return tables.read("transparency")


def small(scores, indicators=("a", "b", "c", "d")):
    """Return a table of waves: (vintage, set, developer, points)."""
    rows = [
        {
            "vintage": vintage,
            "indicator_set": indicator_set,
            "release_id": f"fmti:{developer}",
            "developer_id": developer,
            "developer_name": developer.title(),
            "domain": "Upstream" if position <= 2 else "Model",
            "subdomain": "Data",
            "indicator_id": name,
            "indicator": name,
            "indicator_position": position,
            "is_met": position <= points,
        }
        for vintage, indicator_set, developer, points in scores
        for position, name in enumerate(indicators, start=1)
    ]
    return pl.concat(
        [pl.DataFrame(schema=tables.polars_schema(schema.TRANSPARENCY)), pl.DataFrame(rows)], how="diagonal"
    )


def test_the_published_means_of_the_three_waves(index):
    means = transparency.wave_means(index).select(
        "vintage", "n", pl.col("mean").round(2), "indicator_count", "is_break"
    )
    assert means.rows() == [
        ("2023-10-18", 10, 37.0, 100, False),
        ("2024-05-21", 14, 57.93, 100, False),
        ("2025-12-09", 13, 40.69, 100, True),
    ]


def test_the_interval_is_students_t():
    means = transparency.wave_means(
        small([("2023-10-18", "2023", name, n) for name, n in (("a", 1), ("b", 2), ("c", 3))])
    )
    # mean 2, standard deviation 1, n 3: 2 -+ 4.302653 / sqrt(3), cut off at 0 and at the 4 indicators there are.
    assert means.select("n", "mean", "lower", "upper").row(0) == (3, 2.0, 0.0, 4.0)


def test_one_developer_has_no_interval():
    assert transparency.wave_means(small([("2023-10-18", "2023", "a", 1)])).select("lower", "upper").row(0) == (
        None,
        None,
    )


def test_domains_have_as_many_indicators_as_published(index):
    counts = transparency.wave_means(index, "domain").select("vintage", "group", "indicator_count").rows()
    assert counts == [
        ("2023-10-18", "Upstream", 32),
        ("2023-10-18", "Model", 33),
        ("2023-10-18", "Downstream", 35),
        ("2024-05-21", "Upstream", 32),
        ("2024-05-21", "Model", 33),
        ("2024-05-21", "Downstream", 35),
        ("2025-12-09", "Upstream", 34),
        ("2025-12-09", "Model", 30),
        ("2025-12-09", "Downstream", 36),
    ]


@pytest.mark.parametrize(("by", "parts"), [("domain", 3), ("subdomain", 23)])
def test_parts_add_up_to_the_whole(index, by, parts):
    means = transparency.wave_means(index, by).filter(vintage="2024-05-21")
    assert means.height == parts
    assert means["indicator_count"].sum() == 100
    assert means["mean"].sum() == pytest.approx(811 / 14)


def test_subdomains_that_differ_in_white_space_only_are_one(index):
    accountability = transparency.wave_means(index, "subdomain").filter(group="Accountability")
    assert accountability["indicator_count"].to_list() == [3]


def test_the_top_score_rose_by_31_and_the_bottom_by_21_whoever_had_them(index):
    changes = transparency.wave_changes(index)
    assert changes.select("to_vintage", "top_change", "bottom_change").row(0) == ("2024-05-21", 31, 21)
    assert changes["mean_change"][0] == pytest.approx(20.93, abs=0.005)
    ends = [(wave[0, "developer_name"], wave[-1, "developer_name"]) for wave in _waves(index)]
    assert ends[:2] == [("Meta AI", "Amazon"), ("BigCode", "Adept")]


def _waves(index):
    return transparency.totals(index).partition_by("vintage", maintain_order=True)


def test_nothing_compares_across_a_change_of_indicators(index):
    assert transparency.wave_changes(index).row(1)[2:] == (None, None, None, transparency.BREAK)
    across = transparency.developer_changes(index).filter(to_vintage="2025-12-09")
    assert across.height == 9
    assert across["total_change"].null_count() == 9
    assert across["reason"].unique().to_list() == [transparency.BREAK]


def test_developers_of_both_waves_of_2023s_indicators_all_improved(index):
    own = transparency.developer_changes(index).filter(to_vintage="2024-05-21")
    assert own.select("developer_name", "total_before", "total_after", "total_change").rows() == [
        ("AI21 Labs", 25, 75, 50),
        ("Amazon", 12, 41, 29),
        ("Anthropic", 36, 51, 15),
        ("Stability AI", 47, 58, 11),
        ("Google", 40, 47, 7),
        ("Meta AI", 54, 60, 6),
        ("OpenAI", 48, 49, 1),
    ]
    assert own["reason"].null_count() == 7


def test_the_publishers_eight_take_bigcode_for_hugging_face(index):
    eight = transparency.developer_changes(index, transparency.SUCCESSORS).filter(to_vintage="2024-05-21")
    assert eight.height == 8
    assert eight["total_change"].min() == 1
    assert eight.filter(developer_id="bigcode")["total_change"].to_list() == [32]


def test_a_wave_that_judges_both_a_developer_and_its_successor_has_no_successor():
    table = small([("2023-10-18", "2023", "a", 1), ("2023-10-18", "2023", "b", 2)])
    with pytest.raises(BadValueError, match="judges b and its predecessor"):
        transparency.developer_changes(table, {"a": "b"})


def test_a_developer_whom_a_wave_left_out_is_compared_with_the_wave_before():
    waves = [("2023-10-18", "2023", "a", 1), ("2024-05-21", "2023", "b", 2), ("2024-11-01", "2023", "a", 4)]
    assert transparency.developer_changes(small(waves)).row(0) == ("a", "A", "2023-10-18", "2024-11-01", 1, 4, 3, None)


@pytest.mark.parametrize(("developer_count", "expected"), [(1, [82, 96, 98]), (2, [71, 89, 91])])
def test_how_many_indicators_are_met_by_at_least_so_many_developers(index, developer_count, expected):
    assert transparency.met_by_at_least(index, developer_count)["indicator_count"].to_list() == expected


def test_no_indicator_is_met_by_more_developers_than_there_are(index):
    met = transparency.indicators_met(index)
    assert met.height == 300
    assert met.filter(pl.col("met_count") > pl.col("n")).height == 0
    assert met.filter(vintage="2024-05-21")["met_count"].sum() == 811


def test_two_or_more_of_none_is_refused():
    with pytest.raises(BadValueError, match="developer_count is 0"):
        transparency.met_by_at_least(small([("2023-10-18", "2023", "a", 1)]), 0)


def test_eleven_indicators_share_a_name_across_the_break(index):
    shared = transparency.shared_indicators(index)
    assert shared["indicator"].to_list() == [
        "Data size",
        "Model stages",
        "Model objectives",
        "External reproducibility of capabilities evaluation",
        "External reproducibility of mitigations evaluation",
        "Permitted and prohibited users",
        "Permitted, restricted, and prohibited uses",
        "Permitted, restricted, and prohibited model behaviors",
        "Versioning protocol",
        "Change log",
        "Geographic statistics",
    ]
    with pytest.raises(UnknownNameError, match="unknown set of indicators '2024'"):
        transparency.shared_indicators(index, "2024")


def test_who_gives_weights_out_is_the_indexs_own_finding(index):
    given = transparency.totals(index).filter("has_weights").sort("vintage", "developer_name")
    found = given.group_by("vintage", maintain_order=True).agg("developer_name")
    assert dict(found.iter_rows()) == {
        "2023-10-18": ["Hugging Face", "Meta AI", "Stability AI"],
        "2024-05-21": ["Adept", "Aleph Alpha", "BigCode", "Meta AI", "Microsoft", "Mistral AI", "Stability AI"],
        "2025-12-09": ["AI21 Labs", "Alibaba", "DeepSeek", "IBM", "Meta AI"],
    }
    means = transparency.wave_means(index, "weights").filter(group="weights given out")
    assert means["n"].to_list() == [3, 7, 5]
    assert means["mean"].round(1).to_list() == [51.3, 61.1, 50.0]


def test_an_empty_table_gives_empty_results():
    empty = pl.DataFrame(schema=tables.polars_schema(schema.TRANSPARENCY))
    for made in (
        transparency.totals(empty),
        transparency.wave_means(empty),
        transparency.wave_changes(empty),
        transparency.developer_changes(empty),
        transparency.met_by_at_least(empty),
    ):
        assert made.height == 0


def test_results_are_as_they_are_declared(index):
    for frame, declared in (
        (transparency.totals(index), results.TOTALS),
        (transparency.wave_means(index, "domain"), results.WAVE_MEANS),
        (transparency.wave_changes(index), results.WAVE_CHANGES),
    ):
        assert differences(frame, declared) == []
