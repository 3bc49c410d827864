"""The words on the picture of a trace, in English and Swedish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from index.threads import Change

_SWEDISH_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "maj",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt",
    "nov",
    "dec",
)
_ENGLISH_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_SWEDISH_CHANGES: dict[Change, str] = {
    "new": "ny",
    "unchanged": "oförändrad",
    "split": "delad",
    "merged": "sammanslagen",
    "returned": "åter",
    "moved": "flyttad",
    "reworded": "omformulerad",
    "spelling": "stavning",
}
_Noun = tuple[str, str]  # of one, of many


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What stands on the picture. `title` and `more` hold a place for what they are about."""

    title: str
    more: str
    within: str
    items: _Noun
    reports: _Noun
    threads: _Noun
    more_threads: _Noun
    changed: _Noun
    dropped: str
    no_match: str
    hollow: str
    months: tuple[str, ...]
    changes: Mapping[Change, str]

    def change(self, kind: Change) -> str:
        """The word for a change."""
        return self.changes.get(kind, kind)


ENGLISH = ChartWords(
    title="“{}” over time",
    more="and {}",
    within=" in ",
    items=("matching item", "matching items"),
    reports=("report", "reports"),
    threads=("thread", "threads"),
    more_threads=("more thread", "more threads"),
    changed=("change", "changes"),
    dropped="dropped",
    no_match="does not match",
    hollow="hollow: does not match",
    months=_ENGLISH_MONTHS,
    changes={},
)
SWEDISH = ChartWords(
    title="”{}” över tid",
    more="och {}",
    within=" i ",
    items=("punkt", "punkter"),
    reports=("rapport", "rapporter"),
    threads=("tråd", "trådar"),
    more_threads=("tråd till", "trådar till"),
    changed=("ändring", "ändringar"),
    dropped="borttagen",
    no_match="svarar inte mot frågan",
    hollow="ofylld: svarar inte mot frågan",
    months=_SWEDISH_MONTHS,
    changes=_SWEDISH_CHANGES,
)
IN: Mapping[Literal["en", "sv"], ChartWords] = {"en": ENGLISH, "sv": SWEDISH}


def counted(number: int, noun: _Noun) -> str:
    """`1 report`, `3 reports`."""
    return f"{number} {noun[number != 1]}"
