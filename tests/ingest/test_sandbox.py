"""A process that was confined can neither write nor speak to the network, nor can what it starts.

What a platform has is asked of it; what it says to hold must hold.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from ingest.limits import Limits
from ingest.report import Report, Source
from ingest.worker import read_one

ROOT = Path(__file__).parents[2]
TRIES = """
import json, os, socket, subprocess, sys
from pathlib import Path
from ingest.sandbox import confine
folder = Path(sys.argv[1])
held = confine()

def refused(what):
    try:
        what()
    except OSError as error:
        return type(error).__name__
    return ""

def started(script):
    code = subprocess.run([sys.executable, "-c", script], stderr=subprocess.DEVNULL).returncode
    if code:
        raise PermissionError

print(json.dumps({
    "held": sorted(held),
    "writes": {
        "write over": refused(lambda: (folder / "there").write_text("x")),
        "cut short": refused(lambda: os.truncate(folder / "there", 0)),
        "make": refused(lambda: (folder / "new").write_text("x")),
        "make a folder": refused(lambda: (folder / "sub").mkdir()),
        "remove": refused(lambda: (folder / "there").unlink()),
        "rename": refused(lambda: (folder / "there").rename(folder / "then")),
        "link": refused(lambda: os.symlink("/etc", folder / "link")),
        "by a program": refused(lambda: started(f"open({str(folder / 'by')!r}, 'w')")),
    },
    "network": {
        "internet": refused(lambda: socket.socket(socket.AF_INET)),
        "local": refused(lambda: socket.socket(socket.AF_UNIX)),
        "a pair": refused(socket.socketpair),
        "by a program": refused(lambda: started("import socket; socket.socket()")),
    },
    "reads": (folder / "there").read_text(),
    "silence": refused(lambda: Path(os.devnull).write_text("x")),
}))
"""


def confined(folder: Path) -> dict[str, Any]:
    (folder / "there").write_text("still")
    done = subprocess.run(
        [sys.executable, "-c", TRIES, folder],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_is_said_to_hold_holds(tmp_path: Path) -> None:
    told = confined(tmp_path)
    for what in ("writes", "network"):
        answers = told[what]
        if what in told["held"]:
            assert set(answers.values()) <= {"PermissionError", "OSError"}, answers
        else:
            assert "" in answers.values(), f"{what}: refused, and said not to be"
    assert (told["reads"], told["silence"]) == ("still", "")
    if "writes" in told["held"]:
        assert [file.name for file in tmp_path.iterdir()] == ["there"]
        assert (tmp_path / "there").read_text() == "still"


def test_linux_refuses_the_network(tmp_path: Path) -> None:
    """On the processors that are known: seccomp is in every kernel that Python 3.11 runs on."""
    held = confined(tmp_path)["held"]
    known = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
    assert ("network" in held) == known


def trying(data: bytes, name: str) -> Report:
    """A reader that was taken over: it tries to write beside what it reads, and to call home."""
    import socket

    done = []
    for what in (lambda: Path(data.decode()).write_text("x"), lambda: socket.socket()):
        try:
            what()
            done.append("done")
        except OSError:
            done.append("refused")
    source = Source(name, "0" * 64, "text/plain", len(data), 0, ", ".join(done))
    return Report("x", "x", "x", None, "", None, "sv", source, ())


def test_workers_are_confined(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(str(tmp_path / "written"))
    told = read_one(file, Limits(seconds=30, workers=1), reader=trying).source.producer
    held = confined(tmp_path)["held"]
    expected = ["refused" if what in held else "done" for what in ("writes", "network")]
    assert told == ", ".join(expected)
    assert (tmp_path / "written").exists() == (expected[0] == "done")
