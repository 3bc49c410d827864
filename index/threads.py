"""Threads: the statements of a series, followed from number to number.

Weekly reports repeat themselves; the news is in what changed. Number by number, each item is given
to the trail of an earlier one or begins a trail (`linking.link`); what is left over on one side and
is a piece of what was linked on the other was split or merged (`parts.pieces`).

Everything is decided from the numbers up to the one in hand. So a number that is added at the end
never changes a link that stood; and taking in an old one late gives what taking in all in order
gives, because the whole series is followed anew: a few milliseconds for each report. The work for
one number is bounded by its own items and by what paused at most `pause` numbers ago.

Changes: a first version is `new`, `split` or `merged`; a later one `unchanged`, or what of
`returned`, `moved` (to another section; a heading that was renamed is the same section) and
`reworded` or `spelling` holds, or `merged` where it took in another thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from index.boilerplate import boilerplate
from index.headings import Headings
from index.linking import Seen, link
from index.parts import pieces
from index.respelling import respelt
from index.similarity import Profile, Weights, profile, same_text

Change = Literal["new", "unchanged", "reworded", "spelling", "moved", "returned", "split", "merged"]

PAUSE = 26  # numbers; half a year of a weekly report


@dataclass(frozen=True, slots=True)
class Statement:
    """An item as threads see it. Anchors are global; `parent` is that of the item above, or ""."""

    anchor: str
    section: str
    text: str
    kind: str = "bullet"
    level: int = 0
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """One report of a series: its id, its date (ISO) and its items in reading order."""

    report: str
    date: str
    items: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A thread in one report: what changed, and the anchors of the items that it came from."""

    anchor: str
    changes: tuple[Change, ...]
    from_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """One statement through a series. `id` is the anchor of its first version.

    `dropped` is the date of the first report without it, None where it stands in the last report or
    ended `into` other threads (ids; merged or split). `pauses` are pairs of dates: the first report
    without it, the report in which it returned.
    """

    id: str
    versions: tuple[Version, ...]
    dropped: str | None = None
    pauses: tuple[tuple[str, str], ...] = ()
    boilerplate: bool = False
    into: tuple[str, ...] = ()


def threads(reports: Sequence[Number], *, pause: int = PAUSE) -> tuple[Thread, ...]:
    """The threads of a series, ordered by first version. `reports` in order of date, then edition.

    A thread returns after at most `pause` reports without it.
    """
    follower = _Follower(pause)
    for number in reports:
        follower.take(number)
    return tuple(_thread(trail, reports) for trail in follower.trails)


@dataclass(eq=False, slots=True)
class _Trail:
    """A thread in the making: its items, the numbers (from 0) where they stand, its versions."""

    seen: list[Seen] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    into: list[_Trail] = field(default_factory=list)
    number: int = -1


class _Follower:
    """Takes one number after the other."""

    def __init__(self, pause: int) -> None:
        self.trails: list[_Trail] = []
        self._pause = pause
        self._at = -1
        self._live: list[_Trail] = []  # those of the number before, in reading order
        self._paused: list[_Trail] = []  # the latest first
        self._profiles: dict[str, Profile] = {}
        self._weights = Weights()
        self._headings = Headings()

    def take(self, number: Number) -> None:
        """Link the items of the next number."""
        self._at += 1
        items = self._read(number)
        old = [*self._live, *self._paused]
        links = link(
            items,
            [trail.seen[-1] for trail in self._live],
            [trail.seen[-1] for trail in self._paused],
            self._weights,
        )
        trails = [old[links[item]] if item in links else _Trail() for item in range(len(items))]
        split = self._split(items, trails)
        merged = self._merged(items, trails, split)
        sources = {item: [trail] for item, trail in split.items()} | merged
        versions = [
            _version(trail, seen, self._at, sources.get(item, []))
            for item, (trail, seen) in enumerate(zip(trails, items, strict=True))
        ]
        standing = set(trails)
        for item, others in sources.items():
            for source in others:
                if source not in standing:
                    source.into.append(trails[item])
        for trail, seen, version in zip(trails, items, versions, strict=True):
            if not trail.seen:
                trail.number = len(self.trails)
                self.trails.append(trail)
            seen.thread = trail.number
            trail.seen.append(seen)
            trail.at.append(self._at)
            trail.versions.append(version)
        self._paused = [
            trail
            for trail in (*self._live, *self._paused)
            if trail not in standing and not trail.into and self._at - trail.at[-1] <= self._pause
        ]
        self._live = trails

    def _read(self, number: Number) -> list[Seen]:
        texts = [same_text(statement.text) for statement in number.items]
        fresh = {text: profile(text) for text in texts if text not in self._profiles}
        self._profiles |= fresh
        self._weights.learn(fresh.values())
        headings = [statement.section for statement in number.items]
        sections = self._headings.number(list(zip(headings, texts, strict=True)))
        items: dict[str, Seen] = {}
        last: dict[int, Seen] = {}  # of each section
        for statement, text, section in zip(number.items, texts, sections, strict=True):
            seen = items[statement.anchor] = Seen(
                anchor=statement.anchor,
                heading=statement.section,
                text=text,
                profile=self._profiles[text],
                section=section,
                above=items.get(statement.parent),
                before=last.get(section),
            )
            if seen.before:
                seen.before.after = seen
            last[section] = seen
        return list(items.values())

    def _split(self, items: Sequence[Seen], trails: list[_Trail]) -> dict[int, _Trail]:
        """Item -> the trail that it was split off.

        Where a trail goes on beside a piece, it goes on in the part that keeps its opening words:
        `trails` is put right for that.
        """
        begun = [item for item, trail in enumerate(trails) if not trail.seen]
        heirs = {trail: item for item, trail in enumerate(trails)}
        wholes = [
            trail
            for trail in self._live
            if trail not in heirs or items[heirs[trail]].text != trail.seen[-1].text
        ]
        found = pieces(
            [
                (trail.seen[-1].profile, items[heirs[trail]].profile if trail in heirs else None)
                for trail in wholes
            ],
            [items[item].profile for item in begun],
            self._weights,
        )
        split: dict[int, _Trail] = {}
        for piece, whole in found.items():
            item, trail = begun[piece], wholes[whole]
            heir = heirs.get(trail, item)
            opening = trail.seen[-1].profile.opening
            if items[item].profile.opening == opening != items[heir].profile.opening:
                trails[item], trails[heir] = trail, _Trail()
                heirs[trail], item = item, heir
            split[item] = trail
        return split

    def _merged(
        self, items: Sequence[Seen], trails: Sequence[_Trail], split: Mapping[int, _Trail]
    ) -> dict[int, list[_Trail]]:
        """Item -> the trails that ended in it."""
        standing = {*trails, *split.values()}
        ended = [trail for trail in self._live if trail not in standing]
        takers = [
            item
            for item, trail in enumerate(trails)
            if item not in split and not (trail.seen and trail.seen[-1].text == items[item].text)
        ]
        found = pieces(
            [
                (items[item].profile, trails[item].seen[-1].profile if trails[item].seen else None)
                for item in takers
            ],
            [trail.seen[-1].profile for trail in ended],
            self._weights,
        )
        merged: dict[int, list[_Trail]] = {}
        for piece, whole in found.items():
            merged.setdefault(takers[whole], []).append(ended[piece])
        return merged


def _version(trail: _Trail, seen: Seen, at: int, sources: Sequence[_Trail]) -> Version:
    origins = [trail.versions[-1].anchor] if trail.seen else []
    others = [source.versions[-1].anchor for source in sources]
    if others and len(origins) + len(others) > 1:
        return Version(seen.anchor, ("merged",), (*origins, *others))
    if others:
        return Version(seen.anchor, ("split",), tuple(others))
    if not origins:
        return Version(seen.anchor, ("new",))
    before = trail.seen[-1]
    changes: list[Change] = []
    if trail.at[-1] < at - 1:
        changes.append("returned")
    if before.section != seen.section:
        changes.append("moved")
    if before.text != seen.text:
        changes.append("spelling" if respelt(before.text, seen.text) else "reworded")
    return Version(seen.anchor, tuple(changes) or ("unchanged",), tuple(origins))


def _thread(trail: _Trail, reports: Sequence[Number]) -> Thread:
    end = trail.at[-1] + 1
    return Thread(
        id=trail.versions[0].anchor,
        versions=tuple(trail.versions),
        dropped=reports[end].date if end < len(reports) and not trail.into else None,
        pauses=tuple(
            (reports[before + 1].date, reports[now].date)
            for before, now in pairwise(trail.at)
            if now > before + 1
        ),
        boilerplate=boilerplate(
            [seen.text for seen in trail.seen], trail.seen[-1].heading, len(reports)
        ),
        into=tuple(heir.versions[0].anchor for heir in trail.into),
    )
