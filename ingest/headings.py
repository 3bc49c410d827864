"""Which blocks are headings, and how deep each stands: marked up, larger, bold, numbered or bare.

A reader that knows says so (`kind="heading"`); the rest is seen, from the strongest sign to the
weakest. Weak signs are asked only where strong ones are missing: in a text file a short line above
a list is all there is, in a Word export it is a line above a list.

What one line does not tell, its company does: a bold label (`Akuten:`) or two short lines on end
are headings where such lines are how this document writes them; a line `3 §` is text where most of
what is numbered so are sentences.

Rank: a tuple that sorts from the outermost heading inwards: (marked level, style, depth of its
number). Only the order counts; `structure.py` makes levels without gaps of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from ingest.document import Block
from ingest.report_date import date_line

Rank: TypeAlias = tuple[int, int, int]

LARGER = 1.1
_SAME_SIZE = 0.06  # sizes this near (as a share) are one: OCR and scaled pages waver
_LONGEST = 200
_LONGEST_BOLD = 120
_LONGEST_BARE = 70
_LEAD = 80  # a larger text longer than this that ends a sentence is a lead paragraph
_MARKED_PROSE = 250
LONGEST_MARKED = 1_000  # more is text, whatever a file says that it is
_NUMBER = re.compile(
    r"(?:(?P<named>\d{1,2}\s?kap\.?|[Kk]ap\.\s?\d{1,2}|(?i:kapitel|avdelning|del|bilaga|chapter|part|appendix)"
    r"\s(?:\d{1,3}|[A-Z]|[IVX]{1,4}))"
    r"|(?P<sign>§§?\s?\d{1,3}|\d{1,3}\s?§)|(?P<roman>[IVX]{1,5}\.)"
    r"|(?P<parts>\d{1,2}(?:\.\d{1,2}){0,4})\.?)"
    r"[\s:.–-]\s*(?=[A-ZÅÄÖ\"”(])"
)
_SIGN = re.compile(r"§§?\s?\d{1,3}|\d{1,3}\s?§")
_MOST_ON_END = 3  # headings told by weight alone, one right above the other
_ESTABLISHED = 3  # bold lines above other text that make bold a document's way to head
BOLD, _NUMBERED, _BARE = 900, 910, 920  # styles below every size


def heading_ranks(blocks: Sequence[Block]) -> list[Rank | None]:
    """For every block its rank as a heading, or None; smaller ranks stand higher."""
    seen = _Seen(blocks)
    ranks: list[Rank | None] = [None] * len(blocks)
    # From the end, since a line is a heading only above something that is none.
    for at in range(len(blocks) - 1, -1, -1):
        if not _is_marked(blocks[at]):
            style = seen.style(at, ranks)
            ranks[at] = None if style is None else (0, style, number_depth(blocks[at].text))
        else:
            level = blocks[at].level
            ranks[at] = (level, 0, 0) if level else (0, seen.look(blocks[at]), 1)
    return _below_marked(blocks, _among_numbered(blocks, ranks))


def _among_numbered(blocks: Sequence[Block], ranks: Sequence[Rank | None]) -> Sequence[Rank | None]:
    """Place unnumbered headings among numbered ones of their look.

    `Ikraftträdande` stands beside `1 kap.` and `2 kap.`; where unnumbered ones are as many as the
    chapters, they divide them. `Beslut` in minutes stands below its `§ 34`.
    """
    chapters, others = Counter[int](), Counter[int]()
    for block, rank in zip(blocks, ranks, strict=True):
        if rank is not None and not _is_marked(block):
            chapters[rank[1]] += rank[2] == 0
            others[rank[1]] += not is_numbered(block.text)
    paragraphs = set[int]()
    placed = list(ranks)
    for at, (block, rank) in enumerate(zip(blocks, ranks, strict=True)):
        if rank is None or _is_marked(block):
            continue
        look = rank[1]
        if block.text.startswith("§"):
            paragraphs.add(look)
        elif not is_numbered(block.text):
            if others[look] < chapters[look]:
                placed[at] = (rank[0], look, 0)
            elif look in paragraphs:
                placed[at] = (rank[0], look, 2)
    return placed


def number_depth(text: str) -> int:
    """How deep a heading's own number says that it stands.

    `2 kap.` and `Bilaga A` 0, `2` and `§ 34` 1, `2.1` 2; without number 1.
    """
    found = _NUMBER.match(text)
    if not found:
        return 1
    return 0 if found["named"] else found["parts"].count(".") + 1 if found["parts"] else 1


def is_numbered(text: str) -> bool:
    """Whether the text starts with a heading's number: `1 Inledning`, `§ 34 Ekonomisk rapport`."""
    return _NUMBER.match(text) is not None


def words_of(block: Block) -> str:
    """A heading's words: its text with the label that a reader kept apart."""
    return f"{block.label} {block.text}".strip()


def _is_marked(block: Block) -> bool:
    """A marked heading; but whole paragraphs marked as heading are a misuse, and paragraphs."""
    ends = _MARKED_PROSE if block.text.endswith(".") else LONGEST_MARKED
    prose = len(words_of(block)) > ends
    return block.kind == "heading" and not prose


def _is_dated(block: Block) -> bool:
    """`Sammanställt: …`, however large; but `22 oktober 2025` alone may head the day's section."""
    line = date_line(block.text)
    return line is not None and line.sign == "label"


def _below_marked(blocks: Sequence[Block], ranks: Sequence[Rank | None]) -> list[Rank | None]:
    """Place seen headings among marked ones: at the level of their look, else below the last.

    Writers who mark their chapters up make the small headings in between by hand with bold type.
    """
    looks: dict[tuple[float, bool], int] = {}
    for block in blocks:
        if _is_marked(block) and block.level and block.size:
            looks.setdefault((round(block.size), block.bold), block.level)
    last, placed = 0, list(ranks)
    for at, (block, rank) in enumerate(zip(blocks, ranks, strict=True)):
        if rank is None:
            continue
        if rank[0]:
            last = rank[0]
            continue
        look = (round(block.size), block.bold)
        if look in looks:
            placed[at] = (looks[look], 0, 0)
        else:
            placed[at] = (last + 1, *rank[1:])
    return placed


class _Seen:
    """What a document's blocks look like together, and what stands out from it."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        plain = [block for block in blocks if not _is_marked(block)]
        characters = Counter[float]()
        for block in plain:
            characters[round(block.size, 1)] += len(block.text)
        self.body = characters.most_common(1)[0][0] if characters else 0.0
        written = sum(len(block.text) for block in plain)
        bold = sum(len(block.text) for block in plain if block.bold)
        # Where most is bold, bold says nothing.
        self._bold_tells = bold * 2 < written
        self._sizes = {block.size for block in blocks}
        numbered = [found for block in plain if (found := _NUMBER.match(block.text))]
        sentences = Counter(_kind(each) for each in numbered if each.string.endswith("."))
        kinds = Counter(map(_kind, numbered))
        # Where most of what is numbered alike ends in a full stop, it is a statute's text.
        self._prose_kinds = {kind for kind in kinds if sentences[kind] * 2 > kinds[kind]}
        self._bare_heads = sum(
            (at == 1 or not self._is_short(blocks[at - 1]))
            and self._is_short(blocks[at])
            and not self._is_short(blocks[at + 1])
            for at in range(1, len(blocks) - 1)
        )
        self._bold_colons = sum(
            block.bold and block.kind == "paragraph" and block.text.endswith(":")
            for block in plain
            if len(block.text) <= _LONGEST_BARE
        )
        self._bold_heads = sum(
            one.bold and not other.bold and len(one.text) <= _LONGEST_BOLD
            for one, other in pairwise(blocks)
        )
        self._nothing_tells = not any(
            _is_marked(block) or block.bold or self._larger(block) for block in blocks
        )

    def _larger(self, block: Block) -> bool:
        return self.body > 0 and block.size > self.body * LARGER

    def look(self, block: Block) -> int:
        """The rank of a block's size among all larger ones, or that of bold text."""
        if not self._larger(block):
            return BOLD
        return sum(1 for size in self._sizes if size * (1 - _SAME_SIZE) > block.size)

    def style(self, at: int, ranks: Sequence[Rank | None]) -> int | None:
        """The style of a block that looks like a heading (smaller = higher), or None."""
        block = self._blocks[at]
        if not self._may_be(at):
            return None
        if self._larger(block):
            return self.look(block)
        if at + 1 == len(self._blocks):
            return None
        if ranks[at + 1] is not None and not (
            self._is_above_its_parts(at) or self._is_above_its_like(at, ranks)
        ):
            return None
        smaller = block.size < self.body * (1 - _SAME_SIZE)
        if block.bold and not smaller and self._bold_tells and len(block.text) <= _LONGEST_BOLD:
            return BOLD
        if self._is_numbered_line(at):
            return _NUMBERED
        return _BARE if self._nothing_tells and self._is_bare_line(at, ranks) else None

    def _may_be(self, at: int) -> bool:
        block = self._blocks[at]
        text = block.text
        if block.kind == "bullet":
            # `1. Inledning` in bold reaches us as an ordered list of one.
            stands_out = block.bold or self._larger(block)
            alone = not any(
                0 <= near < len(self._blocks) and self._blocks[near].kind == "bullet"
                for near in (at - 1, at + 1)
            )
            if not (block.label[:1].isdigit() and stands_out and alone):
                return False
        elif block.kind not in ("paragraph", "heading"):
            return False
        says = any(map(str.isalpha, text)) or _SIGN.fullmatch(text)
        if len(text) > _LONGEST or not says or _is_dated(block):
            return False
        if self._larger(block):
            return not (len(text) > _LEAD and text.endswith((".", "!", "”", '"')))
        if text.endswith(":") and block.bold and self._bold_colons >= _ESTABLISHED:
            return True
        return not text.endswith((".", ":", ",", ";")) and not text[0].islower()

    def _is_numbered_line(self, at: int) -> bool:
        """A short numbered line between texts; neighbours that count on are a list, an agenda."""
        block = self._blocks[at]
        found = _NUMBER.match(block.text)
        if len(block.text) > _LONGEST_BOLD or not found or _kind(found) in self._prose_kinds:
            return False
        depth = number_depth(block.text)
        near = [self._blocks[n].text for n in (at - 1, at + 1) if 0 <= n < len(self._blocks)]
        return not any(is_numbered(text) and number_depth(text) == depth for text in near)

    def _is_above_its_parts(self, at: int) -> bool:
        """`2 Läget` above `2.1 Vården`, `2 kap.` or `§ 41` above its subject: no text between."""
        text, below = self._blocks[at].text, words_of(self._blocks[at + 1])
        return bool(_SIGN.fullmatch(text)) or number_depth(text) < number_depth(below)

    def _is_above_its_like(self, at: int, ranks: Sequence[Rank | None]) -> bool:
        """A heading right above its first sub-heading, where both are told by bold type alone.

        Only where bold lines are how this document writes its headings, and only a few on end:
        addresses and signatures are set in bold, too. Bare lines see to it themselves.
        """
        block, below = self._blocks[at], self._blocks[at + 1]
        if self._nothing_tells:
            return True
        alike = (block.size, block.bold) == (below.size, below.bold)
        run = next((n for n, rank in enumerate(ranks[at + 1 :]) if rank is None), _MOST_ON_END)
        return alike and self._bold_heads >= _ESTABLISHED and run < _MOST_ON_END

    def _is_bare_line(self, at: int, ranks: Sequence[Rank | None]) -> bool:
        """A short line without full stop above a list or a sentence, below another text.

        One that ends in an exclamation mark greets.

        Two on end are a heading and its sub-heading where such lines are how this document writes
        its headings; else they are an address, and more a table's cells.
        """
        text, below = self._blocks[at].text, self._blocks[at + 1]
        if len(text) > _LONGEST_BARE or at == 0 or ": " in text or text.endswith("!"):
            return False
        if is_numbered(text) or date_line(below.text):
            return False
        first = at
        while first > 1 and self._is_short(self._blocks[first - 1]):
            first -= 1
        heads = ranks[at + 1] is not None
        if not heads and self._is_short(below):
            return False
        if at - first + heads > 0:
            above = self._blocks[first - 1]
            one_pair = at - first + heads == 1 and first > 1 and not date_line(above.text)
            return one_pair and self._bare_heads >= _ESTABLISHED
        return True

    def _is_short(self, block: Block) -> bool:
        ends = block.text.endswith((".", "!", "?", ":")) or ": " in block.text
        brief = len(block.text) <= _LONGEST_BARE and not ends and not date_line(block.text)
        return brief and block.kind == "paragraph"


def _kind(number: re.Match[str]) -> str:
    """How a heading is numbered: `§ 3` (minutes), `3 §` (statutes), `1.1`, `2 kap.`"""
    if number["sign"]:
        return "§ 3" if number["sign"].startswith("§") else "3 §"
    return str(number["parts"].count(".")) if number["parts"] else str(number.lastgroup)
