"""The query language: text -> a tree of what was asked, and back to text.

    query    one or more alternatives joined by OR / ELLER
    both     one or more units, joined by AND / OCH or by nothing (all must match)
    unit     NOT unit | INTE unit | -unit | ( query ) | leaf
    leaf     word          IVO:s   IVO-beslut   22/10   2016:1145
             =word         this very word: no stemming, nothing added
             word*         a pattern: any letters in place of each *
             word~1        words at most 1 or 2 edits away
             "a phrase"    words in this order beside each other; nothing added, no word dropped
             "a b"~5       these words in any order, at most 5 others among them
             section:x  series:x  report:x    x a word or in quotes
             date:2025  date:2025-01..2025-06  date:2025-01-15..  date:..2025

The operators count in capitals only. Whatever does not parse is a QueryError that knows its place;
nothing is dropped or read as something else in silence: an unknown `field:` is an error, a word
without letter or digit too. `parse(str(query)) == query` for each tree that `parse` can give.

A hand-written descent over one regular expression, since the places of errors and the rules for a
colon (`IVO:s` is a word, `ivo:beslut` an unknown field) would not fit a grammar's generator.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NoReturn, TypeAlias

from index.days import first_day, last_day
from ingest.errors import QueryError

MAX_LENGTH = 2000  # code points
MAX_DEPTH = 20  # parentheses and negations around each other
MAX_LEAVES = 200
MAX_EDITS = 2
MAX_DISTANCE = 100
MAX_NEAR = 20  # words near each other
MIN_LETTERS = 2  # beside the * of a pattern: fewer would name half of the vocabulary

FilterField = Literal["section", "series", "report"]


@dataclass(frozen=True, slots=True)
class Word:
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Exact:
    text: str

    def __str__(self) -> str:
        return f"={self.text}"


@dataclass(frozen=True, slots=True)
class Wildcard:
    pattern: str

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True, slots=True)
class Fuzzy:
    text: str
    edits: int

    def __str__(self) -> str:
        return f"{self.text}~{self.edits}"


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Near:
    text: str
    distance: int

    def __str__(self) -> str:
        return f'"{self.text}"~{self.distance}'


@dataclass(frozen=True, slots=True)
class FieldFilter:
    field: FilterField
    text: str

    def __str__(self) -> str:
        return f'{self.field}:"{self.text}"'


@dataclass(frozen=True, slots=True)
class DateRange:
    """The report's date, both ends included, ISO days; an empty end is open."""

    low: str
    high: str

    def __str__(self) -> str:
        return f"date:{self.low}..{self.high}"


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(_bracket(node, And, Or) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(_bracket(node, Or) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Not:
    node: Query

    def __str__(self) -> str:
        return f"NOT {_bracket(self.node, And, Or)}"


Leaf: TypeAlias = Word | Exact | Wildcard | Fuzzy | Phrase | Near | FieldFilter | DateRange
Query: TypeAlias = Leaf | And | Or | Not


def _bracket(node: Query, *kinds: type) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)


@lru_cache(maxsize=64)  # a search asks what its query demands, what it means, what is near it
def parse(text: str) -> Query:
    """The tree of a query.

    Raises QueryError, with the place as a code point of `text`, when the query does not parse, is
    longer than MAX_LENGTH, deeper than MAX_DEPTH or has more than MAX_LEAVES leaves.
    The text is read in NFC, as the words of the archive are; places count in that.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"The query is {len(text)} characters long, at most {MAX_LENGTH} are read",
            query=text,
            position=MAX_LENGTH,
            advice="Ask for a part of it, or use --queries for a list of queries.",
        )
    if lost := _UNREAD.search(text):
        raise QueryError(
            "The query holds a byte that is not UTF-8",
            query=text,
            position=lost.start(),
            advice="Write it in a UTF-8 terminal or file.",
        )
    return _Parser(text).parse()


OPERATORS = {"AND": "AND", "OCH": "AND", "OR": "OR", "ELLER": "OR", "NOT": "NOT", "INTE": "NOT"}
FILTERS: dict[str, FilterField] = {"section": "section", "series": "series", "report": "report"}
FIELDS = (*FILTERS, "date")
QUOTES = '"“”„'

_UNREAD = re.compile(r"[\ud800-\udfff]")  # what Python makes of a byte that it cannot decode
_SPACE = re.compile(r"\s*")
_CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
_DISTANCE = re.compile(rf"~([^\s(){QUOTES}]*)")
_FIELD = re.compile(r"([^\W\d_]{2,}):(.*)", re.DOTALL)
_ENDING = re.compile(  # `IVO:s`, `tv:n`, `SD:arna`: a word and its ending; `foo:bar` is none
    r"s|[nt]s?|[ae]?n|e[nrt]s?|[aeo]rs?|[aeo]?rnas?|na|are|arens?"
)
_SIGN = re.compile(r"[^\W_]|[%§]")  # what analysis makes a word of
_ONE_WORD = re.compile(r"[^\W_]+")


class _Parser:
    """A cursor over the text; lives as long as one `parse`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.leaves = 0

    def fail(self, message: str, position: int, advice: str = "") -> NoReturn:
        raise QueryError(message, query=self.text, position=position, advice=advice)

    def parse(self) -> Query:
        if not self.peek():
            self.fail("The query is empty", 0, "Write at least one word.")
        query = self.alternatives(0)
        if self.peek():  # what stops `alternatives` before the end is a parenthesis
            self.fail("This parenthesis closes nothing", self.at, "Remove it, or open one before.")
        return query

    def peek(self) -> str:
        """The next character that is not a space, where the cursor then stands; "" at the end."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.text[self.at : self.at + 1]

    def chunk(self) -> str:
        self.peek()
        match = _CHUNK.match(self.text, self.at)
        return match.group() if match else ""

    def operator(self) -> str:
        return OPERATORS.get(self.chunk(), "")

    def take(self, operator: str) -> bool:
        if self.operator() != operator:
            return False
        self.at += len(self.chunk())
        return True

    def alternatives(self, depth: int) -> Query:
        nodes = [self.together(depth)]
        while self.take("OR"):
            nodes.append(self.together(depth))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def together(self, depth: int) -> Query:
        nodes = [self.unit(depth)]
        while self.take("AND") or (self.peek() not in ("", ")") and self.operator() != "OR"):
            nodes.append(self.unit(depth))
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes))

    def unit(self, depth: int) -> Query:
        sign = self.peek()
        start = self.at
        if depth > MAX_DEPTH:
            self.fail(f"More than {MAX_DEPTH} levels of parentheses and NOT", start, "Simplify it.")
        if not sign:
            self.fail(
                "The query ends where a word is expected", start, "Add it, or quote the last."
            )
        if sign == ")":
            self.fail("A word is expected before this parenthesis", start)
        if sign == "(":
            return self.bracket(depth)
        if self.take("NOT"):
            return Not(self.unit(depth + 1))
        if sign == "-" and self.text[start + 1 : start + 2].strip():
            self.at += 1
            return Not(self.unit(depth + 1))
        if self.operator():
            self.fail(
                f"{self.chunk()} needs something on both sides",
                start,
                f'To search for the word, write "{self.chunk()}" in quotes.',
            )
        return self.leaf()

    def bracket(self, depth: int) -> Query:
        start = self.at
        self.at += 1
        inner = self.alternatives(depth + 1)
        if self.peek() != ")":
            self.fail("This parenthesis is not closed", start, "Close it, or remove it.")
        self.at += 1
        return inner

    def leaf(self) -> Query:
        start = self.at
        self.leaves += 1
        if self.leaves > MAX_LEAVES:
            self.fail(f"More than {MAX_LEAVES} words", start, "Split the query.")
        if self.text[start] in QUOTES:
            return self.quotation()
        chunk = self.chunk()
        self.at += len(chunk)
        if match := _FIELD.fullmatch(chunk):
            name, value = match.groups()
            quoted = not value and self.text[self.at : self.at + 1] in tuple(QUOTES)
            if name.lower() in FIELDS:
                place = start + len(name) + 1
                return self.filter(name.lower(), self.quoted() if quoted else value, place)
            if quoted or not _ENDING.fullmatch(value):
                self.fail(
                    f"There is no field {name}:",
                    start,
                    f"The fields are {', '.join(FIELDS)}; a word with a colon goes in quotes.",
                )
        return self.word(chunk, start)

    def quoted(self) -> str:
        """The text between quotes; the cursor goes behind them."""
        match = _QUOTED.match(self.text, self.at)
        if match is None:
            self.fail("This quotation is not closed", self.at, 'Add the closing ".')
        if not _SIGN.search(match.group(1)):
            self.fail("This quotation holds no word", self.at, "Write one, or remove the quotes.")
        self.at = match.end()
        return " ".join(match.group(1).split())

    def quotation(self) -> Query:
        start = self.at
        text = self.quoted()
        if "*" in text and re.search(r"\w\*|\*\w", text):
            self.fail("A pattern does not work in quotes", start + self.text[start:].index("*"))
        near = _DISTANCE.match(self.text, self.at)
        if near is None:
            return Phrase(text)
        place = self.at
        self.at = near.end()
        if not near.group(1).isdecimal() or int(near.group(1)) > MAX_DISTANCE:
            self.fail(f"After ~ a number from 0 to {MAX_DISTANCE} is expected", place)
        if len(_ONE_WORD.findall(text)) < 2:
            self.fail("Near needs two words or more", start, "For a similar word: avgift~1.")
        if len(text.split()) > MAX_NEAR:
            self.fail(f"At most {MAX_NEAR} words can be near each other", place)
        return Near(text, int(near.group(1)))

    def filter(self, name: str, value: str, place: int) -> Query:
        if name == "date":
            return self.dates(value, place)
        if not _SIGN.search(value):
            self.fail(f"{name}: needs a name", place, f'For instance {name}:"first words".')
        return FieldFilter(FILTERS[name], value)

    def dates(self, value: str, place: int) -> DateRange:
        first, dots, last = value.partition("..")
        low = self.day(first, place, end=False) if first else ""
        place += len(first) + len(dots)
        high = self.day(last, place, end=True) if last else ""
        if not dots and first:
            high = self.day(first, place, end=True)
        if not low and not high:
            self.fail("date: needs a date", place, "For instance date:2025-01..2025-06.")
        if low and high and low > high:
            self.fail("These dates run backwards", place, f"Did you mean date:{last}..{first}?")
        return DateRange(low, high)

    def day(self, text: str, place: int, *, end: bool) -> str:
        """The first or last day of a year, month or day."""
        try:
            return last_day(text) if end else first_day(text)
        except ValueError:
            self.fail(f"{text} is no date", place, "Write 2025, 2025-01 or 2025-01-31.")

    def word(self, chunk: str, start: int) -> Query:
        if not _SIGN.search(chunk):
            advice = "Remove it." + (" To exclude a word, write -word." if chunk == "-" else "")
            self.fail(f"{chunk} holds no letter or digit", start, advice)
        if chunk[0] in "–—−":
            self.fail(f"{chunk[0]} is a dash", start, "To exclude a word, write - (a hyphen).")
        if chunk[0] == "=":
            if "*" in chunk:
                self.fail("= and * exclude each other", start, "= asks for this very word.")
            if chunk[1] == "=":
                self.fail("One = is enough", start + 1)
            return Exact(chunk[1:])
        if "~" in chunk:
            return self.fuzzy(chunk, start)
        if "*" in chunk:
            if not _ONE_WORD.fullmatch(chunk.replace("*", "")):
                self.fail("A pattern is one word: letters, digits and *", start)
            if len(chunk.replace("*", "")) < MIN_LETTERS:
                self.fail(f"A pattern needs {MIN_LETTERS} letters beside the *", start)
            return Wildcard(chunk)
        return Word(chunk)

    def fuzzy(self, chunk: str, start: int) -> Query:
        text, _, edits = chunk.rpartition("~")
        if not _ONE_WORD.fullmatch(text):
            self.fail("~ stands behind one word of letters and digits", start)
        if not edits.isdecimal() or not 1 <= int(edits) <= MAX_EDITS:
            place = start + len(text)
            self.fail(f"After ~ a number from 1 to {MAX_EDITS} is expected", place)
        return Fuzzy(text, int(edits))
