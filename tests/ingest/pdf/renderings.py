"""Every producer of PDF that is known here, and how what a reader found compares with the truth."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec

from invented import Look, Truth, truth
from printed_html import chromium, weasyprint
from printed_office import office_docx, office_odt
from printed_reportlab import reportlab
from printed_typeset import ghostscript, latex, typst

from ingest.document import Document

RENDERERS: dict[str, Callable[[Look], bytes]] = {
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

_NEEDS = {
    "chromium": ("chromium", None),
    "weasyprint": (None, "weasyprint"),
    "office": ("soffice", None),
    "docx": (None, "docx"),
    "typst": (None, "typst"),
    "latex": ("pdflatex", None),
    "gs": ("gs", None),
}  # by part of a renderer's name: the program and the Python package that it needs


def at_hand(name: str) -> bool:
    """Whether what a renderer needs is installed."""
    for part in name.split("-"):
        program, package = _NEEDS.get(part, (None, None))
        if program and not shutil.which(program):
            return False
        if package and not find_spec(package):
            return False
    return True


def expected(name: str) -> list[Truth]:
    """What a reader must find in that renderer's file of `TEXT`.

    LibreOffice writes no link annotations into a PDF made from DOCX, and Word's own list styles
    count `1.` on every level: there, only that an item is numbered can be compared.
    """
    wanted = [block._replace(level=0) if block.kind == "heading" else block for block in truth()]
    return [_word(block) for block in wanted] if "docx" in name else wanted


def found(name: str, document: Document) -> list[Truth]:
    """The document's blocks in the same terms; of headings the level is `structure.py`'s matter."""
    sizes: Counter[float] = Counter()
    for block in document.blocks:
        sizes[block.size] += len(block.text)
    body = sizes.most_common(1)[0][0]
    out = []
    for block in document.blocks:
        heads = block.kind == "paragraph" and (block.bold or block.size > 1.1 * body)
        kind = "heading" if heads else block.kind
        links = tuple((link.text, link.url) for link in block.links)
        level = 0 if kind == "heading" else block.level
        out.append(Truth(kind, level, block.label, block.text, links))
    return [_word(block) for block in out] if "docx" in name else out


def _word(block: Truth) -> Truth:
    return block._replace(label="1." if block.label else "", links=())
