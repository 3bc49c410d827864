"""Lines of words and ink -> sheets, as the PDF reader's layout path takes them.

What a scan blurs is made sharp again: the page is laid straight by the slope that its lines have in
common; sizes that differ by little are one, the commonest first; type whose strokes are much
thicker for its size than the body's on that page is bold; and a lone blob left of a line is dirt,
where two that stand below each other are bullets.

The size of type comes from the width of words: set in a known font they would be so wide. In lines
of one type that varies by 2 %; Tesseract's own x-height, counted in pixels, by 10 %, and it guesses
in capitals, figures and small print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from PIL import ImageFont

from ingest.ocr.hocr import DASHES, DIRT, TextLine, Word
from ingest.ocr.ink import Blob, Ink
from ingest.pdf.glyphs import marker
from ingest.pdf.page import Mark
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet
from ingest.pdf.turning import Turn

ASCENT, DESCENT = 0.78, 0.22  # of the size: the run's box over and under the baseline
PIECE = 1.5  # sizes: a wider gap between words may part columns, or columns of a table
ONE_SIZE = 0.07  # sizes that differ by less (as a share) are one
SHORT, ONE_SHORT = 12, 0.15  # letters in which the size wavers, and by how much
FEWEST_WIDE = 6  # letters: in fewer one misread makes too much of the width
BOLD = 1.14  # times as thick for its size as the body's strokes
FEWEST_BOLD = 3  # letters: in fewer the stroke's width wavers
ONE_X = 0.5  # sizes: bullets nearer than this stand below each other
_KNOWN = 100  # pixels: the size of the font that widths are compared with
STEEPEST = 0.1  # slopes beyond are misread lines; Tesseract reads none that lean so much


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line without a wide gap, in points on the page laid straight.

    `words` are (text, x0, x1); `base` is where the baseline stands, `size` the size of the type by
    the width of its words, `x_height` the height of an x, `stroke` the width of the strokes.
    """

    words: tuple[tuple[str, float, float], ...]
    base: float
    size: float
    x_height: float
    stroke: float

    @property
    def letters(self) -> int:
        return sum(len(text) for text, _, _ in self.words)


_Sized: TypeAlias = tuple[Piece, float]  # a piece and its size, settled


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page that was read: what stands on it, and how it was turned and laid straight."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    bullets: tuple[Mark, ...]
    turn: Turn


def scanned(number: int, lines: Sequence[TextLine], ink: Ink, turn: Turn, points: float) -> Scanned:
    """One page's lines, laid straight. `points` is a pixel's size; `turn` has degrees alone."""
    slope = _slope(lines)
    wide, high = turn.width, turn.height
    if turn.degrees in (90, 270):
        wide, high = high, wide
    blobs: list[Blob] = []
    rests: list[TextLine] = []
    for line in lines:
        blob = ink.bullet_before(line)
        if blob is None and (found := ink.bullet_in(line)):
            blob, line = found
        blobs += [blob] if blob else []
        rests.append(line)
    pieces = tuple(
        _piece(line, words, ink.stroke(words), slope, points)
        for line in rests
        for words in _pieces(line, blobs)
    )
    bullets = tuple(_straight(blob, slope, points) for blob in blobs)
    return Scanned(number, wide, high, pieces, bullets, turn._replace(slope=slope))


def sheets(pages: Sequence[Scanned]) -> list[Sheet]:
    """The pages as sheets: sizes, weight and bullets settled over all of them."""
    found = settled([piece for page in pages for piece in page.pieces])
    sized: list[list[_Sized]] = []
    for page in pages:
        count = sum(map(len, sized))
        sized.append(list(zip(page.pieces, found[count : count + len(page.pieces)], strict=True)))
    body = _commonest(sized)
    everywhere = _usual_stroke(sized, body)
    out = []
    for page, pieces in zip(pages, sized, strict=True):
        usual = _usual_stroke([pieces], body) or everywhere
        runs: list[Run] = []
        for piece, size in pieces:
            bold = piece.letters >= FEWEST_BOLD and piece.stroke > BOLD * usual * size > 0
            runs += _runs(piece, size, bold)
        bullets = tuple(_below_each_other(page.bullets, pages, body))
        out.append(
            Sheet(page.number, page.width, page.height, tuple(runs), bullets, turn=page.turn)
        )
    return out


def settled(pieces: Sequence[Piece]) -> list[float]:
    """The size of each piece, in which small differences are none.

    The commonest size takes all that are near it, then the commonest of the rest, and so on. Short
    pieces go to the nearest of these, the shortest by the height of their letters too: `iår` is
    wider than `i år` should be. If none is near they make sizes of their own.
    """
    long = [piece for piece in pieces if piece.letters >= SHORT]
    sizes = _gathered(long, ONE_SIZE)
    heights = {
        size: median(piece.x_height for piece in long if sizes[piece.size] == size)
        for size in set(sizes.values())
    }

    def off(piece: Piece, size: float) -> float:
        by_width = abs(piece.size / size - 1)
        if piece.letters >= FEWEST_WIDE:
            return by_width
        return min(by_width, abs(piece.x_height / heights[size] - 1))

    found: dict[int, float] = {}
    alone: list[Piece] = []
    for at, piece in enumerate(pieces):
        off_by = {size: off(piece, size) for size in heights}
        nearest = min(off_by, key=lambda size: (off_by[size], abs(piece.size - size)), default=0.0)
        if piece.letters >= SHORT:
            found[at] = sizes[piece.size]
        elif nearest and off_by[nearest] <= ONE_SHORT:
            found[at] = nearest
        else:
            alone.append(piece)
    others = _gathered(alone, ONE_SHORT)
    return [found.get(at) or others[piece.size] for at, piece in enumerate(pieces)]


def _gathered(pieces: Iterable[Piece], near: float) -> dict[float, float]:
    counts: Counter[float] = Counter()
    for piece in pieces:
        counts[piece.size] += piece.letters
    sizes: dict[float, float] = {}
    while left := [size for size in counts if size not in sizes]:
        around = {one: [two for two in left if abs(one - two) <= near * one] for one in left}
        heart = max(left, key=lambda one: (sum(counts[two] for two in around[one]), one))
        weight = sum(counts[size] for size in around[heart])
        mean = sum(size * counts[size] for size in around[heart]) / weight
        sizes.update(dict.fromkeys(around[heart], round(mean, 1)))
    return sizes


def _commonest(pages: Sequence[Sequence[_Sized]]) -> float:
    letters: Counter[float] = Counter()
    for pieces in pages:
        for piece, size in pieces:
            letters[size] += piece.letters
    return letters.most_common(1)[0][0] if letters else 10.0


def _usual_stroke(pages: Sequence[Sequence[_Sized]], body: float) -> float:
    """The width of the strokes of type of the body's size, as a share of the size; 0 = unknown."""
    strokes = [
        piece.stroke / body
        for pieces in pages
        for piece, size in pieces
        for _ in range(piece.letters)
        if size == body
    ]
    return median(strokes) if strokes else 0.0


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


def type_size(words: Sequence[Word]) -> float:
    """The size of the words' type in pixels: the median over their letters."""
    seen = [
        (word.x1 - word.x0) / wide * _KNOWN
        for word in words
        if (wide := _known_width(word.text)) > 0
        for _ in range(len(word.text) if len(word.text) > 1 or len(words) == 1 else 0)
    ]
    return median(seen) if seen else max(word.bottom - word.top for word in words)


def _known_width(text: str) -> float:
    left, _, right, _ = _font().getbbox(text)
    return right - left


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(_KNOWN)


def _pieces(line: TextLine, bullets: Sequence[Blob]) -> list[list[Word]]:
    """The line's words, parted at wide gaps, without what was read in bullets."""
    words = [word for word in line.words if not any(_is_of(word, blob) for blob in bullets)]
    if not words:
        return []
    size = type_size(words)
    pieces = [[words[0]]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > PIECE * size:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _is_of(word: Word, bullet: Blob) -> bool:
    """Whether a sign or two were read in a bullet, or, hardly believed in, right beside it."""
    wide, high = bullet.x1 - bullet.x0, bullet.bottom - bullet.top
    off = abs((word.top + word.bottom) - (bullet.top + bullet.bottom)) / 2
    if off > 1.5 * max(wide, high) or len(word.text) > 2:
        return False
    if bullet.x0 - 1 <= (word.x0 + word.x1) / 2 <= bullet.x1 + 1:
        return True
    doubted = word.belief < DIRT and set(word.text) <= set(DASHES)
    return doubted and 0 <= word.x0 - bullet.x1 <= 4 * wide


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
        round(points * type_size(words), 1),
        points * line.x_height,
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
    """A run, or two: the x of a list's marker and that of its text must stay known."""
    top, bottom = piece.base - ASCENT * size, piece.base + DESCENT * size
    first, *rest = piece.words
    parts = [[first], rest] if rest and marker(first[0], "") else [piece.words]
    return [
        Run(
            " ".join(text for text, _, _ in part),
            font="",
            size=size,
            bold=bold,
            x0=part[0][1],
            top=top,
            x1=part[-1][2],
            bottom=bottom,
            mcid=None,
            artifact=False,
            url="",
        )
        for part in parts
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
