"""What is new: the changes of a trace since a day, the latest first.

A weekly report repeats itself; news is what it says for the first time, says otherwise, says again
after a pause, or no longer says. Boilerplate and mended spelling are no news. Where the trace is
one of a topic, a rewording counts, too, that takes the statement out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from search.diff import Piece
from search.trace import Trace, TraceThread, TraceVersion

Kind = Literal["new", "reworded", "returned", "moved", "dropped"]


@dataclass(frozen=True, slots=True)
class Novelty:
    """One change. Of what was dropped, `anchor` and `text` are the last version's.

    `date` is the report's that brought the change; `kind` the weightiest of the version's changes.
    """

    kind: Kind
    date: str
    series: str
    thread: str
    anchor: str
    section: str
    text: str
    diff: tuple[Piece, ...]


def novelties(trace: Trace, since: str) -> tuple[Novelty, ...]:
    """The changes in reports from the day `since` (ISO) on: the latest first, then as traced."""
    found = [
        one for thread in trace.threads if not thread.boilerplate for one in _of(thread, since)
    ]
    return tuple(sorted(found, key=lambda one: one.date, reverse=True))


def _of(thread: TraceThread, since: str) -> Iterator[Novelty]:
    for before, version in pairwise((thread.versions[0], *thread.versions)):
        kind = _kind(version)
        concerned = version.matches or before.matches
        if kind and concerned and version.date and version.date >= since:
            yield _novelty(kind, version.date, thread, version)
    last = thread.versions[-1]
    if thread.dropped and thread.dropped >= since and last.matches:
        yield _novelty("dropped", thread.dropped, thread, last)


def _kind(version: TraceVersion) -> Kind | None:
    """The weightiest change of a version, None where it is no news."""
    kinds: tuple[Kind, ...] = ("returned", "reworded", "moved")
    if {"new", "split"} & set(version.changes):
        return "new"
    if "merged" in version.changes:
        return "reworded"
    return next((kind for kind in kinds if kind in version.changes), None)


def _novelty(kind: Kind, date: str, thread: TraceThread, version: TraceVersion) -> Novelty:
    return Novelty(
        kind=kind,
        date=date,
        series=thread.series,
        thread=thread.id,
        anchor=version.anchor,
        section=version.section,
        text=version.text,
        diff=() if kind == "dropped" else version.diff,
    )
