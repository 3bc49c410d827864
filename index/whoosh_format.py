"""The format of a segment: Whoosh's own, which stock Whoosh reads too, with columns of ours.

    terms     fields `word`, `part`, `context`: documents and occurrences; `stem`: positions too;
              `report`: documents, to delete by
    columns   `place`   the distinct (report, digest, series, date, section), and for each document
                        which; an archive has some eight places a report, so filters, facets, counts
                        of reports and dates are decided on places, not on documents
              `length`, `position`   unsigned integers
              `anchor`  text, read for the hits shown

Posting blocks as bytes of arrays instead of Whoosh's tuples were tried: over 200 mixed queries at
100,000 items 1.4 times the speed while lists are read for the first time, 1.1 times after that, the
build and the size the same within a tenth. Not worth a format that nothing else reads.

Numbers in columns are in the machine's byte order: an index is disposable and does not travel.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter

POSITIONS = formats.Positions()
BLOCK = 1 << 16  # postings; a list is read whole anyhow
TINY = 16  # postings; a block of no more does not get shorter by compression


class Gathered(NamedTuple):
    """A term's postings: documents in rising order, occurrences, and positions if it has them."""

    documents: array[int]
    weights: array[float]
    values: list[bytes]


class PostingsWriter(W3PostingsWriter):
    """Takes a term's postings all at once."""

    def add_all(self, gathered: Gathered) -> None:
        self._compression = 1 if len(gathered.documents) > TINY else 0
        for start in range(0, len(gathered.documents), BLOCK):
            if start:
                self._write_block()
            block = slice(start, start + BLOCK)
            self._ids, self._weights = gathered.documents[block], gathered.weights[block]
            self._values = gathered.values[block]
            self._maxweight = max(self._weights)


class FieldWriter(W3FieldWriter):
    """Passes them on."""

    def add_all(self, gathered: Gathered) -> None:
        self._postwriter.add_all(gathered)


class Postings(W3LeafMatcher):
    """A posting list that can be read whole."""

    def arrays(self) -> tuple[array[int], array[int] | None, list[bytes] | None]:
        """(documents, occurrences if any is not 1, each document's positions if the field has
        them, as `positions_in` reads them)."""
        ids, weights = array("I"), array("I")
        values: list[bytes] = []
        while True:
            self._read_data()
            differences, block_weights, block_values = self._data
            ids.extend(accumulate(differences))
            if isinstance(block_weights, tuple):
                weights.extend(map(int, block_weights))
            else:  # the same for all; None is 1
                weights.extend([int(block_weights or 1)] * self._blocklength)
            values += block_values or ()
            if self._lastblock:
                break
            self._goto(self._nextoffset)
        return ids, weights if len(ids) != sum(weights) else None, values or None


@lru_cache(maxsize=4096)
def _encoded(positions: tuple[int, ...]) -> bytes:
    """Most words stand once in an item, and near its beginning."""
    encoded: bytes = POSITIONS.encode(positions)
    return encoded


def positions_in(value: bytes) -> list[int]:
    """The positions that are stored with a posting."""
    found: list[int] = POSITIONS.decode_positions(value)
    return found


class Codec(W3Codec):
    """Large blocks, and no per-field lengths in the dictionary."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=1)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        return PostingsWriter(dbfile, BLOCK, byteids, compression=1)

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

    def __init__(self) -> None:
        fields.FieldType.__init__(self, POSITIONS, None)

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, int, bytes]]:
        places: dict[str, list[int]] = {}
        for place, text in enumerate(value):
            places.setdefault(text, []).append(place)
        for text, positions in places.items():
            occurrences = len(positions)
            yield text.encode(), occurrences, occurrences, _encoded(tuple(positions))


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

    The table's rows are numbers, too, of texts: a report's digest stands in the rows of all of its
    sections.
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
            texts = {text: n for n, text in enumerate(dict.fromkeys(chain(*self._table)))}
            rows = [[texts[text] for text in value] for value in self._table]
            self._dbfile.write(json.dumps([list(texts), rows]).encode())

    class Reader(Numbers.Reader):
        def table(self) -> list[tuple[str, ...]]:
            start = self._doccount * array("I").itemsize
            stored = self._dbfile.get(self._basepos + start, self._length - start)
            texts, rows = json.loads(bytes(stored))
            return [tuple(map(texts.__getitem__, row)) for row in rows]


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
