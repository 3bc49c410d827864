"""The format of a segment: Whoosh's own, which stock Whoosh reads too, with columns of ours.

    terms     fields `word`, `part`, `context`, `head`: documents and occurrences; `stem`: positions
              too; `report`: documents, to delete by
    columns   `place`   the distinct (report, digest, series, date, section), and for each document
                        which; an archive has some eight places a report, so filters, facets, counts
                        of reports and dates are decided on places, not on documents
              `length`, `position`   unsigned integers
              `anchor`  text, read for the hits shown
    alone     among the dictionary's extras: the surfaces that alone have their stem, each with it.
              Their postings are the stem's and stand there only

What is done otherwise than stock Whoosh does it, and what each gains with all fields of 10,000
items (`docs/benchmarks.md` has the whole of it):

    SHORT     nine terms of ten have a few postings: they stand in the dictionary, as Whoosh reads
              but cannot write them. The build is 1.7 times as fast, the index 0.81 of the size
    Writer    postings are gathered term by term (`whoosh_writer.py`): with SHORT, 2.3 times as fast
    Values    sections, dates and reports are arrays and one list of texts, read at once
    alone     numbers, names, rare words: a third of the surfaces and two fifths of what they hold.
              The index is 0.92 of the size at 100,000 items

Posting blocks as bytes of arrays instead of Whoosh's tuples were tried: over 200 mixed queries at
100,000 items 1.4 times the speed while lists are read for the first time, 1.1 times after that, the
build and the size the same within a tenth. Not worth a format that nothing else reads.

Numbers in columns are in the machine's byte order: an index is disposable and does not travel.
"""

from __future__ import annotations

import json
import pickle
import zlib
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import (
    W3Codec,
    W3FieldWriter,
    W3LeafMatcher,
    W3PostingsWriter,
    W3TermInfo,
    W3TermsReader,
)
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermNotFound
from whoosh.system import pack_ushort

POSITIONS = formats.Positions()
BLOCK = 1 << 16  # postings; a list is read whole anyhow
SHORT = 16  # postings; a block of no more does not get shorter by compression


class Gathered(NamedTuple):
    """A term's postings: documents in rising order, occurrences, and positions if it has them."""

    documents: array[int]
    counts: array[int]
    values: list[bytes]


class PostingsWriter(W3PostingsWriter):
    """Takes a term's postings all at once."""

    def add_all(self, gathered: Gathered) -> None:
        for start in range(0, len(gathered.documents), BLOCK):
            if start:
                self._write_block()
            block = slice(start, start + BLOCK)
            self._ids, self._values = gathered.documents[block], gathered.values[block]
            self._weights = array("f", gathered.counts[block])
            self._maxweight = max(self._weights)


class FieldWriter(W3FieldWriter):
    """Passes them on; short lists go to the dictionary, which Whoosh reads but never writes."""

    def add_term(self, text: bytes, gathered: Gathered) -> None:
        documents, counts, values = gathered
        if len(documents) > SHORT:
            self.start_term(text)
            self._postwriter.add_all(gathered)
            self.finish_term()
            return
        ends = (max(counts), documents[0], documents[-1])
        layout = W3TermInfo._struct  # noqa: SLF001 — the layout in which Whoosh reads it
        about = layout.pack(1, sum(counts), len(documents), 0, 0, *ends)
        lists = pickle.dumps((tuple(documents), tuple(counts), tuple(values)), 2)
        self._tindex.add(pack_ushort(self._fieldid) + text, about + lists)

    def add_alone(self, stems: Mapping[str, str]) -> None:
        """The surfaces that stand under their stem."""
        self._tindex.extras["alone"] = zlib.compress(json.dumps(stems, ensure_ascii=False).encode())


class TermsReader(W3TermsReader):
    """Finds the surfaces that alone have their stem there; a walk over all terms leaves them out.

    The table is read when the first surface is asked for: few queries ask for one.
    """

    @cached_property
    def _alone(self) -> dict[str, str]:
        table = self._tindex.extras.get("alone")  # not written by Whoosh's own writer
        return dict(json.loads(zlib.decompress(table))) if table else {}

    def _key(self, field: str, text: bytes) -> bytes:
        if field == "word" and text.decode() in self._alone:
            field, text = "stem", self._alone[text.decode()].encode()
        key: bytes = self._keycoder(field, text)
        return key

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._key(*term) in self._tindex

    def _range_for_key(self, field: str, text: bytes) -> Any:
        return self._tindex.range_for_key(self._key(field, text))

    def term_info(self, field: str, text: bytes) -> Any:
        try:
            return W3TermInfo.from_bytes(self._tindex[self._key(field, text)])
        except KeyError:
            raise TermNotFound(f"No term {field}:{text!r}") from None


class Arrays(NamedTuple):
    """A posting list read whole: documents, occurrences if any is not 1, and each document's
    positions if the field has them, as `positions_in` reads them."""

    documents: array[int]
    counts: array[int] | None
    positions: Sequence[bytes] | None


class Inlined(ListMatcher):
    """A posting list in the dictionary."""

    def arrays(self) -> Arrays:
        counts = array("I", self._weights)
        once = max(counts) == 1
        return Arrays(array("I", self._ids), None if once else counts, self._values or None)


class Postings(W3LeafMatcher):
    """A posting list in blocks."""

    def arrays(self) -> Arrays:
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
        return Arrays(ids, weights if len(ids) != sum(weights) else None, values or None)


@lru_cache(maxsize=4096)
def encoded(positions: tuple[int, ...]) -> bytes:
    """Most words stand once in an item, and near its beginning."""
    made: bytes = POSITIONS.encode(positions)
    return made


@lru_cache(maxsize=4096)
def positions_in(value: bytes) -> tuple[int, ...]:
    """The positions that are stored with a posting."""
    return tuple(POSITIONS.decode_positions(value))


class Codec(W3Codec):
    """Large blocks, and no per-field lengths in the dictionary."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=1)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return FieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> Any:
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return TermsReader(self, storage.open_file(name), storage.file_length(name), postings)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        return PostingsWriter(dbfile, BLOCK, byteids, compression=1)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        if terminfo.is_inlined():
            return Inlined(*terminfo.inlined_postings(), format_, term=term, terminfo=terminfo)
        offset, length = terminfo.extent()
        return Postings(dbfile, offset, length, format_, term=term, scorer=scorer)


class Words(fields.FieldType):
    """Analysed words as they come, with or without positions: no analyzer, no Token objects."""

    def __init__(self, format_: Any) -> None:
        super().__init__(format_, None)


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
    """Few distinct tuples of texts for many documents: a table, and for each document its row.

    A table's fields are numbers, too, of texts: a report's digest stands in the rows of all of its
    sections. Each field is an array, so that no row is read by itself. (RefBytesColumn of Whoosh
    drops every value after the 65,535th.)
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
            fields_ = list(zip(*self._table, strict=True))
            self._dbfile.write(array("I", [len(self._table), len(fields_)]).tobytes())
            for field in fields_:
                self._dbfile.write(array("I", map(texts.__getitem__, field)).tobytes())
            self._dbfile.write(json.dumps(list(texts)).encode())

    class Reader(Numbers.Reader):
        def table(self) -> tuple[list[array[int]], list[str]]:
            """Each field's numbers, row by row, and the texts that they are of."""
            start = self._doccount * array("I").itemsize
            stored = bytes(self._dbfile.get(self._basepos + start, self._length - start))
            size = array("I").itemsize
            rows, count = array("I", stored[: 2 * size])
            ends = [size * (2 + rows * n) for n in range(count + 1)]
            fields_ = [array("I", stored[one:other]) for one, other in pairwise(ends)]
            return fields_, json.loads(stored[ends[-1] :])


def schema() -> Any:
    names = ("word", "part", "context", "head", "report")
    bags = {name: Words(formats.Existence()) for name in names}
    numbers = {column: fields.COLUMN(Numbers()) for column in ("length", "position")}
    return fields.Schema(
        stem=Words(POSITIONS),
        place=fields.COLUMN(Values()),
        anchor=fields.COLUMN(columns.VarBytesColumn()),
        **bags,
        **numbers,
    )
