"""Words near each other: each at a place of its own, however many and whatever repeats."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.near import near


@pytest.mark.parametrize(
    ("lines", "distance", "found", "why"),
    [
        ([[1], [2]], 0, True, "side by side"),
        ([[2], [1]], 0, True, "in any order"),
        ([[1], [5]], 2, False, "three others between"),
        ([[1], [5]], 3, True, "just in reach"),
        ([[1], [1]], 5, False, "one place is not two words"),
        ([[1, 2], [1]], 0, True, "the first gives way to the second"),
        ([[1], []], 9, False, "a word that is not there"),
        ([[*range(17)]] * 18, 100, False, "eighteen words, seventeen places: answered at once"),
        ([[*range(18)]] * 18, 0, True, "eighteen words, eighteen places"),
    ],
)
def test_near(lines: list[list[int]], distance: int, found: bool, why: str) -> None:
    assert any(True for _ in near(lines, distance)) is found, why


places = st.lists(st.integers(0, 12), max_size=4, unique=True).map(sorted)


@given(st.lists(places, min_size=2, max_size=4), st.integers(0, 6))
def test_what_is_chosen_is_what_trying_all_choices_finds(
    lines: list[list[int]], distance: int
) -> None:
    reach = len(lines) - 1 + distance
    possible = [
        choice
        for choice in product(*lines)
        if len(set(choice)) == len(lines) and max(choice) - min(choice) <= reach
    ]
    chosen = list(near(lines, distance))
    assert bool(chosen) is bool(possible)
    assert all(choice in possible for choice in chosen)
