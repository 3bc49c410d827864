"""Runs command lines that are to die: each in a fork of this process, which has all code loaded.

One JSON object a line. In: `argv`, `fault` (see faults.py), `delay` (seconds until SIGKILL, or
null), `log` (where the fork's output goes). Out: `status` (exit code, negative for a signal),
`points` (the names of the write points, unless it was killed), `seconds`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "index"))

from faults import Faults
from small_reports import open_here, read_here

import search.find
import search.trace  # noqa: F401
from index import archive, checks, generation, opening, reading, whoosh_engine  # noqa: F401
from index.lexicon import parts
from search.cli import run


def main() -> None:
    parts("vårdsystem")  # the word list is compiled here, once, and not in every fork
    for module in (reading, checks):
        module.read_all = read_here  # type: ignore[attr-defined]
    opening.read_all = open_here  # type: ignore[attr-defined,assignment]
    sys.stdout.write("\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_victim(json.loads(line))) + "\n")
        sys.stdout.flush()


def _victim(order: dict[str, Any]) -> dict[str, Any]:
    began = time.monotonic()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _die(order, tell)
    os.close(tell)
    if order["delay"] is not None:
        time.sleep(order["delay"])
        os.kill(child, signal.SIGKILL)  # not waited for yet, so it is still this child's number
    with os.fdopen(told) as pipe:
        points = pipe.read()
    _, status = os.waitpid(child, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "points": points.split(),
        "seconds": time.monotonic() - began,
    }


def _die(order: dict[str, Any], tell: int) -> None:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    code = 70
    try:
        faults = Faults(order["fault"])
        faults.install()
        code = run(order["argv"])
        os.write(tell, " ".join(faults.points).encode())
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


main()
