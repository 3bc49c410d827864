"""The structure tree: what producers write into it, and what must not break its reading."""

from __future__ import annotations

import pytest
from handmade import FONT, File, Page, Tree, content, marked, page_object, text

from ingest.document import Block
from ingest.pdf.read import read_pdf

LONG = "Regionen har en text som räcker till för att vara ett stycke"


def blocks(data: bytes) -> list[tuple[str, int, str, str]]:
    return [
        (block.kind, block.level, block.label, block.text)
        for block in read_pdf(data, "rapport.pdf").blocks
    ]


def page(*lines: tuple[float, float, str], first: int = 0, extra: str = "") -> Page:
    """Each (x, y, words) is marked content of its own, numbered from `first`; 0 is the heading."""
    shown = [
        marked(first + at, text(x, y, words, "B" if first + at == 0 else "F"))
        for at, (x, y, words) in enumerate(lines)
    ]
    return Page("\n".join(shown), extra=extra)


def test_roles_give_kinds_levels_and_labels() -> None:
    tree = Tree()
    inner = tree.element(
        "L",
        tree.element(
            "LI", tree.element("Lbl", content(0, 4)), tree.element("LBody", content(0, 5))
        ),
    )
    outer = tree.element(
        "L",
        tree.element(
            "LI", tree.element("Lbl", content(0, 2)), tree.element("LBody", content(0, 3), inner)
        ),
    )
    row = tree.element(
        "TR",
        tree.element("TH", content(0, 6)),
        tree.element("TD", content(0, 7)),
        tree.element("TD"),
    )
    data = tree.file(
        [
            page(
                (72, 800, "Rubriken"), (72, 780, f"{LONG}."),
                (72, 760, "•"), (90, 760, "Första punkten"),
                (90, 745, "a)"), (108, 745, "undre punkten"),
                (72, 700, "Budget"), (200, 700, "410"),
            )
        ],
        tree.element("H1", content(0, 0)),
        tree.element("P", content(0, 1)),
        outer,
        tree.element("Table", row),
    )  # fmt: skip
    assert blocks(data) == [
        ("heading", 1, "", "Rubriken"),
        ("paragraph", 0, "", f"{LONG}."),
        ("bullet", 0, "", "Första punkten"),
        ("bullet", 1, "a)", "undre punkten"),
        ("row", 0, "", "Budget | 410"),
    ]


def test_an_item_that_crosses_a_page_has_its_own_text() -> None:
    tree = Tree()
    body = tree.element("LBody", "1", content(1, 0), extra=f"/Pg {page_object(0)} 0 R")
    data = tree.file(
        [
            page((72, 800, "Rubriken"), (90, 60, LONG)),
            Page(marked(0, text(90, 780, "och går vidare."))),
        ],
        tree.element("H1", content(0, 0)),
        tree.element("L", tree.element("LI", body)),
    )
    assert blocks(data)[1:] == [("bullet", 0, "", f"{LONG} och går vidare.")]
    (_, item) = read_pdf(data, "rapport.pdf").blocks
    assert [box.page for box in item.boxes] == [1, 2]


def split_item(second_label: bool) -> bytes:
    """What WeasyPrint writes: an item cut by the page is two items, the second without label."""
    tree = Tree()
    label = (tree.element("Lbl", content(1, 0)),) if second_label else ()
    return tree.file(
        [
            page((72, 800, "Rubriken"), (72, 60, "•"), (90, 60, f"{LONG}.")),
            Page(
                marked(0, text(72, 780, "•" if second_label else " "))
                + "\n"
                + marked(1, text(90, 780, "Nästa mening."))
            ),
        ],
        tree.element("H1", content(0, 0)),
        tree.element(
            "L",
            tree.element(
                "LI", tree.element("Lbl", content(0, 1)), tree.element("LBody", content(0, 2))
            ),
            tree.element("LI", *label, tree.element("LBody", content(1, 1))),
        ),
    )


def test_an_item_cut_in_two_by_the_page_is_one() -> None:
    assert blocks(split_item(False))[1:] == [("bullet", 0, "", f"{LONG}. Nästa mening.")]


def test_an_item_with_its_own_label_is_its_own() -> None:
    assert [block[3] for block in blocks(split_item(True))[1:]] == [f"{LONG}.", "Nästa mening."]


@pytest.mark.parametrize(
    ("second", "together"),
    [("och går vidare.", True), ("Nästa stycke.", False)],
)
def test_a_paragraph_cut_in_two_is_one_if_it_reads_on(second: str, together: bool) -> None:
    tree = Tree()
    data = tree.file(
        [page((72, 800, "Rubriken"), (72, 60, LONG)), Page(marked(0, text(72, 780, second)))],
        tree.element("H1", content(0, 0)),
        tree.element("P", content(0, 1)),
        tree.element("P", content(1, 0)),
    )
    assert (len(blocks(data)) == 2) is together


def test_flat_lists_nest_by_indent() -> None:
    """LibreOffice from DOCX: one level of list, the bullet inside the text."""
    tree = Tree()
    indents = (72, 90, 108, 90, 72)
    lines = [(72.0, 800.0, "Rubriken")]
    lines += [(x, 780.0 - 14 * at, f"• Punkt nummer {at}") for at, x in enumerate(indents)]
    items = [
        tree.element("LI", tree.element("LBody", tree.element("P", content(0, at + 1))))
        for at in range(len(indents))
    ]
    data = tree.file([page(*lines)], tree.element("H1", content(0, 0)), tree.element("L", *items))
    assert [(level, words) for _, level, _, words in blocks(data)[1:]] == [
        (0, "Punkt nummer 0"), (1, "Punkt nummer 1"), (2, "Punkt nummer 2"),
        (1, "Punkt nummer 3"), (0, "Punkt nummer 4"),
    ]  # fmt: skip


def test_indents_of_another_column_are_no_levels() -> None:
    tree = Tree()
    lines = [(72.0, 800.0, "Rubriken"), (72.0, 100.0, "• Vänster"), (320.0, 780.0, "• Höger")]
    items = [tree.element("LI", tree.element("LBody", content(0, at))) for at in (1, 2)]
    data = tree.file([page(*lines)], tree.element("H1", content(0, 0)), tree.element("L", *items))
    assert [level for _, level, _, _ in blocks(data)[1:]] == [0, 0]


def link_file(annotated: bool) -> bytes:
    tree = Tree()
    tree.objects[900] = (
        "<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] "
        "/A << /S /URI /URI (https://region.example/a) >> >>"
    )
    reference = "<< /Type /OBJR /Obj 900 0 R >>" if annotated else ""
    tree.first = 2000
    paragraph = tree.element(
        "P", content(0, 1), tree.element("Link", content(0, 2), content(0, 3), reference)
    )
    return tree.file(
        [page((72, 800, "Rubriken"), (72, 780, LONG), (400, 780, "mer om"), (72, 766, "beslutet"))],
        tree.element("H1", content(0, 0)),
        paragraph,
    )


def test_links_come_from_the_annotation_that_the_tree_names() -> None:
    found = read_pdf(link_file(True), "rapport.pdf").blocks[1]
    assert [(link.text, link.url) for link in found.links] == [
        ("mer om beslutet", "https://region.example/a")
    ]
    assert read_pdf(link_file(False), "rapport.pdf").blocks[1].links == ()


def test_notes_stand_apart_and_their_marks_leave_the_text() -> None:
    tree = Tree()
    note = tree.element(
        "Note", tree.element("Lbl", content(0, 3)), tree.element("P", content(0, 4))
    )
    paragraph = tree.element("P", content(0, 1), tree.element("Reference", content(0, 2)), note)
    small = [
        marked(2, text(372, 784, "1", size=6)),
        marked(3, text(72, 80, "1", size=8)),
        marked(4, text(80, 80, "En fotnot.", size=8)),
    ]
    first = page((72, 800, "Rubriken"), (72, 780, LONG))
    data = tree.file(
        [Page(first.content + "\n" + "\n".join(small))],
        tree.element("H1", content(0, 0)),
        paragraph,
    )
    assert blocks(data)[1:] == [("paragraph", 0, "", LONG), ("note", 0, "1", "En fotnot.")]


def test_text_that_the_tree_forgot_is_put_in_its_place() -> None:
    tree = Tree()
    lines = [(72.0, 800.0, "Rubriken"), (72.0, 780.0, f"{LONG}."), (72.0, 600.0, f"{LONG} igen.")]
    sheet = page(*lines)
    sheet.content += "\n" + text(72, 700, "Glömd text")
    data = tree.file(
        [sheet],
        tree.element("H1", content(0, 0)),
        *(tree.element("P", content(0, at)) for at in (1, 2)),
    )
    assert [block[3] for block in blocks(data)] == [
        "Rubriken", f"{LONG}.", "Glömd text", f"{LONG} igen.",
    ]  # fmt: skip


@pytest.mark.parametrize("reached", [True, False])
def test_a_tree_that_misses_much_of_the_text_is_not_trusted(reached: bool) -> None:
    tree = Tree()
    sheet = page((72, 800, "Rubriken"), (72, 780, f"{LONG}."), (72, 700, f"{LONG} två."))
    found = blocks(
        tree.file(
            [sheet],
            tree.element("H1", content(0, 0)),
            *(tree.element("P", content(0, at)) for at in ((1, 2) if reached else (1,))),
        )
    )
    assert found[0][0] == ("heading" if reached else "paragraph")
    assert len(found) == 3


def test_a_tree_without_headings_is_not_trusted() -> None:
    tree = Tree()
    sheet = page((72, 800, "• Rubriken"), (72, 780, f"• {LONG}"))
    (first, _) = blocks(tree.file([sheet], *(tree.element("P", content(0, at)) for at in (0, 1))))
    assert first[0] == "bullet"  # layout sees what the tree does not say


@pytest.mark.parametrize(
    ("role", "again", "read"),
    [
        ("TH", ("Grupp", "Antal"), "Grupp | Antal"),
        ("TH", ("Grupp", "Andel"), "Grupp Grupp | Antal Andel"),
        ("TD", ("Grupp", "Antal"), "Grupp Grupp | Antal Antal"),
    ],
    ids=["the head again", "a head that goes on", "no head"],
)
def test_a_table_s_head_printed_on_each_page_is_read_once(
    role: str, again: tuple[str, str], read: str
) -> None:
    tree = Tree()
    head = [tree.element(role, content(0, 2 + at), content(1, at)) for at in (0, 1)]
    row = [tree.element("TD", content(1, at)) for at in (2, 3)]
    cells = [(72, 800, again[0]), (200, 800, again[1]), (72, 780, "Lärare"), (200, 780, "31")]
    data = tree.file(
        [
            page(
                *((72, 800, "Rubriken"), (72, 780, f"{LONG}.")),
                *((72, 60, "Grupp"), (200, 60, "Antal")),
            ),
            Page("\n".join(marked(at, text(*cell)) for at, cell in enumerate(cells))),
        ],
        tree.element("H1", content(0, 0)),
        tree.element("P", content(0, 1)),
        tree.element("Table", tree.element("TR", *head), tree.element("TR", *row)),
    )
    assert [block[3] for block in blocks(data)][2:] == [read, "Lärare | 31"]


def test_a_table_that_only_lays_out_the_page_is_none() -> None:
    tree = Tree()
    cell = tree.element("TD", tree.element("P", content(0, 1)), tree.element("P", content(0, 2)))
    data = tree.file(
        [page((72, 800, "Rubriken"), (72, 780, f"{LONG}."), (72, 700, f"{LONG} två."))],
        tree.element("H1", content(0, 0)),
        tree.element("Table", tree.element("TR", cell)),
    )
    assert [block[0] for block in blocks(data)] == ["heading", "paragraph", "paragraph"]


def test_roles_of_the_producers_own_are_mapped() -> None:
    tree = Tree()
    heading = tree.element("Rubrik#201", content(0, 0))
    tree.objects[999] = ""  # the root, written below
    data = tree.file(
        [page((72, 800, "Rubriken"), (72, 780, LONG))], heading, tree.element("P", content(0, 1))
    )
    data = data.replace(
        b"/Type /StructTreeRoot", b"/Type /StructTreeRoot /RoleMap << /Rubrik#201 /H2 >>"
    )
    assert blocks(data)[0] == ("heading", 2, "", "Rubriken")


def test_a_cycle_in_the_tree_ends() -> None:
    tree = Tree()
    heading, paragraph = tree.element("H1", content(0, 0)), tree.element("P", content(0, 1))
    document = tree.element("Document", heading, paragraph, "1002 0 R")
    data = tree.file([page((72, 800, "Rubriken"), (72, 780, LONG))], document)
    assert [block[3] for block in blocks(data)] == ["Rubriken", LONG]


def test_two_hundred_levels_lose_no_text() -> None:
    tree = Tree()
    nested = ""
    for at in reversed(range(200)):
        inner = (nested,) if nested else ()
        nested = tree.element(
            "L", tree.element("LI", tree.element("LBody", content(0, at + 1), *inner))
        )
    lines = [(72.0, 800.0, "Rubriken")]
    lines += [(72.0, 790.0 - 3 * at, f"punkt{at}") for at in range(200)]
    found = blocks(tree.file([page(*lines)], tree.element("H1", content(0, 0)), nested))
    words = " ".join(block[3] for block in found).split()
    assert words == ["Rubriken", *(f"punkt{at}" for at in range(200))]
    assert [block[1] for block in found[1:20]] == list(range(19))


def test_marked_content_that_two_elements_claim_is_taken_once() -> None:
    tree = Tree()
    data = tree.file(
        [page((72, 800, "Rubriken"), (72, 780, LONG))],
        tree.element("H1", content(0, 0)),
        *(tree.element("P", content(0, 1)) for _ in range(2)),
    )
    assert [block[3] for block in blocks(data)] == ["Rubriken", LONG]


def test_boxes_are_one_a_line() -> None:
    tree = Tree()
    data = tree.file(
        [page((72, 800, "Rubriken"), (72, 780, LONG), (72, 766, "på två rader"))],
        tree.element("H1", content(0, 0)),
        tree.element("P", content(0, 1), content(0, 2)),
    )
    found: Block = read_pdf(data, "rapport.pdf").blocks[1]
    assert found.text == f"{LONG} på två rader"
    first, second = found.boxes
    assert second.top - first.top == pytest.approx(14)


def test_bullets_typed_in_paragraphs_are_items() -> None:
    tree = Tree()
    words = ["Rubriken", "Så här:", "- ett", "- två", f"{LONG}.", "– Vi är nöjda.", f"{LONG}!"]
    data = tree.file(
        [page(*((72, 800 - 20 * at, line) for at, line in enumerate(words)))],
        tree.element("H1", content(0, 0)),
        *(tree.element("P", content(0, at)) for at in range(1, len(words))),
    )
    document = read_pdf(data, "rapport.pdf")
    assert [(block.kind, block.text) for block in document.blocks[2:]] == [
        ("bullet", "ett"), ("bullet", "två"), ("paragraph", f"{LONG}."),
        ("paragraph", "– Vi är nöjda."), ("paragraph", f"{LONG}!"),
    ]  # fmt: skip
    kept = sum(len(block.text.replace(" ", "")) for block in document.blocks)
    assert kept == document.characters


def test_loose_text_goes_on_in_its_line_but_not_across_a_gap() -> None:
    tree = Tree()
    words = [(72, 780, "Med"), (96, 780, "läge"), (121, 780, f"avses. {LONG}."),
             (72, 740, "Ansvarig"), (200, 740, "Nämnden"), (72, 720, "Ny rad.")]  # fmt: skip
    loose = [tree.element("NonStruct", content(0, at)) for at in range(1, 7)]
    data = tree.file(
        [page((72, 800, "Rubriken"), *words)], tree.element("H1", content(0, 0)), *loose
    )
    assert [words for _, _, _, words in blocks(data)] == [
        "Rubriken", f"Med läge avses. {LONG}.", "Ansvarig", "Nämnden", "Ny rad."
    ]  # fmt: skip


BESIDE, BELOW = 72, 102  # a browser indents by 30 points what is said of a term


@pytest.mark.parametrize(
    ("lines", "found", "why"),
    [
        ([(BESIDE, "Kund"), (BELOW, "Den som handlar"), (BESIDE, "Vara"), (BELOW, "Det som köps")],
         ["Kund | Den som handlar", "Vara | Det som köps"], "terms and what is said of them"),
        ([(BESIDE, "Kund"), (BESIDE, "Köpare"), (BELOW, "Den som handlar"), (BELOW, "eller hyr"),
          (BESIDE, "Vara"), (BELOW, "Det som köps")],
         ["Kund | Köpare | Den som handlar | eller hyr", "Vara | Det som köps"],
         "two terms of one meaning, and two meanings"),
        ([(BESIDE, "Kund"), (BELOW, "Den som handlar")], [], "one pair may be anything"),
        ([(BESIDE, "Kund"), (96, "Den som handlar"), (BESIDE, "Vara"), (96, "Det som köps")], [],
         "indented by a style sheet, perhaps for another reason"),
        ([(BESIDE, "Kund"), (BESIDE, "Den som handlar"), (BESIDE, "Vara")], [], "no indent at all"),
        ([(BESIDE, "Kund"), (BELOW, "Den som handlar"), (BESIDE, "Vara")], [],
         "a list ends with what is said"),
        ([(BESIDE, "Vi har vänt."), (BELOW, "Det är bra"), (BESIDE, "Nu går"), (BELOW, "Vidare")],
         [], "a sentence is no term"),
    ],
)  # fmt: skip
def test_a_browser_s_list_of_terms(
    lines: list[tuple[float, str]], found: list[str], why: str
) -> None:
    tree = Tree()
    kids = [
        tree.element("NonStruct", tree.element("NonStruct", content(0, at)))
        for at in range(1, len(lines) + 1)
    ]
    placed = [(x, 760.0 - 20 * at, words) for at, (x, words) in enumerate(lines)]
    data = tree.file(
        [page((72, 800, "Rubriken"), *placed)],
        tree.element("H1", content(0, 0)),
        tree.element("NonStruct", *kids),
    )
    rows = [words for kind, _, _, words in blocks(data) if kind == "row"]
    assert rows == found, why
    said = " | ".join(words for _, _, _, words in blocks(data)[1:])
    assert said == " | ".join(words for _, words in lines), "nothing is lost"


def test_a_list_of_terms_in_another_makes_rows_alone() -> None:
    tree = Tree()
    inner = [tree.element("NonStruct", content(0, at)) for at in (2, 3, 4, 5)]
    outer = [
        tree.element("NonStruct", content(0, 1)),
        tree.element("NonStruct", tree.element("NonStruct", *inner)),
        tree.element("NonStruct", content(0, 6)),
        tree.element("NonStruct", content(0, 7)),
    ]
    words = [(72, "Ett"), (102, "Inre"), (132, "Text"), (102, "Två"), (132, "Mer"), (72, "Tre"),
             (102, "Slut")]  # fmt: skip
    placed = [(x, 760.0 - 20 * at, word) for at, (x, word) in enumerate(words)]
    data = tree.file(
        [page((72, 800, "Rubriken"), *placed)],
        tree.element("H1", content(0, 0)),
        tree.element("NonStruct", *outer),
    )
    assert [words for kind, _, _, words in blocks(data) if kind == "row"] == [
        "Inre | Text",
        "Två | Mer",
    ]


def test_text_beside_a_paragraph_is_no_list_of_terms() -> None:
    tree = Tree()
    kids = [tree.element("NonStruct", content(0, at)) for at in (1, 2, 3, 4)]
    data = tree.file(
        [page((72, 800, "Rubriken"), (72, 760, "Kund"), (102, 740, "Den"), (72, 720, "Vara"),
              (102, 700, "Det"), (72, 680, "Slut"))],
        tree.element("H1", content(0, 0)),
        tree.element("NonStruct", *kids, tree.element("P", content(0, 5))),
    )  # fmt: skip
    assert not [words for kind, _, _, words in blocks(data) if kind == "row"]


TICKED = FONT.replace(
    "/WinAnsiEncoding",
    "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [165 /uni2612] >>",
)
BOXED = page((72, 800, "Rubriken"), (72, 780, f"{LONG}."), (72, 760, "¥"), (90, 760, "Klart"))


@pytest.mark.parametrize("apart", [True, False])
def test_a_check_box_says_something(apart: bool) -> None:
    """As label of its own or as the item's first sign, it stays."""
    tree = Tree()
    label, body = content(0, 2), content(0, 3)
    parts = (
        (tree.element("Lbl", label), tree.element("LBody", body))
        if apart
        else (tree.element("LBody", label, body),)
    )
    tops = (
        tree.element("H1", content(0, 0)),
        tree.element("P", content(0, 1)),
        tree.element("L", tree.element("LI", *parts)),
    )
    tree.objects[3] = TICKED
    document = read_pdf(tree.file([BOXED], *tops), "rapport.pdf")
    [*_, item] = document.blocks
    assert (item.kind, item.text) == ("bullet", "☒ Klart")
    assert document.characters == sum(len(block.text.replace(" ", "")) for block in document.blocks)


def test_a_check_box_says_something_without_a_tree() -> None:
    document = read_pdf(File([BOXED], more={3: TICKED}).bytes(), "rapport.pdf")
    [*_, item] = document.blocks
    assert (item.kind, item.text) == ("bullet", "☒ Klart")
    assert document.characters == sum(len(block.text.replace(" ", "")) for block in document.blocks)


def test_a_paragraph_of_typed_bullets_is_items() -> None:
    """Two lines or more that begin with a bullet; one alone may be a sign of the text's."""
    tree = Tree()
    first = [tree.element("P", content(0, 1), content(0, 2), content(0, 3), content(0, 4))]
    lines = [
        (72, 780, "Uppdrag:"),
        (72, 766, "• Utreda"),
        (72, 752, "avgiften"),
        (72, 738, "• Mer"),
    ]
    data = tree.file(
        [page((72, 800, "Rubriken"), *lines)], tree.element("H1", content(0, 0)), *first
    )
    assert blocks(data)[1:] == [
        ("paragraph", 0, "", "Uppdrag:"),
        ("bullet", 0, "", "Utreda avgiften"),
        ("bullet", 0, "", "Mer"),
    ]
    parting = Tree()
    whole = parting.element("P", content(0, 1), content(0, 2), content(0, 3))
    lines = [(72, 780, "Telefon"), (72, 766, "• Adress • Post"), (72, 752, "• Karta")]
    data = parting.file(
        [page((72, 800, "Rubriken"), *lines)], parting.element("H1", content(0, 0)), whole
    )
    assert blocks(data)[1:] == [("paragraph", 0, "", "Telefon • Adress • Post • Karta")]
    one = Tree()
    whole = one.element("P", content(0, 1), content(0, 2))
    data = one.file(
        [page((72, 800, "Rubriken"), *lines[:2])], one.element("H1", content(0, 0)), whole
    )
    assert blocks(data)[1:] == [("paragraph", 0, "", "Telefon • Adress • Post")]


def test_ticks_stay_where_crosses_stand_beside_them() -> None:
    tree = Tree()
    lines = [(72, 780, "Läget:"), (72, 766, "¥ Avtal"), (72, 752, "x Drift"), (72, 738, "¥ Kurs")]
    whole = tree.element("P", *(content(0, at) for at in (1, 2, 3, 4)))
    tree.objects[3] = TICKED.replace("uni2612", "uni2713")
    data = tree.file(
        [page((72, 800, "Rubriken"), *lines)], tree.element("H1", content(0, 0)), whole
    )
    assert blocks(data)[1:] == [("paragraph", 0, "", "Läget: ✓ Avtal x Drift ✓ Kurs")]
