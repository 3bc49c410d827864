"""What is offered to an archive: files, and the files in the ZIP archives and mails among them.

A container is opened in a worker (it may be a bomb), and what it holds is put beside the archive as
plain files, one container at a time: from there on they are read like all others, each in a worker
of its own that may die alone, and each becomes an original of its own. The container is not kept:
its files are what reports come from, and the ledger says which container they came in. A mail with
a text of its own is a file too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Literal

from index import originals
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
) -> Iterator[tuple[File, ReadError | None]]:
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
    found: list[tuple[Member, File]] = []
    for member in _all_members(container, opened, limits):
        found.append((member, _put(member, container, room / f"{next(numbers):06}")))
    # A name's folders are what it is in: the mail "b.eml" holds "b.eml/report.pdf".
    bearers = {
        str(above)
        for member, file in found
        if member.readable
        for above in Path(file.name).parents
    }
    failure: ReadError | None = None
    for member, file in found:
        error = member.content if isinstance(member.content, ReadError) else None
        if member.name == container.label:
            failure = error
        else:
            yield _as_letter(file, bearers), error
    if failure or opened.is_report:
        yield _as_letter(container, bearers), failure
    else:
        yield replace(container, kind="archive"), None
