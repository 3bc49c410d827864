"""Reading the catalogue: typed rows out of SQLite, the truth about what the archive holds.

Everything here reads; what writes stands in `settle.py` (reports and items), `ledger.py` and
`choices.py` (what people made). Removed reports are in no answer: all questions go through the
view `standing`. What may be long is an iterator over an open cursor: constant memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from index.called import called, names
from index.rows import (
    EVERYTHING,
    ItemRow,
    RenditionRow,
    ReportRow,
    Scope,
    SectionRow,
    SeriesRow,
    TextRow,
    Totals,
    item_row,
    rendition_row,
)
from ingest.errors import NotFound

_T = TypeVar("_T")
_CHUNK = 400  # anchors or reports asked for in one statement
_ITEMS = (  # in scope, in the order of `all_items`
    "FROM item_rows WHERE IN_SCOPE"
    " AND (:section IS NULL OR section IN (SELECT value FROM json_each(:section)))"
    " ORDER BY date, series, number, position"
)


class Catalogue:
    """The questions that the search package asks, over one SQLite connection (one per thread)."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    # Series and reports

    def series(self) -> list[SeriesRow]:
        """All series that have a report, by title."""
        spellings: dict[str, list[str]] = {}
        for series, title in self.db.execute(
            "SELECT titles.series, titles.title FROM titles LEFT JOIN renditions USING (title)"
            " GROUP BY titles.title ORDER BY count(sha256) DESC, titles.title"
        ):
            spellings.setdefault(series, []).append(title)
        rows = self.db.execute(
            "SELECT series.id, series.title, count(*), min(date), max(date) FROM standing"
            " JOIN series ON series.id = standing.series"
            " GROUP BY series.id ORDER BY series.title, series.id"
        )
        return [
            SeriesRow(key, title, tuple(t for t in spellings.get(key, ()) if t != title), *numbers)
            for key, title, *numbers in rows
        ]

    def reports(
        self, scope: Scope = EVERYTHING, *, newest_first: bool = False
    ) -> Iterator[ReportRow]:
        """The reports in scope by date, series and number; undated ones first."""
        sql = "SELECT id FROM standing WHERE IN_SCOPE ORDER BY date, series, number"
        ids = [row[0] for row in self._scoped(sql, scope)]
        if newest_first:
            ids.reverse()
        for chunk in _chunks(ids):
            yield from self._report_rows(chunk)

    def date_of(self, id_: str) -> str | None:
        """The date of a standing report, by its current id."""
        row = self.db.execute("SELECT date FROM standing WHERE id = ?", [id_]).fetchone()
        return str(row[0]) if row and row[0] else None

    def report(self, id_: str) -> ReportRow:
        """One report by its id (an old one too). Raises NotFound."""
        return self._report_rows([self.resolve_report(id_)])[0]

    def sections(self, id_: str) -> tuple[SectionRow, ...]:
        """A report's sections with their items, in reading order. Raises NotFound."""
        report = self.resolve_report(id_)
        items: dict[int, list[ItemRow]] = {}
        for row in self.db.execute(
            "SELECT * FROM item_rows WHERE report = ? ORDER BY position", [report]
        ):
            item = item_row(row)
            items.setdefault(item.section_number, []).append(item)
        rows = self.db.execute(
            "SELECT sections.number, heading, level FROM sections"
            " JOIN standing ON standing.key = sections.report"
            " WHERE standing.id = ? ORDER BY sections.number",
            [report],
        )
        return tuple(
            SectionRow(number, heading, level, tuple(items.get(number, ())))
            for number, heading, level in rows
        )

    def headings_above(self, item: ItemRow) -> tuple[str, ...]:
        """The headings between the item's section and the one before it that has items; for the
        last section also those behind it."""
        rows = self.db.execute(
            "SELECT heading FROM standing JOIN sections ON sections.report = standing.key"
            " WHERE standing.id = ?1 AND sections.number > ifnull((SELECT max(section) FROM items"
            "  WHERE items.report = standing.key AND section < ?2), 0)"
            " AND (sections.number <= ?2 OR NOT EXISTS (SELECT 1 FROM items"
            "  WHERE items.report = standing.key AND section > ?2)) ORDER BY sections.number",
            [item.report, item.section_number],
        )
        return tuple(heading for (heading,) in rows)

    def neighbours(self, id_: str) -> tuple[str | None, str | None]:
        """The ids of the report before and after this one in its series."""
        place = self.db.execute(
            "SELECT series, ifnull(date, ''), number FROM standing WHERE id = ?",
            [self.resolve_report(id_)],
        ).fetchone()
        before = self.db.execute(
            "SELECT id FROM standing WHERE series = ? AND (ifnull(date, ''), number) < (?, ?)"
            " ORDER BY date DESC, number DESC LIMIT 1",
            place,
        ).fetchone()
        after = self.db.execute(
            "SELECT id FROM standing WHERE series = ? AND (ifnull(date, ''), number) > (?, ?)"
            " ORDER BY date, number LIMIT 1",
            place,
        ).fetchone()
        return before and before[0], after and after[0]

    def rendition(self, sha256: str) -> RenditionRow:
        """One file of a standing report, by its SHA-256. Raises NotFound."""
        row = self.db.execute(
            "SELECT renditions.* FROM rendition_rows AS renditions WHERE sha256 = ?", [sha256]
        ).fetchone()
        if row is None:
            raise NotFound(f"no file with SHA-256 {sha256} in the archive")
        return rendition_row(row)

    # Items

    def items(self, anchors: Iterable[str]) -> dict[str, ItemRow]:
        """The items with these current anchors, in the order asked for; unknown ones left out."""
        found: dict[str, ItemRow] = {}
        for chunk in _chunks(anchors):
            rows = self.db.execute(
                "SELECT item_rows.* FROM json_each(?) AS wanted CROSS JOIN item_rows ON"
                " item_rows.report = wanted.value ->> 0 AND item_rows.local = wanted.value ->> 1",
                [json.dumps([anchor.partition("#")[::2] for anchor in chunk])],
            )
            by_anchor = {item.anchor: item for item in map(item_row, rows)}
            found |= {anchor: by_anchor[anchor] for anchor in chunk if anchor in by_anchor}
        return found

    def item(self, anchor: str) -> ItemRow:
        """One item, by a current or an old anchor. Raises NotFound."""
        current = self.resolve(anchor)
        return self.items([current])[current]

    def all_items(self, scope: Scope = EVERYTHING) -> Iterator[ItemRow]:
        """Every item in scope: by the report's date, then series and reading order."""
        return map(item_row, self._scoped(f"SELECT * {_ITEMS}", scope))

    def all_texts(self, scope: Scope = EVERYTHING) -> Iterator[TextRow]:
        """The texts of the same items in the same order: five times as fast."""
        rows = self._scoped(f"SELECT anchor, report, date, text {_ITEMS}", scope)
        return (TextRow(*row) for row in rows)

    def above(self, item: ItemRow) -> tuple[ItemRow, ...]:
        """The items that this one is nested in, outermost first."""
        chain: list[ItemRow] = []
        while item.parent is not None:
            item = self.items([item.parent])[item.parent]
            chain.insert(0, item)
        return tuple(chain)

    # Names that people type

    def resolve(self, anchor: str) -> str:
        """The current anchor for one that was issued at any time. Raises NotFound."""
        report, _, local = anchor.strip().partition("#")
        moved = self.db.execute(
            "SELECT to_report, to_anchor FROM moved_anchors WHERE report = ? AND anchor = ?",
            [report, local],
        ).fetchone()
        report, local = moved or (report, local)
        report = self.resolve_report(report)
        found = f"{report}#{local}"
        if found not in self.items([found]):
            raise NotFound(
                f"no item '{anchor}' in the archive",
                advice=f"'sparhund show {report}' lists the items of this report",
            )
        return found

    def moved_report(self, id_: str) -> str:
        """The id that a report has today, after series were joined or editions turned out equal."""
        row = self.db.execute("SELECT new FROM moved_reports WHERE old = ?", [id_]).fetchone()
        return str(row[0]) if row else id_

    def resolve_report(self, text: str) -> str:
        """The current id of a report, given an id of any time, or a date that one report has.

        Raises NotFound, with near ids; a removed report is said to be removed, when and why.
        """
        id_ = self.moved_report(text.strip())
        if self.db.execute("SELECT 1 FROM standing WHERE id = ?", [id_]).fetchone():
            return id_
        removal = self.db.execute(
            "SELECT removed_at, reason FROM removals WHERE report = ? AND restored_at IS NULL",
            [id_],
        ).fetchone()
        if removal:
            raise NotFound(f"the report '{id_}' was removed {removal[0][:10]}: {removal[1]}")
        series, _, date = id_.rpartition("/")
        same_day = self.db.execute(
            "SELECT id FROM standing WHERE date = ? ORDER BY id LIMIT 5", [date]
        ).fetchall()
        if not series and len(same_day) == 1:
            return str(same_day[0][0])
        near = (
            same_day
            or self.db.execute(
                "SELECT id FROM standing WHERE series = ?"
                " ORDER BY abs(julianday(date) - julianday(?)), id LIMIT 3",
                [series, date],
            ).fetchall()
        )
        raise NotFound(
            f"no report '{text}' in the archive",
            near=tuple(row[0] for row in near),
            advice="" if near else "'sparhund reports' lists them",
        )

    def resolve_series(self, text: str) -> str:
        """The current id of a series, given an id of any time or a title. Raises NotFound."""
        row = self.db.execute(
            "SELECT id FROM series WHERE id = ?1 UNION ALL SELECT new FROM moved_series"
            " WHERE old = ?1 UNION ALL SELECT series FROM titles WHERE fold(title) = fold(?1)",
            [text.strip()],
        ).fetchone()
        if row is None:
            raise NotFound(
                f"no series '{text}' in the archive",
                near=tuple(series.id for series in self.series()[:5]),
            )
        return str(row[0])

    # What was covered

    def totals(self, scope: Scope = EVERYTHING) -> Totals:
        """How much a question with this scope covers."""
        if scope.section is None:
            sql = "SELECT count(*), ifnull(sum(items), 0), min(date), max(date) FROM standing"
            covered = self._scoped(f"{sql} WHERE IN_SCOPE", scope)
        else:
            sql = "SELECT count(DISTINCT report), count(*), min(date), max(date)"
            covered = self._scoped(f"{sql} {_ITEMS}", scope)
        reports, items, first, last = covered.fetchone()
        (unreadable,) = self.db.execute(
            "SELECT count(DISTINCT iif(bytes = 0, name, sha256)) FROM ledger"
            " WHERE outcome = 'failed'"
        ).fetchone()
        undated = 0
        if scope.since or scope.until:
            sql = "SELECT count(*) FROM standing WHERE IN_SCOPE AND date IS NULL"
            (undated,) = self._scoped(sql, replace(scope, since=None, until=None)).fetchone()
        return Totals(reports, items, unreadable, first, last, undated)

    # Within

    def _scoped(self, sql: str, scope: Scope) -> sqlite3.Cursor:
        """Run a question over `standing` or `item_rows`; IN_SCOPE stands for the scope's condition.

        A shorter date as the end covers its whole month or year: '~' sorts after any digit.
        """
        condition = (
            "(:series IS NULL OR series IN (SELECT value FROM json_each(:series)))"
            " AND (:since IS NULL OR date >= :since)"
            " AND (:until IS NULL OR date < :until || '~')"
        )
        sections: tuple[str, ...] = ()
        if scope.section is not None:
            sections = called(scope.section, names(self.db, "section"), one=False)
        values = {
            "series": json.dumps(scope.series) if scope.series else None,
            "since": scope.since,
            "until": scope.until,
            "section": json.dumps(sections) if scope.section is not None else None,
        }
        return self.db.execute(sql.replace("IN_SCOPE", condition), values)

    def _report_rows(self, ids: Sequence[str]) -> list[ReportRow]:
        wanted = json.dumps(ids)
        renditions: dict[str, list[RenditionRow]] = {}
        for row in self.db.execute(
            "SELECT * FROM rendition_rows WHERE report IN (SELECT value FROM json_each(?))"
            " ORDER BY main DESC, sha256",
            [wanted],
        ):
            renditions.setdefault(row[-1], []).append(rendition_row(row))
        editions: dict[str, list[str]] = {}
        for edition, report in self.db.execute(
            "SELECT id, edition_of FROM standing WHERE edition_of IN"
            " (SELECT value FROM json_each(?)) ORDER BY number",
            [wanted],
        ):
            editions.setdefault(report, []).append(edition)
        rows = self.db.execute(
            "SELECT standing.id, series, title, date, date_source, compiled_at, language,"
            " edition_of, items, digest, warnings, furniture FROM json_each(?) AS wanted"
            " CROSS JOIN standing ON standing.id = wanted.value ORDER BY wanted.key",
            [wanted],
        )
        return [
            ReportRow(
                *[
                    *head,
                    tuple(json.loads(warnings)),
                    tuple(json.loads(furniture)),
                    tuple(editions.get(head[0], ())),
                    tuple(renditions.get(head[0], ())),
                ]
            )
            for *head, warnings, furniture in rows
        ]


def _chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
