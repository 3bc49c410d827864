"""What paragraph and character styles say, through their chain of ancestors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from ingest.docx.xml import Element, child, number, qualified, switch, value

_HEADING = re.compile(r"(?:heading|rubrik|überschrift)\s*([1-9])", re.IGNORECASE)
_LIST = re.compile(r"(?:list (?:bullet|number)|punktlista|numrerad lista)\s*(\d?)", re.IGNORECASE)
_TITLE = {"title", "rubrik", "titel"}
_BODY_OUTLINE = 9  # "body text" among the outline levels
_WORDS_OWN_SIZE = 10.0  # points, where the file says nothing

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Styles:
    """A document's styles. Sizes are in points, levels as Word counts them (from 0)."""

    by_id: Mapping[str, Element]
    default: str
    size: float
    language: str

    @staticmethod
    def of(root: Element | None) -> Styles:
        """From `w:styles`, or from nothing."""
        elements = [] if root is None else root.findall(qualified("w:style"))
        defaults = child(root, "w:docDefaults/w:rPrDefault/w:rPr")
        default = next(
            (
                value(each, name="w:styleId")
                for each in elements
                if value(each, name="w:type") == "paragraph"
                and value(each, name="w:default") in ("1", "true", "on")
            ),
            "",
        )
        half_points = number(defaults, "w:sz")
        return Styles(
            {value(each, name="w:styleId"): each for each in elements},
            default,
            half_points / 2 if half_points else _WORDS_OWN_SIZE,
            value(defaults, "w:lang"),
        )

    def names(self, style: str) -> Iterator[str]:
        """The style's name and those of its ancestors."""
        for element in self._chain(style):
            yield value(element, "w:name").strip().lower()

    def heading_level(self, properties: Element | None) -> int:
        """A paragraph's level as a heading, from 1; 0 = none. `properties` is its `w:pPr`."""
        style = value(properties, "w:pStyle") or self.default
        outline = number(properties, "w:outlineLvl")
        if outline is None:
            outline = self._first(style, lambda each: number(each, "w:pPr/w:outlineLvl"))
        if outline is not None and 0 <= outline < _BODY_OUTLINE:
            return min(outline + 1, 6)
        if outline == _BODY_OUTLINE:
            return 0
        for name in self.names(style):
            if found := _HEADING.fullmatch(name):
                return min(int(found[1]), 6)
            if name in _TITLE:
                return 1
        return 0

    def numbering(self, properties: Element | None) -> tuple[str, int | None]:
        """A paragraph's list (`w:numId`, "" = none) and level in it, its own or its style's."""
        style = value(properties, "w:pStyle") or self.default
        own = value(properties, "w:numPr/w:numId")
        level = number(properties, "w:numPr/w:ilvl")
        inherited = self._first(style, lambda each: value(each, "w:pPr/w:numPr/w:numId") or None)
        if level is None:
            level = self._first(style, lambda each: number(each, "w:pPr/w:numPr/w:ilvl"))
        list_id = own or inherited or ""
        return ("" if list_id == "0" else list_id), level

    def list_level(self, properties: Element | None) -> int | None:
        """The level that a list style's name states ("List Bullet 2"); None for other styles, and
        where the paragraph turns numbering off."""
        if value(properties, "w:numPr/w:numId") == "0":
            return None
        for name in self.names(value(properties, "w:pStyle")):
            if found := _LIST.fullmatch(name):
                return int(found[1] or 1) - 1
        return None

    def indent(self, properties: Element | None) -> float:
        """How far the paragraph is set in, in points."""
        style = value(properties, "w:pStyle") or self.default
        for name in ("w:left", "w:start"):
            own = number(properties, "w:ind", name)
            if own is None:
                own = self._first(style, partial(number, path="w:pPr/w:ind", name=name))
            if own is not None:
                return own / 20
        return 0.0

    def bold(self, style: str, run: Element | None) -> bool:
        """Whether a run (its `w:rPr`) in a paragraph of that style is bold."""
        return bool(self._of_run(style, run, lambda each: switch(each, "w:b")))

    def hidden(self, style: str, run: Element | None) -> bool:
        """Whether a run is hidden text."""
        return bool(self._of_run(style, run, lambda each: switch(each, "w:vanish")))

    def run_size(self, style: str, run: Element | None) -> float:
        """A run's size in points."""
        half_points = self._of_run(style, run, lambda each: number(each, "w:sz"))
        return half_points / 2 if half_points else self.size

    def _of_run(
        self, style: str, run: Element | None, ask: Callable[[Element | None], _Found | None]
    ) -> _Found | None:
        """A run's own property, or its character style's, or its paragraph style's."""
        own = ask(run)
        for name in (value(run, "w:rStyle"), style or self.default):
            if own is None and name:
                own = self._first(name, lambda each: ask(child(each, "w:rPr")))
        return own

    def _first(self, style: str, ask: Callable[[Element], _Found | None]) -> _Found | None:
        for element in self._chain(style):
            found = ask(element)
            if found is not None:
                return found
        return None

    def _chain(self, style: str) -> Iterator[Element]:
        """The style and its ancestors; a style that descends from itself ends the chain."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = value(self.by_id[style], "w:basedOn")
