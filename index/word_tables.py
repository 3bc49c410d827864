"""Tables of words, each with a number below 16, in one file that is mapped into memory.

A word is its 60-bit hash (BLAKE2b): that any of a million strange words meets one of the list has
probability 1e-6. A table is open addressing with linear probing (Knuth, TAOCP 6.4, algorithm L):
the hash names a place, and the word stands in the first free one from there. Opening costs
nothing, a lookup a microsecond.

The file, in 64-bit numbers of the machine's byte order: the size of each table, each table, _END.
A file that a crash cut short is made anew, as its sizes and end say.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, pairwise
from pathlib import Path

Table = Sequence[int]

_END = 0x5350_41E5_4855_4E44
_OLD = 86_400.0  # seconds; younger files may be those of a version that is used beside this one


def find(table: Table, word: str) -> int:
    """The number that stands with a word, or -1 when it is not there."""
    wanted = _hash(word)
    last = len(table) - 1
    place = wanted >> 4 & last
    while entry := table[place]:
        if entry ^ wanted < 16:
            return entry & 15
        place = place + 1 & last
    return -1


def kept(path: Path, count: int, make: Callable[[], Sequence[Mapping[str, int]]]) -> list[Table]:
    """So many tables, from a file; made and kept there when it is not there, or not whole.

    Where there is no room or no right to keep them, they are this process's alone.
    """
    with contextlib.suppress(OSError, ValueError):
        return _opened(path, count)
    made = packed(make())
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep(path, made)
    return unpacked(memoryview(made), count)


def packed(words: Sequence[Mapping[str, int]]) -> bytes:
    """The file's bytes."""
    tables = [table(each) for each in words]
    numbers = (array("Q", map(len, tables)), *tables, array("Q", [_END]))
    return b"".join(each.tobytes() for each in numbers)


def table(words: Mapping[str, int]) -> array[int]:
    """The number of places is a power of two; at least a third of them stay 0."""
    size = 1 << (len(words) * 3 // 2).bit_length()
    found = array("Q", bytes(8 * size))
    for word, number in words.items():
        wanted = _hash(word)
        place = wanted >> 4 & size - 1
        while found[place]:
            place = place + 1 & size - 1
        found[place] = wanted | number
    return found


def unpacked(data: memoryview, count: int) -> list[Table]:
    """The tables of a file's bytes. Raises ValueError where these are not whole."""
    if len(data) % 8 or len(data) < 8 * (count + 1):
        raise ValueError("not a file of tables")
    numbers = data.cast("Q")
    sizes = numbers[:count].tolist()
    ends = list(accumulate(sizes, initial=count))
    whole = ends[-1] == len(numbers) - 1 and numbers[-1] == _END
    if not whole or any(size.bit_count() != 1 for size in sizes):
        raise ValueError("not a whole file of tables")
    return [numbers[start:end] for start, end in pairwise(ends)]


def _opened(path: Path, count: int) -> list[Table]:
    with path.open("rb") as file:
        return unpacked(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)), count)


def _keep(path: Path, made: bytes) -> None:
    """Write the file whole or not at all; old ones of other versions go."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(path)
    for other in path.parent.glob(f"*{path.suffix}"):
        if other != path and time.time() - other.stat().st_mtime > _OLD:
            other.unlink()


def _hash(word: str) -> int:
    """60 bits of a hash, above 4 bits that are 0."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little") & ~15
