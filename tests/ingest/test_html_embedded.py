"""Shadow trees and pages inside attributes, as browsers' extensions save them."""

from __future__ import annotations

import pytest

from ingest.errors import TooLarge
from ingest.html import read_html

TEXT = "Region Exempel har beslutat om en ny process för journalsystemet."
SHADOW = "<template shadowrootmode=open>{}</template>"
EMBEDDED = {
    "a shadow tree": (f"<x-card>{SHADOW.format(f'<h2>Läget</h2><p>{TEXT}')}</x-card>", [TEXT]),
    "what a component shows inside its own": (
        f"<x-app>{SHADOW.format('<nav>Meny</nav><main><slot></slot></main>')}<p>{TEXT}</x-app>",
        [TEXT],
    ),
    "named places": (
        f"<x-app>{SHADOW.format('<slot name=b></slot><p>Mitt<p><slot></slot>')}"
        f"<p>{TEXT}</p><p slot=b>Först</p></x-app>",
        ["Först", "Mitt", TEXT],
    ),
    "a shadow tree in another's place": (
        f"<x-app>{SHADOW.format('<main><slot></slot></main>')}"
        f"<x-card>{SHADOW.format(f'<p>{TEXT}')}</x-card></x-app>",
        [TEXT],
    ),
    "a page within the page": (f'<iframe srcdoc="<title>T</title><p>{TEXT}"></iframe>', [TEXT]),
    "three deep": (
        "<iframe srcdoc=\"<iframe srcdoc='<iframe srcdoc=&amp;quot;<p>Inne</p>&amp;quot;></iframe>"
        f"'></iframe>\"></iframe><p>{TEXT}",
        ["Inne", TEXT],
    ),
    "a shadow tree in a page within the page": (
        f"<iframe srcdoc='<x-card>{SHADOW.format(f'<p>{TEXT}')}</x-card>'></iframe>",
        [TEXT],
    ),
    "a template that draws nothing": (f"<template><p>Mall</template><p>{TEXT}", [TEXT]),
    "an iframe without its page": (f"<iframe src=x>Gammal</iframe><p>{TEXT}", [TEXT]),
}


@pytest.mark.parametrize(("markup", "expected"), EMBEDDED.values(), ids=EMBEDDED)
def test_embedded(markup: str, expected: list[str]) -> None:
    blocks = read_html(f"<html><body>{markup}</body></html>".encode(), "sida.html").blocks
    assert [block.text for block in blocks if block.kind == "paragraph"] == expected


def test_a_thousand_of_them() -> None:
    deep = "<x-a><template shadowrootmode=open><slot></slot></template>" * 1000
    assert read_html(f"{deep}<p>{TEXT}".encode(), "x").blocks[0].text == TEXT


FRAME = "<iframe srcdoc='{}'></iframe>"
TOO_LARGE = {  # said, for what is left folded is lost without a word
    "shadow trees": "<x-a><template shadowrootmode=open><p>x</template></x-a>" * 2001,
    "pages within the page": FRAME.format("<p>x") * 2001,
    "tags hidden in an attribute": FRAME.format("&lt;b>" * 300_001),
    "tags hidden in other signs": FRAME.format("&#60;b>" * 300_001),
    "four deep": '<iframe srcdoc="'
    + "<iframe srcdoc=&quot;<iframe srcdoc='<iframe srcdoc=&amp;quot;<p>x&amp;quot;></iframe>'>"
    + '</iframe>&quot;></iframe>"></iframe>',
}


@pytest.mark.parametrize("markup", TOO_LARGE.values(), ids=TOO_LARGE)
def test_too_much_to_unfold(markup: str) -> None:
    with pytest.raises(TooLarge):
        read_html(f"<p>{TEXT}</p>{markup}".encode(), "sida.html")
