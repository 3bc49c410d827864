"""Glyphs to Unicode, accents to letters, bullets and labels, characters to runs."""

from __future__ import annotations

import pytest

from ingest.pdf.characters import Char
from ingest.pdf.fonts import bold_font, symbolic
from ingest.pdf.glyphs import LABEL, NUMBER, bullet, characters_in, composed, marker, spelled
from ingest.pdf.page import Target
from ingest.pdf.runs import runs


def char(text: str, x0: float, width: float = 5, top: float = 0, size: float = 10) -> Char:
    return Char(text, "Arial", size, x0, top, x0 + width, top + size, None, 0, False, False)


def word(text: str, x0: float = 0, step: float = 5, top: float = 0) -> list[Char]:
    return [char(letter, x0 + at * step, top=top) for at, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("glyph", "font", "means"),
    [
        ("a", "Arial", "a"),
        ("ﬁ", "Arial", "fi"),
        ("ﬄ", "Arial", "ffl"),
        ("\u00a0", "Arial", " "),
        ("\u2009", "Arial", " "),
        ("\u2010", "Arial", "\u2010"),
        ("\u2011", "Arial", "-"),
        ("\u200b", "Arial", ""),
        ("\x07", "Arial", ""),
        ("\u00ad", "Arial", "\u00ad"),
        ("\uf041", "Arial", "A"),
        ("\uf0b7", "Symbol", "\uf0b7"),
        ("\uf041", "Wingdings", "\uf041"),
        ("½", "Arial", "½"),
    ],
)
def test_spelling(glyph: str, font: str, means: str) -> None:
    assert spelled(glyph, font) == means


@pytest.mark.parametrize(
    ("chars", "text"),
    [
        ([char("a", 0), char("\u0308", 5, 0)], "ä"),
        ([char("a", 0), char("\u0308", 1)], "ä"),
        ([char("¨", 0), char("a", 0)], "ä"),
        ([char("˚", 0), char("A", 0, 7)], "Å"),
        ([char("a", 0), char("¨", 0)], "ä"),
        ([char("´", 0), char("ı", 0, 3)], "í"),
        ([char("2", 0), char("°", 5), char("C", 10)], "2°C"),
        ([char("x", 0), char("^", 5), char("y", 10)], "x^y"),
        ([char("¨", 0), char("a", 20)], "¨a"),
        ([char("¨", 0)], "¨"),
    ],
    ids=[
        "combining after", "combining over", "spacing before", "ring before", "spacing after",
        "dotless i", "degrees", "circumflex", "far apart", "alone",
    ],
)  # fmt: skip
def test_accents_in_two_glyphs(chars: list[Char], text: str) -> None:
    assert "".join(one.text for one in composed(chars)) == text


@pytest.mark.parametrize(
    ("token", "font", "sure"),
    [
        ("•", "Arial", "always"),
        ("\uf0a7", "Wingdings", "always"),
        ("§", "Wingdings", "always"),
        ("o", "Wingdings", "always"),
        ("(cid:127)", "Helvetica", "always"),
        ("o", "CourierNew", "sometimes"),
        ("–", "Arial", "sometimes"),
        ("§", "Arial", ""),
        ("a", "Arial", ""),
        ("ord", "Wingdings", ""),
    ],
)
def test_bullets(token: str, font: str, sure: str) -> None:
    assert bullet(token, font) == sure


@pytest.mark.parametrize(
    ("token", "label"),
    [
        ("1.", True), ("12)", True), ("a)", True), ("(b)", True), ("iv.", True),
        ("2025.", False), ("22/10:", False), ("10.30", False), ("§", False), ("3", False),
        ("dvs.", False), ("15.11.24", False),
    ],
)  # fmt: skip
def test_labels(token: str, label: bool) -> None:
    assert (LABEL.fullmatch(token) is not None) is label
    assert marker(token, "Arial") is label


@pytest.mark.parametrize(
    ("token", "number"),
    [("1.1", True), ("1.2.3", True), ("1.2.", True), ("1.", False), ("10.30", False)],
)
def test_numbers_of_clauses(token: str, number: bool) -> None:
    assert (NUMBER.fullmatch(token) is not None) is number


@pytest.mark.parametrize(
    ("name", "descriptor", "bold"),
    [
        ("ABCDEF+Arial-BoldMT", {}, True),
        ("CMBX10", {}, True),
        ("LMRoman10-Bold", {}, True),
        ("Arial,Bold", {}, True),
        ("ABCDEF+Arial", {}, False),
        ("BOLDXY+Arial", {}, False),
        ("F1", {"FontWeight": 700}, True),
        ("F1", {"FontWeight": 400, "Flags": 32}, False),
        ("F1", {"Flags": 1 << 18}, True),
    ],
)
def test_bold_fonts(name: str, descriptor: dict[str, object], bold: bool) -> None:
    assert bold_font(name, descriptor) is bold


def test_symbol_fonts() -> None:
    assert symbolic("ABCDEF+Wingdings-Regular")
    assert not symbolic("ABCDEF+Arial")


def test_counting_takes_a_glyph_without_unicode_for_one() -> None:
    assert characters_in("a b\u00ad(cid:127)") == 3


@pytest.mark.parametrize(
    ("chars", "texts"),
    [
        (word("ord"), ["ord"]),
        (word("två") + word("ord", 18), ["två ord"]),
        ([*word("två"), char(" ", 15), *word("ord", 17)], ["två ord"]),
        (word("RUBRIK", step=8) + word("ETT", 53, step=8), ["RUBRIK ETT"]),
            (word("ETT", step=8), ["ETT"]),
        (word("vänster") + word("höger", 80), ["vänster", "höger"]),
        (word("rad") + word("rad", top=12), ["rad", "rad"]),
        (word("fet") + word("fet", 0.3), ["fet"]),
        ([char("f", 0), char("f", 0.4), char("e", 5), char("t", 10)], ["fet"]),
        (word("1.") + word("Text", 14), ["1. ", "Text"]),
        ([], []),
        ([char(" ", 0)], []),
    ],
    ids=[
        "a word", "a gap", "a space", "letter-spaced", "letter-spaced and short", "a wide gap",
        "rows", "overprinted",
        "glyph by glyph", "a label", "nothing", "blank",
    ],
)  # fmt: skip
def test_runs(chars: list[Char], texts: list[str]) -> None:
    assert [run.text.strip() for run in runs(chars)] == [text.strip() for text in texts]


def test_what_is_struck_twice_is_bold() -> None:
    assert [run.bold for run in runs(word("fet") + word("fet", 0.3))] == [True]


def test_slanted_text_makes_no_run() -> None:
    assert runs([one._replace(turn=None) for one in word("UTKAST")]) == []


@pytest.mark.parametrize(
    ("left", "linked"),
    [(30, "beslut"), (33, "beslut"), (50, ""), (0, "se det beslut")],
    ids=["exact", "first letter missed", "most missed", "all"],
)
def test_a_word_mostly_in_a_link_is_wholly_in_it(left: float, linked: str) -> None:
    chars = word("se") + word("det", 13) + word("beslut", 31)
    link = Target(left, -1, 61, 11, "https://region.example/")
    found = [run.text for run in runs(chars, [link]) if run.url]
    assert " ".join(" ".join(found).split()) == linked
