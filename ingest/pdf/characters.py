"""The characters of a page, straight from pdfminer's interpreter, as plain tuples.

pdfplumber's own `page.chars` makes a dict of some twenty entries for every character, and that is
where its time goes. This device keeps a tuple instead, with the same texts and coordinates (a test
holds them equal), and knows three things that pdfplumber does not: marked content nests (a ligature
in a span of its own must not lose the paragraph's number), its properties may be named in the
page's resources, and `/ActualText` says what a glyph without Unicode means. Shapes and images go to
pdfplumber's page as ever: tables and drawn bullets are found there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFTextState
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, Rect, decode_text, mult_matrix
from pdfplumber.page import Page

from ingest.errors import TooLarge
from ingest.pdf.content import Interpreter
from ingest.pdf.fonts import bold_font

MOST_ON_A_PAGE = 1_000_000  # characters; a page of print has some thousands
MOST_FORMS = 10_000  # drawn on a page; forms that draw each other twice are soon millions


class Char(NamedTuple):
    """One glyph. `size` is the font's size on the page in points; `mcid` names its marked content.

    Coordinates are points from the visible page's top left corner. `turn` is 0 for text that
    runs from left to right, 90 for upwards, 180 and 270 so on; None for any other slant.
    """

    text: str
    font: str
    size: float
    x0: float
    top: float
    x1: float
    bottom: float
    mcid: int | None
    turn: int | None
    artifact: bool
    bold: bool


_char = partial(tuple.__new__, Char)  # a fifth of the time of `Char(…)`
_Drawn = tuple[str, float, float]  # a glyph's text, its place on the line, and its advance


class _Glyphs(dict[int, tuple[str, float]]):
    """The glyphs of a font: of each number the text and the width."""

    def __init__(self, font: PDFFont) -> None:
        self.font = font
        self.name = _name(font)
        self.bold = bold_font(self.name, font.descriptor)
        self.descent = font.get_descent()

    def __missing__(self, cid: int) -> tuple[str, float]:
        try:
            text = self.font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        self[cid] = glyph = text, self.font.char_width(cid)
        return glyph


class _Content(NamedTuple):
    """An open piece of marked content; what it does not say it has from the piece around it."""

    mcid: int | None
    artifact: bool
    actual: str | None
    start: int  # how many characters came before it


def characters(page: Page) -> list[Char]:
    """The page's glyphs in stream order; leaves the shapes with the page.

    Raises TooLarge on a page that holds more than any print could.
    """
    device = _Device(page)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    # pdfplumber would interpret the page once more for the shapes.
    page._layout = device.get_result()  # noqa: SLF001 — its own cache of them
    return [
        char for char in device.chars if math.isfinite(char.x0 + char.x1 + char.top + char.bottom)
    ]


def corner(page: Page) -> tuple[float, float]:
    """The visible page's top left corner in pdfplumber's coordinates."""
    x0, top, *_ = page.cropbox
    return float(x0), float(top)


class _Interpreter(Interpreter):
    """Looks up marked content's properties where the page only names them."""

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 — pdfminer's name for it
        if isinstance(props, PSLiteral):
            named = resolve1(self.resources.get("Properties")) if self.resources else None
            props = resolve1(named.get(props.name)) if isinstance(named, dict) else None
        super().do_BDC(tag, props)


class _Device(PDFPageAggregator):
    def __init__(self, page: Page) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number)
        left, top = corner(page)
        box = page.mediabox
        self.chars: list[Char] = []
        self.forms = 0
        self.content = [_Content(None, False, None, 0)]
        # From pdfminer's coordinates (origin in the media box's lower left corner) to ours.
        self.x = box[0] - left
        self.y = page.height + box[1] - top
        self.fonts: dict[int, _Glyphs] = {}

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self.forms += 1
        if self.forms > MOST_FORMS:
            raise TooLarge(
                f"page {self.pageno} draws more than {MOST_FORMS} forms",
                advice="Print the file anew",
            )
        super().begin_figure(name, bbox, matrix)

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        around = self.content[-1]
        known = props if isinstance(props, dict) else {}
        mcid = resolve1(known.get("MCID"))
        actual = resolve1(known.get("ActualText"))
        self.content.append(
            _Content(
                mcid if isinstance(mcid, int) else around.mcid,
                around.artifact or tag.name == "Artifact",
                decode_text(actual) if isinstance(actual, bytes) else None,
                len(self.chars),
            )
        )

    def end_tag(self) -> None:
        if len(self.content) > 1:
            content = self.content.pop()
            if content.actual is not None:
                self.chars[content.start :] = _said(self.chars[content.start :], content.actual)

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: Any, graphicstate: Any
    ) -> None:
        font = textstate.font
        if font is None or font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)  # by way of render_char
            return
        glyphs = self.glyphs_of(font)
        size, scaling = textstate.fontsize, textstate.scaling * 0.01
        gap = textstate.charspace * scaling
        word_gap = 0 if font.is_multibyte() else textstate.wordspace * scaling
        unit = 0.001 * size * scaling
        x, y = textstate.linematrix
        drawn: list[_Drawn] = []
        later = False
        for piece in seq:
            if isinstance(piece, (int, float)):
                x -= piece * unit
                later = True
            elif isinstance(piece, bytes):
                if len(drawn) + len(piece) > 4 * MOST_ON_A_PAGE:  # four bytes a character
                    raise self.too_many()
                for cid in font.decode(piece):
                    if later:
                        x += gap
                    text, width = glyphs[cid]
                    advance = width * size * scaling
                    drawn.append((text, x, advance))
                    x += advance
                    if cid == 32 and word_gap:
                        x += word_gap
                    later = True
        textstate.linematrix = (x, y)
        low = glyphs.descent * size + textstate.rise
        if len(self.chars) + len(drawn) > MOST_ON_A_PAGE:
            raise self.too_many()
        self.keep(drawn, glyphs, y, (low, low + size), mult_matrix(textstate.matrix, self.ctm))

    def glyphs_of(self, font: PDFFont) -> _Glyphs:
        """The font's glyphs, looked up once a page."""
        glyphs = self.fonts.get(id(font))
        if glyphs is None:
            glyphs = self.fonts[id(font)] = _Glyphs(font)
        return glyphs

    def too_many(self) -> TooLarge:
        """The error for a page that holds more than any print could."""
        return TooLarge(
            f"page {self.pageno} holds more than {MOST_ON_A_PAGE} characters",
            advice="Print the file anew",
        )

    def keep(
        self,
        drawn: Sequence[_Drawn],
        glyphs: _Glyphs,
        y: float,
        heights: tuple[float, float],
        matrix: Matrix,
    ) -> None:
        """Keep the glyphs of a line of text. Their boxes are those of `pdfminer.layout.LTChar`."""
        a, b, c, d, e, f = matrix
        over, under = self.x, self.y
        mcid, artifact, *_ = self.content[-1]
        turn = 0 if b == 0 and a > 0 and d > 0 else _turn(a, b, c, d)
        name, bold, append = glyphs.name, glyphs.bold, self.chars.append
        if b == 0 and c == 0:
            y0, y1 = sorted(d * height + (y * d + f) for height in heights)
            size, top, bottom = y1 - y0, under - y1, under - y0
            for text, x, advance in drawn:
                x0 = x * a + e
                x1 = a * advance + x0
                if x1 < x0:
                    x0, x1 = x1, x0
                x0 += over
                x1 += over
                append(_char((text, name, size, x0, top, x1, bottom, mcid, turn, artifact, bold)))
            return
        for text, x, advance in drawn:
            right, up = x * a + y * c + e, x * b + y * d + f
            corners = [(across, height) for across in (0.0, advance) for height in heights]
            xs = [a * across + c * height + right for across, height in corners]
            ys = [b * across + d * height + up for across, height in corners]
            x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
            place = (x0 + over, under - y1, x1 + over, under - y0)
            append(_char((text, name, y1 - y0, *place, mcid, turn, artifact, bold)))

    def render_char(self, matrix: Matrix, font: PDFFont, *rest: Any) -> float:
        """Vertical writing takes this way: pdfminer's own character is made and read off."""
        advance = super().render_char(matrix, font, *rest)
        made: Any = self.cur_item._objs.pop()  # noqa: SLF001 — the one just added
        content = self.content[-1]
        self.chars.append(
            Char(
                made.get_text(), _name(font), made.size,
                made.x0 + self.x, self.y - made.y1, made.x1 + self.x, self.y - made.y0,
                content.mcid, None, content.artifact, False,
            )
        )  # fmt: skip
        return float(advance)


def _turn(a: float, b: float, c: float, d: float) -> int | None:
    """The quarter turn of a text matrix; slanted italics are upright, mirrored text has none."""
    if a * d - b * c <= 0:
        return None
    if abs(b) < 0.05 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) < 0.05 * abs(b):
        return 90 if b > 0 else 270
    return None


def _name(font: PDFFont) -> str:
    name = font.fontname
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _said(chars: Sequence[Char], actual: str) -> list[Char]:
    """The glyphs of a span with `/ActualText`, as one glyph that says it.

    Left alone where the glyphs say the same already, stand in several rows, or would vanish.
    """
    said = "".join(char.text for char in chars)
    if not chars or said == actual or max(c.top for c in chars) > min(c.bottom for c in chars):
        return list(chars)
    if not actual.strip():
        # A hyphen that is only the line's: it means nothing.
        return (
            [chars[0]._replace(text="\u00ad")] if said.strip() in ("-", "\u2010") else list(chars)
        )
    first = chars[0]
    return [
        first._replace(
            text=actual,
            x0=min(char.x0 for char in chars),
            top=min(char.top for char in chars),
            x1=max(char.x1 for char in chars),
            bottom=max(char.bottom for char in chars),
        )
    ]
