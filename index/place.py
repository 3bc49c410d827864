"""Where an archive can be: its lock, its way to the disk, and drives on which it is not safe.

The lock is the operating system's, on an open file: it goes with the process that holds it, so a
crash leaves no lock behind. What the file says (process, since when) is for the message to others.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from ingest.errors import ArchiveError, Locked

_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "davfs"),
    *("ceph", "glusterfs", "lustre", "beegfs", "gpfs", "ocfs2", "gfs2", "orangefs", "moosefs"),
    *("fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs"),
}
_MOUNTS = Path("/proc/mounts")
_REMOTE_DRIVE = 4  # what Windows' GetDriveType says of a network drive


def cache_folder() -> Path:
    """Where this user's programs keep what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sparhund"


class Lock:
    """The right to write to an archive, held until `release`."""

    def __init__(self, file: Path, *, wait: float = 0.0) -> None:
        """Take the lock, waiting up to `wait` seconds. Raises Locked, saying who holds it."""
        deadline = time.monotonic() + wait
        self._file = file
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        while not _try_lock(self._descriptor):
            if time.monotonic() >= deadline:
                os.close(self._descriptor)
                raise Locked(
                    f"{_holder(file)} is writing to this archive",
                    where=str(file.parent),
                    advice="Wait until it is done, or stop it",
                )
            time.sleep(0.1)
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        os.ftruncate(self._descriptor, 0)
        os.pwrite(
            self._descriptor, json.dumps({"pid": os.getpid(), "since": since}).encode(), _TEXT
        )

    def release(self) -> None:
        """Let others write."""
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)


def _holder(file: Path) -> str:
    try:
        told = json.loads(file.read_bytes().lstrip(b"\0"))
        return f"another process ({told['pid']}, since {told['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"


if sys.platform == "win32":
    import msvcrt

    _TEXT = 1  # the first byte is locked, and could not be read by others

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    _TEXT = 0

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the disk. (Windows does the latter itself.)"""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_network(folder: Path) -> None:
    """Raise ArchiveError when a folder is known to be on a network drive.

    SQLite's write-ahead log needs memory that all its processes share, which such drives do not
    give: a catalogue there can be damaged without a word. Known are Linux's mounts and Windows'
    drives; elsewhere SQLite's own refusal must do.
    """
    kind = _network_kind(folder.resolve())
    if kind:
        raise ArchiveError(
            f"the archive is on a network drive ({kind}), where its catalogue could be damaged",
            where=str(folder),
            advice="Keep it on a disk of this computer; back it up to the network drive",
        )


def _network_kind(folder: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.anchor}")
        return "network share" if drive == _REMOTE_DRIVE else ""
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    deepest, kind = -1, ""
    for line in mounts:
        _, point, type_, *_ = line.split(" ")
        place = Path(point.encode("latin-1", "replace").decode("unicode_escape"))
        if folder.is_relative_to(place) and len(place.parts) >= deepest:
            deepest, kind = len(place.parts), type_
    return kind if kind in _NETWORK else ""
