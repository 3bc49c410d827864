"""PDF files written by hand: what no producer writes on purpose, broken, hostile or odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOLD = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"


@dataclass
class Page:
    """A page's content stream and what its dictionary has beside it."""

    content: str
    extra: str = ""
    resources: str = ""
    box: str = "[0 0 595 842]"


@dataclass
class File:
    """Objects by number: 1 the catalog, 2 the page tree, 3 and 4 fonts, pages from 10 by tens."""

    pages: Sequence[Page]
    catalog: str = ""
    more: Mapping[int, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        objects: dict[int, str] = {
            1: f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>",
            3: FONT,
            4: BOLD,
        }
        kids = []
        for at, page in enumerate(self.pages):
            number = page_object(at)
            kids.append(f"{number} 0 R")
            objects[number] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox {page.box} "
                f"/Resources << /Font << /F 3 0 R /B 4 0 R >> {page.resources} >> "
                f"/Contents {number + 1} 0 R {page.extra} >>"
            )
            length = len(page.content.encode("cp1252"))
            objects[number + 1] = f"<< /Length {length} >>\nstream\n{page.content}\nendstream"
        objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
        return serialised({**objects, **self.more})


def page_object(at: int) -> int:
    """The object number of the page with this index."""
    return 10 + 10 * at


def serialised(objects: Mapping[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("cp1252")
    start = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        if number in places:
            out += f"{places[number]:010d} 00000 n \n".encode()
        else:
            out += b"0000000000 65535 f \n"
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def text(x: float, y: float, words: str, font: str = "F", size: float = 11) -> str:
    """Show words at a point from the lower left corner."""
    safe = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({safe}) Tj ET"


def marked(mcid: int, content: str, tag: str = "P") -> str:
    """Marked content with a number."""
    return f"/{tag} << /MCID {mcid} >> BDC {content} EMC"


@dataclass
class Tree:
    """A structure tree in the making; `element` gives a reference to put under another one."""

    objects: dict[int, str] = field(default_factory=dict)
    first: int = 1000

    def element(self, role: str, *kids: str, extra: str = "") -> str:
        number = self.first + len(self.objects)
        self.objects[number] = f"<< /Type /StructElem /S /{role} /K [{' '.join(kids)}] {extra} >>"
        return f"{number} 0 R"

    def file(self, pages: Sequence[Page], *top: str) -> bytes:
        root = f"<< /Type /StructTreeRoot /K [{' '.join(top)}] >>"
        return File(
            pages,
            catalog="/StructTreeRoot 999 0 R /MarkInfo << /Marked true >>",
            more={**self.objects, 999: root},
        ).bytes()


def content(page: int, mcid: int) -> str:
    """A reference to marked content on the page with this index."""
    return f"<< /Type /MCR /Pg {page_object(page)} 0 R /MCID {mcid} >>"
