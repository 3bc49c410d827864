"""Which HTTP status says what an error means: one table for every page."""

from __future__ import annotations

import sqlite3

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ingest.errors import ArchiveError, NotFound, QueryError, ReadError, UsageError
from search.web.door import NotAllowed, NotLoggedIn
from search.web.receiving import TooMuch

STATUS: dict[type[Exception], int] = {
    QueryError: 400,
    UsageError: 400,
    RequestValidationError: 400,
    NotLoggedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    ReadError: 404,  # of a page image: the original is there, the page cannot be drawn
    TooMuch: 413,
    ArchiveError: 503,
    sqlite3.Error: 503,
    OSError: 503,
}


def status_of(error: Exception) -> int:
    """The status of an answer that tells of the error; 500 for what none of us foresaw."""
    if isinstance(error, HTTPException):
        return error.status_code
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
