"""What a person sees in the terminal: width, colour, wrapping, bars.

Plain when piped, `NO_COLOR` honoured (no-color.org). Text from documents never reaches the terminal
as it is: control characters, which could move the cursor or retitle the window, and marks that turn
the reading direction are dropped here, once for all.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import TaskID

UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DIGIT_GROUPS = re.compile(r"(?<=\d) (?=\d{3}\b)")
KEPT = "\u00a0"  # a space that no line is broken at
CODES = {
    "bold": "1",
    "dim": "2",
    "underline": "4",
    "strike": "9",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}
PLAIN_EVERY = 5.0  # seconds between lines of progress where there is no terminal
NARROWEST, WIDEST = 40, 110  # below, columns break; above, lines tire the eye


def printable(text: str) -> str:
    """The text without characters that command a terminal."""
    return UNSAFE.sub("", text)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text goes: a stream, its width in columns, and whether it takes colour."""

    stream: TextIO
    width: int
    colour: bool

    def line(self, text: str = "") -> None:
        """One line as it stands; what comes from documents has gone through `style` or `wrap`."""
        self.stream.write(text + "\n")

    def style(self, text: str, *styles: str) -> str:
        """The text made printable and, on a colour screen, styled."""
        text = printable(text)
        if not (self.colour and styles and text):
            return text
        return f"\x1b[{';'.join(CODES[style] for style in styles)}m{text}\x1b[0m"

    def wrap(self, text: str, *, indent: int = 0, first: str | None = None) -> None:
        """A paragraph, indented, its first line led in by `first` (which may be styled)."""
        self.wrap_pieces([(text, ())], indent=indent, first=first)

    def wrap_pieces(
        self,
        pieces: Sequence[tuple[str, Sequence[str]]],
        *,
        indent: int = 0,
        first: str | None = None,
    ) -> None:
        """A paragraph of differently styled pieces, broken at spaces but not inside `400 000`."""
        words: list[tuple[str, int]] = []  # as written with styles, and its width
        glue, width = "", 0
        for text, styles in pieces:
            for part in re.split(r"(\s)", DIGIT_GROUPS.sub(KEPT, printable(text))):
                if part.isspace() and part != KEPT:
                    words.append((glue, width))
                    glue, width = "", 0
                elif part:
                    glue += self.style(part.replace(KEPT, " "), *styles)
                    width += len(part)
        words.append((glue, width))
        lead, line, used = " " * indent if first is None else first, "", 0
        for word, width in words:
            if used and used + 1 + width > self.width - indent:
                self.line(lead + line)
                lead, line, used = " " * indent, "", 0
            if width:
                line += (" " if used else "") + word
                used += (1 if used else 0) + width
        self.line(lead + line)

    def bars(self, counts: Iterable[tuple[str, int]], *, indent: int = 2) -> None:
        """A small bar chart: label, bar, number. The longest bar fills what the width leaves."""
        rows = list(counts)
        if not rows:
            return
        most = max(count for _, count in rows)
        label = max(len(name) for name, _ in rows)
        room = max(8, min(40, self.width - indent - label - len(str(most)) - 3))
        for name, count in rows:
            bar = "█" * (max(1, round(room * count / most)) if count else 0)
            self.line(f"{' ' * indent}{name:<{label}} {self.style(bar, 'cyan')} {count}")


def screen(stream: TextIO | None = None) -> Screen:
    """The screen behind a stream (standard output unless told)."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    columns = shutil.get_terminal_size((80, 24)).columns if terminal else 80
    return Screen(
        stream=stream,
        width=max(NARROWEST, min(columns, WIDEST)),
        colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
    )


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A reporter `(phase, done, total)` on standard error, silent for what takes under a second.

    On a terminal bars with the time left (rich), elsewhere now and then a plain line.
    """
    began = time.monotonic()
    if not sys.stderr.isatty():
        told = began

        def line(phase: str, done: int, total: int) -> None:
            nonlocal told
            if (now := time.monotonic()) - told >= PLAIN_EVERY:
                told = now
                sys.stderr.write(f"{phase} {done}/{total}\n")

        yield line
        return

    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(phase: str, done: int, total: int) -> None:
            if time.monotonic() - began < 1 and phase not in tasks:
                return
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=total)
            bars.update(tasks[phase], completed=done, total=total)

        yield advance
