"""Anchors are for ever: a citation printed once leads to the same words after any change.

When the items of a report change (another rendition adds some, a better reader joins two), an item
keeps the anchor under which its text was issued, and an anchor is never given to other words. So
numbers follow reading order when a report is first settled, and later additions take free ones.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.renditions import folded

_SAME_ITEM = 60.0  # per cent alike: the item that an anchor meant, read otherwise


@dataclass(frozen=True, slots=True)
class Assigned:
    """The anchor of each item; and for each anchor that no item has any more, where it leads."""

    anchors: tuple[str, ...]
    moved: Mapping[str, str | None]


def assign(
    items: Sequence[tuple[str, str]], issued: Mapping[str, str], spent: Collection[str] = ()
) -> Assigned:
    """Anchors for items, given as (natural anchor, text) in reading order.

    `issued` maps the report's anchors so far to their texts; `spent` were issued before and have
    moved already. A new item is counted beside its siblings, under the item above it: sections and
    parents may have other numbers by now than when those were issued.
    """
    old = {anchor: folded(text) for anchor, text in issued.items()}
    new = [folded(text) for _, text in items]
    kept = _matches(new, old)
    taken = {*old, *spent}
    placed: dict[str, str] = {}  # natural anchor -> anchor
    fronts = {_front(items[place][0]): _front(anchor) for place, anchor in kept.items()}
    for place, (natural, _) in enumerate(items):
        above = _front(natural)
        front = placed.get(above) or fronts.get(above) or above
        anchor = kept.get(place) or _free(f"{front}.{natural.rpartition('.')[2]}", taken)
        taken.add(anchor)
        placed[natural] = anchor
    anchors = tuple(placed.values())
    orphans = old.keys() - set(kept.values())
    moved = {anchor: _holder(old[anchor], new, anchors) for anchor in sorted(orphans)}
    return Assigned(anchors, moved)


def follow(issued: Mapping[str, str], items: Mapping[str, str]) -> dict[str, str | None]:
    """Where the anchors of a report lead that became part of another, by the texts of both."""
    old = {anchor: folded(text) for anchor, text in issued.items()}
    texts = [folded(text) for text in items.values()]
    anchors = list(items)
    same = {anchor: anchors[place] for place, anchor in _matches(texts, old).items()}
    return {
        anchor: same.get(anchor) or _holder(text, texts, anchors) for anchor, text in old.items()
    }


def _front(anchor: str) -> str:
    """What an anchor is counted under: the item above, or the section."""
    return anchor.rpartition(".")[0]


def _matches(new: Sequence[str], old: Mapping[str, str]) -> dict[int, str]:
    """Place of a new item -> the anchor of the old one that it is: same text first, then likest."""
    free: dict[str, list[str]] = {}
    for anchor, text in old.items():
        free.setdefault(text, []).append(anchor)
    kept = {place: free[text].pop(0) for place, text in enumerate(new) if free.get(text)}
    rest = [anchor for anchors in free.values() for anchor in anchors]
    pairs = [
        (-fuzz.ratio(text, old[anchor], score_cutoff=_SAME_ITEM), place, anchor)
        for place, text in enumerate(new)
        if place not in kept
        for anchor in rest
    ]
    for likeness, place, anchor in sorted(pairs):
        if likeness and place not in kept and anchor not in kept.values():
            kept[place] = anchor
    return kept


def _free(anchor: str, taken: Collection[str]) -> str:
    if anchor not in taken:
        return anchor
    front = _front(anchor)
    numbers = [int(other.rpartition(".")[2]) for other in taken if _front(other) == front]
    return f"{front}.{max(numbers) + 1}"


def _holder(text: str, new: Sequence[str], anchors: Sequence[str]) -> str | None:
    """The item that holds the text of one that is gone, or the largest that it was split into."""
    within = [place for place, other in enumerate(new) if other and text in other]
    within = within or [place for place, other in enumerate(new) if other and other in text]
    return anchors[max(within, key=lambda place: len(new[place]))] if within else None
