"""The last word: whether a later sentence says that what was promised was done, or moved.

Done, moved and not done are read from verbs in the past tense and set phrases. These lists hold
what offices do with papers and works in general (hand in, answer, pay, finish, repair). A promise
that is falsely called kept is worse than one that is still called open. So it is not kept by what
somebody else did ("Leverantören ska svara": "Regionen har svarat"), by another paper than was
promised ("underlag": "svaret lämnades") or by a part ("de flesta", "elva utredningar är klara").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from search.duties import BY, MUST

Word = Literal["done", "moved", "open"]

_DONE = re.compile(
    r"\b(?:(?:över|in|av|ut|åter)?(?:lämn|skick|sänd)|(?:slut|åter)?(?:redovis|rapporter)|(?:be)?svar|yttr|betal|avslut|publicer|leverer"
    r"|åtgärd|rätt|anmäl|överklag|presenter|godkänn|färdigställ|installer|reparer|öppn|start|teckn"
    r"|komplett?er|ordn|uppdater|utbild|utvärder|lag|enat)a(?:de|des|t|ts|d)\b"
    r"|\b(?:genom|slut|ut|in|full)(?:för|gjor)(?:de|des|t|ts|d|da)\b"
    r"|\b(?:gjordes|gjorts|kom in|kommit in|inkom|inkommit|vunnit|godkän[td]|togs|tagits|upphörde"
    r"|antogs|antagits|hölls|hållits|löpte ut|löpt ut|anslöts|anslutits|anslutna|bytts|byttes"
    r"|utsetts|nåddes|nåtts|uppfyllt"
    r"|ställt sig|tagit ställning|g(?:ick|ått) i ?väg|finns nu)\b"
    r"|\b(?:fått|fick)\b(?!\s(?:\w+\s)?(?:frågor|kritik|signaler|klagomål|uppdrag))",
    re.IGNORECASE,
)
_PAST_PASSIVE = re.compile(  # "fastställdes", "har förlikts": whatever was promised, happened
    r"\b(?!inled|påbörj|planer|begär|försen|flytt|krävd|förläng|senare|möt|minst|paus|stopp|avbr)"
    r"(?:\w{3,}(?:a|t|n|l|r)des|\w{2,}[kpsx]tes|\w{3,}(?:[klnprsx]ts|ats|itts))\b",
    re.IGNORECASE,
)
_DECIDE = re.compile(r"\b(?:avgör|beslut|ställning|besked|välj)", re.IGNORECASE)
_DECIDED = re.compile(
    r"\b(?:beslutade|beslutat|avgjort|avgjorde|valt|valde)\b|\bfatta(?:de|t)\b[^.]*\bbeslut"
)
_READY = re.compile(r"\b(?:är|blev|var|nu)\b[^.]*?\b(?:klar|klart|klara|färdig|färdigt|färdiga)\b")
_SINCE = re.compile(  # "visas sedan den 12 mars": what was to come has come
    r"\b(?!var|har)\w{2,}(?:r|s)\s(?:nu\s)?sedan den \d"
)
_FAILING = re.compile(
    r"\b(?:stäng|avstäng|nere|sakna|försena|paus|avbrut|inställ|trasig)", re.IGNORECASE
)
_PARTLY = re.compile(  # some of them
    r"\b(?:utkast\w*|varav|av vilka|de flesta|flera av|några av|hälften|en del av|nästan alla)\b"
    r"|\A(?:\d+|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\w+ton|tjugo\w*)\s"
    r"(?:av\s|[^.]*\bklara\b)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?P<who>[A-ZÅÄÖ][^,.]{1,60}?)\s(?:(?:har|hade)\s(?:\S+\s){0,8}?)?(?:(?:(?:över|in|av)?lämna"
    r"|skicka|redovisa|svara|rapportera|betala|presentera|leverera|avsluta)(?:t|de)"
    r"|yttra(?:t|de) sig)\b"
)
_PAPERS = re.compile(
    r"\b\w*?(?P<paper>underlag|rapport(?!era)|plan(?=(?:en|er|erna)?\b)|förslag|anbud|ansökan)\w*"
    r"|\b(?:remiss)?(?:svar(?:et|en)?\b|yttrande|redovisning|komplettering|besked|synpunkt)",
    re.IGNORECASE,
)
_COMPLEMENTS = re.compile(r"\b(?:till|om|på|för|från)\s\w+")
_NAMING = re.compile(r"\w{3,}")
_WHOLE = re.compile(
    r"(?:\w+\s)?(?:region(?:en)?|kommun(?:en)?|landsting(?:et)?|myndighet(?:en)?|vårdgivaren?"
    r"|huvudman(?:nen)?)(?:\s\w+)?",
    re.IGNORECASE,
)
_AHEAD = re.compile(rf"\b(?:{MUST}|blir|{BY})\b", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:inte|ej|aldrig|ingen|inget|varken|utom|delvis|utan (?:att|svar))\b"
    r"|\b(?:arbete|förberedels|planering)\w*\b[^.]*\bstarta(?:t|de)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\bskj?(?:ut|uts|uter|utas|utits|öts)\b[^.]*\bupp\b|\buppskjut(?:en|et)\b|\bsenarel\w+"
    r"|\bflytta(?:s|des|ts)?\b|\bframflytt\w+|\bförläng(?:s|ts|des|t|d)\b|\banstånd\b"
    r"|\bi stället för\b|\bskjuts på\b|\bkommer först (?:i|den|vecka)\b"
    r"|\bblir\b[^.]*\b(?:dagar|veckor|månader) sen\w*",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:ny|nytt|nya)\s(?:tid|tidpunkt|tidsfrist|frist|datum|löfte|tidplan)\b"
    r"|\bförsen\w+|\bdröjer\b|\bsenare än\b",
    re.IGNORECASE,
)


def last_word(texts: Iterable[str], promise: str = "", who: str = "") -> Word | None:
    """What sentences say of an earlier promise: done, moved, still open, or nothing.

    A decision is what was promised only where `promise` was to decide. What somebody else did than
    `who` is no word on it.
    """
    deciding = bool(_DECIDE.search(promise))
    word: Word | None = None
    for sentence in texts:
        negated = _NEGATED.search(sentence) or _PARTLY.search(sentence)
        done = not another(sentence, promise, who) and (
            _DONE.search(sentence)
            or _PAST_PASSIVE.search(sentence)
            or _ready(sentence)
            or (_SINCE.search(sentence) and not _FAILING.search(sentence))
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


def another(sentence: str, promise: str, who: str) -> bool:
    """Whether a sentence tells what somebody else did, or of another paper than was promised.

    Any part of a whole may act for it, but not the one to whom it is owed.
    """
    papers = _papers(_COMPLEMENTS.sub("", promise))
    if papers and (others := _papers(sentence)) and papers.isdisjoint(others):
        return True
    found = _ACTS.match(sentence)
    if not found or not who:
        return False
    owing, acting = _roots(who), _roots(found["who"])
    if not owing.isdisjoint(acting):
        return False
    if not _WHOLE.fullmatch(who):
        return True
    to_itself = re.search(rf"\btill {re.escape(who)}\b", sentence, re.IGNORECASE)
    return bool(to_itself) or not acting.isdisjoint(_roots(promise))


def _roots(name: str) -> set[str]:
    """The beginnings of a name's words, whatever their endings."""
    return {word[:5] for word in _NAMING.findall(name.casefold())}


def _papers(sentence: str) -> set[str]:
    """What kinds of paper a sentence is about; all answers are one kind."""
    return {(found["paper"] or "svar").casefold() for found in _PAPERS.finditer(sentence)}
