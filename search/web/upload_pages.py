"""Uploading reports, and what became of what was uploaded."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from ingest.errors import SparhundError
from search.web import receiving
from search.web.describe import describes
from search.web.door import UPLOAD, NotAllowed, is_secret
from search.web.pages import as_json, page, told
from search.web.receiving import received
from search.web.statuses import status_of
from search.web.uploads import Upload, Uploads

routes = APIRouter()


@routes.get(UPLOAD, include_in_schema=False)
def upload_page(request: Request) -> Response:
    """The form, and the uploads until now."""
    return _page(request)


@routes.get(f"{UPLOAD}.json", responses=describes(list[Upload]))
def upload_json(request: Request) -> Response:
    """The uploads since the server began, the latest first, and how far each has come."""
    return as_json(_uploads(request).all())


@routes.post(UPLOAD, include_in_schema=False)
async def upload(request: Request) -> Response:
    """Receive files, and have them taken in as soon as it is their turn."""
    uploads = _uploads(request)
    try:
        room = await run_in_threadpool(uploads.room)
        try:
            files = await received(request, room.files, partial(is_secret, request))
            await run_in_threadpool(uploads.start, room, files)
        except BaseException:
            await run_in_threadpool(uploads.leave, room)
            raise
    except NotAllowed:
        raise
    except SparhundError as error:
        return await run_in_threadpool(_page, request, error, status_of(error))
    return RedirectResponse(UPLOAD, 303)


def _uploads(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads


def _page(request: Request, error: SparhundError | None = None, status: int = 200) -> Response:
    return page(
        request,
        "upload.html",
        status,
        uploads=_uploads(request).all(),
        problem=told(request, error) if error else (),
        bounds={
            "files": receiving.MOST_FILES,
            "each": receiving.MOST_BYTES_EACH // 1_000_000,
            "all": receiving.MOST_BYTES // 1_000_000,
        },
    )
