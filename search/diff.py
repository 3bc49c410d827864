"""What changed between two wordings, by word.

    tokens     dates ("13 november 2025", "22/10"), amounts ("400 000 kronor"), names ("Anna Berg",
               "Exempel Revision AB") and words are whole; spaces and punctuation marks stand for
               themselves. So "den 13 november" never becomes "den 1-+3 november".
    pieces     ("=", text) in both, ("-", text) in the old, ("+", text) in the new. "=" and "-" join
               to the old text, "=" and "+" to the new, letter by letter.
    clean-up   a change that is torn by little words left standing is hard to read. What stayed
               equal between two changes is given up where it has no word, or is no longer than
               the change on either side (after the semantic clean-up of diff-match-patch);
               single words put for others are clear, and stay apart.

Two long texts that share nothing are not compared word by word: the work grows with the square.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

Sign = Literal["=", "-", "+"]
Piece = tuple[Sign, str]

_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec"
)
_TOKEN = re.compile(
    rf"""
    \d{{4}}-\d{{2}}(?:-\d{{2}})?(?!\d)                                  # 2025-10-23, 2025-10
  | \d{{1,2}}(?:[–-]\d{{1,2}})?[ \u00a0](?:{_MONTHS})\b\.?(?:[ \u00a0]\d{{4}}\b)?
  | \d{{1,2}}/\d{{1,2}}(?:[/-]\d{{2,4}})?(?!\d)                         # 22/10
  | (?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d+(?:[.,:–-]\d+)*)(?!\d)   # 400 000; 3,5; 08:30; 10–12
    (?:[ \u00a0](?:(?:tusen|miljon(?:er)?|miljard(?:er)?)[ \u00a0])?(?:kronor|procent)\b
      |[ \u00a0]?(?:kr\b|%))?
  | [A-ZÅÄÖÉ][\w:’'-]*(?:[ \u00a0][A-ZÅÄÖÉ][\w:’'-]*)+                  # Exempel Revision AB
  | \w+(?:[-:’']\w+)*
  | \s+
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_LETTER = re.compile(r"\w")
_MOST = 4_000_000  # pairs of tokens that are compared


def diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that lead from `old` to `new`, in reading order; a "-" stands before its "+"."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    middle_old, middle_new = before[head : len(before) - tail], after[head : len(after) - tail]
    changes = [("".join(before[:head]), "", "")]
    changes += _compare(middle_old, middle_new)
    changes += [("".join(before[len(before) - tail :]), "", "")]
    return _pieces(_cleaned(changes))


def _shared(one: list[str], other: list[str]) -> int:
    """How many tokens are the same from the start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


_Change = tuple[str, str, str]  # what is equal, then what is gone and what has come after it


def _compare(old: list[str], new: list[str]) -> list[_Change]:
    if len(old) * len(new) > _MOST:
        return [("", "".join(old), "".join(new))]
    changes: list[_Change] = []
    at_old = at_new = 0
    equal = ""
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        gone, come = "".join(old[at_old : block.a]), "".join(new[at_new : block.b])
        changes.append((equal, gone, come))
        equal = "".join(old[block.a : block.a + block.size])
        at_old, at_new = block.a + block.size, block.b + block.size
    return [*changes, (equal, "", "")]


def _cleaned(changes: list[_Change]) -> list[_Change]:
    """Without equal runs that only tear a change apart."""
    kept: list[_Change] = []
    for change in changes:
        equal, gone, come = change
        if not kept or not _changed(kept[-1]):
            before = kept.pop()[0] if kept else ""
            kept.append((before + equal, gone, come))
        elif _changed(change) and _torn(kept[-1], change):
            before, first_gone, first_come = kept[-1]
            kept[-1] = (before, first_gone + equal + gone, first_come + equal + come)
        else:
            kept.append(change)
    return kept


def _changed(change: _Change) -> bool:
    return bool(change[1] or change[2])


def _torn(left: _Change, right: _Change) -> bool:
    """Whether what is equal between two changes should go into one change of both."""
    equal = right[0]
    if not _LETTER.search(equal):
        return True
    if max(len(_TOKEN.findall(text)) for text in (*left[1:], *right[1:])) == 1:
        return False  # one word put for another, twice: clear as it is
    return len(equal) <= min(max(len(left[1]), len(left[2])), max(len(right[1]), len(right[2])))


def _pieces(changes: list[_Change]) -> tuple[Piece, ...]:
    signs: tuple[Sign, ...] = ("=", "-", "+")
    return tuple(
        (sign, text) for change in changes for sign, text in zip(signs, change, strict=True) if text
    )
