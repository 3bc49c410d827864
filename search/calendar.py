"""Deadlines for a calendar: iCalendar (RFC 5545), one all-day event each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from search.deadlines import Deadline

FOLD = 75  # octets a line, as the RFC asks


def calendar(deadlines: Iterable[Deadline], word: Callable[[str], str] = str) -> str:
    """The deadlines as one VCALENDAR. The same deadline keeps its UID in every export.

    `word` gives the word for an outcome in the reader's language.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sparhund//deadlines//SV"]
    for one in deadlines:
        lines += _event(one, word(one.outcome))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(one: Deadline, outcome: str) -> Iterator[str]:
    day = date.fromisoformat(one.due)
    uid = hashlib.sha256(f"{one.thread} {one.due}".encode()).hexdigest()[:32]
    subject = ": ".join(part for part in (one.who, one.what or one.sentence) if part)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@sparhund"
    yield f"DTSTAMP:{one.anchor.partition('#')[0].rpartition('/')[2][:10].replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{subject} ({outcome})')}"
    yield f"DESCRIPTION:{_text(f'{one.sentence} [{one.anchor}]')}"
    yield "END:VEVENT"


def _text(value: str) -> str:
    for sign in ("\\", ";", ","):
        value = value.replace(sign, "\\" + sign)
    return value.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A long line in pieces, each but the first begun by a space; no letter is cut."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > FOLD:
            yield piece
            piece = " "
        piece += sign
    yield piece
