"""PDF of page images -> Document, by OCR. The pages' own text layer, if any, is not looked at."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
from PIL import Image

from ingest.document import Document
from ingest.errors import NoText
from ingest.limits import progress
from ingest.ocr import tesseract
from ingest.ocr.hocr import TextLine, text_lines
from ingest.ocr.ink import Ink, threshold
from ingest.ocr.rules import without_rules
from ingest.ocr.sheets import Scanned, scanned, sheets
from ingest.pdf.read import read_pdf
from ingest.pdf.sheet import Sheet
from ingest.pdf.turning import Turn

DPI = 200  # a page takes three seconds; at 300 it takes five and is read no better
MOST_PIXELS = 16_000_000  # A2 at 200 dpi; larger pages are rendered coarser
DOUBTED = 65.0  # per cent of belief: below it the page may lie on its side
FEWEST_WORDS = 5


def read_scan(data: bytes, name: str) -> Document:
    """Read a PDF file by its pages' images; `name` is for messages only.

    Raises what `read_pdf` raises, NoText too where OCR finds no word, and WorkerFailed.
    """
    beliefs: list[int] = []

    def by_ocr(data: bytes, name: str) -> list[Sheet]:
        pages = []
        for number, (image, turn, points) in enumerate(_images(data), start=1):
            page, believed = _page(number, image, turn, points, name)
            pages.append(page)
            beliefs.extend(believed)
        if not beliefs:
            raise NoText(
                "no text layer, and OCR finds no word in the page images",
                where=name,
                advice="Look at the file: are its pages empty, or photographs?",
            )
        return sheets(pages)

    document = read_pdf(data, name, sheets_of=by_ocr)
    belief = sum(beliefs) / len(beliefs)
    return replace(
        document,
        blocks=tuple(replace(block, ocr=True) for block in document.blocks),
        warnings=(*document.warnings, f"read from page images by OCR, sure to {belief:.0f} %"),
    )


def _images(data: bytes) -> Iterator[tuple[Image.Image, Turn, float]]:
    """Each page in greys, its size in points, and a pixel's size."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            wide, high = page.get_size()
            scale = min(DPI / 72, math.sqrt(MOST_PIXELS / max(1.0, wide * high)))
            image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
            page.close()
            image = without_rules(image, threshold(image), round(72 * scale))
            yield image, Turn(0, wide, high), 1 / scale


def _page(
    number: int, image: Image.Image, turn: Turn, points: float, name: str
) -> tuple[Scanned, list[int]]:
    """One page, and Tesseract's belief in each of its words. Turned where that reads better."""
    lines, beliefs = _read(image, points, name)
    if len(beliefs) < FEWEST_WORDS or sum(beliefs) < DOUBTED * len(beliefs):
        degrees = tesseract.quarter_turn(_encoded(image), _dpi(points), name)
        if degrees:
            image = image.rotate(-degrees, expand=True)
            lines, beliefs = _read(image, points, name)
            # Text that runs upwards (90) is read when the page is turned clockwise.
            turn = turn._replace(degrees=degrees)
    return scanned(number, lines, Ink(image, lines), turn, points), beliefs


def _read(image: Image.Image, points: float, name: str) -> tuple[list[TextLine], list[int]]:
    lines = text_lines(tesseract.page_hocr(_encoded(image), _dpi(points), name))
    progress()
    return lines, [word.belief for line in lines for word in line.words]


def _dpi(points: float) -> int:
    return max(70, round(72 / points))


def _encoded(image: Image.Image) -> bytes:
    """PGM: nothing to compress for a program next door."""
    file = io.BytesIO()
    image.save(file, "PPM")
    return file.getvalue()
