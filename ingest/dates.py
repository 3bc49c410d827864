"""What the dates in an item mean: which year, and what for.

**Year.** A report writes `19/12` and `den 13 januari` without year. The year is the one that brings
the day nearest to where the writer looks: deadlines, and what will happen, lie ahead; an item's own
opening date, and what happened, lie behind; nothing told, the day nearest to the report's date. To
look ahead or behind moves the middle by `_LEAN` days instead of cutting at the report's date, since
reports carry a sentence for weeks after its deadline has passed. A weekday (`onsdag 22 oktober`)
decides where only one year has it.

**Role.** deadline: by when something is to be done (`senast`, `före`, `till och med` …). period: a
range or a week. mention: a month or year alone, or a day that only names a document (`beslut av den
3 mars`). event: any other day.

dateparser was left aside: it reads `3/4` as 4 March and `3/4 av` as a date, knows neither weeks nor
ranges nor roles, and took 8 times as long over a report's items.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from ingest.dateforms import written_dates
from ingest.lookalikes import WEEKDAY
from ingest.moment import Moment, Written
from ingest.report import DateMention, DateRole

_LEAN = timedelta(days=120)
_LEAN_TO_DEADLINE = timedelta(days=150)  # agreed on for longer, and gone sooner once passed
_YEARS_AROUND = 8  # 29 February is eight years apart around 1900 and 2100, else four


class Span(NamedTuple):
    """A written date in its place: first and last day, both included."""

    first: date
    last: date


def date_mentions(text: str, today: date | None) -> tuple[DateMention, ...]:
    """The dates in an item's text, in order, with year and role.

    `today` is the report's date; without it, dates that lack a year are left out.
    """
    mentions = []
    for written in written_dates(text):
        role = _role(text, written)
        if span := place(written, today, _lean(text, written, role)):
            iso = _iso(written, span, role)
            mentions.append(DateMention(text[written.start : written.end], iso, role))
    return tuple(mentions)


def own_date(text: str, today: date | None) -> str | None:
    """The day that the item itself bears: `22/10: …`, `Onsdag 22 oktober – …`; a range's first day.

    A sentence that begins with a date (`Den 22 oktober beslutade …`) is about that day and bears
    none: otherwise every such sentence would look like a log entry.
    """
    for written in written_dates(text)[:1] if _OPENING.match(text) else ():
        if written.first.day and _opens(text, written):
            span = place(written, today, -_LEAN)
            return span.first.isoformat() if span else None
    return None


def place(written: Written, today: date | None, lean: timedelta = timedelta()) -> Span | None:
    """The days that `written` means, seen from `today` with `lean`; None where nothing fits."""
    last = written.last or written.first
    end = _bounds(last, today, lean, written.weekday)
    if not written.last or not end:
        return end
    first = written.first
    # A range ends where it says; it starts at the last such day before: `28 december–3 januari`.
    for year in (first.year,) if first.year else (end.last.year, end.last.year - 1):
        start = first.bounds(year)
        if start and start[0] <= end.last:
            return Span(start[0], end.last)
    # `1 mars 2025–15 mars`: only the first of the two has a year.
    if first.year and not last.year:
        for year in (first.year, first.year + 1):
            start, stop = first.bounds(first.year), last.bounds(year)
            if start and stop and start[0] <= stop[1]:
                return Span(start[0], stop[1])
    return end


def _bounds(moment: Moment, today: date | None, lean: timedelta, weekday: int) -> Span | None:
    if moment.year:
        bounds = moment.bounds(moment.year)
        return Span(*bounds) if bounds else None
    if today is None:
        return None
    with suppress(OverflowError):  # at an end of the calendar there is nothing to lean to
        today += lean
    years = range(max(1, today.year - _YEARS_AROUND), today.year + _YEARS_AROUND + 1)
    spans = [Span(*bounds) for year in years if (bounds := moment.bounds(year))]
    spans.sort(key=lambda span: _distance(span, today))
    for span in spans[:3]:
        if weekday >= 0 and span.first.weekday() == weekday:
            return span
    return spans[0] if spans else None


def _distance(span: Span, day: date) -> int:
    """Days from `day` to the middle of the span, doubled to stay whole."""
    return abs(span.first.toordinal() + span.last.toordinal() - 2 * day.toordinal())


def _iso(written: Written, span: Span, role: DateRole) -> str:
    if written.last is None and written.first.unit == "year":
        return f"{span.first:%Y}"
    if written.last is None and written.first.unit == "month":
        return f"{span.first:%Y-%m}"
    if span.first == span.last:
        return span.first.isoformat()
    if role == "deadline":  # `senast vecka 42`: by the end of it
        return span.last.isoformat()
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


# ------------------------------------------------------------------ role

_AT = (
    rf"(?:\s|[:–-]|\b(?:är|den|the|is|i|på|of|on|under|in|vid|utgången|slutet|mitten|början|av|end"
    rf"|månadsskiftet|kl|klockan|at|lunch|midnatt)\b\.?|\d{{1,2}}(?:[.:]\d\d)?(?=\s)|{WEEKDAY})*$"
)
_BY = re.compile(
    r"(?:\b(?:senast|till och med|t\.?\s?o\.?\s?m\.?|inom|deadline\w*|frist\w*"
    r"|(?:no|not) later than|at the latest|until|within|due"
    r"|sista (?:\w*dag\w*|datum|svarsdatum|ansökningsdatum)(?:\s(?:för|att)(?:\s[\w-]+){1,5})?"
    r"|(?:\w*tid(?:en)?|\w*frist\w*|\w*remiss\w*|anmälan|ansökan) (?:går|löper) ut|förfaller"
    r"|svarstid\w*|anstånd till|förlängd\w* till)"
    rf"){_AT}",
    re.IGNORECASE,
)
_AHEAD_OF = re.compile(r"\b(?:före|innan|by|before)\s(?:utgången av\s|end of\s|the end of\s)?"
                       rf"(?:den\s|the\s|{WEEKDAY}\s(?:den\s)?)?$", re.IGNORECASE)  # fmt: skip
_OWED_TO = re.compile(
    r"\b(?:klar|färdig|redovis|svar|lämna|inkom|anmäl|yttr|återkom|giltig|gäller|skick|rapporter|fram"
    r"|levere|besked|slutför|åtgärd|komplett)"
    rf"\w*\b[^.!?]*?\btill\s(?:den\s|{WEEKDAY}\s(?:den\s)?)?$",
    re.IGNORECASE,
)
# `ska vara klart den 3 mars`, `måste ha kommit in den 3 mars`: done by then, said without `senast`.
_DONE_ON = re.compile(
    r"\b(?:ska|skall|skulle|måste|behöver|bör)\s(?:vara\s(?:helt\s)?(?:klar|färdig|inne|inlämna"
    r"|inskicka|inkom|besvara|åtgärda|avhjälp|slutför|betal|redovisa|leverera)\w*"
    rf"|ha\s(?:kommit\sin|inkommit))\s(?:(?:till|hos)\s\w+\s)?(?:den\s|{WEEKDAY}\s(?:den\s)?)?$",
    re.IGNORECASE,
)
# `uppdaterades senast den 3 mars`, `har svarat två gånger, senast den 3 mars`: the latest time.
_LATEST = re.compile(
    r"(?:\w{3,}(?:ades|ddes|ldes|rdes|gdes|ttes|ktes|ffades)\s+"
    r"|(?:\bha(?:r|de)|\w{3,}(?:ade|dde|lde|rde))\b(?:(?!\b(?:ska|skall|måste|bör|att)\b)[^.!?])*,\s)"
    r"senast\b[^.!?]*$",
    re.IGNORECASE,
)
# `Till och med juli har det kostat …`: how far something has come, not by when it is to be done.
_SO_FAR = re.compile(r"\b(?:till och med|t\.?\s?o\.?\s?m\.?)\s$", re.IGNORECASE)
_HAS = re.compile(r"\b(?:har|hade|\w{3,}(?:ade|ades|rdes|ldes))\b", re.IGNORECASE)
_LATE_AFTER = re.compile(
    r"\s?(?:,\s)?(?:är |blir |var )?(?:senast\b|at the latest|sista \w*dag|deadline)", re.IGNORECASE
)
_DOCUMENT = (
    r"\b\w*(?:beslut|rapport|protokoll|skrivelse|yttrande|brev|dom|avtal|svar|remiss|förslag"
    r"|utredning|plan|promemoria|pm|föreläggande|mejl|mail|artikel|notis|nyhet|pressmeddelande"
    r"|inlägg|lägesbild|underlag|anmälan|begäran|dokument|handling|version|utgåva|nummer|bilaga"
    r"|redovisning|bedömning|bokslut|statistik|uppgift|siffr|direktiv|instruktion|riktlinje|policy"
    r"|delegationsordning|budget|report|decision|letter|minutes|agreement|statement|document)"
    r"(?:ar|er|or|en|et|n|t|a|s|na|erna|orna|et:s|ens|ets)*"
)
_NAMES_DOCUMENT = re.compile(
    rf"(?:\b(?:daterad(?:e|t)?|dated|av den|of the)\s(?:den\s|the\s)?"
    rf"|{_DOCUMENT}(?:\s\([^)]*\))?\s(?:\w+\s)?(?:från|av|per|from|of)\s(?:den\s|the\s|{WEEKDAY}\s)*)$",
    re.IGNORECASE,
)
_CITED = re.compile(rf"\b(?:enligt|se|jfr)\s(?:\w+\s){{0,2}}?{_DOCUMENT}\s$", re.IGNORECASE)
_GIVEN_UP = re.compile(
    rf"(?:\bi ?stället för|\binstead of|\b(?:flytta|senarelägg|senarelagt|tidigarelägg|skjut)\w*"
    rf"[^.!?]*\bfrån)\s(?:den\s|{WEEKDAY}\s)*$",
    re.IGNORECASE,
)


def _role(text: str, written: Written) -> DateRole:
    before, after = _sentence(text, written)
    unit = written.first.unit
    whole = written.last is None or unit == "month"  # `senast kvartal 1`
    if whole and _is_deadline(before, after, unit):
        return "deadline"
    if written.last is not None or unit == "week":
        return "period"
    # `enligt beslut 2025-03-03` names it, `enligt beslutet den 3 mars` tells when it was made.
    cited = _CITED.search(before) and text[written.start].isdigit()
    named = _NAMES_DOCUMENT.search(before) or cited
    if unit != "day" or named or _GIVEN_UP.search(before):
        return "mention"
    return "event"


def _sentence(text: str, written: Written) -> tuple[str, str]:
    """What stands before and after the date in its sentence, at most 120 characters each."""
    before = text[max(0, written.start - 120) : written.start]
    start = max((end.end() for end in _SENTENCE_END.finditer(before)), default=0)
    after = text[written.end : written.end + 120]
    end = _SENTENCE_END.search(after)
    return before[start:], after[: end.start()] if end else after


_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])")


def _is_deadline(before: str, after: str, unit: str) -> bool:
    if _LATEST.search(before):
        return False
    if unit != "day" and _SO_FAR.search(before) and (_HAS.search(before) or _HAS.search(after)):
        return False
    if _BY.search(before) or _LATE_AFTER.match(after):
        return True
    if _AHEAD_OF.search(before):
        return unit != "year"  # `före 2020 fanns …` tells of a time
    return bool(_OWED_TO.search(before) or (unit == "day" and _DONE_ON.search(before)))


_OPENING = re.compile(rf"[\s(\[]*(?:{WEEKDAY}\s)?(?:den\s)?(?=\d|$)", re.IGNORECASE)


def _opens(text: str, written: Written) -> bool:
    """Whether the item starts with this date as a label: nothing before it, a break after it."""
    before, after = text[: written.start], text[written.end :]
    if not _OPENING.fullmatch(before):
        return False
    sentence = re.match(r"den\b", text[written.start :].lstrip(), re.IGNORECASE) is not None
    sentence |= before.strip().lower().endswith("den")
    clock = r"(?:,?\s(?:kl\.?|klockan)\s?\d{1,2}(?:[.:]\d\d)?(?:\s?[–-]\s?\d{1,2}(?:[.:]\d\d)?)?)?"
    stop = r"(?:\s?[:–—|]|\s-\s|[.,]?$" + ("" if sentence else r"|\.?\s[\"”»(]?[A-ZÅÄÖ]") + ")"
    return re.match(rf"[)\]]?{clock}{stop}", after) is not None


# ------------------------------------------------------------------ time of the verb

_PAST = re.compile(
    r"\b(?:\w{2,}(?:ade|ades|dde|ddes|lde|ldes|rde|rdes|gde|gdes|vde|vdes|ttes|kte|ktes|pte|ptes|"
    r"ffades)|hade|var|blev|fick|gick|kom|gav|tog|höll|hölls|skedde|gjorde|gjordes|skrev|såg|stod|lade"
    r"|sände|sändes|hände|kände|sedan|alltsedan|har (?:\w+ ){0,2}\w+(?:at|it|tt|ts|rt)|skulle ha"
    r"|enligt|beslutet|domen|yttrandet|rapporten|was|were|has been|\w{2,}ed|since)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:ska|skall|kommer|väntas|förväntas|planeras|beräknas|blir|bör|måste|föreslås|nästa"
    r"|kommande|preliminärt|inför|framöver|tidigast|(?:löper|går) ut|upphör|förfaller"
    r"|will|shall|expected|planned|next)\b",
    re.IGNORECASE,
)
_NEAR, _NOWHERE = 12, 999
_MISSED = re.compile(r"\b(?:skulle|hade|borde ha|should have)\b", re.IGNORECASE)


def _lean(text: str, written: Written, role: DateRole) -> timedelta:
    """Where the writer looks from the report's date; told by the verb that stands nearest."""
    before, after = _sentence(text, written)
    if role == "deadline":
        return -_LEAN if _MISSED.search(before) else _LEAN_TO_DEADLINE
    if _opens(text, written):
        return -_LEAN
    if role == "mention" and written.first.day:
        return -_LEAN  # a document that is named is there
    # `beslutade att systemet införs den 1 mars`: the past ends at the subordinate clause.
    past = _last(_PAST, before[before.rfind(" att ") + 1 :])
    future = _last(_FUTURE, before)
    if past == future:  # no verb before: `Den 22 oktober beslutade …` has it right behind
        past, future = _first(_PAST, after), _first(_FUTURE, after)
    return _LEAN if future < past else -_LEAN if past < future else timedelta()


def _last(cue: re.Pattern[str], before: str) -> int:
    """How far before the date the last cue stands."""
    return min((len(before) - found.end() for found in cue.finditer(before)), default=_NOWHERE)


def _first(cue: re.Pattern[str], after: str) -> int:
    """How far behind the date the first cue stands, where that is near."""
    found = cue.search(after)
    return found.start() if found and found.start() < _NEAR else _NOWHERE
