"""One text as real producers wrote it: stored files, and reportlab's made on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import Look
from printed_reportlab import reportlab
from renderings import expected, found

from ingest.pdf.read import read_pdf

STORED = sorted(Path(__file__).parents[2].joinpath("data", "pdf").glob("*.pdf"))


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_stored_renderings_read_the_same(path: Path) -> None:
    document = read_pdf(path.read_bytes(), path.name)
    assert found(path.stem, document) == expected(path.stem)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_every_line_of_a_block_has_its_box(path: Path) -> None:
    document = read_pdf(path.read_bytes(), path.name)
    assert document.pages == 3
    for block in document.blocks:
        assert block.boxes
        assert [box.page for box in block.boxes] == sorted(box.page for box in block.boxes)
        for box in block.boxes:
            assert 0 <= box.x0 < box.x1 <= 421
            assert 0 <= box.top < box.bottom <= 597


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_no_character_of_the_text_is_lost(path: Path) -> None:
    document = read_pdf(path.read_bytes(), path.name)
    kept = sum(len((block.label + block.text).replace(" ", "")) for block in document.blocks)
    assert kept / document.characters == pytest.approx(1, abs=0.02)


def test_the_stored_files_cover_tagged_and_untagged() -> None:
    tagged = {path.stem for path in STORED if b"/StructTreeRoot" in path.read_bytes()}
    assert len(STORED) >= 10
    assert len(tagged) >= 3


@pytest.mark.parametrize(
    ("look", "bullet"),
    [
        (Look(), "•"),
        (Look(11), "-"),  # a dash is a bullet by its place only
        (Look(12, "A5"), "•"),
        (Look(10, columns=2), "•"),
        (Look(9, columns=2, running=False), "–"),
        (Look(9, running=False), "o"),
    ],
    ids=str,
)
def test_reportlab_reads_the_same_whatever_the_look(look: Look, bullet: str) -> None:
    document = read_pdf(reportlab(look, bullet), "reportlab")
    blocks = [
        block for block in found("reportlab", document) if "Region Exempel ·" not in block.text
    ]
    assert blocks == expected("reportlab")
