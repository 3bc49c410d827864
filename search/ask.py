"""From the words of a question to its answer over an open archive, for commands and web alike."""

from __future__ import annotations

from dataclasses import replace

from index.archive import Archive
from index.choices import topic as saved
from index.days import first_day, last_day
from index.rows import Scope, Totals
from search.deadlines import Deadline, promised
from search.find import covered, matching, resolved, suggested
from search.names import beside
from search.news import Novelty, novelties
from search.trace import Trace, follow


def followed(archive: Archive, query: str | None, topic: str | None, scope: Scope) -> Trace:
    """The trace of a query or of a saved topic. Raises QueryError and NotFound."""
    asked = query if query is not None else saved(archive.catalogue.db, str(topic)).query
    expanded, anchors = matching(archive, asked, scope)
    searched = archive.catalogue.totals(covered(archive, asked, scope))
    answer = follow(archive.catalogue, asked, expanded.understood, anchors, searched)
    near = () if anchors else suggested(archive, asked)
    return replace(answer, unknown=expanded.unknown, did_you_mean=near)


def traced(archive: Archive, query: str | None, topic: str | None, scope: Scope) -> Trace:
    """The same with the names that go with the topic."""
    answer = followed(archive, query, topic, scope)
    versions = [version for thread in answer.threads for version in thread.versions]
    anchors = [version.anchor for version in versions if version.matches]
    return replace(answer, names=beside(archive.catalogue, answer.understood, anchors, scope))


def fresh(
    archive: Archive, query: str | None, topic: str | None, scope: Scope, since: str | None
) -> list[Novelty]:
    """What changed since a day, or in each series' latest report; of all items without query."""
    scope = resolved(archive.catalogue, scope)
    if query is None and topic is None:
        anchors = [item.anchor for item in archive.catalogue.all_items(scope)]
        searched = archive.catalogue.totals(scope)
        trace = follow(archive.catalogue, "", "", anchors, searched)
    else:
        trace = followed(archive, query, topic, scope)
    until = last_day(scope.until) if scope.until else "9999"
    if since is not None:
        return [one for one in novelties(trace, first_day(since)) if one.date <= until]
    latest = {row.series: row.date for row in archive.catalogue.reports(scope) if row.date}
    return [
        one
        for one in novelties(trace, min(latest.values(), default=""))
        if one.date == latest.get(one.series)
    ]


def dated(archive: Archive, scope: Scope) -> Totals:
    """How much stands in reports with a date; how many have none is said in `undated`."""
    scope = resolved(archive.catalogue, scope)
    return archive.catalogue.totals(replace(scope, since=scope.since or "0"))


def due(archive: Archive, query: str | None, scope: Scope) -> tuple[Deadline, ...]:
    """The deadlines in scope, of the items that match a query if there is one, by due day."""
    scope = resolved(archive.catalogue, scope)
    anchors = matching(archive, query, scope)[1] if query is not None else None
    return promised(archive.catalogue, scope, anchors)
