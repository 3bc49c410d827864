"""Files that a form brings, streamed to a folder: bounded, under harmless names, or not at all.

Starlette's own reader puts files into the system's temporary folder, and bounds neither one of them
nor all. So the body is read here, with the parser that Starlette uses (RFC 7578): a chunk at a
time, written as it comes, and within a time for all. The form's secret stands first in it and is
checked before any file.

A browser shows the answer only when all was read that it sends; so what comes after a refusal is
read on and dropped, up to a bound.
"""

from __future__ import annotations

import asyncio
import re
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Collection
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from ingest.errors import ArchiveError, SparhundError, UsageError
from search.web.door import FORM_FIELD, not_ours

MOST_FILES = 1000
MOST_BYTES_EACH = 200_000_000
MOST_BYTES = 1_000_000_000  # of all files together
MOST_SENT = 3 * MOST_BYTES  # what is read and dropped included
PATIENCE = 60.0  # seconds between two chunks
MOST_SECONDS = 7200.0  # for the whole body: 1 GB at a little more than 1 Mbit/s
_PORTION = 1 << 20  # bytes written at once: each costs a change of threads
_LONGEST_FIELD = 200  # bytes of what is no file
_LONGEST_NAME = 150  # bytes: file systems have room for 255, and originals for an ending
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
)
_ESCAPED = {"%22": '"', "%0D": "\r", "%0A": "\n"}  # all that browsers escape in a name (HTML)
_IN_PORTIONS = "Upload them in portions"
_ALONE = "Take it in on the server: sparhund ingest FILE"


class TooMuch(SparhundError):
    """More files or bytes than are taken in at once."""


class Broken(UsageError):
    """A body that is no form, or that ended before it was whole."""


async def received(request: Request, folder: Path, is_ours: Callable[[str], bool]) -> list[Path]:
    """The files of a form, each now in the folder, in the order in which they came.

    `is_ours` judges the form's secret. Raises NotAllowed where it does not pass, TooMuch, Broken,
    UsageError where no file was chosen, and ArchiveError when the disk refuses. What was written
    until then is left to the caller, who has made the folder.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise Broken("this form holds no files")
    chunks = _chunks(request)
    writing = _Writing(boundary, folder, is_ours)
    try:
        async for chunk in chunks:
            await run_in_threadpool(writing.take, chunk)
        writing.check_end()
    except OSError as error:
        await _drop(chunks)
        raise ArchiveError(
            f"there is no room for these files ({error.strerror or error})",
            advice="Make room on the archive's disk, then upload them again",
        ) from error
    except (FormParserError, SparhundError) as error:
        await _drop(chunks)
        if isinstance(error, FormParserError):
            raise Broken("this form holds no files") from error
        raise
    finally:
        writing.close()
    if not writing.files:
        raise UsageError("no file was chosen")
    return writing.files


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    """The body in portions as it comes. Raises Broken where it stops before its end."""
    stream = request.stream()
    portion = bytearray()
    end = time.monotonic() + MOST_SECONDS
    try:
        while True:
            async with asyncio.timeout(min(PATIENCE, end - time.monotonic())):
                portion += await anext(stream)
            if len(portion) >= _PORTION:
                yield bytes(portion)
                portion.clear()
    except StopAsyncIteration:
        yield bytes(portion)
    except (ClientDisconnect, TimeoutError) as error:
        raise _cut() from error


async def _drop(chunks: AsyncIterator[bytes]) -> None:
    """Read what is still to come, and forget it."""
    try:
        async for _ in chunks:
            pass
    except Broken:
        return


class _Writing:
    """The parser's callbacks: each part's headers, then its content, into a file of its own."""

    def __init__(self, boundary: bytes, folder: Path, is_ours: Callable[[str], bool]) -> None:
        self.files: list[Path] = []
        self._folder = folder
        self._is_ours = is_ours
        self._let_in = self._ended = False
        self._bytes = 0
        self._names: set[str] = set()
        self._header = self._value = self._disposition = b""
        self._field: bytes | None = None  # the content of what is no file
        self._file: BinaryIO | None = None
        self._size = 0
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_header,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers,
                "on_part_data": self._on_data,
                "on_part_end": self._on_end,
                "on_end": self._on_last,
            },
        )

    def take(self, chunk: bytes) -> None:
        """Go on with the next piece of the body."""
        self._parser.write(chunk)

    def check_end(self) -> None:
        """Raises Broken for a body without its end."""
        if not self._ended:
            raise _cut()

    def close(self) -> None:
        """Let go of the file that was being written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._disposition = b""
        self._size = 0

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _on_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        sent = options.get(b"filename")
        if sent is None:
            if options.get(b"name") != FORM_FIELD.encode() or self._let_in:
                raise Broken("this form holds no files")
            self._field = b""
        elif not self._let_in:
            raise not_ours()
        elif sent:
            if len(self.files) == MOST_FILES:
                raise TooMuch(f"more than {MOST_FILES} files", advice=_IN_PORTIONS)
            name = harmless(sent.decode("utf-8", "replace"), self._names)
            self._names.add(name.casefold())
            self._file = (self._folder / name).open("xb")
            self.files.append(self._folder / name)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._field is not None:
            self._field += data[start:end]
            if len(self._field) > _LONGEST_FIELD:
                raise not_ours()
            return
        self._size += end - start
        self._bytes += end - start
        if self._size > MOST_BYTES_EACH and self.files:
            megabytes = MOST_BYTES_EACH // 1_000_000
            raise TooMuch(f"'{self.files[-1].name}' has more than {megabytes} MB", advice=_ALONE)
        if self._bytes > MOST_BYTES:
            raise TooMuch(f"more than {MOST_BYTES // 1_000_000} MB in all", advice=_IN_PORTIONS)
        if self._file is not None:
            self._file.write(data[start:end])

    def _on_end(self) -> None:
        if self._field is not None:
            if not self._is_ours(self._field.decode("utf-8", "replace")):
                raise not_ours()
            self._let_in = True
            self._field = None
        self.close()

    def _on_last(self) -> None:
        self._ended = True


def _cut() -> Broken:
    return Broken("the upload was cut off", advice="Nothing was taken in: try again")


def harmless(sent: str, taken: Collection[str]) -> str:
    """A name for a file that was sent as `sent`: no path, nothing hidden, not one of `taken`.

    `taken` are casefolded: some file systems do not tell `A.pdf` from `a.pdf`.
    """
    for escape, sign in _ESCAPED.items():
        sent = sent.replace(escape, sign)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    name = PurePosixPath(_UNSAFE.sub("_", last).strip().lstrip(".~$ ").rstrip(". ") or "fil")
    ending = name.suffix if len(name.suffix.encode()) <= 20 else ""
    stem = name.name.removesuffix(ending) if ending else name.name
    stem = stem.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    found, number = f"{stem}{ending}", 1
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}){ending}"
    return found
