"""hOCR -> lines of words, in pixels. hOCR is HTML whose `title` attributes hold the places.

It is asked for rather than TSV because it alone tells the size of a line's type: `x_size` is the
height of its line, `x_ascenders` and `x_descenders` the parts of it above and below the x-height;
and `baseline` its slope and where it stands at the left edge, from the bottom of the line's box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

_LINES = frozenset(["ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"])
DIRT = 30  # per cent; signs that Tesseract believes less in are dirt (words may be words)
DASHES = "-–—"  # as bullets they are hardly believed in
_RULE = frozenset("|¦_‗")  # what is left of a table's lines
# The Swedish data has no `@`: it reads these. Within an address nothing else can be meant.
_ADDRESS = re.compile(
    r"(?<=[a-zåäö0-9])[QÖO©®€&](?=[a-zåäö0-9-]+(?:\.[a-zåäö0-9-]+)*\.[a-z]{2,}\W*$)"
)


class Word(NamedTuple):
    """A word as it was read, with its box in pixels and Tesseract's belief in it, in per cent."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    belief: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words of one line, left to right. `slope` is the baseline's fall per pixel to the right.

    `base` is the baseline's height at the first word's left edge, `x_height` that of an x; pixels.
    """

    words: tuple[Word, ...]
    slope: float
    base: float
    x_height: float

    @property
    def x0(self) -> int:
        return self.words[0].x0

    @property
    def x1(self) -> int:
        return self.words[-1].x1


def text_lines(hocr: bytes) -> list[TextLine]:
    """The lines of one page's hOCR, in its order; dirt is left out."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = etree.fromstring(hocr, parser)
    if root is None:
        return []
    found = []
    for line in root.iter("span"):
        if line.get("class") in _LINES and (one := _line(line)) is not None:
            found.append(one)
    return found


def _line(line: etree._Element) -> TextLine | None:
    facts = _facts(line)
    words = tuple(word for span in line.iter("span") if (word := _word(span)) is not None)
    if not words:
        return None
    left, _, _, bottom = facts["bbox"]
    slope, offset = facts.get("baseline", [0.0, 0.0])
    size = facts.get("x_size", [0.0])[0]
    ascenders, descenders = facts.get("x_ascenders", [0.0])[0], facts.get("x_descenders", [0.0])[0]
    x_height = size - ascenders - descenders
    if x_height <= 0:  # a rotated line, or one of figures that it cannot tell
        x_height = 0.7 * max(word.bottom - word.top for word in words)
    return TextLine(words, slope, bottom + offset + slope * (words[0].x0 - left), x_height)


def _word(span: etree._Element) -> Word | None:
    if span.get("class") != "ocrx_word":
        return None
    text = "".join(map(str, span.itertext())).strip()
    facts = _facts(span)
    belief = int(facts.get("x_wconf", [0.0])[0])
    is_dirt = belief < DIRT and not any(sign.isalnum() or sign in DASHES for sign in text)
    is_dirt = is_dirt or set(text) <= _RULE
    if not text or is_dirt or len(facts.get("bbox", ())) != 4:
        return None
    x0, top, x1, bottom = map(int, facts["bbox"])
    text = _ADDRESS.sub("@", text)
    return Word(text, x0, top, x1, bottom, belief) if x1 > x0 and bottom > top else None


def _facts(element: etree._Element) -> dict[str, list[float]]:
    """`bbox 1 2 3 4; x_wconf 96` as numbers by name; what is no number is left out."""
    facts: dict[str, list[float]] = {}
    for fact in (element.get("title") or "").split(";"):
        name, *values = fact.split()[:5] or [""]
        try:
            facts[name] = [float(value) for value in values]
        except ValueError:
            continue
    return facts
