"""The archive's words as the query side asks for them: what the catalogue answers to `expand`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

How: TypeAlias = Literal[
    "word",
    "stem",
    "compound",
    "abbreviation",
    "alias",
    "diacritics",
    "fuzzy",
    "wildcard",
    "context",
]
NameField: TypeAlias = Literal["section", "series", "report"]
Column: TypeAlias = Literal["surface", "stem"]


class Entry(NamedTuple):
    """A row of the vocabulary: a surface (lower case, as `analyse` gives it), its stem, and how
    many times the items hold it. A surface has one row for each stem (Swedish, English) it got."""

    surface: str
    stem: str
    uses: int


class Vocabulary(Protocol):
    """What the archive's items, headings and titles say: one row for each (surface, stem) of every
    Token of `analyse` in the own text of items, in section headings and in report titles.

    Implemented by the catalogue over the table terms(surface, stem, count) and by
    `index.memory.MemoryVocabulary`. Safe to ask from several threads.
    """

    def lookup(self, surfaces: Collection[str]) -> Sequence[Entry]:
        """The rows of these surfaces; at most some hundred are asked for at once."""

    def stems(self, stems: Collection[str]) -> Sequence[Entry]:
        """The rows that have one of these stems."""

    def parts(self, parts: Collection[str]) -> frozenset[str]:
        """Those of these terms that occur as a compound part (`Token.parts`) in the archive."""

    def starting(self, prefix: str) -> Sequence[Entry]:
        """The rows whose surface starts so."""

    def everything(self) -> Sequence[Entry]:
        """All rows. Asked for patterns without a fixed beginning."""

    def spelled(self, column: Column, shortest: int, longest: int) -> Sequence[str]:
        """The surfaces or stems of so many letters, each once: what a misspelt word may mean."""

    def names(self, field: NameField) -> Sequence[tuple[str, str]]:
        """(name, value) of every section heading, series (its id, titles and aliases) and report.

        `value` is what `Record` holds in that field; `name` is what a person may call it.
        """

    def languages(self) -> frozenset[str]:
        """The languages of the archive's reports: `sv`, `en`."""


class Synonym(NamedTuple):
    """Two ways to say one thing: an abbreviation that the archive explains, or an alias that a
    person has entered. Either stands for the other."""

    one: str
    other: str
    how: Literal["abbreviation", "alias"]
