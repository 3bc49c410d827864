"""Bytes to text, for HTML, plain text and mail: what the file shows, not what it claims.

The order of trust: a byte order mark; UTF-16 seen by its zero bytes; strict UTF-8 (other encodings
hardly ever pass as UTF-8 by chance); what the file declares; cp1252. A declared latin-1 or ASCII
means cp1252, as in every browser. A file that is mostly UTF-8 with a few stray bytes (text pasted
from elsewhere, a file cut in mid character) is UTF-8 with those bytes read as cp1252. Letters that
were decoded wrongly *before* they were saved ("Ã¥") are turned back where they are more than the
genuine å, ä and ö: a text may be pasted together, and one about such signs shows a few.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it starts with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MEANS_CP1252 = {"ascii", "iso8859-1"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTINUES = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE = re.compile(f"Ã{_CONTINUES}")  # å, ä, ö and their like
# More of the same (`Â§`, `â€“`, emoji). Other letters begin such signs, too, but Swedish has them:
# `SJÖ”`, `CAFÉ”` and `nå”–` are genuine.
_ANY_TWICE = re.compile(f"[ÂÃ]{_CONTINUES}|â{_CONTINUES}{{2}}|ð{_CONTINUES}{{3}}")
_GENUINE = re.compile("[åäöÅÄÖ]")
_TWICE_ENCODED_FROM, _MIXED_FROM = 2, 8
_DECLARATION_WITHIN = 4096
_STRAY = "sparhund-cp1252"  # the name of our error handler


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`; `declared` is a charset given outside it (a mail part's). Never raises.

    The result has no byte order mark and no NUL; line ends are left as they are.
    """
    text = _decode(data, declared).replace("\x00", "").removeprefix("\ufeff")
    return _decoded_once(text)


def looks_binary(text: str) -> bool:
    """Whether decoded text is no text at all: more than one control character in fifty."""
    return len(_CONTROLS.findall(text)) * 50 > len(text)


def _decode(data: bytes, declared: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if encoding := _utf16_without_mark(data):
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sequences = len(_MULTIBYTE.findall(data))
    strays = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    if sequences > strays:
        return data.decode("utf-8", errors=_STRAY)
    return data.decode(_declared(data, declared) or "cp1252", errors=_STRAY)


def _declared(data: bytes, declared: str) -> str:
    """The single-byte encoding that the file or its envelope names, if Python knows it."""
    found = _DECLARED.search(data[:_DECLARATION_WITHIN])
    for name in (declared, found[1].decode("ascii") if found else ""):
        try:
            encoding = codecs.lookup(name).name
            data.decode(encoding, errors=_STRAY)  # refuses codecs that are no encodings (hex, idna)
        except (LookupError, ValueError):
            continue
        if encoding in _MEANS_CP1252:
            return "cp1252"
        if not encoding.startswith("utf"):  # the bytes have shown that they are no UTF
            return encoding
    return ""


def _utf16_without_mark(data: bytes) -> str:
    """Western text in UTF-16 has a zero in nearly every second byte."""
    head = data[:2048]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd * 5 > len(head) * 2 and even * 20 < len(head):
        return "utf-16-le"
    if even * 5 > len(head) * 2 and odd * 20 < len(head):
        return "utf-16-be"
    return ""


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that do not fit as cp1252; its five unassigned ones as control characters."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    try:
        return stray.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return stray.decode("latin-1"), error.end


codecs.register_error(_STRAY, _as_cp1252)


def _decoded_once(text: str) -> str:
    """Undo UTF-8 that was taken for cp1252 and encoded again ("Ã¥" for "å")."""
    twice, genuine = len(_TWICE.findall(text)), len(_GENUINE.findall(text))
    if twice < (_MIXED_FROM if genuine else _TWICE_ENCODED_FROM) or twice < genuine:
        return text
    return _ANY_TWICE.sub(_once, text)


def _once(twice: re.Match[str]) -> str:
    data = b"".join(sign.encode("latin-1" if sign < "\u0100" else "cp1252") for sign in twice[0])
    return data.decode("utf-8", errors="ignore") or twice[0]
