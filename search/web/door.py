"""Who is asking, and what they may do: the one place where rights are checked.

`admitted` runs before every route of the application (pages, JSON, page images and originals
alike); a test goes through all of them. What may be asked without a log-in is listed here and
nowhere else. A feed is also opened by a key in its address, made for it alone.

A change (any POST) must also come from a form of ours: the address that the browser says it comes
from is this one, and the form repeats a secret from a cookie that pages elsewhere cannot read
(OWASP, double submit). The cookie is SameSite=Lax: forms posted from elsewhere come without it, and
whoever follows a link from a mail keeps the one that the forms in other tabs were made with. A form
with files is read by `receiving.py` as it comes, and its secret judged there, before any file.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request

from index.accounts import ROLES, Role
from ingest.errors import SparhundError
from search.web.sessions import COOKIE, Throttle, feed_holder, feed_key, holder
from search.web.settings import Settings
from search.web.shelf import Shelf

FORM_COOKIE = "sparhund_form"
FORM_FIELD = "form"
FEED = "/news.atom"
UPLOAD = "/upload"
_OPEN = {"/login"}
_STREAMED = {UPLOAD}  # forms that are not read before it is clear who sends them
_READING = ("GET", "HEAD")


class NotLoggedIn(SparhundError):
    """Nobody, where somebody is needed."""


class NotAllowed(SparhundError):
    """Somebody, who may not do this."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `name` is empty for the one at this machine, who needs no log-in."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the person may do what the role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Door:
    """The settings and accounts that decide who gets in."""

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        self.settings = settings
        self.shelf = shelf
        self.throttle = Throttle()

    def person(self, request: Request) -> Person | None:
        """Who asks: the proxy's word, a session, or the one at this machine."""
        accounts = self.shelf.accounts()
        if self.settings.proxy_header:
            names = request.headers.getlist(self.settings.proxy_header)
            if len(names) != 1 or not names[0] or not self.is_proxy(request):
                return None  # of two names one was sent from outside
            name = names[0]
            known = accounts.get(name.casefold())
            return Person(name, known.role if known else "reader")
        if self.settings.local and not accounts:
            return Person("", "admin")
        account = holder(request.cookies.get(COOKIE, ""), accounts)
        if account is not None:
            return Person(account.name, account.role)
        if request.url.path == FEED and (key := request.query_params.get("key")):
            asked = _asked(request.query_params.multi_items())
            account = feed_holder(key, asked, accounts)
        return Person(account.name, "reader") if account else None

    def feed_key(self, person: Person, address: str) -> str:
        """The key that opens a feed to the person's reader of feeds; "" where it needs none."""
        account = self.shelf.accounts().get(person.name)
        if account is None or self.settings.proxy_header:
            return ""
        return feed_key(account, _asked(parse_qsl(urlsplit(address).query)))

    def is_proxy(self, request: Request) -> bool:
        """Whether the trusted proxy hands on this request."""
        trusted = self.settings.proxy_address
        return bool(trusted) and request.client is not None and request.client.host == trusted

    def address(self, request: Request) -> str:
        """Where a request comes from: the trusted proxy's word, or the other end."""
        lines = request.headers.getlist("x-forwarded-for") if self.is_proxy(request) else []
        told = lines[-1] if lines else ""  # the proxy's own is the last of the last
        return told.rpartition(",")[2].strip() or (request.client.host if request.client else "")

    def is_safe(self, request: Request) -> bool:
        """Whether the visitor's browser speaks TLS, with us or with the trusted proxy."""
        told = request.headers.get("x-forwarded-proto", "") if self.is_proxy(request) else ""
        return "https" in (request.url.scheme, told)


async def admitted(request: Request) -> None:
    """Let the request pass, or raise NotLoggedIn or NotAllowed."""
    door: Door = request.app.state.door
    person = door.person(request)
    reading = request.method in _READING
    path = request.url.path
    if not reading and not (_is_from_here(request, door) and await _bears_secret(request)):
        raise not_ours()
    if path in _OPEN:
        return
    if person is None:
        raise NotLoggedIn("log in to read this archive")
    if not person.may(_needed(path, reading=reading)):
        raise NotAllowed("your role does not include this")


def _needed(path: str, *, reading: bool) -> Role:
    if path.startswith(("/accounts", UPLOAD)):
        return "admin"
    if reading or path == "/logout":
        return "reader"
    return "handler"


def _asked(fields: Iterable[tuple[str, str]]) -> str:
    """What a feed's address asks, in one way of writing it."""
    return urlencode(sorted((name, value) for name, value in fields if name != "key"))


def not_ours() -> NotAllowed:
    """The refusal of a form that no page of ours, or none of today, was sent from."""
    return NotAllowed(
        "this form is too old, or is not one of ours", advice="Go back, load the page again"
    )


def _is_from_here(request: Request, door: Door) -> bool:
    scheme = "https" if door.is_safe(request) else "http"
    origin = request.headers.get("origin")
    return origin is None or origin == f"{scheme}://{request.headers.get('host')}"


async def _bears_secret(request: Request) -> bool:
    if request.url.path in _STREAMED:
        return True  # for whoever reads it to say
    sent = (await request.form()).get(FORM_FIELD)
    return isinstance(sent, str) and is_secret(request, sent)


def is_secret(request: Request, sent: str) -> bool:
    """Whether what a form sent is the secret of the visitor's cookie."""
    kept = request.cookies.get(FORM_COOKIE, "")
    return bool(kept) and hmac.compare_digest(sent.encode(), kept.encode())


def form_secret(request: Request) -> str:
    """The secret that forms repeat: the one in the visitor's cookie, or a new one."""
    return request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)
