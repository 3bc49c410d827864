"""Around every answer: the Host allow-list, what a request may weigh, headers, tidy addresses.

The Content-Security-Policy allows what we serve ourselves and nothing else: no inline script or
style, no frame, no other site. Where nothing is loaded from elsewhere it costs nothing to say so.

An address with empty fields (`?q=IVO&from=&to=`, as browsers send forms) is answered with the same
address without them, so that what people copy is short. `?lang=en` sets the language and leaves the
address likewise.

Forms are read before anybody asks who sent them, so how much of one is read is bounded here; only
an upload, which is not, may be large. HEAD is GET; the server sends no body for it.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search.web.door import UPLOAD
from search.web.language import LANGUAGES
from search.web.receiving import MOST_SENT
from search.web.settings import Settings

HEAVIEST = 64 * 1024  # bytes of a request's body
_TOO_HEAVY = "More was sent than this server reads.\n"
_ONE_YEAR = 365 * 24 * 3600
KEPT_FOR_EVER = f"public, max-age={_ONE_YEAR}, immutable"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # search terms stay here; forms still say where they are from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}


class Shell:
    """Around the whole application, its own pages of faults included."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        request = Request(scope)
        weight, heaviest = 0, _heaviest(request)

        async def weighed() -> Message:
            nonlocal weight
            message = await receive()
            weight += len(message.get("body", b""))
            if weight > heaviest:
                raise HTTPException(413, _TOO_HEAVY.strip())
            return message

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if headers["cache-control"] != KEPT_FOR_EVER:
                    headers.add_vary_header("Cookie")
            await send(message)

        answer = self._refused(request) or _tidied(request)
        await (answer or self.app)(scope, weighed, dressed)

    def _refused(self, request: Request) -> Response | None:
        if _name(request.headers.get("host", "")) not in self.settings.hosts:
            return PlainTextResponse("This server does not go by that name (--allow-host).\n", 421)
        if int(request.headers.get("content-length", 0)) > _heaviest(request):
            return PlainTextResponse(_TOO_HEAVY, 413)
        return None


def _heaviest(request: Request) -> int:
    return MOST_SENT if request.method == "POST" and request.url.path == UPLOAD else HEAVIEST


def _name(host: str) -> str:
    """A Host header without its port: `localhost:8765`, `[::1]:8765`."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _tidied(request: Request) -> Response | None:
    """A redirect to the same address without empty fields and `lang`, where it has some."""
    if request.method != "GET":
        return None
    fields = parse_qsl(request.url.query, keep_blank_values=True)
    kept = [(name, value) for name, value in fields if name != "lang" and value.strip()]
    language = dict(fields).get("lang", "")
    if kept == fields or (language and language not in LANGUAGES):
        return None
    query = urlencode(kept)
    # From the path alone, and never `//elsewhere`: a redirect leads nowhere else.
    path = "/" + request.scope["raw_path"].decode("latin-1").lstrip("/")
    answer = RedirectResponse(f"{path}?{query}" if query else path, 303)
    if language:
        answer.set_cookie("language", language, max_age=_ONE_YEAR, httponly=True, samesite="lax")
    return answer
