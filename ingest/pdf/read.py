"""PDF bytes -> Document, or one of `ingest.errors`.

Every page is reduced to runs and then closed: pdfplumber keeps some five megabytes a page
otherwise, and `PDF.close()` gives none of it back. Broken files make pdfminer and pdfplumber raise
nearly anything; all of it becomes `Damaged` here, so that the caller sees our errors only. What no
exception can stop (hangs, memory) is the worker process's matter (`ingest/worker.py`).
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from ingest.document import Block, Document
from ingest.errors import Damaged, Empty, Encrypted, NoText, ReadError, TooLarge
from ingest.limits import check_characters, check_pages, progress
from ingest.pdf import lines, tagged
from ingest.pdf.attached import attached
from ingest.pdf.characters import Char, characters
from ingest.pdf.drafts import Draft, finished
from ingest.pdf.glyphs import UNKNOWN, characters_in
from ingest.pdf.glyphs import unmapped as is_unmapped
from ingest.pdf.objects import with_quick_objects
from ingest.pdf.page import marks, targets
from ingest.pdf.rows import Line, rows
from ingest.pdf.running import PAGE_NUMBER, is_page_number, without_running
from ingest.pdf.runs import Run, runs
from ingest.pdf.sheet import Sheet
from ingest.pdf.tables import grids
from ingest.pdf.tree import Content, Node, structure_tree
from ingest.pdf.turning import Turn, as_it_stands, upright

# They report every flaw of a file that they can read past.
for _library in ("pdfminer", "pdfplumber"):
    logging.getLogger(_library).setLevel(logging.ERROR)

MEDIA_TYPE = "application/pdf"
FEWEST_A_PAGE = 20  # characters; fewer on average is a scan with a stamp at most
MOST_UNMAPPED = 0.5  # of the characters

_LETTER = [0, 0, 612, 792]  # points

_OCR = "Install tesseract-ocr-swe and ingest again: the text can be read from the page images"
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?",
)

SheetsOf = Callable[[bytes, str], list[Sheet]]


def read_pdf(data: bytes, name: str, *, sheets_of: SheetsOf | None = None) -> Document:
    """Read a PDF file's bytes; `name` is for messages only.

    `sheets_of` gives the pages' sheets in another way than by the file's characters (OCR).

    Raises Empty, Damaged, Encrypted, NoText or TooLarge (all `ingest.errors.ReadError`).
    """
    if not data:
        raise Empty("the file has no bytes", where=name, advice="Fetch it again")
    with _our_errors(name), pdfplumber.open(io.BytesIO(data)) as pdf:
        with_quick_objects(pdf.doc, data)
        _give_size(pdf)
        if sheets_of is None:
            sheets, warnings = _sheets(pdf, name)
            tree = structure_tree(pdf)
        else:
            _check_pages(pdf, name)
            sheets, warnings, tree = sheets_of(data, name), (), None
        metadata, files = _metadata(pdf), attached(pdf)
        producer = _text(pdf.metadata.get("Producer")) or _text(pdf.metadata.get("Creator"))
        sheets, running = without_running(sheets, slips=sheets_of is not None)
        found, by_tree = _drafts(tree, sheets)
        aside = [_artifacts(sheet) for sheet in sheets] if by_tree else []
        drawn = finished(found)
        resolved = tagged.with_typed_bullets(drawn) if by_tree else drawn
        turns = {sheet.number: sheet.turn for sheet in sheets if sheet.turn}
        blocks = tuple(_placed(block, turns) for block in resolved)
    if not blocks:
        raise NoText("no text that can be read", where=name, advice=_OCR)
    return Document(
        blocks=blocks,
        media_type=MEDIA_TYPE,
        pages=len(sheets),
        producer=producer,
        metadata=(
            *metadata,
            *(("running", text) for text in running[0]),
            *(("furniture", text) for text in _different([*running, *aside])),
        ),
        characters=_count(sheets) - sum(draft.dropped for draft in found) - _typed(drawn, blocks),
        warnings=(*warnings, *_unreadable(blocks), *files),
    )


def _artifacts(sheet: Sheet) -> tuple[str, ...]:
    """What a tagged page says outside its structure: a header that stands on this page alone."""
    found = rows([run for run in sheet.runs if run.artifact])
    return tuple(" ".join(Line(0, tuple(row)).text.split()) for row in found)


def _different(furniture: Sequence[Sequence[str]]) -> Iterator[str]:
    """What stands on the pages' edges, each text once; no page numbers."""
    texts = (PAGE_NUMBER.sub("", text).strip() for text in chain.from_iterable(furniture))
    return (text for text in dict.fromkeys(texts) if text and not is_page_number(text))


@contextmanager
def _our_errors(name: str) -> Iterator[None]:
    """Turn whatever the libraries raise on a broken file into an error that says what to do."""
    try:
        yield
    except ReadError as error:
        error.where = error.where or name
        raise
    except MemoryError as error:
        raise TooLarge(
            "reading takes more memory than allowed", where=name, advice="Split the file"
        ) from error
    except Exception as error:
        cause = _cause(error)
        if isinstance(cause, (PDFPasswordIncorrect, PDFTextExtractionNotAllowed)):
            raise Encrypted(
                "the file needs a password", where=name, advice="Save a copy without password"
            ) from error
        if isinstance(cause, RecursionError):
            what = "nested too deeply, or in a circle"
        else:
            detail = " ".join(str(cause).split())[:120]
            what = type(cause).__name__ + (f" ({detail})" if detail else "")
        raise Damaged(
            f"the PDF is broken inside: {what}",
            where=name,
            advice="Fetch it again or print it anew",
        ) from error


def _cause(error: BaseException) -> BaseException:
    """The error inside pdfplumber's wrapper."""
    while error.args and isinstance(error.args[0], BaseException):
        error = error.args[0]
    return error


def _give_size(pdf: PDF) -> None:
    """A page that has no size, of its own or inherited, is a Letter: so every viewer shows it."""
    root = resolve1(pdf.doc.catalog.get("Pages"))
    if isinstance(root, dict):
        root.setdefault("MediaBox", _LETTER)


def _check_pages(pdf: PDF, name: str) -> None:
    if not pdf.pages:
        raise Empty("the file has no page", where=name, advice="Fetch it again")
    check_pages(len(pdf.pages), name)


def _sheets(pdf: PDF, name: str) -> tuple[list[Sheet], tuple[str, ...]]:
    _check_pages(pdf, name)
    sheets: list[Sheet] = []
    broken: list[tuple[int, Exception]] = []
    total = unmapped = 0
    for page in pdf.pages:
        try:
            chars = characters(page)
            sheets.append(_sheet(page, chars))
        except (ReadError, MemoryError):
            raise
        except Exception as error:  # one broken page must not cost the others
            chars = []
            broken.append((page.page_number, error))
            sheets.append(Sheet(page.page_number, page.width, page.height, ()))
        page.close()
        texts = Counter(char.text for char in chars)
        total += sum(characters_in(text) * count for text, count in texts.items())
        unmapped += sum(count for text, count in texts.items() if is_unmapped(text))
        check_characters(total, name)
        progress()
    if broken and not total:
        raise broken[0][1]
    if total < FEWEST_A_PAGE * len(sheets):
        raise NoText("the pages have no text layer (a scan)", where=name, advice=_OCR)
    if unmapped > MOST_UNMAPPED * total:
        raise NoText("the text has no Unicode, only glyph numbers", where=name, advice=_OCR)
    return sheets, _warnings(sheets, [page for page, _ in broken])


def _sheet(page: Page, chars: list[Char]) -> Sheet:
    chars, turn = upright(chars, page.width, page.height)
    if turn is not None:
        wide, high = page.width, page.height
        if turn.degrees != 180:
            wide, high = high, wide
        return Sheet(page.page_number, wide, high, tuple(runs(chars)), turn=turn)
    tables = grids(page)
    cells = [cell for grid in tables for row in grid for cell in row]
    found = tuple(runs(chars, targets(page), cells))
    return Sheet(page.page_number, page.width, page.height, found, tuple(marks(page)), tables)


def _drafts(tree: Node | None, sheets: list[Sheet]) -> tuple[list[Draft], bool]:
    """The pages' drafts, and whether the structure tree gave them."""
    if tree is not None:
        marked: defaultdict[Content, list[Run]] = defaultdict(list)
        for sheet in sheets:
            for run in sheet.runs:
                if not run.artifact:
                    number = -1 if run.mcid is None else run.mcid
                    marked[Content(sheet.number, number)].append(run)
        if tagged.usable(tree, marked):
            rest = tagged.forgotten(tree, marked)
            bare = [replace(sheet, runs=tuple(rest.get(sheet.number, ()))) for sheet in sheets]
            return tagged.with_rest(tagged.drafts(tree, marked), lines.drafts(bare)), True
    return lines.drafts(sheets), False


def _count(sheets: list[Sheet]) -> int:
    """Non-space characters of the main content: no running heads, no artifacts."""
    return sum(
        characters_in(run.text) for sheet in sheets for run in sheet.runs if not run.artifact
    )


def _typed(before: Sequence[Block], after: Sequence[Block]) -> int:
    """Characters of bullets that were typed in paragraphs: they are no text."""
    counts = (
        sum(characters_in(block.label + block.text) for block in blocks)
        for blocks in (before, after)
    )
    return next(counts) - next(counts)


def _unreadable(blocks: Sequence[Block]) -> tuple[str, ...]:
    """A warning of glyphs without Unicode; those that were bullets are no loss."""
    count = sum((block.label + block.text).count(UNKNOWN) for block in blocks)
    return (f"{count} characters have no Unicode",) if count else ()


def _warnings(sheets: list[Sheet], broken: list[int]) -> tuple[str, ...]:
    bare = [sheet.number for sheet in sheets if not sheet.runs and sheet.number not in broken]
    found = []
    if broken:
        found.append(f"{_pages(broken)} of {len(sheets)} broken inside: not read")
    if bare:
        found.append(f"no text on {_pages(bare)} of {len(sheets)} (empty, or a scan)")
    return tuple(found)


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
    return f"page{'' if len(numbers) == 1 else 's'} {shown}"


def _placed(block: Block, turns: dict[int, Turn]) -> Block:
    """The block with its boxes where they stand on pages that were turned to be read."""
    if not any(box.page in turns for box in block.boxes):
        return block
    boxes = (
        as_it_stands(box, turns[box.page]) if box.page in turns else box for box in block.boxes
    )
    return replace(block, boxes=tuple(boxes))


def _metadata(pdf: PDF) -> tuple[tuple[str, str], ...]:
    info = pdf.metadata
    found = (
        ("title", _text(info.get("Title"))),
        ("author", _text(info.get("Author"))),
        ("created", _iso(info.get("CreationDate"))),
        ("modified", _iso(info.get("ModDate"))),
        ("lang", _text(_decoded(resolve1(pdf.doc.catalog.get("Lang"))))),
    )
    return tuple((key, value) for key, value in found if value)


def _decoded(value: object) -> object:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _text(value: object) -> str:
    return " ".join(value.replace("\x00", "").split()) if isinstance(value, str) else ""


def _iso(value: object) -> str:
    """`D:20251023083000+02'00'` -> `2025-10-23T08:30`: the local time as the file states it."""
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return ""
    year, *rest = (int(part) if part else None for part in found.groups())
    month, day, hour, minute, _ = rest
    try:
        moment = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0)
    except ValueError:
        return ""
    return moment.isoformat(timespec="minutes")
