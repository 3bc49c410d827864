"""Signs of Markdown in plain text."""

from __future__ import annotations

import pytest
from test_text import show

from ingest import markdown
from ingest.text import read_text, text_blocks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Närvarande:** Kim", "Närvarande: Kim"),
        (
            "__viktigt__ och *kursivt* och _lutat_ och `kod`",
            "viktigt och kursivt och lutat och kod",
        ),
        # Whether it is done must be seen:
        *(("- [x] Klart", "- ☑ Klart"), ("* [X] Klart", "* ☑ Klart"), ("- [ ] Kvar", "- ☐ Kvar")),
        ("***Båda*** (**ett**), _**två**_", "Båda (ett), två"),
        ("[planen](https://x.example/plan) gäller", "planen gäller"),
        # None of these is emphasis, a link or a box:
        *(
            (text, text)
            for text in (
                "5 * 3 * 2",
                "fil_namn_1",
                "a ** b ** c",
                "[1] Noten",
                "2*3*4",
                "2**3**4",
                "a__b__c",
                "[ ] Kvar",
            )
        ),
        *((text, text) for text in ("se [bilaga] (sidan 3)", "**ett", "* punkt *")),
    ],
)
def test_plain(text: str, words: str) -> None:
    assert markdown.plain(text) == words


def test_links() -> None:
    _, links = markdown.words("Se [**planen**](https://x.example/a) och [två](/b).")
    assert [(link.text, link.url) for link in links] == [
        ("planen", "https://x.example/a"),
        ("två", "/b"),
    ]


SHAPES = {
    "a table": (
        "| Enhet | Start |\n|-------|:-----:|\n| **Norr** | 13/10 |\n\nText",
        ["r Enhet | Start", "r Norr | 13/10", "p Text"],
    ),
    "a heading's emphasis": ("## **Läget**\nText", ["h2 Läget", "p Text"]),
    "check boxes": ("- [ ] Ett\n- [x] Två", ["b0 ☐ Ett", "b0 ☑ Två"]),
    "a box without bullet": ("[x] Ett\n\n[ ] Två", ["p [x] Ett", "p [ ] Två"]),
    "empty cells keep the others in their columns": (
        "| | Mars | April |\n|---|---|---|\n| Norr | | 12 |\n| Väst | 9 | |\n| | | |",
        ["r – | Mars | April", "r Norr | – | 12", "r Väst | 9"],
    ),
    "Word's hollow bullets": ("•\tEtt\n\to\tUnder\n•\tTvå", ["b0 Ett", "b1 Under", "b0 Två"]),
    "a line of bars is no table": ("| ensam", ["p | ensam"]),
    "two capitals above text": ("IT\n- Ett\n- Två", ["h0 IT", "b0 Ett", "b0 Två"]),
    "fields are never joined": (
        "SFS nr: 2025:611\nRubrik: Förordning (2025:611) om rapportering till myndigheten\n"
        "Utfärdad: 2025-06-05",
        [
            "p SFS nr: 2025:611",
            "p Rubrik: Förordning (2025:611) om rapportering till myndigheten",
            "p Utfärdad: 2025-06-05",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_shapes(text: str, expected: list[str]) -> None:
    assert [show(block) for block in text_blocks(text)] == expected


def test_quoted_lines_lose_their_sign() -> None:
    found = read_text("Ett.\n\n> Citat\n\n> 80 % är klart".encode(), "x.txt")
    assert [block.text for block in found.blocks] == ["Ett.", "Citat", "> 80 % är klart"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Nr: 1\nRubrik: Läget\nDatum: 2025-10-06\n\nText",
            ["Nr: 1", "Läget", "Datum: 2025-10-06"],
        ),
        ("---\ntitle: Läget\ndate: 2025-10-06\n---\n\n# Läget\n", ["date: 2025-10-06", "Läget"]),
    ],
)
def test_a_field_names_the_title(text: str, shown: list[str]) -> None:
    found = read_text(text.encode(), "x.txt")
    assert found.meta("title") == "Läget"
    assert [block.text for block in found.blocks][: len(shown)] == shown
    assert found.characters == sum(len("".join(block.text.split())) for block in found.blocks)


def test_a_lone_title_line_is_no_field() -> None:
    found = read_text("Rubrik: så skriver du\n\nText".encode(), "x.txt")
    assert found.meta("title") == ""
