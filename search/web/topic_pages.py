"""What is followed and what was promised: topics, news with their feed, deadlines, names."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from index.choices import Topic, drop_topic, keep_topic, topics
from index.ledger import now
from index.query import parse
from ingest.errors import QueryError
from search.ask import dated, due, fresh
from search.calendar import calendar
from search.deadlines import Deadline
from search.names import NameRow, Names, names
from search.news import Novelty
from search.web.asked import Amiss, Asked, AskedHere, pages_of, part
from search.web.atom import MEDIA_TYPE, feed
from search.web.describe import describes
from search.web.door import FEED
from search.web.language import chosen, words
from search.web.pages import as_csv, as_json, page, saved_as, told
from search.web.shelf import shelf_of

routes = APIRouter()
_LONGEST = 80  # characters of a topic's name
KINDS = ("authority", "company", "law", "system")


# Topics


@routes.get("/topics", include_in_schema=False)
def topics_page(request: Request, q: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """The saved queries, and a form for one more."""
    return _topics_page(request, "", q)


@routes.get("/topics.json", responses=describes(list[Topic]))
def topics_json(request: Request) -> Response:
    """The saved queries, as `sparhund topic list --format json` gives them."""
    return as_json(_topics(request))


@routes.post("/topics", include_in_schema=False)
def add_topic(
    request: Request, name: Annotated[str, Form()] = "", q: Annotated[str, Form()] = ""
) -> Response:
    """Save a query; a topic of that name is changed. What is amiss is said in the form."""
    kept = name.strip().casefold()
    try:
        parse(q)  # a broken query is refused now, not when it is asked
        if not any(sign.isalnum() for sign in kept) or len(kept) > _LONGEST:
            raise Amiss(
                f"a topic's name has a letter or digit, and at most {_LONGEST} characters", "name"
            )
    except (QueryError, Amiss) as error:
        return _topics_page(request, name, q, error)
    with shelf_of(request).lend() as archive, archive.amend() as db:
        keep_topic(db, Topic(kept, q.strip(), "", now()))
    return RedirectResponse("/topics", 303)


@routes.post("/topics/remove", include_in_schema=False)
def remove_topic(request: Request, name: Annotated[str, Form()] = "") -> Response:
    """Remove a saved query."""
    with shelf_of(request).lend() as archive, archive.amend() as db:
        drop_topic(db, name)
    return RedirectResponse("/topics", 303)


def _topics_page(
    request: Request, name: str, q: str, error: QueryError | Amiss | None = None
) -> Response:
    return page(
        request,
        "topics.html",
        400 if error else 200,
        topics=_topics(request),
        name=name,
        q=q,
        problem=told(request, error) if error else (),
        faults=error.fields if isinstance(error, Amiss) else ("q",) if error else (),
        caret=error.caret() if isinstance(error, QueryError) and error.query else "",
    )


def _topics(request: Request) -> list[Topic]:
    with shelf_of(request).lend() as archive:
        return topics(archive.catalogue.db)


# News


@routes.get("/news", include_in_schema=False)
def news_page(request: Request, asked: AskedHere) -> Response:
    """What changed in the latest report, or since a date."""
    found = _fresh(request, asked)
    query = {"q": asked.q} if asked.q else {"topic": asked.topic} if asked.topic else {}
    return page(
        request,
        "news.html",
        asked=asked,
        news=part(found, asked),
        total=len(found),
        pages=pages_of(len(found)),
        feed=f"{FEED}?{urlencode(query)}" if query else FEED,
        topics=_topics(request),
    )


@routes.get("/news.json", responses=describes(list[Novelty]))
def news_json(request: Request, asked: AskedHere) -> Response:
    """What changed, as `sparhund news --format json` gives it."""
    return as_json(_fresh(request, asked))


@routes.get("/news.csv", include_in_schema=False)
def news_csv(request: Request, asked: AskedHere) -> Response:
    """What changed, as a table."""
    return as_csv(_fresh(request, asked), Novelty, "sparhund-news.csv")


@routes.get(FEED, include_in_schema=False)
def news_atom(request: Request, asked: AskedHere) -> Response:
    """What changed, as a feed: of a topic, of a query or of everything."""
    told = words(chosen(request.cookies.get("language")))
    title = " – ".join(filter(None, ("Spårhund", told("news.title"), asked.q or asked.topic)))
    base = str(request.base_url).rstrip("/")
    answer = feed(_fresh(request, asked), title, asked.address("/news"), base, told)
    return Response(answer, media_type=MEDIA_TYPE)


def _fresh(request: Request, asked: Asked) -> list[Novelty]:
    # News count from the day that the question begins: what was there before is compared with.
    query, topic, since = asked.query, asked.topic_name, asked.since or None
    scope = Asked(until=asked.until, series=asked.series, section=asked.section).scope
    return shelf_of(request).remembered(
        ("news", query, topic, scope, since),
        lambda archive: fresh(archive, query, topic, scope, since),
        heavy=True,
    )


# Deadlines


@routes.get("/deadlines", include_in_schema=False)
def deadlines_page(request: Request, asked: AskedHere) -> Response:
    """What was promised for when, the latest first."""
    found = _due(request, asked)[::-1]
    return page(
        request,
        "deadlines.html",
        asked=asked,
        deadlines=part(found, asked),
        total=len(found),
        pages=pages_of(len(found)),
        searched=shelf_of(request).remembered(
            ("dated", asked.scope), lambda archive: dated(archive, asked.scope)
        ),
    )


@routes.get("/deadlines.json", responses=describes(list[Deadline]))
def deadlines_json(request: Request, asked: AskedHere) -> Response:
    """What was promised, as `sparhund deadlines --format json` gives it."""
    return as_json(_due(request, asked))


@routes.get("/deadlines.csv", include_in_schema=False)
def deadlines_csv(request: Request, asked: AskedHere) -> Response:
    """What was promised, as a table."""
    return as_csv(_due(request, asked), Deadline, "sparhund-deadlines.csv")


@routes.get("/deadlines.ics", include_in_schema=False)
def deadlines_ics(request: Request, asked: AskedHere) -> Response:
    """What was promised, for a calendar."""
    t = words(chosen(request.cookies.get("language")))
    answer = calendar(_due(request, asked), lambda outcome: t(f"outcome.{outcome}"))
    return Response(
        answer, media_type="text/calendar; charset=utf-8", headers=saved_as("sparhund.ics")
    )


def _due(request: Request, asked: Asked) -> tuple[Deadline, ...]:
    query, scope = asked.query, asked.scope
    return shelf_of(request).remembered(
        ("deadlines", query, scope), lambda archive: due(archive, query, scope), heavy=True
    )


# Names


@routes.get("/names", include_in_schema=False)
def names_page(request: Request, asked: AskedHere) -> Response:
    """Authorities, companies, laws and systems, with first and last mention."""
    answer = _names(request, asked)
    kinds = {kind: [row for row in answer.names if row.kind == kind] for kind in KINDS}
    return page(request, "names.html", asked=asked, answer=answer, kinds=kinds)


@routes.get("/names.json", responses=describes(Names))
def names_json(request: Request, asked: AskedHere) -> Response:
    """The names, as `sparhund names --format json` gives them."""
    return as_json(_names(request, asked))


@routes.get("/names.csv", include_in_schema=False)
def names_csv(request: Request, asked: AskedHere) -> Response:
    """The names, as a table."""
    return as_csv(_names(request, asked).names, NameRow, "sparhund-names.csv")


def _names(request: Request, asked: Asked) -> Names:
    query, scope = asked.query, asked.scope
    return shelf_of(request).remembered(
        ("names", query, scope), lambda archive: names(archive, query, scope), heavy=True
    )
