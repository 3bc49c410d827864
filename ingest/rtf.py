"""The HTML that Outlook hides in rich text.

A message saved from Outlook often has its HTML only so: as compressed RTF ([MS-OXRTFCP]) in which
the tags of the page stand as `{\\*\\htmltag <p>}` and what is only there for readers of RTF between
`\\htmlrtf` and `\\htmlrtf0` ([MS-OXRTFEX]). Without it lists, headings and tables of the mail would
be lost: the plain body has none.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_MOST = 50_000_000  # bytes unpacked
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_SPACES = {"par": "\n", "line": "\n", "tab": "\t"}
_SIGNS = {sign: sign for sign in "{}\\"} | {
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
    "~": "\u00a0",
    "_": "-",
}
_UNSHOWN = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "mhtmltag"}


def unpacked(data: bytes) -> bytes:
    """The RTF in a property of compressed RTF. Raises ValueError where it is none."""
    if len(data) < 16:
        raise ValueError("compressed RTF without a header")
    size, kind = struct.unpack_from("<I", data, 4)[0], data[8:12]
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _COMPRESSED or size > _MOST:
        raise ValueError("no compressed RTF")
    return bytes(_written_out(iter(data[16:]), size))


def _written_out(packed: Iterator[int], size: int) -> bytearray:
    """Bytes, and references to what stands in the window; a reference to its own place ends all."""
    out = bytearray()
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))

    def write(byte: int) -> None:
        window[(len(_DICTIONARY) + len(out)) % _WINDOW] = byte
        out.append(byte)

    with suppress(StopIteration):  # cut short: what there is
        while len(out) < size:
            control = next(packed)
            for bit in range(8):
                if not control >> bit & 1:
                    write(next(packed))
                    continue
                reference = next(packed) << 8 | next(packed)
                start = reference >> 4
                if start == (len(_DICTIONARY) + len(out)) % _WINDOW:
                    return out
                for step in range((reference & 15) + 2):
                    write(window[(start + step) % _WINDOW])
    return out


class _Group(NamedTuple):
    """What holds inside the braces: nothing is shown, all is markup, how many signs `\\u` skips."""

    unshown: bool = False
    markup: bool = False
    only_rtf: bool = False
    skips: int = 1


def html_inside(rtf: bytes) -> str:
    """The page that the RTF was made of; "" where it was made of none."""
    if b"\\fromhtml" not in rtf[:2000]:
        return ""
    page = re.search(rb"\\ansicpg(\d{3,5})", rtf[:2000])
    reader = _Reader(f"cp{page[1].decode()}" if page else "cp1252")
    for token in _TOKEN.finditer(rtf.decode("latin-1")):
        reader.read(token)
    reader.show_bytes()
    # RTF writes a sign beyond U+FFFF as two halves, which are joined here.
    return "".join(reader.shown).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Reader:
    def __init__(self, encoding: str) -> None:
        self.shown: list[str] = []
        self._encoding = encoding if _holds_ascii(encoding) else "cp1252"
        self._bytes = bytearray()  # neighbours: a sign may be written in several
        self._outer: list[_Group] = []
        self._group = _Group()
        self._starred = False
        self._skip = 0

    def read(self, token: re.Match[str]) -> None:
        if token["byte"] or token["text"]:
            written = (
                bytes.fromhex(token["byte"]) if token["byte"] else token["text"].encode("latin-1")
            )
            kept = written[self._skip :]
            self._skip -= len(written) - len(kept)
            self._bytes += kept
            return
        self.show_bytes()
        starred, self._starred = self._starred, False
        if token["brace"] == "{":
            self._outer.append(self._group)
        elif token["brace"]:
            self._group = self._outer.pop() if self._outer else _Group()
        elif token["sign"] == "*":
            self._starred = True
        elif token["word"]:
            self._word(token["word"], token["number"], starred=starred)
        else:
            self._show(_SIGNS.get(token["sign"], ""))

    def show_bytes(self) -> None:
        """Show the bytes that were read, now that what follows is none."""
        self._append(self._bytes.decode(self._encoding, errors="replace"))
        self._bytes.clear()

    def _word(self, word: str, number: str | None, *, starred: bool) -> None:
        group = self._group
        if word == "htmlrtf":
            self._group = group._replace(only_rtf=number != "0")
        elif word == "htmltag":
            self._group = group._replace(markup=True, only_rtf=False)
        elif starred or word in _UNSHOWN:
            self._group = group._replace(unshown=True)
        elif word == "uc":
            self._group = group._replace(skips=max(int(number or 1), 0))
        elif word == "u" and number:
            self._show(chr(int(number) % 0x10000))
            self._skip = group.skips
        elif word in _SPACES or word in _SIGNS:
            self._show(_SPACES.get(word) or _SIGNS[word])

    def _show(self, text: str) -> None:
        kept = text[self._skip :]
        self._skip -= len(text) - len(kept)
        self._append(kept)

    def _append(self, text: str) -> None:
        if not (self._group.unshown or self._group.only_rtf):
            self.shown.append(text)


def _holds_ascii(encoding: str) -> bool:
    try:
        return "a".encode(encoding) == b"a"
    except (LookupError, ValueError):
        return False
