"""A snapshot of the index, what is derived from it once, and the posting lists asked for last."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from index.engine import Facet
from index.whoosh_segments import Posting, Snapshot

CACHED = 1_000_000  # documents in the posting lists that are kept, at 40 to 100 bytes each


class Issue(NamedTuple):
    """What the places of a report have in common."""

    report: str
    series: str
    date: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of an answer stand in each issue and under each heading."""

    of_issues: Sequence[tuple[Issue, int]]
    sections: dict[str, int]

    @property
    def reports(self) -> int:
        return len({issue.report for issue, _ in self.of_issues})

    def facet(self, facet: Facet) -> dict[str, int]:
        """How many have each value."""
        total: defaultdict[str, int] = defaultdict(int)
        match facet:
            case "section":
                return self.sections
            case "series":
                for issue, documents in self.of_issues:
                    total[issue.series] += documents
            case "month" | "year":
                letters = 7 if facet == "month" else 4
                for issue, documents in self.of_issues:
                    total[issue.date[:letters]] += documents
        return dict(total)


class Reader:
    """What all questions of one snapshot share; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.place = snapshot.place
        self.documents = snapshot.documents
        lengths = sum(snapshot.length) - sum(snapshot.length[d] for d in snapshot.deleted)
        self.mean = lengths / (self.documents or 1) or 1.0
        numbers: dict[tuple[int, int, int], int] = {}
        columns, texts = snapshot.columns, snapshot.texts
        rows = zip(columns.report, columns.series, columns.date, strict=True)
        self.issue = [numbers.setdefault(row, len(numbers)) for row in rows]  # of each place
        self.issues = [Issue(texts[r], texts[s], texts[d]) for r, s, d in numbers]
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, str], tuple[Posting, Set[int]]] = OrderedDict()
        self._cached = 0

    @cached_property
    def all(self) -> Set[int]:
        """Every document that is not deleted."""
        return frozenset(range(len(self.place))) - self.snapshot.deleted

    @cached_property
    def report_rank(self) -> list[int]:
        """The rank of each issue by its report's id."""
        return self._ranks(sorted(set(self.issues), key=lambda issue: (issue.report, issue.date)))

    @cached_property
    def newest_rank(self) -> list[int]:
        """The rank of each issue by its date, the newest first; of a day by the report's id."""
        by_report = sorted(set(self.issues), key=lambda issue: (issue.report, issue.date))
        return self._ranks(sorted(by_report, key=lambda issue: issue.date, reverse=True))

    def _ranks(self, order: Sequence[Issue]) -> list[int]:
        rank = {issue: number for number, issue in enumerate(order)}
        return [rank[issue] for issue in self.issues]

    def digests(self) -> dict[str, str]:
        alive = set(map(self.place.__getitem__, self.all))
        columns, texts = self.snapshot.columns, self.snapshot.texts
        return {texts[columns.report[n]]: texts[columns.digest[n]] for n in alive}

    def posting(self, field: str, text: str) -> tuple[Posting, Set[int]]:
        """A term's posting list and the documents of it that are not deleted."""
        key = (field, text)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        posting = self.snapshot.posting(field, text)
        alive = frozenset(posting.documents)
        found = posting, alive - self.snapshot.deleted if self.snapshot.deleted else alive
        with self._lock:
            if key not in self._cache:
                self._cached += len(posting.documents) + 10
            self._cache[key] = found
            while self._cached > CACHED and len(self._cache) > 1:
                _, (old, _) = self._cache.popitem(last=False)
                self._cached -= len(old.documents) + 10
        return found

    def accepted(self, field: str, test: Callable[[str], bool]) -> list[bool]:
        """For each place whether a test accepts its value in a field of `Place`."""
        column, texts = getattr(self.snapshot.columns, field), self.snapshot.texts
        fits = {number: test(texts[number]) for number in set(column)}
        return list(map(fits.__getitem__, column))

    def count(self, documents: Set[int]) -> Counts:
        """Count documents by what the facets tell."""
        section, issue, texts = self.snapshot.columns.section, self.issue, self.snapshot.texts
        sections: defaultdict[int, int] = defaultdict(int)
        issues: defaultdict[int, int] = defaultdict(int)
        for place, found in Counter(map(self.place.__getitem__, documents)).items():
            sections[section[place]] += found
            issues[issue[place]] += found
        return Counts(
            [(self.issues[number], found) for number, found in issues.items()],
            {texts[number]: found for number, found in sections.items()},
        )

    def standing(self, documents: Set[int], accepted: Sequence[bool]) -> Set[int]:
        """Those of the documents whose place is accepted."""
        fits = map(accepted.__getitem__, map(self.place.__getitem__, documents))
        return set(compress(documents, fits)) if any(accepted) else frozenset()
