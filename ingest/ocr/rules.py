"""Ruled lines taken out of a page's image, before it is read.

An underline (a printed link) touches the letters and ruins them for Tesseract; the lines of a table
are read as `|`, `_` and `[`. A rule is a run of ink longer than any stroke of a letter, and thin;
where a `g` or `p` goes through it, the ink stays. Runs are found by opening the image with a
horizontal or vertical line: `darker` of the image and itself moved by 1, 2, 4, … pixels leaves the
starts of long runs, `lighter` draws them out again.
"""

from __future__ import annotations

from typing import Literal

from PIL import Image, ImageChops

LONG = 0.3  # inches; an em dash of 12 points has 0.17, the bar of a 36 point T 0.28
THICK = 0.03  # inches: two points

CROSSED = 0.035  # inches: ink so near on both sides of a place in a rule goes through it

_Way = Literal["across", "down"]
_WAYS: tuple[_Way, _Way] = ("across", "down")


def without_rules(grey: Image.Image, threshold: int, dpi: int) -> Image.Image:
    """The page without its ruled lines. `threshold` is the first level of grey that is paper."""
    ink = grey.point([255 if level < threshold else 0 for level in range(256)])
    rules = Image.new("L", grey.size)
    for way, other in zip(_WAYS, reversed(_WAYS), strict=True):
        long = _opened(ink, round(LONG * dpi), way)
        rules = ImageChops.lighter(
            rules, ImageChops.subtract(long, _opened(long, round(THICK * dpi) + 1, other))
        )
    if rules.getbbox() is None:
        return grey
    # A pixel more above and below: the blur of a rule's edge is no paper.
    for way in _WAYS:
        both = ImageChops.lighter(_moved(rules, 1, way), _moved(rules, -1, way))
        rules = ImageChops.lighter(rules, both)
    letters = ImageChops.subtract(ink, rules)
    beyond = round(CROSSED * dpi)
    for way in _WAYS:
        through = ImageChops.darker(
            _drawn(letters, beyond, way, 1), _drawn(letters, beyond, way, -1)
        )
        rules = ImageChops.subtract(rules, through)
    clean = grey.copy()
    clean.paste(255, mask=rules)
    return clean


def _opened(ink: Image.Image, length: int, way: _Way) -> Image.Image:
    """What of the ink stands in runs of `length` pixels at least."""
    starts, covered = ink, 1
    while covered < length:
        step = min(covered, length - covered)
        starts = ImageChops.darker(starts, _moved(starts, -step, way))
        covered += step
    return _drawn(starts, length, way, 1)


def _drawn(ink: Image.Image, length: int, way: _Way, sign: int) -> Image.Image:
    """Every pixel of ink drawn out to a run of `length`, forwards (sign 1) or backwards (-1)."""
    runs, covered = ink, 1
    while covered < length:
        step = min(covered, length - covered)
        runs = ImageChops.lighter(runs, _moved(runs, sign * step, way))
        covered += step
    return runs


def _moved(image: Image.Image, by: int, way: _Way) -> Image.Image:
    """The image moved right or down by some pixels; no ink comes in from outside."""
    moved = Image.new("L", image.size)
    moved.paste(image, (by, 0) if way == "across" else (0, by))
    return moved
