"""The page's own style sheet, as far as it says what looks like a heading.

Google Docs and mail programs write every look as a class (`.c4{font-weight:700}`). Rules for one
class, one element, or both (`p.MsoNormal`) are written into the elements they hold for, so that
`style.py` has one place to ask; the element's own style goes before. Only weight and size are
taken: what hides text in a style sheet is often shown by a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from ingest.html import style

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:\.[\w-]+)?")
_TAKEN = ("font-weight", "font-size")
_MOST = 500_000  # characters of style sheets that are read


def write_into_elements(soup: Tag) -> None:
    """Give the elements of the page the weight and size that its style sheet gives them."""
    rules = _rules(soup)
    if not rules:
        return
    for tag in soup.find_all(True):
        names = ["", *style.attribute(tag, "class").split()]
        found: dict[str, str] = {}
        for name in names:
            for selector in (f".{name}", f"{tag.name}.{name}") if name else (tag.name,):
                found.update(rules.get(selector, {}))
        if found:
            declared = ";".join(f"{key}:{value}" for key, value in found.items())
            tag.attrs["style"] = f"{declared};{style.attribute(tag, 'style')}"


def _rules(soup: Tag) -> dict[str, dict[str, str]]:
    """What the sheet says of each simple selector; the last word on each property holds."""
    rules: dict[str, dict[str, str]] = {}
    for selector, declared in _plain_rules(soup):
        taken = {key: declared[key] for key in _TAKEN if key in declared}
        if taken:
            rules.setdefault(selector, {}).update(taken)
    return rules


def _plain_rules(soup: Tag) -> Iterator[tuple[str, dict[str, str]]]:
    for element in soup.find_all("style"):
        sheet = _COMMENT.sub(" ", element.get_text()[:_MOST])
        for found in _RULE.finditer(_outside_conditions(sheet)):
            declared = style.parse(found[2])
            for selector in found[1].rpartition(";")[2].split(","):
                if selector.strip() and _SELECTOR.fullmatch(selector.strip()):
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
