"""Processes of our own: how they are started, and that none outlives the one that started it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Windows has no fork server
    from multiprocessing.context import ForkServerContext, SpawnContext


def context() -> ForkServerContext | SpawnContext:
    """From a fork server that has the readers loaded already (Linux), or spawned."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(["ingest.fork_server"])
    return forked


def settle_in() -> None:
    """What each process does first: leave Ctrl-C to its parent, die with it, collect seldom.

    A parent that is killed cannot stop its children, and one that hangs would stay for ever. What
    they make is seldom garbage in circles: to look for that after each 700 objects, Python's
    default, takes a twelfth of their time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, daemon=True).start()
    gc.freeze()  # what all share from the fork server is no garbage either
    gc.set_threshold(50_000)


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
