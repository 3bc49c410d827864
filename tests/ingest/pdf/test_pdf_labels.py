"""List labels as numbers: which comes first, which follows which."""

from __future__ import annotations

import pytest

from ingest.pdf.labels import follows, is_first


@pytest.mark.parametrize(
    ("label", "first", "why"),
    [
        ("1.", True, "a list begins with one"),
        ("(1)", True, "in brackets, too"),
        ("4.1", True, "a chapter's first clause"),
        ("2.", False, "something comes before it"),
        ("11.", False, "ends in 1, but is eleven"),
        ("a)", True, "or with a"),
        ("i.", True, "or with a Roman one"),
        ("A)", True, "a capital with a bracket is a label"),
        ("(A)", True, "on both sides, too"),
        ("I)", True, "and so is a Roman one"),
        ("A.", False, "a capital with a stop may be an initial"),
    ],
)
def test_the_first_label_of_a_list(label: str, first: bool, why: str) -> None:
    assert is_first(label) is first, why


@pytest.mark.parametrize(
    ("before", "label", "so", "why"),
    [
        ("1.", "2.", True, "figures count on"),
        ("9.", "10.", True, "as numbers, not as signs"),
        ("2.", "2.", False, "the same is not the next"),
        ("1.", "3.", False, "nor is the one after"),
        ("a)", "b)", True, "letters count on"),
        ("(a)", "B)", True, "whatever stands around them, in either case"),
        ("z)", "å)", True, "in the Swedish alphabet"),
        ("ö)", "a)", False, "which does not begin anew"),
        ("i)", "ii)", True, "Roman numerals"),
        ("ix)", "x)", True, "to the tens"),
        ("ii)", "iv)", False, "one of them is missing"),
        ("i)", "2)", False, "of two kinds"),
        ("a)", "c)", False, "no letter is left out"),
        ("iv.", "v.", False, "`v. 45` is a week, and `vi.` may end a sentence"),
        ("1.", "a)", False, "figures and letters do not mix"),
        ("a)", "1.", False, "either way"),
        ("1.1", "1.2", True, "the last part counts on"),
        ("1.1", "2", True, "or one further out"),
        ("1.9", "1.10", True, "over nine"),
        ("1.1", "2.2", False, "the outer parts have to agree"),
        ("1", "1.1", False, "deeper is not next"),
        ("1", "2.1", False, "nor next and deeper"),
    ],
)
def test_what_follows_a_label(before: str, label: str, so: bool, why: str) -> None:
    assert follows(before, label) is so, why
