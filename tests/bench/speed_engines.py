"""Indexes side by side: each job builds one from the same analysed records, or asks it queries.

A record's stems are the text that rivals get, joined by spaces, with the words of their own
tokenizers switched off as far as they go: SQLite FTS5 (`unicode61`), Xapian (positions, no
stemmer), tantivy (`whitespace`), Whoosh (its stock schema: TEXT over a splitting analyzer). All
keep positions, the date and the section. `ours` indexes what else a record has, too.

Queries are sets of stems: what each engine can say of term, AND, phrase, prefix (written out as its
words), fuzzy (the same), and a range of dates; 20 hits and, but for tantivy and Whoosh, the counts
by section and month.
"""

from __future__ import annotations

import gc
import pickle
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.engine import Batch, Record
from index.plain import And, AnyOf, Phrase, Plain, Range, Term
from tests.bench.speed_measure import Watch, spread

Query = dict[str, Any]  # {"all": [[stem, …], …], "phrase": […], "since", "until"}
HITS = 20


def at_hand(engine: str) -> str:
    """Which engine that is, with its version. Raises ImportError where it is not installed."""
    if engine == "fts5":
        return f"SQLite FTS5 {sqlite3.sqlite_version}"
    if engine == "xapian":
        import xapian

        return f"Xapian {xapian.version_string()}"
    if engine == "tantivy":
        import tantivy

        return f"tantivy {tantivy.__version__.split(',')[0].rpartition('v')[2]}"
    return engine


def build(engine: str, batches: str, folder: str) -> dict[str, Any]:
    """Index what is pickled in `batches` with an engine; its cost and the bytes on the disk."""
    read: list[Batch] = pickle.loads(Path(batches).read_bytes())
    gc.collect()
    gc.freeze()
    place = Path(folder)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    watch = Watch()
    _BUILDERS[engine](read, place)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return watch.told(bytes=size)


def ask(engine: str, queries: Sequence[Query], folder: str) -> dict[str, Any]:
    """Median and p95 in milliseconds of CPU over the queries, each asked once; what each found.

    What an engine reads at its first query is not counted. Found are numbers of items.
    """
    asker = _ASKERS[engine](Path(folder))
    asker(queries[0])
    seconds, totals = [], []
    for query in queries:
        began = time.process_time()
        totals.append(asker(query))
        seconds.append((time.process_time() - began) * 1e3)
    median, p95 = spread(seconds)
    return {"median": median, "p95": p95, "totals": totals}


def records(batches: Sequence[Batch]) -> Iterator[Record]:
    """All of them."""
    return (record for batch in batches for record in batch.records)


# -- ours


def _build_ours(batches: Sequence[Batch], folder: Path) -> None:
    from index.engine import open_engine

    engine = open_engine(folder)
    engine.replace(batches)
    engine.close()


def _ask_ours(folder: Path) -> Callable[[Query], int]:
    from index.engine import open_engine

    engine = open_engine(folder)

    def asker(query: Query) -> int:
        facets: Any = ("section", "series", "year", "month")
        answer = engine.search(plain(query), limit=HITS, facets=facets)
        list(answer.hits)
        return answer.total

    return asker


def plain(query: Query) -> Plain:
    """The query as our engines take it."""
    nodes: list[Plain] = [AnyOf(tuple(Term("stem", s) for s in one)) for one in query["all"]]
    if query["phrase"]:
        nodes.append(Phrase(tuple((stem,) for stem in query["phrase"])))
    if query["since"]:
        nodes.append(Range("date", query["since"], query["until"]))
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


# -- SQLite FTS5


def _build_fts5(batches: Sequence[Batch], folder: Path) -> None:
    db = sqlite3.connect(folder / "fts5.sqlite")
    db.execute(
        "CREATE VIRTUAL TABLE items USING fts5(stems, anchor UNINDEXED, section UNINDEXED,"
        " date UNINDEXED, tokenize=\"unicode61 remove_diacritics 0 tokenchars ':.-'\")"
    )
    db.executemany(
        "INSERT INTO items VALUES (?, ?, ?, ?)",
        ((" ".join(r.stems), r.anchor, r.section, r.date) for r in records(batches)),
    )
    db.commit()
    db.close()


def _ask_fts5(folder: Path) -> Callable[[Query], int]:
    db = sqlite3.connect(folder / "fts5.sqlite")

    def asker(query: Query) -> int:
        said = [" OR ".join(f'"{stem}"' for stem in one) or '""' for one in query["all"]]
        said += [f'"{" ".join(query["phrase"])}"'] if query["phrase"] else []
        dated = " AND date BETWEEN ? AND ?" if query["since"] else ""
        values = [" AND ".join(f"({one})" for one in said)]
        values += [query["since"], query["until"]] if dated else []
        found = db.execute(f"{_FTS5_FOUND}{dated}){_FTS5_TOLD}", values).fetchall()
        return int(found[0][1])

    return asker


# Matched and ranked once; the best and the counts are taken from that.
_FTS5_FOUND = (
    "WITH found AS MATERIALIZED (SELECT rowid, rank AS score, section, substr(date, 1, 7) AS month"
    " FROM items WHERE items MATCH ?"
)
_FTS5_TOLD = (
    " SELECT 'total', count(*) FROM found"
    " UNION ALL SELECT section, count(*) FROM found GROUP BY 1"
    " UNION ALL SELECT month, count(*) FROM found GROUP BY 1"
    f" UNION ALL SELECT (SELECT anchor FROM items WHERE items.rowid = best.rowid), 0"
    f" FROM (SELECT rowid FROM found ORDER BY score LIMIT {HITS}) AS best"
)


# -- Whoosh as it comes


def _build_whoosh(batches: Sequence[Batch], folder: Path) -> None:
    from whoosh import analysis, index
    from whoosh.fields import ID, TEXT, Schema

    schema = Schema(
        anchor=ID(stored=True, unique=True),
        section=ID(stored=True),
        date=ID(stored=True),
        stems=TEXT(analyzer=analysis.SpaceSeparatedTokenizer()),
    )
    writer = index.create_in(str(folder), schema).writer()
    for r in records(batches):
        writer.add_document(
            anchor=r.anchor, section=r.section or "-", date=r.date, stems=" ".join(r.stems)
        )
    writer.commit()


def _ask_whoosh(folder: Path) -> Callable[[Query], int]:
    from whoosh import index
    from whoosh import query as wq

    searcher = index.open_dir(str(folder)).searcher()

    def asker(query: Query) -> int:
        nodes: list[Any] = [wq.Or([wq.Term("stems", s) for s in one]) for one in query["all"]]
        if query["phrase"]:
            nodes.append(wq.Phrase("stems", query["phrase"]))
        if query["since"]:
            nodes.append(wq.TermRange("date", query["since"], query["until"]))
        results = searcher.search(wq.And(nodes).normalize(), limit=HITS)
        [hit["anchor"] for hit in results]
        return len(results)

    return asker


# -- tantivy


def _build_tantivy(batches: Sequence[Batch], folder: Path) -> None:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="position")
    for name in ("anchor", "section"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw")
    builder.add_integer_field("date", stored=True, indexed=True)
    writer = tantivy.Index(builder.build(), path=str(folder)).writer(num_threads=1)
    for r in records(batches):
        kept = {"anchor": r.anchor, "section": r.section, "date": int(r.date.replace("-", ""))}
        writer.add_document(tantivy.Document(stems=" ".join(r.stems), **kept))
    writer.commit()
    writer.wait_merging_threads()


def _ask_tantivy(folder: Path) -> Callable[[Query], int]:
    import tantivy

    index = tantivy.Index.open(str(folder))
    schema, searcher = index.schema, index.searcher()
    must = tantivy.Occur.Must

    def asker(query: Query) -> int:
        nodes = [
            (must, tantivy.Query.term_set_query(schema, "stems", one))
            if len(one) > 1
            else (must, tantivy.Query.term_query(schema, "stems", one[0]))
            for one in query["all"]
            if one
        ]
        if query["phrase"]:
            nodes.append((must, tantivy.Query.phrase_query(schema, "stems", query["phrase"])))
        if query["since"]:
            ends = [int(query[end].replace("-", "")) for end in ("since", "until")]
            of_integers = tantivy.FieldType.Integer
            nodes.append((must, tantivy.Query.range_query(schema, "date", of_integers, *ends)))
        answer = searcher.search(tantivy.Query.boolean_query(nodes), HITS, count=True)
        [searcher.doc(address)["anchor"] for _, address in answer.hits]
        return int(answer.count)

    return asker


# -- Xapian, in Debian's Python


def _build_xapian(batches: Sequence[Batch], folder: Path) -> None:
    import xapian

    db = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
    for r in records(batches):
        document = xapian.Document()
        for position, stem in enumerate(r.stems):
            document.add_posting(stem, position)
        document.set_data(r.anchor)
        document.add_value(0, r.date)
        document.add_value(1, r.section)
        document.add_value(2, r.date[:7])
        db.add_document(document)
    db.commit()
    db.close()


def _ask_xapian(folder: Path) -> Callable[[Query], int]:
    import xapian

    db = xapian.Database(str(folder / "xapian"))

    def asker(query: Query) -> int:
        nodes = [xapian.Query(xapian.Query.OP_SYNONYM, one) for one in query["all"]]
        if query["phrase"]:
            nodes.append(xapian.Query(xapian.Query.OP_PHRASE, query["phrase"]))
        if query["since"]:
            between = (0, query["since"], query["until"])
            nodes.append(xapian.Query(xapian.Query.OP_VALUE_RANGE, *between))
        enquire = xapian.Enquire(db)
        enquire.set_query(xapian.Query(xapian.Query.OP_AND, nodes))
        counts = [xapian.ValueCountMatchSpy(slot) for slot in (1, 2)]
        for count in counts:
            enquire.add_matchspy(count)
        found = enquire.get_mset(0, HITS, db.get_doccount())
        [match.document.get_data() for match in found]
        return int(found.get_matches_estimated())

    return asker


_BUILDERS: dict[str, Callable[[Sequence[Batch], Path], None]] = {
    "ours": _build_ours,
    "fts5": _build_fts5,
    "whoosh": _build_whoosh,
    "tantivy": _build_tantivy,
    "xapian": _build_xapian,
}
_ASKERS: dict[str, Callable[[Path], Callable[[Query], int]]] = {
    "ours": _ask_ours,
    "fts5": _ask_fts5,
    "whoosh": _ask_whoosh,
    "tantivy": _ask_tantivy,
    "xapian": _ask_xapian,
}
