"""What reading one file may take, and what of it the reader counts itself.

Seconds, memory and the file's bytes are held from outside (`ingest.worker`). What only a reader can
count is held here, in the process that reads: pages and characters, and whether it still gets on. A
reader calls `progress` after each step (a page); if none comes for `stall` seconds, the kernel ends
the process (SIGALRM's default action, which works inside C code too). So a long file may take its
time, and a file that hangs does not. Platforms without interval timers have the limit on the whole
time alone.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass, replace

from ingest.errors import TooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take, and how many are read at once (0 = one for each core).

    `stall` is how many seconds may pass without a step (a page) being done, `seconds` how many in
    all; 0 = any number. `memory` is address space in bytes, Python and its libraries included (some
    400 MB). `tasks`: after so many files a worker is renewed, so that what leaks does not add up.
    """

    seconds: float = 900.0
    stall: float = 90.0
    memory: int = 1_500_000_000
    bytes: int = 500_000_000
    pages: int = 3_000
    characters: int = 10_000_000
    workers: int = 0
    tasks: int = 100


DEFAULT_LIMITS = Limits()
OCR_PATIENCE = 10  # times: OCR takes seconds for a page that else takes a tenth of one
_limits = Limits(stall=0.0)  # a process that nobody put limits on may take its time


def for_ocr(limits: Limits) -> Limits:
    """The limits with the time in all that OCR needs; that for one page is enough as it is."""
    return replace(limits, seconds=OCR_PATIENCE * limits.seconds)


def hold(limits: Limits) -> None:
    """Put these limits on everything that this process reads from now on."""
    global _limits
    _limits = limits


def progress() -> None:
    """A step is done: the time for the next one begins."""
    _alarm(_limits.stall)


def rest() -> None:
    """Nothing is being read: wait as long as it takes."""
    _alarm(0.0)


def check_pages(pages: int, name: str) -> None:
    """Raises TooLarge."""
    if pages > _limits.pages:
        raise TooLarge(
            f"{pages} pages, and {_limits.pages} are the limit",
            where=name,
            advice="Split the file, or raise the limit (--max-pages)",
        )


def check_characters(characters: int, name: str) -> None:
    """Raises TooLarge."""
    if characters > _limits.characters:
        raise TooLarge(
            f"more than {_limits.characters} characters",
            where=name,
            advice="Split the file, or raise the limit (--max-characters)",
        )


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
