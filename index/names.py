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
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.abbreviations import choose, find_pairs
from index.known_names import KNOWN, Kind
from index.name_contexts import by_context, is_service, is_supplier, is_town, spots
from index.name_rules import (
    Written,
    authorities,
    companies,
    is_authority,
    is_court,
    is_form,
    is_law,
    laws,
)
from index.name_words import Word, bare, base, words

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


@dataclass(slots=True)
class _Entry:
    """A name on its way: short forms, other forms, and what was found of it."""

    kind: Kind
    name: str
    short: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    texts: list[int] = field(default_factory=list)


def find_names(texts: Sequence[str]) -> tuple[Name, ...]:
    """All names that these texts hold, by kind and name."""
    pages = _pages(texts)
    usage = _usage(pages)
    entries = _Proposals(pages, usage).settled()
    _mention(pages, entries, usage)
    found = [_named(entry) for entry in entries if entry.texts]
    return tuple(sorted(found, key=lambda one: (one.kind, one.name.lower())))


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


def _named(entry: _Entry) -> Name:
    short = tuple(one for one in entry.short if entry.written[one])
    same = {entry.name.lower(), *map(str.lower, short)}
    forms = [form for form, _ in entry.written.most_common() if form.lower() not in same]
    return Name(entry.name, entry.kind, short, tuple(forms), tuple(sorted(entry.texts)))


# ------------------------------------------------------------------ settle

_MIXED = re.compile(r"([^\W_]{5,}) \((\w*[A-ZÅÄÖ]\w*)\)")  # Folkhälsomyndigheten (FoHM)
_CALLED = re.compile(r",? \(?([A-ZÅÄÖ][\w-]*-lagen)\b")  # lagen om …, NIS-lagen
_SITE = re.compile(r"(?<![@\w./-])([\w-]+)\.(?:se|nu|com|eu|org|net)\b(?![./@\w])")


class _Proposals:
    """All that is proposed, and how it becomes one entry for each name."""

    def __init__(self, pages: Sequence[_Page], usage: _Usage) -> None:
        self.pages, self.usage = pages, usage
        self.entries: dict[str, _Entry] = {}
        self.counts: Counter[Written] = Counter()
        for page in pages:
            self.counts.update(authorities(page.text, page.row))
            self.counts.update(laws(page.text, page.row))
            self.counts.update(companies(page.text, page.row))

    def settled(self) -> list[_Entry]:
        for kind, name, short in KNOWN:
            self.add(kind, name).short.extend(short)
        self.explained()
        self.by_form()
        self.longer_and_shorter()
        self.called()
        self.by_surroundings()
        self.sites()
        self.first_words()
        return list(self.entries.values())

    def add(self, kind: Kind, name: str) -> _Entry:
        return self.entries.setdefault(name.lower(), _Entry(kind, name))

    def explained(self) -> None:
        """Names that the texts give with their abbreviations."""
        pairs = Counter(pair for page in self.pages for pair in find_pairs(page.text))
        for short, long in choose(pairs):
            if long.lower() in self.entries:
                kind: Kind | None = self.entries[long.lower()].kind
            elif is_law(long):
                kind = "law"
            elif is_authority(long):
                kind = "authority"
            else:
                kind = "system" if self.is_system(long) else None
            if kind and short not in (entry := self.add(kind, long)).short:
                entry.short.append(short)

    def is_system(self, name: str) -> bool:
        first, last = name.lower().split()[0], name.lower().split()[-1]
        return bool(self.usage.large[first] and is_service(last))

    def by_form(self) -> None:
        """Names that their form tells, as far as the archive as a whole agrees."""
        for written in self.counts:
            kind, name, sure = written
            small = name.lower()
            if kind == "company":
                rest = name.partition(" ")[2]
                if not sure and (
                    Written(kind, rest, True) in self.counts or is_supplier(small.split()[0])
                ):
                    name = rest
            elif " " not in name:
                large, less = self.usage.large[small], self.usage.small[small]
                if kind == "authority" and not is_court(small) and large < less:
                    continue
                name = small if less >= large and less else name
            elif not sure and Written(kind, name, True) not in self.counts:
                continue
            self.add(kind, name)

    def longer_and_shorter(self) -> None:
        """A title that another goes on from is the same name, ended too late or too early."""
        counts: Counter[str] = Counter()
        for written, count in self.counts.items():
            counts[written.text.lower()] += count
        known = {one.name.lower() for one in KNOWN}
        previous = ""
        for key in sorted(key for key in self.entries if " " in key):
            if previous and key.startswith(previous + " "):
                keep, drop = previous, key
                fewer = counts[previous] < counts[key] and previous not in known
                if fewer and not self.entries[previous].short:
                    keep, drop = key, previous
                gone = self.entries.pop(drop)
                self.entries[keep].other.append(gone.name)
                previous = keep
            else:
                previous = key

    def called(self) -> None:
        """Short forms that are no abbreviations by letters: NIS-lagen, FoHM."""
        for page in self.pages:
            for match in _MIXED.finditer(page.text):
                name, short = match.groups()
                entry = self.entries.get(name.lower())
                if entry and short not in entry.short and _short_for(short, name):
                    entry.short.append(short)
        for name, entry in list(self.entries.items()):
            if entry.kind == "law" and name.startswith("lagen om "):
                for page in self.pages:
                    at = page.text.find(entry.name)
                    match = at >= 0 and _CALLED.match(page.text, at + len(entry.name))
                    if match and match[1] not in entry.short:
                        entry.short.append(match[1])
                        self.entries.pop(match[1].lower(), None)

    def by_surroundings(self) -> None:
        """Systems and companies that are known by what is said about them."""
        taken = [form for entry in self.entries.values() for form in (entry.name, *entry.short)]
        seen = (spot for page in self.pages for spot in spots(page.text, page.row))
        for kind, name, _ in by_context(seen, taken):
            self.add(kind, name)

    def sites(self) -> None:
        """Services that go by the number that their address begins with: 1177."""
        for page in self.pages:
            for match in _SITE.finditer(page.text):
                if match[1].isdigit():
                    self.add("system", match[1])

    def first_words(self) -> None:
        """`Almek` for Almek Revision AB, `SITHS` for a SITHS-kort; where it can be nothing else."""
        heads: Counter[str] = Counter()
        for entry in self.entries.values():
            heads.update(set(_heads(entry)))
        for entry in list(self.entries.values()):
            for head in _heads(entry):
                small = bare(head).lower()
                other = self.entries.get(small)
                if other and other.kind == entry.kind:
                    del self.entries[small]
                elif other or heads[head] > 1 or self.usage.small[small] or is_town(small):
                    continue
                entry.other.append(head)


def _short_for(short: str, name: str) -> bool:
    """Whether the letters of the short form stand in the name in order, beginning where it does."""
    rest = iter(name.lower())
    return short[0].lower() == name[0].lower() and all(sign in rest for sign in short.lower())


def _heads(entry: _Entry) -> Iterator[str]:
    parts = entry.name.split()
    if entry.kind == "company" and is_form(parts[-1]):
        for length in range(1, len(parts)):
            head = parts[:length]
            if head[-1][0].isupper():
                yield " ".join(head)
    elif entry.kind == "system" and "-" in entry.name:
        yield entry.name.partition("-")[0]


# ------------------------------------------------------------------ mention

_CALLING = frozenset({"via", "på", "till", "från", "hos", "genom", "ring", "i", "av"})


@dataclass(frozen=True, slots=True)
class _Alias:
    """One form of an entry as words in lower case. `exact`: an abbreviation, in these letters."""

    words: tuple[str, ...]
    entry: _Entry
    exact: str = ""
    head: bool = False


def _mention(pages: Iterable[_Page], entries: Iterable[_Entry], usage: _Usage) -> None:
    """Fill in where each entry stands, the longest form first; no word belongs to two names."""
    index: dict[str, list[_Alias]] = {}
    for alias in _aliases(entries):
        index.setdefault(alias.words[0], []).append(alias)
    for aliases in index.values():
        aliases.sort(key=lambda alias: (-len(alias.words), not alias.exact))
    for page in pages:
        for entry in _mentioned(page, index, usage):
            entry.texts.extend(page.places)


def _aliases(entries: Iterable[_Entry]) -> Iterator[_Alias]:
    for entry in entries:
        for form in dict.fromkeys((entry.name, *entry.other)):
            row = tuple(word.text.lower() for word in words(form))
            yield _Alias(row, entry, head=form != entry.name and entry.kind == "company")
        for short in entry.short:
            yield _Alias((short.lower(),), entry, exact=short)


def _mentioned(page: _Page, index: dict[str, list[_Alias]], usage: _Usage) -> Iterator[_Entry]:
    found: dict[int, _Entry] = {}
    free = 0
    for place, word in enumerate(page.row):
        if place < free:
            continue
        for key in _keys(word.text):
            end, alias = _longest(page, place, index.get(key, ()), usage)
            if alias:
                _write(page, place, end, alias)
                found[id(alias.entry)] = alias.entry
                free = end
                break
    yield from found.values()


def _keys(word: str) -> Iterator[str]:
    """What a word may be a form of: itself, without its genitive, what stands before its hyphen."""
    small = word.lower()
    yield small
    if (less := bare(small)) != small:
        yield less
    if (stem_ := base(small)) not in (small, less):
        yield stem_
    head, hyphen, tail = small.partition("-")
    if hyphen and tail and head:
        yield head


def _longest(
    page: _Page, place: int, aliases: Iterable[_Alias], usage: _Usage
) -> tuple[int, _Alias | None]:
    for alias in aliases:
        end = _end(page, place, alias)
        if end and _stands(page, place, end, alias, usage):
            return end, alias
    return place, None


def _end(page: _Page, place: int, alias: _Alias) -> int:
    """Where the alias ends that begins here, or 0. A number in brackets may stand in a law."""
    at = place + 1
    for wanted in alias.words[1:]:
        if at < len(page.row) and wanted == "om" and page.row[at].text[0].isdigit():
            at += 1
        if at == len(page.row) or page.row[at].initial:
            return 0
        word = page.row[at].text.lower()
        if word != wanted and (wanted is not alias.words[-1] or bare(word) != wanted):
            return 0
        at += 1
    return at


def _stands(page: _Page, place: int, end: int, alias: _Alias, usage: _Usage) -> bool:
    """Whether these words are the name, not an ordinary word of the same letters."""
    first, text = page.row[place], page.text
    if alias.exact:
        return first.text.startswith(alias.exact)
    if len(alias.words) > 1 or alias.entry.kind in ("authority", "law"):
        return True
    if first.text.isdigit():
        near = page.row[place - 1].text.lower() if place else ""
        return near in _CALLING or bool(_SITE.match(text, first.start))
    if not first.capital or (first.initial and not usage.is_name(alias.words[0])):
        return False
    if not alias.head or end == len(page.row):
        return True
    after = page.row[end]
    return not (after.capital and not after.initial and text[first.end : after.start] == " ")


def _write(page: _Page, place: int, end: int, alias: _Alias) -> None:
    """Remember how the name was written, without a genitive and what a hyphen joins to it."""
    if alias.exact:
        alias.entry.written[alias.exact] += len(page.places)
        return
    last = page.row[end - 1]
    written = page.text[page.row[place].start : last.end]
    if last.text.lower() != alias.words[-1]:
        cut = last.start - page.row[place].start + len(alias.words[-1])
        written = written[:cut]
    alias.entry.written[written] += len(page.places)
