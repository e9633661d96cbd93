"""What stands in no share, and why."""

from dataclasses import dataclass

from openness.measures.units import SERIES, counted_units
from openness.words.numbers import counted, plural


@dataclass(frozen=True)
class LeftOut:
    """How many of the units asked about stand in no share, and why; none is counted twice."""

    asked: int  # units of the source and vintage, their releases being those that fit all filters
    no_period: int  # of these, those without a date, or with one too coarse for the period
    outside: int  # those before ``since`` or after ``until``
    unknown: int  # those in the period of which it is not known whether they are open
    releases: int | None = None  # releases that the units are made of; None: one each
    unit: str = SERIES
    weight: str | None = None
    unweighted: int = 0  # those in the period without a number of what is weighted by
    not_filtered: int = 0  # releases that lack a number that a filter is about, and are not among those asked about

    @property
    def judged(self) -> int:
        """Units that stand in the shares."""
        return self.asked - self.no_period - self.outside - self.unknown - self.unweighted

    def sentence(self) -> str:
        """Return the counts in words."""
        units = counted_units(self.asked, self.releases, self.unit)
        return (
            f"Of {units}, {self.judged:,} {plural(self.judged, 'stands', 'stand')} in the "
            f"shares; {self.unknown:,} {plural(self.unknown, 'is', 'are')} left out because the source does not say "
            f"whether they are open, {self.no_period:,} because they have no date exact enough, {self.outside:,} "
            f"because they are outside the years asked for{self._without_numbers()}."
        )

    def _without_numbers(self) -> str:
        weights = f", {self.unweighted:,} because their {self.weight} are not known" if self.weight else ""
        if not self.not_filtered:
            return weights
        lack = f"{counted(self.not_filtered, 'more release')} {plural(self.not_filtered, 'lacks', 'lack')}"
        return f"{weights}. {lack} the number that a filter asks about"
