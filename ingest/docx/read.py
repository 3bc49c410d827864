"""Bytes of a .docx to a Document: headings by style or outline level, lists by numbering.

python-docx opens the package and its parts (relations, content types, core properties); the body's
XML is then read here, since content controls, tracked changes, text boxes, fields and numbering are
outside of what its paragraphs show. Tables are rows, unless they only lay out; comments and tables
of contents are left out, headers and footers are furniture; notes follow the block that refers to
them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from lxml import etree

from ingest.bullets import Candidate, resolve
from ingest.document import Block, Document
from ingest.docx.numbering import Numbering
from ingest.docx.paragraph import Paragraph, read_paragraph
from ingest.docx.styles import Styles
from ingest.docx.xml import Element, child, qualified, short, value
from ingest.errors import Damaged, Empty, TooLarge
from ingest.inline import Line, Place, item, joined, paragraphs
from ingest.prose import clean, visible_characters
from ingest.sniff import DOCX
from ingest.structure import is_page_number

_MOST_BYTES = 300_000_000  # unpacked
_NEVER_SET = "2013-12-23T23:15"  # of python-docx's template
_WRAPPERS = {"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:smartTag", "w:moveTo"}
# What python-docx and zipfile raise on packages that lack parts or are cut.
_BROKEN = (
    *(OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError, ValueError),
    *(AttributeError, NotImplementedError, OSError, EOFError),
)
_SIGNS = {"w:p": "\n", "w:tab": " ", "w:ptab": " ", "w:br": " ", "w:cr": " "}
_SIGNS |= {"w:noBreakHyphen": "-"}
_PIECES = tuple(map(qualified, (*_SIGNS, "w:t")))
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)


def read_docx(data: bytes, name: str) -> Document:
    """A Word document's text in reading order.

    Raises Damaged (no package, parts missing or broken), TooLarge (unpacked) and Empty (no text).
    """
    _check_size(data, name)
    try:
        document: Any = docx.Document(io.BytesIO(data))
        if document.element.getroottree().docinfo.doctype:
            raise Damaged(
                "the Word document declares a document type, which Word never writes",
                where=name,
                advice="Open it in Word and save it again",
            )
        body = _Body(document.part)
        producer = _producer(document.part.package)
        furniture = tuple(dict.fromkeys(_furniture(document.part)))
    except _BROKEN as error:
        raise Damaged(
            f"the Word document is broken inside ({type(error).__name__})",
            where=name,
            advice="Open it in Word and save it again",
        ) from error
    candidates = list(body.blocks(document.element.body))
    metadata = (
        *_metadata(document.part.package, body.styles),
        *(("furniture", text) for text in furniture),
    )
    blocks = tuple(resolve(candidates))
    if not blocks:
        raise Empty("the Word document holds no text", where=name, advice="Is it only pictures?")
    return Document(blocks, DOCX, producer=producer, metadata=metadata, characters=body.characters)


def _check_size(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Damaged(
            f"the Word document is broken or cut short ({error})",
            where=name,
            advice="Fetch it again",
        ) from error
    if size > _MOST_BYTES:
        raise TooLarge(
            f"unpacked, the Word document takes {size // 10**6} MB",
            where=name,
            advice="Take out its pictures, or print it as PDF",
        )


class _Body:
    """The main part, with what its paragraphs refer to."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self.styles = Styles.of(_root(part, RELATION.STYLES))
        self.characters = 0
        self._numbering = Numbering.of(_root(part, RELATION.NUMBERING), self.styles)
        self._notes = {
            f"{kind}{value(note, name='w:id')}": note
            for kind, relation in (("foot", RELATION.FOOTNOTES), ("endn", RELATION.ENDNOTES))
            for note in _children(_root(part, relation))
        }

    def blocks(self, container: Element) -> Iterator[Candidate]:
        """The paragraphs and tables in `container`, in order."""
        for element in container:
            name = short(element)
            if name == "w:p":
                yield from self._paragraph(element)
            elif name == "w:tbl":
                yield from self._table(element)
            elif name in _WRAPPERS and not _is_contents(element):
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Candidate]:
        properties = child(element, "w:pPr")
        style = value(properties, "w:pStyle")
        if any(each.startswith("toc ") for each in self.styles.names(style)):
            return
        paragraph = self._read(element)
        text, links, bold, size = joined(paragraph.lines)
        level = self.styles.heading_level(properties)
        label, depth = self._label(properties, style) if text else (None, 0)
        if text and level:
            words = f"{label} {text}" if label else text
            yield Candidate(Block(words, "heading", level, size=size, bold=bold, links=links))
        elif text and label is not None:
            yield from item(paragraph.lines, depth, label)
        elif text:
            yield from paragraphs(paragraph.lines, self._place(properties))
        for note in paragraph.notes:
            yield from self._note(note)
        for box in paragraph.boxes:
            yield from self.blocks(box)

    def _read(self, element: Element) -> Paragraph:
        paragraph = read_paragraph(element, self.styles, self._address)
        for line in paragraph.lines:
            self.characters += sum(visible_characters(run.text) for run in line)
        return paragraph

    def _label(self, properties: Element | None, style: str) -> tuple[str | None, int]:
        """The paragraph's label in its list ("" for a bullet, None for no list) and its level."""
        list_id, level = self.styles.numbering(properties)
        if not list_id:
            return None, 0
        if level is None:
            level = self._numbering.level_of_style(list_id, style)
        label = self._numbering.next_label(list_id, level)
        # "List Bullet 2" may be the first level of a list of its own, only set in.
        return label, max(level, self.styles.list_level(properties) or 0)

    def _place(self, properties: Element | None) -> Place:
        level = self.styles.list_level(properties)
        indent = self.styles.indent(properties)
        return Place(indent, level, in_list=level is not None, stated=level is not None)

    def _note(self, note: str) -> Iterator[Candidate]:
        element = self._notes.pop(note, None)
        if element is None:
            return
        texts = [joined(self._read(each).lines) for each in element.iter(qualified("w:p"))]
        if text := clean(" ".join(each.text for each in texts)):
            links = tuple(link for each in texts for link in each.links)
            yield Candidate(Block(text, "note", links=links))

    def _table(self, table: Element) -> Iterator[Candidate]:
        rows = [
            list(_inside(row, "w:tc"))
            for row in _inside(table, "w:tr")
            if child(row, "w:trPr/w:del") is None
        ]
        if self._is_layout(rows):
            for cell in (cell for row in rows for cell in row):
                yield from self.blocks(cell)
            return
        for row in rows:
            cells = [joined(self._cell_lines(cell)) for cell in row]
            if texts := [cell.text for cell in cells if cell.text]:
                links = tuple(link for cell in cells for link in cell.links)
                yield Candidate(Block(" | ".join(texts), "row", links=links))

    def _is_layout(self, rows: list[list[Element]]) -> bool:
        """A table in it, headings in it, one filled cell a row: it only lays out its text."""
        cells = [cell for row in rows for cell in row]
        if any(next(cell.iter(qualified("w:tbl")), None) is not None for cell in cells):
            return True
        if any(self._has_heading(cell) for cell in cells):
            return True
        return all(sum(_has_text(cell) for cell in row) <= 1 for row in rows)

    def _has_heading(self, cell: Element) -> bool:
        return any(
            self.styles.heading_level(child(each, "w:pPr")) and _has_text(each)
            for each in cell.iter(qualified("w:p"))
        )

    def _cell_lines(self, cell: Element) -> list[Line]:
        found = [self._read(each) for each in cell.iter(qualified("w:p"))]
        return [line for each in found for line in each.lines]

    def _address(self, relation: str) -> str:
        found = self._part.rels.get(relation)
        return found.target_ref.strip() if found is not None and found.is_external else ""


def _root(part: Part, relation: str) -> Element | None:
    """The XML of the part that stands in that relation to `part`, or None."""
    try:
        return etree.fromstring(part.part_related_by(relation).blob, _SAFE)
    except KeyError:
        return None


def _children(element: Element | None) -> list[Element]:
    return [] if element is None else list(element)


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also in content controls."""
    for each in element:
        if short(each) == wanted:
            yield each
        elif short(each) in _WRAPPERS:
            yield from _inside(each, wanted)


def _is_contents(element: Element) -> bool:
    """Whether a content control holds the table of contents."""
    gallery = value(element, "w:sdtPr/w:docPartObj/w:docPartGallery")
    return gallery.lower() == "table of contents"


def _has_text(element: Element) -> bool:
    return any((each.text or "").strip() for each in element.iter(qualified("w:t")))


def _metadata(package: Any, styles: Styles) -> Iterator[tuple[str, str]]:
    try:
        core = package.part_related_by(RELATION.CORE_PROPERTIES).core_properties
    except (KeyError, AttributeError):
        core = None
    for name in ("title", "author", "created", "modified"):
        found = getattr(core, name, None)
        if isinstance(found, datetime):
            found = found.strftime("%Y-%m-%dT%H:%M")
            found = "" if found == _NEVER_SET else found
        if text := clean(found or ""):
            yield name, text
    if styles.language:
        yield "lang", styles.language


def _furniture(part: Part) -> Iterator[str]:
    """The lines of headers and footers that say something."""
    for relation in part.rels.values():
        if relation.reltype in (RELATION.HEADER, RELATION.FOOTER) and not relation.is_external:
            try:
                root = etree.fromstring(relation.target_part.blob, _SAFE)
            except etree.XMLSyntaxError:
                continue  # the text itself may be whole
            # Whatever is neither text nor a hyphen parts words: tabs, breaks, the next paragraph.
            pieces = (_SIGNS.get(short(each), each.text or "") for each in root.iter(*_PIECES))
            for line in "".join(pieces).split("\n"):
                text = clean(line)
                if any(map(str.isalnum, text)) and not is_page_number(text):
                    yield text


def _producer(package: Any) -> str:
    root = _root(package, RELATION.EXTENDED_PROPERTIES)
    parts = {} if root is None else {etree.QName(each).localname: each.text or "" for each in root}
    return f"{parts.get('Application', '')} {parts.get('AppVersion', '')}".strip()
