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


SHOWN = {  # what a sheet hides, something else may show: reading a word too many is cheaper
    "by a state of the page": ".a{display:none} input:checked + p{display:block}",
    "by another rule": ".a{display:none} #p1{display:block}",
    "on paper": ".a{display:none} @media print{.a{display:block}}",
    "by a class that a script sets": ".a{position:absolute;top:-9999px} .a.on{top:0}",
    "by an animation": ".a{opacity:0;max-height:0}",
    "by a script or another sheet": ".a{display:none !important}",
    "by clipping": ".a{position:absolute;clip:rect(0 0 0 0)}",
    "by a size from elsewhere": ".a{font-size:0}",
}


@pytest.mark.parametrize("sheet", SHOWN.values(), ids=list(SHOWN))
def test_nothing_is_hidden_by_a_sheet(sheet: str) -> None:
    assert [block.text for block in blocks(sheet, "<p class=a id=p1>Kvar</p>")] == ["Kvar", TEXT]


def test_names_of_columns_stay_where_a_sheet_hides_them_on_small_screens() -> None:
    table = "<table><thead><tr><th>Ort<th>Platser</thead><tr><td>Lund<td>9</table>"
    found = [block.text for block in blocks("thead{display:none}", table)]
    assert found == ["Ort | Platser", "Lund | 9", TEXT]


def test_no_size_around_words_that_have_one() -> None:
    assert blocks(".a{font-size:0}", "<div class=a><p style='font-size:12pt'>Läget</p></div>")
