"""The date of a report, by a stated order of trust. `date_source` says which rung gave it.

    compiled    a line by the title or in the head that says when the report was made or decided:
                `Sammanställt: 2025-10-23 klockan 08:30`, `Datum`, `Beslutad`, `Sammanträdesdatum`;
                or a line that is a date and nothing else (`Exempelstad den 23 oktober 2025`)
    title       a day in the title: `Protokoll 2025-10-22`; one from or by which something is to
                be (`Nytt inlogg från och med 3 november`) only after the file's name
    published   a line `Publicerad`: a page is often published later than what it says, so it never
                overrules the day that the title names
    time        an HTML <time> element
    meta        a publication date in meta elements (`published`), or a day in the file's own title
    name        a day in the file's name: `2025-10-23-rapport.pdf`, `rapport_20251023`, `251023`
    period      the first day of the week or month that title or name give with a year
                (`Veckobrev vecka 42 2025`), or that the only line of that kind in the head gives
                (`Oktober 2025`, `Period: 13–19 oktober 2025`). What is longer than a month gives
                none: each report of a year may begin its figures in January
    updated     a line `Senast uppdaterad`, `Ändrad`: when the page was last touched, which may be
                years later
    adopted     a line in the head that says nothing but when it was adopted (`Antagen av nämnden
                2025-10-23, § 88`); it is no date line, so it stays text
    running     a day with its year in a running header or footer: one with a label, then one
                without label and hour (browsers print when they print); a labelled one may be that
                of the template (`Version 3 fastställd 2019-03-01`), so it never overrules title or
                file name
    metadata    when the file was created or changed, by its own account; often a later conversion
    none        nothing found

A rung that lacks the year (`Lägesrapport 23 oktober`) takes it from the next rung that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from ingest.dateforms import written_dates
from ingest.dates import place
from ingest.lookalikes import WEEKDAY
from ingest.moment import Moment, Written

_MADE = (
    r"sammanställ(?:t|d|ts|des|ning)|(?:dagens )?datum|daterad|beslut(?:ad|at|ades|sdatum)"
    r"|fastställ(?:t|d|des)|upprätta(?:d|t|des)|utfärda(?:d|t|des)|rapportdatum|lägesdatum"
    r"|(?:mötes|sammanträdes|protokolls|utgivnings)(?:datum|dag)|tid och (?:plats|datum)"
    r"|plats och tid|compiled|dated?|prepared|issued|decided|adopted|(?:report|meeting) date"
    r"|time and place"
)
# Words that begin sentences, too: they count with a colon, or when nothing follows the date.
_MADE_OR_PROSE = r"avser|gäller|per|status|läget|mötestid|tid(?:punkt)?|sammanträde|möte|as of"
_PUBLICATION = (
    r"publiceringsdatum|(?:(?:sidan|artikeln|nyheten) )?(?:är |blev )?(?:senast )?"
    r"(?:publicera(?:d|t|des)|uppdatera(?:d|t|des)|ändra(?:d|t|des)|granska(?:d|t|des)|reviderad)|skapad(?:es)?"
    r"|(?:last )?(?:updated|modified|reviewed|changed)|published|posted"
)
_BY = r"(?:\s(?:av|by|i|på)\s[^:\d]{1,60}?)?"
_TO_DATE = rf"(?:\s|[:,|•·–-]|\b(?:den|the|on|från|{WEEKDAY}))*$"
# What identifies the report may stand before: `Vecka 7 | Publicerad …`, `Dnr RS 2025/12 Datum …`.
_NUMBER = (
    r"(?:(?:vecka|v\.|week|nr|nummer|no\.|issue|utgåva|version|dnr|diarienummer|ref\.?)\s?:?\s?"
    r"(?:[A-ZÅÄÖ]{1,6}\s)?[^\s,;|•·]*\d[^\s,;|•·]*[\s,;|•·–-]+)?"
)
_LABEL = re.compile(rf"{_NUMBER}(?:{_MADE}|{_PUBLICATION})\b{_BY}{_TO_DATE}", re.IGNORECASE)
_PUBLISHED = re.compile(rf"{_NUMBER}(?:{_PUBLICATION})\b", re.IGNORECASE)
_UPDATED = re.compile(
    r"\b(?:uppdater|ändra|granska|revider|updated|modified|reviewed|changed)", re.IGNORECASE
)
_PROSE = re.compile(rf"(?:{_MADE_OR_PROSE})\b{_BY}{_TO_DATE}", re.IGNORECASE)
_WORD = re.compile(rf"[A-ZÅÄÖ][\w-]+(?:(?:\s[\w-]+){{1,2}}:)?{_TO_DATE}")
_PLACE = re.compile(
    rf"(?:[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+)?,?\s+)?{_TO_DATE}"  # `Exempelstad den 23 oktober`
)
_PERIOD = re.compile(
    r"(?:(?:rapport|mät)?period(?:en)?|avser|gäller|månad|för|under|report(?:ing)? period)?[\s:(]*",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"(?:anta(?:gen|gna|get)|godkän(?:d|da|t)|fastställda|upprättade|utfärdade)"
    rf"\b{_BY}{_TO_DATE}",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"(?:[\s,]*§+\s?\d+)?\s*")
_NO_PLACE = re.compile(_TO_DATE, re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:T|[\s,]*+(?:kl\b\.?|klockan|at|[–-])?\s*)(?P<h>[01]?\d|2[0-3])[.:](?P<m>[0-5]\d)(?!\d)"
    r"(?:[.:]\d\d)?\s?(?P<half>[ap]\.?m\b)?"
    r"|[\s,]*+(?:kl\b\.?|klockan|at)\s*(?P<hour>[01]?\d|2[0-3])(?![\d.:]?\d)",
    re.IGNORECASE,
)
_LATER_CLOCK = re.compile(r"\b(?:kl\b\.?|klockan)(?=\s*\d)", re.IGNORECASE)
_AFTER = re.compile(r"[\s.,;|)–-]*(?:\(?v(?:ecka|\.)?\s?\d+\)?)?[\s.,;|)–-]*", re.IGNORECASE)
_PRINTED = re.compile(
    r"(?:utskri(?:ven|vet|ft\w*)|(?:nedl|l)addad|hämtad|sparad|exporterad"
    r"|öppnad|(?:date )?printed|retrieved|downloaded|exported|accessed)\b[^.!?]{0,40}\d",
    re.IGNORECASE,
)
_LONGEST_LINE = 140
_LONGEST_PERIOD = 31  # days
# `Nytt inlogg från och med 3 november`, `Svara senast 3/11`: what the report is about, not its day.
_AHEAD = re.compile(
    r"\b(?:från och med|fr\.?\s?o\.?\s?m\.?|till och med|t\.?\s?o\.?\s?m\.?|senast|inför|före|innan"
    rf"|sedan|starting|by|before|until|since|ahead of)\s(?:(?:den|the|on|{WEEKDAY})\s)*$",
    re.IGNORECASE,
)

_NAME_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)(?P<by>[-_. ]?)(?P<m>0[1-9]|1[0-2])(?P=by)"
    r"(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<d2>0[1-9]|[12]\d|3[01])(?P<by2>[-_. ])(?P<m2>0[1-9]|1[0-2])(?P=by2)(?P<y2>20\d\d)"
    r"|(?P<y3>\d\d)(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01]))(?!\d)"
)

Sign: TypeAlias = Literal["label", "prose", "place", "bare"]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says when the report was made or published. `time` as `08:30`, or empty.

    `published` is when a page was put up or last touched (`updated`).
    `label` is a word for it (`Sammanställt`); `prose` one that begins sentences, too (`Möte`), or
    any other (`Utgiven`); `place` a name (`Exempelstad`); `bare` nothing but date and hour.
    """

    written: Written
    published: bool
    sign: Sign
    time: str = ""
    updated: bool = False


@dataclass(frozen=True, slots=True)
class ReportDate:
    """The report's day, the rung that gave it, and when it was compiled (`2025-10-23T08:30`)."""

    day: date | None
    source: str
    compiled_at: str | None


def is_printed(text: str) -> bool:
    """`Utskriven 2025-11-03`: when somebody took it out, which says nothing of the report."""
    return _PRINTED.match(text) is not None


def date_line(text: str) -> DateLine | None:
    """What a line says about the report's date; None for any other text."""
    if len(text) > _LONGEST_LINE or is_printed(text):
        return None
    for written in written_dates(text):
        if not written.first.day:
            continue
        before, rest = text[: written.start], text[written.end :]
        if clock := _CLOCK.match(rest):
            rest = rest[clock.end() :]
        elif later := _LATER_CLOCK.search(rest):
            clock = _CLOCK.match(rest, later.start())
        sign = _sign(before, rest, full=written.first.year > 0)
        if written.last and sign != "label":  # `Datum: 3–4 mars 2025` is a meeting of two days
            continue
        return (
            DateLine(
                written,
                _PUBLISHED.match(before) is not None,
                sign,
                _clock(clock),
                _UPDATED.search(before) is not None,
            )
            if sign
            else None
        )
    return None


def is_date_label(text: str) -> bool:
    """Whether the text is a label for such a date and nothing else: `Sammanträdesdatum`."""
    return _LABEL.fullmatch(text) is not None


def _sign(before: str, rest: str, *, full: bool) -> Sign | None:
    """What introduces the date of a line, if the line is there to say that date."""
    alone = _AFTER.fullmatch(rest) is not None
    if _LABEL.match(before):
        return "label"
    if _ADOPTED.fullmatch(before):  # no place, as in `Exempelstad 2025-10-23`
        return None
    if _PROSE.match(before):
        return "prose" if alone or ":" in before else None
    # Only a full date stands alone: "22 oktober" opens a log entry, "Lugnt 22/10" names no place.
    if alone and full and _NO_PLACE.match(before):
        return "bare"
    if alone and full and _PLACE.match(before):
        return "place"
    return "prose" if full and _WORD.match(before) and rest.startswith((",", ";", " |")) else None


def _clock(found: re.Match[str] | None) -> str:
    if not found:
        return ""
    hour = int(found["h"] or found["hour"])
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    return f"{time(hour, int(found['m'] or 0)):%H:%M}"


def report_date(
    title: str,
    compiled: Sequence[str],
    head: Sequence[str],
    metadata: Sequence[tuple[str, str]],
    name: str,
) -> ReportDate:
    """The first rung that gives a day, from the report's texts, the file's metadata and name.

    `compiled` are the lines beside the title, `head` other short lines that may say a date.
    """
    rungs = list(_rungs(title, compiled, head, metadata, name))
    for number, (source, written) in enumerate(rungs):
        later = (place(other, None) for _, other in rungs[number + 1 :])
        hint = next((span.first for span in later if span), None)
        if span := place(written, hint):
            return ReportDate(span.first, source, _compiled_at(compiled, hint))
    return ReportDate(None, "none", None)


def _compiled_at(compiled: Sequence[str], hint: date | None) -> str | None:
    lines = [line for text in compiled if (line := date_line(text))]
    # When it was made before when it was published, and to the hour before to the day.
    for line in sorted(lines, key=lambda line: (line.published, line.updated, not line.time)):
        if span := place(line.written, hint):
            return f"{span.first}T{line.time}" if line.time else span.first.isoformat()
    return None


def _rungs(
    title: str,
    compiled: Sequence[str],
    head: Sequence[str],
    metadata: Sequence[tuple[str, str]],
    name: str,
) -> Iterator[tuple[str, Written]]:
    lines = [line for text in compiled if (line := date_line(text))]
    lines += [
        line for text in head if (line := date_line(text)) and line.sign in ("label", "prose")
    ]
    yield from (("compiled", line.written) for line in lines if not line.published)
    yield from (("title", written) for written in _days(title, ahead=False))
    yield from (
        ("published", line.written) for line in lines if line.published and not line.updated
    )
    yield from _filed(metadata, "time", "time")
    yield from _filed(metadata, "published", "meta")
    yield from _filed(metadata, "title", "meta")
    in_name = _in_name(name)
    yield from (("name", written) for written in in_name if written.first.day)
    yield from (("title", written) for written in _days(title, ahead=True))
    for written in (*written_dates(title), *in_name):
        if written.first.year and written.first.unit in {"week", "month"}:
            yield "period", written
    named = [period for text in head if (period := _period(text))]
    spans = {place(period, None) for period in named}
    if (
        len(spans) == 1
        and (span := spans.pop())
        and (span.last - span.first).days < _LONGEST_PERIOD
    ):
        yield "period", named[0]
    yield from (("updated", line.written) for line in lines if line.published and line.updated)
    yield from (("adopted", day) for text in head for day in _adopted(text))
    running = [text for key, text in metadata if key == "running" and not is_printed(text)]
    labelled = [line for text in running if (line := date_line(text)) and line.sign == "label"]
    labelled.sort(key=lambda line: line.published)
    # A page's foot that names a day but no year (`stängs 1 december`) is no date of the report.
    yield from (("running", line.written) for line in labelled if _has_year(line.written))
    for text in running:
        days = (day for day in _days(text, ahead=False) if not _CLOCK.match(text, day.end))
        yield from (("running", day) for day in days if _has_year(day))
    yield from _filed(metadata, "created", "metadata")
    yield from _filed(metadata, "modified", "metadata")


def _days(text: str, *, ahead: bool) -> Iterator[Written]:
    """The days in a text that lie ahead of what it says (`från och med`), or the others."""
    for written in written_dates(text):
        if written.first.day and ahead == bool(_AHEAD.search(text[: written.start])):
            yield written


def _has_year(written: Written) -> bool:
    return (written.last or written.first).year > 0


def _adopted(text: str) -> Iterator[Written]:
    """The full date of a line that says when the report was adopted, and nothing else."""
    for written in written_dates(text[:_LONGEST_LINE]):
        alone = _PARAGRAPH.fullmatch(text, written.end)
        day = written.first.day and written.first.year and not written.last
        if day and alone and _ADOPTED.fullmatch(text[: written.start]):
            yield written


def _period(text: str) -> Written | None:
    """The week, month or range of days that a line names, if it says nothing else."""
    for written in written_dates(text[:_LONGEST_LINE]):
        dated = written.last or written.first
        period = written.last is not None or written.first.unit in {"week", "month"}
        if (
            period
            and dated.year
            and dated.unit != "year"
            and (_PERIOD.fullmatch(text[: written.start]) and _AFTER.fullmatch(text[written.end :]))
        ):
            return written
    return None


def _filed(
    metadata: Sequence[tuple[str, str]], wanted: str, source: str
) -> Iterator[tuple[str, Written]]:
    for key, value in metadata:
        if key == wanted:
            yield from ((source, written) for written in _stamp(value))


def _in_name(name: str) -> list[Written]:
    """Days in figures first, then what the name says in words: `rapport-22-oktober-2025`."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return [*_named_day(stem), *written_dates(re.sub(r"[-_]+", " ", stem))]


def _stamp(value: str) -> Iterator[Written]:
    """A machine's date (`D:20251023083000Z`, `2025-10-23T08:30`), else one written for people."""
    found = re.match(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)", value)
    if not found:
        yield from _days(value, ahead=False)
        return
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    # Clocks that were never set say 1970, 1980 or 1904; no report of that age has metadata.
    if year > 1990 and month and day:
        yield Written(0, found.end(), Moment(year, month, day))


def _named_day(stem: str) -> Iterator[Written]:
    for found in _NAME_DAY.finditer(stem):
        year = found["y"] or found["y2"] or f"20{found['y3']}"
        month = found["m"] or found["m2"] or found["m3"]
        day = found["d"] or found["d2"] or found["d3"]
        moment = Moment(int(year), int(month), int(day))
        if moment.bounds(moment.year):
            yield Written(found.start(), found.end(), moment)
