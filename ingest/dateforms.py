"""How dates are written: text -> `Written` dates, not yet placed in a year.

Swedish order is day before month, always: `3/4` is the third of April and `10/22/2025` is no date,
because a guess that is sometimes right is a deadline that is sometimes a month off.

    22/10   22/10-24   22/10 2025   22.10.2025   2025-10-22   20251022   2025-10
    den 22 oktober (2025)   22:a okt. 2025   22 October 2025   October 22, 2025   oktober 2025
    1–15 mars   1–15/3   28 februari–3 mars   mellan den 1 och 15 mars   den 1, 8 och 15 mars
    vecka 42   v. 42–44   vecka 42 2025   2025-W42   2025   2025–2027
    kvartal 3   tredje kvartalet 2025   tertial 2   första halvåret 2026   Q3

Each form has one pattern and one function that may say no. All patterns run over the text, the
leftmost and then longest finding wins, and neighbours joined by a dash or `till` become a range.
What only looks like a date is told by `lookalikes.py` or by figures that go on on either side.
A year or a short month name alone is `weak`: it counts in a range (`jan–mars 2025`) or after a word
such as `under`, since 2 000 of something is commoner than the year 2000.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.date_signs import ANY, folded_word, signs
from ingest.lookalikes import (
    WEEKDAY,
    is_clock,
    is_counted,
    is_fraction,
    is_numbered,
    is_year,
    without_addresses,
)
from ingest.moment import LAST, Moment, Written

_SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december"
_ENGLISH = "January February March April May June July August September October November December"
_SHORT = "jan feb mar apr maj jun jul aug sep okt nov dec"
MONTHS = {
    name.lower(): number
    for names in (_SWEDISH, _ENGLISH, _SHORT)
    for number, name in enumerate(names.split(), 1)
} | {"febr": 2, "sept": 9, "oct": 10}
_WEAK_ALONE = set(_SHORT.split()) - {"maj"} | {"febr", "sept", "oct"}
# "may" and "march" are verbs and "august" is an adjective: English names count with a capital only.
_CAPITAL_ONLY = set(_ENGLISH.lower().split()) - set(_SWEDISH.split()) | {"oct"}
_AMERICAN = set(_ENGLISH.lower().split()) | _WEAK_ALONE - {"okt", "febr"}

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_SPELT = {"första": 1, "sista": LAST, "siste": LAST, "first": 1}
_TH = r"(?::[aeAE]\b|st\b|nd\b|rd\b|th\b)?"
_ORDINALS = {"för": 1, "and": 2, "tre": 3, "fjä": 4, "fir": 1, "sec": 2, "thi": 3, "fou": 4}
_START = r"(?<![\w/:])(?<!\d[.,])"
_WEEKDAYS = {"må": 0, "ti": 1, "on": 2, "to": 3, "fr": 4, "lö": 5, "sö": 6}
_WEEKDAYS |= {"mo": 0, "tu": 1, "we": 2, "th": 3, "sa": 5, "su": 6}


def written_dates(text: str) -> list[Written]:
    """All dates and ranges in `text`, in order, without overlap."""
    if not _MAYBE.search(text):
        return []
    masked = without_addresses(text)
    written = signs(masked)
    found = [one for sign, pattern, read in _FORMS if sign in written
             for match in pattern.finditer(masked) for one in read(match)]  # fmt: skip
    apart: list[Written] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return [one for one in _joined(masked, apart) if not one.weak]


# ------------------------------------------------------------------ what stands around

_MAYBE = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:mellan|between)\s(?:den\s|the\s)?$", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:–|(]\s?|\b(?:in|of|since|by|early|late|mid|until)\s)$")


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 60) : match.start()]


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 20]


def _weekday(before: str) -> int:
    found = re.search(rf"\b({WEEKDAY})\s(?:den\s|the\s)?$", before, re.IGNORECASE)
    return _WEEKDAYS[folded_word(found[1])[:2]] if found else -1


# ------------------------------------------------------------------ one function a form


def _year(digits: str | None) -> int:
    """Four figures as they are; two are of this century up to 69 (`22/10-24`)."""
    if not digits:
        return 0
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 70 else 1900)


def _days(match: re.Match[str], month: int, year: int) -> Iterator[Written]:
    """One day; with an elliptical start `1–15` and `1 och 2 mars` a range, `1 och 9` two days."""
    fields = match.groupdict()
    before = _before(match)
    day = _SPELT.get(folded_word(fields["d"])) or int(fields["d"])
    last = Moment(year, month, day)
    if not any(last.bounds(some) for some in ([year] if year else [2023, 2024])):
        return
    if not fields.get("d0"):
        yield Written(match.start(), match.end(), last, weekday=_weekday(before))
        return
    days = [int(day) for day in re.findall(r"\d+", fields["d0"])]
    listed = re.search(r"och|eller|samt|and|or", fields["con"]) is not None
    on_end = listed and len(days) == 1 and days[0] + 1 == last.day
    if len(days) == 1 and (on_end or not listed or _BETWEEN.search(before)):
        if days[0] < last.day and not is_clock(before):
            yield Written(match.start(), match.end(), Moment(year, month, days[0]), last)
        else:
            yield Written(match.start("d"), match.end(), last)
        return
    for number, day in zip(re.finditer(r"\d+", fields["d0"]), days, strict=True):
        start = match.start("d0") + number.start()
        yield Written(start, match.start("d0") + number.end(), Moment(year, month, day))
    yield Written(match.start("d"), match.end(), last)


def _month_of(match: re.Match[str]) -> int:
    """The month that the name names; 0 for "may" and "march" in lower case."""
    name = folded_word(match["name"])
    return 0 if name in _CAPITAL_ONLY and match["name"][0].islower() else MONTHS[name]


def _named_day(match: re.Match[str]) -> Iterator[Written]:
    month = _month_of(match)
    told = match[0][0] in "dDtT" or not is_numbered(_before(match))  # `per telefon den 3 mars`
    if month and told:
        yield from _days(match, month, _year(match["y"]))


def _american_day(match: re.Match[str]) -> Iterator[Written]:
    name = match["name"]
    if name[0].isupper() and name.lower() in _AMERICAN:
        yield from _days(match, MONTHS[name.lower()], _year(match["y"]))


def _slash_day(match: re.Match[str]) -> Iterator[Written]:
    day, month = int(match["d"]), int(match["m"])
    before, after = _before(match), _after(match)
    if is_numbered(before):
        return
    weak = False
    if not match["y"] and not match["d0"]:
        weak = is_fraction(day, month, before, after)
    for one in _days(match, month, _year(match["y"])):
        yield replace(one, weak=weak)


def _numeric_day(match: re.Match[str]) -> Iterator[Written]:
    if not is_numbered(_before(match)):
        yield from _days(match, int(match["m"]), int(match["y"]))


def _iso_month(match: re.Match[str]) -> Iterator[Written]:
    year, month = int(match["y"]), int(match["m"])
    # `2009-10` may be a winter, not October: such a pair of years is left alone.
    if month != (year + 1) % 100 and not is_numbered(_before(match)):
        yield Written(match.start(), match.end(), Moment(year, month))


def _named_month(match: re.Match[str]) -> Iterator[Written]:
    month, name, year = _month_of(match), match["name"], _year(match["y"])
    if not month:
        return
    weak = not year and name.lower() in _WEAK_ALONE
    if not year and name[0].isupper() and not name.isupper():
        # April, Maj and Juli are people, too: a capital needs the start of a sentence.
        weak |= not _SENTENCE_START.search(_before(match)) or _after(match)[1:2].isupper()
    yield Written(match.start(), match.end(), Moment(year, month), weak=weak)


def _bare_year(match: re.Match[str]) -> Iterator[Written]:
    year, before, after = int(match["y"]), _before(match), _after(match)
    if not is_counted(after):
        weak = not is_year(year, before, after)
        yield Written(match.start(), match.end(), Moment(year), weak=weak)


def _week(match: re.Match[str]) -> Iterator[Written]:
    if match["mark"].lower() == "v" and len(match["w"]) == 1 and match["gap"] == "":
        return  # `v2` is a version
    year = _year(match["y"] or match["y0"])
    first = Moment(year, week=int(match["w"]))
    if not match["w1"]:
        yield Written(match.start(), match.end(), first)
        return
    last = Moment(year, week=int(match["w1"]))
    listed = re.search(r"och|and", match["con"]) is not None
    if first.week < last.week and not (listed and last.week - first.week > 1):
        yield Written(match.start(), match.end(), first, last)
    else:
        yield Written(match.start(), match.end("w"), first)
        yield Written(match.start("w1"), match.end(), last)


def _iso_week(match: re.Match[str]) -> Iterator[Written]:
    yield Written(match.start(), match.end(), Moment(int(match["y"]), week=int(match["w"])))


def _part_of_year(match: re.Match[str]) -> Iterator[Written]:
    """A quarter, a third or a half as its months. `T1` and `H1` alone may be anything."""
    number = match["n"] or match["n0"]
    count = int(number[0]) if number[0].isdigit() else _ORDINALS[folded_word(number)[:3]]
    kind = (match["kind"] or match["kind0"])[0].lower()
    months = {"k": 3, "q": 3, "t": 4, "h": 6}[kind]
    year = _year(match["y"] or match["y0"])
    short = len(match["kind"] or match["kind0"]) == 1 and kind != "q"
    if count * months <= 12 and (year or not short):
        last = count * months
        first = Moment(year, last - months + 1)
        yield Written(match.start(), match.end(), first, Moment(year, last))


_DASH = r"\s?[-–—]\s?"
_Read = Callable[[re.Match[str]], Iterator[Written]]
_FORMS: tuple[tuple[str, re.Pattern[str], _Read], ...] = (  # each with the sign that it needs
    (
        "month",
        re.compile(
            rf"{_START}(?:\b(?:den|the)\s)?"
            rf"(?:(?P<d0>{_DAY}{_TH}(?:,\s(?:den\s)?{_DAY}{_TH})*)"
            rf"(?P<con>{_DASH}|\s(?:till|t\.o\.m\.|to|och|eller|samt|and|or)\s(?:den\s|the\s)?))?"
            rf"(?P<d>{_DAY}|{'|'.join(_SPELT)}){_TH}\.?\s(?:of\s)?(?P<name>{_NAME})\b(?!-)"
            rf"(?:\.?,?\s(?P<y>{_YEAR})(?![:/]\d))?",
            re.IGNORECASE,
        ),
        _named_day,
    ),
    (
        "month",
        re.compile(
            rf"\b(?P<name>{_NAME})\b\.?\s(?:(?P<d0>{_DAY})(?P<con>{_DASH}))?(?P<d>{_DAY}){_TH}"
            rf"(?![:/]\d|\s\d{{3}}\b)(?:,?\s(?P<y>{_YEAR})(?![:/]\d))?",
            re.IGNORECASE,
        ),
        _american_day,
    ),
    (
        "/",
        re.compile(
            rf"{_START}(?:(?P<d0>{_DAY})(?P<con>{_DASH}))?(?P<d>{_DAY})/(?P<m>{_MONTH})"
            rf"(?:(?:[-/]|,?\s-?)(?P<y>{_YEAR}|(?<=[-/])\d\d(?![\d/.]))(?![-/:]\d))?"
            r"(?!/|:\d|[.,]\d|\w)"
        ),
        _slash_day,
    ),
    (
        "year",
        re.compile(rf"{_START}(?P<d>{_DAY})\.\s?(?P<m>{_MONTH})\.\s?(?P<y>{_YEAR})(?![.\w])"),
        _numeric_day,
    ),
    (
        "year",
        re.compile(
            rf"(?<![\w.])(?<!\d[-:])(?P<y>{_YEAR})(?P<by>[-–/.])(?P<m>0[1-9]|1[0-2])(?P=by)"
            r"(?P<d>0[1-9]|[12]\d|3[01])(?![^\WT]|T\D|-\d|[.:]\d)"
        ),
        _numeric_day,
    ),
    (
        "year",
        re.compile(
            r"(?<![\w/.-])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
            r"(?!\w|[-.:/]\d)"
        ),
        _numeric_day,
    ),
    (
        "year",
        re.compile(rf"(?<![\w/:.-])(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?!\w|[-–/:.]\d)"),
        _iso_month,
    ),
    (
        "month",
        re.compile(
            rf"\b(?P<name>{_NAME})\b(?:(?:\smånad)?\.?,?\s(?P<y>{_YEAR})(?![:/]\d))?", re.IGNORECASE
        ),
        _named_month,
    ),
    (
        "year",
        re.compile(rf"(?<![\w/:.,])(?<!\d\s)(?<!\w-)(?P<y>{_YEAR})(?!\w|[-–/:.,]\d|\s\d{{3}}\b)"),
        _bare_year,
    ),
    (
        "year",
        re.compile(rf"(?<![\w/:.,])(?P<y>{_YEAR})(?=[-–]{_YEAR}(?![\w:/]))"),
        _bare_year,
    ),
    (
        "year",
        re.compile(rf"(?<=[-–])(?P<y>{_YEAR})(?![\w:/-])"),
        _bare_year,
    ),
    (
        ANY,
        re.compile(
            rf"(?<![\w.])(?:(?P<y0>{_YEAR})[\s,-]{{1,2}})?(?P<mark>veckorna|veckan|vecka|weeks?|v)"
            r"(?P<gap>\.?\s?)(?P<w>0?[1-9]|[1-4]\d|5[0-3])(?!\d)"
            rf"(?:(?P<con>{_DASH}|/|\s(?:och|till|and|to)\s)(?P<w1>0?[1-9]|[1-4]\d|5[0-3])(?!\d))?"
            rf"(?:,?\s(?:år\s)?(?P<y>{_YEAR})(?![:/]\d))?(?!\w|[.,:]\d|\s?[%§])",
            re.IGNORECASE,
        ),
        _week,
    ),
    (
        "year",
        re.compile(rf"(?<![\w/.-])(?P<y>{_YEAR})-?[WVwv](?P<w>0[1-9]|[1-4]\d|5[0-3])(?![\w-])"),
        _iso_week,
    ),
    (
        "part",
        re.compile(
            rf"(?<![\w/-])(?:(?P<y0>{_YEAR})[\s-])?"
            r"(?:(?P<kind>kvartal|tertial|halvår|quarter|[QTH](?=[1-4]))\s?(?P<n>[1-4])"
            r"|(?P<n0>första|andra|tredje|fjärde|first|second|third|fourth|[12]:a|[34]:e"
            r"|[1-4](?:st|nd|rd|th))"
            r"\s(?P<kind0>kvartal|tertial|halvår|quarter|half)(?:et)?)\b(?![-–/:.,]\d)"
            rf"(?:,?\s(?:år\s|av\s|of\s)?(?P<y>{_YEAR})(?![:/]\d))?",
            re.IGNORECASE,
        ),
        _part_of_year,
    ),
)

# ------------------------------------------------------------------ ranges

_MOVED = re.compile(
    r"\b(?:flytta|senarel|tidigarel|skjut|ändra|boka|moved|postponed)[^.!?]*$", re.IGNORECASE
)
_CONNECTOR = re.compile(
    rf"\s?[-–—]{{1,2}}\s?|/"
    rf"|\s(?:till|t\.?\s?o\.?\s?m\.?|till och med|och|to|until|through|and)\s"
    rf"(?:och med\s)?(?:{WEEKDAY}\s)?(?:den\s|the\s)?",
    re.IGNORECASE,
)


def _joined(text: str, apart: list[Written]) -> Iterator[Written]:
    """Neighbours of one unit with `–`, `till` (or `och` after `mellan`) between are one range."""
    taken = False
    for one, other in pairwise([*apart, None]):
        if one is None or taken:
            taken = False
            continue
        if other is not None and _is_range(text, one, other):
            taken = True
            yield replace(one, end=other.end, last=other.first, weekday=-1, weak=False)
        else:
            yield one


def _is_range(text: str, one: Written, other: Written) -> bool:
    between = text[one.end : other.start]
    before = text[max(0, one.start - 60) : one.start]
    if one.last or other.last or one.first.unit != other.first.unit:
        return False
    if one.first.unit == "day" and one.weak and other.weak:
        return False  # two fractions
    if one.first.unit == "year" and one.first.year >= other.first.year:
        return False
    if not _CONNECTOR.fullmatch(between):
        return False
    word = between.strip().lower()
    if word.startswith(("och", "and")):
        # `under juni och juli` is one stretch, `i juni och juli` are two months.
        during = one.first.unit == "month" and re.search(r"\bunder\s$", before, re.IGNORECASE)
        return bool(during) or _BETWEEN.search(before) is not None
    if word == "/":
        return one.first.unit == "day" and one.first.year > 0
    return not (word[:1].isalpha() and _MOVED.search(before))
