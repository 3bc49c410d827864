"""The same text through every producer at hand: each rendering must read the same."""

from __future__ import annotations

import pytest
from invented import Look
from renderings import RENDERERS, expected, found

from ingest.pdf.read import read_pdf

# Different sizes and pages: items are cut by page breaks in different places.
LOOKS = {
    "a4": Look(),
    "a5 large": Look(12, "A5"),
    "a5 justified": Look(10, "A5", justified=True),
    "a4 without running heads": Look(12, running=False),
}
# ReportLab's own link rectangles are misplaced in justified text.
MISPLACED = {
    ("reportlab", "a5 justified"),
    ("reportlab-dash", "a5 justified"),
    ("gs-reportlab", "a5 justified"),
}


@pytest.mark.producers
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", RENDERERS)
def test_every_producer_gives_the_same_blocks(name: str, look: str) -> None:
    document = read_pdf(RENDERERS[name](LOOKS[look]), name)
    blocks = [block for block in found(name, document) if "Region Exempel ·" not in block.text]
    wanted = expected(name)
    if (name, look) in MISPLACED:
        blocks = [block._replace(links=()) for block in blocks]
        wanted = [block._replace(links=()) for block in wanted]
    assert blocks == wanted


@pytest.mark.producers
@pytest.mark.parametrize(
    "name",
    [
        "reportlab", "chromium-tagged", "chromium-untagged", "weasyprint-tagged",
        "weasyprint-untagged", "typst", "latex-t1", "gs-latex",
    ],
)  # fmt: skip
def test_two_columns_give_the_same_blocks(name: str) -> None:
    document = read_pdf(RENDERERS[name](Look(10, columns=2)), name)
    # A page's only header cannot always be told from its text.
    blocks = [block for block in found(name, document) if "Region Exempel ·" not in block.text]
    assert blocks == expected(name)
