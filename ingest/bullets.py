"""Bullets that are typed, not marked up: "• ", "– ", "1. " at the start of a paragraph or line.

Plain text, `<br>` lists, Word's HTML and pasted mail have only these. A round or square glyph is
always a bullet. A dash or asterisk is one in company only (in Swedish prose a dash also opens a
quotation: "– Vi är nöjda, säger …"), or after a colon. A number is one where the numbers count on,
and never where all of it is bold (a numbered heading). The level comes from the reader where the
file says it, otherwise from the indent, otherwise from the glyphs: a new glyph opens a deeper
level, a known one leads back to its own.

A check box is a bullet whose sign says something (☐ to do, ☒ done): it stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from ingest.document import Block
from ingest.report import Link

_GLYPHS = "•●○◦▪▫■□‣⁃∙·◆◇❖►▶▸▹➢➤➔→✓✔❑❏✗✦★\u2022\u25e6"
BOXES = frozenset("☐☑☒")
_BOX = re.compile(r"[☐☑☒]\s*(?=\S)")
_CERTAIN = re.compile(rf"([{_GLYPHS}\uf000-\uf0ff])\s*(?=\S)")
_DASH = re.compile(r"([-–—*\u2010\u2011\u2212])\s+(?=\S)")
_LABEL = re.compile(r"(\(?(?:\d{1,3}|[a-zåäö]|[ivx]{1,5})[.)])\s+(?=\S)", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:[{_GLYPHS}\uf000-\uf0ff]\.?|[-–—*o]|\(?(?:\d{{1,3}}|[a-zåäö]|[ivx]{{1,5}})[.)])",
    re.IGNORECASE,
)
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
_ROMAN = [
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
]
_FIRST = {1, 1000, 2001}  # 1, a and i (`places_of`)
_INDENT_TOLERANCE = 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before an item's text: a glyph, or a label that says something (`1.`).

    `length` counts the characters that are no text: none of a check box.
    """

    sign: str
    certain: bool
    label: bool
    length: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may turn out to be a bullet.

    `indent` is in points or columns; `level` where the file states it; `base` is added to a level
    found here (lines inside a list item); `certain` = the file says that this is a list item.
    """

    block: Block
    indent: float = 0.0
    level: int | None = None
    base: int = 0
    certain: bool = False


_Marked: TypeAlias = tuple[Candidate, Mark | None]


def mark_of(text: str) -> Mark | None:
    """The bullet glyph or label that `text` (cleaned) starts with, if text follows it."""
    if _BOX.match(text):
        return Mark("☐", True, False, 0)
    if found := _CERTAIN.match(text):
        return Mark("•" if found[1] >= "\uf000" else found[1], True, False, found.end())
    if found := _DASH.match(text):
        return Mark("*" if found[1] == "*" else "–", False, False, found.end())
    if found := _LABEL.match(text):
        return Mark(found[1], False, True, found.end())
    return None


def is_mark_alone(text: str) -> bool:
    """Whether `text` (cleaned) is a bullet or label alone; LibreOffice writes `•.` too."""
    return _ALONE.fullmatch(text) is not None


def resolve(candidates: Iterable[Candidate]) -> list[Block]:
    """Blocks in the same order; those that are bullets become such, with level and label."""
    blocks: list[Block] = []
    run: list[_Marked] = []
    levels = _Levels()
    for candidate in candidates:
        paragraph = candidate.block.kind == "paragraph"
        mark = mark_of(candidate.block.text) if paragraph else None
        if candidate.certain or (mark and not (mark.label and candidate.block.bold)):
            run.append((candidate, mark))
            continue
        _close(run, levels, blocks)
        run = []
        blocks.append(candidate.block)
        if candidate.block.kind == "heading":
            levels = _Levels()
    _close(run, levels, blocks)
    return blocks


def _close(run: Sequence[_Marked], levels: _Levels, blocks: list[Block]) -> None:
    """Decide a run of neighbours that all carry a mark or are stated to be items."""
    glyphs = sum(mark is not None and not mark.label for _, mark in run)
    in_company = glyphs > 1 or any(candidate.certain for candidate, _ in run)
    in_company = in_company or (bool(blocks) and blocks[-1].text.endswith(":"))
    counted = _counted(run)
    levels.start(run)
    for at, (candidate, mark) in enumerate(run):
        stated = candidate.certain or (mark is not None and mark.certain)
        if mark is not None and not stated:
            stated = at in counted if mark.label else in_company
        blocks.append(_bullet(candidate, mark, levels) if stated else candidate.block)


def _bullet(candidate: Candidate, mark: Mark | None, levels: _Levels) -> Block:
    block = candidate.block
    level = candidate.base + levels.of(candidate, mark)
    if mark is None:
        return replace(block, kind="bullet", level=level)
    return replace(
        block,
        kind="bullet",
        level=level,
        label=mark.sign if mark.label else "",
        text=block.text[mark.length :],
        links=tuple(_without_mark(link, block.text[: mark.length]) for link in block.links),
    )


def _without_mark(link: Link, mark: str) -> Link:
    return Link(link.text.removeprefix(mark), link.url)


def _counted(run: Sequence[_Marked]) -> set[int]:
    """The places of labels that count on from one before them, or that one after them counts on.

    From one of the same indent first: `2.` below `1.` and its own `1.`, `2.` goes on the outer one.
    """
    last: dict[int, int] = {}
    last_there: dict[tuple[float, int], int] = {}
    counted: set[int] = set()
    for at, (candidate, mark) in enumerate(run):
        if mark is None or not mark.label:
            continue
        indent = candidate.indent
        for value in places_of(mark.sign):
            before = last_there.get((indent, value - 1), last.get(value - 1))
            if before is not None:
                counted |= {before, at}
            last[value] = last_there[indent, value] = at
    return counted | {at for at in range(len(run)) if _begins_within(run, at, counted)}


def _begins_within(run: Sequence[_Marked], at: int, counted: set[int]) -> bool:
    """Whether a label is a first one, deeper than the item above it, which counts on.

    `A.` may begin a name.
    """
    candidate, mark = run[at]
    above = at - 1
    if mark is None or not mark.label or mark.sign.isupper() or above not in counted:
        return False
    deeper = candidate.indent > run[above][0].indent + _INDENT_TOLERANCE
    return deeper and not _FIRST.isdisjoint(places_of(mark.sign))


def places_of(label: str) -> Iterator[int]:
    """Where a label stands among numbers, letters or Roman numerals: `i)` may be either of two.

    Labels of different kinds are never beside each other. Large Roman numerals are a chapter's.
    """
    sign = label.strip("(.)")
    if sign.isdigit():
        yield int(sign)
    if sign.lower() in _LETTERS:
        yield 1000 + _LETTERS.index(sign.lower())
    if sign in _ROMAN:
        yield 2000 + _ROMAN.index(sign)


class _Levels:
    """The open levels of typed bullets: by indent where indents differ, else by glyph.

    Indents live until the next heading (a list goes on below a paragraph), glyphs for one run.
    """

    def __init__(self) -> None:
        self._by_indent = False
        self._indents: list[float] = []
        self._signs: list[str] = []

    def start(self, run: Sequence[_Marked]) -> None:
        """Prepare for a run of neighbours."""
        self._signs = []
        indents = [candidate.indent for candidate, _ in run] + self._indents
        self._by_indent = bool(indents) and max(indents) - min(indents) > _INDENT_TOLERANCE

    def of(self, candidate: Candidate, mark: Mark | None) -> int:
        if candidate.level is not None:
            return candidate.level
        while self._indents and self._indents[-1] > candidate.indent + _INDENT_TOLERANCE:
            self._indents.pop()
        if not self._indents or candidate.indent > self._indents[-1] + _INDENT_TOLERANCE:
            self._indents.append(candidate.indent)
        sign = "1" if mark is None or mark.label else mark.sign
        if sign in self._signs:
            del self._signs[self._signs.index(sign) + 1 :]
        else:
            self._signs.append(sign)
        return len(self._indents if self._by_indent else self._signs) - 1
