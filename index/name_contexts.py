"""Names that only their surroundings give away: systems, and companies without AB. Pure.

`Jorunn`, `Ekevik` and `Odenfeldt` look alike. What is said about them does not: a system is
introduced, logged in to, down; a town has a hospital, and a person a first name. Each capitalised
word is judged by everything that the archive says about it, each kind of surrounding counted once,
so that what every weekly report repeats weighs no more than what one says:

    for a system   what it is (`bokningssystemet X`: 3, `X-systemet`: 2), what is done with it
                   (`införandet av X`, `X infördes`, `X låg nere`: 2), what others may have, too
                   (`arbeta i X`, `övergången till X`, `avtalet för X`: 1 for each preposition)
    for a company  what it is (`leverantören X`: 3), what it does for us (`anlitat X`: 2; of
                   capitals alone, `KPMG`, since persons are engaged, too; else 1)
    for a place    an ending of towns and houses (2), what towns have (`X sjukhus`, `södra X`: 2),
                   what stands in them (`akuten i X`, `från X`, `vid X`: 1)
    for a person   two names side by side (`Jarl X`); persons are never listed
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.known_names import Kind
from index.name_rules import Written
from index.name_words import Word, bare, base, run_end

_SYSTEM = re.compile(
    r".*(?:system|register|registr|plattform|portal|verktyg|databas|programvar|mjukvar|applikation|"
    r"app|arkiv|diari|modul|lösning|tjänst|journal|it-stöd|katalog|intranät|webbplats|robot|program|"
    r"server)(?:et|en|an|n|na|erna|men)?"
)
_COMPOUNDED = re.compile(r".{4,}(?:system|register|plattform|verktyg|databas|portal)")
_SUPPLIER = re.compile(
    r".*(?:bolaget|företaget|byrån|koncernen|leverantören|firman|entreprenören|konsortiet|"
    r"operatören|tillverkaren|konsulten|återförsäljaren|tidningen)"
)
_ABOUT = re.compile(  # before `av X`, which no place or person has
    r".*(?:införande|användning|version|uppgradering|uppdatering|utrullning|installation|"
    r"driftsättning|driftstart|implementering|licens|konfigurering)(?:t|en|ar|er)?|användar(?:e|na)"
)
_INTO = re.compile(r"(?:inlogg|migrer)\w*")  # before `till X`, which no place or person has
_OF = re.compile(r".*(?:start|lansering|avveckling|paus|utveckling|test|drift|ersatt)\w*|ersätts")
_FOR = re.compile(r".*(?:avtal|program|licens|support|projekt|förvaltnings\w*|budget)(?:et|en|er)?")
_TO = re.compile(r".*(?:anslut|övergå|återgå|byt|koppling|övergång|återgång)\w*|över|tillbaka")
_IN = re.compile(
    r"(?:logga\w*|inlogg\w*|arbeta\w*|dokumenter\w*|registrer\w*|journalför\w*|.*(?:utbildning|kurs|kurser|"
    r"behörighet|avbrott|avbrottet|driftstopp|störning|störningar|fel|felet|modulen))(?:en|et|ar|er)?"
    r"|in"
)
_WITH = re.compile(r"(?:inlogg|logga|legitimer|identifier|signer)\w*|in")
_LINKED = (
    *(("av", _OF), ("för", _FOR), ("till", _TO), ("i", _IN), ("med", _WITH)),
    ("via", re.compile(".*")),
)
_DONE = frozenset(
    {"infördes", "införs", "lanseras", "lanserades", "kraschade", "uppgraderas", "uppgraderades"}
    | {"uppdateras", "uppdaterades", "installeras", "installerades", "avvecklas", "avvecklades"}
    | {"driftsätts", "driftsattes", "ersätts", "ersattes", "används", "användes"}
)
_STATE = re.compile(r"(?:låg|ligger|var|är|gick) nere\b|(?:togs|tas|tagits) i drift\b")
_COMPOUND = re.compile(
    r"(?:inför|använd|system|modul|app|plattform|portal|program|journal|konto|kort|projekt|version|"
    r"utbildning|licens|support|klient|server|miljö).*"
)
_COMMON = frozenset(  # first parts of ordinary words
    {"it", "id", "e", "hr", "eu", "sms", "mms", "pdf", "ai", "pc", "tv", "web", "qr", "usb", "vpn"}
    | {"sim", "sd", "pm", "gps", "lan", "wifi", "app", "rpa", "faq", "mr", "ct", "ekg"}
)
_ENGAGED = {  # said before the name: of capitals alone it is enough, else two of these are
    "av": re.compile(r"(?:anlita|genomför|utför|lever|upphandla|beställ|köp|äg|driv|bygg)\w*"),
    "med": re.compile(
        r".*(?:avtal|kontrakt|tvist|förlikning|teckna\w*|förhandla\w*)(?:et|en|at|r)?"
    ),
    "från": re.compile(r".*(?:konsult|revisor|anbud|offert|leverans|faktur|support|tekniker)\w*"),
    "anlita": re.compile(".*"),
}
_SUPPLIES = re.compile(
    r"(?:levererar?|fakturerar|har levererat|vann upphandl|lämnade anbud|kräver bet)"
)

_TOWN = re.compile(
    r".{2,}(?:borg|stad|köping|hamn|vik|viken|näs|ås|åsen|by|dal|dalen|lid|hult|åker|mora|torp|ryd|"
    r"sund|holm|hammar|hed|berg|fors|forsa|sjö|ö|ön|strand|lund|bro|inge|löv|arp|berga|sele|träsk|älv|"
    r"tuna|boda|ånger|vall|hus|haga|bäck|bruk|land|stan|rum|sala|sta|svall|heda|kulla|stena|gården|"
    r"skolan|hemmet|parken|torget|gatan|vägen|huset|hallen|banan|spelen|kliniken|centrum)"
)
_HAS = frozenset(
    {
        "sjukhus",
        "lasarett",
        "kommun",
        "stad",
        "län",
        "universitet",
        "universitetssjukhus",
        "station",
    }
    | {"flygplats", "vårdcentral", "hamn", "tingsrätt", "sjukhem", "socken", "centrum", "skola"}
)
_SIDES = frozenset({"södra", "norra", "östra", "västra", "mellersta", "centrala", "yttre"})
_UNIT = re.compile(
    r".*(?:avdelning|mottagning|klinik|sjukhus|central|lasarett|akut|laboratori|enhet|apotek|skol|"
    r"anläggning|boende|operation|psykiatri|sjukvård|station|kontor|ambulans|parkering)(?:en|et|erna|"
    r"arna|na|n|er|ar|or|ena)?"
)
_CAMEL = re.compile(r"[a-zåäö][A-ZÅÄÖ]|\b[A-ZÅÄÖ]{3}")  # BankID, eID, NPÖ: no place, no person
_MY = frozenset({"min", "mitt", "mina"})  # Mina ombud, Min journal
SYSTEM: Kind = "system"
COMPANY: Kind = "company"
_TITLECASE = re.compile(r"[A-ZÅÄÖÉ][a-zåäöéüæø]+(?:-[A-ZÅÄÖÉ][a-zåäöéüæø]+)?")


class Spot(NamedTuple):
    """One capitalised run in a text, with the words around it."""

    name: str
    first: Word
    length: int
    before: tuple[str, str]  # the words before it, the nearer one first, in lower case
    after: str  # the text after it
    gap: str  # what stands between it and the word before it


def spots(text: str, row: Sequence[Word]) -> Iterator[Spot]:
    """The capitalised runs of a text; what a run says of itself (`Bildarkivet Glimten`) goes
    before it."""
    place = 0
    while place < len(row):
        if not row[place].capital:
            place += 1
            continue
        start, end = place, run_end(text, row, place)
        place = end
        if end - start > 1 and row[start].initial and _says_what(row[start].small):
            start += 1
        near = row[start - 1].small if start else ""
        far = row[start - 2].small if start > 1 else ""
        gap = text[row[start - 1].end : row[start].start] if start else ""
        if end - start == 1 and end < len(row) and row[start].small in _MY:
            place = end = end + (text[row[start].end : row[end].start] == " ")
        if end < len(row) and row[end].text.isdigit() and gap == " " and _says_what(near):
            end += text[row[end - 1].end : row[end].start] == " "  # Public 360
        name = text[row[start].start : row[end - 1].start] + base(row[end - 1].text)
        yield Spot(name, row[start], end - start, (near, far), text[row[end - 1].end :], gap)


def by_context(seen: Iterable[Spot], taken: Iterable[str]) -> list[Written]:
    """The systems and companies among these runs; `taken` are names already settled."""
    known = {name.casefold() for name in taken}
    evidence: dict[str, set[tuple[Kind | str, int, str]]] = defaultdict(set)
    inside: set[str] = set()  # what has its capital not only from beginning a sentence
    for spot in seen:
        if not spot.first.initial:
            inside |= {spot.name, spot.name.partition("-")[0]}
        for name, kind, weight, why in _evidence(spot):
            evidence[name].add((kind, weight, why))
    found: list[Written] = []
    for name, reasons in evidence.items():
        if name in inside and name.casefold() not in known and (what := _verdict(name, reasons)):
            found.append(Written(what, name, True))
    return found


def _verdict(name: str, reasons: Iterable[tuple[Kind | str, int, str]]) -> Kind | None:
    """What the reasons make of a name; what could be others, too, needs several of them."""
    score: dict[str, int] = defaultdict(int)
    strong = {kind for kind, weight, _ in reasons if weight > 1}
    for kind, weight, _ in reasons:
        score[kind] += weight
    score["place"] += 2 * bool(_TOWN.fullmatch(name.lower()))
    camel = bool(_CAMEL.search(name))
    for kind in (COMPANY, SYSTEM):
        weak = score[kind] > 2 or (kind == COMPANY and score[kind] > 1) or (camel and score[kind])
        enough = kind in strong or weak
        if enough and score[kind] > max(score["place"], score["person"]):
            return kind
    return None


def _evidence(spot: Spot) -> Iterator[tuple[str, Kind | str, int, str]]:
    """(name, what it speaks for, how much, which surrounding) of one run."""
    words = spot.name.split()
    near, far = spot.before if spot.gap == " " else ("", "")
    head, _, tail = spot.name.partition("-")
    if tail and len(words) == 1:
        if _COMPOUND.fullmatch(tail) and head.lower() not in _COMMON:
            yield from _compound(spot, head, tail)
        return
    aside = (spot.gap, spot.after[:1]) in ((" (", ")"), (", ", ",")) and not spot.name.isupper()
    said = spot.before[0] if aside else near  # lönesystemet (Kvittra); vårt system, Kvittra,
    if len(words) < 4 and (_says_what(said) or (aside and said == "system")):
        yield spot.name, COMPANY if is_supplier(said) else SYSTEM, 3, said
    if len(words) == 1 or spot.length < 4:
        yield from _done(spot, near, far)
    if len(words) == 1:
        yield from _place(spot, near, far)
    elif not _says_what(near) and all(_TITLECASE.fullmatch(word) for word in words[:2]):
        yield spot.name, "person", 1, "two names"
        for word in words[:2]:
            yield word, "person", 2, "two names"


def _compound(spot: Spot, head: str, tail: str) -> Iterator[tuple[str, Kind | str, int, str]]:
    """A `SITHS-kort` is a thing of its own; a `Jorunn-användare` uses Jorunn."""
    if head.isupper():
        product = tail.startswith(("kort", "app", "konto"))
        yield (spot.name, "system", 2, tail) if product else (head, "system", 1, tail)
    elif not spot.first.initial:
        yield head, "system", 2, tail


def _done(spot: Spot, near: str, far: str) -> Iterator[tuple[str, Kind | str, int, str]]:
    name = spot.name
    if (near == "av" and _ABOUT.fullmatch(far)) or (near == "till" and _INTO.fullmatch(far)):
        yield name, "system", 2, far[-6:]
    after = spot.after.lstrip()
    if spot.after[:1] == " " and (
        after.split(" ", 1)[0].strip(".,") in _DONE or _STATE.match(after)
    ):
        yield name, "system", 2, after[:6]
    if near in _DONE or (near in ("togs", "tas") and after.startswith("i drift")):
        yield name, "system", 2, near
    for link, said in _LINKED:
        if near == link and said.fullmatch(far):
            yield name, "system", 1, link
    link = "anlita" if near.startswith("anlita") else near
    if link in _ENGAGED and _ENGAGED[link].fullmatch(far) and len(name.split()) == 1:
        yield name, "company", 1 + (sum(map(str.isupper, name)) > 1), link
    if _SUPPLIES.match(after):
        yield name, "company", 1, "supplies"


def _place(spot: Spot, near: str, far: str) -> Iterator[tuple[str, Kind | str, int, str]]:
    name, following = spot.name, spot.after.lstrip().split(" ", 1)[0].strip(".,:;)")
    if following in _HAS and spot.after[:1] == " ":
        yield name, "place", 2, following
        yield bare(name), "place", 2, following
    if near in _SIDES:
        yield name, "place", 2, near
    if near == "i" and _UNIT.fullmatch(far):
        yield name, "place", 1, far
    if near in ("från", "vid"):
        yield name, "place", 1, near


def is_town(word: str) -> bool:
    """Whether a word in lower case ends as names of towns do."""
    return bool(_TOWN.fullmatch(word) or _TOWN.fullmatch(bare(word)))


def is_supplier(word: str) -> bool:
    """Whether a word in lower case says that a company's name follows: `leverantören`."""
    return bool(_SUPPLIER.fullmatch(word))


def is_service(word: str) -> bool:
    """Whether a word in lower case is what a system is called by: `läkemedelslistan`."""
    return _says_what(word) or word.endswith(("listan", "översikt", "översikten"))


def _says_what(word: str) -> bool:
    """Whether a word says what the name after it is: `bildarkivet`, `vårt journalsystem`."""
    definite = word[-1:] in "tna" and len(word) > 2 and _SYSTEM.fullmatch(word)
    return bool(definite or _COMPOUNDED.fullmatch(word)) or is_supplier(word)
