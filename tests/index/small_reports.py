"""A tiny report format, its reader, and intake without processes: what the archive's tests share.

# Lägesrapport
date: 2025-03-06
## Läget
- An item
-- nested below it
A paragraph
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from index.archive import Archive, open_archive
from index.intake import Intake, intake
from index.renditions import numbered
from ingest.container import Opened
from ingest.errors import Damaged, NoText, ReadError, Unsupported
from ingest.report import Box, Item, ItemKind, Report, Section, Source
from ingest.title import slug
from ingest.worker import Limits

MEDIA_TYPES = {".html": "text/html", ".pdf": "application/pdf", ".scan": "application/pdf"}


def read_small(data: bytes, name: str) -> Report:
    """The report in the tiny format; of a file that begins with `!`, the error named behind it."""
    text = data.decode()
    if text.startswith("!"):
        kinds = {"damaged": Damaged, "scan": NoText, "other": Unsupported}
        raise kinds[text[1:].strip()]("not to be read", where=name, advice="Look at it")
    suffix = Path(name).suffix
    title, facts, sections = "Untitled", {"date": "", "compiled": ""}, []
    drafts: list[tuple[str, list[tuple[ItemKind, int, str]]]] = []
    for line in text.splitlines():
        if line.startswith("# "):
            title = line[2:]
        elif line.partition(":")[0] in facts:
            facts[line.partition(":")[0]] = line.partition(":")[2].strip()
        elif line.startswith("## "):
            drafts.append((line[3:], []))
        elif line.strip():
            if not drafts:
                drafts.append(("", []))
            dashes = len(line) - len(line.lstrip("-"))
            kind: ItemKind = "bullet" if dashes else "paragraph"
            drafts[-1][1].append((kind, max(dashes - 1, 0), line.lstrip("- ")))
    for number, (heading, lines) in enumerate(drafts, start=1):
        anchors = numbered(number, [level for _, level, _ in lines])
        items = tuple(
            Item(
                anchor,
                kind,
                level,
                words,
                boxes=() if suffix == ".html" else (Box(1, 10.0, 20.0 * place, 90.0, 20.0),),
                ocr=suffix == ".scan",
            )
            for place, (anchor, (kind, level, words)) in enumerate(
                zip(anchors, lines, strict=True), start=1
            )
        )
        sections.append(Section(heading, 1, items))
    sha256 = hashlib.sha256(data).hexdigest()
    media_type = MEDIA_TYPES.get(suffix, "text/plain")
    source = Source(name, sha256, media_type, len(data), int(suffix != ".html"), "tests")
    date = facts["date"] or None
    compiled = facts["compiled"] or None
    series = slug(title)
    id_ = f"{series}/{date}"
    return Report(id_, title, series, date, "line", compiled, "sv", source, tuple(sections))


def report(title: str, date: str, *items: str, heading: str = "Läget", compiled: str = "") -> str:
    """The text of a report with one section."""
    lines = [f"# {title}", f"date: {date}", f"compiled: {compiled}", f"## {heading}"]
    return "\n".join([*lines, *(item if item.startswith("-") else f"- {item}" for item in items)])


def read_here(
    files: Iterable[Path],
    limits: Limits,
    *,
    reader: object,
    name: Callable[[Path], str] = attrgetter("name"),
    ahead: int = 1,
) -> Iterator[tuple[Path, Report | ReadError]]:
    """`read_all` without processes: outcomes in some other order than asked."""
    shuffled = list(files)
    random.Random(len(shuffled)).shuffle(shuffled)
    for file in shuffled:
        try:
            yield file, read_small(file.read_bytes(), name(file))
        except ReadError as error:
            yield file, error


def open_here(
    files: Iterable[Path],
    limits: Limits,
    *,
    reader: Callable[[bytes, str], Opened],
    name: Callable[[Path], str],
) -> Iterator[tuple[Path, Opened | ReadError]]:
    """`read_all` for containers, without processes."""
    for file in files:
        try:
            yield file, reader(file.read_bytes(), name(file))
        except ReadError as error:
            yield file, error


class Desk:
    """A folder of files, and an archive that takes them in."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "files"
        self.archive = folder / "archive"
        self.files.mkdir()

    def put(self, **texts: str) -> list[Path]:
        """Write files: `a_html="…"` is `a.html`."""
        paths = []
        for name, text in texts.items():
            path = self.files / ".".join(name.rsplit("_", 1))
            path.write_text(text)
            paths.append(path)
        return paths

    def take_in(self, paths: Sequence[Path] = (), **options: object) -> Intake:
        return intake(self.archive, list(paths) or [self.files], **options)

    def open(self) -> Archive:
        return open_archive(self.archive)

    def contents(self) -> dict[str, object]:
        """What the archive holds, for comparison: reports, items, words, threads, index."""
        with self.open() as archive:
            db = archive.catalogue.db
            return {
                "series": [(s.id, s.title, s.aliases) for s in archive.catalogue.series()],
                "reports": [
                    (r.id, r.title, r.edition_of, r.digest, [f.sha256 for f in r.renditions])
                    for r in archive.catalogue.reports()
                ],
                "items": list(archive.catalogue.all_items()),
                "terms": archive.vocabulary.everything(),
                "parts": list(db.execute("SELECT * FROM parts ORDER BY part")),
                "abbreviations": list(db.execute("SELECT * FROM abbreviations ORDER BY 1, 2")),
                "threads": list(db.execute("SELECT * FROM threads ORDER BY id")),
                "versions": list(db.execute("SELECT * FROM versions ORDER BY thread, position")),
                "index": sorted(archive.engine.digests().items()),
            }
