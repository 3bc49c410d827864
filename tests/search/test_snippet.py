"""A snippet shows the matched words in their true place, and is cut where people would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.snippet import REACH, WIDTH, Mark, snippet

LONG = (
    "Regionen har yttrat sig i tre omgångar. Arbetet leds av staben, som rapporterar varje vecka. "
    "Tillsynen inleddes i januari och omfattar två beslut. Ett av dem gäller utbildning. "
    "Det andra gäller kontaktpersoner. Inga ytterligare åtgärder planeras nu, men en uppföljning "
    "görs under hösten. Förvaltningarna har fått möjlighet att lämna synpunkter på underlaget."
)


def marks_of(text: str, *words: str) -> list[Mark]:
    return [Mark(text.index(w), text.index(w) + len(w), w) for w in words]


def marked(text: str, *words: str, width: int = WIDTH) -> tuple[str, list[str]]:
    found = snippet(text, marks_of(text, *words), width=width)
    return found.text, [found.text[start:end] for start, end in found.marks]


def test_short_text_is_shown_whole() -> None:
    assert marked("IVO har fattat beslut.", "IVO", "beslut") == (
        "IVO har fattat beslut.",
        ["IVO", "beslut"],
    )


@pytest.mark.parametrize(
    ("words", "begins", "why"),
    [
        (("Regionen",), "Regionen", "a match at the start begins at the start"),
        (("kontaktpersoner",), "… ", "a match further in begins with an ellipsis"),
        ((), "Regionen", "without marks the beginning is shown"),
    ],
)
def test_where_a_snippet_begins(words: tuple[str, ...], begins: str, why: str) -> None:
    assert marked(LONG, *words, width=120)[0].startswith(begins), why


def test_window_with_most_different_words_wins() -> None:
    text, shown = marked(LONG, "Regionen", "utbildning", "kontaktpersoner", width=120)
    assert shown == ["utbildning", "kontaktpersoner"]
    assert "Regionen" not in text


def test_cut_falls_between_sentences_when_one_is_near() -> None:
    text, _ = marked(LONG, "utbildning", width=130)
    assert text.strip("… ").startswith(("Tillsynen", "Ett av dem"))
    assert text.removesuffix(" …").endswith(".")


def test_overlapping_marks_become_one() -> None:
    found = snippet("IVO-beslut", [Mark(0, 3, "ivo"), Mark(0, 10, "ivobeslut"), Mark(4, 10, "b")])
    assert found.marks == ((0, 10),)


@given(st.text(alphabet="ab .,:;XÅ\n", max_size=600), st.data())
def test_snippets_are_pieces_and_marks_stay_true(text: str, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(1, 12), st.sampled_from("abc"))
    marks = [
        Mark(at, min(len(text), at + length), key)
        for at, length, key in data.draw(st.lists(places, max_size=5))
        if at < len(text)
    ]
    found = snippet(text, marks, width=100)
    core = found.text.removeprefix("… ").removesuffix(" …")
    assert found.text in text or core in text
    assert len(found.text) <= 100 + 2 * REACH + 4
    wanted = {text[m.start : m.end] for m in marks}
    for start, end in found.marks:
        assert 0 <= start < end <= len(found.text)
        assert any(found.text[start:end] in text and w for w in wanted)
    if marks:
        assert found.marks, "the window shows at least one mark"


@given(st.lists(st.text("abcdeåäö", min_size=1, max_size=25), min_size=1), st.data())
def test_no_word_is_cut_though_a_part_of_it_is_marked(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    marks = []
    for key in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.sampled_from([at for at, c in enumerate(text) if c != " "]))
        length = len(text[start:].split(" ")[0])
        marks.append(Mark(start, start + data.draw(st.integers(1, length)), str(key)))
    found = snippet(text, marks, width=100)
    core = found.text.removeprefix("… ").removesuffix(" …")
    assert f" {core} " in f" {text} "
    most = max(
        len({m.key for m in marks if a.start <= m.start and m.end <= a.start + 100}) for a in marks
    )
    places = [at for at in range(len(text)) if f" {text} ".startswith(f" {core} ", at)]
    shown = [{m.key for m in marks if at <= m.start and m.end <= at + len(core)} for at in places]
    assert max(map(len, shown)) >= most
