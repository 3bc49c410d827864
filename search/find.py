"""The question behind `search`: a query and a scope -> hits with text, marks and reasons.

The engine says which items match and how well; their text, the words that matched and why come from
the catalogue and the same analysis. When no item has all the words, reports that have them all are
offered, or else the items that have most of them, and `matched` says `nearest`: never is a part of
the query dropped in silence.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Literal

from index.analysis import analyse
from index.archive import Archive
from index.catalogue import Catalogue
from index.engine import Facet, Hit, Sort
from index.expand import Expanded, Reason, expand
from index.query import And, DateRange, FieldFilter, Or, Query, parse
from index.rows import ItemRow, ReportRow, Scope, Totals
from index.suggest import suggest
from ingest.errors import QueryError, UsageError
from search.marks import answers
from search.snippet import WIDTH, snippet

Inside = Literal["item", "section", "report"]
Matched = Literal["all", "nearest"]
FACETS: tuple[Facet, ...] = ("section", "series", "year", "month")
CHUNK = 200  # hits whose text is fetched at once


@dataclass(frozen=True, slots=True)
class Via:
    """One way in which an item answers: the query's word, what stands in the item, how."""

    term: str
    matched: str
    how: str


@dataclass(frozen=True, slots=True)
class FoundHit:
    """An item that matched, as JSON prints it. `marks` are code points of `snippet`."""

    anchor: str
    report: str
    series: str
    date: str | None
    section: str
    text: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    page: int | None
    via: tuple[Via, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search. `hits` is an iterator: texts are read as they are asked for."""

    query: str
    understood: str
    matched: Matched
    total: int
    reports: int
    hits: Iterator[FoundHit]
    facets: Mapping[Facet, Mapping[str, int]]
    did_you_mean: tuple[str, ...]
    searched: Totals
    unknown: tuple[str, ...] = ()


def find(
    archive: Archive,
    text: str,
    scope: Scope,
    *,
    sort: Sort = "relevance",
    limit: int | None = 20,
    offset: int = 0,
    inside: Inside = "item",
    strict: bool = False,
) -> Found:
    """Search the archive. Raises QueryError, and NotFound for a series that is not there."""
    expanded = understand(archive, text, scope, inside=inside, strict=strict)
    ask = partial(archive.engine.search, sort=sort, limit=limit, offset=offset, facets=FACETS)
    hits = ask(expanded.plain)
    matched: Matched = "all"
    if not hits.total and inside != "report":
        # Reports in which all the words stand, if not in one item, are nearer than any other.
        whole = understand(archive, text, scope, inside="report", strict=strict)
        hits, matched = ask(whole.plain), "nearest"
    if not hits.total:
        answers = (ask(nearest) for nearest in expanded.nearest())
        hits = next((answer for answer in answers if answer.total), hits)
        matched = "nearest" if hits.total else "all"
    return Found(
        query=text,
        understood=expanded.understood,
        matched=matched,
        total=hits.total,
        reports=hits.reports,
        hits=_described(archive, expanded, hits.hits),
        facets=hits.facets,
        did_you_mean=() if matched == "all" and hits.total else suggested(archive, text),
        searched=archive.catalogue.totals(resolved(archive.catalogue, scope)),
        unknown=expanded.unknown,
    )


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report in which items match: how many, the best of them, and the best one's words."""

    report: str
    series: str
    date: str | None
    items: int
    anchor: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float


def by_report(found: Found) -> list[FoundReport]:
    """The hits of an answer by their reports, in the order of each report's first hit."""
    reports: dict[str, FoundReport] = {}
    for hit in found.hits:
        if known := reports.get(hit.report):
            reports[hit.report] = replace(known, items=known.items + 1)
        else:
            reports[hit.report] = FoundReport(
                *(hit.report, hit.series, hit.date, 1),
                *(hit.anchor, hit.snippet, hit.marks, hit.score),
            )
    return list(reports.values())


@dataclass(frozen=True, slots=True)
class Tallied:
    """How much one query of a list finds. `error` says why a query could not be asked."""

    query: str
    understood: str
    items: int
    reports: int
    first: str | None
    last: str | None
    unknown: tuple[str, ...]
    error: str


def tally(
    archive: Archive, text: str, scope: Scope, *, inside: Inside = "item", strict: bool = False
) -> Tallied:
    """What one query of a list finds; a broken one is told in its row and stops no other."""
    try:
        expanded = understand(archive, text, scope, inside=inside, strict=strict)
    except QueryError as error:
        return Tallied(text, "", 0, 0, None, None, (), str(error))
    hits = archive.engine.search(expanded.plain, sort="report", limit=None)
    reports = dict.fromkeys(hit.anchor.partition("#")[0] for hit in hits.hits)
    dates = [day for day in map(archive.catalogue.date_of, reports) if day]
    return Tallied(
        query=text,
        understood=expanded.understood,
        items=hits.total,
        reports=hits.reports,
        first=min(dates, default=None),
        last=max(dates, default=None),
        unknown=expanded.unknown,
        error="",
    )


def matching(archive: Archive, text: str, scope: Scope) -> tuple[Expanded, list[str]]:
    """The expanded query and the anchors of all items that match it whole, for a trace."""
    expanded = understand(archive, text, scope)
    hits = archive.engine.search(expanded.plain, sort="report", limit=None)
    return expanded, [hit.anchor for hit in hits.hits]


def suggested(archive: Archive, text: str) -> tuple[str, ...]:
    """Queries that would find something in place of one that does not."""
    return suggest(parse(text), archive.vocabulary)


def understand(
    archive: Archive, text: str, scope: Scope, *, inside: Inside = "item", strict: bool = False
) -> Expanded:
    """Parse and expand a query; the scope becomes a part of it."""
    asked = _scoped(parse(text), resolved(archive.catalogue, scope))
    synonyms = () if strict else archive.vocabulary.synonyms()
    return expand(asked, archive.vocabulary, within=inside, strict=strict, synonyms=synonyms)


def resolved(catalogue: Catalogue, scope: Scope) -> Scope:
    """The scope with the ids of the series that it names. Raises NotFound."""
    return replace(scope, series=tuple(map(catalogue.resolve_series, scope.series)))


def _scoped(query: Query, scope: Scope) -> Query:
    filters: list[Query] = []
    if scope.since or scope.until:
        low = first_day(scope.since) if scope.since else ""
        filters.append(DateRange(low, last_day(scope.until) if scope.until else ""))
    if scope.series:
        each = tuple(FieldFilter("series", name) for name in scope.series)
        filters.append(each[0] if len(each) == 1 else Or(each))
    if scope.section:
        filters.append(FieldFilter("section", scope.section))
    if not filters:
        return query
    asked = query.nodes if isinstance(query, And) else (query,)
    return And((*asked, *filters))


def _described(archive: Archive, expanded: Expanded, hits: Iterator[Hit]) -> Iterator[FoundHit]:
    while chunk := list(islice(hits, CHUNK)):
        items = archive.catalogue.items(hit.anchor for hit in chunk)
        reports: dict[str, ReportRow] = {}
        for hit in chunk:
            item = items[hit.anchor]
            if item.report not in reports:
                reports[item.report] = archive.catalogue.report(item.report)
            yield _hit(archive.catalogue, item, reports[item.report], hit.score, expanded)


def _hit(
    catalogue: Catalogue, item: ItemRow, report: ReportRow, score: float, expanded: Expanded
) -> FoundHit:
    found = answers(analyse(item.text, report.language), expanded.leaves)
    shown = snippet(item.text, [mark for one in found for mark in one.marks], width=WIDTH)
    via: dict[Via, None] = {}
    for one in found:
        place = (one.term.field, one.term.text)
        reason = expanded.reasons.get(place, Reason(one.term.text, "word"))
        matched = " … ".join(item.text[mark.start : mark.end] for mark in one.marks)
        same = reason.how == "stem" and matched.casefold() == reason.word.casefold()
        via[Via(reason.word, matched, "word" if same else reason.how)] = None
    own = {answer.term for answer in via}
    above = {
        text: reason.word
        for (field, text), reason in expanded.reasons.items()
        if field == "context" and reason.word not in own
    }
    if above:
        via |= dict.fromkeys(_context(catalogue, item, report, above))
    return FoundHit(
        anchor=item.anchor,
        report=item.report,
        series=item.series,
        date=item.date,
        section=item.section,
        text=item.text,
        snippet=shown.text,
        marks=shown.marks,
        score=round(score, 4),
        page=item.page,
        via=tuple(via),
    )


def _context(
    catalogue: Catalogue, item: ItemRow, report: ReportRow, wanted: Mapping[str, str]
) -> Iterator[Via]:
    """What stands above the item and answers the words that it has not itself."""
    above = [parent.text for parent in catalogue.above(item)]
    for text in (*above, item.section, report.title):
        for token in analyse(text, report.language):
            if word := wanted.get(token.stem):
                yield Via(word, text[token.start : token.end], "context")


# ------------------------------------------------------------------ dates that people type

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def checked_date(text: str) -> str:
    """A day, a month or a year as typed. Raises UsageError when there is no such day."""
    try:
        first_day(text)
    except (ValueError, AttributeError):
        raise UsageError(f"'{text}' is no date: write 2025-10-23, 2025-10 or 2025") from None
    return text


def first_day(text: str) -> str:
    """The first day (ISO) of a day, month or year."""
    year, month, day = _DATE.fullmatch(text).groups()  # type: ignore[union-attr]  # see checked_date
    return date(int(year), int(month or 1), int(day or 1)).isoformat()


def last_day(text: str) -> str:
    """The last day (ISO) of a day, month or year."""
    year, month, day = _DATE.fullmatch(text).groups()  # type: ignore[union-attr]
    last = calendar.monthrange(int(year), int(month or 12))[1]
    return date(int(year), int(month or 12), int(day or last)).isoformat()
