"""What the chronicle's format cannot say: whether its parts agree with each other.

`problems` names every contradiction in one line each, with the storyline and the day to look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from corpus.chronicle import Chronicle, Series, Storyline

_OUTCOMES = ("done", "moved", "open", "overdue")
_NAME_KINDS = ("authority", "company", "law", "system")


def problems(chronicle: Chronicle) -> list[str]:
    """Everything that is wrong, in reading order; empty if nothing is."""
    found = [f"storyline {name}: the id is used twice" for name in _twice(chronicle)]
    for series in chronicle.series:
        found += _calendar(series)
        for story in series.storylines:
            found += (f"storyline {story.id}: {problem}" for problem in _storyline(series, story))
        found += _corrections(series)
    found += _questions(chronicle)
    return found


def _twice(chronicle: Chronicle) -> list[str]:
    count = Counter(story.id for series in chronicle.series for story in series.storylines)
    return [name for name, times in count.items() if times > 1]


def _calendar(series: Series) -> Iterator[str]:
    if list(series.reports) != sorted(set(series.reports)):
        yield f"{series.id}: the reports are not in order, or one stands twice"
    for day in sorted({*series.missing} & {*series.reports}):
        yield f"{series.id}: {day} is both missing and there"
    for first, last in series.breaks:
        if first > last:
            yield f"{series.id}: the break from {first} ends before it begins"
        for day in (*series.reports, *series.missing):
            if first <= day <= last:
                yield f"{series.id}: {day} lies in the break from {first} to {last}"
    for title in series.retitled:
        if title.since not in series.reports or title.until not in series.reports:
            yield f"{series.id}: the title {title.title!r} must start and end with a report"
    if series.template_change and series.template_change not in series.reports:
        yield f"{series.id}: no report on the day of the template change"


def _storyline(series: Series, story: Storyline) -> Iterator[str]:
    known = {other.id: other for other in series.storylines}
    for at in story.at:
        if at.section not in series.sections:
            yield f"unknown section {at.section!r}"
        if at.text and not any(story.on(day) is at for day in series.reports):
            yield f"no report carries the version of {at.since}"
    if not story.at[0].text:
        yield "it begins by being dropped"
    strangers = [name for name in (*story.parents, story.under) if name and name not in known]
    for name in strangers:
        yield f"it refers to {name}, which this series does not have"
    if not strangers:
        yield from _nesting(story, known)
        yield from _origins(series, story, known)


def _nesting(story: Storyline, known: dict[str, Storyline]) -> Iterator[str]:
    parent = known.get(story.under or "")
    if parent and (parent.kind, story.kind) != ("bullet", "bullet"):
        yield f"only a bullet can stand below a bullet, not below {parent.id}"
    passed: set[str] = set()
    while parent and parent.id not in passed:
        passed.add(parent.id)
        parent = known.get(parent.under or "")
    if story.id in passed:
        yield "it stands below itself"


def _origins(series: Series, story: Storyline, known: dict[str, Storyline]) -> Iterator[str]:
    if story.split_from and story.merged_from:
        yield "it is both split and merged"
    start = next((day for day in series.reports if story.on(day)), None)
    if start is None:
        return
    for name in story.parents:
        if not any(known[name].on(day) for day in series.reports if day < start):
            yield f"{name}, which it came from, stands in no report before {start}"
        elif name in story.merged_from and known[name].on(start):
            yield f"{name} was merged into it but still stands on {start}"


def _corrections(series: Series) -> Iterator[str]:
    known = {story.id: story for story in series.storylines}
    for correction in series.corrections:
        where = f"{series.id}: the edition of {correction.day}"
        story = known.get(correction.storyline)
        at = story.on(correction.day) if story else None
        if correction.day not in series.reports:
            yield f"{where} has no report to correct"
        elif at is None or at.text is None:
            yield f"{where} corrects {correction.storyline}, which does not stand that day"
        elif at.text.plain == correction.text.plain:
            yield f"{where} changes nothing"


def _questions(chronicle: Chronicle) -> Iterator[str]:
    known = {story.id: story for series in chronicle.series for story in series.storylines}
    for topic in chronicle.topics:
        for reference in (*topic.about, *topic.mentions):
            if not _resolves(reference, known):
                yield f"topic {topic.query!r}: nothing is called {reference}"
    for name in chronicle.names:
        if name.kind not in _NAME_KINDS:
            yield f"name {name.name}: unknown kind {name.kind!r}"
    if chronicle.deadlines:
        yield from _deadlines(chronicle, known)


def _deadlines(chronicle: Chronicle, known: dict[str, Storyline]) -> Iterator[str]:
    for deadline in chronicle.deadlines:
        where = f"deadline {deadline.storyline} {deadline.date}"
        if deadline.outcome not in _OUTCOMES:
            yield f"{where}: unknown outcome {deadline.outcome!r}"
        if deadline.word and not _resolves(deadline.word, known):
            yield f"{where}: nothing is called {deadline.word}"
        if deadline.date not in _promised(known.get(deadline.storyline)):
            yield f"{where}: the storyline promises nothing for that day"
    listed = {(deadline.storyline, deadline.date) for deadline in chronicle.deadlines}
    for story in known.values():
        for day in sorted(_promised(story)):
            if (story.id, day) not in listed:
                yield f"storyline {story.id}: its deadline {day} is not among the questions"


def _resolves(reference: str, known: dict[str, Storyline]) -> bool:
    name, _, since = reference.partition("@")
    versions = (
        {at.since.isoformat() for at in known[name].at if at.text} if name in known else set()
    )
    return bool(versions) and (not since or since in versions)


def _promised(story: Storyline | None) -> set[date]:
    """The days that its texts mark as deadlines."""
    texts = [at.text for at in story.at if at.text] if story else []
    dates = [mention for text in texts for mention in text.dates if mention.role == "deadline"]
    return {date.fromisoformat(mention.date) for mention in dates if len(mention.date) == 10}
