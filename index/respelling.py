"""Whether two wordings differ in spelling alone: a slip mended, a space or a comma moved.

What a reader must hear of is no spelling: another number, date or name, another word, another form
of a word ("planeras" → "planerades", "beslut" → "beslutet"). So a changed word passes only where

- it is the same but for capitals, hyphens, spaces or accents, or
- it has a slip *inside*: a letter missing, doubled or swapped with its neighbour, with the first
  letter and the last two as they were. An inflection changes the end of a Swedish word, a negation
  ("otillgänglig") its beginning. In a long word two letters may be wrong, and put for others; in a
  short one that would be another word ("hålls", "hölls"), in a name another person (Hallberg,
  Hallborg).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from rapidfuzz.distance import OSA

_WORD = re.compile(r"\d+(?:[.,:/–-]\d+)*|[^\W\d_]+")
_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_NUMBERS = frozenset(
    ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
)
_LONG = 9  # letters
_NOT = frozenset(("inte", "ej", "icke", "ingen", "inget", "inga", "aldrig", "utan"))


def respelt(old: str, new: str) -> bool:
    """True where nothing but spelling, spacing, capitals or punctuation changed."""
    if old == new:
        return True
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, _fold_all(before), _fold_all(after), autojunk=False)
    return all(
        tag == "equal" or _slip(before, after, a, b, c, d)
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(_GROUPS.sub("", unicodedata.normalize("NFC", text)))


def _fold_all(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _slip(before: list[str], after: list[str], a: int, b: int, c: int, d: int) -> bool:
    """Whether before[a:b] and after[c:d] are the same words, one of them misspelt."""
    if a == b:
        return _doubled(after, c, d)
    if c == d:
        return _doubled(before, a, b)
    if "".join(_fold_all(before[a:b])) == "".join(_fold_all(after[c:d])):
        return True
    return b - a == d - c and all(map(_misspelt, before[a:b], after[c:d]))


def _doubled(words: list[str], start: int, end: int) -> bool:
    """A word written twice ("att att")."""
    return end - start == 1 and any(
        0 <= near < len(words) and words[near].casefold() == words[start].casefold()
        for near in (start - 1, end)
    )


def _misspelt(old: str, new: str) -> bool:
    one, other = old.casefold(), new.casefold()
    if one[0].isdigit() or other[0].isdigit():
        return one == other
    if {one, other} & (_NUMBERS | _NOT):
        return one == other
    if _bare(one) == _bare(other):
        return True
    short = min(len(one), len(other))
    if short < 5 or one[0] != other[0] or one[-2:] != other[-2:]:
        return False
    if short < _LONG or (old[0].isupper() and new[0].isupper()):
        return _same_letters(one, other)
    return OSA.distance(one, other) <= (2 if short < 2 * _LONG else 3)


def _same_letters(one: str, other: str) -> bool:
    """One letter more or less, or two neighbours swapped; none put for another."""
    return OSA.distance(one, other) == 1 and (
        len(one) != len(other) or sorted(one) == sorted(other)
    )


def _bare(word: str) -> str:
    """Without accents: "moter" is "möter"."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )
