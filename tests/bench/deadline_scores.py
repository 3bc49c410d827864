"""Deadlines: is each promise found in every item that makes it, and nothing else taken for one?

And what became of it: the outcome, the item that carries the last word, who owes it to whom. Names
are compared in lower case; the truth names who and to also where only the context tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from search.deadlines import Deadline
from tests.bench import known
from tests.bench.score import Cell, Found, Table, Tally

Promise = tuple[str, str]  # anchor, day (ISO)


def wanted(truth: known.Truth) -> set[Promise]:
    """Every item that makes a promise, with its day."""
    return {
        (anchor, deadline["date"])
        for deadline in truth["deadlines"]
        for anchor in deadline["anchors"]
    }


def wrong(truth: known.Truth, came: Iterable[Promise]) -> dict[str, list[Promise]]:
    """What was missed and what is false, for a developer."""
    listed, promised = set(came), wanted(truth)
    return {"missed": sorted(promised - listed), "false": sorted(listed - promised)}


def planted(truth: known.Truth, came: Iterable[Promise]) -> Tally:
    """How many of the truth's deadlines were found in at least one of their items."""
    found = set(came)
    return Tally(
        sum(
            any((anchor, deadline["date"]) in found for anchor in deadline["anchors"])
            for deadline in truth["deadlines"]
        ),
        len(truth["deadlines"]),
    )


def table(truth: known.Truth, came: Iterable[Promise]) -> Table:
    """The dates with the role deadline, as the archive holds them."""
    listed = list(came)
    found = Found.of(set(listed), wanted(truth))
    row: list[Cell] = [
        "dates with the role deadline",
        planted(truth, listed),
        found.recall,
        found.precision,
    ]
    columns = ["", "deadlines", "items: recall", "precision"]
    return Table("Deadlines", columns, [row])


def word_table(
    truth: known.Truth, found: Iterable[Deadline], anchor: Callable[[str], str]
) -> Table:
    """What is said of each deadline; `anchor` turns the archive's anchors into the truth's."""
    by_day: dict[str, list[Deadline]] = {}
    for one in found:
        by_day.setdefault(one.date, []).append(one)
    pairs = [
        (wanted, came)
        for wanted in truth["deadlines"]
        if (came := _made_in(by_day.get(wanted["date"], []), wanted["anchors"], anchor))
    ]
    total = len(truth["deadlines"])
    shares: Mapping[str, int] = {
        "outcome": sum(came.outcome == wanted["outcome"] for wanted, came in pairs),
        "item of the last word": sum(_last_word(wanted, came, anchor) for wanted, came in pairs),
        "who": sum(came.who.casefold() == wanted["who"].casefold() for wanted, came in pairs),
        "to": sum(came.to.casefold() == wanted["to"].casefold() for wanted, came in pairs),
    }
    rows: list[list[Cell]] = [[name, Tally(right, total)] for name, right in shares.items()]
    return Table("What is said of deadlines", ["", "right"], rows)


def _made_in(
    found: Iterable[Deadline], anchors: Iterable[str], anchor: Callable[[str], str]
) -> Deadline | None:
    made = set(anchors)
    return next(
        (one for one in found if made & {anchor(one.anchor), anchor(one.first)}),
        None,
    )


def _last_word(wanted: known.Deadline, came: Deadline, anchor: Callable[[str], str]) -> bool:
    """Whether the item is right; none is where nothing but the promise itself speaks of it."""
    if came.word is None:
        return not wanted["word"] or not set(wanted["word"]).isdisjoint(wanted["anchors"])
    return anchor(came.word) in wanted["word"]
