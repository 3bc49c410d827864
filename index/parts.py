"""Statements that become two, and two that become one.

Both are one question, asked forwards and backwards in time: is `part` a piece of `whole` that
`heir`, the statement on the other side that carries the whole on, does not have? Then

- much of the part comes from the whole, and no name took the place of another,
- half of that, at least, is not in the heir (what two texts merely have in common is no piece), and
- heir and part together cover half of the whole.

Words are weighed by rarity, so that phrases which all statements have do not count as pieces. Where
nothing carries the whole on, two pieces that are heirs to each other do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from index.similarity import Profile, Weights, agreement

FROM_WHOLE = 0.45
NOT_IN_HEIR = 0.5
COVERED = 0.5
SAME_NAMES = 0.5
LEAST_WORDS = 4


def pieces(
    wholes: Sequence[tuple[Profile, Profile | None]], loose: Sequence[Profile], weights: Weights
) -> dict[int, int]:
    """Which loose text is a piece of which whole, by their numbers.

    `wholes` come with their heirs, None where nothing carries them on.
    """
    best: dict[int, tuple[float, int]] = {}
    for number, (whole, heir) in enumerate(wholes):
        near = [i for i, part in enumerate(loose) if _taken(whole, part, weights)]
        if heir is not None:
            found = {i: _piece(whole, heir, loose[i], weights) for i in near}
        else:
            found = {}
            for i, j in combinations(near, 2):
                one = _piece(whole, loose[i], loose[j], weights)
                other = _piece(whole, loose[j], loose[i], weights)
                if one and other and one + other > sum(found.values()):
                    found = {i: other, j: one}
        for i, score in found.items():
            if score > best.get(i, (0.0, 0))[0]:
                best[i] = (score, number)
    return {i: number for i, (_, number) in sorted(best.items())}


def _taken(whole: Profile, part: Profile, weights: Weights) -> float:
    """The weight of what a part has from the whole; 0 where that is too little of it."""
    if part.size < LEAST_WORDS or part.day != whole.day:
        return 0.0
    taken = weights.shared(whole.bag, part.bag)
    if taken < FROM_WHOLE * weights.whole(part):
        return 0.0
    return taken if agreement(whole, part, weights) >= SAME_NAMES else 0.0


def _piece(whole: Profile, heir: Profile, part: Profile, weights: Weights) -> float:
    """How much of the whole (0 to 1) the part alone has; 0 where it is no piece of it."""
    taken = _taken(whole, part, weights)
    total = weights.whole(whole)
    shared = _common(whole.bag, part.bag)
    heirs = _common(whole.bag, heir.bag)
    own = weights.sum(_beyond(shared, heirs))
    heirs_own = weights.sum(_beyond(heirs, shared))
    together = taken + heirs_own
    if own < NOT_IN_HEIR * taken or heirs_own < own / 4 or together < COVERED * total:
        return 0.0
    return own / total


def _common(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {stem: min(count, other[stem]) for stem, count in one.items() if stem in other}


def _beyond(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """What the first has more of than the second."""
    return {
        stem: count - other.get(stem, 0.0)
        for stem, count in one.items()
        if count > other.get(stem, 0.0)
    }
