"""PDF by reportlab: no tags, no structure, only text on pages; in one column or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from corpus.expand import Report
from corpus.markup import Run
from corpus.render.blocks import FONTS, Node, blocks, long_date, look
from corpus.render.stamp import stamp

_EDGE, _GAP, _FOOT = 21 * mm, 8 * mm, 27 * mm
_HEAD = 24 * mm
_BULLETS = ("•", "–", "·")


def reportlab(report: Report, *, columns: bool = False) -> bytes:
    """Drawn by reportlab; in two columns the title stands at the head of the first."""
    _fonts()
    file = BytesIO()
    width, height = A4
    count = 2 if columns else 1
    column = (width - 2 * _EDGE - (count - 1) * _GAP) / count
    frames = [
        Frame(_EDGE + place * (column + _GAP), _FOOT, column, height - _HEAD - _FOOT, 0, 0, 0, 0)
        for place in range(count)
    ]
    document = BaseDocTemplate(file, pagesize=A4, title=report.title, lang="sv-SE", invariant=1)

    def frame(canvas: Canvas, _: BaseDocTemplate) -> None:
        _frame(canvas, report)

    document.addPageTemplates(PageTemplate(frames=frames, onPage=frame))
    document.build(list(_flow(report, _Styles(report, small=columns), column)))
    return stamp(file.getvalue(), report)


def _fonts() -> None:
    for name, folder, regular, bold in (
        ("Liberation Sans", "liberation", "LiberationSans-Regular", "LiberationSans-Bold"),
        ("Liberation Serif", "liberation", "LiberationSerif-Regular", "LiberationSerif-Bold"),
        ("Carlito", "crosextra", "Carlito-Regular", "Carlito-Bold"),
    ):
        registerFont(TTFont(name, FONTS / folder / f"{regular}.ttf"))
        registerFont(TTFont(f"{name} Bold", FONTS / folder / f"{bold}.ttf"))
        registerFontFamily(name, name, f"{name} Bold", name, f"{name} Bold")


class _Styles:
    """The paragraph styles of one look."""

    def __init__(self, report: Report, *, small: bool) -> None:
        style = look(report)
        size = style.size - (1.5 if small else 0)
        accent = HexColor(style.accent)
        bold = f"{style.font} Bold"
        self.text = ParagraphStyle(
            "text",
            fontName=style.font,
            fontSize=size,
            leading=size * 1.34,
            spaceAfter=size * 0.45,
            allowOrphans=1,
            allowWidows=1,
        )
        self.title = ParagraphStyle(
            "title", self.text, fontName=bold, fontSize=17, leading=21, textColor=accent
        )
        self.heading = ParagraphStyle(
            "heading",
            self.text,
            fontName=bold,
            fontSize=size * 1.25,
            leading=size * 1.6,
            spaceBefore=size,
            textColor=accent,
            keepWithNext=1,
        )

    def bullet(self, level: int) -> ParagraphStyle:
        """The style of a bullet on that level."""
        indent = 11 * (level + 1)
        return ParagraphStyle("bullet", self.text, leftIndent=indent, bulletIndent=indent - 10)


def _flow(report: Report, styles: _Styles, width: float) -> Iterator[Flowable]:
    yield Paragraph(escape(report.title), styles.title)
    yield Paragraph(escape(report.compiled), styles.text)
    for section in report.sections:
        yield Paragraph(escape(section.heading), styles.heading)
        for block in blocks(section):
            if block.kind == "bullet":
                yield from _bullets(block.nodes, styles, 0)
            elif block.kind == "row":
                yield _table(block.nodes, styles, width)
            else:
                yield from (
                    Paragraph(_text(node.item.text.runs), styles.text) for node in block.nodes
                )


def _bullets(nodes: Iterable[Node], styles: _Styles, level: int) -> Iterator[Flowable]:
    for node in nodes:
        glyph = _BULLETS[min(level, len(_BULLETS) - 1)]
        yield Paragraph(_text(node.item.text.runs), styles.bullet(level), bulletText=glyph)
        yield from _bullets(node.below, styles, level + 1)


def _table(nodes: Iterable[Node], styles: _Styles, width: float) -> Flowable:
    texts = [[_text(cell) for cell in node.item.text.cells()] for node in nodes]
    texts[0] = [f"<b>{text}</b>" for text in texts[0]]
    rows = [[Paragraph(text, styles.text) for text in row] for row in texts]
    table = Table(rows, colWidths=[width / len(rows[0])] * len(rows[0]))
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#999999")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


def _text(runs: Iterable[Run]) -> str:
    return "".join(
        f'<a href="{escape(run.url)}" color="#0b5394">{escape(run.text)}</a>'
        if run.url
        else escape(run.text)
        for run in runs
    )


def _frame(canvas: Canvas, report: Report) -> None:
    """The running header and footer."""
    style = look(report)
    width, height = A4
    canvas.saveState()
    canvas.setFillColor(HexColor(style.accent))
    canvas.setFont(f"{style.font} Bold", 9)
    canvas.drawString(_EDGE, height - 15 * mm, style.sender)
    canvas.setFont(style.font, 9)
    canvas.drawRightString(width - _EDGE, height - 15 * mm, long_date(report))
    canvas.setStrokeColor(HexColor("#bbbbbb"))
    canvas.line(_EDGE, _FOOT - 5 * mm, width - _EDGE, _FOOT - 5 * mm)
    note = ParagraphStyle("note", fontName=style.font, fontSize=7, leading=8.5)
    paragraph = Paragraph(escape(report.note), note)
    _, needed = paragraph.wrap(width - 2 * _EDGE - 20 * mm, _FOOT)
    paragraph.drawOn(canvas, _EDGE, _FOOT - 7 * mm - needed)
    canvas.setFont(style.font, 8)
    canvas.drawRightString(width - _EDGE, _FOOT - 10 * mm, f"Sida {canvas.getPageNumber()}")
    canvas.restoreState()
