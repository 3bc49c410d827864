"""Files that hold files: ZIP archives, mailboxes and mails, opened within bounds.

An archive's directory may lie about sizes, so bytes are counted as they come; 200 times as much out
as in is no report, but a bomb. Names are made relative and harmless: they are shown and recorded,
never written to.

Opening is done in a worker like reading, and a worker writes nothing: what comes out goes back to
its parent in portions that fit in memory. For each further portion the container is opened again
from its beginning, which costs little for what reports come in and nothing for most.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from ingest.errors import Damaged, Empty, Encrypted, ReadError, TooLarge
from ingest.mail import attachments, mail_message
from ingest.outlook import outlook_message
from ingest.sniff import MAIL, MBOX, OUTLOOK, ZIP, postmarks, sniff

MOST_MEMBERS = 10_000
MOST_BYTES = 1_000_000_000  # of all members together, unpacked
MOST_BYTES_EACH = 200_000_000
MOST_RATIO = 200
PORTION = 32_000_000  # bytes given back at once
DEEPEST = 4  # archives in mails in archives …
_RATIO_COUNTS_FROM = 1_000_000  # bytes: short texts may pack better than any bomb
_LONGEST_NAME = 500  # characters: ten thousand names of 64 KB are a bomb, too
_CHUNK = 1 << 20
_BAGS = (ZIP, MBOX)  # nothing but what they hold
_FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX/|\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)  # so that it marks no next mail
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]|^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file that came out of another, or why it did not.

    `name` is below the container's, which stands for itself where opening it was broken off.
    `readable`: Spårhund reads files of this kind.
    """

    name: str
    content: bytes | ReadError
    readable: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A portion of what a file holds; `whole` says that nothing comes after it.

    `is_report`: the file is to be read too (a mail has a body; what holds no files is read only).
    """

    is_report: bool
    members: tuple[Member, ...]
    whole: bool


def open_container(data: bytes, name: str, *, start: int = 0) -> Opened:
    """The portion of the files in `data` that begins with number `start`; no more than PORTION.

    Raises Empty for an archive without files, and what `members` and `sniff` raise.
    """
    media_type = sniff(data, name)
    found: list[Member] = []
    size = 0
    try:
        for member, content in islice(members(data, name), start, None):
            kind = _kind(content, member) if isinstance(content, bytes) else ""
            found.append(Member(member, content, kind != ""))
            size += len(content) if isinstance(content, bytes) else 0
            if size >= PORTION:
                return Opened(media_type not in _BAGS, tuple(found), whole=False)
    except ReadError as error:
        if not found:
            raise
        found.append(Member(name, error, readable=False))
    if media_type == ZIP and not found and not start:
        raise Empty("the archive holds no file", where=name, advice="Fetch it again")
    return Opened(media_type not in _BAGS, tuple(found), whole=True)


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes | ReadError]]:
    """Every file that the ZIP or mail `data` holds, at any depth: its name below `name`, its bytes.

    ZIP archives inside are opened and not given themselves; mails inside are given (they may be
    reports) and then what is attached to them. Files that hold no files give nothing. What cannot
    be taken out is given as the reason: Damaged or Encrypted.

    Raises TooLarge at once, whatever it is in; Damaged and Encrypted for the whole.
    """
    yield from _members(data, name, _Budget(MOST_MEMBERS, MOST_BYTES), 0)


@dataclass(slots=True)
class _Budget:
    """What may still come out of the outermost file."""

    members: int
    bytes: int
    taken: dict[str, int] = field(default_factory=dict)  # names, and how often each was asked for

    def spend(self, size: int, name: str) -> None:
        self.members -= 1
        self.bytes -= size
        if self.members < 0 or self.bytes < 0:
            raise _too_large(
                f"more than {MOST_MEMBERS} files or {MOST_BYTES // 10**6} MB come out of it", name
            )


def _members(
    data: bytes, name: str, budget: _Budget, depth: int
) -> Iterator[tuple[str, bytes | ReadError]]:
    if depth > DEEPEST:
        raise _too_large(f"archives stand in each other more than {DEEPEST} deep", name)
    for member, content in _held(data, name, budget):
        kind = "" if isinstance(content, ReadError) else _kind(content, member)
        if kind not in _BAGS:
            yield member, content
        if kind in (*_BAGS, MAIL, OUTLOOK) and isinstance(content, bytes):
            try:
                yield from _members(content, member, budget, depth + 1)
            except (Damaged, Encrypted) as error:
                if kind in _BAGS:  # of a mail, whoever reads its body will say it
                    yield member, error


def _held(data: bytes, name: str, budget: _Budget) -> Iterator[tuple[str, bytes | ReadError]]:
    """What a file holds itself; nothing if it is no container."""
    media_type = sniff(data, name)
    if media_type == ZIP:
        yield from _unzipped(data, name, budget)
    elif media_type == MBOX:
        yield from _attached(_mails(data), name, budget)
    elif media_type == MAIL:
        yield from _attached(attachments(mail_message(data)), name, budget)
    elif media_type == OUTLOOK:
        yield from _attached(attachments(outlook_message(data, name)), name, budget)


def _kind(content: bytes, name: str) -> str:
    try:
        return sniff(content, name)
    except ReadError:
        return ""  # whoever reads the member will say what is wrong with it


def _unzipped(data: bytes, name: str, budget: _Budget) -> Iterator[tuple[str, bytes | ReadError]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Damaged(
            f"the ZIP archive is broken or cut short ({error})", where=name, advice="Fetch it again"
        ) from error
    with archive:
        for number, info in enumerate(archive.infolist(), 1):
            if info.is_dir() or _FURNITURE.search(info.filename):
                continue
            own = _safe(info.filename) or f"file-{number}"
            member = _own_name(f"{name}/{own}", budget.taken)
            try:
                content = _read(archive, info, member, min(budget.bytes, MOST_BYTES_EACH))
            except (Damaged, Encrypted) as error:
                budget.spend(0, name)
                yield member, error
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


def _mails(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The mails of a mailbox (.mbox), as they would stand in files."""
    marks = postmarks(data)
    ends = [start for start, _ in marks[1:]] + [len(data)]
    for number, ((_, start), end) in enumerate(zip(marks, ends, strict=True), 1):
        yield f"mail-{number}.eml", _QUOTED_FROM.sub(rb"\1", data[start:end])


def _attached(
    files: Iterator[tuple[str, bytes]], name: str, budget: _Budget
) -> Iterator[tuple[str, bytes]]:
    for number, (file_name, content) in enumerate(files, 1):
        budget.spend(len(content), name)
        member = f"{name}/{_safe(file_name) or f'attachment-{number}'}"
        yield _own_name(member, budget.taken), content


def _own_name(name: str, taken: dict[str, int]) -> str:
    """A name that no other member has: one that is read settles in the ledger what bears its name.

    `taken` counts how often each name was asked for.
    """
    path = PurePosixPath(name)
    own = name
    while own in taken:
        taken[name] += 1
        own = str(path.with_name(f"{path.stem} ({taken[name]}){path.suffix}"))
    taken[own] = 1
    return own


def _safe(name: str) -> str:
    """A relative path without drive, `..`, control characters or halves of characters.

    Of a long one the middle is left out: the folder and the ending are what says most.
    """
    name = name.encode("utf-8", "replace").decode()
    parts = _UNSAFE.sub("", name.replace("\\", "/")).split("/")
    path = "/".join(part for part in parts if part not in ("", ".", ".."))
    half = _LONGEST_NAME // 2
    return path if len(path) <= _LONGEST_NAME else f"{path[:half]}…{path[-half:]}"


def _too_large(message: str, name: str) -> TooLarge:
    return TooLarge(message, where=name, advice="Unpack it and take in the files you need")
