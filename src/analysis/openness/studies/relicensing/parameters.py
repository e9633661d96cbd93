"""What a report on changes of license can be asked."""

from collections.abc import Mapping
from typing import Any

from openness.measures.ask import ALL, Parameter, by_name, check_report, shared
from openness.studies.relicensing.selection import select
from openness.tables import store as tables
from openness.tables.schema import CHANGE_KINDS

MOST_ROWS = 500
MOST_DAYS = 3650

PARAMETERS = shared("since", "until") | by_name(
    Parameter("kind", "string", "changes of what", lambda: [ALL, *CHANGE_KINDS]),
    Parameter("days", "integer", "a fork is an answer up to so many days later", None, 1, MOST_DAYS),
    Parameter("carried", "boolean", "whether changes that CHAOSS lists count too"),
    Parameter("most", "integer", "changes a table shows, the newest", None, 1, MOST_ROWS),
)


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs."""
    check_report(values, PARAMETERS)
    asked = {name: values[name] for name in ("kind", "since", "until", "carried")}
    select(tables.read("license_changes"), **asked)


USES = ("time", "licenses", "editions")
"""What the report does with sources: which of their caveats it prints."""
