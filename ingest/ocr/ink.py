"""What a page's picture tells beside its words: where bullets stand, how heavy the type is.

Tesseract takes bullets for dirt and leaves them out, or for `e`, `+»`, `°`; and it says nothing of
bold. Both are plain to see. A bullet is a blob about as wide as high, at the height of the letters,
with white around it, left of a line. The width of strokes, twice the area of the ink divided by the
length of its outline, hardly varies between lines of one type and is half as large again in bold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageChops

from ingest.ocr.hocr import TextLine, Word

FURTHEST = 6.0  # x-heights from a bullet to its text
NEAREST = 0.4  # x-heights: nearer than this it is part of the text
FILLED = 0.72  # of its box: a disc has 0.79, a square 1, the fullest letters 0.65
SQUARE = 1.7  # times as wide as high, or as high as wide
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

    def __init__(self, image: Image.Image) -> None:
        grey = image.convert("L")
        threshold = _threshold(grey.histogram())
        # Ink is 255 and paper 0, so that `getbbox` finds the ink.
        self._ink = grey.point([_BLACK if level < threshold else 0 for level in range(256)])

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

    def bullet_in(self, line: TextLine) -> Blob | None:
        """The bullet that Tesseract read as the line's first word, or None."""
        first = line.words[0]
        if len(first.text) > 2:
            return None
        blob = self._blob(first.x0, first.top, first.x1, first.bottom)
        if blob is None:
            return None
        x = line.x_height
        round_ = self._at_letters(blob, line) and _is_square(blob)
        high = blob.bottom - blob.top
        if round_ and (high < 0.8 * x or self._fill(blob) >= FILLED):
            return blob
        if len(line.words) == 1:
            return None
        gap = line.words[1].x0 - first.x1
        if set(first.text) <= _SIGNS:
            return blob if gap > NEAREST * x else None
        return blob if round_ and first.text in _RINGS and gap > _WIDE * x else None

    def bullet_before(self, line: TextLine) -> Blob | None:
        """The bullet that stands left of the line and was not read at all, or None."""
        x = line.x_height
        left, right = max(0, int(line.x0 - FURTHEST * x)), int(line.x0 - NEAREST * x)
        top, bottom = int(line.base - 1.5 * x), int(line.base + 0.4 * x)
        if right - left < 3 or bottom - top < 3:
            return None
        strip = self._ink.crop((left, top, right, bottom))
        groups = _groups(strip, speck=0.15 * x)
        if not groups or groups[-1][1] == strip.width:
            return None
        start, end = groups[-1]
        if len(groups) > 1 and start - groups[-2][1] < x:
            return None  # the end of other text
        blob = self._blob(left + start, top, left + end, bottom)
        if blob is None or not _is_square(blob) or not self._at_letters(blob, line):
            return None
        return blob if blob.x1 - blob.x0 <= 1.3 * x else None

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
        return 0.15 * x <= high <= 1.3 * x and 0.25 * x <= middle <= 1.1 * x


def _is_square(blob: Blob) -> bool:
    wide, high = blob.x1 - blob.x0, blob.bottom - blob.top
    return wide <= SQUARE * high and high <= SQUARE * wide


def _threshold(histogram: Sequence[int]) -> int:
    """Half way from the paper's grey, the commonest, to that of the blackest half per cent."""
    paper, ink = _quantile(histogram, 0.5), _quantile(histogram, 0.005)
    return (paper + ink + 1) // 2


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


def _groups(strip: Image.Image, speck: float) -> list[tuple[int, int]]:
    """Where ink stands in the strip, from x to x; what is narrower or lower than a speck is not."""
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
    for x0, x1 in spans:
        box = strip.crop((x0, 0, x1, strip.height)).getbbox()
        if box and x1 - x0 > speck and box[3] - box[1] > speck:
            found.append((x0, x1))
    return found
