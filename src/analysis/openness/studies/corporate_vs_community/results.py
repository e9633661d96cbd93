"""Results on corporate and community releases."""

from openness.words.frames import Column, Frame

COMPONENTS = Frame(
    "component_means",
    "How open a component of indexed releases is, in one group.",
    (
        Column("component", "text", meaning="the component"),
        Column("group", "text", meaning="the group"),
        Column("n", "count", meaning="releases judged on it"),
        Column("score", "share", meaning="mean over releases: open 1, partial 0.5, closed 0"),
        Column("open_share", "share", meaning="how many are open"),
    ),
    ("component", "group"),
)
