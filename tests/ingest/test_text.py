"""Plain text to blocks: headings, bullets and wrapped lines by their shape."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Block
from ingest.errors import Damaged, Empty
from ingest.text import read_text, text_blocks


def show(block: Block) -> str:
    kind = block.kind[0] + (str(block.level) if block.kind in ("heading", "bullet") else "")
    return " ".join(filter(None, (kind, block.label, block.text)))


LONG = "Arbetet med att ersätta journalsystemet går vidare enligt den plan som beslutades"
SHAPES = {
    "underlined": (
        "Rapport\n=======\n\nLäget\n-----\nText.",
        ["h1 Rapport", "h2 Läget", "p Text."],
    ),
    "Markdown": ("# Rapport\n## Läget ##\nText.", ["h1 Rapport", "h2 Läget", "p Text."]),
    "capitals alone in their line": (
        "LÄGET I KORTHET\nText.\n\nIVO",
        ["h0 LÄGET I KORTHET", "p Text.", "p IVO"],
    ),
    "each line a paragraph, as word processors save text": (
        f"Rapport\nLäget\n{LONG}.\nVi följer läget.\nFramåt\n{LONG[:-4]}.\nDet blir bra så.\nSlut",
        [
            *("p Rapport", "p Läget", f"p {LONG}.", "p Vi följer läget.", "p Framåt"),
            *(f"p {LONG[:-4]}.", "p Det blir bra så.", "p Slut"),
        ],
    ),
    "a table parted by tabs": (
        "Enhet\tMars\tApril\nAkuten\t12\t15\nText",
        ["r Enhet | Mars | April", "r Akuten | 12 | 15", "p Text"],
    ),
    "an empty cell between tabs": (
        "Enhet\tMars\tApril\tMaj\nAkuten\t12\t\t15\nVäst\t\t9\t8",
        ["p Enhet Mars April Maj", "r Akuten | 12 | – | 15", "r Väst | – | 9 | 8"],
    ),
    "labels parted by tabs": ("1.\tEtt\n2.\tTvå", ["b0 1. Ett", "b0 2. Två"]),
    "a rule is no text": ("Ett.\n\n-----\n\nTvå.\n***\nTre.", ["p Ett.", "p Två.", "p Tre."]),
    "a rule below a sentence parts": (
        "Ett\nTvå.\n---\nTre",
        ["p Ett", "p Två.", "p Tre"],
    ),
    "wrapped lines are joined": (
        f"{LONG}\nav styrelsen och som nu gäller.\n\nNy text.",
        [f"p {LONG} av styrelsen och som nu gäller.", "p Ny text."],
    ),
    "short lines are the writer's": (
        f"{LONG}\n\nNamn Ett\nNamn Två",
        [f"p {LONG}", "p Namn Ett", "p Namn Två"],
    ),
    "a line goes on in lower case": (
        "Kort rad\nsom går vidare\nNy rad\n" + LONG,
        ["p Kort rad som går vidare", "p Ny rad", f"p {LONG}"],
    ),
    "a flowed mail": (
        "Det här är en mening som \nGunnel skrev.\nSlut",
        ["p Det här är en mening som Gunnel skrev.", "p Slut"],
    ),
    "an unwrapped file": (f"{LONG} {LONG}\nny rad", [f"p {LONG} {LONG}", "p ny rad"]),
    "bullets with indented lines below": (
        "- Ett som\n  Fortsätter\n- Två\n  - Under\n* inte",
        ["b0 Ett som Fortsätter", "b0 Två", "b1 Under", "b0 inte"],
    ),
    "bullets by tab": ("•\tEtt\n\t•\tUnder\n•\tTvå", ["b0 Ett", "b1 Under", "b0 Två"]),
    "bullets with empty lines between": ("- Ett\n\n- Två", ["b0 Ett", "b0 Två"]),
    "numbers": (
        "1. Ett\n2. Två\n   a) Under\n   b) Under",
        ["b0 1. Ett", "b0 2. Två", "b1 a) Under", "b1 b) Under"],
    ),
    "Windows and old Mac line ends": ("- Ett\r\n- Två\r- Tre", ["b0 Ett", "b0 Två", "b0 Tre"]),
    "page breaks and soft hyphens": ("Ett\x0c\nTvå\u00adord", ["p Ett", "p Tvåord"]),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_shapes(text: str, expected: list[str]) -> None:
    assert [show(block) for block in text_blocks(text)] == expected


def test_many_tabs_take_no_time() -> None:
    started = time.perf_counter()
    assert [show(block) for block in text_blocks("x" + "\t" * 100_000)] == ["p x"]
    assert time.perf_counter() - started < 2  # by pairs: minutes


def test_addresses_are_links() -> None:
    (block,) = text_blocks("Se <https://x.example/a?b=1> och (https://y.example/).")
    assert [link.url for link in block.links] == ["https://x.example/a?b=1", "https://y.example/"]


@given(
    st.lists(st.sampled_from(["ord", " ", "\n", "\n\n", "- ", "    ", "1. ", "ORD", "=====", "# "]))
)
def test_no_word_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    shown = "".join(block.label + block.text for block in text_blocks(text)).lower()
    assert shown.count("ord") == text.lower().count("ord")


def test_document() -> None:
    document = read_text("Läget\n=====\n\nAllt är väl.".encode("cp1252"), "rapport.txt")
    assert (document.media_type, document.characters) == ("text/plain", 15)


@pytest.mark.parametrize("data", [b"", b" \n ", b"=====\n"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(Empty):
        read_text(data, "x.txt")


def test_binary() -> None:
    with pytest.raises(Damaged):
        read_text(bytes(range(1, 9)) * 9, "x.txt")


def test_a_heading_s_mark_is_no_text_lost() -> None:
    found = read_text(b"# Rapport\n## Veckan\nText.", "r.txt")
    assert found.characters == sum(len(block.text) for block in found.blocks)
