import polars as pl
import pytest

from openness.build import build, idle_aliases
from openness.cleaning import family_aliases
from openness.cleaning.families import across_sources, idle, resolve
from openness.cleaning.family_aliases import Alias, Aliases
from openness.project import paths
from openness.sources.common.registry import read_registry
from openness.tables import schema
from openness.tables import store as tables

EXACT_NAMES = dict.fromkeys(("release_id", "source", "vintage", "exact_name"), pl.String)
NO_NAMES = pl.DataFrame(schema=EXACT_NAMES)
VINTAGE = "2030-01-01"


def releases(*rows):
    """Rows of (release id, name, developer id), all of one edition."""
    return pl.DataFrame(
        [(id_, id_.partition(":")[0], VINTAGE, name, developer) for id_, name, developer in rows],
        schema=dict.fromkeys(["release_id", "source", "vintage", "release_name", "developer_id"], pl.String),
        orient="row",
    )


def exact_names(*rows):
    return pl.DataFrame(
        [(id_, id_.partition(":")[0], VINTAGE, name) for id_, name in rows], schema=EXACT_NAMES, orient="row"
    )


@pytest.fixture
def registry(small_raw):
    with paths.using(raw=small_raw):
        return read_registry()


def resolved(registry, *rows, aliases=None, names=NO_NAMES):
    found = resolve(releases(*rows), names, registry, aliases)
    assert tables.failures(found, schema.RELEASE_FAMILIES) == []
    return {row["release_id"]: (row["release_family_id"], row["match_rule"]) for row in found.to_dicts()}


def alias(family, **kwargs):
    return Alias(family, "https://example.org", 1, **kwargs)


def test_the_same_key_and_developer_in_two_sources_is_one_family(registry):
    assert resolved(
        registry,
        ("mot:heron", "Heron-2-7B", "labs"),
        ("hub:heron", "labs/heron-2-70b-instruct", "labs"),
        ("hub:heron-gguf", "labs/heron-2-7b-GGUF", "labs"),
        ("osai:stork", "Stork", "labs"),
    ) == {
        "mot:heron": ("labs/heron-2", "exact"),
        "hub:heron": ("labs/heron-2", "exact"),
        "hub:heron-gguf": ("labs/heron-2", "exact"),
        "osai:stork": ("labs/stork", "single"),
    }


def test_two_sizes_in_one_source_are_one_family_and_still_single(registry):
    found = resolved(registry, ("hub:a", "labs/heron-7b", "labs"), ("hub:b", "labs/heron-70b", "labs"))
    assert set(found.values()) == {("labs/heron", "single")}


def test_one_name_of_two_makers_is_two_families(registry):
    assert resolved(registry, ("mot:nova", "Nova", "labs"), ("osai:nova", "Nova", "other")) == {
        "mot:nova": ("labs/nova", "single"),
        "osai:nova": ("other/nova", "single"),
    }


def test_a_copy_under_another_account_does_not_join(registry):
    found = resolved(registry, ("mot:heron", "Heron-2", "labs"), ("hub:copy", "someone/Heron-2-7B-GGUF", "someone"))
    assert found["hub:copy"] == ("someone/heron-2", "single")


def test_a_team_joins_the_one_of_its_members_that_has_the_family(registry):
    found = resolved(registry, ("epoch:heron", "Heron", "university+labs"), ("hub:heron", "labs/heron-7b", "labs"))
    assert set(found.values()) == {("labs/heron", "exact")}


def test_teams_with_a_common_member_are_one_family_where_no_member_has_it_alone(registry):
    found = resolved(
        registry,
        ("epoch:heron", "Heron", "university+labs"),
        ("mot:heron", "Heron-7B", "institute+labs"),
        ("osai:heron", "Heron", "garden+zoo"),
    )
    assert found == {
        "epoch:heron": ("labs/heron", "exact"),
        "mot:heron": ("labs/heron", "exact"),
        "osai:heron": ("garden/heron", "single"),
    }


def test_a_team_whose_members_both_have_such_a_family_is_ambiguous(registry):
    found = resolved(
        registry,
        ("osai:heron", "Heron", "labs+university"),
        ("hub:one", "labs/heron", "labs"),
        ("hub:two", "university/heron", "university"),
    )
    assert found["osai:heron"] == (None, "ambiguous")
    assert found["hub:one"] == ("labs/heron", "single")


def test_releases_without_a_developer_match_nothing(registry):
    found = resolved(
        registry, ("mot:heron", "Heron", None), ("epoch:heron", "Heron", None), ("hub:heron", "labs/heron", "labs")
    )
    assert found == {
        "mot:heron": ("unknown-mot/heron", "single"),
        "epoch:heron": ("unknown-epoch/heron", "single"),
        "hub:heron": ("labs/heron", "single"),
    }


def test_the_developers_of_a_house_are_one(registry):
    aliases = Aliases({"labs-research": "labs"})
    found = resolved(
        registry, ("epoch:heron", "Heron", "labs-research"), ("hub:heron", "labs/heron", "labs"), aliases=aliases
    )
    assert set(found.values()) == {("labs/heron", "exact")}


def test_an_alias_of_a_release_leads_it_alone_and_brings_its_evidence(registry):
    rows = [("osai:k2", "K2", "labs"), ("mot:k2", "K2", "labs"), ("hub:k2", "club/k2-7b", "club")]
    aliases = Aliases(rows=(alias("club/k2", release_id="osai:k2"),))
    assert resolved(registry, *rows, aliases=aliases) == {
        "osai:k2": ("club/k2", "alias"),
        "mot:k2": ("labs/k2", "single"),
        "hub:k2": ("club/k2", "exact"),
    }
    found = resolve(releases(*rows), NO_NAMES, registry, aliases)
    assert found["evidence_url"].to_list() == ["https://example.org", None, None]


def test_an_alias_of_one_edition_leaves_the_others(registry):
    frame = pl.concat(
        [
            releases(("osai:heron", "Heron 2", "labs")).with_columns(vintage=pl.lit(vintage))
            for vintage in ("2029-01-01", VINTAGE)
        ]
    )
    aliases = Aliases(rows=(alias("labs/heron-1", release_id="osai:heron", vintages=("2029-01-01",)),))
    found = resolve(frame, NO_NAMES, registry, aliases)
    assert found["release_family_id"].to_list() == ["labs/heron-1", "labs/heron-2"]


def test_an_alias_of_a_name_leads_all_who_bear_it_in_every_source(registry):
    found = resolved(
        registry,
        ("hub:a", "labs/Labs-Heron-2-7B", "labs"),
        ("hub:b", "labs/Labs-Heron-2-70B-Instruct", "labs"),
        ("mot:heron", "Heron 2", "labs"),
        ("hub:copy", "someone/Labs-Heron-2-7B", "someone"),
        aliases=Aliases(rows=(alias("labs/heron-2", house="labs", key="labsheron-2"),)),
    )
    assert found == {
        "hub:a": ("labs/heron-2", "alias"),
        "hub:b": ("labs/heron-2", "alias"),
        "mot:heron": ("labs/heron-2", "exact"),
        "hub:copy": ("someone/labsheron-2", "single"),
    }


def test_an_alias_of_a_release_comes_before_one_of_its_name(registry):
    aliases = Aliases(
        rows=(
            alias("labs/heron-2", house="labs", key="heron"),
            alias("labs/stork", release_id="mot:heron"),
        )
    )
    found = resolved(registry, ("mot:heron", "Heron", "labs"), ("hub:heron", "labs/heron", "labs"), aliases=aliases)
    assert found == {"mot:heron": ("labs/stork", "alias"), "hub:heron": ("labs/heron-2", "alias")}


def test_an_alias_of_a_release_that_is_not_there_is_idle(registry):
    aliases = Aliases(rows=(alias("labs/stork", release_id="mot:heron"),))
    found = resolve(releases(("mot:stork", "Stork", "labs")), NO_NAMES, registry, aliases)
    assert ["no release 'mot:heron'" in line for line in idle(aliases, found)] == [True]


def test_the_name_of_the_weights_comes_before_the_name_of_the_entry(registry):
    found = resolved(
        registry,
        ("osai:heron", "Heron", "labs"),
        ("mot:heron", "Heron-7B", "labs"),
        ("hub:heron", "labs/heron-3.1-70b", "labs"),
        names=exact_names(("osai:heron", "Heron-3.1-70B-Instruct")),
    )
    assert found["osai:heron"] == found["hub:heron"] == ("labs/heron-3.1", "exact")
    assert found["mot:heron"] == ("labs/heron", "single")


def test_a_repository_counts_only_under_an_account_of_the_developer(registry):
    names = exact_names(
        ("models_dev:latest", "ExampleLabs/Heron-3-70B"),
        ("models_dev:stork", "someone/Heron-3-70B"),
    )
    found = resolved(
        registry,
        ("models_dev:latest", "Heron (latest)", "example-labs"),
        ("models_dev:stork", "Stork", "example-labs"),
        names=names,
    )
    assert found == {
        "models_dev:latest": ("example-labs/heron-3", "single"),
        "models_dev:stork": ("example-labs/stork", "single"),
    }


def test_across_sources_counts_releases_and_leaves_what_is_missing_blank(registry):
    frame = resolve(
        releases(
            ("mot:heron", "Heron", "labs"),
            ("hub:a", "labs/heron-7b", "labs"),
            ("hub:b", "labs/heron-70b", "labs"),
            ("osai:stork", "Stork", "labs"),
        ),
        NO_NAMES,
        registry,
    )
    twice = pl.concat([frame, frame.with_columns(vintage=pl.lit("2031-01-01"))])
    assert across_sources(twice).to_dicts() == [
        {"release_family_id": "labs/heron", "hub": 2, "mot": 1, "osai": None, "source_count": 2},
        {"release_family_id": "labs/stork", "hub": None, "mot": None, "osai": 1, "source_count": 1},
    ]


def test_aliases_that_change_nothing_are_told(registry):
    frame = releases(
        ("mot:heron", "Heron", "labs"),
        ("hub:heron", "labs/heron", "labs"),
        ("mot:stork", "Stork", "labs"),
        ("mot:old-heron", "Heron", "labs"),
    )
    aliases = Aliases(
        rows=(
            alias("labs/ibis", release_id="mot:stork"),
            alias("labs/heron", house="labs", key="crane"),
            alias("labs/stork", house="labs", key="ibis"),
            # Keeps an old release apart from the family whose key it has.
            alias("labs/heron-2029", release_id="mot:old-heron"),
            alias("labs/heron", release_id="osai:heron"),
        )
    )
    found = idle(aliases, resolve(frame, NO_NAMES, registry, aliases))
    assert found == [
        "aliases/families.yml, line 1: no release of another source is of 'labs/ibis'",
        "aliases/families.yml, line 1: no release bears the name 'labs/crane'",
        "aliases/families.yml, line 1: no release bears the name 'labs/ibis'",
    ]


# The small project and the real data


def test_the_small_project_joins_its_two_sources_without_an_alias_table(small):
    found = tables.read("release_families")
    assert found.height == tables.read("releases").height
    assert set(found.filter(release_id="epoch:heron-7b")["match_rule"]) == {"exact"}
    heron = found.filter(pl.col("release_family_id") == "example-labs/heron")
    assert set(heron["source"]) == {"epoch", "osai"}


def test_an_alias_of_an_edition_that_is_not_there_stops_no_build_and_is_reported(raw, tmp_path):
    path = raw / family_aliases.FILE
    path.parent.mkdir()
    path.write_text(
        "houses: {}\naliases:\n  - family: example-labs/heron\n    release: epoch:heron-8b\n    reason: why\n"
        "    evidence: https://example.org\n    checked: 2030-01-01\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    build(raw=raw, out=out)
    (line,) = idle_aliases(raw, out)
    assert line.endswith("families.yml, line 3: no release 'epoch:heron-8b'; did you mean 'epoch:heron-7b'?")


def test_every_release_of_the_real_data_has_one_row(real):
    keys = ["release_id", "source", "vintage"]
    found, known = tables.read("release_families"), tables.read("releases")
    assert found.select(keys).equals(known.select(keys))
    assert found.filter(pl.col("release_family_id").is_null())["match_rule"].unique().to_list() in ([], ["ambiguous"])


def test_no_alias_of_the_real_table_is_idle(real):
    assert idle(family_aliases.read(), tables.read("release_families")) == []


@pytest.mark.parametrize(
    ("release_id", "vintage", "family"),
    [
        # An entry of the index moves on with the versions of its family.
        ("osai:olmo", "2025-05-12", "allen-institute-for-ai/olmo-2"),
        ("osai:olmo", "2026-06-12", "allen-institute-for-ai/olmo-3.1-think"),
        ("mot:olmo-7b", "2026-05-11", "allen-institute-for-ai/olmo"),
        ("osai:llama-3-instruct", "2025-05-12", "meta-ai/llama-3"),
        ("osai:llama-3-instruct", "2026-06-12", "meta-ai/llama-3"),
        ("mot:meta-llama-3-8b-instruct", "2026-05-11", "meta-ai/llama-3"),
        ("mot:llama-3-8b", "2026-05-11", "meta-ai/llama-3"),
        # The record's link leads to another company's model.
        ("mot:dbrx-instruct", "2026-05-11", "databricks/dbrx"),
        # The entry links to another developer's weights.
        ("osai:saul", "2026-06-12", "equall/saullm"),
        ("osai:vicuna", "2025-05-12", "lmsys/vicuna-1.3"),
        ("osai:k2", "2025-05-12", "llm360/k2"),
        ("osai:crystal", "2026-06-12", "llm360/crystalcoder"),
        ("models_dev:mistral-mistral-large-latest", "2026-07-02", "mistral-ai/mistrallarge-3"),
        ("epoch:mixtral-8x7b", "2026-03-30", "mistral-ai/mixtral-8x7b"),
        ("epoch:zephyr-7b", "2026-03-30", "hugging-face/zephyr"),
        ("osai:zephyr", "2026-06-12", "hugging-face/zephyr-8x22b"),
    ],
)
def test_known_releases_are_of_their_families(real, release_id, vintage, family):
    found = tables.read("release_families").filter(release_id=release_id, vintage=vintage)
    assert found["release_family_id"].to_list() == [family]
