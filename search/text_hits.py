"""What a search found, as text: hits with their marks and why they matched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from search.terminal import Screen
from search.text import counted, quoted, searched_line, span

if TYPE_CHECKING:
    from index.rows import Totals
    from search.find import Found, FoundHit, FoundReport, Tallied
    from search.trace import Trace


def show_found(screen: Screen, found: Found[FoundHit]) -> None:
    """Hits with their marks and why they matched, then what was searched.

    Weekly reports repeat themselves: hits in a row with the same words are shown once.
    """
    asked = quoted(found.query)
    if found.matched == "nearest":
        screen.wrap(f"No item has all of {asked}. The nearest:")
    elif found.total:
        screen.wrap(
            f"{asked}: {counted(found.total, 'item')} in {counted(found.reports, 'report')}"
        )
    else:
        screen.wrap(f"{asked}: nothing found.")
    if found.understood != found.query:
        screen.wrap(f"Understood as: {found.understood}")
    shown = 0
    for (_, section), same in groupby(found.hits, key=lambda hit: (hit.text, hit.section)):
        hits = list(same)
        shown += len(hits)
        _show_hits(screen, section, hits)
    show_near(screen, found)
    if found.besides:
        screen.line()
        besides = counted(found.besides, "further report")
        screen.wrap(f"In titles, headings or margins alone: {besides} (--in report shows them).")
    if found.total > shown:
        screen.line()
        screen.wrap(f"{shown} of {found.total} shown; --limit N or --all shows more.")
    screen.line()
    screen.wrap(searched_line(found.searched))


def show_near(screen: Screen, answer: Found[FoundHit] | Trace) -> None:
    """Which words the archive does not hold, and what may have been meant."""
    if answer.unknown:
        screen.line()
        words = ", ".join(quoted(word) for word in answer.unknown)
        screen.wrap(f"Nothing in the archive answers {words}.")
    if answer.did_you_mean:
        screen.wrap(f"Did you mean: {', '.join(answer.did_you_mean)}?")


def show_found_reports(screen: Screen, found: Found[FoundReport]) -> None:
    """The reports in which something matches, each with its best item."""
    screen.wrap(
        f"{quoted(found.query)}: {counted(found.reports, 'report')} with"
        f" {counted(found.total, 'item')}"
        + (" (the nearest)" if found.matched == "nearest" else "")
    )
    shown = 0
    for one in found.hits:
        shown += 1
        screen.line()
        date = screen.style(one.date or "no date", "bold")
        screen.line(f"{date}  {screen.style(one.report)}  {counted(one.items, 'item')}")
        screen.wrap_pieces(_marked(one.snippet, one.marks), indent=2)
    screen.line()
    if found.reports > shown:
        screen.wrap(f"{shown} of {found.reports} shown; --limit N or --all shows more.")
    screen.wrap(searched_line(found.searched))


def show_tallies(screen: Screen, tallies: Sequence[Tallied], searched: Totals) -> None:
    """A table: how much each query finds, from when to when; then what was searched."""
    width = max((len(one.query) for one in tallies), default=0)
    for one in tallies:
        dates = f"  {span(one.first, one.last)}" if one.items else ""
        unknown = f"  unknown: {', '.join(one.unknown)}" if one.unknown else ""
        said = one.error or f"{one.items:>6} items {one.reports:>5} reports{dates}{unknown}"
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


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, tuple[str, ...]]]:
    pieces: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    for start, end in marks:
        pieces += [(text[at:start], ()), (text[start:end], ("bold", "yellow"))]
        at = end
    return [*pieces, (text[at:], ())]
