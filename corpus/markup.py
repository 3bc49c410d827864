"""The inline markup of the chronicle's texts.

    VGR svarar {senast den 13 november|2024-11-13|deadline}, se [beslutet](https://…).

A link is `[text](url)`, a date `{text as written|ISO date|role}`; a date may stand inside a link's
text. Square brackets that no `(` follows are text. `parse` gives the plain text, the runs that a
renderer needs, and the links and dates that the truth lists.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import cast, get_args

from ingest.report import DateMention, DateRole, Link

_TOKEN = re.compile(
    r"\[(?P<link>[^\[\]]*)\]\((?P<url>[^\s()]+)\)|\{(?P<date>[^{}|]*)\|(?P<iso>[^{}|]*)\|(?P<role>[^{}|]*)\}"
)
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_ISO = re.compile(rf"\d{{4}}|\d{{4}}-(?:0[1-9]|1[0-2])|{_DAY}|{_DAY}/{_DAY}")
_OPENING = re.compile(r"\d{1,2}/\d{1,2}(?:\s*[-–]\s*\d{1,2}/\d{1,2})?:")
_URL = re.compile(r"https?://[^\s/]+|mailto:\S+@|/")


class MarkupError(ValueError):
    """The text cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, with the address it leads to if it is a link."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose markup is understood."""

    plain: str
    runs: tuple[Run, ...]
    links: tuple[Link, ...]
    dates: tuple[DateMention, ...]

    @property
    def own_date(self) -> str | None:
        """The day of an item that opens with one (`22/10: …`); the first day of a span."""
        if not _OPENING.match(self.plain) or not self.dates:
            return None
        first = self.dates[0]
        return first.date.split("/")[0] if self.plain.startswith(first.text) else None

    def cells(self) -> tuple[tuple[Run, ...], ...]:
        """The runs of a table row, cut at its ` | `."""
        cells: list[list[Run]] = [[]]
        for run in self.runs:
            for place, part in enumerate(run.text.split(" | ")):
                if place:
                    cells.append([])
                if part:
                    cells[-1].append(Run(part, run.url))
        return tuple(tuple(cell) for cell in cells)


def parse(source: str) -> Marked:
    """Read one text of the chronicle; raises MarkupError where it is malformed."""
    source = unicodedata.normalize("NFC", " ".join(source.split()))
    runs: list[Run] = []
    links: list[Link] = []
    dates: list[DateMention] = []
    for text, url in _links(source):
        plain = _dates(text, dates)
        if url is not None:
            links.append(Link(plain, url))
        if plain:
            runs.append(Run(plain, url))
    return Marked("".join(run.text for run in runs), tuple(runs), tuple(links), tuple(dates))


def _links(source: str) -> list[tuple[str, str | None]]:
    """Cut at links: (text with its dates still marked, address)."""
    parts: list[tuple[str, str | None]] = []
    end = 0
    for token in _TOKEN.finditer(source):
        if token["url"] is None:
            continue
        if not token["link"].strip():
            raise MarkupError(f"a link without text: {token[0]!r}")
        if not _URL.match(token["url"]):
            raise MarkupError(f"not an address: {token['url']!r}")
        parts += [(source[end : token.start()], None), (token["link"], token["url"])]
        end = token.end()
    return [*parts, (source[end:], None)]


def _dates(text: str, found: list[DateMention]) -> str:
    """The text without its date markup; what was marked is added to `found`."""

    def plain(token: re.Match[str]) -> str:
        found.append(_mention(token))
        return token["date"]

    text = _TOKEN.sub(plain, text)
    stray = re.search(r"[{}]|\]\(", text)
    if stray:
        raise MarkupError(f"unfinished markup near {text[max(0, stray.start() - 20) :][:50]!r}")
    return text


def _mention(token: re.Match[str]) -> DateMention:
    written, iso, role = token["date"], token["iso"], token["role"]
    if not written.strip() or written != written.strip():
        raise MarkupError(f"a date needs its text, without spaces around it: {token[0]!r}")
    if not _ISO.fullmatch(iso):
        raise MarkupError(f"not a day, month, year or period: {iso!r} in {token[0]!r}")
    if role not in get_args(DateRole):
        raise MarkupError(f"unknown role {role!r} in {token[0]!r}")
    return DateMention(written, iso, cast("DateRole", role))
