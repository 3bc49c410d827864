"""Characters -> runs: neighbours in the stream with one font, one size, one row, one link.

A run is the smallest piece that the rest of the reader moves about. Runs follow the order of the
content stream: sorting single characters by x breaks files that overprint, kern backwards or set
accents apart. Spaces come from the glyphs where there are any and from gaps otherwise: 0.15 of the
size over the run's own median gap, so that letter-spaced headings keep their words.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from statistics import median
from typing import NamedTuple, TypeAlias

from ingest.pdf.characters import Char
from ingest.pdf.glyphs import HYPHENS, composed, marker, spelled
from ingest.pdf.page import Target
from ingest.pdf.tables import Cell

SPACE_GAP = 0.15  # of the size: a wider gap is a space
RUN_GAP = 0.9  # of the size: a wider gap ends the run (it may be a gutter, a tab, a table cell)

_LONGEST_MARKER = 8  # characters
_Row: TypeAlias = tuple[str, float, float, int | None, bool]  # font, size, top, mcid, artifact


class Run(NamedTuple):
    """A piece of one line. `text` keeps the spaces that the file has at its ends."""

    text: str
    font: str
    size: float
    bold: bool
    x0: float
    top: float
    x1: float
    bottom: float
    mcid: int | None
    artifact: bool
    url: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def runs(
    chars: Sequence[Char], links: Sequence[Target] = (), cells: Sequence[Cell] = ()
) -> list[Run]:
    """Upright characters as runs, in stream order; overprinted doubles are dropped.

    A run stays within one link and one table cell.
    """
    out: list[Run] = []
    solid: list[Char] = []  # the run's characters, spaces left out
    texts: list[str] = []  # what they say, spaces included
    tight = True  # no two of them are so far apart that a space may be missing between them
    row: _Row | None = None  # of the last of them
    current_url = ""
    home: Cell | None = None
    signs = composed([char for char in chars if char.turn == 0])
    urls = _urls(signs, links)
    said = (spelled(char.text, char.font) for char in signs)
    for char, text, url in filter(itemgetter(1), zip(signs, said, urls, strict=True)):
        if text == " ":
            if solid:
                texts.append(" ")
            continue
        _, font, size, x0, top, _, bottom, mcid, _, artifact, _ = char
        if (
            (font, size, top, mcid, artifact) == row
            and url == current_url
            and not cells
            and text not in HYPHENS
            and -0.5 * size <= (gap := x0 - solid[-1].x1) <= RUN_GAP * size
            and (
                (gap <= SPACE_GAP * size and texts[-1] not in (" ", text))
                or (
                    texts[-1] == " " and len(texts) > _LONGEST_MARKER and bottom == solid[-1].bottom
                )
            )
        ):  # the next of the same word, or the first of the next one: nothing else need be asked
            solid.append(char)
            texts.append(text)
            continue
        cell = _cell(char, cells) if cells else None
        if solid:
            last = solid[-1]
            if _is_end_hyphen(last, char, text):
                # Typst and others leave the hyphen of a broken word outside the marked content.
                char = char._replace(mcid=last.mcid, artifact=last.artifact)
                url = current_url
            if (
                _breaks(last, char)
                or url != current_url
                or cell != home
                or _after_marker(texts, last, char)
            ):
                out.append(_run(solid, texts, current_url, tight))
                solid, texts, tight = [], [], True
            elif _doubled(last, char, text, texts[-1]):
                continue
            else:
                near = texts[-1] == " " or x0 - last.x1 <= SPACE_GAP * size
                tight = tight and near and size == last.size
        solid.append(char)
        texts.append(text)
        row = (font, size, top, char.mcid, char.artifact)
        current_url, home = url, cell
    if solid:
        out.append(_run(solid, texts, current_url, tight))
    return _once(out)


def _urls(chars: Sequence[Char], links: Sequence[Target]) -> list[str]:
    """The URL of each character. A word that a rectangle covers mostly is covered wholly:

    rewriting programs round the corners, and the first letter falls out.
    """
    urls = [_url(char, links) for char in chars] if links else [""] * len(chars)
    if not any(urls):
        return urls
    start = 0
    for at in range(1, len(chars) + 1):
        if at < len(chars) and _same_word(chars[at - 1], chars[at]):
            continue
        word = urls[start:at]
        if len(set(word)) > 1:
            common, count = Counter(word).most_common(1)[0]
            if count * 2 > len(word):
                urls[start:at] = [common] * len(word)
        start = at
    return urls


def _url(char: Char, links: Sequence[Target]) -> str:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    for link in links:
        if link.x0 <= x <= link.x1 and link.top <= y <= link.bottom:
            return link.url
    return ""


def _same_word(last: Char, char: Char) -> bool:
    return (
        last.text.isalnum()
        and char.text.isalnum()
        and abs(char.x0 - last.x1) < SPACE_GAP * char.size
        and abs(char.bottom - last.bottom) < 0.4 * char.size
    )


def _cell(char: Char, cells: Sequence[Cell]) -> Cell | None:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    for cell in cells:
        if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom:
            return cell
    return None


def _is_end_hyphen(last: Char, char: Char, text: str) -> bool:
    return (
        text in HYPHENS
        and char.mcid is None
        and last.mcid is not None
        and abs(char.top - last.top) < 0.2 * last.size
        and abs(char.x0 - last.x1) < 0.2 * last.size
    )


def _breaks(last: Char, char: Char) -> bool:
    size = max(last.size, char.size)
    gap = char.x0 - last.x1
    middle, before = char.top + char.bottom, last.top + last.bottom
    return (
        char.font != last.font
        or abs(char.size - last.size) > 0.02 * size
        or abs(middle - before) > 0.4 * size
        or gap > RUN_GAP * size
        or gap < -0.5 * size
        or char.mcid != last.mcid
        or char.artifact != last.artifact
    )


def _after_marker(texts: Sequence[str], last: Char, char: Char) -> bool:
    """True between a list marker and its text: the x of both must stay known."""
    if len(texts) > _LONGEST_MARKER:
        return False
    apart = texts[-1] == " " or char.x0 - last.x1 > SPACE_GAP * char.size
    return apart and marker("".join(texts).strip(), last.font)


def _doubled(last: Char, char: Char, text: str, before: str) -> bool:
    """The same glyph struck twice almost on the spot: a poor man's bold."""
    return (
        before == text
        and abs(char.x0 - last.x0) < 0.15 * char.size
        and abs(char.top - last.top) < 0.15 * char.size
        and char.x1 - char.x0 > 0.2 * char.size
    )


def _run(solid: Sequence[Char], texts: Sequence[str], url: str, tight: bool) -> Run:
    first = solid[0]
    _, _, _, lefts, tops, rights, bottoms, *_ = zip(*solid, strict=True)
    return Run(
        "".join(texts if tight else _spaced(solid, texts)),
        first.font,
        first.size,
        first.bold,
        min(lefts),
        min(tops),
        max(rights),
        max(bottoms),
        first.mcid,
        first.artifact,
        url,
    )


def _spaced(solid: Sequence[Char], texts: Sequence[str]) -> list[str]:
    """The run's texts, with the spaces that only gaps tell."""
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(solid)]
    space = SPACE_GAP * solid[0].size
    # Letter-spaced: every gap is wide. Two gaps tell, a lone word of two letters does not.
    spaced = len(gaps) >= 2 and min(gaps) > space
    usual = max(0.0, median(gaps)) if spaced or len(gaps) >= 4 else 0.0
    limit = usual + space
    parts: list[str] = []
    apart = iter([0.0, *gaps])  # of each character from the one before it
    for text in texts:
        if text != " " and next(apart) > limit and parts[-1] != " ":
            parts.append(" ")
        parts.append(text)
    return parts


def _once(found: list[Run]) -> list[Run]:
    """Drop a run that was printed over itself; what stays is bold."""
    out: list[Run] = []
    at: dict[str, dict[tuple[int, int], int]] = {}  # by text and place, in cells of a bold's offset
    for run in found:
        near = max(0.15 * run.size, 0.1)
        x, y = int(run.x0 / near), int(run.top / near)
        same = at.setdefault(run.text.strip(), {})
        around = ((x + i, y + j) for i in (0, -1, 1) for j in (0, -1, 1)) if same else ()
        twin = next((same[place] for place in around if place in same), None)
        if twin is not None and abs(out[twin].size - run.size) < near:
            out[twin] = out[twin]._replace(bold=True)
        else:
            same[x, y] = len(out)
            out.append(run)
    return out
