"""What stands around every answer: names, headers, tidy addresses, the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from addresses import BROKEN, DATA, PAGES
from fastapi.testclient import TestClient
from visitors import Open

from search.web.shell import HEAVIEST


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8765", 200),
        ("127.0.0.1:8765", 200),
        ("[::1]:8765", 200),
        ("LOCALHOST", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("localhost@evil.example", 421),
        ("", 421),
    ],
)
def test_it_answers_under_its_own_names_alone(site: TestClient, host: str, status: int) -> None:
    assert site.get("/login", headers={"host": host}).status_code == status


@pytest.mark.parametrize("address", [*PAGES, *BROKEN, *DATA, "/static/style.css"])
def test_every_answer_bears_the_headers(site: TestClient, address: str) -> None:
    headers = site.get(address).headers
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"].startswith("private")
    assert "server" not in headers


def test_files_by_their_version_are_kept_for_ever(site: TestClient) -> None:
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', site.get("/").text))
    assert len(files) == 3
    for address in files:
        answer = site.get(address, follow_redirects=False)
        headers = answer.headers
        assert answer.status_code == 200
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "vary" not in headers
    for address in ("/static/style.css", "/static/style.css?v=0", "/static/none.css"):
        assert site.get(address).headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("address", [*PAGES, *BROKEN])
def test_no_page_needs_more_than_the_policy_allows(site: TestClient, address: str) -> None:
    page = site.get(address).text
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick=" not in page
    assert not [part for part in page.split('src="')[1:] if not part.startswith("/")]


@pytest.mark.parametrize(
    ("asked", "tidy"),
    [
        ("/search?q=IVO&from=&to=&section=", "/search?q=IVO"),
        ("/search?q=&from=", "/search"),
        ("/search?q=+", "/search"),
        ("/search?q=IVO&lang=en", "/search?q=IVO"),
        ("/?lang=sv", "/"),
        ("//evil.example/?lang=en", "/evil.example/"),
        ("/search?q=a%26b&to=", "/search?q=a%26b"),
        ("/search?series=a&series=b&to=", "/search?series=a&series=b"),
    ],
)
def test_addresses_are_made_short(site: TestClient, asked: str, tidy: str) -> None:
    answer = site.get(f"http://localhost{asked}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, tidy)
    site.cookies.clear()


def test_the_language_is_remembered(site: TestClient) -> None:
    assert '<html lang="sv">' in site.get("/").text
    assert '<html lang="en">' in site.get("/?lang=en").text
    english = site.get("/search?q=IVO")
    assert '<html lang="en">' in english.text
    assert "105 items in 58 reports" in english.text
    assert english.headers["content-language"] == "en"
    assert "cookie" in english.headers["vary"].lower()
    site.cookies.clear()


@pytest.mark.parametrize("path", ["/login", "/topics", "/nowhere"])
def test_what_is_sent_is_bounded_before_it_is_read(site: TestClient, path: str) -> None:
    heavy = b"name=" + b"x" * HEAVIEST
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert site.post(path, content=heavy, headers=form).status_code == 413
    assert site.post(path, content=heavy[:HEAVIEST], headers=form).status_code in (403, 404, 405)


@pytest.mark.parametrize("path", ["/login", "/topics"])
def test_what_is_sent_without_its_length_is_counted(site: TestClient, path: str) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"name="
        for _ in range(70):
            yield b"x" * 1024

    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = site.post(path, content=pieces(), headers=form)
    assert "content-length" not in answer.request.headers
    assert answer.status_code == 413


@pytest.mark.parametrize("address", ["/", "/search?q=IVO", "/search.json?q=IVO", "/nowhere"])
def test_head_is_get_without_a_body(site: TestClient, address: str) -> None:
    head, get = site.head(address), site.get(address)
    assert (head.status_code, head.headers["content-type"]) == (
        get.status_code,
        get.headers["content-type"],
    )
    assert not head.content


def test_a_method_that_is_not_there_is_told_which_are(site: TestClient) -> None:
    answer = site.put("/search")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_the_language_link_leads_nowhere_else(site: TestClient) -> None:
    page = site.get("http://localhost//evil.example").text
    assert 'href="/evil.example?lang=en"' in page
    assert 'href="//' not in page


def test_a_fault_bears_the_headers(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret insides")

    visitor = browse()
    monkeypatch.setattr("search.web.archive_pages._holdings", broken)
    quiet = TestClient(visitor.app, "http://localhost", raise_server_exceptions=False)
    answer = quiet.get("/archive")
    assert answer.status_code == 500
    assert "secret insides" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-cache"
