"""Our device against pdfplumber's own characters, and what it knows beyond them."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from handmade import File, Page, text
from invented import Look
from printed_reportlab import reportlab

from ingest.pdf.characters import Char, characters, corner

STORED = sorted(Path(__file__).parents[2].joinpath("data", "pdf").glob("*.pdf"))
ODD = File(
    [
        Page(
            "BT /F 11 Tf 80 Tz 2 Tc 3 Tw 4 Ts 72 700 Td [(Glesa) -300 (ord )] TJ ET "
            "BT /B 9 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (snett) Tj ET "
            "q 2 0 0 2 10 10 cm BT /F 8 Tf 1 0 0.3 1 20 200 Tm (kursiv) Tj T* (rad) ' ET Q",
            box="[20 30 615 872]",
            extra=extra,
        )
        for extra in ("", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox [50 60 500 800]")
    ]
).bytes()
FILES = {path.stem: path.read_bytes() for path in STORED}
FILES |= {"reportlab": reportlab(Look(columns=2)), "odd": ODD}


@pytest.mark.parametrize("name", FILES)
def test_texts_and_places_are_those_of_pdfplumber(name: str) -> None:
    with (
        pdfplumber.open(io.BytesIO(FILES[name])) as ours,
        pdfplumber.open(io.BytesIO(FILES[name])) as theirs,
    ):
        for page, other in zip(ours.pages, theirs.pages, strict=True):
            left, over = corner(page)
            found = [
                (char.text, char.font, char.size, char.x0 + left, char.top + over,
                 char.x1 + left, char.bottom + over)
                for char in characters(page)
            ]  # fmt: skip
            wanted = [
                tuple(
                    char[key] for key in ("text", "fontname", "size", "x0", "top", "x1", "bottom")
                )
                for char in other.chars
            ]
            assert [one[:2] for one in found] == [one[:2] for one in wanted]
            for one, same in zip(found, wanted, strict=True):
                assert one[2:] == pytest.approx(same[2:], abs=0.001)


@pytest.mark.parametrize("name", FILES)
def test_shapes_are_left_with_the_page(name: str) -> None:
    with (
        pdfplumber.open(io.BytesIO(FILES[name])) as ours,
        pdfplumber.open(io.BytesIO(FILES[name])) as theirs,
    ):
        for page, other in zip(ours.pages, theirs.pages, strict=True):
            characters(page)
            for kind in ("rects", "curves", "lines", "images", "edges"):
                places = [
                    [(shape["x0"], shape["top"]) for shape in getattr(one, kind)]
                    for one in (page, other)
                ]
                assert places[0] == places[1], kind


def read(content: str, resources: str = "") -> list[Char]:
    data = File([Page(content, resources=resources)]).bytes()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return characters(pdf.pages[0])


def test_marked_content_nests() -> None:
    inner = f"/Span << /Lang (sv) >> BDC {text(80, 700, 'b')} EMC"
    chars = read(f"/P << /MCID 7 >> BDC {text(72, 700, 'a')} {inner} {text(90, 700, 'c')} EMC")
    assert [(char.text, char.mcid) for char in chars] == [("a", 7), ("b", 7), ("c", 7)]


def test_all_of_an_artifact_is_one() -> None:
    inner = f"/Span << /Lang (sv) >> BDC {text(80, 700, 'b')} EMC"
    chars = read(f"/Artifact BMC {inner} EMC {text(90, 700, 'c')}")
    assert [(char.text, char.artifact) for char in chars] == [("b", True), ("c", False)]


def test_properties_may_be_named_in_the_resources() -> None:
    chars = read(f"/P /MC0 BDC {text(72, 700, 'a')} EMC", "/Properties << /MC0 << /MCID 5 >> >>")
    assert [char.mcid for char in chars] == [5]
    chars = read(f"/P /MC1 BDC {text(72, 700, 'a')} EMC", "/Properties << /MC0 << /MCID 5 >> >>")
    assert [char.mcid for char in chars] == [None]


@pytest.mark.parametrize(
    ("shown", "actual", "means"),
    [
        ("x", "(fl)", "fl"),
        ("ab", "(ab)", "ab"),
        ("-", "()", "\u00ad"),
        ("a", "()", "a"),
        ("x", "<FEFF00E5>", "å"),
    ],
)
def test_actual_text_says_what_glyphs_mean(shown: str, actual: str, means: str) -> None:
    chars = read(f"/Span << /ActualText {actual} >> BDC {text(72, 700, shown)} EMC")
    assert "".join(char.text for char in chars) == means


def test_an_end_without_beginning_ends_nothing() -> None:
    chars = read(f"EMC EMC {text(72, 700, 'a')}")
    assert [(char.text, char.mcid) for char in chars] == [("a", None)]
