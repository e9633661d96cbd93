"""The class of a release by the Model Openness Framework, as the Model Openness Tool evaluates it.

Sources of the rule: White, M. et al., 2024, https://arxiv.org/abs/2403.13784, and ``ModelEvaluator.php`` of
https://github.com/lfai/model_openness_tool, commit 8b5d30e, which is followed where the two differ:

- A component's license is its own, else the release's for its type, else that of the distribution. Its own one, where
  the field is there and blank or says "unlicensed", is no license, and no other takes its place.
- A component is included under an open license (``mof_licenses``), invalid under any other, unlicensed, or missing.
- Class III needs 6 components, II 4 more, I another 4. A research paper stands in for a technical report that is not
  included; class I then needs 13.
- Progress of a class is the share of its components that are included, in percent, and 0 while a class below it is
  incomplete. A component under an open license for another type counts, with a warning.
"""

import polars as pl

from openness.licenses.strings import expression
from openness.metrics.base import Metric, Records, finish
from openness.metrics.mof.licenses import ToolLicenses, tool_licenses
from openness.sources.common.licensed import expression_of
from openness.sources.mot.read import COMPONENTS
from openness.tables.cases import first_of
from openness.tables.schema import KEYS

NAME = "mof"
PUBLISHED, MATCHED = "1.0", "1.0-matched"
LABELS = ("Unclassified", "Class III - Open Model", "Class II - Open Tooling Model", "Class I - Open Science Model")
"""Score -> label as the tool prints it."""

CLASS_OF = {
    "Model architecture": 3,
    "Data preprocessing code": 1,
    "Training code": 2,
    "Inference code": 2,
    "Evaluation code": 2,
    "Model parameters (Final)": 3,
    "Model parameters (Intermediate)": 1,
    "Datasets": 1,
    "Evaluation data": 2,
    "Model card": 3,
    "Data card": 3,
    "Technical report": 3,
    "Research paper": 1,
    "Evaluation results": 3,
}
"""Required component, in the tool's order, -> the class that asks for it; the other three are optional."""

REPORT, PAPER = "Technical report", "Research paper"
UNLICENSED = "unlicensed"
UNKNOWN = "unknown"


def required(class_: int) -> list[str]:
    """Return the components that a class needs, those of the classes below it included."""
    return [component for component, asked_by in CLASS_OF.items() if asked_by >= class_]


def with_mof_status(components: pl.DataFrame, version: str, licenses: ToolLicenses) -> pl.DataFrame:
    """Add ``mof_status``: missing, included, invalid or unlicensed."""
    text, status = pl.col("license_raw"), pl.col("status")
    if version == PUBLISHED:
        is_missing = (status == "missing") & text.is_null()
        is_unlicensed = text.is_null() | (text == UNLICENSED)
        is_open = text.is_in(list(licenses.open_ids))
    else:
        known = licenses.open_ids | licenses.listed_ids
        is_missing, is_unlicensed = status == "missing", status == UNLICENSED
        stated = expression_of(components.columns)
        distinct = components.select(stated.drop_nulls().unique()).to_series()
        open_ = [one for one in distinct if not expression.holds(expression.parse(one), lambda id_: id_ not in known)]
        is_open = stated.is_in(open_).fill_null(value=False)
    cases = {"missing": is_missing, UNLICENSED: is_unlicensed, "included": is_open}
    return components.with_columns(mof_status=first_of(cases, "invalid"))


def evaluate(
    components: pl.DataFrame,
    version: str = PUBLISHED,
    licenses: ToolLicenses | None = None,
    *,
    not_looked_at: str = "missing",
) -> pl.DataFrame:
    """Evaluate releases; a component without a row, since nobody had looked at it, counts as ``not_looked_at``."""
    judged = with_mof_status(components, version, licenses or tool_licenses())
    wide = judged.pivot(on="component", on_columns=list(COMPONENTS), index=KEYS, values="mof_status")
    full = wide.with_columns(pl.col(list(COMPONENTS)).fill_null(not_looked_at))
    stands_in = (~_included(REPORT) & _included(PAPER)).cast(pl.Int64)
    count = {
        class_: pl.sum_horizontal(_included(name).cast(pl.Int64) for name in required(class_)) for class_ in (1, 2, 3)
    }
    own = {
        3: _percent(count[3] + stands_in, len(required(3))),
        2: _percent(count[2] + stands_in, len(required(2))),
        # The paper is among the components of class I already; the report that it replaces is not asked for.
        1: pl.when(stands_in == 1)
        .then(_percent(count[1], len(required(1)) - 1))
        .otherwise(_percent(count[1], len(required(1)))),
    }
    reached_3 = own[3] == 100
    reached_2 = reached_3 & (own[2] == 100)
    return (
        full.with_columns(
            pl.when(reached_2).then(own[1]).otherwise(0.0).alias("progress_1"),
            pl.when(reached_3).then(own[2]).otherwise(0.0).alias("progress_2"),
            own[3].alias("progress_3"),
        )
        .with_columns(
            pl.coalesce(*(pl.when(pl.col(f"progress_{k}") == 100).then(k) for k in (1, 2, 3)), 0)
            .cast(pl.Int64)
            .alias("class")
        )
        .sort("source", "vintage", "release_id")
    )


def _percent(included: pl.Expr, total: int) -> pl.Expr:
    # Worked out beforehand: polars multiplies by 1/total, which differs from the tool in the last digit.
    return included.replace_strict(
        {n: n / total * 100 for n in range(total + 1)}, default=None, return_dtype=pl.Float64
    )


def _included(component: str) -> pl.Expr:
    return pl.col(component) == "included"


def scores_of(components: pl.DataFrame, version: str = PUBLISHED, licenses: ToolLicenses | None = None) -> pl.DataFrame:
    """Return the ``scores`` of releases under one version; see :func:`evaluate` for the parameters.

    ``score`` is 3 for class I down to 0 for none, and null where components that nobody had looked at would decide it;
    ``first_failure`` the first component that the next class needs and
    that is not included; ``judged_count`` the required components that the record lists, of 14.
    """
    names = list(CLASS_OF)
    is_listed = {name: pl.col(name) != "missing" for name in names}
    weakest = first_of({name: is_listed[name] & ~_included(name) for name in names})
    evaluated = evaluate(components, version, licenses)
    best = evaluate(components, version, licenses, not_looked_at="included")
    # Both are sorted by the same keys.
    is_decided = best["class"] == evaluated["class"]
    score = pl.when(is_decided).then(pl.when(pl.col("class") > 0).then(4 - pl.col("class")).otherwise(0))
    label = score.replace_strict(dict(enumerate(LABELS)), default=UNKNOWN, return_dtype=pl.String)
    return finish(
        evaluated.with_columns(
            score.alias("score"),
            label.alias("label"),
            first_of({name: _fails(name) for name in names}).alias("first_failure"),
            pl.sum_horizontal(one.cast(pl.Int64) for one in is_listed.values()).alias("judged_count"),
            pl.coalesce(weakest, first_of(is_listed)).alias("weakest_component"),
            pl.all_horizontal(pl.col(name) == "missing" for name in COMPONENTS).alias("is_stub"),
        ),
        metric=NAME,
        metric_version=version,
        score_max=3,
        criterion_count=len(names),
    )


def _fails(component: str) -> pl.Expr:
    """Return whether a component is one that the next class needs and is not included."""
    next_class = pl.when(pl.col("class") == 0).then(3).otherwise(pl.col("class") - 1)
    is_needed = (pl.col("class") != 1) & (next_class <= CLASS_OF[component])
    if component == REPORT:
        # As in the tool: a paper that is listed, whatever its license, takes the place of a report that is not there.
        instead = _included(PAPER) | ((pl.col(REPORT) == "missing") & (pl.col(PAPER) != "missing"))
        return is_needed & ~_included(REPORT) & ~instead
    if component == PAPER:
        needed_below = ~_included(REPORT) & (pl.col(PAPER) != "missing")
        return (is_needed | ((pl.col("class") != 1) & needed_below)) & ~_included(PAPER)
    return is_needed & ~_included(component)


def score(records: Records) -> pl.DataFrame:
    """Score records of the tool, by its own rule and with our reading of license strings in front."""
    licenses = tool_licenses()
    return pl.concat(scores_of(records.components, version, licenses) for version in (PUBLISHED, MATCHED))


METRIC = Metric(
    name=NAME,
    place=30,
    title="Model Openness Framework",
    short="MOF class",
    text="The class that the Model Openness Tool gives: 3 for class I, 2 for II, 1 for III, 0 for none.",
    url="https://arxiv.org/abs/2403.13784",
    score=score,
    alternatives={
        MATCHED: "license strings are read before they are compared; what is said not to be included is missing"
    },
)
