"""What a string says of a license beside its name: whether somebody approved it, and for what reason it was chosen."""

import re

_OSI = r"(?:the )?(?:osi|open source initiative|fsf|free software foundation|debian|dfsg)"
_SAYS = (
    r"(?:(?:which|that|it|this|but|although|though|hence|so|is|are|therefore|an?|considered|generally|officially"
    r"|currently|formally) )*"
)
_OPEN = r"(?:(?:truly|really|fully|strictly|technically) )?open[- ]?source"
_BY = rf"(?: (?:by|per|under|according to|as defined by) {_OSI}(?:'s)?(?: definition| standards?| criteria| terms)?)?"
_LIKE = r"(?:approved|certified|compliant|conformant|recognized|compatible|free)"
_APPROVED = rf"(?:{_OSI}[- ]?{_LIKE}?(?: {_OPEN})?(?: licen[cs]e)?|(?:approved|certified|recognized) by {_OSI})"
_DENIED = re.compile(
    rf"{_SAYS}(?:(?:not|never) (?:yet )?(?:an? )?|non-? ?)(?:{_APPROVED}|{_OPEN}(?: licen[cs]e)?{_BY})"
)
_CONFIRMED = re.compile(rf"{_SAYS}(?:{_APPROVED}|source[- ]available|permissive|(?:strong |weak )?copyleft)")
_JOINT = re.compile(r"\s*(?:[(\[,;:]|\.(?=\s)|\s-+(?=\s)|\s(?=which |that is ))\s*")
_LONGEST = 200  # characters of a remark


def without_approval(text: str) -> tuple[str, bool] | None:
    """Return a folded string without what it says of approval at its end, and whether that denies it; None if nothing.

    "Llama 2 (not OSI-approved)" says what Llama 2's license is, and then something of it.
    """
    if "osi" not in text and "open" not in text and "approved" not in text:
        return None
    for joint in _JOINT.finditer(text):
        remark = text[joint.end() :].rstrip(" )].")
        if joint.start() and len(remark) <= _LONGEST and (told := _told(remark)) is not None:
            return text[: joint.start()], told
    return None


def _told(remark: str) -> bool | None:
    """Return whether a remark denies an approval; None where it is no remark on approval, or says more than that."""
    pieces = [piece for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", remark.strip()) if piece]
    denied = [bool(_DENIED.fullmatch(piece)) for piece in pieces]
    known = [no or bool(_CONFIRMED.fullmatch(piece)) for no, piece in zip(denied, pieces, strict=True)]
    return any(denied) if pieces and all(known) else None


def confirms(remark: str) -> bool:
    """Say whether a piece of a string says of a license that it is approved, and nothing else."""
    return _told(remark) is False


_REASON = re.compile(
    r"\s*,?\s*(?P<bracket>\()?\b(?P<why>(?:due to|because(?: of)?|owing to|as (?:required|imposed|dictated|mandated) by"
    r"|since (?:it|they|the|its|we)\b)(?:[^.;|\n()]|\.(?=\d)){0,200}?)"
    r"(?(bracket)\)|(?=$|\.(?!\d)|[;|\n()]|,? (?:but|while|whereas)\b"
    r"|, (?:and )?(?:the )?(?:code|weights?|models?|data(?:set)?s?)\b))"
)
_BEGINNINGS = ("due to", "becaus", "owing to", "as ", "since ")
_LIMITS = re.compile(r"\b(?:only|unless|if|except|not|without|or|until)\b")


def without_reasons(text: str) -> str:
    """Return a folded string without the reasons it gives: "CC BY-NC due to its training data" is CC BY-NC.

    A reason that denies or limits something stays, and so the string is not read.
    """
    if not any(word in text for word in _BEGINNINGS):
        return text
    return _REASON.sub(lambda found: found[0] if _LIMITS.search(found["why"]) else "", text)
