"""The panel in plain words, made from the numbers."""

from openness.studies.vintages_and_composition.panel.tallies import Tally
from openness.words.names import group_name
from openness.words.numbers import capital, counted, listing, number, plural, signed

CAUSES = {
    "new": "new entries",
    "removed": "dropped entries",
    "replaced": "entries that stand for another model now",
    "filled_in": "blanks filled in",
    "blanked": "judgments taken back",
    "reassessed": "the same models judged anew",
    "criteria": "other criteria",
}


def panel_words(told: Tally) -> list[str]:
    """Return what became of the same models, by groups, and what an interval is about."""
    said = []
    for row in told["rows"]:
        who = "All" if row["group"] == "all" else capital(group_name(row["group"]))
        band = "" if row["lower"] is None else f", {signed(row['lower'], 1)} to {signed(row['upper'], 1)} by developer"
        said.append(
            f"{who}: {counted(row['n'], 'model')} of {counted(row['developers'], 'developer')} went from "
            f"{_score(row['first'])} to {_score(row['last'])} ({signed(row['points'], 1)} points{band}); "
            f"{number(row['up'])} have more points than at first, {number(row['down'])} fewer."
        )
    apart = told["contrast"]
    if apart is not None:
        said.append(
            f"Change of corporate less that of community developers: {signed(apart['points'], 1)} points "
            f"({signed(apart['lower'], 1)} to {signed(apart['upper'], 1)} by developer)."
        )
    return [
        f"The balanced panel has the entries that stand for the same model in all {told['of_panel']} editions from "
        f"{told['first']} to {told['last']}. On the {told['kept']} criteria that all editions have:",
        *said,
        f"All entries of an edition went from {_score(told['all_first'])} of {number(told['n_first'])} to "
        f"{_score(told['all_last'])} of {number(told['n_last'])} ({signed(told['all_points'], 1)} points) on the same "
        "criteria; among them are those that came, went, or became another model.",
        "The list is whole, so these means are known without error. The intervals are about other developers: how far "
        "the change could be off if the Index had listed others of the same kind.",
    ]


def cause_words(told: Tally) -> list[str]:
    """Return what moved the mean of all entries, and what the cut of criteria did."""
    parts = [f"{CAUSES[name]} {signed(points, 1)}" for name, points in told["sums"]]
    said = [
        f"From {told['first']} on, the mean score of all entries, in percent of the points there were to get, moved by "
        f"{signed(told['change'], 1)} points, step by step: {listing(parts)}."
    ]
    for one in told["cuts"]:
        pure = one["after"] in told["pure"]
        said.append(
            f"Between {one['before']} and {one['after']} the criteria changed"
            f"{' and nothing else did' if pure else ''}: {signed(one['criteria'], 1)} points, a change of the measure "
            "and not of openness."
        )
    return said


def judgment_words(told: Tally) -> list[str]:
    """Return how many judgments of the same models moved, which way, and on which criteria most."""
    if not told["moved"]:
        return [f"None of {counted(told['compared'], 'judgment')} of the same models moved."]
    most = [f"{_criterion(one['criterion'])} ({one['up']} up, {one['down']} down)" for one in told["most"]]
    step = told["busiest"]
    return [
        f"Of {counted(told['compared'], 'pair')} of judgments of one criterion of the same model in successive "
        f"editions, {number(told['moved'])} moved: {number(told['up'])} up and {number(told['down'])} down, on "
        f"{counted(told['entries'], 'entry', 'entries')}. {number(told['both_ways'])} "
        f"{plural(told['both_ways'], 'criterion of an entry', 'criteria of an entry')} went both ways.",
        f"Most moved between {step['before']} and {step['after']}: {number(step['up'])} up and {number(step['down'])} "
        f"down, on {counted(step['entries'], 'entry', 'entries')}.",
        f"Moved most often: {listing(most)}. These are counts of a whole list and not tests.",
        "That a judgment moved says that the Index judges otherwise: the model may have changed, or the Index found "
        "more, or corrected itself.",
    ]


def _score(share: float) -> str:
    return f"{share:.1%}"


def _criterion(name: str) -> str:
    return name.replace("_", " ")
