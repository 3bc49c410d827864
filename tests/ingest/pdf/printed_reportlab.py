"""The report by reportlab, which is always at hand."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from invented import Heading, List, Look, Node, Paragraph, Table, pieces, report
from reportlab import platypus
from reportlab.lib import pagesizes
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm

_LARGER = {1: 1.7, 2: 1.3, 3: 1.12}


def reportlab(look: Look, bullet: str = "•") -> bytes:
    """The report with that bullet on every level."""
    wide, high = getattr(pagesizes, look.page)
    gap = 0.8 * cm
    width = (wide - 4 * cm - gap * (look.columns - 1)) / look.columns
    frames = [
        platypus.Frame(2 * cm + at * (width + gap), 2 * cm, width, high - 4 * cm, 0, 0, 0, 0)
        for at in range(look.columns)
    ]

    def heads(canvas: Any, document: Any) -> None:
        if look.running:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(2 * cm, high - 1.2 * cm, "Region Exempel · Lägesrapport")
            canvas.drawCentredString(wide / 2, cm, f"Sida {document.page}")

    out = io.BytesIO()
    made = platypus.BaseDocTemplate(out, pagesize=(wide, high), title="Lägesrapport", invariant=1)
    made.addPageTemplates(platypus.PageTemplate(frames=frames, onPage=heads))
    made.build([flowable for node in report() for flowable in _flowables(node, look, bullet)])
    return out.getvalue()


def _flowables(node: Node, look: Look, bullet: str) -> list[Any]:
    size = look.size
    match node:
        case Heading(level, words):
            return [platypus.Paragraph(_inline(words), _heading(size, level))]
        case Paragraph(words):
            return [platypus.Paragraph(_inline(words), _base(look))]
        case Table(rows):
            grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), size)]
            return [platypus.Table(rows, style=platypus.TableStyle(grid), hAlign="LEFT")]
        case List():
            out = []
            for item in node.items:
                style = _item(look, node.level)
                text = _inline(item.text)
                out.append(platypus.Paragraph(text, style, bulletText=item.label or bullet))
                if item.nested:
                    out.extend(_flowables(item.nested, look, bullet))
            return out


def _base(look: Look) -> ParagraphStyle:
    return ParagraphStyle(
        "base", fontName="Helvetica", fontSize=look.size, leading=look.size * 1.3,
        spaceAfter=look.size * 0.5, alignment=TA_JUSTIFY if look.justified else TA_LEFT,
    )  # fmt: skip


def _heading(size: float, level: int) -> ParagraphStyle:
    large = size * _LARGER[level]
    return ParagraphStyle(
        f"h{level}", fontName="Helvetica-Bold", fontSize=large, leading=large * 1.2,
        spaceBefore=size * 0.8, spaceAfter=size * 0.4, keepWithNext=1,
    )  # fmt: skip


def _item(look: Look, level: int) -> ParagraphStyle:
    indent = 18 * (level + 1)
    return ParagraphStyle(
        f"li{level}", parent=_base(look), leftIndent=indent, bulletIndent=indent - 14,
        bulletFontSize=look.size, spaceAfter=look.size * 0.25,
    )  # fmt: skip


def _inline(marked: str) -> str:
    out = []
    for piece in pieces(marked):
        text = escape(piece.text)
        if piece.bold:
            text = f"<b>{text}</b>"
        if piece.url:
            text = f'<a href="{escape(piece.url)}">{text}</a>'
        out.append(text)
    return "".join(out)
