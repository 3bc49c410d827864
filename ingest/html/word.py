"""What Word, Outlook and Google Docs write when they save HTML.

Lists are paragraphs: class `MsoListParagraph…` or `MsoListBullet2`, the level in
`mso-list:l0 level2 lfo1` or, in "filtered" HTML, only in the left margin; the bullet is text
(a letter in Symbol or Wingdings) in a span or between conditional comments, `mso-list:Ignore`.
The title is a paragraph of class `MsoTitle`, in Google Docs `title`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

from ingest.html import style

_LIST_CLASS = re.compile(r"MsoList(?:Paragraph|Bullet|Number)(\d?)", re.IGNORECASE)
_LEVEL = re.compile(r"\blevel(\d+)\b")
_HEADING_CLASS = re.compile(
    r"(?:(?:mso)?(?:heading|rubrik)[-_]?|h)([1-6])|ms-rteElement-H([1-6])\w*", re.IGNORECASE
)
_DEFAULT_MARGIN = 36.0  # points: what Word's own style sheet gives a list paragraph


@dataclass(frozen=True, slots=True)
class ListParagraph:
    """A paragraph that Word calls a list item; `level` from 0, None where only `indent` tells."""

    level: int | None
    indent: float
    stated: bool


def list_paragraph(tag: Tag) -> ListParagraph | None:
    """What Word says of the paragraph as a list item, or None.

    `stated` is False where the class alone says so: without bullet it is a paragraph in the list.
    """
    declared = style.declarations(tag)
    mso_list = declared.get("mso-list", "")
    found = _LIST_CLASS.match(style.attribute(tag, "class"))
    if mso_list == "none" or (not mso_list and not found):
        return None
    indent = style.left_margin(tag) or _DEFAULT_MARGIN
    if level := _LEVEL.search(mso_list):
        return ListParagraph(int(level[1]) - 1, indent, stated=True)
    if found and found[1]:
        return ListParagraph(int(found[1]) - 1, indent, stated=True)
    stated = bool(found) and "paragraph" not in style.attribute(tag, "class").lower()
    return ListParagraph(None, indent, stated=stated)


def heading_level(tag: Tag) -> int:
    """The level that a class of Word, SharePoint or Google Docs gives a paragraph; 0 = none."""
    for name in style.attribute(tag, "class").split():
        if name.lower() == "msotitle" or (name == "title" and tag.name == "p"):
            return 1
        if found := _HEADING_CLASS.fullmatch(name):
            return int(found[1] or found[2])
    return 0


def is_footnote(tag: Tag) -> bool:
    """Whether the paragraph is a footnote or endnote of a Word document."""
    return style.attribute(tag, "class").lower() in ("msofootnotetext", "msoendnotetext")


def is_mark(tag: Tag) -> bool:
    """Whether the element holds a list paragraph's bullet or number, and nothing else."""
    return style.declarations(tag).get("mso-list") == "ignore"


def is_contents(tag: Tag) -> bool:
    """Whether the paragraph is a line of Word's table of contents."""
    return style.attribute(tag, "class").lower().startswith("msotoc")
