"""Two numbers of a series: which item of the new one carries on which of the old.

1. The same text: under the same item above, in the same section, elsewhere (the last only where the
   text says enough to be told from others: "Inget nytt." in two sections is two statements). Items
   of the number before go first, then those that paused.
2. Similar text (`similarity.likeness`), with a little more for the same section and for standing
   between the same neighbours, and less for a pause; all of it weighs less where names were put in
   the place of others (`similarity.agreement`): what took a statement's place is not that
   statement. Then the best assignment of all that is left, at once (`assignment.assign`), not one
   after the other. An item is compared with the few that share most with it, so that the work
   stays bounded. Threshold and bonuses were set on random series
   (`tests/index/invented_series.py`) and on the corpus: a statement told anew keeps a third of its
   words and its place; two matters told alike share most words and differ in names.
3. The same short text again, under items above that were linked in step 2.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from index.assignment import assign
from index.similarity import Profile, Weights, agreement, likeness

ALIKE = 0.47  # least score of a link
SAME_SECTION = 0.1
SAME_NEIGHBOUR = 0.12  # on either side
SAME_OPENING = 0.03  # the first words
PAUSED = 0.15  # taken off
TELLING = 4  # words; a shorter text is no evidence outside its section
CANDIDATES = 10  # old items that one item is compared with, at most


@dataclass(eq=False, slots=True)
class Seen:
    """An item where it stands.

    `section` is a number that outlives a change of heading; `above` the item that it is nested in;
    `before` and `after` its neighbours in the section; `thread` the number of its thread, -1 until
    that is known.
    """

    anchor: str
    heading: str
    text: str
    profile: Profile
    section: int
    above: Seen | None
    before: Seen | None = None
    after: Seen | None = None
    thread: int = -1


_SIDES: tuple[Callable[[Seen], Seen | None], ...] = (attrgetter("before"), attrgetter("after"))
Links = dict[int, int]  # place among the new items -> place among the old ones


def link(
    items: Sequence[Seen], live: Sequence[Seen], paused: Sequence[Seen], weights: Weights
) -> Links:
    """Which of `items` continues which of `[*live, *paused]`, one to one.

    `live` are the items of the number before in reading order, `paused` those of earlier numbers,
    the latest first.
    """
    old = [*live, *paused]
    links: Links = {}
    for pool in (range(len(live)), range(len(live), len(old))):
        for key in (_below, _beside, _anywhere):
            _link_same(items, old, pool, key, links)
    gains = _gains(items, old, len(live), weights, links)
    links |= assign(gains)
    _link_below(items, live, links)
    return links


def _below(seen: Seen) -> Hashable:
    return (seen.text, seen.section, seen.above.text if seen.above else "")


def _beside(seen: Seen) -> Hashable:
    return (seen.text, seen.section) if _telling(seen) or seen.above is None else None


def _anywhere(seen: Seen) -> Hashable:
    return seen.text if _telling(seen) else None


def _telling(seen: Seen) -> bool:
    return seen.profile.size >= TELLING


def _link_same(
    items: Sequence[Seen],
    old: Sequence[Seen],
    pool: Sequence[int],
    key: Callable[[Seen], Hashable],
    links: Links,
) -> None:
    """Link items with the same key, in reading order."""
    linked = set(links.values())
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place in pool:
        if place not in linked:
            waiting[key(old[place])].append(place)
    waiting.pop(None, None)
    for number, seen in enumerate(items):
        if number not in links and (places := waiting.get(key(seen))):
            links[number] = places.popleft()


def _gains(
    items: Sequence[Seen], old: Sequence[Seen], live: int, weights: Weights, links: Links
) -> dict[int, dict[int, float]]:
    """What each possible link of what is left would gain over none."""
    linked = set(links.values())
    having: dict[str, list[int]] = defaultdict(list)
    for place, seen in enumerate(old):
        if place not in linked:
            for stem in seen.profile.bag:
                having[stem].append(place)
    carried = {id(items[number]): old[place].thread for number, place in links.items()}
    standing = {seen.thread for seen in (old[place] for place in linked)}
    gains: dict[int, dict[int, float]] = {}
    for number, seen in enumerate(items):
        if number in links:
            continue
        row = gains.setdefault(number, {})
        for place in _candidates(seen, having, weights):
            was = old[place]
            if not _comparable(was, seen):
                continue
            score = likeness(was.profile, seen.profile, weights) - PAUSED * (place >= live)
            score += _place_bonus(was, seen, carried, standing)
            if score > ALIKE:
                row[place] = score * agreement(was.profile, seen.profile, weights) - ALIKE
    return gains


def _comparable(old: Seen, new: Seen) -> bool:
    """Not two dated actions, nor short texts in two sections."""
    if old.profile.day != new.profile.day:
        return False
    return old.section == new.section or (_telling(old) and _telling(new))


def _candidates(seen: Seen, having: Mapping[str, Sequence[int]], weights: Weights) -> list[int]:
    """The old items that share most with an item, by the weight of their common words."""
    common: dict[int, float] = defaultdict(float)
    for stem in seen.profile.bag:
        weight = weights.weight(stem)
        for place in having.get(stem, ()):
            common[place] += weight
    return sorted(common, key=lambda place: (-common[place], place))[:CANDIDATES]


def _place_bonus(
    old: Seen, new: Seen, carried: Mapping[int, int], standing: Collection[int]
) -> float:
    """What it adds that two items begin alike, in the same section, between the same neighbours.

    `carried` maps items (by `id`) to the threads that they are known to continue; `standing` are
    these threads. Items that are not linked yet are no neighbours.
    """
    bonus = SAME_OPENING * (old.profile.opening == new.profile.opening)
    if old.section != new.section:
        return bonus
    bonus += SAME_SECTION
    for step in _SIDES:
        theirs = step(old)
        while theirs is not None and theirs.thread not in standing:
            theirs = step(theirs)
        ours = step(new)
        while ours is not None and id(ours) not in carried:
            ours = step(ours)
        if (theirs.thread if theirs else None) == (carried[id(ours)] if ours else None):
            bonus += SAME_NEIGHBOUR
    return bonus


def _link_below(items: Sequence[Seen], live: Sequence[Seen], links: Links) -> None:
    """Link the same text under items above that are linked themselves."""
    linked = set(links.values())
    places = {id(seen): place for place, seen in enumerate(live)}
    numbers = {id(seen): number for number, seen in enumerate(items)}
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, seen in enumerate(live):
        if place not in linked and seen.above is not None:
            waiting[seen.text, places.get(id(seen.above))].append(place)
    for number, seen in enumerate(items):
        if number not in links and seen.above is not None:
            above = links.get(numbers[id(seen.above)])
            if above is not None and (below := waiting.get((seen.text, above))):
                links[number] = below.popleft()
