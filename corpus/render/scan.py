"""Scans: the pages of a PDF as images, in greys or black and white, a little askew, no text."""

from __future__ import annotations

import random
from datetime import datetime
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from corpus.expand import Report
from corpus.render.stamp import stamp


def scan(pdf: bytes, report: Report, *, dpi: int, fax: bool) -> bytes:
    """The pages of `pdf` as a scanner gives them: JPEG in greys, or with `fax` CCITT group 4."""
    chance = random.Random(report.id)
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        image = _worn(image, chance)
        pages.append(image.convert("1", dither=Image.Dither.NONE) if fax else image)
    file = BytesIO()
    moment = datetime.fromisoformat(report.compiled_at).timetuple()
    squeezed = {} if fax else {"quality": 45}
    pages[0].save(
        file,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dpi,
        producer="Scan to PDF",
        creationDate=moment,
        modDate=moment,
        **squeezed,
    )
    return stamp(file.getvalue(), report)


def _worn(image: Image.Image, chance: random.Random) -> Image.Image:
    """Turned by up to half a degree, softened, on paper that is not quite white, with grain."""
    angle = chance.uniform(-0.5, 0.5)
    image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.6)).point(lambda grey: 18 + grey * 225 // 255)
    coarse = (image.width // 2, image.height // 2)
    grain = Image.frombytes("L", coarse, chance.randbytes(coarse[0] * coarse[1]))
    grain = grain.point(lambda grey: grey * 22 // 255).resize(image.size)
    return ImageChops.subtract(image, grain)
