"""Runs -> lines: what stands beside each other on a page, whatever belongs together."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf.runs import SPACE_GAP, Run
from ingest.report import Box

TOUCHING = 0.3  # of the size: what stands nearer belongs to the same word
OVER = 0.5  # of a run's width: what stands above or below that much of another is in another row


@dataclass(frozen=True, slots=True)
class Line:
    """Runs of one row, from left to right. Points from the page's top left corner."""

    page: int
    runs: tuple[Run, ...]

    @property
    def x0(self) -> float:
        return min(run.x0 for run in self.runs)

    @property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        return max(run.bottom for run in self.runs)

    @property
    def box(self) -> Box:
        edges = (self.x0, self.top, self.x1, self.bottom)
        return Box(self.page, *(round(edge, 2) for edge in edges))

    @property
    def size(self) -> float:
        return common_size(self.runs)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs if run.text.strip())

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces())

    def pieces(self) -> list[tuple[str, str]]:
        """(text, url) of each run, with a space where the gap between two runs asks for one."""
        out: list[tuple[str, str]] = []
        before: Run | None = None
        for run in self.runs:
            if before is not None and _apart(before, run):
                out.append((" ", before.url if before.url == run.url else ""))
            out.append((run.text, run.url))
            before = run
        return out


def _apart(before: Run, run: Run) -> bool:
    if before.text.endswith(" ") or run.text.startswith(" "):
        return False
    return run.x0 - before.x1 > SPACE_GAP * max(before.size, run.size)


def common_size(runs: Iterable[Run]) -> float:
    """The size that most characters have, to a tenth of a point."""
    runs = list(runs)
    alone = {round(run.size, 1) for run in runs}
    if len(alone) == 1:
        return alone.pop()
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0.0


def rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs grouped by height, top down; within a row by x.

    A run belongs to the nearest row whose tallest run holds its middle, so that raised figures stay
    with their word, and two columns whose lines stand at different heights stay apart; but two
    lines beside one large line are two rows.
    """
    middles: list[float] = []  # of the rows' tallest runs, ascending
    found: list[list[Run]] = []  # the rows in the same order, the tallest run first
    for run in sorted(runs, key=lambda run: -run.size):
        at = bisect(middles, run.middle)
        near = [place for place in (at - 1, at) if 0 <= place < len(found)]
        near = [place for place in near if _holds(found[place], run)]
        if near:
            best = min(near, key=lambda place: abs(middles[place] - run.middle))
            found[best].append(run)
        else:
            middles.insert(at, run.middle)
            found.insert(at, [run])
    return [sorted(row, key=lambda run: run.x0) for row in found]


def _holds(row: Sequence[Run], run: Run) -> bool:
    """Whether the run is level with the row's tallest, or with the one it touches (a raised 1)."""
    level = _level(row[0], run) or any(
        _level(other, run) and max(run.x0 - other.x1, other.x0 - run.x1) < TOUCHING * run.size
        for other in row[1:]
    )
    return level and not any(
        min(run.x1, other.x1) - max(run.x0, other.x0) > OVER * (run.x1 - run.x0)
        and not _level(other, run)
        for other in row[1:]
    )


def _level(tall: Run, run: Run) -> bool:
    return abs(run.middle - tall.middle) <= 0.45 * (tall.bottom - tall.top)


def stacked(page: int, runs: Sequence[Run]) -> list[Line]:
    """Runs in stream order as lines: a new line wherever the stream leaves the row or goes back."""
    lines: list[list[Run]] = []
    for run in runs:
        if lines:
            tall = max(lines[-1], key=lambda other: other.size)
            same_row = abs(run.middle - tall.middle) <= 0.45 * max(
                tall.bottom - tall.top, run.bottom - run.top
            )
            if same_row and run.x0 >= lines[-1][-1].x1 - 0.5 * run.size:
                lines[-1].append(run)
                continue
        lines.append([run])
    return [Line(page, tuple(line)) for line in lines]


def printed_once(cells: list[list[Line]]) -> list[list[Line]]:
    """A table's head, once: Chromium prints it again on each page that the table goes on to, and
    gives the one element all of these texts. Only where they are the same, cell by cell."""
    pages = sorted({line.page for cell in cells for line in cell})
    printed = [[[line for line in cell if line.page == page] for cell in cells] for page in pages]
    said = [[[line.text for line in cell] for cell in once] for once in printed]
    return printed[0] if said and all(again == said[0] for again in said) else cells
