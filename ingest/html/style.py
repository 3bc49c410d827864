"""What one element says about its look: inline style, `<font>`, Word's `mso-` properties."""

from __future__ import annotations

import re
from functools import lru_cache

from bs4 import Tag

DEFAULT_SIZE = 12.0  # points: what a browser takes where nothing is said
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(pt|px|in|cm|mm|em|rem)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "em": 12.0, "rem": 12.0}
_FONT_SIZE = re.compile(r"(\d{0,4}\.?\d{1,4})\s*(pt|px|in|cm|mm|em|rem|%)")
_SIZES = (7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0)
_FONT_SIZES = dict(zip("1234567", _SIZES, strict=True))
_NAMED_SIZES = dict(
    zip(
        ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"),
        _SIZES,
        strict=True,
    )
)
_SYMBOL_FONT = re.compile(r"symbol|wingdings|webdings|courier new", re.IGNORECASE)


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string ("" if absent), whatever bs4 made of it."""
    value = tag.attrs.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def declarations(tag: Tag) -> dict[str, str]:
    """The inline style: property -> value, both lower case."""
    return parse(attribute(tag, "style"))


@lru_cache(maxsize=4096)
def parse(style: str) -> dict[str, str]:
    """CSS declarations: property -> value, both lower case."""
    found: dict[str, str] = {}
    for declaration in style[:4000].split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().lower()
    return found


def points(length: str) -> float:
    """A CSS length in points; 0 for what is no length. `0in 0in 0in 72pt` means its last part."""
    found = _LENGTH.findall(length)
    if not found:
        return 0.0
    number, unit = found[-1]
    return float(number) * _POINTS.get(unit.lower(), 0.75)


def left_margin(tag: Tag) -> float:
    """How far the element is set in, in points."""
    style = declarations(tag)
    if "margin-left" in style:
        return points(style["margin-left"])
    sides = style.get("margin", "").split()
    return points(sides[3]) if len(sides) == 4 else points(style.get("padding-left", ""))


def bold(tag: Tag) -> bool | None:
    """Whether the element makes its text bold (True) or not bold (False), or leaves it (None)."""
    weight = declarations(tag).get("font-weight", "")
    if weight:
        if weight.isdigit():
            return int(weight) >= 600
        return True if weight.startswith("bold") else False if weight == "normal" else None
    return True if tag.name in ("b", "strong") else None


def font_size(tag: Tag, inherited: float) -> float:
    """The element's font size in points; `inherited` where it states none."""
    stated = declarations(tag).get("font-size", "")
    if stated in _NAMED_SIZES:
        return _NAMED_SIZES[stated]
    if found := _FONT_SIZE.fullmatch(stated):
        number, unit = float(found[1]), found[2]
        relative = {"%": inherited / 100, "em": inherited, "rem": DEFAULT_SIZE}
        return number * relative.get(unit, _POINTS.get(unit, 0.75))
    if tag.name == "font":
        return _FONT_SIZES.get(attribute(tag, "size").strip(), inherited)
    return inherited


def symbol_font(tag: Tag) -> bool | None:
    """Whether the element's font turns letters into signs (None: it names no font)."""
    style = declarations(tag)
    font = style.get("font-family", "") or style.get("font", "") or attribute(tag, "face")
    return bool(_SYMBOL_FONT.search(font)) if font else None


def hidden(tag: Tag) -> bool:
    """Whether the element is hidden by its own attributes."""
    if "hidden" in tag.attrs and attribute(tag, "hidden").lower() != "until-found":
        return True
    style = declarations(tag)
    return (
        style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith(("hidden", "collapse"))
        or "all" in style.get("mso-hide", "")
        or (tag.name == "dialog" and "open" not in tag.attrs)
    )
