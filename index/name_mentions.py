"""Where names stand: the distinct texts as words, and each place in them that is a name.

The longest form at a place wins, and no word belongs to two names. An abbreviation must stand in
its own letters; a system's or company's name in one word must be written large, and where it begins
a sentence it counts if the archive hardly writes the word small (`Insikt` the system, `insikt` the
word). A genitive and what a hyphen joins (`IVO:s`, `IVO-beslut`) are mentions, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.known_names import Kind
from index.name_words import Word, bare, base, words

RATHER = 5  # times a name must be written large inside sentences for each time it is written small
SITE = re.compile(r"(?<![@\w./-])([\w-]+)\.(?:se|nu|com|eu|org|net)\b(?![./@\w])")


@dataclass(frozen=True, slots=True)
class Page:
    """A distinct text with its words and where it stands in the sequence."""

    text: str
    row: list[Word]
    places: list[int]


@dataclass(frozen=True, slots=True)
class Usage:
    """How often each word is written large inside sentences, and small; by its small form."""

    large: Counter[str]
    small: Counter[str]

    def is_name(self, word: str) -> bool:
        """Whether the word, where it begins a sentence, is the name."""
        return self.large[word] >= RATHER * self.small[word]


@dataclass(slots=True)
class Entry:
    """A name on its way: short forms, other forms, and what was found of it."""

    kind: Kind
    name: str
    short: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    texts: list[int] = field(default_factory=list)


def pages_of(texts: Sequence[str]) -> list[Page]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    return [Page(text, words(text), where) for text, where in places.items()]


def usage_of(pages: Iterable[Page]) -> Usage:
    usage = Usage(Counter(), Counter())
    for page in pages:
        for word in page.row:
            if not word.initial:
                counts = usage.large if word.capital else usage.small
                counts[word.root] += 1
    return usage


_CALLING = frozenset({"via", "på", "till", "från", "hos", "genom", "ring", "i", "av"})


@dataclass(frozen=True, slots=True)
class _Alias:
    """One form of an entry as words in lower case. `exact`: an abbreviation, in these letters."""

    words: tuple[str, ...]
    entry: Entry
    exact: str = ""
    head: bool = False


def mention(pages: Iterable[Page], entries: Iterable[Entry], usage: Usage) -> None:
    """Fill in where each entry stands, the longest form first; no word belongs to two names."""
    index: dict[str, list[_Alias]] = {}
    for alias in _aliases(entries):
        index.setdefault(alias.words[0], []).append(alias)
    for aliases in index.values():
        aliases.sort(key=lambda alias: (-len(alias.words), not alias.exact))
    for page in pages:
        for entry in _mentioned(page, index, usage):
            entry.texts.extend(page.places)


def _aliases(entries: Iterable[Entry]) -> Iterator[_Alias]:
    for entry in entries:
        for form in dict.fromkeys((entry.name, *entry.other)):
            row = tuple(word.small for word in words(form))
            yield _Alias(row, entry, head=form != entry.name and entry.kind == "company")
        for short in entry.short:
            yield _Alias((short.lower(),), entry, exact=short)


def _mentioned(page: Page, index: dict[str, list[_Alias]], usage: Usage) -> Iterator[Entry]:
    found: dict[int, Entry] = {}
    free = 0
    for place, word in enumerate(page.row):
        if place < free:
            continue
        for key in _keys(word.text):
            if key not in index:
                continue
            end, alias = _longest(page, place, index[key], usage)
            if alias:
                _write(page, place, end, alias)
                found[id(alias.entry)] = alias.entry
                free = end
                break
    yield from found.values()


@lru_cache(maxsize=100_000)
def _keys(word: str) -> tuple[str, ...]:
    """What a word may be a form of: itself, without its genitive, what stands before its hyphen."""
    small = word.lower()
    head, _, tail = small.partition("-")
    keys = (small, bare(small), base(small), head if tail else "")
    return tuple(dict.fromkeys(filter(None, keys)))


def _longest(
    page: Page, place: int, aliases: Iterable[_Alias], usage: Usage
) -> tuple[int, _Alias | None]:
    for alias in aliases:
        end = _end(page, place, alias)
        if end and _stands(page, place, end, alias, usage):
            return end, alias
    return place, None


def _end(page: Page, place: int, alias: _Alias) -> int:
    """Where the alias ends that begins here, or 0. A number in brackets may stand in a law."""
    at = place + 1
    for wanted in alias.words[1:]:
        if at < len(page.row) and wanted == "om" and page.row[at].text[0].isdigit():
            at += 1
        if at == len(page.row) or page.row[at].initial:
            return 0
        word = page.row[at]
        if word.small != wanted and (wanted is not alias.words[-1] or word.root != wanted):
            return 0
        at += 1
    return at


def _stands(page: Page, place: int, end: int, alias: _Alias, usage: Usage) -> bool:
    """Whether these words are the name, not an ordinary word of the same letters."""
    first, text = page.row[place], page.text
    if alias.exact:
        return first.text.startswith(alias.exact)
    if len(alias.words) > 1 or alias.entry.kind in ("authority", "law"):
        return True
    if first.text.isdigit():
        near = page.row[place - 1].small if place else ""
        return near in _CALLING or bool(SITE.match(text, first.start))
    if not first.capital or (first.initial and not usage.is_name(alias.words[0])):
        return False
    if not alias.head or end == len(page.row):
        return True
    after = page.row[end]
    return not (after.capital and not after.initial and text[first.end : after.start] == " ")


def _write(page: Page, place: int, end: int, alias: _Alias) -> None:
    """Remember how the name was written, without a genitive and what a hyphen joins to it."""
    if alias.exact:
        alias.entry.written[alias.exact] += len(page.places)
        return
    last = page.row[end - 1]
    written = page.text[page.row[place].start : last.end]
    if last.small != alias.words[-1]:
        cut = last.start - page.row[place].start + len(alias.words[-1])
        written = written[:cut]
    alias.entry.written[written] += len(page.places)
