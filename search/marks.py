"""Which words of an item answer the query: the engine's matching, done again on one item's tokens.

An engine says only that an item matches. Marks come from the same analysed text and the same plain
query, so they stay right for phrases (only where the phrase stands), for compound parts, for
abbreviations and for corrected words, whatever the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis import Token
from index.near import near
from index.plain import AnyOf, Leaf, Near, Phrase, Range, Term
from search.snippet import Mark


@dataclass(frozen=True, slots=True)
class Answer:
    """What of a text answers a leaf, and the plain term that it does by. A phrase is one mark."""

    marks: tuple[Mark, ...]
    term: Term


def answers(tokens: Sequence[Token], leaves: Sequence[Leaf]) -> tuple[Answer, ...]:
    """Each place of the text where a leaf matches."""
    found: list[Answer] = []
    for number, leaf in enumerate(leaves):
        key = str(number)
        match leaf:
            case Term():
                found += _terms(tokens, (leaf,), key)
            case AnyOf(terms):
                found += _terms(tokens, terms, key)
            case Phrase(slots):
                for run in _phrases(tokens, slots):
                    whole = Mark(run[0].start, run[-1].end, key)
                    found.append(Answer((whole,), Term("stem", run[0].stem)))
            case Near(slots, distance):
                for run in _nears(tokens, slots, distance):
                    each = sorted((_mark(token, key) for token in run), key=lambda m: m.start)
                    found.append(Answer(tuple(each), Term("stem", run[0].stem)))
            case Range():
                pass
    return tuple(dict.fromkeys(found))


def _mark(token: Token, key: str) -> Mark:
    return Mark(token.start, token.end, key)


def _terms(tokens: Sequence[Token], terms: Sequence[Term], key: str) -> Iterator[Answer]:
    by_place: dict[tuple[str, str], Term] = {(term.field, term.text): term for term in terms}
    for token in tokens:
        places = [("word", token.surface), ("stem", token.stem)]
        places += [("part", part) for part in token.parts]
        for place in places:
            if term := by_place.get(place):
                yield Answer((_mark(token, key),), term)
                break


def _phrases(tokens: Sequence[Token], slots: Sequence[Sequence[str]]) -> Iterator[Sequence[Token]]:
    for first in range(len(tokens) - len(slots) + 1):
        run = tokens[first : first + len(slots)]
        consecutive = run[-1].position - run[0].position == len(slots) - 1
        if consecutive and all(t.stem in slot for t, slot in zip(run, slots, strict=True)):
            yield run


def _nears(
    tokens: Sequence[Token], slots: Sequence[Sequence[str]], distance: int
) -> Iterator[Sequence[Token]]:
    by_position = {token.position: token for token in tokens}
    lines = [[token.position for token in tokens if token.stem in slot] for slot in slots]
    for choice in near(lines, distance):
        yield [by_position[position] for position in choice]
