"""Titles, headings and furniture: what items hold of them, and how they are asked.

None of them is an item, so the next item below stands for them (`engine.Record.head`). It holds of
each word its stem, its surface behind `=` and its parts, and each two words side by side, by which
phrases are asked. What stands above all of a report is led in by ABOVE_ALL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product, zip_longest

from index import plain
from index.analysis import Token
from index.plain import AnyOf, Field, Leaf, Plain, Term

ABOVE_ALL = "^"


def held(tokens: Sequence[Token], mark: str = "") -> Iterator[tuple[str, Token, Token]]:
    """What is held of a text: each term, with the first and the last word that it is of."""
    for token, after in zip_longest(tokens, tokens[1:]):
        for term in (token.stem, f"={token.surface}", *token.parts):
            yield f"{mark}{term}", token, token
        if after is not None:
            yield f"{mark}{token.stem} {after.stem}", token, after


def asked(node: Plain, marks: Sequence[str], weight: float) -> Plain:
    """What a node asks for, in headings (and, with ABOVE_ALL, in titles) alone.

    `weight` is what a term has there beside what it has in an item; 0 ranks nothing.
    """
    match node:
        case Term() | AnyOf():
            terms = node.terms if isinstance(node, AnyOf) else (node,)
            heads = (
                Term("head", f"{mark}{head}", round(term.weight * weight, 3))
                for term in terms
                for _, head in answering(term)
                for mark in marks
            )
            return AnyOf(tuple(dict.fromkeys(heads)))
        case plain.Phrase(slots):
            return plain.Or(tuple(_side_by_side(slots, mark, weight) for mark in marks))
        case plain.And(nodes):
            return plain.And(tuple(asked(each, marks, weight) for each in nodes))
        case plain.Or(nodes):
            return plain.Or(tuple(asked(each, marks, weight) for each in nodes))
        case plain.Range():
            return node  # a date, and when it is meant
        case _:
            return plain.Or(())


def answering(leaf: Leaf) -> Iterator[tuple[tuple[Field, str], str]]:
    """The terms by which headings answer a leaf, each behind the term that it stands for."""
    match leaf:
        case Term("word", text):
            yield ("word", text), f"={text}"
        case Term("stem" | "part" as field, text):
            yield (field, text), text
        case AnyOf(terms):
            for term in terms:
                yield from answering(term)
        case plain.Phrase(slots):
            for one, two in _pairs(slots):
                yield ("stem", one), f"{one} {two}"
        case _:
            pass


def _side_by_side(slots: Sequence[Sequence[str]], mark: str, weight: float) -> Plain:
    """Each two words of a phrase side by side."""
    pairs = (
        AnyOf(tuple(Term("head", f"{mark}{one} {two}", weight) for one, two in _pairs(both)))
        for both in pairwise(slots)
    )
    return plain.And(tuple(pairs))


def _pairs(slots: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each alternative of a slot with each of the next."""
    for one, two in pairwise(slots):
        yield from product(one, two)
