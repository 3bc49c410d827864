"""Trace: `/trace`, and the same as JSON, CSV, SVG and PNG."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from index.days import last_day
from ingest.errors import UsageError
from search.ask import traced
from search.chart import chart
from search.chart_png import png
from search.chart_words import IN, ChartWords
from search.trace import Trace, TraceRow, rows, runs, standing
from search.web.asked import Asked, AskedHere, pages_of, part
from search.web.describe import describes
from search.web.language import chosen
from search.web.pages import as_csv, as_json, page, saved_as
from search.web.shelf import shelf_of

routes = APIRouter()


@routes.get("/trace", include_in_schema=False)
def trace_page(request: Request, asked: AskedHere) -> Response:
    """The trace page; without a query or topic its start."""
    if asked.query is None and asked.topic_name is None:
        return page(request, "trace.html", asked=asked, trace=None)
    whole = _traced(request, asked)
    shown = standing(whole, last_day(asked.at)) if asked.at else whole
    return page(
        request,
        "trace.html",
        asked=asked,
        trace=shown,
        picture=chart(whole, _words(request)) if whole.first and asked.page == 1 else "",
        threads=part(shown.threads, asked),
        first=asked.offset + 1,
        pages=pages_of(len(shown.threads)),
        runs=runs,
    )


@routes.get("/trace.json", responses=describes(Trace))
def trace_json(request: Request, asked: AskedHere) -> Response:
    """The topic over time, as `sparhund trace --format json` gives it."""
    return as_json(_at(request, asked))


@routes.get("/trace.csv", include_in_schema=False)
def trace_csv(request: Request, asked: AskedHere) -> Response:
    """All versions of all threads, as a table."""
    return as_csv(rows(_at(request, asked)), TraceRow, "sparhund-trace.csv")


@routes.get("/trace.svg", include_in_schema=False)
def trace_svg(request: Request, asked: AskedHere) -> Response:
    """The picture alone, to be saved."""
    picture = chart(_traced(request, asked), _words(request))
    return Response(picture, media_type="image/svg+xml", headers=saved_as("sparhund-trace.svg"))


@routes.get("/trace.png", include_in_schema=False)
def trace_png(request: Request, asked: AskedHere) -> Response:
    """The picture for mail and word processors, where the extra `png` is installed."""
    picture = png(chart(_traced(request, asked), _words(request)))
    return Response(picture, media_type="image/png", headers=saved_as("sparhund-trace.png"))


def _words(request: Request) -> ChartWords:
    return IN[chosen(request.cookies.get("language"))]


def _traced(request: Request, asked: Asked) -> Trace:
    query, topic, scope = asked.query, asked.topic_name, asked.scope
    if query is None and topic is None:
        raise UsageError("a trace needs a query (q) or a topic")
    return shelf_of(request).remembered(
        ("trace", query, topic, scope),
        lambda archive: traced(archive, query, topic, scope),
        heavy=True,
    )


def _at(request: Request, asked: Asked) -> Trace:
    answer = _traced(request, asked)
    return standing(answer, last_day(asked.at)) if asked.at else answer
