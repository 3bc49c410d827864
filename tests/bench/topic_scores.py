"""Topics: do `search` and `trace` give the items and threads that belong to a query?

Items of grade 2 are about the query and must come; those of grade 1 mention it and may. A thread
must come if one of its versions is of grade 2, and may if one is of grade 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tests.bench import known
from tests.bench.score import Cell, Found, Table


@dataclass(frozen=True, slots=True)
class TopicScore:
    """One query: what `search` found among items, and `trace` among threads."""

    query: str
    search: Found
    trace: Found
    nearest: bool = False


def items(topic: known.Topic, came: Collection[str]) -> Found:
    """`came` are the anchors that a search gave."""
    grades = topic["anchors"]
    wanted = {anchor for anchor, grade in grades.items() if grade == 2}
    return Found.of(set(came), wanted, set(grades))


def threads(
    topic: known.Topic, known_threads: Iterable[known.Thread], came: Iterable[Collection[str]]
) -> Found:
    """`came` are the anchors of each thread that a trace gave.

    Of the truth's threads, each of these is the one that it shares most anchors with.
    """
    at = {
        version["anchor"]: thread["id"]
        for thread in known_threads
        for version in thread["versions"]
    }
    grades: dict[str, int] = {}
    for anchor, grade in topic["anchors"].items():
        if anchor in at:
            grades[at[anchor]] = max(grade, grades.get(at[anchor], 0))
    wanted = {name for name, grade in grades.items() if grade == 2}
    return Found.of({_thread(anchors, at) for anchors in came}, wanted, set(grades))


def _thread(anchors: Collection[str], at: dict[str, str]) -> str:
    names = [at[anchor] for anchor in anchors if anchor in at]
    return max(sorted(set(names)), key=names.count) if names else min(anchors)


def table(scores: Sequence[TopicScore]) -> Table:
    """One row per query, and the mean over the queries."""
    rows: list[Sequence[Cell]] = [
        [
            score.query + (" (nearest)" if score.nearest else ""),
            f"{score.search.found}/{score.search.wanted}",
            score.search.recall,
            f"{score.search.right}/{score.search.came}",
            score.search.precision,
            score.trace.recall,
            score.trace.precision,
        ]
        for score in scores
    ]
    count = max(len(scores), 1)
    means = [
        sum(values) / count
        for values in (
            [score.search.recall for score in scores],
            [score.search.precision for score in scores],
            [score.trace.recall for score in scores],
            [score.trace.precision for score in scores],
        )
    ]
    rows.append(["mean", "", means[0], "", means[1], means[2], means[3]])
    columns = ["query", "found", "recall", "right", "precision", "trace recall", "trace precision"]
    return Table("Topics", columns, rows)


def explained(
    topic: known.Topic, came: Collection[str], texts: dict[str, str], count: int
) -> list[str]:
    """The first items that were missed or do not belong, for a developer."""
    grades = topic["anchors"]
    missed = [anchor for anchor, grade in grades.items() if grade == 2 and anchor not in came]
    false = sorted(anchor for anchor in came if anchor not in grades)
    lines = {f"  missed: {texts[anchor]}": anchor for anchor in missed}
    lines |= {f"  false: {texts.get(anchor, '')}": anchor for anchor in false}
    return [f"{line} ({anchor})" for line, anchor in list(lines.items())[:count]]
