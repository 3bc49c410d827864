"""HTML to blocks: every shape that pages, Word, mail programs and editors give the same text."""

from __future__ import annotations

import pytest

from ingest.document import Block
from ingest.html import read_html


def show(block: Block) -> str:
    """A block in one line: kind and level, label, text; `*` = all bold; links in brackets."""
    kind = block.kind[0] + (str(block.level) if block.kind in ("heading", "bullet") else "")
    links = "".join(f" [{link.text}]({link.url})" for link in block.links)
    label = f"{block.label} " if block.label else ""
    return f"{kind}{'*' if block.bold else ''} {label}{block.text}{links}"


def blocks(markup: str) -> list[str]:
    return [show(block) for block in read_html(markup.encode(), "sida.html").blocks]


STRUCTURE = {
    "a list in an item is one level down": (
        "<ul><li>Ett<ul><li>Under</li></ul></li><li>Två</li></ul>",
        ["b0 Ett", "b1 Under", "b0 Två"],
    ),
    "a list beside its item, which HTML forbids and Outlook writes": (
        "<ul><li>Ett</li><ul><li>Under</li></ul><li>Två</li></ul>",
        ["b0 Ett", "b1 Under", "b0 Två"],
    ),
    "items never closed": (
        "<ul><li>Ett<ul><li>Under</ul><li>Två</ul>",
        ["b0 Ett", "b1 Under", "b0 Två"],
    ),
    "what follows the sub-list has no bullet of its own": (
        "<ul><li>Ett<ul><li>Under</li></ul>Efter</li></ul>",
        ["b0 Ett", "b1 Under", "p Efter"],
    ),
    "an item of several paragraphs and lines is one item": (
        "<ul><li><p>Ett</p><p>och mer<br>och slut</p></li></ul>",
        ["b0 Ett och mer och slut"],
    ),
    "an item that only holds a list": (
        "<ul><li><ul><li>Under</li></ul></li></ul>",
        ["b1 Under"],
    ),
    "notes at the end, with the way back to where they belong": (
        "<p>Text<sup><a href=#fn1>1</a></sup></p><section role=doc-endnotes><ol>"
        "<li id=fn1>Källa: SCB. <a href=#r1>↩</a></li></ol></section><ol class=footnotes>"
        "<li><p>Egen räkning.</p></li></ol>",
        ["p Text", "n Källa: SCB.", "n Egen räkning."],
    ),
    "the title of a Google document, and a card's": (
        "<p class='c7 title'><span>Rapport</span></p><div class=title>Text</div>",
        ["h1 Rapport", "p Text"],
    ),
    "a button that opens what stands below it": (
        "<p>Ett</p><button aria-controls=a>Vad gäller?</button><div id=a hidden>Detta.</div>",
        ["p Ett", "p* Vad gäller?", "p Detta."],
    ),
    "an ordered list's labels stand apart": (
        "<ol start=3><li>Tre<ol type=a><li>A</li><li value=4>D</li></ol><li>Fyra</ol>",
        ["b0 3. Tre", "b1 a. A", "b1 d. D", "b0 4. Fyra"],
    ),
    "roman, reversed, without numbers": (
        "<ol type=i start=4><li>x</ol><ol reversed><li>y<li>z</ol>"
        "<ol style='list-style:none'><li>w</ol>",
        ["b0 iv. x", "b0 2. y", "b0 1. z", "b0 w"],
    ),
    "a glyph typed in an item as well": (
        "<ul><li>• Ett</li><li>- Två</li></ul>",
        ["b0 Ett", "b0 Två"],
    ),
    "LibreOffice's XHTML: the bullet in a block of its own": (
        "<ul><li><p><span style='display:block;float:left'>•.</span>Ett</p></li></ul>"
        "<ol><li><p><span style='display:block;float:left'>1.</span>Två</p></li></ol>",
        ["b0 Ett", "b0 1. Två"],
    ),
    "lines with bullets in an item are items below it": (
        "<ul><li>Uppdrag:<br>– Utreda<br>– Planera</li></ul>",
        ["b0 Uppdrag:", "b1 Utreda", "b1 Planera"],
    ),
    "Google Docs: the level in the list's class": (
        '<ul class="lst-kix_ab-0"><li>Ett</li></ul><ul class="lst-kix_ab-1"><li>Under</li></ul>',
        ["b0 Ett", "b1 Under"],
    ),
    "Word for the web: the level in aria-level": (
        "<div><ul><li data-aria-level=1><p>Ett</p></li></ul></div>"
        "<div><ul><li data-aria-level=2><p>Under</p></li></ul></div>",
        ["b0 Ett", "b1 Under"],
    ),
    "Quill: the level in the item's class": (
        "<ul><li>Ett</li><li class=ql-indent-1>Under</li></ul>",
        ["b0 Ett", "b1 Under"],
    ),
    "a card with a heading is no item": (
        "<ul><li><h3>Rubrik</h3><p>Text ett.</p><p>Text två.</p></li></ul>",
        ["h3 Rubrik", "p Text ett.", "p Text två."],
    ),
    "headings of all kinds": (
        "<h1>Ett</h1><div role=heading aria-level=3>Tre</div><p class=MsoTitle>Titel</p>"
        "<p class=ms-rteElement-H2>Två</p><h2></h2><h4><button>Fyra</button></h4>"
        "<p class=rubrik2>Klass</p><div class=h3>Också</div><p class=h-4>Höjd</p>",
        ["h1 Ett", "h3 Tre", "h1 Titel", "h2 Två", "h4 Fyra", "h2 Klass", "h3 Också", "p Höjd"],
    ),
    "a heading over lines is one": ("<h2>Samlad<br>information</h2>", ["h2 Samlad information"]),
    "a heading never closed ends at a list": (
        "<h2>Rubrik<ul><li>Ett</li></ul>",
        ["h2 Rubrik", "b0 Ett"],
    ),
    "text in a div beside blocks is a paragraph of its own": (
        "<div>Före<p>Mitt</p>efter <b>fet</b> text<ul><li>Ett</li></ul>slut</div>",
        ["p Före", "p Mitt", "p efter fet text", "b0 Ett", "p slut"],
    ),
    "a span shown as a block parts paragraphs": (
        "<span style='display:block'>Ett</span><span style='display: block'>Två</span>",
        ["p Ett", "p Två"],
    ),
    "lines are joined, an empty line parts": (
        "<p>Ett<br>och två<br><br>Tre</p>",
        ["p Ett och två", "p Tre"],
    ),
    "a bold paragraph is marked, a bold start is not": (
        "<p><strong>Rubrik</strong></p><p><b>Viktigt:</b> text</p>"
        "<p style='font-weight:700'>Fet</p>"
        "<b style='font-weight:normal'><p>Inte fet</p></b>",
        ["p* Rubrik", "p Viktigt: text", "p* Fet", "p Inte fet"],
    ),
    "a larger line before another line stands alone": (
        "<p><font size=5>Rubrik</font><br>Texten under.<br>Mer.</p>",
        ["p Rubrik", "p Texten under. Mer."],
    ),
    "a bold line before another line stands alone": (
        "<p><strong>Rubrik</strong><br>Texten under.</p>",
        ["p* Rubrik", "p Texten under."],
    ),
    "a definition list gives rows": (
        "<dl><dt>IVO</dt><dd>Inspektionen</dd><div><dt>NIS</dt><dd>Lagen</dd><dd>Direktivet</dd></div></dl>",
        ["r IVO | Inspektionen", "r NIS | Lagen | Direktivet"],
    ),
    "a definition list of whole texts": (
        "<dl><dt>Läget</dt><dd><p>Ett.</p><p>Två.</p></dd></dl>",
        ["p* Läget", "p Ett.", "p Två."],
    ),
    "a table gives rows, empty cells left out": (
        "<table><caption>Tabell 1</caption><thead><tr><th>När</th><th>Vad</th></tr></thead>"
        "<tr><td>22/10</td><td><p>Beslut</p><p>av IVO</p></td><td></td></tr></table>",
        ["p Tabell 1", "r När | Vad", "r 22/10 | Beslut av IVO"],
    ),
    "a table that only lays out": (
        "<table role=presentation><tr><td><h2>Rubrik</h2><p>Text</p></td>"
        "<td><p>Bredvid</p></td></tr></table>",
        ["h2 Rubrik", "p Text", "p Bredvid"],
    ),
    "one cell a row is layout; a data table inside is data": (
        "<table><tr><td><p>Inledning</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
        ["p Inledning", "r a | b"],
    ),
    "a row in a list item": (
        "<ul><li>Se tabell<table><tr><td>a<td>b</table></li></ul>",
        ["b0 Se tabell", "r a | b"],
    ),
    "a link in a row": (
        "<table><tr><td>1<td><a href=/x>Beslut</a></table>",
        ["r 1 | Beslut [Beslut](/x)"],
    ),
    "a panel's summary, a quotation, a caption": (
        "<details><summary>Mer</summary>Text</details><blockquote>Citat</blockquote>"
        "<figure><img alt=x><figcaption>Bild</figcaption></figure>",
        ["p* Mer", "p Text", "p Citat", "p Bild"],
    ),
    "preformatted text keeps its empty lines": (
        "<pre>Ett\ngår vidare\n\n- a\n- b</pre>",
        ["p Ett går vidare", "b0 a", "b0 b"],
    ),
    "footnotes stand apart, their signs are no text": (
        "<p>Text<sup><a href='#_ftn1'>[1]</a></sup> vidare</p>"
        "<p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> Noten</p>",
        ["p Text vidare", "n Noten"],
    ),
    "footnotes and comments of Google Docs": (
        "<p>Text<sup><a href='#ftnt1'>[1]</a></sup><sup><a href='#cmnt1'>[a]</a></sup> vidare</p>"
        "<div><p><a href='#ftnt_ref1'>[1]</a> Noten</p></div>",
        ["p Text vidare", "n Noten"],
    ),
}


@pytest.mark.parametrize(("markup", "expected"), STRUCTURE.values(), ids=STRUCTURE)
def test_structure(markup: str, expected: list[str]) -> None:
    assert blocks(markup) == expected


TYPED = {
    "lines with a round glyph": (
        "<p>Läget:<br>• Ett<br>• Två</p>",
        ["p Läget:", "b0 Ett", "b0 Två"],
    ),
    "lines with a dash": ("<div>– Ett<br>– Två</div>", ["b0 Ett", "b0 Två"]),
    "paragraphs with an asterisk": ("<p>* Ett</p><p>* Två</p>", ["b0 Ett", "b0 Två"]),
    "a middle dot, glued": ("<p>·Ett</p>", ["b0 Ett"]),
    "one dash alone opens a quotation": (
        "<p>Regionen svarar.</p><p>– Vi är nöjda, säger direktören.</p>",
        ["p Regionen svarar.", "p – Vi är nöjda, säger direktören."],
    ),
    "one dash after a colon is a list of one": (
        "<p>Beslut:</p><p>- Avslag</p>",
        ["p Beslut:", "b0 Avslag"],
    ),
    "a line in lower case goes on": (
        "<p>• Ett<br>och mer<br>• Två<br>Slut.</p>",
        ["b0 Ett och mer", "b0 Två", "p Slut."],
    ),
    "another glyph is a level down": (
        "<p>• Ett<br>– Under<br>– Också<br>• Två</p>",
        ["b0 Ett", "b1 Under", "b1 Också", "b0 Två"],
    ),
    "no-break spaces indent": (
        "<p>- Ett<br>&nbsp;&nbsp;&nbsp; - Under<br>- Två</p>",
        ["b0 Ett", "b1 Under", "b0 Två"],
    ),
    "numbers that count on": ("<p>1. Ett</p><p>2. Två</p>", ["b0 1. Ett", "b0 2. Två"]),
    "a lone number is text": ("<p>1. Inledning</p><p>Text.</p>", ["p 1. Inledning", "p Text."]),
    "bold numbers are headings": (
        "<p><b>1. Ett</b></p><p><b>2. Två</b></p><p>Lång text som inte är fet alls.</p>",
        ["p* 1. Ett", "p* 2. Två", "p Lång text som inte är fet alls."],
    ),
    "a date is no number": (
        "<p>22/10: Beslut</p><p>21/10: Möte</p>",
        ["p 22/10: Beslut", "p 21/10: Möte"],
    ),
    "a minus sign is no bullet": ("<p>-5 grader<br>-7 grader</p>", ["p -5 grader -7 grader"]),
    "the link keeps its words": (
        "<p><a href=/x>• Beslut</a></p><p>• B</p>",
        ["b0 Beslut [Beslut](/x)", "b0 B"],
    ),
}


@pytest.mark.parametrize(("markup", "expected"), TYPED.values(), ids=TYPED)
def test_typed_bullets(markup: str, expected: list[str]) -> None:
    assert blocks(markup) == expected


def word(style: str, mark: str, text: str, cls: str = "MsoListParagraph") -> str:
    return f'<p class={cls} style="{style}">{mark}{text}<o:p></o:p></p>'


def sign(font: str, letter: str) -> str:
    """A bullet as Word's filtered HTML has it: a letter in another font, then narrow spaces."""
    gap = '<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp; </span>'
    return f'<span style="font-family:{font}">{letter}{gap}</span>'


SYMBOL, WINGDINGS = sign("Symbol", "·"), sign("Wingdings", "§")
COURIER = sign("&quot;Courier New&quot;", "o")
IGNORED = "<![if !supportLists]><span style='mso-list:Ignore'>{}<b>&nbsp;</b></span><![endif]>"
COMMENTED = "<!--[if !supportLists]--><span style='mso-list:Ignore'>{}&nbsp;</span><!--[endif]-->"

WORD = {
    "filtered: the level by margin": (
        word("text-indent:-18.0pt", SYMBOL, "Ett")
        + word("margin-left:72.0pt;text-indent:-18.0pt", COURIER, "Under")
        + word("margin-left:108.0pt;text-indent:-18.0pt", WINGDINGS, "Djupt")
        + word("text-indent:-18.0pt", SYMBOL, "Två"),
        ["b0 Ett", "b1 Under", "b2 Djupt", "b0 Två"],
    ),
    "mso-list: the level stated": (
        word("mso-list:l0 level1 lfo1", IGNORED.format("·"), "Ett")
        + word("mso-list:l0 level2 lfo1", IGNORED.format("o"), "Under")
        + word("mso-list:l0 level1 lfo1", COMMENTED.format("·"), "Två", "MsoNormal"),
        ["b0 Ett", "b1 Under", "b0 Två"],
    ),
    "numbers are labels": (
        word("mso-list:l1 level1 lfo2", IGNORED.format("3."), "Tre"),
        ["b0 3. Tre"],
    ),
    "a list style with its level in the name": (
        word("", SYMBOL, "Ett", "MsoListBullet") + word("", SYMBOL, "Under", "MsoListBullet2"),
        ["b0 Ett", "b1 Under"],
    ),
    "a list paragraph without bullet is a paragraph": (
        word("text-indent:-18pt", SYMBOL, "Ett")
        + word("", "", "Fortsättning")
        + word("", SYMBOL, "Två"),
        ["b0 Ett", "p Fortsättning", "b0 Två"],
    ),
    "one link in many pieces": (
        "<p class=MsoNormal><a href='http://x.example/'><span>IVO-</span></a>"
        "<a href='http://x.example/'><span>beslut</span></a> klart<o:p></o:p></p>",
        ["p IVO-beslut klart [IVO-beslut](http://x.example/)"],
    ),
    "settings in islands and comments are no text": (
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<xml><o:x>Kalle</o:x></xml><?xml:namespace prefix = o /><p>Text</p>",
        ["p Text"],
    ),
}


@pytest.mark.parametrize(("markup", "expected"), WORD.values(), ids=WORD)
def test_word(markup: str, expected: list[str]) -> None:
    assert blocks(markup) == expected
