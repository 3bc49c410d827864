"""A citation leads to the same words for ever; an anchor is never given to others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.anchors import assign, follow

ONE = "Regionen inför en ny rutin för remisser."
TWO = "Vårdcentralen har öppet som vanligt."
THREE = "Telefonlinjen bemannas dygnet runt."
NEW = "Ett stycke om parkering vid sjukhuset."


@pytest.mark.parametrize(
    ("items", "issued", "spent", "anchors", "moved", "why"),
    [
        ([("1.1", ONE), ("1.2", TWO)], {}, (), ("1.1", "1.2"), {}, "first issue: natural numbers"),
        ([("1.1", ONE), ("1.2", NEW), ("1.3", TWO)], {"1.1": ONE, "1.2": TWO}, (),
         ("1.1", "1.3", "1.2"), {}, "an item in between takes the next free number"),
        ([("1.1", ONE), ("1.2", NEW)], {"1.1": ONE}, ("1.2", "1.3"),
         ("1.1", "1.4"), {}, "a number that was issued before stays spent"),
        ([("1.1", "Regionen inför ny rutin för remisser!")], {"1.1": ONE}, (),
         ("1.1",), {}, "the same item, read a little otherwise"),
        ([("1.1", f"{ONE} {TWO}")], {"1.1": ONE, "1.2": TWO}, (),
         ("1.1",), {"1.2": "1.1"}, "two items were one: both lead there"),
        ([("1.1", ONE)], {"1.1": ONE, "1.2": TWO}, (),
         ("1.1",), {"1.2": None}, "an item that is gone leads nowhere"),
        ([("1.1", NEW), ("2.1", ONE), ("2.2", THREE)], {"1.1": ONE}, (),
         ("1.2", "1.1", "1.3"), {}, "a section in front: siblings stay together"),
        ([("1.1", ONE), ("1.1.1", NEW)], {"2.4": ONE}, (),
         ("2.4", "2.4.1"), {}, "a sub-item is counted under its parent's issued anchor"),
    ],
)  # fmt: skip
def test_assign(
    items: list[tuple[str, str]],
    issued: dict[str, str],
    spent: tuple[str, ...],
    anchors: tuple[str, ...],
    moved: dict[str, str | None],
    why: str,
) -> None:
    assigned = assign(items, issued, spent)
    assert assigned.anchors == anchors, why
    assert assigned.moved == moved, why


VOCABULARY = ["ivo", "beslut", "region", "vård", "remiss", "tid", "svar", "nej", "ja"]
WORDS = st.lists(st.sampled_from(VOCABULARY))


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_no_anchor_changes_hands(before: list[list[str]], after: list[list[str]]) -> None:
    issued = {f"1.{n}": " ".join(words) for n, words in enumerate(before, start=1)}
    items = [(f"1.{n}", " ".join(words)) for n, words in enumerate(after, start=1)]
    assigned = assign(items, issued)
    assert len(set(assigned.anchors)) == len(items)
    assert set(issued) <= {*assigned.anchors, *assigned.moved}
    exact = [text for _, text in items if text in issued.values()]
    for anchor, (_, text) in zip(assigned.anchors, items, strict=True):
        if exact.count(text) == 1 and list(issued.values()).count(text) == 1:
            assert issued[anchor] == text


def test_a_report_that_became_part_of_another() -> None:
    assert follow({"1.1": ONE, "1.2": TWO}, {"3.1": TWO, "3.2": f"{ONE} {NEW}"}) == {
        "1.1": "3.2",
        "1.2": "3.1",
    }
