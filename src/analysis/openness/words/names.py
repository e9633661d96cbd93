"""How values, shares and counts read on a page: the one place where a column value becomes words."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

GROUP_ORDER = ("corporate", "mixed", "community", "unknown")
ACCESS_ORDER = (
    "open_unrestricted",
    "open_restricted",
    "open_noncommercial",
    "api",
    "hosted",
    "unreleased",
    "unknown",
)
TIER_ORDER = ("open", "open_behavioral", "restricted_commercial", "noncommercial", "closed", "unspecified")

_LABELS = {
    "open_unrestricted": "Open weights, unrestricted",
    "open_restricted": "Open weights, restricted",
    "open_noncommercial": "Open weights, noncommercial",
    "open_behavioral": "Open, with use restrictions",
    "restricted_commercial": "Restricted commercial use",
    "hosted": "Hosted, no API",
    "behavioural_use_restrictions": "Behavioral use restrictions",
    "licence_required": "License required",
}
_GROUPS = {"corporate": "corporate developers", "community": "community developers", "mixed": "mixed teams"}
_ACRONYMS = {"aa", "ai", "api", "eosai", "fmti", "llm", "mof", "osai", "osaid", "osi", "rl", "rlhf", "sft", "spdx"}
_SNAKE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_VALUES = """
2023 2025 Downstream Model Upstream absent academic agreement alias all ambiguous announcement any any_ip api approved
assistant attachment attribution_notice audio authorization ban_competing ban_other_models
behavioural_use_restrictions big_tech biology branding_only branding_required business_restriction closed code
commercial_use commit community company copy_of_terms corporate corrected daily_active_users data day
derivatives display dropped epoch exact external family games geo_exclusion government grant hand hosted hub
image_generation individual inline ip_grant language licence_required license license_text licensee licensor_may_amend
litigation_termination looser maas military_ban missing mixed model model_name_prefix models_dev month
monthly_active_users multimodal must_bind network_copyleft next_generation no noncommercial noncommercial_only none
nonprofit not_applicable not_approved noted_code noted_unclear noted_weights open open_behavioral open_noncommercial
open_restricted open_unrestricted other out_of_range output_training_restriction outputs overruled partial patent
permissive product project publisher redistribution registration registration_required reports repository
restricted_commercial revenue_currency revenue_threshold review revocable robotics same same_work science share_alike
sideways single software source stated strong_copyleft stronger terminates_on_breach terms text threshold
threshold_effect thresholds tighter unknown unlicensed unrecognized unreleased unspecified unverified use_policy
use_policy_form use_restrictions_flow_down user_threshold user_threshold_unit version video vision visits
weak_copyleft weaker weights year yes
"""
VALUES = frozenset(_VALUES.split())
"""Values of the tables: each has one meaning throughout the suite, and so one label."""


def label(value: str) -> str:
    """Return a column value as a reader should see it.

    Parameters
    ----------
    value
        A value such as ``"big_tech"``. A value that is not in snake case is somebody's own wording, and stays.

    Returns
    -------
    str
        Words with a capital first letter, acronyms in capitals.

    Examples
    --------
    >>> label("big_tech"), label("osi_license"), label("United States")
    ('Big tech', 'OSI license', 'United States')
    """
    if value in _LABELS:
        return _LABELS[value]
    if not _SNAKE.fullmatch(value):
        # Groups of two columns are called by both: "country,developer_group".
        columns = value.split(",")
        if len(columns) > 1 and all(map(_SNAKE.fullmatch, columns)):
            return " and ".join([label(columns[0]), *(label(one).lower() for one in columns[1:])])
        return value
    words = [word.upper() if word in _ACRONYMS else word for word in value.split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def group_name(group: str) -> str:
    """Return how sentences name a group of developers.

    Examples
    --------
    >>> group_name("corporate"), group_name("big_tech")
    ('corporate developers', 'big tech')
    """
    return _GROUPS.get(group, group.replace("_", " "))


def label_expression(values: Iterable[str], of: str = "datum.value") -> str:
    """Return a Vega expression that turns raw values into labels, so that the data can stay as it is.

    ``of`` is what to look up: ``datum.value`` in an axis or a legend, ``datum.<field>`` in a transform.
    """
    table = json.dumps({value: label(value) for value in values})
    return f"{table}[{of}]"


def shortened(name: str, most: int = 30) -> str:
    """Return a name of at most so many characters, its end cut off where it is longer."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def dictionary(words: Mapping[str, str]) -> str:
    """Return words by value as an object of the Vega expression language, to be looked up in."""
    return f"({json.dumps(dict(words), ensure_ascii=False)})"


def quoted(text: str) -> str:
    """Return text, quotes and backslashes included, as a literal of the Vega expression language."""
    return json.dumps(text)


def in_order(values: Iterable[str], known: Sequence[str] = GROUP_ORDER) -> list[str]:
    """Return the distinct values: known ones in their fixed order, the others as they first appear."""
    found = list(dict.fromkeys(values))
    return [value for value in known if value in found] + [value for value in found if value not in known]
