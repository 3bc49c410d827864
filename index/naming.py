"""Which series each new rendition belongs to: titles against the titles that the catalogue knows.

Ids are issued when the whole intake has been read, so neither they nor the grouping depend on the
order of files: titles are joined first (`series.belong_together`), then each group that holds no
issued series gets the slug of its commonest title. Where a group holds several issued series (the
misspelt title came in first and nothing connected it then), the first issued stands and the others
lead to it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from index.parsed import unpack
from index.renditions import Reading
from index.series import belong_together, is_slip, masks, spelled_title, title_key
from ingest.title import slug


def name_series(db: sqlite3.Connection) -> None:
    """Give every unsettled rendition its series, and those of series that were joined theirs."""
    _enter_titles(db)
    _issue(db, _groups(db, [*_joins(db), *_renamed(db)]))
    db.execute(
        "UPDATE renditions SET series ="
        " (SELECT titles.series FROM titles WHERE titles.title = renditions.title)"
        " WHERE settled = 0"
    )
    db.execute(
        "UPDATE renditions SET series = overrules.series FROM overrules"
        " WHERE overrules.sha256 = renditions.sha256 AND settled = 0"
    )
    db.execute(
        "UPDATE series SET title = ifnull((SELECT title FROM named WHERE named.series = series.id"
        " GROUP BY title ORDER BY count(*) DESC, max(date) DESC, title LIMIT 1), title)"
        " WHERE id IN (SELECT series FROM renditions WHERE settled = 0)"
    )


def overrule(db: sqlite3.Connection, sha256: str, series: str) -> None:
    """Put a file in a series whatever its title says: an id, or a title (known or to be)."""
    row = db.execute(
        "SELECT id FROM series WHERE id = ?1 UNION ALL SELECT new FROM moved_series WHERE old = ?1"
        " UNION ALL SELECT series FROM titles WHERE fold(title) = fold(?1) AND series <> ''",
        [series],
    ).fetchone()
    if row is None:
        row = [_new_series(db, series)]
        _enter(db, series)
        db.execute("UPDATE titles SET series = ? WHERE key = ?", [row[0], title_key(series)])
    db.execute(
        "INSERT INTO overrules VALUES (?1, ?2) ON CONFLICT DO UPDATE SET series = ?2",
        [sha256, row[0]],
    )


def _enter_titles(db: sqlite3.Connection) -> None:
    """Titles not met before, each with the series that has its key, or '' until one is issued."""
    new = db.execute(
        "SELECT DISTINCT title FROM named WHERE settled = 0"
        " AND title NOT IN (SELECT title FROM titles) ORDER BY title"
    ).fetchall()
    for (title,) in new:
        _enter(db, title)


def _enter(db: sqlite3.Connection, title: str) -> None:
    known = db.execute(
        "SELECT series FROM titles WHERE key = ? LIMIT 1", [title_key(title)]
    ).fetchone()
    db.execute(
        "INSERT OR IGNORE INTO titles VALUES (?, ?, ?)",
        [title, title_key(title), known[0] if known else ""],
    )
    db.executemany(
        "INSERT OR IGNORE INTO title_masks VALUES (?, ?)", ((mask, title) for mask in masks(title))
    )


def _joins(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Pairs of titles that an unsettled rendition shows to be one series."""
    found: list[tuple[str, str]] = []
    for title, day, parsed in db.execute(
        "SELECT title, date, parsed FROM named WHERE settled = 0 ORDER BY date, sha256"
    ).fetchall():
        report = unpack(parsed)
        spelling = spelled_title(title, report)
        if spelling is not None:
            _enter(db, spelling)
            found.append((title, spelling))
        for other in _near_titles(db, title):
            for neighbour in _nearest(db, other, day):
                if belong_together(title, Reading(report), other, Reading(unpack(neighbour))):
                    found.append((title, other))
    return found


def _renamed(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Pairs of a title and the one that all files of its series have now that they are read again.

    A better reader may find another title. Where it tells one series into two, both are new.
    """
    rows = db.execute(
        "SELECT min(old.title), min(renditions.title) FROM renditions"
        " JOIN titles AS new ON new.title = renditions.title"
        " JOIN titles AS old ON old.series = renditions.series"
        " WHERE renditions.series NOT IN (SELECT series FROM overrules) GROUP BY renditions.series"
        " HAVING min(settled) = 0 AND max(settled) = 0 AND count(DISTINCT new.key) = 1"
        " AND max(new.series) = ''"
    )
    return [(old, new) for old, new in rows]


def _near_titles(db: sqlite3.Connection, title: str) -> list[str]:
    rows = db.execute(
        "SELECT DISTINCT others.title FROM title_masks AS own JOIN title_masks AS others"
        " USING (mask) WHERE own.title = ?1 AND others.title <> ?1 ORDER BY others.title",
        [title],
    )
    return [other for (other,) in rows if is_slip(title, other)]


def _nearest(db: sqlite3.Connection, title: str, day: str | None) -> list[bytes]:
    """What a title's reports of that day say, and those just before and after it."""
    rows = db.execute(
        "SELECT * FROM (SELECT parsed FROM named WHERE title = ?1 AND date IS ?2 LIMIT 3)"
        " UNION ALL SELECT * FROM (SELECT parsed FROM named WHERE title = ?1 AND date < ?2"
        " ORDER BY date DESC LIMIT 1)"
        " UNION ALL SELECT * FROM (SELECT parsed FROM named WHERE title = ?1 AND date > ?2"
        " ORDER BY date LIMIT 1)",
        [title, day],
    )
    return [parsed for (parsed,) in rows]


def _groups(
    db: sqlite3.Connection, joins: list[tuple[str, str]]
) -> Iterator[tuple[list[str], list[str]]]:
    """Series to be one, as (ids issued so far, in the order of issue; keys of titles without)."""
    named = {title: (series, key) for title, key, series in db.execute("SELECT * FROM titles")}
    leads: dict[str, str] = {}  # union-find over series ids and, marked by a "/", keys

    def root(node: str) -> str:
        while (above := leads.setdefault(node, node)) != node:
            node = above
        return node

    for title in named:
        if not named[title][0]:
            root(f"/{named[title][1]}")
    for pair in joins:
        one, other = (named[title][0] or f"/{named[title][1]}" for title in pair)
        leads[root(one)] = root(other)
    groups: dict[str, list[str]] = {}
    for node in leads:
        groups.setdefault(root(node), []).append(node)
    order = dict(db.execute("SELECT id, number FROM series"))
    for members in groups.values():
        issued = sorted((node for node in members if node in order), key=order.__getitem__)
        yield issued, [node[1:] for node in members if node.startswith("/")]


def _issue(db: sqlite3.Connection, groups: Iterator[tuple[list[str], list[str]]]) -> None:
    new: list[tuple[str, list[str]]] = []
    for issued, keys in list(groups):
        if not issued:
            new.append((_commonest(db, keys), keys))
            continue
        first, *joined = issued
        _give(db, first, keys)
        for series in joined:
            _join(db, series, first)
    for title, keys in sorted(new):
        _give(db, _new_series(db, title), keys)


def _commonest(db: sqlite3.Connection, keys: list[str]) -> str:
    row = db.execute(
        "SELECT titles.title FROM titles LEFT JOIN named USING (title)"
        " WHERE key IN (SELECT value FROM json_each(?)) GROUP BY titles.title"
        " ORDER BY count(sha256) DESC, min(date), titles.title LIMIT 1",
        [json.dumps(keys)],
    ).fetchone()
    return str(row[0])


def _give(db: sqlite3.Connection, series: str, keys: list[str]) -> None:
    db.executemany("UPDATE titles SET series = ? WHERE key = ?", ((series, key) for key in keys))


def _new_series(db: sqlite3.Connection, title: str) -> str:
    """Issue an id. A slug that another title has already (they may be cut) gets a number."""
    number = 1
    while True:
        id_ = slug(title) if number == 1 else f"{slug(title)}-{number}"
        taken = db.execute(
            "SELECT 1 FROM series WHERE id = ?1 UNION SELECT 1 FROM moved_series WHERE old = ?1",
            [id_],
        ).fetchone()
        if not taken:
            db.execute("INSERT INTO series (id, title) VALUES (?, ?)", [id_, title])
            return id_
        number += 1


def _join(db: sqlite3.Connection, series: str, into: str) -> None:
    """One series turned out to be another: its renditions are to be settled anew."""
    both = [into, series]
    db.execute("UPDATE titles SET series = ? WHERE series = ?", both)
    db.execute("UPDATE overrules SET series = ? WHERE series = ?", both)
    db.execute("UPDATE renditions SET series = ?, settled = 0 WHERE series = ?", both)
    db.execute("UPDATE moved_series SET new = ? WHERE new = ?", both)
    db.execute("INSERT INTO moved_series (new, old) VALUES (?, ?)", both)
    db.execute("DELETE FROM series WHERE id = ?", [series])
