"""Links that go through a counter or scanner lead where the writer meant."""

from __future__ import annotations

import pytest

from ingest.parse import parse
from ingest.redirect import destination, is_address

GOOGLE = "https://www.google.com/url?q=https://ivo.example/a%3Fb%3D1&sa=D&source=editors&usg=x"
OUTLOOK = (
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fivo.example%2Fa&data=05%7C01"
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (GOOGLE, "https://ivo.example/a?b=1"),
        (OUTLOOK, "https://ivo.example/a"),
        ("https://www.google.com/search?q=https://ivo.example", None),  # a search is no redirect
        ("https://www.google.com/url?sa=D", None),  # carries nothing
        ("https://www.google.com/url?q=javascript:alert(1)", None),  # carries no address
        ("https://google.example/url?q=https://ivo.example", None),  # somebody else
        ("https://[broken/url?q=https://ivo.example", None),
        ("/rapporter/1", None),
    ],
)
def test_destination(url: str, expected: str | None) -> None:
    assert destination(url) == (expected or url)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ivo.example/a", True),
        ("HTTP://ivo.example", True),
        ("mailto:registrator@region.example", True),
        ("/rapporter/1", True),
        ("www.ivo.example:8080/a", True),
        ("#kapitel-2", True),
        ("javascript:alert(1)", False),
        ("JaVa\tScRiPt:alert(1)", False),
        ("\x01 java\nscript:alert(1)", False),
        ("\u00a0javascript:alert(1)", False),
        ("vbscript:x", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("ms-msdt:/id", False),
    ],
)
def test_what_runs_when_it_is_clicked_is_no_link(url: str, kept: bool) -> None:
    """Whatever file it came in: all readers' links go through the same gate."""
    page = f"<h1>Rapport 2025-03-03</h1><p>Läs <a href='{url}'>beslutet</a> här.</p>"
    items = [item for _, item in parse(page.encode(), "r.html").items()]
    assert is_address(url) == kept
    assert [item.text for item in items] == ["Läs beslutet här."]
    urls = [link.url for item in items for link in item.links]
    assert all(map(is_address, urls))


def test_a_report_s_links_lead_to_their_destination() -> None:
    page = f"<h1>Rapport 2025-03-03</h1><p>Läs <a href='{GOOGLE}'>beslutet</a> här.</p>"
    items = [item for _, item in parse(page.encode(), "r.html").items()]
    assert [link.url for item in items for link in item.links] == ["https://ivo.example/a?b=1"]
