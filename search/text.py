"""Answers as text for a person at a terminal of 80 columns and more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from search.terminal import Screen
from search.trace import Run, Trace, TraceThread, runs

if TYPE_CHECKING:  # what asks and what reads files is imported by the commands that need it
    from index.intake import Intake
    from index.ledger import Entry
    from index.rows import ItemRow, ReportRow, SectionRow, Totals
    from ingest.report import Report
    from search.deadlines import Deadline
    from search.diff import Piece
    from search.find import Found, FoundHit, FoundReport, Tallied
    from search.gaps import Gap
    from search.news import Novelty
    from search.read import ItemView

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
    reports = counted(searched.reports, "report")
    span = f", {searched.from_} – {searched.to}" if searched.from_ else ""
    unreadable = (
        f"; {counted(searched.unreadable, 'file')} could not be read (sparhund reports --failed)"
        if searched.unreadable
        else ""
    )
    return f"Searched {reports} ({counted(searched.items, 'item')}{span}){unreadable}."


def counted(number: int, noun: str) -> str:
    """`1 item`, `2 530 items`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}".replace(",", "\u202f")


def show_found(screen: Screen, found: Found) -> None:
    """Hits with their marks and why they matched, then what was searched.

    Weekly reports repeat themselves: hits in a row with the same words are shown once.
    """
    asked = _quoted(found.query)
    if found.matched == "nearest":
        screen.wrap(f"No item has all of {asked}. The nearest:")
    elif found.total:
        screen.wrap(
            f"{asked}: {counted(found.total, 'item')} in {counted(found.reports, 'report')}"
        )
    if found.understood != found.query:
        screen.wrap(f"Understood as: {found.understood}")
    shown = 0
    for (_, section), same in groupby(found.hits, key=lambda hit: (hit.text, hit.section)):
        hits = list(same)
        shown += len(hits)
        _show_hits(screen, section, hits)
    _show_near(screen, found)
    if found.total > shown:
        screen.line()
        screen.wrap(f"{shown} of {found.total} shown; --limit N or --all shows more.")
    screen.line()
    if not found.total:
        screen.wrap("Nothing found.")
    screen.wrap(searched_line(found.searched))


def _show_near(screen: Screen, answer: Found | Trace) -> None:
    """Which words the archive does not hold, and what may have been meant."""
    if answer.unknown:
        screen.line()
        words = ", ".join(_quoted(word) for word in answer.unknown)
        screen.wrap(f"Nothing in the archive answers {words}.")
    if answer.did_you_mean:
        screen.wrap(f"Did you mean: {', '.join(answer.did_you_mean)}?")


def show_found_reports(screen: Screen, found: Found, reports: Sequence[FoundReport]) -> None:
    """The reports in which something matches, each with its best item."""
    screen.wrap(
        f"{_quoted(found.query)}: {counted(found.reports, 'report')} with"
        f" {counted(found.total, 'item')}"
        + (" (the nearest)" if found.matched == "nearest" else "")
    )
    for one in reports:
        screen.line()
        date = screen.style(one.date or "no date", "bold")
        screen.line(f"{date}  {screen.style(one.report)}  {counted(one.items, 'item')}")
        screen.wrap_pieces(_marked(one.snippet, one.marks), indent=2)
    screen.line()
    if found.reports > len(reports):
        screen.wrap(f"{len(reports)} of {found.reports} shown; --limit N or --all shows more.")
    screen.wrap(searched_line(found.searched))


def show_tallies(screen: Screen, tallies: Sequence[Tallied], searched: Totals) -> None:
    """A table: how much each query finds, from when to when; then what was searched."""
    width = max((len(one.query) for one in tallies), default=0)
    for one in tallies:
        span = f"  {_span(one.first, one.last)}" if one.items else ""
        unknown = f"  unknown: {', '.join(one.unknown)}" if one.unknown else ""
        said = one.error or f"{one.items:>6} items {one.reports:>5} reports{span}{unknown}"
        screen.line(f"{screen.style(f'{one.query:<{width}}')}  {screen.style(said)}")
    screen.line()
    screen.wrap(searched_line(searched))


def _show_hits(screen: Screen, section: str, hits: Sequence[FoundHit]) -> None:
    screen.line()
    dates = ", ".join(hit.date or "no date" for hit in hits)
    screen.wrap_pieces([(dates, ("bold",)), (f"  {section}", ())], indent=0)
    first = hits[0]
    screen.wrap_pieces(_marked(first.snippet, first.marks), indent=2)
    for hit in hits:
        screen.line(
            f"  {screen.style(hit.anchor, 'dim')}" + (f", page {hit.page}" if hit.page else "")
        )
    for via in first.via:
        if via.how in SAID:
            screen.wrap(f"{via.term} → {via.matched} ({SAID[via.how]})", indent=2)


SAID = {  # how a word matched, where that is not plain to see
    "compound": "compound",
    "abbreviation": "abbreviation",
    "alias": "alias",
    "diacritics": "å ä ö restored",
    "fuzzy": "spelling",
    "wildcard": "pattern",
    "context": "stands above the item",
}


def _quoted(query: str) -> str:
    return f"“{query}”"


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, tuple[str, ...]]]:
    pieces: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    for start, end in marks:
        pieces += [(text[at:start], ()), (text[start:end], ("bold", "yellow"))]
        at = end
    return [*pieces, (text[at:], ())]


def show_trace(screen: Screen, trace: Trace) -> None:
    """The months as bars, then each thread: its wordings in order, what changed word by word."""
    asked = _quoted(trace.query)
    if not trace.threads:
        screen.wrap(f"{asked}: nothing found.")
        _show_near(screen, trace)
        screen.wrap(searched_line(trace.searched))
        return
    screen.wrap(
        f"{asked}: {counted(len(trace.threads), 'thread')} in {counted(trace.reports, 'report')},"
        f" {_span(trace.first, trace.last)}"
    )
    if trace.understood != trace.query:
        screen.wrap(f"Understood as: {trace.understood}")
    if trace.names:
        shortest = ((*one.abbreviations, one.name)[0] for one in trace.names)
        screen.wrap(f"Names beside it: {', '.join(shortest)}")
    screen.line()
    screen.bars(trace.months)
    for number, thread in enumerate(trace.threads, start=1):
        screen.line()
        show_thread(screen, thread, number)
    screen.line()
    screen.wrap(searched_line(trace.searched))


def show_standing(screen: Screen, trace: Trace, day: str) -> None:
    """What stood on one day: the wording of each thread, and since when."""
    for thread in trace.threads:
        [version] = thread.versions
        screen.line(screen.style(version.date or "no date", "bold") + f"  {version.section}")
        screen.wrap(version.text, indent=2)
        screen.line(f"  {screen.style(version.anchor, 'dim')}")
        screen.line()
    threads = counted(len(trace.threads), "thread")
    screen.wrap(
        f"{_quoted(trace.query)} on {day}: {threads}." if trace.threads else "Nothing stood."
    )


def show_thread(screen: Screen, thread: TraceThread, number: int | None = None) -> None:
    """One thread: a heading line, then its versions, those that did not change in one line."""
    lead = f"{number}. " if number else ""
    about = [thread.versions[0].section or "(no heading)"]
    about.append(_span(thread.versions[0].date, thread.versions[-1].date))
    about.append(counted(len(thread.versions), "report"))
    if thread.boilerplate:
        about.append("boilerplate")
    screen.line(screen.style(f"{lead}{' · '.join(about)}", "bold"))
    for run in runs(thread.versions):
        _show_run(screen, run)
    if thread.dropped:
        screen.line("   " + screen.style(f"{thread.dropped}  dropped", "dim"))


def _show_run(screen: Screen, run: Run) -> None:
    version = run.first
    if run.unchanged:
        span = _span(version.date, run.last.date)
        reports = f", {counted(run.reports, 'report')}" if run.reports > 1 else ""
        screen.line("   " + screen.style(f"{span}  unchanged{reports}", "dim"))
        return
    date = screen.style(version.date or "no date", "bold")
    said = ", ".join(version.changes)
    silent = "" if version.matches else "  (does not match)"
    screen.line(f"   {date}  {screen.style(said, COLOURS.get(said, 'yellow'))}{silent}")
    if "moved" in version.changes:
        screen.wrap(f"to: {version.section or '(no heading)'}", indent=6)
    show_wording(screen, version.text, version.diff, indent=6)


COLOURS = {"new": "green", "returned": "green", "spelling": "dim"}
DIFF = {"=": (), "-": ("red", "strike"), "+": ("green", "underline")}


def show_wording(screen: Screen, text: str, diff: Sequence[Piece], *, indent: int) -> None:
    """A text, or what changed in it."""
    if diff:
        screen.wrap_pieces([_piece(screen, piece) for piece in diff], indent=indent)
    else:
        screen.wrap(text, indent=indent)


def _piece(screen: Screen, piece: Piece) -> tuple[str, tuple[str, ...]]:
    """A piece of a diff; without colour in the manner of wdiff, `[-gone-]` and `{+come+}`."""
    sign, text = piece
    if screen.colour or sign == "=":
        return text, DIFF[sign]
    body = text.strip()
    if not body:
        return text, ()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    framed = f"[-{body}-]" if sign == "-" else f"{{+{body}+}}"
    return f"{before}{framed}{after}", ()


def _span(first: str | None, last: str | None) -> str:
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


def tell_failures(screen: Screen, done: Intake) -> None:
    """Each file that could not be read: what, why, what to do."""
    for failure in (*done.failed, *done.unsupported):
        screen.wrap(f"{failure.name}: {failure.reason}. {failure.advice}".rstrip(), indent=2)


def show_item_view(screen: Screen, view: ItemView) -> None:
    """One item to cite, and what became of it over time."""
    item = view.item
    page = f", page {item.page}" if item.page else ""
    screen.line(screen.style(item.anchor, "bold") + page)
    screen.wrap(" > ".join([item.section, *(above.text for above in view.above)]))
    screen.wrap(f"{item.label} {item.text}".strip(), indent=2)
    for link in item.links:
        screen.line(f"  {screen.style(link.url, 'cyan')}")
    screen.line()
    show_thread(screen, view.thread)


def show_ledger(screen: Screen, entries: Sequence[Entry]) -> None:
    """The files that gave no report: what, when, why, what to do."""
    for entry in entries:
        screen.line(f"{screen.style(entry.name, 'bold')}  ({entry.outcome} {entry.at[:10]})")
        screen.wrap(f"{entry.reason}. {entry.advice}".rstrip(), indent=2)
    if not entries:
        screen.line("Every file that was offered could be read.")


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


def show_news(screen: Screen, found: Sequence[Novelty]) -> None:
    """What changed, the latest first: kind, wording with what changed in it, where to read it."""
    for one in found:
        kind = screen.style(one.kind, COLOURS.get(one.kind, "yellow"))
        screen.line(f"{screen.style(one.date, 'bold')}  {kind}  {screen.style(one.section)}")
        show_wording(screen, one.text, one.diff, indent=2)
        screen.line(f"  {screen.style(one.anchor, 'dim')}")
        screen.line()
    screen.line(f"{counted(len(found), 'change')}." if found else "Nothing new.")


def show_deadlines(screen: Screen, found: Sequence[Deadline]) -> None:
    """By due day: the outcome, who owes what to whom, the promise, the last word on it."""
    colours = {"overdue": "red", "open": "yellow", "done": "green", "moved": "cyan"}
    for one in found:
        outcome = screen.style(one.outcome, colours[one.outcome])
        duty = " ".join(part for part in (one.who, one.what) if part)
        to = f" (to {one.to})" if one.to else ""
        lead = f"{screen.style(one.due, 'bold')}  {outcome:<7}  "
        screen.wrap(f"{duty}{to}", indent=21, first=lead)
        screen.wrap(f"“{one.sentence}”", indent=2)
        screen.line(f"  {screen.style(one.anchor, 'dim')}")
        if one.word:
            screen.wrap(f"Last word: “{one.word_text}”", indent=2)
            screen.line(f"  {screen.style(one.word, 'dim')}")
        screen.line()
    screen.line(f"{counted(len(found), 'deadline')}." if found else "No deadline.")
