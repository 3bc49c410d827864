"""A tagged PDF -> drafts: the structure tree says what is heading, list item, table row, note.

What trees of real producers need: LibreOffice from DOCX gives flat lists (nesting shows by x only)
with the bullet inside the item's text; WeasyPrint makes two items of one that crosses a page, the
second without label; Chromium makes paragraphs of the words of loose text, and has no role for a
list of terms (`terms.py`); some text stands outside the tree. The tree is trusted only when it has
headings and reaches over `ENOUGH` of the characters; else layout reads the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.bullets import BOXES, Candidate, resolve
from ingest.document import Block
from ingest.pdf.drafts import Draft, opens_with_box, split_marker
from ingest.pdf.glyphs import bullet, characters_in
from ingest.pdf.joining import clean, reads_on
from ingest.pdf.levels import SHIFTED, Levels
from ingest.pdf.rows import Line, printed_once, stacked
from ingest.pdf.runs import RUN_GAP, Run
from ingest.pdf.terms import term_rows
from ingest.pdf.tree import Content, Node

ENOUGH = 0.9
_HEADING = re.compile(r"H[1-9]?|Title")
_WORDS = re.compile(r"[^\W_]{2}")
_TICKS = frozenset("✓✔")
_NOTES = frozenset({"Note", "FENote"})
_INLINE = {
    *("Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP"),
    *("Warichu", "WT", "WP", "Em", "Strong", "Sub", "Formula", "Form", "Lbl"),
}

Marked = Mapping[Content, Sequence[Run]]


def usable(tree: Node, marked: Marked) -> bool:
    """True where the tree has a heading with text and reaches enough of the text."""
    total = sum(_length(runs) for runs in marked.values())
    reached = sum(
        _length(marked.get(content, ())) for content in set(tree.contents()) if content.mcid >= 0
    )
    return reached > ENOUGH * total and _has_heading(tree, marked)


def _length(runs: Sequence[Run]) -> int:
    return sum(len(run.text.replace(" ", "")) for run in runs)


def _has_heading(tree: Node, marked: Marked) -> bool:
    stack = [tree]
    while stack:
        node = stack.pop()
        if _HEADING.fullmatch(node.role) and any(marked.get(at) for at in node.contents()):
            return True
        stack.extend(child for child in node.children if isinstance(child, Node))
    return False


def drafts(tree: Node, marked: Marked) -> list[Draft]:
    """The tree's text as drafts in tree order."""
    walk = _Walk(marked)
    walk.group(tree, 0)
    found = _at_bullets(_rejoined([draft for draft in walk.drafts if any(_filled(draft))]))
    _nest(found)
    return found


def _filled(draft: Draft) -> list[Line]:
    return [line for line in draft.all_lines() if line.runs]


class _Walk:
    """Walks the tree once; `drafts` grows in reading order."""

    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self.taken: set[Content] = set()
        self.drafts: list[Draft] = []

    def open(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    def runs(self, content: Content, url: str) -> list[Line]:
        if content in self.taken:
            return []
        self.taken.add(content)
        runs = self.marked.get(content, ())
        if url:
            runs = [run._replace(url=url) for run in runs]
        return stacked(content.page, runs)

    def group(self, node: Node, depth: int) -> None:
        """A node that holds blocks; text directly in it makes paragraphs."""
        if rows := term_rows(node, self.marked):
            for row in rows:
                self.row(row)
            return
        loose: Draft | None = None
        for child in node.children:
            if isinstance(child, Content) or child.role in _INLINE:
                loose = loose or self.open(Draft())
                self.inline(child, loose.lines, depth)
            else:
                loose = None
                self.block(child, depth)

    def block(self, node: Node, depth: int) -> None:
        role = node.role
        if role == "Artifact":
            return
        if _HEADING.fullmatch(role):
            level = 1 if role == "Title" else min(int(role[1:] or 0), 6)
            self.inline(node, self.open(Draft("heading", level)).lines, depth)
        elif role in _NOTES:
            self.item(node, Draft("note"), depth)
        elif role == "L":
            self.items(node, depth)
        elif role == "LI":
            self.item(node, Draft("bullet", max(0, depth - 1)), depth)
        elif role == "Table" and _is_grid(node):
            self.table(node, depth)
        elif role in ("P", "Caption", "TOCI"):
            self.inline(node, self.open(Draft()).lines, depth)
        else:
            self.group(node, depth)

    def inline(self, node: Node | Content, lines: list[Line], depth: int, url: str = "") -> None:
        """Text that flows into the same lines; blocks inside it stand for themselves."""
        if isinstance(node, Content):
            _extend(lines, self.runs(node, url))
            return
        for child in node.children:
            self.flow(child, lines, depth, node.url or url)

    def flow(self, child: Node | Content, lines: list[Line], depth: int, url: str = "") -> None:
        """A child of flowing text: more of it, unless its role makes it a block of its own."""
        role = "" if isinstance(child, Content) else child.role
        if isinstance(child, Node) and (
            role in ("L", "Table", "Artifact", *_NOTES) or _HEADING.fullmatch(role)
        ):
            self.block(child, depth)
        else:
            self.inline(child, lines, depth, url)

    def items(self, node: Node, depth: int) -> None:
        for child in node.children:
            if isinstance(child, Content) or child.role in _INLINE:
                self.inline(child, self.open(Draft("bullet", depth, marked=True)).lines, depth + 1)
            elif child.role == "LI":
                self.item(child, Draft("bullet", depth), depth + 1)
            elif child.role in ("L", "Caption"):
                self.block(child, depth + 1)
            else:
                self.items(child, depth)

    def item(self, node: Node, draft: Draft, depth: int) -> None:
        """A list item or note: its label apart, nested lists after it."""
        self.open(draft)
        label: list[Line] = []
        for child in node.children:
            if isinstance(child, Node) and child.role == "Lbl":
                self.inline(child, label, depth)
            else:
                self.flow(child, draft.lines, depth)
        if draft.kind == "note":
            _extend(label, draft.lines)
            draft.lines = label
            return
        if draft.lines:
            draft.x = draft.text_x = draft.lines[0].x0
        if label:
            draft.marked, draft.x = True, label[0].x0
            text = clean("".join(line.text for line in label))
            if text in BOXES:
                _extend(label, draft.lines)
                draft.lines = label
            elif bullet(text, label[0].runs[0].font):
                draft.dropped = 1
            else:
                draft.label = text
        elif draft.lines and (split := split_marker(draft.lines[0])):
            kind, draft.label, rest = split
            says = opens_with_box(draft.lines[0])
            draft.marked, draft.dropped = True, int(kind == "bullet" and not says)
            draft.text_x = rest.x0
            if not says:
                draft.lines[0] = rest

    def table(self, node: Node, depth: int) -> None:
        for child in node.children:
            if isinstance(child, Content):
                self.group(Node("Div", [child]), depth)
            elif child.role == "TR":
                self.row(child.children)
            elif child.role in ("THead", "TBody", "TFoot"):
                self.table(child, depth)
            else:
                self.block(child, depth)

    def row(self, cells: Sequence[Node | Content]) -> None:
        row = self.open(Draft("row"))
        for cell in cells:
            lines: list[Line] = []
            self.cell(cell, lines)
            row.cells.append(lines)
        if all(isinstance(cell, Node) and cell.role == "TH" for cell in cells):
            once = printed_once(row.cells)
            row.dropped = _size(row.cells) - _size(once)
            row.cells = once

    def cell(self, node: Node | Content, lines: list[Line]) -> None:
        """Everything in a cell is the cell's text, lists and paragraphs too."""
        if isinstance(node, Content):
            _extend(lines, self.runs(node, ""))
            return
        for content in node.contents():
            _extend(lines, self.runs(content, ""))


def _size(cells: Sequence[Sequence[Line]]) -> int:
    """How many characters cells hold."""
    return sum(characters_in(line.text) for cell in cells for line in cell)


def _is_grid(table: Node) -> bool:
    """False for a table that only lays out the page: no row has two cells."""
    stack = [table]
    while stack:
        node = stack.pop()
        cells = [kid for kid in node.children if isinstance(kid, Node) and kid.role in ("TD", "TH")]
        if len(cells) > 1:
            return True
        stack.extend(
            kid
            for kid in node.children
            if isinstance(kid, Node) and kid.role in ("TR", "THead", "TBody", "TFoot")
        )
    return False


def _extend(lines: list[Line], more: Sequence[Line]) -> None:
    """Add lines; the first goes on in the last line's row where it stands right of it."""
    if lines and more and lines[-1].page == more[0].page and lines[-1].runs:
        both = stacked(more[0].page, (*lines[-1].runs, *more[0].runs))
        lines[-1:] = both
        lines.extend(more[1:])
    else:
        lines.extend(more)


def _rejoined(found: list[Draft]) -> list[Draft]:
    """Put together what the producer cut: at the end of a page or column, or within a line."""
    labelled = any(draft.kind == "bullet" and draft.marked for draft in found)
    out: list[Draft] = []
    last: Draft | None = None  # the last one that is no note
    for draft in found:
        if last is not None and _cut(last, draft, labelled):
            last.lines.extend(draft.lines)
            continue
        if last is not None and _flows(last, draft):
            _extend(last.lines, draft.lines)
            continue
        out.append(draft)
        if draft.kind != "note":
            last = draft
    return out


def _cut(first: Draft, second: Draft, labelled: bool) -> bool:
    if first.kind != second.kind or first.kind not in ("bullet", "paragraph"):
        return False
    if first.level != second.level or second.marked:
        return False
    before, after = first.lines[-1], second.lines[0]
    jumped = after.page == before.page + 1 or (
        after.page == before.page and after.bottom <= before.top
    )
    if not jumped:
        return False
    if first.kind == "bullet" and first.marked and labelled:
        return True
    return reads_on(before.text, after.text) and (after.text.lstrip()[:1].islower())


def _flows(first: Draft, second: Draft) -> bool:
    """Whether a paragraph begins in the line that another ends in, a space apart.

    Browsers tag loose text, in no paragraph, as one element for each of its inline elements.
    """
    if first.kind != "paragraph" or second.kind != "paragraph":
        return False
    before, after = first.lines[-1], second.lines[0]
    if after.page != before.page or len(stacked(after.page, (*before.runs, *after.runs))) > 1:
        return False
    return after.x0 - before.x1 < RUN_GAP * before.size


def _at_bullets(found: Sequence[Draft]) -> list[Draft]:
    """Paragraphs cut where their lines begin with a bullet, as writers type them: two or more.

    Not where bullets stand in the lines, too: there they part words (`Telefon • Adress • …`). Nor
    at ticks: beside crosses they say something.
    """
    out: list[Draft] = []
    for draft in found:
        starts = [at for at, line in enumerate(draft.lines) if _opens_with_bullet(line)]
        signs = {draft.lines[at].text.lstrip()[0] for at in starts}
        within = sum(line.text.count(sign) for line in draft.lines for sign in signs) > len(starts)
        if draft.kind != "paragraph" or len(starts) < 2 or within:
            out.append(draft)
            continue
        edges = sorted({0, *starts, len(draft.lines)})
        out += (Draft(lines=draft.lines[start:end]) for start, end in pairwise(edges))
    return out


def _opens_with_bullet(line: Line) -> bool:
    sign = line.text.lstrip()[:1]
    if not line.runs or sign.isalnum() or sign in _TICKS:
        return False
    return bullet(sign, line.runs[0].font) == "always"


def _nest(found: Sequence[Draft]) -> None:
    """Give the items of flat lists their levels by x.

    Only where the tree knows no nested list at all: there, different indents mean levels.
    """
    if any(draft.kind == "bullet" and draft.level for draft in found):
        return
    lefts = _column_lefts(found)
    levels = Levels()
    for draft in found:
        if draft.kind == "bullet":
            left, size = lefts[id(draft)], draft.lines[0].size
            draft.level = levels.level(draft.x - left, draft.text_x - left, size)
        elif draft.kind == "heading":
            levels.clear()


def _column_lefts(found: Sequence[Draft]) -> dict[int, float]:
    """By id of draft: the left edge of the column it begins in, which ends where text jumps up."""
    lefts: list[float] = []
    begins: dict[int, int] = {}  # by id of draft: its column's place in `lefts`
    last: Line | None = None
    for draft in found:
        for at, line in enumerate(draft.all_lines()):
            x = _left(draft) if at == 0 else line.x0
            if last is None or line.page != last.page or line.bottom < last.top:
                lefts.append(x)
            lefts[-1] = min(lefts[-1], x)
            begins.setdefault(id(draft), len(lefts) - 1)
            last = line
    shared = [min(other for other in lefts if other > left - SHIFTED) for left in lefts]
    return {draft: shared[column] for draft, column in begins.items()}


def _left(draft: Draft) -> float:
    return draft.x if draft.kind == "bullet" else draft.all_lines()[0].x0


def with_typed_bullets(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; paragraphs with a typed bullet (`• `, `- `, `1. `) are items, as in all formats.

    Writers type bullets instead of making lists, and then the tree has paragraphs.
    """
    candidates = (Candidate(block, block.boxes[0].x0 if block.boxes else 0.0) for block in blocks)
    return tuple(resolve(candidates))


def with_rest(found: list[Draft], rest: Sequence[Draft]) -> list[Draft]:
    """The tree's drafts, and among them, by height on their page, those of text it forgot."""
    out = list(found)
    for draft in rest:
        line = draft.all_lines()[0]
        place = len(out)
        for at, other in enumerate(out):
            first = other.all_lines()[0]
            if (first.page, first.top) >= (line.page, line.bottom - 1):
                place = at
                break
        out.insert(place, draft)
    return out


def forgotten(tree: Node, marked: Marked) -> dict[int, list[Run]]:
    """By page: the runs with words that the tree does not name."""
    named = set(tree.contents())
    rest: defaultdict[int, list[Run]] = defaultdict(list)
    for content, runs in marked.items():
        if content not in named:
            rest[content.page].extend(run for run in runs if _WORDS.search(run.text))
    return rest
