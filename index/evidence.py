"""What speaks for it that one item carries on another, as the logarithm of the odds.

Each observation adds its weight, above 0 the link is likelier than not. The weights were fitted by
logistic regression on the pairs that were left to compare, once every truth had been told, in the
weekly series of the corpus, six generated chronicles (`corpus/generate.py`, seeds 200 to 205) and
ten random series (`tests/index/invented_series.py`), then moved a little towards linking, because
the best assignment of all (`index.assignment`) settles what pair by pair looks doubtful. What is
observed was chosen by what improves series that were left out of the fit; the monthly series of the
corpus and all other seeds were only measured on. What the weights say:

- how much is alike, of both texts (Dice) and of the shorter (overlap): a statement told anew keeps
  a third of its words, and often its first word, which is what it is about;
- the rarest word that both have, and dates and figures that no other thread has: one name tells
  more than many common words;
- each being the other's nearest of all that is left counts as much as a third of the words: what
  looks weak in itself is strong without a rival;
- names that gave way to other names speak more against a link than anything for it
  (`similarity.agreement`); so does what a preposition governs (`similarity.other_complement`), the
  more the rest is alike: then the sentence is a form that many matters share;
- the section, the neighbours, the item above; whether the statement stood in the number before, and
  if not, how long it paused;
- an address that these two alone link to. The corpus has too few to fit a weight: it is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p

from index.similarity import Profile, Weights, agreement, other_complement

START = -9.9
DICE, OVERLAP, FIRST_WORD = 2.8, 1.6, 1.1
RAREST, FIGURES = 4.1, 1.9
MOST_ALIKE = DICE + OVERLAP + RAREST
NEAREST_OLD, NEAREST_NEW = 2.0, 2.6
OTHER_NAMES, OTHER_COMPLEMENT = -9.0, -5.0
SECTION, BESIDE, OTHER_LEVEL = 1.2, 2.3, -1.7
PAUSED, PAUSE = -2.2, -0.4
LINK = 4.0
SHORT = -1.9


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
    """The logarithm of the odds that `new` carries on `old`; or less, where that is below 0."""
    figures = sum(weights.alone(figure) for figure in old.figures & new.figures)
    score = (
        START
        + FIRST_WORD * (old.stems[:1] == new.stems[:1] != ("#",))
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
    if score + MOST_ALIKE <= 0:
        return score  # most pairs: how much is alike takes longest to know
    shared = weights.shared(old.bag, new.bag)
    if not shared:
        return START
    one, other = weights.whole(old), weights.whole(new)
    alike = 2 * shared / (one + other)
    rarest = max(weights.weight(stem) for stem in old.bag if stem in new.bag)
    score += DICE * alike + OVERLAP * shared / min(one, other) + RAREST * rarest / weights.rarest
    if score <= 0:
        return score
    return (
        score
        + OTHER_NAMES * (1 - agreement(old, new, weights))
        + OTHER_COMPLEMENT * alike * other_complement(old, new)
    )
