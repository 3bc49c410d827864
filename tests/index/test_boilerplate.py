"""index/boilerplate.py: what stands in every number and is no news."""

from __future__ import annotations

import time

import pytest

from index.boilerplate import boilerplate


@pytest.mark.parametrize(
    ("why", "text", "heading", "standing", "numbers", "expected"),
    [
        ("the about section", "Rapporten kommer varje vecka.", "Om rapporten", 1, 50, True),
        ("with the series' name", "Så görs den.", "Om Regional lägesrapport X", 1, 50, True),
        ("contacts", "Presstjänsten nås dygnet runt.", "Kontakt", 1, 50, True),
        ("an address", "Frågor: lage@region-exempel.example", "Läget", 1, 50, True),
        ("a telephone number", "Presstjänst, 08-123 456 78", "Läget", 1, 50, True),
        ("about a matter", "Upphandlingen pågår.", "Om upphandlingen", 1, 50, False),
        (
            "a statement with an address in it",
            "Anmälan till kursen i sekretess görs senast fredag till kurs@region-exempel.example",
            "Läget",
            1,
            50,
            False,
        ),
        ("always there, unchanged", "Bakgrund i korthet.", "Läget", 9, 10, True),
        ("always there, a new figure", "9 ärenden är öppna.", "Läget", 1, 10, False),
        ("not often enough", "Bakgrund i korthet.", "Läget", 8, 10, False),
        ("too few numbers to know", "Bakgrund i korthet.", "Läget", 4, 4, False),
    ],
)
def test_boilerplate(
    why: str, text: str, heading: str, standing: int, numbers: int, expected: bool
) -> None:
    assert boilerplate(text, heading, standing, numbers) is expected


@pytest.mark.parametrize("text", ["x" * 300_000, "a@" * 150_000, "0 " * 150_000, "www." * 75_000])
def test_a_hostile_text_is_searched_in_a_moment(text: str) -> None:
    began = time.process_time()
    boilerplate(text, "Läget", 1, 1)
    assert time.process_time() - began < 5
