"""What the columns of somebody's table mean: ``date=When,developer=Org``."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openness.project.errors import BadValueError, UnknownNameError


@dataclass(frozen=True)
class Role:
    """One thing that a column can tell."""

    name: str
    text: str  # for help and errors
    also: tuple[str, ...] = ()  # names of a column that bears it, where nobody says which does


ROLES = {
    one.name: one
    for one in (
        Role("date", "when it was released, as people write dates", ("release_date", "released")),
        Role("precision", "how exactly the date is known: day, month, quarter, half or year", ("date_precision",)),
        Role("developer", "who made it", ("developer_name", "organization")),
        Role("type", "what its developer is: company, academic, nonprofit, ...", ("developer_type",)),
        Role("country", "where its developer is", ()),
        Role("license", "the license of its weights, as written", ("license_raw",)),
        Role("weights", "whether its weights can be downloaded: yes or no", ("open_weights",)),
        Role("data", "whether its training data are available: yes or no", ("training_data",)),
        Role("code", "whether its training code is available: yes or no", ("training_code",)),
        Role("name", "what it is called", ("release_name", "model")),
        Role("modality", "what it works on", ()),
        Role("downloads", "how often it was downloaded", ()),
        Role("parameters", "its number of parameters", ("parameter_count",)),
    )
}
_PARTS = re.compile(rf",(?=\s*(?:{'|'.join(ROLES)})\s*=)")


def parse(texts: str | Iterable[str] | Mapping[str, str] | None) -> dict[str, str]:
    """Return role -> column, of texts such as ``date=When,developer=Org`` or of a mapping."""
    if texts is None:
        return {}
    if isinstance(texts, Mapping):
        pairs = [(str(role), column) for role, column in texts.items()]
    else:
        parts = [part for text in ([texts] if isinstance(texts, str) else texts) for part in _PARTS.split(text)]
        pairs = [_pair(part) for part in parts]
    found: dict[str, str] = {}
    for role, column in pairs:
        if role not in ROLES:
            raise UnknownNameError("role of a column", role, ROLES)
        if role in found:
            raise BadValueError(f"columns name {role!r} twice: {found[role]!r} and {column!r}")
        found[role] = column
    return found


def _pair(text: str) -> tuple[str, str]:
    role, sign, column = text.partition("=")
    if not sign or not role.strip() or not column.strip():
        raise BadValueError(f"columns are {text!r}, expected ROLE=COLUMN, the role one of {', '.join(ROLES)}")
    return role.strip(), column.strip()


def resolve(given: Mapping[str, str], columns: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return role -> column of the table, and what was taken by its name alone, in words.

    A role that nobody names is that of the one column of its name, upper and lower case apart.
    """
    found = {}
    for role, column in given.items():
        if column not in columns:
            raise UnknownNameError("column", column, columns, where=f"the table, given for {role!r}")
        found[role] = column
    taken = {column: role for role, column in found.items()}
    by_name: dict[str, str] = {}
    for role in (one for one in ROLES.values() if one.name not in found):
        for name in (role.name, *role.also):
            fitting = [column for column in columns if column.strip().casefold() == name and column not in taken]
            if len(fitting) == 1:
                by_name[role.name] = fitting[0]
                taken[fitting[0]] = role.name
                break
    said = [f"{role} from {column!r}" for role, column in by_name.items()]
    return found | by_name, [f"Taken by their names: {', '.join(said)}."] if said else []
