"""A snapshot of the index, what is derived from it once, and the posting lists asked for last."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence, Set
from itertools import compress

from index.whoosh_segments import Posting, Snapshot

CACHED = 1_000_000  # documents in the posting lists that are kept, at 40 to 100 bytes each


class Reader:
    """What all questions of one snapshot share; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.place = snapshot.place
        self.places = snapshot.places
        self.documents = snapshot.documents
        lengths = sum(snapshot.length) - sum(snapshot.length[d] for d in snapshot.deleted)
        self.mean = lengths / (self.documents or 1) or 1.0
        self.all = frozenset(range(len(self.place))) - snapshot.deleted
        by_report = sorted({(place.report, place.date) for place in self.places})
        newest = sorted(by_report, key=lambda pair: pair[1], reverse=True)
        self.report_rank = self._ranks(by_report)
        self.newest_rank = self._ranks(newest)
        self._columns: dict[str, list[str]] = {}
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, str], tuple[Posting, Set[int]]] = OrderedDict()
        self._cached = 0

    def _ranks(self, order: Sequence[tuple[str, str]]) -> list[int]:
        rank = {pair: number for number, pair in enumerate(order)}
        return [rank[place.report, place.date] for place in self.places]

    def digests(self) -> dict[str, str]:
        alive = Counter(map(self.place.__getitem__, self.all))
        return {self.places[n].report: self.places[n].digest for n in alive}

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

    def column(self, field: str) -> list[str]:
        """The value of each place: a field of `Place`, or the month of its date."""
        if field not in self._columns:
            months = field == "month"
            values = [getattr(place, "date" if months else field) for place in self.places]
            self._columns[field] = [value[:7] for value in values] if months else values
        return self._columns[field]

    def standing(self, documents: Set[int], accepted: Sequence[bool]) -> Set[int]:
        """Those of the documents whose place is accepted."""
        fits = map(accepted.__getitem__, map(self.place.__getitem__, documents))
        return set(compress(documents, fits)) if any(accepted) else frozenset()
