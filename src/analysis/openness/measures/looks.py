"""How the directions of changes look."""

from __future__ import annotations

from openness.charts.theme import State

DIRECTION_LOOK = {
    "looser": State("blue", "L", "triangle-up"),
    "tighter": State("vermilion", "T", "triangle-down"),
    "sideways": State("green", "="),
    "unknown": State("grey", "?", "cross"),
}
