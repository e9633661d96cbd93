"""Everything known of one release: its scores under every metric, its parts, and what would have to change."""

import re
from dataclasses import dataclass

import great_tables as gt
import polars as pl

from openness.charts.table import show_table
from openness.measures import scoreboard
from openness.measures.records import links
from openness.metrics import eosai_matrix, whatif
from openness.metrics.base import NOT_JUDGED, Records
from openness.metrics.osaid import score as osaid
from openness.metrics.registry import METRICS
from openness.project.errors import UnknownNameError
from openness.sources import short_names
from openness.studies.metric_lab import results
from openness.studies.metric_lab.data import Lab
from openness.studies.metric_lab.names import in_words, with_heading
from openness.studies.metric_lab.side_by_side import FAMILY, SCORED, with_state
from openness.tables.schema import KEYS

SAME_SIZE = 1.3
"""Times by which two sizes may differ and be the same: "7B" stands for 6.7 to 8.3 billion parameters."""

_SIZE = re.compile(r"(?<![a-z0-9.])(?:(\d+)x)?(\d+(?:\.\d+)?)([bm])(?![a-z])", re.IGNORECASE)


def size_of(name: str, parameter_count: int | None) -> float | None:
    """Return the parameters of a model, by its name (``72B``, ``8x7B``, ``560m``), else as counted; None: not known."""
    if found := _SIZE.search(name):
        times, number, unit = found.groups()
        return int(times or 1) * float(number) * (1e9 if unit in "bB" else 1e6)
    return None if parameter_count is None else float(parameter_count)


@dataclass(frozen=True)
class Sheet:
    """What is known of one release; rows of other sources are of a release of the same family, and say of which."""

    release: dict[str, object]
    """Its row of ``releases``."""
    family: str | None
    scores: pl.DataFrame
    """:data:`results.SHEET_SCORES`."""
    parts: pl.DataFrame
    """:data:`results.SHEET_PARTS`, its own source first."""
    clauses: pl.DataFrame
    """:data:`results.SHEET_CLAUSES`."""
    definitions: pl.DataFrame
    """:data:`results.SHEET_DEFINITIONS`."""
    plans: list[str]
    """The cheapest ways to the goals of the metrics that have one and that its source supports, as text."""

    def title(self) -> str:
        """Return name, developer and edition in words."""
        row = self.release
        family = f", family {self.family}" if self.family else ""
        return f"{row['release_name']} ({row['developer_name']}), {row['release_id']} in {row['vintage']}{family}"


def plans_text(found: Sheet | None) -> str:
    """Return the plans of a release as Markdown; without a release, how to choose one."""
    if found is None:
        return (
            "No release is chosen. Choose one by its id or name: "
            "`openness report --only metric-lab -p release=osai:olmo`."
        )
    if not found.plans:
        return "No metric with a goal can be computed from its source, so nothing is said on what would have to change."
    return "\n\n".join(f"```text\n{plan}\n```" for plan in found.plans)


def sheet(lab: Lab, release_id: str) -> Sheet:
    """Return what is known of one release."""
    own = lab.releases.filter(release_id=release_id)
    if own.is_empty():
        raise UnknownNameError("release", release_id, lab.releases["release_id"])
    family = lab.families.filter(release_id=release_id)[FAMILY].to_list()[0]
    members = _members(lab, release_id, family)
    records = Records(
        lab.releases.join(members, on=KEYS, how="semi", maintain_order="left"),
        lab.components.join(members, on=KEYS, how="semi", maintain_order="left"),
    )
    ordered = pl.col("release_id") != release_id
    return Sheet(
        own.row(0, named=True),
        family,
        _scores(lab, members, release_id),
        _parts(lab, members, release_id),
        osaid.clauses(records)
        .sort(ordered, maintain_order=True)
        .with_columns(pl.col("clause").str.replace_all("_", " ", literal=True), _EVIDENCE)
        .select(results.SHEET_CLAUSES.names),
        eosai_matrix.matrix(records)
        .sort(ordered, maintain_order=True)
        .with_columns(pl.col("definition").replace_strict(eosai_matrix.TITLES))
        .select(results.SHEET_DEFINITIONS.names),
        _plans(own["source"][0], release_id),
    )


def _worded(criterion: str) -> pl.Expr:
    """Return a column of criteria in words."""
    return pl.struct(criterion, "metric").map_elements(
        lambda row: row[criterion] and in_words(row[criterion], row["metric"]), return_dtype=pl.String
    )


_EVIDENCE = links("evidence_url").alias("evidence_url")


def _members(lab: Lab, release_id: str, family: str | None) -> pl.DataFrame:
    """Return ``KEYS`` of the release and of one release of its family in each other source, in any edition.

    A family holds all sizes of a model, and their licenses and parts may differ: where both sizes are known only a
    release of the same size stands beside it. Of several it is the one of a known size, then that of which most
    components are judged, then the first by id.
    """
    source = release_id.partition(":")[0]
    sized = lab.releases.select(
        *KEYS,
        pl.struct("release_name", "parameter_count")
        .map_elements(lambda row: size_of(row["release_name"], row["parameter_count"]), return_dtype=pl.Float64)
        .alias("_size"),
    )
    size = sized.filter(release_id=release_id)["_size"].to_list()[0]
    ratio = pl.col("_size") / pl.lit(size, pl.Float64)
    is_other = ((ratio < 1 / SAME_SIZE) | (ratio > SAME_SIZE)).fill_null(value=False)
    judged = lab.components.group_by(KEYS).agg((~pl.col("status").is_in(list(NOT_JUDGED))).sum().alias("_judged"))
    others = (
        lab.families.filter(pl.col(FAMILY) == pl.lit(family, pl.String), pl.col("source") != source)
        .join(judged, on=KEYS, how="left")
        .join(sized, on=KEYS, how="left")
        .filter(~is_other)
        .sort("source", ratio.is_null(), -pl.col("_judged").fill_null(0).cast(pl.Int64), "release_id")
        .unique("source", keep="first", maintain_order=True)
    )
    return lab.every_family.filter(pl.col("release_id").is_in([release_id, *others["release_id"]])).select(KEYS)


def _scores(lab: Lab, members: pl.DataFrame, release_id: str) -> pl.DataFrame:
    evidence = lab.components.select(*KEYS, pl.col("component").alias("weakest_component"), "evidence_url")
    order = pl.col("metric").cast(pl.Enum(list(METRICS)))
    stated = with_state(lab.widest.join(members, on=KEYS, how="semi", maintain_order="left"))
    return (
        with_heading(stated)
        .join(evidence, on=[*KEYS, "weakest_component"], how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("state").is_in([SCORED, "unknown"]))
            .then(pl.col("label"))
            .otherwise(pl.lit("stub: all fields blank"))
            .alias("label"),
            pl.format("{} of {}", "judged_count", "criterion_count").alias("coverage"),
            # Where all criteria are met none is weakest.
            pl.when(pl.col("score").ne_missing(pl.col("score_max")))
            .then(_worded("weakest_component"))
            .alias("weakest"),
            _worded("first_failure").alias("first_failure"),
        )
        .with_columns(links("evidence_url", "weakest").alias("weakest"))
        .sort(pl.col("release_id") != release_id, order, "source", "release_id")
        .select(results.SHEET_SCORES.names)
    )


def _parts(lab: Lab, members: pl.DataFrame, release_id: str) -> pl.DataFrame:
    order = [pl.col("release_id") != release_id, "source"]
    found = lab.components.join(members, on=KEYS, how="semi", maintain_order="left").sort(order, maintain_order=True)
    worded = pl.col("component").map_elements(in_words, return_dtype=pl.String)
    return found.with_columns(pl.col("source").replace(short_names()), worded, _EVIDENCE).select(
        results.SHEET_PARTS.names
    )


def _plans(source: str, release_id: str) -> list[str]:
    found = []
    for metric in whatif.PLANNERS:
        if source in METRICS[metric].sources:
            board = scoreboard.scoreboard(metric, source=source, releases=(release_id,))
            found += [whatif.text(one) for one in scoreboard.plans(board, metric).values()]
    return found


def release_tables(sheet: Sheet) -> list[gt.GT]:
    """Return the tables of one release: scores, parts, clauses and definitions; those without a row are left out."""
    name = sheet.release["release_name"]
    tables = (
        (sheet.scores, results.SHEET_SCORES, f"{name}: every metric", _SCORES_NOTE),
        (sheet.parts, results.SHEET_PARTS, f"{name}: every part, with its evidence", _PARTS_NOTE),
        (sheet.clauses, results.SHEET_CLAUSES, f"{name}: the Open Source AI Definition", None),
        (sheet.definitions, results.SHEET_DEFINITIONS, f"{name}: four definitions", None),
    )
    return [
        show_table(frame, declared, title=title, note=note) for frame, declared, title, note in tables if frame.height
    ]


_SCORES_NOTE = (
    "Rows of other sources are of a release of the same family and, where both are known, size: the one of which they "
    "judge most. Linked: the evidence. "
    "Nothing is weakest where every criterion is met."
)
_PARTS_NOTE = "Missing: not judged, or left blank."
