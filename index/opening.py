"""What is offered to an archive: files, and the files in the ZIP archives and mails among them.

A container is opened in a worker (it may be a bomb), and what it holds is put beside the archive as
plain files, one container at a time: from there on they are read like all others, each in a worker
of its own that may die alone, and each becomes an original of its own. The container is not kept:
its files are what reports come from, and the ledger says which container they came in. A mail with
a text of its own is a file too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Literal

from index.schema import refused
from ingest.container import Member, Opened, open_container
from ingest.errors import ReadError
from ingest.report import Report
from ingest.worker import Limits, read_all

_COVER_NOTE = 40  # words: a mail that says less and brings a report is no report itself


@dataclass(frozen=True, slots=True)
class File:
    """A file offered, or one that came out of a container.

    `name` is what the ledger shows, `label` the end of it that an archive keeps: without the
    folders of the machine that it came from. `container` is the SHA-256 of the outermost container.
    A `letter` is a mail with a file attached that may be a report; an `archive` is not read itself.
    """

    path: Path
    name: str
    label: str
    sha256: str
    bytes: int
    container: str = ""
    kind: Literal["file", "letter", "archive"] = "file"


def unfold(
    files: Iterable[File], room: Path, limits: Limits
) -> Generator[tuple[File, ReadError | None], None, None]:
    """All files to be read, and why some cannot be: those without containers first.

    The files that came out of a container precede it. `room` is a folder for them; a file there may
    be deleted as soon as it is of no more use. Raises ArchiveError when there is no room.
    """
    maybe: dict[Path, File] = {}
    for file in files:
        if _may_hold_files(file.path):
            maybe[file.path] = file
        else:
            yield file, None
    if not maybe:
        return
    numbers = count(1)
    one = replace(limits, workers=1)  # the others read what comes out
    with closing(
        read_all(maybe, one, reader=open_container, name=lambda path: maybe[path].label)
    ) as opened:
        for path, outcome in opened:
            if isinstance(outcome, ReadError):
                yield maybe[path], outcome
            else:
                yield from _unfolded(maybe[path], outcome, room, numbers, one)


def is_cover_note(report: Report) -> bool:
    """Whether a mail says no more than what is attached to it."""
    return sum(len(item.text.split()) for _, item in report.items()) < _COVER_NOTE


def _may_hold_files(path: Path) -> bool:
    """Whether it is worth a look: neither a PDF nor a page by its first bytes."""
    try:
        with path.open("rb") as content:
            head = content.read(64).lstrip()
    except OSError:
        return False  # whoever reads it will say why it cannot be opened
    return not head.startswith((b"%PDF-", b"<"))


def _unfolded(
    container: File, opened: Opened, room: Path, numbers: Iterator[int], limits: Limits
) -> Iterator[tuple[File, ReadError | None]]:
    if not opened.members:
        yield container, None
        return
    found: list[tuple[File, ReadError | None]] = []
    bearers: set[str] = set()
    failure: ReadError | None = None
    for member in _members(container, opened, limits):
        error = member.content if isinstance(member.content, ReadError) else None
        if member.name == container.label:
            failure = error
            continue
        file = _put(member, container, room / f"{next(numbers):06}")
        found.append((file, error))
        if member.readable:  # the mail "b.eml" holds "b.eml/report.pdf"
            bearers.update(map(str, PurePosixPath(file.name).parents))
    for file, error in found:
        yield (replace(file, kind="letter") if file.name in bearers else file), error
    if failure is not None:
        yield container, failure
    elif not opened.is_report:
        yield replace(container, kind="archive"), None
    else:
        yield replace(container, kind="letter" if container.name in bearers else "file"), None


def _members(container: File, opened: Opened, limits: Limits) -> Iterator[Member]:
    """All that a container holds, portion by portion; what broke it off, under its own name."""
    yield from opened.members
    given = len(opened.members)
    while not opened.whole:
        reader = partial(open_container, start=given)
        [(_, outcome)] = read_all(
            [container.path], limits, reader=reader, name=lambda _: container.label
        )
        if isinstance(outcome, ReadError):
            yield Member(container.label, outcome, readable=False)
            return
        opened = outcome
        yield from opened.members
        given += len(opened.members)


def _put(member: Member, container: File, path: Path) -> File:
    """A file for a member's bytes; where there are none, only what it is called."""
    name = container.name + member.name.removeprefix(container.label)
    if isinstance(member.content, ReadError):
        return File(path, name, member.name, "", 0, container.sha256)
    try:
        path.write_bytes(member.content)
    except OSError as error:
        raise refused(error, path.parent) from error
    sha256 = hashlib.sha256(member.content).hexdigest()
    return File(path, name, member.name, sha256, len(member.content), container.sha256)
