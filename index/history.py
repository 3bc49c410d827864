"""Threads in the catalogue: worked out for a whole series when its reports change, and read back.

Reports without a date are in no thread: they have no place in time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from itertools import groupby

from index.catalogue import Catalogue
from index.rows import ItemRow, Scope
from index.threads import Number, Statement, Thread, Version, threads


def keep_threads(db: sqlite3.Connection, series: str) -> None:
    """Work out the threads of a series from its standing reports and put them in the catalogue."""
    db.execute(
        "DELETE FROM versions WHERE thread IN (SELECT id FROM threads WHERE series = ?)", [series]
    )
    db.execute("DELETE FROM threads WHERE series = ?", [series])
    items = Catalogue(db).all_items(Scope(series=(series,), since="0"))
    found = threads(
        [_number(list(group)) for _, group in groupby(items, key=lambda item: item.report)]
    )
    db.executemany(
        "INSERT INTO threads VALUES (?, ?, ?, ?, ?, ?)",
        (
            (t.id, series, t.dropped, t.boilerplate, json.dumps(t.pauses), json.dumps(t.into))
            for t in found
        ),
    )
    db.executemany(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?)",
        (
            (
                thread.id,
                place,
                version.anchor,
                json.dumps(version.changes),
                json.dumps(version.from_),
            )
            for thread in found
            for place, version in enumerate(thread.versions)
        ),
    )


def threads_of(db: sqlite3.Connection, anchors: Iterable[str]) -> list[tuple[str, Thread]]:
    """The threads with a version at one of these anchors, as (series, thread), by first date."""
    found: list[tuple[str, Thread]] = []
    for id_, series, dropped, boilerplate, pauses, into in db.execute(
        "SELECT id, threads.series, dropped, boilerplate, pauses, ended_in FROM threads"
        " WHERE id IN (SELECT thread FROM versions JOIN json_each(?) ON anchor = value)"
        " ORDER BY substr(id, length(threads.series) + 2), id",
        [json.dumps(list(anchors))],
    ).fetchall():
        versions = tuple(
            Version(anchor, tuple(json.loads(changes)), tuple(json.loads(origins)))
            for anchor, changes, origins in db.execute(
                "SELECT anchor, changes, origins FROM versions WHERE thread = ? ORDER BY position",
                [id_],
            )
        )
        spans = tuple((first, last) for first, last in json.loads(pauses))
        ended_in = tuple(json.loads(into))
        found.append((series, Thread(id_, versions, dropped, spans, bool(boilerplate), ended_in)))
    return found


def _number(items: list[ItemRow]) -> Number:
    statements = tuple(
        Statement(item.anchor, item.section, item.text, item.kind, item.level, item.parent or "")
        for item in items
    )
    return Number(items[0].report, items[0].date or "", statements)
