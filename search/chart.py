"""A trace as a picture: plain SVG, in a page or on its own, on screen or printed in grey.

    bars     above: the matching items by month
    lanes    below: a thread each, a line from its first to its last report, dotted where it paused
    marks    on the line: what changed in that report. Every kind has a shape of its own, so that
             the picture can be read without colours; the colours are those of Okabe and Ito (2008),
             which people who do not see all colours tell apart. A hollow mark is a version that
             does not match the topic; a cross is the first report without the statement.

No script, no style, no font from elsewhere: presentation attributes only, so that the strictest
Content-Security-Policy shows it. Text from reports is escaped, and control characters, which XML
does not allow, are dropped. There are at most `LANES` lanes; a line says how many more there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from xml.sax.saxutils import escape

from index.threads import Change
from search.trace import Trace, TraceThread, TraceVersion

LANES = 40
WIDTH = 960
_LEFT, _RIGHT, _TOP = 24, 24, 84  # margins; title and counts stand in the top one
_BARS = 70  # the highest bar
_LANE = 44
_FONT = "Helvetica, Arial, sans-serif"
_INK, _FAINT, _GRID, _PAPER = "#222222", "#5a5a5a", "#d8d8d8", "#ffffff"
_LABEL = 120  # characters of a statement

_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Of several changes the first in this order is drawn.
_MARKS: dict[Change, tuple[str, str]] = {
    "new": ("#009e73", "M-6,0 a6,6 0 1,0 12,0 a6,6 0 1,0 -12,0 Z"),
    "split": ("#cc79a7", "M-6,-6 L6,0 L-6,6 Z"),
    "merged": ("#cc79a7", "M6,-6 L-6,0 L6,6 Z"),
    "returned": ("#009e73", "M0,-7 L7,5 L-7,5 Z"),
    "moved": ("#e69f00", "M-2,-7 H2 V-2 H7 V2 H2 V7 H-2 V2 H-7 V-2 H-2 Z"),
    "reworded": ("#d55e00", "M0,-7 L7,0 L0,7 L-7,0 Z"),
    "spelling": ("#56b4e9", "M-4,-4 H4 V4 H-4 Z"),
}
_DROPPED = "M-5,-5 L5,5 M-5,5 L5,-5"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def chart(trace: Trace) -> str:
    """The trace as an SVG document, `WIDTH` wide and as high as its lanes need."""
    lanes = [thread for thread in trace.threads if thread.versions[0].date]
    shown, more = lanes[:LANES], len(lanes) - LANES
    base = _TOP + _BARS
    height = base + 40 + _LANE * len(shown) + (24 if more > 0 else 0) + 56
    title = f"“{trace.query}” over time"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" font-family="{_FONT}" font-size="12" fill="{_INK}">',
        f"<title>{_text(title)}</title>",
        f"<desc>{_text(_description(trace))}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="{_PAPER}"/>',
        f'<text x="{_LEFT}" y="30" font-size="18" font-weight="bold">{_text(title)}</text>',
        f'<text x="{_LEFT}" y="50" fill="{_FAINT}">{_text(_counts(trace))}</text>',
    ]
    if trace.first:
        time = _Time.of(trace, shown)
        parts += _months(trace, time, base, base + 20 + _LANE * len(shown))
        for number, thread in enumerate(shown):
            parts += _lane(thread, time, base + 46 + _LANE * number)
    if more > 0:
        y = base + 46 + _LANE * len(shown)
        parts.append(
            f'<text x="{_LEFT}" y="{y}" fill="{_FAINT}">and {_plural(more, "more thread")}</text>'
        )
    parts += _legend(height - 22)
    return "\n".join([*parts, "</svg>", ""])


class _Time:
    """Days to places from left to right."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first.replace(day=1)
        self.last = _next_month(last)
        self._scale = (WIDTH - _LEFT - _RIGHT) / (self.last - self.first).days

    @classmethod
    def of(cls, trace: Trace, threads: Sequence[TraceThread]) -> _Time:
        days = [day for thread in threads for day in _days(thread)]
        days += [f"{month}-01" for month, _ in trace.months]
        return cls(date.fromisoformat(min(days)), date.fromisoformat(max(days)))

    def x(self, day: str) -> float:
        """Where an ISO date is."""
        gone = (date.fromisoformat(day) - self.first).days
        return round(_LEFT + gone * self._scale, 1)

    def months(self) -> Iterator[date]:
        """The first day of each month."""
        month = self.first
        while month < self.last:
            yield month
            month = _next_month(month)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _days(thread: TraceThread) -> list[str]:
    days = [version.date for version in thread.versions if version.date]
    return [*days, thread.dropped] if thread.dropped else days


def _months(trace: Trace, time: _Time, base: int, bottom: int) -> Iterator[str]:
    """Bars with their counts, the names of the months below them, a thin line for each."""
    counts = dict(trace.months)
    highest = max(counts.values(), default=1)
    months = list(time.months())
    every = next(step for step in (1, 2, 3, 6, 12, 10**6) if len(months) <= 14 * step)
    numbered = len(months) <= 36
    for number, month in enumerate(months):
        left = time.x(str(month))
        width = round(time.x(str(min(_next_month(month), time.last))) - left, 1)
        if number % every == 0:
            name = f"{_MONTHS[month.month - 1]} {month.year}"
            yield (
                f'<line x1="{left}" y1="{_TOP - 8}" x2="{left}" y2="{bottom}" stroke="{_GRID}"/>'
                f'<text x="{left + 3}" y="{base + 14}" font-size="10" fill="{_FAINT}">{name}</text>'
            )
        count = counts.get(f"{month:%Y-%m}", 0)
        if count:
            tall = round(max(2.0, _BARS * count / highest), 1)
            place = f'x="{left + 1}" y="{base - tall}" width="{max(width - 2, 1):.1f}"'
            yield (
                f'<rect {place} height="{tall}" fill="#0072b2">'
                f"<title>{month:%Y-%m}: {_plural(count, 'matching item')}</title></rect>"
            )
            if numbered:
                yield (
                    f'<text x="{left + width / 2:.1f}" y="{base - tall - 3:.1f}" font-size="10"'
                    f' text-anchor="middle">{count}</text>'
                )
    yield (f'<line x1="{_LEFT}" y1="{base}" x2="{WIDTH - _RIGHT}" y2="{base}" stroke="{_FAINT}"/>')


def _lane(thread: TraceThread, time: _Time, y: int) -> Iterator[str]:
    """A statement, its line, its marks. `y` is the text's base line; the marks stand below it."""
    latest = next((v for v in reversed(thread.versions) if v.matches), thread.versions[-1])
    statement = latest.text if len(latest.text) <= _LABEL else latest.text[: _LABEL - 1] + "…"
    yield f"<g><title>{_text(latest.text)}</title>"
    halo = f'stroke="{_PAPER}" stroke-width="3" paint-order="stroke"'  # over the grid
    yield f'<text x="{_LEFT}" y="{y}" font-size="11.5" {halo}>{_text(statement)}</text>'
    middle = y + 14
    stretches = list(_stretches(thread))
    for (_, end), (start, _) in pairwise(stretches):
        yield (
            f'<line x1="{time.x(end)}" y1="{middle}" x2="{time.x(start)}" y2="{middle}"'
            f' stroke="{_FAINT}" stroke-dasharray="1 5" stroke-linecap="round"/>'
        )
    for start, end in stretches:
        x1, x2 = time.x(start), time.x(end)
        yield (
            f'<line x1="{x1}" y1="{middle}" x2="{max(x2, x1 + 0.1)}" y2="{middle}"'
            f' stroke="{_FAINT}" stroke-width="3" stroke-linecap="round"/>'
        )
    for version in thread.versions:
        if version.changes != ("unchanged",) and version.date:
            yield _mark(version, time.x(version.date), middle)
    if thread.dropped:
        yield (
            f'<path transform="translate({time.x(thread.dropped)},{middle})" d="{_DROPPED}"'
            f' stroke="{_INK}" stroke-width="2" fill="none">'
            f"<title>{thread.dropped}: dropped</title></path>"
        )
    yield "</g>"


def _stretches(thread: TraceThread) -> Iterator[tuple[str, str]]:
    """From when to when the statement stood: up to the report before a pause, or the last."""
    days = [version.date for version in thread.versions if version.date]
    returned = {end for _, end in thread.pauses}
    start = days[0]
    for before, now in pairwise(days):
        if now in returned:
            yield start, before
            start = now
    yield start, days[-1]


def _mark(version: TraceVersion, x: float, y: int) -> str:
    kind = next(change for change in _MARKS if change in version.changes)
    colour, shape = _MARKS[kind]
    fill = colour if version.matches else _PAPER
    told = f"{version.date}: {', '.join(version.changes)}"
    if not version.matches:
        told += " (does not match)"
    return (
        f'<path transform="translate({x},{y})" d="{shape}" fill="{fill}" stroke="{_INK}"'
        f' stroke-width="1.5"><title>{told}</title></path>'
    )


def _legend(y: int) -> Iterator[str]:
    """What the marks mean, in one row."""
    x = _LEFT + 8
    for kind, (colour, shape) in _MARKS.items():
        yield (
            f'<path transform="translate({x},{y})" d="{shape}" fill="{colour}" stroke="{_INK}"'
            f' stroke-width="1"/><text x="{x + 12}" y="{y + 4}">{kind}</text>'
        )
        x += 34 + 7 * len(kind)
    yield (
        f'<path transform="translate({x},{y})" d="{_DROPPED}" stroke="{_INK}" stroke-width="2"'
        f' fill="none"/><text x="{x + 12}" y="{y + 4}">dropped</text>'
    )
    x += 34 + 7 * len("dropped")
    yield (
        f'<path transform="translate({x},{y})" d="{_MARKS["new"][1]}" fill="{_PAPER}"'
        f' stroke="{_INK}" stroke-width="1.5"/>'
        f'<text x="{x + 12}" y="{y + 4}">hollow: does not match</text>'
    )


def _counts(trace: Trace) -> str:
    items = sum(count for _, count in trace.months)
    said = f"{_plural(items, 'matching item')} in {_plural(trace.reports, 'report')}"
    said += f", {_plural(len(trace.threads), 'thread')}"
    return f"{said}, {trace.first} – {trace.last}" if trace.first else said


def _description(trace: Trace) -> str:
    """The picture in words, for those who do not see it."""
    lines = [_counts(trace) + "."]
    lines += [f"{month}: {count}." for month, count in trace.months if count]
    for thread in trace.threads[:LANES]:
        version = thread.versions[-1]
        end = f", dropped {thread.dropped}" if thread.dropped else ""
        span = f"{thread.versions[0].date} – {version.date}{end}"
        changes = sum(v.changes != ("unchanged",) for v in thread.versions[1:])
        lines.append(f"{span}, {_plural(changes, 'change')}: {version.text[:_LABEL]}")
    return "\n".join(lines)


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))
