"""Sentences of duty: who owes what to whom.

A deadline's sentence mostly has one of these forms; what it does not say stays empty:

    Regionen ska redovisa åtgärder till IVO senast den 13 november.    who, what, to
    Senast den 13 november ska regionen redovisa åtgärder.             who stands after the verb
    IVO kräver att regionen redovisar åtgärder senast …                who after "att", to before it
    IVO har förelagt regionen att redovisa åtgärder senast …           who before "att"
    IVO vill ha regionens yttrande senast …                            who in the genitive
    Förvaltningen har fått i uppdrag av nämnden att ta fram …          who, to, what
    Yttrandet ska lämnas till IVO senast … Yttrandet lämnas senast …   nobody is named
    Regionens yttrande ska lämnas … Regionen har fått anstånd med sitt yttrande, som ska …

What a sentence leaves out is often said one sentence earlier, but only these ways are safe:

    IVO granskar regionens rutiner. Svaret ska lämnas senast …         to whose inspection, question
                                                                       or decision it was; whose
                                                                       rutines are looked at answers
    En arbetsgrupp ser över larmen. Den lämnar sitt förslag senast …   the subject behind a pronoun
    Enheten tar fram ett paket. Det ska vara klart senast …            who works at it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 1_000  # characters of a sentence before and after its deadline
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9\"”])")
MUST = (
    r"ska|skall|skulle|måste|behöver|bör|har att|är skyldiga? att|får i uppdrag att"
    r"|har i uppdrag att|har på sig att|kommer att|väntas|beräknas|planerar att|lovar att"
    r"|räknar med att|avser att"
)
BY = r"senast|före|innan|inom|till och med|t\.o\.m\.|fram till|dock senast|så snart|snarast"
_ACTIVE = re.compile(rf"(?P<who>.+?)\s(?:{MUST})\s(?P<what>.+)", re.IGNORECASE)
_INVERTED = re.compile(rf"(?:{MUST})\s(?P<who>[^,]+?)\s(?P<what>\w+(?:a|å|as)\b.*)", re.IGNORECASE)
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
_DEMANDED = re.compile(
    rf"(?:{_BEGIN}|.*?\b)(?:{_ASK})(?:\s(?!att\b|in\b)(?P<of>av\s)?(?P<whom>[^,.\d]{{2,50}}?))?"
    r"(?:\s.*?)??\satt\s(?P<rest>.+)"
)
_INFINITIVE = re.compile(r"(?:inte\s|ha\s)?(?!\w+[aeo]rna\b|\w+ena\b)\w*[^\W\d_][aå]\b")
_CLAUSE_OF = re.compile(
    r"(?P<who>(?:de[nt]?\s)?\w{2,}(?:en|et|na)(?:s\s\w+)?)\s"
    r"(?P<what>(?:\w+(?:ar|er)|gör|tar)\b.*)"
)
_WANTED = re.compile(
    rf"(?:.*(?:,|\boch)\s)?(?P<by>\S[^,]{{1,70}}?)\s(?:{_ASK})(?:\sha)?\s"
    r"(?P<what>(?:(?P<who>[^\W\d]+?)s\s)?\w+.*)"
)
_GIVEN = re.compile(
    r"(?P<by>.+?)\s(?:har gett|ger|gav)\s(?:i \w+\s)?(?P<who>.+?)\s"
    r"(?:tid|i uppdrag|uppdraget|anstånd)\satt\s(?P<what>.+)"
)
_TOLD = re.compile(
    r"(?P<who>.+?)\s(?:(?:har fått|fick|får)\s(?:i uppdrag|uppdraget)"
    r"|uppmanas|ombeds|föreläggs|åläggs|har (?:förelagts|ålagts|uppmanats))"
    r"(?:\sav\s(?P<by>.+?))?\satt\s(?P<what>.+)"
)
_FROM = re.compile(r"\sfrån\s(?P<who>\w[^,.]{1,40})$")
_GETS = re.compile(
    r"få\s(?:svar|besked|tillbaka|ersättning|information|brev|kallelse|en ny tid|nya tider)\b"
)
_AT_HAND = re.compile(r"(?:vara|nå|ha)\s(?P<to>\w[^,.]{1,50}?)(?:\still handa)\b")
_FIND = r"konstaterar|konstaterade|bedömer|bedömde|anser|ansåg|påpekar|påpekade"
_ASKED_BY = re.compile(
    r"(?:.*?\s)?(?P<by>[A-ZÅÄÖ]\w+?):?s\s(?:inspektion|tillsyn|beslut|granskning|begäran|krav"
    r"|föreläggande|frågor|remiss)\w*\b"
)
_ASKERS = (
    re.compile(rf"{_BEGIN}(?:{_ASK}|{_OVERSEE})\b"),
    re.compile(rf".*?\b(?:{_ASK}|{_FIND})\s(?P<by>[A-ZÅÄÖ]\w+)\b"),
    _ASKED_BY,
)
_OVERSEEN = re.compile(
    r".*?\b(?:tillsyn|granskning|inspektion|granska(?:r|t|de)|inspektera(?:r|t|de))\s"
    r"(?:(?:av|över|hos)\s)?(?P<who>\w{3,}(?:en|et))s\s"
)
_SUBJECT = re.compile(
    r"(?P<who>[A-ZÅÄÖ][^,.]{1,60}?(?:,\s[A-ZÅÄÖ][^,.]{1,60},)?)\s(?:har|hade|ska|skulle|är|var|får"
    r"|fick|vill|kan|ser|tar|tog|gör|ger|prövar|utreder|granskar|\w{3,}(?:ade|erar|etar|reder))\s"
)
_WORKS = re.compile(
    r"(?P<who>[A-ZÅÄÖ]\S*(?:\s\S+){0,3}?)\s(?:arbetar (?:med|på)|tar fram|samordnar|förbereder"
    r"|skriver|utarbetar|sammanställer|färdigställer|bygger|ser över|utreder|håller på)\s"
)
_THEY = re.compile(r"(?:den|de|han|hon|denna|dessa)", re.IGNORECASE)
_IT = re.compile(r"(?:Den|Det|De)\s(?:ska|väntas|beräknas)\s")
_RENEWED = re.compile(r"(?:Nytt|Ny)\s(?:löfte|tid|tidpunkt|datum|frist|tidsfrist)\b")
_GOES = (
    r"(?:över|in|av)?lämna|skicka|sända|redovisa|rapportera|återrapportera|ge|återkomma|återkommer"
    r"|kom(?:ma|mit) in|inkom(?:ma|mit)|yttra|svara|överklaga|betala|visa|komplettera"
)
_GO = re.compile(rf".*?\b(?:{_GOES})(?:s|r|t|ts|d|de)?\b", re.IGNORECASE)
_ANSWERS = re.compile(
    r"(?!.*\bunderlag).*?\b(?:(?:in|över)?lämna|redovisa|inkomma|komma in|yttra|svara|visa"
    r"|komplettera)(?:s|t|ts)?\b|.*\bvara inne\b"
    r"|(?:\w+\s){0,3}(?:svar|yttrande|komplettering|redovisning)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:\w+as|skjuts|ska vara (?:klar|inne)\w*|ska (?:in|ha kommit in|ha inkommit)(?! med))\b"
)
_TO = re.compile(
    r"(?:(?<!\S)(?:till|hos|inför)\s|(?<=\bsvara)\s(?=\w+(?:en|et|na)\b))"
    r"(?!och med|dess|den \d|\d)(?P<to>(?:(?!\btill\b)[^,.;])+)"
)
_CLAUSE = re.compile(r",?\s(?:hur|vilk\w+|att|som|vad)\s")
_OWNER = re.compile(r"(?P<who>[A-ZÅÄÖ][^\W\d]{2,})s\s(?!(?:och|i|på|för|av)\b)[a-zåäö]")
_OWN = re.compile(
    r"(?P<who>[A-ZÅÄÖ][^,]{2,50}?)\s(?:har|får|fick|\w{3,}r)\s.*?\b(?:sitt|sin|sina)\b"
)
_GOAL = re.compile(r"Målet (?:är |var )?att\s")
_TITLE = re.compile(  # leverantören Almgren System AB
    r"(?:\b[a-zåäö]+(?:en|et)|\A(?:Leverantören|Entreprenören|Konsulten|Bolaget|Företaget))"
    r"\s(?=[A-ZÅÄÖ]\w+\s[A-ZÅÄÖ])"
)
_SHORT = re.compile(r"\((?P<name>[A-ZÅÄÖ]\w{1,7})\)$")  # Inspektionen för vård och omsorg (IVO)
_NO_NAME = re.compile(
    r"(?:(?:den|det|de|han|hon|där|som|detta|i|efter|för|myndigheten|verket)\b"
    r"|.*\b(?:som|att|har|är|ska)\b)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:\w{3,}as|(?:nu )?(?:vara|finnas|gälla|ligga|nås|ske|kunna)|gå ut|träda i kraft"
    r"|(?:in|ha kommit in|ha inkommit)(?! med))\b"
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
    middle = sentence.find(when)
    sentence = sentence[max(middle - _LONGEST, 0) : middle + _LONGEST]
    said = re.sub(rf"\s*,?\s*\b(?:(?:{BY})\s)?(?:den\s)?{re.escape(when)}", " ", sentence)
    said = re.sub(rf"\s(?:{BY})\s*(?=[,.]|$)", " ", said).strip(" .,")
    said = " ".join(_GOAL.sub("", said).split())
    found = _asked(said) or _owed(said)
    who, what, to = _name(found.who) or _meant(found.who, said, before), found.what, _name(found.to)
    if not to and (_ANSWERS.match(what) or found.to):
        asked = next(filter(_asker, reversed(before)), "")
        own = _ASKED_BY.match(said)
        to = (own and _name(own["by"])) or _asker(asked)
        if not who and (overseen := _OVERSEEN.match(asked)):
            who = overseen["who"]
    return Duty(who, what, "" if to.casefold() == who.casefold() else to)


def _asked(said: str) -> Duty | None:
    """The duty in a sentence whose subject is who it is owed to."""
    if found := _GIVEN.match(said):
        return Duty(found["who"], found["what"], found["by"])
    if found := _TOLD.match(said):
        what, to = _receiver(found["what"])
        return Duty(found["who"], what, to or found["by"] or "")
    if found := _DEMANDED.match(said):
        by, whom = found["by"] or "", found["whom"] or ""
        if not _name(by):  # "I beslutet kräver IVO att …"
            by, whom = whom, ""
        owed = _owed(found["rest"])
        if not owed.who and (clause := _CLAUSE_OF.match(found["rest"])):
            owed = Duty(clause["who"], *_receiver(clause["what"]))
        if whom and (
            found["of"] or _INFINITIVE.match(found["rest"])
        ):  # "IVO har förelagt regionen att svara"
            owed = Duty(whom, *_receiver(found["rest"]))
        return Duty(owed.who, owed.what, owed.to or by)
    if found := _WANTED.match(said):
        begun = _SUBJECT.match(said)  # "Sjukhuset saknar lokaler och vill ha besked …"
        by = begun["who"] if begun and not _name(found["by"]) else found["by"]
        from_ = _FROM.search(found["what"])
        return Duty(found["who"] or (from_["who"] if from_ else ""), found["what"], by)
    return None


def _owed(said: str) -> Duty:
    """The duty in a sentence whose subject owes it, or is owed by nobody in particular."""
    found = (
        _PROMISED.match(said)
        or _INVERTED.match(said)
        or _ACTIVE.match(said)
        or _PRESENT.match(said)
    )
    if found and _GETS.match(found["what"]):
        return Duty("", said, found["who"])
    if found and not _NOBODY.match(found["what"].strip(" ,")):
        what, to = _receiver(found["what"].strip(" ,").partition(", vilket")[0])
        return Duty(found["who"].strip(" ,"), what, to)
    owner = (_PAPER.search(said) and _OWNER.match(said)) or _OWN.match(said)
    return Duty(owner["who"] if owner else "", said, _receiver(said)[1])


def _receiver(what: str) -> tuple[str, str]:
    """What is owed without whom it goes to, and that."""
    if found := _AT_HAND.search(what):
        return what, found["to"]
    if not _GO.match(what):
        return what, ""
    clause = _CLAUSE.search(what)
    end = clause.start() if clause else len(what)
    found = max(_TO.finditer(what, 0, end), key=re.Match.start, default=None)
    if found is None:
        return what, ""
    return " ".join((what[: found.start()] + what[found.end() :]).split()), found["to"].strip()


def _meant(who: str, said: str, before: Sequence[str]) -> str:
    """Who is meant where a sentence names nobody, or has a pronoun `who` for its subject."""
    if (found := _WORKS.match(said)) and re.search(r"\bsom\sska\b", said):
        return _name(found["who"])
    if not before:
        return ""
    found = None
    if _THEY.fullmatch(who.strip(" ,")) or (not who and _RENEWED.match(said)):
        found = _SUBJECT.match(before[-1])
    elif not who and _IT.match(said):
        found = _WORKS.match(before[-1])
    return _name(found["who"]) if found else ""


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
    if short := _SHORT.search(subject):
        return short["name"]
    first, _, name = subject.strip(" ,").partition(", ")
    phrase = name if name[:1].isupper() and "," not in name else first
    phrase = _TITLE.sub("", phrase)
    return "" if _NO_NAME.match(phrase) or len(phrase.split()) > 8 else phrase
