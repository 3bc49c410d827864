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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.abbreviations import choose, find_pairs
from index.known_names import KNOWN, Kind
from index.name_contexts import by_context, is_service, is_supplier, is_town, spots
from index.name_mentions import SITE, Entry, Page, Usage, mention, pages_of, usage_of
from index.name_rules import (
    Written,
    authorities,
    companies,
    is_authority,
    is_court,
    is_form,
    is_law,
    laws,
    services,
)
from index.name_words import bare


@dataclass(frozen=True, slots=True)
class Name:
    """A name that texts mention. `forms` are its other spellings, most used first; `texts` are the
    places in the given sequence of the texts that mention it, ascending."""

    name: str
    kind: Kind
    abbreviations: tuple[str, ...]
    forms: tuple[str, ...]
    texts: tuple[int, ...]


def find_names(texts: Sequence[str]) -> tuple[Name, ...]:
    """All names that these texts hold, by kind and name."""
    pages = pages_of(texts)
    usage = usage_of(pages)
    entries = _Proposals(pages, usage).settled()
    mention(pages, entries, usage)
    found = [_named(entry) for entry in entries if entry.texts]
    return tuple(sorted(found, key=lambda one: (one.kind, one.name.lower())))


def _named(entry: Entry) -> Name:
    short = tuple(one for one in entry.short if entry.written[one])
    same = {entry.name.lower(), *map(str.lower, short)}
    forms = [form for form, _ in entry.written.most_common() if form.lower() not in same]
    return Name(entry.name, entry.kind, short, tuple(forms), tuple(sorted(entry.texts)))


# ------------------------------------------------------------------ settle

_MIXED = re.compile(r"([^\W_]{5,}) \((\w*[A-ZÅÄÖ]\w*)\)")  # Folkhälsomyndigheten (FoHM)
_CALLED = re.compile(r",? \(?([A-ZÅÄÖ][\w-]*-lagen)\b")  # lagen om …, NIS-lagen


class _Proposals:
    """All that is proposed, and how it becomes one entry for each name."""

    def __init__(self, pages: Sequence[Page], usage: Usage) -> None:
        self.pages, self.usage = pages, usage
        self.entries: dict[str, Entry] = {}
        self.counts: Counter[Written] = Counter()
        for page in pages:
            self.counts.update(authorities(page.text, page.row))
            self.counts.update(laws(page.text, page.row))
            self.counts.update(companies(page.text, page.row))
            self.counts.update(services(page.text, page.row))

    def settled(self) -> list[Entry]:
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

    def add(self, kind: Kind, name: str) -> Entry:
        return self.entries.setdefault(name.lower(), Entry(kind, name))

    def explained(self) -> None:
        """Names that the texts give with their abbreviations."""
        pairs = Counter(pair for page in self.pages for pair in find_pairs(page.text))
        for short, long in choose(pairs):
            for other in self.entries.values():  # what the archive explains goes before the list
                if short in other.short and other.name.lower() != long.lower():
                    other.short.remove(short)
            if long.lower() in self.entries:
                kind: Kind | None = self.entries[long.lower()].kind
            elif is_law(long):
                kind, long = "law", long[0].lower() + long[1:]
            elif is_authority(long):
                kind = "authority"
            elif is_form(long.split()[-1]):
                kind = "company"
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
                first, _, rest = name.partition(" ")
                if not sure and not rest:
                    continue
                known = Written(kind, rest, True) in self.counts
                if not sure and (known or is_supplier(first.lower())):
                    name = rest
            elif " " not in name:
                large, less = self.usage.large[small], self.usage.small[small]
                if kind == "authority" and not is_court(small) and large < less:
                    continue
                written_small = is_court(small) or (kind == "law" and name[1:].islower())
                name = small if less > large or (written_small and not large) else name
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
                for page in (page for page in self.pages if "-lagen" in page.text):
                    _, _, after = page.text.partition(entry.name)
                    called = _CALLED.match(after)
                    if called and called[1] not in entry.short:
                        entry.short.append(called[1])
                        self.entries.pop(called[1].lower(), None)

    def by_surroundings(self) -> None:
        """Systems and companies that are known by what is said about them."""
        taken = [form for entry in self.entries.values() for form in (entry.name, *entry.short)]
        seen = (spot for page in self.pages for spot in spots(page.text, page.row))
        for kind, name, _ in by_context(seen, taken):
            self.add(kind, name)

    def sites(self) -> None:
        """Services that go by the number that their address begins with: 1177."""
        for page in self.pages:
            for match in SITE.finditer(page.text):
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


def _heads(entry: Entry) -> Iterator[str]:
    parts = entry.name.split()
    if entry.kind == "company" and is_form(parts[-1]):
        for length in range(1, len(parts)):
            head = parts[:length]
            if head[-1][0].isupper():
                yield " ".join(head)
    elif entry.kind == "system" and len(parts) > 1 and parts[-1].isdigit():
        yield " ".join(parts[:-1])
    elif entry.kind == "system" and "-" in entry.name:
        yield entry.name.partition("-")[0]
