"""The picture of a trace as PNG, for mail and word processors that show no SVG.

Drawn by resvg (https://github.com/linebender/resvg) through resvg-py: one wheel of 3 MB without
dependencies, under MIT, the same for Linux, macOS and Windows. CairoSVG is LGPL and needs Cairo
installed beside it. So it is an extra (`png`), and nothing else asks for it. Letters are drawn with
the fonts of the machine: one without any draws none.
"""

from __future__ import annotations

from importlib import import_module

from ingest.errors import UsageError

ZOOM = 2  # sharp on paper: 1920 points wide


def png(svg: str) -> bytes:
    """An SVG document as PNG. Raises UsageError where the extra is not installed."""
    try:
        resvg = import_module("resvg_py")
    except ImportError as error:
        raise UsageError(
            "what draws PNG is not installed (resvg-py)",
            advice="Install it with: uv tool install '.[png]', or take --format svg",
        ) from error
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=ZOOM))
