"""Archives for measuring: filled with made reports as `ingest` fills them, without files.

Jobs for `speed_measure.call`. Threads are not followed: what they cost depends on how much a series
repeats itself, and `growth.py` measures that.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from index.archive import Archive, open_archive
from index.engine import Engine, open_engine
from index.parsed import pack
from index.plain import And, AnyOf, Phrase, Plain, Range, Term
from index.records import describe
from index.rows import Scope
from index.writer import open_to_write
from ingest.report import Report
from search.find import FACETS, understand
from tests.bench.speed_engines import HITS, Query, plain
from tests.bench.speed_items import ITEMS, queries, reports
from tests.bench.speed_measure import Watch, spread


def fill(items: int, folder: str) -> dict[str, Any]:
    """An archive of so many items; the cost of all but the making and reading of files."""
    made = list(reports(items))
    watch = Watch()
    _add(Path(folder), made)
    return watch.told()


def add_one(folder: str) -> dict[str, Any]:
    """One more report, of a series of its own, to an archive, made if there is none."""
    [made] = reports(ITEMS, seed=3)
    source = replace(made.source, sha256="f" * 64)
    watch = Watch()
    _add(Path(folder), [replace(made, title=f"{made.title} för sig", source=source)])
    return watch.told()


def _add(folder: Path, made: Iterable[Report]) -> None:
    with (
        patch("index.writer.Following.step", return_value=False),
        open_to_write(folder, create=True) as writer,
    ):
        with writer.transaction() as db:
            for report in made:
                db.execute(
                    "INSERT INTO renditions (sha256, name, media_type, bytes, pages, original,"
                    " title, date, compiled_at, added_at, parsed)"
                    " VALUES (?, ?, ?, 1, 0, '', ?, ?, NULL, '', ?)",
                    [
                        *(report.source.sha256, report.source.name, report.source.media_type),
                        *(report.title, report.date, pack(report)),
                    ],
                )
        writer.settle()


def analyse(folder: str, to: str) -> None:
    """Pickle what an archive's engine was given: whole, without parts and context, stems alone."""
    with open_archive(Path(folder)) as archive:
        catalogue = archive.catalogue
        batches = [
            describe(report, catalogue.sections(report.id)).batch
            for report in catalogue.reports(Scope())
        ]
    dropped: dict[str, dict[str, Any]] = {
        "whole": {},
        "words": {"parts": (), "context": ()},
        "stems": {"parts": (), "context": (), "words": ()},
    }
    for name, fields in dropped.items():
        less = [
            replace(batch, records=tuple(replace(record, **fields) for record in batch.records))
            for batch in batches
        ]
        Path(to, f"{name}.pickle").write_bytes(pickle.dumps(less))


def plain_queries(folder: str, number: int) -> list[Query]:
    """Queries as every engine can be asked them (`speed_engines.py`).

    Those with a word that the archive has not are left out: they cost nothing.
    """
    with open_archive(Path(folder)) as archive:
        asked = [_stems(_strict(archive, query.text), archive) for query in queries(number)]
    return [query for query in asked if query["phrase"] or (query["all"] and all(query["all"]))]


def _strict(archive: Archive, text: str) -> Plain:
    return understand(archive, text, Scope(), strict=True).plain


def _stems(tree: Plain, archive: Archive) -> Query:
    query: Query = {"all": [], "phrase": [], "since": "", "until": ""}
    for node in tree.nodes if isinstance(tree, And) else (tree,):
        match node:
            case Term() | AnyOf():
                terms = node.terms if isinstance(node, AnyOf) else (node,)
                words = [term.text for term in terms if term.field == "word"]
                stems = {term.text for term in terms if term.field == "stem"}
                stems |= {entry.stem for entry in archive.vocabulary.lookup(words)}
                query["all"].append(sorted(stems))
            case Phrase(slots):
                query["phrase"] += [slot[0] for slot in slots]
            case Range(_, low, high):
                query |= {"since": low, "until": high}
            case _:  # that one of the words stands in the item itself: here all do
                pass
    return query


def ask_as_people(folder: str, stems: str, number: int) -> dict[str, Any]:
    """Median and p95 in milliseconds of CPU from a query's text to its 20 best and the facets: with
    everything that is added to words, and with stems alone, of an index that has nothing else.

    What finds nothing is not asked once more for what is nearest.
    """
    whole, bare = [], []
    with open_archive(Path(folder)) as archive:
        engine = open_engine(Path(stems))
        for asked in queries(number):
            watch = Watch()
            _answer(archive.engine, understand(archive, asked.text, Scope()).plain)
            whole.append(watch.told()["cpu"] * 1e3)
        for asked in queries(number):
            watch = Watch()
            tree = _strict(archive, asked.text)
            understood = watch.told()["cpu"]
            tree = plain(_stems(tree, archive))
            watch = Watch()
            _answer(engine, tree)
            bare.append((understood + watch.told()["cpu"]) * 1e3)
        engine.close()
    return {"whole": spread(whole), "stems": spread(bare)}


def _answer(engine: Engine, tree: Plain) -> None:
    list(engine.search(tree, limit=HITS, facets=FACETS).hits)
