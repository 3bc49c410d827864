"""Lines -> text: what stood on several lines reads on, hyphenation undone, links whole.

Swedish writes `IVO-beslut` and `hälso- och sjukvård`, so a hyphen at a line's end is not always
the line's: it stays after capitals and figures, before a capital, before `och`, `eller` and their
like, and where the document writes the hyphenated form elsewhere, inside a line. Addresses are
broken at their own hyphens; one that a browser put there is another sign (U+2010).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from ingest.pdf.glyphs import CID, HYPHEN, SOFT_HYPHEN, UNKNOWN
from ingest.pdf.rows import Line
from ingest.report import Link

# After a hyphen these carry on a list of compounds ("vård- och omsorg"); the hyphen is the word's.
_LISTING = frozenset(["och", "eller", "samt", "respektive", "men", "till", "som"])
_ENGLISH_LISTING = frozenset(["and", "or"])  # in Swedish, `veck-or` is a word that was broken
# Initialisms in lower case: their compounds keep the hyphen ("it-stöd", "e-tjänst").
_INITIALISMS = frozenset(
    ["e", "it", "tv", "pc", "cd", "ai", "id", "ip", "pr", "hr", "sms", "pdf", "html", "faq"]
)
BRIDGE = 12  # characters
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST_WORD = re.compile(rf"([^\W_]+(?:[-{HYPHEN}][^\W_]+)*)[-{HYPHEN}]$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.-]@)\S*$")
_ADDRESS_BREAKS = tuple(f"/-_=&?%{HYPHEN}")
_SPACES = re.compile(r"\s+")
_TERMINATOR = re.compile(r"[.!?:;…][\"”’')\]»]*$")


class Words:
    """How often the document writes a word inside a line: the judge over hyphens at line ends."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            self._counts.update(_WORD.findall(line.casefold().replace(HYPHEN, "-")))

    def hyphenated(self, first: str, second: str) -> bool:
        """True where `first-second` is commoner than `firstsecond`."""
        first, second = first.casefold(), second.casefold()
        return self._counts[f"{first}-{second}"] > self._counts[first + second]

    def listed(self, word: str) -> bool:
        """True where this word, after a hyphen, carries on a list of compounds."""
        english = self._counts["the"] > self._counts["och"]
        return word in _LISTING or (english and word in _ENGLISH_LISTING)


def ended(text: str) -> bool:
    """True where a sentence, or the introduction of a list, ends with this text."""
    return _TERMINATOR.search(text.rstrip()) is not None


def reads_on(before: str, after: str) -> bool:
    """True where text that was cut after `before` may go on with `after`."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return False
    return after[0].islower() or before[-1] in f"-{HYPHEN}{SOFT_HYPHEN},–" or not ended(before)


def clean(text: str) -> str:
    """NFC, single spaces, one hyphen, no soft ones; U+FFFD for a glyph without Unicode."""
    text = CID.sub(UNKNOWN, text.replace(SOFT_HYPHEN, "").replace(HYPHEN, "-"))
    return _SPACES.sub(" ", normalize("NFC", text)).strip()


def joined(lines: Sequence[Line], words: Words) -> tuple[str, tuple[Link, ...]]:
    """The lines' text as one, and the links in it."""
    pieces: list[tuple[str, str]] = []  # (text, url)
    before = ""  # the last line's text
    for line in lines:
        new = line.pieces()
        text = "".join(text for text, _ in new)
        if pieces and text.strip():
            cut, glue = _seam(before.rstrip(), text.lstrip(), words)
            last, url = pieces[-1]
            # The hyphen may be a run of its own: it is the last piece's last character.
            pieces[-1] = (last.rstrip()[:-1] if cut else last.rstrip(), url)
            pieces.append((glue, url if url == new[0][1] else ""))
        if text.strip():
            pieces.extend(new)
            before = text
    return clean("".join(text for text, _ in pieces)), _links(pieces)


def _seam(before: str, after: str, words: Words) -> tuple[bool, str]:
    """Whether a line loses its last character, and what stands between it and the next line."""
    if before.endswith(SOFT_HYPHEN):
        return True, ""
    if before.endswith(_ADDRESS_BREAKS) and _ADDRESS.search(before):
        return before[-1] == HYPHEN, ""
    if before.endswith(("/", "–")) and not before.endswith((" /", " –")) and len(before) > 1:
        return False, ""
    hyphenated = _LAST_WORD.search(before) if before.endswith(("-", HYPHEN)) else None
    following = _FIRST_WORD.match(after)
    if not hyphenated or not following:
        return False, " "
    first, second = hyphenated[1], following[0]
    if words.listed(second.casefold()):
        return False, " "
    last_part = first.replace(HYPHEN, "-").rsplit("-", 1)[-1]
    keeps = (
        not second[0].islower()
        or last_part[-1].isupper()
        or last_part[-1].isdigit()
        or last_part.casefold() in _INITIALISMS
        or words.hyphenated(first, second)
    )
    return not keeps, ""


def _links(pieces: Sequence[tuple[str, str]]) -> tuple[Link, ...]:
    """One link for neighbouring pieces that lead to the same place.

    Neighbours may have blanks between them, or one short word that the rectangles missed.
    """
    found: list[tuple[str, str]] = []
    bridge = ""  # text without link since the last piece of a link
    for text, url in pieces:
        if not url:
            bridge += text
        elif found and found[-1][1] == url and len(bridge.split()) <= 1 and len(bridge) <= BRIDGE:
            found[-1] = (found[-1][0] + bridge + text, url)
            bridge = ""
        else:
            found.append((text, url))
            bridge = ""
    return tuple(Link(clean(text), url) for text, url in found if clean(text))
