"""`docs/quality.md`: what is measured and how, and below it the tables of the last runs.

The words stand in the page and are written by hand; a run replaces what stands between the marks of
its own part (`corpus`, or `seed` for a generated chronicle).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.bench.score import Table


def write(path: Path, tables: Sequence[Table], day: date, seed: int | None) -> None:
    """Put the tables into the page. Raises ValueError if it lacks the marks."""
    part = "corpus" if seed is None else "seed"
    title = "The corpus" if seed is None else f"A generated chronicle (seed {seed})"
    body = "\n\n".join([f"## {title}, {day}", *map(str, tables)])
    path.write_text(replaced(path.read_text(encoding="utf-8"), part, body), encoding="utf-8")


def replaced(text: str, part: str, body: str) -> str:
    """The page with that part's body in the place of the old one."""
    opening, closing = f"<!-- {part}: made by tests.bench.quality -->", f"<!-- end of {part} -->"
    before, found, rest = text.partition(opening)
    _, ended, after = rest.partition(closing)
    if not (found and ended):
        raise ValueError(f"the page has no part {part!r}: {opening} … {closing}")
    return f"{before}{opening}\n\n{body}\n\n{closing}{after}"
