"""How well a file was understood: what its report says, against what came out of it.

Items are paired first: equal texts in reading order (a longest common subsequence), then, between
two such pairs, texts that are at least 60 % alike. So a slip in an item's text costs that item's
text, and not its level, links and dates as well; an item that nothing is paired with costs all of
them. What came without being there counts too: `of` is the larger of what was expected and what
came.

The score of a producer is the mean of its columns' shares, so that three lost links of ten weigh
more than three lost items of three hundred.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from statistics import mean

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from ingest.report import Item, Report
from tests.bench import known
from tests.bench.reading import Reading
from tests.bench.score import Cell, Table, Tally

_ALIKE = 60.0


@dataclass(frozen=True, slots=True)
class Structure:
    """The tallies of one file, or of several added up.

    `head` is title, date and time of compilation; `headings` text and level, in order; `sections`
    whether an item stands under its heading; `opening` the day that an item opens with.
    """

    head: Tally = field(default_factory=Tally)
    headings: Tally = field(default_factory=Tally)
    items: Tally = field(default_factory=Tally)
    sections: Tally = field(default_factory=Tally)
    levels: Tally = field(default_factory=Tally)
    kinds: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    dates: Tally = field(default_factory=Tally)
    opening: Tally = field(default_factory=Tally)

    def __add__(self, other: Structure) -> Structure:
        return Structure(*(a + b for a, b in zip(self.columns(), other.columns(), strict=True)))

    def columns(self) -> list[Tally]:
        """The tallies in the order of the fields."""
        return [getattr(self, column.name) for column in fields(self)]

    @property
    def share(self) -> float:
        """The mean of the shares of all columns that had anything to count."""
        return mean([column.share for column in self.columns() if column.of] or [0.0])


@dataclass(frozen=True, slots=True)
class Pairing:
    """Places of what belongs together, and of what is alone on either side."""

    both: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]
    surplus: tuple[int, ...]


def pair(expected: Sequence[str], came: Sequence[str]) -> Pairing:
    """Pair texts in order: equal ones, and between these such that are alike."""
    both: list[tuple[int, int]] = []
    for code in LCSseq.opcodes(expected, came):
        if code.tag == "equal":
            both += zip(
                range(code.src_start, code.src_end),
                range(code.dest_start, code.dest_end),
                strict=True,
            )
    ends = [(-1, -1), *both, (len(expected), len(came))]
    for (left, right), (left_end, right_end) in pairwise(ends):
        both += _alike(expected, came, range(left + 1, left_end), range(right + 1, right_end))
    here, there = {a for a, _ in both}, {b for _, b in both}
    return Pairing(
        tuple(sorted(both)),
        tuple(place for place in range(len(expected)) if place not in here),
        tuple(place for place in range(len(came)) if place not in there),
    )


def _alike(
    expected: Sequence[str], came: Sequence[str], here: range, there: range
) -> list[tuple[int, int]]:
    """The likest pairs first; each place once."""
    graded = sorted(
        ((fuzz.ratio(expected[a], came[b]), a, b) for a in here for b in there),
        key=lambda grade: (-grade[0], grade[1:]),
    )
    used: tuple[set[int], set[int]] = (set(), set())
    found: list[tuple[int, int]] = []
    for likeness, a, b in graded:
        if likeness >= _ALIKE and a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            found.append((a, b))
    return found


def score(expected: known.Report, came: Report, *, links: bool = True) -> Structure:
    """One file's tallies. `links` False: its producer drops them, so they are not counted."""
    here = known.items(expected)
    there = [(section.heading, item) for section, item in came.items()]
    pairing = pair([item["text"] for _, item in here], [item.text for _, item in there])
    count = max(len(here), len(there))
    pairs = [(here[a], there[b]) for a, b in pairing.both]
    lone = [here[a][1] for a in pairing.missing]
    extra = [there[b][1] for b in pairing.surplus]

    def share(right: Iterable[bool]) -> Tally:
        return Tally(sum(right), count)

    return Structure(
        head=Tally(
            (expected["title"] == came.title)
            + (expected["date"] == came.date)
            + (expected["compiled_at"] == came.compiled_at),
            3,
        ),
        headings=_headings(expected, came),
        items=share(a["text"] == b.text for (_, a), (_, b) in pairs),
        sections=share(a == b for (a, _), (b, _) in pairs),
        levels=share(a["level"] == b.level for (_, a), (_, b) in pairs),
        kinds=share(a["kind"] == b.kind for (_, a), (_, b) in pairs),
        links=_bags(
            [(_wanted_links(a), _links(b)) for (_, a), (_, b) in pairs]
            + [(_wanted_links(item), []) for item in lone]
            + [([], _links(item)) for item in extra]
        )
        if links
        else Tally(),
        dates=_bags(
            [(_wanted_dates(a), _dates(b)) for (_, a), (_, b) in pairs]
            + [(_wanted_dates(item), []) for item in lone]
            + [([], _dates(item)) for item in extra]
        ),
        opening=_bags(
            [(_opening(a["date"]), _opening(b.date)) for (_, a), (_, b) in pairs]
            + [(_opening(item["date"]), []) for item in lone]
            + [([], _opening(item.date)) for item in extra]
        ),
    )


def _headings(expected: known.Report, came: Report) -> Tally:
    wanted = [f"1 {section['heading']}" for section in expected["sections"]]
    there = [f"{section.level} {section.heading}" for section in came.sections]
    return Tally(int(LCSseq.similarity(wanted, there)), max(len(wanted), len(there)))


def _wanted_links(item: known.Item) -> list[Hashable]:
    return [(link["text"], link["url"]) for link in item["links"]]


def _links(item: Item) -> list[Hashable]:
    return [(link.text, link.url) for link in item.links]


def _wanted_dates(item: known.Item) -> list[Hashable]:
    return [(mention["date"], mention["role"]) for mention in item["dates"]]


def _dates(item: Item) -> list[Hashable]:
    return [(mention.date, mention.role) for mention in item.dates]


def _opening(day: str | None) -> list[Hashable]:
    return [day] if day else []


def _bags(pairs: Iterable[tuple[list[Hashable], list[Hashable]]]) -> Tally:
    """What both sides of each pair have, of the larger side."""
    right = of = 0
    for wanted, there in pairs:
        right += (Counter(wanted) & Counter(there)).total()
        of += max(len(wanted), len(there))
    return Tally(right, of)


def same_items(one: Report, other: Report) -> Tally:
    """How many items two renditions of one report share, in order: text, level and kind."""
    here, there = (
        [(item.text, item.level, item.kind) for _, item in report.items()]
        for report in (one, other)
    )
    right = sum(
        here[a] == there[b]
        for a, b in pair([text for text, *_ in here], [text for text, *_ in there]).both
    )
    return Tally(right, max(len(here), len(there)))


def table(readings: Iterable[Reading], title: str = "Structure") -> Table:
    """One row per producer, and one for all."""
    scores: defaultdict[str, Structure] = defaultdict(Structure)
    failures = 0
    for reading in readings:
        if reading.came is None:
            failures += 1
            continue
        links = reading.rendition["keeps_links"]
        scores[reading.rendition["producer"]] += score(reading.expected, reading.came, links=links)
    rows: list[list[Cell]] = [
        [name, *one.columns(), one.share] for name, one in sorted(scores.items())
    ]
    everything = sum(scores.values(), Structure())
    rows.append(["all", *everything.columns(), everything.share])
    columns = ["producer", *(column.name for column in fields(Structure)), "mean"]
    remark = f"{failures} files that should be readable could not be read." if failures else ""
    return Table(title, columns, rows, remark)


def agreement_table(readings: Iterable[Reading]) -> Table:
    """Renditions of the same report: how many of their items agree, by the pair of producers."""
    by_report: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_report[reading.expected["id"]].append(reading)
    pairs: defaultdict[str, Tally] = defaultdict(Tally)
    for one, *others in by_report.values():
        for other in others:
            if one.came and other.came:
                name = f"{one.rendition['producer']} – {other.rendition['producer']}"
                pairs[name] += same_items(one.came, other.came)
    rows: list[list[Cell]] = [
        [name, tally, tally.share] for name, tally in sorted(pairs.items()) if tally.share < 1
    ]
    everything = sum(pairs.values(), Tally())
    rows.append(["all", everything, everything.share])
    remark = f"{len(pairs) - len(rows) + 1} pairs of producers agree in all items."
    return Table("PDF and HTML of the same report", ["pair", "same items", "share"], rows, remark)
