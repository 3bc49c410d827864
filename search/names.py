"""The questions behind `names` and what a trace says of them: names over time, and those beside it.

Names are found in the whole archive (`index.names`: what a word is follows from all that is said of
it), mentions are counted in the items asked about.

A name goes with a topic if the items that match mention it clearly more often than the others do.
Weekly reports repeat themselves, so what is counted for that is distinct texts, not items. Clearly:
at least twice as often, and by Dunning's log-likelihood ratio ("Accurate methods for the statistics
of surprise and coincidence", 1993) with less than one chance in a hundred that it only seems so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log

from index.analysis import analyse
from index.archive import Archive
from index.catalogue import Catalogue
from index.known_names import Kind
from index.names import Name, find_names
from index.rows import EVERYTHING, Scope, TextRow, Totals
from search.find import matching, resolved

CLEARLY = 6.63  # of the log-likelihood ratio: p < 0.01 at one degree of freedom
OFTENER = 2
TWICE = 2  # distinct texts that must mention a name and match
MOST = 8  # names beside a topic


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name with its mentions in the items asked about, as JSON prints it.

    `forms` are other spellings that the archive uses. `first` and `last` are the dates of the first
    and last mention (None where no dated report has one), with their report and anchor.
    """

    name: str
    kind: Kind
    abbreviations: tuple[str, ...]
    forms: tuple[str, ...]
    items: int
    reports: int
    first: str | None
    first_report: str
    first_anchor: str
    last: str | None
    last_report: str
    last_anchor: str


@dataclass(frozen=True, slots=True)
class Names:
    """The answer, most mentioned first. `query` and `understood` are empty where none was put."""

    query: str
    understood: str
    names: tuple[NameRow, ...]
    searched: Totals


@dataclass(frozen=True, slots=True)
class Beside:
    """A name that goes with a topic: in how many matching items, in which share of the matching and
    of the other distinct texts."""

    name: str
    kind: Kind
    abbreviations: tuple[str, ...]
    items: int
    share: float
    elsewhere: float


def names(archive: Archive, query: str | None, scope: Scope) -> Names:
    """The names in the items that match a query, or in all in scope.

    Raises QueryError, and NotFound for a series that is not there.
    """
    catalogue = archive.catalogue
    within = resolved(catalogue, scope)
    if query is None:
        understood, wanted = "", _anchors(catalogue, within)
    else:
        expanded, anchors = matching(archive, query, scope)
        understood, wanted = expanded.understood, set(anchors)
    items = list(catalogue.all_texts(EVERYTHING))
    rows: list[NameRow] = []
    for name in find_names([item.text for item in items]):
        mentions = [items[place] for place in name.texts]
        if wanted is not None:
            mentions = [item for item in mentions if item.anchor in wanted]
        if mentions:
            rows.append(_row(name, mentions))
    rows.sort(key=lambda row: (-row.items, row.name.lower()))
    return Names(query or "", understood, tuple(rows), catalogue.totals(within))


def _anchors(catalogue: Catalogue, within: Scope) -> set[str] | None:
    """The anchors of the items in scope; None where that is all."""
    if within == EVERYTHING:
        return None
    return {item.anchor for item in catalogue.all_texts(within)}


def _row(name: Name, mentions: Sequence[TextRow]) -> NameRow:
    dated = [item for item in mentions if item.date] or mentions
    first, last = dated[0], dated[-1]
    return NameRow(
        name=name.name,
        kind=name.kind,
        abbreviations=name.abbreviations,
        forms=name.forms,
        items=len(mentions),
        reports=len({item.report for item in mentions}),
        first=first.date,
        first_report=first.report,
        first_anchor=first.anchor,
        last=last.date,
        last_report=last.report,
        last_anchor=last.anchor,
    )


def beside(
    catalogue: Catalogue, understood: str, anchors: Collection[str], scope: Scope
) -> tuple[Beside, ...]:
    """The names that go with the items at these anchors, the most telling first.

    Compared with the other items in scope. Left out are names that the query itself says.
    """
    if not anchors:
        return ()
    items = list(catalogue.all_texts(EVERYTHING))
    within = _anchors(catalogue, resolved(catalogue, scope))
    return companions(items, set(anchors), understood, within)


def companions(
    items: Sequence[TextRow],
    hits: Collection[str],
    understood: str,
    within: Collection[str] | None = None,
) -> tuple[Beside, ...]:
    """Those of the names in the items that go with the hits (anchors). Pure.

    `understood` is the query behind them; `within` the anchors to compare with, None for all.
    """
    matched = {item.text for item in items if item.anchor in hits}
    others = {item.text for item in items if within is None or item.anchor in within} - matched
    asked = {token.stem for token in analyse(understood)}
    scored: list[tuple[float, Beside]] = []
    for name in find_names([item.text for item in items]):
        mentions = [items[place] for place in name.texts]
        here = len(matched & {item.text for item in mentions})
        there = len(others & {item.text for item in mentions})
        if here < TWICE or _said(name, asked):
            continue
        share, elsewhere = here / len(matched), there / max(len(others), 1)
        score = _likelihood(here, len(matched), there, len(others))
        if share >= OFTENER * elsewhere and score >= CLEARLY:
            count = sum(item.anchor in hits for item in mentions)
            rates = round(share, 3), round(elsewhere, 3)
            scored.append((score, Beside(name.name, name.kind, name.abbreviations, count, *rates)))
    scored.sort(key=lambda pair: (-pair[0], pair[1].name.lower()))
    return tuple(one for _, one in scored[:MOST])


def _said(name: Name, asked: Collection[str]) -> bool:
    """Whether a query's stems hold all words of one of the name's forms."""
    forms = (name.name, *name.abbreviations, *name.forms)
    return any(all(token.stem in asked for token in analyse(form)) for form in forms)


def _likelihood(here: int, of_here: int, there: int, of_there: int) -> float:
    """Dunning's G² for `here` of `of_here` against `there` of `of_there`."""
    rate = (here + there) / (of_here + of_there)

    def part(seen: int, expected: float) -> float:
        return seen * log(seen / expected) if seen else 0.0

    return 2 * (
        part(here, of_here * rate)
        + part(there, of_there * rate)
        + part(of_here - here, of_here * (1 - rate))
        + part(of_there - there, of_there * (1 - rate))
    )
