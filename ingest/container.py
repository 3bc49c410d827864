"""Files that hold files: ZIP archives and mails, opened within bounds.

An archive's directory may lie about sizes, so bytes are counted as they come; 200 times as much out
as in is no report, but a bomb. Names are made relative and harmless: they are shown and recorded,
never written to.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.errors import Damaged, Encrypted, ReadError, TooLarge
from ingest.mail import attachments, mail_message
from ingest.outlook import outlook_message
from ingest.sniff import MAIL, OUTLOOK, ZIP, sniff

MOST_MEMBERS = 10_000
MOST_BYTES = 1_000_000_000  # of all members together, unpacked
MOST_BYTES_EACH = 200_000_000
MOST_RATIO = 200
DEEPEST = 4  # archives in mails in archives …
_RATIO_COUNTS_FROM = 1_000_000  # bytes: short texts may pack better than any bomb
_CHUNK = 1 << 20
_FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX/|\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]|^[A-Za-z]:")


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file that the ZIP or mail `data` holds, at any depth: its name below `name`, its bytes.

    ZIP archives inside are opened and not given themselves; mails inside are given (they may be
    reports) and then what is attached to them. Files that hold no files give nothing.

    Raises TooLarge at once. Raises Damaged and Encrypted for the whole archive at once, for single
    members after all others were given.
    """
    budget = _Budget(MOST_MEMBERS, MOST_BYTES)
    failed: list[ReadError] = []
    yield from _members(data, name, budget, failed, 0)
    if failed:
        raise failed[0]


@dataclass(slots=True)
class _Budget:
    """What may still come out of the outermost file."""

    members: int
    bytes: int

    def spend(self, size: int, name: str) -> None:
        self.members -= 1
        self.bytes -= size
        if self.members < 0 or self.bytes < 0:
            raise _too_large(
                f"more than {MOST_MEMBERS} files or {MOST_BYTES // 10**6} MB come out of it", name
            )


def _members(
    data: bytes, name: str, budget: _Budget, failed: list[ReadError], depth: int
) -> Iterator[tuple[str, bytes]]:
    if depth > DEEPEST:
        raise _too_large(f"archives stand in each other more than {DEEPEST} deep", name)
    media_type = sniff(data, name)
    if media_type == ZIP:
        found = _unzipped(data, name, budget, failed)
    elif media_type == MAIL:
        found = _attached(attachments(mail_message(data)), name, budget)
    elif media_type == OUTLOOK:
        found = _attached(attachments(outlook_message(data, name)), name, budget)
    else:
        return
    for member, content in found:
        kind = _kind(content, member)
        if kind != ZIP:
            yield member, content
        if kind in (ZIP, MAIL, OUTLOOK):
            try:
                yield from _members(content, member, budget, failed, depth + 1)
            except (Damaged, Encrypted) as error:
                failed.append(error)


def _kind(content: bytes, name: str) -> str:
    try:
        return sniff(content, name)
    except ReadError:
        return ""  # whoever reads the member will say what is wrong with it


def _unzipped(
    data: bytes, name: str, budget: _Budget, failed: list[ReadError]
) -> Iterator[tuple[str, bytes]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Damaged(
            f"the ZIP archive is broken or cut short ({error})", where=name, advice="Fetch it again"
        ) from error
    with archive:
        for info in archive.infolist():
            if info.is_dir() or _FURNITURE.search(info.filename):
                continue
            member = f"{name}/{_safe(info.filename)}"
            try:
                content = _read(archive, info, member, min(budget.bytes, MOST_BYTES_EACH))
            except (Damaged, Encrypted) as error:
                failed.append(error)
                continue
            budget.spend(len(content), name)
            yield member, content


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: str, most: int) -> bytes:
    """One member's bytes, counted as they come."""
    if info.flag_bits & 1:
        raise Encrypted(
            "the ZIP archive needs a password",
            where=member,
            advice="Unpack it and take in the files",
        )
    chunks: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                packed = max(info.compress_size, 1)
                if size > most or (size > _RATIO_COUNTS_FROM and size > packed * MOST_RATIO):
                    raise _too_large("unpacked, it is larger than any report", member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Damaged(
            f"broken inside the ZIP archive ({error})", where=member, advice="Fetch it again"
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise Damaged(
            f"packed in a way that is not known here ({error})",
            where=member,
            advice="Unpack it and take in the files",
        ) from error
    return b"".join(chunks)


def _attached(
    files: Iterator[tuple[str, bytes]], name: str, budget: _Budget
) -> Iterator[tuple[str, bytes]]:
    for number, (file_name, content) in enumerate(files, 1):
        budget.spend(len(content), name)
        yield f"{name}/{_safe(file_name) or f'attachment-{number}'}", content


def _safe(name: str) -> str:
    """A relative path without drive, `..` or control characters."""
    parts = _UNSAFE.sub("", name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _too_large(message: str, name: str) -> TooLarge:
    return TooLarge(message, where=name, advice="Unpack it and take in the files you need")
