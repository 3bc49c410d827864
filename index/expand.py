"""The query tree + the archive's vocabulary -> a tree of plain terms, each remembering how it came.

Two steps. First the tree is widened by what is asked besides (`additions.py`, and the synonyms: an
abbreviation for what it is short for, and back), as query text that can be shown and parsed again.
Then it is lowered, node by node:

    word        its stem in the item itself (weight 1) and as a part of a compound (0.7); beside
                other words also in the item's context (0.3), as long as one of the words stands in
                the item itself: a word of a report's title shall not bring all of its items.
                Where words may meet anywhere in a section, its heading counts (0.3), in a report
                all its headings, title and furniture: the next item below stands for them
    IVO-beslut  a word of several tokens is a phrase, or the joined form
    1.200       both readings, `1200` too
    22/10       one term; with a year also the day without one, in reports from about that time
    "phrase"    stems side by side, stop words too
    =word       the surface
    tillsyn*    every surface of the vocabulary that fits; word~1 alike
    section:x   every heading that is called so; headings, series and reports are told by all words
                of `x`, or by their whole name
    -word       the word in its inflections and nothing more: what is excluded is lost

Stop words are dropped from a list of words in which other words are left. `strict` leaves the first
step out. What the archive does not have matches nothing and is named in `Expanded.unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from index import heads, lexicon, plain, query
from index.additions import NEAR_WEIGHT, uses
from index.analysis import Token, analyse, stem
from index.called import called
from index.engine import flat_weight, ranking_terms
from index.plain import AnyOf, Field, Leaf, Plain, Term
from index.query import Query
from index.terms import Entry, How, Synonym, Vocabulary
from index.widen import Origin, Widened, gathered, is_filter, meaningful, widen
from ingest.errors import QueryError

__all__ = ["Entry", "Expanded", "How", "Reason", "Synonym", "Vocabulary", "expand"]

MAX_EXPANSION = 1000  # surfaces that a pattern may stand for
PART_WEIGHT = 0.7
CONTEXT_WEIGHT = 0.3
ABOUT = timedelta(days=183)  # a day without a year is taken to be this near its report

_NUMERAL = re.compile(r"v\d*|\d+(?:\.\d+)+")  # their parts are no joined forms

Scope: TypeAlias = Literal["item", "section", "report"]


class Reason(NamedTuple):
    """Why a term is in the plain query: the word of the query that brought it, and how."""

    word: str
    how: How


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query ready for an engine, and what was made of it.

    `understood` is query text that parses to what was asked for, additions written out.
    `unknown` names the words, patterns and filters for which the archive holds nothing.
    `words` are the parts of `plain` that must meet, `conditions` those that hold besides;
    `nearest` loosens the words; `heads` asks for all of them in titles, headings and furniture
    alone, and ranks nothing.
    """

    plain: Plain
    understood: str
    reasons: Mapping[tuple[Field, str], Reason]
    unknown: tuple[str, ...]
    words: tuple[Plain, ...]
    conditions: tuple[Plain, ...]
    heads: Plain

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What an item can answer: the leaves that rank, each once."""
        leaves = plain.positive_leaves(_all(self.words))
        return tuple(leaf for leaf in leaves if ranking_terms(leaf) or flat_weight(leaf))

    def nearest(self) -> Iterator[Plain]:
        """Queries for items with ever fewer of the words, to be asked in turn until one answers."""
        for least in range(len(self.words) - 1, 0, -1):
            yield _all((*self.conditions, plain.AtLeast(least, self.words)))


def expand(
    asked: Query,
    vocabulary: Vocabulary,
    *,
    within: Scope = "item",
    strict: bool = False,
    synonyms: Sequence[Synonym] = (),
) -> Expanded:
    """The plain query for `asked`.

    `within` says where all its words must meet; `strict` adds nothing to them.
    Raises QueryError when a pattern stands for more than MAX_EXPANSION words.
    """
    asked = gathered(asked)
    widened = Widened(asked, {}) if strict else widen(asked, vocabulary, synonyms)
    lowering = _Lowering(widened, vocabulary)
    tree = widened.tree
    nodes = meaningful(tree.nodes if isinstance(tree, query.And) else (tree,))
    wanted = [node for node in nodes if not is_filter(node) and not isinstance(node, query.Not)]
    context = within == "item" and len(wanted) > 1
    lowered = {node: lowering.lower(node, context=context) for node in nodes}
    words = tuple(lowered[node] for node in wanted)
    filters = tuple(made for node, made in lowered.items() if is_filter(node))
    excluded = tuple(
        made
        for node, made in lowered.items()
        if isinstance(node, query.Not) and not is_filter(node)
    )
    # one word at least in the item itself; without weight, so that it ranks nothing
    own = (plain.Or(tuple(map(_own, words))),) if context else ()
    together: tuple[Plain, ...] = (*words, *excluded, *own)
    if within != "item" and together:
        marks = ("", heads.ABOVE_ALL) if within == "report" else ("",)
        met = (lowering.headed(word, marks) for word in words)
        together = (plain.Within(within, _all((*met, *excluded))),)
    above = tuple(heads.asked(word, ("", heads.ABOVE_ALL), 0.0) for word in words)
    return Expanded(
        plain=_all((*filters, *together)),
        understood=str(nodes[0] if len(nodes) == 1 else query.And(nodes)),
        reasons=lowering.reasons,
        unknown=tuple(lowering.unknown),
        words=words,
        conditions=(*filters, *excluded, *own),
        heads=_all((*filters, *above, *excluded)),
    )


def _all(nodes: Sequence[Plain]) -> Plain:
    return nodes[0] if len(nodes) == 1 else plain.And(tuple(nodes))


def _own(node: Plain) -> Plain:
    """Whether the item itself has anything of the node: without context, without weight."""
    match node:
        case Term() | AnyOf():
            terms = node.terms if isinstance(node, AnyOf) else (node,)
            return AnyOf(tuple(replace(t, weight=0.0) for t in terms if t.field != "context"))
        case plain.Phrase() | plain.Near():
            return replace(node, weight=0.0)
        case plain.And(nodes) if any(isinstance(each, plain.Range) for each in nodes):
            return plain.And(tuple(map(_own, nodes)))  # a date and when it is meant
        case plain.And(nodes) | plain.Or(nodes):
            return plain.Or(tuple(map(_own, nodes)))
        case _:
            return node


class _Lowering:
    """One query on its way down: gathers reasons and what is unknown."""

    def __init__(self, widened: Widened, vocabulary: Vocabulary) -> None:
        self.asked = widened.tree
        self.origins = widened.origins
        self.vocabulary = vocabulary
        self.languages = sorted(vocabulary.languages() | {"sv"}, reverse=True)  # Swedish first
        self.reasons: dict[tuple[Field, str], Reason] = {}
        self.unknown: list[str] = []
        self.origin: Origin | None = None  # of the added node that is being lowered

    def lower(self, node: Query, *, context: bool = False) -> Plain:
        match node:
            case query.And(nodes):
                return plain.And(
                    tuple(self.lower(each, context=context) for each in meaningful(nodes))
                )
            case query.Or(nodes) if any(each in self.origins for each in nodes):
                return self.either(nodes, context=context)
            case query.Or(nodes):
                return plain.Or(tuple(self.lower(each, context=context) for each in nodes))
            case query.Not(query.Word(text)):
                return plain.Not(self.phrase(query.Phrase(text)))
            case query.Not(inner):
                return plain.Not(self.lower(inner))
            case query.Word(text):
                return self.word(text, context=context)
            case _:
                return self.leaf(node)

    def either(self, nodes: Sequence[Query], *, context: bool) -> Plain:
        """A word and what was added to it: ranked as one word, as far as they are words."""
        terms: dict[Term, None] = {}
        others: list[Plain] = []
        unknown = len(self.unknown)
        for node in nodes:
            self.origin = self.origins.get(node)
            made = self.lower(node, context=context)
            if isinstance(made, AnyOf):
                terms.update(dict.fromkeys(made.terms))
            else:
                others.append(made)
        self.origin = None
        del self.unknown[unknown:]  # the word itself may be: it has a known meaning
        merged = (AnyOf(tuple(terms)),) if terms else ()
        return merged[0] if merged and not others else plain.Or((*merged, *others))

    def leaf(self, node: query.Leaf) -> Plain:
        match node:
            case query.Word(text) | query.Exact(text):
                return self.exact(text)
            case query.Phrase() | query.Near():
                return self.phrase(node)
            case query.Wildcard(pattern):
                return self.wildcard(pattern)
            case query.Fuzzy(text, edits):
                return self.fuzzy(text, edits)
            case query.FieldFilter():
                return self.filter(node)
            case query.DateRange(low, high):
                return plain.Range("date", low, high)

    def term(self, field: Field, text: str, weight: float, word: str, how: How) -> Term:
        reason = Reason(word, how)
        if self.origin is not None:
            reason = Reason(self.origin.word, self.origin.how)
            weight = round(weight * self.origin.weight, 3)
        self.reasons.setdefault((field, text), reason)
        return Term(field, text, weight)

    def headed(self, node: Plain, marks: Sequence[str]) -> Plain:
        """A node, or what it asks for in headings; with why."""
        for leaf in plain.positive_leaves(node):
            for place, term in heads.answering(leaf):
                if place in self.reasons:
                    why = Reason(self.reasons[place].word, "context")
                    for mark in marks:
                        self.reasons.setdefault(("head", f"{mark}{term}"), why)
        return plain.Or((node, heads.asked(node, marks, CONTEXT_WEIGHT)))

    # -- words

    def word(self, text: str, *, context: bool) -> Plain:
        tokens = analyse(text)
        if len(tokens) == 1 and tokens[0].surface.startswith("d:"):
            return self.date(tokens[0], text, context=context)
        if len(tokens) == 1:
            stems = self.stems(tokens[0])
            read = (tokens[0].surface, *_ungrouped(tokens[0]))
            if self.origin is None and not any(uses(each, self.vocabulary) for each in read):
                self.unknown.append(text)
            return AnyOf(tuple(self.variants(tokens[0], stems, text, context=context)))
        joined = _joined(tokens)
        alternatives = [self.term("part", part, PART_WEIGHT, text, "compound") for part in joined]
        alternatives += [self.term("stem", part, 1.0, text, "compound") for part in joined]
        phrase = self.slots(tokens, text, "stem")
        return plain.Or((phrase, AnyOf(tuple(alternatives)))) if alternatives else phrase

    def variants(
        self, token: Token, stems: Sequence[str], word: str, *, context: bool
    ) -> Iterator[Term]:
        names = dict.fromkeys((*stems, *lexicon.names(token.surface)))
        for each in stems:
            yield self.term("stem", each, 1.0, word, "stem")
        for each in names:
            yield self.term("part", each, PART_WEIGHT, word, "compound")
        if context:
            for each in stems:
                yield self.term("context", each, CONTEXT_WEIGHT, word, "context")

    def stems(self, token: Token) -> tuple[str, ...]:
        """The Swedish stem, and the English one where the archive reads the word so; of a number
        with digit groups both readings."""
        stems = [token.stem, *_ungrouped(token)]
        if "en" in self.languages and token.surface.isalpha():
            english = stem(token.surface, "en")
            entries = self.vocabulary.lookup([token.surface])
            if not entries or any(entry.stem == english for entry in entries):
                stems.append(english)
        return tuple(dict.fromkeys(stems))

    def date(self, token: Token, text: str, *, context: bool) -> Plain:
        """A day; with a year also that day without one, in reports from about that time."""
        year_less = [self.term("stem", token.stem, 1.0, text, "word")]
        if context:
            year_less.append(self.term("context", token.stem, CONTEXT_WEIGHT, text, "context"))
        if token.surface == token.stem:
            return AnyOf(tuple(year_less))
        exact = self.term("word", token.surface, 1.0, text, "word")
        try:
            day = date.fromisoformat(token.surface.removeprefix("d:"))
        except ValueError:  # 30 February: a term all the same
            return exact
        about = plain.Range("date", (day - ABOUT).isoformat(), (day + ABOUT).isoformat())
        without = self.term("word", token.stem, 1.0, text, "word")
        return plain.Or((exact, plain.And((without, about))))

    def exact(self, text: str) -> Plain:
        tokens = analyse(text)
        words = [self.term("word", token.surface, 1.0, f"={text}", "word") for token in tokens]
        known = {entry.surface for entry in self.vocabulary.lookup([w.text for w in words])}
        if not known.issuperset(word.text for word in words):
            self.unknown.append(f"={text}")
        if len(words) == 1:
            return words[0]
        return plain.And((*words, self.slots(tokens, f"={text}", "word")))

    def phrase(self, node: query.Phrase | query.Near) -> Plain:
        """Stems; a date's year is asked for beside the phrase."""
        tokens = analyse(node.text)
        word = str(node)
        years: list[Plain] = [
            self.date(token, word, context=False)
            for token in tokens
            if token.surface.startswith("d:") and token.surface != token.stem
        ]
        if len(tokens) == 1 and not years:
            terms = [self.term("stem", s, 1.0, word, "stem") for s in self.stems(tokens[0])]
            number = tokens[0].surface
            if number[0].isdigit() and number != node.text:  # `1 200`, for `1.200`
                terms.append(self.term("part", number, PART_WEIGHT, word, "compound"))
            return AnyOf(tuple(terms))
        if len(tokens) == 1:
            return _all(years)
        placed: Plain = self.slots(tokens, word, "stem")
        if isinstance(node, query.Near) and isinstance(placed, plain.Phrase):
            placed = plain.Near(placed.slots, node.distance)
        return _all((placed, *years))

    def slots(self, tokens: Sequence[Token], word: str, how: How) -> plain.Phrase:
        slots = tuple(self.stems(token) for token in tokens)
        for slot in slots:
            for each in slot:
                self.term("stem", each, 1.0, word, how)
        return plain.Phrase(slots)

    # -- patterns

    def wildcard(self, pattern: str) -> Plain:
        text = pattern.lower()
        prefix = text.partition("*")[0]
        entries = self.vocabulary.starting(prefix) if prefix else self.vocabulary.everything()
        fits = re.compile(re.escape(text).replace(r"\*", ".*")).fullmatch
        surfaces = dict.fromkeys(
            e.surface for e in entries if fits(e.surface) and _is_word(e.surface)
        )
        return self.surfaces(dict.fromkeys(surfaces, 1.0), pattern, "wildcard")

    def fuzzy(self, text: str, edits: int) -> Plain:
        from rapidfuzz.distance import OSA  # 30 ms
        from rapidfuzz.process import extract

        written = text.lower()
        spelled = self.vocabulary.spelled("surface", len(written) - edits, len(written) + edits)
        surfaces = {surface for surface in spelled if _is_word(surface)}
        near = extract(written, surfaces, scorer=OSA.distance, score_cutoff=edits, limit=None)
        weights = {surface: NEAR_WEIGHT if far else 1.0 for surface, far, _ in near}
        return self.surfaces(dict(sorted(weights.items())), f"{text}~{edits}", "fuzzy")

    def surfaces(self, weights: Mapping[str, float], written: str, how: How) -> Plain:
        if len(weights) > MAX_EXPANSION:
            asked = str(self.asked)
            raise QueryError(
                f"{written} stands for {len(weights)} words, at most {MAX_EXPANSION} are looked up",
                query=asked,
                position=max(asked.find(written), 0),
                advice="Write more letters.",
            )
        if not weights:
            self.unknown.append(written)
        return AnyOf(
            tuple(self.term("word", each, weight, written, how) for each, weight in weights.items())
        )

    # -- filters

    def filter(self, node: query.FieldFilter) -> Plain:
        names = self.vocabulary.names(node.field)
        values = called(node.text, names, one=node.field != "section")
        if not values:
            self.unknown.append(str(node))
        return AnyOf(tuple(Term(node.field, value, 0.0) for value in values))


def _ungrouped(token: Token) -> tuple[str, ...]:
    """`1.200` without its digit groups, which is a part of it; nothing for other words."""
    return token.parts if "." in token.surface else ()


def _joined(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What hyphens make of words side by side, not what each of them by itself is made of; that
    only where nothing joins them (`elever/vårdnadshavare`)."""
    told = [token for token in tokens if not _NUMERAL.fullmatch(token.surface)]
    parts = dict.fromkeys(part for token in told for part in token.parts)
    own = {part for token in told for part in lexicon.parts(token.surface)}
    return tuple(part for part in parts if part not in own) or tuple(parts)


def _is_word(surface: str) -> bool:
    return not surface.startswith("d:")  # a date: no letters that a pattern could mean
