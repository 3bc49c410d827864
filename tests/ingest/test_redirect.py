"""Links that go through a counter or scanner lead where the writer meant."""

from __future__ import annotations

import pytest

from ingest.parse import parse
from ingest.redirect import destination

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


def test_a_report_s_links_lead_to_their_destination() -> None:
    page = f"<h1>Rapport 2025-03-03</h1><p>Läs <a href='{GOOGLE}'>beslutet</a> här.</p>"
    items = [item for _, item in parse(page.encode(), "r.html").items()]
    assert [link.url for item in items for link in item.links] == ["https://ivo.example/a?b=1"]
