"""How likely it is that one text carries on another: the score behind threads.

A weekly report's statements are alike in form and differ in what they are about. So

- numbers, dates and weekdays carry no weight: within one matter they change from week to week;
- a word weighs the more the fewer texts of the series so far have it (inverse document frequency);
  only earlier and present texts count, so a report that is added at the end never changes a link
  that stood before;
- the share of common words is Dice's: a short text that a long one happens to contain is not alike
  (pieces of a text are for `index.parts`);
- long words count again, a little, by how they begin and end: "upphandlingsskadeavgift" goes on as
  "skadeavgift", with or without a word list for compounds;
- a name put in the place of another name (aligned word by word by rapidfuzz) is strong evidence of
  another matter: the same sentence about another hospital. It weighs against the names that both
  have. So does any word that gave way to one and the same other word more than once;
- so is what a preposition governs put in the place of something else ("frågor om luften", "frågor
  om köerna") where the rest reads alike;
- an item that opens with its own date ("22/10: …") is a dated action: another day, another action.

Names are capitalised words inside a sentence, acronyms, and words at the start of a sentence that
the series is known to capitalise elsewhere and never to write small.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log

from rapidfuzz.distance import Indel, Levenshtein

from index.analysis import MONTHS, analyse
from index.stemming import stem

_SENTENCE_START = re.compile(r"(?:\A|[.!?:|]\s)[\s\"”’'(–-]*\Z")
_OWN_DAY = re.compile(
    r"\s*(\d{1,2}/\d{1,2}(?:[/-]\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2} [a-zå]{3,9})"
    r"(?:,? (?:kl\.?|klockan) [\d.:]+)?\s*[:–-]\s",
    re.IGNORECASE,
)
_TIMES = frozenset(
    (
        *MONTHS,
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec"),
        *("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
        *("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"),
        *("vecka", "veckan", "kl", "klockan"),
        *("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    )
)
_FOLD = str.maketrans({"”": '"', "“": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-"})
_NAME_BLOCK = 6  # words on either side; a longer one is a sentence put for another
_PREPOSITIONS = frozenset(
    ("av", "för", "från", "hos", "i", "inom", "med", "mot", "om", "på", "till", "vid")
)
_COMPLEMENT = 3  # words, at most
_LONG = 9  # letters; a compound's beginning and end are words of their own
_AFFIX = 5
_OPENING = 3
_PART = 0.4  # what a part of a compound weighs beside the whole


def same_text(text: str) -> str:
    """The text as far as it decides "unchanged": NFC, one kind of space, quote and dash."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return " ".join(text.translate(_FOLD).split())


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A text as it is compared. Equal means the same object.

    `stems` and `names` stand in reading order, one entry a word: stem or "#" for a number or date;
    folded name, "?" + name where the capital may be the sentence's, or "". `bag` counts stems, and
    by a part what long words are made of. `figures` are the numbers and dates. `day` is the date
    that opens the item, or "".
    """

    stems: tuple[str, ...]
    names: tuple[str, ...]
    small: frozenset[str]
    day: str
    bag: Mapping[str, float]
    figures: frozenset[str]
    size: int  # how many different words there are

    @property
    def opening(self) -> tuple[str, ...]:
        """The first words: what a statement is about, it says first."""
        return self.stems[:_OPENING]


def profile(text: str) -> Profile:
    """What of a text is compared."""
    opening = _OWN_DAY.match(text)
    start = opening.end() if opening else 0
    stems: list[str] = []
    names: list[str] = []
    small: set[str] = set()
    figures: set[str] = set()
    bag: dict[str, float] = defaultdict(float)
    for token in analyse(text[start:]):
        surface = token.surface
        if not surface[0].isalpha() or token.stem.startswith("d:") or surface in _TIMES:
            stems.append("#")
            names.append("")
            figures.add(token.stem if token.stem.startswith("d:") else surface)
            continue
        stems.append(token.stem)
        bag[token.stem] += 1
        parts = set(token.parts) - {token.stem}
        for part in parts:
            bag[part] += _PART
        if len(surface) >= _LONG and not parts:
            bag["^" + token.stem[:_AFFIX]] += _PART
            bag["$" + token.stem[-_AFFIX:]] += _PART
        names.append(_name(text, start + token.start, start + token.end, surface))
        if text[start + token.start].islower():
            small.add(_genitive(surface))
    day = opening[1].lower() if opening else ""
    different = len(set(stems) - {"#"})
    return Profile(
        tuple(stems),
        tuple(names),
        frozenset(small),
        day,
        dict(bag),
        frozenset(figures),
        different,
    )


def _name(text: str, start: int, end: int, surface: str) -> str:
    if not text[start].isupper():
        return ""
    acronym = sum(letter.isupper() for letter in text[start:end]) > 1
    initial = not acronym and _SENTENCE_START.search(text, max(0, start - 4), start)
    return ("?" if initial else "") + _genitive(surface)


def _genitive(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


class _Rarities(dict[str, float]):
    """What words weigh, each worked out when it is first asked for."""

    def __init__(self, weights: Weights) -> None:
        self.known = weights

    def __missing__(self, stem: str) -> float:
        weight = self[stem] = log(1 + self.known.threads / max(1, self.known.having[stem]))
        return weight


class Weights:
    """What the series has taught so far: how common a word is, and which words are names."""

    def __init__(
        self,
        threads: int = 0,
        having: Counter[str] | None = None,
        names: set[str] | None = None,
        small: set[str] | None = None,
    ) -> None:
        self.threads = threads
        self.having = having or Counter()  # word -> threads that had it
        self.names = names or set()
        self.small = small or set()  # words that were written small
        self._weights = _Rarities(self)  # of what is known now
        self._sums: dict[Profile, float] = {}

    def learn(self, one: Profile, known: set[str]) -> None:
        """Take in a text of a thread whose words so far are `known`; these grow."""
        if not known:
            self.threads += 1
        fresh = (one.bag.keys() | one.figures) - known
        known |= fresh
        self.having.update(fresh)
        self.names.update(name for name in one.names if name and name[0] != "?")
        self.small |= one.small
        self._weights.clear()
        self._sums.clear()

    def weight(self, stem: str) -> float:
        """Inverse document frequency: about 0.7 for a word in every thread."""
        return self._weights[stem]

    def alone(self, stem: str) -> bool:
        """Whether one thread alone has it."""
        return self.having[stem] <= 1

    @property
    def rarest(self) -> float:
        """The weight of a word that one thread alone has."""
        return log(1 + self.threads)

    def name(self, mark: str) -> str:
        """The name behind an entry of `Profile.names`, or "" if the capital says nothing."""
        if not mark.startswith("?"):
            return mark
        name = mark[1:]
        return name if name in self.names and name not in self.small else ""

    def sum(self, bag: Mapping[str, float]) -> float:
        """The weight of a bag of words."""
        weights = self._weights
        return sum([weights[stem] * count for stem, count in bag.items()])

    def whole(self, one: Profile) -> float:
        """The weight of all words of a text."""
        total = self._sums.get(one)
        if total is None:
            total = self._sums[one] = self.sum(one.bag)
        return total

    def shared(self, one: Mapping[str, float], other: Mapping[str, float]) -> float:
        """The weight of what two bags have in common."""
        weights = self._weights
        both = one.keys() & other.keys()  # in no order: hence fsum, which needs none
        return fsum([weights[stem] * min(one[stem], other[stem]) for stem in both])


def likeness(old: Profile, new: Profile, weights: Weights) -> float:
    """The share of common words, by weight: from 0 (none) to 1 (the same words)."""
    if not old.bag or not new.bag:
        return 0.0
    return 2 * weights.shared(old.bag, new.bag) / (weights.whole(old) + weights.whole(new))


def agreement(old: Profile, new: Profile, weights: Weights) -> float:
    """1 where no name took the place of another; towards 0 the more of the names did."""
    kept: set[str] = set()
    given: set[str] = set()
    taken: set[str] = set()
    replaced: Counter[tuple[str, str]] = Counter()
    theirs = {name for mark in new.names if (name := weights.name(mark))}
    ours = {name for mark in old.names if (name := weights.name(mark))}
    for equal, before, after in _aligned(old.stems, new.stems):
        if equal:
            kept.update(name for place in after if (name := weights.name(new.names[place])))
            continue
        if max(len(before), len(after)) > _NAME_BLOCK:
            continue
        gone = {name for place in before if (name := weights.name(old.names[place]))}
        come = {name for place in after if (name := weights.name(new.names[place]))}
        gone = {name for name in gone if not _known(name, theirs)}
        come = {name for name in come if not _known(name, ours)}
        if gone and come:
            given |= gone
            taken |= come
        elif len(before) == len(after) == 1:
            replaced[old.stems[before[0]], new.stems[after[0]]] += 1
    for (was, now), times in replaced.items():
        if times > 1 and "#" not in (was, now):
            given.add(was)
            taken.add(now)
    if not given or not taken:
        return 1.0
    swapped = (_weigh(given, weights) + _weigh(taken, weights)) / 2
    same = _weigh(kept, weights)
    return same / (same + 2 * swapped)


def other_complement(old: Profile, new: Profile) -> bool:
    """Whether what a preposition governs gave way to something else; a number is nothing else."""
    governed = False
    for equal, before, after in _aligned(old.stems, new.stems):
        if equal:
            governed = bool(before) and old.stems[before[-1]] in _PREPOSITIONS
        elif (
            governed
            and min(len(before), len(after)) > 0
            and max(len(before), len(after)) <= _COMPLEMENT
            and "#" not in (old.stems[before[-1]], new.stems[after[-1]])
        ):
            return True
    return False


def _aligned(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[int], Sequence[int]]]:
    """Stretches that are equal, and all that is not between two of them in one."""
    at_old = at_new = 0
    for block in Levenshtein.opcodes(old, new).as_matching_blocks():
        if block.a > at_old or block.b > at_new:
            yield False, range(at_old, block.a), range(at_new, block.b)
        at_old, at_new = block.a + block.size, block.b + block.size
        yield True, range(block.a, at_old), range(block.b, at_new)


def _known(name: str, names: Iterable[str]) -> bool:
    """Whether a name is among others, a slip of the pen apart."""
    return any(
        name == other
        or (min(len(name), len(other)) > 4 and Indel.normalized_similarity(name, other) > 0.85)
        for other in names
    )


def _weigh(names: Iterable[str], weights: Weights) -> float:
    return sum(weights.weight(stem(name)) for name in names)
