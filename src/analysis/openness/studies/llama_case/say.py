"""Whether Llama is open source, in plain words."""

from collections.abc import Mapping
from typing import Any

from openness.words.numbers import counted, listing, plural


def finding(tally: Mapping[str, Any]) -> str:
    """Return in one paragraph whether the licenses are open source, and by how many definitions releases are open."""
    criteria, failing, always = tally["criteria"], tally["failing"], tally["always"]
    word = "criteria" if criteria[1:] else "criterion"
    among = f", {word} {listing([str(one) for one in criteria])} among them" if criteria else ""
    said = [
        f"Of {counted(tally['licenses'], 'license version')}, the Open Source Initiative has approved "
        f"{tally['approved'] or 'none'}; {failing} {plural(failing, 'violates', 'violate')} the Open Source Definition"
        f"{among}."
    ]
    if tally["releases"]:
        answers = tally["answers"]
        said += [
            f"Under {counted(tally['definitions'], 'definition')} of open, the answers for "
            f"{counted(tally['releases'], 'release')} are {answers['yes']} yes, {answers['no']} no and "
            f"{answers['unknown']} unknown.",
            f"All of them are open by: {listing(always)}." if always else "No definition calls all of them open.",
        ]
    return " ".join(said)
