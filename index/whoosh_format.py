"""The format of a segment: Whoosh's files, holding blocks of our own.

    terms     fields `word`, `part`, `context`: documents and occurrences; `stem`: positions too;
              `report`: documents, to delete by
    columns   `place`   the distinct (report, digest, series, date, section), and for each document
                        which; an archive has some eight places a report, so filters, facets, counts
                        of reports and dates are decided on places, not on documents
              `length`, `position`   unsigned integers
              `anchor`  text, read for the hits shown

Numbers are in the machine's byte order: an index is disposable and does not travel.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3PostingsWriter


class PostingsWriter(W3PostingsWriter):
    """Blocks of arrays as bytes instead of tuples of numbers: they are read ten times faster."""

    def _mini_ids(self) -> bytes:
        return bytes(self._ids.tobytes())

    def _mini_weights(self) -> bytes | None:
        if all(weight == 1.0 for weight in self._weights):
            return None
        return array("I", map(int, self._weights)).tobytes()

    def _mini_values(self) -> bytes | None:
        return b"".join(self._values) if self._values else None


class Postings(W3LeafMatcher):
    """A posting list, read whole."""

    def arrays(self) -> tuple[array[int], array[int] | None, array[int] | None]:
        """(documents, occurrences if any is not 1, all positions one after the other)."""
        ids, weights, positions = array("I"), array("I"), array("I")
        while True:
            self._read_data()
            block_ids, block_weights, block_positions = self._data
            ids.frombytes(block_ids)
            if block_weights is None:
                weights.extend([1] * self._blocklength)
            else:
                weights.frombytes(block_weights)
            if block_positions is not None:
                positions.frombytes(block_positions)
            if self._lastblock:
                break
            self._goto(self._nextoffset)
        return ids, weights if len(ids) != sum(weights) else None, positions or None


class Codec(W3Codec):
    """Large blocks (a block is read whole anyhow) and no per-field lengths in the dictionary."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=1 << 16, compression=1)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        return PostingsWriter(
            dbfile,
            blocklimit=self._blocklimit,
            byteids=byteids,
            compression=self._compression,
            inlinelimit=self._inlinelimit,
        )

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        offset, length = terminfo.extent()
        return Postings(dbfile, offset, length, format_, term=term, scorer=scorer)


class Bag(fields.FieldType):
    """Analysed words as they come: no analyzer, no Token objects."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, int, bytes]]:
        for text, occurrences in Counter(value).items():
            yield text.encode(), occurrences, occurrences, b""


class Line(Bag):
    """Analysed words with their positions."""

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, int, bytes]]:
        places: dict[str, array[int]] = {}
        for place, text in enumerate(value):
            places.setdefault(text, array("I")).append(place)
        for text, positions in places.items():
            occurrences = len(positions)
            yield text.encode(), occurrences, occurrences, positions.tobytes()


class Numbers(columns.Column):
    """Unsigned integers, loaded in one read (Whoosh's NumericColumn unpacks one by one)."""

    class Writer(columns.ColumnWriter):
        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._values = array("I")

        def add(self, docnum: int, value: int) -> None:
            self._values.extend([0] * (docnum - len(self._values)))
            self._values.append(value)

        def finish(self, docnum: int) -> None:
            self._values.extend([0] * (docnum - len(self._values)))
            self._dbfile.write(self._values.tobytes())

    class Reader(columns.ColumnReader):
        def load(self) -> array[int]:
            values = array("I")
            values.frombytes(self._dbfile.get(self._basepos, self._doccount * values.itemsize))
            return values


class Values(columns.Column):
    """Few distinct values for many documents: a table, and numbers into it.

    Whoosh's RefBytesColumn is the same but drops every value after the 65,535th.
    """

    class Writer(Numbers.Writer):
        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._table: dict[tuple[str, ...], int] = {}

        def add(self, docnum: int, value: Any) -> None:
            super().add(docnum, self._table.setdefault(value, len(self._table)))

        def finish(self, docnum: int) -> None:
            super().finish(docnum)
            self._dbfile.write(json.dumps(list(self._table)).encode())

    class Reader(Numbers.Reader):
        def table(self) -> list[tuple[str, ...]]:
            start = self._doccount * array("I").itemsize
            text = self._dbfile.get(self._basepos + start, self._length - start)
            return [tuple(value) for value in json.loads(bytes(text))]


def schema() -> Any:
    bags = {field: Bag() for field in ("word", "part", "context", "report")}
    numbers = {column: fields.COLUMN(Numbers()) for column in ("length", "position")}
    return fields.Schema(
        stem=Line(),
        place=fields.COLUMN(Values()),
        anchor=fields.COLUMN(columns.VarBytesColumn()),
        **bags,
        **numbers,
    )
