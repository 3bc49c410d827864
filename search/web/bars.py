"""The months of an answer as bars: a small SVG whose bars are links that narrow the question.

Only presentation attributes, so that the strictest Content-Security-Policy shows it. A bar's link
covers the whole height of its month: low bars are as easy to hit as high ones. What spans more than
ten years is shown by year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 96
_HIGHEST = 64  # of a bar
_BASE = 76  # where the bars stand
_WIDEST = 60.0
_LABELS = 12  # at most so many periods are named below
_MONTHS = 120  # more are shown by year


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or year. `left` to `left + width` is its place, `top` and `height` its bar."""

    period: str
    count: int
    left: float
    width: float
    top: float
    height: float
    named: bool


def bars(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """A bar for every month (`2025-10`) from first to last, also where there is nothing."""
    by_period = Counter({month: count for month, count in counts.items() if len(month) == 7})
    if not by_period:
        return ()
    spanned = _span(min(by_period), max(by_period))
    if len(spanned) > _MONTHS:
        spanned = list(dict.fromkeys(month[:4] for month in spanned))
        years: Counter[str] = Counter()
        for month, count in by_period.items():
            years[month[:4]] += count
        by_period = years
    width = min(WIDTH / len(spanned), _WIDEST)
    highest = max(by_period.values())
    every = -(-len(spanned) // _LABELS)
    found: list[Bar] = []
    for place, period in enumerate(spanned):
        count = by_period[period]
        height = max(2.0, _HIGHEST * count / highest) if count else 0.0
        found.append(
            Bar(
                period=period,
                count=count,
                left=round(place * width, 2),
                width=round(width, 2),
                top=round(_BASE - height, 2),
                height=round(height, 2),
                named=place % every == 0,
            )
        )
    return tuple(found)


def _span(first: str, last: str) -> list[str]:
    """Every month from one to another."""
    year, month = int(first[:4]), int(first[5:])
    months: list[str] = []
    while (name := f"{year:04}-{month:02}") <= last:
        months.append(name)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months
