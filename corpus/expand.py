"""Chronicle -> reports: which items stand in which report, in which order, with which anchor.

A section without items is left out and not counted. Within a section, items go by `order` (then as
the chronicle lists them); those with `under` follow that storyline, one level deeper, while it
stands in the same section, and stand on their own otherwise. Anchors count from 1: `2.5.1` is the
first sub-item of the fifth item of the second section.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.chronicle import At, Series, Storyline
from corpus.markup import Marked
from ingest.report import ItemKind

Template = Literal["old", "new", "only"]


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet, paragraph or table row of one report."""

    anchor: str
    kind: ItemKind
    level: int
    text: Marked
    storyline: str
    since: date  # which version of the storyline
    spelling: bool = False  # that version mends the spelling of the one before, nothing else


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its items in reading order."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One number of a series, or the second edition of one."""

    id: str
    series: str
    date: date
    title: str
    edition_of: str | None
    compiled: str  # the line below the title
    compiled_at: str
    note: str  # printed on every page; no item
    template: Template
    sections: tuple[Section, ...]

    def cite(self, item: Item) -> str:
        """The global anchor of one of its items."""
        return f"{self.id}#{item.anchor}"


def reports(series: Series) -> tuple[Report, ...]:
    """All reports of a series, oldest first, each second edition after its first."""
    expanded: list[Report] = []
    for day in series.reports:
        first = _report(series, day, {}, None)
        expanded.append(first)
        corrected = {c.storyline: c.text for c in series.corrections if c.day == day}
        if corrected:
            expanded.append(_report(series, day, corrected, first.id))
    return tuple(expanded)


def _report(
    series: Series, day: date, corrected: Mapping[str, Marked], edition_of: str | None
) -> Report:
    standing = [(story, at) for story in series.storylines if (at := story.on(day))]
    sections: list[Section] = []
    for heading in series.sections:
        here = [(story, at) for story, at in standing if at.section == heading]
        if here:
            number = str(len(sections) + 1)
            sections.append(Section(heading, tuple(_items(here, corrected, number))))
    return Report(
        id=f"{series.id}/{day}" + (".2" if edition_of else ""),
        series=series.id,
        date=day,
        title=series.title_on(day),
        edition_of=edition_of,
        compiled=series.compiled.format(date=day, time=series.time),
        compiled_at=f"{day}T{series.time}",
        note=series.note,
        template=_template(series, day),
        sections=tuple(sections),
    )


def _template(series: Series, day: date) -> Template:
    if series.template_change is None:
        return "only"
    return "old" if day < series.template_change else "new"


def _items(
    here: list[tuple[Storyline, At]],
    corrected: Mapping[str, Marked],
    anchor: str,
    above: str | None = None,
    level: int = 0,
) -> Iterator[Item]:
    """The items below `above` (None: those that stand on their own), each with its sub-items."""
    ids = {story.id for story, _ in here}
    below = [(story, at) for story, at in here if _parent(story, ids) == above]
    below.sort(key=lambda pair: pair[1].order)
    for number, (story, at) in enumerate(below, start=1):
        text = corrected.get(story.id, at.text)
        assert text is not None  # `on` gives only what stands
        place = f"{anchor}.{number}"
        yield Item(place, story.kind, level, text, story.id, at.since, at.spelling)
        yield from _items(here, corrected, place, story.id, level + 1)


def _parent(story: Storyline, ids: set[str]) -> str | None:
    return story.under if story.under in ids else None
