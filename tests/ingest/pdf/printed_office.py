"""The report as a text document, flat ODF or DOCX, printed by LibreOffice Writer."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from invented import Heading, List, Look, Node, Paragraph, Table, pieces, report

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_GLYPHS = "•◦▪"


def office_odt(look: Look, tagged: bool = True) -> bytes:
    return _writer("fodt", fodt(look).encode(), tagged)


def office_docx(look: Look, tagged: bool = True) -> bytes:
    return _writer("docx", docx(look), tagged)


def _writer(suffix: str, data: bytes, tagged: bool) -> bytes:
    wish = {"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"page.{suffix}")
        source.write_bytes(data)
        command = [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", f"pdf:writer_pdf_Export:{json.dumps(wish)}", "--outdir", folder,
        ]  # fmt: skip
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
        return Path(folder, "page.pdf").read_bytes()


def fodt(look: Look) -> str:
    """With real heading styles and list styles."""
    wide, high = look.millimetres
    running = (
        "<style:header><text:p>Region Exempel · Lägesrapport</text:p></style:header>"
        "<style:footer><text:p>Sida <text:page-number>1</text:page-number></text:p></style:footer>"
        if look.running
        else ""
    )
    area = '<style:header-footer-properties fo:min-height="0.5cm"/>'
    return f"""<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES}
xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"
office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>{"".join(map(_base_style, (1, 2, 3)))}</office:styles>
<office:automatic-styles>{_styles(look)}
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{wide}mm"
fo:page-height="{high}mm" fo:margin="2cm"/><style:header-style>{area}</style:header-style>
<style:footer-style>{area}</style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{running}
</style:master-page></office:master-styles>
<office:body><office:text>{"".join(map(_odf, report()))}</office:text></office:body>
</office:document>"""


def _base_style(level: int) -> str:
    return (
        f'<style:style style:name="Heading_20_{level}" style:family="paragraph" '
        f'style:default-outline-level="{level}"/>'
    )


def _styles(look: Look) -> str:
    align = "justify" if look.justified else "start"
    headings = "".join(
        f'<style:style style:name="H{level}" style:family="paragraph" '
        f'style:parent-style-name="Heading_20_{level}"><style:paragraph-properties '
        'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-weight="bold" fo:font-size="{look.size * factor:.1f}pt"/>'
        "</style:style>"
        for level, factor in ((1, 1.7), (2, 1.3), (3, 1.1))
    )
    bullets = "".join(
        f'<text:list-level-style-bullet text:level="{at}" text:bullet-char="{glyph}">'
        f"{_indent(at)}</text:list-level-style-bullet>"
        for at, glyph in enumerate(_GLYPHS, 1)
    )
    numbers = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" '
        f'style:num-suffix="{suffix}">{_indent(at)}</text:list-level-style-number>'
        for at, form, suffix in ((1, "1", "."), (2, "a", ")"))
    )
    return f"""<style:style style:name="P" style:family="paragraph"><style:paragraph-properties
fo:margin-bottom="0.15cm" fo:text-align="{align}"/><style:text-properties
fo:font-size="{look.size}pt" fo:language="sv" fo:country="SE"/></style:style>{headings}
<style:style style:name="Bold" style:family="text"><style:text-properties
fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties
fo:border="0.05pt solid #000000" fo:padding="0.1cm"/></style:style>
<text:list-style style:name="bullet">{bullets}</text:list-style>
<text:list-style style:name="number">{numbers}</text:list-style>"""


def _indent(level: int) -> str:
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        f'fo:text-indent="-0.6cm" fo:margin-left="{0.6 + 0.6 * level:.1f}cm"/>'
        "</style:list-level-properties>"
    )


def _odf(node: Node) -> str:
    match node:
        case Heading(level, words):
            inline = _odf_inline(words)
            return (
                f'<text:h text:style-name="H{level}" text:outline-level="{level}">{inline}</text:h>'
            )
        case Paragraph(words):
            return f'<text:p text:style-name="P">{_odf_inline(words)}</text:p>'
        case Table(rows):
            columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
            return f"<table:table>{columns}{''.join(map(_odf_row, rows))}</table:table>"
        case List():
            items = "".join(
                f'<text:list-item><text:p text:style-name="P">{_odf_inline(item.text)}</text:p>'
                f"{_odf(item.nested) if item.nested else ''}</text:list-item>"
                for item in node.items
            )
            style = f' text:style-name="{node.style}"' if node.level == 0 else ""
            return f"<text:list{style}>{items}</text:list>"


def _odf_row(cells: list[str]) -> str:
    made = "".join(
        f'<table:table-cell table:style-name="C"><text:p text:style-name="P">{escape(cell)}'
        "</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{made}</table:table-row>"


def _odf_inline(marked: str) -> str:
    out = []
    for piece in pieces(marked):
        text = escape(piece.text)
        if piece.bold:
            text = f'<text:span text:style-name="Bold">{text}</text:span>'
        if piece.url:
            text = f'<text:a xlink:type="simple" xlink:href="{escape(piece.url)}">{text}</text:a>'
        out.append(text)
    return "".join(out)


def docx(look: Look) -> bytes:
    """As Word writes it: heading and list styles, nesting by the styles' indents only."""
    from docx import Document
    from docx.shared import Mm, Pt

    made = Document()
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(look.size)
    section = made.sections[0]
    section.page_width, section.page_height = map(Mm, look.millimetres)
    section.left_margin = section.right_margin = Mm(20)
    if look.running:
        section.header.paragraphs[0].text = "Region Exempel · Lägesrapport"
        section.footer.paragraphs[0].text = "Projektkontoret, Region Exempel"
    for node in report():
        _word(made, node)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _word(made: Any, node: Node) -> None:
    match node:
        case Heading(level, words):
            _word_inline(made.add_paragraph(style=f"Heading {level}"), words)
        case Paragraph(words):
            _word_inline(made.add_paragraph(), words)
        case Table(rows):
            table = made.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
            for at, row in enumerate(rows):
                for cell, value in zip(table.rows[at].cells, row, strict=True):
                    cell.text = value
        case List():
            style = "List Bullet" if node.style == "bullet" else "List Number"
            style += f" {node.level + 1}" if node.level else ""
            for item in node.items:
                _word_inline(made.add_paragraph(style=style), item.text)
                if item.nested:
                    _word(made, item.nested)


def _word_inline(paragraph: Any, marked: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for piece in pieces(marked):
        run = paragraph.add_run(piece.text)
        run.bold = piece.bold or None
        if piece.url:
            target = paragraph.part.relate_to(
                piece.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), target)
            link.append(run._r)
            paragraph._p.append(link)
