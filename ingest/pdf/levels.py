"""Nesting by indent: the rank of a marker's x among the lists that are open above it."""

from __future__ import annotations

# Points: the left edges of like columns on different pages differ by less; what differs more is
# another column.
SHIFTED = 60.0


class Levels:
    """A stack of the open lists' (marker x, text x), in points from the column's left edge."""

    def __init__(self) -> None:
        self._stack: list[tuple[float, float]] = []

    def clear(self) -> None:
        """A heading ends all lists."""
        self._stack.clear()

    def outdent(self, x: float, size: float) -> None:
        """A paragraph ends the lists whose markers stand at its x or right of it."""
        while self._stack and self._stack[-1][0] >= x - _slack(size):
            self._stack.pop()

    def level(self, x: float, text_x: float, size: float) -> int:
        """The item's level from 0. Either x may agree: numbers are often set flush right."""
        slack = _slack(size)
        while self._stack:
            open_x, open_text_x = self._stack[-1]
            if abs(x - open_x) <= slack or abs(text_x - open_text_x) <= slack / 2:
                return len(self._stack) - 1
            if x > open_x:
                break
            self._stack.pop()
        self._stack.append((x, text_x))
        return len(self._stack) - 1


def _slack(size: float) -> float:
    return max(3.0, 0.3 * size)
