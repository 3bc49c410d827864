"""What the contract does not say: the folder, other processes, threads, damage."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from whoosh import query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import open_dir
from whoosh.writing import SegmentWriter

from index import whoosh_format, whoosh_segments
from index.engine import Batch, Record
from index.plain import AnyOf, Phrase, Term
from index.whoosh_engine import WhooshEngine
from index.whoosh_format import Codec, Words
from index.whoosh_writer import Writer
from ingest.errors import ArchiveError, Locked


def batch(report: str, *texts: str) -> Batch:
    return Batch(
        report,
        "1",
        tuple(
            Record(f"{report}#{n}", report, "s", "A", report[2:12], n, words, words)
            for n, words in enumerate(tuple(text.split()) for text in texts)
        ),
    )


def found(engine: WhooshEngine, text: str) -> list[str]:
    return [hit.anchor for hit in engine.search(Term("stem", text)).hits]


def test_an_index_is_there_after_closing(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.replace([batch("s/2025-01-01", "x y")])
    engine.close()
    engine = WhooshEngine(tmp_path)
    assert found(engine, "y") == ["s/2025-01-01#0"]
    engine.close()


def test_a_commit_is_seen_by_those_who_had_it_open(tmp_path: Path) -> None:
    reader, writer = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    assert found(reader, "x") == []
    writer.replace([batch("s/2025-01-01", "x")])
    assert found(reader, "x") == ["s/2025-01-01#0"]
    reader.close()
    writer.close()


def test_an_answer_streams_on_while_a_commit_replaces_what_it_is_from(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.replace([batch("s/2025-01-01", *["x"] * 50)])
    hits = engine.search(Term("stem", "x")).hits
    next(hits)
    engine.replace([batch("s/2025-01-01", "y")])
    assert found(engine, "x") == []
    assert len(list(hits)) == 49
    engine.close()


def test_threads_share_an_engine(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.replace([batch(f"s/2025-01-{day:02}", *[f"x w{n}" for n in range(50)])
                    for day in range(1, 21)])  # fmt: skip
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: sorted(found(engine, f"w{n % 50}")), range(400)))
    assert all(len(answer) == 20 for answer in answers)
    assert all(
        anchor.endswith(f"#{n % 50}") for n, answer in enumerate(answers) for anchor in answer
    )
    engine.close()


def test_a_segment_without_living_documents_is_dropped(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    for _ in range(5):
        engine.replace([batch("s/2025-01-01", "x")])
    assert len(list(tmp_path.glob("*.trm"))) == 1
    engine.close()


def test_a_killed_commit_leaves_the_old_index(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.replace([batch("s/2025-01-01", "x")])
    engine.close()
    script = f"""
import os, sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
from whoosh.index import TOC
from index.whoosh_engine import WhooshEngine
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_whoosh_engine import batch
TOC.write = lambda *_: os._exit(9)
batches = [batch("s/2025-01-01", "y"), batch("s/2025-02-01", "x")]
WhooshEngine(Path({str(tmp_path)!r})).replace(batches)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    engine = WhooshEngine(tmp_path)
    assert found(engine, "x") == ["s/2025-01-01#0"]
    engine.replace([batch("s/2025-02-01", "x")])  # its lock died with it
    assert found(engine, "x") == ["s/2025-02-01#0", "s/2025-01-01#0"]
    engine.close()


# Whoosh leaves a file open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", [b"", b"\x00" * 50, b"not a table of contents"])
def test_a_damaged_index_says_what_to_do(tmp_path: Path, damage: bytes) -> None:
    engine = WhooshEngine(tmp_path)
    engine.replace([batch("s/2025-01-01", "x")])
    engine.close()
    for toc in tmp_path.glob("*.toc"):
        toc.write_bytes(damage)
    with pytest.raises(ArchiveError, match="sparhund rebuild"):
        WhooshEngine(tmp_path)


def test_a_second_writer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_segments, "LOCK_SECONDS", 0.1)
    engine = WhooshEngine(tmp_path)

    def batches() -> Iterator[Batch]:
        yield batch("s/2025-01-01", "x")
        with pytest.raises(Locked):
            other.replace([batch("s/2025-01-01", "y")])

    other = WhooshEngine(tmp_path)
    engine.replace(batches())
    assert found(engine, "x") == ["s/2025-01-01#0"]
    engine.close()
    other.close()


def test_long_items_keep_their_counts_and_positions(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    long = " ".join(["x", *(["a"] * 70_000), "y", "z"])
    engine.replace([batch("s/2025-01-01", long, "y a", "z y")])
    phrase = engine.search(Phrase((("y",), ("z",))))
    assert [hit.anchor for hit in phrase.hits] == ["s/2025-01-01#0"]
    assert sorted(found(engine, "a")) == ["s/2025-01-01#0", "s/2025-01-01#1"]
    assert engine.search(Phrase((("z",), ("y",)))).total == 1
    engine.close()


def test_many_alternatives_over_many_segments(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    for day in range(1, 6):
        engine.replace([batch(f"s/2025-01-{day:02}", *[f"w{n} w{n}" for n in range(day)])])
    hits = engine.search(AnyOf(tuple(Term("stem", f"w{n}") for n in range(200))))
    assert hits.total == 15
    assert hits.reports == 5
    engine.close()


def test_stock_whoosh_reads_the_same_files(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.replace([batch("s/2025-01-01", "x y x", "y x", "z")])
    engine.close()
    opened = open_dir(tmp_path, indexname=whoosh_segments.NAME)
    matcher = W3Codec.postings_reader
    with patch.object(Codec, "postings_reader", matcher), opened.searcher() as searcher:
        postings = searcher.postings("stem", "x")
        assert list(postings.items_as("positions")) == [(0, [0, 2]), (1, [1])]
        assert searcher.postings("stem", "x").weight() == 2.0
        phrase = query.Phrase("stem", ["x", "y"])
        assert list(searcher.docs_for_query(phrase)) == [0]


def terms_of(folder: Path) -> list[tuple[str, bytes]]:
    """The terms that a walk through an index meets."""
    with open_dir(folder, indexname=whoosh_segments.NAME).reader() as reader:
        return list(reader.all_terms())


def contents(folder: Path, terms: Sequence[tuple[str, bytes]]) -> dict[object, object]:
    """What stock Whoosh reads in an index: these terms' postings, every document's columns."""
    with open_dir(folder, indexname=whoosh_segments.NAME).reader() as reader:
        found: dict[object, object] = {}
        for field, text in terms:
            assert (field, text) in reader
            info = reader.term_info(field, text)
            kind = "positions" if field == "stem" else "weight"
            found[field, text] = (
                (info.doc_frequency(), info.weight(), info.max_weight(), info.min_id()),
                list(reader.postings(field, text).items_as(kind)),
            )
        anchors = reader.column_reader("anchor")
        found["anchors"] = [anchors[number] for number in range(reader.doc_count_all())]
        return found


def stemmed(record: Record) -> Record:
    return replace(record, stems=tuple(word[:3] for word in record.words))


def stock_postings(
    field: Words, value: Sequence[str], **_: object
) -> Iterator[tuple[bytes, int, int, bytes]]:
    """What a field gives Whoosh's own writer."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(value):
        places.setdefault(text, []).append(place)
    for text, positions in places.items():
        whole = field.format.supports("positions")
        stored = whoosh_format.POSITIONS.encode(positions) if whole else b""
        yield text.encode(), len(positions), len(positions), stored


def test_the_writer_writes_what_the_stock_writer_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Words, "index", stock_postings)
    chance = random.Random(1)
    words = [*"abcåäö", *(f"w{n}" for n in range(300))]
    texts = [" ".join(chance.choices(words, k=chance.randrange(1, 40))) for _ in range(200)]
    batches = [
        Batch(made.report, "1", tuple(map(stemmed, made.records)))
        for made in (
            batch("s/2025-01-01", *texts),
            batch("s/2025-01-02", *texts[:50], "åäö"),
        )
    ]
    for name, writer in (("own", Writer), ("stock", SegmentWriter)):
        monkeypatch.setattr(whoosh_segments, "Writer", writer)
        monkeypatch.setattr(whoosh_format, "BLOCK", 50)  # several blocks a list
        engine = WhooshEngine(tmp_path / name)
        engine.replace(batches)
        engine.close()
    own, stock = tmp_path / "own", tmp_path / "stock"
    terms = terms_of(stock)
    assert contents(own, terms) == contents(stock, terms)
    alone = set(terms) - set(terms_of(own))
    assert ("word", b"w1") in alone  # the only one of its stem: its postings are the stem's
    assert ("word", b"w11") not in alone
    assert {field for field, _ in alone} == {"word"}


def test_each_word_has_one_stem_or_nothing_is_written(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    whole = batch("s/2025-01-01", "avgift beslut")
    with pytest.raises(ValueError, match="shorter"):
        engine.replace([Batch("r", "1", (replace(whole.records[0], stems=("avgift",)),))])
    engine.replace([whole])
    assert found(engine, "beslut") == found(engine, "avgift") != []
    engine.close()


def test_opening_an_index_imports_no_network_and_leaves_it_importable(tmp_path: Path) -> None:
    script = f"""
import sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
from index.engine import open_engine
open_engine(Path({str(tmp_path)!r})).close()
print(sorted({{"asyncio", "urllib.request", "http.client", "email"}} & set(sys.modules)))
from urllib.request import urlopen
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert done.stdout == b"[]\n"


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("", "the stand-ins are gone, and with them a module without a spec"),
        ("import cached_property, urllib.request", "real modules that were there stay"),
        (
            "from threading import Event, Thread; Thread(target=Event().wait, daemon=True).start()",
            "another thread may want the real ones at any moment",
        ),
    ],
)
def test_importing_whoosh_leaves_no_module_that_is_not_real(before: str, why: str) -> None:
    program = f"""{before}
from index.whoosh_imports import import_whoosh
import_whoosh()
import cached_property, html, importlib.util, urllib.request
from whoosh.lang import dmetaphone, porter
assert importlib.util.find_spec("cached_property").origin
assert cached_property.threaded_cached_property and urllib.request.urlopen
assert html.unescape("&aring;") == "å" and dmetaphone.double_metaphone and porter.stem
from index.whoosh_engine import WhooshEngine
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, (why, done.stderr)
