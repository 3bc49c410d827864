"""What an engine promises: it keeps records, matches plain queries, counts and ranks. No more.

Text is analysed before it reaches an engine and expanded before it is asked, so every engine
matches the same items. A `Hit` is an anchor and a score; text, marks and reasons come from the
catalogue (`search/find.py`).

How a match is ranked is part of the promise, so that engines give the same order. An item's score
is the sum over the query's positive leaves (`plain.positive_leaves`) that it matches of

    BM25(tf) = idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean length))
    idf      = ln(1 + (items - df + 0.5) / (df + 0.5))

as in Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), in the
shape of their BM25F: a leaf of several terms is one word, its tf the sum of its terms' occurrences
times their weights; lengths count the item's own words. df counts the items that match the leaf,
by terms outside `context` and `head` if it has any: a word of a report's title shall not make the
word common. A phrase's tf is its weight, and so is that of a leaf of more than MANY terms (a
wildcard). Terms of weight 0, of filter fields, and ranges rank nothing. Equal scores: the newer
first, then the report's id, then reading order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from index.plain import AnyOf, Leaf, Near, Phrase, Plain, Term

Sort = Literal["relevance", "date", "report"]
Facet = Literal["section", "series", "year", "month"]

INDEX_FORMAT = 7  # of the files that `open_engine` makes: a change rebuilds every index

K1 = 0.9
B = 0.75
MANY = 50
_RANKING = ("word", "stem", "part", "context", "head")


@dataclass(frozen=True, slots=True)
class Record:
    """One item as an engine sees it.

    `words` and `stems` are aligned, one entry a position; `parts` (of compounds) and `context`
    (stems of the items above, the section heading and the report's title) are bags. So is `head`:
    what is held (`heads.py`) of the headings between the item before and this one, and at the
    report's first of title and furniture. One item stands for what is said above several.
    """

    anchor: str
    report: str
    series: str
    section: str
    date: str
    position: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    parts: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """All records of one report, or none to delete it. `digest` names this very content."""

    report: str
    digest: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that matched. Scores compare within one answer only."""

    anchor: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """`total` items in `reports` reports match; `hits` streams the asked-for part of them."""

    total: int
    reports: int
    hits: Iterator[Hit]
    facets: Mapping[Facet, Mapping[str, int]]


class Engine(Protocol):
    """The seam between Spårhund and a search library. One contract test runs against all."""

    def replace(self, batches: Iterable[Batch]) -> None:
        """Put each batch in the place of its report's records; all or nothing, in one commit.

        Of several batches of one report the last counts.
        """

    def search(
        self,
        query: Plain,
        *,
        sort: Sort = "relevance",
        limit: int | None = None,
        offset: int = 0,
        facets: tuple[Facet, ...] = (),
    ) -> Hits:
        """The items that match. `limit` None means all. `date` is newest first; `report` goes by
        the report's id; both then in reading order. Facets count all items that match."""

    def digests(self) -> Mapping[str, str]:
        """The digest of each report that the index holds."""

    def close(self) -> None:
        """Give back files and memory."""


def ranking_terms(leaf: Leaf) -> tuple[Term, ...]:
    """The terms of a leaf that rank; none for a filter, a range or a phrase."""
    terms = leaf.terms if isinstance(leaf, AnyOf) else (leaf,) if isinstance(leaf, Term) else ()
    return tuple(term for term in terms if term.weight and term.field in _RANKING)


def counting_terms(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Those of a leaf's ranking terms whose items make up its df."""
    return tuple(term for term in terms if term.field not in ("context", "head")) or terms


def flat_weight(leaf: Leaf) -> float:
    """The tf of a leaf that ranks all of its items the same, else 0."""
    if isinstance(leaf, Phrase | Near):
        return leaf.weight
    terms = ranking_terms(leaf)
    return max(term.weight for term in terms) if len(terms) > MANY else 0.0


def idf(df: int, items: int) -> float:
    """How much a match of a leaf says that `df` of `items` items match."""
    return math.log(1 + (items - df + 0.5) / (df + 0.5))


def bm25(tf: float, length: int, mean: float) -> float:
    """The BM25 of a leaf without its idf."""
    return tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean))


def open_engine(folder: Path) -> Engine:
    """The engine whose index is in `folder`; made there if it is not yet.

    Raises ArchiveError when the folder holds an index that cannot be read or is of another version:
    the index is disposable, the archive rebuilds it.
    """
    from index.whoosh_imports import import_whoosh  # 40 ms, only when asked

    import_whoosh()
    from index.whoosh_engine import WhooshEngine

    return WhooshEngine(folder)
