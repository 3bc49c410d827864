"""index/headings.py: a renamed section is the same, a moved item is in another."""

from __future__ import annotations

import pytest

from index.headings import Headings

Rows = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("why", "numbers", "expected"),
    [
        ("the same", [[("Läget", "a")], [("Läget", "b")]], [[1], [1]]),
        ("two sections", [[("Läget", "a"), ("Drift", "b")]], [[1, 2]]),
        ("a slip mended", [[("Talesprsoner", "a")], [("Talespersoner", "b")]], [[1], [1]]),
        ("a year in it", [[("Insatser 2024", "a")], [("Insatser 2025", "b")]], [[1], [1]]),
        (
            "renamed: its items stand below the new heading",
            [[("Drift", "a"), ("Drift", "b")], [("It och teknik", "a"), ("It och teknik", "b")]],
            [[1, 1], [1, 1]],
        ),
        (
            "one item moved to a new section",
            [[("Drift", "a"), ("Drift", "b")], [("Drift", "b"), ("Uppdrag", "a")]],
            [[1, 1], [1, 2]],
        ),
        (
            "one item moved to a section that was empty for a while",
            [
                [("Drift", "a"), ("Uppdrag", "b")],
                [("Drift", "a")],
                [("Uppdrag", "a")],
            ],
            [[1, 2], [1], [2]],
        ),
        (
            "an old name comes back",
            [[("Talesprsoner", "a")], [("Talespersoner", "a")], [("Talesprsoner", "a")]],
            [[1], [1], [1]],
        ),
    ],
)
def test_sections(why: str, numbers: list[Rows], expected: list[list[int]]) -> None:
    headings = Headings()
    found: list[list[int]] = []
    before: list[tuple[int, str, str]] = []
    for rows in numbers:
        found.append(headings.number(rows, before))
        before = [(section, *row) for section, row in zip(found[-1], rows, strict=True)]
    assert found == expected
