"""Which heading is which section, over all numbers of a series.

A heading may change while the section stays: a new template, a slip mended, a year in it. It is
the same section where a heading that was never seen takes the place of one that is gone and either
reads much like it or has items of it below it, unchanged. So an item has moved only where both
sections are there, or the other one was known before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

_ALIKE = 75  # rapidfuzz ratio, 0..100
_CARRIED = 2  # unchanged items that prove a section to be the same


class Headings:
    """Numbers the sections of a series, heading by heading."""

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        self.known = dict(known or {})  # heading, folded -> section

    def number(
        self, items: Sequence[tuple[str, str]], before: Sequence[tuple[int, str, str]]
    ) -> list[int]:
        """The section of each (heading, text) of the next report.

        `before` are the (section, heading, text) of the report before it.
        """
        there = {section: _key(heading) for section, heading, _ in before}
        texts = {text: section for section, _, text in before}
        keys = [_key(heading) for heading, _ in items]
        present = {self.known[key] for key in keys if key in self.known}
        carried: dict[str, Counter[int]] = {}
        for key, (_, text) in zip(keys, items, strict=True):
            if key not in self.known and text in texts:
                carried.setdefault(key, Counter())[texts[text]] += 1
        for key in dict.fromkeys(keys):
            if key not in self.known:
                gone = {section: old for section, old in there.items() if section not in present}
                self.known[key] = self._renamed(key, gone, carried.get(key, Counter()))
                present.add(self.known[key])
        return [self.known[key] for key in keys]

    def _renamed(self, key: str, gone: Mapping[int, str], carried: Counter[int]) -> int:
        for section in sorted(gone, key=lambda section: (-carried[section], section)):
            if carried[section] >= _CARRIED or fuzz.ratio(gone[section], key) >= _ALIKE:
                return section
        return max(self.known.values(), default=0) + 1


def _key(heading: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", heading.casefold()))
