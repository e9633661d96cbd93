"""How the states of the grids on the site look: the same state looks the same everywhere."""

from __future__ import annotations

from openness.charts.theme import State

CRITERION_LOOK = {
    "violated": State("vermilion", "V"),
    "arguable": State("orange", "A"),
    "no conflict found": State("sky", "\u00b7"),
    "undecided": State("pale", "?"),
}
CLAUSE_LOOK = {
    "fails the OSD": State("vermilion", "V"),
    "arguable": State("orange", "A"),
    "duty or grant": State("sky", "+"),
    "no such clause": State("pale", "\u00b7"),
    "unverified": State("grey", "?"),
}
PERMIT_LOOK = {
    "yes": State("blue", "Y"),
    "on conditions": State("orange", "C"),
    "no": State("vermilion", "N"),
    "unknown": State("pale", "?"),
}
ANSWER_LOOK = {"yes": State("blue", "Y"), "no": State("vermilion", "N"), "unknown": State("pale", "?")}
DIRECTION_LOOK = {
    "looser": State("blue", "L", "triangle-up"),
    "tighter": State("vermilion", "T", "triangle-down"),
    "sideways": State("green", "="),
    "unknown": State("grey", "?", "cross"),
}
SUPPORT_LOOK = {
    "scored": State("blue", "\u2713"),
    "own_files_only": State("sky", "f"),
    "not_supported": State("pale", "\u2013"),
}
