"""The questions behind `show`: one report, or one item with its surroundings and its thread."""

from __future__ import annotations

from dataclasses import dataclass

from index.catalogue import Catalogue
from index.rows import ItemRow, ReportRow, SectionRow
from search.trace import TraceThread, follow


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report to read, and the ids of those before and after it in its series."""

    report: ReportRow
    sections: tuple[SectionRow, ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item, the items that it is nested in, and what became of it over time."""

    item: ItemRow
    above: tuple[ItemRow, ...]
    thread: TraceThread


def read_report(catalogue: Catalogue, id_: str) -> ReportView:
    """A report by its id or by a date that one report has. Raises NotFound."""
    report = catalogue.report(id_)
    previous, following = catalogue.neighbours(report.id)
    return ReportView(report, catalogue.sections(report.id), previous, following)


def read_item(catalogue: Catalogue, anchor: str) -> ItemView:
    """An item by an anchor of any time. Raises NotFound."""
    item = catalogue.item(anchor)
    [found] = follow(catalogue, "", "", [item.anchor], catalogue.totals()).threads
    anchors = [version.anchor for version in found.versions]
    [thread] = follow(catalogue, "", "", anchors, catalogue.totals()).threads
    return ItemView(item, catalogue.above(item), thread)
