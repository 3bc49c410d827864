"""Plain text to a Document: what its lines look like is all there is.

Paragraphs are parted by empty lines. Inside one, a line break is the writer's unless the line is
full: where the next line's first word would not have fitted into the longest line of the file, the
program broke it, and the lines are joined; so are a line that goes on in lower case and the
indented lines below a bullet. A file with very long lines was not wrapped: each line is its own.

Headings: underlined with `===` or `---`, set off with `#` (Markdown), or a line of its own in
capitals; two letters (`IT`) where text follows right below. What else may be a heading is decided
with all other formats in `ingest.structure`; bullets and numbers in `ingest.bullets`, their level
by the column they stand in. Word writes its hollow bullets as the letter `o`.

Lines such as `Rubrik: …`, `Utfärdad: …` on end are fields: never joined, and one of them may name
the text's title, as in the head of notes and of printed statutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import markdown
from ingest.bullets import Candidate, mark_of, resolve
from ingest.document import Block, Document
from ingest.encoding import decode, looks_binary
from ingest.errors import Damaged, Empty
from ingest.prose import clean, visible_characters
from ingest.report import Link
from ingest.sniff import TEXT

_WRAPPED, _UNWRAPPED = 40, 120  # longest lines of files that a program wrapped
_TAB = 4
_TABS_IN_TABLE = 2  # one tab stands behind a bullet, a number, a label
_POINTS_A_COLUMN = 3.0
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|_{3,}|\*{3,})\s*")
_HEADS = "=-~"  # what underlines a heading; the other rules only part
_MARKDOWN = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_LONGEST_HEADING = 100
_HEAD = 8  # blocks in which a field names the title
_HOLLOW = re.compile(r"^(\s+)o(?=\s\S)|^(\s*)o(?=\s{2,}\S)")
_FIELD = re.compile(r"(?=.{0,40}:)[^\W\d_][\w/.-]*(?: [\w/.-]+){0,2}:\s+\S.*")
_TITLE = re.compile(r"(?:rubrik|titel|title|ämne|subject):\s+.+", re.IGNORECASE)
_URL = re.compile(r"<?\bhttps?://[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]>?")


def read_text(data: bytes, name: str) -> Document:
    """A text file's paragraphs, bullets and headings.

    Raises Empty (no bytes, no text) and Damaged (no text, but something binary).
    """
    text = decode(data)
    if looks_binary(text):
        raise Damaged("this is no text", where=name, advice="Fetch it again, or leave it out")
    text = markdown.unquoted(text)
    blocks = text_blocks(text)
    if not blocks:
        raise Empty("the file holds no text", where=name, advice="Fetch it again, or leave it out")
    characters = visible_characters(_without_rules(text))
    title = next((at for at in range(min(len(blocks), _HEAD)) if _names_title(blocks, at)), None)
    if title is None:
        return Document(blocks, TEXT, characters=characters)
    field = blocks[title].text
    named = field.partition(":")[2].strip()
    said = any(block.text == named for block in blocks)
    return Document(
        (*blocks[:title], *([] if said else [Block(named)]), *blocks[title + 1 :]),
        TEXT,
        metadata=(("title", named),),
        characters=characters - visible_characters(field.removesuffix("" if said else named)),
    )


def _names_title(blocks: Sequence[Block], at: int) -> bool:
    """Whether the block is one of several fields on end, and the one that gives the title."""
    near = [blocks[n].text for n in (at - 1, at + 1) if 0 <= n < len(blocks)]
    return bool(_TITLE.fullmatch(blocks[at].text)) and any(map(_FIELD.fullmatch, near))


def text_blocks(text: str) -> tuple[Block, ...]:
    """The text as blocks in reading order. Raises nothing."""
    written = (_HOLLOW.sub(r"\1\2◦", line.expandtabs(_TAB)) for line in _with_tables(text))
    lines = [_Line.of(line) for line in written]
    return tuple(resolve(_candidates(lines, _width(lines))))


def _with_tables(text: str) -> Iterator[str]:
    """The lines; those of a table whose cells are parted by tabs as Markdown writes them."""
    lines = text.splitlines()
    tabs = [sum("\t" in gap for gap in re.findall(r"\s+", line.strip())) for line in lines]
    for at, line in enumerate(lines):
        alike = tabs[at] in (tabs[at - 1] if at else 0, tabs[at + 1] if at + 1 < len(tabs) else 0)
        table = alike and tabs[at] >= _TABS_IN_TABLE
        yield f"|{'|'.join(line.split(chr(9)))}|" if table else line


@dataclass(frozen=True, slots=True)
class _Line:
    raw: str
    text: str
    column: int
    marked: bool

    @staticmethod
    def of(line: str) -> _Line:
        text = clean(line)
        raw = line.rstrip("\r\n")
        return _Line(raw, text, len(raw) - len(raw.lstrip()), mark_of(text) is not None)


def _width(lines: Sequence[_Line]) -> int:
    """How wide a program wrapped the lines; 0 where none did.

    A wrapped line ends anywhere in its sentence. Where the lines that had no room for the next word
    nearly all end a sentence, each is a paragraph of its own, as word processors save text.
    """
    width = max((len(line.raw) for line in lines), default=0)
    full = [
        line.text[-1] in ".!?:"
        for line, below in pairwise(lines)
        if line.text and below.text and not below.marked and not _has_room(line, below, width)
    ]
    return 0 if width > _UNWRAPPED or full.count(True) * 5 > len(full) * 4 else width


def _has_room(line: _Line, below: _Line, width: int) -> bool:
    """Whether the first word of the line below would have fitted at this line's end."""
    return len(line.raw.rstrip()) + 1 + len(below.text.split(" ", 1)[0]) <= width


def _candidates(lines: Sequence[_Line], width: int) -> Iterator[Candidate]:
    """Lines joined to paragraphs and bullets; headings by shape."""
    group: list[_Line] = []
    for at, line in enumerate(lines):
        heading, cells = _heading(lines, at), markdown.cells(line.text)
        rule = _is_rule(line) or cells == []
        ends = not line.text or heading or rule or cells
        if group and (ends or not _goes_on(group, line, width)):
            yield _joined(group)
            group = []
        if heading:
            yield Candidate(heading)
        elif cells:
            yield Candidate(Block(" | ".join(cells), "row"))
        elif line.text and not rule:
            group.append(line)
    if group:
        yield _joined(group)


def _heading(lines: Sequence[_Line], at: int) -> Block | None:
    """The line as a heading, if its shape says that it is one."""
    line = lines[at]
    if not line.text or len(line.text) > _LONGEST_HEADING or line.marked:
        return None
    below = lines[at + 1].raw if at + 1 < len(lines) else ""
    alone = at == 0 or not lines[at - 1].text or _is_rule(lines[at - 1])
    sentence = line.text.endswith((".", ",", ";"))
    rule = _UNDERLINE.fullmatch(below)
    if alone and rule and rule[1][0] in _HEADS and not sentence and not _is_rule(line):
        return Block(line.text, "heading", 1 if rule[1][0] == "=" else 2)
    if marked := _MARKDOWN.fullmatch(line.text):
        return Block(markdown.plain(marked[2]), "heading", len(marked[1]))
    letters = [character for character in line.text if character.isalpha()]
    enough = len(letters) > (1 if below.strip() else 3)
    in_capitals = enough and all(letter.isupper() for letter in letters)
    if alone and in_capitals and not sentence:
        return Block(line.text, "heading", 0)
    return None


def _is_rule(line: _Line) -> bool:
    return _UNDERLINE.fullmatch(line.raw) is not None


def _goes_on(group: Sequence[_Line], line: _Line, width: int) -> bool:
    """Whether `line` belongs to the lines before it."""
    first, last = group[0], group[-1]
    if line.marked or not width or (_FIELD.fullmatch(line.text) and _FIELD.fullmatch(last.text)):
        return False
    if first.marked and line.column > first.column:
        return True
    if line.text[:1].islower() and not last.text.endswith((".", ":", "!", "?")):
        return True
    if last.raw.endswith(" ") and len(last.raw) * 2 > width:  # format=flowed
        return True
    return width >= _WRAPPED and not _has_room(last, line, width)


def _joined(group: Sequence[_Line]) -> Candidate:
    written = clean(" ".join(line.text for line in group))
    text, links = markdown.words(written)
    links += tuple(Link(url, url) for url in (found.strip("<>") for found in _URL.findall(text)))
    block = Block(text, bold=markdown.is_strong(written), links=links)
    return Candidate(block, indent=group[0].column * _POINTS_A_COLUMN)


def _without_rules(text: str) -> str:
    lines = (line for line in text.splitlines() if not _UNDERLINE.fullmatch(line))
    return "\n".join(
        markdown.plain(_MARKDOWN.sub(r"\2", line)) if (row := markdown.cells(line)) is None
        else " ".join(row)
        for line in lines
    )  # fmt: skip
