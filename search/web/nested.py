"""Rows that stand flat with their level, as the tree that they are: for lists within lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

DEEPEST = 8  # lists within lists; what stands deeper is shown there
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Branch(Generic[_Row]):
    """A row, and the rows below it in their order."""

    row: _Row
    below: list[Branch[_Row]]


def nested(rows: Iterable[_Row], level: Callable[[_Row], int]) -> list[Branch[_Row]]:
    """Each row below the last one before it that has a lower level; levels may leave some out."""
    top: list[Branch[_Row]] = []
    open_: list[Branch[_Row]] = []  # from the top down to the last row
    for row in rows:
        while open_ and (level(open_[-1].row) >= level(row) or len(open_) >= DEEPEST):
            open_.pop()
        branch = Branch(row, [])
        (open_[-1].below if open_ else top).append(branch)
        open_.append(branch)
    return top
