"""Scenes: an archive as it was, a command line that changes it, and what that comes to unharmed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[1] / "index"))

from small_reports import Desk, open_here, read_here, report

from index import checks, opening, reading
from index.checks import verify
from index.rows import EVERYTHING
from search.ask import followed
from search.find import find

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
REMOVED = "lagesrapport/2025-03-06"


@dataclass(frozen=True, slots=True)
class Death:
    """How a command line ended: its exit code (negative: the signal), points, error lines."""

    status: int
    points: tuple[str, ...]
    seconds: float
    errors: str


class Killer:
    """Runs command lines in processes of their own, with faults (see victim.py)."""

    def __init__(self, folder: Path) -> None:
        self.kills = self.failures = 0
        self._log = folder / "log"
        victim = Path(__file__).parent / "victim.py"
        self._process = subprocess.Popen(
            [sys.executable, str(victim)],
            cwd=Path(__file__).parents[2],
            env={  # no cache: the write points are the same in every run
                "PYTHONPATH": ".",
                "PATH": "",
                "XDG_CACHE_HOME": os.devnull,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def run(self, argv: list[str], fault: str = "count", delay: float | None = None) -> Death:
        order = {"argv": argv, "fault": fault, "delay": delay, "log": str(self._log)}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._answer())
        self.kills += told["status"] == -9
        self.failures += told["status"] == 2
        return Death(
            told["status"], tuple(told["points"]), told["seconds"], self._log.read_text("utf-8")
        )

    def close(self) -> None:
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@dataclass(slots=True)
class Scene:
    """An archive to be harmed: `before` is a copy of it as it was, `argv` what is done to it."""

    name: str
    before: Path
    archive: Path
    argv: list[str]
    killer: Killer
    points: tuple[str, ...] = ()
    seconds: float = 0.0
    unharmed: Any = None
    as_it_was: Any = None
    codes: set[int] = field(default_factory=lambda: {0})  # when it is run again

    def set_up(self) -> None:
        """The archive as it was."""
        shutil.rmtree(self.archive, ignore_errors=True)
        if self.before.exists():
            shutil.copytree(self.before, self.archive)

    def run(self, fault: str = "count", delay: float | None = None) -> Death:
        return self.killer.run(self.argv, fault, delay)

    def measure(self) -> None:
        """Let it run unharmed, for what it comes to, its write points and its time."""
        self.set_up()
        self.as_it_was = self.state()
        done = self.run()
        assert done.status == 0, done.errors
        self.points, self.seconds, self.unharmed = done.points, done.seconds, self.state()

    def state(self) -> Any:
        """Everything that the archive holds, and what it answers."""
        if not (self.archive / "catalogue.sqlite").exists():
            return None
        desk = Desk.__new__(Desk)
        desk.archive = self.archive
        contents = desk.contents()
        with desk.open() as archive:
            found = find(archive, "nyhet system", EVERYTHING, limit=None)
            hits = sorted((hit.anchor, hit.text) for hit in found.hits)
            return contents, hits, found.searched, followed(archive, "två", None, EVERYTHING)

    def check_harmed(self) -> None:
        """Whatever happened: nothing is half written, and the archive agrees with itself."""
        for original in (self.archive / "originals").glob("*/*"):
            assert hashlib.sha256(original.read_bytes()).hexdigest() == original.stem
        if (self.archive / "catalogue.sqlite").exists():
            state = self.state()
            if self.argv[0] != "ingest":
                assert state in (self.as_it_was, self.unharmed)
            strays = [one for one in verify(self.archive) if "does not know" not in one.what]
            assert strays == []

    def check_mended(self) -> None:
        """The same command again: all is as if nothing had happened."""
        done = self.run()
        assert done.status in self.codes, done.errors
        assert self.state() == self.unharmed
        assert verify(self.archive) == []


def _files(folder: Path) -> Path:
    """Seven files of six reports in an archive and beside it, and one that cannot be read."""
    folder.mkdir()
    days = ("2025-03-13", "2025-03-20", "2025-03-27")
    for number, day in enumerate(days):
        (folder / f"{number}.html").write_text(report("Lägesrapport", day, *NEWS[number:]))
    (folder / "0.pdf").write_text(report("Lägesrapport", days[0], *NEWS) + "\n- Och mer därtill")
    (folder / "bad.pdf").write_text("!damaged")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, day in enumerate(("2025-04-03", "2025-04-10")):
            archive.writestr(f"{number}.html", report("Lägesrapport", day, *NEWS[:2], f"Vid {day}"))
    (folder / "old.zip").write_bytes(packed.getvalue())
    return folder


COMMANDS = {
    "first ingest": ["ingest", "FILES"],
    "further ingest": ["ingest", "FILES"],
    "rebuild": ["rebuild"],
    "rebuild from originals": ["rebuild", "--from-originals"],
    "remove": ["remove", REMOVED, "--reason", "Fel fil"],
    "restore": ["remove", REMOVED, "--restore"],
}


@pytest.fixture(scope="module")  # no longer: what it patches is for these tests alone
def scenes(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[dict[str, Scene]]:
    """A scene for each command that writes; in the end it is told how often they were harmed."""
    folder = tmp_path_factory.mktemp("crash")
    killer = Killer(folder)
    with pytest.MonkeyPatch.context() as patch:
        for module in (reading, checks):
            patch.setattr(module, "read_all", read_here)
        patch.setattr(opening, "read_all", open_here)
        try:
            made = _scenes(folder, killer)
            yield made
            points = sum(len(scene.points) for scene in made.values())
            capture = pytestconfig.pluginmanager.getplugin("capturemanager")
            with capture.global_and_fixture_disabled():
                print(
                    f"\n{killer.kills} kills and {killer.failures} errors met;"
                    f" {points} write points in {len(made)} commands"
                )
        finally:
            killer.close()


def _scenes(folder: Path, killer: Killer) -> dict[str, Scene]:
    files, first = _files(folder / "files"), folder / "first"
    first.mkdir()
    (first / "a.html").write_text(report("Lägesrapport", "2025-03-06", *NEWS))
    some, whole, removed = (folder / name for name in ("some", "whole", "removed"))
    for archive, paths in ((some, [first]), (whole, [first, files])):
        done = killer.run(["ingest", *map(str, paths), "--archive", str(archive)])
        assert done.status == 0, done.errors
    shutil.copytree(whole, removed)
    done = killer.run([*COMMANDS["remove"], "--archive", str(removed)])
    assert done.status == 0, done.errors
    before = {"first ingest": folder / "none", "further ingest": some, "restore": removed}
    scenes = {}
    for name, command in COMMANDS.items():
        argv = [str(files) if word == "FILES" else word for word in command]
        archive = folder / name.replace(" ", "-")
        argv += ["--archive", str(archive)]
        scene = Scene(name, before.get(name, whole), archive, argv, killer)
        if name in ("remove", "restore"):
            scene.codes = {0, 2}  # it was done before the crash: that is said
        scene.measure()
        scenes[name] = scene
    return scenes
