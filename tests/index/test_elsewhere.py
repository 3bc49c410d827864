"""index/elsewhere.py: work in another process, which may die without harm."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.elsewhere import Elsewhere, wait_for


def double(number: int) -> tuple[int, bool]:
    """The double, and whether it was worked out in the process of the tests."""
    if number < 0:
        raise ValueError("negative")
    return 2 * number, multiprocessing.parent_process() is None


def die_there(number: int) -> tuple[int, bool]:
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number)


def children() -> list[int]:
    return [process.pid or 0 for process in multiprocessing.active_children()]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere[int, tuple[int, bool]]]:
    with closing(Elsewhere(double)) as made:
        yield made


def test_one_process_works_out_one_task_after_the_other(
    elsewhere: Elsewhere[int, tuple[int, bool]],
) -> None:
    assert not elsewhere.is_busy(), "nothing was asked"
    before = set(children())
    for number in (1, 2, 3):
        elsewhere.start(number)
        wait_for([elsewhere], 60.0)
        assert not elsewhere.is_busy()
        assert elsewhere.answer() == (2 * number, False)
        wait_for([elsewhere], 60.0)  # for nothing: must not hang
    assert len(set(children()) - before) == 1
    elsewhere.close()
    assert set(children()) == before, "no process is left"


def test_what_a_dying_process_was_asked_is_worked_out_here() -> None:
    with closing(Elsewhere(die_there)) as elsewhere:
        for number in (4, 5):
            elsewhere.start(number)
            wait_for([elsewhere], 60.0)
            assert elsewhere.answer() == (2 * number, True)


@pytest.mark.parametrize("problem", [BlockingIOError("no more processes"), EOFError("no fork")])
def test_where_no_process_can_be_had_the_work_is_done_here(
    elsewhere: Elsewhere[int, tuple[int, bool]],
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
) -> None:
    def refused(_: object) -> None:
        raise problem

    for kind in ("ForkServerProcess", "SpawnProcess"):
        monkeypatch.setattr(f"multiprocessing.context.{kind}.start", refused)
    elsewhere.start(6)
    assert not elsewhere.is_busy()
    wait_for([elsewhere], 60.0)  # for nobody: must not hang
    assert elsewhere.answer() == (12, True)


def test_what_the_work_raises_is_raised_here(elsewhere: Elsewhere[int, tuple[int, bool]]) -> None:
    elsewhere.start(-1)
    with pytest.raises(ValueError, match="negative"):
        elsewhere.answer()


def test_a_task_of_megabytes_gets_there() -> None:
    with closing(Elsewhere(len)) as elsewhere:
        elsewhere.start("å" * 10_000_000)
        wait_for([elsewhere], 60.0)
        assert elsewhere.answer() == 10_000_000


def test_closing_ends_what_is_running() -> None:
    with closing(Elsewhere(_sleep)) as elsewhere:
        elsewhere.start(3600)
        assert elsewhere.is_busy()
    assert not elsewhere.is_busy()


def test_a_stopped_process_is_ended_too() -> None:
    with closing(Elsewhere(_stop)) as elsewhere:
        elsewhere.start(0)
        wait_for([elsewhere], 0.5)
        assert elsewhere.is_busy()


def test_the_first_of_several_to_answer_ends_the_wait() -> None:
    with closing(Elsewhere(time.sleep)) as slow, closing(Elsewhere(double)) as quick:
        slow.start(3600)
        quick.start(1)
        wait_for([slow, quick], 3600)
        assert slow.is_busy()
        assert not quick.is_busy()


def test_the_process_ends_with_the_one_that_started_it() -> None:
    script = (
        "import os, signal, multiprocessing, time; from index.elsewhere import Elsewhere\n"
        "if __name__ == '__main__':\n"
        "    elsewhere = Elsewhere(time.sleep); elsewhere.start(3600)\n"
        "    [child] = multiprocessing.active_children()\n"
        "    print(child.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE)
    child = Path("/proc", told.stdout.decode().strip())
    until = time.monotonic() + 60
    while child.exists():
        assert time.monotonic() < until, "it goes on alone"
        time.sleep(0.05)


def _sleep(seconds: int) -> None:
    time.sleep(seconds)


def _stop(_: int) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
