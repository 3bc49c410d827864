"""The same bytes on every run: a PDF's creation date, id and checksum, overwritten in place.

Each replacement is as long as what it replaces, so that the file's offsets stay right and the file
stays as its producer wrote it. The date becomes that of the report.
"""

from __future__ import annotations

import hashlib
import re

from corpus.expand import Report

SAME_PLACE = {"TZ": "UTC", "LC_ALL": "C.UTF-8"}  # else the machine's time zone gets into the PDF
_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})")
_XMP = re.compile(
    rb"((?:CreateDate|ModifyDate|MetadataDate)>|Date=\")(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"
)
_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\]")
_CHECKSUM = re.compile(rb"/DocChecksum\s*/([0-9A-F]+)")


def stamp(pdf: bytes, report: Report) -> bytes:
    """The PDF as if made when the report was compiled."""
    moment = f"{report.compiled_at}:00".encode()
    pdf = _DATE.sub(lambda found: found[1] + re.sub(rb"\D", b"", moment), pdf)
    pdf = _XMP.sub(lambda found: found[1] + moment, pdf)
    name = hashlib.sha512(report.id.encode()).hexdigest().upper().encode()
    for pattern in (_ID, _CHECKSUM):
        pdf = pattern.sub(lambda found: _refill(found, name), pdf)
    return pdf


def _refill(found: re.Match[bytes], name: bytes) -> bytes:
    whole = found[0]
    for value in found.groups():
        whole = whole.replace(value, name[: len(value)])
    return whole
