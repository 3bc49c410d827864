"""Open archives, lent to one request at a time, and answers kept while nothing has changed.

An `Archive` is for one thread at a time, and opening one reads the index. So a few are kept open
and lent out; SQLite's `data_version` tells that something was written meanwhile, and only then is
an archive refreshed. A lent archive goes on seeing what it saw: requests that run while an intake
or a rebuild does are answered from the last good state.

Heavy answers (a trace reads whole series) are worked out one at a time: more at once would be ready
no sooner, and would leave no archive, and in the end no thread, to those who search.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeVar, cast

from fastapi import Request

from index.accounts import Account, accounts
from index.archive import Archive, open_archive
from index.schema import CATALOGUE, connect
from ingest.errors import Locked

_PATIENCE = 30.0  # seconds that a request waits for an archive
_KEPT = 32  # answers
_LINE = 12  # heavy questions that wait at most; each holds one of the server's 40 threads
_Answer = TypeVar("_Answer")


class Shelf:
    """The archives open for reading, at most `size` at once. Close it at the end."""

    def __init__(self, folder: Path, size: int = 4) -> None:
        self.folder = folder
        self._free: list[tuple[int, Archive]] = []
        self._places = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, tuple[object]] = OrderedDict()
        self._turn = threading.Lock()
        self._line = threading.BoundedSemaphore(_LINE)
        with open_archive(folder) as archive:
            _ = archive.engine  # an unsound index is made anew now, not while somebody waits
        self._watch = connect(folder / CATALOGUE, write=False)
        self._watch.execute("PRAGMA busy_timeout = 200")
        self._seen = 0

    def close(self) -> None:
        """Close what is not lent."""
        with self._lock:
            for _, archive in self._free:
                archive.close()
            self._free.clear()
            self._watch.close()

    def version(self) -> int:
        """A number that changes with every commit of another process, and of `amend`."""
        with self._lock:
            with suppress(sqlite3.OperationalError):  # kept by another: what was seen last stands
                self._seen = int(self._watch.execute("PRAGMA data_version").fetchone()[0])
            return self._seen

    @contextmanager
    def lend(self) -> Iterator[Archive]:
        """An archive that sees all that is written by now. Raises Locked when all stay lent."""
        if not self._places.acquire(timeout=_PATIENCE):
            raise _busy()
        try:
            version = self.version()
            archive = self._taken(version)
            try:
                yield archive
            except (sqlite3.Error, OSError):
                archive.close()
                raise
            except BaseException:
                self._put_back(version, archive)
                raise
            self._put_back(version, archive)
        finally:
            self._places.release()

    def remembered(
        self, question: Hashable, answer: Callable[[Archive], _Answer], *, heavy: bool = False
    ) -> _Answer:
        """The answer to a question: kept, or worked out now and kept until the archive changes.

        `heavy` ones wait for each other. Raises Locked when they wait for long, or in too great
        number.
        """
        key = (self.version(), question)
        if (kept := self._kept(key)) is None:
            with self._one_at_a_time() if heavy else nullcontext():
                kept = self._kept(key) if heavy else None  # another may have asked the same
                if kept is None:
                    with self.lend() as archive:
                        kept = (answer(archive),)
                    self._keep(key, kept)
        return cast("_Answer", kept[0])

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        if not self._line.acquire(blocking=False):
            raise _busy()
        try:
            if not self._turn.acquire(timeout=_PATIENCE):
                raise _busy()
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._line.release()

    def _kept(self, key: Hashable) -> tuple[object] | None:
        """The answer that is kept, in a tuple of its own; None where there is none."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, key: Hashable, answer: tuple[object]) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)

    def accounts(self) -> dict[str, Account]:
        """All accounts by name, as they are now."""
        with self._lock:
            return {one.name: one for one in accounts(self._watch)}

    def writer(self) -> int | None:
        """The process that writes to the archive right now, if one does."""
        try:
            told = json.loads((self.folder / "lock").read_bytes().lstrip(b"\0"))
            os.kill(told["pid"], 0)
        except (OSError, ValueError, KeyError):
            return None
        return int(told["pid"])

    def _taken(self, version: int) -> Archive:
        with self._lock:
            seen, archive = self._free.pop() if self._free else (0, None)
            self._drop_old(version)
        if archive is None:
            return open_archive(self.folder)
        if seen != version:
            try:
                archive.refresh()
            except sqlite3.Error:
                archive.close()
                return open_archive(self.folder)
        return archive

    def _put_back(self, version: int, archive: Archive) -> None:
        current = self.version()
        with self._lock:
            self._free.append((version, archive))
            self._drop_old(current)

    def _drop_old(self, version: int) -> None:
        """Close what sees an earlier state: while it does, SQLite's log cannot be emptied."""
        for seen, archive in self._free:
            if seen != version:
                archive.close()
        self._free = [one for one in self._free if one[0] == version]


def _busy() -> Locked:
    return Locked("too many are asking at once", advice="Try again in a moment")


def shelf_of(request: Request) -> Shelf:
    """The shelf of the application that was asked."""
    shelf: Shelf = request.app.state.shelf
    return shelf
