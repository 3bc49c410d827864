"""What became of statements over time, as text: traces, threads, news, deadlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from search.terminal import Screen
from search.text import counted, quoted, searched_line, span
from search.text_hits import show_near
from search.trace import Run, Trace, TraceThread, runs

if TYPE_CHECKING:
    from index.rows import Totals
    from search.deadlines import Deadline
    from search.diff import Piece
    from search.news import Novelty
    from search.read import ItemView


def show_trace(screen: Screen, trace: Trace) -> None:
    """The months as bars, then each thread: its wordings in order, what changed word by word."""
    asked = quoted(trace.query)
    if not trace.threads:
        screen.wrap(f"{asked}: nothing found.")
        show_near(screen, trace)
        screen.wrap(searched_line(trace.searched))
        return
    screen.wrap(
        f"{asked}: {counted(len(trace.threads), 'thread')} in {counted(trace.reports, 'report')},"
        f" {span(trace.first, trace.last)}"
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
        f"{quoted(trace.query)} on {day}: {threads}." if trace.threads else "Nothing stood."
    )


def show_thread(screen: Screen, thread: TraceThread, number: int | None = None) -> None:
    """One thread: a heading line, then its versions, those that did not change in one line."""
    lead = f"{number}. " if number else ""
    about = [thread.versions[0].section or "(no heading)"]
    about.append(span(thread.versions[0].date, thread.versions[-1].date))
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
        dates = span(version.date, run.last.date)
        reports = f", {counted(run.reports, 'report')}" if run.reports > 1 else ""
        screen.line("   " + screen.style(f"{dates}  unchanged{reports}", "dim"))
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


def show_news(screen: Screen, found: Sequence[Novelty]) -> None:
    """What changed, the latest first: kind, wording with what changed in it, where to read it."""
    for one in found:
        kind = screen.style(one.kind, COLOURS.get(one.kind, "yellow"))
        screen.line(f"{screen.style(one.date, 'bold')}  {kind}  {screen.style(one.section)}")
        show_wording(screen, one.text, one.diff, indent=2)
        screen.line(f"  {screen.style(one.anchor, 'dim')}")
        screen.line()
    screen.line(f"{counted(len(found), 'change')}." if found else "Nothing new.")


def show_deadlines(screen: Screen, found: Sequence[Deadline], searched: Totals) -> None:
    """By due day: the outcome, who owes it to whom, the promise, what was said of it last; then
    what was searched."""
    colours = {"overdue": "red", "open": "yellow", "moved": "cyan", "done": "green"}
    for one in found:
        outcome = screen.style(one.outcome, colours[one.outcome])
        gap = " " * (9 - len(one.outcome))
        parties = " → ".join(filter(None, (one.who or "(not said)" * bool(one.to), one.to)))
        lead = f"{screen.style(one.due, 'bold')}  {outcome}"
        if parties:
            screen.wrap(parties, indent=21, first=f"{lead}{gap}")
        else:
            screen.line(lead)
        screen.wrap(f"“{' '.join(filter(None, (one.before, one.sentence)))}”", indent=2)
        screen.line(f"  {screen.style(one.anchor, 'dim')}")
        if one.word and one.word != one.anchor:
            screen.wrap(f"Last word: “{one.said}”", indent=2)
            screen.line(f"  {screen.style(one.word, 'dim')}")
        screen.line()
    counts = Counter[str](one.outcome for one in found)
    parts = ", ".join(f"{counts[kind]} {kind}" for kind in colours if counts[kind])
    screen.line(f"{counted(len(found), 'deadline')}: {parts}." if found else "No deadline.")
    screen.line()
    screen.wrap(searched_line(searched))
