"""The archive's words: how they are counted as reports come and go, and how queries ask for them.

The tables `terms`, `parts` and `abbreviations` are at every moment what counting all standing
reports would give: a report's words are dropped before its items change and added when they stand
again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from index.abbreviations import Pair, choose
from index.called import names
from index.choices import aliases
from index.expand import Entry
from index.terms import Column, NameField, Synonym

if TYPE_CHECKING:
    from index.records import Description


class Tally:
    """Changes of the counts, gathered over one transaction and written at its end."""

    def __init__(self) -> None:
        self.terms: Counter[tuple[str, str]] = Counter()
        self.parts: Counter[str] = Counter()
        self.pairs: Counter[Pair] = Counter()

    def add(self, report: Description) -> None:
        """Count what a report says."""
        self.terms.update(report.terms)
        self.parts.update(report.parts)
        self.pairs.update(report.pairs)

    def drop(self, report: Description) -> None:
        """Count a report's words no longer."""
        self.terms.subtract(report.terms)
        self.parts.subtract(report.parts)
        self.pairs.subtract(report.pairs)

    def write(self, db: sqlite3.Connection) -> None:
        """Bring the tables up to date."""
        db.executemany(
            "INSERT INTO terms VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            ((surface, stem, count) for (surface, stem), count in self.terms.items() if count),
        )
        db.executemany(
            "INSERT INTO parts VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            ((part, count) for part, count in self.parts.items() if count),
        )
        db.executemany(
            "INSERT INTO abbreviations VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            ((*pair, count) for pair, count in self.pairs.items() if count),
        )
        db.execute("DELETE FROM terms WHERE count <= 0")
        db.execute("DELETE FROM parts WHERE count <= 0")
        db.execute("DELETE FROM abbreviations WHERE count <= 0")


class CatalogueVocabulary:
    """The Vocabulary protocol of `index.expand` over the catalogue's tables.

    What takes long to read is kept (100,000 items say 100,000 words), so one of these is good for
    as long as the catalogue is seen in one state.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._spelled: dict[tuple[Column, int], list[str]] = {}
        self._languages: frozenset[str] | None = None
        self._synonyms: list[Synonym] | None = None

    def lookup(self, surfaces: Collection[str]) -> Sequence[Entry]:
        return self._entries(
            "SELECT surface, stem, count FROM json_each(?) CROSS JOIN terms ON surface = value"
            " ORDER BY surface, stem",
            json.dumps(sorted(surfaces)),
        )

    def stems(self, stems: Collection[str]) -> Sequence[Entry]:
        return self._entries(
            "SELECT surface, stem, count FROM json_each(?) CROSS JOIN terms ON stem = value"
            " ORDER BY surface, stem",
            json.dumps(sorted(stems)),
        )

    def parts(self, parts: Collection[str]) -> frozenset[str]:
        rows = self._db.execute(
            "SELECT part FROM json_each(?) CROSS JOIN parts ON part = value",
            [json.dumps(sorted(parts))],
        )
        return frozenset(part for (part,) in rows)

    def starting(self, prefix: str) -> Sequence[Entry]:
        return self._entries(
            "SELECT surface, stem, count FROM terms WHERE surface >= ?1 AND surface < ?1 || ?2"
            " ORDER BY surface, stem",
            prefix,
            chr(0x10FFFF),
        )

    def everything(self) -> Sequence[Entry]:
        return self._entries("SELECT surface, stem, count FROM terms ORDER BY surface, stem")

    def spelled(self, column: Column, shortest: int, longest: int) -> Sequence[str]:
        keys = [(column, letters) for letters in range(shortest, longest + 1)]
        lacking = [letters for _, letters in keys if (column, letters) not in self._spelled]
        if lacking:
            self._spelled |= {(column, letters): [] for letters in lacking}
            for (text,) in self._db.execute(_SPELLED[column], [json.dumps(lacking)]):
                self._spelled[column, len(text)].append(text)
        return [text for key in keys for text in self._spelled[key]]

    def names(self, field: NameField) -> Sequence[tuple[str, str]]:
        return names(self._db, field)

    def languages(self) -> frozenset[str]:
        if self._languages is None:
            rows = self._db.execute("SELECT DISTINCT language FROM standing")
            self._languages = frozenset(language for (language,) in rows)
        return self._languages

    def synonyms(self) -> list[Synonym]:
        """What stands for something else: abbreviations that the reports explain, and aliases."""
        if self._synonyms is None:
            counts = {
                Pair(short, long): count
                for short, long, count in self._db.execute("SELECT * FROM abbreviations")
            }
            learned = [Synonym(*pair, "abbreviation") for pair in choose(counts)]
            entered = [Synonym(one.term, one.meaning, "alias") for one in aliases(self._db)]
            self._synonyms = learned + entered
        return self._synonyms

    def _entries(self, sql: str, *values: str) -> list[Entry]:
        return [Entry(*row) for row in self._db.execute(sql, values)]


_SPELLED = {
    "surface": "SELECT DISTINCT surface FROM terms WHERE length(surface) IN"
    " (SELECT value FROM json_each(?))",
    "stem": "SELECT DISTINCT stem FROM terms WHERE length(stem) IN"
    " (SELECT value FROM json_each(?))",
}
