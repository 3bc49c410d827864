"""Visitors of an archive of one's own, and what its reports say."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

REPORT = """<!doctype html><html lang="sv"><title>Veckorapport Exempel</title><main>
<h1>Veckorapport Exempel</h1><p>Sammanställt: {date}</p><h2>Läget</h2>
<ul><li>{text}</li><li>Telefonköerna är korta.</li></ul></main></html>"""
Open = Callable[..., TestClient]


def form_of(visitor: TestClient, address: str = "/topics") -> dict[str, str]:
    """The hidden field of a page's form."""
    page = visitor.get(address).text
    return {"form": page.partition('name="form" value="')[2].partition('"')[0]}
