"""The quick look at a text spares only what finds nothing there."""

from __future__ import annotations

import re
import sys
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from ingest import dateforms
from ingest.date_signs import MONTH_HEADS, PART_HEADS
from ingest.dateforms import MONTHS, written_dates

PIECES = st.one_of(
    st.sampled_from(["1", "22", "2025", "20", "1:a", "/", "-", "–", ".", ",", "och", "till", "i"]),
    st.sampled_from(
        ["den", "oktober", "OKT", "dec", "v", "42", "W7", "Q3", "h2", "tredje", "half"]
    ),
    # What IGNORECASE takes for ours: long s, and the two i of Turkish.
    st.sampled_from(
        ["ſep", "aprıl", "APRİL", "Kvartal", "tertıal", "förſta", "sİsta", "tıs", "fırst"]
    ),
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=12))
def test_a_form_is_tried_wherever_it_may_be(found: list[tuple[str, str]]) -> None:
    text = "".join(piece + space for piece, space in found)
    every = {sign for sign, _, _ in dateforms._FORMS}
    with patch.object(dateforms, "signs", return_value=every):
        everything = written_dates(text)
    assert written_dates(text) == everything


def test_words_are_folded_as_patterns_fold_them() -> None:
    letters = "".join([*MONTH_HEADS, *PART_HEADS, "qth"])
    signs = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in set(letters):
        found = re.findall(letter, signs, re.IGNORECASE)
        assert {sign.casefold() for sign in found} == {letter}, letter
    assert all(name.startswith(MONTH_HEADS) for name in MONTHS)
