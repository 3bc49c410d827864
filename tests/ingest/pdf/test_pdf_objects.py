"""Our way to a file's objects against pdfminer's: the same objects, whatever the file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from handmade import File, Page, Tree, content, serialised, text
from hypothesis import given
from hypothesis import strategies as st
from invented import Look
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream
from pdfminer.psparser import PSKeyword, PSLiteral
from printed_reportlab import reportlab

from ingest.pdf.objects import with_quick_objects

STORED = sorted(Path(__file__).parents[2].joinpath("data", "pdf").glob("*.pdf"))
FILES = {path.stem: path.read_bytes() for path in STORED}
FILES |= {"reportlab": reportlab(Look()), "handmade": File([Page(text(72, 700, "ord"))]).bytes()}
TREE = Tree()
KIDS = [TREE.element("P", content(0, number)) for number in range(5)]
FILES["tree"] = TREE.file([Page(text(72, 700, "ord"))], *KIDS)


def objects(data: bytes, *, quick: bool) -> object:
    """All objects of a file, as plain values that can be compared; errors too."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except Exception as error:
        return type(error), str(error)
    if quick:
        with_quick_objects(document, data)
    numbers = sorted({number for xref in document.xrefs for number in xref.get_objids()})
    return {number: said(document, number) for number in numbers}


def said(document: PDFDocument, number: int) -> object:
    try:
        return plain(document.getobj(number))
    except Exception as error:
        return type(error), str(error)


def plain(value: Any) -> object:
    if isinstance(value, PDFObjRef):
        return "reference", value.objid
    if isinstance(value, PDFStream):
        found = (value.rawdata, value.data, value.objid, value.genno, value.decipher is None)
        return "stream", plain(value.attrs), found
    if isinstance(value, PSLiteral | PSKeyword):
        return type(value).__name__, value.name
    if isinstance(value, dict):
        return "dictionary", [(key, plain(each)) for key, each in value.items()]
    if isinstance(value, list):
        return "array", list(map(plain, value))
    return type(value).__name__, repr(value)  # 1 is not 1.0 here, nor True


@pytest.mark.parametrize("name", FILES)
def test_the_objects_of_all_producers_are_the_same(name: str) -> None:
    found = objects(FILES[name], quick=True)
    assert isinstance(found, dict)
    assert found == objects(FILES[name], quick=False)


@pytest.mark.parametrize("name", ["chromium-tagged", "typst", "weasyprint-tagged", "reportlab"])
def test_ordinary_ones_need_no_other_parser(name: str) -> None:
    document = PDFDocument(PDFParser(io.BytesIO(FILES[name])))
    with_quick_objects(document, FILES[name])
    numbers = {number for xref in document.xrefs for number in xref.get_objids()}
    with (
        patch.object(PDFDocument, "_getobj_parse", side_effect=AssertionError),
        patch.object(PDFDocument, "_get_objects", side_effect=AssertionError),
    ):
        assert [document.getobj(number) for number in numbers]


BODIES = [
    "<< /A 1 /B -2.5 /C .5 /D 4. /E +3 /F true /G false /H null >>",
    "<</A/B/C[1 0 R 2 0 R]/D(x)/E<41>/F<</G 1>>>>",
    "<< /A 1 /A 2 >>",  # the later one
    "<< /A >>",  # no value
    "<< 1 2 (a) 3 null 4 >>",  # no names
    "[1.2.3 1-2 5e3 10 0 R 1 0 0 R -1 0 R 1.5 0 R 1 0R]",  # numbers that run together
    "[1 0 % a comment\n R null true falsehood]",
    "[- -- . +. 99999999999 123456789012 0 R]",
    r"[(a\(b) (a(b(c(d(e))))) (\053\53\5a\q\\000\\\\000) () (\400)]",
    "[(a\\\nb) (a\\\r\nb) (a\nb)]",
    "[<41 4> <4x> <> < 4 1 > <41>>",
    "/A#20B",
    "/",
    "/\xe5",  # no UTF-8
    "[/A/B/C#41]",
    "(text)",
    "42",
    "null",
    "true",
    "5 0 R",
    "7 8 9",  # the first of them
    "",
    "word",
    "[word]",
    "{ 1 }",
    "<< /A [1 >>",
    "<< /A 1 ]",
    "]",
    "<< /A 1",
    "\x00<< /A\x00 1 >>",
    "<< >> % endobj",
    "endobj 1 2 3",
    "<< >> endobjx",
    "<< /Length 3 >> stream\nabc\nendstream",
    "<< /Length 3 >> stream\r\nabcendstream",
    "<< /Length 3 >> stream\rabc\nendstream",
    "<< /Length 3 >> stream \nabc\nendstream",
    "<< /Length 2 >> stream\nabc\nendstream",  # longer than it says
    "<< /Length 9 >> stream\nabc\nendstream",  # shorter
    "<< /Length -1 >> stream\nabc\nendstream",
    "<< /Length 4 0 R >> stream\nabc\nendstream",  # said elsewhere
    "<< /Length 3 0 R >> stream\nabc\nendstream",  # by itself
    "<< /Length (3) >> stream\nabc\nendstream",
    "<< >> stream\nabc\nendstream",
    "[1] stream\nabc\nendstream",
    "<< /Length 3 >> stream\nabc",
]


@pytest.mark.parametrize("body", BODIES)
def test_so_are_odd_ones(body: str) -> None:
    data = serialised({1: "<< /Type /Catalog >>", 3: body, 4: "3", 5: "(behind)"})
    assert objects(data, quick=True) == objects(data, quick=False)


@pytest.mark.parametrize("body", BODIES)
def test_and_those_in_streams_of_objects(body: str) -> None:
    stream = f"<< /Type /ObjStm /N 2 /First 8 /Length {8 + len(body)} >>"
    data = serialised({1: "<< /Type /Catalog >>", 3: f"{stream} stream\n1 0 2 1 {body}\nendstream"})
    found = []
    for quick in (True, False):
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        if quick:
            with_quick_objects(document, data)
        try:
            held, count = document._get_objects(document.getobj(3))
            found.append((list(map(plain, held)), count))
        except Exception as error:
            found.append((type(error), str(error)))
    assert found[0] == found[1]


def test_an_object_stands_where_the_file_says_or_nowhere() -> None:
    data = serialised({1: "<< /Type /Catalog >>", 3: "(three)", 4: "(four)"})
    place = data.index(b"3 0 obj")
    entry = f"{place:010d}".encode()
    for wrong in (place + 1, place + 2, data.index(b"4 0 obj"), len(data), 0):
        moved = data.replace(entry, f"{wrong:010d}".encode())
        assert objects(moved, quick=True) == objects(moved, quick=False)
    negative = data.replace(entry, b"-000000009")
    assert objects(negative, quick=True) == objects(negative, quick=False)


PIECES = st.one_of(
    st.sampled_from(b"/A /B#41 [ ] << >> 1 -2.5 0 R ( ) (a) <41> <4 true null endobj".split()),
    st.sampled_from([b"2 0 R", b"stream\n", b"\nendstream", b"\\", b"\\\r\n", b"% c", b"{", b"x"]),
    st.binary(max_size=3),
)
SPACES = st.sampled_from([b"", b" ", b"\n", b"\r\n"])


@given(st.lists(st.tuples(PIECES, SPACES), max_size=20))
def test_so_is_anything_else(found: list[tuple[bytes, bytes]]) -> None:
    body = b"".join(piece + space for piece, space in found).decode("latin-1")
    data = _latin({1: "<< /Type /Catalog >>", 3: body, 4: "<< /A 3 0 R >>"})
    assert objects(data, quick=True) == objects(data, quick=False)


def _latin(bodies: dict[int, str]) -> bytes:
    """As `serialised`, for any bytes."""
    out, places = b"%PDF-1.7\n", []
    for number, body in bodies.items():
        places.append(f"{number} 1\n{len(out):010d} 00000 n \n".encode())
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    end = f"trailer\n<< /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    return out + b"xref\n" + b"".join(places) + end


@given(
    st.sampled_from(["handmade", "tree", "reportlab"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), PIECES), min_size=1, max_size=5),
)
def test_so_is_a_file_that_was_damaged(name: str, damages: list[tuple[float, bytes]]) -> None:
    data = bytearray(FILES[name])
    for where, piece in damages:
        at = int(where * len(data))
        data[at : at + len(piece)] = piece
    assert objects(bytes(data), quick=True) == objects(bytes(data), quick=False)
