"""Which misspellings of a word are looked for in the texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.slips import SHORTEST, slips


@pytest.mark.parametrize(
    ("word", "slip", "reason"),
    [
        ("kommitté", "komitté", "a letter left out"),
        ("tillsyn", "tilsyn", "one of two"),
        ("upphandling", "upphandilng", "neighbours swapped"),
        ("adress", "address", "a letter doubled"),
        ("abonnemang", "abbonemang", "the wrong letter doubled"),
        ("professionell", "proffesionell", "the wrong letter doubled"),
        ("mässling", "messling", "a letter that sounds alike"),
        ("abborre", "abborrre", "a third letter"),
        ("åtgärd", "atgard", "no marks"),
        ("åtgärd", "åtgard", "one mark left out"),
        ("åtgärd", "atgärd", "one mark left out, of the first letter"),
        ("kommittén", "kommitten", "no accent"),
    ],
)
def test_looked_for(word: str, slip: str, reason: str) -> None:
    assert slip in slips(word), reason


@pytest.mark.parametrize(
    ("word", "other", "reason"),
    [
        ("planering", "lanering", "the first letter is right"),
        ("planering", "klanering", "the first letter is right"),
        ("planering", "planerinx", "letters that are not alike"),
        ("planering", "plnerng", "two slips"),
        ("planering", "planering", "no slip"),
        ("plan", "pln", "too short"),
    ],
)
def test_not_looked_for(word: str, other: str, reason: str) -> None:
    assert other not in slips(word), reason


@given(st.text("abcdefghijklmnopqrstuvwxyzåäöé", max_size=30))
def test_few_and_near(word: str) -> None:
    made = slips(word)
    assert word not in made
    assert len(made) <= 5 * len(word) + len(word) ** 2 / 2
    assert all(abs(len(slip) - len(word)) <= 1 for slip in made)
    assert not made or len(word) >= SHORTEST
