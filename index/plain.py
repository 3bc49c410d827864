"""The plain query: what an engine understands, after `expand` has decided everything else.

Text in it is analysed: the very strings that `Record` holds. No node needs a vocabulary, a
language or a guess, so every engine can match the same items.

    Term      one text in one field; `section`, `series` and `report` hold one value each, whole
    AnyOf     any of several terms, ranked as if they were one word (as Lucene's SynonymQuery)
    Phrase    stems at consecutive positions; each slot is a set of alternatives
    Near      the slots in any order, at distinct positions, at most `distance` others among them
    Range     low <= value <= high; ISO dates compare as text, an empty end is open
    AtLeast   at least `count` of the nodes match: the way to the nearest items
    Within    the leaves may meet anywhere in one section or report: the groups for which `node`
              is true, and of these the items that match a leaf outside Not (all, if there is none)

How a match is ranked is in `engine.py`. A term of weight 0 filters and never ranks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Field = Literal["word", "stem", "part", "context", "head", "section", "series", "report"]
Group = Literal["section", "report"]


@dataclass(frozen=True, slots=True)
class Term:
    field: Field
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyOf:
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    slots: tuple[tuple[str, ...], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    slots: tuple[tuple[str, ...], ...]
    distance: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Range:
    field: Literal["date"]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Not:
    node: Plain


@dataclass(frozen=True, slots=True)
class AtLeast:
    count: int
    nodes: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Within:
    by: Group
    node: Plain


Leaf: TypeAlias = Term | AnyOf | Phrase | Near | Range
Plain: TypeAlias = Leaf | And | Or | Not | AtLeast | Within


def positive_leaves(node: Plain) -> tuple[Leaf, ...]:
    """The leaves outside Not, each once, in the order of the query: those that rank."""
    found: dict[Leaf, None] = {}
    _collect(node, found)
    return tuple(found)


def _collect(node: Plain, found: dict[Leaf, None]) -> None:
    match node:
        case And(nodes) | Or(nodes) | AtLeast(_, nodes):
            for child in nodes:
                _collect(child, found)
        case Within(_, child):
            _collect(child, found)
        case Not():
            pass
        case _:
            found.setdefault(node)
