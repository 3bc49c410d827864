"""Quality against a known truth: `uv run python -m tests.bench.quality`.

Prints one table per subject. The truth is the corpus's (`corpus/truth.json`), or with `--seed N`
that of a second chronicle, generated and rendered for the occasion, that nobody has tuned on.

    --only structure,topics    these subjects alone
    --producer TEXT            files of producers whose name contains TEXT (structure)
    --show N                   the first N deviations of each producer, misses of each topic, …
    --write docs/quality.md    put the tables into that page, dated; with --seed in their own part
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from index.rows import EVERYTHING
from search.deadlines import promised
from search.find import find, matching
from search.gaps import missing
from search.names import names
from search.trace import follow
from tests.bench import (
    deadline_scores,
    known,
    name_scores,
    page,
    series_scores,
    structure_scores,
    thread_table,
    topic_scores,
)
from tests.bench.deviations import shown
from tests.bench.holding import Holding, holding
from tests.bench.reading import read, read_scans
from tests.bench.score import Table
from tests.bench.thread_scores import ThreadScores, thread_scores

CORPUS = Path(__file__).parents[2] / "corpus"
SUBJECTS = ("structure", "series", "gaps", "editions", "topics", "threads", "deadlines", "names")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    subjects: tuple[str, ...]
    seed: int | None
    producer: str
    show: int
    write: Path | None


def main() -> int:
    """Print the tables that were asked for, and write them where that was asked."""
    options = _options()
    tables: list[Table] = []
    with _material(options.seed) as (truth, folder):
        for one in _tables(truth, folder, options):
            print(f"{one}\n", flush=True)
            tables.append(one)
    if options.write:
        page.write(options.write, tables, date.today(), options.seed)
    return 0


def _options() -> Options:
    parser = argparse.ArgumentParser(
        prog="tests.bench.quality",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", default=",".join(SUBJECTS), metavar="SUBJECTS")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--producer", default="", metavar="TEXT")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    asked = parser.parse_args()
    subjects = tuple(asked.only.split(","))
    if unknown := set(subjects) - set(SUBJECTS):
        parser.error(f"no subject {', '.join(sorted(unknown))}; there are {', '.join(SUBJECTS)}")
    return Options(subjects, asked.seed, asked.producer, asked.show, asked.write)


@contextmanager
def _material(seed: int | None) -> Iterator[tuple[known.Truth, Path]]:
    """The truth and the folder of its files."""
    if seed is None:
        yield known.load(CORPUS / "truth.json"), CORPUS / "reports"
        return
    if find_spec("jinja2") is None:
        raise SystemExit(
            "Rendering needs more: uv run --group corpus python -m tests.bench.quality"
        )
    from corpus.generate import generate
    from tests.bench.rendering import render

    with TemporaryDirectory() as folder:
        yield render(generate(seed), Path(folder)), Path(folder)


def _tables(truth: known.Truth, folder: Path, options: Options) -> Iterator[Table]:
    if "structure" in options.subjects:
        readings = read(truth, folder, options.producer)
        yield structure_scores.table(readings)
        yield structure_scores.agreement_table(readings)
        if scans := read_scans(truth, folder):
            yield structure_scores.table(scans, "Scans, read by OCR")
        if options.show:
            print(shown(readings, options.show) + "\n")
    if set(options.subjects) - {"structure"}:
        with holding(truth, folder) as held:
            for subject in SUBJECTS[1:]:
                if subject in options.subjects:
                    yield from _OF_ARCHIVE[subject](truth, held, options.show)


# ------------------------------------------------------------------ of an archive


def _series(truth: known.Truth, held: Holding, _: int) -> Iterator[Table]:
    catalogue = held.archive.catalogue
    yield series_scores.series_table(truth, catalogue.series(), list(catalogue.reports()))
    failed = {one.name: one.reason for one in held.taken.failed}
    yield series_scores.ledger_table(truth, failed)


def _gaps(truth: known.Truth, held: Holding, show: int) -> Iterator[Table]:
    came: dict[str, list[str]] = {}
    for gap in missing(held.archive.catalogue, EVERYTHING):
        came.setdefault(gap.series, []).append(gap.date)
    yield series_scores.gaps_table(truth, came)
    if show:
        print(f"{came}\n")


def _editions(truth: known.Truth, held: Holding, _: int) -> Iterator[Table]:
    yield series_scores.editions_table(truth, held.archive.catalogue.reports())


def _topics(truth: known.Truth, held: Holding, show: int) -> Iterator[Table]:
    scores = []
    texts = known.texts(truth)
    for topic in truth["topics"]:
        query = topic["query"]
        found = find(held.archive, query, EVERYTHING, limit=None)
        came = {held.known(hit.anchor) for hit in found.hits}
        expanded, anchors = matching(held.archive, query, EVERYTHING)
        trace = follow(held.archive.catalogue, query, expanded.understood, anchors, found.searched)
        threads = [
            {held.known(version.anchor) for version in thread.versions} for thread in trace.threads
        ]
        scores.append(
            topic_scores.TopicScore(
                query,
                topic_scores.items(topic, came),
                topic_scores.threads(topic, truth["threads"], threads),
                nearest=found.matched == "nearest",
            )
        )
        if show:
            print("\n".join([query, *topic_scores.explained(topic, came, texts, show)]))
    yield topic_scores.table(scores)


def _threads(truth: known.Truth, held: Holding, show: int) -> Iterator[Table]:
    scores: dict[str, ThreadScores] = {}
    texts = known.texts(truth)
    for series in truth["series"]:
        name = series["id"]
        wanted = [thread for thread in truth["threads"] if thread["series"] == name]
        one = scores[name] = thread_scores(wanted, held.threads(name))
        for title, links in (("missed", one.missed_links), ("wrong", one.wrong_links)):
            for before, after in links[:show]:
                print(f"{title} link\n  {before} {texts.get(before)}\n  {after} {texts.get(after)}")
        for anchor, expected, came in one.wrong_labels[:show]:
            print(f"label {sorted(expected)}, came {sorted(came)}: {anchor} {texts[anchor]}")
    yield from thread_table.tables(scores)


def _deadlines(truth: known.Truth, held: Holding, show: int) -> Iterator[Table]:
    came = [
        (held.known(item.anchor), mention.date)
        for item in held.archive.catalogue.all_items(EVERYTHING)
        for mention in item.dates
        if mention.role == "deadline"
    ]
    texts = known.texts(truth)
    for title, promises in deadline_scores.wrong(truth, came).items():
        for anchor, day in promises[:show]:
            print(f"{title} deadline {day}: {texts.get(anchor)} ({anchor})")
    yield deadline_scores.table(truth, came)
    yield deadline_scores.word_table(truth, promised(held.archive.catalogue), held.known)


def _names(truth: known.Truth, held: Holding, show: int) -> Iterator[Table]:
    came = names(held.archive, None, EVERYTHING).names
    for title, keys in name_scores.wrong(truth, came).items():
        for kind, name in keys[:show]:
            print(f"{title} {kind}: {name}")
    yield name_scores.table(truth, came)


_OF_ARCHIVE = {
    "series": _series,
    "gaps": _gaps,
    "editions": _editions,
    "topics": _topics,
    "threads": _threads,
    "deadlines": _deadlines,
    "names": _names,
}


if __name__ == "__main__":
    sys.exit(main())
