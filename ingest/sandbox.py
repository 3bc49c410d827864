"""A process that can neither write nor speak to the network, where Linux allows it.

A reader needs bytes in and a report out, through pipes that are open already. So before it reads
anything it gives up, for good: writing, creating and removing files and signals to processes
outside (Landlock, Linux 5.13 and later; signals 6.12), and new sockets of any kind (seccomp).
Reading stays: libraries load their own files late, and tesseract is started from here.

Both are called through ctypes: three system calls and two of prctl, whose numbers and shapes are
part of the kernel's stable interface. The bindings on PyPI (landlock, landlockpy, py-landlock,
pyseccomp) are young, in development or years without a release: more to trust than these lines.
SECURITY.md says what this does not hold.

Sources: kernel documentation, userspace-api/landlock.rst and seccomp_filter.rst.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from typing import Any

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on all that we know below
_VERSION = 1  # flag: ask for the ABI's version
_PATH_BENEATH = 1
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_WRITE_FILE = 1 << 1
_WRITES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))  # remove and make, of every kind
_REFER, _TRUNCATE, _TCP = 1 << 13, 1 << 14, 0b11  # ABI 2, 3, 4
_SCOPED = 0b11  # ABI 6: abstract sockets and signals

# Its AUDIT_ARCH, then the numbers of socket, socketpair and io_uring_setup.
_MACHINES = {"x86_64": (0xC000003E, 41, 53, 425), "aarch64": (0xC00000B7, 198, 199, 425)}
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # EPERM
_X32 = 0x40000000  # a second numbering of x86_64's system calls


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "network", "scoped")]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("access", ctypes.c_uint64), ("parent", ctypes.c_int32)]


class _Step(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step))]


def confine() -> frozenset[str]:
    """Give up writing and the network for this process; returns which of `writes`, `network` held.

    Call it before the process starts a thread. What the platform lacks is left out, silently: the
    other walls (a process of its own, its limits) stand everywhere.
    """
    if not sys.platform.startswith("linux"):
        return frozenset()
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.syscall.restype = ctypes.c_long
    if kernel.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return frozenset()
    held = {"writes": _no_writes(kernel), "network": _no_sockets(kernel)}
    return frozenset(what for what, done in held.items() if done)


def _no_writes(kernel: Any) -> bool:
    abi = kernel.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    if abi < 1 or platform.machine() not in _MACHINES:
        return False
    files = _WRITES | (_REFER if abi >= 2 else 0) | (_TRUNCATE if abi >= 3 else 0)
    rules = _Ruleset(files, _TCP if abi >= 4 else 0, _SCOPED if abi >= 6 else 0)
    size = ctypes.c_size_t(24 if abi >= 6 else 16 if abi >= 4 else 8)
    ruleset = kernel.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return False
    null = os.open(os.devnull, os.O_PATH)
    try:  # what is started from here (tesseract) has its streams there
        rule = _Beneath(_WRITE_FILE | (files & _TRUNCATE), null)
        kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
        return bool(kernel.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(null)
        os.close(ruleset)


def _no_sockets(kernel: Any) -> bool:
    known = _MACHINES.get(platform.machine())
    if known is None or sys.maxsize < 2**32:
        return False
    architecture, *calls = known
    end = len(calls) + 5  # the last step, which refuses

    def refuse_if(at: int, code: int, value: int) -> _Step:
        return _Step(code, end - at - 1, 0, value)

    steps = [
        _Step(_LOAD, 0, 0, 4),  # seccomp_data.arch; calls of another numbering are refused
        _Step(_IF_EQUAL, 0, end - 2, architecture),
        _Step(_LOAD, 0, 0, 0),  # seccomp_data.nr
        refuse_if(3, _IF_AT_LEAST, _X32),
        *(refuse_if(at, _IF_EQUAL, call) for at, call in enumerate(calls, 4)),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _REFUSE),
    ]
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    return bool(kernel.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
