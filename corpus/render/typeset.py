"""PDF by Typst: always tagged; in one column or two."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from typst import compile as compile_typst

from corpus.expand import Report
from corpus.render.blocks import FONTS, environment
from corpus.render.stamp import stamp

_JINJA = environment(escape=False, typst=lambda text: json.dumps(text, ensure_ascii=False))


def typst(report: Report, *, columns: bool = False) -> bytes:
    """Typeset and tagged; two columns are justified and hyphenated."""
    source = _JINJA.get_template("report.typ.j2").render(report=report, columns=columns)
    with TemporaryDirectory() as folder:
        page = Path(folder, "report.typ")
        page.write_text(source, encoding="utf-8")
        pdf = compile_typst(page, font_paths=[FONTS], ignore_system_fonts=True)
    if not isinstance(pdf, bytes):
        raise TypeError(f"Typst made {type(pdf).__name__} of {report.id}, not one PDF")
    return stamp(pdf, report)
