"""Answers as text for a person at a terminal of 80 columns and more: reports, files, and the words
that all such answers share. Hits stand in `text_hits.py`, what changed over time in `text_time.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from search.terminal import Screen

if TYPE_CHECKING:  # what asks and what reads files is imported by the commands that need it
    from index.choices import Removal
    from index.intake import Intake
    from index.ledger import Entry
    from index.rows import ItemRow, ReportRow, SectionRow, Totals
    from ingest.report import Report
    from search.gaps import Gap

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
    """One line a report: date, id, how many items, in which formats; what was not read of it.

    Gives how many there were.
    """
    count = 0
    for report in reports:
        formats = "+".join(
            sorted({FORMATS.get(file.media_type, file.media_type) for file in report.renditions})
        )
        edition = f", edition of {report.edition_of}" if report.edition_of else ""
        date = screen.style(f"{report.date or 'no date':<10}", "bold")
        screen.line(f"{date}  {screen.style(report.id)}  {report.items} items, {formats}{edition}")
        for warning in report.warnings:
            screen.wrap(f"Warning: {warning}", indent=12)
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
    _show_furniture(screen, report.furniture)


def _show_furniture(screen: Screen, furniture: Sequence[str]) -> None:
    """What stands at the edges of the pages, and when it was compiled: searched, but no item."""
    if furniture:
        screen.line()
        screen.wrap(f"Outside the items: {' · '.join(furniture)}")


def show_item(screen: Screen, item: ItemRow) -> None:
    """One item, led in by its local anchor."""
    local = item.anchor.partition("#")[2]
    margin = 2 + 2 * item.level
    label = f"{item.label} " if item.label else ""
    lead = " " * margin + screen.style(f"{local:<7}", "dim")
    screen.wrap(f"{label}{item.text}", indent=margin + 7, first=lead)


def searched_line(searched: Totals) -> str:
    """What a question covered, in one sentence: 'Searched 10 reports (277 items), …'."""
    reports = counted(searched.reports, "report")
    span = f", {searched.from_} – {searched.to}" if searched.from_ else ""
    unreadable = (
        f"; {counted(searched.unreadable, 'file')} could not be read (sparhund reports --failed)"
        if searched.unreadable
        else ""
    )
    undated = (
        f"; {counted(searched.undated, 'report')} without a date left out"
        if searched.undated
        else ""
    )
    return f"Searched {reports} ({counted(searched.items, 'item')}{span}){undated}{unreadable}."


def counted(number: int, noun: str) -> str:
    """`1 item`, `2 530 items`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}".replace(",", "\u202f")


def sized(count: int) -> str:
    """`0 bytes`, `12 kB`, `1.4 MB`: decimal, as disks and browsers count."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1_000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"


def quoted(query: str) -> str:
    return f"“{query}”"


def span(first: str | None, last: str | None) -> str:
    if first == last or not last:
        return first or "no date"
    return f"{first} – {last}"


def tell_intake(screen: Screen, done: Intake) -> None:
    """What an intake did, in one line."""
    told = (
        (done.added, "new report"),
        (done.renditions, "further rendition"),
        (done.editions, "edition"),
        (done.unchanged, "unchanged file"),
        (len(done.unsupported), "unsupported file"),
        (len(done.failed), "unreadable file"),
    )
    parts = [counted(number, noun) for number, noun in told if number]
    screen.wrap(f"Ingested in {done.seconds:.1f} s: {', '.join(parts)}.")
    for report in done.removed:
        screen.wrap(f"{report} was removed; what came now for it is in no answer either.")


def tell_failures(screen: Screen, done: Intake) -> None:
    """Each file that could not be read: what, why, what to do."""
    for failure in (*done.failed, *done.unsupported):
        screen.wrap(f"{failure.name}: {failure.reason}. {failure.advice}".rstrip(), indent=2)


def show_ledger(screen: Screen, entries: Sequence[Entry]) -> None:
    """The files that gave no report: what, when, how large, why, what to do."""
    for entry in entries:
        size = f", {sized(entry.bytes)}" if entry.sha256 else ""
        name = screen.style(entry.name, "bold")
        screen.line(f"{name}  ({entry.outcome} {entry.at[:10]}{size})")
        screen.wrap(f"{entry.reason}. {entry.advice}".rstrip(), indent=2)
    if not entries:
        screen.line("Every file that was offered could be read.")


def show_removals(screen: Screen, removals: Sequence[Removal]) -> None:
    """The reports that were taken out of every answer: when, why, and whether they are back."""
    for removal in removals:
        back = f", restored {removal.restored_at[:10]}" if removal.restored_at else ""
        screen.line(
            f"{screen.style(removal.report, 'bold')}  (removed {removal.removed_at[:10]}{back})"
        )
        screen.wrap(removal.reason, indent=2)
    if not removals:
        screen.line("No report was removed.")


def show_gaps(screen: Screen, gaps: Sequence[Gap]) -> None:
    """The numbers that seem to be missing, by series."""
    for series in dict.fromkeys(gap.series for gap in gaps):
        own = [gap for gap in gaps if gap.series == series]
        screen.line(screen.style(series, "bold") + f" ({own[0].cadence})")
        for gap in own:
            screen.line(f"  about {gap.date}: no report")
    if not gaps:
        screen.line("No number seems to be missing.")


def show_parsed(screen: Screen, report: Report) -> None:
    """How one file is understood."""
    screen.line(screen.style(report.title, "bold"))
    screen.wrap(f"{report.id} · date from: {report.date_source} · {report.language}")
    for section in report.sections:
        screen.line()
        screen.line(screen.style(section.heading or "(no heading)", "bold"))
        for item in section.items:
            margin = 2 + 2 * item.level
            lead = " " * margin + screen.style(f"{item.anchor:<7}", "dim")
            screen.wrap(f"{item.label} {item.text}".strip(), indent=margin + 7, first=lead)
    _show_furniture(screen, report.furniture)
