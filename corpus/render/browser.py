"""HTML laid out as PDF: by Chromium (tagged or not) and by WeasyPrint (PDF/UA, plain, columns)."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup
from weasyprint import HTML

from corpus.expand import Report
from corpus.render.blocks import environment
from corpus.render.stamp import SAME_PLACE, stamp

_JINJA = environment(escape=True, css=lambda text: Markup(json.dumps(text, ensure_ascii=False)))
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def chromium(report: Report, *, tagged: bool) -> bytes:
    """Printed to PDF by Chromium; its bullets are text, its links annotations."""
    with TemporaryDirectory() as folder:
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(_page(report), encoding="utf-8")
        tagging = [] if tagged else ["--disable-pdf-tagging"]
        profile = f"--user-data-dir={folder}/profile"
        subprocess.run(
            ["chromium", *_QUIET, *tagging, profile, f"--print-to-pdf={printed}", page.as_uri()],
            env=os.environ | SAME_PLACE,
            check=True,
            capture_output=True,
            timeout=120,
        )
        return stamp(printed.read_bytes(), report)


def weasyprint(report: Report, *, tagged: bool = False, columns: bool = False) -> bytes:
    """Laid out by WeasyPrint: as PDF/UA with tags, or without; in one column or two."""
    document = HTML(string=_page(report, columns=columns))
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1" if tagged else None,
        pdf_identifier=report.id.encode(),
    )
    return stamp(pdf, report)


def _page(report: Report, *, columns: bool = False) -> str:
    template = _JINJA.get_template("print.html.j2")
    page: str = template.render(report=report, columns=columns)
    return page
