"""Answers on their way out: templates as HTML, dataclasses as JSON and CSV.

Every template gets `page`: who asks, in which language, and what the frame around it needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from index.accounts import Role
from ingest.errors import SparhundError
from search import render
from search.terminal import printable
from search.web.asked import item_address, report_address
from search.web.door import FORM_COOKIE, FORM_FIELD, Door, Person, form_secret
from search.web.language import Language, Words, chosen, number, sentences, words

JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame of every page shows."""

    request: Request
    words: Words
    person: Person | None
    secret: str

    @property
    def language(self) -> Language:
        """The language of the interface."""
        return self.words.language

    @property
    def path(self) -> str:
        """The path of this page."""
        return self.request.url.path

    @property
    def other_language(self) -> str:
        """The address of this page in the other language."""
        fields = [(k, v) for k, v in self.request.query_params.multi_items() if k != "lang"]
        fields.append(("lang", "en" if self.language == "sv" else "sv"))
        return f"/{self.path.lstrip('/')}?{urlencode(fields)}"  # never `//elsewhere`

    @property
    def form_field(self) -> Markup:
        """The hidden field that every form with a change carries."""
        return Markup('<input type="hidden" name="{}" value="{}">').format(FORM_FIELD, self.secret)

    @property
    def being_written(self) -> bool:
        """Whether another process writes to the archive right now."""
        door: Door = self.request.app.state.door
        return self.person is not None and door.shelf.writer() is not None

    def told(self, *texts: str) -> tuple[tuple[str, Language], ...]:
        """Messages from below as sentences in the visitor's language, where it has them."""
        return sentences(self.language, *texts)

    def feed(self, address: str) -> str:
        """A feed's address, with the key that lets a reader of feeds in where others log in."""
        door: Door = self.request.app.state.door
        key = door.feed_key(self.person, address) if self.person else ""
        return (
            f"{address}{'&' if '?' in address else '?'}{urlencode({'key': key})}"
            if key
            else address
        )

    def may(self, role: Role) -> bool:
        """Whether who asks may do what a role may."""
        return self.person is not None and self.person.may(role)


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page. The cookie that goes with its forms is set where the visitor has none."""
    language = chosen(request.cookies.get("language"))
    secret = form_secret(request)
    door: Door = request.app.state.door
    frame = Page(request, words(language), door.person(request), secret)
    html = templates().get_template(template).render(page=frame, t=frame.words, **values)
    answer = Response(html, status, media_type="text/html; charset=utf-8")
    answer.headers["content-language"] = language
    if FORM_COOKIE not in request.cookies:
        safe = door.is_safe(request)
        answer.set_cookie(FORM_COOKIE, secret, httponly=True, samesite="lax", secure=safe)
    return answer


def as_json(answer: Any, status: int = 200) -> Response:
    """The answer as the command line prints it with `--format json`."""
    return Response("".join(render.to_json(answer)) + "\n", status, media_type=JSON)


def as_csv(rows: Iterable[Any], kind: type, name: str) -> Response:
    """Rows as the command line prints them with `--format csv`, to be saved."""
    lines = (line.encode() for line in render.to_csv(rows, render.header(kind)))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=saved_as(name))


def saved_as(name: str) -> dict[str, str]:
    """The header that has a browser save an answer instead of showing it."""
    return {"content-disposition": f'attachment; filename="{name}"'}


def told(request: Request, error: SparhundError) -> tuple[tuple[str, Language], ...]:
    """An error's message and advice as sentences, each with the language that it is in."""
    return sentences(chosen(request.cookies.get("language")), error.message, error.advice)


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """A text with its marked stretches (code points) as <mark>."""
    return Markup("").join(_stretches(text, marks))


def _stretches(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[Markup]:
    at = 0
    for start, end in marks:
        yield escape(text[at:start])
        yield Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    yield escape(text[at:])


def differing(pieces: Iterable[tuple[str, str]]) -> Markup:
    """A word diff (`search.diff`) as <del> and <ins>."""
    frames = {"=": Markup("{}"), "-": Markup("<del>{}</del>"), "+": Markup("<ins>{}</ins>")}
    return Markup("").join(frames[sign].format(text) for sign, text in pieces)


@cache
def static_version() -> str:
    """A number that changes with the files in `static/`, so that browsers may keep them."""
    content = hashlib.sha256()
    for file in sorted((files(__package__) / "static").iterdir(), key=lambda one: one.name):
        content.update(file.read_bytes())
    return content.hexdigest()[:8]


@cache
def templates() -> Environment:
    """The templates: everything is escaped, and a name that is missing is an error."""
    made = Environment(
        loader=PackageLoader("search.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(marked=marked, differing=differing, number=number, printable=printable)
    made.globals.update(
        item_address=item_address, report_address=report_address, static_version=static_version()
    )
    return made
