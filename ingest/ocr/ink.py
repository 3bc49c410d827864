"""What a page's picture tells beside its words: where bullets stand, how heavy the type is.

Tesseract takes bullets for dirt and leaves them out, or for `e`, `+»`, `°`; and it says nothing of
bold. Both are plain to see. A bullet is a blob about as wide as high, at the height of the letters,
with white around it, left of a line. The width of strokes, twice the area of the ink divided by the
length of its outline, hardly varies between lines of one type and is half as large again in bold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw

from ingest.ocr.hocr import TextLine, Word

FURTHEST = 6.0  # x-heights from a bullet to its text
NEAREST = 0.4  # x-heights: nearer than this it is part of the text
FILLED = 0.72  # of its box: a disc has 0.79, a square 1, the fullest letters 0.65
SQUARE = 1.7  # times as wide as high, or as high as wide
FLAT = 0.35  # x-heights: a dash is lower
_BLACK = 255
# What Tesseract reads in bullets that are no letters or signs that a text may begin with.
_SIGNS = frozenset("©®°»«+*¢¤•·■□▪●○◦¥£€~=>")
_RINGS = frozenset("oOeEcC0QD@")  # read in hollow bullets, and never words of their own
_WIDE = 0.9  # x-heights: a gap that no space between words is as wide as


class Blob(NamedTuple):
    """A bullet's box in pixels."""

    x0: float
    top: float
    x1: float
    bottom: float


class Ink:
    """A page's image in black and white."""

    def __init__(self, grey: Image.Image, lines: Sequence[TextLine]) -> None:
        level = threshold(grey, lines)
        # Ink is 255 and paper 0, so that `getbbox` finds the ink.
        self._ink = grey.point([_BLACK if grade < level else 0 for grade in range(256)])

    def stroke(self, words: Sequence[Word]) -> float:
        """The width of the words' strokes in pixels; 0 where there is no ink."""
        area = outline = 0
        for word in words:
            part = self._ink.crop((word.x0, word.top, word.x1, word.bottom))
            area += _count(part)
            for dx, dy in ((1, 0), (0, 1)):
                moved = part.crop((dx, dy, part.width + dx, part.height + dy))
                outline += _count(ImageChops.difference(part, moved))
        return 2 * area / outline if outline else 0.0

    def bullet_in(self, line: TextLine) -> tuple[Blob, TextLine] | None:
        """The bullet that Tesseract read as the line's first word or its beginning, or None.

        And the line without it.
        """
        first, rest = line.words[0], line.words[1:]
        x = line.x_height
        groups = self._groups(first.x0, first.top, first.x1, first.bottom, speck=0.1 * x)
        is_sign = not any(map(str.isalnum, first.text))
        glued = len(first.text) > 2 and not is_sign
        if not groups or (len(groups) > 1 and not (glued or is_sign)):
            return None
        end = groups[0][1] if glued else groups[-1][1]
        blob = self._blob(groups[0][0], first.top, end, first.bottom)
        if blob is None:
            return None
        round_ = _is_square(blob) and self._at_letters(blob, line)
        solid = round_ and (blob.bottom - blob.top < 0.8 * x or self._fill(blob) >= FILLED)
        if glued:
            apart = len(groups) > 1 and groups[1][0] - blob.x1 > NEAREST * x
            if not (apart and solid and first.text[0] in _SIGNS | _RINGS):
                return None
            word = first._replace(text=first.text[1:], x0=groups[1][0])
            return blob, replace(line, words=(word, *rest))
        gap = rest[0].x0 - first.x1 if rest else 0.0
        hollow = round_ and first.text in _RINGS and gap > _WIDE * x
        if solid or hollow or (set(first.text) <= _SIGNS and gap > NEAREST * x):
            return blob, replace(line, words=rest)
        return None

    def bullet_before(self, line: TextLine) -> Blob | None:
        """The bullet that stands left of the line and was not read at all, or None."""
        x = line.x_height
        left, right = max(0, int(line.x0 - FURTHEST * x)), int(line.x0 - NEAREST * x)
        top, bottom = int(line.base - 1.5 * x), int(line.base + 0.4 * x)
        if right - left < 3 or bottom - top < 3:
            return None
        groups = self._groups(left, top, right, bottom, speck=0.15 * x)
        if not groups or groups[-1][1] == right:
            return None
        start, end = groups[-1]
        if len(groups) > 1 and start - groups[-2][1] < x:
            return None  # the end of other text
        blob = self._blob(start, top, end, bottom)
        if blob is None or not self._at_letters(blob, line):
            return None
        wide, high = blob.x1 - blob.x0, blob.bottom - blob.top
        is_dash = high <= FLAT * x and 2 * high <= wide <= 2.5 * x
        return blob if is_dash or (_is_square(blob) and wide <= 1.3 * x) else None

    def _groups(
        self, x0: int, top: int, x1: int, bottom: int, speck: float
    ) -> list[tuple[int, int]]:
        """Where ink stands in a box, from x to x; what is smaller than a speck is none."""
        strip = self._ink.crop((x0, top, x1, bottom))
        columns = strip.resize((strip.width, 1), Image.Resampling.BOX).tobytes()
        spans: list[tuple[int, int]] = []
        start = -1
        for at, level in enumerate([*columns, 0]):
            if level and start < 0:
                start = at
            elif not level and start >= 0:
                spans.append((start, at))
                start = -1
        found = []
        for left, right in spans:
            box = strip.crop((left, 0, right, strip.height)).getbbox()
            if box and right - left > speck and box[3] - box[1] > speck:
                found.append((x0 + left, x0 + right))
        return found

    def _blob(self, x0: int, top: int, x1: int, bottom: int) -> Blob | None:
        box = self._ink.crop((x0, top, x1, bottom)).getbbox()
        if box is None:
            return None
        return Blob(x0 + box[0], top + box[1], x0 + box[2], top + box[3])

    def _fill(self, blob: Blob) -> float:
        part = self._ink.crop((int(blob.x0), int(blob.top), int(blob.x1), int(blob.bottom)))
        return _count(part) / (part.width * part.height)

    @staticmethod
    def _at_letters(blob: Blob, line: TextLine) -> bool:
        """Whether it hangs where bullets do: off the baseline, no higher than capitals."""
        x = line.x_height
        base = line.base + line.slope * (blob.x0 - line.x0)
        high, middle = blob.bottom - blob.top, base - (blob.top + blob.bottom) / 2
        return 0.1 * x <= high <= 1.3 * x and 0.25 * x <= middle <= 1.1 * x


def _is_square(blob: Blob) -> bool:
    wide, high = blob.x1 - blob.x0, blob.bottom - blob.top
    return wide <= SQUARE * high and high <= SQUARE * wide


def threshold(grey: Image.Image, lines: Sequence[TextLine] = ()) -> int:
    """Half way from the paper's grey, the commonest, to the ink's; below it is ink.

    Measured where words stand, if that is known: elsewhere there may be pictures or hardly any ink.
    """
    where = Image.new("1", grey.size, 0 if lines else 1)
    draw = ImageDraw.Draw(where)
    for line in lines:
        for word in line.words:
            draw.rectangle((word.x0, word.top, word.x1, word.bottom), fill=1)
    histogram = grey.histogram(where)
    ink = _quantile(histogram, 0.03 if lines else 0.005)
    return (_quantile(histogram, 0.5) + ink + 1) // 2


def _quantile(histogram: Sequence[int], share: float) -> int:
    wanted = share * sum(histogram)
    seen = 0
    for level, count in enumerate(histogram):
        seen += count
        if seen >= wanted and seen:
            return level
    return len(histogram) - 1


def _count(part: Image.Image) -> int:
    return part.histogram()[_BLACK]
