"""Reports -> threads: what each item is compared with the report before, and what it came from.

A thread has one version for every report that carries its storyline:

- `new` the first time, or `split`/`merged` where the chronicle says what it came from;
- `unchanged`, or `reworded`, or `spelling` where the chronicle says that no more than that changed;
- `moved` where the section changed, together with `reworded` or `spelling` if those hold too;
- `returned` after reports without it, together with what changed since it was last seen.

A second edition follows the first, and the next report follows the second edition.
A pause runs from the first report without the item to the report in which it returned; `dropped` is
the first report without it, unless the thread runs to the end or ended `into` others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from corpus.chronicle import Series, Storyline
from corpus.expand import Item, Report

Change = Literal["new", "unchanged", "reworded", "spelling", "moved", "returned", "split", "merged"]


@dataclass(frozen=True, slots=True)
class Version:
    """A thread in one report. `origins` are global anchors of earlier reports."""

    anchor: str
    changes: tuple[Change, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """One storyline, followed through its series."""

    id: str
    series: str
    boilerplate: bool
    versions: tuple[Version, ...]
    pauses: tuple[tuple[date, date], ...]
    dropped: date | None
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sighting:
    """An item where it stands: the number of its report in the series, and its section."""

    place: int
    anchor: str
    section: str
    item: Item


def threads(series: Series, reports: Sequence[Report]) -> tuple[Thread, ...]:
    """The threads of a series, in the chronicle's order; `reports` are all of its reports."""
    seen: dict[str, list[_Sighting]] = {story.id: [] for story in series.storylines}
    for place, report in enumerate(reports):
        for section in report.sections:
            for item in section.items:
                sighting = _Sighting(place, report.cite(item), section.heading, item)
                seen[item.storyline].append(sighting)
    heirs = {
        story.id: tuple(heir.id for heir in series.storylines if story.id in heir.parents)
        for story in series.storylines
    }
    return tuple(
        _thread(story, series.id, reports, seen, heirs[story.id])
        for story in series.storylines
        if seen[story.id]
    )


def _thread(
    story: Storyline,
    series: str,
    reports: Sequence[Report],
    seen: Mapping[str, Sequence[_Sighting]],
    heirs: tuple[str, ...],
) -> Thread:
    own = seen[story.id]
    pairs = list(pairwise(own))
    end = own[-1].place + 1
    into = tuple(heir for heir in heirs if seen[heir] and seen[heir][0].place == end)
    ended = end < len(reports)
    return Thread(
        id=story.id,
        series=series,
        boilerplate=story.boilerplate,
        versions=(_first(story, seen), *(_next(before, now) for before, now in pairs)),
        pauses=tuple(
            (reports[before.place + 1].date, reports[now.place].date)
            for before, now in pairs
            if now.place > before.place + 1
        ),
        dropped=reports[end].date if ended and not into else None,
        into=into if ended else (),
    )


def _first(story: Storyline, seen: Mapping[str, Sequence[_Sighting]]) -> Version:
    start = seen[story.id][0]
    origins: list[str] = []
    for parent in story.parents:
        before = [sighting.anchor for sighting in seen[parent] if sighting.place < start.place]
        origins += before[-1:]
    change: Change = "merged" if story.merged_from else "split" if story.split_from else "new"
    return Version(start.anchor, (change,), tuple(origins))


def _next(before: _Sighting, now: _Sighting) -> Version:
    changes: list[Change] = []
    if now.place > before.place + 1:
        changes.append("returned")
    if now.section != before.section:
        changes.append("moved")
    if now.item.text.plain != before.item.text.plain:
        respelt = now.item.spelling and now.item.since != before.item.since
        changes.append("spelling" if respelt else "reworded")
    return Version(now.anchor, tuple(changes) or ("unchanged",), (before.anchor,))
