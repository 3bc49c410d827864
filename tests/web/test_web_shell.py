"""What stands around every answer: names, headers, tidy addresses, the language."""

from __future__ import annotations

import pytest
from addresses import BROKEN, DATA, PAGES
from fastapi.testclient import TestClient


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
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"].startswith("private")
    assert "server" not in headers


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
