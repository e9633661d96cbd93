"""Which edition of a source is the newest, and why ``latest`` may mean an older one."""

from openness.measures.ask import LATEST, resolve_vintage
from openness.tables import store as tables
from openness.words.numbers import listing


def why_not_latest(source: str) -> str | None:
    """Return why the newest edition of a source is not what ``latest`` means; None where it is."""
    lists = tables.read("release_lists").filter(source=source).select("vintage", "list").unique()
    newest, latest = lists["vintage"].max(), resolve_vintage(source, LATEST)
    if newest == latest:
        return None
    held = listing(sorted(lists.filter(vintage=newest)["list"]))
    return f"the edition of {newest} does not hold the whole list, but only {held}; --vintage {newest} reads it"
