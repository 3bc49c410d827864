"""One long piece of work in a process of its own, while this one does another.

The work must be a function of what it is given alone: should its process die, or not come to be,
it is done here. So a death costs time and nothing else. Process and parent share a pipe that no
third one holds: each sees at once when the other is gone.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:  # Windows has no fork server
    from multiprocessing.context import ForkServerContext, SpawnContext

_Task = TypeVar("_Task")
_Answer = TypeVar("_Answer")


class Elsewhere(Generic[_Task, _Answer]):
    """Works out a function of one task after the other. `function` and tasks must be picklable."""

    def __init__(self, function: Callable[[_Task], _Answer]) -> None:
        self._function = function
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._task: _Task
        self._asked = False

    def start(self, task: _Task) -> None:
        """Hand out a task; the answer to the one before must have been taken."""
        self._task, self._asked = task, True
        with contextlib.suppress(OSError):
            if self._process is None:
                self._begin()
            if self._pipe is not None:
                self._pipe.send(task)

    def is_busy(self, seconds: float | None = 0.0) -> bool:
        """Whether a task is at work still, after so many seconds at most (None: when it is not)."""
        return self._asked and self._pipe is not None and not self._pipe.poll(seconds)

    def answer(self) -> _Answer:
        """The answer to the task, whoever worked it out. Raises what the function raises."""
        self._asked = False
        if self._pipe is not None:
            try:
                found: _Answer = self._pipe.recv()
            except (EOFError, OSError):
                self.close()
            else:
                return found
        return self._function(self._task)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None and self._process.pid is not None:
            self._process.terminate()
            self._process.join()

    def _begin(self) -> None:
        context: ForkServerContext | SpawnContext = (
            get_context("forkserver") if sys.platform == "linux" else get_context("spawn")
        )
        self._pipe, theirs = context.Pipe()
        with theirs:
            self._process = context.Process(
                target=_work, args=(theirs, self._function), daemon=True
            )
            self._process.start()


def _work(pipe: Connection[Any, Any], function: Callable[[Any], Any]) -> None:
    """Answer until the parent is gone. What fails here is done there, and fails there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(Exception):
        while True:
            pipe.send(function(pipe.recv()))
