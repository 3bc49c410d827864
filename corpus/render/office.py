"""PDF exported by LibreOffice: from an OpenDocument text (tagged or not) and from a Word file."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from corpus.expand import Report
from corpus.render import word_file
from corpus.render.blocks import environment
from corpus.render.stamp import SAME_PLACE, stamp

_JINJA = environment(escape=True)
_PROFILE = Path(gettempdir(), "sparhund-corpus-office")


def libreoffice(report: Report, *, tagged: bool, columns: bool = False) -> bytes:
    """Written as a flat OpenDocument text and exported."""
    page = _JINJA.get_template("report.fodt.j2").render(report=report, columns=columns)
    return stamp(_export(page.strip().encode(), "report.fodt", tagged=tagged), report)


def libreoffice_docx(report: Report) -> bytes:
    """Written as a Word file and exported with tags."""
    return stamp(_export(word_file.docx(report), "report.docx", tagged=True), report)


def _export(document: bytes, name: str, *, tagged: bool) -> bytes:
    options = {"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}}
    with TemporaryDirectory() as folder:
        source = Path(folder, name)
        source.write_bytes(document)
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation={_PROFILE.as_uri()}",
                "--convert-to",
                f"pdf:writer_pdf_Export:{json.dumps(options)}",
                "--outdir",
                folder,
                str(source),
            ],
            env=os.environ | SAME_PLACE,
            check=True,
            capture_output=True,
            timeout=180,
        )
        return source.with_suffix(".pdf").read_bytes()
