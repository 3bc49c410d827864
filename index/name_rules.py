"""Names that their own form gives away: authorities, laws, companies. Pure: words -> names.

    authority  a capital inside a sentence and an ending of office (`Elsäkerhetsverket`,
               `Post- och telestyrelsen`), an office with its field (`Inspektionen för vård och
               omsorg`), a court in any case (`förvaltningsrätten`)
    law        `lagen om` with its title, a compound in -lagen, -förordningen, -balken
               (`hälso- och sjukvårdslagen`, `NIS-lagen`), `lex Maria`, a number in a statute book
    company    capitals before AB, HB, GmbH … (`Tolkringen i Mellansverige AB`), a newspaper

Swedish writes ordinary nouns small, so a capital inside a sentence tells a name; at its beginning
it tells nothing (`Regelverket är nytt`): there only endings are taken that hardly any ordinary noun
has, and the archive as a whole decides (`names.py`). Titles end where the grammar of a noun phrase
does: adjectives, a noun, and what `och` or a preposition adds to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index import lexicon
from index.known_names import Kind
from index.name_words import Word, bare, base, phrase_end, run_end
from index.stemming import STOPWORDS, stem


class Written(NamedTuple):
    """A name as it stands in a text. `sure`: its form alone settles it, whatever the archive."""

    kind: Kind
    text: str
    sure: bool


# ------------------------------------------------------------------ authorities

_OFFICE = re.compile(
    r".{2,}(?:verket|myndigheten|inspektionen|styrelsen|nämnden|ombudsmannen|kanslern|"
    r"departementet|rådet|institutet|domstolen|rätten|kommissionen|revisionen|parlamentet)"
)
_TELLING = re.compile(r".{3,}(?:verket|myndigheten|ombudsmannen|departementet)")
_COMMON = re.compile(  # `tillsynsmyndigheten` is some authority, not one of this name
    r"(?:tillsyns|tillstånds|kontroll|ansvars|anmälnings|registrerings|besluts|expert|sektors|fack|"
    r"förvaltnings|bevaknings|värd|stats|vård|patient|person|personal|facken|central|del|hant|"
    r"kraft|värme|renings|bok|maskin|trä|vatten|gas|glas|järn|bild|ur|tegel|flät|träd|ram|regel|"
    r"nät|när|bi|mång|sjukvårds|hälso|kommunal|utländska?)"
    r"(?:verket|myndigheten|departementet|ombudsmannen)"
)
_COURT = re.compile(
    r"(?:förvaltnings|kammar|hov|tings|migrations)rätten|"
    r"(?:arbets|patent|mark-|förvaltnings|miljö|migrations|marknads)\w*domstolen"
)
_OF_FIELD = frozenset(
    {"inspektionen", "myndigheten", "styrelsen", "nämnden", "institutet", "rådet", "delegationen"}
)  # fmt: skip


def authorities(text: str, row: Sequence[Word]) -> Iterator[Written]:
    """The authorities that a text names."""
    for place, word in enumerate(row):
        if word.root.endswith(("rätten", "domstolen")) and _COURT.fullmatch(word.root):
            yield Written("authority", bare(word.text), True)
        elif word.capital and (end := _office_end(text, row, place)):
            sure = not word.initial or word.text[-1] == "-"
            yield Written("authority", _span(text, row, place, end), sure)
        elif word.capital and word.initial and _telling(word.root):
            yield Written("authority", bare(word.text), False)


def _telling(small: str) -> bool:
    """Whether a word is a name also where any word would have a capital."""
    office = _TELLING.fullmatch(small) and not _COMMON.fullmatch(small)
    return bool(office) and not lexicon.known(small)


def _office_end(text: str, row: Sequence[Word], place: int) -> int:
    """Where the name of an office ends that begins with this word, or 0."""
    small, after = row[place].root, row[place + 1].root if place + 1 < len(row) else ""
    if small in _OF_FIELD and after == "för":
        end = phrase_end(row, place + 2, text, linked=False)
        return end if end > place + 2 else 0
    if small[-1] == "-" and after == "och" and place + 2 < len(row):
        return place + 3 if _OFFICE.fullmatch(row[place + 2].root) else 0
    if small in ("högsta", "europeiska"):
        return place + 2 if _OFFICE.fullmatch(after) or after == "domstolen" else 0
    return place + 1 if _OFFICE.fullmatch(small) and not row[place].initial else 0


def is_authority(name: str) -> bool:
    """Whether a name that is known to be one (it has an abbreviation) is that of an authority."""
    first, last = name.lower().split()[0], name.lower().split()[-1]
    return first in _OF_FIELD or bool(_OFFICE.fullmatch(first) or _OFFICE.fullmatch(last))


def is_court(word: str) -> bool:
    """Whether a word in lower case is a court; courts are written small in running text."""
    return bool(_COURT.fullmatch(word))


def _span(text: str, row: Sequence[Word], start: int, end: int) -> str:
    last = row[end - 1]
    return text[row[start].start : last.start] + bare(last.text)


# ------------------------------------------------------------------ laws

_LAWS = ("lagen", "förordningen", "balken", "direktivet", "akten", "konventionen")
_TEAMS = frozenset(map(stem, ("arbetslagen", "vårdlagen", "skiftlagen", "lärarlagen", "jourlagen")))
_BALK = re.compile(
    r"(?:miljö|brotts|rättegångs|jorda|föräldra|ärvda|äktenskaps|socialförsäkrings|utsöknings)balken"
)
_NUMBER = re.compile(r"\s*\((?:SFS )?(\d{4}:\d{1,4})\)")
_BOOK = re.compile(r"\b(?:[A-ZÅÄÖ]{1,6}-?)?FS (?:19|20)\d\d:\d{1,4}|\(EU\) (?:nr )?20\d\d/\d{1,4}")
_LEX = re.compile(r"\b[Ll]ex [A-ZÅÄÖ][a-zåäö]{2,}")


def laws(text: str, row: Sequence[Word]) -> Iterator[Written]:
    """The laws that a text names."""
    for place, word in enumerate(row):
        if word.root in ("lagen", "förordningen", "lag", "förordning"):
            if title := _titled(text, row, place):
                yield Written("law", title, True)
        elif word.root.endswith(_LAWS) and is_law(word.root):
            hung = place >= 2 and row[place - 1].text == "och" and row[place - 2].text[-1] == "-"
            written = _span(text, row, place - 2 if hung else place, place + 1)
            yield Written("law", written, True)
    for match in _LEX.finditer(text):
        yield Written("law", "l" + match.group()[1:], True)
    if "FS " in text or "(EU)" in text:
        for match in _BOOK.finditer(text):
            yield Written("law", match.group(), True)


def is_law(name: str) -> bool:
    """Whether a name (in lower case) is that of a law: `strålskyddslagen` is, `avslagen` is not."""
    name = name.lower()
    if name.startswith(("lagen ", "lag ", "förordningen ", "lex ")):
        return True
    last = name.split()[-1]
    if last.endswith("balken"):
        return bool(_BALK.fullmatch(last))
    if last.endswith(("direktivet", "akten")):
        return "-" in last
    if last.endswith(("förordningen", "konventionen")):
        return last not in ("förordningen", "konventionen")
    if not last.endswith("lagen") or stem(last) in _TEAMS:
        return False
    if "-" in last:
        return last.endswith("-lagen")
    elements = lexicon.elements(last)
    return elements[-1] == "lagen" if elements else not lexicon.known(last)


def _titled(text: str, row: Sequence[Word], place: int) -> str:
    """`lagen om offentlig upphandling` for `lagen (2016:1145) om offentlig upphandling`, or ""."""
    number = _NUMBER.match(text, row[place].end)
    after = place + 1
    while after < len(row) and number and row[after].start < number.end():
        after += 1
    small = row[place].root
    definite = small if small.endswith("en") else small + "en"
    if (small == definite or number) and after < len(row) and row[after].text == "om":
        end = phrase_end(row, after + 1, text, linked=True)
        if end > after + 1:
            return f"{definite} om {text[row[after + 1].start : row[end - 1].end]}"
    return ""


# ------------------------------------------------------------------ companies

_FORMS = frozenset(
    {"AB", "HB", "KB", "Aktiebolag", "Handelsbolag", "ApS", "AS", "GmbH", "Oy", "Oyj", "Inc", "Ltd"}
    | {"LLC", "PLC", "Plc", "BV", "NV", "SA", "AG", "ASA"}
)
_PAPERS = frozenset(
    {"Tidning", "Tidningen", "Allehanda", "Nyheter", "Dagblad", "Dagbladet", "Kuriren", "Posten"}
    | {"Bladet", "Folkblad", "Tidende", "Tribun", "Veckoblad", "Läns-Posten"}
)
_PAPER = re.compile(r"\w{3,}-?(?:[Bb]ladet|[Pp]osten|[Tt]idningen|[Kk]uriren)")


def companies(text: str, row: Sequence[Word]) -> Iterator[Written]:
    """The companies whose name says so. Not `sure` where the first word begins a sentence."""
    place = 0
    while place < len(row):
        if not row[place].capital:
            place += 1
            continue
        end = run_end(text, row, place)
        start = place + (row[place].initial and row[place].small in STOPWORDS)
        place = end
        if start == end:
            continue
        forms = [at for at in range(start + 1, end) if base(row[at].text) in _FORMS]
        if end < len(row) and row[end].text.isdigit():  # AB 04 is a contract
            forms = []
        if row[start].text == "AB" and end > start + 1:
            yield Written("company", _span(text, row, start, end), True)
        elif forms:
            first = _linked(text, row, start)
            name = text[row[first].start : row[forms[0]].start] + base(row[forms[0]].text)
            yield Written("company", name, not row[first].initial)
        elif end - start > 1 and bare(row[end - 1].text) in _PAPERS:
            yield Written("company", _span(text, row, start, end), not row[start].initial)
        elif end - start == 1 and _PAPER.fullmatch(name := bare(row[start].text)):
            # one that only begins sentences may be any paper of the staff, but not with a hyphen
            yield Written("company", name, not row[start].initial or "-" in name)


def is_form(word: str) -> bool:
    """Whether a word is a legal form: AB, GmbH."""
    return word in _FORMS


def _linked(text: str, row: Sequence[Word], start: int) -> int:
    """The beginning of a name that `i` joins: `Tolkringen i Mellansverige AB`."""
    if start >= 2 and row[start - 1].text == "i" and row[start - 2].capital:
        return start - 2 if text[row[start - 2].end : row[start].start] == " i " else start
    return start


# ------------------------------------------------------------------ systems

_OF_ALL = frozenset({"svenska", "nationella", "gemensamma", "regionala"})
_SERVICE = re.compile(
    r".{3,}(?:registret|listan|plattformen|portalen|tjänsten|översikten|katalogen)"
)


def services(text: str, row: Sequence[Word]) -> Iterator[Written]:
    """Systems of the whole country: `Nationella läkemedelslistan`, `Svenska palliativregistret`."""
    for word, after in pairwise(row):
        named = word.small in _OF_ALL and word.capital and not word.initial
        if named and _SERVICE.fullmatch(after.root) and text[word.end : after.start] == " ":
            yield Written("system", f"{word.text} {after.root}", True)
