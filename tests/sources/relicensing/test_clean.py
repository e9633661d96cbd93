"""Changes of license: what is kept by hand, what is carried over, and what is refused."""

import csv
import re
import shutil
from datetime import UTC, datetime

import polars as pl
import pytest
import yaml

from openness.licenses.clauses import moves, verdicts
from openness.project import paths
from openness.project.errors import BadFileError, OpennessError, UnknownNameError
from openness.sources import facts
from openness.sources.github_licenses import clean as github_licenses
from openness.sources.relicensing import clean as relicensing
from openness.tables import schema
from openness.tables import store as tables

RAW = paths.raw() / "relicensing"


@pytest.fixture(scope="module")
def made():
    return relicensing.frames()


@pytest.fixture(scope="module")
def changes(made):
    return made["license_changes"]


@pytest.fixture
def raw(tmp_path):
    """A copy of the raw folder that a test may break."""
    shutil.copytree(RAW, tmp_path / "relicensing")
    (tmp_path / "licenses").symlink_to(paths.raw() / "licenses")
    with paths.using(raw=tmp_path):
        yield tmp_path


def edit(raw, name, change):
    path = raw / "relicensing" / name
    document = yaml.safe_load(path.read_text())
    change(document)
    path.write_text(yaml.safe_dump(document, sort_keys=False))


def direction(changes, project, day, part=None):
    found = changes.filter(pl.col("project_name") == project, pl.col("change_date").dt.strftime("%Y-%m-%d") == day)
    if part:
        found = found.filter(part=part)
    assert found.height == 1, (project, day)
    return found["direction"][0]


def test_the_tables_are_what_the_schema_says(made):
    assert tables.failures(made["license_changes"], schema.LICENSE_CHANGES) == []
    assert tables.failures(made["license_forks"], schema.LICENSE_FORKS) == []
    assert tables.failures(made["license_gates"], schema.LICENSE_GATES) == []


def test_there_are_thirty_events_of_each_kind_and_they_reach_2025(changes):
    counted = {row[:2]: row[2] for row in changes.group_by("kind", "kind_of_change").len().iter_rows()}
    assert counted == {
        ("software", "same_work"): 71,
        ("model", "same_work"): 23,
        ("model", "next_generation"): 44,
    }
    last = dict(changes.group_by("kind").agg(pl.col("change_date").max().dt.year()).iter_rows())
    assert last == {"software": 2025, "model": 2026}


@pytest.mark.parametrize(
    ("project", "day", "expected"),
    [
        ("MongoDB", "2018-10-16", "tighter"),
        ("Elasticsearch", "2021-02-03", "tighter"),
        ("Elasticsearch", "2024-08-29", "looser"),
        ("Redis", "2024-03-20", "tighter"),
        ("Redis", "2025-05-01", "looser"),
        ("Terraform", "2023-08-10", "tighter"),
        ("MinIO", "2021-04-23", "sideways"),
        ("Grafana", "2021-04-20", "sideways"),
        ("Liquibase", "2025-09-30", "tighter"),
        ("CockroachDB", "2024-11-01", "unknown"),
        ("Dgraph", "2018-10-10", "looser"),
        ("MiniMax-M2", "2025-10-27", "sideways"),
        ("MiniMax-M2", "2025-11-13", "sideways"),
        ("Yi", "2023-11-23", "sideways"),
        ("Yi", "2024-05-30", "looser"),
        ("ChatGLM2-6B", "2023-07-14", "looser"),
        ("MobileCLIP", "2025-08-28", "tighter"),
        ("MiniCPM", "2025-06-06", "looser"),
        ("FLUX.1 [dev]", "2025-06-27", "sideways"),
        ("AlphaFold 2 parameters", "2022-01-19", "looser"),
        ("Llama", "2023-07-18", "looser"),
        ("Llama", "2024-07-23", "sideways"),
    ],
)
def test_directions_of_known_cases(changes, project, day, expected):
    assert direction(changes, project, day) == expected


def test_each_of_the_138_changes_is_of_the_same_work_or_of_the_next_generation_by_its_scope(changes):
    coded = changes.select("scope", "kind_of_change").unique().sort("scope").rows()
    assert coded == [
        ("family", "next_generation"),
        ("project", "same_work"),
        ("repository", "same_work"),
        ("version", "same_work"),
    ]
    assert changes.height == 138


def test_new_weights_are_another_generation_where_the_older_ones_are_not_shown_to_have_changed(changes):
    """Fish Speech put S2 and its code under another license; MobileCLIP replaced the file of its older weights."""
    fish = changes.filter(project_name="Fish Speech").filter(pl.col("change_date") == datetime(2026, 3, 10))
    assert dict(fish.select("part", "kind_of_change").iter_rows()) == {
        "weights": "next_generation",
        "code": "same_work",
    }
    assert changes.filter(project_name="MobileCLIP")["kind_of_change"].to_list() == ["same_work"]


@pytest.mark.parametrize(
    ("project", "license_id", "day", "precision"),
    [
        ("Kimi", "LicenseRef-kimi-k3", datetime(2026, 7, 27), "day"),
        ("Qwen, largest", "LicenseRef-qwen3.8-max", datetime(2026, 8, 12), "day"),
        ("GLM", "LicenseRef-glm-5.3", datetime(2026, 8, 1), "month"),
        ("MiniMax", "LicenseRef-minimax-community", datetime(2026, 6, 1), "month"),
        ("Gemma", "Apache-2.0", datetime(2026, 4, 2), "day"),
        ("Nemotron", "LicenseRef-openmdw-1.1", datetime(2026, 6, 4), "day"),
    ],
)
def test_moves_of_2026_are_dated_as_exactly_as_is_known(changes, project, license_id, day, precision):
    own = changes.filter(pl.col("to_ids").list.contains(license_id), project_name=project)
    assert own.filter(pl.col("change_date").dt.year() == 2026).select("change_date", "date_precision").rows() == [
        (day, precision)
    ]


def test_the_day_of_a_post_is_the_one_that_its_number_encodes(changes):
    """Numbers of posts on X hold the milliseconds since 2010-11-04 above their last 22 bits."""
    dated = [
        *changes.select("announced_url", "announced_date").rows(),
        *changes.select("source_url", "change_date").rows(),
    ]
    posts = [(url, day) for url, day in dated if url and url.startswith("https://x.com/")]
    assert len(posts) == 2
    for url, day in posts:
        milliseconds = (int(url.rsplit("/", 1)[1]) >> 22) + 1288834974657
        assert datetime.fromtimestamp(milliseconds / 1000, UTC).date() == day.date()


def test_gates_of_2026_are_facts_of_the_four_licenses(made, changes):
    gates = made["license_gates"].join(changes, on="change_id", how="left")
    first = gates.filter(pl.col("asks") != "display").select("model_name", "amount", "period", "business", "asks")
    assert first.rows() == [
        ("Kimi K3", 20_000_000, "year", "maas", "agreement"),
        ("Qwen3.8-Max", 50_000_000, "year", "assistant", "agreement"),
        ("GLM-5.3", 10_000_000_000, "year", "maas", "review"),
        ("MiniMax M3", 20_000_000, "year", "any", "authorization"),
    ]
    assert gates.filter(asks="display").select("model_name", "amount", "period").rows() == [
        ("Kimi K3", 20_000_000, "month"),
        ("Qwen3.8-Max", 20_000_000, "month"),
    ]
    assert all(gate in to for gate, to in gates.select("license_id", "to_ids").iter_rows())
    assert gates.filter(read="reports")["model_name"].to_list() == ["MiniMax M3"]


@pytest.mark.upstream
@pytest.mark.parametrize(
    ("name", "license_id", "figures"),
    [
        ("kimi-k3", "LicenseRef-kimi-k3", {"20 million": 2}),
        ("glm-5.3", "LicenseRef-glm-5.3", {"10 billion": 1}),
        ("qwen3.8-max", "LicenseRef-qwen3.8-max", {"US$50,000,000": 1, "US$ 20,000,000": 1}),
    ],
)
def test_the_figures_of_the_gates_stand_in_the_texts(upstream, made, name, license_id, figures):
    path = upstream.parent / "license-texts-2026" / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"{path.name} is not there")
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert {figure: text.count(figure) for figure in figures} == figures
    assert made["license_gates"].filter(license_id=license_id).height == sum(figures.values())


def gate(change):
    def spoil(document):
        change(document["gates"][0])

    return spoil


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (gate(lambda g: g.update(date="2026-07-26")), "0 changes of 'Kimi' on 2026-07-26 lead to LicenseRef-kimi-k3"),
        (gate(lambda g: g.update(read="reports")), "names the section of each gate"),
        (gate(lambda g: g["gates"][0].update(amount=0)), "amount is 0, expected 1 or more"),
        (gate(lambda g: g["gates"][0].update(currency="usd")), "expected three capital letters"),
        (gate(lambda g: g["gates"][0].update(asks="money")), "asks"),
        (gate(lambda g: g.update(text="somewhere")), "expected a link that begins with https"),
    ],
)
def test_a_broken_gate_is_refused_by_name(raw, change, message):
    edit(raw, "gates.yml", change)
    with pytest.raises(BadFileError, match=message) as caught:
        relicensing.frames()
    assert "gates.yml" in str(caught.value)


def test_a_scope_that_the_rule_does_not_know_is_refused(raw):
    edit(raw, "models.yml", lambda d: d["events"][0].update(scope="repo"))
    with pytest.raises(BadFileError, match="scope is 'repo'; expected one of: family, project, repository, version"):
        relicensing.frames()


def test_from_apache_to_agpl_is_sideways_by_tier_and_stronger_by_copyleft(changes):
    row = changes.filter(project_name="MinIO").row(0, named=True)
    assert (row["from_tier"], row["to_tier"], row["copyleft_change"]) == ("open", "open", "stronger")


def test_no_direction_is_set_by_hand():
    for name in ("software.yml", "models.yml"):
        events = yaml.safe_load((RAW / name).read_text())["events"]
        assert not any("direction" in event or "tier" in key for event in events for key in event)


def test_every_event_has_a_link_a_day_or_month_and_known_licenses(changes):
    unread = {}
    for name in ("software.yml", "models.yml"):
        unread |= yaml.safe_load((RAW / name).read_text())["unread"]
    for row in changes.iter_rows(named=True):
        assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+/\S+", row["source_url"]), row["change_id"]
        assert row["date_precision"] in ("day", "month")
        assert datetime(2013, 1, 1) < row["change_date"] <= row["known_until_date"]
        for choice in (row["from_ids"], row["to_ids"]):
            for identifier in (one for together in moves.parse_choice(choice) for one in together):
                assert identifier in unread or verdicts.resolve(identifier) == identifier
        assert row["from_ids"] != row["to_ids"], row["change_id"]


def test_a_license_that_is_said_to_be_unread_is_used_and_has_no_tier():
    for name in ("software.yml", "models.yml"):
        document = yaml.safe_load((RAW / name).read_text())
        choices = [moves.parse_choice(event[key]) for event in document["events"] for key in ("from", "to")]
        used = {identifier for choice in choices for together in choice for identifier in together}
        for identifier, link in document["unread"].items():
            assert identifier in used
            assert link.startswith("https://")
            assert verdicts.of_license(identifier).tier == "unspecified"


def test_each_license_follows_from_the_one_before_within_a_repository(changes):
    """A change that starts from other licenses than the last one ended in has skipped one."""
    repositories = changes.filter(pl.col("scope").is_in(["project", "repository"])).sort("change_date")
    for (project, part), own in repositories.group_by(["project_name", "part"], maintain_order=True):
        ends = own["to_ids"].to_list()[:-1]
        starts = own["from_ids"].to_list()[1:]
        assert ends == starts, (project, part)


def test_non_breaking_spaces_are_gone(changes):
    labels = changes.filter("is_carried_over")["to_label"]
    assert "Elastic License and Server Side Public License" in labels.to_list()
    assert not labels.str.contains("\u00a0").any()


def test_every_row_of_chaoss_is_carried_over_or_named(changes):
    assert changes["is_carried_over"].sum() == 16
    left = yaml.safe_load((RAW / "software.yml").read_text())["not_carried"]
    assert [entry["repository"] for entry in left] == ["livecode/livecode", "OTRS/otrs", "sourcegraph/sourcegraph"]
    assert 16 + len(left) == facts.read(RAW, "2026-06-02").height


def test_dates_of_commits_that_carried_events_cite_are_those_of_chaoss(changes):
    mongo = changes.filter(project_name="MongoDB").row(0, named=True)
    assert (mongo["change_date"], mongo["is_carried_over"]) == (datetime(2018, 10, 16), True)


def test_what_models_yml_says_of_the_hub_is_what_the_hub_says():
    with (paths.raw() / "hub" / "2026-10-05.csv").open(encoding="utf-8", newline="") as file:
        hub = {row["name"]: row for row in csv.DictReader(file)}
    events = yaml.safe_load((RAW / "models.yml").read_text())["events"]
    checked = [event for event in events if event["evidence"] in ("hub", "models_dev")]
    assert len(checked) > 20
    for event in checked:
        before, after = hub[event["from_release"]], hub[event["to_release"]]
        assert (before["license"] or None) == event.get("from_label"), event["project"]
        assert after["license"] == event["to_label"], event["project"]
        if event["evidence"] == "hub":
            assert after["release_date"][:7] == event["date"], event["project"]


def test_first_licenses_are_older_than_the_first_change(changes):
    dated = changes.filter(pl.col("first_license_date").is_not_null())
    assert dated.height > 40
    assert (dated["first_license_date"] <= dated["change_date"]).all()


def test_forks_follow_the_change_that_they_answer(made, changes):
    forks = made["license_forks"].join(changes.select("change_id", "change_date", "project_name"), on="change_id")
    assert forks.height == made["license_forks"].height == 9
    assert (forks["fork_date"] >= forks["change_date"]).all()
    assert (forks["project_name"] == forks["project_name_right"]).all()
    assert forks.filter(fork_name="Valkey")["change_date"][0] == datetime(2024, 3, 20)


def test_without_the_folder_the_tables_have_no_rows(own_raw):
    made = relicensing.frames() | github_licenses.frames()
    assert {name: frame.height for name, frame in made.items()} == {
        "license_changes": 0, "license_gates": 0, "license_forks": 0, "github_licenses": 0,
    }  # fmt: skip


def spoil(key, value):
    def change(document):
        event = next(one for one in document["events"] if one["project"] == "Graylog")
        event.pop(key, None)
        if value is not None:
            event[key] = value

    return change


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (spoil("url", None), BadFileError, r"software.yml, line \d+, events \d+: Graylog lacks 'url'$"),
        (spoil("url", "github.com/x"), BadFileError, "expected a link that begins with https"),
        (spoil("date", None), BadFileError, "Graylog lacks 'date'"),
        (spoil("evidence", "commits"), BadFileError, "evidence is 'commits'; did you mean 'commit'"),
        (spoil("from", None), BadFileError, r"line \d+, events \d+: lacks 'from'$"),
        (spoil("from", []), BadFileError, "Graylog names no license before, or none after"),
        (spoil("from", [2]), BadFileError, r"from 1 is 2; expected text \(quote it\)"),
        (spoil("date", "2020"), BadFileError, "expected YYYY-MM-DD or YYYY-MM"),
        (spoil("date", "2020-02-31"), BadFileError, "expected YYYY-MM-DD or YYYY-MM"),
        (spoil("date", "2999-01-01"), BadFileError, "after the file's as_of"),
        (spoil("to", ["SSPL-1"]), BadFileError, r"unknown license 'SSPL-1'.*belongs into 'unread'"),
        (spoil("to", "SSPL-1.0"), BadFileError, "to is 'SSPL-1.0'; expected a list"),
        (spoil("project", "Greylog"), UnknownNameError, "did you mean 'Graylog'"),
        (spoil("direction", "tighter"), BadFileError, "unknown field 'direction'"),
        (lambda d: d["not_carried"].pop(), BadFileError, "neither carries over nor names sourcegraph/sourcegraph"),
        (lambda d: d["not_carried"][0].pop("reason"), BadFileError, "not_carried 1: lacks 'reason'"),
        (
            lambda d: d["not_carried"].append({"repository": "mongodb/mongo", "reason": "x"}),
            BadFileError,
            "says that it",
        ),
        (lambda d: d["events"].append(d["events"][0]), BadFileError, "has software:.* twice"),
        (lambda d: d.pop("events"), BadFileError, "software.yml: lacks 'events'$"),
    ],
)
def test_a_broken_event_is_refused_by_name(raw, change, error, message):
    edit(raw, "software.yml", change)
    with pytest.raises(error, match=message):
        relicensing.frames()


def test_a_fork_before_any_change_is_refused(raw):
    edit(raw, "forks.yml", lambda d: d["forks"][-1].update(date="2001-01-01"))
    with pytest.raises(BadFileError, match=r"HugeRTE\) follows no change of 'TinyMCE' before 2001-01-01"):
        relicensing.frames()


def test_an_edited_table_of_the_publisher_is_refused(raw):
    path = raw / "relicensing" / "2026-06-02.csv"
    path.write_text(path.read_text().replace("2018-10-16", "2018-10-17"))
    with pytest.raises(OpennessError, match="has been edited"):
        relicensing.frames()


PUSHERS = pl.DataFrame(
    {
        "row": [2, 3, 4],
        "num_pushers": ["738", "120", "200"],
        "spdx_license": ["MIT", "NOASSERTION", "MIT"],
        "iso2_code": ["NA", "NA", "EU"],
        "year": ["2020", "2020", "2020"],
        "quarter": ["1", "1", "1"],
    }
)


def test_pushers_by_license_keep_namibia_and_mark_sums():
    assert github_licenses.clean(PUSHERS).rows() == [
        ("MIT", "EU", True, "2020-Q1", 200, True, "permissive"),
        ("MIT", "NA", False, "2020-Q1", 738, True, "permissive"),
        ("NOASSERTION", "NA", False, "2020-Q1", 120, None, "unknown"),
    ]


@pytest.mark.parametrize(("column", "value"), [("num_pushers", "many"), ("year", None), ("quarter", "5")])
def test_a_number_that_is_none_is_refused(column, value):
    with pytest.raises(BadFileError, match="record 2: count, year or quarter is no number"):
        github_licenses.clean(PUSHERS.head(1).with_columns(pl.lit(value, pl.String).alias(column)))


MEMBERS = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
]  # fmt: skip


def test_the_european_union_is_the_sum_of_its_members():
    """Otherwise to leave it out would leave developers out."""
    own = github_licenses.frames()["github_licenses"].filter(license_id="MIT")
    total = own.filter("is_aggregate").select("period", "pusher_count").sort("period")
    summed = own.filter(pl.col("economy_code").is_in(MEMBERS)).group_by("period").agg(pl.col("pusher_count").sum())
    assert summed.sort("period").rows() == total.rows()


def test_the_table_of_pushers_is_what_the_schema_says():
    frame = github_licenses.frames()["github_licenses"]
    assert tables.failures(frame, schema.GITHUB_LICENSES) == []
    assert frame.filter(economy_code="NA").height == 3
    assert frame.filter(license_style="unknown")["license_id"].unique().to_list() == ["NOASSERTION"]
    assert tables.failures(frame.drop("period"), schema.GITHUB_LICENSES)
