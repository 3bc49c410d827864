"""A trace as a picture: plain SVG, in a page or on its own, on screen or printed in grey.

    bars     above: the matching items by month
    lanes    below: a thread each, numbered as in the text, a line from its first to its last
             report, dotted where it paused; boilerplate in a lighter ink
    marks    on the line: what changed in that report. Every kind has a shape of its own, so that
             the picture can be read without colours; the colours are those of Okabe and Ito (2008),
             which people who do not see all colours tell apart. A hollow mark is a version that
             does not match the topic; a cross is the first report without the statement. In a
             picture of many years the marks are smaller.

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
from search.chart_words import ENGLISH, ChartWords, counted
from search.trace import Trace, TraceThread, TraceVersion

LANES = 40
WIDTH = 960
_LEFT, _RIGHT, _TOP = 24, 24, 84  # margins; title and counts stand in the top one
_BARS = 70  # the highest bar
_LANE = 44
_FONT = "Helvetica, Arial, sans-serif"
_INK, _FAINT, _GRID, _PAPER = "#222222", "#5a5a5a", "#d8d8d8", "#ffffff"
_LABEL = 120  # characters of a statement, in the picture told in words
_WEEK = 10  # points that a week needs for marks of full size
_SMALLEST = 0.6  # of their size

_LETTERS = 11.5  # size of a statement's letters
_WIDE = frozenset("ABCDEFGHKLMNOPQRSTUVWXYZÅÄÖÉmw…—%@")
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


def chart(trace: Trace, words: ChartWords = ENGLISH) -> str:
    """The trace as an SVG document, `WIDTH` wide and as high as its lanes need."""
    lanes = [one for one in enumerate(trace.threads, start=1) if one[1].versions[0].date]
    shown, more = lanes[:LANES], len(lanes) - LANES
    base = _TOP + _BARS
    height = base + 40 + _LANE * len(shown) + (24 if more > 0 else 0) + 56
    title = words.title.format(trace.query)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" font-family="{_FONT}" font-size="12" fill="{_INK}">',
        f"<title>{_text(title)}</title>",
        f"<desc>{_text(_description(trace, words))}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="{_PAPER}"/>',
        f'<text x="{_LEFT}" y="30" font-size="18" font-weight="bold">{_text(title)}</text>',
        f'<text x="{_LEFT}" y="50" fill="{_FAINT}">{_text(_counts(trace, words))}</text>',
    ]
    if trace.first:
        time = _Time.of(trace, [thread for _, thread in shown])
        parts += _months(trace, time, base, base + 20 + _LANE * len(shown), words)
        for place, (number, thread) in enumerate(shown):
            parts += _lane(thread, number, time, base + 46 + _LANE * place, words)
    if more > 0:
        y = base + 46 + _LANE * len(shown)
        parts.append(
            f'<text x="{_LEFT}" y="{y}" fill="{_FAINT}">'
            f"{words.more.format(counted(more, words.more_threads))}</text>"
        )
    parts += _legend(height - 22, words)
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

    @property
    def size(self) -> float:
        """Of the marks: 1, and less where a week has little room."""
        return round(min(1.0, max(_SMALLEST, 7 * self._scale / _WEEK)), 2)

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


def _months(trace: Trace, time: _Time, base: int, bottom: int, words: ChartWords) -> Iterator[str]:
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
            name = f"{words.months[month.month - 1]} {month.year}"
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
                f"<title>{month:%Y-%m}: {counted(count, words.items)}</title></rect>"
            )
            if numbered:
                yield (
                    f'<text x="{left + width / 2:.1f}" y="{base - tall - 3:.1f}" font-size="10"'
                    f' text-anchor="middle">{count}</text>'
                )
    yield (f'<line x1="{_LEFT}" y1="{base}" x2="{WIDTH - _RIGHT}" y2="{base}" stroke="{_FAINT}"/>')


def _lane(
    thread: TraceThread, number: int, time: _Time, y: int, words: ChartWords
) -> Iterator[str]:
    """A statement, its line, its marks. `y` is the text's base line; the marks stand below it."""
    latest = next((v for v in reversed(thread.versions) if v.matches), thread.versions[-1])
    statement = f"{number}. {_cut(latest.text, (WIDTH - _LEFT - _RIGHT) / _LETTERS - 2)}"
    yield f"<g><title>{_text(latest.text)}</title>"
    halo = f'stroke="{_PAPER}" stroke-width="3" paint-order="stroke"'  # over the grid
    ink = f' fill="{_FAINT}"' if thread.boilerplate else ""
    yield (
        f'<text x="{_LEFT}" y="{y}" font-size="{_LETTERS}"{ink} {halo}>{_text(statement)}</text>'
    )
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
            yield _mark(version, _place(time, version.date, middle), words)
    if thread.dropped:
        yield (
            f'<path transform="{_place(time, thread.dropped, middle)}" d="{_DROPPED}"'
            f' stroke="{_INK}" stroke-width="2" fill="none">'
            f"<title>{thread.dropped}: {words.dropped}</title></path>"
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


def _place(time: _Time, day: str, y: int) -> str:
    """Where a mark stands, and how large."""
    smaller = f" scale({time.size})" if time.size < 1 else ""
    return f"translate({time.x(day)},{y}){smaller}"


def _cut(text: str, room: float) -> str:
    """The text, or as many whole words of it as have room; `room` in ems.

    The widths are those of Helvetica and of what stands in for it, by kind of letter.
    """
    taken = 0.0
    for place, letter in enumerate(text):
        taken += (
            0.28 if letter in " iljtfr.,:;!|()[]'’-/" else 0.56 if letter not in _WIDE else 0.84
        )
        if taken > room:
            return (text[:place].rpartition(" ")[0] or text[:place]).rstrip(" ,.;:–-") + " …"
    return text


def _mark(version: TraceVersion, place: str, words: ChartWords) -> str:
    kind = next(change for change in _MARKS if change in version.changes)
    colour, shape = _MARKS[kind]
    fill = colour if version.matches else _PAPER
    told = f"{version.date}: {', '.join(map(words.change, version.changes))}"
    if not version.matches:
        told += f" ({words.no_match})"
    return (
        f'<path transform="{place}" d="{shape}" fill="{fill}" stroke="{_INK}"'
        f' stroke-width="1.5"><title>{told}</title></path>'
    )


def _legend(y: int, words: ChartWords) -> Iterator[str]:
    """What the marks mean, in one row."""
    x = _LEFT + 8.0
    for kind, (colour, shape) in _MARKS.items():
        yield (
            f'<path transform="translate({x:.0f},{y})" d="{shape}" fill="{colour}" stroke="{_INK}"'
            f' stroke-width="1"/><text x="{x + 12:.0f}" y="{y + 4}">{words.change(kind)}</text>'
        )
        x += 32 + 6.2 * len(words.change(kind))
    yield (
        f'<path transform="translate({x:.0f},{y})" d="{_DROPPED}" stroke="{_INK}" stroke-width="2"'
        f' fill="none"/><text x="{x + 12:.0f}" y="{y + 4}">{words.dropped}</text>'
    )
    x += 32 + 6.2 * len(words.dropped)
    yield (
        f'<path transform="translate({x:.0f},{y})" d="{_MARKS["new"][1]}" fill="{_PAPER}"'
        f' stroke="{_INK}" stroke-width="1.5"/>'
        f'<text x="{x + 12:.0f}" y="{y + 4}">{words.hollow}</text>'
    )


def _counts(trace: Trace, words: ChartWords) -> str:
    items = sum(count for _, count in trace.months)
    said = f"{counted(items, words.items)}{words.within}{counted(trace.reports, words.reports)}"
    said += f", {counted(len(trace.threads), words.threads)}"
    return f"{said}, {trace.first} – {trace.last}" if trace.first else said


def _description(trace: Trace, words: ChartWords) -> str:
    """The picture in words, for those who do not see it."""
    lines = [_counts(trace, words) + "."]
    lines += [f"{month}: {count}." for month, count in trace.months if count]
    for thread in trace.threads[:LANES]:
        version = thread.versions[-1]
        end = f", {words.dropped} {thread.dropped}" if thread.dropped else ""
        span = f"{thread.versions[0].date} – {version.date}{end}"
        changes = sum(v.changes != ("unchanged",) for v in thread.versions[1:])
        lines.append(f"{span}, {counted(changes, words.changed)}: {version.text[:_LABEL]}")
    return "\n".join(lines)


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))
