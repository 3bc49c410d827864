"""The query tree with what is asked besides: a tree of the same kind, so that it can be shown.

    avgft              -> (avgft OR avgift)
    IVO beslut         -> (IVO OR "Inspektionen för vård och omsorg") beslut
    skade avgift       -> (skade OR skadeavgift) (avgift OR skadeavgift)
    kommitté           -> (kommitté OR komittén)
    14 miljoner kronor -> 14 (miljoner OR mnkr) (kronor OR mnkr)
    v. 9               -> (v. OR "vecka 9" OR v9) (9 OR "vecka 9" OR v9)

Only words are widened: not quotes, patterns, `=word`, nor what stands in NOT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from index import lexicon
from index.additions import Addition, additions, together
from index.analysis import STOPWORDS, WEEK, analyse
from index.query import And, DateRange, FieldFilter, Not, Or, Phrase, Query, Word
from index.short_forms import SHORT_FORMS
from index.terms import How, Synonym, Vocabulary

LONGEST = 3  # words of the query that are tried as one compound
TERM_WORDS = 4  # words that one term may have: den 22 oktober 2025
_CASE = re.compile(r"(?P<register>[^\W\d_]{1,5})(?P<gap> ?)(?P<number>(?:19|20)\d\d[-/:]\d+)")


class Origin(NamedTuple):
    """The word of the query that an added node came from."""

    word: str
    how: How
    weight: float


@dataclass(frozen=True, slots=True)
class Widened:
    """The tree, and for each node that was added where it came from."""

    tree: Query
    origins: Mapping[Query, Origin]


def widen(asked: Query, vocabulary: Vocabulary, synonyms: Sequence[Synonym]) -> Widened:
    """The tree with additions from the vocabulary and from synonyms."""
    widening = _Widening(vocabulary, synonyms)
    return Widened(widening.node(asked), widening.origins)


def is_filter(node: Query) -> bool:
    """Whether a node says where to look, not what for."""
    match node:
        case FieldFilter() | DateRange():
            return True
        case And(nodes) | Or(nodes):
            return all(map(is_filter, nodes))
        case Not(inner):
            return is_filter(inner)
        case _:
            return False


def meaningful(nodes: tuple[Query, ...]) -> tuple[Query, ...]:
    """A list of words without stop words, if any other word is left."""
    left = any(not _stops(node) and not is_filter(node) for node in nodes)
    return tuple(node for node in nodes if not _stops(node)) if left else nodes


def _stops(node: Query) -> bool:
    return isinstance(node, Word) and node.text.lower() in STOPWORDS


def gathered(node: Query) -> Query:
    """The tree with words that are one term only together (`22 oktober`, `400 000`) in quotes."""
    match node:
        case And(nodes):
            found = tuple(_gathered(nodes))
            return found[0] if len(found) == 1 else And(found)
        case Or(nodes):
            return Or(tuple(map(gathered, nodes)))
        case Not(inner):
            return Not(gathered(inner))
        case _:
            return node


def _gathered(nodes: Sequence[Query]) -> Iterator[Query]:
    place = 0
    while place < len(nodes):
        words = [
            node.text
            for node in takewhile(lambda node: isinstance(node, Word), nodes[place:])
            if isinstance(node, Word)
        ]
        for length in range(min(len(words), TERM_WORDS), 1, -1):
            text = " ".join(words[:length])
            if len(analyse(text)) == 1:
                yield Phrase(text)
                place += length
                break
        else:
            yield gathered(nodes[place])
            place += 1


def _otherwise(text: str) -> Iterator[Addition]:
    """How else weeks and case numbers are written: `v. 9`, `v9`; `HSN 2025-1`, `HSN2025-1`."""
    if week := WEEK.fullmatch(text):
        yield Addition(Phrase(f"vecka {week[1]}"), "abbreviation", 1.0)
        together = week.start(1) == 1
        other = Phrase(f"v. {week[1]}") if together else Word(f"v{week[1]}")
        yield Addition(other, "abbreviation", 1.0)
    if case := _CASE.fullmatch(text):
        gap = "" if case["gap"] else " "
        yield Addition(Phrase(f"{case['register']}{gap}{case['number']}"), "compound", 1.0)


class _Widening:
    def __init__(self, vocabulary: Vocabulary, synonyms: Sequence[Synonym]) -> None:
        self.vocabulary = vocabulary
        self.origins: dict[Query, Origin] = {}
        self.names = _by_name(tuple(synonyms))
        self.short = _by_name(SHORT_FORMS)
        self.longest = max(map(len, (*self.names, *self.short)), default=1)

    def node(self, node: Query) -> Query:
        match node:
            case And(nodes):
                return And(tuple(self.words(nodes)))
            case Or(nodes):
                return Or(tuple(map(self.node, nodes)))
            case Word():
                return self.word(node)
            case _:
                return node

    def words(self, nodes: tuple[Query, ...]) -> Iterator[Query]:
        """A list of words. Where several side by side have another name, each of them asks for it
        too: `(a OR name) (b OR name)` is `(a b) OR name`, and a word stays a word by itself."""
        place = 0
        while place < len(nodes):
            run = self.run(nodes[place:])
            written = " ".join(word.text for word in run)
            shared = [*self.named(run), *self.compound(run)] if len(run) > 1 else []
            for addition in shared:
                self.remember(addition, written)
            for node in nodes[place : place + len(run)]:
                yield self.word(node, shared) if isinstance(node, Word) else self.node(node)
            if not run:
                yield self.node(nodes[place])
            place += len(run) or 1

    def run(self, nodes: Sequence[Query]) -> tuple[Word, ...]:
        """The longest list of words from the beginning that has another name; else nothing."""
        words = list(takewhile(lambda node: isinstance(node, Word), nodes))
        for length in range(min(len(words), max(self.longest, LONGEST)), 1, -1):
            run = tuple(word for word in words[:length] if isinstance(word, Word))
            if self.named(run) or self.compound(run):
                return run
        return ()

    def named(self, run: Sequence[Word]) -> list[Addition]:
        text = " ".join(word.text for word in run)
        key = _key(text)
        others = (*self.short.get(key, ()), *_otherwise(text))
        return [*self.names.get(key, ()), *(added for added in others if self.said(added.node))]

    def said(self, node: Query) -> bool:
        """Whether the archive has all words of a name."""
        stems = {token.stem for token in analyse(str(node))}
        return {entry.stem for entry in self.vocabulary.stems(stems)} == stems

    def compound(self, run: Sequence[Word]) -> list[Addition]:
        if len(run) > LONGEST or any(map(_stops, run)):
            return []
        words = [word.text for word in run]
        joined = together(words, self.vocabulary)
        # a stem of one of the words says nothing of them joined: anmälningar, anmälningarenligt
        told = joined and _key(joined) not in map(_key, words)
        return [Addition(Word(joined), "compound", 1.0)] if told else []

    def word(self, word: Word, shared: Sequence[Addition] = ()) -> Query:
        if _stops(word):
            return word
        own = [*self.named([word]), *additions(word.text, self.vocabulary)]
        for addition in own:
            self.remember(addition, word.text)
        others = dict.fromkeys(addition.node for addition in (*shared, *own))
        return Or((word, *others)) if others else word

    def remember(self, addition: Addition, written: str) -> None:
        self.origins.setdefault(addition.node, Origin(written, addition.how, addition.weight))


@lru_cache(maxsize=8)  # an archive's are the same for every query
def _by_name(synonyms: tuple[Synonym, ...]) -> Mapping[tuple[str, ...], Sequence[Addition]]:
    """What each name stands for, by its stems."""
    found: dict[tuple[str, ...], list[Addition]] = {}
    for one, other, how in synonyms:
        if _key(one) == _key(other):  # enl, enligt: whoever asks for one asks for the other
            continue
        found.setdefault(_key(one), []).append(Addition(_text(other), how, 1.0))
        for key in (_key(other), _head(other)):
            found.setdefault(key, []).append(Addition(_text(one), how, 1.0))
    found.pop((), None)
    return found


@lru_cache(maxsize=10_000)  # each word of a query is looked at in several runs of words
def _key(text: str) -> tuple[str, ...]:
    return tuple(token.stem for token in analyse(text))


def _head(text: str) -> tuple[str, ...]:
    """`läkemedelslistan` of `nationella läkemedelslistan`: a compound with one word before it says
    as much alone."""
    tokens = analyse(text)
    told = len(tokens) == 2 and lexicon.elements(tokens[-1].surface)
    return (tokens[-1].stem,) if told else ()


def _text(text: str) -> Query:
    """A name as query text: one word as a word, so that its inflections match; else a phrase."""
    return Word(text) if len(analyse(text)) == 1 and " " not in text else Phrase(text)
