"""Series: which titles are one, and which numbers of one are missing.

A title is a series' title when letters and digits agree (`slug` without hyphens). A title with a
slip of spelling belongs to the series that it misspells, but names differ as little as slips do
(Lidköping, Linköping), so looks are not enough. A slip is, word by word, the same first letter, the
same digits and one edit in five letters, two in nine, three in fifteen; and something must show
that the two are one:

- a report's own headings spell the other title ("Om Veckorapport …" below "Veckoraport …"), or
- the two reports nearest in time share much of their text (weekly reports repeat themselves), or
- on one day they are the same report, or an edition of it;

and not each of the two may spell its own title in its text. Evidence is only ever for joining, pair
by pair: what two reports show does not depend on which others came before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from index.renditions import Reading, folded, relation
from ingest.report import Report
from ingest.title import slug

_EDITS = ((15, 3), (9, 2), (5, 1))  # (least letters, edits that are a slip)
_SLIPS = 2  # words of a title that may be misspelt
_MOST_WORDS = 40  # of a title whose slips are looked for: its masks grow with the square
_SHARED = 0.4  # share of the smaller report's items that two numbers in a row have in common
_SHARED_ITEMS = 3
_LONG = 25  # letters: a shorter item is the same in many reports by chance
_WORD = re.compile(r"\w+")


def title_key(title: str) -> str:
    """Equal for titles that differ only in case, spaces, hyphens, punctuation and accents."""
    return slug(title).replace("-", "")


def masks(title: str) -> Iterator[str]:
    """Keys of which any two titles that `is_slip` holds for share one: words but one or two."""
    words = _words(title)
    if len(words) > _MOST_WORDS:
        return
    for masked in range(1, min(_SLIPS, len(words)) + 1):
        for places in combinations(range(len(words)), masked):
            yield " ".join(
                f"{word[0]}*" if place in places else word for place, word in enumerate(words)
            )


def is_slip(title: str, other: str) -> bool:
    """Whether two titles differ as a misspelt word does. Symmetric; equal titles are no slip."""
    words, others = _words(title), _words(other)
    if len(words) != len(others) or len(words) > _MOST_WORDS:
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return 0 < len(differing) <= _SLIPS and all(_is_misspelt(*pair) for pair in differing)


def _words(title: str) -> list[str]:
    return _WORD.findall(title.casefold())


def _is_misspelt(word: str, other: str) -> bool:
    letters = min(len(word), len(other))
    edits = next((edits for least, edits in _EDITS if letters >= least), 0)
    digits = [re.sub(r"\D", "", text) for text in (word, other)]
    return (
        word[0] == other[0]
        and digits[0] == digits[1]
        and OSA.distance(word, other, score_cutoff=edits) <= edits
    )


def spelled_title(title: str, report: Report) -> str | None:
    """The spelling of a title in the report's own headings, if none has it as the title does."""
    count = len(_words(title))
    if count < 2 or any(folded(title) in folded(section.heading) for section in report.sections):
        return None
    for section in report.sections:
        words = list(_WORD.finditer(section.heading))
        for first, last in zip(words, words[count - 1 :], strict=False):
            spelling = section.heading[first.start() : last.end()]
            if is_slip(title, spelling):
                return spelling
    return None


def belong_together(title: str, one: Reading, other_title: str, other: Reading) -> bool:
    """Whether two reports under near titles show that these are one series."""
    if folded(title) in one.whole and folded(other_title) in other.whole:
        return False
    if one.report.date == other.report.date and one.report.date is not None:
        return relation(one, other) != "other"
    texts = [{piece for piece in reading.pieces if len(piece) >= _LONG} for reading in (one, other)]
    shared = len(texts[0] & texts[1])
    return shared >= _SHARED_ITEMS and shared >= _SHARED * min(map(len, texts))


# -- cadence -------------------------------------------------------------------------------

CadenceName = Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "irregular"]

_CADENCES: tuple[tuple[CadenceName, int, int, int], ...] = (
    ("daily", 1, 1, 1),
    ("weekly", 7, 5, 9),
    ("fortnightly", 14, 12, 16),
    ("monthly", 30, 26, 35),
    ("quarterly", 91, 80, 102),
)
_BREAKS = (((12, 19), (12, 31)), ((1, 1), (1, 8)), ((6, 30), (8, 15)))  # Christmas, summer


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often a series comes, and the days on which a number was to be expected and is not there.

    The days are estimates: the day on which the number would have come, had it kept the rhythm.
    """

    name: CadenceName
    missing: tuple[str, ...]


def gaps(dates: Iterable[str]) -> Cadence:
    """The cadence of a series from its reports' dates, and its missing numbers.

    A series is regular when most of its intervals are; an interval of about n periods hides n - 1
    numbers. Around Christmas and in summer no number is expected: public bodies pause then.
    """
    days = sorted({date.fromisoformat(day) for day in dates})
    name, period = _cadence([(after - before).days for before, after in pairwise(days)])
    if name == "irregular":
        return Cadence(name, ())
    missing: list[str] = []
    for before, after in pairwise(days):
        numbers = round((after - before).days / period)
        expected = (before + (after - before) / numbers * number for number in range(1, numbers))
        missing.extend(day.isoformat() for day in expected if not _in_break(day, period))
    return Cadence(name, tuple(missing))


def _cadence(intervals: list[int]) -> tuple[CadenceName, int]:
    for name, period, least, most in _CADENCES:
        regular = [interval for interval in intervals if least <= interval <= most]
        if len(intervals) >= 3 and 2 * len(regular) > len(intervals):
            return name, period
    return "irregular", 0


def _in_break(day: date, period: int) -> bool:
    if period == 1:
        return day.weekday() >= 5 or _in_break(day, 7)
    return any(first <= (day.month, day.day) <= last for first, last in _BREAKS)
