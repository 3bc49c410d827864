"""Lines -> text: what stood on several lines reads on, hyphenation undone, links whole.

Swedish writes `IVO-beslut` and `hälso- och sjukvård`, so a hyphen at a line's end is not always
the line's: it stays after capitals and figures, before a capital, before `och`, `eller` and their
like, and where the document writes the hyphenated form elsewhere, inside a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from ingest.pdf.glyphs import SOFT_HYPHEN
from ingest.pdf.rows import Line
from ingest.report import Link

# After a hyphen these carry on a list of compounds ("vård- och omsorg"); the hyphen is the word's.
_LISTING = frozenset(["och", "eller", "samt", "respektive", "men", "till", "som", "and", "or"])
# Initialisms in lower case: their compounds keep the hyphen ("it-stöd", "e-tjänst").
_INITIALISMS = frozenset(
    ["e", "it", "tv", "pc", "cd", "ai", "id", "ip", "pr", "hr", "sms", "pdf", "html", "faq"]
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST_WORD = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_URL = re.compile(r"(?:https?://|www\.)\S*$")
_SPACES = re.compile(r"\s+")
_TERMINATOR = re.compile(r"[.!?:;…][\"”’')\]»]*$")


class Words:
    """How often the document writes a word inside a line: the judge over hyphens at line ends."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            self._counts.update(_WORD.findall(line.casefold()))

    def hyphenated(self, first: str, second: str) -> bool:
        """True where `first-second` is commoner than `firstsecond`."""
        first, second = first.casefold(), second.casefold()
        return self._counts[f"{first}-{second}"] > self._counts[first + second]


def ended(text: str) -> bool:
    """True where a sentence, or the introduction of a list, ends with this text."""
    return _TERMINATOR.search(text.rstrip()) is not None


def reads_on(before: str, after: str) -> bool:
    """True where text that was cut after `before` may go on with `after`."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return False
    return after[0].islower() or before[-1] in f"-{SOFT_HYPHEN},–" or not ended(before)


def clean(text: str) -> str:
    """NFC, single spaces, no soft hyphens."""
    return _SPACES.sub(" ", normalize("NFC", text.replace(SOFT_HYPHEN, ""))).strip()


def joined(lines: Sequence[Line], words: Words) -> tuple[str, tuple[Link, ...]]:
    """The lines' text as one, and the links in it."""
    pieces: list[tuple[str, str]] = []  # (text, url)
    for line in lines:
        new = line.pieces()
        if pieces and new:
            before = pieces[-1][0].rstrip()
            text, glue = _seam(before, "".join(text for text, _ in new).lstrip(), words)
            pieces[-1] = (text + glue, pieces[-1][1])
        pieces.extend(new)
    return clean("".join(text for text, _ in pieces)), _links(pieces)


def _seam(before: str, after: str, words: Words) -> tuple[str, str]:
    """What becomes of a line's end, and what stands between it and the next line."""
    if before.endswith(SOFT_HYPHEN):
        return before, ""
    if _URL.search(before) and not before.endswith((".", ",")) and before[-1] in "/-_=&?%":
        return before, ""
    if before.endswith(("/", "–")) and not before.endswith((" /", " –")) and len(before) > 1:
        return before, ""
    hyphenated = _LAST_WORD.search(before)
    following = _FIRST_WORD.match(after)
    if not hyphenated or not following:
        return before, " "
    first, second = hyphenated[1], following[0]
    if second.casefold() in _LISTING:
        return before, " "
    last_part = first.rsplit("-", 1)[-1]
    keeps = (
        not second[0].islower()
        or last_part.isupper()
        or last_part[-1].isdigit()
        or last_part[-1].isupper()
        or last_part.casefold() in _INITIALISMS
        or words.hyphenated(first, second)
    )
    return (before if keeps else before[:-1]), ""


def _links(pieces: Sequence[tuple[str, str]]) -> tuple[Link, ...]:
    """One link for neighbouring pieces that lead to the same place."""
    found: list[tuple[str, str]] = []
    bridge = ""  # blank text since the last piece of a link
    open_ = False
    for text, url in pieces:
        if url and open_ and found[-1][1] == url:
            found[-1] = (found[-1][0] + bridge + text, url)
            bridge = ""
        elif url:
            found.append((text, url))
            open_, bridge = True, ""
        elif not text.strip():
            bridge += text
        else:
            open_ = False
    return tuple(Link(clean(text), url) for text, url in found if clean(text))
