"""Weight and size from a page's own style sheet, and which sizes tell headings."""

from __future__ import annotations

import pytest

from ingest.document import Block
from ingest.html import read_html

TEXT = "Region Exempel har beslutat om en ny process för journalsystemet och dess förvaltning."


def blocks(sheet: str, body: str) -> list[Block]:
    page = f"<html><head><style>{sheet}</style></head><body>{body}<p>{TEXT}</p></body></html>"
    return list(read_html(page.encode(), "sida.html").blocks)


@pytest.mark.parametrize(
    ("sheet", "body", "bold", "size"),
    [
        (".c4{font-weight:700}", "<p><span class=c4>Läget</span></p>", True, 12),
        (".c4{color:red;font-size:20pt}", "<p class=c4>Läget</p>", False, 20),
        ("p.rub, li.x{font-size:16px}", "<p class=rub>Läget</p>", False, 12),
        ("p.rub{font-size:16pt}", "<div class=rub>Läget</div>", False, 12),  # another element's
        ("div{font-size:150%}", "<div>Läget</div>", False, 18),
        ("<!-- p.a{font-size:9pt} -->", "<p class=a>Läget</p>", False, 9),  # hidden from old ones
        (".a{font-weight:700}", "<p class=a style='font-weight:400'>Läget</p>", False, 12),
        (".a{font-weight:400} .a{font-weight:700}", "<p class=a>Läget</p>", True, 12),  # the last
        ("@media print{.a{font-weight:700}} .b{x:y}", "<p class=a>Läget</p>", False, 12),
        ("@import url(x);.a{font-weight:bold}", "<p class=a>Läget</p>", True, 12),
        (".menu .a{font-weight:700}", "<p class=a>Läget</p>", False, 12),  # not a simple selector
        (
            ".a{display:none}",
            "<script src=x></script><p class=a>Läget</p>",
            False,
            12,
        ),  # it may show
        (
            ".a{display:none} .on .a{display:block}",
            "<p class=a>Läget</p>",
            False,
            12,
        ),  # and so may this
        ("", "<p style='font-size:2em'>Läget</p>", False, 24),
        ("", "<p style='font-size:x-large'>Läget</p>", False, 18),
        ("", "<p><font size=5>Läget</font></p>", False, 18),
        ("", "<p style='font-size:calc(1px)'>Läget</p>", False, 12),
    ],
)
def test_look(sheet: str, body: str, bold: bool, size: float) -> None:
    first = blocks(sheet, body)[0]
    assert (first.text, first.bold, first.size) == ("Läget", bold, size)


def test_where_headings_are_marked_up_large_print_is_decoration() -> None:
    lead = "<p style='font-size:20pt'>En ingress</p>"
    assert [block.size for block in blocks("", f"<h1>Rapport</h1><h2>Läget</h2>{lead}")] == [
        0.0
    ] * 4
    assert max(block.size for block in blocks("", f"<h1>Rapport</h1>{lead}")) == 20


HIDDEN = {
    "for good: no script, no other rule": (".a{display:none !important}", "<p class=a>Bort</p>"),
    "far off the screen": (".a{position:absolute;left:-9999px}", "<p class=a>Bort</p>"),
    "clipped to nothing": (
        ".a{position:absolute;clip:rect(0 0 0 0)}",
        "<script src=x></script><span class=a>Bort</span>",
    ),
    "no size": (".a{font-size:0}", "<p class=a>Bort</p>"),
}


@pytest.mark.parametrize(("sheet", "body"), HIDDEN.values(), ids=list(HIDDEN))
def test_out_of_sight(sheet: str, body: str) -> None:
    assert [block.text for block in blocks(sheet, body)] == [TEXT]


def test_most_of_a_page_is_never_hidden_by_its_sheet() -> None:
    assert [block.text for block in blocks(".a{display:none}", f"<p class=a>{TEXT} Mer.</p>")] == [
        f"{TEXT} Mer.",
        TEXT,
    ]


def test_no_size_around_words_that_have_one() -> None:
    assert blocks(".a{font-size:0}", "<div class=a><p style='font-size:12pt'>Läget</p></div>")
