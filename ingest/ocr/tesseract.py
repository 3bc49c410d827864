"""The program `tesseract`: whether it is there and knows Swedish, and a page read by it.

It has no time limit of its own: the worker that waits for it has one, and takes it along.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable

from ingest.errors import NoText, WorkerFailed

LANGUAGE = "swe"
_INSTALL = "Install tesseract-ocr and tesseract-ocr-swe, and ingest again"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def missing() -> str:
    """What is missing for OCR, or an empty string when all is there."""
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract is not installed"
    try:
        told = subprocess.run(  # noqa: S603 - the program's own path and a fixed option
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return "tesseract does not start"
    known = told.stdout.split() + told.stderr.split()
    return "" if LANGUAGE in known else "tesseract lacks its data for Swedish"


def page_hocr(image: bytes, dpi: int, name: str) -> bytes:
    """A page image (any format that Tesseract reads) as hOCR. `name` is for messages only.

    Raises NoText where the program or its Swedish is missing, WorkerFailed where it fails.
    """
    return _run(image, ["-l", LANGUAGE, "--dpi", str(dpi), "--psm", "3", "hocr"], name)


def quarter_turn(image: bytes, dpi: int, name: str) -> int:
    """By how many degrees (0, 90, 180, 270) the image must be turned clockwise to be read.

    0 also where the page has too little text to tell. Raises as `page_hocr`.
    """
    try:
        told = _run(image, ["--dpi", str(dpi), "--psm", "0"], name).decode("utf-8", "replace")
    except WorkerFailed:
        return 0  # it fails on pages with few characters, and without its data for orientation
    facts = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
    turn = facts.get("Rotate", "0")
    return int(turn) % 360 if turn.isdigit() else 0


def _run(image: bytes, options: list[str], name: str) -> bytes:
    program = shutil.which("tesseract")
    if program is None:
        raise NoText("the pages have no text layer (a scan)", where=name, advice=_INSTALL)
    done = subprocess.run(  # noqa: S603 - the program's own path and fixed options
        [program, "-", "-", *options],
        input=image,
        capture_output=True,
        check=False,
        # Files are read in parallel already; its threads would get into each other's way.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        preexec_fn=_fate(),
    )
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        if reason := missing():
            raise NoText(f"a scan, and {reason}", where=name, advice=_INSTALL)
        raise WorkerFailed(f"tesseract failed on it ({said[-160:]})", where=name)
    return done.stdout


def _fate() -> Callable[[], None] | None:
    """What ties the program to its worker, which may be killed: Linux ends it at the same moment.

    Elsewhere it ends when it has read its one page and nobody takes the answer.
    """
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)  # loaded here: between fork and exec as little as can be happens

    def die_with_parent() -> None:
        library.prctl(_DIE_WITH_PARENT, signal.SIGKILL)

    return die_with_parent
