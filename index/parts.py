"""Statements that become two, and two that become one.

Both are one question, asked forwards and backwards in time: is `part` a piece of `whole` that
`heir`, the statement on the other side that carries the whole on, does not have? Then

- much of the part comes from the whole, and no name took the place of another,
- half of that, at least, is not in the heir (what two texts merely have in common is no piece), and
- heir and part together cover half of the whole.

Where part and heir stand side by side, or the part below the heir, less will do: a summary of two
neighbours has a rare word or two of each.

Words are weighed by rarity, so that phrases which all statements have do not count as pieces. Where
nothing carries the whole on, two pieces that are heirs to each other do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations

from index.similarity import Profile, Weights, agreement

SAME_NAMES = 0.5
LEAST_WORDS = 4
NEAREST = 8  # texts of which two may be the pieces of a whole that nothing carries on
ROUNDED = 1 - 1e-9  # sums in another order differ in their last digits
MOST_PAIRS = 100_000  # of wholes and loose texts: where so much is new, nothing is a piece


@dataclass(frozen=True, slots=True)
class Least:
    """What a piece must have: `taken` of it from the whole; `own` of that not in the heir; `rare`
    of it, in words that one thread alone has; `covered` of the whole by both."""

    taken: float
    own: float
    rare: float
    covered: float


APART = Least(taken=0.45, own=0.5, rare=0.0, covered=0.5)
BESIDE = Least(taken=0.14, own=0.2, rare=1.0, covered=0.25)


def pieces(
    wholes: Sequence[tuple[Profile, Profile | None]],
    loose: Sequence[Profile],
    weights: Weights,
    beside: Callable[[int, int], bool],
) -> dict[int, int]:
    """Which loose text is a piece of which whole, by their numbers.

    `wholes` come with their heirs, None where nothing carries them on; `beside` says of a whole and
    a loose text whether the latter stands beside the heir.
    """
    best: dict[int, tuple[float, int]] = {}
    if len(wholes) * len(loose) > MOST_PAIRS:
        return {}
    alike = _alike([whole for whole, _ in wholes], loose, weights)
    for number, (whole, heir) in enumerate(wholes):
        if heir is not None:
            found = {
                i: _piece(whole, heir, loose[i], weights, BESIDE if beside(number, i) else APART)
                for i in alike[number]
            }
        else:
            near = {i: _taken(whole, loose[i], weights, APART) for i in alike[number]}
            found = {}
            for i, j in combinations(
                sorted(nlargest(NEAREST, filter(near.get, near), near.__getitem__)), 2
            ):
                one = _piece(whole, loose[i], loose[j], weights, APART)
                other = _piece(whole, loose[j], loose[i], weights, APART)
                if one and other and one + other > sum(found.values()):
                    found = {i: other, j: one}
        for i, score in found.items():
            if score > best.get(i, (0.0, 0))[0]:
                best[i] = (score, number)
    return {i: number for i, (_, number) in sorted(best.items())}


def _alike(
    wholes: Sequence[Profile], loose: Sequence[Profile], weights: Weights
) -> list[list[int]]:
    """For each whole, the loose texts of which it may have enough to be worth a closer look."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, whole in enumerate(wholes):
        for stem in whole.bag:
            having[stem].append(number)
    alike: list[list[int]] = [[] for _ in wholes]
    for i, part in enumerate(loose):
        taken = [0.0] * len(wholes)  # at most: the whole may have a word less often
        for stem, count in part.bag.items():
            weight = weights.weight(stem) * count
            for number in having.get(stem, ()):
                taken[number] += weight
        enough = BESIDE.taken * weights.whole(part) * ROUNDED
        for number, weight in enumerate(taken):
            if weight >= enough:
                alike[number].append(i)
    return alike


def _taken(whole: Profile, part: Profile, weights: Weights, least: Least) -> float:
    """The weight of what a part has from the whole; 0 where that is too little of it."""
    if part.size < LEAST_WORDS or part.day != whole.day:
        return 0.0
    taken = weights.shared(whole.bag, part.bag)
    if taken < least.taken * weights.whole(part):
        return 0.0
    return taken if agreement(whole, part, weights) >= SAME_NAMES else 0.0


def _piece(whole: Profile, heir: Profile, part: Profile, weights: Weights, least: Least) -> float:
    """How much of the whole (0 to 1) the part alone has; 0 where it is no piece of it."""
    taken = _taken(whole, part, weights, least)
    if not taken:
        return 0.0
    total = weights.whole(whole)
    shared = _common(whole.bag, part.bag)
    heirs = _common(whole.bag, heir.bag)
    own = weights.sum(_beyond(shared, heirs))
    heirs_own = weights.sum(_beyond(heirs, shared))
    if own < max(least.own * taken, least.rare * weights.rarest) or heirs_own < own / 4:
        return 0.0
    return own / total if taken + heirs_own >= least.covered * total else 0.0


def _common(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {stem: min(count, other[stem]) for stem, count in one.items() if stem in other}


def _beyond(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """What the first has more of than the second."""
    return {
        stem: count - other.get(stem, 0.0)
        for stem, count in one.items()
        if count > other.get(stem, 0.0)
    }
