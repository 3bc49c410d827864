"""Logging in and out, and, for admins, who has an account."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from index.accounts import Role
from search.web.describe import describes
from search.web.door import Door
from search.web.pages import as_json, page
from search.web.sessions import COOKIE, HOURS, is_right, issued

routes = APIRouter()


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as it is shown: without anything secret."""

    name: str
    role: Role
    added_at: str


@routes.get("/login", include_in_schema=False)
def login_page(request: Request, to: str = "/") -> Response:
    """The form for name and password."""
    return page(request, "login.html", to=_within(to), name="", problem="")


@routes.post("/login", include_in_schema=False)
def log_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    to: Annotated[str, Form()] = "/",
) -> Response:
    """Begin a session, or say why not; never whether it was the name or the password."""
    door: Door = request.app.state.door
    name = name.strip().casefold()
    keys = (f"name {name}", f"address {door.address(request)}")
    if wait := door.throttle.tried(*keys):
        answer = page(request, "login.html", 429, to=_within(to), name=name, problem="login.wait")
        answer.headers["retry-after"] = str(math.ceil(wait))
        return answer
    account = door.shelf.accounts().get(name)
    if not is_right(account, password) or account is None:
        return page(request, "login.html", 403, to=_within(to), name=name, problem="login.wrong")
    door.throttle.passed(*keys)
    went_in = RedirectResponse(_within(to), 303)
    went_in.set_cookie(
        COOKIE,
        issued(account),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=door.is_safe(request),
    )
    return went_in


@routes.post("/logout", include_in_schema=False)
def log_out() -> Response:
    """End the session in this browser."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


@routes.get("/accounts", include_in_schema=False)
def accounts_page(request: Request) -> Response:
    """Who has an account, for admins."""
    return page(request, "accounts.html", accounts=_accounts(request))


@routes.get("/accounts.json", responses=describes(list[AccountRow]))
def accounts_json(request: Request) -> Response:
    """Who has an account, for admins."""
    return as_json(_accounts(request))


def _accounts(request: Request) -> list[AccountRow]:
    door: Door = request.app.state.door
    return [AccountRow(one.name, one.role, one.added_at) for one in door.shelf.accounts().values()]


def _within(to: str) -> str:
    """Where to go on: a path of this server, never another."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
