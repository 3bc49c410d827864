"""Content streams, cut into tokens by one regular expression.

pdfminer's own parser calls a function or three for every token and one for every escaped character:
half of the time that reading a page takes. Here one expression finds the next token, and operands
are handed over as pdfminer makes them. The grammar is pdfminer's, not the standard's: numbers that
run together and escapes without meaning are read as pdfminer reads them (tests compare the two over
files of all producers and over invented streams).

What is rare stays with pdfminer, from the last whole operation on to the end of the stream: images
in the stream, names with `#`, hexadecimal strings of odd length, whatever is broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT, literal_name

TEXT = rb"[^()\\]*+(?:\\.[^()\\]*+)*+"
for _ in range(3):  # parentheses within parentheses
    TEXT = rb"[^()\\]*+(?:(?:\\.|\(" + TEXT + rb"\))[^()\\]*+)*+"
_TOKEN = re.compile(
    rb"""(?:
      ([+-]?(?:\d++\.?\d*+|\.\d++))           # number
    | ([A-Za-z][^#/%\[\]()<>{}\s]*+|['"])     # operator
    | \(("""
    + TEXT
    + rb""")\)                                 # string
    | /([^#/%\[\]()<>{}\s]*+)(?!\#)           # name
    | <([0-9A-Fa-f\s]*+)>                     # string, hexadecimal
    | (<<|\[)
    | (>>|\])
    | %[^\r\n]*+
    | \s
    | (.)                                     # anything else
    )\s*+""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER, _OPERATOR, _STRING, _NAME, _HEXADECIMAL, _OPEN, _CLOSE, _ELSE = range(1, 9)
_ESCAPE = re.compile(rb"(\\(?:[0-7]{1,3}|\r\n|.))", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"}
_ESCAPED |= {sign: sign for sign in (b"(", b")", b"\\")}
_BOOLEANS = {b"true": True, b"false": False}
_OPENING = {b">>": b"<<", b"]": b"["}

_Operator = tuple[Callable[..., Any], int]  # with the number of its operands


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter with another way to the operations; what they do is its own."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the streams as one; left out are those that are being carried out already."""
        around = self.parent_stream_ids
        found = [(stream.objid, stream) for stream in map(stream_value, streams)]
        valid = [(id_, one) for id_, one in found if id_ is not None and id_ not in around]
        self.stream_ids = {id_ for id_, _ in valid}
        content = b"\n".join(stream.get_data() for _, stream in valid)
        known: dict[bytes, _Operator | None] = {}
        done = 0
        for name, operands, end in operations(content):
            if name not in known:
                known[name] = self._operator(name)
            self.argstack += operands
            if (operator := known[name]) is not None:
                method, number = operator
                given = self.pop(number)
                if len(given) == number:
                    method(*given)
            done = end
        if done < len(content):
            rest = PDFStream({}, content[done:])
            rest.set_objid(valid[0][0], 0)
            super().execute([rest])

    def _operator(self, name: bytes) -> _Operator | None:
        """What carries an operator out; None if nothing does."""
        written = name.decode("utf-8", "ignore")
        for sign, letters in (("*", "_a"), ('"', "_w"), ("'", "_q")):
            written = written.replace(sign, letters)
        method = getattr(self, f"do_{written}", None)
        return None if method is None else (method, method.__code__.co_argcount - 1)


def operations(content: bytes) -> Iterator[tuple[bytes, list[Any], int]]:
    """Operators with their operands, and where they end; stops before what is unusual."""
    operands: list[Any] = []
    around: list[tuple[bytes, list[Any]]] = []  # what the open arrays and dictionaries stand in
    for token in _TOKEN.finditer(content):
        kind = token.lastindex
        if kind is None:
            continue
        text = token[kind]
        try:
            if kind == _OPERATOR and text not in _BOOLEANS:
                if around or text == b"BI":
                    return
                yield text, operands, token.end()
                operands = []
            elif kind == _OPEN:
                around.append((text, operands))
                operands = []
            elif kind == _CLOSE:
                if not around or around[-1][0] != _OPENING[text]:
                    return
                whole = operands if text == b"]" else _dictionary(operands)
                operands = around.pop()[1]
                operands.append(whole)
            else:
                operands.append(_OPERANDS[kind](text))
        except (ValueError, KeyError):
            return


def _dictionary(said: list[Any]) -> dict[str, Any]:
    return {literal_name(key): value for key, value in zip(said[::2], said[1::2], strict=True)}


def number(text: bytes) -> float:
    """What a number's token says."""
    return _usual(text) if len(text) <= _USUAL else _number(text)


def _number(text: bytes) -> float:
    return float(text) if b"." in text else int(text)


_usual = lru_cache(maxsize=4096)(_number)  # no long ones: what one file has stays for the next
_USUAL = 16


def string(text: bytes) -> bytes:
    """What the text between a string's parentheses says.

    Raises ValueError for an octal number over 255.
    """
    if b"\\" not in text:
        return text
    if b"\\\\" not in text:  # then the commonest escape, half of a two-byte code, is one anywhere
        text = text.replace(b"\\000", b"\0")
    parts = _ESCAPE.split(text)
    parts[1::2] = map(_meaning, parts[1::2])
    return b"".join(parts)


@cache
def _meaning(escape: bytes) -> bytes:
    """What an escape stands for: nothing, if it is none. Raises ValueError for a number over 255"""
    sign = escape[1:]
    return bytes((int(sign, 8),)) if sign[0] in b"01234567" else _ESCAPED.get(sign, b"")


def hexadecimal(text: bytes) -> bytes:
    """What a hexadecimal string's digits say. Raises ValueError if their number is odd."""
    return bytes.fromhex(b"".join(text.split()).decode())


# Each raises ValueError for what it cannot read.
_OPERANDS: dict[int, Callable[[bytes], Any]] = {
    _NUMBER: number,
    _OPERATOR: _BOOLEANS.__getitem__,
    _STRING: string,
    _NAME: lambda text: LIT(text.decode()),
    _HEXADECIMAL: hexadecimal,
}
