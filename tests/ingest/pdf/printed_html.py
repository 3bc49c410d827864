"""The report as HTML, printed by Chromium and by WeasyPrint."""

from __future__ import annotations

import subprocess
import tempfile
from html import escape
from pathlib import Path

from invented import Heading, List, Look, Node, Paragraph, Table, pieces, report

_LIST = {"bullet": "ul", "number": "ol", "letter": 'ol class="paren"'}


def html(look: Look) -> str:
    align = "justify; hyphens:auto" if look.justified else "left"
    columns = f"columns:{look.columns};column-gap:8mm" if look.columns > 1 else ""
    heads = (
        '@top-left{content:"Region Exempel · Lägesrapport";font-size:8pt}'
        '@bottom-center{content:"Sida " counter(page) " (" counter(pages) ")";font-size:8pt}'
        if look.running
        else ""
    )
    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8">
<title>Lägesrapport</title><style>@page{{size:{look.page};margin:20mm;{heads}}}
@counter-style paren{{system:extends lower-alpha;suffix:") "}}
body{{font:{look.size}pt/1.35 "Liberation Sans",sans-serif;text-align:{align}}}
main{{{columns}}} h1{{font-size:1.7em}} h2{{font-size:1.3em}} h3{{font-size:1.1em}}
ol.paren{{list-style-type:paren}} table{{border-collapse:collapse}}
td,th{{border:1px solid #555;padding:2px 8px;text-align:left}}
</style></head><body><main>{"".join(map(_element, report()))}</main></body></html>"""


def _element(node: Node) -> str:
    match node:
        case Heading(level, words):
            return f"<h{level}>{_inline(words)}</h{level}>"
        case Paragraph(words):
            return f"<p>{_inline(words)}</p>"
        case Table(rows):
            return f"<table>{''.join(map(_row, rows, ['th'] + ['td'] * len(rows)))}</table>"
        case List():
            items = "".join(
                f"<li>{_inline(item.text)}{_element(item.nested) if item.nested else ''}</li>"
                for item in node.items
            )
            tag = _LIST[node.style]
            return f"<{tag}>{items}</{tag.split()[0]}>"


def _row(cells: list[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _inline(marked: str) -> str:
    out = []
    for piece in pieces(marked):
        text = escape(piece.text)
        if piece.bold:
            text = f"<strong>{text}</strong>"
        if piece.url:
            text = f'<a href="{escape(piece.url)}">{text}</a>'
        out.append(text)
    return "".join(out)


def chromium(look: Look, tagged: bool = True) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(html(look), encoding="utf-8")
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
            f"--print-to-pdf={folder}/page.pdf",
        ]  # fmt: skip
        if not tagged:
            command.append("--disable-pdf-tagging")
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=180)
        return Path(folder, "page.pdf").read_bytes()


def weasyprint(look: Look, tagged: bool = True) -> bytes:
    from weasyprint import HTML

    options = {"pdf_variant": "pdf/ua-1"} if tagged else {}
    made = HTML(string=html(look)).write_pdf(**options)
    assert isinstance(made, bytes)
    return made
