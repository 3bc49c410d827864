"""Typed bullets: which signs are one, in what company, and at what level."""

from __future__ import annotations

import pytest

from ingest.bullets import Candidate, is_mark_alone, resolve
from ingest.document import Block
from ingest.report import Link

Typed = str | tuple[float, str] | Candidate


def shown(*lines: Typed) -> list[str]:
    """What becomes of lines, some with an indent in points: `b1 a) Text`, `p Text`."""
    blocks = resolve(map(candidate, lines))
    signs = (f"b{block.level}" if block.kind == "bullet" else block.kind[0] for block in blocks)
    return [
        " ".join(filter(None, (sign, block.label, block.text)))
        for sign, block in zip(signs, blocks, strict=True)
    ]


def candidate(line: Typed) -> Candidate:
    if isinstance(line, Candidate):
        return line
    return Candidate(Block(line)) if isinstance(line, str) else Candidate(Block(line[1]), line[0])


def stated(text: str, **more: int) -> Candidate:
    """A line that the file says to be a list item."""
    return Candidate(Block(text), certain=True, **more)


def of_kind(kind: str, text: str) -> Candidate:
    return Candidate(Block(text, "heading" if kind == "heading" else "row"))


def bold(text: str) -> Candidate:
    return Candidate(Block(text, bold=True))


@pytest.mark.parametrize("sign", "•●○◦▪▫■□‣⁃∙·◆❖►▸➢➤→✓✗★\uf0b7\uf0a7")
def test_a_glyph_before_text_is_always_a_bullet(sign: str) -> None:
    assert shown(f"{sign} Ett") == shown(f"{sign}Ett") == ["b0 Ett"]
    assert shown(sign) == [f"p {sign}"], "a glyph alone is no item"


@pytest.mark.parametrize("box", "☐☑☒")
def test_a_check_box_is_a_bullet_and_stays_in_the_text(box: str) -> None:
    assert shown(f"{box} Ett") == [f"b0 {box} Ett"]
    assert shown(f"{box}Ett") == [f"b0 {box}Ett"]
    assert shown(box) == [f"p {box}"]


@pytest.mark.parametrize("sign", "-–—*‐‑−")
def test_a_dash_or_asterisk_is_a_bullet_in_company_with_a_space(sign: str) -> None:
    assert shown(f"{sign} Ett", f"{sign} Två") == ["b0 Ett", "b0 Två"]
    for lines in (["{} Ett"], ["{}5 grader", "{}7 grader"], ["{}", "{}"]):
        typed = [line.format(sign) for line in lines]
        assert shown(*typed) == [f"p {line}" for line in typed]


@pytest.mark.parametrize(
    ("first", "second"),
    [("1.", "2."), ("9)", "10)"), ("(1)", "(2)"), ("99.", "100."), ("a)", "b)"), ("(a)", "(b)"),
     ("A.", "B."), ("A)", "b)"), ("y)", "z)"), ("z)", "å)"), ("ä)", "ö)"),
     ("i)", "ii)"), ("iii.", "iv."), ("(viii)", "(ix)"), ("h)", "i)"), ("i)", "j)")],
)  # fmt: skip
def test_labels_that_count_on_are_items(first: str, second: str) -> None:
    assert shown(f"{first} Ett", f"{second} Två") == [f"b0 {first} Ett", f"b0 {second} Två"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["1. Ett"], "a lone number may be a date's or a heading's"),
        (["1. Ett", "3. Tre"], "one is missing: no list"),
        (["2. Två", "1. Ett"], "a list counts upwards"),
        (["ii) Två", "iv) Fyra"], "one is missing in Roman numerals, too"),
        (["iix) Sju", "iixi) Åtta"], "no Roman numerals"),
        (["II. Läget", "III. Mål"], "large ones number chapters"),
        (["1. Ett", "1. Ett"], "two times the same"),
        (["2024. Ett", "2025. Två"], "years"),
        (["10.30 Möte", "10.31 Möte"], "times"),
        (["1.Ett", "2.Två"], "no space"),
        (["1.", "2."], "no text"),
        (["om) ett", "on) två"], "words"),
        (["1 Ett", "2 Två"], "neither point nor bracket"),
    ],
)
def test_what_only_looks_like_a_label(lines: list[str], why: str) -> None:
    assert shown(*lines) == [f"p {line}" for line in lines], why


@pytest.mark.parametrize(
    ("lines", "found", "why"),
    [
        (["Regionen svarar.", "– Vi är nöjda."], ["p Regionen svarar.", "p – Vi är nöjda."],
         "a lone dash opens a quotation"),
        (["– Vi är nöjda.", "Hon går vidare.", "– Vi är klara."],
         ["p – Vi är nöjda.", "p Hon går vidare.", "p – Vi är klara."],
         "two quotations with text between are no company"),
        (["Uppdrag:", "– Utreda"], ["p Uppdrag:", "b0 Utreda"], "a colon announces it"),
        (["Uppdrag:", "Ett.", "– Utreda"], ["p Uppdrag:", "p Ett.", "p – Utreda"],
         "but not from afar"),
        (["• Ett", "– Under"], ["b0 Ett", "b1 Under"], "a glyph is company"),
        (["1. Ett", "– Vi är nöjda.", "2. Två"], ["b0 1. Ett", "p – Vi är nöjda.", "b0 2. Två"],
         "a number is not: a quotation in a numbered list"),
        (["– Ett", stated("två", level=0)], ["b0 Ett", "b0 två"], "a stated item is company"),
        ([stated("– Ett")], ["b0 Ett"], "a stated item needs none, and loses its typed sign"),
        ([stated("1. Ett")], ["b0 1. Ett"], "nor does a stated number"),
        ([stated("Ett")], ["b0 Ett"], "nor one without a sign"),
        (["5. Fem", stated("två")], ["p 5. Fem", "b0 två"], "company makes no number a label"),
        ([(0, "1. Ett"), (20, "1. Under"), (0, "2. Två")],
         ["b0 1. Ett", "b1 1. Under", "b0 2. Två"],
         "a number goes on from the one above it at its own indent; a lone one within is no less"),
        ([(0, "1. Ett"), (20, "5. Fem"), (0, "2. Två")], ["b0 1. Ett", "p 5. Fem", "b0 2. Två"],
         "if it is a first one"),
        ([(20, "1. Ett"), (0, "1. Vården"), (0, "2. Skolan")],
         ["p 1. Ett", "b0 1. Vården", "b0 2. Skolan"], "and stands below what counts on"),
        ([(0, "1. Ett"), (20, "A. Andersson yrkar bifall."), (0, "2. Två")],
         ["b0 1. Ett", "p A. Andersson yrkar bifall.", "b0 2. Två"], "and begins no name"),
        ([(0, "1. Ett"), (20, "1. Under"), (20, "2. Under"), (0, "2. Två")],
         ["b0 1. Ett", "b1 1. Under", "b1 2. Under", "b0 2. Två"], "each list from its own"),
        ([(0, "1. Ett"), (2, "2. Två")], ["b0 1. Ett", "b0 2. Två"],
         "or from any, where edges waver"),
        (["• Ett", "5. Fem"], ["b0 Ett", "p 5. Fem"], "nor does a glyph"),
        (["1. Ett", "– a", "– b", "2. Två"], ["b0 1. Ett", "b1 a", "b1 b", "b0 2. Två"],
         "numbers count on across what stands below them"),
        (["1. Ett", "Text.", "2. Två"], ["p 1. Ett", "p Text.", "p 2. Två"],
         "but not across a paragraph"),
        (["1. Ett", "2. Två", "Text.", "5. Fem"], ["b0 1. Ett", "b0 2. Två", "p Text.", "p 5. Fem"],
         "each list is judged by itself"),
        ([bold("1. Läget"), bold("2. Mål")], ["p 1. Läget", "p 2. Mål"],
         "numbers that are all bold are headings"),
        ([bold("• Läget"), "– Mål"], ["b0 Läget", "b1 Mål"], "a bold glyph is still a bullet"),
        (["– Läget", bold("1. Nytt"), "– Mål"], ["p – Läget", "p 1. Nytt", "p – Mål"],
         "a bold number parts what stands around it"),
        ([of_kind("row", "– | 12"), of_kind("row", "– | 15")], ["r – | 12", "r – | 15"],
         "the dash of an empty cell"),
        ([of_kind("heading", "1. Läget"), of_kind("heading", "2. Mål")],
         ["h 1. Läget", "h 2. Mål"], "numbered headings"),
    ],
)  # fmt: skip
def test_the_company_decides(lines: list[Typed], found: list[str], why: str) -> None:
    assert shown(*lines) == found, why


@pytest.mark.parametrize(
    ("lines", "levels", "why"),
    [
        (["• a", "– b", "• c", "– d"], [0, 1, 0, 1], "a known glyph leads back to its level"),
        (["• a", "◦ b", "▪ c", "◦ d"], [0, 1, 2, 1], "a glyph that is always one no less"),
        (["• a", "•b"], [0, 0], "with or without a space"),
        (["• a", "– b", "* c", "– d", "* e", "• f"], [0, 1, 2, 1, 2, 0],
         "three glyphs, three levels"),
        (["- a", "– b", "— c"], [0, 0, 0], "dashes of all lengths are one glyph"),
        (["\uf0b7 a", "• b", "\uf0a7 c"], [0, 0, 0], "so are those of symbol fonts"),
        (["☐ a", "☑ b", "☒ c"], [0, 0, 0], "and check boxes, whatever they say"),
        (["* a", "– b"], [0, 1], "an asterisk is another"),
        (["1. a", "2. b", "a) c", "b) d"], [0, 0, 0, 0], "labels are one glyph, all of them"),
        (["• a", "1. b", "2. c", "• d"], [0, 1, 1, 0], "beside others"),
        ([stated("a"), "– b", stated("c")], [0, 1, 0], "a stated item without a sign is one too"),
        (["• a", "– b", "Text.", "– c", "– d"], [0, 1, 0, 0], "a paragraph forgets the glyphs"),
        ([(0, "• a"), (20, "• b"), (0, "• c")], [0, 1, 0], "indents nest where they differ"),
        ([(0, "• a"), (20, "– b"), (20, "• c")], [0, 1, 1], "and then glyphs do not"),
        ([(0, "• a"), (20, "• b"), (40, "• c"), (20, "• d"), (40, "• e"), (0, "• f")],
         [0, 1, 2, 1, 2, 0], "each indent leads back to its own level"),
        ([(0, "• a"), (40, "• b"), (20, "• c"), (20, "• d")], [0, 1, 1, 1],
         "a first item set further in than those that follow"),
        ([(0, "• a"), (3, "– b"), (1, "• c")], [0, 1, 0],
         "edges that waver by less than a letter are no indent"),
        ([(0, "• a"), (20, "• b"), (22, "• c"), (18, "• d")], [0, 1, 1, 1], "nor are inner ones"),
        ([(0, "• a"), (6, "• b")], [0, 1], "two spaces are a narrow one"),
        ([(0, "• a"), (20, "• b"), "Text.", (20, "• c")], [0, 1, 1],
         "a list goes on below a paragraph at its indents"),
        ([(0, "• a"), (20, "• b"), of_kind("heading", "Ny"), (20, "• c")], [0, 1, 0],
         "but not below a heading"),
        ([(0, "• a"), (20, "• b"), of_kind("row", "x | y"), (20, "• c")], [0, 1, 1],
         "a table is no heading"),
        ([stated("a", level=0), stated("b", level=2), stated("c", level=1)], [0, 2, 1],
         "a stated level holds"),
        ([stated("a", base=1), stated("– b", base=1), stated("c", base=3)], [1, 2, 3],
         "lines within an item stand below it"),
    ],
)  # fmt: skip
def test_levels(lines: list[Typed], levels: list[int], why: str) -> None:
    found = [line.split()[0] for line in shown(*lines)]
    assert [int(kind[1:]) for kind in found if kind[0] == "b"] == levels, why


@pytest.mark.parametrize(
    ("text", "linked", "found"),
    [
        ("• Beslut i dag", "• Beslut", "Beslut"),
        ("1. Beslut i dag", "Beslut", "Beslut"),
        ("☐ Beslut i dag", "☐ Beslut", "☐ Beslut"),
        ("• Se Beslut • ett", "Beslut • ett", "Beslut • ett"),
    ],
    ids=["the sign is linked, too", "only the words are", "a check box", "the sign comes again"],
)
def test_a_link_s_words_lose_the_sign(text: str, linked: str, found: str) -> None:
    links = (Link(linked, "https://exempel.se/1"),)
    (block,) = resolve([Candidate(Block(text, links=links), certain=True)])
    assert block.links == (Link(found, "https://exempel.se/1"),)


@pytest.mark.parametrize("text", ["•", "•.", "\uf0b7", "-", "–", "—", "*", "o", "1.", "(1)", "12)",
                                  "a)", "(b)", "C.", "iv."])  # fmt: skip
def test_a_mark_may_stand_alone_before_its_text(text: str) -> None:
    assert is_mark_alone(text)


@pytest.mark.parametrize("text", ["", "1", "2025.", "om", "a", "ab)", "• ett", "--", "-.", "10.30"])
def test_what_is_no_mark_alone(text: str) -> None:
    assert not is_mark_alone(text)
