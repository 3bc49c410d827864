"""Two numbers of a series: which item of the new one carries on which of the old.

1. The same text: under the same item above, in the same section, elsewhere (the last only where the
   text says enough to be told from others: "Inget nytt." in two sections is two statements). Items
   of the number before go first, then those that paused.
2. Other text: `index.evidence` weighs what speaks for a link and what against. Then the best
   assignment of all that is left, at once (`assignment.assign`), not one after the other. An item
   is compared with the few that share most with it, so that the work stays bounded.
3. The same short text again, under items above that were linked in step 2.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from math import fsum

from index.assignment import assign
from index.evidence import Place, odds
from index.sayers import Sayers, largest
from index.similarity import Profile, Weights

TELLING = 4  # words; a shorter text is no evidence outside its section
CANDIDATES = 10  # old items that one item is compared with, at most
# Files that nobody wrote must not hold up the others: beyond these only the same text is linked.
MANY = 2_000  # items of a report with new words
LONGEST = 2_000  # words of an item
COMMON = 1_000  # old items that have a word: it tells none of them apart


@dataclass(eq=False, slots=True)
class Seen:
    """An item where it stands.

    `section` is a number that outlives a change of heading; `above` the place in its report of the
    item that it is nested in, -1 without one, and `above_text` that item's text. `row` holds the
    threads of all items of its section in reading order, -1 where that is not known yet, itself at
    `place`; `below` is the thread of the item above it, -1 without one.
    """

    anchor: str
    heading: str
    text: str
    profile: Profile
    section: int
    links: tuple[str, ...] = ()
    above: int = -1
    above_text: str = ""
    below: int = -1
    row: list[int] = field(default_factory=list)
    place: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """Of each old item: the number of its thread, and for how many numbers that has paused."""

    threads: Sequence[int]
    pauses: Sequence[int]


Links = dict[int, int]  # place among the new items -> place among the old ones


def link(
    items: Sequence[Seen],
    old: Sequence[Seen],
    known: Known,
    sayers: Sayers,
    weights: Weights,
) -> Links:
    """Which of `items` continues which of `old`, one to one.

    `old` are the items of the number before in reading order, then those that paused, the latest
    first.
    """
    links: Links = {}
    live = [place for place, pause in enumerate(known.pauses) if not pause]
    texts = {seen.text for seen in items}
    same = [place for place, seen in enumerate(old) if seen.text in texts]
    for pool in (
        [place for place in same if not known.pauses[place]],
        [place for place in same if known.pauses[place]],
    ):
        for key in (_below, _beside, _anywhere):
            _link_same(items, old, pool, key, links)
    for number, place in links.items():
        items[number].row[items[number].place] = known.threads[place]
    links |= assign(_gains(items, old, known, sayers, weights, links))
    _link_below(items, [old[place] for place in live], links)
    return links


def _below(seen: Seen) -> Hashable:
    return (seen.text, seen.section, seen.above_text)


def _beside(seen: Seen) -> Hashable:
    return (seen.text, seen.section) if _telling(seen) or seen.above < 0 else None


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
    items: Sequence[Seen],
    old: Sequence[Seen],
    known: Known,
    sayers: Sayers,
    weights: Weights,
    links: Links,
) -> dict[int, dict[int, float]]:
    """What each possible link of what is left would gain over none."""
    linked = set(links.values())
    left = [
        number
        for number, seen in enumerate(items)
        if number not in links and len(seen.profile.stems) <= LONGEST
    ]
    if len(left) > MANY:
        return {}
    places = _left(old, known, linked)
    going = sayers.all_of(places)
    near = {
        number: {
            places[thread]: shared
            for thread, shared in _near(items[number], old, places, going, sayers, weights)
            if _comparable(old[places[thread]], items[number])
        }
        for number in left
    }
    most: dict[int, float] = defaultdict(float)  # old item -> what a new one shares with it
    for candidates in near.values():
        for place, common in candidates.items():
            most[place] = max(most[place], common)
    carried = {known.threads[place] for place in linked}
    telling = _once(items) & _once(old)
    gains: dict[int, dict[int, float]] = {}
    for number, candidates in near.items():
        new = items[number]
        row = gains.setdefault(number, {})
        above = known.threads[links[new.above]] if new.above in links else -1
        for place, common in candidates.items():
            was = old[place]
            stands = Place(
                section=was.section == new.section,
                beside=_beside_same(was, new, -1, carried) or _beside_same(was, new, 1, carried),
                nested=_nested(was, new, above),
                pause=known.pauses[place],
                link=bool(telling.intersection(was.links, new.links)),
                nearest_old=common == max(candidates.values()),
                nearest_new=common == most[place],
            )
            row[place] = odds(was.profile, new.profile, stands, weights)
    return gains


def _left(old: Sequence[Seen], known: Known, linked: set[int]) -> dict[int, int]:
    """Thread -> place of the old items that may go on in other words."""
    return {
        known.threads[place]: place
        for place, seen in enumerate(old)
        if place not in linked
        and len(seen.profile.stems) <= LONGEST
        # a dated action that is gone does not return in other words
        and not (seen.profile.day and known.pauses[place])
    }


def _comparable(old: Seen, new: Seen) -> bool:
    """Not two dated actions, nor short texts in two sections."""
    if old.profile.day != new.profile.day:
        return False
    return old.section == new.section or (_telling(old) and _telling(new))


def _near(
    seen: Seen,
    old: Sequence[Seen],
    places: Mapping[int, int],
    going: int,
    sayers: Sayers,
    weights: Weights,
) -> list[tuple[int, float]]:
    """The threads that share most with an item, with the weight of their common words.

    `going` are those of `places` as `Sayers` gives them out.
    """
    said = {stem: sayers.of(stem) & going for stem in seen.profile.bag}
    words = {stem: threads for stem, threads in said.items() if 0 < threads.bit_count() <= COMMON}
    near = largest([(said, weights.weight(stem)) for stem, said in words.items()], CANDIDATES)
    shared = {
        thread: fsum(map(weights.weight, old[places[thread]].profile.bag.keys() & words))
        for thread in sayers.each(near)
    }
    return nsmallest(CANDIDATES, shared.items(), key=lambda one: (-one[1], places[one[0]]))


def _once(seen: Sequence[Seen]) -> set[str]:
    """The addresses that one item alone links to."""
    count = Counter(link for one in seen for link in set(one.links))
    return {link for link, times in count.items() if times == 1}


def _nested(old: Seen, new: Seen, above: int) -> bool:
    """Whether both stand on the top level, or below the same statement as far as is known."""
    if old.above < 0 or new.above < 0:
        return old.above < 0 and new.above < 0
    return old.section == new.section and above in (-1, old.below)


def _beside_same(old: Seen, new: Seen, step: int, carried: set[int]) -> bool:
    """Whether both stand beside the same statement of the section, of those that go on, or none."""
    return old.section == new.section and _next(old, step, carried) == _next(new, step, carried)


def _next(seen: Seen, step: int, carried: set[int]) -> int:
    place = seen.place + step
    while 0 <= place < len(seen.row) and seen.row[place] not in carried:
        place += step
    return seen.row[place] if 0 <= place < len(seen.row) else -1


def _link_below(items: Sequence[Seen], live: Sequence[Seen], links: Links) -> None:
    """Link the same text under items above that are linked themselves."""
    linked = set(links.values())
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, seen in enumerate(live):
        if place not in linked and seen.above >= 0:
            waiting[seen.text, seen.above].append(place)
    for number, seen in enumerate(items):
        if number not in links and seen.above in links:
            below = waiting.get((seen.text, links[seen.above]))
            if below:
                links[number] = below.popleft()
