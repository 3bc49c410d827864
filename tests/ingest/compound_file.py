"""Writes a compound file (what .msg files are), as small as olefile reads it ([MS-CFB], version 3).

Streams under 4,096 bytes stand in the mini stream, in sectors of 64 bytes; the siblings of a
directory hang on each other as a list, which is a legal, if lopsided, tree.
"""

from __future__ import annotations

import struct

_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096

Folder = dict[str, "bytes | Folder"]


def compound_file(root: Folder) -> bytes:
    """The bytes of a compound file with these streams (bytes) and storages (dictionaries)."""
    entries: list[dict[str, int | str]] = []
    small, large = bytearray(), list[bytes]()
    minifat: list[int] = []

    def add(name: str, content: bytes | Folder, kind: int) -> int:
        at = len(entries)
        entry: dict[str, int | str] = {"name": name, "kind": kind, "right": _FREE, "child": _FREE}
        entries.append(entry | {"start": _END, "size": 0})
        if isinstance(content, bytes):
            entries[at]["size"] = len(content)
            if len(content) >= _CUTOFF:
                entries[at]["start"] = -1 - len(large)  # a sector once the mini stream is laid out
                large.append(content)
            elif content:
                first, count = len(minifat), -(-len(content) // _MINI)
                entries[at]["start"] = first
                minifat.extend([*range(first + 1, first + count), _END])
                small.extend(content.ljust(count * _MINI, b"\0"))
            return at
        previous = None
        for each, inner in sorted(
            content.items(), key=lambda pair: (len(pair[0]), pair[0].upper())
        ):
            child = add(each, inner, 1 if isinstance(inner, dict) else 2)
            entries[at if previous is None else previous][
                "child" if previous is None else "right"
            ] = child
            previous = child
        return at

    add("Root Entry", root, 5)
    directory_sectors = -(-len(entries) * 128 // _SECTOR)
    chunks = [bytes(directory_sectors * _SECTOR), struct.pack(f"<{len(minifat)}I", *minifat)]
    chunks += [bytes(small), *large]
    starts, sectors, fat = [], 0, list[int]()
    for chunk in chunks:
        count = -(-len(chunk) // _SECTOR)
        starts.append(sectors if count else _END)
        fat += [*range(sectors + 1, sectors + count), _END] if count else []
        sectors += count
    entries[0] |= {"start": starts[2], "size": len(small)}
    for entry in entries:
        if int(entry["start"]) < 0:
            entry["start"] = starts[2 - int(entry["start"])]
    fat_sectors = 1
    while fat_sectors * 128 < sectors + fat_sectors:
        fat_sectors += 1
    fat += [_FAT] * fat_sectors
    chunks[0] = b"".join(map(_entry, entries))
    body = b"".join(chunk.ljust(-(-len(chunk) // _SECTOR) * _SECTOR, b"\0") for chunk in chunks)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
    minifat_sectors = -(-len(minifat) * 4 // _SECTOR)
    header = struct.pack(
        "<8s16s5H6s9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        bytes(6),
        *(0, fat_sectors, starts[0], 0, _CUTOFF, starts[1], minifat_sectors, _END, 0),
    )
    difat = [*range(sectors, sectors + fat_sectors)] + [_FREE] * (109 - fat_sectors)
    return header + struct.pack("<109I", *difat) + body + table


def _entry(entry: dict[str, int | str]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I16sI8s8sIQ",
        name,
        len(name) + 2,
        entry["kind"],
        1,
        *(_FREE, entry["right"], entry["child"]),
        bytes(16),
        0,
        bytes(8),
        bytes(8),
        entry["start"],
        entry["size"],
    )
