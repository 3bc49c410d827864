"""Lines of words and ink -> sheets, as the PDF reader's layout path takes them.

What a scan blurs is made sharp again: the page is laid straight by the slope that its lines have in
common; heights that differ by a pixel are one size of type, the commonest first; type whose strokes
are much thicker for its size than the body's is bold; and a lone blob left of a line is dirt, where
two that stand below each other are bullets. Every word becomes a run with the top and bottom of its
line, whatever its own letters reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.ocr.hocr import TextLine, Word
from ingest.ocr.ink import Blob, Ink
from ingest.pdf.page import Mark
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet
from ingest.pdf.turning import Turn

X_HEIGHT = 0.52  # of the size; from 0.45 (Times) to 0.55 (Verdana)
ASCENT, DESCENT = 0.78, 0.22  # of the size: the run's box over and under the baseline
PIECE = 1.5  # sizes: a wider gap between words may part columns, or columns of a table
ONE_SIZE = 0.11  # heights that differ by less (as a share) are one size
BOLD = 1.2  # times as thick for its size as the body's strokes
FEWEST_BOLD = 3  # letters: in fewer the stroke's width wavers
ONE_X = 0.5  # sizes: bullets nearer than this stand below each other
STEEPEST = 0.1  # slopes beyond are misread lines; Tesseract reads none that lean so much


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line without a wide gap, in points on the page laid straight.

    `words` are (text, x0, x1); `base` is the baseline's height, `size` that of the type, `stroke`
    the width of its strokes.
    """

    words: tuple[tuple[str, float, float], ...]
    base: float
    size: float
    stroke: float

    @property
    def letters(self) -> int:
        return sum(len(text) for text, _, _ in self.words)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page that was read: what stands on it, and how it was turned and laid straight."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    bullets: tuple[Mark, ...]
    turn: Turn


def scanned(
    number: int, lines: Sequence[TextLine], ink: Ink, turn: Turn, points: float
) -> Scanned:
    """One page's lines, laid straight. `points` is a pixel's size; `turn` has degrees alone."""
    slope = _slope(lines)
    wide, high = turn.width, turn.height
    if turn.degrees in (90, 270):
        wide, high = high, wide
    pieces: list[Piece] = []
    bullets: list[Mark] = []
    for line in lines:
        blob = ink.bullet_in(line)
        if blob is None:
            blob = ink.bullet_before(line)
        else:
            line = replace(line, words=line.words[1:])
        if blob is not None:
            bullets.append(_straight(blob, slope, points))
        for words in _pieces(line):
            pieces.append(_piece(line, words, ink.stroke(words), slope, points))
    return Scanned(
        number, wide, high, tuple(pieces), tuple(bullets), turn._replace(slope=slope)
    )


def sheets(pages: Sequence[Scanned]) -> list[Sheet]:
    """The pages as sheets: sizes, weight and bullets settled over all of them."""
    sizes = settled((piece.size, piece.letters) for page in pages for piece in page.pieces)
    body = max(Counter(_by_letters(pages, sizes)).items(), key=lambda one: one[1], default=(10, 0))
    strokes = [
        piece.stroke / sizes[piece.size]
        for page in pages
        for piece in page.pieces
        for _ in range(piece.letters)
        if sizes[piece.size] == body[0]
    ]
    usual = median(strokes) if strokes else 0.0
    found = []
    for page in pages:
        runs: list[Run] = []
        for piece in page.pieces:
            size = sizes[piece.size]
            bold = piece.letters >= FEWEST_BOLD and piece.stroke > BOLD * usual * size > 0
            runs += _runs(piece, size, bold)
        bullets = tuple(_below_each_other(page.bullets, pages, body[0]))
        found.append(
            Sheet(page.number, page.width, page.height, tuple(runs), bullets, turn=page.turn)
        )
    return found


def settled(heights: Iterable[tuple[float, int]]) -> dict[float, float]:
    """For each measured height the size that it is: (height, letters of it) are given.

    The commonest height takes all that are near it, then the commonest of the rest, and so on.
    """
    counts: Counter[float] = Counter()
    for height, letters in heights:
        counts[height] += letters
    sizes: dict[float, float] = {}
    while left := [height for height in counts if height not in sizes]:
        near = {one: [two for two in left if abs(one - two) <= ONE_SIZE * one] for one in left}
        heart = max(left, key=lambda one: (sum(counts[two] for two in near[one]), one))
        weight = sum(counts[height] for height in near[heart]) or 1
        mean = sum(height * counts[height] for height in near[heart]) / weight
        sizes.update(dict.fromkeys(near[heart], round(mean or heart, 1)))
    return sizes


def _by_letters(pages: Sequence[Scanned], sizes: dict[float, float]) -> dict[float, int]:
    letters: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            letters[sizes[piece.size]] += piece.letters
    return letters


def _slope(lines: Sequence[TextLine]) -> float:
    """The slope that most of the page's text has: of the lines' slopes, the one in the middle."""
    ordered = sorted(
        (line.slope, line.x1 - line.x0) for line in lines if abs(line.slope) <= STEEPEST
    )
    half = sum(width for _, width in ordered) / 2
    for slope, width in ordered:
        half -= width
        if half <= 0:
            return slope
    return 0.0


def _pieces(line: TextLine) -> list[list[Word]]:
    size = line.x_height / X_HEIGHT
    pieces: list[list[Word]] = [[line.words[0]]] if line.words else []
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > PIECE * size:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _piece(
    line: TextLine, words: Sequence[Word], stroke: float, slope: float, points: float
) -> Piece:
    # In the middle of the line an error of its slope counts least.
    middle = (line.x0 + line.x1) / 2
    base = line.base + line.slope * (middle - line.x0)
    placed = tuple(
        (word.text, points * (word.x0 + slope * base), points * (word.x1 + slope * base))
        for word in words
    )
    return Piece(
        placed,
        points * (base - slope * middle),
        round(points * line.x_height / X_HEIGHT, 2),
        points * stroke,
    )


def _straight(blob: Blob, slope: float, points: float) -> Mark:
    x, y = (blob.x0 + blob.x1) / 2, (blob.top + blob.bottom) / 2
    right, down = points * slope * y, -points * slope * x
    return Mark(
        points * blob.x0 + right,
        points * blob.top + down,
        points * blob.x1 + right,
        points * blob.bottom + down,
    )


def _runs(piece: Piece, size: float, bold: bool) -> list[Run]:
    top, bottom = piece.base - ASCENT * size, piece.base + DESCENT * size
    last = len(piece.words) - 1
    return [
        Run(
            text if at == last else text + " ",
            font="",
            size=size,
            bold=bold,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            mcid=None,
            artifact=False,
            url="",
        )
        for at, (text, x0, x1) in enumerate(piece.words)
    ]


def _below_each_other(
    bullets: Sequence[Mark], pages: Sequence[Scanned], size: float
) -> Iterable[Mark]:
    for bullet in bullets:
        like = sum(
            abs(other.x0 - bullet.x0) <= ONE_X * size for page in pages for other in page.bullets
        )
        if like > 1:
            yield bullet
