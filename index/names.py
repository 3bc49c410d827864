"""Texts -> the names in them: authorities, companies, laws, systems, each with all its mentions.

Three passes over the distinct texts; each is linear:

    propose   what form tells (`name_rules.py`), what the texts explain (`abbreviations.py`), what
              surroundings tell (`name_contexts.py`)
    settle    one entry for each name: what is only a beginning or an unsure longer form of another
              is folded into it, as are abbreviations, inflections and a company's first word
    mention   every place where an entry stands, at the beginning of a sentence too

No models, no register: what a name is follows from the archive's own texts, so the same texts give
the same names. Persons are never listed. A name is judged by all texts given, so give all of an
archive, also where only the mentions of some are asked for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.abbreviations import choose, find_pairs
from index.known_names import KNOWN, Kind
from index.name_contexts import Spot, by_context, spots
from index.name_rules import Written, authorities, companies, is_authority, is_law, laws
from index.name_words import Word, bare, base, words
from index.stemming import stem

RATHER = 5  # times a name must be written large inside sentences for each time it is written small


@dataclass(frozen=True, slots=True)
class Name:
    """A name that texts mention. `forms` are its other spellings, most used first; `texts` are the
    places in the given sequence of the texts that mention it, ascending."""

    name: str
    kind: Kind
    abbreviations: tuple[str, ...]
    forms: tuple[str, ...]
    texts: tuple[int, ...]


@dataclass(slots=True)
class _Entry:
    """A name on its way: its written forms, what it is short as, where it was found."""

    kind: Kind
    name: str
    short: list[str] = field(default_factory=list)
    first_words: list[str] = field(default_factory=list)  # by which a company goes, too
    written: Counter[tuple[str, bool]] = field(default_factory=Counter)
    texts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Page:
    """A distinct text with its words and where it stands in the sequence."""

    text: str
    row: list[Word]
    places: list[int]


@dataclass(frozen=True, slots=True)
class _Usage:
    """How often each word is written large inside sentences, and small; by its small form."""

    large: Counter[str]
    small: Counter[str]

    def is_name(self, word: str) -> bool:
        """Whether the word, where it begins a sentence, is the name."""
        return self.large[word] >= RATHER * self.small[word]


def find_names(texts: Sequence[str]) -> tuple[Name, ...]:
    """All names that these texts hold, by kind and name."""
    pages = _pages(texts)
    usage = _usage(pages)
    entries = _settled(pages, usage)
    _mention(pages, entries, usage)
    return tuple(sorted(map(_named, _found(entries)), key=lambda one: (one.kind, one.name.lower())))


def _pages(texts: Sequence[str]) -> list[_Page]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    return [_Page(text, words(text), where) for text, where in places.items()]


def _usage(pages: Iterable[_Page]) -> _Usage:
    usage = _Usage(Counter(), Counter())
    for page in pages:
        for word in page.row:
            if not word.initial:
                counts = usage.large if word.capital else usage.small
                counts[bare(word.text).lower()] += 1
    return usage


# ------------------------------------------------------------------ settle


def _settled(pages: Sequence[_Page], usage: _Usage) -> list[_Entry]:
    proposed: Counter[Written] = Counter()
    seen: list[Spot] = []
    pairs: Counter[tuple[str, str]] = Counter()
    for page in pages:
        proposed.update(authorities(page.text, page.row))
        proposed.update(laws(page.text, page.row))
        proposed.update(companies(page.text, page.row))
        seen.extend(spots(page.text, page.row))
        pairs.update(find_pairs(page.text))
    entries: dict[str, _Entry] = {
        one.name.lower(): _Entry(one.kind, one.name, list(one.short)) for one in KNOWN
    }
    ...
