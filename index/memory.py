"""The reference: an engine and a vocabulary as plain as can be, for tests and for small questions.

What another engine answers is right when it is what this one answers. Everything is looked at for
every question; nothing is kept but the records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from index.analysis import analyse
from index.engine import (
    Batch,
    Facet,
    Hit,
    Hits,
    Record,
    Sort,
    bm25,
    counting_terms,
    flat_weight,
    idf,
    ranking_terms,
)
from index.expand import Entry
from index.plain import (
    And,
    AnyOf,
    AtLeast,
    Group,
    Leaf,
    Near,
    Not,
    Or,
    Phrase,
    Plain,
    Range,
    Term,
    Within,
    positive_leaves,
)
from index.terms import Column


class MemoryEngine:
    """The Engine protocol over a dict of reports."""

    def __init__(self) -> None:
        self._batches: dict[str, Batch] = {}

    def replace(self, batches: Iterable[Batch]) -> None:
        after = dict(self._batches)
        for batch in batches:
            after.pop(batch.report, None)
            if batch.records:
                after[batch.report] = batch
        self._batches = after

    def digests(self) -> Mapping[str, str]:
        return {report: batch.digest for report, batch in self._batches.items()}

    def close(self) -> None:
        """Nothing to give back."""

    def search(
        self,
        query: Plain,
        *,
        sort: Sort = "relevance",
        limit: int | None = None,
        offset: int = 0,
        facets: tuple[Facet, ...] = (),
    ) -> Hits:
        records = [record for batch in self._batches.values() for record in batch.records]
        places = _matching(query, records)
        scores = _scores(query, places, records)
        found = sorted(
            ((records[place], scores[place]) for place in places),
            key=lambda pair: (pair[0].report, pair[0].position, pair[0].anchor),
        )
        if sort != "report":
            found.sort(key=lambda pair: pair[0].date, reverse=True)
        if sort == "relevance":
            found.sort(key=lambda pair: pair[1], reverse=True)
        asked = found[offset : None if limit is None else offset + limit]
        return Hits(
            total=len(found),
            reports=len({record.report for record, _ in found}),
            hits=iter([Hit(record.anchor, score) for record, score in asked]),
            facets={
                facet: Counter(_value(record, facet) for record, _ in found) for facet in facets
            },
        )


def _value(record: Record, facet: Facet) -> str:
    match facet:
        case "section":
            return record.section
        case "series":
            return record.series
        case "year":
            return record.date[:4]
        case "month":
            return record.date[:7]


# -- matching: sets of places in `records` ---------------------------------------------------


def _matching(query: Plain, records: Sequence[Record]) -> set[int]:
    everything = set(range(len(records)))
    match query:
        case And(nodes):
            return everything.intersection(*(_matching(node, records) for node in nodes))
        case Or(nodes):
            return set().union(*(_matching(node, records) for node in nodes))
        case Not(node):
            return everything - _matching(node, records)
        case AtLeast(count, nodes):
            votes = Counter(place for node in nodes for place in _matching(node, records))
            return {place for place in everything if votes[place] >= count}
        case Within(by, node):
            groups = [_group(record, by) for record in records]
            true = _true_groups(node, records, groups)
            shown = [_matching(leaf, records) for leaf in positive_leaves(node)]
            among = set().union(*shown) if shown else everything
            return {place for place in among if groups[place] in true}
        case _:
            return {place for place in everything if _holds(query, records[place])}


def _group(record: Record, by: Group) -> tuple[str, ...]:
    return (record.report, record.section) if by == "section" else (record.report,)


def _true_groups(
    node: Plain, records: Sequence[Record], groups: Sequence[tuple[str, ...]]
) -> set[tuple[str, ...]]:
    match node:
        case And(nodes):
            return set(groups).intersection(*(_true_groups(n, records, groups) for n in nodes))
        case Or(nodes):
            return set().union(*(_true_groups(n, records, groups) for n in nodes))
        case Not(inner):
            return set(groups) - _true_groups(inner, records, groups)
        case AtLeast(count, nodes):
            votes = Counter(group for n in nodes for group in _true_groups(n, records, groups))
            return {group for group in set(groups) if votes[group] >= count}
        case _:
            return {groups[place] for place in _matching(node, records)}


def _holds(leaf: Leaf, record: Record) -> bool:
    match leaf:
        case Term():
            return leaf.text in _texts(record, leaf)
        case AnyOf(terms):
            return any(_holds(term, record) for term in terms)
        case Phrase(slots):
            starts = range(len(record.stems) - len(slots) + 1)
            return any(
                all(record.stems[start + i] in slot for i, slot in enumerate(slots))
                for start in starts
            )
        case Near(slots, distance):
            width = len(slots) + distance
            return any(
                _fill(slots, record.stems[start : start + width])
                for start in range(len(record.stems))
            )
        case Range(_, low, high):
            return bool(record.date) and low <= record.date and (not high or record.date <= high)


def _texts(record: Record, term: Term) -> tuple[str, ...]:
    return {
        "word": record.words,
        "stem": record.stems,
        "part": record.parts,
        "context": record.context,
        "head": record.head,
        "section": (record.section,),
        "series": (record.series,),
        "report": (record.report,),
    }[term.field]


def _fill(slots: Sequence[tuple[str, ...]], stems: Sequence[str]) -> bool:
    """Whether each slot can have a stem of its own."""
    if not slots:
        return True
    return any(
        stem in slots[0] and _fill(slots[1:], [*stems[:place], *stems[place + 1 :]])
        for place, stem in enumerate(stems)
    )


# -- ranking ---------------------------------------------------------------------------------


def _scores(query: Plain, found: set[int], records: Sequence[Record]) -> dict[int, float]:
    """The score of each place in `found`, as `engine.py` defines it."""
    scores = dict.fromkeys(found, 0.0)
    mean = sum(len(record.stems) for record in records) / (len(records) or 1) or 1.0
    for leaf in positive_leaves(query):
        terms = ranking_terms(leaf)
        flat = flat_weight(leaf)
        if not terms and not flat:
            continue
        counted: Leaf = AnyOf(counting_terms(terms)) if terms else leaf
        weight = idf(len(_matching(counted, records)), len(records))
        for place in found & _matching(AnyOf(terms) if terms else leaf, records):
            record = records[place]
            tf = flat or sum(term.weight * _texts(record, term).count(term.text) for term in terms)
            scores[place] += weight * bm25(tf, len(record.stems), mean)
    return scores


# -- vocabulary ------------------------------------------------------------------------------


class MemoryVocabulary:
    """The Vocabulary protocol over analysed texts."""

    def __init__(
        self,
        texts: Iterable[str] = (),
        *,
        names: Iterable[tuple[str, str, str]] = (),
        languages: Iterable[str] = ("sv",),
    ) -> None:
        """`names` are (field, name, value); `texts` are Swedish."""
        tokens = [token for text in texts for token in analyse(text)]
        counts = Counter((token.surface, token.stem) for token in tokens)
        self._entries = [Entry(*pair, count) for pair, count in sorted(counts.items())]
        self._parts = {part for token in tokens for part in token.parts}
        self._names = list(names)
        self._languages = frozenset(languages)

    def lookup(self, surfaces: Collection[str]) -> Sequence[Entry]:
        return [entry for entry in self._entries if entry.surface in surfaces]

    def stems(self, stems: Collection[str]) -> Sequence[Entry]:
        return [entry for entry in self._entries if entry.stem in stems]

    def parts(self, parts: Collection[str]) -> frozenset[str]:
        return frozenset(parts) & self._parts

    def starting(self, prefix: str) -> Sequence[Entry]:
        return [entry for entry in self._entries if entry.surface.startswith(prefix)]

    def everything(self) -> Sequence[Entry]:
        return self._entries

    def spelled(self, column: Column, shortest: int, longest: int) -> Sequence[str]:
        texts = dict.fromkeys(getattr(entry, column) for entry in self._entries)
        return [text for text in texts if shortest <= len(text) <= longest]

    def names(self, field: str) -> Sequence[tuple[str, str]]:
        return [(name, value) for of, name, value in self._names if of == field]

    def languages(self) -> frozenset[str]:
        return self._languages
