"""Bytes -> Report: what kind of file, its reader, structure, dates, language, name.

The bytes decide which reader is asked, not the name's ending. Readers are imported when first
needed: pdfplumber alone takes longer to import than most commands to run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from ingest import sniff
from ingest.dates import date_mentions, own_date
from ingest.document import Document
from ingest.errors import Empty, TooLarge, Unsupported
from ingest.language import language
from ingest.limits import check_characters, progress
from ingest.prose import clean
from ingest.redirect import destination, is_address
from ingest.report import Item, Report, Section, Source
from ingest.report_date import report_date
from ingest.structure import Outline, is_page_number, structure
from ingest.title import series_title, slug

MOST_SEARCHED = 20_000  # characters of one item that are searched for dates: ten pages of print
MOST_BLOCKS = 50_000  # headings and items; a report has some hundreds
KEPT = 0.95  # of the file's characters; below it the report says so


def parse(data: bytes, name: str, *, ocr: bool = False) -> Report:
    """Read one file. `name` says where it came from, and may bear a date; it need not exist.

    With `ocr` a PDF's page images are read instead of its text layer: seconds a page.

    Raises `ReadError` and its kinds: Unsupported, Empty (also where no item is found), Damaged,
    Encrypted, NoText, TooLarge.
    """
    media_type = sniff.sniff(data, name)
    reader = _scan if ocr and media_type == sniff.PDF else READERS.get(media_type)
    if reader is None:
        raise Unsupported(
            f"this is {media_type}",
            where=name,
            advice="Take out the reports in it, if it holds any",
        )
    document = reader(data, name)
    check_characters(document.characters, name)
    progress()
    if len(document.blocks) > MOST_BLOCKS:
        raise TooLarge(
            f"{len(document.blocks)} paragraphs and bullets, and {MOST_BLOCKS} are the limit",
            where=name,
            advice="Split the file",
        )
    outline = structure(document)
    if not any(section.items for section in outline.sections):
        raise Empty(
            "no text below the title", where=name, advice="Look at the file: is it a report?"
        )
    return _report(document, outline, data, name)


def _report(document: Document, outline: Outline, data: bytes, name: str) -> Report:
    stem = PurePosixPath(name.replace("\\", "/")).stem
    title = outline.title or clean(stem.replace("_", " "))
    dated = report_date(title, outline.compiled, outline.head, document.metadata, name)

    def completed(item: Item) -> Item:
        text = item.text[:MOST_SEARCHED]
        mentions = date_mentions(text, dated.day)
        links = tuple(
            replace(link, url=destination(link.url)) for link in item.links if is_address(link.url)
        )
        return replace(item, date=own_date(text, dated.day), dates=mentions, links=links)

    sections = tuple(
        replace(section, items=tuple(map(completed, section.items))) for section in outline.sections
    )
    series = slug(series_title(title))
    day = dated.day.isoformat() if dated.day else None
    warnings = list(document.warnings)
    if not day:
        warnings.append("no date found in text, title, name or metadata")
    if (kept := _kept(document, outline)) < KEPT:
        warnings.append(f"only {kept:.0%} of the file's characters were kept")
    return Report(
        id=f"{series}/{day or 'undated'}",
        title=title,
        series=series,
        date=day,
        date_source=dated.source,
        compiled_at=dated.compiled_at,
        language=language(item.text for section in sections for item in section.items),
        source=Source(
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=document.media_type,
            bytes=len(data),
            pages=document.pages,
            producer=document.producer,
        ),
        sections=sections,
        warnings=tuple(warnings),
        furniture=(
            *outline.compiled,
            *(text for text in outline.furniture if not is_page_number(text)),
            *(text for key, text in document.metadata if key == "furniture"),
        ),
    )


def _kept(document: Document, outline: Outline) -> float:
    """The share of the main content's characters, spaces aside, that the report has.

    Page numbers and titles repeated are no loss; the title counts as kept, in the text or not.
    """
    texts = [outline.title, *outline.compiled, *outline.furniture]
    for section in outline.sections:
        texts.append(section.heading)
        texts += [item.label + item.text for item in section.items]
    kept = sum(len("".join(text.split())) for text in texts)
    return kept / document.characters if document.characters else 1.0


# ------------------------------------------------------------------ readers


def _pdf(data: bytes, name: str) -> Document:
    from ingest.pdf.read import read_pdf

    return read_pdf(data, name)


def _scan(data: bytes, name: str) -> Document:
    from ingest.ocr.read import read_scan

    return read_scan(data, name)


def _html(data: bytes, name: str) -> Document:
    from ingest.html import read_html

    return read_html(data, name)


def _docx(data: bytes, name: str) -> Document:
    from ingest.docx.read import read_docx

    return read_docx(data, name)


def _text(data: bytes, name: str) -> Document:
    from ingest.text import read_text

    return read_text(data, name)


def _mail(data: bytes, name: str) -> Document:
    from ingest.mail import read_mail

    return read_mail(data, name)


def _outlook(data: bytes, name: str) -> Document:
    from ingest.mail import read_outlook

    return read_outlook(data, name)


READERS: Mapping[str, Callable[[bytes, str], Document]] = {
    sniff.PDF: _pdf,
    sniff.HTML: _html,
    sniff.MHT: _html,
    sniff.DOCX: _docx,
    sniff.TEXT: _text,
    sniff.MAIL: _mail,
    sniff.OUTLOOK: _outlook,
}


# ------------------------------------------------------------------ JSON


def report_json(report: Report) -> dict[str, Any]:
    """A report as `sparhund parse --format json` prints it.

    `label` (an ordered item's `1.`) and `ocr` extend the promised shape and stand only where set.
    """
    source = report.source
    return {
        "id": report.id,
        "title": report.title,
        "series": report.series,
        "date": report.date,
        "date_source": report.date_source,
        "compiled_at": report.compiled_at,
        "language": report.language,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "bytes": source.bytes,
            "pages": source.pages,
            "producer": source.producer,
        },
        "sections": [_section_json(section) for section in report.sections],
        "warnings": list(report.warnings),
    }


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "items": [_item_json(item) for item in section.items],
    }


def _item_json(item: Item) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "anchor": item.anchor,
        "kind": item.kind,
        "level": item.level,
        "text": item.text,
        "date": item.date,
        "links": [{"text": link.text, "url": link.url} for link in item.links],
        "dates": [
            {"text": mention.text, "date": mention.date, "role": mention.role}
            for mention in item.dates
        ],
        "boxes": [list(box) for box in item.boxes],
    }
    if item.label:
        shape["label"] = item.label
    if item.ocr:
        shape["ocr"] = True
    return shape
