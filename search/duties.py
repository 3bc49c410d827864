"""Sentences of duty: who owes what to whom, and whether a later sentence says that it was done.

A deadline's sentence mostly has one of these forms; what it does not say stays empty:

    Regionen ska redovisa åtgärder till IVO senast den 13 november.    who, what, to
    Senast den 13 november ska regionen redovisa åtgärder.             who stands after the verb
    IVO kräver att regionen redovisar åtgärder senast …                who after "att", to before it
    IVO vill ha regionens yttrande senast …                            who in the genitive
    Yttrandet ska lämnas till IVO senast … Yttrandet lämnas senast …   nobody is named
    Regionens yttrande ska lämnas … Regionen har fått anstånd med sitt yttrande, som ska …

Who has asked is often said one sentence earlier ("IVO har inlett tillsyn. Regionen ska svara …"):
the duty is to the one whose inspection, question or decision it was, if it is one of answering.

Done, moved and not done are read from verbs in the past tense and set phrases. These lists hold
what offices do with papers and works in general (hand in, answer, pay, finish, repair).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Word = Literal["done", "moved", "open"]

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9\"”])")
_MUST = (
    r"ska|skall|skulle|måste|behöver|bör|har att|är skyldiga? att|får i uppdrag att"
    r"|har i uppdrag att|har på sig att|kommer att|väntas|beräknas|planerar att|lovar att"
    r"|räknar med att|avser att"
)
_BY = r"senast|före|innan|inom|till och med|t\.o\.m\.|fram till|dock senast|så snart|snarast"
_ACTIVE = re.compile(rf"(?P<who>.+?)\s(?:{_MUST})\s(?P<what>.+)", re.IGNORECASE)
_INVERTED = re.compile(rf"(?:{_MUST})\s(?P<who>[^,]+?)\s(?P<what>\w+(?:a|å|as)\b.*)", re.IGNORECASE)
_PROMISED = re.compile(r"(?P<who>.+?)\shar (?:ut)?lovat\s(?P<what>.+)")
_PRESENT = re.compile(
    r"(?P<who>.+?)\s(?P<what>(?:lämnar|redovisar|skickar|svarar|betalar|levererar|gör|återkommer"
    r"|återrapporterar|rapporterar|presenterar)\b.*)",
    re.IGNORECASE,
)
_ASK = (
    r"begär|begärde|begärt|kräver|krävde|krävt|vill|uppmanar|uppmanade|uppmanat|förelägger|förelade"
    r"|förelagt"
)
_OVERSEE = (
    r"inleder|inledde|inlett|granskar|granskade|granskat|beslutade|beslutat|fattade|fattat|meddelade"
    r"|meddelat|inspekterade|inspekterat|gjort|gjorde|aviserat|aviserade"
    r"|skickat|skickade"
)
_BEGIN = r"(?P<by>[A-ZÅÄÖ][^.]{1,70}?),?\s(?:(?:har|hade)\s(?:\S+\s){0,8}?)?"
_DEMANDED = re.compile(rf"(?:{_BEGIN})?.*?\b(?:{_ASK})\b.*?\batt\s(?P<rest>.+)")
_WANTED = re.compile(
    rf"(?:.*(?:,|\boch)\s)?(?P<by>\S[^,]{{1,70}}?)\s(?:{_ASK})(?:\sha)?\s"
    r"(?P<what>(?:(?P<who>[^\W\d]+?)s\s)?\w+.*)"
)
_GIVEN = re.compile(
    r"(?P<by>.+?)\shar gett\s(?P<who>.+?)\s(?:tid|i uppdrag|uppdraget|anstånd)\satt\s(?P<what>.+)"
)
_ASKERS = (
    re.compile(rf"{_BEGIN}(?:{_ASK}|{_OVERSEE})\b"),
    re.compile(rf".*?\b(?:{_ASK})\s(?P<by>[A-ZÅÄÖ]\w+)\b"),
    re.compile(
        r"(?:.*?\s)?(?P<by>[A-ZÅÄÖ]\w+?):?s\s(?:inspektion|tillsyn|beslut|granskning|begäran|krav"
        r"|föreläggande|frågor|remiss)\w*\b"
    ),
)
_GOES = (
    r"(?:över|in|av)?lämna|skicka|sända|redovisa|rapportera|återrapportera|ge|återkomma|återkommer"
    r"|komma in|inkomma|yttra|svara|överklaga|betala|visa|komplettera"
)
_GO = re.compile(rf".*?\b(?:{_GOES})(?:s|r|t|ts|d|de)?\b", re.IGNORECASE)
_ANSWERS = re.compile(
    r".*?\b(?:(?:in|över)?lämna|redovisa|inkomma|komma in|yttra|svara|visa|komplettera)"
    r"(?:s|t|ts)?\b|.*\bvara inne\b|(?:\w+\s){0,3}(?:svar|yttrande|komplettering|redovisning)",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\b(?:\w+as|skjuts|ska vara (?:klar|inne)\w*)\b")
_TO = re.compile(
    r"(?:(?:^|\s)(?:till|hos|inför)\s|(?<=\bsvara)\s(?=\w+(?:en|et|na)\b))"
    r"(?!och med|dess|den \d|\d)(?P<to>(?:(?!\btill\b)[^,.;])+)"
)
_CLAUSE = re.compile(r",?\s(?:hur|vilk\w+|att|som|vad)\s")
_OWNER = re.compile(r"(?P<who>[A-ZÅÄÖ][^\W\d]{2,})s\s(?!(?:och|i|på|för|av)\b)[a-zåäö]")
_OWN = re.compile(
    r"(?P<who>[A-ZÅÄÖ][^,]{2,50}?)\s(?:har|får|fick|\w{3,}r)\s.*?\b(?:sitt|sin|sina)\b"
)
_GOAL = re.compile(r"Målet (?:är |var )?att\s")
_TITLE = re.compile(  # leverantören Almgren System AB
    r"[a-zåäö]+(?:en|et)\s(?=[A-ZÅÄÖ]\w+\s[A-ZÅÄÖ])"
)
_NO_NAME = re.compile(
    r"(?:(?:den|det|de|han|hon|där|som|detta|i|efter|för|myndigheten|verket)\b"
    r"|.*\b(?:som|att|har|är|ska)\b)",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:\w{3,}as|(?:nu )?(?:vara|finnas|gälla|ligga|nås|ske|kunna))\b")

_DONE = re.compile(
    r"\b(?:(?:över|in|av)?(?:lämn|skick|sänd)|redovis|(?:be)?svar|yttr|betal|avslut|publicer|leverer"
    r"|åtgärd|rätt|anmäl|överklag|presenter|godkänn|färdigställ|installer|reparer|öppn|start|teckn"
    r"|komplett?er|rapporter|ordn|uppdater|utbild|utvärder|lag|enat)a(?:de|des|t|ts|d)\b"
    r"|\b(?:genom|slut|ut|in|full)(?:för|gjor)(?:de|des|t|ts|d|da)\b"
    r"|\b(?:gjordes|gjorts|kom in|kommit in|inkom|inkommit|fått|fick|vunnit|togs|tagits|upphörde"
    r"|löpte ut|löpt ut|anslöts|anslutits|anslutna|bytts|byttes|utsetts|nåddes|nåtts|uppfyllt"
    r"|ställt sig|tagit ställning)\b",
    re.IGNORECASE,
)
_PAST_PASSIVE = (
    re.compile(  # "fastställdes", "låstes", "har förlikts": whatever was promised, happened
        r"\b(?!inled|påbörj|planer|begär|försen|flytt|krävd|förläng|senare|möt|minst)"
        r"(?:\w{3,}(?:a|t|n|l|r)des|\w{2,}[kpsx]tes|\w{3,}(?:[klnprsx]ts|ats|itts))\b",
        re.IGNORECASE,
    )
)
_DECIDE = re.compile(r"\b(?:avgör|beslut|ställning|besked|välj)", re.IGNORECASE)
_DECIDED = re.compile(
    r"\b(?:beslutade|beslutat|avgjort|avgjorde|valt|valde)\b|\bfatta(?:de|t)\b[^.]*\bbeslut"
)
_READY = re.compile(r"\b(?:är|blev|var|nu)\b[^.]*?\b(?:klar|klart|klara|färdig|färdigt|färdiga)\b")
_AHEAD = re.compile(rf"\b(?:{_MUST}|blir|{_BY})\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:inte|ej|aldrig|ingen|inget|varken|utom|delvis)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\bskj?(?:ut|uts|uter|utas|utits|öts)\b[^.]*\bupp\b|\buppskjut(?:en|et)\b|\bsenarel\w+"
    r"|\bflytta(?:s|des|ts)?\b|\bframflytt\w+|\bförläng(?:s|ts|des|t|d)\b|\banstånd\b"
    r"|\bi stället för\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:ny|nytt|nya)\s(?:tid|tidpunkt|tidsfrist|frist|datum|löfte|tidplan)\b"
    r"|\bförsen\w+|\bdröjer\b|\bsenare än\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who owes what to whom, as far as the sentence says; "" where it does not."""

    who: str
    what: str
    to: str


def sentences(text: str) -> list[str]:
    """The sentences of a text, for Swedish with its abbreviations good enough to look at verbs."""
    return _SENTENCE.split(text)


def sentence_of(text: str, part: str) -> str:
    """The sentence in which a part of the text stands."""
    return next((one for one in sentences(text) if part in one), text)


def duty(sentence: str, when: str, before: Sequence[str] = ()) -> Duty:
    """What a sentence with the deadline `when` (as written) obliges to.

    `before` are the sentences that stand before it in the item.
    """
    said = re.sub(rf"\s*,?\s*\b(?:(?:{_BY})\s)?(?:den\s)?{re.escape(when)}", " ", sentence)
    said = re.sub(rf"\s(?:{_BY})\s*(?=[,.]|$)", " ", said).strip(" .,")
    said = " ".join(_GOAL.sub("", said).split())
    found = _asked(said) or _owed(said)
    who, what, to = _name(found.who), found.what, _name(found.to)
    if not to and _ANSWERS.match(what):
        to = next(filter(None, map(_asker, reversed(before))), "")
    return Duty(who, what, "" if to.casefold() == who.casefold() else to)


def _asked(said: str) -> Duty | None:
    """The duty in a sentence whose subject is who it is owed to."""
    if found := _GIVEN.match(said):
        return Duty(found["who"], found["what"], found["by"])
    if found := _DEMANDED.match(said):
        owed = _owed(found["rest"])
        return Duty(owed.who, owed.what, owed.to or found["by"] or "")
    if found := _WANTED.match(said):
        return Duty(found["who"] or "", found["what"], found["by"])
    return None


def _owed(said: str) -> Duty:
    """The duty in a sentence whose subject owes it, or is owed by nobody in particular."""
    found = (
        _PROMISED.match(said)
        or _INVERTED.match(said)
        or _ACTIVE.match(said)
        or _PRESENT.match(said)
    )
    if found and not _NOBODY.match(found["what"].strip(" ,")):
        what, to = _receiver(found["what"].strip(" ,").partition(", vilket")[0])
        return Duty(found["who"].strip(" ,"), what, to)
    owner = (_PAPER.search(said) and _OWNER.match(said)) or _OWN.match(said)
    return Duty(owner["who"] if owner else "", said, _receiver(said)[1])


def _receiver(what: str) -> tuple[str, str]:
    """What is owed without whom it goes to, and that."""
    if not _GO.match(what):
        return what, ""
    clause = _CLAUSE.search(what)
    end = clause.start() if clause else len(what)
    found = max(_TO.finditer(what, 0, end), key=re.Match.start, default=None)
    if found is None:
        return what, ""
    return " ".join((what[: found.start()] + what[found.end() :]).split()), found["to"].strip()


def _asker(sentence: str) -> str:
    """Whose inspection, question or decision a sentence tells of."""
    for form in _ASKERS:
        if (found := form.match(sentence)) and (name := _name(found["by"])):
            return name
    return ""


def _name(subject: str) -> str:
    """The name in apposition ("Inspektionen för vård och omsorg, IVO"), or the noun phrase.

    Nothing where it is a pronoun or too long to be a phrase.
    """
    first, _, name = subject.strip(" ,").partition(", ")
    phrase = name if name[:1].isupper() and "," not in name else first
    phrase = _TITLE.sub("", phrase)
    return "" if _NO_NAME.match(phrase) or len(phrase.split()) > 8 else phrase


def last_word(texts: Iterable[str], promise: str = "") -> Word | None:
    """What sentences say of an earlier promise: done, moved, still open, or nothing.

    A decision is what was promised only where `promise` was to decide.
    """
    deciding = bool(_DECIDE.search(promise))
    word: Word | None = None
    for sentence in texts:
        negated = _NEGATED.search(sentence)
        done = (
            _DONE.search(sentence)
            or _PAST_PASSIVE.search(sentence)
            or _ready(sentence)
            or (deciding and bool(_DECIDED.search(sentence)))
        )
        if _MOVED.search(sentence) or (_LATE.search(sentence) and not (done and not negated)):
            return "moved"
        if done and not negated:
            word = "done"
        elif word is None and (done or negated):
            word = "open"
    return word


def _ready(sentence: str) -> bool:
    return bool(_READY.search(sentence)) and not _AHEAD.search(sentence)
