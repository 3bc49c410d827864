"""One form for what looks the same."""

from __future__ import annotations

import pytest

from ingest.prose import clean, visible_characters


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("IVO\u2011beslut, hälso\u2010 och sjukvård", "IVO-beslut, hälso- och sjukvård"),
        ("1\u00a0200\u202fkr,\u2009tio", "1 200 kr, tio"),
        ("bem\u00adanning\u200b\ufeff", "bemanning"),
        ("\u202bRTL\u202c \u200fkvar", "RTL kvar"),
        ("a\u030a", "å"),
        ("Tal\u2028och", "Tal och"),
        ("3–4 mars – så", "3–4 mars – så"),  # dashes are no hyphens
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert visible_characters(text) == len(cleaned.replace(" ", ""))
