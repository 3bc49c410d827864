"""Swedish (and English) text -> terms. What a word is, is decided here and nowhere else.

Documents and queries go through the same steps, so that what looks alike matches:

    offsets       tokens know their code points in the text as given, also where it was not NFC or
                  held soft hyphens or zero-width characters (all are undone before the rest)
    dates         `22/10`, `22 oktober`, `22 okt. 2025`, `22.10.2025`, `2025-10-22` are
                  one token each: its stem is the day (`d:10-22`), its surface the day with the year
                  if there is one (`d:2025-10-22`). So 22/10 finds all of them, 2025-10-22 can ask
                  for the year, and the bare 22 and 10 find none. The month's name and the year are
                  parts of it: "oktober 2025" finds 2025-10-22, and `2025-10` too. `22–24 oktober`
                  is two dates
    weeks         `v. 9` and `v9` are the words that they are, with vecka (and 9) as parts
    numbers       digit groups are joined (`400 000` -> 400000) unless they look like a telephone
                  number; `,` and `.` between digits are one (`3,5` = `3.5`), but `1.200`, in
                  English `1,200`, has the number without its groups as a part; `2016:1145` is a
                  word
    signs         `%`, `§` and `kr` are what they are read as: procent, paragraf, kronor
    colon         `IVO:s`, `SD:arna`: the ending goes; `Moody's` too
    hyphen, slash each word is a token of its own (`IVO-beslut` -> ivo, beslut); the joined form
                  (`ivobeslut`) is a part of each; `social- och omsorgsförvaltning` has
                  socialförvaltning as a part of its first word
    compounds     the elements of a compound and their runs are parts of it (`lexicon.py`)
    stems         Snowball's, and for Swedish what Snowball leaves apart (`stemming.py`)

å ä ö are never folded: får is not far. The query side restores them from the archive's words.
All words are tokens, stop words too; STOPWORDS matter to queries only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index import lexicon
from index.stemming import STOPWORDS, stem

ANALYSIS_VERSION = 7  # a change of any term changes it: the index is then rebuilt

__all__ = ["ANALYSIS_VERSION", "STOPWORDS", "WEEK", "Token", "analyse", "stem"]

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


class Token(NamedTuple):
    """A word of a text. `start` and `end` are code points of that text; `position` counts tokens.

    `surface` is the word in lower case without its ending after a colon; `stem` what plain words
    search; `parts` are stems of what the word is made of, for the lighter field.
    """

    surface: str
    stem: str
    start: int
    end: int
    position: int
    parts: tuple[str, ...] = ()


def analyse(text: str, language: str = "sv") -> tuple[Token, ...]:
    """The tokens of a text in order. Pure; `language` is `sv` or `en` (anything else is `sv`)."""
    clean, places = _normalise(text)
    matches = list(_TOKEN.finditer(clean))
    hyphened = _hyphened(clean, matches, language) if _JOINT.search(clean) else {}
    swedish = language == "sv"
    tokens: list[Token] = []
    for position, match in enumerate(matches):
        kind = match.lastgroup
        start, end = match.span()
        if kind in _WORDS:
            surface, stemmed, parts = _swedish(match[0]) if swedish else _other(match[0], language)
            if swedish and surface[0] == "v":
                parts += _week(clean, start)
            if position in hyphened:
                parts += hyphened[position]
        elif kind == "number":
            surface, stemmed, parts = _number(match[0], language)
        else:
            surface, stemmed, parts = _day(match, language)
        if places:
            start, end = places[start], places[end]
        tokens.append(Token(surface, stemmed, start, end, position, parts))
    return tuple(tokens)


# -- characters ------------------------------------------------------------------------------

_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width characters
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


def _normalise(text: str) -> tuple[str, list[int]]:
    """(NFC text without dropped characters, for each of its code points the place in `text`).

    The list has one place more, for the end; it is empty when nothing had to change.
    """
    if unicodedata.is_normalized("NFC", text) and not any(sign in text for sign in _DROPPED):
        return text, []
    kept: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", cluster.group().strip(_DROPPED))
        kept.append(composed)
        places.extend([cluster.start()] * len(composed))
    return "".join(kept), [*places, len(text)]


# -- words -----------------------------------------------------------------------------------

_MONTH_NAMES = {  # how each may be written, English too
    1: r"jan(?:uari|uary)?",
    2: r"feb(?:ruari|ruary)?",
    3: r"mars|march",
    4: r"apr(?:il)?",
    5: r"maj|may",
    6: r"juni|june",
    7: r"juli|july",
    8: r"aug(?:usti|ust)?",
    9: r"sep(?:t(?:ember)?)?",
    10: r"o[kc]t(?:ober)?",
    11: r"nov(?:ember)?",
    12: r"dec(?:ember)?",
}
_MONTH = "|".join(_MONTH_NAMES.values())
_DAY = r"0?[1-9]|[12]\d|3[01]"
_YEAR = r"(?:19|20)\d\d(?!-?\d)"
_GAP = r"[ \t\n\u00a0\u2009\u202f]"  # between the words of a date
_TO = rf"{_GAP}*(?:[-–—]|och|till|t\.?o\.?m\.?){_GAP}*(?:den{_GAP}+)?"
_ENDINGS = "s|n|t|a|e|ns|ts|en|et|er|ar|ens|ets|ers|ars|na|erna|arna|ernas|arnas|are"
_ENDED = rf"(?:['’]s\b|:(?:{_ENDINGS})\b)"

_TOKEN = re.compile(
    rf"""
    (?P<word>[^\W\d_][^\W_]* {_ENDED}? | %+ | §+)  # first, since most tokens are words
  | (?=\d) (?:
    (?P<iso>(?<![\d-]) (?P<iso_year>(?:19|20)\d\d)(?P<sign>[-./])(?P<iso_month>0[1-9]|1[0-2])
            (?P=sign)(?P<iso_day>0[1-9]|[12]\d|3[01]) (?![\d-]))
  | (?P<named>(?<![\d.,:/]) (?P<named_day>{_DAY}) (?::?[ae])?
              (?: {_GAP}+(?P<named_month>{_MONTH})\b (?:\.?{_GAP}+(?P<named_year>{_YEAR})\b)?
                  # the first day of `22–24 oktober`, `22 och 23 oktober` looks ahead for its month
                | (?={_TO}(?:{_DAY}){_GAP}+(?P<to_month>{_MONTH})\b
                     (?:\.?{_GAP}+(?P<to_year>{_YEAR})\b)?) ))
  | (?P<slash>(?<![\d.,:/]) (?P<slash_day>{_DAY})
              (?: /(?P<slash_month>1[0-2]|0?[1-9]) (?![\d/])
                  (?:(?:{_GAP}|-)(?P<slash_year>{_YEAR})\b)?
                | (?={_TO}(?:{_DAY})/(?P<slash_to>1[0-2]|0?[1-9])(?![\d/])) ))
  | (?P<dot>(?<![\d.,:/]) (?P<dot_day>{_DAY})\.(?P<dot_month>1[0-2]|0?[1-9])
            \.(?P<dot_year>{_YEAR}) (?!\.?\d))
  | (?P<number>\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+ (?![ \u00a0\u2009\u202f]?\d) (?:,\d+)?
             | \d+(?:[.,:]\d+)+ (?![^\W_]))
  | (?P<figures>[^\W_]+ {_ENDED}?)  # a word as well: 4G, 2019:s
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = ("word", "figures")
_SAID = {"%": "procent", "§": "paragraf", "§§": "paragraf", "kr": "kronor"}
_ENDING = re.compile(rf"(.+?)(?:['’]s|:(?:{_ENDINGS}))")
_JOINT = re.compile(r"[-‐‑]")
_MONTH_OF_YEAR = re.compile(r"(?:19|20)\d\d-(0[1-9]|1[0-2])")
WEEK = re.compile(  # not `V 9 mandat`: a party
    rf"(?:[Vv]\.{_GAP}?|v{_GAP}|[Vv])([1-9]|[1-4]\d|5[0-3])\b(?![,.:/]\d)"
)
_GROUPED = {
    "sv": re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?"),
    "en": re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?"),
}


@lru_cache(maxsize=100_000)
def _swedish(written: str) -> tuple[str, str, tuple[str, ...]]:
    """(surface, stem, parts) of a word, whatever stands beside it."""
    surface = _surface(written)
    return surface, stem(surface), lexicon.parts(surface)


def _other(written: str, language: str) -> tuple[str, str, tuple[str, ...]]:
    """The same of a word of another language."""
    surface = _surface(written)
    return surface, stem(surface, language), ()


def _number(written: str, language: str) -> tuple[str, str, tuple[str, ...]]:
    """The same of a number."""
    number = re.sub(r"\s", "", written)
    surface = number.replace(",", ".")
    return surface, surface, _ungrouped(number, language)


def _day(match: re.Match[str], language: str) -> tuple[str, str, tuple[str, ...]]:
    """The same of a date."""
    year, month, day = _date(match)
    parts = (stem(MONTHS[month - 1], language), *((year,) if year else ()))
    date = f"d:{month:02}-{day:02}"
    return f"d:{year}-{date[2:]}" if year else date, date, parts


def _hyphened(
    text: str, matches: Sequence[re.Match[str]], language: str
) -> dict[int, tuple[str, ...]]:
    """What hyphens add to words, by their place among the tokens."""
    added: dict[int, tuple[str, ...]] = {}
    groups = list(_joined(text, matches))
    first = 0
    for place, group in enumerate(groups):
        terms: tuple[str, ...] = ()
        if len(group) > 1:
            whole = "".join(_surface(match[0]) for match in group)
            if not whole.isdecimal():
                terms = (stem(whole, language),)
            elif named := _MONTH_OF_YEAR.fullmatch(text, group[0].start(), group[-1].end()):
                terms = (stem(MONTHS[int(named[1]) - 1], language),)
        elif language == "sv":
            terms = _completed(text, groups[place : place + 3])
        if terms:
            added |= dict.fromkeys(range(first, first + len(group)), terms)
        first += len(group)
    return added


def _completed(text: str, groups: list[list[re.Match[str]]]) -> tuple[str, ...]:
    """What `social- och omsorgsförvaltningen` leaves out: the terms of socialförvaltning."""
    if len(groups) < 3 or groups[0][0].lastgroup not in _WORDS:
        return ()
    first, between, last = groups[0][0], groups[1][0], groups[2][0]
    hanging = _JOINT.match(text, first.end()) and text[first.end() + 1 :][:1].isspace()
    if not hanging or between[0].lower() not in ("och", "eller", "samt", "respektive"):
        return ()
    elements = lexicon.elements(_surface(last[0]))
    ends = ["".join(elements[place:]) for place in range(1, len(elements))]
    wholes = [_surface(first[0]) + end for end in ends]
    return tuple(dict.fromkeys(term for whole in wholes for term in lexicon.names(whole)))


def _joined(text: str, matches: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The matches, those that hyphens join in one list (`IVO-beslut`, `covid-19`)."""
    group: list[re.Match[str]] = []
    for match in matches:
        if group:
            before = group[-1]
            words = before.lastgroup in _WORDS and match.lastgroup in _WORDS
            if not words or not _JOINT.fullmatch(text, before.end(), match.start()):
                yield group
                group = []
        group.append(match)
    if group:
        yield group


def _surface(word: str) -> str:
    word = _SAID.get(word) or word.lower()  # KR may be a court
    match = _ENDING.fullmatch(word)
    return match.group(1) if match else word


def _week(text: str, start: int) -> tuple[str, ...]:
    """What the word that starts there says of a week: `v` before a number, or with it."""
    week = WEEK.match(text, start)
    if week is None:
        return ()
    together = week.start(1) == start + 1
    return (stem("vecka"), week[1]) if together else (stem("vecka"),)


def _ungrouped(number: str, language: str) -> tuple[str, ...]:
    """The number without its digit groups, if it may have any: `1.200` may be a decimal as well."""
    match = _GROUPED["en" if language == "en" else "sv"].fullmatch(number)
    if match is None:
        return ()
    whole = re.sub(r"\D", "", match[1])
    return (f"{whole}.{match[2]}" if match[2] else whole,)


def _date(match: re.Match[str]) -> tuple[str, int, int]:
    """(year or nothing, month, day). That the day exists is not asked: a term, not a date."""
    if match.lastgroup == "iso":
        return match["iso_year"], int(match["iso_month"]), int(match["iso_day"])
    if match.lastgroup == "dot":
        return match["dot_year"], int(match["dot_month"]), int(match["dot_day"])
    if match.lastgroup == "slash":
        month = match["slash_month"] or match["slash_to"]
        return match["slash_year"] or "", int(month), int(match["slash_day"])
    name = (match["named_month"] or match["to_month"])[:3].lower()
    year = match["named_year"] or match["to_year"] or ""
    return year, _MONTH_NUMBERS[name], int(match["named_day"])


_MONTH_NUMBERS = {  # by the first three letters
    **{name[:3]: number for number, name in enumerate(MONTHS, start=1)},
    "may": 5,
    "oct": 10,
}
