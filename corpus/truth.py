"""Reports and threads -> truth.json: what the corpus says, for those who check a reader of it.

Written from the chronicle alone, never from what a parser made of the rendered files. Items carry
local anchors, everything else cites global ones. One line holds one report, thread or question, so
that a change of the chronicle makes a readable diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from corpus.chronicle import Chronicle, Deadline, Series, Topic
from corpus.expand import Item, Report
from corpus.threads import Thread

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a report: a scan is not readable without OCR, and some producers drop links."""

    name: str  # below corpus/reports
    producer: str
    media_type: str
    readable: bool = True
    keeps_links: bool = True


def truth(
    chronicle: Chronicle,
    reports: Sequence[Report],
    threads: Sequence[Thread],
    renditions: Mapping[str, Sequence[Rendition]],
) -> dict[str, list[Json]]:
    """The whole truth; `renditions` are listed by report id."""
    spots = [
        (report, item)
        for report in reports
        for section in report.sections
        for item in section.items
    ]
    return {
        "reports": [_report(report, renditions.get(report.id, ())) for report in reports],
        "series": [_series(series) for series in chronicle.series],
        "threads": [_thread(thread) for thread in threads],
        "deadlines": [_deadline(deadline, spots) for deadline in chronicle.deadlines],
        "topics": [_topic(topic, spots) for topic in chronicle.topics],
        "names": [asdict(name) for name in chronicle.names],
    }


def dumps(parts: Mapping[str, Sequence[Json]]) -> str:
    """As JSON, one line for each element of each part."""
    blocks = []
    for name, rows in parts.items():
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        blocks.append(f"{json.dumps(name)}:[\n" + ",\n".join(lines) + "\n]")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _report(report: Report, renditions: Sequence[Rendition]) -> Json:
    return {
        "id": report.id,
        "series": report.series,
        "date": str(report.date),
        "title": report.title,
        "edition_of": report.edition_of,
        "compiled_at": report.compiled_at,
        "sections": [
            {"heading": section.heading, "items": [_item(item) for item in section.items]}
            for section in report.sections
        ],
        "renditions": [asdict(rendition) for rendition in renditions],
    }


def _item(item: Item) -> Json:
    return {
        "anchor": item.anchor,
        "kind": item.kind,
        "level": item.level,
        "text": item.text.plain,
        "date": item.text.own_date,
        "links": [asdict(link) for link in item.text.links],
        "dates": [asdict(mention) for mention in item.text.dates],
        "storyline": item.storyline,
    }


def _series(series: Series) -> Json:
    return {
        "id": series.id,
        "title": series.title,
        "aliases": [retitled.title for retitled in series.retitled],
        "missing": [str(day) for day in series.missing],
        "breaks": [[str(first), str(last)] for first, last in series.breaks],
    }


def _thread(thread: Thread) -> Json:
    return {
        "id": thread.id,
        "series": thread.series,
        "boilerplate": thread.boilerplate,
        "dropped": str(thread.dropped) if thread.dropped else None,
        "into": thread.into,
        "pauses": [[str(first), str(last)] for first, last in thread.pauses],
        "versions": [
            {"anchor": version.anchor, "changes": version.changes, "from": version.origins}
            for version in thread.versions
        ],
    }


def _deadline(deadline: Deadline, spots: Sequence[tuple[Report, Item]]) -> Json:
    """`anchors` are the items that promise it, `word` those that carry the last word on it."""
    day = str(deadline.date)
    return {
        **asdict(deadline),
        "date": day,
        "anchors": [
            report.cite(item)
            for report, item in spots
            if item.storyline == deadline.storyline
            and any((date.date, date.role) == (day, "deadline") for date in item.text.dates)
        ],
        "word": list(_cited(deadline.word, spots)) if deadline.word else [],
    }


def _topic(topic: Topic, spots: Sequence[tuple[Report, Item]]) -> Json:
    grades = {anchor: 1 for name in topic.mentions for anchor in _cited(name, spots)}
    grades |= {anchor: 2 for name in topic.about for anchor in _cited(name, spots)}
    return {"query": topic.query, "anchors": grades}


def _cited(reference: str, spots: Sequence[tuple[Report, Item]]) -> Iterator[str]:
    """The anchors of a storyline (`id`) or of one version of it (`id@since`)."""
    name, _, since = reference.partition("@")
    for report, item in spots:
        if item.storyline == name and since in ("", str(item.since)):
            yield report.cite(item)
