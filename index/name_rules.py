"""Names that their own form gives away: authorities, laws, companies. Pure: a text's words -> names.

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
from typing import NamedTuple

from index import lexicon
from index.known_names import Kind
from index.stemming import STOPWORDS, stem


class Word(NamedTuple):
    """A word of a text: code points `start` to `end`; `initial`: it may have its capital from
    standing first in a sentence, a cell, a quotation or after a colon."""

    text: str
    start: int
    end: int
    initial: bool

    @property
    def capital(self) -> bool:
        """Whether it is written as a name: `Jorunn`, `eHälsa`, but not `3`."""
        return not self.text.islower() and not self.text.isdigit() and self.text[0] != "-"


class Written(NamedTuple):
    """A name as it stands in a text. `sure`: its form alone settles it, whatever the archive."""

    kind: Kind
    text: str
    sure: bool


_WORD = re.compile(r"[^\W_]+(?:[-‑:’'][^\W_]+)*-?")
_BREAK = re.compile(r"[.!?:;|»”\"“•\n]")


def words(text: str) -> list[Word]:
    """The words of a text in order; `IVO:s`, `SITHS-kort`, `2016:1145` and `vård-` are one each."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        initial = not found or (start - end > 1 and bool(_BREAK.search(text, end, start)))
        end = match.end()
        found.append(Word(match.group(), start, end, initial or text[start - 1] in '»”"“'))
    return found


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
        small = base(word.text).lower()
        small = small[:-1] if small.endswith("s") else small
        if _COURT.fullmatch(small):
            yield Written("authority", _cut(word.text, small), True)
        elif not word.capital:
            continue
        elif small in _OF_FIELD and place + 2 < len(row) and row[place + 1].text == "för":
            end = phrase_end(row, place + 2, text, linked=False)
            if end > place + 2:
                yield Written("authority", _span(text, row, place, end), not word.initial)
        elif word.text[-1] == "-" and (end := _hanging(row, place)):
            last = bare(row[end - 1].text).lower()
            if _OFFICE.fullmatch(last):
                yield Written("authority", _span(text, row, place, end), True)
        elif _OFFICE.fullmatch(small) and not small.startswith("-"):
            telling = _TELLING.fullmatch(small) and not lexicon.known(small)
            if not word.initial or (telling and not _COMMON.fullmatch(small)):
                yield Written("authority", _cut(word.text, small), not word.initial)
        elif small in ("högsta", "europeiska") and place + 1 < len(row):
            last = bare(row[place + 1].text)
            if _OFFICE.fullmatch(last) or last == "domstolen":
                yield Written("authority", _span(text, row, place, place + 2), True)


def is_authority(name: str) -> bool:
    """Whether a name that is known to be one (it has an abbreviation) is that of an authority."""
    first, last = name.lower().split()[0], name.lower().split()[-1]
    return first in _OF_FIELD or bool(_OFFICE.fullmatch(first) or _OFFICE.fullmatch(last))


def _hanging(row: Sequence[Word], place: int) -> int:
    """The end of `Post- och telestyrelsen` (3 words on), or 0."""
    if place + 2 < len(row) and row[place + 1].text == "och" and not row[place + 2].initial:
        return place + 3
    return 0


def _cut(written: str, small: str) -> str:
    return written[: len(small)]


def _span(text: str, row: Sequence[Word], start: int, end: int) -> str:
    last = row[end - 1]
    return text[row[start].start : last.start] + bare(last.text)


# ------------------------------------------------------------------ laws

_LAW = re.compile(r".{2,}(?:lagen|förordningen|balken|direktivet|akten)")
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
        small = bare(word.text).lower()
        if small in ("lagen", "förordningen", "lag", "förordning"):
            if title := _titled(text, row, place, small):
                yield Written("law", title, True)
        elif _LAW.fullmatch(small) and is_law(small):
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
    if last.endswith("förordningen"):
        return len(last) > len("förordningen") + 1
    if not last.endswith("lagen") or stem(last) in _TEAMS:
        return False
    if "-" in last:
        return last.endswith("-lagen")
    elements = lexicon.elements(last)
    return elements[-1] == "lagen" if elements else not lexicon.known(last)


def _titled(text: str, row: Sequence[Word], place: int, small: str) -> str:
    """`lagen om offentlig upphandling` for `lagen (2016:1145) om offentlig upphandling`, or ""."""
    number = _NUMBER.match(text, row[place].end)
    after = place + 1
    while after < len(row) and number and row[after].start < number.end():
        after += 1
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
        start = place + (row[place].initial and row[place].text.lower() in STOPWORDS)
        place = end
        forms = [at for at in range(start + 1, end) if base(row[at].text) in _FORMS]
        if forms:
            first = _linked(text, row, start)
            name = text[row[first].start : row[forms[0]].start] + base(row[forms[0]].text)
            yield Written("company", name, not row[first].initial)
        elif end - start > 1 and bare(row[end - 1].text) in _PAPERS:
            yield Written("company", _span(text, row, start, end), not row[start].initial)
        elif (
            end - start == 1 and not row[start].initial and _PAPER.fullmatch(bare(row[start].text))
        ):
            yield Written("company", bare(row[start].text), True)


def _linked(text: str, row: Sequence[Word], start: int) -> int:
    """The beginning of a name that `i` joins: `Tolkringen i Mellansverige AB`."""
    if start >= 2 and row[start - 1].text == "i" and row[start - 2].capital:
        return start - 2 if text[row[start - 2].end : row[start].start] == " i " else start
    return start
