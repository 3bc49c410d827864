"""Our way through content streams against pdfminer's: the same operations, the same operands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import MATRIX_IDENTITY

from ingest.pdf import content
from ingest.pdf.content import Interpreter

Execute = Callable[[Any, Sequence[object]], None]


class Recorder(Interpreter):
    """Notes when one of these operators is carried out."""

    def __init__(self) -> None:
        resources = PDFResourceManager()
        super().__init__(resources, PDFDevice(resources))
        self.init_resources({})
        self.init_state(MATRIX_IDENTITY)
        self.done: list[tuple[Any, ...]] = []

    def do_none(self) -> None:
        self.done.append(("none",))

    def do_one_a(self, one: Any) -> None:
        self.done.append(("one*", one))

    def do__q(self, s: Any) -> None:
        self.done.append(("'", s))


def told(execute: Execute, *contents: bytes) -> tuple[str, type[Exception] | None]:
    """What is carried out, and the error that ended it."""
    recorder = Recorder()
    streams = [PDFStream({}, content) for content in contents]
    for number, stream in enumerate(streams, start=1):
        stream.set_objid(number, 0)
    try:
        execute(recorder, streams)
    except Exception as error:
        return repr(recorder.done), type(error)
    return repr(recorder.done), None  # 1 is not 1.0 here


@pytest.mark.parametrize(
    "content",
    [
        b"1 2 ' 1 -2 +3 .5 -.5 4. 1.2.3 1-2 5e3 one*",  # numbers that run together
        b"- one* -- 1 one* -. one* 1" + b"0" * 5000 + b" one* none",  # none
        b"(a) one* (a\\)b) one* (\\\\) one* (\\053\\53\\5a\\n\\\r\nx\\\ny\\q) one*",  # escapes
        b"(\\400) one* none",  # no byte: pdfminer gives up on the page
        b"(a(b\\)(c))d) one* (((()))) one* ((((((a)))))) one* (a(b)",  # balanced; open
        b"<41 42> one* <4> one* <414> one* <> one* <4x> one*",  # hexadecimal
        b"/A one* /A#20B one* / one* /\xff one* /\xc3\xa5 one*",  # names
        b"[1 [(a) <41>] /A true false] one* [1 null] one* [none] one*",
        b"<</A 1/B<</C(x)>>/D<41>>> one* <</A>> one* <</A 1>>] one* [>> one* ] one* >> one* > one*",
        b"none% comment ) none\rnone true one* null one* unknown none 1 2 3 one* one* one*",
        b"none BI /W 1 /H 1 ID \x00(\xff) EI none 1 one*",
        b"\x00 1 one* {1} one* } none",
        b"1 one*\xff 1 one* 2 one*none",
        b"",
        b"   ",
    ],
)
def test_everything_is_read_as_pdfminer_reads_it(content: bytes) -> None:
    assert told(Interpreter.execute, content) == told(PDFPageInterpreter.execute, content)


PIECES = st.one_of(
    st.sampled_from(b"none one* ' [ ] << >> /A /B#41 true null x BI ID EI { }".split()),
    st.sampled_from(rb"1 -2.5 +.5 - . 1. (a) (\(\053) (a\ (( ) <41> <4 > %c".split()),
    st.binary(max_size=3),
)
SPACES = st.sampled_from([b"", b" ", b"\n", b"\r\n"])
STREAMS = st.lists(st.tuples(PIECES, SPACES), max_size=30).map(
    lambda found: b"".join(piece + space for piece, space in found)
)


@given(STREAMS)
def test_so_is_anything_else(content: bytes) -> None:
    assert told(Interpreter.execute, content) == told(PDFPageInterpreter.execute, content)


def test_an_operation_may_begin_in_one_stream_and_end_in_the_next() -> None:
    contents = (
        b"1",
        b"one*",
        b"",
        b"[(a) /B",
        b"<</C 1>> % c",
        b"] one*none",
        b"none 1",
        b"-one* 2",
        b"one*",
    )
    theirs = told(PDFPageInterpreter.execute, *contents)
    assert theirs[0].count("one*") == 3
    assert told(Interpreter.execute, *contents) == theirs


@pytest.mark.parametrize(
    "content",
    [
        b"q 1 0 0 1 72 700 cm BT /F1 11 Tf 0 -1 Td [(R\\345d) -20 (a(b(c))\\))] TJ one* (b) ' ET Q",
        b"/P <</MCID 3/Lang(sv)>> BDC <0001 0002> Tj EMC 1 0 .5 rg 0 0 10 10 re f* % done",
    ],
)
def test_ordinary_text_needs_no_other_parser(content: bytes) -> None:
    with patch("pdfminer.pdfinterp.PDFContentParser", side_effect=AssertionError):
        done, error = told(Interpreter.execute, content + b"\nnone")
    assert done.endswith("('none',)]")
    assert error is None


def test_a_number_of_many_digits_does_not_stay_in_memory() -> None:
    """A worker reads a hundred files: none may fill its memory for the next."""
    held = content._usual.cache_info().currsize
    assert content.number(b"0." + b"1" * 100_000) == pytest.approx(1 / 9)
    assert content._usual.cache_info().currsize == held
