"""What a PDF file that is no good report gets: an error that says what to do, or a warning."""

from __future__ import annotations

import io
import pickle

import pytest
from handmade import File, Page, serialised, text
from invented import Look
from printed_reportlab import reportlab
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest import limits
from ingest.errors import Damaged, Empty, Encrypted, NoText, ReadError, TooLarge
from ingest.limits import Limits
from ingest.pdf import characters, read
from ingest.pdf.read import read_pdf

SENTENCE = "Regionen har en text som räcker till för att vara ett stycke."
GOOD = File([Page(text(72, 700, SENTENCE))]).bytes()
LOOPING = serialised(
    {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}
)
UNNAMED = "\n".join(text(72, 700 - 14 * at, "åäöåäö åäöåäö åäöåäö") for at in range(9))


def encrypted() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("hemligt"))
    canvas.drawString(72, 700, SENTENCE)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", Empty, "no bytes"),
        (b"<html>hej</html>", Damaged, "broken"),
        (b"%PDF-1.7\n", Damaged, "broken"),
        (GOOD[: len(GOOD) // 2], Damaged, "broken"),
        (File([]).bytes(), Empty, "no page"),
        (LOOPING, Empty, "no page"),
        (encrypted(), Encrypted, "password"),
        (File([Page("")]).bytes(), NoText, "scan"),
        (File([Page(text(72, 700, "Sida 1"))]).bytes(), NoText, "scan"),
        (File([Page(UNNAMED.replace("/F", "/X"))]).bytes(), NoText, "Unicode"),
        (File([Page(text(72, 700, SENTENCE), box="[0 0]")]).bytes(), Damaged, "broken"),
    ],
    ids=[
        "no bytes", "no PDF", "header only", "truncated", "no page", "page tree loops", "encrypted",
        "empty page", "page number only", "no Unicode", "no page size",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(
    data: bytes, error: type[ReadError], says: str
) -> None:
    with pytest.raises(error) as raised:
        read_pdf(data, "rapport.pdf")
    assert says in raised.value.message
    assert raised.value.where == "rapport.pdf"
    assert raised.value.advice
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_a_scan_names_the_package_that_reads_it() -> None:
    with pytest.raises(NoText) as raised:
        read_pdf(File([Page("0 0 100 100 re f")]).bytes(), "skannad.pdf")
    assert "tesseract-ocr-swe" in raised.value.advice


FILES = {
    "one file": (
        "/Names << /EmbeddedFiles << /Names [(x) << /F (a.pdf) /UF <FEFF00E5002E007000640066> >>]"
        " >> >>",
        {},
        "å.pdf",
    ),
    "a tree that holds itself": (
        "/Names << /EmbeddedFiles 90 0 R >>",
        {90: "<< /Kids [91 0 R 90 0 R] >>", 91: "<< /Names [(b.pdf) 1] >>"},
        "b.pdf",
    ),
    "a broken tree": ("/Names << /EmbeddedFiles << /Names 7 >> >>", {}, "…"),
}


@pytest.mark.parametrize(("catalog", "more", "names"), FILES.values(), ids=FILES)
def test_files_attached_to_a_pdf_are_named(catalog: str, more: dict[int, str], names: str) -> None:
    page = Page("\n".join(text(72, 400 - 20 * at, SENTENCE) for at in range(3)))
    [warning] = read_pdf(File([page], catalog, more).bytes(), "rapport.pdf").warnings
    assert warning.startswith(f"files attached to the PDF are not read: {names}")


def test_pages_without_text_are_named() -> None:
    first = Page("\n".join(text(72, 400 - 20 * at, SENTENCE) for at in range(3)))
    document = read_pdf(File([first, Page(""), first, Page("")]).bytes(), "rapport.pdf")
    assert document.pages == 4
    assert document.warnings == ("no text on pages 2, 4 of 4 (empty, or a scan)",)


def test_one_broken_page_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = characters.characters

    def fails_on_the_second(page: characters.Page) -> list[characters.Char]:
        if page.page_number == 2:
            raise TypeError("broken inside")
        return inner(page)

    monkeypatch.setattr(read, "characters", fails_on_the_second)
    pages = [Page(text(72, 400, f"{SENTENCE} Del {part}.")) for part in ("ett", "två", "tre")]
    document = read_pdf(File(pages).bytes(), "rapport.pdf")
    assert [block.text[-8:] for block in document.blocks] == ["Del ett.", "Del tre."]
    assert document.warnings == ("page 2 of 3 broken inside: not read",)


@pytest.mark.parametrize(
    ("held", "drawn"),
    [(Limits(pages=1), 10**6), (Limits(characters=60), 10**6), (Limits(), 10)],
    ids=["pages", "characters", "characters on a page"],
)
def test_what_is_too_large_is_refused(
    held: Limits, drawn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_limits", held)
    monkeypatch.setattr(characters, "MOST_ON_A_PAGE", drawn)
    with pytest.raises(TooLarge) as raised:
        read_pdf(File([Page(text(72, 700, SENTENCE))] * 2).bytes(), "stor.pdf")
    assert raised.value.where == "stor.pdf"


def test_memory_that_runs_out_is_a_file_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    def starves(page: object) -> None:
        raise MemoryError

    monkeypatch.setattr(read, "characters", starves)
    with pytest.raises(TooLarge, match="memory"):
        read_pdf(GOOD, "stor.pdf")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("D:20251023083000+02'00'", "2025-10-23T08:30"),
        ("D:20251023083000Z'", "2025-10-23T08:30"),
        ("20251023", "2025-10-23T00:00"),
        ("D:2025", "2025-01-01T00:00"),
        ("D:20251399", ""),
        ("i går", ""),
        (None, ""),
    ],
)
def test_dates_in_the_metadata(written: str | None, read_as: str) -> None:
    assert read._iso(written) == read_as


def test_metadata_and_producer() -> None:
    document = read_pdf(reportlab(Look()), "rapport.pdf")
    assert document.meta("title") == "Lägesrapport"
    assert document.meta("created").startswith("2000-01-01")
    assert document.producer.startswith("ReportLab")
    assert document.media_type == "application/pdf"


def test_what_a_running_header_says_is_kept_beside_the_text() -> None:
    page = text(72, 810, "Region Exempel 2024-11-14", size=8) + "\n"
    pages = [Page(page + text(72, 600 - at, f"{SENTENCE} {at}")) for at in range(3)]
    document = read_pdf(File(pages).bytes(), "rapport.pdf")
    assert not any("Region" in block.text[:7] and "2024" in block.text for block in document.blocks)
    assert document.meta("running") == "Region Exempel 2024-11-14"


def test_the_same_few_words_on_every_page_are_what_the_file_says() -> None:
    document = read_pdf(File([Page(text(72, 800, SENTENCE))] * 3).bytes(), "rapport.pdf")
    assert SENTENCE in document.blocks[0].text


@pytest.mark.parametrize(
    "content",
    [
        text(-400, 2000, SENTENCE),
        text(72, -500, SENTENCE),
        f"BT /F 11 Tf 0 1 -1 0 300 100 Tm ({SENTENCE}) Tj ET",
        f"BT /F 11 Tf 0 -1 1 0 300 700 Tm ({SENTENCE}) Tj ET",
        f"BT /F 11 Tf -1 0 0 -1 500 100 Tm ({SENTENCE}) Tj ET",
        f"BT /F 0 Tf 72 700 Td ({SENTENCE}) Tj ET",
        f"BT /F 11 Tf 1e30 0 0 1e30 1e30 1e30 Tm ({SENTENCE}) Tj ET",
    ],
    ids=["outside", "below", "upwards", "downwards", "upside down", "size 0", "huge"],
)
def test_odd_places_and_sizes_lose_no_text(content: str) -> None:
    document = read_pdf(File([Page(content)]).bytes(), "rapport.pdf")
    assert "".join(block.text for block in document.blocks).replace(" ", "") == SENTENCE.replace(
        " ", ""
    )


def test_sideways_text_is_cited_where_it_stands() -> None:
    content = f"BT /F 10 Tf 0 1 -1 0 300 100 Tm ({SENTENCE}) Tj ET"
    (block,) = read_pdf(File([Page(content)]).bytes(), "rapport.pdf").blocks
    (box,) = block.boxes
    assert 288 < box.x0 < box.x1 < 304  # a narrow strip left of x = 300 ...
    assert box.bottom == pytest.approx(742)  # ... from y = 100 upwards
    assert box.bottom - box.top > 200


def test_a_watermark_is_left_out() -> None:
    slanted = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (UTKAST) Tj ET\n"
    document = read_pdf(File([Page(slanted + text(72, 700, SENTENCE))]).bytes(), "rapport.pdf")
    assert [block.text for block in document.blocks] == [SENTENCE]


def test_boxes_count_from_the_visible_page() -> None:
    page = Page(text(72, 700, SENTENCE), extra="/CropBox [50 50 500 750]")
    (block,) = read_pdf(File([page]).bytes(), "rapport.pdf").blocks
    assert block.boxes[0].x0 == pytest.approx(22)
    assert 35 < block.boxes[0].top < 50


def test_five_hundred_columns_lose_no_text() -> None:
    cells = (text(10 + 40 * x, 800 - 12 * y, f"k{x}r{y}") for y in range(6) for x in range(500))
    page = Page("\n".join(cells), box="[0 0 20100 842]")
    document = read_pdf(File([page]).bytes(), "rapport.pdf")
    words = {word for block in document.blocks for word in block.text.split() if word != "|"}
    assert words == {f"k{x}r{y}" for x in range(500) for y in range(6)}


def test_glyphs_without_unicode_are_shown_and_counted() -> None:
    # The built-in font of that name is not there: only ASCII has names.
    content = text(72, 700, SENTENCE).replace("/F", "/X") + text(72, 600, SENTENCE * 3)
    document = read_pdf(File([Page(content)]).bytes(), "rapport.pdf")
    assert any("\ufffd" in block.text for block in document.blocks)
    assert document.warnings == ("2 characters have no Unicode",)
