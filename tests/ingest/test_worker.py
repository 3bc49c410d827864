"""A worker may hang, die, eat memory or raise anything: only its own file pays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ingest.errors import Damaged, Empty, ReadError, TooLarge, WorkerFailed
from ingest.report import Report, Source
from ingest.worker import Limits, read_all, read_one

FAST = Limits(seconds=30, workers=2)


def obeying(data: bytes, name: str) -> Report:
    """A reader that does what the file's first word says."""
    order = data.decode().split()
    match order[0]:
        case "hang":
            time.sleep(60)
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "eat":
            bytearray(int(order[1]))
        case "recurse":
            obeying(data, name)
        case "type-error":
            raise TypeError("no such thing")
        case "empty":
            raise Empty("no bytes", where=name, advice="Send it again")
        case "noise":
            os.write(1, b"to stdout\n")
            os.write(2, b"to stderr\n")
    source = Source(name, "0" * 64, "text/plain", len(data), 0, str(os.getpid()))
    return Report("x", data.decode(), "x", None, "", None, "sv", source, ())


def orders(folder: Path, *texts: str) -> list[Path]:
    files = []
    for number, text in enumerate(texts):
        file = folder / f"{number:03}.txt"
        file.write_text(text)
        files.append(file)
    return files


@pytest.mark.parametrize(
    ("order", "kind", "says"),
    [
        ("abort", WorkerFailed, "SIGABRT"),
        ("exit", WorkerFailed, "exit code 3"),
        ("hang", WorkerFailed, "longer than 4 seconds"),
        ("eat 3000000000", TooLarge, "memory"),
        ("recurse", Damaged, "nested too deeply"),
        ("type-error", Damaged, "TypeError: no such thing"),
        ("empty", Empty, "no bytes"),
    ],
)
def test_what_happens_to_one_file_does_not_happen_to_its_neighbours(
    tmp_path: Path, order: str, kind: type[ReadError], says: str
) -> None:
    files = orders(tmp_path, "good", order, "good", "good")
    limits = Limits(seconds=4 if order == "hang" else 30, workers=2)  # 4: a busy machine is slow
    outcomes = dict(read_all(files, limits, reader=obeying))
    error = outcomes.pop(files[1])
    assert type(error) is kind
    assert says in str(error)
    assert error.where == files[1].name
    assert all(isinstance(outcome, Report) for outcome in outcomes.values())
    assert len(outcomes) == 3


@pytest.mark.parametrize("ahead", [1, 6])
def test_files_are_drawn_as_workers_come_free(tmp_path: Path, ahead: int) -> None:
    [file] = orders(tmp_path, "good")
    drawn = 0

    def endless() -> Iterator[Path]:
        nonlocal drawn
        for _ in count():
            drawn += 1
            yield file

    outcomes = read_all(endless(), FAST, reader=obeying, ahead=ahead)
    next(outcomes)
    assert drawn == FAST.workers + ahead
    for _ in range(4):
        next(outcomes)
    assert drawn <= 5 + FAST.workers + ahead
    outcomes.close()


def test_workers_are_renewed_after_their_number_of_tasks(tmp_path: Path) -> None:
    files = orders(tmp_path, *["good"] * 7)
    limits = Limits(seconds=30, workers=1, tasks=2)
    pids = [
        outcome.source.producer
        for _, outcome in read_all(files, limits, reader=obeying)
        if isinstance(outcome, Report)
    ]
    assert len(pids) == 7
    assert max(pids.count(pid) for pid in pids) <= 2


def test_leaving_early_kills_what_is_running(tmp_path: Path) -> None:
    outcomes = read_all(orders(tmp_path, "good", "hang", "hang"), FAST, reader=obeying)
    began = time.monotonic()
    next(outcomes)
    outcomes.close()
    assert time.monotonic() - began < 20


def test_a_file_over_the_limit_is_not_loaded(tmp_path: Path) -> None:
    [file] = orders(tmp_path, "good " * 100)
    with pytest.raises(TooLarge, match="the limit is 99"):
        read_one(file, Limits(bytes=99, workers=1), reader=obeying)


def test_a_file_that_vanished_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="No such file"):
        read_one(tmp_path / "gone.pdf", FAST, reader=obeying)


def test_workers_do_not_write_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert read_one(orders(tmp_path, "noise")[0], FAST, reader=obeying)
    assert capfd.readouterr() == ("", "")


SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
sys.path[:0] = {paths!r}
from pathlib import Path
from test_worker import FAST, obeying
from ingest.worker import read_all
if __name__ == "__main__":
    try:
        for file, outcome in read_all([Path({good!r}), Path({hang!r})], FAST, reader=obeying):
            print(outcome.source.producer, flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_behind(tmp_path: Path, sent: signal.Signals) -> None:
    """Ctrl-C ends cleanly; even a parent that is killed takes its workers with it."""
    good, hang = orders(tmp_path, "good", "hang")
    root = Path(__file__).parents[2]
    script = tmp_path / "run.py"
    script.write_text(
        SCRIPT.format(paths=[str(root), str(Path(__file__).parent)], good=str(good), hang=str(hang))
    )
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(sent)
        try:
            out, err = parent.communicate(timeout=20)
        finally:
            parent.kill()
    if sent == signal.SIGINT:
        assert (out, err) == ("interrupted\n", "")
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    pytest.fail(f"worker {worker} outlived its parent")
