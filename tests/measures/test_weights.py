"""Shares of units that count as often as they were downloaded, and groups of two columns."""

import polars as pl
import pytest

from openness.measures.ask import PARAMETERS, LeftOut, Question, ask, check_together
from openness.measures.selection import parts_of, with_groups
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

HUB = {"source": "hub", "vintage": "2026-10-05", "definition": "osi_license"}


def test_a_weighted_share_is_downloads_of_open_units_over_downloads_of_judged_ones(real):
    answer = ask(Question(**HUB, since=2023, weight="downloads"))
    cell = answer.shares.filter(period="2023", group="corporate").row(0, named=True)
    own = answer.releases.filter(pl.col("release_date").dt.year() == 2023, developer_group="corporate")
    judged = own.filter(pl.col("is_open").is_not_null(), pl.col("downloads").is_not_null())
    downloads = judged["downloads"].sum()
    assert cell["open_share"] == pytest.approx(judged.filter("is_open")["downloads"].sum() / downloads)
    sizes = judged.with_columns(pl.col("developer_id").str.split("+").list.first()).group_by("developer_id")
    squares = sizes.agg(pl.col("downloads").sum() / downloads)["downloads"].pow(2).sum()
    assert cell["effective_developers"] == pytest.approx(1 / squares)
    assert (cell["n"], cell["open_count"]) == (70, 36)


def test_a_weighted_share_of_fewer_than_five_effective_developers_has_no_interval(real):
    shares = ask(Question(**HUB, weight="downloads")).shares.filter(pl.col("n") > 0)
    few = shares.filter(pl.col("effective_developers") < 5)
    assert few.height > 0
    assert few["lower"].null_count() == few["upper"].null_count() == few.height
    many = shares.filter(pl.col("effective_developers") >= 5)
    assert many.height > 0
    assert many["lower"].null_count() == 0


def test_every_unit_is_weighed_unknown_or_left_out_and_counted(real):
    answer = ask(Question(**HUB, weight="downloads", unit="repository"))
    left = answer.left_out
    assert answer.shares["n"].sum() == left.judged
    assert answer.shares["unknown_count"].sum() == left.unknown
    assert answer.shares["unweighted_count"].sum() == left.unweighted
    assert left.judged + left.unknown + left.outside + left.no_period + left.unweighted == left.asked == 16849


def test_what_has_no_number_is_said():
    sentence = LeftOut(asked=10, no_period=0, outside=1, unknown=2, weight="downloads", unweighted=3).sentence()
    assert sentence == (
        "Of 10 releases, 4 stand in the shares; 2 are left out because the source does not say whether they are open, "
        "0 because they have no date exact enough, 1 because they are outside the years asked for, 3 because their "
        "downloads are not known."
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"weight": "likes"}, "unknown value of parameter 'weight': 'likes'"),
        ({"weight": "downloads", "interval": "wilson"}, "a Wilson interval counts releases, so it cannot be weighted"),
        ({"interval": "wilsn"}, "unknown value of parameter 'interval': 'wilsn'; did you mean 'wilson'"),
        (
            {"by": "country,develper_group"},
            "unknown value of parameter 'by': 'develper_group'; did you mean 'developer_gr",
        ),
        ({"by": "country,country"}, "by is 'country,country', expected one column or 2 different ones"),
        ({"by": "country,modality,developer_group"}, "expected one column or 2 different ones"),
        ({"by": "country,"}, "unknown value of parameter 'by': ''"),
        ({"where": ["downloads>"]}, "filter 'downloads>' is not of the form"),
        ({"where": "downloads>1"}, "parameter 'where' is 'downloads>1', expected a value of type list"),
    ],
)
def test_what_cannot_be_asked_is_refused(real, values, message):
    with pytest.raises(OpennessError) as refused:
        check_together(values)
    assert message in str(refused.value)


def test_a_source_without_downloads_cannot_be_weighted_by_them(real):
    with pytest.raises(BadValueError, match="weight is 'downloads', and epoch 2026-03-30 has no downloads of these"):
        ask(Question("epoch", "2026-03-30", weight="downloads"))


def test_an_interval_by_wilson_takes_releases_for_independent(real):
    asked = Question("epoch", "2026-03-30", since=2025, until=2025, interval="wilson")
    cell = ask(asked).shares.filter(group="corporate").row(0, named=True)
    assert (cell["interval"], cell["n"], cell["design_effect"]) == ("wilson", 425, 1.0)
    assert (round(cell["lower"], 3), round(cell["upper"], 3)) == (0.461, 0.555)
    by_developer = ask(Question("epoch", "2026-03-30", since=2025, until=2025)).shares.filter(group="corporate")
    assert by_developer["interval"].item() == "developer"
    assert by_developer["lower"].item() < cell["lower"] < cell["upper"] < by_developer["upper"].item()


def test_groups_can_be_made_of_two_columns(real):
    two = ask(Question("epoch", "2026-03-30", by="modality,developer_group", since=2018))
    assert two.releases["modality,developer_group"].is_in(two.shares["group"].to_list()).all()
    one = ask(Question("epoch", "2026-03-30", by="developer_group", since=2018, modality="language")).shares
    language = two.shares.filter(pl.col("group").str.starts_with("language · ")).with_columns(
        pl.col("group").str.strip_prefix("language · ")
    )
    assert language.sort("period", "group").equals(one.sort("period", "group"))


def test_a_blank_part_of_a_group_is_unknown():
    frame = pl.DataFrame({"a": ["x", None], "b": ["y", "z"]})
    assert with_groups(frame, "a,b")["a,b"].to_list() == ["x · y", "unknown · z"]
    assert with_groups(frame, "a").columns == ["a", "b"]
    assert parts_of("a, b") == ("a", "b")


def test_published_types_are_refused_as_one_of_two_columns_too(real):
    with pytest.raises(BadValueError, match="puts no developer into a category"):
        ask(Question(**HUB, by="country,developer_group", typing="published"))


def test_a_parameter_of_one_value_knows_no_comma():
    with pytest.raises(UnknownNameError, match="'year,half'"):
        PARAMETERS["every"].check("year,half")
