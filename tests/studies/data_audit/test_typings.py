"""Who is a company: types by hand against the sources' own, and two codings."""

import polars as pl
import pytest

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources.common.registry import read_registry
from openness.studies.data_audit import results, say, typings
from openness.tables import schema
from openness.tables import store as tables

HEADER = ",".join(typings.COLUMNS)


def coded(*rows):
    filled = [(id_, first, "control", None, second, "control", None) for id_, first, second in rows]
    return pl.DataFrame(filled, schema=dict.fromkeys(typings.COLUMNS, pl.String), orient="row")


def test_two_types_of_company_are_one_side():
    types = pl.DataFrame({"type": ["company", "big_tech", "academic", "individual", "unknown"]})
    assert types.select(side=typings.side("type"))["side"].to_list() == [
        "company", "company", "no company", "no company", "unknown"
    ]  # fmt: skip


def test_agreement_on_the_side_does_not_hang_on_the_type():
    rows = [("a", "company", "big_tech"), ("b", "academic", "nonprofit"), ("c", "academic", "company")]
    rows += [(f"d{i}", "company", "company") for i in range(6)] + [(f"e{i}", "academic", "academic") for i in range(6)]
    found = typings.agreement(coded(*rows))
    assert found.columns == results.AGREEMENT.names
    assert found.select("what", "n", "agreed").rows() == [("company or not", 15, 14), ("type", 15, 12)]
    # Of 15 the first says company of 7, the second of 8: chance is (7 * 8 + 8 * 7) / 225.
    chance = 112 / 225
    assert found["kappa"][0] == pytest.approx((14 / 15 - chance) / (1 - chance))


def test_disagreements_are_listed_with_what_was_settled_those_on_the_side_first():
    developers = pl.DataFrame(
        {"developer_id": ["a", "b", "c"], "developer_name": ["A", "B", "C"], "developer_type": ["academic"] * 3}
    )
    rows = [("a", "academic", "nonprofit"), ("b", "academic", "academic"), ("c", "academic", "company")]
    found = typings.disagreements(coded(*rows), developers)
    assert found.select("developer_name", "differs_in", "developer_type").rows() == [
        ("C", "side", "academic"),
        ("A", "type", "academic"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a,firm,control,,company,control,", "first_type of a is 'firm'; expected one of company"),
        ("a,company,owns,,company,control,", "first_question of a is 'owns'; expected one of control, employs, pays"),
        ("a,company,,,company,,\na,company,,,company,,", "has a developer twice"),
    ],
)
def test_a_coding_that_cannot_be_read_is_one_line(tmp_path, line, message):
    (tmp_path / typings.FILE).write_text(f"{HEADER}\n{line}\n")
    with paths.using(raw=tmp_path), pytest.raises(BadFileError, match=message):
        typings.codings()
    with paths.using(raw=tmp_path / "nowhere"), pytest.raises(MissingFileError):
        typings.codings()


def test_the_codings_of_the_repository_cover_what_was_drawn_and_agree_as_far_as_is_said(real):
    both = typings.codings()
    assert both.height == 162
    assert both["second_type"].null_count() == both["first_type"].null_count() == 0
    found = typings.agreement(both)
    assert found.select("agreed", pl.col("kappa").round(3)).rows() == [(159, 0.963), (148, 0.872)]
    # Settled values come after: a developer's type may be either coder's or a third, agreement stays.
    sides = typings.disagreements(both, tables.read("developers")).filter(differs_in="side")
    assert sides.select("developer_name", "first_type", "second_type", "developer_type").rows() == [
        ("l3utterfly", "unknown", "company", "unknown"),
        ("RISE", "academic", "company", "academic"),
        ("State Key Laboratory of Cognitive Intelligence", "academic", "company", "academic"),
    ]
    assert sides["reason"].null_count() == 0


def test_everybody_put_on_another_side_than_the_source_puts_them_has_a_reason_or_is_one_of_a_team(real):
    found = typings.overrides(tables.read("release_developers"))
    alone = found.filter(~pl.col("published_name").is_in(list(read_registry().joint)))
    assert alone.filter(pl.col("reason").is_null())["developer_name"].to_list() == []
    assert 10 <= alone.height <= 20
    assert ("epoch", "IEEE", "Industry", "nonprofit") in set(
        found.select("source", "developer_name", "published_type", "developer_type").rows()
    )
    listed = dict(found.select("developer_name", "developer_type").rows())
    assert [listed[name] for name in ("BigCode", "OpenLLM-France", "PixArt-Alpha", "DeepFloyd", "IRCAM")] == [
        "company", "company", "big_tech", "company", "academic"
    ]  # fmt: skip


def test_rows_that_tie_stand_in_one_order_whatever_order_they_come_in():
    types = ["academic", "community", "nonprofit", "government"]
    named = pl.DataFrame(
        {
            "release_id": [f"s:{i}" for i in range(len(types))],
            "source": "epoch",
            "vintage": "1",
            "published_name": "Somewhere and Elsewhere",
            "published_type": "Industry",
            "published_developer_type": "company",
            "developer_id": [f"nobody-{type_}" for type_ in types],
            "developer_type": types,
        }
    )
    for rows in (named, named.reverse(), named[[2, 0, 3, 1]]):
        found = typings.overrides(rows)
        assert found["developer_type"].to_list() == sorted(types)


def test_like_cases_are_judged_alike():
    records = read_registry().records
    company = {"bigcode", "deepfloyd", "openllm-france", "pixart-alpha", "zhipu-ai", "cohere-for-ai"}
    other = {"llm360", "utter", "openbmb", "tsinghua-university", "bigscience", "opengpt-x", "eleutherai", "carperai"}
    named = {id_: records[id_] for id_ in company | other}
    assert {id_ for id_, one in named.items() if one.type in schema.COMPANY_TYPES} == company
    assert {id_: one.question for id_, one in named.items() if one.question != "control"} == {
        "openllm-france": "employs",
        "pixart-alpha": "employs",
        "openbmb": "employs",
    }


def test_no_correction_changes_what_a_source_says_a_developer_is(real):
    named = tables.read("release_developers").filter(source="osai", position=1)
    raw = pl.read_csv(paths.raw() / "osai" / "2026-06-12.csv", infer_schema=False)
    published = raw["contributor_type"].str.strip_chars().drop_nulls().value_counts().sort("contributor_type")
    ours = named.filter(vintage="2026-06-12")["published_type"].drop_nulls().value_counts().sort("published_type")
    assert ours.rows() == published.filter(pl.col("contributor_type") != "").rows()


def test_families_on_two_sides_name_other_developers(real):
    found = typings.two_sided_families(tables.read("releases"), tables.read("release_families"))
    assert found.columns == results.TWO_SIDED.names
    assert 40 <= found.height <= 55
    assert found.filter(family="zhipu-ai/chatglm-3")["named"].to_list() == [
        "community: Tsinghua University (mot); corporate: Zhipu AI (epoch)"
    ]


def test_agreement_is_said_with_both_coefficients():
    row = {
        "what": "type", "n": 10, "agreed": 9, "agreed_share": 0.9, "kappa": 0.8, "kappa_lower": 0.5, "kappa_upper": 1.0,
        "alpha": None, "alpha_lower": None, "alpha_upper": None,
    }  # fmt: skip
    assert say.agreement_words(pl.DataFrame([row], schema=results.AGREEMENT.schema)) == [
        "On type, two coders agree on 9 of 10 developers (90%); Cohen's kappa 0.80 (0.50 to 1.00), Krippendorff's "
        "alpha cannot be had."
    ]
