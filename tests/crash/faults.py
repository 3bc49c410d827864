"""Faults put under the code from outside: death, a full disk and a broken one, at any write point.

A write point is a call that changes what is on the disk: fsync, rename, link, unlink, mkdir, chmod,
what the lock file says, and a commit (before and after). They are counted from 1 in the order in
which a process comes to them; a fault is one of

    count           nothing happens; the points are named
    kill:N          SIGKILL at point N
    ENOSPC:N EIO:N  point N and all later ones that need the disk fail so
    fsize:BYTES     no file can grow past BYTES: writes fail inside SQLite and Whoosh, too
    read-only       root, too, has only the rights that the files give
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from typing import Any

POINTS = ("fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "chmod", "ftruncate",
          "pwrite")  # fmt: skip
NEEDS_NO_ROOM = {"unlink", "rmdir", "chmod", "ftruncate"}
SQLITE = {"ENOSPC": ("SQLITE_FULL", "database or disk is full"),
          "EIO": ("SQLITE_IOERR_WRITE", "disk I/O error")}  # fmt: skip


class Faults:
    """What is to go wrong in this process, and the points that it came to."""

    def __init__(self, fault: str) -> None:
        self.kind, _, number = fault.partition(":")
        self.number = int(number or 0)
        self.points: list[str] = []

    def install(self) -> None:
        """Put the fault under `os` and `sqlite3`, or on the process."""
        match self.kind:
            case "fsize":
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (self.number, self.number))
            case "read-only":
                _give_up_privileges()
        for name in POINTS:
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        sqlite3.connect = self._connect(sqlite3.connect)  # type: ignore[assignment]

    def reach(self, point: str) -> None:
        """Come to a write point: die, fail or pass."""
        self.points.append(point)
        if self.kind == "kill" and len(self.points) == self.number:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind in SQLITE and len(self.points) >= self.number:
            if point == "commit":
                name, message = SQLITE[self.kind]
                error = sqlite3.OperationalError(message)
                error.sqlite_errorname = name
                raise error
            if point not in NEEDS_NO_ROOM and point != "committed":
                code = getattr(errno, self.kind)
                raise OSError(code, os.strerror(code))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.reach(name)
            return real(*arguments, **options)

        return call

    def _connect(self, real: Callable[..., Any]) -> Callable[..., Any]:
        faults = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
                if sql != "COMMIT" or not self.in_transaction or not self.total_changes:
                    return super().execute(sql, *parameters)
                faults.reach("commit")
                cursor = super().execute(sql)
                faults.reach("committed")
                return cursor

            def executescript(self, script: str) -> sqlite3.Cursor:
                if "COMMIT" not in script:
                    return super().executescript(script)
                faults.reach("commit")
                cursor = super().executescript(script)
                faults.reach("committed")
                return cursor

        def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
            return real(*arguments, factory=Connection, **options)

        return connect


def _give_up_privileges() -> None:
    """Drop all capabilities (capset, version 3): what is read-only is so for root as well."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")
