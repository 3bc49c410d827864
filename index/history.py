"""Threads in the catalogue: followed when the reports of a series change, and read back.

Where all that changed is that reports came at the end, the series is followed on from where it
stood (`index.resuming`); otherwise anew, from its first report. What the kept state was made of is
named by a digest: of the reports it has seen, with their links, and of the method's version.

Reports without a date are in no thread: they have no place in time. One without items is no
number.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby

from index.analysis import ANALYSIS_VERSION
from index.catalogue import Catalogue
from index.resuming import FORMAT, kept, resumed
from index.rows import ItemRow, Scope
from index.threads import Follower, Number, Statement, Thread, Version


def keep_threads(db: sqlite3.Connection, series: str, *, afresh: bool = False) -> None:
    """Bring the threads of a series in the catalogue up to its standing reports.

    `afresh`: from the first report, whatever was kept.
    """
    reports = db.execute(
        "SELECT id, date, digest, (SELECT json_group_array(links) FROM items"
        " WHERE report = standing.key) FROM standing"
        " WHERE series = ? AND date IS NOT NULL AND items > 0 ORDER BY date, number",
        [series],
    ).fetchall()
    follower = None if afresh else _resumed(db, series, reports)
    if follower is None:
        follower = Follower()
        _forget(db, series)
    new = reports[follower.at + 1 :]
    if not new:
        return
    wanted = {id_ for id_, *_ in new}
    items = Catalogue(db).all_items(Scope(series=(series,), since=new[0][1]))
    for report, group in groupby(items, key=lambda item: item.report):
        if report in wanted:
            follower.take(_number(list(group)))
    _write(db, series, follower)
    db.execute(
        "INSERT OR REPLACE INTO followed VALUES (?, ?, ?, ?)",
        [series, len(reports), _digest(reports), kept(follower)],
    )


def _resumed(
    db: sqlite3.Connection, series: str, reports: Sequence[tuple[str, ...]]
) -> Follower | None:
    """The follower as it stood, if what it has seen is how the series begins today."""
    row = db.execute(
        "SELECT reports, digest, state FROM followed WHERE series = ?", [series]
    ).fetchone()
    if row is None or len(reports) < row[0] or _digest(reports[: row[0]]) != row[1]:
        return None
    return resumed(row[2])


def _digest(reports: Sequence[tuple[str, ...]]) -> str:
    return hashlib.sha256(json.dumps([FORMAT, ANALYSIS_VERSION, reports]).encode()).hexdigest()


def _forget(db: sqlite3.Connection, series: str) -> None:
    db.execute(
        "DELETE FROM versions WHERE thread IN (SELECT id FROM threads WHERE series = ?)", [series]
    )
    db.execute("DELETE FROM threads WHERE series = ?", [series])
    db.execute("DELETE FROM followed WHERE series = ?", [series])


def _write(db: sqlite3.Connection, series: str, follower: Follower) -> None:
    """Write the threads that the follower has in hand, and their versions that are not kept yet."""
    found = [(trail.kept, follower.thread(trail)) for trail in follower.trails]
    db.executemany(
        "INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?, ?, ?)",
        (
            (t.id, series, t.dropped, t.boilerplate, json.dumps(t.pauses), json.dumps(t.into))
            for _, t in found
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
            for start, thread in found
            for place, version in enumerate(thread.versions, start=start)
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
        Statement(
            item.anchor,
            item.section,
            item.text,
            item.parent or "",
            tuple(link.url for link in item.links),
        )
        for item in items
    )
    return Number(items[0].report, items[0].date or "", statements)
