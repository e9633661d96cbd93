"""The panel as tables take it: steps, transitions, and what opened or closed, with the records of both editions."""

import polars as pl

from openness.studies.vintages_and_composition.panel.entries import ALL, Panel
from openness.studies.vintages_and_composition.panel.judgments import PANEL, STEP_BY_STEP
from openness.studies.vintages_and_composition.panel.results import MOVED, STEPS
from openness.studies.vintages_and_composition.panel.split import COUNTED, MAIN_GROUPS, step_table
from openness.words.frames import Frame
from openness.words.names import group_name
from openness.words.numbers import capital, counted

SPANS = {STEP_BY_STEP: "one edition to the next", PANEL: "the panel, first to last"}
_HYPHEN = "\N{NON-BREAKING HYPHEN}"


def moved_rows(moved: pl.DataFrame, *, up: bool) -> pl.DataFrame:
    """Return the entries with judgments that went up, or down, the latest step first and there most moves first."""
    points = pl.col("points")
    own = moved.filter(points > 0 if up else points < 0)
    told = pl.format("{}: {} to {}", pl.col("criterion").str.replace_all("_", " "), "status_before", "status_after")
    return (
        own.group_by("before", "after", "entry_id", maintain_order=True)
        .agg(
            pl.col("release_name", "developer_name", "url_before", "url_after").first(),
            told.str.join("; ").alias("criteria"),
            points.sum().abs().alias("_size"),
        )
        .sort("after", "_size", "entry_id", descending=[True, True, False])
        .select(
            pl.format("{} ({})", "release_name", "developer_name").alias("entry"),
            "criteria",
            pl.concat_list(
                pl.struct(pl.col(side).str.replace_all("-", _HYPHEN).alias("text"), pl.col(f"url_{side}").alias("url"))
                for side in ("before", "after")
            ).alias("records"),
        )
        .select(MOVED.names)
    )


def folds(moved: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the tables of what opened and of what closed under their headings; those with rows."""
    found = {}
    for name, up in (("opened", True), ("closed", False)):
        rows = moved_rows(moved, up=up)
        count = moved.filter(pl.col("points") > 0 if up else pl.col("points") < 0).height
        if rows.height:
            found[f"What {name}: {counted(count, 'judgment')} of the same models, the latest first"] = rows
    return found


def step_rows(steps: pl.DataFrame) -> pl.DataFrame:
    """Return the steps with points of one digit."""
    rounded = pl.col(STEPS.of_kind("number")).round(1)
    return steps.with_columns(pl.when(rounded != 0).then(rounded).otherwise(0.0))


def cause_columns(steps: pl.DataFrame) -> Frame:
    """Return the columns that say why the mean moved; causes of no step are not shown."""
    hidden = ["before", "n_before", "mean_before", "same", "up", "down", "moved"]
    hidden += [name for name in COUNTED if not (steps[name] != 0).any()]
    return STEPS.with_headings(after="Edition", n_after="Entries", mean_after="Mean", **dict.fromkeys(hidden, ""))


def group_folds(found: Panel, moved: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the steps of each main group under its heading."""
    names = {one: f"{capital(group_name(one))}: why their mean moved" for one in MAIN_GROUPS if one != ALL}
    return {heading: step_rows(step_table(found, moved, one)) for one, heading in names.items()}


def judgment_columns() -> Frame:
    """Return the columns that say how many judgments moved."""
    shown = {"before", "after", "same", "up", "down", "moved"}
    return STEPS.with_headings(**{name: "" for name in STEPS.names if name not in shown})


def criterion_rows(by_criterion: pl.DataFrame) -> pl.DataFrame:
    """Return the criteria by their names in words."""
    return by_criterion.with_columns(pl.col("criterion").str.replace_all("_", " "))


def transition_rows(found: pl.DataFrame) -> pl.DataFrame:
    """Return the transitions under words for what is compared."""
    return found.with_columns(pl.col("span").replace_strict(SPANS))


def change_rows(changes: pl.DataFrame) -> pl.DataFrame:
    """Return the panel's changes with points of one digit."""
    return changes.with_columns(pl.col("points", "lower", "upper").round(1))
