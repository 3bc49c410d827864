"""search/diff.py: what a reader sees of a change."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.diff import Piece, diff

CASES: list[tuple[str, str, str, tuple[Piece, ...]]] = [
    ("nothing changed", "Lika.", "Lika.", (("=", "Lika."),)),
    ("both empty", "", "", ()),
    ("all is new", "", "Ny text", (("+", "Ny text"),)),
    ("all is gone", "Gammal text", "", (("-", "Gammal text"),)),
    (
        "a date is whole, its year too",
        "Svar lämnas den 13 november till nämnden.",
        "Svar lämnas den 17 november 2025 till nämnden.",
        (
            ("=", "Svar lämnas den "),
            ("-", "13 november"),
            ("+", "17 november 2025"),
            ("=", " till nämnden."),
        ),
    ),
    (
        "an ISO date and a short date are whole",
        "Från 2025-10-23 till 22/10",
        "Från 2025-10-24 till 23/10",
        (
            ("=", "Från "),
            ("-", "2025-10-23"),
            ("+", "2025-10-24"),
            ("=", " till "),
            ("-", "22/10"),
            ("+", "23/10"),
        ),
    ),
    (
        "an amount is whole, with its unit",
        "Avgiften är 400 000 kronor.",
        "Avgiften är 650 000 kronor.",
        (("=", "Avgiften är "), ("-", "400 000 kronor"), ("+", "650 000 kronor"), ("=", ".")),
    ),
    (
        "a decimal number is whole",
        "Det tog 3,5 timmar",
        "Det tog 3,7 timmar",
        (("=", "Det tog "), ("-", "3,5"), ("+", "3,7"), ("=", " timmar")),
    ),
    (
        "a name of several words is whole",
        "avtal med Granskarna Norr AB om drift",
        "avtal med Granskarna Syd AB om drift",
        (
            ("=", "avtal med "),
            ("-", "Granskarna Norr AB"),
            ("+", "Granskarna Syd AB"),
            ("=", " om drift"),
        ),
    ),
    (
        "a word is whole",
        "planeras i höst",
        "planerades i höst",
        (("-", "planeras"), ("+", "planerades"), ("=", " i höst")),
    ),
    (
        "single words put for others stay apart",
        "rutinen gäller på akuten",
        "ordningen gäller vid akuten",
        (
            ("-", "rutinen"),
            ("+", "ordningen"),
            ("=", " gäller "),
            ("-", "på"),
            ("+", "vid"),
            ("=", " akuten"),
        ),
    ),
    (
        "what is left between long changes is no help: one change",
        "Starten skjuts upp ännu en gång i väntan på leverantörens priser",
        "Gruppen lämnade sin slutrapport i måndags till direktören",
        (
            ("-", "Starten skjuts upp ännu en gång i väntan på leverantörens priser"),
            ("+", "Gruppen lämnade sin slutrapport i måndags till direktören"),
        ),
    ),
    (
        "a sentence is added",
        "Felet är rättat.",
        "Felet är rättat. En rapport följer.",
        (("=", "Felet är rättat."), ("+", " En rapport följer.")),
    ),
]


@pytest.mark.parametrize(("why", "old", "new", "expected"), CASES, ids=[case[0] for case in CASES])
def test_pieces(why: str, old: str, new: str, expected: tuple[Piece, ...]) -> None:
    assert diff(old, new) == expected


WORDS = st.lists(
    st.sampled_from(
        [
            "IVO",
            "beslut",
            "den 13 november",
            "400 000 kronor",
            "Anna Berg",
            " ",
            "  ",
            ".",
            ", ",
            "a",
        ]
    ),
    max_size=14,
).map("".join)


@given(WORDS | st.text(max_size=40), WORDS | st.text(max_size=40))
def test_pieces_join_to_both_texts(old: str, new: str) -> None:
    pieces = diff(old, new)
    assert "".join(text for sign, text in pieces if sign != "+") == old
    assert "".join(text for sign, text in pieces if sign != "-") == new


@given(WORDS, WORDS)
def test_pieces_are_as_few_as_can_be(old: str, new: str) -> None:
    pieces = diff(old, new)
    assert all(text for _, text in pieces)
    signs = [sign for sign, _ in pieces]
    assert all(one != other for one, other in pairwise(signs))
    assert "+-" not in "".join(signs)  # what is gone stands first


def test_long_texts_with_nothing_in_common_are_not_compared_word_by_word() -> None:
    old, new = "alfa " * 3000, "beta " * 3000
    assert diff(old, new) == (("-", old[:-1]), ("+", new[:-1]), ("=", " "))
