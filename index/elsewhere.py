"""One long piece of work in a process of its own, while this one does another.

The work must be a function of what it is given alone: should its process die, or not come to be,
it is done here. So a death costs time and nothing else. Process and parent share a pipe that no
third one holds, so that each learns when the other is gone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from ingest.processes import context, settle_in

_Task = TypeVar("_Task")
_Answer = TypeVar("_Answer")
_BROKEN = (OSError, EOFError)  # the latter of a fork server that cannot fork


class Elsewhere(Generic[_Task, _Answer]):
    """Works out a function of one task after the other. `function` and tasks must be picklable."""

    def __init__(self, function: Callable[[_Task], _Answer]) -> None:
        self._function = function
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._asked: list[_Task] = []  # one at most

    def start(self, task: _Task) -> None:
        """Hand out a task; the answer to the one before must have been taken."""
        self._asked = [task]
        with contextlib.suppress(*_BROKEN):
            if self._process is None:
                self._begin()
            if self._pipe is not None:
                self._pipe.send(task)

    def is_busy(self) -> bool:
        """Whether a task is at work still."""
        if not self._asked or self._pipe is None:
            return False
        try:
            return not self._pipe.poll()
        except OSError:  # it is gone
            return False

    @property
    def awaited(self) -> Connection[Any, Any] | None:
        """The pipe that the answer will come through, as long as it has not."""
        return self._pipe if self.is_busy() else None

    def answer(self) -> _Answer:
        """The answer to the task, whoever worked it out. Raises what the function raises."""
        [task] = self._asked
        self._asked = []
        if self._pipe is not None:
            try:
                found: _Answer = self._pipe.recv()
            except _BROKEN:
                self.close()
            else:
                return found
        return self._function(task)

    def close(self) -> None:
        """End the process, whatever it is doing; it has nothing to lose."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()

    def _begin(self) -> None:
        processes = context()
        self._pipe, theirs = processes.Pipe()
        with theirs:
            self._process = processes.Process(
                target=_work, args=(theirs, self._function), daemon=True
            )
            self._process.start()


def wait_for(several: Iterable[Elsewhere[Any, Any]], seconds: float) -> None:
    """Wait until one of those that are at work has its answer, so many seconds at most."""
    pipes = [pipe for one in several if (pipe := one.awaited) is not None]
    if pipes:
        wait(pipes, seconds)


def _work(pipe: Connection[Any, Any], function: Callable[[Any], Any]) -> None:
    """Answer until the parent is gone. What fails here is done there, and fails there."""
    settle_in()
    with contextlib.suppress(Exception):
        while True:
            pipe.send(function(pipe.recv()))
