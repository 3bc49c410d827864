"""A piece of the calendar as it is written: a day, week, month or year, and where it stands."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

LAST = 99  # the month's last day


@dataclass(frozen=True, slots=True)
class Moment:
    """A piece of the calendar as written: a day, week, month or year; 0 where nothing is said.

    The day `LAST` is the month's last (`den sista augusti`).
    """

    year: int = 0
    month: int = 0
    day: int = 0
    week: int = 0

    def bounds(self, year: int) -> tuple[date, date] | None:
        """First and last day of it in that year; None when there is no such day or week."""
        try:
            if self.week:
                monday = date.fromisocalendar(year, self.week, 1)
                return monday, monday + timedelta(6)
            if self.day:
                last = calendar.monthrange(year, self.month)[1]
                day = date(year, self.month, last if self.day == LAST else self.day)
                return day, day
            first, end = (self.month, self.month) if self.month else (1, 12)
            return date(year, first, 1), date(year, end, calendar.monthrange(year, end)[1])
        except (ValueError, OverflowError):
            return None

    @property
    def unit(self) -> str:
        """What it names: "week", "day", "month" or "year"."""
        return "week" if self.week else "day" if self.day else "month" if self.month else "year"


@dataclass(frozen=True, slots=True)
class Written:
    """One date or range in a text, `text[start:end]`. `weekday` 0 = Monday, -1 = not said."""

    start: int
    end: int
    first: Moment
    last: Moment | None = None
    weekday: int = -1
    weak: bool = False
