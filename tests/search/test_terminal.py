"""Text for a person's terminal: wrapped at spaces, never commanding it, plain where piped."""

from __future__ import annotations

import io

import pytest

from search.terminal import Screen, printable


def shown(text: str, *, width: int = 20, indent: int = 0, first: str | None = None) -> list[str]:
    stream = io.StringIO()
    Screen(stream, width, colour=False).wrap(text, indent=indent, first=first)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("text", "lines", "why"),
    [
        ("Ett kort beslut.", ["Ett kort beslut."], "what fits stays on its line"),
        (
            "Regionen ska betala 650 000 kronor",
            ["Regionen ska betala", "650 000 kronor"],
            "a number",
        ),
        ("a" * 30, ["a" * 30], "a long word is not torn: an address must be copied whole"),
        ("ett  två\nsju", ["ett två sju"], "spaces are one"),
        ("", [""], "nothing is an empty line"),
    ],
)
def test_wrapping(text: str, lines: list[str], why: str) -> None:
    assert shown(text) == lines, why


def test_the_first_line_may_be_led_in() -> None:
    assert shown("ett två tre fyra fem", indent=4, first="1.2 ") == [
        "1.2 ett två tre fyra",
        "    fem",
    ]


def test_styles_take_no_width() -> None:
    stream = io.StringIO()
    screen = Screen(stream, 12, colour=True)
    screen.wrap_pieces([("ett ", ()), ("två tre", ("bold",)), (" fyra", ())], indent=0)
    assert stream.getvalue() == "ett \x1b[1mtvå\x1b[0m \x1b[1mtre\x1b[0m\nfyra\n"


@pytest.mark.parametrize(
    "evil", ["\x1b[2J", "\x1b]0;titel\x07", "\x9b31m", "\u202e", "\r", "\x00", "\u2066"]
)
def test_no_character_commands_the_terminal(evil: str) -> None:
    kept = printable(f"före{evil}efter")
    assert kept.startswith("före")
    assert kept.endswith("efter")
    assert not any(sign < " " or "\x7f" <= sign < "\xa0" or sign in "\u202e\u2066" for sign in kept)


def test_bars_show_their_numbers_and_zero_has_none() -> None:
    stream = io.StringIO()
    Screen(stream, 30, colour=False).bars([("2025-01", 4), ("2025-02", 0), ("2025-03", 1)])
    lines = stream.getvalue().splitlines()
    assert [line.split()[-1] for line in lines] == ["4", "0", "1"]
    assert lines[0].count("█") > lines[2].count("█") > lines[1].count("█") == 0
