"""Blocks in the making: lines that were found to belong together, and how they become a Block.

Both readers, by structure tree and by layout, make drafts; what is the same for both is done here:
list labels, footnote references, the text of joined lines, one box a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.bullets import BOXES
from ingest.document import Block, BlockKind
from ingest.pdf.glyphs import LABEL, NUMBER, bullet
from ingest.pdf.joining import Words, clean, joined
from ingest.pdf.rows import Line, common_size
from ingest.pdf.runs import Run

_FIRST = re.compile(r"\s*(\S+)(\s*)")
_NOTE_NUMBER = re.compile(r"\s*\[?(\d{1,3}|[*†‡])[\].)]?(?:\s+|$)")


@dataclass(slots=True)
class Draft:
    """Lines that make one block. A row keeps its lines by cell in `cells`; others in `lines`.

    `marked` tells that a bullet or a label was seen, `dropped` how many characters of bullets were
    left out; `x` is where the item begins, with its marker, `text_x` where its text begins.
    """

    kind: BlockKind = "paragraph"
    level: int = 0
    label: str = ""
    marked: bool = False
    dropped: int = 0
    x: float = 0.0
    text_x: float = 0.0
    lines: list[Line] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)

    def all_lines(self) -> list[Line]:
        return [line for cell in self.cells for line in cell] or self.lines


def split_marker(line: Line) -> tuple[str, str, Line] | None:
    """(`bullet`, `label` or `number`, its text, the rest of the line) if the line opens with one.

    A bullet that also may be a word (`-`, `o`) counts when a space or gap follows.
    """
    first = line.runs[0]
    found = _FIRST.match(first.text)
    if found is None:
        return None
    token, rest_of_run = found[1], first.text[found.end() :]
    sure = bullet(token, first.font)
    alone = bool(rest_of_run.strip()) or len(line.runs) > 1
    if sure and alone and (found[2] or not rest_of_run or sure == "always"):
        return "bullet", "", without(line, len(found[0]))
    if len(token) > 1 and bullet(token[0], first.font) == "always" and not token[0].isalnum():
        return "bullet", "", without(line, first.text.index(token[0]) + 1)
    if LABEL.fullmatch(token) and alone:
        return "label", token, without(line, len(found[0]))
    if NUMBER.fullmatch(token) and alone:
        return "number", token, without(line, len(found[0]))
    return None


def opens_with_box(line: Line) -> bool:
    """Whether the sign that `split_marker` takes off says something: then it stays in the text."""
    return line.text.strip()[:1] in BOXES


def without(line: Line, count: int) -> Line:
    """The line less the first `count` characters of its first run."""
    first = line.runs[0]
    rest = first.text[count:]
    if not rest.strip():
        return Line(line.page, line.runs[1:])
    # The cut's place is estimated by the share of characters: boxes need no more.
    x0 = first.x0 + (first.x1 - first.x0) * (len(first.text) - len(rest)) / len(first.text)
    return Line(line.page, (first._replace(text=rest, x0=x0), *line.runs[1:]))


def finished(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """Drafts as blocks: lines joined, hyphens judged by the whole document's words."""
    words = Words(line.text for draft in drafts for line in draft.all_lines())
    for draft in drafts:
        if draft.kind == "note":
            _numbered(draft)
    notes = {draft.label for draft in drafts if draft.kind == "note" and draft.label}
    blocks = []
    for draft in drafts:
        block = _row(draft, words) if draft.kind == "row" else _block(draft, words, notes)
        if block.text:
            blocks.append(block)
    return tuple(blocks)


def _numbered(draft: Draft) -> None:
    """Take a note's number apart from its text."""
    line = next((line for line in draft.lines if line.runs), None)
    if line is None or draft.label:
        return
    first = line.runs[0].text
    alone = _NOTE_NUMBER.fullmatch(first.strip())
    found = alone or _NOTE_NUMBER.match(first + " ")
    if found and found[0].strip() != draft.lines[0].text.strip():
        draft.label = found[1]
        draft.lines[draft.lines.index(line)] = without(line, len(first) if alone else found.end())


def _block(draft: Draft, words: Words, notes: set[str]) -> Block:
    lines = [line for line in draft.lines if line.runs]
    if notes and draft.kind != "note":
        lines = [_without_references(line, notes) for line in lines]
        lines = [line for line in lines if line.runs]
    text, links = joined(lines, words)
    runs = [run for line in lines for run in line.runs if run.text.strip()]
    return Block(
        text=text,
        kind=draft.kind,
        level=draft.level,
        label=clean(draft.label),
        size=common_size(runs),
        bold=bool(runs) and all(run.bold for run in runs),
        boxes=tuple(line.box for line in lines),
        links=links,
    )


def _row(draft: Draft, words: Words) -> Block:
    cells = [joined([line for line in cell if line.runs], words) for cell in draft.cells]
    lines = [line for cell in draft.cells for line in cell if line.runs]
    runs = [run for line in lines for run in line.runs if run.text.strip()]
    return Block(
        text=" | ".join(text for text, _ in cells if text),
        kind="row",
        size=common_size(runs),
        bold=bool(runs) and all(run.bold for run in runs),
        boxes=tuple(line.box for line in lines),
        links=tuple(link for _, links in cells for link in links),
    )


def _without_references(line: Line, notes: set[str]) -> Line:
    """The line without the small raised figures that point to a footnote of this document.

    They are part of no word: `beslutet1` would be found by nobody.
    """
    usual = line.size
    kept = tuple(run for run in line.runs if not _is_reference(run, usual, line, notes))
    return Line(line.page, kept)


def _is_reference(run: Run, usual: float, line: Line, notes: set[str]) -> bool:
    return (
        run.size < 0.8 * usual
        and run.text.strip().strip("[]()") in notes
        and run.middle < (line.top + line.bottom) / 2
    )
