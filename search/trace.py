"""A topic over time: the threads that match it at any version, and what became of them.

The threads themselves are worked out when reports are taken in (`index.threads`); here they are
put together with the items that a query matched. A thread is shown whole, also where only one
version of it matched: what a statement became when the word was gone is a part of the answer. Items
of reports without a date are in no thread; each that matched is shown as a thread of its own, last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from index.catalogue import Catalogue
from index.history import threads_of
from index.rows import Totals
from index.threads import Change, Thread, Version
from search.diff import Piece, diff

if TYPE_CHECKING:  # finding names reads the whole archive: only the trace of a query does
    from search.names import Beside


class Spot(Protocol):
    """What of an item a trace needs; `index.rows.ItemRow` is one."""

    @property
    def anchor(self) -> str: ...
    @property
    def report(self) -> str: ...
    @property
    def series(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def section(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class TraceVersion:
    """A thread in one report. `diff` is against the items at `from_`; empty where none changed."""

    anchor: str
    report: str
    date: str | None
    section: str
    text: str
    matches: bool
    changes: tuple[Change, ...]
    from_: tuple[str, ...]
    diff: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TraceThread:
    """A thread with all its versions. `first` and `last` are the dates of matching versions.

    `dropped` and `pauses` are those of the thread (`index.threads.Thread`).
    """

    id: str
    series: str
    first: str | None
    last: str | None
    dropped: str | None
    boilerplate: bool
    pauses: tuple[tuple[str, str], ...]
    into: tuple[str, ...]
    versions: tuple[TraceVersion, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The answer. `first` and `last` mention are dates.

    `reports` counts the reports with a matching item; `months` the matching items by their report's
    month, from the first month to the last, with 0 where nothing was said. `names` are those that
    go with the topic (`search.names.beside`); empty where nobody asked for them. `unknown` are the
    words that the archive does not hold, `did_you_mean` queries that would find something.
    """

    query: str
    understood: str
    first: str | None
    last: str | None
    reports: int
    months: tuple[tuple[str, int], ...]
    threads: tuple[TraceThread, ...]
    searched: Totals
    names: tuple[Beside, ...] = ()
    unknown: tuple[str, ...] = ()
    did_you_mean: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Versions as they are told: one that changed, or several in a row that did not."""

    first: TraceVersion
    last: TraceVersion
    reports: int
    unchanged: bool


def follow(
    catalogue: Catalogue, query: str, understood: str, anchors: Collection[str], searched: Totals
) -> Trace:
    """The trace of the items with these anchors, read from the catalogue."""
    threads = threads_of(catalogue.db, anchors)
    needed = dict.fromkeys(anchors)
    for _, thread in threads:
        for version in thread.versions:
            needed |= dict.fromkeys((version.anchor, *version.from_))
    return trace(query, understood, anchors, threads, catalogue.items(needed), searched)


def trace(
    query: str,
    understood: str,
    matching: Collection[str],
    threads: Iterable[tuple[str, Thread]],
    items: Mapping[str, Spot],
    searched: Totals,
) -> Trace:
    """Put together the anchors that a query matched, their threads (with series), and the items.

    `items` holds those of all versions and of all that these came from.
    """
    hits = set(matching)
    built = [_thread(series, one, hits, items) for series, one in threads]
    followed = {version.anchor for one in built for version in one.versions}
    for anchor in sorted(hits - followed):
        alone = Thread(anchor, (Version(anchor, ("new",)),))
        built.append(_thread(items[anchor].series, alone, hits, items))
    built.sort(key=lambda one: (one.first or "~", one.versions[0].date or "~", one.series, one.id))
    found = [items[anchor] for anchor in hits]
    dates = sorted(item.date for item in found if item.date)
    return Trace(
        query=query,
        understood=understood,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        reports=len({item.report for item in found}),
        months=_months(dates),
        threads=tuple(built),
        searched=searched,
    )


def runs(versions: Sequence[TraceVersion]) -> Iterator[Run]:
    """The versions, with those in a row folded in which nothing changed."""
    folded: list[TraceVersion] = []
    for version in versions:
        still = version.changes == ("unchanged",)
        if folded and not (still and folded[-1].matches == version.matches):
            yield Run(folded[0], folded[-1], len(folded), unchanged=True)
            folded = []
        if still:
            folded.append(version)
        else:
            yield Run(version, version, 1, unchanged=False)
    if folded:
        yield Run(folded[0], folded[-1], len(folded), unchanged=True)


def wording(thread: TraceThread, day: str) -> TraceVersion | None:
    """The version that stood on a day (ISO): the last report's until then, or None.

    None before the first, from `dropped` on and in a pause.
    """
    if thread.dropped and day >= thread.dropped:
        return None
    if any(first <= day < last for first, last in thread.pauses):
        return None
    until = [version for version in thread.versions if version.date and version.date <= day]
    return until[-1] if until else None


def standing(answer: Trace, day: str) -> Trace:
    """The trace with, of each thread, only the version that stood on a day (ISO)."""
    kept = []
    for thread in answer.threads:
        version = wording(thread, day)
        if version is not None:
            kept.append(replace(thread, versions=(version,)))
    return replace(answer, threads=tuple(kept))


def _thread(
    series: str, thread: Thread, hits: Collection[str], items: Mapping[str, Spot]
) -> TraceThread:
    versions = tuple(
        _version(version, items, matches=version.anchor in hits)
        for version in thread.versions
        if version.anchor in items
    )
    dates = [version.date for version in versions if version.matches and version.date]
    return TraceThread(
        id=thread.id,
        series=series,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        dropped=thread.dropped,
        boilerplate=thread.boilerplate,
        pauses=thread.pauses,
        into=thread.into,
        versions=versions,
    )


def _version(version: Version, items: Mapping[str, Spot], *, matches: bool) -> TraceVersion:
    item = items[version.anchor]
    before = " ".join(items[origin].text for origin in version.from_ if origin in items)
    return TraceVersion(
        anchor=item.anchor,
        report=item.report,
        date=item.date,
        section=item.section,
        text=item.text,
        matches=matches,
        changes=version.changes,
        from_=version.from_,
        diff=diff(before, item.text) if before and before != item.text else (),
    )


def _months(dates: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Each month from the first to the last date, with how many dates are in it."""
    if not dates:
        return ()
    counts = Counter(date[:7] for date in dates)
    year, month = (int(part) for part in dates[0][:7].split("-"))
    months: list[tuple[str, int]] = []
    while (name := f"{year:04}-{month:02}") <= dates[-1][:7]:
        months.append((name, counts[name]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(months)


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A version with its thread, flat: a line of CSV."""

    thread: str
    series: str
    date: str | None
    report: str
    anchor: str
    section: str
    matches: bool
    changes: str
    from_: str
    text: str


def rows(answer: Trace) -> Iterator[TraceRow]:
    """All versions of all threads."""
    for thread in answer.threads:
        for version in thread.versions:
            yield TraceRow(
                thread=thread.id,
                series=thread.series,
                date=version.date,
                report=version.report,
                anchor=version.anchor,
                section=version.section,
                matches=version.matches,
                changes=" ".join(version.changes),
                from_=" ".join(version.from_),
                text=version.text,
            )
