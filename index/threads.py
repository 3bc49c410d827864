"""Threads: the statements of a series, followed from number to number.

Weekly reports repeat themselves; the news is in what changed. Number by number, each item is given
to the trail of an earlier one or begins a trail (`linking.link`); what is left over on one side and
is a piece of what was linked on the other was split or merged (`parts.pieces`).

Everything is decided from the numbers up to the one in hand. So a number that is added at the end
never changes a link that stood, and can be followed from what was kept of those before it
(`index.resuming`). One that comes in the middle has the whole series followed anew: a few
milliseconds for each report. The work for one number is bounded by its own items and by what paused
at most `pause` numbers ago.

Changes: a first version is `new`, `split` or `merged`; a later one `unchanged`, or what of
`returned`, `moved` (to another section; a heading that was renamed is the same section) and
`reworded` or `spelling` holds, or `merged` where it took in another thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.boilerplate import boilerplate, standing_text
from index.headings import Headings
from index.linking import Known, Seen, link
from index.parts import pieces
from index.respelling import respelt
from index.sayers import Sayers
from index.similarity import Weights, profile, same_text

Change = Literal["new", "unchanged", "reworded", "spelling", "moved", "returned", "split", "merged"]

PAUSE = 52  # numbers; a year of a weekly report


@dataclass(frozen=True, slots=True)
class Statement:
    """An item as threads see it. Anchors are global; `parent` is that of the item above, or "".

    `links` are the addresses that it links to.
    """

    anchor: str
    section: str
    text: str
    parent: str = ""
    links: tuple[str, ...] = ()


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
    follower = Follower(pause)
    for number in reports:
        follower.take(number)
    return tuple(follower.thread(trail) for trail in follower.trails)


@dataclass(eq=False, slots=True)
class Trail:
    """A thread in the making. `seen` is its last item; `at` where, in the series' numbers from 0.

    `at` is -1 before its first number, which `seen` then is. `kept` is how many versions were kept
    before those in `versions` (`index.resuming`); `wordings` counts the numbers in which each
    wording stood; `words` are those that it taught (`Weights.learn`).
    """

    seen: Seen
    number: int = -1
    id: str = ""
    at: int = -1
    kept: int = 0
    versions: list[Version] = field(default_factory=list)
    wordings: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    dropped: str | None = None
    pauses: list[tuple[str, str]] = field(default_factory=list)
    into: list[str] = field(default_factory=list)


class Follower:
    """Takes one number after the other. `trails` are those begun or taken up here, in order."""

    def __init__(self, pause: int = PAUSE) -> None:
        self.pause = pause
        self.at = -1
        self.begun = 0  # trails, ever
        self.trails: list[Trail] = []
        self.live: list[Trail] = []  # those of the number before, in reading order
        self.paused: list[Trail] = []  # the latest first
        self.sayers = Sayers()
        self.weights = Weights()
        self.headings = Headings()

    def take(self, number: Number) -> None:
        """Link the items of the next number."""
        self.at += 1
        items = self._read(number)
        old = [*self.live, *self.paused]
        links = link(
            items,
            [trail.seen for trail in old],
            Known([trail.number for trail in old], [self.at - 1 - trail.at for trail in old]),
            self.sayers,
            self.weights,
        )
        trails = [
            old[links[item]] if item in links else Trail(seen) for item, seen in enumerate(items)
        ]
        split = self._split(items, trails)
        merged = self._merged(items, trails, split)
        sources = {item: [trail] for item, trail in split.items()} | merged
        versions = [
            self._version(trail, seen, sources.get(item, []))
            for item, (trail, seen) in enumerate(zip(trails, items, strict=True))
        ]
        standing = set(trails)
        for trail, seen, version in zip(trails, items, versions, strict=True):
            self._go_on(trail, seen, version, number.date)
        for seen in items:
            seen.below = items[seen.above].row[items[seen.above].place] if seen.above >= 0 else -1
        for item, others in sources.items():
            for source in others:
                if source not in standing:
                    source.into.append(trails[item].id)
        for trail in self.live:
            if trail not in standing and not trail.into:
                trail.dropped = number.date
        self._rest([trail for trail in old if trail not in standing])
        self.live = trails

    def thread(self, trail: Trail) -> Thread:
        """What is known of a trail by now; the versions that stand in `trail.versions` alone."""
        return Thread(
            id=trail.id,
            versions=tuple(trail.versions),
            dropped=trail.dropped,
            pauses=tuple(trail.pauses),
            boilerplate=boilerplate(
                trail.seen.text, trail.seen.heading, max(trail.wordings.values()), self.at + 1
            ),
            into=tuple(trail.into),
        )

    def open(self) -> list[Trail]:
        """The trails that a further number may change, in order."""
        near = {*self.live, *self.paused}
        return [
            trail
            for trail in self.trails
            if trail in near or standing_text(max(trail.wordings.values()), self.at + 1)
        ]

    def _read(self, number: Number) -> list[Seen]:
        texts = [same_text(statement.text) for statement in number.items]
        at_hand = {trail.seen.text: trail.seen.profile for trail in (*self.live, *self.paused)}
        headings = [statement.section for statement in number.items]
        before = [(trail.seen.section, trail.seen.heading, trail.seen.text) for trail in self.live]
        sections = self.headings.number(list(zip(headings, texts, strict=True)), before)
        places = {statement.anchor: place for place, statement in enumerate(number.items)}
        rows: dict[int, list[int]] = {}
        items: list[Seen] = []
        for statement, text, section in zip(number.items, texts, sections, strict=True):
            row = rows.setdefault(section, [])
            row.append(-1)
            above = places.get(statement.parent, -1)
            items.append(
                Seen(
                    anchor=statement.anchor,
                    heading=statement.section,
                    text=text,
                    profile=at_hand.setdefault(text, at_hand.get(text) or profile(text)),
                    section=section,
                    links=statement.links,
                    above=above,
                    above_text=texts[above] if above >= 0 else "",
                    row=row,
                    place=len(row) - 1,
                )
            )
        return items

    def _go_on(self, trail: Trail, seen: Seen, version: Version, date: str) -> None:
        """Add a version to a trail, which may be its first."""
        if trail.at < 0:
            trail.number, trail.id = self.begun, seen.anchor
            self.begun += 1
            self.trails.append(trail)
        elif trail.dropped:
            trail.pauses.append((trail.dropped, date))
            trail.dropped = None
        if trail.at < 0 or trail.seen.text != seen.text:
            self.weights.learn(seen.profile, trail.words)
            if trail.at >= 0:
                self.sayers.drop(trail.number, trail.seen.profile)
            self.sayers.add(trail.number, seen.profile)
        trail.seen, trail.at = seen, self.at
        trail.versions.append(version)
        trail.wordings[seen.text] += 1
        seen.row[seen.place] = trail.number

    def _rest(self, trails: Iterable[Trail]) -> None:
        """Keep of the trails that did not go on those that may return."""
        self.paused = []
        for trail in trails:
            if trail.into or self.at - trail.at > self.pause:
                self.sayers.drop(trail.number, trail.seen.profile)
            else:
                self.paused.append(trail)

    def _split(self, items: Sequence[Seen], trails: list[Trail]) -> dict[int, Trail]:
        """Item -> the trail that it was split off.

        Where a trail goes on beside a piece, it goes on in the part that keeps its opening words:
        `trails` is put right for that.
        """
        begun = [item for item, trail in enumerate(trails) if trail.at < 0]
        heirs = {trail: item for item, trail in enumerate(trails)}
        wholes = [
            trail
            for trail in self.live
            if trail not in heirs or not respelt(items[heirs[trail]].text, trail.seen.text)
        ]
        found = pieces(
            [
                (trail.seen.profile, items[heirs[trail]].profile if trail in heirs else None)
                for trail in wholes
            ],
            [items[item].profile for item in begun],
            self.weights,
            lambda whole, piece: _near(
                items[begun[piece]], items[heirs[wholes[whole]]], wholes[whole].seen.section
            ),
        )
        split: dict[int, Trail] = {}
        for piece, whole in found.items():
            item, trail = begun[piece], wholes[whole]
            heir = heirs.get(trail, item)
            opening = trail.seen.profile.opening
            if items[item].profile.opening == opening != items[heir].profile.opening:
                trails[item], trails[heir] = trail, Trail(items[heir])
                heirs[trail], item = item, heir
            split[item] = trail
        return split

    def _merged(
        self, items: Sequence[Seen], trails: Sequence[Trail], split: Mapping[int, Trail]
    ) -> dict[int, list[Trail]]:
        """Item -> the trails that ended in it."""
        standing = {*trails, *split.values()}
        ended = [trail for trail in self.live if trail not in standing]
        takers = [
            item
            for item, trail in enumerate(trails)
            if item not in split
            and not (trail.at >= 0 and respelt(trail.seen.text, items[item].text))
        ]
        found = pieces(
            [
                (items[item].profile, trails[item].seen.profile if trails[item].at >= 0 else None)
                for item in takers
            ],
            [trail.seen.profile for trail in ended],
            self.weights,
            lambda whole, piece: (
                trails[takers[whole]].at == self.at - 1
                and _near(
                    ended[piece].seen, trails[takers[whole]].seen, items[takers[whole]].section
                )
            ),
        )
        merged: dict[int, list[Trail]] = {}
        for piece, whole in found.items():
            merged.setdefault(takers[whole], []).append(ended[piece])
        return merged

    def _version(self, trail: Trail, seen: Seen, sources: Sequence[Trail]) -> Version:
        origins = [trail.seen.anchor] if trail.at >= 0 else []
        others = [source.seen.anchor for source in sources]
        if others and len(origins) + len(others) > 1:
            return Version(seen.anchor, ("merged",), (*origins, *others))
        if others:
            return Version(seen.anchor, ("split",), tuple(others))
        if not origins:
            return Version(seen.anchor, ("new",))
        before = trail.seen
        changes: list[Change] = []
        if trail.at < self.at - 1:
            changes.append("returned")
        if before.section != seen.section:
            changes.append("moved")
        if before.text != seen.text:
            changes.append("spelling" if respelt(before.text, seen.text) else "reworded")
        return Version(seen.anchor, tuple(changes) or ("unchanged",), tuple(origins))


def _near(part: Seen, heir: Seen, section: int) -> bool:
    """Whether a part of what stands in a section is beside its heir there, or below it."""
    if not part.section == heir.section == section:
        return False
    return abs(part.place - heir.place) == 1
