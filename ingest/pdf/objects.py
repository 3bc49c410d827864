"""A file's objects, cut into tokens by one regular expression.

A tagged report of three pages has hundreds of small objects, nearly all of them elements of the
structure tree, and pdfminer's parser calls half a dozen functions for every token of them. Here one
expression finds the next token, as `content.py` does for content streams. The grammar is pdfminer's
own, not the standard's, and the objects are the same (tests compare the two over files of all
producers, whole and broken).

What is rare stays with pdfminer, object by object: names with `#`, hexadecimal strings of odd
length, streams of another length than they say, whatever is broken. So does the table of where each
object stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, cast

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psparser import KWD, LIT, PSKeyword, literal_name

from ingest.pdf.content import TEXT, hexadecimal, number, string

_END = rb"(?![^#/%\[\]()<>{}\s])"  # of a word
_TOKEN = re.compile(
    rb"""(?:
      /([^#/%\[\]()<>{}\s]*+)(?!\#)            # name
    | (\d{1,9})\s++\d{1,9}\s++R"""
    + _END
    + rb"""                                    # reference
    | ([+-]?(?:\d++\.?\d*+|\.\d++))            # number
    | (<<|\[)
    | (>>|\])
    | ([A-Za-z][^#/%\[\]()<>{}\s]*+)           # keyword
    | \(("""
    + TEXT
    + rb""")\)                                  # string
    | <([0-9A-Fa-f\s]*+)>                      # string, hexadecimal
    | %[^\r\n]*+
    | \s
    | (.)                                      # anything else
    )\s*+""",
    re.VERBOSE | re.DOTALL,
)
_NAME, _REFERENCE, _NUMBER, _OPEN, _CLOSE, _KEYWORD, _STRING, _HEXADECIMAL, _ELSE = range(1, 10)
_HEAD = re.compile(rb"\s*+(\d{1,9})\s++\d{1,9}\s++obj" + _END)
_DEEPEST = 500  # what is deeper is nobody's report, and need not be gone through twice
_LINE_END = re.compile(rb"\r\n?|\n")
_AFTER_STREAM = re.compile(rb"\s*+endstream\s++endobj" + _END)
_ENDOBJ, _STREAM, _NULL = KWD(b"endobj"), KWD(b"stream"), KWD(b"null")
_OPENING = {b">>": b"<<", b"]": b"["}


class _Document(PDFDocument):
    """pdfminer's document with another way to its objects."""

    data: bytes

    def _getobj_parse(self, pos: int, objid: int) -> object:
        found = self._object(pos, objid)
        return super()._getobj_parse(pos, objid) if found is None else found

    def _object(self, at: int, objid: int) -> object | None:
        """The object that stands there; None if it is for pdfminer to read, and for `null`."""
        head = _HEAD.match(self.data, at) if at >= 0 else None
        if head is None or int(head[1]) != objid:
            return None
        try:
            (value, _), (after, end) = islice(_values(self.data, head.end(), self), 2)
        except ValueError:
            return None
        if after is _ENDOBJ and not isinstance(value, PSKeyword):
            return cast("object", value)
        return self._stream(value, end) if after is _STREAM and isinstance(value, dict) else None

    def _stream(self, said: dict[str, Any], at: int) -> PDFStream | None:
        """The stream whose keyword ends there, if it is as long as is said of it."""
        line_end = _LINE_END.match(self.data, at)
        if line_end is None or "Length" not in said or not self._parser or self._parser.fallback:
            return None
        start = line_end.end()
        end = start + int_value(said["Length"])
        if end < start or not _AFTER_STREAM.match(self.data, end):
            return None
        return PDFStream(said, self.data[start:end], self.decipher)

    def _get_objects(self, stream: PDFStream) -> tuple[list[object], int]:
        try:
            values = [value for value, _ in _values(stream.get_data(), 0, self, null=_NULL)]
        except ValueError:
            return super()._get_objects(stream)
        if any(isinstance(value, (PDFObjRef, PSKeyword)) for value in values):
            return super()._get_objects(stream)
        return values, stream.get("N", 0)


def with_quick_objects(document: PDFDocument, data: bytes) -> None:
    """Let the document of these bytes read its objects in the quick way from now on.

    pdfplumber makes its document itself, and takes none that is made.
    """
    document.__class__ = _Document
    cast("_Document", document).data = data


def _values(
    data: bytes, start: int, document: PDFDocument, null: PSKeyword | None = None
) -> Iterator[tuple[Any, int]]:
    """Values and keywords, and where they end. Raises ValueError at what is unusual."""
    values: list[Any] = []
    around: list[tuple[bytes, list[Any]]] = []  # what the open arrays and dictionaries stand in
    for token in _TOKEN.finditer(data, start):
        kind = token.lastindex
        if kind is None:
            continue
        text = token[kind]
        if kind == _OPEN:
            if len(around) == _DEEPEST:
                raise ValueError("too deep")
            around.append((text, values))
            values = []
            continue
        if kind == _REFERENCE:
            value: Any = PDFObjRef(document, int(text))
        elif kind == _CLOSE:
            value = _whole(text, values, around)
            values = around.pop()[1]
        elif kind == _KEYWORD:
            value = _keyword(text, null, within=bool(around))
        else:
            value = _VALUES[kind](text)
        if around:
            values.append(value)
        else:
            yield value, token.end(kind)
    if around:
        raise ValueError("not closed")


# These raise ValueError for what they cannot read.


def _whole(end: bytes, values: list[Any], around: list[tuple[bytes, list[Any]]]) -> object:
    """The array or dictionary of these values, which ends here."""
    if not around or around[-1][0] != _OPENING[end]:
        raise ValueError("closes what is not open")
    if end == b"]":
        return values
    pairs = zip(values[::2], values[1::2], strict=True)
    return {literal_name(key): value for key, value in pairs if value is not None}


def _keyword(text: bytes, null: PSKeyword | None, *, within: bool) -> bool | PSKeyword | None:
    if text in (b"true", b"false"):
        return text == b"true"
    if text == b"null":
        return null
    if within:
        raise ValueError("a keyword within a value")
    return KWD(text)


def _string(text: bytes) -> bytes:
    if b"\\\r" in text:  # pdfminer takes it one way or the other, as its buffer ends
        raise ValueError("a line's end that is escaped")
    return string(text)


def _strange(text: bytes) -> object:
    raise ValueError(f"no token begins with {text!r}")


_VALUES: dict[int, Callable[[bytes], Any]] = {
    _NAME: lambda text: LIT(text.decode()),
    _NUMBER: number,
    _STRING: _string,
    _HEXADECIMAL: hexadecimal,
    _ELSE: _strange,
}
