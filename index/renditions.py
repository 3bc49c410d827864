"""The files of one series and day: which are the same report, and what that report then says.

Two files of one day are compared by what they say: letters and digits only, folded, so that
hyphens, spaces and bullets of a producer do not count, and as a whole, so that an item which one
producer cut in two is no difference.

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
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz

from ingest.report import Box, Item, Report

Relation = Literal["same", "edition", "other"]

_REWORDED = 60.0  # per cent alike: two items are one in two wordings
_OCR_ALIKE = 94.0  # per cent alike: the noise of OCR (1.3 % wrong characters when scanned askew)
_REMAINDER = 0.1  # share of a file that only its format explains
_MOSTLY = 0.5  # share of the text in common that makes an edition
_WHOLE = 12  # letters: a shorter piece may stand inside another by chance


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
    def whole(self) -> str:
        return "".join(self.pieces)

    @property
    def rank(self) -> tuple[int, str]:
        """The lower leads: structure as the author gave it beats structure that was seen."""
        media_type = self.report.source.media_type
        layout = 0 if "html" in media_type or "word" in media_type else 1
        return (2 if self.ocr else layout, self.sha256)


class _Said:
    """What is said by then: tells whether a piece of another file is there already."""

    def __init__(self, pieces: Iterable[str], *, ocr: bool) -> None:
        self.ocr = ocr
        self.pieces = list(pieces)
        self.set = set(self.pieces)
        self.whole = "".join(self.pieces)

    def has(self, piece: str, *, ocr: bool = False) -> bool:
        if piece in self.set:
            return True
        if len(piece) < _WHOLE:
            return any(other.startswith(piece) or other.endswith(piece) for other in self.pieces)
        return piece in self.whole or ((ocr or self.ocr) and self._has_with_slips(piece))

    def _has_with_slips(self, piece: str) -> bool:
        found = fuzz.partial_ratio_alignment(piece, self.whole, score_cutoff=_OCR_ALIKE)
        if found is None or len(self.whole) < len(piece):
            return False
        window = self.whole[found.dest_start : found.dest_end]
        return _digits(piece) == _digits(window)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def relation(one: Reading, other: Reading) -> Relation:
    """What two files of one series and day are to each other. Symmetric."""
    only_one, only_other = _missing(one, other), _missing(other, one)
    if not only_one or not only_other:
        return "same"
    reworded = any(_likeness(piece, only_other) >= _REWORDED for piece in only_one)
    remainder = max(
        sum(map(len, only_one)) / len(one.whole), sum(map(len, only_other)) / len(other.whole)
    )
    formats_differ = one.report.source.media_type != other.report.source.media_type
    if formats_differ and not reworded and remainder <= _REMAINDER:
        return "same"
    lost = sum(len(piece) * (1 - _likeness(piece, only_other) / 100) for piece in only_one)
    lost += sum(len(piece) * (1 - _likeness(piece, only_one) / 100) for piece in only_other)
    alike = 1 - lost / (len(one.whole) + len(other.whole))
    return "edition" if alike >= _MOSTLY else "other"


def _missing(of: Reading, in_: Reading) -> list[str]:
    said = _Said(in_.pieces, ocr=in_.ocr)
    return [piece for piece in of.pieces if not said.has(piece, ocr=of.ocr)]


def _likeness(piece: str, among: list[str]) -> float:
    """How much a piece is like the nearest of others, in per cent; under _REWORDED is none."""
    best = max((fuzz.ratio(piece, other, score_cutoff=_REWORDED) for other in among), default=0.0)
    return float(best)


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
    pieces = [folded(part.heading) for part in parts]
    pieces += [folded(item.text) for part in parts for item, _ in part.items]
    said = _Said(pieces, ocr=ocr)
    after = 0  # the section to put a new section behind
    for section in reading.report.sections:
        missing = [
            not said.has(folded(item.text), ocr=reading.ocr)
            for item in section.items
            if folded(item.text)
        ]
        if not any(missing):
            continue
        heading = folded(section.heading)
        place = next((n for n, part in enumerate(parts) if folded(part.heading) == heading), None)
        if place is None:
            place = min(after + 1, len(parts))
            parts.insert(place, _Draft(section.heading, section.level, []))
        after = place
        _add_to(parts[place], section.items, said, reading)


def _add_to(part: _Draft, items: tuple[Item, ...], said: _Said, reading: Reading) -> None:
    texts = [folded(item.text) for item, _ in part.items]
    position = 0
    for item in items:
        piece = folded(item.text)
        if not piece or said.has(piece, ocr=reading.ocr):
            position = texts.index(piece) + 1 if piece in texts else position
        else:
            part.items.insert(position, (item, reading.sha256))
            texts.insert(position, piece)
            position += 1


class _Boxes:
    """Where on a page an item stands, by its text, over the files that have pages."""

    def __init__(self, renditions: Sequence[Reading]) -> None:
        self.files = [
            (reading.sha256, {folded(item.text): item.boxes for _, item in reading.report.items()})
            for reading in renditions
            if any(item.boxes for _, item in reading.report.items())
        ]

    def place(self, item: Item, source: str) -> Said:
        if item.boxes:
            return Said(item, source)
        piece = folded(item.text)
        for sha256, places in self.files:
            boxes = places.get(piece) or _spread(piece, places)
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
