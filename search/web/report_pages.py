"""Reports: a report to read, an item in it with its thread, the page images and the originals.

An item's address is its anchor: `/report/SERIES/DATE/2.5.1#2.5.1`. Old anchors and ids lead to
today's.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse, RedirectResponse

from index.analysis import analyse
from index.archive import Archive
from index.rows import ItemRow, RenditionRow, Scope
from ingest.errors import NotFound, QueryError
from search.find import understand
from search.marks import answers
from search.read import ItemView, ReportView, read_item, read_report
from search.snippet import snippet
from search.trace import runs
from search.web.asked import report_address
from search.web.describe import describes
from search.web.nested import nested
from search.web.page_image import overlay, page_image
from search.web.pages import as_json, page
from search.web.shelf import shelf_of

routes = APIRouter()
_NEAR = 5  # anchors that are offered for one that is not there

Series = Annotated[str, InPath(max_length=300)]
Number = Annotated[str, InPath(max_length=60, description="The report's date, `.2` behind it.")]
Local = Annotated[str, InPath(max_length=60, description="The item's place: `2.5.1`.")]
Words = Annotated[str, Query(max_length=2000, description="A query whose words are marked.")]
Sha256 = Annotated[str, InPath(pattern="^[0-9a-f]{64}$")]
PageNumber = Annotated[int, InPath(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page image that stands beside the text."""

    rendition: RenditionRow
    number: int


@routes.get("/report/{series}/{number}.json", responses=describes(ReportView))
def report_json(request: Request, series: Series, number: Number) -> Response:
    """A report, as `sparhund show REPORT --format json` gives it."""
    with shelf_of(request).lend() as archive:
        return as_json(read_report(archive.catalogue, f"{series}/{number}"))


@routes.get("/report/{series}/{number}/{local}.json", responses=describes(ItemView))
def item_json(request: Request, series: Series, number: Number, local: Local) -> Response:
    """An item with its thread, as `sparhund show ANCHOR --format json` gives it."""
    with shelf_of(request).lend() as archive:
        return as_json(_item(archive, f"{series}/{number}#{local}"))


@routes.get("/report/{series}/{number}", include_in_schema=False)
def report_page(
    request: Request,
    series: Series,
    number: Number,
    q: Words = "",
    sheet: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """A report to read."""
    with shelf_of(request).lend() as archive:
        view = read_report(archive.catalogue, f"{series}/{number}")
        if view.report.id != f"{series}/{number}":
            return _moved(request, report_address(view.report.id))
        paged = next((one for one in view.report.renditions if _has_pages(one)), None)
        if paged and sheet > paged.pages:
            raise NotFound(f"'{paged.name}' has no page {sheet}")
        return _read(request, archive, view, q, None, Sheet(paged, sheet) if paged else None)


@routes.get("/report/{series}/{number}/{local}", include_in_schema=False)
def item_page(
    request: Request, series: Series, number: Number, local: Local, q: Words = ""
) -> Response:
    """A report to read, opened at an item, which is marked in the text and on the page."""
    with shelf_of(request).lend() as archive:
        item = _item(archive, f"{series}/{number}#{local}")
        if item.item.anchor != f"{series}/{number}#{local}":
            return _moved(request, report_address(item.item.anchor))
        view = read_report(archive.catalogue, item.item.report)
        boxed = [one for one in view.report.renditions if one.sha256 == item.item.boxed_in]
        sheet = Sheet(boxed[0], item.item.page) if boxed and item.item.page else None
        return _read(request, archive, view, q, item, sheet)


@routes.get("/page/{sha256}/{number}.png", include_in_schema=False)
def page_png(request: Request, sha256: Sha256, number: PageNumber) -> Response:
    """A page of an original."""
    with shelf_of(request).lend() as archive:
        original = _paged(archive, sha256, number)
    image = page_image(original, sha256, number)
    kept = {"cache-control": "private, max-age=3600"}
    return Response(image.png, media_type="image/png", headers=kept)


@routes.get("/page/{sha256}/{number}.svg", include_in_schema=False)
def page_overlay(
    request: Request,
    sha256: Sha256,
    number: PageNumber,
    anchor: Annotated[str, Query(max_length=400)],
) -> Response:
    """The marks of an item on a page, to be laid over its image."""
    with shelf_of(request).lend() as archive:
        original, item = _paged(archive, sha256, number), archive.catalogue.item(anchor)
    boxes = item.boxes if item.boxed_in == sha256 else ()
    svg = overlay(page_image(original, sha256, number), boxes, number)
    return Response(svg, media_type="image/svg+xml")


@routes.get("/original/{sha256}", include_in_schema=False)
def original(request: Request, sha256: Sha256) -> Response:
    """An original as it came: always to be saved, for it may hold script."""
    with shelf_of(request).lend() as archive:
        rendition = archive.catalogue.rendition(sha256)
        file = archive.original(sha256)
    return FileResponse(
        file,
        media_type=rendition.media_type,
        filename=PurePath(rendition.name).name,
        headers={"content-security-policy": "sandbox; default-src 'none'"},
    )


def _moved(request: Request, address: str) -> Response:
    """A redirect to today's address, with all that was asked."""
    page, hash_, fragment = address.partition("#")
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{page}{asked}{hash_}{fragment}", 308)


def _has_pages(rendition: RenditionRow) -> bool:
    return rendition.media_type == "application/pdf" and rendition.pages > 0


def _paged(archive: Archive, sha256: str, number: int) -> Path:
    """The file of an original that has such a page; without one, no process is started."""
    rendition = archive.catalogue.rendition(sha256)
    if number > rendition.pages:
        raise NotFound(f"'{rendition.name}' has no page {number}")
    return archive.original(sha256)


def _item(archive: Archive, anchor: str) -> ItemView:
    """The item. Raises NotFound with the anchors that come nearest, if the report is there."""
    try:
        return read_item(archive.catalogue, anchor)
    except NotFound:
        report, _, local = anchor.partition("#")
        sections = archive.catalogue.sections(report)
        known = [item.anchor.partition("#")[2] for one in sections for item in one.items]
        near = get_close_matches(local, known, n=_NEAR, cutoff=0.3)
        id_ = archive.catalogue.resolve_report(report)
        raise NotFound(
            f"no item '{anchor}' in the archive", near=tuple(f"{id_}#{one}" for one in near)
        ) from None


def _read(
    request: Request,
    archive: Archive,
    view: ReportView,
    q: str,
    item: ItemView | None,
    sheet: Sheet | None,
) -> Response:
    series = {row.id: row.title for row in archive.catalogue.series()}
    return page(
        request,
        "report.html",
        view=view,
        report=view.report,
        title=series.get(view.report.series, view.report.title),
        q=q,
        item=item,
        sheet=sheet,
        overlay=_overlay_address(item, sheet),
        marks=_marks(archive, view, q) if q else {},
        outline=nested([one for one in view.sections if one.heading], attrgetter("level")),
        tree=lambda section: nested(section.items, attrgetter("level")),
        runs=runs,
    )


def _overlay_address(item: ItemView | None, sheet: Sheet | None) -> str:
    if item is None or sheet is None:
        return ""
    anchor = quote(item.item.anchor, safe="")
    return f"/page/{sheet.rendition.sha256}/{sheet.number}.svg?anchor={anchor}"


def _marks(archive: Archive, view: ReportView, q: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """For each item that answers some of the query, its marked stretches."""
    try:
        leaves = understand(archive, q, Scope()).leaves
    except QueryError:
        return {}  # the report can be read without marks

    def marks(item: ItemRow) -> tuple[tuple[int, int], ...]:
        found = answers(analyse(item.text, view.report.language), leaves)
        each = [mark for one in found for mark in one.marks]
        return snippet(item.text, each, width=len(item.text)).marks

    return {item.anchor: marks(item) for section in view.sections for item in section.items}
