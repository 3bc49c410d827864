"""Lines of text on the way to blocks: joined to one text, or parted.

A paragraph's lines (`<br>`) are joined, but an empty line parts paragraphs, a line that is bold as
a whole before one that is not stands alone (a page's way to write a heading), and lines that begin
with a bullet are bullets (`ingest.bullets`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from ingest.bullets import Mark, mark_of
from ingest.prose import clean
from ingest.report import Link

_LONG_LINE = 120  # a bold line longer than this is emphasis, not a heading


class Run(NamedTuple):
    """Text of one look; `url` is where it links to, or empty."""

    text: str
    bold: bool
    url: str


Line: TypeAlias = list[Run]


def joined(lines: Sequence[Line]) -> tuple[str, tuple[Link, ...], bool]:
    """Lines as one text, its links, and whether all of it is bold."""
    text = clean(" ".join("".join(run.text for run in line) for line in lines))
    links: list[tuple[str, str]] = []
    url = ""
    for line in lines:
        for run in line:
            if not run.text.strip():
                if url and links:
                    links[-1] = (links[-1][0] + run.text, url)
            elif run.url and run.url == url:
                links[-1] = (links[-1][0] + run.text, url)
            else:
                url = run.url
                if url:
                    links.append((run.text, url))
        if url and links:
            links[-1] = (links[-1][0] + " ", url)
    solid = [run.bold for line in lines for run in line if run.text.strip()]
    found = tuple(Link(clean(words), url) for words, url in links if clean(words))
    return text, found, bool(solid) and all(solid)


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines parted where a line is empty, and after bold lines before others."""
    groups: list[list[Line]] = [[]]
    was_bold = False
    for line in lines:
        text, _, bold = joined([line])
        if not text:
            groups.append([])
            continue
        heads = was_bold and not bold and len(joined(groups[-1])[0]) <= _LONG_LINE
        if groups[-1] and heads:
            groups.append([])
        groups[-1].append(line)
        was_bold = bold and (len(groups[-1]) == 1 or was_bold)
    return [group for group in groups if group]


def at_marks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines parted where one begins with a bullet. What follows it in lower case belongs to it."""
    groups: list[list[Line]] = []
    in_bullet = False
    for line in lines:
        text = joined([line])[0]
        marked = mark_of(text) is not None
        if not groups or marked or (in_bullet and not text[:1].islower()):
            groups.append([])
            in_bullet = marked
        groups[-1].append(line)
    return groups


def leading_mark(lines: Sequence[Line]) -> Mark | None:
    return mark_of(joined(lines[:1])[0])


def leading_no_break_spaces(lines: Sequence[Line]) -> int:
    text = "".join(run.text for run in lines[0])
    lead = text[: len(text) - len(text.lstrip())]
    return lead.count("\u00a0")
