"""A page of an original as PNG, and the box of an item to lay over it.

A PDF may hang or kill whoever opens it, so a page is drawn as reports are read: in a process that
can be killed, with limits on time and memory and without network (`ingest.worker`). What was drawn
is kept among this user's caches, under the file's SHA-256, readable by nobody else.

The box is an SVG of the same size as the page, in its points: the browser lays it over the image,
and no style has to stand in the page.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from index.place import cache_folder
from ingest.errors import Locked, NotFound, ReadError, WorkerFailed
from ingest.limits import Limits
from ingest.report import Box
from ingest.worker import read_all

WIDTH = 1100  # pixels: sharp beside a text, legible when opened alone
KEPT = 2000  # images
_LIMITS = Limits(seconds=30.0, stall=0.0, workers=1)
_AT_ONCE = threading.BoundedSemaphore(2)  # processes that draw
_PATIENCE = 20.0  # seconds that a request waits for one of them
_ROOM = 1.5  # points around a line's box


class PageImage(NamedTuple):
    """A page as PNG, and its size in points."""

    png: bytes
    width: float
    height: float


def drawn(data: bytes, name: str, *, number: int) -> PageImage:
    """Draw a page (from 1) of a PDF. Runs in the worker. Raises NotFound past the last page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            raise NotFound(f"'{name}' has no page {number}")
        sheet = document[number - 1]
        width, height = sheet.get_size()
        image = sheet.render(scale=WIDTH / max(width, 1.0)).to_pil().convert("RGB")
        content = io.BytesIO()
        image.quantize(64).save(content, "PNG")
        return PageImage(content.getvalue(), width, height)
    finally:
        document.close()


def page_image(original: Path, sha256: str, number: int) -> PageImage:
    """The image of a page of an original: kept, or drawn now.

    Raises NotFound for a page that is not there, the ReadError of one that cannot be drawn, and
    Locked when too many wait for theirs.
    """
    folder = cache_folder() / "pages"
    kept = folder / f"{sha256}-{number}.png"
    try:
        with kept.open("rb") as content:
            width, height = content.readline().split()
            return PageImage(content.read(), float(width), float(height))
    except (OSError, ValueError):
        pass  # not there, not ours to read, or broken: drawn anew
    reader = partial(_outcome, number=number)
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Locked("too many are asking at once", advice="Try again in a moment")
    try:
        [(_, image)] = read_all([original], _LIMITS, reader=reader)
    finally:
        _AT_ONCE.release()
    if isinstance(image, ReadError):
        raise image
    if isinstance(image, NotFound):
        raise image
    with suppress(OSError):  # a full disk keeps nobody from reading
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = kept.with_name(f"{kept.name}.{threading.get_ident()}")
        aside.write_bytes(f"{image.width} {image.height}\n".encode() + image.png)
        aside.replace(kept)
        _make_room(folder)
    return image


def _outcome(data: bytes, name: str, *, number: int) -> PageImage | NotFound:
    try:
        return drawn(data, name, number=number)
    except NotFound as error:
        return error
    except MemoryError:
        raise
    except Exception as error:
        raise WorkerFailed("this page cannot be drawn", where=name) from error


def overlay(image: PageImage, boxes: Iterable[Box], number: int) -> str:
    """An SVG that covers the page and marks the lines of an item on it."""
    marks = "".join(
        f'<rect x="{box.x0 - _ROOM:.1f}" y="{box.top - _ROOM:.1f}" rx="2"'
        f' width="{box.x1 - box.x0 + 2 * _ROOM:.1f}"'
        f' height="{box.bottom - box.top + 2 * _ROOM:.1f}"/>'
        for box in boxes
        if box.page == number
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {image.width:g} {image.height:g}" width="{image.width:g}"'
        f' height="{image.height:g}"><g fill="#ffd54a" fill-opacity="0.4">{marks}</g></svg>\n'
    )


def _make_room(folder: Path) -> None:
    """Remove the oldest images when there are too many."""
    images = list(folder.glob("*.png"))
    if len(images) > KEPT:
        images.sort(key=lambda one: one.stat().st_mtime)
        for old in images[: len(images) - KEPT]:
            old.unlink(missing_ok=True)
