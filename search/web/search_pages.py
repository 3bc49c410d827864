"""Search: `/` and `/search`, and the same as JSON and CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response

from index.archive import Archive
from index.engine import Facet
from index.rows import SeriesRow
from ingest.errors import NotFound, UsageError
from search.find import Found, FoundHit, FoundReport, find, find_reports
from search.web.asked import PAGE, Asked, AskedHere, pages_of
from search.web.bars import bars
from search.web.describe import describes
from search.web.pages import as_csv, as_json, page
from search.web.shelf import shelf_of

routes = APIRouter()
_Hit = TypeVar("_Hit", FoundHit, FoundReport)
MOST = 1000  # hits of one JSON answer
_FACET = 12  # values that a facet shows


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of an answer: its hits or reports, and what stands around them.

    Weekly reports repeat themselves: a hit comes with those after it that say the same.
    """

    found: Found[Any]
    hits: tuple[tuple[FoundHit, tuple[FoundHit, ...]], ...]
    reports: tuple[FoundReport, ...]
    pages: int
    unfiltered: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: how many items have it, and the question narrowed to it, or widened."""

    title: str
    count: int
    address: str
    chosen: bool


@routes.get("/", include_in_schema=False)
@routes.get("/search", include_in_schema=False)
def search_page(request: Request, asked: AskedHere) -> Response:
    """The search page; without a query its start."""
    shelf = shelf_of(request)
    if not asked.q:
        with shelf.lend() as archive:
            totals, series = archive.catalogue.totals(), archive.catalogue.series()
        return page(request, "start.html", asked=asked, searched=totals, series=series)
    shown, series = shelf.remembered(("search", asked), lambda archive: _shown(archive, asked))
    if asked.page > max(shown.pages, 1):
        raise NotFound(f"there is no page {asked.page} of this answer")
    return page(
        request,
        "search.html",
        asked=asked,
        shown=shown,
        found=shown.found,
        series=series,
        bars=bars(shown.found.facets["month"]),
        facets=_facets(asked, shown.found, series),
    )


@routes.get("/search.json", responses=describes(Found[FoundHit] | Found[FoundReport]))
def search_json(
    request: Request,
    asked: AskedHere,
    limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """The items or reports that match, as `sparhund search --format json` gives them."""
    ask: Callable[..., Found[Any]] = find_reports if asked.by == "report" else find
    with shelf_of(request).lend() as archive:
        return as_json(_found(ask, archive, asked, limit=limit, offset=offset))


@routes.get("/search.csv", include_in_schema=False)
def search_csv(request: Request, asked: AskedHere) -> Response:
    """All items or reports that match, as a table."""
    by_report = asked.by == "report"
    ask: Callable[..., Found[Any]] = find_reports if by_report else find
    with shelf_of(request).lend() as archive:
        rows = list(_found(ask, archive, asked, limit=None).hits)
    return as_csv(rows, FoundReport if by_report else FoundHit, "sparhund-search.csv")


def _found(
    ask: Callable[..., Found[_Hit]],
    archive: Archive,
    asked: Asked,
    *,
    limit: int | None,
    offset: int = 0,
) -> Found[_Hit]:
    if not asked.q:
        raise UsageError("a search needs a query (q)")
    return ask(
        archive,
        asked.q,
        asked.scope,
        sort=asked.sort,
        limit=limit,
        offset=offset,
        inside=asked.inside,
        strict=asked.strict,
    )


def _shown(archive: Archive, asked: Asked) -> tuple[Shown, list[SeriesRow]]:
    offset = asked.offset
    hits: tuple[FoundHit, ...] = ()
    reports: tuple[FoundReport, ...] = ()
    found: Found[Any]
    if asked.by == "report":
        found = _found(find_reports, archive, asked, limit=PAGE, offset=offset)
        reports = tuple(found.hits)
    else:
        found = _found(find, archive, asked, limit=PAGE, offset=offset)
        hits = tuple(found.hits)
    number = found.reports if asked.by == "report" else found.total
    unfiltered = 0
    if not found.total and asked.is_narrowed:
        everywhere = Asked(q=asked.q, inside=asked.inside, strict=asked.strict)
        unfiltered = _found(find, archive, everywhere, limit=1).total
    shown = Shown(
        replace(found, hits=iter(())), _together(hits), reports, pages_of(number), unfiltered
    )
    return shown, archive.catalogue.series()


def _together(
    hits: tuple[FoundHit, ...],
) -> tuple[tuple[FoundHit, tuple[FoundHit, ...]], ...]:
    """The hits, those in a row with the same words in the same section as one."""
    groups = [tuple(same) for _, same in groupby(hits, key=lambda hit: (hit.text, hit.section))]
    return tuple((same[0], same[1:]) for same in groups)


def _facets(
    asked: Asked, found: Found[Any], series: list[SeriesRow]
) -> dict[str, list[FacetValue]]:
    titles = {row.id: row.title for row in series}
    path = "/search"
    chosen = {titles.get(one, one) for one in asked.series}

    def of_series(id_: str, count: int) -> FacetValue:
        is_chosen = id_ in asked.series or titles.get(id_, id_) in chosen
        change: tuple[str, ...] = () if is_chosen else (id_,)
        address = asked.address(path, series=change)
        return FacetValue(titles.get(id_, id_), count, address, is_chosen)

    def of_section(heading: str, count: int) -> FacetValue:
        is_chosen = heading.casefold() == asked.section.casefold()
        address = asked.address(path, section="" if is_chosen else heading)
        return FacetValue(heading, count, address, is_chosen)

    def of_year(year: str, count: int) -> FacetValue:
        is_chosen = asked.since == asked.until == year
        span = "" if is_chosen else year
        return FacetValue(year, count, asked.address(path, since=span, until=span), is_chosen)

    made: dict[Facet, Callable[[str, int], FacetValue]] = {
        "series": of_series,
        "section": of_section,
        "year": of_year,
    }
    facets: dict[str, list[FacetValue]] = {}
    for name, make in made.items():
        counted = [(value, count) for value, count in found.facets[name].items() if value]
        counted.sort(key=lambda pair: (-pair[1], pair[0]))
        if name == "year":
            counted.sort(reverse=True)
        facets[name] = [make(value, count) for value, count in counted[:_FACET]]
    return facets
