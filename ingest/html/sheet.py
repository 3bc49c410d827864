"""The page's own style sheet, as far as it says what looks like a heading and what is hidden.

Google Docs and mail programs write every look as a class (`.c4{font-weight:700}`). Rules for one
class, one element, or both (`p.MsoNormal`) are written into the elements they hold for, so that
`style.py` has one place to ask; the element's own style goes before. Taken are weight and size, and
where text is put out of sight. `display:none` is taken only where nothing could show it again: no
script, no other rule for that class; and never for most of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bs4 import Tag

from ingest.html import style

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:\.[\w-]+)?")
_TAKEN = ("font-weight", "font-size", "position", "left", "top", "clip", "clip-path")
_NAME = re.compile(r"\.[\w-]+")
_MOST_HIDDEN = 500  # elements; the text of each is looked at
_MOST = 500_000  # characters of style sheets that are read


def write_into_elements(soup: Tag) -> None:
    """Give the elements of the page the weight and size that its style sheet gives them."""
    rules = _rules(soup)
    if not rules:
        return
    everything, hidden = len(soup.get_text()), 0
    for tag in soup.find_all(True):
        names = ["", *style.attribute(tag, "class").split()]
        found: dict[str, str] = {}
        for name in names:
            for selector in (f".{name}", f"{tag.name}.{name}") if name else (tag.name,):
                found.update(rules.get(selector, {}))
        hidden += "display" in found
        if hidden > _MOST_HIDDEN or ("display" in found and len(tag.get_text()) * 2 > everything):
            found.pop("display", None)
        if found:
            declared = ";".join(f"{key}:{value}" for key, value in found.items())
            tag.attrs["style"] = f"{declared};{style.attribute(tag, 'style')}"


def _rules(soup: Tag) -> dict[str, dict[str, str]]:
    """What the sheet says of each simple selector; the last word on each property holds."""
    rules: dict[str, dict[str, str]] = {}
    named = Counter[str]()
    for selector, declared in _plain_rules(soup):
        named.update(_NAME.findall(selector))
        if not _SELECTOR.fullmatch(selector):
            continue
        taken = {key: declared[key] for key in _TAKEN if key in declared}
        if declared.get("display", "").startswith("none"):
            taken["display"] = "none"
        if taken:
            rules.setdefault(selector, {}).update(taken)
    scripted = soup.find("script") is not None
    for selector, taken in rules.items():
        if scripted or any(named[name] > 1 for name in _NAME.findall(selector)):
            taken.pop("display", None)
    return rules


def _plain_rules(soup: Tag) -> Iterator[tuple[str, dict[str, str]]]:
    for element in soup.find_all("style"):
        sheet = _COMMENT.sub(" ", element.get_text()[:_MOST])
        for found in _RULE.finditer(_outside_conditions(sheet)):
            declared = style.parse(found[2])
            for selector in found[1].rpartition(";")[2].split(","):
                if selector.strip():
                    yield selector.strip(), declared


def _outside_conditions(sheet: str) -> str:
    """The sheet without what holds only under a condition: `@media print { … }`, `@font-face`."""
    kept, depth, conditional = [], 0, False
    for part in re.split(r"(@[^{};]*\{|[{}])", sheet):
        if conditional:
            depth += part.endswith("{") - (part == "}")
            conditional = depth > 0
        elif part.startswith("@") and part.endswith("{"):
            conditional, depth = True, 1
        else:
            kept.append(part)
    return "".join(kept)
