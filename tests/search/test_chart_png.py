"""search/chart_png.py: the picture goes to the renderer whole; without one, the error says how."""

from __future__ import annotations

import struct
import sys
from types import SimpleNamespace

import pytest

from ingest.errors import UsageError
from search.chart_png import ZOOM, png


def test_the_renderer_gets_the_whole_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, int]] = []

    def svg_to_bytes(*, svg_string: str, zoom: int) -> list[int]:
        drawn.append((svg_string, zoom))
        return list(b"\x89PNG")

    monkeypatch.setitem(sys.modules, "resvg_py", SimpleNamespace(svg_to_bytes=svg_to_bytes))
    assert png("<svg/>") == b"\x89PNG"
    assert drawn == [("<svg/>", ZOOM)]


def test_it_is_a_picture() -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><rect/></svg>'
    data = png(square)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (10 * ZOOM, 20 * ZOOM)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UsageError) as told:
        png("<svg/>")
    assert "[png]" in (told.value.advice or "")
