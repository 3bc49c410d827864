"""The files of one series and day: which are the same report, and what that report then says.

Two files of one day are compared by what they say: letters and digits only, folded, so that
hyphens, spaces and bullets of a producer do not count, and as a whole, so that an item which one
producer cut in two is no difference. A part of an item is the item only with the rest of it beside.

    equal, or whole items missing on one side                      one report, another rendition
    the same but for OCR's slips, where one is a scan              one report, another rendition
    a small remainder on both sides, nothing reworded,             one report, another rendition
      where the formats differ (a web page's "Dela sidan", a
      PDF's footnote)
    mostly the same, something reworded                            an edition
    otherwise                                                      another report of that day

OCR slips are few and scattered, and a changed number is never taken for one: an edition too many is
seen, a changed deadline hidden in a scan is not.

All is a function of the set of files, never of the order in which they came: the leading file of a
report is chosen by rule (web page or word processor, then PDF, then scan; then SHA-256).

Comparing grows with the square, and anybody may send two files of one day with tens of thousands of
items that are nearly alike. So there is a bound to what is compared, far above what reports need;
beyond it, only what is said in the very same pieces is the same.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice
from typing import Literal

from rapidfuzz import fuzz

from ingest.report import Box, Item, Report

Relation = Literal["same", "edition", "other"]

_REWORDED = 60.0  # per cent alike: two items are one in two wordings
_OCR_ALIKE = 94.0  # per cent alike: the noise of OCR (1.3 % wrong characters when scanned askew)
_REMAINDER = 0.1  # share of a file that only its format explains
_MOSTLY = 0.5  # share of the text in common that makes an edition
_WHOLE = 12  # letters: a shorter piece may stand inside another by chance
_SLACK = 2  # letters by which the place of text with slips may be off
_REST_ALIKE = 80.0  # per cent alike: the rest of an item, too short for the measure of a whole
_MOST_PLACES = 200  # at which a piece is looked at in another text
_MOST_SEARCHED = 500_000_000  # letters, in all pieces' searches through another text
_MOST_ALIGNED = 20_000_000_000  # pairs of letters, where slips are looked for too
_MOST_PAIRS = 1_000_000  # of items whose likeness is measured
_MOST_SPREAD = 5_000_000  # pairs of items of which one may hold the other's boxes


def folded(text: str) -> str:
    """Letters and digits only, case folded, compatibility forms resolved."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


class Reading:
    """A file's Report with its text folded for comparison."""

    def __init__(self, report: Report) -> None:
        self.report = report
        items = [item for section in report.sections for item in section.items]
        self.ocr = 2 * sum(item.ocr for item in items) > len(items)

    @property
    def sha256(self) -> str:
        return self.report.source.sha256

    @cached_property
    def pieces(self) -> list[str]:
        """Headings and items in reading order, folded, without empty ones."""
        texts: list[str] = []
        for section in self.report.sections:
            texts.append(folded(section.heading))
            texts.extend(folded(item.text) for item in section.items)
        return [text for text in texts if text]

    @cached_property
    def text(self) -> _Text:
        return _Text(self.pieces)

    @property
    def whole(self) -> str:
        return self.text.whole

    @property
    def rank(self) -> tuple[int, str]:
        """The lower leads: structure as the author gave it beats structure that was seen."""
        media_type = self.report.source.media_type
        layout = 0 if "html" in media_type or "word" in media_type else 1
        return (2 if self.ocr else layout, self.sha256)


class _Text:
    """Pieces one after another, and their borders: where each begins, and where the last ends."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = pieces
        self.set = set(pieces)
        self.whole = "".join(pieces)
        self.borders = list(accumulate(map(len, pieces), initial=0))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """From where to where the pieces go of which something stands between two places."""
        first = bisect_right(self.borders, start) - 1
        return self.borders[first], self.borders[bisect_left(self.borders, end)]

    def cuts_a_number(self, start: int, end: int) -> bool:
        """Whether digits stand on both sides of a place where one text is cut and the other not."""
        within = self.borders[bisect_left(self.borders, start) : bisect_right(self.borders, end)]
        return any(self.whole[at - 1 : at + 1].isdigit() for at in {start, end} ^ set(within) if at)

    def beside(self, number: int, before: int, after: int) -> tuple[str, str]:
        """So many letters that stand before a piece and after it."""
        start, end = self.borders[number], self.borders[number + 1]
        return self.whole[max(start - before, 0) : start], self.whole[end : end + after]


def _unsaid(of: _Text, in_: _Text, *, ocr: bool) -> list[str]:
    """The pieces of one text that another does not say.

    It says one as a piece, or cut elsewhere: then what its own pieces say more, this one's
    neighbours say. So `Belopp 1` is not in `Belopp 12`, nor a statement in one that goes on.
    """
    left = [number for number, piece in enumerate(of.pieces) if piece not in in_.set]
    letters = sum(len(of.pieces[number]) for number in left)
    if len(left) * len(in_.whole) <= _MOST_SEARCHED:
        left = [number for number in left if not _is_cut_elsewhere(of, number, in_)]
    if ocr and letters * len(in_.whole) <= _MOST_ALIGNED:
        left = [
            number
            for number in left
            if len(of.pieces[number]) < _WHOLE or not _is_there_with_slips(of, number, in_)
        ]
    return [of.pieces[number] for number in left]


def _is_cut_elsewhere(of: _Text, number: int, in_: _Text) -> bool:
    piece = of.pieces[number]
    for start in islice(_places(piece, in_.whole), _MOST_PLACES):
        end = start + len(piece)
        first, last = in_.around(start, end)
        rest = in_.whole[first:start], in_.whole[end:last]
        if rest == of.beside(number, *map(len, rest)) and not in_.cuts_a_number(start, end):
            return True
    return False


def _places(piece: str, text: str) -> Iterator[int]:
    start = text.find(piece)
    while start >= 0:
        yield start
        start = text.find(piece, start + 1)


def _is_there_with_slips(of: _Text, number: int, in_: _Text) -> bool:
    piece = of.pieces[number]
    found = fuzz.partial_ratio_alignment(piece, in_.whole, score_cutoff=_OCR_ALIKE)
    if found is None or len(in_.whole) < len(piece):
        return False
    start, end = found.dest_start, found.dest_end
    first, last = in_.around(start + _SLACK, end - _SLACK)
    if in_.cuts_a_number(start, end) or _digits(piece) != _digits(in_.whole[start:end]):
        return False
    rest = in_.whole[first:start], in_.whole[end:last]
    return all(map(_is_same_with_slips, rest, of.beside(number, *map(len, rest))))


def _is_same_with_slips(rest: str, other: str) -> bool:
    if not _digits(rest) and len(rest) <= _SLACK:
        return True  # the alignment's ends are not sharp
    return _digits(rest) == _digits(other) and fuzz.ratio(rest, other) >= _REST_ALIKE


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def relation(one: Reading, other: Reading) -> Relation:
    """What two files of one series and day are to each other. Symmetric."""
    only_one, only_other = _missing(one, other), _missing(other, one)
    if not only_one or not only_other:
        return "same"
    likest = _likest(only_one, only_other)
    reworded = likest is None or any(likeness >= _REWORDED for likeness in likest)
    remainder = max(
        sum(map(len, only_one)) / len(one.whole), sum(map(len, only_other)) / len(other.whole)
    )
    formats_differ = one.report.source.media_type != other.report.source.media_type
    if formats_differ and not reworded and remainder <= _REMAINDER:
        return "same"
    lost = _unlike(only_one, likest) + _unlike(only_other, _likest(only_other, only_one))
    alike = 1 - lost / (len(one.whole) + len(other.whole))
    return "edition" if alike >= _MOSTLY else "other"


def _missing(of: Reading, in_: Reading) -> list[str]:
    return _unsaid(of.text, in_.text, ocr=of.ocr or in_.ocr)


def _likest(pieces: list[str], among: list[str]) -> list[float] | None:
    """How much each piece is like the nearest of others, in per cent; under _REWORDED is none.

    None past the bound: anything may be reworded there.
    """
    letters = sum(map(len, pieces)) * sum(map(len, among))
    if letters > _MOST_ALIGNED or len(pieces) * len(among) > _MOST_PAIRS:
        return None
    return [
        max(float(fuzz.ratio(piece, other, score_cutoff=_REWORDED)) for other in among)
        for piece in pieces
    ]


def _unlike(pieces: list[str], likest: list[float] | None) -> float:
    """The letters that have nothing like them on the other side, as far as that was measured."""
    together = zip(pieces, likest or [0.0] * len(pieces), strict=True)
    return sum(len(piece) * (1 - likeness / 100) for piece, likeness in together)


def group(readings: Iterable[Reading]) -> list[list[Reading]]:
    """The reports of one series and day: each a list of its renditions, the leading one first."""
    groups: list[list[Reading]] = []
    for reading in sorted(readings, key=lambda reading: reading.rank):
        for members in groups:
            if relation(members[0], reading) == "same":
                members.append(reading)
                break
        else:
            groups.append([reading])
    return groups


# -- what the report says ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """An item of a report with the file that its boxes are places in (None: no file has any)."""

    item: Item
    boxed_in: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report: heading, level, items."""

    heading: str
    level: int
    items: tuple[Said, ...]


def merge(renditions: Sequence[Reading]) -> tuple[Part, ...]:
    """The leading file's sections and items, with what only the others have in its place.

    Items take their places on pages from the first file that has any, so that a hit in a web page
    opens the PDF. Anchors are numbered anew.
    """
    lead, *rest = renditions
    parts = [
        _Draft(section.heading, section.level, [(item, lead.sha256) for item in section.items])
        for section in lead.report.sections
    ]
    for reading in rest:
        _add_missing(parts, reading, lead.ocr)
    boxes = _Boxes(renditions)
    return tuple(
        Part(
            part.heading,
            part.level,
            tuple(
                boxes.place(replace(item, anchor=anchor), source)
                for anchor, (item, source) in zip(
                    numbered(number, [item.level for item, _ in part.items]),
                    part.items,
                    strict=True,
                )
            ),
        )
        for number, part in enumerate(parts, start=1)
    )


def numbered(section: int, levels: Sequence[int]) -> list[str]:
    """Local anchors for the items of a section: `2.5.1` is section 2, item 5, sub-item 1.

    An item nested deeper than anything above it allows is counted where it can stand.
    """
    counts: list[int] = []
    anchors = []
    for level in levels:
        depth = min(level, len(counts))
        counts[depth:] = [counts[depth] + 1 if depth < len(counts) else 1]
        anchors.append(".".join(map(str, [section, *counts])))
    return anchors


@dataclass(slots=True)
class _Draft:
    heading: str
    level: int
    items: list[tuple[Item, str]]


def _add_missing(parts: list[_Draft], reading: Reading, ocr: bool) -> None:
    """Put each item that only this file has behind the item that it follows in this file."""
    pieces = [
        folded(text)
        for part in parts
        for text in (part.heading, *(item.text for item, _ in part.items))
    ]
    there = _Text([piece for piece in pieces if piece])
    missing = set(_unsaid(reading.text, there, ocr=ocr or reading.ocr))
    # The place of the section that stands before in this file; nothing of another heading stands
    # before the text above the first.
    behind = 0 if parts and not parts[0].heading else -1
    for section in reading.report.sections:
        heading = folded(section.heading)
        ahead = (*range(behind + 1, len(parts)), *range(behind + 1))  # a heading may recur
        place = next((n for n in ahead if folded(parts[n].heading) == heading), None)
        if not missing.isdisjoint(folded(item.text) for item in section.items):
            if place is None:
                place = behind + 1
                parts.insert(place, _Draft(section.heading, section.level, []))
            _add_to(parts[place], section.items, missing, reading.sha256)
        behind = behind if place is None else place


def _add_to(part: _Draft, items: tuple[Item, ...], missing: set[str], sha256: str) -> None:
    behind: dict[int, list[tuple[Item, str]]] = {}  # by how many of the part's items stand before
    places: dict[str, int] = {}
    for place, (item, _) in enumerate(part.items, start=1):
        places.setdefault(folded(item.text), place)
    position = 0
    for item in items:
        piece = folded(item.text)
        if piece in missing:
            behind.setdefault(position, []).append((item, sha256))
        else:
            position = places.get(piece, position)
    own = part.items
    part.items = behind.get(0, [])
    for place, each in enumerate(own, start=1):
        part.items += [each, *behind.get(place, ())]


class _Boxes:
    """Where on a page an item stands, by its text, over the files that have pages."""

    def __init__(self, renditions: Sequence[Reading]) -> None:
        self.compared = 0
        self.renditions = renditions

    @cached_property
    def files(self) -> list[tuple[str, dict[str, tuple[Box, ...]]]]:
        """For each file with pages, where its texts stand; wanted when an item stands nowhere."""
        return [
            (reading.sha256, {folded(item.text): item.boxes for _, item in reading.report.items()})
            for reading in self.renditions
            if any(item.boxes for _, item in reading.report.items())
        ]

    def place(self, item: Item, source: str) -> Said:
        if item.boxes:
            return Said(item, source)
        piece = folded(item.text)
        for sha256, places in self.files:
            boxes = places.get(piece, ())
            if not boxes and self.compared < _MOST_SPREAD:
                self.compared += len(places)
                boxes = _spread(piece, places)
            if boxes:
                return Said(replace(item, boxes=boxes), sha256)
        return Said(item, None)


def _spread(piece: str, places: Mapping[str, tuple[Box, ...]]) -> tuple[Box, ...]:
    """The boxes of the item that holds this one or is it with slips, or of those that it holds."""
    if len(piece) < _WHOLE:
        return ()
    for text, boxes in places.items():
        if piece in text or fuzz.ratio(piece, text, score_cutoff=_OCR_ALIKE):
            return boxes
    inside = [boxes for text, boxes in places.items() if len(text) >= _WHOLE and text in piece]
    return tuple(box for boxes in inside for box in boxes)
