"""index/boilerplate.py: what stands in every number and is no news."""

from __future__ import annotations

import pytest

from index.boilerplate import boilerplate


@pytest.mark.parametrize(
    ("why", "texts", "heading", "numbers", "expected"),
    [
        ("the about section", ["Rapporten kommer varje vecka."], "Om rapporten", 50, True),
        ("with the series' name", ["Så görs den."], "Om Regional lägesrapport X", 50, True),
        ("contacts", ["Presstjänsten nås dygnet runt."], "Kontakt", 50, True),
        ("an address", ["Frågor: lage@region-exempel.example"], "Läget", 50, True),
        ("a telephone number", ["Presstjänst, 08-123 456 78"], "Läget", 50, True),
        ("about a matter", ["Upphandlingen pågår."], "Om upphandlingen", 50, False),
        (
            "a statement with an address in it",
            ["Anmälan till kursen i sekretess görs senast fredag till kurs@region-exempel.example"],
            "Läget",
            50,
            False,
        ),
        ("always there, unchanged", ["Bakgrund i korthet."] * 9, "Läget", 10, True),
        (
            "always there, a new figure",
            [f"{n} ärenden är öppna." for n in range(9)],
            "Läget",
            10,
            False,
        ),
        ("not often enough", ["Bakgrund i korthet."] * 8, "Läget", 10, False),
        ("too few numbers to know", ["Bakgrund i korthet."] * 4, "Läget", 4, False),
    ],
)
def test_boilerplate(
    why: str, texts: list[str], heading: str, numbers: int, expected: bool
) -> None:
    assert boilerplate(texts, heading, numbers) is expected
