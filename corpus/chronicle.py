"""The chronicle: what an invented region reported, week by week, as one writes it by hand.

A *storyline* is one matter as its readers meet it: an item that starts, is carried from report to
report, gets reworded, moves, pauses and ends. Its `at` entries say from which day which wording
holds; everything else (which items stand in which report, which anchors they get, which version
came from which) follows and is computed in `expand` and `threads`.

`load` reads the TOML files of a folder: each file with a `[series]` table is a series with its
storylines, any other holds the questions put to the corpus. What the files leave out is filled in
here: an `at` inherits text, section and order from the one before, and an `[[action]]` becomes a
storyline that opens with its day and is dropped again after some reports.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

from corpus.markup import Marked, MarkupError, parse
from corpus.table import ChronicleError, Table
from ingest.report import ItemKind

_AFTER_ALL_ELSE = 1_000_000  # actions stand below other items of their section, the newest first


@dataclass(frozen=True, slots=True)
class At:
    """What holds for a storyline from one day on; no text: it is dropped."""

    since: date
    text: Marked | None
    section: str
    order: int
    spelling: bool = False


@dataclass(frozen=True, slots=True)
class Storyline:
    """One item over time."""

    id: str
    kind: ItemKind
    at: tuple[At, ...]
    under: str | None = None
    boilerplate: bool = False
    split_from: str | None = None
    merged_from: tuple[str, ...] = ()

    @property
    def parents(self) -> tuple[str, ...]:
        """The storylines that the first version came from."""
        return self.merged_from or ((self.split_from,) if self.split_from else ())

    def on(self, day: date) -> At | None:
        """What holds on that day; None before the first version and while dropped."""
        past = [at for at in self.at if at.since <= day]
        return past[-1] if past and past[-1].text else None


@dataclass(frozen=True, slots=True)
class Retitled:
    """A title that a series bore for a while, by mistake."""

    since: date
    until: date
    title: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One sentence that the second edition of a day's report has otherwise."""

    day: date
    storyline: str
    text: Marked


@dataclass(frozen=True, slots=True)
class Series:
    """One periodic report and all that it says."""

    id: str
    title: str
    note: str
    compiled: str
    time: str
    sections: tuple[str, ...]
    reports: tuple[date, ...]
    missing: tuple[date, ...]
    breaks: tuple[tuple[date, date], ...]
    template_change: date | None
    retitled: tuple[Retitled, ...]
    corrections: tuple[Correction, ...]
    storylines: tuple[Storyline, ...]

    def title_on(self, day: date) -> str:
        """The title as printed that day."""
        wrong = [title.title for title in self.retitled if title.since <= day < title.until]
        return wrong[0] if wrong else self.title


@dataclass(frozen=True, slots=True)
class Topic:
    """A query and what belongs to it: storylines (`id`) or single versions (`id@since`)."""

    query: str
    about: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a storyline promises for a day, and the version that is the last word on it."""

    storyline: str
    date: date
    who: str
    what: str
    to: str
    outcome: str
    word: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """An authority, company, law or system that the reports name."""

    name: str
    abbreviation: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All series, and the questions put to them."""

    series: tuple[Series, ...]
    topics: tuple[Topic, ...]
    deadlines: tuple[Deadline, ...]
    names: tuple[Name, ...]


def load(folder: Path) -> Chronicle:
    """Read every TOML file of the folder; raises ChronicleError with all problems of the format."""
    problems: list[str] = []
    series: list[Series] = []
    questions: list[Table] = []
    actions: Counter[date] = Counter()
    for path in sorted(folder.glob("*.toml")):
        try:
            table = Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
            if "series" in table:
                series.append(_series(table, problems, actions))
            else:
                questions.append(table)
        except (ChronicleError, tomllib.TOMLDecodeError) as error:
            problems.append(str(error))
    chronicle = _questions(tuple(series), questions, problems)
    if not series:
        problems.append(f"{folder}: no file with a [series] table")
    if problems:
        raise ChronicleError("\n".join(problems))
    return chronicle


def _series(file: Table, problems: list[str], actions: Counter[date]) -> Series:
    table = Table(file.take("series", dict), f"{file.where}: series")
    reports = table.every("reports", date)
    storylines: list[Storyline] = []
    for entry in file.tables("storyline"):
        try:
            storylines.append(_storyline(entry))
        except ChronicleError as error:
            problems.append(str(error))
    for entry in file.tables("action"):
        try:
            storylines.append(_action(entry, reports, actions))
        except ChronicleError as error:
            problems.append(str(error))
    series = Series(
        id=table.take("id", str),
        title=table.take("title", str),
        note=table.take("note", str),
        compiled=table.take("compiled", str),
        time=table.take("time", str),
        sections=table.every("sections", str),
        reports=reports,
        missing=table.every("missing", date),
        breaks=tuple(_break(table, days) for days in table.every("breaks", list)),
        template_change=table.get("template_change", date, None),
        retitled=tuple(_retitled(entry) for entry in table.tables("retitled")),
        corrections=tuple(_correction(entry) for entry in table.tables("edition")),
        storylines=tuple(storylines),
    )
    table.done()
    file.done()
    return series


def _break(table: Table, days: list[object]) -> tuple[date, date]:
    match days:
        case [date() as first, date() as last]:
            return first, last
    raise table.error(f"a break is its first and its last day, not {days!r}")


def _storyline(table: Table) -> Storyline:
    kind = table.get("kind", str, "bullet")
    if kind not in get_args(ItemKind):
        raise table.error(f"unknown kind {kind!r}")
    section, order = table.take("section", str), table.take("order", int)
    entries = table.tables("at")
    if not entries:
        raise table.error("it has no `at`")
    at: list[At] = []
    text: Marked | None = None
    for entry in entries:
        section, order = entry.get("section", str, section), entry.get("order", int, order)
        text = _text(entry) if "text" in entry else text
        change = entry.every("change", str)
        dropped = entry.get("drop", bool, False)
        since = entry.take("from", date)
        entry.done()
        if text is None:
            raise entry.error("the first `at` needs a text")
        if at and since <= at[-1].since:
            raise entry.error(f"from {since} does not come after {at[-1].since}")
        at.append(At(since, None if dropped else text, section, order, "spelling" in change))
    table.get("matter", str, "")
    storyline = Storyline(
        id=table.take("id", str),
        kind=cast("ItemKind", kind),
        at=tuple(at),
        under=table.get("under", str, None),
        boilerplate=table.get("boilerplate", bool, False),
        split_from=table.get("split_from", str, None),
        merged_from=table.every("merged_from", str),
    )
    table.done()
    return storyline


def _action(table: Table, reports: tuple[date, ...], actions: Counter[date]) -> Storyline:
    """A dated line: the day, what was published, carried in `stays` reports."""
    day = table.take("date", date)
    section, stays = table.take("section", str), table.get("stays", int, 1)
    opening = f"{{{day.day}/{day.month}|{day}|event}}: "
    text = _text(table, opening)
    actions[day] += 1
    identity = table.get("id", str, f"action-{day}-{actions[day]}")
    table.get("matter", str, "")
    table.done()
    following = [report for report in reports if report >= day]
    order = _AFTER_ALL_ELSE - day.toordinal()
    at = [At(day, text, section, order)]
    if len(following) > stays:
        at.append(At(following[stays], None, section, order))
    return Storyline(identity, "bullet", tuple(at))


def _text(table: Table, opening: str = "") -> Marked:
    try:
        return parse(opening + table.take("text", str))
    except MarkupError as error:
        raise table.error(str(error)) from error


def _retitled(table: Table) -> Retitled:
    retitled = Retitled(
        table.take("from", date), table.take("until", date), table.take("title", str)
    )
    table.done()
    return retitled


def _correction(table: Table) -> Correction:
    correction = Correction(table.take("date", date), table.take("storyline", str), _text(table))
    table.done()
    return correction


def _questions(series: tuple[Series, ...], files: list[Table], problems: list[str]) -> Chronicle:
    topics: list[Topic] = []
    deadlines: list[Deadline] = []
    names: list[Name] = []
    for file in files:
        try:
            topics += [_topic(entry) for entry in file.tables("topic")]
            deadlines += [_deadline(entry) for entry in file.tables("deadline")]
            names += [_name(entry) for entry in file.tables("name")]
            file.done()
        except ChronicleError as error:
            problems.append(str(error))
    return Chronicle(series, tuple(topics), tuple(deadlines), tuple(names))


def _topic(table: Table) -> Topic:
    topic = Topic(table.take("query", str), table.every("about", str), table.every("mentions", str))
    table.done()
    return topic


def _deadline(table: Table) -> Deadline:
    deadline = Deadline(
        storyline=table.take("storyline", str),
        date=table.take("date", date),
        who=table.get("who", str, ""),
        what=table.get("what", str, ""),
        to=table.get("to", str, ""),
        outcome=table.take("outcome", str),
        word=table.get("word", str, None),
    )
    table.done()
    return deadline


def _name(table: Table) -> Name:
    name = Name(
        table.take("name", str), table.get("abbreviation", str, None), table.take("kind", str)
    )
    table.done()
    return name
