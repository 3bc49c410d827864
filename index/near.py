"""Which positions let words stand near each other, each word at a place of its own.

Every word of the query has a line: the positions where it stands. Words that mean the same have the
same line, so that choosing one place for each is a matching in a bipartite graph: found by
augmenting paths (Kuhn 1955), in polynomial time, where trying all choices is factorial.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence


def near(lines: Sequence[Sequence[int]], distance: int) -> Iterator[tuple[int, ...]]:
    """Choices of one position from each line, all distinct, with at most `distance` others among
    them: one for each position at which such a window can begin. Lines are sorted.
    """
    width = len(lines) + distance
    for start in sorted({position for line in lines for position in line}):
        window = [
            line[bisect_left(line, start) : bisect_left(line, start + width)] for line in lines
        ]
        if all(window) and (choice := _matching(window)):
            yield choice


def _matching(lines: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """A position of its own for each line, or nothing."""
    owner: dict[int, int] = {}

    def place(line: int, tried: set[int]) -> bool:
        for position in lines[line]:
            if position not in tried:
                tried.add(position)
                if position not in owner or place(owner[position], tried):
                    owner[position] = line
                    return True
        return False

    if not all(place(line, set()) for line in range(len(lines))):
        return ()
    return tuple(sorted(owner, key=owner.__getitem__))
