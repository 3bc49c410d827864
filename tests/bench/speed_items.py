"""Seeded Swedish-like reports of any number, for measuring: the same seed gives the same text.

Words are the Swedish word list's own, drawn by Zipf's law (the word of rank r as often as 1/r), two
fifths of them stop words; one in ten is a compound of two words, often joined by an s: most from a
stock of compounds, some made on the spot, so that new words never cease, as in real reports (2.5
million words hold some 150,000 different ones). Beside them stand dates, numbers, hyphenated names
and abbreviations that are explained now and then. A series has 100 weekly reports of 40 items in 8
sections.

Each part of the text can be asked for by queries drawn the same way (`queries`), each kind of
query with its share.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from index import lexicon
from index.stemming import STOPWORDS
from ingest.report import Item, Report, Section, Source

ITEMS, SECTIONS, REPORTS = 40, 8, 100  # items a report, sections a report, reports a series
_FIRST = date(2023, 1, 5)
_ABBREVIATIONS = (
    ("Inspektionen för vård och omsorg", "IVO"),
    ("lagen om offentlig upphandling", "LOU"),
    ("Myndigheten för samhällsskydd och beredskap", "MSB"),
    ("lagen om stöd och service", "LSS"),
)
_MONTHS = ("januari", "mars", "april", "maj", "juni", "augusti", "oktober", "december")
_VOWELS = "aeiouyåäö"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words and how often each is drawn, as running sums."""

    words: Sequence[str]
    weights: Sequence[float]

    def one(self, chance: random.Random) -> str:
        return self.words[bisect(self.weights, chance.random() * self.weights[-1])]


class Language:
    """Draws words, items and queries; all chance comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        listed, plain = _listed(), list(_simple())
        self.chance.shuffle(plain)
        stops = sorted(STOPWORDS)
        self.chance.shuffle(stops)
        firsts = [w for w in plain if "X" in listed[w]]
        lasts = [w for w in plain if "Y" in listed[w]]
        self.stops = _zipf(stops)
        self.plain = _zipf(plain[:15_000])
        self.firsts = _zipf(firsts[:4_000])
        self.lasts = _zipf(lasts[:4_000])
        self.compounds = _zipf(list(dict.fromkeys(self.compound() for _ in range(12_000))))

    def word(self) -> str:
        """A word as running text has it."""
        roll = self.chance.random()
        if roll < 0.4:
            return self.stops.one(self.chance)
        if roll < 0.85:
            return self._inflected(self.plain.one(self.chance))
        if roll < 0.93:
            return self._inflected(self.compounds.one(self.chance))
        if roll < 0.945:
            return self.compound()
        if roll < 0.965:
            return f"{self.chance.randint(1, 28)}/{self.chance.randint(1, 12)}"
        if roll < 0.98:
            return str(self.chance.randint(2, 4000))
        short = self.chance.choice(_ABBREVIATIONS)[1]
        return f"{short}-{self.lasts.one(self.chance)}" if roll < 0.99 else short

    def compound(self) -> str:
        """Two words as one."""
        joint = self.chance.choice(("", "", "s"))
        return f"{self.firsts.one(self.chance)}{joint}{self.lasts.one(self.chance)}"

    def item(self) -> str:
        """One to four sentences."""
        sentences = []
        for _ in range(self.chance.choice((1, 1, 2, 2, 3, 4))):
            words = [self.word() for _ in range(self.chance.randint(5, 16))]
            if self.chance.random() < 0.02:
                long, short = self.chance.choice(_ABBREVIATIONS)
                words += [f"enligt {long} ({short})"]
            if self.chance.random() < 0.05:
                words += [f"den {self.chance.randint(1, 28)} {self.chance.choice(_MONTHS)}"]
            sentences.append(" ".join(words))
        return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)

    def _inflected(self, word: str) -> str:
        ending = self.chance.choice(("", "", "", "", "", "n", "r", "rna", "s"))
        between = "" if not ending or ending == "s" or word[-1] in _VOWELS else "e"
        return word + between + ending


@cache
def _listed() -> Mapping[str, str]:
    """The word list with what each word may be in a compound: X its first part, Y its last."""
    return lexicon._words()


@cache
def _simple() -> tuple[str, ...]:
    """The words that are no compounds: two seconds' work."""
    return tuple(sorted(w for w in _listed() if 3 <= len(w) <= 11 and not lexicon.elements(w)))


def _zipf(words: Sequence[str]) -> Drawn:
    return Drawn(words, list(accumulate((rank + 2.7) ** -1.07 for rank in range(len(words)))))


def reports(items: int, seed: int = 1) -> Iterator[Report]:
    """Reports of together that many items, series by series."""
    language = Language(seed)
    for number in range(items // ITEMS):
        series, week = divmod(number, REPORTS)
        if week == 0:
            title = f"Lägesrapport från {language.compound()}"
            headings = [language.compound().capitalize() for _ in range(SECTIONS)]
        yield _report(language, f"{title} {_letters(series)}", week, headings, number)


def _letters(number: int) -> str:
    """A number as capital letters: series whose titles differ in digits alone are one."""
    return "".join(chr(ord("A") + int(digit)) * 3 for digit in f"{number:03}")


def _report(
    language: Language, title: str, week: int, headings: Sequence[str], number: int
) -> Report:
    day = (_FIRST + timedelta(weeks=week)).isoformat()
    sections = []
    for place, heading in enumerate(headings, start=1):
        items = tuple(
            Item(f"{place}.{n}", "bullet", 0, language.item())
            for n in range(1, ITEMS // SECTIONS + 1)
        )
        sections.append(Section(heading, 1, items))
    source = Source(f"{number}.html", f"{number:064x}", "text/html", 1, 0, "tests")
    return Report(f"x/{day}", title, "x", day, "line", None, "sv", source, tuple(sections))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of a kind, as a person types it."""

    kind: str
    text: str


# For each kind how many of a hundred queries are of it.
_SHARES = {
    "word": 16,
    "two words": 16,
    "three words": 8,
    "compound": 12,
    "phrase": 8,
    "prefix": 6,
    "fuzzy": 4,
    "date": 6,
    "in a period": 8,
    "abbreviation": 4,
    "misspelt": 5,
    "without åäö": 4,
    "apart": 3,
}


def queries(number: int, seed: int = 2) -> list[Asked]:
    """Mixed queries over `reports` of any seed: the words are the list's, drawn by the same law."""
    language = Language(1)
    language.chance = random.Random(seed)
    kinds = [kind for kind, share in _SHARES.items() for _ in range(share)]
    language.chance.shuffle(kinds)
    return [Asked(kind, _query(kind, language)) for kind in (kinds * (number // 100 + 1))[:number]]


def _query(kind: str, language: Language) -> str:
    chance = language.chance

    def word() -> str:
        return language.plain.one(chance)

    match kind:
        case "two words" | "three words":
            return " ".join(word() for _ in range(2 if kind == "two words" else 3))
        case "compound":
            return language.compounds.one(chance)
        case "phrase":
            return f'"{language.stops.one(chance)} {word()}"'
        case "prefix":
            return f"{language.compounds.one(chance)[:11]}*"
        case "fuzzy":
            return f"{_long(language)}~1"
        case "date":
            return f"{chance.randint(1, 28)}/{chance.randint(1, 12)}"
        case "in a period":
            return (
                f"{word()} {word()} date:2024-0{chance.randint(1, 6)}..2024-1{chance.randint(0, 2)}"
            )
        case "abbreviation":
            return f"{chance.choice(_ABBREVIATIONS)[1]} {word()}"
        case "misspelt":
            long = _long(language)
            place = chance.randrange(2, len(long) - 2)
            return long[:place] + long[place + 1 :]
        case "without åäö":
            return _long(language).translate(str.maketrans("åäö", "aao"))
        case "apart":
            return f"{language.firsts.one(chance)} {language.lasts.one(chance)}"
        case _:
            return word()


def _long(language: Language) -> str:
    while len(word := language.plain.one(language.chance)) < 7:
        pass
    return word
