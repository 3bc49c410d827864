"""Sentences of duty: who owes what to whom, and whether a later sentence says that it was done.

A deadline's sentence mostly has one of these forms; what it does not say stays empty:

    Regionen ska redovisa åtgärder till IVO senast den 13 november.    who, what, to
    Senast den 13 november ska regionen redovisa åtgärder.             who stands after the verb
    Yttrandet ska lämnas till IVO senast … Yttrandet lämnas senast …   nobody is named
    IVO kräver att regionen redovisar åtgärder senast …                who stands after "att"

Done, moved and not done are read from verbs in the past tense and set phrases. These lists hold
what offices do with papers and works in general (hand in, answer, pay, finish, repair).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Word = Literal["done", "moved", "open"]

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9\"”])")
_MUST = (
    r"ska|skall|måste|behöver|bör|har att|är skyldiga? att|får i uppdrag att|har i uppdrag att"
    r"|kommer att|väntas|beräknas|planerar att|lovar att|räknar med att"
)
_BY = r"senast|före|innan|inom|till och med|t\.o\.m\.|fram till|dock senast|så snart|snarast"
_ACTIVE = re.compile(rf"(?P<who>.+?)\s(?:{_MUST})\s(?P<what>.+)", re.IGNORECASE)
_INVERTED = re.compile(rf"(?:{_MUST})\s(?P<who>[^,]+?)\s(?P<what>\w+(?:a|å|as)\b.*)", re.IGNORECASE)
_PRESENT = re.compile(
    r"(?P<who>.+?)\s(?P<what>(?:lämna|redovisa|skicka|svara|betala|levere|göra)\w*\b.*)",
    re.IGNORECASE,
)
_DEMANDED = re.compile(r".*\b(?:begär|begärt|kräver|krävde|vill|uppmanar|förelägger)\b.*?\batt\s")
_TO = re.compile(r"\s(?:till|hos|inför)\s(?!och med|dess|den \d|\d)(?P<to>[^,.;]+)")
_NOBODY = re.compile(r"(?:\w{3,}as|(?:nu )?(?:vara|finnas|gälla|ligga|nås|ske|kunna))\b")

_DONE = re.compile(
    r"\b(?:(?:över|in|av)?(?:lämn|skick|sänd)|redovis|(?:be)?svar|yttr|betal|avslut|publicer|leverer"
    r"|åtgärd|rätt|anmäl|överklag|presenter|godkänn|färdigställ|installer|reparer|öppn|start|teckn"
    r"|komplett?er|rapporter|ordn|uppdater|utbild|utvärder|lag)a(?:de|des|t|ts|d)\b"
    r"|\b(?:genom|slut|ut|in|full)(?:för|gjor)(?:de|des|t|ts|d|da)\b"
    r"|\b(?:gjordes|gjorts|kom in|kommit in|inkom|inkommit|fått|fick|vunnit|togs|tagits|upphörde"
    r"|löpte ut|löpt ut|anslöts|anslutits|anslutna|bytts|byttes|utsetts|nåddes|nåtts|uppfyllt)\b",
    re.IGNORECASE,
)
_PAST_PASSIVE = re.compile(  # "fastställdes", "installerades": whatever was promised, it happened
    r"\b(?!inled|påbörj|planer|begär|försen|flytt|krävd|förläng|senare)\w{3,}(?:a|t|n|l|r)des\b",
    re.IGNORECASE,
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


def duty(sentence: str, when: str) -> Duty:
    """What a sentence with the deadline `when` (as written) obliges to."""
    said = re.sub(rf"\s*,?\s*\b(?:(?:{_BY})\s)?(?:den\s)?{re.escape(when)}", " ", sentence)
    said = re.sub(rf"\s(?:{_BY})\s*(?=[,.]|$)", " ", said).strip(" .,")
    said = _DEMANDED.sub("", " ".join(said.split()))
    found = _INVERTED.match(said) or _ACTIVE.match(said) or _PRESENT.match(said)
    if found is None:
        return Duty("", said, "")
    who, what = found["who"].strip(" ,"), found["what"].strip(" ,")
    to = ""
    if receiver := _TO.search(f" {what}"):
        to = receiver["to"].strip()
        what = f" {what}".replace(receiver[0], "", 1).strip()
    if _NOBODY.match(what):  # "yttrandet ska lämnas": the paper is what, nobody is who
        return Duty("", said, to)
    return Duty(who, what, to)


def last_word(texts: Iterable[str]) -> Word | None:
    """What sentences say of an earlier promise: done, moved, still open, or nothing."""
    word: Word | None = None
    for sentence in texts:
        negated = _NEGATED.search(sentence)
        done = _DONE.search(sentence) or _PAST_PASSIVE.search(sentence) or _ready(sentence)
        if _MOVED.search(sentence) or (_LATE.search(sentence) and not (done and not negated)):
            return "moved"
        if done and not negated:
            word = "done"
        elif word is None and (done or negated):
            word = "open"
    return word


def _ready(sentence: str) -> bool:
    return bool(_READY.search(sentence)) and not _AHEAD.search(sentence)
