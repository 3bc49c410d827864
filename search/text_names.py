"""Names over time as text: by kind, the most mentioned first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.terminal import Screen
from search.text import counted, searched_line

if TYPE_CHECKING:
    from search.names import Names

KINDS = {
    "authority": "Authorities",
    "company": "Companies",
    "law": "Laws",
    "system": "Systems",
}


def show_names(screen: Screen, answer: Names) -> None:
    """For each name what else it is called, how often it is mentioned, and where first and last."""
    for kind, title in KINDS.items():
        rows = [row for row in answer.names if row.kind == kind]
        if rows:
            screen.line(screen.style(title, "bold"))
        for row in rows:
            also = ", ".join((*row.abbreviations, *row.forms))
            name = f"{row.name} ({also})" if also else row.name
            count = f"{counted(row.items, 'item')} in {counted(row.reports, 'report')}"
            screen.wrap(f"{name} · {count}", indent=2)
            screen.line(f"      first {screen.style(row.first_anchor, 'dim')}")
            screen.line(f"      last  {screen.style(row.last_anchor, 'dim')}")
    if answer.names:
        screen.line()
    else:
        screen.wrap("No names found.")
    screen.wrap(searched_line(answer.searched))
