"""The report typeset by Typst and by pdfLaTeX, and rewritten by Ghostscript."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from invented import Heading, List, Look, Node, Paragraph, Piece, Table, pieces, report


def typst(look: Look) -> bytes:
    import typst as compiler

    heads = (
        "header: [Region Exempel · Lägesrapport], footer: context [Sida #counter(page).display()]"
    )
    lines = [
        f'#set page(paper: "{look.page.lower()}", margin: 2cm, columns: {look.columns}'
        f"{', ' + heads if look.running else ''})",
        f'#set text(size: {look.size}pt, lang: "sv", font: "Libertinus Serif")',
        f"#set par(justify: {str(look.justified).lower()})",
        '#set document(title: "Lägesrapport")',
        '#set enum(numbering: (..n) => numbering(if n.pos().len() > 1 { "a)" } else { "1." }, '
        "n.pos().last()), full: true)",
        *(line for node in report() for line in _typst(node)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        page.write_text("\n".join(lines), encoding="utf-8")
        made = compiler.compile(str(page))
    assert isinstance(made, bytes)
    return made


def _typst(node: Node) -> list[str]:
    match node:
        case Heading(level, words):
            return [f"{'=' * level} {_typst_inline(words)}"]
        case Paragraph(words):
            return ["", _typst_inline(words), ""]
        case Table(rows):
            cells = ", ".join(f"[{_typst_text(cell)}]" for row in rows for cell in row)
            return [f"#table(columns: {len(rows[0])}, {cells})"]
        case List():
            sign = "-" if node.style == "bullet" else "+"
            lines = []
            for item in node.items:
                lines.append(f"{'  ' * node.level}{sign} {_typst_inline(item.text)}")
                if item.nested:
                    lines.extend(_typst(item.nested))
            return lines


def _typst_inline(marked: str) -> str:
    return "".join(map(_typst_piece, pieces(marked)))


def _typst_piece(piece: Piece) -> str:
    text = _typst_text(piece.text)
    if piece.url:
        return f'#link("{piece.url}")[{text}]'
    return f"*{text}*" if piece.bold else text


def _typst_text(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@/\[\]~-])", r"\\\1", text)


def latex(look: Look, encoding: str = "T1", indented: bool = True) -> bytes:
    """`T1` has accented glyphs; `OT1` draws the accent and then the letter under it."""
    lines = [
        f"\\documentclass[{round(look.size)}pt,{look.page.lower()}paper]{{article}}",
        f"\\usepackage[{encoding}]{{fontenc}}\\usepackage[utf8]{{inputenc}}",
        "\\usepackage{lmodern}" if encoding == "T1" else "",
        "\\usepackage[swedish]{babel}\\usepackage[margin=2.2cm]{geometry}",
        "\\usepackage[hidelinks]{hyperref}",
        "" if indented else "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}",
        "" if look.justified or look.columns > 1 else "\\raggedright",
        f"\\pagestyle{{{'plain' if look.running else 'empty'}}}",
        "\\setcounter{secnumdepth}{0}\\renewcommand{\\labelenumii}{\\alph{enumii})}",
        "\\begin{document}" + ("\\twocolumn" if look.columns > 1 else ""),
        *(line for node in report() for line in _latex(node)),
        "\\end{document}",
    ]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.tex").write_text("\n".join(lines), encoding="utf-8")
        for _ in range(2):  # hyperref needs a second run
            _run(folder, "pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex")
        return Path(folder, "page.pdf").read_bytes()


def _latex(node: Node) -> list[str]:
    match node:
        case Heading(1, words):
            return [f"{{\\LARGE\\bfseries {_latex_inline(words)}\\par}}\\medskip"]
        case Heading(level, words):
            return [f"\\{'sub' * (level - 2)}section{{{_latex_inline(words)}}}"]
        case Paragraph(words):
            return [_latex_inline(words), ""]
        case Table(rows):
            made = [" & ".join(row) + "\\\\\\hline" for row in rows]
            columns = "|l" * len(rows[0]) + "|"
            begin = f"\\noindent\\begin{{tabular}}{{{columns}}}\\hline"
            return ["", begin, *made, "\\end{tabular}", ""]
        case List():
            name = "itemize" if node.style == "bullet" else "enumerate"
            lines = [f"\\begin{{{name}}}"]
            for item in node.items:
                lines.append(f"\\item {_latex_inline(item.text)}")
                if item.nested:
                    lines.extend(_latex(item.nested))
            return [*lines, f"\\end{{{name}}}"]


def _latex_inline(marked: str) -> str:
    return "".join(map(_latex_piece, pieces(marked)))


def _latex_piece(piece: Piece) -> str:
    text = re.sub(r"([&%$#_{}])", r"\\\1", piece.text).replace("–", "--")
    if piece.url:
        return f"\\href{{{piece.url}}}{{{text}}}"
    return f"\\textbf{{{text}}}" if piece.bold else text


def ghostscript(data: bytes) -> bytes:
    """The file as Ghostscript writes it anew: other names for fonts, no tags, rounded links."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "in.pdf").write_bytes(data)
        device = ("-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=out.pdf")
        _run(folder, "gs", *device, "in.pdf")
        return Path(folder, "out.pdf").read_bytes()


def _run(folder: str, *command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180, cwd=folder)
