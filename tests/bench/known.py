"""The known truth, as `corpus/truth.json` holds it: types for its JSON, and small ways into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, cast

from ingest.report import ItemKind


class Link(TypedDict):
    text: str
    url: str


class Mention(TypedDict):
    text: str
    date: str
    role: str


class Item(TypedDict):
    anchor: str
    kind: ItemKind
    level: int
    text: str
    date: str | None
    links: list[Link]
    dates: list[Mention]
    storyline: str


class Section(TypedDict):
    heading: str
    items: list[Item]


class Rendition(TypedDict):
    name: str
    producer: str
    media_type: str
    readable: bool
    keeps_links: bool


class Report(TypedDict):
    id: str
    series: str
    date: str
    title: str
    edition_of: str | None
    compiled_at: str
    sections: list[Section]
    renditions: list[Rendition]


class Series(TypedDict):
    id: str
    title: str
    aliases: list[str]
    missing: list[str]
    breaks: list[list[str]]


Version = TypedDict("Version", {"anchor": str, "changes": list[str], "from": list[str]})


class Thread(TypedDict):
    id: str
    series: str
    boilerplate: bool
    dropped: str | None
    into: list[str]
    pauses: list[list[str]]
    versions: list[Version]


class Deadline(TypedDict):
    storyline: str
    date: str
    who: str
    what: str
    to: str
    outcome: str
    anchors: list[str]
    word: list[str]


class Topic(TypedDict):
    query: str
    anchors: dict[str, int]


class Name(TypedDict):
    name: str
    abbreviation: str | None
    kind: str


class Truth(TypedDict):
    reports: list[Report]
    series: list[Series]
    threads: list[Thread]
    deadlines: list[Deadline]
    topics: list[Topic]
    names: list[Name]


def load(path: Path) -> Truth:
    """Read a truth.json."""
    return cast("Truth", json.loads(path.read_text(encoding="utf-8")))


def renditions(truth: Truth) -> Iterator[tuple[Report, Rendition]]:
    """Every file with its report, in the truth's order."""
    for report in truth["reports"]:
        for rendition in report["renditions"]:
            yield report, rendition


def items(report: Report) -> list[tuple[str, Item]]:
    """A report's items in reading order, each with its section's heading."""
    return [
        (section["heading"], item) for section in report["sections"] for item in section["items"]
    ]


def texts(truth: Truth) -> dict[str, str]:
    """The text of every item, by global anchor."""
    return {
        f"{report['id']}#{item['anchor']}": item["text"]
        for report in truth["reports"]
        for _, item in items(report)
    }
