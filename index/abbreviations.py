"""Abbreviations that texts explain: "Inspektionen för vård och omsorg, IVO" gives the pair.

Method: Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (2003), for what Swedish public bodies write:

    LONG (SHORT)    lagen om offentlig upphandling (LOU)
    LONG, SHORT     Inspektionen för vård och omsorg, IVO, har …
    SHORT (LONG)    LOU (lagen om offentlig upphandling)

The letters of the short form must stand in the long form in order, beginning where it begins.
Stricter than the original, since here a false pair costs precision in every search: a short form is
2 to 8 capitals (digits and & may be among them, and a small letter between two: `FoHM`), and each
word of the long form but stop words gives its first letter, so that a longer form is never taken.
Among PARTIES are short forms that stand in brackets behind what they do not abbreviate
(`Anna Ek (S)`).

The letters may be another language's: `dataskyddsförordningen (GDPR)`. That is believed of legal
acts alone, named by one compound with nothing but the short form in brackets beside it: what stands
so behind an authority, a system or a person is as often something else about it
(`tillsynsmyndigheten (IVO)`, `journalsystemet (TC)`, `enhetschefen (HR)`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.stemming import STOPWORDS

PARTIES = frozenset(
    {"C", "KD", "L", "M", "MP", "S", "SD", "V", "EU", "EG", "EES", "FN", "USA", "AB"}
)


class Pair(NamedTuple):
    """A short form and what it is short for, both as written."""

    short: str
    long: str


_SHORT = r"(?<![\w&])(?=[\w&]{2,8}(?![\w&]))[A-ZÅÄÖ](?:[a-zåäö]?[A-ZÅÄÖ0-9&])+"
_BEHIND = re.compile(rf"(?:,\s+|\(\s*)(?P<short>{_SHORT})(?=\s*[),.;:]|\s|$)")
_BEFORE = re.compile(rf"(?P<short>{_SHORT})\s*\(\s*(?P<long>[^().;:!?\n]+?)\s*[),;]")
_ACT = r"[^\W\d_]{4,}(?:lag|förordning|direktiv|konvention|fördrag)(?:en|et)"
_ACT_BEHIND = re.compile(rf"(?P<short>{_SHORT})\s*\(\s*(?P<long>{_ACT})\s*\)")
_ACT_BEFORE = re.compile(rf"\b(?P<long>{_ACT})\s*\(\s*(?P<short>{_SHORT})\s*\)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_END = re.compile(r"[().;:!?\n]")


def find_pairs(text: str) -> tuple[Pair, ...]:
    """The pairs that a text explains, each once."""
    if "(" not in text and "," not in text:  # what every pattern below asks for
        return ()
    found: dict[Pair, None] = {}
    for match in _BEFORE.finditer(text):
        if _explains(match["short"], match["long"]):
            found[Pair(match["short"], match["long"])] = None
    for match in _BEHIND.finditer(text):
        if long := _long_form(match["short"], _END.split(text[: match.start()])[-1]):
            found[Pair(match["short"], long)] = None
    known = PARTIES | {pair.short for pair in found}
    for pattern in (_ACT_BEHIND, _ACT_BEFORE):
        for match in pattern.finditer(text):
            if match["short"] not in known and len(match["short"]) > 2:
                found[Pair(match["short"], match["long"].lower())] = None
    return tuple(found)


def choose(counts: Mapping[Pair, int]) -> tuple[Pair, ...]:
    """Of all pairs found in an archive, with how often, those to use: for each short form the long
    forms that are found at least a quarter as often as its commonest."""
    most: Counter[str] = Counter()
    for pair, count in counts.items():
        most[pair.short] = max(most[pair.short], count)
    return tuple(sorted(pair for pair, count in counts.items() if count * 4 >= most[pair.short]))


def _long_form(short: str, before: str) -> str:
    """The fewest words right before a short form that explain it, or nothing."""
    words = list(_WORD.finditer(before))
    if not words or before[words[-1].end() :].strip():
        return ""
    for first in reversed(words[-2 * len(short) - 1 :]):
        long = before[first.start() : words[-1].end()]
        if _explains(short, long):
            return long
    return ""


def _explains(short: str, long: str) -> bool:
    letters = [sign for sign in short.lower() if sign.isalpha()]
    words = [word.lower() for word in _WORD.findall(long)]
    telling = [word for word in words if word not in STOPWORDS]
    return (
        short not in PARTIES
        and short not in long
        and len(words) <= 2 * len(letters) + 1
        and bool(telling)
        and words[0] == telling[0]
        and len(long) > len(short) + 2
        and _aligned(letters, words)
        and _follows([word[0] for word in telling], letters)
    )


def _aligned(letters: list[str], words: list[str]) -> bool:
    """Whether the letters stand in the words in order, the first one at the beginning."""
    return words[0][0] == letters[0] and _follows(letters, list("".join(words)))


def _follows(wanted: Iterable[str], row: list[str]) -> bool:
    """Whether all wanted letters stand in the row in their order."""
    rest = iter(row)
    return all(letter in rest for letter in wanted)
