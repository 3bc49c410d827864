"""What runs on one page alone: small print in the margins, senders above a title, page numbers."""

from __future__ import annotations

import pytest
from placed import Page, body, kept, line


@pytest.mark.parametrize(
    ("rows", "stays", "why"),
    [
        ([line("Sida 4 av 9", 20)], "", "a number that says so, whatever page it stands on"),
        ([line("Sida 4", 20, 300), line("Taxa", 20)], "Taxa", "and whatever stands beside it"),
        ([line("1", 20)], "", "the page's own figure"),
        ([line("4", 20)], "4", "another figure"),
        ([line("1", 20, 300), line("Antal", 20)], "1, Antal", "a figure beside words"),
        ([line("- 1 -", 20)], "", "between dashes"),
        ([line("1 (4)", 20)], "", "of four"),
        ([line("1:a", 20)], "1:a", "no bare figure"),
    ],
)
def test_page_numbers_of_a_single_page(rows: Page, stays: str, why: str) -> None:
    assert kept([*rows, *body()]) == [stays], why


@pytest.mark.parametrize(
    ("size", "top", "gap", "runs", "why"),
    [
        (8, 52, 100, True, "small print in the margin"),
        (8, 72, 100, False, "in the zone, but below the margin"),
        (10.5, 52, 100, True, "hardly smaller than the text"),
        (10.8, 52, 100, False, "as large"),
        (8, 52, 14, True, "a line's distance off the text"),
        (8, 52, 10, False, "nearer"),
    ],
)
def test_small_print_above_the_text_of_a_single_page(
    size: float, top: float, gap: float, runs: bool, why: str
) -> None:
    note = line("Diarienummer", top, size=size)
    assert kept([note, *body(note.bottom + gap)]) == ["" if runs else "Diarienummer"], why


@pytest.mark.parametrize(
    ("size", "bottom", "gap", "runs", "why"),
    [
        (8, 800, 100, True, "small print in the margin"),
        (8, 770, 100, False, "above it"),
        (8, 800, 19, True, "a line of the text's distance off"),
        (8, 800, 14, False, "nearer: a footnote, whatever its own size"),
    ],
)
def test_small_print_below_the_text_of_a_single_page(
    size: float, bottom: float, gap: float, runs: bool, why: str
) -> None:
    note = line("Diarienummer", bottom - size, size=size)
    last = note.top - gap - 11
    found = kept([*body(last - 5 * 14), note])
    assert found == ["" if runs else "Diarienummer"], why


SMALL_HEAD = line("Diarienummer", 30, size=8)
FOOTER = [line("Kansliet", 784, size=8), line("Exempelstad", 795, size=8)]


@pytest.mark.parametrize(
    ("rows", "stays", "why"),
    [
        (FOOTER, "", "lines of one footer share its distance"),
        ([SMALL_HEAD, *FOOTER], "", "below a header, too"),
        ([SMALL_HEAD, line("En not", 765, size=8), line("i två rader", 775, size=8)],
         "En not, i två rader", "and it is theirs, not the header's"),
        ([line("Diarienummer", 20, size=8), line("Kansliet", 31, size=8),
          line("Box 1", 42, size=8)], "", "a header of three lines"),
        ([line("Kansliet", 760, size=8), line("Exempelstad", 795, size=8)], "Kansliet",
         "lines apart each have their own"),
        ([SMALL_HEAD, line("Kansliet", 41, size=8)], "",
         "lines of one header, too"),
        ([SMALL_HEAD, line("Läget", 41), line("i juni", 55)],
         "Läget, i juni", "small print near a large line: not one header with it"),
    ],
)  # fmt: skip
def test_lines_of_one_header_or_footer(rows: Page, stays: str, why: str) -> None:
    page = sorted([*rows, *body(), line("Egen sista rad", 740)], key=lambda run: run.top)
    assert kept(page) == [stays], why


def large(first: float, lines: int) -> Page:
    return [line(f"Egen rad {at}", first + 36 * at, size=30) for at in range(lines)]


@pytest.mark.parametrize(
    ("rows", "stays", "why"),
    [
        ([line("Nummer", 42, size=28), *large(73, 10), line("Stad", 800, size=20)], "Nummer",
         "close above the text, whatever stands at the foot"),
        ([line("Nummer", 20, size=20), *large(190, 16), line("En not", 765, size=28)], "En not",
         "close below it, whatever stands at the top"),
    ],
)  # fmt: skip
def test_small_print_of_a_page_in_large_print(rows: Page, stays: str, why: str) -> None:
    assert kept(rows) == [stays], why


@pytest.mark.parametrize(
    ("size", "lift", "first", "stays", "why"),
    [
        (7, 3, "1 Enligt beslut", True, "a raised figure refers to it"),
        (7, 3, "1) Enligt beslut", True, "whatever stands at the figure"),
        (7, 3, "2 Enligt beslut", False, "to another note"),
        (9.5, 3, "1 Enligt beslut", False, "a figure that is hardly smaller"),
        (7, -4, "1 Enligt beslut", False, "a lowered one"),
    ],
)
def test_footnotes_of_a_single_page(
    size: float, lift: float, first: str, stays: bool, why: str
) -> None:
    text = body()
    figure = line("1", text[2].top + 5.5 - size / 2 - lift, text[2].x1 + 1, size)
    notes = [line(first, 780, size=8), line("av nämnden", 790, size=8)]
    head = line("Diarienummer", 30, size=8)
    page = [head, *text, figure, *notes]
    found = kept([*text, figure._replace(text="Egen"), *notes]), kept(page)
    assert found[0] == [""], "no figure refers to it"
    words = [note.text for note in notes]
    assert found[1] == [", ".join(["1", *(words if stays else [])])], why


@pytest.mark.parametrize(
    ("rows", "x", "runs", "why"),
    [
        ([line("Avsändare", 30), line("Rapport", 90, size=20)], 72, True, "a sender"),
        ([line("Avsändare", 30), line("Rapport", 90, size=12.5)], 72, True, "above a small title"),
        ([line("Avsändare", 30), line("Rapport", 90, size=11.8)], 72, False, "above text"),
        ([line("Avsändare", 70), line("Rapport", 120, size=20)], 90, False, "below the margin"),
        ([line("Avsändare", 30), line("Rapport", 90, size=20)], 25, False,
         "below a margin as high as it is wide"),
        ([line("Avsändare", 30), line("Rapport", 62, size=20)], 72, True, "a line's distance off"),
        ([line("Avsändare", 30), line("Rapport", 52, size=20)], 72, False, "nearer"),
        ([line("Avsändare", 30, size=18), line("Rapport", 90, size=19)], 72, False,
         "as large as the title"),
        ([line("Avsändare", 20), line("Kansliet", 32), line("Rapport", 90, size=20)], 72, True,
         "of two lines"),
        ([line("Avsändare", 10), line("Kansliet", 40), line("Rapport", 90, size=20)], 72, None,
         "two lines apart: the lower one alone stands above the title"),
    ],
)  # fmt: skip
def test_a_sender_above_the_title_of_the_first_page(
    rows: Page, x: float, runs: bool | None, why: str
) -> None:
    moved = [run._replace(x0=run.x0 + x - 72, x1=run.x1 + x - 72) for run in rows]
    stays = {True: rows[-1:], False: rows, None: [rows[0], rows[-1]]}[runs]
    found = kept([*moved, *body(300, x=x)])
    assert found == [", ".join(run.text for run in stays)], why
    second = kept(body(), [*moved, *body(320, x=x)])
    assert second == ["", ", ".join(run.text for run in rows)], "no other page has such a title"


@pytest.mark.parametrize(
    ("rows", "gone", "why"),
    [
        ([line("Namn", 40), line("Datum", 40, 400)], True, "parts far apart, in the text's size"),
        ([line("Namn", 40)], False, "one alone may be a title"),
        ([line("Namn", 40, size=12), line("Datum", 40, 400, size=12)], False, "larger ones"),
    ],
)
def test_the_margin_of_a_page_read_by_ocr(rows: Page, gone: bool, why: str) -> None:
    words = ", ".join(run.text for run in rows)
    assert kept([*rows, *body()], slips=True) == ["" if gone else words], why
    assert kept([*rows, *body()]) == [words], "print is sure of its sizes"
