"""Who gets in, to what: every route without exception, forms, sessions, the throttle, the proxy."""

from __future__ import annotations

import base64
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from visitors import Open, form_of

from index.accounts import ROLES, Role, accounts, drop_account, keep_account
from index.archive import open_archive
from index.choices import topics
from search.web.account_pages import _within
from search.web.door import Person
from search.web.sessions import COOKIE, Throttle, hashed, holder, is_right, issued
from search.web.settings import settle

PASSWORD = "ett långt lösenord"
HASH = hashed(PASSWORD)  # made once: it is meant to take time
PROXY = {"proxy_header": "X-Remote-User", "proxy_address": "10.0.0.5"}


@pytest.fixture
def staffed(archive: Path) -> Path:
    """The archive with an account of each role, named by it."""
    with open_archive(archive) as opened, opened.amend() as db:
        for role in ROLES:
            keep_account(db, role, role, HASH, "2026-01-02T08:00:00")
    return archive


def log_in(visitor: TestClient, name: str, password: str = PASSWORD) -> int:
    sent = {"name": name, "password": password, "to": "/archive"} | form_of(visitor, "/login")
    return visitor.post("/login", data=sent).status_code


def addresses(visitor: TestClient) -> list[tuple[str, str]]:
    """Every route that the application has, with values for what its path leaves open."""
    routes: list[tuple[str, str]] = []
    app = visitor.app.app  # type: ignore[attr-defined]  # within the shell
    top = app.routes
    included = [inner for one in top for inner in getattr(one, "original_router", app).routes]
    for route in {id(one): one for one in (*top, *included)}.values():
        if isinstance(route, APIRoute):
            path = re.sub(r"\{sha256\}", "0" * 64, route.path)
            path = re.sub(r"\{\w+\}", "1", path)
            routes += [(method, path) for method in route.methods]
    return routes


def test_nobody_gets_anything_without_logging_in(staffed: Path, browse: Open) -> None:
    visitor = browse()
    asked = addresses(visitor)
    assert len(asked) > 30
    for method, path in asked:
        form = form_of(visitor, "/login") if method == "POST" else None
        answer = visitor.request(method, path, data=form)
        if path == "/login":
            assert answer.status_code in (200, 403)
        elif answer.status_code == 303:
            assert answer.headers["location"].startswith("/login?to=%2F"), path
        else:
            assert answer.status_code == 401, (method, path)
        assert "Veckorapport" not in answer.text


@pytest.mark.parametrize(
    ("role", "may"),
    [("reader", (200, 403, 403)), ("handler", (200, 303, 403)), ("admin", (200, 303, 200))],
)
def test_roles(staffed: Path, browse: Open, role: Role, may: tuple[int, int, int]) -> None:
    visitor = browse()
    assert log_in(visitor, role) == 303
    read = visitor.get("/search.json?q=IVO").status_code
    topic = {"name": "ivo", "q": "IVO beslut"} | form_of(visitor, "/login")
    change = visitor.post("/topics", data=topic).status_code
    assert (read, change, visitor.get("/accounts.json").status_code) == may
    assert ("/topics/remove" in visitor.get("/topics").text) == (role != "reader")
    assert HASH not in visitor.get("/accounts.json").text


def test_changes_need_a_form_of_ours(archive: Path, browse: Open) -> None:
    visitor = browse()
    topic = {"name": "ivo", "q": "IVO beslut"}
    assert visitor.post("/topics", data=topic).status_code == 403
    form = form_of(visitor)
    assert visitor.post("/topics", data=topic | {"form": "x" + form["form"]}).status_code == 403
    for origin in ("http://evil.example", "null", "https://localhost"):
        refused = visitor.post("/topics", data=topic | form, headers={"origin": origin})
        assert refused.status_code == 403
    stranger = browse()
    assert stranger.post("/topics", data=topic | form).status_code == 403  # another's secret
    with open_archive(archive) as opened:
        assert topics(opened.catalogue.db) == []
    kept = visitor.post("/topics", data=topic | form, headers={"origin": "http://localhost"})
    assert kept.status_code == 303
    assert visitor.post("/topics", data=topic | form).status_code == 303  # a double submit
    assert [one["name"] for one in visitor.get("/topics.json").json()] == ["ivo"]
    assert visitor.get("/trace.json?topic=ivo").json()["query"] == "IVO beslut"
    assert visitor.post("/topics/remove", data={"name": "ivo"} | form).status_code == 303
    assert visitor.post("/topics/remove", data={"name": "ivo"} | form).status_code == 404


@pytest.mark.parametrize(
    "topic",
    [("", "IVO"), ("–", "IVO"), ("x" * 81, "IVO"), ("a", ""), ("a", "(IVO")],
)
def test_topics_that_mean_nothing(browse: Open, topic: tuple[str, str]) -> None:
    visitor = browse()
    sent = dict(zip(("name", "q"), topic, strict=True))
    assert visitor.post("/topics", data=sent | form_of(visitor)).status_code == 400
    assert visitor.get("/topics.json").json() == []


def test_cookies_are_kept_from_scripts(staffed: Path, browse: Open) -> None:
    visitor = browse()
    visitor.base_url = "https://localhost"  # type: ignore[assignment]
    sent = {"name": "reader", "password": PASSWORD} | form_of(visitor, "/login")
    cookies = visitor.post("/login", data=sent).headers.get_list("set-cookie")
    assert len(cookies) == 1
    for part in ("HttpOnly", "SameSite=lax", "Secure", "Path=/"):
        assert part in cookies[0]


def feeds(visitor: TestClient, page: str) -> list[str]:
    """The feeds that a page links to."""
    links = re.findall(r'href="(/news\.atom[^"]*)"', visitor.get(page).text)
    return [unescape(one) for one in links]


def test_a_feed_is_read_without_logging_in_by_its_own_address(staffed: Path, browse: Open) -> None:
    visitor = browse()
    log_in(visitor, "handler")
    for name in ("ivo", "avgift & mer"):
        topic = {"name": name, "q": "IVO beslut"} | form_of(visitor, "/topics")
        visitor.post("/topics", data=topic)
    own, other = sorted(set(feeds(visitor, "/topics")), reverse=True)
    assert set(feeds(visitor, "/news?topic=ivo")) == {own}
    [every] = set(feeds(visitor, "/news"))
    stranger = browse()
    for feed in (own, other, every):
        answer = stranger.get(feed)
        assert (answer.status_code, "<entry>" in answer.text) == (200, True)
        assert "key" not in answer.text
    key = own.partition("key=")[2]
    for address in (
        "/news.atom",
        "/news.atom?topic=ivo",
        "/news.atom?topic=ivo&key=x.y",
        f"/news.atom?topic=ivo&key={key[:-1]}",
        f"/news.atom?topic=ivo&key={base64.urlsafe_b64encode(b'admin').decode()}."
        + key.partition(".")[2],
        f"/news.atom?topic=avgift+%26+mer&key={key}",
        f"/news.atom?q=IVO&key={key}",
        f"{own}&from=2025-01",
        f"/news.json?topic=ivo&key={key}",
        f"/search?topic=ivo&key={key}",
    ):
        assert stranger.get(address).status_code in (303, 401), address
    with open_archive(staffed) as opened, opened.amend() as db:
        keep_account(db, "handler", "handler", HASH, "")  # a new password
    assert stranger.get(own).status_code == 401


def test_where_nobody_logs_in_here_feeds_need_no_key(staffed: Path, browse: Open) -> None:
    visitor = browse(client=("10.0.0.5", 4000), **PROXY)
    visitor.headers["x-remote-user"] = "admin"
    assert set(feeds(visitor, "/news")) == {"/news.atom"}


def test_logging_out_ends_the_session(staffed: Path, browse: Open) -> None:
    visitor = browse()
    log_in(visitor, "reader")
    assert visitor.get("/archive").status_code == 200
    assert visitor.post("/logout", data=form_of(visitor)).status_code == 303
    assert visitor.get("/archive").status_code == 303


def test_a_form_sent_after_logging_out_leads_to_the_log_in(staffed: Path, browse: Open) -> None:
    visitor = browse()
    log_in(visitor, "handler")
    filled = {"name": "ivo", "q": "IVO"} | form_of(visitor)
    visitor.post("/logout", data=form_of(visitor))  # in another tab
    answer = visitor.post("/topics", data=filled)
    assert answer.status_code == 401
    assert '<a href="/login">Logga in</a>' in answer.text


@pytest.mark.parametrize("change", ["password", "role", "removal"])
def test_a_changed_account_ends_its_sessions(staffed: Path, browse: Open, change: str) -> None:
    visitor = browse()
    log_in(visitor, "handler")
    assert visitor.get("/archive").status_code == 200
    with open_archive(staffed) as opened, opened.amend() as db:
        if change == "removal":
            drop_account(db, "handler")
        else:
            keep_account(db, "handler", "handler" if change == "password" else "reader", HASH, "")
    assert visitor.get("/archive").status_code == 303


def test_sessions_that_nobody_issued(staffed: Path) -> None:
    with open_archive(staffed) as opened:
        known = {one.name: one for one in accounts(opened.catalogue.db)}
    cookie = issued(known["reader"])
    assert holder(cookie, known) == known["reader"]
    name, time, signature = cookie.split(".")
    admin = base64.urlsafe_b64encode(b"admin").decode()
    for forged in (
        "",
        "x",
        "..",
        f"{admin}.{time}.{signature}",
        f"{name}.{time}.",
        cookie[:-1],
        "é",
    ):
        assert holder(forged, known) is None
    assert holder(cookie, {"reader": known["admin"]}) is None


def test_a_session_is_over_after_a_day(staffed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(staffed) as opened:
        known = {one.name: one for one in accounts(opened.catalogue.db)}
    cookie = issued(known["reader"])
    monkeypatch.setattr("search.web.sessions.HOURS", -1)
    assert holder(cookie, known) is None


def test_guessing_is_slowed_down(staffed: Path, browse: Open) -> None:
    visitor = browse()
    tries = [log_in(visitor, "reader", f"gissning {number}") for number in range(Throttle.FREE)]
    assert tries == [403] * Throttle.FREE
    assert log_in(visitor, "reader") == 429  # the right one, too
    answer = visitor.post("/login", data={"name": "reader"} | form_of(visitor, "/login"))
    assert int(answer.headers["retry-after"]) >= 1
    assert COOKIE not in visitor.cookies


def test_the_throttle_waits_longer_each_time() -> None:
    now = 0.0
    throttle = Throttle(lambda: now)
    waits = []
    for _ in range(20):
        throttle.failed("anna")
        waits.append(throttle.wait("anna"))
    assert waits[:6] == [0.0, 0.0, 0.0, 0.0, 1.0, 2.0]
    assert waits[-1] == Throttle.LONGEST
    assert throttle.wait("berit") == 0.0
    now = Throttle.LONGEST
    assert throttle.wait("anna") == 0.0
    throttle.passed("anna")
    throttle.failed("anna")
    assert throttle.wait("anna") == 0.0


def test_an_unknown_name_is_told_like_a_wrong_password(staffed: Path, browse: Open) -> None:
    assert not is_right(None, PASSWORD)
    assert not is_right(None, "nobody's password")
    visitor = browse()
    pages = [
        visitor.post(
            "/login", data={"name": name, "password": "x"} | form_of(visitor, "/login")
        ).text
        for name in ("reader", "nobody")
    ]
    assert pages[0] == pages[1].replace("nobody", "reader")


@pytest.mark.parametrize(
    ("client", "header", "status"),
    [
        ("10.0.0.5", {"x-remote-user": "berit"}, 200),
        ("10.0.0.5", {"x-remote-user": "ADMIN"}, 200),
        ("10.0.0.5", {}, 303),
        ("10.0.0.5", {"x-remote-user": ""}, 303),
        ("10.0.0.6", {"x-remote-user": "admin"}, 303),
        ("127.0.0.1", {"x-remote-user": "admin"}, 303),
    ],
)
def test_a_proxy_is_believed_from_its_address_alone(
    staffed: Path, browse: Open, client: str, header: dict[str, str], status: int
) -> None:
    visitor = browse(client=(client, 4000), **PROXY)
    assert visitor.get("/archive", headers=header).status_code == status
    admin = header.get("x-remote-user") == "ADMIN"
    expected = 200 if admin else 403 if status == 200 else 303
    assert visitor.get("/accounts", headers=header).status_code == expected


def test_behind_a_proxy_that_speaks_tls(staffed: Path, browse: Open) -> None:
    told = {"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.1, 198.51.100.7"}
    for client, status in (("10.0.0.5", 303), ("10.0.0.6", 403)):
        visitor = browse(client=(client, 4000), proxy_address="10.0.0.5")
        visitor.headers.update(told | {"origin": "https://localhost"})
        visitor.get("/login")
        visitor.cookies.set("sparhund_form", "x")
        sent = {"name": "reader", "password": PASSWORD, "form": "x"}
        answer = visitor.post("/login", data=sent)
        assert answer.status_code == status
        assert ("Secure" in answer.headers.get("set-cookie", "")) == (status == 303)


def test_those_behind_a_proxy_are_told_apart(staffed: Path, browse: Open) -> None:
    visitor = browse(client=("10.0.0.5", 4000), proxy_address="10.0.0.5")
    for number in range(Throttle.FREE):
        visitor.headers["x-forwarded-for"] = "198.51.100.1"
        assert log_in(visitor, f"nobody-{number}") == 403
    assert log_in(visitor, "reader") == 429
    visitor.headers["x-forwarded-for"] = "198.51.100.1, 198.51.100.2"  # the first was made up
    assert log_in(visitor, "reader") == 303


def test_of_two_lines_the_last_is_the_proxys(staffed: Path, browse: Open) -> None:
    visitor = browse(client=("10.0.0.5", 4000), proxy_address="10.0.0.5")
    sent = {"name": "nobody", "password": "x"} | form_of(visitor, "/login")
    for number in range(Throttle.FREE + 1):
        lines = [("x-forwarded-for", f"198.51.100.{number}"), ("x-forwarded-for", "203.0.113.9")]
        data = sent | {"name": f"nobody-{number}"}
        answer = visitor.post("/login", data=data, headers=lines)  # type: ignore[arg-type]  # pairs
    assert answer.status_code == 429


@pytest.mark.parametrize("names", [("berit", "admin"), ("admin", "berit"), ("admin", "")])
def test_a_name_that_comes_twice_is_nobodys(
    staffed: Path, browse: Open, names: tuple[str, ...]
) -> None:
    visitor = browse(client=("10.0.0.5", 4000), **PROXY)
    lines = [("x-remote-user", name) for name in names]
    answer = visitor.get("/archive", headers=lines)  # type: ignore[arg-type]  # pairs
    assert answer.status_code == 303


def test_tries_count_while_they_are_looked_at() -> None:
    throttle = Throttle(lambda: 0.0)
    waits = [throttle.tried("anna") for _ in range(Throttle.FREE + 2)]
    assert waits == [0.0] * Throttle.FREE + [1.0, 1.0]  # none of them has been answered
    throttle.passed("anna")
    assert throttle.tried("anna") == 0.0


def test_removing_the_last_account_opens_no_door(staffed: Path, browse: Open) -> None:
    served = settle(staffed, "127.0.0.1", proxy_address="127.0.0.1", has_accounts=True)
    visitor = browse(local=served.local, proxy_address=served.proxy_address)
    with open_archive(staffed) as opened, opened.amend() as db:
        for role in ROLES:
            drop_account(db, role)
    assert visitor.get("/archive").status_code == 303


@pytest.mark.parametrize(
    ("to", "within"),
    [("/search?q=a", "/search?q=a"), ("//evil.example", "/"), ("/\\evil.example", "/"),
     ("https://evil.example", "/"), ("", "/"), ("javascript:alert(1)", "/")],
)  # fmt: skip
def test_logging_in_leads_nowhere_else(to: str, within: str) -> None:
    assert _within(to) == within


def test_each_role_may_what_those_before_it_may() -> None:
    assert [[Person("", one).may(other) for other in ROLES] for one in ROLES] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_a_link_from_elsewhere_keeps_the_secret_of_open_forms(browse: Open) -> None:
    cookie = browse().get("/login").headers["set-cookie"]
    assert cookie.startswith("sparhund_form=")
    assert "SameSite=lax" in cookie  # strict: not sent along, so drawn anew
    assert "HttpOnly" in cookie
