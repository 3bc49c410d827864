"""The threads' scores (`thread_scores`) as tables: links, and labels per kind of change."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench.score import Cell, Table
from tests.bench.thread_scores import ThreadScores


def tables(scores: Mapping[str, ThreadScores]) -> list[Table]:
    """`scores` by series."""
    links: list[list[Cell]] = [
        [
            series,
            one.link_precision.value,
            one.link_recall.value,
            one.changed_precision.value,
            one.changed_recall.value,
            one.dropped.value,
            one.pauses.value,
            one.boilerplate.value,
        ]
        for series, one in scores.items()
    ]
    kinds = sorted({kind for one in scores.values() for kind in one.labels})
    labels: list[list[Cell]] = []
    for kind in kinds:
        shares = [one.labels[kind] for one in scores.values() if kind in one.labels]
        right, total = sum(s.right for s in shares), sum(s.total for s in shares)
        labels.append([kind, f"{right}/{total}", right / total])
    columns = ["series", "links: precision", "recall", "of changes: precision", "recall"]
    return [
        Table("Threads", [*columns, "dropped", "pauses", "boilerplate"], links),
        Table("Kinds of change", ["kind", "right", "share"], labels),
    ]
