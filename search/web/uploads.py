"""Uploads: what was sent is taken in, one upload after the other, and what came of each is told.

    uploads/NAME/upload-ID/   in the archive's folder, so on its disk: the files while needed
    uploads/NAME/lock         held while they are; what a crash left has no holder, is swept away

An upload is taken in by the ordinary `intake`, in a process of its own: pages are answered as fast
as ever meanwhile. The ledger names the files `upload-ID/rapport.pdf`: a name of their own, so that
one that could not be read is not taken for mended when a later upload brings another `rapport.pdf`.
Files sent twice are known by their content. Where somebody else writes to the archive, an upload
waits. A server that is stopped stops the intake: what was read by then stays read, and what was
not is gone with its folder, as is every file that could not be read.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import secrets
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Literal

from index.intake import Intake, intake
from index.ledger import now
from index.place import Lock
from ingest.errors import ArchiveError, Locked, SparhundError
from ingest.processes import settle_in

State = Literal["waiting", "running", "done", "failed"]
FOLDER = "uploads"
KEPT = 20  # uploads that are told of
MOST_WAITING = 8
_GRACE = 10.0  # seconds in which an intake may put what it has read into the catalogue
_EVERY = 0.2  # seconds between two words on progress
_PROCESSES = multiprocessing.get_context("spawn")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload, and how far it has come.

    `phase` is one of `index.progress`, or `waiting` while another process writes to the archive;
    `done` of `total` are its steps, `rate` how many it takes a second. `result` is what the intake
    did; `problem` and `advice` say why there is none.
    """

    id: str
    at: str
    files: int
    bytes: int
    state: State = "waiting"
    phase: str = ""
    done: int = 0
    total: int = 0
    rate: float = 0.0
    result: Intake | None = None
    problem: str = ""
    advice: str = ""

    @property
    def is_under_way(self) -> bool:
        """Whether there is more to come."""
        return self.state in ("waiting", "running")


class Room:
    """A folder for the files of one upload, until `leave`. `id` is the upload's."""

    def __init__(self, archive: Path) -> None:
        self.id = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}"
        self._folder = archive / FOLDER / secrets.token_hex(8)
        self.files = self._folder / f"upload-{self.id}"
        try:
            self.files.mkdir(parents=True)
            self._folder.chmod(0o700)
            self._lock = Lock(self._folder / "lock")
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise ArchiveError(
                f"there is no room for these files ({error.strerror or error})",
                advice="Make room on the archive's disk, then upload them again",
            ) from error

    def leave(self) -> None:
        """Remove the folder and all that is in it."""
        self._lock.release()
        shutil.rmtree(self._folder, ignore_errors=True)


class Uploads:
    """The uploads of one server to its archive. Close it at the end."""

    def __init__(self, archive: Path, patience: float = 600.0) -> None:
        """`patience`: how many seconds an upload waits for another who writes to the archive."""
        self.archive = archive.resolve()
        self._patience = patience
        self._known: dict[str, Upload] = {}
        self._lock = threading.Lock()
        self._line = ThreadPoolExecutor(1, thread_name_prefix="upload")
        self._rooms: dict[str, Room] = {}  # being filled, waiting, or being taken in
        self._child: multiprocessing.process.BaseProcess | None = None
        self._is_closed = False
        _sweep(self.archive / FOLDER)

    def close(self) -> None:
        """Stop what is under way, and leave nothing behind."""
        with self._lock:
            self._is_closed = True
            child = self._child
        if child is not None:
            child.terminate()
            if not wait([child.sentinel], _GRACE):
                child.kill()
        self._line.shutdown(cancel_futures=True)
        for room in list(self._rooms.values()):
            self.leave(room)

    def all(self) -> tuple[Upload, ...]:
        """The uploads since this server began, the latest first."""
        with self._lock:
            return tuple(self._known.values())[::-1]

    def room(self) -> Room:
        """A folder for the files of one more. Raises ArchiveError where there is none."""
        with self._lock:
            if len(self._rooms) >= MOST_WAITING:
                raise Locked("too many uploads are waiting", advice="Try again in a moment")
            room = Room(self.archive)
            self._rooms[room.id] = room
        return room

    def leave(self, room: Room) -> None:
        """Give up a room, and all that is in it."""
        with self._lock:
            if self._rooms.pop(room.id, None) is None:
                return
        room.leave()

    def start(self, room: Room, files: Sequence[Path]) -> Upload:
        """Take in the files of a room as soon as it is their turn, then leave the room."""
        size = sum(file.stat().st_size for file in files)
        upload = Upload(room.id, now(), len(files), size)
        with self._lock:
            self._known[upload.id] = upload
            for old in [one.id for one in self._known.values() if not one.is_under_way]:
                if len(self._known) > KEPT:
                    del self._known[old]
        self._line.submit(self._run, room, [file.name for file in files])
        return upload

    def _run(self, room: Room, names: list[str]) -> None:
        outcome: Intake | SparhundError
        try:
            outcome = self._followed(room, names)
        except Exception as error:  # whatever it is: an upload without an end blocks all others
            _log.exception("upload %s failed", room.id)
            outcome = _broken_off()
            if isinstance(error, OSError):  # no process to be had
                outcome = ArchiveError(f"the archive cannot be written ({error.strerror or error})")
        with suppress(OSError):
            self.leave(room)
        if isinstance(outcome, Intake):
            self._change(room.id, state="done", result=outcome)
        else:
            self._change(room.id, state="failed", problem=outcome.message, advice=outcome.advice)

    def _followed(self, room: Room, names: list[str]) -> Intake | SparhundError:
        """Take files in within a process, and keep what it tells of its progress."""
        here, there = _PROCESSES.Pipe(duplex=False)
        said = (self.archive, room.files, names, self._patience, there)
        child = _PROCESSES.Process(target=_take_in, args=said)
        with self._lock:
            if self._is_closed:
                return _broken_off()
            child.start()
            self._child = child
        there.close()
        self._change(room.id, state="running")
        phase, began = "", time.monotonic()
        try:
            while True:
                told: tuple[str, int, int] | Intake | SparhundError = here.recv()
                if not isinstance(told, tuple):
                    return told
                if told[0] != phase:
                    phase, began = told[0], time.monotonic()
                rate = told[1] / max(time.monotonic() - began, 0.001)
                self._change(room.id, phase=phase, done=told[1], total=told[2], rate=round(rate, 1))
        except EOFError:
            return _broken_off()
        finally:
            here.close()
            child.join()
            with self._lock:
                self._child = None

    def _change(self, id_: str, **changes: object) -> None:
        with self._lock:
            self._known[id_] = replace(self._known[id_], **changes)  # type: ignore[arg-type]  # named


def _broken_off() -> SparhundError:
    return ArchiveError(
        "taking these files in was broken off",
        advice="Upload them again: what was not read by then was not kept",
    )


def _sweep(folder: Path) -> None:
    """Remove what a crash left of earlier uploads."""
    for left in folder.glob("*"):
        with suppress(Locked, OSError):
            Lock(left / "lock").release()
            shutil.rmtree(left, ignore_errors=True)


# Runs in the process that takes in


def _take_in(
    archive: Path, folder: Path, names: list[str], patience: float, telling: Connection
) -> None:
    """Take files in, telling (phase, done, total) now and then, and last what came of it."""
    settle_in()
    signal.signal(signal.SIGTERM, _stop)
    os.chdir(folder.parent)  # a file's name in the ledger is its path from here
    last = ("", 0.0)

    def progress(phase: str, done: int, total: int) -> None:
        nonlocal last
        if phase != last[0] or time.monotonic() - last[1] >= _EVERY:
            last = (phase, time.monotonic())
            telling.send((phase, done, total))

    outcome: Intake | SparhundError
    paths = [Path(folder.name, name) for name in names]
    deadline = time.monotonic() + patience
    while True:
        try:
            outcome = intake(archive, paths, progress=progress)
        except Locked as error:
            if time.monotonic() < deadline:
                progress("waiting", 0, 0)
                time.sleep(_EVERY)
                continue
            outcome = error
        except SparhundError as error:
            outcome = error
        except (OSError, sqlite3.Error) as error:
            outcome = ArchiveError(f"the archive cannot be written ({error})")
        break
    telling.send(outcome)
    telling.close()


def _stop(*_: object) -> None:
    raise SystemExit(1)
