"""Dates as people write them: a day, a month, a quarter, a half or a year, and how exactly it is known.

Nothing is guessed: ``3/4/2024`` is a day only where it is said, or where another date of the same column shows, which
number is the day; a year of two digits is none.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openness.words.values import BLANK, is_missing

DAY, MONTH, QUARTER, HALF, YEAR = PRECISIONS = ("day", "month", "quarter", "half", "year")
"""How exactly a date is known, most exact first."""

FIRST_YEAR, LAST_YEAR = 1900, 2099
_LONGEST = 60
_BLANK = BLANK | {"--", "n.a.", "nat", "tba", "missing"}
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august"]
_MONTHS += ["september", "october", "november", "december"]
_BY_NAME = {name[:length]: i for i, name in enumerate(_MONTHS, start=1) for length in (3, len(name))} | {"sept": 9}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ")
_CLOCK = re.compile(r"(?<=\d)[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?$")
_Y, _M = r"(?P<y>\d{4})", r"(?P<m>\d{1,2})"
_NAME = rf"(?P<name>{'|'.join(sorted(_BY_NAME, key=len, reverse=True))})\.?"
_D = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?"
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_GAP = r"(?: ?[-/.,'] ?| )?"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_Y}(?:\.0)?",  # 2024, and 2024.0, which a column of numbers with gaps is read as
        rf"{_Y}(?P<s>[-/.]){_M}(?P=s)(?P<d>\d{{1,2}})",
        r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})?",  # 20240723 and 202407
        rf"{_Y}(?:[-/]{_M}|\.(?P<m2>\d{{2}}))",  # 2024.5 may be the middle of a year
        rf"{_M}[-/.]{_Y}",
        rf"{_Y}年 ?{_M}月(?: ?(?P<d>\d{{1,2}})日)?",
        rf"{_NAME}{_GAP}(?:of )?{_Y}",
        rf"{_Y}{_GAP}{_NAME}",
        rf"{_D}{_GAP}(?:of )?{_NAME}{_GAP}{_Y}",
        rf"{_NAME} ?{_D},? ?{_Y}",
        rf"{_Y}{_GAP}{_NAME}{_GAP}{_D}",
        rf"(?:q ?(?P<q>\d)|(?P<q2>\d) ?q|{_ORDINAL} quarter){_GAP}(?:of )?{_Y}",
        rf"{_Y}{_GAP}(?:q ?(?P<q>\d)|(?P<q2>\d) ?q|{_ORDINAL} quarter)",
        rf"(?:h ?(?P<h>\d)|(?P<h2>\d) ?h|{_ORDINAL} half){_GAP}(?:of )?{_Y}",
        rf"{_Y}{_GAP}(?:h ?(?P<h>\d)|(?P<h2>\d) ?h|{_ORDINAL} half)",
    )
)
_EITHER = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)


@dataclass(frozen=True)
class When:
    """A date and how exactly it is known; ``day`` is the first of its period."""

    day: date
    precision: str

    def __str__(self) -> str:
        """Return it as it is written here: ``2024-07-23``, ``2024-07``, ``2024-Q3``, ``2024-H2``, ``2024``."""
        year, month = f"{self.day.year:04}", self.day.month
        return {
            DAY: self.day.isoformat(),
            MONTH: f"{year}-{month:02}",
            QUARTER: f"{year}-Q{(month + 2) // 3}",
            HALF: f"{year}-H{(month + 5) // 6}",
            YEAR: year,
        }[self.precision]


@dataclass(frozen=True)
class Unread:
    """A text that is no date, or one of two."""

    why: str
    is_ambiguous: bool = False


def read_date(value: Any, *, day_first: bool | None = None) -> When | Unread | None:
    """Return the date that somebody wrote.

    Parameters
    ----------
    value
        A text, a date, or a number such as 2024 or 20240723.
    day_first
        Whether the day stands before the month in ``3/4/2024``; None: such a date is not read.

    Returns
    -------
    When, Unread or None
        The date; why it is not read; None for what says that there is none (blank, "n/a", "TBD").

    Examples
    --------
    >>> [str(read_date(text)) for text in ("Q3 2024", "9/2024", "first half of 2024", "23 July 2024", "23/7/2024")]
    ['2024-Q3', '2024-09', '2024-H1', '2024-07-23', '2024-07-23']
    >>> read_date("3/4/2024").is_ambiguous
    True
    """
    if is_missing(value):  # NaT, which is a date, among others
        return None
    if isinstance(value, date):
        return _when(value.year, value.month, value.day)
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        return Unread("it is no whole number")
    text = " ".join(str(value).split())
    return _text(text, day_first) if len(text) <= _LONGEST else Unread(f"it is longer than {_LONGEST} characters")


def _text(text: str, day_first: bool | None) -> When | Unread | None:
    text = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("–", "-").replace("’", "'").split())
    if text in _BLANK:
        return None
    text = _CLOCK.sub("", _WEEKDAY.sub("", text))
    if found := _EITHER.fullmatch(text):
        return _of_two(int(found[1]), int(found[3]), int(found[4]), day_first)
    # Digits of other scripts are no digits here.
    for form in _FORMS if text.isascii() or "年" in text else ():
        if found := form.fullmatch(text):
            return _read(found.groupdict())
    return Unread(_hint(text))


def _read(said: dict[str, str | None]) -> When | Unread:
    year = int(said["y"] or 0)
    ordinal = _ORDINALS.get(said.get("ordinal") or "")
    if quarter := said.get("q") or said.get("q2") or (ordinal if "q" in said else None):
        return _when(year, int(quarter) * 3 - 2, None, QUARTER) if int(quarter) in range(1, 5) else _no("quarter")
    if half := said.get("h") or said.get("h2") or (ordinal if "h" in said else None):
        return _when(year, int(half) * 6 - 5, None, HALF) if int(half) in (1, 2) else _no("half")
    if "q" in said or "h" in said:
        return _no("quarter" if "q" in said else "half")
    name = said.get("name")
    month = _BY_NAME[name] if name else said.get("m") or said.get("m2")
    if month is None:
        return _when(year, None, None)
    return _when(year, int(month), int(said["d"]) if said.get("d") else None)


def _when(year: int, month: int | None, day: int | None, precision: str | None = None) -> When | Unread:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Unread(f"its year is not between {FIRST_YEAR} and {LAST_YEAR}")
    try:
        first = date(year, month or 1, 1 if day is None else day)
    except ValueError:
        return Unread("there is no such day" if day is not None else "there is no such month")
    return When(first, precision or (DAY if day is not None else MONTH if month is not None else YEAR))


def _of_two(one: int, other: int, year: int, day_first: bool | None) -> When | Unread:
    as_day_first, as_month_first = _when(year, other, one), _when(year, one, other)
    fits = [found for found in (as_day_first, as_month_first) if isinstance(found, When)]
    if len(fits) == 2 and one != other and day_first is None:
        return Unread("its day may stand first or second", is_ambiguous=True)
    if day_first is not None and len(fits) == 2:
        return as_day_first if day_first else as_month_first
    return fits[0] if fits else as_day_first


def order_shown(value: Any) -> bool | None:
    """Return whether a text can only have its day first (true) or its month first (false); None: it tells nothing."""
    found = _EITHER.fullmatch(" ".join(str(value).split())[:_LONGEST]) if isinstance(value, str) else None
    if found is None or int(found[1]) == int(found[3]) or isinstance(read_date(value), Unread):
        return None
    return int(found[1]) > 12


def _no(what: str) -> Unread:
    return Unread(f"there is no such {what}")


def _hint(text: str) -> str:
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return "it looks like a day number of a spreadsheet; format the column as dates there"
    if re.search(r"(?<!\d)'?\d{2}$", text) and not re.search(r"\d{4}", text):
        return "its year has no four digits"
    return "it is no date that is known here"


@dataclass(frozen=True)
class Dates:
    """The dates of a column, one a value."""

    days: list[datetime | None]
    precisions: list[str | None]
    unread: dict[int, Unread] = field(default_factory=dict)  # place -> why it is not read
    day_first: bool | None = None  # the order in which ambiguous ones were read; None: there were none
    shown_by: int | None = None  # place of the date that shows the order, where nobody said it


def read_dates(values: Iterable[Any], *, day_first: bool | None = None) -> Dates:
    """Return the dates of a column; where one of it can only have its day first, all have, unless others deny it."""
    given = list(values)
    known: dict[Any, When | Unread | None] = {}
    found = [_once(value, known, day_first) for value in given]
    ambiguous = [place for place, one in enumerate(found) if isinstance(one, Unread) and one.is_ambiguous]
    order, shown_by = day_first, None
    if ambiguous:
        shows = {}
        for place, value in enumerate(given):
            if (shown := order_shown(value)) is not None:
                shows.setdefault(shown, place)
        if len(shows) == 1:
            ((order, shown_by),) = shows.items()
            for place in ambiguous:
                found[place] = read_date(given[place], day_first=order)
    return Dates(
        [datetime(one.day.year, one.day.month, one.day.day) if isinstance(one, When) else None for one in found],
        [one.precision if isinstance(one, When) else None for one in found],
        {place: one for place, one in enumerate(found) if isinstance(one, Unread)},
        order if ambiguous or day_first is not None else None,
        shown_by,
    )


def _once(value: Any, known: dict[Any, When | Unread | None], day_first: bool | None) -> When | Unread | None:
    if not isinstance(value, str):
        return read_date(value, day_first=day_first)
    if value not in known:
        known[value] = read_date(value, day_first=day_first)
    return known[value]
