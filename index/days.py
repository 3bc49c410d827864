"""Days that people type: `2025-10-23`, or a month or a year, which mean its first or last day."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def first_day(text: str) -> str:
    """The first day (ISO) of a day, month or year. Raises ValueError where there is none such."""
    year, month, day = _numbers(text)
    return date(year, 1 if month is None else month, 1 if day is None else day).isoformat()


def last_day(text: str) -> str:
    """The last day (ISO) of a day, month or year. Raises ValueError where there is none such."""
    year, month, day = _numbers(text)
    month = 12 if month is None else month
    if day is None:
        day = calendar.monthrange(date(year, month, 1).year, month)[1]
    return date(year, month, day).isoformat()


def _numbers(text: str) -> tuple[int, int | None, int | None]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is no date")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None
