"""One page of a PDF as plain tuples: its characters, small drawings, and links.

Coordinates are points from the top left corner of the page, as in `ingest.report.Box`.
`characters` is the one door through which text leaves pdfplumber.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page


class Char(NamedTuple):
    """One glyph. `size` is the font's size on the page in points; `mcid` names its marked content.

    `upright` is false for text that does not run from left to right along the page.
    """

    text: str
    font: str
    size: float
    x0: float
    top: float
    x1: float
    bottom: float
    mcid: int | None
    upright: bool
    artifact: bool


class Mark(NamedTuple):
    """A small drawing that may be a list bullet."""

    x0: float
    top: float
    x1: float
    bottom: float


class Target(NamedTuple):
    """A rectangle of the page that leads to a URL."""

    x0: float
    top: float
    x1: float
    bottom: float
    url: str


def characters(page: Page) -> list[Char]:
    """The page's glyphs in stream order."""
    out = []
    for char in page.chars:
        a, b, *_ = char["matrix"]
        out.append(
            Char(
                char["text"],
                char["fontname"],
                char["size"],
                char["x0"],
                char["top"],
                char["x1"],
                char["bottom"],
                char["mcid"],
                a > 0 and abs(b) < 0.05 * a,
                char["tag"] == "Artifact",
            )
        )
    return out


def marks(page: Page) -> list[Mark]:
    """Filled or stroked shapes and images of a bullet's size: 1 to 12 points, about square."""
    found = []
    for shape in (*page.rects, *page.curves, *page.images):
        wide, high = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        if 1 <= wide <= 12 and 1 <= high <= 12 and 0.6 <= wide / high <= 1.7:
            found.append(Mark(shape["x0"], shape["top"], shape["x1"], shape["bottom"]))
    return found


def targets(page: Page) -> list[Target]:
    """The page's link rectangles that lead to a URL, one a line where the producer says so.

    Read by hand: pdfplumber's `annots` fails on the first annotation that is broken.
    """
    found = []
    for annotation in _items(page.page_obj.annots):
        url = target_url(annotation)
        if not url:
            continue
        for quad in _quads(resolve1(annotation)):
            points = [_on_page(page, x, y) for x, y in quad]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            found.append(Target(min(xs), min(ys), max(xs), max(ys), url))
    return found


def target_url(annotation: object) -> str:
    """The URL of a link annotation, or an empty string."""
    annotation = resolve1(annotation)
    action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
    url = resolve1(action.get("URI")) if isinstance(action, dict) else None
    if isinstance(url, bytes):
        try:
            return url.decode("utf-8").strip()
        except UnicodeDecodeError:
            return url.decode("latin-1").strip()
    return url.strip() if isinstance(url, str) else ""


def _items(value: object) -> list[Any]:
    value = resolve1(value)
    return value if isinstance(value, list) else []


def _quads(annotation: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Corner points: of each quadrilateral (one a line), else of the rectangle."""
    numbers = _numbers(annotation.get("QuadPoints"))
    if len(numbers) < 8:
        numbers = _numbers(annotation.get("Rect"))
    step = 8 if len(numbers) >= 8 else 4
    for at in range(0, len(numbers) - step + 1, step):
        part = numbers[at : at + step]
        yield list(zip(part[::2], part[1::2], strict=True))


def _numbers(value: object) -> list[float]:
    numbers = [resolve1(number) for number in _items(value)]
    good = [float(n) for n in numbers if isinstance(n, (int, float)) and math.isfinite(n)]
    return good if len(good) == len(numbers) else []


def _on_page(page: Page, x: float, y: float) -> tuple[float, float]:
    """A point of PDF user space, from the page's top left corner, the page turned upright."""
    left, low, right, high = page.page_obj.mediabox
    match page.rotation:
        case 90:
            return y - low, x - left
        case 180:
            return right - x, y - low
        case 270:
            return high - y, right - x
    return x, high - y


def near(items: Iterable[Mark], char_top: float, char_bottom: float) -> list[Mark]:
    """The marks whose middle lies between two heights."""
    return [m for m in items if char_top <= (m.top + m.bottom) / 2 <= char_bottom]
