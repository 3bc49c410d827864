"""Threads in the catalogue: followed when the reports of a series change, and read back.

Where all that changed is that reports came at the end, the series is followed on from where it
stood (`index.resuming`); otherwise anew, from its first report. What the kept state was made of is
named by a digest: of the reports it has seen, with their links, and of the method's version.

Following needs nothing of the catalogue, so long series are followed elsewhere, several at once,
while the one who writes goes on with the index.

Reports without a date are in no thread: they have no place in time. One without items is no
number.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.analysis import ANALYSIS_VERSION
from index.catalogue import Catalogue
from index.elsewhere import Elsewhere, wait_for
from index.resuming import FORMAT, Followed, follow
from index.rows import ItemRow, Scope
from index.threads import Number, Statement, Thread, Version

_ENOUGH = 30  # numbers that are worth a process of their own
_MOST = 500  # numbers of a series that are in memory at once
_LANES = 4  # processes, at most: as many parts of series are in memory


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a series that is to be followed: its new numbers, and the state before them.

    `reports` counts those of the series up to the last of these, `digest` names them; `more` come
    after them.
    """

    series: str
    state: bytes | None
    numbers: tuple[Number, ...]
    reports: int
    digest: str
    more: bool


class Following:
    """Brings the threads of series up to their standing reports, step by step.

    `afresh`: from the first report, whatever is kept.
    """

    def __init__(
        self, db: sqlite3.Connection, series: Iterable[str], *, afresh: bool = False
    ) -> None:
        self._begun = 0
        self._db = db
        self._series = iter(series)
        self._afresh = afresh
        lanes = min((os.cpu_count() or 1) + 1, _LANES)  # one more: the last ones end together
        self._lanes = [Elsewhere(follow_part) for _ in range(lanes)]
        self._at_work: dict[Elsewhere[Part, Followed], Part] = {}

    @property
    def done(self) -> int:
        """How many series are followed."""
        return self._begun - len(self._at_work)

    def step(self, seconds: float = 0.0) -> bool:
        """Keep what was followed elsewhere, begin one more series; whether anything is left to do.

        Waits so long at most, when all that is left is in other hands.
        """
        for lane in [lane for lane in self._at_work if not lane.is_busy()]:
            part = self._at_work.pop(lane)
            self._go_on(lane, self._keep(part, lane.answer()))
        free = next((lane for lane in self._lanes if lane not in self._at_work), None)
        if free is not None and (id_ := next(self._series, None)) is not None:
            self._begun += 1
            self._go_on(free, _to_follow(self._db, id_, afresh=self._afresh))
            return True
        wait_for(self._at_work, seconds)
        return bool(self._at_work)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for lane in self._lanes:
            lane.close()

    def _go_on(self, lane: Elsewhere[Part, Followed], part: Part | None) -> None:
        """Follow a series from this part on: here what is short, what is long elsewhere."""
        while part is not None:
            if len(part.numbers) >= _ENOUGH:
                lane.start(part)
                self._at_work[lane] = part
                return
            part = self._keep(part, follow_part(part))

    def _keep(self, part: Part, followed: Followed) -> Part | None:
        """Write what following a part gave; the part after it, None after the last."""
        _write(self._db, part.series, followed.threads)
        self._db.execute(
            "INSERT OR REPLACE INTO followed VALUES (?, ?, ?, ?)",
            [part.series, part.reports, part.digest, followed.state],
        )
        return _to_follow(self._db, part.series) if part.more else None


def follow_part(part: Part) -> Followed:
    """What `follow` makes of a stretch of a series."""
    return follow(part.state, part.numbers)


def _to_follow(db: sqlite3.Connection, series: str, *, afresh: bool = False) -> Part | None:
    """What of a series was not followed yet: its first stretch; None when there is nothing."""
    reports = db.execute(
        "SELECT id, date, digest, (SELECT json_group_array(links) FROM items"
        " WHERE report = standing.key) FROM standing"
        " WHERE series = ? AND date IS NOT NULL AND items > 0 ORDER BY date, number",
        [series],
    ).fetchall()
    count, state = (0, None) if afresh else _kept(db, series, reports)
    if state is None:
        _forget(db, series)
    new = reports[count : count + _MOST]
    if not new:
        return None
    upto = count + len(new)
    wanted = {id_ for id_, *_ in new}
    items = Catalogue(db).all_items(Scope(series=(series,), since=new[0][1], until=new[-1][1]))
    numbers = tuple(
        _number(list(group))
        for report, group in groupby(items, key=lambda item: item.report)
        if report in wanted
    )
    return Part(series, state, numbers, upto, _digest(reports[:upto]), upto < len(reports))


def _kept(
    db: sqlite3.Connection, series: str, reports: Sequence[tuple[str, ...]]
) -> tuple[int, bytes | None]:
    """How many reports were followed and the state after them, if today's series begins so."""
    row = db.execute(
        "SELECT reports, digest, state FROM followed WHERE series = ?", [series]
    ).fetchone()
    if row is None or len(reports) < row[0] or _digest(reports[: row[0]]) != row[1]:
        return 0, None
    return row[0], row[2]


def _digest(reports: Sequence[tuple[str, ...]]) -> str:
    return hashlib.sha256(json.dumps([FORMAT, ANALYSIS_VERSION, reports]).encode()).hexdigest()


def _forget(db: sqlite3.Connection, series: str) -> None:
    db.execute(
        "DELETE FROM versions WHERE thread IN (SELECT id FROM threads WHERE series = ?)", [series]
    )
    db.execute("DELETE FROM threads WHERE series = ?", [series])
    db.execute("DELETE FROM followed WHERE series = ?", [series])


def _write(db: sqlite3.Connection, series: str, found: Sequence[tuple[int, Thread]]) -> None:
    """Write threads, and of their versions those that are not kept yet."""
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
