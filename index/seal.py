"""What this machine has found sound: an index is read whole once, not at every start.

An archive may come from anyone, and its index holds pickles: it is opened only when its files have
the digests that the catalogue names. Reading 100 MB for that takes longer than most answers. So a
note is kept of what was found sound, in the user's cache and never in the archive: the digests, and
for each file its size, its time and its inode. Who can change an index behind that can write to the
user's files anyhow; `verify` reads everything and asks no note.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from index.place import cache_folder

NOTES = 100  # of archives that were used last


def is_sealed(files: Iterable[Path], digest: str) -> bool:
    """Whether these very files were found to have this digest."""
    files = list(files)
    try:
        return _note(files).read_text(encoding="ascii") == _state(files, digest)
    except (OSError, ValueError):
        return False


def seal(files: Iterable[Path], digest: str) -> None:
    """Note that these files have this digest; where no note can be kept, they are read again."""
    files = list(files)
    try:
        note = _note(files)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(_state(files, digest), encoding="ascii")
        notes = sorted(note.parent.iterdir(), key=lambda each: each.stat().st_mtime)
        for old in notes[:-NOTES]:
            old.unlink()
    except OSError:
        pass


def _note(files: list[Path]) -> Path:
    """One note for an archive: it is of the generation that was opened last."""
    archive = files[0].resolve().parents[2]
    return cache_folder() / "sound" / hashlib.sha256(bytes(archive)).hexdigest()[:32]


def _state(files: list[Path], digest: str) -> str:
    told = [digest]
    for file in files:
        stat = file.stat()
        told.append(f"{file.name} {stat.st_size} {stat.st_mtime_ns} {stat.st_dev} {stat.st_ino}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
