"""Answers as data: JSON and CSV.

The answers are frozen dataclasses whose fields carry the names that are promised to users, so one
function renders them all. CSV: the header holds the JSON keys, UTF-8 with BOM so that spreadsheets
read å ä ö, nested values as JSON in their cell. A cell that a spreadsheet would take for a formula
gets an apostrophe before it (OWASP, CSV injection).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

BOM = "\ufeff"
NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")


def plain(value: Any) -> Any:
    """Dataclasses, tuples, mappings and iterators as what `json` knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name.rstrip("_"): plain(getattr(value, field.name)) for field in fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | Iterator):
        return [plain(entry) for entry in value]
    return value


def to_json(value: Any, newline: str = "\n") -> Iterator[str]:
    """Indented JSON with å ä ö as themselves, piece by piece: iterators are never held whole."""
    inner = newline + "  "
    before = inner
    if is_dataclass(value) and not isinstance(value, type):
        value = {field.name.rstrip("_"): getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        yield "{"
        for key, entry in value.items():
            yield f"{before}{json.dumps(str(key), ensure_ascii=False)}: "
            yield from to_json(entry, inner)
            before = f",{inner}"
        yield "}" if before == inner else newline + "}"
    elif isinstance(value, list | tuple | Iterator):
        yield "["
        for entry in value:
            yield before
            yield from to_json(entry, inner)
            before = f",{inner}"
        yield "]" if before == inner else newline + "]"
    else:
        yield json.dumps(value, ensure_ascii=False)


def to_csv(rows: Iterable[Any], header: Iterable[str]) -> Iterator[str]:
    """Lines of CSV, a header always first, so that an empty answer is still a table."""
    import csv

    names = list(header)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")

    def line(cells: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    yield BOM + line(names)
    for row in rows:
        record = plain(row)
        yield line(_cell(record.get(name)) for name in names)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    text = str(value)
    formula = text.startswith(("=", "+", "-", "@", "\t", "\r")) and not NUMBER.fullmatch(text)
    return "'" + text if formula else text


def header(kind: type) -> list[str]:
    """The CSV header for rows of this dataclass: its JSON keys."""
    return [field.name.rstrip("_") for field in fields(kind)]
