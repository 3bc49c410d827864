"""What one reading may take, as the process in which it runs was told.

Seconds, memory and the file's bytes are held from outside (`ingest.worker`). What only a reader can
count stands here: pages and characters, and whether it still gets on. A reader calls `progress`
after each step (a page); if none comes for `stall` seconds, the kernel ends the process (SIGALRM's
default action, which works inside C code too). So a long file may take its time, and a file that
hangs does not. Platforms without interval timers have the limit on the whole time alone.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass

from ingest.errors import TooLarge


@dataclass(frozen=True, slots=True)
class Bounds:
    """`stall` in seconds, 0 = not watched."""

    pages: int = 3_000
    characters: int = 10_000_000
    stall: float = 0.0


_bounds = Bounds()


def hold(bounds: Bounds) -> None:
    """Put these bounds on everything that this process reads from now on."""
    global _bounds
    _bounds = bounds


def progress() -> None:
    """A step is done: the time for the next one begins."""
    _alarm(_bounds.stall)


def rest() -> None:
    """Nothing is being read: wait as long as it takes."""
    _alarm(0.0)


def check_pages(pages: int, name: str) -> None:
    """Raises TooLarge."""
    if pages > _bounds.pages:
        raise TooLarge(
            f"{pages} pages, and {_bounds.pages} are the limit",
            where=name,
            advice="Split the file, or raise the limit (--max-pages)",
        )


def check_characters(characters: int, name: str) -> None:
    """Raises TooLarge."""
    if characters > _bounds.characters:
        raise TooLarge(
            f"more than {_bounds.characters} characters",
            where=name,
            advice="Split the file, or raise the limit (--max-characters)",
        )


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
