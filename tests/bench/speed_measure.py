"""What a job costs: each in a session of its own, so that memory and caches are its own too.

A job is a program, or a function of plain arguments in a fresh Python. CPU seconds and the peak
memory of the largest process are read from `/proc` while the session runs, besides what the kernel
says in the end: ingest's workers are children of a fork server that nobody waits for, so the kernel
counts them for nobody.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_LOOK = 0.1  # seconds
_TICK = os.sysconf("SC_CLK_TCK")
_CALL = """
import importlib, json, sys
module, _, name = sys.argv[1].partition(":")
found = getattr(importlib.import_module(module), name)(*json.loads(sys.argv[3]))
with open(sys.argv[2], "w") as out:
    json.dump(found, out)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall in seconds, peak memory of the largest process in MB, and what was found."""

    cpu: float
    wall: float
    memory: float
    found: Any = None


class Watch:
    """The seconds of CPU and by the clock since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.monotonic()

    def told(self, **more: Any) -> dict[str, Any]:
        """As a function that `call` calls returns it, to leave its preparations out."""
        cpu, wall = time.process_time() - self._cpu, time.monotonic() - self._wall
        return {"cpu": cpu, "wall": wall, **more}


def call(function: str, *arguments: Any, python: str = sys.executable) -> Cost:
    """Call `module:function` in a fresh Python.

    If it returns a dict with `cpu` and `wall`, these are the job's. Raises RuntimeError.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        cost = run([python, "-c", _CALL, function, out.name, json.dumps(arguments)])
        found = json.loads(Path(out.name).read_text())
    told = found if isinstance(found, dict) else {}
    return Cost(told.get("cpu", cost.cpu), told.get("wall", cost.wall), cost.memory, found)


def run(command: Sequence[str], env: Mapping[str, str] | None = None, cores: str = "") -> Cost:
    """Run a program to its end, on some cores alone if they are named; `found` is what it printed.

    Raises RuntimeError when it fails; exit code 1 is an answer that found nothing.
    """
    pinned = ["taskset", "-c", cores, *command] if cores else list(command)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen(
            pinned,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        cpu: dict[int, float] = {}
        memory = 0.0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            for pid, seconds, peak in _session(process.pid):
                cpu[pid] = seconds
                memory = max(memory, peak)
            time.sleep(_LOOK)
        wall = time.monotonic() - began
        _, status, usage = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        said = err.read().decode(errors="replace")
        if process.returncode not in (0, 1) or "Traceback" in said:
            raise RuntimeError(f"{command[:3]} failed: {said[-2000:]}")
        out.seek(0)
        used = max(usage.ru_utime + usage.ru_stime, sum(cpu.values()))
        return Cost(used, wall, max(memory, usage.ru_maxrss / 1024), out.read().decode())


def _session(leader: int) -> list[tuple[int, float, float]]:
    """Of each process of a session: its number, seconds of CPU, and the most memory it had (MB)."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            try:
                stat = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if int(stat[3]) != leader:
                    continue
                status = Path(entry.path, "status").read_text()
            except OSError:  # it has just ended
                continue
            peak = status.partition("VmHWM:")[2].split(maxsplit=1)
            megabytes = int(peak[0]) / 1024 if peak else 0.0
            found.append((int(entry.name), (int(stat[11]) + int(stat[12])) / _TICK, megabytes))
    return found


def spread(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(seconds)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
