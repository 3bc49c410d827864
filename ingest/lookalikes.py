"""What looks like a date and is none, told by the words around it.

Figures in public reports are mostly something else: case numbers (`dnr 2025-00123`), statutes
(`SFS 2016:1145`), fractions and scores (`3/4 av`, `8/10 poäng`), `24/7`, pages, times, sums. Each
function takes the text before and after a finding and says what it takes the finding for.
"""

from __future__ import annotations

import re

WEEKDAY = (
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b\.?,?"
)

_ADDRESS = re.compile(  # bounded: unbounded, a megabyte without spaces takes hours
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+"
    r"|\b\S{1,120}\.(?:pdf|docx?|html?|xlsx?)\b"
)
_IN_ADDRESSES = ("://", "www.", "@", ".pdf", ".doc", ".htm", ".xls")  # each has one
_NUMBERED = re.compile(
    r"(?:\b(?:nr|nummer|dnr|diarie\w*|ärende(?:nr|nummer)|sid(?:an|or|orna)?|kap(?:itel)?|punkt\w*"
    r"|version|ver|betyg\w*|resultat\w*|ställning\w*|bilaga|artikel|art|avsnitt|tabell"
    r"|figur|SFS|prop|bet|rskr|skr|SOU|Ds|ISO|page|section|number|item|scores?)[.:]?"
    r"|\b(?:dnr|diarie\w*):?\s[A-ZÅÄÖ]{1,6}|(?<![:\w])(?:s|p|pp|v)\.|§§?|#)\s?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:kl|klockan|at)\.?\s?$", re.IGNORECASE)
_POINTING = re.compile(
    rf"(?:^\s*[(\[]?|\b(?:den|senast|före|innan|till|från|fr\.?\s?o\.?\s?m\.?|t\.?\s?o\.?\s?m\.?"
    rf"|sedan|efter|{WEEKDAY})\s|[(\[])$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\s?(?::(?!\d)|\|)|\s(?:kl\b|klockan\b|[–-]\s)", re.IGNORECASE)
_PART = re.compile(
    r"\s?(?:av|del|delar|kopp|dl|msk|tsk|tum|poäng|p|rätt|tjänst\w*|mandat|majoritet|tid|dygnet|%"
    r"|of|points)\b",
    re.IGNORECASE,
)
_YEAR_SURE = re.compile(
    r"\b(?:år|året|åren|under|sedan|hela|hösten|våren|sommaren|vintern|årsskiftet|halvåret"
    r"|(?:jämfört|jämförelse) med|kvartal \w+|kvartalet|tertial \w+|budget(?:en)?|bokslut(?:et)?"
    r"|(?:års|delårs)\w+|inför|during|since|autumn|spring|summer|winter|year)\s$",
    re.IGNORECASE,
)
_YEAR_LIKELY = re.compile(
    r"\b(?:för|från|till|av|senast|före|innan|efter|in|by|of|\d{4}\s(?:och|and))\s$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\s?(?:kr|kronor|tkr|mkr|st|stycken|procent|%|personer|patienter|platser|timmar|invånare"
    r"|medarbetare|anställda|barn|elever|ärenden|tusen|miljoner|meter|kilo\w*)\b",
    re.IGNORECASE,
)


def without_addresses(text: str) -> str:
    """The text with web and mail addresses and file names blanked, every position as before."""
    if not any(sign in text for sign in _IN_ADDRESSES):
        return text
    return _ADDRESS.sub(lambda found: "\0" * len(found[0]), text)


def is_numbered(before: str) -> bool:
    """`nr 3 oktober`, `dnr 2025-10-22`, `sidan 3`: the figures belong to the word before them."""
    return _NUMBERED.search(before) is not None


def is_clock(before: str) -> bool:
    """`kl. 9–12 mars`: the first figure is an hour."""
    return _CLOCK.search(before) is not None


def is_fraction(day: int, month: int, before: str, after: str) -> bool:
    """`3/4 av`, `2/3 majoritet`, `8/10 poäng`, `24/7`, unless a word or colon points at a day."""
    named = re.search(r"\bden\s$", before, re.IGNORECASE) is not None
    if day < month <= 10 and _PART.match(after) and not named:
        return True
    pointed = _POINTING.search(before) is not None
    if (day, month) == (24, 7):
        pointed &= before.strip(" ([") != ""  # "24/7 bemanning" opens a sentence, too
    elif not (day < month and (month in {2, 3, 4, 5, 8} or (day, month) in {(1, 10), (9, 10)})):
        return False
    return not (pointed or _HOUR.match(after))


def is_counted(after: str) -> bool:
    """`2000 kronor`, `2025 personer`: a number of something."""
    return _COUNTED.match(after) is not None


def is_year(year: int, before: str, after: str) -> bool:
    """Four figures are a year after `under`, `hösten` …, and likely one after `för`."""
    sure = _YEAR_SURE.search(before) or re.match(r"\s?års\b", after)
    return bool(sure) or (2010 <= year < 2050 and _YEAR_LIKELY.search(before) is not None)
