"""What a name means that people type for a heading, a series or a report."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from index.terms import NameField

_NAMES = {
    "section": "SELECT DISTINCT heading, heading FROM sections JOIN standing ON key = report"
    " ORDER BY heading",
    "series": "SELECT id, id FROM series UNION SELECT title, series FROM titles WHERE series <> ''"
    " UNION SELECT old, new FROM moved_series ORDER BY 1, 2",
    "report": "SELECT id, id FROM standing UNION SELECT old, new FROM moved_reports ORDER BY 1, 2",
}


def names(db: sqlite3.Connection, field: NameField) -> list[tuple[str, str]]:
    """(name, value) of every section heading, series (its id, titles and aliases) or report."""
    return [(name, value) for name, value in db.execute(_NAMES[field])]


def called(asked: str, names: Iterable[tuple[str, str]], *, one: bool = True) -> tuple[str, ...]:
    """The values that are called so, of (name, value): by their whole name, or by its words.

    By its words: each word asked for begins a word of the name, in any order. Where `one` is meant
    (a series, a report), a whole name keeps the others out; a section may have many headings.
    """
    pairs = list(names)
    whole = asked.casefold()
    words = _words(whole)
    exact = [value for name, value in pairs if whole in (name.casefold(), value.casefold())]
    if (exact and one) or not words:
        return tuple(dict.fromkeys(exact))
    return tuple(
        dict.fromkeys(
            value
            for name, value in pairs
            if value in exact or _begin(words, _words(name.casefold()))
        )
    )


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name)


def _begin(starts: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in starts)
