"""Originals: every file that became part of a report, as it came, under its SHA-256.

    originals/ab/abcdef….pdf

Read-only, never rewritten, and whole or not there: a file is copied aside, checked against its
SHA-256, brought to the disk (fsync) and then renamed into place.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.place import sync
from index.schema import refused
from ingest.errors import Damaged

_BLOCK = 1 << 20
_UNPACKED = "unpacked"
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


def place_of(sha256: str, name: str) -> str:
    """Where a file's original stands, below the archive; with the name's ending, if plain."""
    ending = Path(name).suffix.lower()
    return f"originals/{sha256[:2]}/{sha256}{ending if _ENDING.fullmatch(ending) else ''}"


def keep(archive: Path, file: Path, name: str, sha256: str) -> str:
    """Copy a file into the archive; returns its place. Raises Damaged if it changed meanwhile."""
    place = place_of(sha256, name)
    target = archive / place
    if is_whole(target, sha256):
        return place
    new = archive / "originals" / f".new-{os.getpid()}"
    new.parent.mkdir(exist_ok=True)
    try:
        if _copy(file, new) != sha256:
            raise Damaged(
                "the file changed while it was read",
                where=name,
                advice="Run ingest again when it is complete",
            )
        new.chmod(0o444)
        target.parent.mkdir(exist_ok=True)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    sync(target.parent)
    sync(target.parent.parent)
    return place


def is_whole(original: Path, sha256: str) -> bool:
    """Whether an original is there, and is what its name says."""
    return original.is_file() and digest_of(original) == sha256


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def unpacking(archive: Path) -> Iterator[Path]:
    """A folder for what comes out of containers, while it is read. Raises ArchiveError."""
    folder = archive / _UNPACKED
    try:
        folder.mkdir()
    except OSError as error:
        raise refused(error, folder) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(archive: Path) -> None:
    """Remove what a crash left: copies half made, and files unpacked."""
    for left in (archive / "originals").glob(".new-*"):
        left.unlink(missing_ok=True)
    shutil.rmtree(archive / _UNPACKED, ignore_errors=True)


def _copy(file: Path, to: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source, to.open("wb") as target:
        while block := source.read(_BLOCK):
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()
