"""The main content's elements to blocks: headings, bullets, paragraphs, rows.

One pass over the tree's open, text and close events, without recursion: real pages nest some dozen
elements deep, hostile ones thousands. An inline element changes how text looks; any other element,
known or not, begins a new paragraph. Inside a list item, heading or table cell it only begins a new
line, so that `<li><p>…</p><p>…</p></li>` is one item.

"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bs4 import Tag

from ingest.bullets import Candidate
from ingest.document import Block
from ingest.html import lists, shapes, style, word
from ingest.html.content import Content
from ingest.html.tree import HEADINGS, first_element, walk
from ingest.inline import Line, Place, Run, item, joined, paragraphs
from ingest.report import Link

_INLINE = {
    *("a", "abbr", "acronym", "b", "basefont", "bdi", "bdo", "big", "br", "button", "cite", "code"),
    *(
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "math",
        "meter",
    ),
    *("nobr", "output", "progress", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span"),
    *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture", "blink"),
}
_LISTS = {"ul", "ol", "menu", "dir"}
_ENDS_HEADING = {"table", "dl", "li", *_LISTS}
_NOTE_ROLES = {"doc-footnote", "doc-endnote", "doc-footnotes", "doc-endnotes"}
_NOTE_CLASSES = {"footnotes", "endnotes", "fotnoter", "wp-block-footnotes"}
_BACK = {"↩", "↩︎", "↑", "^", "⬆", "⤴"}
_TO_REFERENCE = re.compile(r"#_?(?:ftnt?|edn|fn|footnote|fotnot)_?ref[-_:]?\d+", re.IGNORECASE)
_NOTE_LINK = re.compile(
    r"#_?(?:ftnt?|edn|fn|footnote|fotnot|cite_note|cmnt)(?:_?ref)?[-_:]?\d+", re.IGNORECASE
)


class Look(NamedTuple):
    """How text looks at one place: what an element passes on to all that it holds."""

    bold: bool = False
    url: str = ""
    preformatted: bool = False
    signs: bool = False
    note_link: bool = False
    size: float = style.DEFAULT_SIZE


_Role = Literal["heading", "bullet", "paragraph", "note", "row", "table"]


@dataclass(slots=True)
class _Scope:
    """What the text at this place becomes.

    `table` holds rows and no text of its own; `cells` are a row's; `used` = an item that has its
    block already (what follows its sub-list becomes a paragraph).
    """

    role: _Role = "paragraph"
    level: int = 0
    label: str = ""
    bold: bool = False
    indent: float = 0.0
    word: word.ListParagraph | None = None
    used: bool = False
    cells: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    defined: bool = False

    @property
    def joins(self) -> bool:
        """Whether elements inside begin a new line instead of a new block."""
        return self.role in ("heading", "bullet", "row")


class _State(NamedTuple):
    """What an element may change and its end restores."""

    look: Look
    scope: _Scope
    lists: tuple[lists.OpenList, ...]


def candidates(content: Content, resolve_url: Callable[[str], str]) -> list[Candidate]:
    """The content in reading order; which typed bullets are bullets is not decided yet."""
    builder = _Builder(shapes.layout(content), resolve_url)
    for event, node in walk(content.root, content.omits):
        if not isinstance(node, Tag):
            builder.text(str(node))
        elif event == "open":
            builder.open(node)
        else:
            builder.close(node)
    builder.flush()
    return builder.candidates


class _Builder:
    def __init__(self, layout: frozenset[int], resolve_url: Callable[[str], str]) -> None:
        self.candidates: list[Candidate] = []
        self._layout = layout
        self._resolve_url = resolve_url
        self._state = _State(Look(), _Scope(), ())
        self._outer: list[_State] = []
        self._lines: list[Line] = [[]]

    # The three events

    def text(self, text: str) -> None:
        look = self._state.look
        if look.note_link or (text.strip() in _BACK and look.url.startswith("#")):
            return
        if look.signs and len(sign := text.strip()) == 1:
            text = text.replace(sign, lists.as_glyph(sign))
        first, *others = text.splitlines() if look.preformatted and text else [text]
        self._lines[-1].append(Run(first, look.bold, look.url, look.size))
        for line in others:
            self._lines.append([Run(line, look.bold, look.url, look.size)])

    def open(self, tag: Tag) -> None:
        self._outer.append(self._state)
        self._state = self._state._replace(look=self._look(tag))
        if tag.name == "br":
            self._new_line()
        elif not _is_inline(tag):
            self._open_block(tag)

    def close(self, tag: Tag) -> None:
        scope = self._state.scope
        outer = self._outer.pop()
        if scope is not outer.scope:
            self.flush()
        elif tag.name in ("td", "th", "dt", "dd") and scope.role == "row":
            self._end_cell()
            scope.defined = tag.name == "dd"
        elif not _is_inline(tag):
            self._end_block()
        self._state = outer

    # What an element begins

    def _look(self, tag: Tag) -> Look:
        look = self._state.look
        bold, signs = style.bold(tag), style.symbol_font(tag)
        if tag.name == "a" and "href" in tag.attrs:
            href = style.attribute(tag, "href")
            look = look._replace(
                url=self._resolve_url(href), note_link=bool(_NOTE_LINK.fullmatch(href.strip()))
            )
        return look._replace(
            bold=look.bold if bold is None else bold,
            size=style.font_size(tag, look.size),
            signs=word.is_mark(tag) or (look.signs if signs is None else signs),
            preformatted=look.preformatted or tag.name in ("pre", "listing", "xmp", "plaintext"),
        )

    def _open_block(self, tag: Tag) -> None:
        scope = self._state.scope
        level = _heading_level(tag)
        if scope.role == "row":
            self._open_in_row(tag)
        elif level:
            self._enter(_Scope("heading", level))
        elif scope.role == "heading" and tag.name in _ENDS_HEADING:
            self._enter(_Scope())  # a heading that was never closed
            self._open_container(tag)
        else:
            self._open_container(tag)

    def _open_in_row(self, tag: Tag) -> None:
        """Inside a row everything is text of its cells."""
        if tag.name == "dt" and self._state.scope.defined:
            self._end_row()
        elif tag.name in ("td", "th", "dt", "dd"):
            self._end_cell()
        else:
            self._new_line()

    def _open_container(self, tag: Tag) -> None:
        name, scope = tag.name, self._state.scope
        shaped = id(tag) not in self._layout
        if name in _LISTS or name == "li":
            self._open_list_or_item(tag, shaped=shaped)
        elif name == "table" and shaped:
            self._enter(_Scope("table"))
        elif (name == "dl" and shaped) or (name == "tr" and scope.role == "table"):
            self._enter(_Scope("row"))
        elif name in ("dt", "summary"):
            self._enter(_Scope(bold=True))
        elif scope.joins:
            self._new_line()
        elif name == "button":  # opens what stands below it
            self._enter(_Scope(bold=True))
        elif scope.role == "table" and name in ("thead", "tbody", "tfoot", "colgroup", "col"):
            pass
        else:
            self._open_paragraph(tag)

    def _open_list_or_item(self, tag: Tag, *, shaped: bool) -> None:
        """Notes at the end of a page are often a list: what it holds stays a note."""
        note = _holds_notes(tag) or self._state.scope.role == "note"
        if tag.name == "li" and shaped and not note:
            self._open_item(tag)
            return
        self._enter(_Scope("note" if note else "paragraph"))
        if tag.name != "li":
            self._state = self._state._replace(lists=(*self._state.lists, lists.OpenList(tag)))
        elif not shaped:
            self._state = self._state._replace(lists=())

    def _open_item(self, tag: Tag) -> None:
        open_lists = self._state.lists
        level = lists.stated_level(tag)
        if level is None:
            level = max(len(open_lists) - 1, 0)
        label = open_lists[-1].label_of(tag) if open_lists else ""
        self._enter(_Scope("bullet", level, label))

    def _open_paragraph(self, tag: Tag) -> None:
        note = word.is_footnote(tag) or _holds_notes(tag)
        scope = self._state.scope
        self._enter(
            _Scope(
                "note" if note or scope.role == "note" else "paragraph",
                bold=scope.bold,
                indent=style.left_margin(tag) or scope.indent,
                word=word.list_paragraph(tag),
            )
        )

    def _enter(self, scope: _Scope) -> None:
        self.flush()
        self._state = self._state._replace(scope=scope)

    # What an end makes of the text before it

    def _new_line(self) -> None:
        self._lines.append([])

    def _end_block(self) -> None:
        if self._state.scope.joins:
            self._new_line()
        else:
            self.flush()

    def _end_cell(self) -> None:
        text, links, *_ = joined(self._lines)
        self._lines = [[]]
        if text:
            self._state.scope.cells.append(text)
            self._state.scope.links.extend(links)

    def _end_row(self) -> None:
        self._end_cell()
        scope = self._state.scope
        if scope.cells:
            row = Block(" | ".join(scope.cells), "row", links=tuple(scope.links))
            self.candidates.append(Candidate(row))
        scope.cells, scope.links, scope.defined = [], [], False

    def flush(self) -> None:
        """Make blocks of the text gathered so far, as the scope says."""
        scope = self._state.scope
        if scope.role == "row":
            self._end_row()
            return
        lines, self._lines = self._lines, [[]]
        if not any(run.text.strip() for line in lines for run in line):
            return
        if scope.role == "bullet" and not scope.used:
            items = item(lines, scope.level, scope.label)
            scope.used = bool(items)
            self.candidates += items
        elif scope.role in ("heading", "note"):
            text, links, *_ = joined(lines)
            if text:
                self.candidates.append(Candidate(Block(text, scope.role, scope.level, links=links)))
        else:
            self.candidates += paragraphs(lines, _place(scope))


def _place(scope: _Scope) -> Place:
    if scope.word is None:
        return Place(scope.indent, bold=scope.bold)
    word_list = scope.word
    return Place(word_list.indent, word_list.level, True, word_list.stated, scope.bold)


def _holds_notes(tag: Tag) -> bool:
    if style.attribute(tag, "role").lower() in _NOTE_ROLES:
        return True
    if tag.name == "p" and _TO_REFERENCE.fullmatch(style.attribute(first_element(tag), "href")):
        return True
    return not _NOTE_CLASSES.isdisjoint(style.attribute(tag, "class").lower().split())


def _is_inline(tag: Tag) -> bool:
    if tag.name == "button":
        return "aria-controls" not in tag.attrs
    if tag.name in _INLINE or ":" in tag.name:
        display = style.declarations(tag).get("display", "")
        return not display.startswith(("block", "list-item", "flex", "grid", "table"))
    return False


def _heading_level(tag: Tag) -> int:
    if tag.name in HEADINGS:
        return HEADINGS[tag.name]
    if style.attribute(tag, "role").lower() == "heading":
        stated = style.attribute(tag, "aria-level").strip()
        return min(max(int(stated), 1), 6) if stated.isdecimal() else 2  # 2 is ARIA's default
    return word.heading_level(tag) if tag.name in ("p", "div") else 0
