"""Signs of Markdown in plain text: emphasis, links, check boxes, table rows.

Notes are kept in it, and meeting tools and chats export it; a reader wants the words. Headings and
bullets are written in Markdown as people write them anyway: `ingest.text` and `ingest.bullets` know
them. A bullet's check box says something: it stays, as one sign. Of other signs only pairs that hug
their words are taken: `5 * 3 * 2`, `2**3**4` and `fil_namn_1` stay.
"""

from __future__ import annotations

import re

from ingest.report import Link

_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,300})\]\(<?((?:https?:|mailto:|/|\.)[^\s()<>]{1,1000})>?\)")
_PAIRS = (
    re.compile(r"(?<![^\W_])(\*\*|__)(?=[^\s*_])(.{1,500}?)(?<=\S)\1(?![^\W_])"),
    re.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*]{1,500})(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<!\w)(_)(?=[^\s_])([^_]{1,500})(?<=\S)_(?!\w)"),
    re.compile(r"(`)([^`]{1,300})`"),
)
_BOX = re.compile(r"^(\s*[-*+]\s+)\[([ xX])\](?=\s+\S)")
_ROW = re.compile(r"\s*\|(.*\|.*)\|\s*")
_RULE = re.compile(r"[\s:|-]*-[\s:|-]*")
_QUOTED = re.compile(r"^ {0,3}>+ ?(?!\s*\d)", re.MULTILINE)  # `> 80 %` is a sentence


def words(text: str) -> tuple[str, tuple[Link, ...]]:
    """The text without the signs, and the links that it wrote out; bare addresses stay."""
    links = tuple(Link(plain(found[1]), found[2]) for found in _LINK.finditer(text))
    return plain(text), links


def plain(text: str) -> str:
    """The text without the signs."""
    text = _BOX.sub(lambda box: f"{box[1]}{'☐' if box[2] == ' ' else '☑'}", text)
    text = _LINK.sub(r"\1", text)
    for pair in _PAIRS:
        text = pair.sub(r"\2", text)
    return text


def is_strong(text: str) -> bool:
    """Whether all of the text is set in bold: a way to write headings."""
    found = _PAIRS[0].fullmatch(text)
    return found is not None and found[1] not in found[2]


def cells(line: str) -> list[str] | None:
    """The cells of a table row, none for the rule below its head; None for other lines.

    A dash stands for an empty cell that a filled one follows, so that each stays in its column.
    """
    found = _ROW.fullmatch(line)
    if not found:
        return None
    if _RULE.fullmatch(found[1]):
        return []
    found_cells = [plain(each.strip()) for each in found[1].split("|")]
    while found_cells and not found_cells[-1]:
        found_cells.pop()
    return [cell or "–" for cell in found_cells]


def unquoted(text: str) -> str:
    """The text without the `>` before quoted lines."""
    return _QUOTED.sub("", text)
