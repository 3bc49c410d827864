"""What speaks for it that one item carries on another, as the logarithm of the odds.

Each observation adds its weight, above 0 the link is likelier than not. The weights were fitted by
logistic regression on the pairs that were left to compare, once every truth had been told, in the
weekly series of the corpus, ten generated chronicles (`corpus/generate.py`, seeds 0 to 9) and ten
random series (`tests/index/invented_series.py`), then moved a little towards linking, because the
best assignment of all (`index.assignment`) settles what pair by pair looks doubtful. The rest of
the corpus and later seeds were only measured on. What the weights say:

- how much is alike, of both texts (Dice) and of the shorter (overlap): a statement told anew keeps
  a third of its words;
- the rarest word that both have, and dates and figures that no other thread has: one name tells
  more than many common words;
- each being the other's nearest of all that is left counts as much as a third of the words: what
  looks weak in itself is strong without a rival;
- names that gave way to other names speak more against a link than anything for it
  (`similarity.agreement`);
- the section, the neighbours, the item above; whether the statement stood in the number before, and
  if not, how long it paused;
- an address that these two alone link to. The corpus has too few to fit a weight: it is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p

from index.similarity import Profile, Weights, agreement

START = -10.2
DICE, OVERLAP = 2.8, 2.1
RAREST, FIGURES = 4.3, 1.7
NEAREST_OLD, NEAREST_NEW = 2.0, 2.7
OTHER_NAMES = -11.0
SECTION, BESIDE, OTHER_LEVEL = 1.4, 2.2, -1.9
PAUSED, PAUSE = -2.2, -0.4
LINK = 4.0
SHORT = -2.5


@dataclass(frozen=True, slots=True)
class Place:
    """How two items stand to each other.

    `section`: in the same one; `beside`: beside the same neighbour; `nested`: below the same item
    or both below none; `pause`: numbers between them; `nearest_old`: no other old item shares more
    with the new one; `nearest_new`: no other new item shares more with the old one; `link`: they
    alone link to one address.
    """

    section: bool
    beside: bool
    nested: bool
    pause: int
    link: bool
    nearest_old: bool
    nearest_new: bool


def odds(old: Profile, new: Profile, place: Place, weights: Weights) -> float:
    """The logarithm of the odds that `new` carries on `old`."""
    shared = weights.shared(old.bag, new.bag)
    one, other = weights.whole(old), weights.whole(new)
    if not shared:
        return START
    rarest = max(weights.weight(stem) for stem in old.bag if stem in new.bag)
    figures = sum(weights.alone(figure) for figure in old.figures & new.figures)
    score = (
        START
        + DICE * 2 * shared / (one + other)
        + OVERLAP * shared / min(one, other)
        + RAREST * rarest / weights.rarest
        + FIGURES * log1p(figures)
        + NEAREST_OLD * place.nearest_old
        + NEAREST_NEW * place.nearest_new
        + SECTION * place.section
        + BESIDE * place.beside
        + OTHER_LEVEL * (not place.nested)
        + PAUSED * (place.pause > 0)
        + PAUSE * log1p(place.pause)
        + LINK * place.link
        + SHORT / max(1, min(old.size, new.size))
    )
    if score <= 0:
        return score
    return score + OTHER_NAMES * (1 - agreement(old, new, weights))
