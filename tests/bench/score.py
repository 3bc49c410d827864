"""Figures and the tables they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """So many right of so many; what came without being asked for makes `of` larger."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float:
        """Right divided by of; 1 where nothing was to be done and nothing was."""
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.right}/{self.of}" if self.of else "–"


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them added up."""
    return sum(tallies, Tally())


@dataclass(frozen=True, slots=True)
class Found:
    """What was wanted and what came: precision and recall."""

    right: int
    came: int
    wanted: int
    found: int

    @classmethod
    def of(cls, came: Set[T], wanted: Set[T], accepted: Set[T] | None = None) -> Found:
        """`wanted` must come, `accepted` (if not given: `wanted`) may come."""
        accepted = wanted if accepted is None else accepted
        return cls(len(came & accepted), len(came), len(wanted), len(came & wanted))

    def __add__(self, other: Found) -> Found:
        return Found(
            self.right + other.right,
            self.came + other.came,
            self.wanted + other.wanted,
            self.found + other.found,
        )

    @property
    def precision(self) -> float:
        """The share of what came that belongs; 1 if nothing came."""
        return self.right / self.came if self.came else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that came; 1 if nothing was wanted."""
        return self.found / self.wanted if self.wanted else 1.0


Cell = str | int | float | Tally


@dataclass(frozen=True, slots=True)
class Table:
    """A subject, its columns and rows, and a line on what they say. Prints as Markdown."""

    subject: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    remark: str = ""

    def __str__(self) -> str:
        texts = [list(self.columns), *([_text(cell) for cell in row] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
        lines = [f"### {self.subject}", ""]
        if self.rows:
            lines.append(_line(texts[0], widths))
            rules = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
            lines.append(_line(rules, widths))
            lines += [_line(row, widths) for row in texts[1:]]
        if self.remark:
            lines += ["", self.remark] if self.rows else [self.remark]
        return "\n".join(lines)


def _text(cell: Cell) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(padded)} |"
