"""What a PDF's glyphs mean as Unicode, and which of them are bullets.

Producers hand over the same Swedish in many spellings: `ä` as one glyph, as `a` + U+0308, or (TeX's
old fonts) as a spacing `¨` drawn first and `a` drawn over it; `fi` as one ligature; the bullet of a
list as U+2022, as a private-use code of Symbol or Wingdings, or as the letter `o` of Courier. Here
they become one. Order on the page is never changed: only neighbours in the stream are composed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, combining, normalize

from ingest.pdf.characters import Char
from ingest.pdf.fonts import symbolic

SOFT_HYPHEN = "\u00ad"
HYPHEN = "\u2010"  # what browsers put at a line's end; typed, it means `-`
HYPHENS = "-\u2011" + HYPHEN + SOFT_HYPHEN

_SPACING_ACCENTS = {
    "¨": "\u0308", "˚": "\u030a", "°": "\u030a", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302",
    "^": "\u0302", "˜": "\u0303", "~": "\u0303", "¯": "\u0304", "ˇ": "\u030c", "¸": "\u0327",
    "˝": "\u030b", "˘": "\u0306", "˙": "\u0307",
}  # fmt: skip

# Always a bullet when it stands alone before text; `_SOMETIMES` only where the place says so too.
_ALWAYS = frozenset("•◦▪▫■□●○◉◎◆◇❖‣⁃∙⦁⬤⚫∗⁎➢➤►▶▸▹✓✔✦★☐☑☒→⇒➔➜➝➞❑❒❏")
_SOMETIMES = frozenset(f"-–—−*o·»›>+~{HYPHEN}")
# What an ordered list puts in the bullet's place. Not `10.30` (a time), `2025.` or `22/10:`.
LABEL = re.compile(r"\(?(?:\d{1,3}|[a-zåäöA-ZÅÄÖ]|[ivx]{1,5}|[IVX]{1,5})[.)]")
# What numbers a heading or a clause (`1.1 Dessa villkor gäller …`): it stays in the text.
NUMBER = re.compile(r"\d{1,2}(?:\.\d){1,4}\.?")
# The same with parts of two digits (`1.10`). That may be a time (`10.30`): its place has to tell.
LATE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?(?=\s)")
CID = re.compile(r"\(cid:\d+\)")
UNKNOWN = "\ufffd"  # in texts, a glyph without Unicode


def unmapped(text: str) -> bool:
    """True for pdfminer's `(cid:NN)`: a glyph without Unicode."""
    return CID.fullmatch(text) is not None


def bullet(text: str, font: str) -> str:
    """`always`, `sometimes` or an empty string: how surely this lone token marks a list item.

    One glyph of a symbol font, a private-use code or a glyph without Unicode says nothing as text:
    alone at the start of a line it can only be a bullet. A dash or `o` may be a word.
    """
    if len(text) == 1:
        if text in _ALWAYS or symbolic(font) or category(text) == "Co":
            return "always"
        return "sometimes" if text in _SOMETIMES else ""
    return "always" if unmapped(text) else ""


def marker(text: str, font: str) -> bool:
    """True for a lone token that may open an item or clause: a bullet, a label or a number."""
    return bool(bullet(text, font) or LABEL.fullmatch(text) or NUMBER.fullmatch(text))


@lru_cache(maxsize=4096)
def spelled(text: str, font: str) -> str:
    """A glyph's text in ordinary Unicode; spaces of all kinds become U+0020, controls vanish."""
    if text.isascii() and text.isprintable():
        return text
    out = []
    for sign in text:
        code = ord(sign)
        if 0xFB00 <= code <= 0xFB06:
            sign = normalize("NFKC", sign)
        elif 0xF020 <= code <= 0xF07E and not symbolic(font):
            sign = chr(code - 0xF000)  # a text font with Microsoft's symbol encoding
        elif sign == "\u2011":
            sign = "-"
        elif sign.isspace() or category(sign) == "Zs":
            sign = " "
        elif sign != SOFT_HYPHEN and category(sign) in ("Cc", "Cf"):
            continue
        out.append(sign)
    return "".join(out)


def composed(chars: Sequence[Char]) -> Sequence[Char]:
    """Fold an accent drawn before, over or after its base into the base (NFC)."""
    if not any(map(_accent, {char.text for char in chars})):
        return chars
    out: list[Char] = []
    waiting: Char | None = None  # an accent that found no base before it
    for char in chars:
        if accent := _accent(char.text):
            if out and (base := _with_accent(out[-1], char, accent)):
                out[-1] = base
            else:
                if waiting:
                    out.append(waiting)
                waiting = char
            continue
        if waiting:
            base = _with_accent(char, waiting, _accent(waiting.text))
            if base:
                char = base
            else:
                out.append(waiting)
            waiting = None
        out.append(char)
    if waiting:
        out.append(waiting)
    return out


def _accent(text: str) -> str:
    """The combining mark that a glyph is, by its nature or as a spacing accent; else nothing."""
    mark = _SPACING_ACCENTS.get(text, text)
    return mark if len(mark) == 1 and combining(mark) else ""


def _with_accent(base: Char, accent: Char, mark: str) -> Char | None:
    """The base with its accent, if the accent is drawn over it (or combines by its nature)."""
    letter = {"ı": "i", "ȷ": "j"}.get(base.text, base.text)
    both = normalize("NFC", letter + mark)
    if len(both) != 1 or not letter.isalpha():
        return None
    if abs(base.top - accent.top) > base.size:
        return None
    middle = (accent.x0 + accent.x1) / 2
    over = base.x0 - 0.1 * base.size <= middle <= base.x1 + 0.1 * base.size
    # A combining mark often has no width and stands at the end of its base.
    touching = combining(accent.text) and abs(accent.x0 - base.x1) < 0.3 * base.size
    if not (over or touching):
        return None
    return base._replace(text=both)


def characters_in(text: str) -> int:
    """Characters that are no spaces; a glyph without Unicode is one."""
    return len(CID.sub("?", text).replace(" ", "").replace(SOFT_HYPHEN, ""))
