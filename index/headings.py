"""Which heading is which section, over all numbers of a series.

A heading may change while the section stays: a new template, a slip mended, a year in it. It is
the same section where a heading that was never seen takes the place of one that is gone and either
reads much like it or has items of it below it, unchanged. So an item has moved only where both
sections are there, or the other one was known before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

_ALIKE = 75  # rapidfuzz ratio, 0..100
_CARRIED = 2  # unchanged items that prove a section to be the same


class Headings:
    """Numbers the sections of a series, heading by heading."""

    def __init__(self) -> None:
        self._section: dict[str, int] = {}
        self._sections = 0
        self._before: dict[int, str] = {}  # section -> heading, in the number before
        self._texts: Mapping[str, int] = {}  # text -> its section, in the number before

    def number(self, items: Sequence[tuple[str, str]]) -> list[int]:
        """The section of each (heading, text) of the next report."""
        keys = [_key(heading) for heading, _ in items]
        present = {self._section[key] for key in keys if key in self._section}
        carried: dict[str, Counter[int]] = {}
        for key, (_, text) in zip(keys, items, strict=True):
            if key not in self._section and text in self._texts:
                carried.setdefault(key, Counter())[self._texts[text]] += 1
        for key in dict.fromkeys(keys):
            if key not in self._section:
                gone = [section for section in self._before if section not in present]
                self._section[key] = self._renamed(key, gone, carried.get(key, Counter()))
                present.add(self._section[key])
        sections = [self._section[key] for key in keys]
        self._before = dict(zip(sections, keys, strict=True))
        self._texts = {text: section for section, (_, text) in zip(sections, items, strict=True)}
        return sections

    def _renamed(self, key: str, gone: Iterable[int], carried: Counter[int]) -> int:
        for section in sorted(gone, key=lambda section: (-carried[section], section)):
            if carried[section] >= _CARRIED or fuzz.ratio(self._before[section], key) >= _ALIKE:
                return section
        self._sections += 1
        return self._sections


def _key(heading: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", heading.casefold()))
