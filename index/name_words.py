"""The words of a text as names are looked for in it, and where a noun phrase ends.

Not `analysis.py`: there a word is what a query may match, here its capital, hyphen and place
in the sentence matter, and whether its last letter may be a genitive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.stemming import STOPWORDS


class Word(NamedTuple):
    """A word of a text: code points `start` to `end`.

    `initial`: it may have its capital from standing first in a sentence, a cell, a quotation or
    after a colon. `small` is the word in lower case, `root` that without what may be a genitive;
    `capital`: it is written as a name (`Jorunn`, `eHälsa`, but not `3`).
    """

    text: str
    start: int
    end: int
    initial: bool
    small: str
    root: str
    capital: bool


_WORD = re.compile(r"[^\W_]+(?:[-‑:’'][^\W_]+)*-?")
_BREAK = re.compile(r"[.!?:;|»”\"“•\n]")


def words(text: str) -> list[Word]:
    """The words of a text in order; `IVO:s`, `SITHS-kort`, `2016:1145` and `vård-` are one each."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        initial = not found or (bool(_BREAK.search(text, end, start)))
        end = match.end()
        word = match.group()
        found.append(Word(word, start, end, initial, *_shape(word)))
    return found


@lru_cache(maxsize=100_000)
def _shape(word: str) -> tuple[str, str, bool]:
    return word.lower(), bare(word).lower(), not (word.islower() or word.isdigit())


def base(word: str) -> str:
    """The word without the ending that a colon leads in: `IVO:s` -> `IVO`."""
    return word.partition(":")[0] if not word[0].isdigit() else word


def bare(word: str) -> str:
    """The word without what may be a genitive: `IVO:s`, `Konkurrensverkets`, `Almeks`."""
    word = base(word)
    return word[:-1] if word[-1:] == "s" and len(word) > 3 and not word.isupper() else word


def run_end(text: str, row: Sequence[Word], start: int) -> int:
    """The end of the run of capitals from `start`: side by side, in one sentence."""
    end = start + 1
    while end < len(row) and row[end].capital and not row[end].initial:
        if text[row[end - 1].end : row[end].start] not in (" ", " & ", "/"):
            break
        end += 1
    return end


# ------------------------------------------------------------------ noun phrases

_ADJECTIVE = re.compile(
    r".+(?:ig|isk|lig|ell|al|iv|bar|sam|ad|ande|ende|full|lös|erad|ar|är)[at]?|.+et[st]|"
    r"(?:viss|ny|fri|god|ung|svår|allmän|särskild|sammanhållen|öppen)[at]?"
)
_LINKS = frozenset({"för", "mot", "av", "inom", "till", "i", "vid", "på", "med"})
_FIXED = frozenset({"samband", "fråga", "stället", "dag", "följd", "stånd", "enlighet", "bruk"})
_DEFINITE = re.compile(r".+(?:en|et|na|erna|ens|ets|nas|ernas|orna|ornas)")


def phrase_end(row: Sequence[Word], start: int, text: str, *, linked: bool) -> int:
    """Where the noun phrase that begins at `start` ends; `start` itself where none begins.

    `linked`: prepositions may go on with further phrases, as in the title of a law.
    """
    end, definite = _phrase(row, start, text)
    while start < end < len(row) - 1 and text[row[end - 1].end : row[end].start] == " ":
        link = row[end].text
        if not (link in ("och", "samt") or (linked and link in _LINKS)):
            break
        after, other = _phrase(row, end + 1, text)
        if after == end + 1 or (other and not definite) or row[end + 1].text in _FIXED:
            break
        end = after
    return end


def _phrase(row: Sequence[Word], start: int, text: str) -> tuple[int, bool]:
    """(end, whether its noun is definite) of `samhällsviktiga och digitala tjänster`."""
    place = start
    while place < len(row):
        word = row[place]
        if word.capital or word.initial or not _plain(word.text):
            return start, False
        after = row[place + 1].text if place + 1 < len(row) else ""
        side = after and text[word.end : row[place + 1].start] == " "
        joined = side and after in ("och", "samt", "eller") and place + 2 < len(row)
        if joined and (word.text[-1] == "-" or _adjectives(row, place)):
            place += 2
        elif side and _ADJECTIVE.fullmatch(word.text) and _plain(after):
            place += 1
        else:
            return place + 1, bool(_DEFINITE.fullmatch(word.text))
    return start, False


def _adjectives(row: Sequence[Word], place: int) -> bool:
    """Whether two adjectives and a noun stand here: `medicinsk och social utvärdering`."""
    both = all(_ADJECTIVE.fullmatch(row[at].text) for at in (place, place + 2))
    return both and place + 3 < len(row) and _plain(row[place + 3].text)


def _plain(word: str) -> bool:
    return word not in STOPWORDS and word not in ("ska", "får", "måste") and not word[0].isdigit()
