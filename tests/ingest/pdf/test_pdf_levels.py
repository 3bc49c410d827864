"""The level of an item: its indent among the lists that are open above it."""

from __future__ import annotations

import pytest
from laid_out import BODY, page
from laid_out import levels as read

from ingest.pdf.levels import Levels


def nested(*steps: tuple[float, float] | float | str, size: float = 10) -> list[int]:
    """Levels of (marker's x, text's x); a bare x is a paragraph there, a word a heading."""
    levels = Levels()
    found = []
    for step in steps:
        if isinstance(step, tuple):
            found.append(levels.level(*step, size))
        elif isinstance(step, str):
            levels.clear()
        else:
            levels.outdent(step, size)
    return found


@pytest.mark.parametrize(
    ("steps", "levels", "why"),
    [
        ([(0, 12), (20, 32), (40, 52), (20, 32), (40, 52), (0, 12)], [0, 1, 2, 1, 2, 0],
         "each indent has its level, and leads back to it"),
        ([(0, 12), (40, 52), (20, 32)], [0, 1, 1], "an indent between two takes the inner's place"),
        ([(20, 32), (0, 12)], [0, 0], "a first item further in than all that follow"),
        ([(0, 12), (2.5, 30)], [0, 0], "markers that waver by a hair"),
        ([(0, 12), (3.5, 30)], [0, 1], "an indent of a letter"),
        ([(4, 20), (0, 20), (20, 40), (0, 20)], [0, 0, 1, 0], "numbers set flush right: 9., 10."),
        ([(0, 20), (10, 21.3)], [0, 0], "texts that waver by half as much as markers"),
        ([(0, 20), (10, 22)], [0, 1], "but no more"),
        ([(0, 12), (20, 32), 0, (20, 32)], [0, 1, 0], "a paragraph at the margin ends both"),
        ([(0, 12), (20, 32), 12, (30, 42)], [0, 1, 1], "one at the outer text the inner list"),
        ([(0, 12), (20, 32), 20, (30, 42)], [0, 1, 1], "one at the inner marker, too"),
        ([(0, 12), (20, 32), 22, (30, 42)], [0, 1, 1], "or a hair right of it"),
        ([(0, 12), (20, 32), 32, (30, 42)], [0, 1, 2], "one at the inner text ends none"),
        ([(0, 12), (20, 32), "Ny", (20, 32)], [0, 1, 0], "a heading ends all"),
    ],
)  # fmt: skip
def test_levels(
    steps: list[tuple[float, float] | float | str], levels: list[int], why: str
) -> None:
    assert nested(*steps) == levels, why


@pytest.mark.parametrize(
    ("size", "off", "levels", "why"),
    [
        (10, 5, [0, 1], "half the size"),
        (20, 5, [0, 0], "large print wavers more"),
        (6, 2.5, [0, 0], "small print no less than three points"),
    ],
)
def test_what_wavers(size: float, off: float, levels: list[int], why: str) -> None:
    assert nested((0, 12), (off, 40), size=size) == levels, why


@pytest.mark.parametrize(
    ("x", "level", "why"),
    [
        (120, 1, "a page that holds the inner items alone: its edge is that of the other pages"),
        (150, 0, "a page much further right: its own edge"),
    ],
)
def test_the_edge_of_a_page(x: float, level: int, why: str) -> None:
    first = page(*BODY, (72, 300, "•"), (84, 300, "ett"), (x, 286, "–"), (x + 12, 286, "två"))
    second = page((x, 780, "–"), (x + 12, 780, "tre"), (x, 766, "–"), (x + 12, 766, "fyra"))
    assert [found for found, _, _ in read(first, second)] == [0, 1, level, level], why
