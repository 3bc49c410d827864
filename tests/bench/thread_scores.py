"""How good threads are, against a known truth.

`links` are (earlier anchor, later anchor) pairs, whatever their label; most of them join two
identical items, so `changed` counts the hard ones alone: those whose label in the truth (recall) or
in the prediction (precision) is not simply "unchanged". `labels` gives, for each class of change,
the share of the truth's versions of that class whose changes were predicted exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.threads import Thread

Link = tuple[str, str]
Labels = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `total`."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """1 where there was nothing to get right."""
        return self.right / self.total if self.total else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.right}/{self.total})"


@dataclass(frozen=True, slots=True)
class ThreadScores:
    """All shares, and what went wrong for a person to read."""

    link_precision: Share
    link_recall: Share
    changed_precision: Share
    changed_recall: Share
    labels: dict[str, Share]
    dropped: Share
    pauses: Share
    boilerplate: Share
    wrong_links: tuple[Link, ...]
    missed_links: tuple[Link, ...]
    wrong_labels: tuple[tuple[str, frozenset[str], frozenset[str]], ...]


def thread_scores(truth: Iterable[Mapping[str, Any]], predicted: Sequence[Thread]) -> ThreadScores:
    """Score one series. `truth` are thread objects as `corpus/truth.json` has them."""
    known = list(truth)
    true_labels: Labels = {}
    true_links: set[Link] = set()
    for thread in known:
        for version in thread["versions"]:
            true_labels[version["anchor"]] = frozenset(version["changes"])
            true_links |= {(origin, version["anchor"]) for origin in version["from"]}
    labels: Labels = {}
    links: set[Link] = set()
    for one in predicted:
        for found in one.versions:
            labels[found.anchor] = frozenset(found.changes)
            links |= {(origin, found.anchor) for origin in found.from_}

    still = frozenset({"unchanged"})
    hard_true = {link for link in true_links if true_labels[link[1]] != still}
    hard = {link for link in links if labels[link[1]] != still}
    totals: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for anchor, changes in true_labels.items():
        totals.update(changes)
        if labels.get(anchor) == changes:
            right.update(changes)
    spots = {version.anchor: one for one in predicted for version in one.versions}
    ends = [(thread, spots.get(thread["versions"][-1]["anchor"])) for thread in known]
    return ThreadScores(
        link_precision=Share(len(links & true_links), len(links)),
        link_recall=Share(len(links & true_links), len(true_links)),
        changed_precision=Share(len(hard & true_links), len(hard)),
        changed_recall=Share(len(hard_true & links), len(hard_true)),
        labels={change: Share(right[change], totals[change]) for change in sorted(totals)},
        dropped=Share(
            sum(got is not None and got.dropped == thread["dropped"] for thread, got in ends),
            len(ends),
        ),
        pauses=Share(
            sum(
                got is not None and [list(pause) for pause in got.pauses] == thread["pauses"]
                for thread, got in ends
                if thread["pauses"]
            ),
            sum(bool(thread["pauses"]) for thread in known),
        ),
        boilerplate=Share(
            sum(
                got is not None and got.boilerplate == thread["boilerplate"] for thread, got in ends
            ),
            len(ends),
        ),
        wrong_links=tuple(sorted(links - true_links)),
        missed_links=tuple(sorted(true_links - links)),
        wrong_labels=tuple(
            (anchor, changes, labels.get(anchor, frozenset()))
            for anchor, changes in sorted(true_labels.items())
            if labels.get(anchor) != changes
        ),
    )


def lines(scores: ThreadScores) -> list[str]:
    """The scores as text, one a line."""
    return [
        f"links: precision {scores.link_precision}, recall {scores.link_recall}",
        f"changed links: precision {scores.changed_precision}, recall {scores.changed_recall}",
        *(f"label {change}: {share}" for change, share in scores.labels.items()),
        f"dropped {scores.dropped}, pauses {scores.pauses}, boilerplate {scores.boilerplate}",
    ]
