"""How numbers read: one rounding, one minus, one dash, one plural."""

from collections.abc import Sequence

MINUS, DASH, NO_BREAK = "\u2212", "\u2013", "\u00a0"


def percent(share: float) -> str:
    """Return a share between 0 and 1 as a whole percentage that never rounds something to nothing.

    Examples
    --------
    >>> percent(0.421), percent(0.002), percent(0.998), percent(0.0)
    ('42%', '<1%', '>99%', '0%')
    """
    rounded = round(share * 100)
    if rounded == 0 and share > 0:
        return "<1%"
    if rounded == 100 and share < 1:
        return ">99%"
    return f"{rounded}%"


def percents(lower: float, upper: float) -> str:
    """Return the two ends of an interval of shares.

    Examples
    --------
    >>> percents(0.46, 0.56), percents(0.001, 0.05)
    ('46–56%', '<1–5%')
    """
    return f"{percent(lower).removesuffix('%')}{DASH}{percent(upper)}"


def signed(value: float, digits: int = 0) -> str:
    """Return a number with its sign, the minus a typographic one; what rounds to zero has none.

    Examples
    --------
    >>> signed(3.2), signed(-3.2, 1), signed(0.04, 1)
    ('+3', '−3.2', '0.0')
    """
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text.replace("-", MINUS)


def points(difference: float, digits: int = 0) -> str:
    """Return a difference of shares as signed percentage points, without the word.

    Examples
    --------
    >>> points(-0.123), points(0.004, 1)
    ('−12', '+0.4')
    """
    return signed(100 * difference, digits)


def short_points(difference: float) -> str:
    """Return a difference of shares as signed percentage points, with a digit where there are fewer than ten.

    Examples
    --------
    >>> short_points(-0.452), short_points(0.0313), short_points(0.0001)
    ('−45', '+3.1', '0')
    """
    text = points(difference, 0 if abs(difference) >= 0.0995 else 1)
    return "0" if text == "0.0" else text


def decimal(value: float, digits: int = 2) -> str:
    """Return a number with so many digits, its minus a typographic one: ``−0.07``."""
    text = f"{value:.{digits}f}"
    return text.replace("-", "" if float(text) == 0 else MINUS)


def number(count: int) -> str:
    """Return a count with its thousands separated: ``1,234``."""
    return f"{count:,}"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """Return the form of a noun or verb that goes with a count; ``many`` where it is not the noun with an s.

    Examples
    --------
    >>> plural(1, "release"), plural(2, "release"), plural(2, "is", "are")
    ('release', 'releases', 'are')
    """
    return noun if count == 1 else (many or f"{noun}s")


def counted(count: int, noun: str, many: str | None = None) -> str:
    """Return a count with its noun: ``1 release``, ``1,234 releases``."""
    return f"{number(count)} {plural(count, noun, many)}"


def listing(items: Sequence[str], *, at_most: int = 8, what: str = "more") -> str:
    """Join items as prose, and say how many were left unsaid: ``a, b and 7 more``.

    A rest of one is spelled out too, since naming it is as short as counting it.
    """
    shown = list(items) if len(items) <= at_most + 1 else list(items[:at_most])
    if len(shown) < len(items):
        shown.append(f"{len(items) - len(shown)} {what}")
    return "".join(shown) if len(shown) < 2 else ", ".join(shown[:-1]) + " and " + shown[-1]


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return a text with its first letter small, to stand within a sentence."""
    return text[:1].lower() + text[1:]
