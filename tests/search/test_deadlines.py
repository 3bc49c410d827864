"""search/deadlines.py: every promise, once, with the last word on it."""

from __future__ import annotations

import pytest

from index.rows import ItemRow
from index.threads import Number, Statement, threads
from ingest.report import DateMention
from search.deadlines import Deadline, deadlines, last_day

S = "lage"
DAYS = ("2025-02-06", "2025-02-13", "2025-02-20", "2025-02-27", "2025-03-06", "2025-03-13")
DUE = DateMention("3 mars", "2025-03-03", "deadline")
LATER = DateMention("28 mars", "2025-03-28", "deadline")
PROMISE = (
    "IVO granskar akuten i Ekvik. Regionen ska redovisa sina åtgärder till IVO senast den 3 mars."
)
OTHER = "Köerna till ortopedin växer i Norrbo, och fler operationssalar öppnas under våren."


def mentions(text: str) -> tuple[DateMention, ...]:
    return tuple(one for one in (DUE, LATER) if one.text in text)


def told(*reports: list[str]) -> tuple[Deadline, ...]:
    items: dict[str, ItemRow] = {}
    numbers = []
    for day, texts in zip(DAYS, reports, strict=False):
        report = f"{S}/{day}"
        for place, text in enumerate(texts, start=1):
            where = (f"{report}#1.{place}", report, S, day, place, "Läget", 1, 1, None)
            row = ItemRow(
                *where, "bullet", 0, text, "", None, (), mentions(text), (), None, ocr=False
            )
            items[row.anchor] = row
        rows = [row for row in items.values() if row.date == day]
        own = tuple(Statement(row.anchor, row.section, row.text) for row in rows)
        numbers.append(Number(report, day, own))
    return deadlines([(S, thread) for thread in threads(numbers)], items, set(items))


def test_a_promise_is_told_once_with_what_its_sentence_says() -> None:
    [one] = told([PROMISE, OTHER], [PROMISE, OTHER], [PROMISE, OTHER])
    assert (one.date, one.due, one.who, one.to) == ("2025-03-03", "2025-03-03", "Regionen", "IVO")
    assert one.what == "redovisa sina åtgärder"
    assert (one.first, one.anchor) == (f"{S}/{DAYS[0]}#1.1", f"{S}/{DAYS[2]}#1.1")
    assert one.sentence.startswith("Regionen ska")


@pytest.mark.parametrize(
    ("why", "later", "outcome", "word"),
    [
        ("nothing since, the day not come", [[PROMISE]], "open", None),
        ("nothing since, the day gone by", [[PROMISE]] * 4, "overdue", None),
        (
            "the thread says that it was done",
            [["IVO granskar akuten i Ekvik. Regionens åtgärder redovisades den 27 februari."]],
            "done",
            1,
        ),
        (
            "the thread names a later day",
            [["IVO granskar akuten i Ekvik. Regionen ska redovisa åtgärder senast den 28 mars."]],
            "moved",
            1,
        ),
        (
            "the thread names a later day for something else",
            [[f"{PROMISE} Hyran för förrådet betalas senast den 28 mars."]],
            "open",
            1,
        ),
        (
            "the thread names a later day for a further paper",
            [
                [
                    "IVO granskar akuten i Ekvik. En kompletterande redovisning av åtgärder ska"
                    " lämnas till IVO senast den 28 mars."
                ]
            ],
            "open",
            1,
        ),
        (
            "another item says that it was done",
            [
                [
                    PROMISE,
                    OTHER,
                    "26/2: Regionen har redovisat sina åtgärder till IVO om akuten i Ekvik.",
                ]
            ],
            "done",
            3,
        ),
        (
            "another matter was done",
            [[PROMISE], [PROMISE, "Regionen har betalat hyran för förrådet i Norrbo."]] * 2,
            "overdue",
            None,
        ),
    ],
)
def test_last_word(why: str, later: list[list[str]], outcome: str, word: int | None) -> None:
    first, *_ = told([PROMISE, OTHER], *later)
    assert (first.date, first.outcome) == ("2025-03-03", outcome)
    assert first.word == (f"{S}/{DAYS[1]}#1.{word}" if word else None)
    assert bool(first.word_text) == (word is not None)


def test_a_moved_deadline_is_a_promise_of_its_own() -> None:
    moved = PROMISE.replace("3 mars", "28 mars")
    assert [(one.date, one.outcome) for one in told([PROMISE], [moved])] == [
        ("2025-03-03", "moved"),
        ("2025-03-28", "open"),
    ]


def test_what_says_that_it_is_open_is_the_last_word_though_more_is_said() -> None:
    about = "IVO granskar akuten i Ekvik."
    still = f"{about} Regionen har inte redovisat sina åtgärder till IVO."
    [one] = told([PROMISE], [still], [f"{about} Köerna dit växer."], [f"{about} Hissen där lagas."])
    assert (one.outcome, one.word) == ("open", f"{S}/{DAYS[1]}#1.1")


def test_a_later_day_for_another_paper_moves_nothing() -> None:
    promise = "Enheternas underlag om akuten i Ekvik ska lämnas till staben senast den 3 mars."
    later = "Yttrandet om akuten i Ekvik ska lämnas till staben senast den 28 mars."
    first, _ = told([promise, OTHER], [later, OTHER])
    assert first.outcome == "open"


def test_those_alone_that_were_asked_for() -> None:
    assert len(told([PROMISE])) == 1
    assert told([OTHER]) == ()
    assert deadlines([], {}, set()) == ()


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-03-03", "2025-03-03"),
        ("2024-02", "2024-02-29"),
        ("2025", "2025-12-31"),
        ("2025-03-03/2025-03-09", "2025-03-09"),
        ("2025-01/2025-04", "2025-04-30"),
    ],
)
def test_last_day(date: str, expected: str) -> None:
    assert last_day(date) == expected
