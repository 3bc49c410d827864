"""Bad PDF files, written by hand: what a hostile or broken producer may send.

Each maker gives bytes; `tests/zoo.py` says what must become of them.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WORDS = "Region Exempel har beslutat att granska journalmiljön under hösten."
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
MEBI = 1 << 20

Objects = Mapping[int, str | bytes]


def pdf(objects: Objects, trailer: str = "") -> bytes:
    """A file of these objects, with a sound cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        coded = body if isinstance(body, bytes) else body.encode("cp1252")
        out += b"%d 0 obj\n%b\nendobj\n" % (number, coded)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        used = number in places
        out += b"%010d 00000 n \n" % places[number] if used else b"0000000000 65535 f \n"
    out += (
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def stream(content: str | bytes, extra: str = "") -> bytes:
    """A stream object; `extra` stands in its dictionary."""
    coded = content if isinstance(content, bytes) else content.encode("cp1252")
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(coded), extra.encode(), coded)


def deflated(pieces: Iterable[bytes]) -> bytes:
    """Pieces packed one by one."""
    packer = zlib.compressobj(9)
    return b"".join([*map(packer.compress, pieces), packer.flush()])


def repeated(piece: bytes, times: int) -> bytes:
    """As `deflated([piece] * times)`, and quick: one block is packed and stands there `times`."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(piece, check)
    return b"\x78\x9c" + block * times + packer.flush() + check.to_bytes(4, "big")


def shown(*lines: str, x: float = 72, top: float = 700) -> str:
    """Lines of text as a content stream."""
    return "\n".join(
        f"BT /F 11 Tf {x} {top - 14 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)
    )


def page(
    content: str | bytes = "",
    *,
    more: Objects | None = None,
    catalog: str = "",
    extra: str = "/MediaBox [0 0 595 842]",
    resources: str = "",
    font: str | bytes = FONT,
) -> bytes:
    """A file of one page. Objects: 1 catalogue, 2 page tree, 3 font, 4 page, 5 content."""
    objects: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        3: font,
        4: f"<< /Type /Page /Parent 2 0 R {extra} /Contents 5 0 R"
        f" /Resources << /Font << /F 3 0 R >> {resources} >> >>",
        5: content if isinstance(content, bytes) else stream(content or shown(WORDS, WORDS)),
    }
    return pdf({**objects, **(more or {})})


def encrypted(user: str, owner: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword=owner, canCopy=0))
    canvas.drawString(72, 700, WORDS)
    canvas.save()
    return out.getvalue()


def many_pages(count: int) -> bytes:
    """`count` pages that share one content stream."""
    kids = " ".join(f"{number} 0 R" for number in range(10, 10 + count))
    leaf = "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 595 842]"
            " /Resources << /Font << /F 3 0 R >> >> >>",
            3: FONT,
            5: stream(shown(WORDS)),
            **dict.fromkeys(range(10, 10 + count), leaf),
        }
    )


def deep_pages(depth: int) -> bytes:
    """A page tree `depth` levels deep with one page at its end."""
    last = 10 + depth
    levels = {
        number: f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 >>"
        for number in range(10, last)
    }
    return page(
        more={
            2: "<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
            **levels,
            last: "<< /Type /Page /MediaBox [0 0 595 842] /Contents 5 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>",
        }
    )


def cyclic_pages() -> bytes:
    """A page tree whose second kid is the tree itself."""
    return page(more={2: "<< /Type /Pages /Kids [4 0 R 2 0 R] /Count 2 >>"})


def only_a_cycle() -> bytes:
    return page(more={2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})


def tagged(root: str, more: Objects) -> bytes:
    """One marked paragraph below a structure tree that `root` and `more` describe."""
    content = f"/P << /MCID 0 >> BDC {shown(WORDS, WORDS)} EMC"
    return page(
        content,
        catalog="/MarkInfo << /Marked true >> /StructTreeRoot 20 0 R",
        more={20: root, **more},
    )


def cyclic_structure() -> bytes:
    return tagged(
        "<< /Type /StructTreeRoot /K 21 0 R >>",
        {21: "<< /S /Sect /K [22 0 R 21 0 R] >>", 22: "<< /S /P /Pg 4 0 R /K [0 21 0 R] >>"},
    )


def deep_structure(depth: int) -> bytes:
    levels = {21 + at: f"<< /S /L /K [{22 + at} 0 R] >>" for at in range(depth)}
    last = {21 + depth: "<< /S /P /Pg 4 0 R /K [0] >>"}
    return tagged("<< /Type /StructTreeRoot /K 21 0 R >>", {**levels, **last})


def nested_lists(depth: int) -> bytes:
    """Lists in lists, as tags say it: every level one item."""
    more: dict[int, str | bytes] = {}
    marked = []
    for at in range(depth):
        below = f"{30 + 3 * at} 0 R" if at + 1 < depth else ""
        more[27 + 3 * at] = f"<< /S /L /K [{28 + 3 * at} 0 R] >>"
        more[28 + 3 * at] = f"<< /S /LI /K [{29 + 3 * at} 0 R] >>"
        more[29 + 3 * at] = f"<< /S /LBody /Pg 4 0 R /K [{at} {below}] >>"
        words = f"Punkt {at} i Region Exempel"
        marked.append(
            f"/LBody << /MCID {at} >> BDC {shown(words, x=20 + at, top=3900 - 18 * at)} EMC"
        )
    return page(
        "\n".join(marked),
        catalog="/MarkInfo << /Marked true >> /StructTreeRoot 20 0 R",
        extra="/MediaBox [0 0 842 4000]",
        more={20: "<< /Type /StructTreeRoot /K 27 0 R >>", **more},
    )


def nested_flate(depth: int, size: int) -> bytes:
    """A content stream of spaces, packed `depth` times."""
    packed = repeated(b" " * MEBI, size // MEBI)
    for _ in range(depth - 1):
        packed = deflated([packed])
    return page(stream(packed, "/Filter [" + "/FlateDecode " * depth + "]"))


def spaces(size: int) -> bytes:
    return nested_flate(1, size)


def run_length_bomb() -> bytes:
    """Run lengths, packed: 128 bytes for two, and those two for next to nothing."""
    packed = deflated(b"\x81 " * (MEBI // 2) for _ in range(16))
    return page(stream(packed, "/Filter [/FlateDecode /RunLengthDecode]"))


def huge_predictor() -> bytes:
    parameters = "/DecodeParms << /Predictor 12 /Columns 2000000000 /Colors 32 >>"
    return page(
        stream(deflated([shown(WORDS).encode("cp1252")]), "/Filter /FlateDecode " + parameters)
    )


def exponential_forms(levels: int) -> bytes:
    """Forms that each draw the next one twice."""
    more: dict[int, str | bytes] = {}
    for level in range(levels):
        below = f"/Resources << /XObject << /X {21 + level} 0 R >> >>"
        box = "/Type /XObject /Subtype /Form /BBox [0 0 1 1] "
        more[20 + level] = stream("/X Do /X Do", box + below)
    more[20 + levels] = stream("q Q", "/Type /XObject /Subtype /Form /BBox [0 0 1 1]")
    return page("/X Do", more=more, resources="/XObject << /X 20 0 R >>")


def form_in_itself() -> bytes:
    form = stream(
        "/X Do", "/Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 20 0 R >> >>"
    )
    return page(shown(WORDS) + " /X Do", more={20: form}, resources="/XObject << /X 20 0 R >>")


def one_huge_string(characters: int) -> bytes:
    """One text operator that shows millions of characters."""
    pieces = [
        b"BT /F 11 Tf 72 700 Td (",
        *[b"ordet " * 10_000] * (characters // 60_000),
        b") Tj ET",
    ]
    return page(stream(deflated(pieces), "/Filter /FlateDecode"))


def many_strings(characters: int) -> bytes:
    line = shown("ord " * 250).encode() + b"\n"
    pieces = [line * 100] * (characters // 100_000)
    return page(stream(deflated(pieces), "/Filter /FlateDecode"))


def same_content(times: int) -> bytes:
    """One packed stream of graphics operators, named thousands of times."""
    packed = stream(deflated([b"q 1 0 0 1 0 0 cm Q\n" * 50_000]), "/Filter /FlateDecode")
    return page(
        shown(WORDS),
        more={
            4: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Contents [{'20 0 R ' * times}] >>",
            20: packed,
        },
    )


def drawings(count: int) -> bytes:
    """A page of text and of lines that would make an enormous table."""
    lines = [
        f"{at % 595} 0 m {at % 595} 842 l S 0 {at % 842} m 595 {at % 842} l S"
        for at in range(count)
    ]
    content = "\n".join([shown(WORDS, WORDS), *lines]).encode()
    return page(stream(deflated([content]), "/Filter /FlateDecode"))


def composite(
    widths: str = "", to_unicode: bytes | None = None, encoding: str = "/Identity-H"
) -> bytes:
    """A page in a composite font with that table of widths, map to Unicode or encoding."""
    font = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding {encoding}"
        f" /DescendantFonts [20 0 R] {'/ToUnicode 21 0 R' if to_unicode else ''} >>"
    )
    descendant = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo"
        f" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> {widths} >>"
    )
    more: dict[int, str | bytes] = {20: descendant}
    if to_unicode:
        more[21] = stream(to_unicode)
    return page(font=font, more=more)


def huge_widths() -> bytes:
    return composite(widths="/W [0 2000000000 500]")


def huge_bfrange() -> bytes:
    head = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange"
    tail = b" <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041>"
    return composite(to_unicode=head + tail + b" endbfrange endcmap")


def climbing_cmap() -> bytes:
    """A name of a character map that climbs to a pickle (CVE-2025-64512)."""
    return composite(encoding="/..#2F..#2F..#2F..#2F..#2Ftmp#2Fevil")


def loop_of_references() -> bytes:
    """A page whose size is a reference to a reference to itself."""
    return page(more={6: "7 0 R", 7: "6 0 R"}, extra="/MediaBox 6 0 R")


def own_length() -> bytes:
    content = shown(WORDS, WORDS)
    return page(f"<< /Length 5 0 R >>\nstream\n{content}\nendstream".encode("cp1252"))


def moved_xref(place: str) -> bytes:
    """The cross-reference table is said to stand elsewhere."""
    data = page()
    head, _, _ = data.rpartition(b"startxref")
    return head + f"startxref\n{place}\n%%EOF\n".encode()


def own_xref() -> bytes:
    """A table whose predecessor is itself."""
    data = page()
    start = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def deep_array(depth: int) -> bytes:
    return page(extra="/MediaBox [0 0 595 842] /Annots " + "[" * depth + "]" * depth)


def own_annotations() -> bytes:
    return page(more={20: "[20 0 R 20 0 R]"}, extra="/MediaBox [0 0 595 842] /Annots 20 0 R")


def columns(count: int) -> bytes:
    """As many columns of short words as fit nowhere."""
    lines = [
        f"BT /F 1 Tf {4000 * at / count:.2f} {700 - 12 * row} Td (ord{at}) Tj ET"
        for row in range(20)
        for at in range(count)
    ]
    return page("\n".join(lines), extra="/MediaBox [0 0 4000 842]")


def outside() -> bytes:
    """Text beyond the paper on every side."""
    places = ((-9000, 700), (72, 9000), (72, -9000), (99999, 700))
    return page("\n".join(shown(WORDS, x=x, top=y) for x, y in places))


def absurd_numbers() -> bytes:
    """Coordinates that no number holds: they become infinite, and their difference none."""
    huge = "9" * 400 + ".0"
    placed = f"BT /F 11 Tf 1 0 0 1 {huge} -{huge} Tm ({WORDS}) Tj ET"
    scaled = f"q {huge} 0 0 {huge} {huge} {huge} cm {shown(WORDS)} Q"
    small = f"BT /F {huge} Tf 72 600 Td ({WORDS}) Tj ET"
    return page("\n".join((shown(WORDS, WORDS), placed, scaled, small)))


def absurd_box(box: str) -> bytes:
    return page(extra=f"/MediaBox {box}")


def one_word(size: int) -> bytes:
    """A word of hundreds of thousands of letters, in lines."""
    return page("\n".join(shown("a" * 5_000, top=800 - at / 10) for at in range(size // 5_000)))
