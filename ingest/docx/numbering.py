"""Word's numbering: which paragraphs are bullets, which are counted, and as what.

A paragraph names a list (`w:num`) and a level; the list points to an abstract one that says how
each level is written (`%1.%2)`). Lists with the same abstract one count on, unless one starts anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.docx.styles import Styles
from ingest.docx.xml import Element, child, number, qualified, value
from ingest.numerals import numeral
from ingest.prose import clean

_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written."""

    kind: str = "bullet"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The document's lists, and how far each has been counted."""

    abstract: Mapping[str, Element]
    lists: Mapping[str, Element]
    styles: Styles
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)

    @staticmethod
    def of(root: Element | None, styles: Styles) -> Numbering:
        """From `w:numbering`, or from nothing."""

        def by_id(tag: str, name: str) -> dict[str, Element]:
            found = [] if root is None else root.findall(qualified(tag))
            return {value(each, name=name): each for each in found}

        return Numbering(
            by_id("w:abstractNum", "w:abstractNumId"), by_id("w:num", "w:numId"), styles
        )

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list keeps for a paragraph style; 0 where it keeps none."""
        _, definition = self._definition(list_id)
        for level in [] if definition is None else definition.findall(qualified("w:lvl")):
            if style and value(level, "w:pStyle") == style:
                return number(level, name="w:ilvl") or 0
        return 0

    def next_label(self, list_id: str, level: int) -> str | None:
        """Count one item on; its label, "" for a bullet, None where the list is not known."""
        abstract_id, definition = self._definition(list_id)
        if definition is None or not 0 <= level < _DEEPEST:
            return None
        levels = self._levels(definition, list_id)
        counts = self._counts.setdefault(abstract_id, [])
        if list_id not in self._started:
            self._started.add(list_id)
            if self._starts_anew(list_id):
                counts.clear()
        while len(counts) <= level:
            counts.append(levels.get(len(counts), Level()).start - 1)
        del counts[level + 1 :]
        counts[level] += 1
        own = levels.get(level, Level())
        return "" if own.kind in ("bullet", "none") else _written(own, counts, levels)

    def _definition(self, list_id: str) -> tuple[str, Element | None]:
        """The abstract list, through the list style that it may point to instead."""
        for _ in range(2):
            abstract_id = value(self.lists.get(list_id), "w:abstractNumId")
            found = self.abstract.get(abstract_id)
            linked = self.styles.by_id.get(value(found, "w:numStyleLink"))
            if linked is None:
                return abstract_id, found
            list_id = value(linked, "w:pPr/w:numPr/w:numId")
        return abstract_id, found

    def _levels(self, definition: Element, list_id: str) -> dict[int, Level]:
        levels: dict[int, Level] = {}
        overrides = [] if list_id not in self.lists else list(self.lists[list_id])
        own = [level for each in overrides for level in each.findall(qualified("w:lvl"))]
        for element in [*definition.findall(qualified("w:lvl")), *own]:
            start = number(element, "w:start")
            levels[number(element, name="w:ilvl") or 0] = Level(
                value(element, "w:numFmt") or "decimal",
                value(element, "w:lvlText"),
                1 if start is None else start,
            )
        for override in overrides:
            start = number(override, "w:startOverride")
            at = number(override, name="w:ilvl") or 0
            if start is not None and at in levels:
                levels[at] = Level(levels[at].kind, levels[at].text, start)
        return levels

    def _starts_anew(self, list_id: str) -> bool:
        return any(
            child(each, "w:startOverride") is not None for each in self.lists.get(list_id, ())
        )


def _written(own: Level, counts: list[int], levels: Mapping[int, Level]) -> str:
    def part(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if not 0 <= at < len(counts):
            return ""
        return numeral(counts[at], _KINDS.get(levels.get(at, Level("decimal")).kind, "1"))

    return clean(re.sub(r"%([1-9])", part, own.text))
