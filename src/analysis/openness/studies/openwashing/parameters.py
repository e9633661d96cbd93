"""What a report on open-washing can be asked."""

from collections.abc import Mapping
from typing import Any

from openness.measures.ask import Parameter, by_name, check_report, shared
from openness.project.errors import BadValueError
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.practice import DATA_OF, LICENSE_BY, PRACTICES, Frames
from openness.studies.openwashing.rule import asked, verdicts
from openness.studies.openwashing.selection import releases_of
from openness.tables import store as tables

MOST_GAPS = 60

PARAMETERS = shared("source", "vintage", "since", "until", "every", "by", "typing", "min_group", "interval") | by_name(
    Parameter("claim", "string", "what counts as a claim of openness", lambda: list(CLAIMS)),
    Parameter("practice", "list", "tests of what is done", lambda: list(PRACTICES)),
    Parameter("least", "integer", "how many tests must fail; none: more than half", None, 1, 4, optional=True),
    Parameter("data", "string", "whose training data", lambda: list(DATA_OF)),
    Parameter("license", "string", "what an open license is", lambda: list(LICENSE_BY)),
    Parameter("below", "number", "share of the index's points below which a release falls short", None, 0, 1),
    Parameter("gaps", "integer", "widest gaps to show", None, 1, MOST_GAPS),
)


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs."""
    check_report(values, PARAMETERS)
    source = values["source"]
    rule = asked(**{name: values[name] for name in ("claim", "practice", "least", "data", "license", "below")})
    for kind, one in (("claim", CLAIMS[rule.claim]), *(("test", PRACTICES[name]) for name in rule.practice)):
        if source in one.reasons:
            raise BadValueError(f"source {source!r} cannot answer the {kind} {one.name!r}: {one.reasons[source]}")
    # Whether any claim can be judged stands in no list of names: a twentieth of a second here, or a page of nothing.
    own = releases_of(source, values["vintage"], values["since"], values["until"])
    found = verdicts(rule, Frames(own, tables.read("components"), tables.read("scores")))
    if found.filter("is_claim")["is_openwashing"].count() == 0:
        raise BadValueError(f"of {own.height} releases of {source} none makes a claim that this rule can judge")


USES = ("parts", "licenses", "groups")
"""What the report does with sources: which of their caveats it prints."""
