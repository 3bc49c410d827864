"""What the contract does not say: the folder, other processes, threads, damage."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import whoosh_segments
from index.engine import Batch, Record
from index.plain import AnyOf, Phrase, Term
from index.whoosh_engine import WhooshEngine
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
