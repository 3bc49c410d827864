"""A report of the catalogue as engines and the vocabulary need it. Pure: rows in, records out.

The vocabulary counts every token of items, headings, title and furniture of a report; an engine's
record holds the item's own words, and as context the stems of what stands above it. What title,
furniture and headings say is held by the next item below, too (of what has none, by the last).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.abbreviations import Pair, find_pairs
from index.analysis import Token, analyse
from index.engine import Batch, Record
from index.heads import ABOVE_ALL, held
from index.rows import ItemRow, ReportRow, SectionRow


@dataclass(frozen=True, slots=True)
class Description:
    """A report's records; how often it says each (surface, stem) and each compound part; and how
    often it explains each abbreviation."""

    batch: Batch
    terms: Counter[tuple[str, str]]
    parts: Counter[str]
    pairs: Counter[Pair]


def describe(report: ReportRow, sections: Sequence[SectionRow]) -> Description:
    """What an engine and the vocabulary are to know of a report."""
    title = analyse(report.title, report.language)
    furniture = [analyse(text, report.language) for text in report.furniture]
    said = [token for text in (title, *furniture) for token in text]
    heads = [(ABOVE_ALL, text) for text in (title, *furniture)]  # that no item holds yet
    records: list[Record] = []
    for section in sections:
        heading = analyse(section.heading, report.language)
        standing = [token.stem for token in (*heading, *title)]
        said += heading
        heads.append(("", heading))
        read: dict[str, tuple[Token, ...]] = {}
        for item in section.items:
            tokens = read[item.anchor] = analyse(item.text, report.language)
            said += tokens
            above = [token.stem for anchor in _above(item, section) for token in read[anchor]]
            records.append(_record(item, tokens, (*above, *standing), _bag(heads)))
            heads.clear()
    if heads and records:
        records[-1] = replace(records[-1], head=(*records[-1].head, *_bag(heads)))
    return Description(
        Batch(report.id, report.digest, tuple(records)),
        Counter([(token.surface, token.stem) for token in said]),
        Counter([part for token in said for part in token.parts]),
        Counter(pair for section in sections for i in section.items for pair in find_pairs(i.text)),
    )


def _above(item: ItemRow, section: SectionRow) -> list[str]:
    """The anchors of the items that this one is nested in, outermost first."""
    parents = {other.anchor: other.parent for other in section.items} if item.parent else {}
    chain: list[str] = []
    parent = item.parent
    while parent is not None:
        chain.insert(0, parent)
        parent = parents[parent]
    return chain


def _bag(heads: Iterable[tuple[str, Sequence[Token]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for mark, tokens in heads for term, _, _ in held(tokens, mark)))


def _record(
    item: ItemRow, tokens: tuple[Token, ...], context: tuple[str, ...], head: tuple[str, ...]
) -> Record:
    return Record(
        anchor=item.anchor,
        report=item.report,
        series=item.series,
        section=item.section,
        date=item.date or "",
        position=item.position,
        words=tuple([token.surface for token in tokens]),
        stems=tuple([token.stem for token in tokens]),
        parts=tuple([part for token in tokens for part in token.parts]),
        context=context,
        head=head,
    )
