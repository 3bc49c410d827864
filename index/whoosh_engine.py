"""The engine on disk: Whoosh's inverted index, our own matching and ranking.

Whoosh's searchers walk posting by posting through Python objects and stop early. An answer of ours
needs all matches anyhow (exact totals, facets, every hit on demand), so this engine takes whole
posting lists as arrays (`whoosh_segments.py`) and works on sets:

    match   each leaf once, as a set of documents; And, Or, Not and the like are set operations in C
    filter  dates, sections, series and reports are decided on the few distinct places, and asked of
            those documents alone that the rest of the query leaves
    rank    only documents that matched, leaf by leaf, as `engine.py` defines it; the best are found
            by their score alone, ties are then put in order among those few
    facets  one count of places, summed up by heading and by report

It keeps one snapshot for all threads and the posting lists that were asked for last.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from heapq import nlargest
from pathlib import Path

from index.engine import (
    K1,
    B,
    Batch,
    Facet,
    Hit,
    Hits,
    Sort,
    counting_terms,
    flat_weight,
    idf,
    ranking_terms,
)
from index.placing import in_order, positions, together
from index.plain import (
    And,
    AnyOf,
    AtLeast,
    Field,
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
from index.whoosh_reader import Reader
from index.whoosh_segments import Folder

_OF_PLACE = ("series", "section", "report")


class WhooshEngine:
    """The Engine protocol over one folder; may be shared by threads and opened by processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder)
        self._lock = threading.Lock()
        self._reader = Reader(self._folder.snapshot())

    def replace(self, batches: Iterable[Batch]) -> None:
        self._folder.commit(batches)

    def digests(self) -> Mapping[str, str]:
        return self._current().digests()

    def close(self) -> None:
        self._folder.close()

    def search(
        self,
        query: Plain,
        *,
        sort: Sort = "relevance",
        limit: int | None = None,
        offset: int = 0,
        facets: tuple[Facet, ...] = (),
    ) -> Hits:
        return _Question(self._current(), query).answer(sort, limit, offset, facets)

    def _current(self) -> Reader:
        snapshot = self._folder.snapshot()
        with self._lock:
            if self._reader.snapshot is not snapshot:
                self._reader = Reader(snapshot)
            return self._reader


class _Question:
    """One search: the leaves matched so far, and what follows from them."""

    def __init__(self, reader: Reader, query: Plain) -> None:
        self.reader = reader
        self.query = query
        self.matched: dict[Leaf, Set[int]] = {}
        self.unions: dict[frozenset[tuple[Field, str]], Set[int]] = {}

    def answer(self, sort: Sort, limit: int | None, offset: int, facets: Iterable[Facet]) -> Hits:
        reader = self.reader
        found = self.match(self.query)
        counts = reader.count(found)
        scores = self.scores(found)
        if sort == "relevance":
            order = self.best(found, scores, limit, offset)
        else:
            ranks = reader.newest_rank if sort == "date" else reader.report_rank
            order = self.first(found, ranks, limit, offset)
        return Hits(
            total=len(found),
            reports=counts.reports,
            hits=(Hit(reader.snapshot.anchor(d), scores.get(d, 0.0)) for d in order),
            facets={facet: counts.facet(facet) for facet in facets},
        )

    # -- match

    def match(self, node: Plain) -> Set[int]:
        match node:
            case And(nodes):
                return self.all_of(nodes)
            case Or(nodes):
                return frozenset().union(*(self.match(child) for child in nodes))
            case Not(child):
                return self.reader.all - self.match(child)
            case AtLeast(least, nodes):
                votes = Counter(d for child in nodes for d in self.match(child))
                return {d for d, n in votes.items() if n >= least} if least else self.reader.all
            case Within():
                return self.within(node)
            case _:
                if node not in self.matched:
                    self.matched[node] = self.leaf(node)
                return self.matched[node]

    def all_of(self, nodes: Sequence[Plain]) -> Set[int]:
        """And: the smallest set first, then filters; what is negated is taken away."""
        filters: list[list[bool]] = []
        wanted: list[Set[int]] = []
        choices: list[Or] = []
        for node in nodes:
            if isinstance(node, Not):
                continue
            accepted = self.accepted(node)
            if accepted is not None:
                filters.append(accepted)
            elif isinstance(node, Or):
                choices.append(node)
            else:
                wanted.append(self.match(node))
        wanted.sort(key=len)
        if wanted:
            found: Set[int] = frozenset(wanted[0]).intersection(*wanted[1:])
        else:
            found = self.reader.all
        for each in filters:
            found = self.reader.standing(found, each)
        for choice in choices:
            found = self.among(found, choice)
        for node in nodes:
            if isinstance(node, Not) and found:
                found -= self.match(node.node)
        return found

    def among(self, found: Set[int], node: Plain) -> Set[int]:
        """Those of the documents that match: large sets are not united to keep a few of them."""
        match node:
            case Or(nodes):
                return frozenset().union(*(self.among(found, child) for child in nodes))
            case AnyOf(terms) if not any(term.field in _OF_PLACE for term in terms):
                lists = (self.reader.posting(term.field, term.text)[1] for term in terms)
                return frozenset().union(*(found & each for each in lists))
            case _:
                return found & self.match(node)

    def accepted(self, node: Plain) -> list[bool] | None:
        """For each place whether a filter accepts it; None for what is no filter."""
        match node:
            case Range(_, low, high):
                return self.reader.accepted(
                    "date", lambda date: bool(date) and low <= date <= (high or date)
                )
            case Term() if node.field in _OF_PLACE:
                return self.accepted(AnyOf((node,)))
            case AnyOf(terms) if terms and all(term.field in _OF_PLACE for term in terms):
                values: dict[str, set[str]] = {}
                for term in terms:
                    values.setdefault(term.field, set()).add(term.text)
                each = [self.reader.accepted(f, v.__contains__) for f, v in values.items()]
                return list(map(any, zip(*each, strict=True)))
            case _:
                return None

    def leaf(self, leaf: Leaf) -> Set[int]:
        accepted = self.accepted(leaf)
        if accepted is not None:
            return self.reader.standing(self.reader.all, accepted)
        match leaf:
            case Term():
                return self.any_of((leaf,))
            case AnyOf(terms):
                return self.any_of(terms)
            case Phrase(slots):
                return self.placed(slots, in_order)
            case Near(slots, distance):
                return self.placed(slots, lambda lines: together(lines, distance))
            case Range():
                raise AssertionError("a filter")

    def any_of(self, terms: Sequence[Term]) -> Set[int]:
        """Asked for matching and for counting, with weights and without: united once."""
        key = frozenset((term.field, term.text) for term in terms)
        if key not in self.unions:
            found = [
                self.match(Term(field, text))
                if field in _OF_PLACE
                else self.reader.posting(field, text)[1]
                for field, text in key
            ]
            self.unions[key] = found[0] if len(found) == 1 else frozenset().union(*found)
        return self.unions[key]

    def placed(
        self, slots: Sequence[tuple[str, ...]], fits: Callable[[list[list[int]]], bool]
    ) -> Set[int]:
        """The documents that have a stem of each slot, at positions that fit."""
        holding = [
            frozenset().union(*(self.reader.posting("stem", stem)[1] for stem in slot))
            for slot in slots
        ]
        if not holding:
            return frozenset()
        common = frozenset.intersection(*sorted(holding, key=len))
        if not common:
            return common
        stems = {stem for slot in slots for stem in slot}
        where = {stem: positions(self.reader.posting("stem", stem)[0], common) for stem in stems}
        return {
            document
            for document in common
            if fits(
                [sorted({p for s in slot for p in where[s].get(document, ())}) for slot in slots]
            )
        }

    def within(self, node: Within) -> Set[int]:
        """Groups are numbered: each place belongs to one."""
        numbers: dict[tuple[int, ...], int] = {}
        columns = self.reader.snapshot.columns
        told = (columns.report, columns.section) if node.by == "section" else (columns.report,)
        group = [numbers.setdefault(row, len(numbers)) for row in zip(*told, strict=True)]
        true = self.true_groups(node.node, group)
        leaves = positive_leaves(node.node)
        shown = self.match(Or(leaves)) if leaves else self.reader.all
        place = self.reader.place
        return {document for document in shown if group[place[document]] in true}

    def true_groups(self, node: Plain, group: Sequence[int]) -> Set[int]:
        match node:
            case And(nodes):
                parts = [self.true_groups(child, group) for child in nodes]
                return self.groups(self.reader.all, group).intersection(*parts)
            case Or(nodes):
                return frozenset().union(*(self.true_groups(child, group) for child in nodes))
            case Not(child):
                return self.groups(self.reader.all, group) - self.true_groups(child, group)
            case AtLeast(least, nodes):
                votes = Counter(g for child in nodes for g in self.true_groups(child, group))
                return {g for g in self.groups(self.reader.all, group) if votes[g] >= least}
            case _:
                return self.groups(self.match(node), group)

    def groups(self, documents: Set[int], group: Sequence[int]) -> frozenset[int]:
        return frozenset(group[n] for n in set(map(self.reader.place.__getitem__, documents)))

    # -- rank

    def scores(self, found: Set[int]) -> dict[int, float]:
        """The scores of the documents found, those without any left out."""
        reader = self.reader
        length = reader.snapshot.length
        scores: dict[int, float] = {}
        for leaf in positive_leaves(self.query):
            terms = ranking_terms(leaf)
            flat = flat_weight(leaf)
            if not terms and not flat:
                continue
            counted: Leaf = AnyOf(counting_terms(terms)) if terms else leaf
            weight = idf(len(self.match(counted)), reader.documents)
            if flat:
                ranked = self.match(AnyOf(terms) if terms else leaf)
                occurrences = dict.fromkeys(ranked & found, flat)
            else:
                occurrences = self.occurrences(terms, found)
            lengths = set(map(length.__getitem__, occurrences))  # few, and so are the tfs
            norms = {long: K1 * (1 - B + B * long / reader.mean) for long in lengths}
            tables = {
                tf: {long: weight * (tf * (K1 + 1) / (tf + norms[long])) for long in lengths}
                for tf in set(occurrences.values())
            }
            if scores:
                for document, tf in occurrences.items():
                    score = tables[tf][length[document]]
                    scores[document] = scores.get(document, 0.0) + score
            else:
                scores = {d: tables[tf][length[d]] for d, tf in occurrences.items()}
        return scores

    def occurrences(self, terms: Iterable[Term], found: Set[int]) -> dict[int, float]:
        """How often each document found holds the terms, each times its weight."""
        total: dict[int, float] = {}
        for term in terms:
            posting, alive = self.reader.posting(term.field, term.text)
            here = alive & found
            ids, counts = posting.documents, posting.counts
            times: dict[int, float]
            if counts is None:
                times = dict.fromkeys(here, term.weight)
            elif len(here) * 20 < len(ids):
                times = {d: term.weight * counts[bisect_left(ids, d)] for d in here}
            elif len(here) < len(ids) or term.weight != 1.0:
                pairs = zip(ids, counts, strict=True)
                times = {d: term.weight * n for d, n in pairs if d in here}
            else:
                times = dict(zip(ids, counts, strict=True))
            if total:
                for document, tf in times.items():
                    total[document] = total.get(document, 0.0) + tf
            else:
                total = times
        return total

    # -- order

    def best(
        self, found: Set[int], scores: Mapping[int, float], limit: int | None, offset: int
    ) -> Sequence[int]:
        rank, issue, place = self.reader.newest_rank, self.reader.issue, self.reader.place
        if len(scores) < len(found):
            scores = {**dict.fromkeys(found, 0.0), **scores}
        return self.ordered(scores, limit, offset, lambda d: rank[issue[place[d]]])

    def first(
        self, found: Set[int], ranks: Sequence[int], limit: int | None, offset: int
    ) -> Sequence[int]:
        issue, place = self.reader.issue, self.reader.place
        keys = {document: -ranks[issue[place[document]]] for document in found}
        return self.ordered(keys, limit, offset, lambda _: 0)

    def ordered(
        self,
        keys: Mapping[int, float],
        limit: int | None,
        offset: int,
        tie: Callable[[int], int],
    ) -> Sequence[int]:
        """Documents by falling key; equal ones by `tie`, then in reading order.

        Only keys that can be among the asked are put in full order.
        """
        wanted = len(keys) if limit is None else offset + limit
        candidates: Iterable[int] = keys
        if 0 < wanted < len(keys):
            last = nlargest(wanted, keys.values())[-1]
            candidates = [document for document, key in keys.items() if key >= last]
        snapshot = self.reader.snapshot
        order = sorted(candidates, key=lambda d: (-keys[d], tie(d), snapshot.position[d]))
        return order[offset:wanted]
