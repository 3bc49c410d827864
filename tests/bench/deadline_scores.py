"""Deadlines: is each promise found in every item that makes it, and nothing else taken for one?"""

from __future__ import annotations

from collections.abc import Iterable

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
    remark = "Who, what, and the last word: not built yet."
    return Table("Deadlines", columns, [row], remark)
