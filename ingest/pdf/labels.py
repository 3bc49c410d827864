"""List labels as numbers: which comes first, which follows which.

Whether `2.` or `c)` opens an item or stands in a sentence is often told by the label before it.
"""

from __future__ import annotations

from ingest.bullets import places_of


def is_first(label: str) -> bool:
    """True for `1.`, `a)`, `i.`; `A.` may begin a name."""
    return label.strip("().").split(".")[-1] in ("1", "a", "i") or label in ("A)", "(A)", "I)")


def follows(before: str, label: str) -> bool:
    """True for `2.` after `1.`, `c)` after `b)`, `ii)` after `i)`, `1.2` or `2` after `1.1`."""
    old, new = before.strip("()."), label.strip("().")
    if old[:1].isdigit() and new[:1].isdigit():
        last, here = [list(map(int, number.split("."))) for number in (old, new)]
        depth = len(here) - 1
        return len(last) > depth and here == [*last[:depth], last[depth] + 1]
    if label[-1] != ")" and len(old + new) > 2:
        return False  # `vi.` may end a sentence that `v. 45` stood in
    return any(place + 1 in places_of(label) for place in places_of(before))
