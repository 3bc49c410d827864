"""Deadlines: is each promise found in every item that makes it, and nothing else taken for one?

And what became of it: the outcome, the item that carries the last word, who owes it to whom. Names
are compared in lower case. The truth names who and to also where only other items tell; so it is
counted apart how often they are right where an item that makes the promise says the name, and how
often what was given is another name than the truth's.
"""

from __future__ import annotations

import re
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
    texts = known.texts(truth)
    said = {
        "who": [(wanted, wanted["who"].casefold(), came.who.casefold()) for wanted, came in pairs],
        "to": [(wanted, wanted["to"].casefold(), came.to.casefold()) for wanted, came in pairs],
    }
    outcome = sum(came.outcome == wanted["outcome"] for wanted, came in pairs)
    word = sum(_last_word(wanted, came, anchor) for wanted, came in pairs)
    done = sum(came.outcome == "done" != wanted["outcome"] for wanted, came in pairs)
    rows: list[list[Cell]] = [
        ["outcome", Tally(outcome, total), "–", f"{done} done"],
        ["item of the last word", Tally(word, total), "–", "–"],
    ]
    for name, both in said.items():
        right = sum(wanted == came for _, wanted, came in both)
        named = [wanted == came for made, wanted, came in both if _names(made, wanted, texts)]
        false = sum(bool(came) and came != wanted for _, wanted, came in both)
        rows.append([name, Tally(right, total), Tally(sum(named), len(named)), false])
    columns = ["", "right", "where the item names it", "false"]
    return Table("What is said of deadlines", columns, rows)


def _names(made: known.Deadline, name: str, texts: Mapping[str, str]) -> bool:
    """Whether an item that makes the promise says the name, in any form of its words."""
    roots = [word[:5] for word in re.findall(r"\w+", name)]
    return bool(roots) and any(
        all(root in texts[anchor].casefold() for root in roots) for anchor in made["anchors"]
    )


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
