"""Reading files in processes that can be killed.

Any file may hang its reader, eat all memory or abort the process (a cyclic page tree, a 725-byte
font of 2.6 GB, an assertion in a C library). So every file is read in a worker with a wall-clock
limit and, where the platform has them, a limit on address space, one on the time between two steps
(`ingest.limits`), and neither writing nor network (`ingest.sandbox`); a worker that dies fails its
one file, and the pool goes on. pebble is the pool: the standard library's fails every task in
flight when one worker dies. Workers come from a fork server that has the readers loaded already
(Linux), or are spawned.

The parent never imports a reader: what it gets back is a Report or the reason why there is none.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.errors import Damaged, ReadError, TooLarge, WorkerFailed
from ingest.limits import DEFAULT_LIMITS as DEFAULT_LIMITS
from ingest.limits import Limits as Limits
from ingest.limits import hold, progress, rest
from ingest.processes import context, settle_in
from ingest.report import Report

Reader = Callable[[bytes, str], Report]
_Read = TypeVar("_Read")  # what a reader makes of a file: a Report, or what is in an archive


def parse_file(data: bytes, name: str) -> Report:
    """The reader that workers run: `ingest.parse`, imported there and nowhere else."""
    from ingest.parse import parse

    return parse(data, name)


def ocr_file(data: bytes, name: str) -> Report:
    """The reader for scans: a PDF's page images, read by OCR."""
    from ingest.parse import parse

    return parse(data, name, ocr=True)


def read_all(
    files: Iterable[Path],
    limits: Limits = DEFAULT_LIMITS,
    *,
    reader: Callable[[bytes, str], _Read],
    name: Callable[[Path], str] = attrgetter("name"),
    ahead: int = 1,
) -> Generator[tuple[Path, _Read | ReadError], None, None]:
    """Read files in workers, giving each with its outcome as it is ready: not in the order asked.

    `files` is drawn from as workers come free, so it may be endless. Leaving the iterator early
    (an exception, Ctrl-C, `close()`) kills what is running. `reader` must be picklable; `name` says
    what a file is called, which may bear a date. `ahead`: so many more files are at hand for the
    workers while the caller is busy with an outcome.
    """
    pending = iter(files)
    running: dict[Future[_Read | ReadError], Path] = {}
    workers = limits.workers or os.cpu_count() or 1
    most = workers + ahead  # in hand
    pool: Any = ProcessPool(  # its stop and join carry no types
        max_workers=workers,
        max_tasks=limits.tasks,
        initializer=_prepare_worker,
        initargs=(limits,),
        context=context(),
    )
    try:
        while True:
            while len(running) < most and (file := next(pending, None)) is not None:
                task = partial(_read, str(file), name(file), reader, limits.bytes)
                running[pool.schedule(task, timeout=limits.seconds or None)] = file
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                file = running.pop(future)
                yield file, _outcome(future, file, limits)
    finally:
        pool.stop()
        pool.join()


def read_one(file: Path, limits: Limits = DEFAULT_LIMITS, *, reader: Reader = parse_file) -> Report:
    """Read one file in a worker. Raises the ReadError that it gives."""
    [(_, outcome)] = read_all([file], replace(limits, workers=1), reader=reader)
    if isinstance(outcome, ReadError):
        raise outcome
    return outcome


def _outcome(future: Future[_Read | ReadError], file: Path, limits: Limits) -> _Read | ReadError:
    try:
        return future.result()
    except TimeoutError:
        return WorkerFailed(
            f"reading took longer than {limits.seconds:g} seconds and was stopped",
            where=file.name,
            advice="Open it in a viewer and save it anew, or raise the limit (--max-seconds)",
        )
    except ProcessExpired as error:
        if _how(error.exitcode) == "SIGALRM":
            return WorkerFailed(
                f"reading got no further for {limits.stall:g} seconds and was stopped",
                where=file.name,
                advice="Open it in a viewer and save it anew, or raise the limit (--max-stall)",
            )
        return WorkerFailed(
            f"the process that read it died ({_how(error.exitcode)})",
            where=file.name,
            advice="The file is damaged or hostile; open it in a viewer and save it anew",
        )


def _how(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return signal.Signals(-exitcode).name
    return f"exit code {exitcode}"


# Runs in the worker


def _prepare_worker(limits: Limits) -> None:
    """Settle in, confined and off the terminal, and take on the limits."""
    from ingest.sandbox import confine

    confine()  # before there is a second thread
    settle_in()
    hold(limits)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or hard > limits.memory:
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(
    file: str, name: str, reader: Callable[[bytes, str], _Read], max_bytes: int
) -> _Read | ReadError:
    """Read one file; every way to fail comes back as a ReadError about this file."""
    path = Path(file)
    progress()
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise TooLarge(f"{size:,} bytes; the limit is {max_bytes:,}", where=name)
        return reader(path.read_bytes(), name)
    except ReadError as error:
        return error
    except MemoryError:
        return TooLarge(
            "reading it takes more memory than the limit allows",
            where=name,
            advice="Split the file, or raise the limit (--max-memory)",
        )
    except RecursionError:
        return Damaged(
            "nested too deeply to be read",
            where=name,
            advice="Open it in a viewer and save it anew, or as PDF",
        )
    except OSError as error:
        return Damaged(
            f"cannot be read ({error.strerror or error})",
            where=name,
            advice="Check that it is still there, and your rights to it",
        )
    except Exception as error:
        return Damaged(
            f"the reader failed on it ({type(error).__name__}: {error})"[:300],
            where=name,
            advice="Open it in a viewer and save it anew, or as PDF",
        )
    finally:
        rest()
