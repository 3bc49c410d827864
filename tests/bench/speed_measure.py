"""What a job costs: each in a process of its own, so that memory and caches are its own too.

A job is a module's function of plain arguments; its return value is kept as what it found. Programs
of others are run as they are. CPU seconds count all children and all cores.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_CALL = """
import importlib, json, resource, sys
module, _, name = sys.argv[1].partition(":")
out, arguments = sys.argv[2], json.loads(sys.argv[3])
found = getattr(importlib.import_module(module), name)(*arguments)
open(out, "w").write(json.dumps(found))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall in seconds, peak memory of the largest process in MB, and what was found."""

    cpu: float
    wall: float
    memory: float
    found: Any = None


def call(function: str, *arguments: Any, python: str = sys.executable) -> Cost:
    """Call `module:function` in a fresh Python. What it returns may replace cpu and wall, as the
    seconds of the job without its preparations: {"cpu", "wall", …}."""
    out = Path(f"/tmp/sparhund-bench-{time.monotonic_ns()}.json")
    cost = run([python, "-c", _CALL, function, str(out), json.dumps(arguments)], check=True)
    found = json.loads(out.read_text())
    out.unlink()
    told = found if isinstance(found, dict) else {}
    return Cost(told.get("cpu", cost.cpu), told.get("wall", cost.wall), cost.memory, found)


def run(command: Sequence[str], *, check: bool = True, env: dict[str, str] | None = None) -> Cost:
    """Run a program to its end."""
    script = (
        "import json, resource, subprocess, sys, time\n"
        "wall = time.monotonic()\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "told = [used.ru_utime + used.ru_stime, time.monotonic() - wall, used.ru_maxrss,"
        " done.returncode]\n"
        "print(json.dumps(told), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command], cwd=ROOT, env=env, capture_output=True, text=True
    )
    lines = done.stderr.strip().splitlines()
    cpu, wall, memory, code = json.loads(lines[-1])
    if check and code:
        raise RuntimeError(f"{' '.join(command)[:200]} failed: {' '.join(lines[-6:-1])}")
    return Cost(cpu, wall, memory / 1024)


class Watch:
    """The CPU and wall seconds since it was made, and the memory before."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.monotonic()

    def told(self, **more: Any) -> dict[str, Any]:
        """As a job returns it."""
        cpu, wall = time.process_time() - self._cpu, time.monotonic() - self._wall
        return {"cpu": cpu, "wall": wall, **more}


def peak() -> float:
    """The largest this process has been, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def spread(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(seconds)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
