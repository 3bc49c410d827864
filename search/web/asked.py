"""What an address asks, and the address of what is asked.

The address holds the whole state of a page, in the words of the command line (`from`, `to`,
`series`, `section`, `sort`, `in`, `by`, `strict`, `topic`, `at`): a link to an answer is a
citation of it, and whoever opens it asks the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Depends, Query
from pydantic import StringConstraints

from index.days import first_day, last_day
from index.engine import Sort
from index.rows import Scope
from ingest.errors import NotFound, UsageError
from search.find import Inside

PAGE = 20  # hits or threads on a page
FARTHEST = 1_000_000  # the last page that can be asked for
_Day = Annotated[str, StringConstraints(max_length=20)]
_Row = TypeVar("_Row")
_Short = Annotated[str, StringConstraints(max_length=200)]


class Amiss(UsageError):
    """A question that cannot be asked; `fields` are those at fault."""

    def __init__(self, message: str, *fields: str) -> None:
        super().__init__(message)
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an address puts it. Empty strings where nothing is said."""

    q: str = ""
    since: str = ""
    until: str = ""
    series: tuple[str, ...] = ()
    section: str = ""
    topic: str = ""
    at: str = ""
    sort: Sort = "relevance"
    inside: Inside = "item"
    by: Literal["item", "report"] = "item"
    strict: bool = False
    page: int = 1

    @property
    def scope(self) -> Scope:
        """The reports that it covers."""
        return Scope(self.series, self.since or None, self.until or None, self.section or None)

    @property
    def is_narrowed(self) -> bool:
        """Whether it covers less than the whole archive."""
        return self.scope != Scope()

    @property
    def query(self) -> str | None:
        """The query; None where there is none."""
        return self.q or None

    @property
    def topic_name(self) -> str | None:
        """The name of a saved query; None where a query is put, or neither."""
        return None if self.q else self.topic or None

    @property
    def offset(self) -> int:
        """How many hits or threads stand on the pages before."""
        return (self.page - 1) * PAGE

    def address(self, path: str, **changes: Any) -> str:
        """The address of this question, or one that differs by `changes`; on its first page."""
        one = replace(self, **{"page": 1} | changes)
        fields = {
            "q": one.q,
            "topic": one.topic,
            "from": one.since,
            "to": one.until,
            "series": one.series,
            "section": one.section,
            "at": one.at,
            "sort": one.sort if one.sort != "relevance" else "",
            "in": one.inside if one.inside != "item" else "",
            "by": one.by if one.by != "item" else "",
            "strict": "1" if one.strict else "",
            "page": one.page if one.page > 1 else "",
        }
        query = urlencode({name: value for name, value in fields.items() if value}, doseq=True)
        return f"{path}?{query}" if query else path


def _asked(
    q: Annotated[str, Query(max_length=2000, description="The query, in the query language.")] = "",
    since: Annotated[_Day, Query(alias="from", description="From this day, month or year.")] = "",
    until: Annotated[_Day, Query(alias="to", description="To the end of it.")] = "",
    series: Annotated[
        list[_Short] | None, Query(max_length=200, description="Only these series.")
    ] = None,
    section: Annotated[_Short, Query(description="Only sections with this heading.")] = "",
    topic: Annotated[_Short, Query(description="A saved query in place of `q`.")] = "",
    at: Annotated[_Day, Query(description="Only the wordings on this day.")] = "",
    sort: Annotated[Sort, Query(description="Best first, newest first, report by report.")] = (
        "relevance"
    ),
    inside: Annotated[Inside, Query(alias="in", description="Where all words must meet.")] = "item",
    by: Annotated[Literal["item", "report"], Query(description="What to list.")] = "item",
    strict: Annotated[bool, Query(description="Add nothing to the query.")] = False,
    page: Annotated[int, Query(ge=1, le=FARTHEST)] = 1,
) -> Asked:
    chosen = tuple(series or ())
    asked = Asked(
        *(q.strip(), since.strip(), until.strip(), chosen, section.strip(), topic.strip()),
        *(at.strip(), sort, inside, by, strict, page),
    )
    for field, day in (("from", asked.since), ("to", asked.until), ("at", asked.at)):
        if day:
            _check_day(field, day)
    if asked.since and asked.until and first_day(asked.since) > last_day(asked.until):
        raise Amiss(f"the dates from {asked.since} to {asked.until} hold no day", "from", "to")
    return asked


AskedHere = Annotated[Asked, Depends(_asked)]


def _check_day(field: str, day: str) -> None:
    try:
        first_day(day)
    except ValueError:
        raise Amiss(f"'{day}' is no date: write 2025-10-23, 2025-10 or 2025", field) from None


def pages_of(number: int) -> int:
    """How many pages so many hits or threads fill."""
    return -(-number // PAGE)


def part(rows: Sequence[_Row], asked: Asked) -> Sequence[_Row]:
    """The rows of the page that is asked for. Raises NotFound past the last."""
    if asked.offset >= len(rows) and asked.page > 1:
        raise NotFound(f"there is no page {asked.page} of this answer")
    return rows[asked.offset : asked.offset + PAGE]


def report_address(id_or_anchor: str) -> str:
    """The page of a report, or of an item in it (`SERIES/DATE#2.5.1`), which opens there."""
    report, _, local = id_or_anchor.partition("#")
    page = f"/report/{quote(report)}"
    return f"{page}/{quote(local)}#{quote(local)}" if local else page


def item_address(anchor: str, query: str = "") -> str:
    """The page of an item, with the words of a query marked in it."""
    page, _, fragment = report_address(anchor).partition("#")
    return f"{page}?{urlencode({'q': query})}#{fragment}" if query else f"{page}#{fragment}"
