"""Answers as text for a person at a terminal of 80 columns and more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.rows import ItemRow, ReportRow, SectionRow, Totals
from search.terminal import Screen

FORMATS = {
    "application/pdf": "pdf",
    "text/html": "html",
    "multipart/related": "mht",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "eml",
    "application/vnd.ms-outlook": "msg",
    "text/plain": "txt",
}


def show_reports(screen: Screen, reports: Iterable[ReportRow]) -> int:
    """One line a report: date, id, how many items, in which formats. How many there were."""
    count = 0
    for report in reports:
        formats = "+".join(
            sorted({FORMATS.get(file.media_type, file.media_type) for file in report.renditions})
        )
        edition = f", edition of {report.edition_of}" if report.edition_of else ""
        date = screen.style(f"{report.date or 'no date':<10}", "bold")
        screen.line(f"{date}  {screen.style(report.id)}  {report.items} items, {formats}{edition}")
        count += 1
    return count


def show_report(screen: Screen, report: ReportRow, sections: Sequence[SectionRow]) -> None:
    """A whole report: headings, items indented by level, the local anchor before each."""
    screen.wrap(report.title, first=screen.style("", "bold"))
    facts = [report.id]
    if report.compiled_at:
        facts.append(f"compiled {report.compiled_at.replace('T', ' ')}")
    if report.edition_of:
        facts.append(f"edition of {report.edition_of}")
    screen.wrap(" · ".join(facts))
    for edition in report.editions:
        screen.wrap(f"Published again with other words: {edition}")
    for file in report.renditions:
        screen.wrap(f"{file.name}  sha256 {file.sha256[:16]}…", indent=2)
    for warning in report.warnings:
        screen.wrap(f"Warning: {warning}")
    for section in sections:
        screen.line()
        if section.heading:
            screen.line(screen.style(section.heading, "bold"))
        for item in section.items:
            show_item(screen, item)


def show_item(screen: Screen, item: ItemRow) -> None:
    """One item, led in by its local anchor."""
    local = item.anchor.partition("#")[2]
    margin = 2 + 2 * item.level
    label = f"{item.label} " if item.label else ""
    lead = " " * margin + screen.style(f"{local:<7}", "dim")
    screen.wrap(f"{label}{item.text}", indent=margin + 7, first=lead)


def searched_line(searched: Totals) -> str:
    """What a question covered, in one sentence: 'Searched 10 reports (277 items), …'."""
    reports = _count(searched.reports, "report")
    span = f", {searched.first} – {searched.last}" if searched.first else ""
    unreadable = (
        f"; {_count(searched.unreadable, 'file')} could not be read (sparhund reports --failed)"
        if searched.unreadable
        else ""
    )
    return f"Searched {reports} ({_count(searched.items, 'item')}{span}){unreadable}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}".replace(",", "\u202f")
