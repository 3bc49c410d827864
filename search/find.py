"""The question behind `search`: a query and a scope -> hits with text, marks and reasons.

The engine says which items match and how well; their text, the words that matched and why come from
the catalogue and the same analysis. When no item has all the words, reports that have them all are
offered, or else the items that have most of them, and `matched` says `nearest`: never is a part of
the query dropped in silence. Titles and headings are no items: how many further reports have the
words in them is said besides, and they come when words may meet anywhere in a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from index.analysis import Token, analyse
from index.archive import Archive
from index.called import called
from index.catalogue import Catalogue
from index.days import first_day, last_day
from index.engine import Facet, Hit, Hits, Sort
from index.expand import Expanded, Reason, expand
from index.heads import ABOVE_ALL, held
from index.plain import Field, Plain
from index.plain import Or as Either
from index.query import And, DateRange, FieldFilter, Or, Query, parse
from index.rows import ItemRow, ReportRow, Scope, Totals
from index.suggest import suggest
from ingest.errors import QueryError
from search.marks import answers
from search.snippet import WIDTH, snippet

Inside = Literal["item", "section", "report"]
Matched = Literal["all", "nearest"]
FACETS: tuple[Facet, ...] = ("section", "series", "year", "month")
_END = "9999-12-31"
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


Head: TypeAlias = tuple[str, tuple[Token, ...]]
H = TypeVar("H", FoundHit, FoundReport)


@dataclass(frozen=True, slots=True)
class Found(Generic[H]):
    """The answer to a search. `hits` is an iterator: texts are read as they are asked for."""

    query: str
    understood: str
    matched: Matched
    total: int
    reports: int
    hits: Iterator[H]
    facets: Mapping[Facet, Mapping[str, int]]
    did_you_mean: tuple[str, ...]
    searched: Totals
    unknown: tuple[str, ...] = ()
    besides: int = 0  # further reports that have the words in title, headings or furniture alone


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
) -> Found[FoundHit]:
    """Search the archive. Raises QueryError, and NotFound for a series that is not there."""
    asked = partial(archive.engine.search, sort=sort, limit=limit, offset=offset, facets=FACETS)
    answer = _ask(archive, text, scope, asked, inside=inside, strict=strict)
    return replace(answer.found, hits=_described(archive, answer.expanded, answer.hits))


@dataclass(frozen=True, slots=True)
class _Answer:
    """Hits before their texts are read, and what `Found` says beside them."""

    expanded: Expanded
    hits: Iterator[Hit]
    found: Found[Any]


def _ask(
    archive: Archive,
    text: str,
    scope: Scope,
    ask: Callable[[Plain], Hits],
    *,
    inside: Inside,
    strict: bool,
) -> _Answer:
    described = expanded = understand(archive, text, scope, inside=inside, strict=strict)
    hits = ask(expanded.plain)
    matched: Matched = "all"
    if not hits.total and inside != "report":
        # Reports in which all the words stand, if not in one item, are nearer than any other.
        whole = understand(archive, text, scope, inside="report", strict=strict)
        hits, matched = ask(whole.plain), "nearest"
        described = whole if hits.total else expanded
    if not hits.total:
        answers = (ask(nearest) for nearest in expanded.nearest())
        hits = next((answer for answer in answers if answer.total), hits)
        matched = "nearest" if hits.total else "all"
    besides = 0
    if matched == "all" and hits.total and inside == "item":
        either = Either((expanded.plain, expanded.heads))
        besides = archive.engine.search(either, limit=0).reports - hits.reports
    found: Found[Any] = Found(
        query=text,
        understood=expanded.understood,
        matched=matched,
        total=hits.total,
        reports=hits.reports,
        hits=iter(()),
        facets=hits.facets,
        did_you_mean=() if matched == "all" and hits.total else suggested(archive, text),
        searched=archive.catalogue.totals(covered(archive, text, scope)),
        unknown=expanded.unknown,
        besides=besides,
    )
    return _Answer(described, hits.hits, found)


def find_reports(
    archive: Archive,
    text: str,
    scope: Scope,
    *,
    sort: Sort = "relevance",
    limit: int | None = 20,
    offset: int = 0,
    inside: Inside = "item",
    strict: bool = False,
) -> Found[FoundReport]:
    """The same for reports, in the order of each one's first hit: of these are limit and offset."""
    asked = partial(archive.engine.search, sort=sort, limit=None, facets=FACETS)
    answer = _ask(archive, text, scope, asked, inside=inside, strict=strict)
    first: dict[str, Hit] = {}
    items: Counter[str] = Counter()
    for hit in answer.hits:
        report = hit.anchor.partition("#")[0]
        first.setdefault(report, hit)
        items[report] += 1
    shown = islice(first.values(), offset, None if limit is None else offset + limit)
    reports = (
        FoundReport(
            *(hit.report, hit.series, hit.date, items[hit.report]),
            *(hit.anchor, hit.snippet, hit.marks, hit.score),
        )
        for hit in _described(archive, answer.expanded, shown)
    )
    return replace(answer.found, hits=reports)


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


def covered(archive: Archive, text: str, scope: Scope) -> Scope:
    """The scope, narrowed by the dates, series and section that the whole query stands under."""
    names = archive.vocabulary.names
    scope = resolved(archive.catalogue, scope)
    for node in _demands(parse(text)):
        match node:
            case DateRange(low, high):
                since = max(low, first_day(scope.since) if scope.since else "")
                until = min(high or _END, last_day(scope.until) if scope.until else _END)
                scope = replace(scope, since=since or None, until=until)
            case FieldFilter("series", name):
                ids = called(name, names("series"))
                within = tuple(one for one in ids if one in scope.series or not scope.series)
                scope = replace(scope, series=within or ("",))
            case FieldFilter("section", name) if scope.section is None:
                scope = replace(scope, section=name)
    return scope


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
    return And((*_demands(query), *filters))


def _demands(query: Query) -> tuple[Query, ...]:
    """What a query asks for all of: the parts of an And, or itself."""
    return query.nodes if isinstance(query, And) else (query,)


def _described(archive: Archive, expanded: Expanded, hits: Iterator[Hit]) -> Iterator[FoundHit]:
    while chunk := list(islice(hits, CHUNK)):
        items = archive.catalogue.items(hit.anchor for hit in chunk)
        reports: dict[str, _Report] = {}
        for hit in chunk:
            item = items[hit.anchor]
            if item.report not in reports:
                reports[item.report] = _Report(archive.catalogue.report(item.report))
            yield _hit(archive.catalogue, item, reports[item.report], hit.score, expanded)


class _Report:
    """A report of which items are shown: what stands above all of them is analysed once."""

    def __init__(self, row: ReportRow) -> None:
        self.language = row.language
        self._row = row

    @cached_property
    def title(self) -> Head:
        return self.head(self._row.title)

    @cached_property
    def furniture(self) -> list[Head]:
        return [self.head(text) for text in self._row.furniture]

    def head(self, text: str) -> Head:
        """A text above items, and its tokens."""
        return text, analyse(text, self.language)


def _hit(
    catalogue: Catalogue, item: ItemRow, report: _Report, score: float, expanded: Expanded
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
        place: reason.word
        for place, reason in expanded.reasons.items()
        if place[0] in ("context", "head") and reason.word not in own
    }
    if above:
        via |= dict.fromkeys(_above(catalogue, item, report, above))
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


def _above(
    catalogue: Catalogue, item: ItemRow, report: _Report, wanted: Mapping[tuple[Field, str], str]
) -> Iterator[Via]:
    """What stands above the item and answers the words that it has not itself."""
    nested = [parent.text for parent in catalogue.above(item)]
    headings = [report.head(text) for text in catalogue.headings_above(item)]
    for text, tokens in (*map(report.head, nested), *headings, report.title):
        for token in tokens:
            if word := wanted.get(("context", token.stem)):
                yield Via(word, text[token.start : token.end], "context")
    marked = [("", head) for head in headings]
    marked += [(ABOVE_ALL, head) for head in (report.title, *report.furniture)]
    for mark, (text, tokens) in marked:
        for term, first, last in held(tokens, mark):
            if word := wanted.get(("head", term)):
                yield Via(word, text[first.start : last.end], "context")
