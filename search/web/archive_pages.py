"""The archive itself: the reports that are there, the numbers that are missing, what failed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request, Response

from index.archive import Archive
from index.choices import Removal, removals
from index.ledger import Entry, entries
from index.rows import ReportRow, SeriesRow, Totals
from index.verified import Verified, last_verified
from search.find import resolved
from search.gaps import Gap, missing
from search.web.asked import AskedHere
from search.web.describe import describes
from search.web.pages import as_csv, as_json, page
from search.web.shelf import shelf_of

routes = APIRouter()


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive holds. `last_taken_in` is a local time; `failed` are files, with why.

    `verified` is what `sparhund verify` said last; null where it was never asked.
    """

    totals: Totals
    series: tuple[SeriesRow, ...]
    last_taken_in: str | None
    failed: tuple[Entry, ...]
    removed: tuple[Removal, ...]
    verified: Verified | None = None


@routes.get("/reports", include_in_schema=False)
def reports_page(request: Request, asked: AskedHere) -> Response:
    """The reports, newest first, a year at a time."""
    rows = _reports(request, asked)
    years = sorted({row.date[:4] for row in rows if row.date}, reverse=True)
    year = next((one for one in years if asked.at == one), years[0] if years else "")
    with shelf_of(request).lend() as archive:
        titles = {row.id: row.title for row in archive.catalogue.series()}
    shown = [row for row in rows if row.date and row.date.startswith(year)]
    undated = [row for row in rows if not row.date]
    return page(
        request,
        "reports.html",
        asked=replace(asked, at=year),
        reports=shown[::-1],
        undated=undated,
        years=years,
        year=year,
        titles=titles,
    )


@routes.get("/reports.json", responses=describes(list[ReportRow]))
def reports_json(request: Request, asked: AskedHere) -> Response:
    """The reports, as `sparhund reports --format json` gives them."""
    return as_json(_reports(request, asked))


@routes.get("/reports.csv", include_in_schema=False)
def reports_csv(request: Request, asked: AskedHere) -> Response:
    """The reports, as a table."""
    return as_csv(_reports(request, asked), ReportRow, "sparhund-reports.csv")


@routes.get("/gaps", include_in_schema=False)
def gaps_page(request: Request, asked: AskedHere) -> Response:
    """The numbers of each series that seem to be missing."""
    with shelf_of(request).lend() as archive:
        found, series = missing(archive.catalogue, asked.scope), archive.catalogue.series()
    by_series = {row: [gap for gap in found if gap.series == row.id] for row in series}
    return page(request, "gaps.html", by_series=by_series, total=len(found))


@routes.get("/gaps.json", responses=describes(list[Gap]))
def gaps_json(request: Request, asked: AskedHere) -> Response:
    """The missing numbers, as `sparhund reports --gaps --format json` gives them."""
    with shelf_of(request).lend() as archive:
        return as_json(missing(archive.catalogue, asked.scope))


@routes.get("/archive", include_in_schema=False)
def archive_page(request: Request) -> Response:
    """What is there, what failed and why, what was taken out."""
    return page(request, "archive.html", holds=_holdings(request))


@routes.get("/archive.json", responses=describes(Holdings))
def archive_json(request: Request) -> Response:
    """What is there, what failed and why, what was taken out."""
    return as_json(_holdings(request))


def _reports(request: Request, asked: AskedHere) -> list[ReportRow]:
    with shelf_of(request).lend() as archive:
        return list(archive.catalogue.reports(resolved(archive.catalogue, asked.scope)))


def _holdings(request: Request) -> Holdings:
    def asked(archive: Archive) -> Holdings:
        catalogue = archive.catalogue
        offered = entries(catalogue.db)
        return Holdings(
            totals=catalogue.totals(),
            series=tuple(catalogue.series()),
            last_taken_in=max((entry.at for entry in offered), default=None),
            failed=tuple(entry for entry in offered if entry.failed),
            removed=tuple(removals(catalogue.db)),
        )

    shelf = shelf_of(request)
    return replace(shelf.remembered("archive", asked), verified=last_verified(shelf.folder))
