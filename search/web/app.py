"""The application: its routes, what they share, and how every error becomes a page.

Errors are converted here and nowhere else: into a page, or for an address that ends in `.json` into
`{"error", "advice", "near"}`. What was not foreseen is a bug; it is shown as one, without its
insides, and goes to the log.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import Scope

from ingest.errors import ArchiveError, NotFound, QueryError, SparhundError, UsageError
from search.web import (
    account_pages,
    archive_pages,
    report_pages,
    search_pages,
    topic_pages,
    trace_pages,
    upload_pages,
)
from search.web.asked import Amiss, Asked
from search.web.door import Door, NotLoggedIn, admitted
from search.web.pages import as_json, page, static_version, told
from search.web.settings import Settings
from search.web.shelf import Shelf
from search.web.shell import KEPT_FOR_EVER, Shell
from search.web.statuses import STATUS, status_of
from search.web.uploads import Uploads

_DATA = re.compile(r"\.(json|csv|svg|png|atom|ics)$")
_FORMS = {"/search", "/trace", "/news", "/deadlines", "/names"}  # those with the box and its fields
_log = logging.getLogger(__name__)


def create_app(settings: Settings) -> Shell:
    """The web interface over one archive. Raises what `open_archive` raises."""
    shelf = Shelf(settings.archive)
    uploads = Uploads(settings.archive)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        uploads.close()
        shelf.close()

    app = FastAPI(
        title="Spårhund",
        description="Each page's answer as JSON, in the words of the command line.",
        version="1",
        docs_url=None,  # these pages load their parts from other sites
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        dependencies=[Depends(admitted)],
    )
    app.state.shelf = shelf
    app.state.uploads = uploads
    app.state.door = Door(settings, shelf)
    for subject in (
        search_pages,
        trace_pages,
        report_pages,
        topic_pages,
        archive_pages,
        account_pages,
        upload_pages,
    ):
        app.include_router(subject.routes)

    @app.get("/openapi.json", include_in_schema=False)
    def openapi() -> Response:
        return as_json(app.openapi())

    app.mount("/static", _Static(directory=Path(__file__).parent / "static"), name="static")
    for kind in (*STATUS, HTTPException, Exception):
        app.add_exception_handler(kind, _told)
    return Shell(app, settings)


class _Static(StaticFiles):
    """Files that are asked for by their version need not be asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if answer.status_code < 400 and scope["query_string"] == f"v={static_version()}".encode():
            answer.headers["cache-control"] = KEPT_FOR_EVER
        return answer


def _told(request: Request, error: Exception) -> Response:
    """An error as a page, or as JSON, with the headers that belong to it (`Allow`)."""
    answer = _shown(request, error)
    if isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})
    return answer


def _shown(request: Request, error: Exception) -> Response:
    status = status_of(error)
    path = request.url.path
    if status == 500:
        _log.error("%s failed", path, exc_info=error)  # the path alone: no search terms in logs
    if isinstance(error, NotLoggedIn) and request.method == "GET" and not _DATA.search(path):
        query = request.url.query
        to = f"{path}?{query}" if query else path
        return RedirectResponse(f"/login?{urlencode({'to': to})}", 303)
    said = _said(error)
    if _DATA.search(path):
        body: dict[str, object] = {"error": said.message, "advice": said.advice}
        body["near"] = said.near if isinstance(said, NotFound) else []
        if isinstance(said, QueryError):
            body["position"] = said.position
        return as_json(body, status)
    near = said.near if isinstance(said, NotFound) else ()
    at_fault = _at_fault(error)
    again = path if status == 400 and path in _FORMS else "/search"
    return page(
        request,
        "error.html",
        status,
        code=status,
        told=told(request, said)[: 1 if near else 2],
        caret=said.caret() if isinstance(said, QueryError) and said.query else "",
        near=near,
        again=again,
        typed=_typed(request),
        kept=_kept(request, at_fault) if again == path else (),
        faults=at_fault,
    )


def _at_fault(error: Exception) -> tuple[str, ...]:
    """The fields of a form that an error is about."""
    match error:
        case QueryError():
            return ("q",)
        case Amiss():
            return error.fields
        case RequestValidationError():
            return tuple(str(one["loc"][1]) for one in error.errors())
    return ()


def _typed(request: Request) -> Asked:
    """What stood in the form's fields, right or wrong."""
    q, since, until, section, at = (
        request.query_params.get(name, "") for name in ("q", "from", "to", "section", "at")
    )
    return Asked(q=q, since=since, until=until, section=section, at=at)


def _kept(request: Request, at_fault: tuple[str, ...]) -> list[tuple[str, str]]:
    """What else was asked, and is asked again unseen."""
    names = {"series", "topic", "sort", "in", "by", "strict"}.difference(at_fault)
    return [(name, value) for name, value in request.query_params.multi_items() if name in names]


def _said(error: Exception) -> SparhundError:
    """What to tell of an error: its own words where they are ours."""
    match error:
        case SparhundError():
            return error
        case RequestValidationError():
            wrong = ", ".join(str(one["loc"][1]) for one in error.errors())
            if any(one["type"].endswith("too_long") for one in error.errors()):
                return UsageError(f"this address holds more than is read: {wrong}")
            return UsageError(f"this address asks for something that is not there: {wrong}")
        case HTTPException(status_code=404):
            return NotFound("there is no page at this address")
        case HTTPException():
            return UsageError(f"this cannot be asked here ({error.detail})")
        case sqlite3.Error() | OSError():
            return ArchiveError(
                "the archive cannot be read just now", advice="Try again in a moment"
            )
    return SparhundError("this went wrong, and it is not your fault")
