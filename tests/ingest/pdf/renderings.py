"""One invented report, and how it looks through every producer of PDF that is at hand.

`TEXT` is written once, in a small markup of our own; `truth()` is what a reader must find in any
rendering of it; a renderer turns it into PDF bytes. The region, its people and its decisions are
invented.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

TEXT = """
# Lägesrapport om vårdens nya journalmiljö
Sammanställt: 2024-11-14 klockan 09:15
## Läget i korthet
- Region Exempel fortsätter att förbereda bytet av journalmiljö. Underlaget till regionstyrelsen \
är i stort sett färdigt och lämnas över i början av december, efter det att förvaltningarna har \
fått säga sitt om kostnader, tidplan och bemanning.
  - Bilaga 1 beskriver [beslutsvägen för journalmiljön](https://region.example/beslut) steg för steg.
  - Bilaga 2 räknar upp de system som berörs:
    - journalsystemet på Exempelby sjukhus,
    - läkemedelsmodulen, som hälso- och sjukvården delar med tre kommuner,
    - remissportalen.
  - Bilaga 3 skrivs om.
- **Ekonomi.** Prognosen för året är 12,5 miljoner kronor under budget. Det beror främst på att \
IT-upphandlingen flyttades och att färre konsulter än beräknat har anlitats under hösten.
- Tillsynsmyndigheten, TSM, har begärt in uppgifter om åtkomstkontroller senast den 29 november. \
TSM:s frågor rör loggranskning, behörighetstilldelning och incidenthantering, och svaret \
samordnas av [informationssäkerhetsenheten och regionjuristen i en särskild \
arbetsgrupp som träffas varje vecka](https://region.example/tillsyn/arbetsgrupp).
## Beslut och uppdrag
Regionstyrelsen fattade tre beslut vid sammanträdet den 5 november. De gäller från årsskiftet och \
följs upp i mars.
1. Utbildningen av superanvändare återupptas på samtliga vårdcentraler.
2. Införandet på Exempelby sjukhus delas i två etapper:
   a) mottagningar och dagkirurgi i februari,
   b) vårdavdelningar och akutmottagning i maj, om inte sjukhusledningen anmäler hinder.
3. En oberoende granskning beställs. Den ska redovisa risker för patientsäkerheten och vara klar \
innan etapp två inleds.
## Kommunikation, urval
- 12/11: [Frågor och svar om journalbytet](https://region.example/fragor)
- 8/11: Så påverkas du som arbetar natt – chefernas genomgång (webbsändning)
- 5/11: Pressmeddelande om styrelsens beslut
### Kommande insatser
- Öppet hus för medarbetare den 3 december. Anmälan görs i utbildningsportalen, där det också går \
att läsa presentationerna i efterhand och ställa frågor till projektets ledning.
- E-postutskick till samtliga chefer vecka 49.
## Ekonomi per område
| Område | Budget | Utfall |
| Vårdcentraler | 410 | 398 |
| Sjukhus | 1 275 | 1 260 |
| Gemensam it-drift | 88 | 91 |
## Om rapporten
Rapporten sammanställs varannan vecka av projektkontoret och riktar sig till chefer, fackliga \
företrädare och förtroendevalda. Uppgifterna gäller det datum då rapporten skickas ut, och senare \
rättelser införs i nästa nummer.

Synpunkter lämnas till projektkontoret. Nästa rapport kommer den 28 november.
"""


class Truth(NamedTuple):
    """What a reader must find; `level` of headings 1-3, of list items from 0."""

    kind: str  # heading, paragraph, bullet, row
    level: int
    label: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


class Piece(NamedTuple):
    text: str
    bold: bool
    url: str


_INLINE = re.compile(r"\*\*(.+?)\*\*|\[(.+?)\]\((.+?)\)")
_ITEM = re.compile(r"(\s*)(-|\d+\.|[a-z]\)) (.*)")


def truth(text: str = TEXT) -> list[Truth]:
    """The blocks of the text, in order."""
    out = []
    for kind, level, label, marked in source(text):
        if kind == "row":
            out.append(Truth(kind, 0, "", marked))
            continue
        found = pieces(marked)
        links = tuple((piece.text, piece.url) for piece in found if piece.url)
        out.append(Truth(kind, level, label, "".join(piece.text for piece in found), links))
    return out


def source(text: str = TEXT) -> Iterator[tuple[str, int, str, str]]:
    """(kind, level, label, marked-up text) line by line."""
    for line in text.strip().splitlines():
        if not line.strip():
            continue
        if line.startswith("#"):
            marks, _, rest = line.partition(" ")
            yield "heading", len(marks), "", rest
        elif line.startswith("|"):
            yield "row", 0, "", " | ".join(cell.strip() for cell in line.strip("|").split("|"))
        elif found := _ITEM.match(line):
            indent, label, rest = found.groups()
            yield "bullet", len(indent) // 2, "" if label == "-" else label, rest
        else:
            yield "paragraph", 0, "", line


def pieces(marked: str) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    for found in _INLINE.finditer(marked):
        out.append(Piece(marked[at : found.start()], False, ""))
        if found[1]:
            out.append(Piece(found[1], True, ""))
        else:
            out.append(Piece(found[2], False, found[3]))
        at = found.end()
    out.append(Piece(marked[at:], False, ""))
    return [piece for piece in out if piece.text]


@dataclass(frozen=True)
class Look:
    """What varies from rendering to rendering, so that pages break in different places."""

    size: float = 11
    page: str = "A4"
    justified: bool = False
    running: bool = True
    columns: int = 1


# --- HTML, for Chromium and WeasyPrint ---------------------------------------------------------


def html(look: Look = Look(), text: str = TEXT, tagged_title: bool = True) -> str:
    body: list[str] = []
    open_lists: list[str] = []  # "ul" or "ol", outermost first
    in_table = False

    def close_lists(to: int) -> None:
        while len(open_lists) > to:
            body.append(f"</li></{open_lists.pop()}>")

    for kind, level, label, marked in source(text):
        if kind != "row" and in_table:
            body.append("</table>")
            in_table = False
        if kind != "bullet":
            close_lists(0)
        if kind == "heading":
            body.append(f"<h{level}>{_html_inline(marked)}</h{level}>")
        elif kind == "paragraph":
            body.append(f"<p>{_html_inline(marked)}</p>")
        elif kind == "row":
            if not in_table:
                body.append("<table>")
            tag = "td" if in_table else "th"
            cells = "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in marked.split(" | "))
            body.append(f"<tr>{cells}</tr>")
            in_table = True
        else:
            close_lists(level + 1)
            if len(open_lists) == level + 1:
                body.append("</li>")
            else:
                name = "ul" if not label else 'ol type="a"' if label[0].isalpha() else "ol"
                kind_class = ' class="paren"' if label.endswith(")") else ""
                body.append(f"<{name}{kind_class}>")
                open_lists.append(name.split()[0])
            body.append(f"<li>{_html_inline(marked)}")
    close_lists(0)
    if in_table:
        body.append("</table>")
    align = "justify" if look.justified else "left"
    title = "<title>Lägesrapport</title>" if tagged_title else ""
    heads = (
        '@top-left{content:"Region Exempel · Lägesrapport";font-size:8pt}'
        '@bottom-center{content:"Sida " counter(page) " (" counter(pages) ")";font-size:8pt}'
        if look.running
        else ""
    )
    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8">{title}<style>
@page{{size:{look.page};margin:20mm;{heads}}}
@counter-style paren{{system:extends lower-alpha;suffix:") "}}
body{{font:{look.size}pt/1.35 "Liberation Sans",sans-serif;text-align:{align};
hyphens:{"auto" if look.justified else "manual"}}}
main{{{f"columns:{look.columns};column-gap:8mm" if look.columns > 1 else ""}}}
h1{{font-size:1.7em}} h2{{font-size:1.3em}} h3{{font-size:1.1em}}
ol.paren{{list-style-type:paren}} table{{border-collapse:collapse}}
td,th{{border:1px solid #555;padding:2px 8px;text-align:left}}
</style></head><body><main>{"".join(body)}</main></body></html>"""


def _html_inline(marked: str) -> str:
    out = []
    for piece in pieces(marked):
        text = escape(piece.text)
        if piece.bold:
            text = f"<strong>{text}</strong>"
        if piece.url:
            text = f'<a href="{escape(piece.url)}">{text}</a>'
        out.append(text)
    return "".join(out)


def chromium(look: Look = Look(), tagged: bool = True) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(html(look), encoding="utf-8")
        _run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
            *([] if tagged else ["--disable-pdf-tagging"]),
            f"--print-to-pdf={folder}/page.pdf", page.as_uri(),
        )  # fmt: skip
        return Path(folder, "page.pdf").read_bytes()


def weasyprint(look: Look = Look(), tagged: bool = True) -> bytes:
    from weasyprint import HTML

    variant = {"pdf_variant": "pdf/ua-1"} if tagged else {}
    made = HTML(string=html(look)).write_pdf(**variant)
    assert isinstance(made, bytes)
    return made


# --- LibreOffice, from ODT (flat XML) and DOCX -------------------------------------------------


def office(suffix: str, data: bytes, tagged: bool) -> bytes:
    """A text document through LibreOffice Writer."""
    options = (
        'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"%s"}}'
        % str(tagged).lower()
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"page.{suffix}").write_bytes(data)
        _run(
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", options, "--outdir", folder, f"{folder}/page.{suffix}",
        )  # fmt: skip
        return Path(folder, "page.pdf").read_bytes()


def office_odt(look: Look = Look(), tagged: bool = True) -> bytes:
    return office("fodt", fodt(look).encode(), tagged)


def office_docx(look: Look = Look(), tagged: bool = True) -> bytes:
    return office("docx", docx(look), tagged)


def fodt(look: Look = Look(), text: str = TEXT) -> str:
    """A flat ODF text with real heading styles and list styles."""
    body: list[str] = []
    open_lists = 0
    in_table = False

    def close_lists(to: int) -> None:
        nonlocal open_lists
        while open_lists > to:
            body.append("</text:list-item></text:list>")
            open_lists -= 1

    for kind, level, label, marked in source(text):
        if kind != "row" and in_table:
            body.append("</table:table>")
            in_table = False
        if kind != "bullet":
            close_lists(0)
        inline = _odf_inline(marked)
        if kind == "heading":
            body.append(f'<text:h text:style-name="H{level}" text:outline-level="{level}">{inline}</text:h>')
        elif kind == "paragraph":
            body.append(f'<text:p text:style-name="P">{inline}</text:p>')
        elif kind == "row":
            if not in_table:
                body.append(
                    '<table:table><table:table-column table:number-columns-repeated="3"/>'
                )
                in_table = True
            cells = "".join(
                f'<table:table-cell table:style-name="C"><text:p text:style-name="P">{escape(cell)}'
                "</text:p></table:table-cell>"
                for cell in marked.split(" | ")
            )
            body.append(f"<table:table-row>{cells}</table:table-row>")
        else:
            close_lists(level + 1)
            if open_lists == level + 1:
                body.append("</text:list-item>")
            else:
                style = ' text:style-name="N"' if label and level == 0 else ' text:style-name="B"'
                body.append(f"<text:list{style if level == 0 else ''}>")
                open_lists += 1
            body.append(f'<text:list-item><text:p text:style-name="P">{inline}</text:p>')
    close_lists(0)
    if in_table:
        body.append("</table:table>")
    align = "justify" if look.justified else "start"
    glyphs = "•◦▪"
    bullets = "".join(
        f'<text:list-level-style-bullet text:level="{at}" text:bullet-char="{glyphs[at - 1]}">'
        f"{_odf_indent(at)}</text:list-level-style-bullet>"
        for at in (1, 2, 3)
    )
    numbers = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" '
        f'style:num-suffix="{suffix}">{_odf_indent(at)}</text:list-level-style-number>'
        for at, form, suffix in ((1, "1", "."), (2, "a", ")"))
    )
    wide, high = ("21cm", "29.7cm") if look.page == "A4" else ("14.8cm", "21cm")
    running = (
        '<style:header><text:p>Region Exempel · Lägesrapport</text:p></style:header>'
        '<style:footer><text:p>Sida <text:page-number>1</text:page-number></text:p></style:footer>'
        if look.running
        else ""
    )
    styles = "".join(
        f'<style:style style:name="H{at}" style:family="paragraph" style:parent-style-name="Heading_20_{at}" '
        f'style:default-outline-level="{at}"><style:paragraph-properties fo:margin-top="0.4cm" '
        f'fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties '
        f'fo:font-weight="bold" fo:font-size="{look.size * factor:.1f}pt"/></style:style>'
        for at, factor in ((1, 1.7), (2, 1.3), (3, 1.1))
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
            ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    return f"""<?xml version="1.0" encoding="UTF-8"?><office:document {names}
xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"
office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Heading_20_1" style:family="paragraph" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>
<style:style style:name="Heading_20_3" style:family="paragraph" style:default-outline-level="3"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties
fo:margin-bottom="0.15cm" fo:text-align="{align}"/><style:text-properties
fo:font-size="{look.size}pt" fo:language="sv" fo:country="SE"/></style:style>
{styles}
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties
fo:border="0.05pt solid #000000" fo:padding="0.1cm"/></style:style>
<text:list-style style:name="B">{bullets}</text:list-style>
<text:list-style style:name="N">{numbers}</text:list-style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{wide}"
fo:page-height="{high}" fo:margin="2cm"/><style:header-style><style:header-footer-properties
fo:min-height="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties
fo:min-height="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{running}
</style:master-page></office:master-styles>
<office:body><office:text>{"".join(body)}</office:text></office:body></office:document>"""


def _odf_indent(level: int) -> str:
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        f'fo:text-indent="-0.6cm" fo:margin-left="{0.6 + 0.6 * level:.1f}cm"/>'
        "</style:list-level-properties>"
    )


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


def docx(look: Look = Look(), text: str = TEXT) -> bytes:
    """The text as Word writes it: heading and list styles, no explicit list structure."""
    import docx as word
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    made = word.Document()
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(look.size)
    section = made.sections[0]
    section.page_width, section.page_height = (
        (Cm(21), Cm(29.7)) if look.page == "A4" else (Cm(14.8), Cm(21))
    )
    section.left_margin = section.right_margin = Cm(2)
    if look.running:
        section.header.paragraphs[0].text = "Region Exempel · Lägesrapport"
        section.footer.paragraphs[0].text = "Projektkontoret, Region Exempel"
    table = None
    for kind, level, label, marked in source(text):
        if kind == "row":
            cells = marked.split(" | ")
            if table is None:
                table = made.add_table(rows=0, cols=len(cells), style="Table Grid")
            for cell, value in zip(table.add_row().cells, cells, strict=True):
                cell.text = value
            continue
        table = None
        if kind == "heading":
            paragraph = made.add_paragraph(style=f"Heading {level}")
        elif kind == "bullet":
            name = "List Number" if label else "List Bullet"
            paragraph = made.add_paragraph(style=name + (f" {level + 1}" if level else ""))
        else:
            paragraph = made.add_paragraph()
        if look.justified and kind != "heading":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for piece in pieces(marked):
            if piece.url:
                link = OxmlElement("w:hyperlink")
                target = made.part.relate_to(piece.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                link.set(qn("r:id"), target)
                run = paragraph.add_run(piece.text)
                link.append(run._r)
                paragraph._p.append(link)
            else:
                paragraph.add_run(piece.text).bold = piece.bold or None
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


# --- Typst and LaTeX ---------------------------------------------------------------------------


def typst(look: Look = Look(), tagged: bool = True) -> bytes:
    import typst as compiler

    lines = [
        f'#set page(paper: "{look.page.lower()}", margin: 2cm'
        + (
            ', header: [Region Exempel · Lägesrapport], footer: context [Sida #counter(page).display()]'
            if look.running
            else ""
        )
        + (f", columns: {look.columns})" if look.columns > 1 else ")"),
        f'#set text(size: {look.size}pt, lang: "sv", font: "Libertinus Serif")',
        f"#set par(justify: {str(look.justified).lower()})",
        '#set document(title: "Lägesrapport")',
        "#set heading(numbering: none)",
        '#set enum(numbering: (..n) => if n.pos().len() > 1 { numbering("a)", n.pos().last()) } '
        'else { numbering("1.", n.pos().last()) }, full: true)',
    ]
    rows: list[str] = []
    for kind, level, label, marked in [*source(), ("end", 0, "", "")]:
        if kind == "row":
            rows.append(", ".join(f"[{_typst_text(cell)}]" for cell in marked.split(" | ")))
            continue
        if rows:
            lines.append(f"#table(columns: 3, {', '.join(rows)})")
            rows = []
        inline = "".join(
            f'#link("{piece.url}")[{_typst_text(piece.text)}]'
            if piece.url
            else f"*{_typst_text(piece.text)}*"
            if piece.bold
            else _typst_text(piece.text)
            for piece in pieces(marked)
        )
        if kind == "heading":
            lines.append(f"{'=' * level} {inline}")
        elif kind == "bullet":
            lines.append(f"{'  ' * level}{'+' if label else '-'} {inline}")
        elif kind == "paragraph":
            lines.append(f"\n{inline}\n")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        page.write_text("\n".join(lines), encoding="utf-8")
        made = compiler.compile(str(page), **({} if tagged else {"pdf_tags": False}))
    assert isinstance(made, bytes)
    return made


def _typst_text(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@/\[\]~-])", r"\\\1", text)


def latex(look: Look = Look(), encoding: str = "T1", indented: bool = True) -> bytes:
    """pdfLaTeX: `T1` has accented glyphs, `OT1` draws the accent and then the letter under it."""
    paper = f"{look.page.lower()}paper"
    lines = [
        f"\\documentclass[{round(look.size)}pt,{paper}]{{article}}",
        f"\\usepackage[{encoding}]{{fontenc}}\\usepackage[utf8]{{inputenc}}",
        "\\usepackage{lmodern}" if encoding == "T1" else "",
        "\\usepackage[swedish]{babel}\\usepackage[margin=2.2cm]{geometry}",
        "\\usepackage[hidelinks]{hyperref}",
        "" if indented else "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}",
        "" if look.justified else "\\raggedright",
        "\\pagestyle{headings}" if not look.running else "\\pagestyle{plain}",
        "\\setcounter{secnumdepth}{0}",
        "\\renewcommand{\\labelenumii}{\\alph{enumii})}",
        "\\begin{document}" + ("\\twocolumn" if look.columns > 1 else ""),
    ]
    opened: list[str] = []
    rows: list[str] = []
    for kind, level, label, marked in [*source(), ("end", 0, "", "")]:
        if kind == "row":
            rows.append(marked.replace(" | ", " & ") + "\\\\\\hline")
            continue
        if rows:
            lines += ["", "\\noindent\\begin{tabular}{|l|l|l|}\\hline", *rows, "\\end{tabular}", ""]
            rows = []
        depth = level + 1 if kind == "bullet" else 0
        while len(opened) > depth:
            lines.append(f"\\end{{{opened.pop()}}}")
        inline = "".join(_latex_piece(piece) for piece in pieces(marked))
        if kind == "heading" and level == 1:
            lines.append(f"{{\\LARGE\\bfseries {inline}\\par}}\\medskip")
        elif kind == "heading":
            lines.append(f"\\{'sub' * (level - 2)}section{{{inline}}}")
        elif kind == "paragraph":
            lines += [inline, ""]
        elif kind == "bullet":
            if len(opened) < depth:
                opened.append("enumerate" if label else "itemize")
                lines.append(f"\\begin{{{opened[-1]}}}")
            lines.append(f"\\item {inline}")
    lines.append("\\end{document}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.tex").write_text("\n".join(lines), encoding="utf-8")
        for _ in range(2):
            _run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex", cwd=folder)
        return Path(folder, "page.pdf").read_bytes()


def _latex_piece(piece: Piece) -> str:
    text = re.sub(r"([&%$#_{}])", r"\\\1", piece.text).replace("–", "--")
    if piece.url:
        return f"\\href{{{piece.url}}}{{{text}}}"
    return f"\\textbf{{{text}}}" if piece.bold else text


# --- reportlab: always at hand ------------------------------------------------------------------


def reportlab(look: Look = Look(), bullet: str = "•") -> bytes:
    from reportlab.lib import pagesizes
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        PageTemplate,
        Paragraph,
        Table,
        TableStyle,
    )

    size = look.size
    base = ParagraphStyle(
        "base", fontName="Helvetica", fontSize=size, leading=size * 1.3, spaceAfter=size * 0.5,
        alignment=TA_JUSTIFY if look.justified else TA_LEFT,
    )  # fmt: skip
    story: list[object] = []
    rows: list[list[str]] = []
    for kind, level, label, marked in [*source(), ("end", 0, "", "")]:
        if kind == "row":
            rows.append(marked.split(" | "))
            continue
        if rows:
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), size)])
            story.append(Table(rows, style=grid, hAlign="LEFT"))
            rows = []
        inline = "".join(
            f'<a href="{escape(piece.url)}">{escape(piece.text)}</a>'
            if piece.url
            else f"<b>{escape(piece.text)}</b>"
            if piece.bold
            else escape(piece.text)
            for piece in pieces(marked)
        )
        if kind == "heading":
            large = size * {1: 1.7, 2: 1.3, 3: 1.12}[level]
            story.append(
                Paragraph(
                    inline,
                    ParagraphStyle(
                        f"h{level}", fontName="Helvetica-Bold", fontSize=large, leading=large * 1.2,
                        spaceBefore=size * 0.8, spaceAfter=size * 0.4, keepWithNext=1,
                    ),
                )
            )  # fmt: skip
        elif kind == "paragraph":
            story.append(Paragraph(inline, base))
        elif kind == "bullet":
            indent = 18 * (level + 1)
            style = ParagraphStyle(
                f"li{level}", parent=base, leftIndent=indent, bulletIndent=indent - 14,
                bulletFontSize=size, spaceAfter=size * 0.25,
            )  # fmt: skip
            story.append(Paragraph(inline, style, bulletText=label or bullet))

    out = io.BytesIO()
    wide, high = getattr(pagesizes, look.page)
    gap = 0.8 * cm
    width = (wide - 4 * cm - gap * (look.columns - 1)) / look.columns
    frames = [
        Frame(2 * cm + at * (width + gap), 2 * cm, width, high - 4 * cm, 0, 0, 0, 0)
        for at in range(look.columns)
    ]

    def heads(canvas: object, document: object) -> None:
        if look.running:
            canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
            canvas.drawString(2 * cm, high - 1.2 * cm, "Region Exempel · Lägesrapport")  # type: ignore[attr-defined]
            canvas.drawCentredString(wide / 2, cm, f"Sida {document.page}")  # type: ignore[attr-defined]

    made = BaseDocTemplate(out, pagesize=(wide, high), title="Lägesrapport", invariant=1)
    made.addPageTemplates(PageTemplate(frames=frames, onPage=heads))
    made.build(story)
    return out.getvalue()


# --- rewriting ----------------------------------------------------------------------------------


def ghostscript(data: bytes) -> bytes:
    """The file as Ghostscript writes it anew: other fonts' names, no tags."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "in.pdf").write_bytes(data)
        _run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=out.pdf", "in.pdf", cwd=folder)
        return Path(folder, "out.pdf").read_bytes()


def _run(*command: str, cwd: str | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180, cwd=cwd)


Renderer = Callable[[Look], bytes]

RENDERERS: dict[str, Renderer] = {
    "reportlab": reportlab,
    "reportlab-dash": lambda look: reportlab(look, bullet="-"),
    "chromium-tagged": chromium,
    "chromium-untagged": lambda look: chromium(look, tagged=False),
    "weasyprint-tagged": weasyprint,
    "weasyprint-untagged": lambda look: weasyprint(look, tagged=False),
    "office-odt-tagged": office_odt,
    "office-odt-untagged": lambda look: office_odt(look, tagged=False),
    "office-docx-tagged": office_docx,
    "office-docx-untagged": lambda look: office_docx(look, tagged=False),
    "typst": typst,
    "latex-t1": latex,
    "latex-ot1": lambda look: latex(look, encoding="OT1", indented=False),
    "gs-reportlab": lambda look: ghostscript(reportlab(look)),
    "gs-chromium": lambda look: ghostscript(chromium(look)),
    "gs-latex": lambda look: ghostscript(latex(look)),
    "gs-office": lambda look: ghostscript(office_odt(look)),
}


def at_hand(name: str) -> bool:
    """Whether the tools that a renderer needs are installed."""
    needs = {
        "chromium": "chromium", "office": "soffice", "latex": "pdflatex", "gs": "gs",
    }  # fmt: skip
    return all(shutil.which(tool) for part, tool in needs.items() if part in name.split("-"))
