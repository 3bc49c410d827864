"""From the words of a question to its answer over an open archive, for commands and web alike."""

from __future__ import annotations

from index.archive import Archive
from index.choices import topic as saved
from index.rows import Scope
from search.deadlines import Deadline, promised
from search.find import first_day, matching, resolved
from search.news import Novelty, novelties
from search.trace import Trace, follow


def followed(archive: Archive, query: str | None, topic: str | None, scope: Scope) -> Trace:
    """The trace of a query or of a saved topic. Raises QueryError and NotFound."""
    asked = query if query is not None else saved(archive.catalogue.db, str(topic)).query
    expanded, anchors = matching(archive, asked, scope)
    searched = archive.catalogue.totals(resolved(archive.catalogue, scope))
    return follow(archive.catalogue, asked, expanded.understood, anchors, searched)


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
    if since is not None:
        return list(novelties(trace, first_day(since)))
    latest = {row.id: row.last for row in archive.catalogue.series()}
    return [
        one
        for one in novelties(trace, min(filter(None, latest.values()), default=""))
        if one.date == latest[one.series]
    ]


def due(archive: Archive, query: str | None, scope: Scope) -> tuple[Deadline, ...]:
    """The deadlines in scope, of the items that match a query if there is one, by due day."""
    scope = resolved(archive.catalogue, scope)
    anchors = matching(archive, query, scope)[1] if query is not None else None
    return promised(archive.catalogue, scope, anchors)
