"""PDFs that are the same on every run."""

from __future__ import annotations

from datetime import date

from corpus.expand import Report
from corpus.render.stamp import stamp

REPORT = Report(
    id="s/2024-11-14",
    series="s",
    date=date(2024, 11, 14),
    title="Lägesrapport",
    edition_of=None,
    compiled="",
    compiled_at="2024-11-14T08:30",
    note="",
    template="only",
    sections=(),
)


def pdf(moment: bytes, xmp: bytes, identity: bytes) -> bytes:
    return (
        b"%PDF-1.7\n<</CreationDate(D:" + moment + b"+01'00')>>\n"
        b"<xmp:CreateDate>" + xmp + b"Z</xmp:CreateDate>\n"
        b"trailer <</ID [ <" + identity + b">\n<" + identity + b"> ]\n/DocChecksum /" + identity
    )


def test_two_runs_give_the_same_bytes_at_the_same_offsets() -> None:
    first = pdf(b"20260101120000", b"2026-01-01T12:00:00", b"A1B2C3D4E5F60718")
    second = pdf(b"20260102130501", b"2026-01-02T13:05:01", b"00FF00FF00FF00FF")
    assert stamp(first, REPORT) == stamp(second, REPORT)
    assert len(stamp(first, REPORT)) == len(first)


def test_the_date_becomes_that_of_the_report() -> None:
    stamped = stamp(pdf(b"20260101120000", b"2026-01-01T12:00:00", b"A1"), REPORT)
    assert b"(D:20241114083000+01'00')" in stamped
    assert b"<xmp:CreateDate>2024-11-14T08:30:00Z<" in stamped


def test_each_report_gets_its_own_id() -> None:
    plain = pdf(b"20260101120000", b"2026-01-01T12:00:00", b"A1B2C3D4E5F60718")
    assert b"A1B2C3D4E5F60718" not in stamp(plain, REPORT)
