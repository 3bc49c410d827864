"""A report as a Word file, with Word's own list styles, links, header and footer."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from corpus.expand import Report
from corpus.markup import Run
from corpus.render.blocks import Look, Node, blocks, long_date, look

HYPERLINK = RELATION.HYPERLINK
_LISTS = ("List Bullet", "List Bullet 2", "List Bullet 3")


def docx(report: Report) -> bytes:
    """The file's bytes."""
    style = look(report)
    document = Document()
    _styles(document, style)
    _frame(document, report, style)
    document.core_properties.title = report.title
    document.core_properties.language = "sv-SE"
    document.add_heading(report.title, 1)
    document.add_paragraph(report.compiled)
    for section in report.sections:
        document.add_heading(section.heading, 2)
        for block in blocks(section):
            if block.kind == "bullet":
                _bullets(document, block.nodes)
            elif block.kind == "row":
                _table(document, block.nodes)
            else:
                for node in block.nodes:
                    _write(document.add_paragraph(), node.item.text.runs)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _styles(document: WordDocument, style: Look) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = style.font, Pt(style.size)
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:val"), "sv-SE")
    for name, size in (("Heading 1", 19.0), ("Heading 2", 13.5)):
        font = document.styles[name].font
        font.name, font.size, font.bold = style.font, Pt(size), True
        font.color.rgb = RGBColor.from_string(style.accent.lstrip("#"))
        fonts = document.styles[name].element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
    for name in ("Header", "Footer"):
        document.styles[name].font.size = Pt(8.5)
    for name in ("Normal", *_LISTS):
        document.styles[name].paragraph_format.widow_control = False
        document.styles[name].paragraph_format.space_after = Pt(4)
    for page in document.sections:
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.3)


def _frame(document: WordDocument, report: Report, style: Look) -> None:
    page = document.sections[0]
    page.header.paragraphs[0].text = f"{style.sender}\t\t{long_date(report)}"
    footer = page.footer.paragraphs[0]
    footer.add_run(report.note).font.size = Pt(7)
    number = page.footer.add_paragraph()
    number.add_run("Sida ")
    _field(number, "PAGE")
    number.add_run(" av ")
    _field(number, "NUMPAGES")


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that Word counts, in the place of a run."""
    run = paragraph.add_run("1").element
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run.addprevious(field)
    field.append(run)


def _bullets(document: WordDocument, nodes: Iterable[Node], level: int = 0) -> None:
    for node in nodes:
        paragraph = document.add_paragraph(style=_LISTS[min(level, len(_LISTS) - 1)])
        _write(paragraph, node.item.text.runs)
        _bullets(document, node.below, level + 1)


def _table(document: WordDocument, nodes: tuple[Node, ...]) -> None:
    rows = [node.item.text.cells() for node in nodes]
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, runs in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], runs)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.font.bold = True


def _write(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    for run in runs:
        written = paragraph.add_run(run.text)
        if run.url:
            target = paragraph.part.relate_to(run.url, HYPERLINK, is_external=True)
            written.font.underline = True
            written.font.color.rgb = RGBColor(0x0B, 0x53, 0x94)
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), target)
            written.element.addprevious(link)
            link.append(written.element)
