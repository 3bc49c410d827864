"""Did you mean: the query with each word that the archive does not have changed for the nearest.

Asked when nothing was found. Looser than what `additions.py` adds by itself: two edits from five
letters on, and correct Swedish words that the archive happens not to hold are tried too.
"""

from __future__ import annotations

from index.additions import near, uses
from index.analysis import analyse
from index.query import And, Or, Query, Word
from index.terms import Vocabulary

FAR_FROM = 5  # letters from which two edits are tried


def suggest(asked: Query, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Query texts that would find something more, the nearest first; at most three."""
    choices = {word: _nearest(word, vocabulary) for word in _words(asked)}
    choices = {word: others for word, others in choices.items() if others}
    number = max(map(len, choices.values()), default=0)
    changed = (
        _changed(asked, {word: others[min(n, len(others) - 1)] for word, others in choices.items()})
        for n in range(number)
    )
    return tuple(dict.fromkeys(map(str, changed)))


def _words(node: Query) -> tuple[Word, ...]:
    match node:
        case Word():
            return (node,)
        case And(nodes) | Or(nodes):
            return tuple(word for each in nodes for word in _words(each))
        case _:
            return ()


def _nearest(word: Word, vocabulary: Vocabulary) -> list[str]:
    tokens = analyse(word.text)
    surface = tokens[0].surface if len(tokens) == 1 else ""
    if not surface.isalpha() or uses(surface, vocabulary):
        return []
    return near(surface, vocabulary, edits=2 if len(surface) >= FAR_FROM else 1)


def _changed(node: Query, others: dict[Word, str]) -> Query:
    match node:
        case Word():
            return Word(others.get(node, node.text))
        case And(nodes):
            return And(tuple(_changed(each, others) for each in nodes))
        case Or(nodes):
            return Or(tuple(_changed(each, others) for each in nodes))
        case _:
            return node
