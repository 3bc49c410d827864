"""The writer of a segment: Whoosh's files, each term's postings gathered as documents come.

Whoosh's SegmentWriter makes a tuple of every posting, sorts millions of them and passes them on one
by one through five functions. Documents come in order, so each term can gather its own postings and
only terms are left to be sorted. The index says the same, as a test holds, and is made in less than
half of the time.

A commit's postings are in memory, 8 bytes an occurrence.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from functools import partial
from typing import Any

from whoosh.writing import SegmentWriter

from index.whoosh_format import Gathered, encoded

BITS = 24  # of a position: an occurrence is one number, document << BITS | position
MASK = (1 << BITS) - 1


class Writer(SegmentWriter):
    """Whoosh's writer with another way from documents to posting lists."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields = dict(self.schema.items())
        self._columns = {n: field.column_type for n, field in fields.items() if field.column_type}
        self._gathered: dict[str, defaultdict[str, array[int]]] = {
            n: defaultdict(partial(array, "Q")) for n, field in fields.items() if field.indexed
        }
        self._stems: dict[str, str] = {}  # of each surface the last that it got

    def add_document(self, **values: Any) -> None:
        """All fields of a document; each has a value."""
        number = self.docnum
        self.perdocwriter.start_doc(number)
        for name, column in self._columns.items():
            self.perdocwriter.add_column_value(name, column, values[name])
        self.perdocwriter.finish_doc()
        for name, terms in self._gathered.items():
            for occurrence, text in enumerate(values[name], number << BITS):
                terms[text].append(occurrence)
        words, stems = values["word"], values["stem"]
        # stems without any words are a benchmark's; else each word has its own
        self._stems.update(zip(words, stems, strict=bool(words)))
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        writer = self.fieldwriter
        writer.add_alone(self._alone())
        for name in sorted(self._gathered):
            field, terms = self.schema[name], self._gathered[name]
            gathered = _lines if field.format.supports("positions") else _bags
            writer.start_field(name, field)
            for text in sorted(terms):  # by code point: UTF-8 sorts alike
                writer.add_term(text.encode(), gathered(terms[text]))
            writer.finish_field()
            terms.clear()
        self._stems.clear()
        writer.close()

    def _alone(self) -> dict[str, str]:
        """Takes out the surfaces that stand wherever their stem stands; each with the stem."""
        words, stems = self._gathered["word"], self._gathered["stem"]
        alone = {word: s for word, s in self._stems.items() if words[word] == stems[s]}
        for word in alone:
            del words[word]
        return alone


def _bags(occurrences: array[int]) -> Gathered:
    counts = Counter([occurrence >> BITS for occurrence in occurrences])
    return Gathered(array("I", counts), array("I", counts.values()), [])


def _lines(occurrences: array[int]) -> Gathered:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for occurrence in occurrences:
        places[occurrence >> BITS].append(occurrence & MASK)
    values = [encoded(tuple(positions)) for positions in places.values()]
    return Gathered(array("I", places), array("I", map(len, places.values())), values)
