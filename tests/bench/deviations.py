"""What a developer wants to see behind the figures: the first deviations of each producer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.report import Item, Report
from tests.bench import known
from tests.bench.reading import Reading
from tests.bench.structure_scores import pair

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that came otherwise: what it is, what was expected and what came."""

    what: str
    expected: str
    came: str

    def __str__(self) -> str:
        return f"{self.what}\n      expected {self.expected}\n      came     {self.came}"


def shown(readings: Iterable[Reading], count: int) -> str:
    """The first deviations of each producer; one that several files have is shown once."""
    found: defaultdict[str, defaultdict[Deviation, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for reading in readings:
        name = reading.rendition["name"].rpartition("/")[2]
        for place, deviation in deviations(reading):
            found[reading.rendition["producer"]][deviation].append(f"{name} {place}".strip())
    return "\n".join(
        f"{producer}: {len(these)} deviations\n"
        + "\n".join(
            f"  {len(places)}x {places[0]}: {deviation}"
            for deviation, places in islice(these.items(), count)
        )
        for producer, these in sorted(found.items())
    )


def deviations(reading: Reading) -> Iterator[tuple[str, Deviation]]:
    """Everything in a file that is not as the truth says, with the anchor where it is."""
    expected, came = reading.expected, reading.came
    if came is None:
        yield "", Deviation("the file", "a report", reading.failure)
        return
    for what, wanted, other in (
        ("title", expected["title"], came.title),
        ("date", expected["date"], came.date),
        ("compiled", expected["compiled_at"], came.compiled_at),
    ):
        if wanted != other:
            yield "", Deviation(what, wanted, f"{other}")
    yield from (("", deviation) for deviation in _headings(expected, came))
    here = known.items(expected)
    there = [(section.heading, item) for section, item in came.items()]
    pairing = pair([item["text"] for _, item in here], [item.text for _, item in there])
    for a, b in pairing.both:
        anchor = here[a][1]["anchor"]
        yield from (
            (anchor, deviation)
            for deviation in _of_item(here[a], there[b], reading.rendition["keeps_links"])
        )
    for a in pairing.missing:
        yield here[a][1]["anchor"], Deviation("item", here[a][1]["text"], _NOTHING)
    for b in pairing.surplus:
        yield there[b][1].anchor, Deviation("item", _NOTHING, there[b][1].text)


def _of_item(
    here: tuple[str, known.Item], there: tuple[str, Item], links: bool
) -> Iterator[Deviation]:
    (heading, item), (found_heading, found) = here, there
    for what, wanted, came in (
        ("text", item["text"], found.text),
        ("section", heading, found_heading),
        ("kind", item["kind"], found.kind),
        ("level", item["level"], found.level),
        ("opening day", item["date"], found.date),
    ):
        if wanted != came:
            yield Deviation(what, f"{wanted}", f"{came}")
    if links:
        yield from _bags(
            "links",
            [f"{link['text']} -> {link['url']}" for link in item["links"]],
            [f"{link.text} -> {link.url}" for link in found.links],
        )
    yield from _bags(
        f"dates in {item['text']!r}",
        [f"{mention['text']} = {mention['date']} {mention['role']}" for mention in item["dates"]],
        [f"{mention.text} = {mention.date} {mention.role}" for mention in found.dates],
        key=lambda text: text.rpartition(" = ")[2],
    )


def _headings(expected: known.Report, came: Report) -> Iterator[Deviation]:
    yield from _bags(
        "headings (level)",
        [f"{section['heading']} (1)" for section in expected["sections"]],
        [f"{section.heading} ({section.level})" for section in came.sections],
    )


def _bags(
    what: str, wanted: list[str], there: list[str], key: Callable[[str], str] = str
) -> Iterator[Deviation]:
    """What is on one side only."""
    left, extra = list(wanted), []
    for text in there:
        same = next((other for other in left if key(other) == key(text)), None)
        if same is None:
            extra.append(text)
        else:
            left.remove(same)
    if left or extra:
        yield Deviation(what, "; ".join(left) or _NOTHING, "; ".join(extra) or _NOTHING)
