"""The writer of a segment: Whoosh's files, each term's postings gathered as documents come.

Whoosh's SegmentWriter makes a tuple of every posting, sorts millions of them and passes them on one
by one through five functions. Documents come in order, so each term can gather its own postings and
only terms are left to be sorted. The index is the same, as a test holds.

A commit's postings are in memory, some 20 bytes each: 600 MB when a million items are indexed anew.
"""

from __future__ import annotations

from array import array
from typing import Any

from whoosh.writing import SegmentWriter

from index.whoosh_format import Gathered


class Writer(SegmentWriter):
    """Whoosh's writer with another way from documents to posting lists."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields = dict(self.schema.items())
        self._gathered: dict[str, dict[bytes, Gathered]] = {n: {} for n in fields}
        self._columns = {n: field.column_type for n, field in fields.items() if field.column_type}
        self._indexed = {n: field.index for n, field in fields.items() if field.indexed}

    def add_document(self, **values: Any) -> None:
        """All fields of a document; each has a value."""
        number = self.docnum
        self.perdocwriter.start_doc(number)
        for name, column in self._columns.items():
            self.perdocwriter.add_column_value(name, column, values[name])
        self.perdocwriter.finish_doc()
        for name, index in self._indexed.items():
            terms = self._gathered[name]
            for text, _, weight, value in index(values[name]):
                gathered = terms.get(text)
                if gathered is None:
                    gathered = terms[text] = Gathered(array("I"), array("f"), [])
                gathered.documents.append(number)
                gathered.weights.append(weight)
                if value:
                    gathered.values.append(value)
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        writer = self.fieldwriter
        for name in sorted(self._indexed):
            terms = self._gathered[name]
            writer.start_field(name, self.schema[name])
            for text in sorted(terms):
                writer.start_term(text)
                writer.add_all(terms[text])
                writer.finish_term()
            writer.finish_field()
            terms.clear()
        writer.close()
