"""HTML that no editor would write: nothing is lost, nothing hangs, only our errors are raised."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.html import read_html

BLOCKS = ["div", "p", "ul", "ol", "li", "h1", "h3", "table", "tr", "td", "th", "dl", "dt", "dd"]
BLOCKS += ["blockquote", "details", "summary", "section", "pre", "x-custom"]
INLINE = ["b", "span", "a href=/x", "em", "br", "strong", "o:p", "span style='display:block'"]
TAG = st.sampled_from(BLOCKS + INLINE)
CHUNK = st.one_of(
    st.just("ord"),
    TAG.map(lambda tag: f"<{tag}>"),
    TAG.map(lambda tag: f"</{tag.split()[0]}>"),
    st.sampled_from([" ", "\n", "&nbsp;", "• ", "– ", "1. ", "<!-- x -->", "<", "&", "<p", "]]>"]),
)


@given(st.lists(CHUNK, min_size=1, max_size=60))
def test_no_visible_text_is_lost(chunks: list[str]) -> None:
    """Every word of random, mostly broken markup comes out once, in order."""
    count = 0
    markup = ""
    for chunk in chunks:
        if chunk == "ord":
            count += 1
            markup += f" ord{count}x "
        else:
            markup += chunk
    if not count or "<p" in chunks or "<" in chunks:
        return  # an open tag swallows words as its attributes: they are not visible
    document = read_html(f"<html><body><main>{markup}".encode(), "x.html")
    words = [word for block in document.blocks for word in block.text.split()]
    found = [word for word in words if word.startswith("ord")]
    assert found == [f"ord{number}x" for number in range(1, count + 1)]
    assert all(
        block.text and block.text == " ".join(block.text.split()) for block in document.blocks
    )


@given(st.binary(max_size=400), st.lists(CHUNK, max_size=10))
def test_only_our_errors(data: bytes, chunks: list[str]) -> None:
    with suppress(ReadError):
        assert read_html("".join(chunks).encode() + data, "x.html").blocks


DEEP = 5_000
HOSTILE = {
    "two hundred lists deep": "<ul><li>x" * 200 + "DJUPT",
    "elements deep": "<div>" * DEEP + "DJUPT",
    "lists deep": "<ul><li>" * DEEP + "DJUPT",
    "tables deep": "<table><tr><td>" * DEEP + "DJUPT",
    "inline deep": "<b><span>" * DEEP + "DJUPT",
    "headings deep": "<h1><div>" * DEEP + "DJUPT",
    "menus deep": "<div class=menu>" * DEEP + "DJUPT",
    "forms and headers deep": "<form><header>" * DEEP + "DJUPT",
    "definition lists deep": "<dl><dd>" * DEEP + "DJUPT",
    "links deep and named": "<div id=menu><h2>Menu</h2>" * 500 + "DJUPT",
    "a line of five megabytes": "<p>" + "ord " * 1_250_000 + "DJUPT",
    "a word of five megabytes": "<p>" + "o" * 5_000_000 + " DJUPT",
    "fifteen thousand tags": "<p>x" * 15_000 + "DJUPT",
    "ten thousand lines": "<p>" + "x<br>" * 10_000 + "DJUPT",
    "ten thousand bullets": "<p>" + "- x<br>" * 10_000 + "DJUPT",
    "a row of ten thousand cells": "<table><tr>" + "<td>x" * 10_000 + "<td>DJUPT",
    "a huge attribute": f"<p title='{'x' * 5_000_000}' style='{'a:b;' * 500_000}'>DJUPT",
    "a huge link": f"<p><a href='{'x' * 2_000_000}'>DJUPT</a>",
    "many classes": f"<p class='{'menuX ' * 200_000}'>DJUPT",
    "end tags without start": "</div></ul></li></p>" * 1000 + "DJUPT",
    "never closed comment start": "DJUPT<!-- " * 3,
    "contradictory nesting": "<b><p><i></b>DJUPT</i></p><table><li></table></ul></td>",
    "frames never closed": "<p>DJUPT</p>" + "<frame " * 30_000,
    "instructions never closed": "<p>DJUPT</p>" + "<? " * 30_000,
    "many times behind many words": "<p>DJUPT</p><div>"
    + "<p>x</p>" * 10_000
    + "<time datetime=2026-01-02>x</time>" * 2_000
    + "</div>",
    "times deep in each other": "<span>" * 2_000
    + "<time datetime=x>x</time></span>" * 2_000
    + "<p>DJUPT",
    "hidden deep": "<style>.a{display:none}</style>" + "<div class=a>x" * 2_000 + "<p>DJUPT",
    "NUL bytes": "<p>DJ\x00UPT\x00",
    "absurd numbers": "<ol start=99999999999999999999 type=i><li value=-5>DJUPT</ol>"
    "<p style='margin-left:1e999pt'>• x<div role=heading aria-level=99>y<li aria-level=99999>z",
    "entities": "&#0;&#xD800;&#x110000;&nosuch;DJUPT&amp;",
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_hostile(markup: str) -> None:
    started = time.process_time()
    document = read_html(markup.encode(), "x.html")
    assert time.process_time() - started < 15
    assert "DJUPT" in document.blocks[-1].text or any("DJUPT" in b.text for b in document.blocks)


def test_links_deep_in_each_other_end_in_blocks_of_bounded_level() -> None:
    document = read_html(("<ul><li>x" * 200).encode(), "x.html")
    assert [block.level for block in document.blocks] == list(range(200))
