"""Deadlines come as a calendar that other programs read (RFC 5545)."""

from __future__ import annotations

from dataclasses import replace

from search.calendar import calendar
from search.deadlines import Deadline

PROMISE = Deadline(
    date="2025-11-13",
    due="2025-11-13",
    who="Regionen",
    what="redovisa åtgärder; kostnader, risker",
    to="IVO",
    outcome="open",
    series="veckorapport",
    thread="veckorapport/2025-10-23#1.1",
    first="veckorapport/2025-10-23#1.1",
    anchor="veckorapport/2025-10-30#1.1",
    sentence="Regionen ska redovisa åtgärder senast den 13 november.",
    word=None,
    word_text="",
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_lasts_its_whole_day() -> None:
    lines = unfolded(calendar([PROMISE]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20251113" in lines
    assert "DTEND;VALUE=DATE:20251114" in lines
    assert "DTSTAMP:20251030T000000Z" in lines


def test_signs_with_a_meaning_are_escaped() -> None:
    lines = unfolded(calendar([PROMISE]))
    assert "SUMMARY:Regionen: redovisa åtgärder\\; kostnader\\, risker (open)" in lines


def test_lines_are_folded_at_75_octets_and_whole_letters() -> None:
    long = replace(PROMISE, sentence="å" * 300)
    text = calendar([long])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "å" * 300 in "".join(unfolded(text))


def test_a_deadline_keeps_its_uid_and_others_have_another() -> None:
    later = replace(PROMISE, anchor="veckorapport/2025-11-06#1.1")
    other = replace(PROMISE, due="2025-12-01")

    def uid(one: Deadline) -> str:
        return next(line for line in unfolded(calendar([one])) if line.startswith("UID:"))

    assert uid(PROMISE) == uid(later) != uid(other)
