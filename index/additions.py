"""What is asked besides a word: restored å ä ö, near spellings, slips, compounds written apart.

Each addition is query text of its own, so that it can be shown, and says how it came. All come
from the archive's vocabulary: nothing is asked that no item can answer, and never much.

    diacritics  `atgard` asks for åtgärd too, when the archive has no word `atgard` or the form with
                å ä ö is FAR times as common (å ä ö are letters of their own: får is not far)
    queue       `kö` asks for the very word `kön`, too: in `Kön till mottagningen` it is the queue,
                in `kön och ålder` a sex, and better one item too many than one too few
    spelling    a word that neither the archive nor the Swedish word list knows asks for the nearest
                words of the archive: one edit under LONG letters, else two (optimal string
                alignment: swapped neighbours are one). A name that the archive holds is never
                corrected, nor a Swedish word that it does not hold
    slip        a Swedish word that is no name asks for its own misspellings (`slips.py`), where the
                archive has one that is no word of the list, nor made of such
    apart       a compound asks for its elements side by side (`skade avgift`); so does a word that
                nothing else explains (`rökfri`, for `rök fri`)
    particle    a participle asks for its verb near its particle: `inställd` for "ställdes … in"
    together    words side by side in the query ask for the compound that they make, with and
                without a linking s, where the archive has it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from index import lexicon
from index.analysis import analyse
from index.query import Exact, Near, Phrase, Query, Word
from index.slips import slips
from index.stemming import STOPWORDS, stem
from index.terms import Column, Entry, How, Vocabulary

FAR = 10
LONG = 8
SHORTEST = 4  # letters of a word that is corrected
SLIPPING = 6  # of one whose misspellings are looked for: those of a shorter one are words, too
LETTERS = 4  # of a stem for each edit
HALF = 3  # of a word that is tried apart
NEAREST = 3  # additions of one kind to a word
BETWEEN = 3  # words between a verb and its particle
VARIANTS = 500  # spellings with and without diacritics that are looked up
NEAR_WEIGHT = 0.8

_PARTICIPLE = re.compile(
    r"(av|bort|fram|igenom|igång|in|isär|ner|ned|om|upp|ut|till|över)(\w+(?:d|da|de|t|tt))"
)
_LETTERS = {"a": "aåä", "o": "oö", "e": "eé"}  # å that was typed is meant


class Addition(NamedTuple):
    """A query to be asked besides a word of the query."""

    node: Query
    how: How
    weight: float


def uses(word: str, vocabulary: Vocabulary) -> int:
    """How often the archive says a word in any form; 1 when only inside compounds."""
    entries = {*vocabulary.lookup([word]), *vocabulary.stems([stem(word)])}
    return sum(entry.uses for entry in entries) or len(vocabulary.parts(lexicon.names(word)))


def additions(word: str, vocabulary: Vocabulary) -> tuple[Addition, ...]:
    """What one word of the query (as typed) asks for besides itself."""
    surfaces = _surfaces(word)
    if len(surfaces) != 1 or not surfaces[0].isalpha():
        return ()
    surface = surfaces[0]
    known = uses(surface, vocabulary)
    restored = list(_restored(surface, known, vocabulary))
    spelt = [] if known or restored or lexicon.known(surface) else near(surface, vocabulary)
    queue = stem(surface) == "kö" and vocabulary.lookup(["kön"])
    return (
        *((Addition(Exact("kön"), "stem", 1.0),) if queue else ()),
        *(Addition(Word(other), "diacritics", 1.0) for other in restored),
        *(Addition(Word(other), "fuzzy", NEAR_WEIGHT) for other in spelt),
        *(Addition(Word(other), "fuzzy", NEAR_WEIGHT) for other in _slips(surface, vocabulary)),
        *(Addition(p, "compound", NEAR_WEIGHT) for p in _apart(surface, known, vocabulary)),
        *(Addition(verb, "compound", NEAR_WEIGHT) for verb in _particle(surface, vocabulary)),
    )


def _restored(surface: str, known: int, vocabulary: Vocabulary) -> Iterator[str]:
    """The commonest spellings that differ in diacritics alone; of a word that the archive has, in
    those of its stem."""
    varied = len(stem(surface)) if known else len(surface)
    choices = [_LETTERS.get(letter, letter) for letter in surface[:varied]] + [*surface[varied:]]
    number = 1
    for letters in choices:
        number *= len(letters)
    if not 1 < number <= VARIANTS:
        return
    spellings = {"".join(letters) for letters in product(*choices)} - {surface}
    by_stem: dict[str, list[str]] = {}
    for spelling in sorted(spellings):
        by_stem.setdefault(stem(spelling), []).append(spelling)
    by_stem.pop(stem(surface), None)
    counts = dict.fromkeys(vocabulary.parts(by_stem), 1)
    for entry in vocabulary.stems(by_stem):
        counts[entry.stem] = counts.get(entry.stem, 0) + entry.uses
    common = sorted(counts, key=lambda stemmed: (-counts[stemmed], stemmed))
    for stemmed in common[:NEAREST]:
        if counts[stemmed] >= FAR * known:
            yield by_stem[stemmed][0]


def near(surface: str, vocabulary: Vocabulary, *, edits: int | None = None) -> list[str]:
    """The words of the archive nearest to one that it does not have, the commonest first.

    Surfaces are compared, and stems with its stem: `tilsyn` is two letters from `tillsynen`, one
    from its stem. `edits` allows another distance than LONG says.
    """
    if len(surface) < SHORTEST:
        return []
    allowed = edits or (1 if len(surface) < LONG else 2)
    surfaces = _close(surface, "surface", allowed, vocabulary)
    # What is cut off by stemming was no slip: the less is left, the less may differ.
    stemmed = stem(surface)
    left = min(allowed, len(stemmed) // LETTERS)
    distance = _close(stemmed, "stem", left, vocabulary) if left else {}
    for entry in vocabulary.lookup(surfaces):
        far = surfaces[entry.surface]
        distance[entry.stem] = min(far, distance.get(entry.stem, far))
    counts: dict[str, int] = {}
    best: dict[str, tuple[int, str]] = {}  # per stem the commonest of its surfaces
    for other, stemmed, times in vocabulary.stems(distance):
        if other.isalpha():
            counts[stemmed] = counts.get(stemmed, 0) + times
            best[stemmed] = max(best.get(stemmed, (0, "")), (times, other))
    ranked = sorted(best, key=lambda stemmed: (distance[stemmed], -counts[stemmed], stemmed))
    return [best[stemmed][1] for stemmed in ranked[:NEAREST]]


def _close(wanted: str, column: Column, allowed: int, vocabulary: Vocabulary) -> dict[str, int]:
    """The archive's surfaces or stems within so many edits, each with its distance."""
    from rapidfuzz.distance import OSA  # 30 ms, and few queries hold a word that is not known
    from rapidfuzz.process import extract

    if len(wanted) < SHORTEST:
        return {}
    spelled = vocabulary.spelled(column, len(wanted) - allowed, len(wanted) + allowed)
    candidates = {text for text in spelled if text.isalpha()}
    found = extract(wanted, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return {text: far for text, far, _ in found}


def _slips(surface: str, vocabulary: Vocabulary) -> list[str]:
    """The commonest misspellings of a word that the archive holds, one of each stem."""
    if len(surface) < SLIPPING or not lexicon.common(surface):
        return []
    stemmed = stem(surface)
    entries = {*vocabulary.stems(slips(stemmed)), *vocabulary.lookup(slips(surface))}
    best: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: (-entry.uses, entry.surface)):
        if entry.stem != stemmed and _strange(entry.surface):
            best.setdefault(entry.stem, entry)
    return [entry.surface for entry in best.values()][:NEAREST]


def _strange(surface: str) -> bool:
    """Whether what stands in a text may be a slip: it is no word of the list nor made of such."""
    known = surface in STOPWORDS or lexicon.known(surface) or lexicon.elements(surface)
    return surface.isalpha() and not known


def _apart(surface: str, known: int, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """A compound's elements as phrases, cut once at each place and everywhere, where the archive
    has them all."""
    elements = lexicon.elements(surface)
    cuts = [
        ("".join(elements[:place]), "".join(elements[place:])) for place in range(1, len(elements))
    ]
    if not elements and not known:
        halves = [
            (surface[:place], surface[place:]) for place in range(HALF, len(surface) - HALF + 1)
        ]
        cuts = [sides for sides in halves if all(map(lexicon.common, sides))]
    for sides in dict.fromkeys((*cuts, elements)):
        wanted = {stem(side) for side in sides}
        if wanted and {entry.stem for entry in vocabulary.stems(wanted)} >= wanted:
            yield Phrase(" ".join(sides))


def _particle(surface: str, vocabulary: Vocabulary) -> Iterator[Near]:
    """A participle's verb and particle, near each other, where the archive has the verb."""
    match = _PARTICIPLE.fullmatch(surface)
    if match is None:
        return
    particle, verb = match.groups()
    stemmed = stem(verb)
    if len(stemmed) >= SHORTEST and lexicon.known(verb) and vocabulary.stems([stemmed]):
        yield Near(f"{verb} {particle}", BETWEEN)


def together(words: Sequence[str], vocabulary: Vocabulary) -> str:
    """The compound that these words make and the archive has, or nothing."""
    surfaces = [surface for word in words for surface in _surfaces(word)]
    if len(surfaces) != len(words) or not all(surface.isalpha() for surface in surfaces):
        return ""
    first, last = "".join(surfaces[:-1]), surfaces[-1]
    inner = "".join(map(lexicon.element, surfaces))  # what the compound is within others
    for joined in (first + last, first + "s" + last):
        if vocabulary.stems([stem(joined)]) or vocabulary.parts([stem(joined), inner]):
            return joined
    return ""


@lru_cache(maxsize=1000)  # a word stands in several runs of words
def _surfaces(word: str) -> tuple[str, ...]:
    return tuple(token.surface for token in analyse(word))
