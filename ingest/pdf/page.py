"""What a page has beside its text: small drawings that may be bullets, and links.

Coordinates are points from the visible page's top left corner, as in `ingest.report.Box`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page

from ingest.pdf.characters import corner


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


def marks(page: Page) -> list[Mark]:
    """Filled or stroked shapes and images of a bullet's size: 1 to 12 points, about square."""
    found = []
    left, over = corner(page)
    for shape in (*page.rects, *page.curves, *page.images):
        wide, high = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        if 1 <= wide <= 12 and 1 <= high <= 12 and 0.6 <= wide / high <= 1.7:
            x0, top = shape["x0"] - left, shape["top"] - over
            found.append(Mark(x0, top, x0 + wide, top + high))
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
    """A point of PDF user space, from the visible page's top left corner, the page upright."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    across, up = {
        90: (y - y0, x1 - x),
        180: (x1 - x, y1 - y),
        270: (y1 - y, x - x0),
    }.get(page.rotation, (x - x0, y - y0))
    left, over = corner(page)
    return across + page.mediabox[0] - left, page.height - up + page.mediabox[1] - over
