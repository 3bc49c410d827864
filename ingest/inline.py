"""Lines of styled text to blocks: joined to one text, or parted. For HTML and Word alike.

A paragraph's lines (`<br>`, Shift+Enter) are joined, but an empty line parts paragraphs, a line
that is bold or larger as a whole before one that is not stands alone (a way to write headings), and
lines that begin with a bullet are bullets (`ingest.bullets`). A list item's lines are one item, but
those that begin with a bullet are items below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ingest.bullets import Candidate, Mark, is_mark_alone, mark_of
from ingest.document import Block
from ingest.prose import clean
from ingest.report import Link

_LARGER = 1.1
_MOST_LINES = 4  # of a heading
_LONG_LINE = 120  # a bold line longer than this is emphasis, not a heading
_POINTS_A_SPACE = 3.0


class Run(NamedTuple):
    """Text of one look; `url` is where it links to, or empty; `size` in points, 0 = unknown."""

    text: str
    bold: bool = False
    url: str = ""
    size: float = 0.0


Line: TypeAlias = list[Run]


class Joined(NamedTuple):
    """Lines as one text, its links, whether all of it is bold, its commonest size."""

    text: str
    links: tuple[Link, ...]
    bold: bool
    size: float


@dataclass(frozen=True, slots=True)
class Place:
    """What the file says of a paragraph besides its text.

    `indent` in points; `level` from 0 where it is stated; `in_list` = stated to be a list item, so
    that a bullet typed in it is one; `stated` = an item even without such a bullet.
    """

    indent: float = 0.0
    level: int | None = None
    in_list: bool = False
    stated: bool = False
    bold: bool = False


def item(lines: Sequence[Line], level: int, label: str = "") -> list[Candidate]:
    """A list item, and the items below it that its lines hold; nothing where it has no text.

    Some producers draw the bullet as a block of its own inside the item: a first line to leave out.
    """
    lines = [line for line in lines if joined([line]).text]
    if len(lines) > 1 and is_mark_alone(mark := joined(lines[:1]).text):
        label = label or (mark if mark[-1] in ".)" and mark[0].isalnum() else "")
        lines = lines[1:]
    groups = [group for part in _paragraphs(lines) for group in _at_marks(part)]
    first: list[Line] = groups.pop(0) if groups else []
    while groups and not _mark(groups[0]):
        first = [*first, *groups.pop(0)]
    text, links, bold, size = joined(first)
    if (typed := mark_of(text)) and not typed.label:
        text = text[typed.length :]
    if not text:
        return []
    block = Block(text, "bullet", level, label, size, bold, links=links)
    below = (_candidate(group, Place(), certain=True, base=level + 1) for group in groups)
    return [Candidate(block), *below]


def paragraphs(lines: Sequence[Line], place: Place) -> Iterator[Candidate]:
    """Paragraphs, with those among their lines that may be bullets apart."""
    for part in _paragraphs(lines):
        groups = _at_marks(part)
        marks = Counter(mark.sign for group in groups if (mark := _mark(group)))
        for at, group in enumerate(groups):
            mark = _mark(group)
            among_others = mark is not None and (at > 0 or marks[mark.sign] > 1)
            yield _candidate(group, place, certain=among_others)


def joined(lines: Sequence[Line]) -> Joined:
    """All lines as one text."""
    text = clean(" ".join("".join(run.text for run in line) for line in lines))
    solid = [run for line in lines for run in line if run.text.strip()]
    sizes = Counter[float]()
    for run in solid:
        sizes[run.size] += len(run.text)
    return Joined(
        text,
        tuple(_links(lines)),
        bool(solid) and all(run.bold for run in solid),
        sizes.most_common(1)[0][0] if sizes else 0.0,
    )


def _links(lines: Sequence[Line]) -> Iterator[Link]:
    """Links in order; neighbouring runs to one address are one link, over lines too."""
    words, url = "", ""
    for line in lines:
        for run in line:
            if run.url != url and run.text.strip():
                if url and clean(words):
                    yield Link(clean(words), url)
                words, url = "", run.url
            words += run.text
        words += " "
    if url and clean(words):
        yield Link(clean(words), url)


def _candidate(lines: Sequence[Line], place: Place, *, certain: bool, base: int = 0) -> Candidate:
    """A paragraph that may be a typed bullet. Typed numbers are certain only in a stated list."""
    text, links, bold, size = joined(lines)
    mark = mark_of(text)
    certain = certain and mark is not None and not mark.label
    certain = certain or place.stated or (place.in_list and mark is not None)
    indent = place.indent + _POINTS_A_SPACE * _leading_no_break_spaces(lines)
    block = Block(text, size=size, bold=bold or place.bold, links=links)
    return Candidate(block, indent, place.level, base, certain)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines parted where a line is empty, and after bold or larger lines before others."""
    if len(lines) == 1:
        return [list(lines)] if joined(lines).text else []
    groups: list[list[Line]] = [[]]
    for line in lines:
        one = joined([line])
        if not one.text:
            groups.append([])
            continue
        above = joined(groups[-1] if len(groups[-1]) <= _MOST_LINES else [])
        heads = (above.bold and not one.bold) or above.size > one.size * _LARGER > 0
        if heads and len(above.text) <= _LONG_LINE:
            groups.append([])
        groups[-1].append(line)
    return [group for group in groups if group]


def _at_marks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines parted where one begins with a bullet. What follows it in lower case belongs to it."""
    if len(lines) == 1:
        return [list(lines)]
    groups: list[list[Line]] = []
    in_bullet = False
    for line in lines:
        text = joined([line]).text
        marked = mark_of(text) is not None
        if not groups or marked or (in_bullet and not text[:1].islower()):
            groups.append([])
            in_bullet = marked
        groups[-1].append(line)
    return groups


def _mark(lines: Sequence[Line]) -> Mark | None:
    return mark_of(joined(lines[:1]).text)


def _leading_no_break_spaces(lines: Sequence[Line]) -> int:
    text = "".join(run.text for run in lines[0])
    return text[: len(text) - len(text.lstrip())].count("\u00a0")
