"""Word documents to blocks: written with python-docx, and by hand where Word does more than it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from ingest.document import Block, Document
from ingest.docx import read_docx
from ingest.errors import Damaged, Empty, TooLarge

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def show(block: Block) -> str:
    kind = block.kind[0] + (str(block.level) if block.kind in ("heading", "bullet") else "")
    links = "".join(f" [{link.text}]({link.url})" for link in block.links)
    label = f"{block.label} " if block.label else ""
    return f"{kind}{'*' if block.bold else ''} {label}{block.text}{links}"


def read(write: Callable[[Any], None]) -> Document:
    document = docx.Document()
    write(document)
    file = io.BytesIO()
    document.save(file)
    return read_docx(file.getvalue(), "rapport.docx")


def body(xml: str) -> list[str]:
    """The blocks of a body written as XML; `R` is a relation to https://x.example/."""

    def write(document: Any) -> None:
        relation = document.part.relate_to("https://x.example/", LINK, is_external=True)
        markup = xml.replace('"R"', f'"{relation}"')
        start = f"<w:body {nsdecls('w', 'r')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        for element in parse_xml(f"{start}{markup}</w:body>"):
            document.element.body.append(element)

    return [show(block) for block in read(write).blocks]


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_styles_lists_and_tables() -> None:
    def write(document: Any) -> None:
        document.add_heading("Lägesrapport", 0)
        document.add_heading("Läget", 1)
        document.add_paragraph("Ett", style="List Bullet")
        document.add_paragraph("Under", style="List Bullet 2")
        document.add_paragraph("Två", style="List Bullet")
        document.add_heading("Siffror", 2)
        document.add_paragraph("Först", style="List Number")
        document.add_paragraph("Sedan", style="List Number")
        table = document.add_table(2, 2)
        for cell, text in zip(table.columns[0].cells, ("När", "Nu"), strict=True):
            cell.text = text
        table.cell(0, 1).text = "Vad"
        document.add_paragraph().add_run("Fet rubrik").bold = True

    assert [show(block) for block in read(write).blocks] == [
        "h1 Lägesrapport",
        "h1* Läget",
        "b0 Ett",
        "b1 Under",
        "b0 Två",
        "h2* Siffror",
        "b0 1. Först",
        "b0 2. Sedan",
        "r När | Vad",
        "r Nu",
        "p* Fet rubrik",
    ]


XML = {
    "a link": (
        p(r("Se "), '<w:hyperlink r:id="R">' + r("beslu") + r("tet") + "</w:hyperlink>", r(".")),
        ["p Se beslutet. [beslutet](https://x.example/)"],
    ),
    "a link as a field": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText> HYPERLINK "https://y.example/" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            r("Beslutet"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            r(" nu"),
        ),
        ["p Beslutet nu [Beslutet](https://y.example/)"],
    ),
    "a simple field": (
        p(f'<w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple>', r(" sidor")),
        ["p 7 sidor"],
    ),
    "changes tracked": (
        p(
            "<w:ins>" + r("ny ") + "</w:ins>",
            "<w:del><w:r><w:delText>bort</w:delText></w:r></w:del>",
            r("text"),
        ),
        ["p ny text"],
    ),
    "hidden text": (p(r("bort", "<w:vanish/>"), r("kvar")), ["p kvar"]),
    "bold in pieces, bold turned off": (
        p(r("Allt ", "<w:b/>"), r("fett", '<w:b w:val="1"/>')) + p(r("Inte", '<w:b w:val="0"/>')),
        ["p* Allt fett", "p Inte"],
    ),
    "lines, tabs and hyphens": (
        p(
            "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>D</w:t></w:r>"
        ),
        ["p A B C-D"],
    ),
    "a content control": (
        f"<w:sdt><w:sdtContent>{p(r('Text'))}</w:sdtContent></w:sdt>",
        ["p Text"],
    ),
    "a table of contents": (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{p(r('Läget 1'))}</w:sdtContent></w:sdt>" + p(r("Text")),
        ["p Text"],
    ),
    "an outline level without a style": (
        p(r("Läget"), properties='<w:outlineLvl w:val="1"/>'),
        ["h2 Läget"],
    ),
    "a heading style turned to body text": (
        p(r("Text"), properties='<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>'),
        ["p* Text"],
    ),
    "typed bullets": (p(r("• Ett")) + p(r("•\tTvå")), ["b0 Ett", "b0 Två"]),
    "a symbol as bullet": (
        p('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', r(" Ett")),
        ["b0 Ett"],
    ),
    "a text box, its older twin left out": (
        p(
            r("Före"),
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>"
            + p(r("I rutan"))
            + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
            + p(r("I rutan"))
            + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        ["p Före", "p I rutan"],
    ),
    "a table that only lays out": (
        f"<w:tbl><w:tr><w:tc>{p(r('Ett'))}{p(r('Två'))}</w:tc></w:tr></w:tbl>",
        ["p Ett", "p Två"],
    ),
    "a table in a table": (
        f"<w:tbl><w:tr><w:tc>{p(r('Ett'))}<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc>"
        "</w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        ["p Ett", "r a | b"],
    ),
    "a row deleted, a cell of two paragraphs": (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('x'))}</w:tc><w:tc>{p(r('y'))}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p(r('a'))}{p(r('b'))}</w:tc><w:tc>{p(r('c'))}</w:tc></w:tr></w:tbl>",
        ["r a b | c"],
    ),
    "a list that the numbering part does not know": (
        p(r("Text"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="999"/></w:numPr>'),
        ["p Text"],
    ),
    "numbering turned off": (
        p(
            r("Text"),
            properties='<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>',
        ),
        ["p Text"],
    ),
}


@pytest.mark.parametrize(("xml", "expected"), XML.values(), ids=XML)
def test_body(xml: str, expected: list[str]) -> None:
    assert body(xml) == expected


NUMBERING = """
<w:abstractNum w:abstractNumId="90" {ns}><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
"""
NUM = '<w:num w:numId="{id}" {ns}><w:abstractNumId w:val="90"/>{override}</w:num>'
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def test_numbering_counts_levels_restarts_and_heads() -> None:
    def write(document: Any) -> None:
        numbering = document.part.numbering_part.element
        first = numbering.find(docx.oxml.ns.qn("w:num"))
        first.addprevious(parse_xml(NUMBERING.format(ns=nsdecls("w"))))
        numbering.append(parse_xml(NUM.format(id=90, ns=nsdecls("w"), override="")))
        numbering.append(parse_xml(NUM.format(id=91, ns=nsdecls("w"), override=ANEW)))
        items = [(90, 0), (90, 1), (90, 1), (90, 2), (90, 0), (90, 1), (91, 0), (91, 0)]
        for at, (list_id, level) in enumerate(items):
            add(document, f"x{at}", list_id, level)
        heading = document.add_heading("Rubrik", 1)
        heading._p.get_or_add_pPr().append(number(91, 0))

    def number(list_id: int, level: int) -> Any:
        return parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{list_id}"/></w:numPr>'
        )

    def add(document: Any, text: str, list_id: int, level: int) -> None:
        document.add_paragraph(text)._p.get_or_add_pPr().append(number(list_id, level))

    assert [show(block) for block in read(write).blocks] == [
        "b0 1 x0",
        "b1 1.a) x1",
        "b1 1.b) x2",
        "b2 x3",
        "b0 2 x4",
        "b1 2.a) x5",
        "b0 1 x6",
        "b0 2 x7",
        "h1* 3 Rubrik",
    ]


def test_sizes_are_points() -> None:
    def write(document: Any) -> None:
        document.styles["Normal"].font.size = Pt(11)
        document.add_paragraph("Text")
        document.add_paragraph().add_run("Stor").font.size = Pt(16)

    assert [block.size for block in read(write).blocks] == [11.0, 16.0]


def test_headers_and_footers_are_furniture() -> None:
    """Once each; a number alone says nothing."""
    document = docx.Document()
    document.add_paragraph("Mötet öppnas.")
    for section in (document.sections[0], document.add_section()):
        section.header.is_linked_to_previous = False
        header = section.header.paragraphs[0]
        header.text = "Parknämnden\tProtokoll\nIT"
        header._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:noBreakHyphen/><w:t>chefen</w:t></w:r>")
        )
        header._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:ptab/><w:t>12345-2025</w:t></w:r>"))
        section.footer.is_linked_to_previous = False
        section.footer.paragraphs[0].text = "1"
    file = io.BytesIO()
    document.save(file)
    found = read_docx(file.getvalue(), "protokoll.docx")
    assert [block.text for block in found.blocks] == ["Mötet öppnas."]
    told = [text for key, text in found.metadata if key == "furniture"]
    assert told == ["Parknämnden Protokoll IT-chefen 12345-2025"]


def test_notes_follow_their_block() -> None:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:r><w:t>Text</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
        ),
    )
    document.add_paragraph("Mer")
    file = io.BytesIO()
    document.save(file)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>Noten</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/_rels/document.xml.rels":
                relation = LINK.replace("hyperlink", "footnotes")
                content = content.replace(
                    "</Relationships>",
                    f'<Relationship Id="n1" Type="{relation}" Target="footnotes.xml"/>'
                    "</Relationships>",
                )
            new.writestr(name, content.encode("utf-8", "surrogateescape"))
        new.writestr("word/footnotes.xml", notes)
    blocks = read_docx(packed.getvalue(), "x.docx").blocks
    assert [show(block) for block in blocks] == ["p Text", "n Noten", "p Mer"]


def test_metadata() -> None:
    def write(document: Any) -> None:
        document.core_properties.title = "Lägesrapport"
        document.core_properties.author = "Enheten"
        document.core_properties.created = datetime(2025, 3, 4, 8, 30)
        document.add_paragraph("Text")

    document = read(write)
    assert (document.meta("title"), document.meta("author")) == ("Lägesrapport", "Enheten")
    assert document.meta("created") == "2025-03-04T08:30"
    assert document.meta("modified") == "", "the library's template was never changed"
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.characters == 4


def test_no_text() -> None:
    with pytest.raises(Empty):
        read(lambda document: None)


def repacked(change: Callable[[str, bytes], bytes | None]) -> bytes:
    document = docx.Document()
    document.add_paragraph("Text")
    file, packed = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return packed.getvalue()


BROKEN = {
    "no ZIP": b"PK\x03\x04",
    "cut short": repacked(lambda name, content: content)[:-900],
    "no main part": repacked(
        lambda name, content: None if name == "word/document.xml" else content
    ),
    "no content types": repacked(lambda name, content: None if "Content" in name else content),
    "broken XML": repacked(
        lambda name, content: content[:-9] if "document.xml" in name else content
    ),
    "broken styles": repacked(lambda name, content: b"<" if "styles" in name else content),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_damaged(data: bytes) -> None:
    with pytest.raises(Damaged) as raised:
        read_docx(data, "x.docx")
    assert raised.value.advice


def test_a_missing_part_that_is_not_needed() -> None:
    data = repacked(lambda name, content: None if name == "docProps/thumbnail.jpeg" else content)
    with pytest.raises(Damaged):  # python-docx demands every part that a relation names
        read_docx(data, "x.docx")


def test_unpacked_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.docx.read._MOST_BYTES", 1_000)
    with pytest.raises(TooLarge):
        read_docx(repacked(lambda name, content: content), "x.docx")
