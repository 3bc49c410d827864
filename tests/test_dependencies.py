"""What the pins must keep: versions in which a known flaw is mended."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
MENDED = 20260107  # CVE-2025-64512: a font's name could lead to a pickle


def test_pdfminer_loads_no_pickles() -> None:
    assert f"pdfminer.six>={MENDED}" in PROJECT["project"]["dependencies"]
    assert int(version("pdfminer.six")) >= MENDED
    [pin] = [
        pin
        for pin in PROJECT["tool"]["uv"]["constraint-dependencies"]
        if pin.startswith("pdfminer")
    ]
    assert int(pin.rpartition("=")[2]) >= MENDED
