"""What every reader gives: blocks in reading order, before anyone says what they mean.

A reader (PDF, HTML, mail, OCR) decides what is one block and joins its lines; `structure.py`
decides which blocks are title, headings and items. A reader that knows (an `h2`, a tagged `H1`)
says so through `kind` and `level`; one that only sees (a larger, bold line) gives a paragraph with
`size` and `bold`.

    kind        level
    heading     1..6 as marked up (h1, H1); 0 = a heading of unknown level
    bullet      nesting from 0
    paragraph   0
    row         0; `text` holds the cells joined by " | "
    note        0; a footnote: kept, after the section's items

Running headers and footers, page numbers, menus and hidden elements never become blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.report import Box, Link

BlockKind = Literal["heading", "bullet", "paragraph", "row", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, list item, paragraph or table row.

    `text` is NFC with single spaces, without bullet glyph; `label` an ordered list's `1.` or `a)`.
    `size` is the commonest font size in points (0 = unknown); `bold` means all of it is bold.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    label: str = ""
    size: float = 0.0
    bold: bool = False
    boxes: tuple[Box, ...] = ()
    links: tuple[Link, ...] = ()
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file's main content in reading order, and what the file says of itself.

    `pages` counts pages (0 for formats without). `metadata` holds what may help with title and
    date, under the reader's own names, lower case: `title`, `author`, `created`, `modified`,
    `published`, `time` (HTML <time>), `lang`. `characters` counts the non-space characters of the
    main content as the file has them, so that a loss can be noticed.
    """

    blocks: tuple[Block, ...]
    media_type: str
    pages: int = 0
    producer: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    characters: int = 0
    warnings: tuple[str, ...] = ()

    def meta(self, name: str) -> str:
        """The first metadata value of that name, or an empty string."""
        return next((value for key, value in self.metadata if key == name), "")
