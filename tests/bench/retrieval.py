"""Does search find and rank what belongs? `uv run python -m tests.bench.retrieval`.

Sets over one pool, the corpus's items and those of the pairs:

    topics    the corpus's twelve topics with graded anchors
    pairs     a query and the one item that it must find, each for one phenomenon of Swedish text.
              Three files: `pairs.tsv`, which the analysis grew with; `pairs_mended.tsv`, written
              blind and then mended on; `pairs_held_out.tsv`, written at the same time and looked at
              when that was done. A line without query is an item that explains something

With `--seed N` the pool and the topics are those of a generated chronicle (`corpus/generate.py`)
that nothing was tuned on;

beside what people would pick instead (`rivals.py`). R@n: share of the wanted items among the first
n; MRR: 1 / rank of the first wanted one; nDCG@10: gain of graded items, discounted by rank, against
the best order. Every search gives items with all words first, then the nearest.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from corpus.expand import reports
from corpus.generate import generate
from corpus.threads import threads
from corpus.truth import Rendition
from corpus.truth import truth as corpus_truth
from index import abbreviations
from index.abbreviations import choose, find_pairs
from index.analysis import analyse
from index.engine import Batch, Engine, Record, open_engine
from index.expand import Synonym, expand
from index.memory import MemoryVocabulary
from index.query import parse
from tests.bench import known, rivals
from tests.bench.rivals import LIMIT, Search
from tests.bench.score import Cell, Table

ROOT = Path(__file__).parents[2]
PAIRS = {
    "Pairs": "pairs.tsv",
    "Pairs, mended on": "pairs_mended.tsv",
    "Pairs, held out": "pairs_held_out.tsv",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the grades of the items that belong, what set it is of and for what phenomenon."""

    subject: str
    kind: str
    query: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of one answer."""

    recall_10: float
    recall_100: float
    reciprocal: float
    gain: float


def score(question: Question, came: Sequence[str]) -> Score:
    """`came` are anchors, best first."""
    best = max(question.grades.values())
    wanted = {anchor for anchor, grade in question.grades.items() if grade == best}
    ranks = [rank for rank, anchor in enumerate(came, start=1) if anchor in wanted]
    ideal = _gain(sorted(question.grades.values(), reverse=True)[:10])
    return Score(
        recall_10=sum(rank <= 10 for rank in ranks) / min(len(wanted), 10),
        recall_100=len([rank for rank in ranks if rank <= LIMIT]) / min(len(wanted), LIMIT),
        reciprocal=1 / ranks[0] if ranks else 0.0,
        gain=_gain([question.grades.get(anchor, 0) for anchor in came[:10]]) / ideal,
    )


def _gain(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def sparhund(reports: Iterable[tuple[str, str, str, Sequence[tuple[str, str, str]]]],
             engine: Engine) -> Search:  # fmt: skip
    """Our own search. A report: id, date, title, and (anchor, heading, text) of its items."""
    said: list[str] = []
    pairs: Counter[abbreviations.Pair] = Counter()
    batches = []
    for report, date, title, items in reports:
        records = []
        for position, (anchor, heading, text) in enumerate(items):
            tokens = analyse(text)
            said += (text, heading)
            pairs.update(find_pairs(text))
            records.append(
                Record(
                    *(anchor, report, "s", heading, date, position),
                    words=tuple(token.surface for token in tokens),
                    stems=tuple(token.stem for token in tokens),
                    parts=tuple(part for token in tokens for part in token.parts),
                    context=tuple(token.stem for token in analyse(f"{heading} {title}")),
                )
            )
        batches.append(Batch(report, "1", tuple(records)))
    engine.replace(batches)
    vocabulary = MemoryVocabulary(said)
    synonyms = [Synonym(p.short, p.long, "abbreviation") for p in choose(pairs)]

    def search(query: str) -> list[str]:
        expanded = expand(parse(query), vocabulary, synonyms=synonyms)
        found: dict[str, None] = {}
        for plain in (expanded.plain, *expanded.nearest()):
            if len(found) < LIMIT:
                found |= dict.fromkeys(hit.anchor for hit in engine.search(plain, limit=LIMIT).hits)
        return list(found)[:LIMIT]

    return search


Pair = tuple[str, str, str, str]  # the set, the phenomenon, query, item


def read_pairs() -> list[Pair]:
    """The pairs of all files."""
    return [
        (subject, *line.split("\t", 2))  # type: ignore[misc]  # three columns
        for subject, name in PAIRS.items()
        for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    ]


def questions(truth: known.Truth, pairs: Sequence[Pair]) -> list[Question]:
    """All sets. The item of a pair has its line number as anchor."""
    topics = [Question("Topics", "", topic["query"], topic["anchors"]) for topic in truth["topics"]]
    return topics + [
        Question(subject, kind, query, {f"pair/2023-01-01#{number}": 1})
        for number, (subject, kind, query, _) in enumerate(pairs)
        if query
    ]


def table(asked: Sequence[Question], searches: Mapping[str, Search]) -> list[Table]:
    """One table of all measures per set, and R@10 of each phenomenon."""
    scores = {
        name: [(question, score(question, search(question.query))) for question in asked]
        for name, search in searches.items()
    }
    tables = []
    for subject in dict.fromkeys(question.subject for question in asked):
        rows: list[list[Cell]] = [
            [name, *_means([s for question, s in found if question.subject == subject])]
            for name, found in scores.items()
        ]
        tables.append(Table(subject, ["search", "R@10", "R@100", "MRR", "nDCG@10"], rows))
    kinds = dict.fromkeys(question.kind for question in asked if question.kind)
    by_kind: list[list[Cell]] = [
        [kind, *(_means([s for q, s in found if q.kind == kind])[0] for found in scores.values())]
        for kind in kinds
    ]
    tables.append(Table("Pairs: R@10 by phenomenon", ["phenomenon", *scores], by_kind))
    return tables


def _means(scores: Sequence[Score]) -> list[float]:
    count = max(len(scores), 1)
    return [
        sum(each.recall_10 for each in scores) / count,
        sum(each.recall_100 for each in scores) / count,
        sum(each.reciprocal for each in scores) / count,
        sum(each.gain for each in scores) / count,
    ]


def generated(seed: int) -> known.Truth:
    """The truth of a generated chronicle; no file of it is rendered."""
    chronicle = generate(seed)
    expanded = [(series, reports(series)) for series in chronicle.series]
    all_reports = [report for _, each in expanded for report in each]
    followed = [thread for series, each in expanded for thread in threads(series, each)]
    nowhere: dict[str, list[Rendition]] = {report.id: [] for report in all_reports}
    return cast("known.Truth", corpus_truth(chronicle, all_reports, followed, nowhere))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="tests.bench.retrieval")
    parser.add_argument("--seed", type=int, help="of a generated chronicle in the corpus's place")
    seed = parser.parse_args().seed
    truth = known.load(ROOT / "corpus" / "truth.json") if seed is None else generated(seed)
    pairs = read_pairs()
    reports = [
        (
            report["id"],
            report["date"],
            report["title"],
            [
                (f"{report['id']}#{i['anchor']}", heading, i["text"])
                for heading, i in known.items(report)
            ],
        )
        for report in truth["reports"]
    ]
    own = [(f"pair/2023-01-01#{number}", "", item) for number, (*_, item) in enumerate(pairs)]
    reports.append(("pair/2023-01-01", "2023-01-01", "", own))
    items = {anchor: text for *_, each in reports for anchor, _, text in each}
    with TemporaryDirectory() as ours, TemporaryDirectory() as theirs:
        engine = open_engine(Path(ours))
        searches = {
            "Spårhund": sparhund(reports, engine),
            "Snowball + stop words": rivals.snowball_fts5(items),
            "FTS5 unicode61": rivals.fts5(items),
            "Whoosh LanguageAnalyzer": rivals.whoosh_swedish(items, Path(theirs)),
        }
        for each in table(questions(truth, pairs), searches):
            print(each, end="\n\n")
        engine.close()


if __name__ == "__main__":
    main()
