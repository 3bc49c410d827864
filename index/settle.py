"""From files to reports: every rendition that was read becomes part of a report.

A day of a series is settled as a whole, from all its files: what it comes to depends on the set of
files, not on the order in which they came. What was issued stays: a report keeps its id while one
of its files is there, an item its anchor; where reports become one, the ids and anchors of the one
that went lead to the other.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.analysis import ANALYSIS_VERSION
from index.anchors import assign, follow
from index.catalogue import Catalogue
from index.naming import name_series
from index.parsed import unpack
from index.progress import Progress, silent
from index.records import describe
from index.renditions import Part, Reading, group, merge, relation
from index.vocabulary import Tally


@dataclass(slots=True)
class Settled:
    """What settling did: counts of new files, and what the index and the threads must follow."""

    added: int = 0
    renditions: int = 0
    editions: int = 0
    stale: set[str] = field(default_factory=set)  # reports whose records changed, or that are gone
    series: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)  # reports that people took out and that grew


def settle(db: sqlite3.Connection, tally: Tally, progress: Progress = silent) -> Settled:
    """Make every unsettled rendition part of a report. `tally` is told what left the items."""
    name_series(db)
    done = Settled()
    days = db.execute(
        "SELECT DISTINCT series, date FROM renditions WHERE settled = 0 ORDER BY series, date"
    ).fetchall()
    for place, (series, day) in enumerate(days):
        progress("settling", place, len(days))
        _settle_day(db, series, day, tally, done)
    db.execute("UPDATE renditions SET settled = 1 WHERE settled = 0")
    return done


@dataclass(frozen=True, slots=True)
class _Id:
    """The id of a report, and which of its series' reports of that day it is."""

    text: str
    number: int


def _settle_day(
    db: sqlite3.Connection, series: str, day: str | None, tally: Tally, done: Settled
) -> None:
    held: dict[str, str | None] = {}
    readings: list[Reading] = []
    for sha256, report, parsed in db.execute(
        "SELECT sha256, report, parsed FROM renditions WHERE series = ? AND date IS ?",
        [series, day],
    ):
        held[sha256] = report
        readings.append(Reading(unpack(parsed)))
    reports = _identified(db, series, day, group(readings), held)
    grown: list[str] = []
    into: dict[str, str] = {}  # report that its files came from -> the one that they are in now
    for place, (id_, members) in enumerate(reports):
        edition_of = _edition_of(members[0], reports[:place])
        _write_report(db, _Report(series, day, id_, edition_of, members), tally, done)
        former = [held[reading.sha256] for reading in members]
        into |= {old: id_.text for old in former if old and old not in into}
        new = former.count(None)
        grown += [id_.text] if new else []
        if new == len(members):
            done.added += edition_of is None
            done.editions += edition_of is not None
            new -= 1
        done.renditions += new
    for old in into.keys() - {id_.text for id_, _ in reports}:
        _retire(db, old, into[old], tally, done)
    removed = db.execute("SELECT id FROM reports WHERE series = ? AND removed", [series])
    done.removed |= {id_ for (id_,) in removed} & set(grown)
    done.series.add(series)


@dataclass(frozen=True, slots=True)
class _Report:
    """A report to be: its place, and its files, the leading one first."""

    series: str
    day: str | None
    id: _Id
    edition_of: str | None
    members: list[Reading]


def _identified(
    db: sqlite3.Connection,
    series: str,
    day: str | None,
    groups: list[list[Reading]],
    held: dict[str, str | None],
) -> list[tuple[_Id, list[Reading]]]:
    """Each group with the id that its files hold, or a new one; by number."""
    here = {
        id_: _Id(id_, number)
        for id_, number in db.execute(
            "SELECT id, number FROM reports WHERE series = ? AND date IS ?", [series, day]
        )
    }
    found: list[tuple[_Id, list[Reading]]] = []
    homeless: list[list[Reading]] = []
    claimed: set[_Id] = set()
    for members in groups:
        own = {here[id_] for reading in members if (id_ := held[reading.sha256]) in here}
        free = sorted(own - claimed, key=lambda id_: id_.number)
        if free:
            claimed.add(free[0])
            found.append((free[0], members))
        else:
            homeless.append(members)
    homeless.sort(key=lambda members: min(_compiled(reading) for reading in members))
    number = 0
    for members in homeless:
        number, id_ = _next_id(db, series, day, number, here)
        found.append((_Id(id_, number), members))
    return sorted(found, key=lambda pair: pair[0].number)


def _compiled(reading: Reading) -> tuple[str, str]:
    return (reading.report.compiled_at or "~", reading.sha256)


def _next_id(
    db: sqlite3.Connection, series: str, day: str | None, number: int, here: Iterable[str]
) -> tuple[int, str]:
    """The next number of the day whose id was never issued, and that id."""
    while True:
        number += 1
        id_ = f"{series}/{day or 'undated'}" + (f".{number}" if number > 1 else "")
        issued = db.execute("SELECT 1 FROM moved_reports WHERE old = ?", [id_]).fetchone()
        if id_ not in here and not issued:
            return number, id_


def _edition_of(lead: Reading, earlier: Sequence[tuple[_Id, list[Reading]]]) -> str | None:
    """The first report of the day that this one says again with some other words."""
    for id_, members in earlier:
        if relation(members[0], lead) == "edition":
            return id_.text
    return None


def _write_report(db: sqlite3.Connection, report: _Report, tally: Tally, done: Settled) -> None:
    id_ = report.id.text
    parts = merge(report.members)
    spent = db.execute("SELECT anchor FROM moved_anchors WHERE report = ?", [id_])
    natural = [(said.item.anchor, said.item.text) for part in parts for said in part.items]
    assigned = assign(natural, _texts(db, id_), {anchor for (anchor,) in spent})
    lead = report.members[0].report
    beside = dict.fromkeys(
        text
        for reading in report.members
        for text in (reading.report.title, *reading.report.furniture)
    )
    furniture = [text for text in beside if text != lead.title]
    digest = _digest(report, parts, assigned.anchors, furniture)
    before = db.execute("SELECT digest FROM reports WHERE id = ?", [id_]).fetchone()
    if before is None or before[0] != digest:
        forget(db, id_, tally)
        done.stale.add(id_)
    warnings = {warning for reading in report.members for warning in reading.report.warnings}
    compiled = {reading.report.compiled_at for reading in report.members} - {None}
    (key,) = db.execute(
        "INSERT INTO reports (id, series, date, number, title, compiled_at, language, date_source,"
        " edition_of, items, digest, warnings, furniture)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, language = excluded.language,"
        " compiled_at = excluded.compiled_at, date_source = excluded.date_source,"
        " edition_of = excluded.edition_of, items = excluded.items, digest = excluded.digest,"
        " warnings = excluded.warnings, furniture = excluded.furniture RETURNING key",
        [
            *(id_, report.series, report.day, report.id.number, lead.title),
            *(min(compiled, key=str, default=None), lead.language, lead.date_source),
            *(report.edition_of, len(natural), digest),
            *(json.dumps(sorted(warnings)), json.dumps(furniture)),
        ],
    ).fetchone()
    _write_items(db, key, parts, assigned.anchors)
    db.executemany(
        "UPDATE renditions SET report = ?, main = ? WHERE sha256 = ?",
        ((id_, place == 0, reading.sha256) for place, reading in enumerate(report.members)),
    )
    for anchor, target in assigned.moved.items():
        _move_anchor(db, (id_, anchor), (id_, target))


def _retire(db: sqlite3.Connection, old: str, new: str, tally: Tally, done: Settled) -> None:
    """A report whose files are part of another now: what was issued for it leads there.

    If people removed it, the other is removed: what was taken out must not come back this way.
    """
    if db.execute("SELECT 1 FROM renditions WHERE report = ?", [old]).fetchone():
        return
    for anchor, target in follow(_texts(db, old), _texts(db, new)).items():
        _move_anchor(db, (old, anchor), (new, target))
    forget(db, old, tally)
    done.stale.add(old)
    done.series.add(old.rpartition("/")[0])
    key, removed = db.execute("SELECT key, removed FROM reports WHERE id = ?", [old]).fetchone()
    db.execute("DELETE FROM items WHERE report = ?", [key])
    db.execute("DELETE FROM sections WHERE report = ?", [key])
    db.execute("DELETE FROM reports WHERE key = ?", [key])
    db.execute("UPDATE moved_reports SET new = ? WHERE new = ?", [new, old])
    db.execute("INSERT INTO moved_reports VALUES (?, ?)", [old, new])
    if removed:
        db.execute("UPDATE removals SET report = ? WHERE report = ?", [new, old])
        if new not in done.stale:
            forget(db, new, tally)
            done.stale.add(new)
        db.execute("UPDATE reports SET removed = 1 WHERE id = ?", [new])


def _texts(db: sqlite3.Connection, report: str) -> dict[str, str]:
    return dict(
        db.execute(
            "SELECT anchor, text FROM items JOIN reports ON reports.key = items.report"
            " WHERE reports.id = ? ORDER BY position",
            [report],
        )
    )


def _digest(
    report: _Report, parts: tuple[Part, ...], anchors: tuple[str, ...], furniture: list[str]
) -> str:
    """Names what an engine's records are made of."""
    lead = report.members[0].report
    said = [
        [part.heading, part.level, [(said.item.level, said.item.text) for said in part.items]]
        for part in parts
    ]
    head = [report.id.text, report.series, report.day, lead.title, lead.language]
    text = json.dumps([ANALYSIS_VERSION, head, said, anchors, furniture])
    return hashlib.sha256(text.encode()).hexdigest()


def forget(db: sqlite3.Connection, report: str, tally: Tally) -> None:
    """Take what a standing report says out of the vocabulary."""
    standing = db.execute("SELECT 1 FROM standing WHERE id = ?", [report]).fetchone()
    if standing:
        catalogue = Catalogue(db)
        tally.drop(describe(catalogue.report(report), catalogue.sections(report)))


def _write_items(
    db: sqlite3.Connection, key: int, parts: tuple[Part, ...], anchors: tuple[str, ...]
) -> None:
    db.execute("DELETE FROM items WHERE report = ?", [key])
    db.execute("DELETE FROM sections WHERE report = ?", [key])
    position = 0
    for number, part in enumerate(parts, start=1):
        db.execute(
            "INSERT INTO sections VALUES (?, ?, ?, ?)", [key, number, part.heading, part.level]
        )
        above: list[tuple[int, int]] = []  # (level, position) of the items that may be parents
        for said in part.items:
            item = said.item
            while above and above[-1][0] >= item.level:
                above.pop()
            parent = above[-1][1] if above else None
            db.execute(
                "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    *(key, position, anchors[position], number, parent, item.kind, item.level),
                    *(item.text, item.label, item.date),
                    json.dumps([(link.text, link.url) for link in item.links]),
                    json.dumps([(date.text, date.date, date.role) for date in item.dates]),
                    *(json.dumps(item.boxes), said.boxed_in, item.ocr),
                ],
            )
            above.append((item.level, position))
            position += 1


def _move_anchor(db: sqlite3.Connection, old: tuple[str, str], new: tuple[str, str | None]) -> None:
    db.execute(
        "UPDATE moved_anchors SET to_report = ?, to_anchor = ?"
        " WHERE to_report = ? AND to_anchor = ?",
        [*new, *old],
    )
    db.execute("INSERT OR REPLACE INTO moved_anchors VALUES (?, ?, ?, ?)", [*old, *new])
