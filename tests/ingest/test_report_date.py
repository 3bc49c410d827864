"""The report's date: which line says it, and which of several sources is trusted."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.report_date import date_line, report_date


@pytest.mark.parametrize(
    ("line", "compiled_at"),
    [
        ("Sammanställt: 2025-10-23 klockan 08:30", "2025-10-23T08:30"),
        ("Sammanställd den 23 oktober 2025 kl. 8.30", "2025-10-23T08:30"),
        ("Sammanställt 2025-10-23T08:30", "2025-10-23T08:30"),
        ("Sammanställd av Kommunikation den 23 oktober 2025", "2025-10-23"),
        ("Datum: 2025-10-23", "2025-10-23"),
        ("Datum 2025-10-23 Dnr RE 2025-00123", "2025-10-23"),
        ("Beslutad 2025-10-23", "2025-10-23"),
        ("Sammanträdesdatum | 2025-10-23", "2025-10-23"),
        ("Tid: torsdag 23 oktober 2025 kl. 09.00–12.00", "2025-10-23T09:00"),
        ("Publicerad: 23 oktober 2025, 08:30", "2025-10-23T08:30"),
        ("Senast ändrad • 2025-10-23", "2025-10-23"),
        ("Sidan är uppdaterad 2025-10-23", "2025-10-23"),
        ("Sidan publicerades: 2025-10-23", "2025-10-23"),
        ("Datum: 23–24 oktober 2025", "2025-10-23"),
        ("Compiled: 23 October 2025 at 8:30 pm", "2025-10-23T20:30"),
        ("Last updated October 23, 2025", "2025-10-23"),
        ("Utgiven 2025-10-23, uppgifterna hämtade klockan 13:00", "2025-10-23T13:00"),
        ("Week 7, published on Thursday, February 20, 2025", "2025-02-20"),
        ("Dnr RS 2025/12 | Datum 2025-10-23", "2025-10-23"),
        ("Nr 3/2025 • Publicerad 2025-10-23", "2025-10-23"),
        ("2025-10-23", "2025-10-23"),
        ("Torsdag 23 oktober 2025 kl. 8", "2025-10-23T08:00"),
        ("Exempelstad den 23 oktober 2025", "2025-10-23"),
    ],
)
def test_a_line_beside_the_title_says_when(line: str, compiled_at: str) -> None:
    assert report_date("Rapport", [line], [], [], "rapport.pdf").compiled_at == compiled_at


@pytest.mark.parametrize(
    "line",
    [
        "Datum för nästa möte: 3 mars 2025",
        "Nämnden beslutade den 3 mars 2025 att",
        "Den 3 mars 2025 beslutade nämnden",
        "Mötet den 3 mars 2025 blev långt",
        "Möte den 3 mars med IVO",
        "22/10: IVO-beslut",
        "Lugnt 22/10.",
        "23–24 oktober 2025",
        "Utskriven 2025-10-23 08:15 av Ali Exempel",
        "Utskriftsdatum: 2025-10-23",
        "Hämtad den 23 oktober 2025",
        "Printed October 23, 2025",
        "Sammanställs av Kommunikation",
        # No date lines, so they stay text: sentences begin so.
        "Godkänd av IVO den 12 juni 2024.",
        "Antagna av fullmäktige den 23 oktober 2025, § 88",
        "Antagen 2024-06-12",
        "Beslutade den 12 juni 2024 att stänga 45 platser.",
        "Gäller från den 1 mars 2025 för alla verksamheter",
        "Datum: 2025-10-23. " + "En lång text som råkar börja så. " * 5,
    ],
)
def test_other_lines_say_nothing(line: str) -> None:
    assert date_line(line) is None


COMPILED = "Sammanställt: 2025-10-23 klockan 08:30"
UPDATED = "Senast uppdaterad: 2027-01-02"
PUBLISHED = "Publicerad: 2025-10-25"
ALL = (
    ("time", "2025-10-26"),
    ("published", "2025-10-27T10:00:00+02:00"),
    ("created", "D:20251029120000+01'00'"),
    ("modified", "2025-10-30T10:00:00"),
)

HEADER = (("running", "Region Exempel · 24 oktober 2025"), *ALL[2:])
LABELLED = (("running", "Datum: 2025-10-24"), *ALL[2:])
TEMPLATE = (
    ("running", "Senast ändrad 2019-04-05"),
    ("running", "Version 3 fastställd 2019-03-01"),
    *ALL[2:],
)
TAKEN_OUT = (("running", "Utskriven 2025-11-01"), *ALL[2:])
NO_YEAR = (("running", "Vårdplatser stängs från 1 december."), *ALL[2:])
NO_YEAR_LABELLED = (("running", "Datum: 1 december"), *ALL[2:])
PRINTED = (("running", "2025-11-01 16:20 Läget"), *ALL[2:])


@pytest.mark.parametrize(
    ("title", "compiled", "head", "metadata", "name", "day", "source"),
    [
        ("Läget 2025-10-24", [COMPILED], [], ALL, "r.pdf", "2025-10-23", "compiled"),
        ("Läget 2025-10-24", [], [COMPILED], ALL, "r.pdf", "2025-10-23", "compiled"),
        ("Läget 2025-10-24", [PUBLISHED], [], ALL, "r.pdf", "2025-10-24", "title"),
        ("Läget", [PUBLISHED], [], ALL, "r.pdf", "2025-10-25", "published"),
        ("Läget", [UPDATED, PUBLISHED], [], ALL, "r.pdf", "2025-10-25", "published"),
        ("Läget", [UPDATED], [], ALL, "r.pdf", "2025-10-26", "time"),
        ("Läget vecka 42 2025", [UPDATED], [], ALL[2:], "r.pdf", "2025-10-13", "period"),
        ("Läget", [UPDATED], [], ALL[2:], "r.pdf", "2027-01-02", "updated"),
        ("Nytt från och med 3/11", [PUBLISHED], [], ALL, "r.pdf", "2025-10-25", "published"),
        ("Svara senast den 3/11 2025", [], [], [], "2025-10-28.pdf", "2025-10-28", "name"),
        ("Nytt från och med 3/11 2025", [], [], ALL[2:], "r.pdf", "2025-11-03", "title"),
        ("Läget", [], [], ALL, "r.pdf", "2025-10-26", "time"),
        ("Läget", [], [], ALL[1:], "2025-10-28.pdf", "2025-10-27", "meta"),
        ("Läget", [], [], [("title", "Läget 2025-10-27")], "x", "2025-10-27", "meta"),
        ("Läget", [], [], ALL[2:], "läget-2025-10-28.pdf", "2025-10-28", "name"),
        ("Läget", [], [], ALL[2:], "a/b\\läget_20251028.pdf", "2025-10-28", "name"),
        ("Läget", [], [], ALL[2:], "läget 251028.pdf", "2025-10-28", "name"),
        ("Läget", [], [], ALL[2:], "28-10-2025.pdf", "2025-10-28", "name"),
        ("Läget", [], [], ALL[2:], "laget-28-oktober-2025.pdf", "2025-10-28", "name"),
        ("Läget vecka 42 2025", [], [], ALL[2:], "r.pdf", "2025-10-13", "period"),
        ("Läget i oktober 2025", [], [], ALL[2:], "r.pdf", "2025-10-01", "period"),
        ("Läget", [], [], ALL[2:], "veckobrev-vecka-42-2025.pdf", "2025-10-13", "period"),
        ("Läget", [], [], HEADER, "r.pdf", "2025-10-24", "running"),
        ("Läget", [], [], HEADER, "2025-10-28.pdf", "2025-10-28", "name"),
        ("Läget", [], [], LABELLED, "r.pdf", "2025-10-24", "running"),
        ("Läget", [], [], LABELLED, "2025-10-28.pdf", "2025-10-28", "name"),
        # The footer of a template says when the template was decided, not when it was filled in.
        ("Läget 2025-10-23", [], [], TEMPLATE, "r.pdf", "2025-10-23", "title"),
        ("Läget", [], [], TEMPLATE, "2025-10-28.pdf", "2025-10-28", "name"),
        ("Läget vecka 42 2025", [], [], TEMPLATE, "r.pdf", "2025-10-13", "period"),
        ("Läget", [], [], TEMPLATE, "r.pdf", "2019-03-01", "running"),
        ("Läget", [], ["Oktober 2025"], ALL[2:], "r.pdf", "2025-10-01", "period"),
        ("Läget", [], ["Period: 13–19 oktober 2025"], ALL[2:], "r.pdf", "2025-10-13", "period"),
        ("Läget", [], ["Vecka 42, 2025"], ALL, "r.pdf", "2025-10-26", "time"),
        ("Läget", [], ["I oktober 2025 kom snön"], ALL[2:], "r.pdf", "2025-10-29", "metadata"),
        # Cumulative reports all begin in January: their first day would make one of them all.
        ("Läget", [], ["Period: januari–september 2025"], ALL[2:], "r", "2025-10-29", "metadata"),
        ("Läget", [], ["2025-01-01–2025-10-31"], ALL[2:], "r", "2025-10-29", "metadata"),
        ("Läget", [], ["Oktober 2025", "Januari–oktober 2025"], ALL[2:], "r", "2025-10-29",
         "metadata"),
        ("Läget", [], ["Period: 1–31 oktober 2025"], ALL[2:], "r", "2025-10-01", "period"),
        # When something was adopted dates the report where hardly anything else does.
        ("Läget 2025-10-24", [], ["Antagen 2024-06-12"], ALL, "r.pdf", "2025-10-24", "title"),
        ("Läget", [UPDATED], ["Antagen 2024-06-12"], ALL[2:], "r.pdf", "2027-01-02", "updated"),
        ("Riktlinje", [], ["Antagen av nämnden den 12 juni 2024, § 88"], ALL[2:], "r.pdf",
         "2024-06-12", "adopted"),
        ("Läget", [], ["Godkänd av IVO den 12 juni 2024."], ALL[2:], "r", "2025-10-29", "metadata"),
        # Standing words of a page's foot name a day, but it is not the report's.
        ("Läget", [], [], NO_YEAR, "r.pdf", "2025-10-29", "metadata"),
        ("Läget", [], [], NO_YEAR_LABELLED, "r.pdf", "2025-10-29", "metadata"),
        # Months as headings of a chronicle do not date it.
        ("Läget", [], ["Oktober 2025", "November 2025"], ALL[2:], "r", "2025-10-29", "metadata"),
        ("Läget", [], [], TAKEN_OUT, "r.pdf", "2025-10-29", "metadata"),
        ("Läget", [], [], PRINTED, "r.pdf", "2025-10-29", "metadata"),
        ("Läget", [], [], ALL[2:], "r.pdf", "2025-10-29", "metadata"),
        ("Läget", [], [], ALL[3:], "r.pdf", "2025-10-30", "metadata"),
        ("Läget 23 oktober", [], [], ALL[2:], "r.pdf", "2025-10-23", "title"),
        ("Läget 19 december", [], [], [("created", "20260108")], "r", "2025-12-19", "title"),
        ("Läget", [], [], [("created", "D:19700101000000Z")], "rapport.pdf", None, "none"),
        ("Läget", [], ["22/10: IVO-beslut", "2025-01-01"], [], "999999.pdf", None, "none"),
    ],
)  # fmt: skip
def test_order_of_trust(
    title: str,
    compiled: list[str],
    head: list[str],
    metadata: tuple[tuple[str, str], ...],
    name: str,
    day: str | None,
    source: str,
) -> None:
    found = report_date(title, compiled, head, metadata, name)
    assert (found.day, found.source) == (date.fromisoformat(day) if day else None, source)


def test_the_hour_is_that_of_compiling_not_of_publishing() -> None:
    found = report_date("Läget", [PUBLISHED + " kl. 9", "Datum: 2025-10-23"], [], [], "r.pdf")
    assert found.compiled_at == "2025-10-23"


def test_the_hour_is_found_on_whichever_line_has_it() -> None:
    found = report_date("Läget", ["23 oktober 2025", COMPILED], [], [], "r.pdf")
    assert found.compiled_at == "2025-10-23T08:30"


def test_a_compiled_line_without_year_takes_it_from_the_next_source() -> None:
    found = report_date("Läget", ["Sammanställt: 23 oktober kl. 8"], [], ALL, "r.pdf")
    assert (found.compiled_at, found.source) == ("2025-10-23T08:00", "compiled")
