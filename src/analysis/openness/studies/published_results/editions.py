"""Whether a figure is held against what its publisher counted: its edition, by its labels.

The rule, written before it was applied:

- A figure gets ``agrees`` or ``differs`` where the edition here is the one that its publisher names, and the recipe
  counts by the publisher's labels.
- Where the publisher names another edition or none, or the labels are ours, two numbers that differ say nothing: the
  figure cannot be reproduced. Two that agree count only with a reason (``because``).
- Figures that are held against the publisher's own numbers need no edition.
- What the editions here give stands beside the figure, verdict or not.
"""

from collections.abc import Iterable

from openness.studies.published_results.figures import Figure
from openness.studies.published_results.recipe import Inputs, NotComputableError, Recipe
from openness.studies.published_results.recipes import is_of_waves, source_of

SAME, OTHER, NOT_STATED, NONE = "same", "other", "not_stated", "none"
MATCHES = {
    SAME: "the publisher's own",
    OTHER: "another one than the publisher's",
    NOT_STATED: "the publisher names none",
    NONE: "none is needed",
}
"""How the editions looked at here stand to those that the publisher counted."""


def match_of(recipe: Recipe, stated: Iterable[str], taken: Iterable[str]) -> str:
    """Return one of ``MATCHES``: editions stated by the publisher, and those that the recipe looks at."""
    if not recipe.from_data:
        return NONE
    if not stated:
        return NOT_STATED
    return SAME if set(taken) <= set(stated) else OTHER


def lacking(recipe: Recipe, match: str, figure: Figure, verdict: str) -> str | None:
    """Return what a verdict lacks, a key of ``LACKING``; None where it stands."""
    if figure.because is not None and verdict == "agrees":
        return None
    if match in (OTHER, NOT_STATED):
        return "edition"
    return "labels" if recipe.has_own_labels else None


def elsewhere(recipe: Recipe, figure: Figure, inputs: Inputs) -> list[str]:
    """Return what each edition of the source here gives, such as ``2026-03-30: 80``, oldest first; of one edition."""
    source = source_of(figure.recipe, figure.parameters)
    if source is None or "vintage" not in figure.parameters or is_of_waves(figure.recipe):
        return []
    found = []
    for vintage in inputs.tables["releases"].filter(source=source)["vintage"].unique().sort():
        try:
            result = recipe.function(inputs, **figure.parameters | {"vintage": vintage})
        except NotComputableError:
            continue
        found.append(f"{vintage}: {result.value:.10g}")
    return found
