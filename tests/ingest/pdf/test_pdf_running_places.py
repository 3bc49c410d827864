"""What runs on several pages: how far it reaches, how often, and how it looks."""

from __future__ import annotations

import pytest
from placed import Page, body, kept, line

from ingest.pdf.running import is_page_number, without_running
from ingest.pdf.sheet import Sheet

HEAD, FOOT = line("Region Exempel", 20), line("Exempelstad", 810)


@pytest.mark.parametrize(
    ("rows", "stays", "why"),
    [
        ([HEAD], "", "words at the top"),
        ([FOOT], "", "words at the foot"),
        ([HEAD, line("Kansliet", 88)], "", "further words within the zone"),
        ([HEAD, line("Kansliet", 104)], "Kansliet", "but not below it"),
        ([line("Kansliet", 743), FOOT], "", "the zone at the foot"),
        ([line("Kansliet", 727), FOOT], "Kansliet", "and above it"),
        ([line("Kansliet", 180)], "", "the first row may stand lower, far from the text"),
        ([line("Kansliet", 200)], "Kansliet", "but not as low as this"),
        ([line("Kansliet", 650)], "", "the last row may stand higher"),
        ([line("Kansliet", 630)], "Kansliet", "but not as high as this"),
        ([line("Läget", 150), line("Kansliet", 163)], "Läget, Kansliet",
         "only the first row itself, however far the second stands from the text"),
        ([line("Kansliet", 650), line("Läget", 663)], "Kansliet, Läget", "at the foot, too"),
    ],
)  # fmt: skip
def test_how_far_the_zones_reach(rows: Page, stays: str, why: str) -> None:
    assert kept([*rows, *body(300)], [*rows, *body(320)]) == [stays] * 2, why


@pytest.mark.parametrize(
    ("words", "gap", "stays", "why"),
    [
        ("Kansliet", 5, True, "as near as a line of its own text"),
        ("Kansliet", 10, False, "farther off than lines are"),
        ("Sida 1", 2, False, "a page number is one, however near"),
    ],
)
def test_a_first_or_last_row_outside_the_zone_stands_apart(
    words: str, gap: float, stays: bool, why: str
) -> None:
    def numbered(at: int) -> str:
        return words.replace("1", str(at + 1))

    above = [[line(numbered(at), 150), *body(161 + gap, 4 + at)] for at in range(2)]
    below = [[*body(600, 4), line(numbered(at), 653 + gap)] for at in range(2)]
    below[1][:4] = body(601, 4)
    for found in (kept(*above), kept(*below)):
        assert found == ([words] * 2 if stays else [""] * 2), why


@pytest.mark.parametrize(
    ("count", "of", "runs", "why"),
    [
        (1, 1, False, "nothing to compare it with"),
        (2, 2, True, "both pages"),
        (2, 4, True, "half of them"),
        (2, 5, False, "less than half"),
        (3, 5, True, "more than half"),
    ],
)
def test_on_how_many_pages_words_run(count: int, of: int, runs: bool, why: str) -> None:
    rows = [[HEAD] if at < count else [] for at in range(of)]
    found = kept(*([*row, *body(300 + 20 * at)] for at, row in enumerate(rows)))
    assert found == [HEAD.text if row and not runs else "" for row in rows], why


def test_a_file_that_says_the_same_on_each_page_keeps_it() -> None:
    assert kept([HEAD, FOOT], [HEAD, FOOT]) == ["Region Exempel, Exempelstad"] * 2


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", True), ("- 3 -", True), ("3 (7)", True), ("Sida 3 av 7", True), ("Dnr 3", False)],
)
def test_page_numbers(text: str, number: bool) -> None:
    assert is_page_number(text) == number


def test_what_the_first_page_s_header_says_is_told() -> None:
    sheets = [Sheet(at, 595, 842, (line(f"Mars {at}", 20), *body(300 + at))) for at in (1, 2)]
    assert without_running(sheets)[1] == [("Mars 1",), ("Mars 2",)]


@pytest.mark.parametrize(
    ("gap", "stays", "why"),
    [
        (14, ["Region Exempel, Taxa", "Region Exempel, Avgift"], "one header with its subject"),
        (21, ["Taxa", "Avgift"], "a subject that stands by itself beside the header"),
    ],
)
def test_parts_of_a_row(gap: float, stays: list[str], why: str) -> None:
    beside = [[HEAD, line(word, 20, HEAD.x1 + gap)] for word in ("Taxa", "Avgift")]
    assert kept(*([*row, *body(300 + at)] for at, row in enumerate(beside))) == stays, why


def test_a_part_of_several_runs_stays_whole() -> None:
    rows = [
        [HEAD, line("Beslut", 20, 200), line("om nästa års", 20, 234), line(word, 20, 298), *text]
        for word, text in (("taxa", body(300)), ("avgift", body(320)))
    ]
    assert kept(*rows) == ["Beslut, om nästa års, taxa", "Beslut, om nästa års, avgift"]


def test_a_page_may_hold_its_header_alone() -> None:
    assert kept([HEAD, *body()], [HEAD]) == ["", ""]


@pytest.mark.parametrize(
    ("rows", "stays", "why"),
    [
        ([line("Kansliet", 225)], ["Kansliet"] * 3, "a first line far from the edge"),
        ([line("Kansliet", 600)], ["Kansliet"] * 3, "a last one"),
        ([line("Kansliet", 725), line("Exempelstad", 745)], ["Kansliet", "", ""],
         "close above a footer"),
        ([HEAD, line("Läget", 120), line("Kansliet", 134), line("Box 1", 148)],
         ["Läget, Kansliet, Box 1"] * 3, "a section that stands apart from the header"),
        ([line("Läget", 686), line("Kansliet", 700), line("Box 1", 714), line("Stad", 775)],
         ["Läget, Kansliet, Box 1"] * 3, "or from the footer"),
        ([line(f"Rad {at}", 24 + 14 * at) for at in range(6)], ["Rad 5", "", ""],
         "the last of a letterhead"),
        ([*(line(f"Rad {at}", 24 + 14 * at) for at in range(6)), line("#", 108),
          line("Kansliet", 122)],
         ["Rad 5, 1, Kansliet", "2, Kansliet", "3, Kansliet"],
         "a figure there counts no pages, and ends it"),
    ],
)  # fmt: skip
def test_standing_lines_of_three_pages(rows: Page, stays: list[str], why: str) -> None:
    own = [
        [
            *(run._replace(text=run.text.replace("#", str(at + 1))) for run in rows),
            *body(320 + 10 * at),
        ]
        for at in range(3)
    ]
    assert kept(*own) == stays, why


@pytest.mark.parametrize(
    ("tops", "stays", "why"),
    [
        (["4", "5", "6"], ["", "", ""], "figures that count with the pages"),
        (["4", "7", "2"], ["4", "7", "2"], "figures that do not"),
        (["Del 4", "Del 7", "Del 2"], ["", "", ""], "words whose figures change"),
        (["4 : 1", "4 : 2", "4 : 3"], ["4 : 1", "4 : 2", "4 : 3"], "signs and figures alone"),
    ],
)
def test_figures_that_change(tops: list[str], stays: list[str], why: str) -> None:
    rows = [[line(top, 20), *body(300 + 20 * at)] for at, top in enumerate(tops)]
    assert kept(*rows) == stays, why


def test_beside_a_running_page_number_a_title_may_change() -> None:
    rows = [[line(word, 20), line(str(at), 20, 400), *body(300 + at)]
            for at, word in enumerate(("Taxa", "Avgift", "Lokal"), 4)]  # fmt: skip
    assert kept(*rows) == ["", "", ""]


@pytest.mark.parametrize(
    ("first", "others", "stays", "why"),
    [
        ((12.5, False), (11, False), True, "larger: the title that the header repeats"),
        ((11.8, False), (11, False), False, "hardly larger"),
        ((11, True), (11, False), True, "bolder"),
        ((11, True), (11, True), False, "bold as the others are"),
        ((11, False), (11, True), False, "less bold"),
    ],
)
def test_a_title_that_the_header_repeats(
    first: tuple[float, bool], others: tuple[float, bool], stays: bool, why: str
) -> None:
    looks = [first, others, others]
    rows = [[line("Lägesrapport", 20, size=size, bold=bold), *body(300 + 20 * at)]
            for at, (size, bold) in enumerate(looks)]  # fmt: skip
    assert kept(*rows) == ["Lägesrapport" if stays else "", "", ""], why


def letterhead(*last: str, head: int = 6, pitch: float = 14, gap: float = 60) -> Page:
    """Six lines from the edge downwards, some more, and a text of its own."""
    words = ["ett", "två", "tre", "fyra", "fem", "sex", "sju"][:head]
    rows = [line(text, 24 + pitch * at) for at, text in enumerate([*words, *last])]
    return [*rows, *body(rows[-1].bottom + gap)]


@pytest.mark.parametrize(
    ("last", "count", "stays", "why"),
    [
        (["Kansliet", "Box 1"], 3, ["sex, Kansliet, Box 1", "", ""],
         "the first copy of what stands deep stays"),
        (["Kansliet"], 2, ["sex, Kansliet"] * 2, "two pages are too few"),
        (["Ett två tre fyra fem sex"], 3, ["sex, Ett två tre fyra fem sex", "", ""], "six words"),
        (["Ett två tre fyra fem sex sju"], 3,
         ["sex, Ett två tre fyra fem sex sju", *["Ett två tre fyra fem sex sju"] * 2],
         "seven say something"),
        (["Nästa möte hålls."], 3, ["sex, Nästa möte hålls.", *["Nästa möte hålls."] * 2],
         "so does a sentence"),
        (["Hör av er!", "Box 1"], 3, ["sex, Hör av er!, Box 1", *["Hör av er!, Box 1"] * 2],
         "and what stands below it"),
    ],
)  # fmt: skip
def test_a_letterhead_deeper_than_the_zone(
    last: list[str], count: int, stays: list[str], why: str
) -> None:
    heads = [letterhead(*last) for _ in range(count)]
    for at, head in enumerate(heads):
        head[-6:] = [run._replace(text=f"{run.text} {at}") for run in head[-6:]]
    assert kept(*heads) == stays, why


def upside_down(page: Page) -> Page:
    return [run._replace(top=842 - run.bottom, bottom=842 - run.top) for run in reversed(page)]


@pytest.mark.parametrize(
    ("pages", "stays", "why"),
    [
        ([letterhead("Kansliet", pitch=14)] * 3, ["sex, Kansliet", "", ""], "lines close together"),
        ([letterhead("Kansliet", pitch=26, head=4)] * 3, ["fyra, Kansliet", "", ""],
         "an empty line between them"),
        ([letterhead("Kansliet", pitch=30, head=4)] * 3, ["fyra, Kansliet"] * 3,
         "two empty lines: text"),
        ([letterhead("Ärenden 4"), letterhead("Ärenden 7"), letterhead("Ärenden 9")],
         ["sex, Ärenden 4", "Ärenden 7", "Ärenden 9"], "figures that change"),
        ([letterhead("Kansliet"), letterhead("Nytt", "Kansliet"), letterhead("Kansliet")],
         ["sex, Kansliet", "Nytt, Kansliet", "Kansliet"], "another height"),
        ([letterhead("Läget"), letterhead("Målet"), letterhead("Slutet")],
         ["sex, Läget", "Målet", "Slutet"], "other words"),
    ],
)  # fmt: skip
def test_where_a_letterhead_ends(pages: list[Page], stays: list[str], why: str) -> None:
    own = [
        [*page[:-6], *(run._replace(text=f"{run.text} {at}") for run in page[-6:])]
        for at, page in enumerate(pages)
    ]
    assert kept(*own) == stays, why
    mirrored = [", ".join(reversed(words.split(", "))) for words in stays]
    assert kept(*map(upside_down, own)) == mirrored, f"at the foot: {why}"


@pytest.mark.parametrize(
    ("first", "second", "gone", "why"),
    [
        ("Lägesrapporten.", "Lägesrapportem.", True, "one slip in fifteen letters"),
        ("Lägesrapporten", "Lägesrapportem", False, "but none in fourteen"),
        (
            "Lägesrapporten för region Exempel",
            "Lägesrapportem för reglon Exempel",
            True,
            "two in thirty",
        ),
        ("Lägesrapporten för region", "Lägesrapportem för reglon", False, "but not in fewer"),
    ],
)
def test_slips_of_reading(first: str, second: str, gone: bool, why: str) -> None:
    rows = [[line(text, 20), *body(300 + at)] for at, text in enumerate((first, second))]
    assert kept(*rows, slips=True) == ["" if gone else first, "" if gone else second], why
    assert kept(*rows) == [first, second], "print does not slip"


def test_words_at_the_top_and_at_the_foot_are_no_slips_of_each_other() -> None:
    top, foot = line("Lägesrapporten från", 20), line("Lägesrapporten från", 810)
    assert kept([top, *body(300)], [foot, *body(320)], slips=True) == [top.text, foot.text]


@pytest.mark.parametrize(
    ("size", "gone", "why"),
    [(12.8, True, "what OCR takes for one size"), (13.6, False, "a title is larger")],
)
def test_sizes_that_waver(size: float, gone: bool, why: str) -> None:
    sizes = [size, 11.0, 11.0]
    rows = [[line("Lägesrapport", 20, size=one), *body(300 + at)] for at, one in enumerate(sizes)]
    assert kept(*rows, slips=True) == ["" if gone else "Lägesrapport", "", ""], why


def test_ocr_is_not_sure_of_bold_print() -> None:
    rows = [[line("Lägesrapport", 20, bold=not at), *body(300 + at)] for at in range(3)]
    assert kept(*rows, slips=True) == ["", "", ""]
