"""Small pages by hand, in lines of size 11 that are full or are not, and what is read of them."""

from __future__ import annotations

from handmade import File, Page, text

from ingest.pdf.read import read_pdf

# A full line at size 11 from x = 72 ends near x = 520; the next word would not fit.
FULL = "Regionen har en text som fyller raden helt och går vidare på nästa rad utan att hejda"
TAIL = "sig förrän här."
Row = (
    tuple[float, float, str] | tuple[float, float, str, str] | tuple[float, float, str, str, float]
)


def page(*rows: Row) -> Page:
    """Rows of (x, y from below, words, font, size)."""
    return Page("\n".join(text(*row) for row in rows))


def down(x: float, *words: str, top: float = 650, pitch: float = 14, size: float = 11) -> list[Row]:
    """Lines below each other."""
    return [(x, top - pitch * at, line, "F", size) for at, line in enumerate(words)]


BODY = down(72, FULL, FULL, FULL, FULL, TAIL, top=400)  # sets the usual size, pitch and edges


def texts(*pages: Page) -> list[str]:
    return [block.text for block in read_pdf(File(pages).bytes(), "rapport.pdf").blocks]


def levels(*pages: Page) -> list[tuple[int, str, str]]:
    blocks = read_pdf(File(pages).bytes(), "rapport.pdf").blocks
    return [(block.level, block.label, block.text) for block in blocks if block.kind == "bullet"]


def table(*pages: Page) -> list[str]:
    """The rows of tables."""
    blocks = read_pdf(File(pages).bytes(), "rapport.pdf").blocks
    return [block.text for block in blocks if block.kind == "row"]
