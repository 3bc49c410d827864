"""Dates in text: what is one, which year, what for. The report's date is 23 October 2025."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.dates import date_mentions, own_date

TODAY = date(2025, 10, 23)


def dates(text: str, today: date | None = TODAY) -> list[str]:
    return [mention.date for mention in date_mentions(text, today)]


FORMS = [
    ("Mötet 22/10 blev långt", "2025-10-22"),
    ("Mötet 22/10-24 blev långt", "2024-10-22"),
    ("Mötet 22/10 2024 blev långt", "2024-10-22"),
    ("Mötet 22/10-2024 blev långt", "2024-10-22"),
    ("Mötet 22/10/24 blev långt", "2024-10-22"),
    ("Mötet 2025-10-22 blev långt", "2025-10-22"),
    ("Mötet 2025/10/22 blev långt", "2025-10-22"),
    ("Mötet 2025.10.22.", "2025-10-22"),
    ("Mötet 20251022 blev långt", "2025-10-22"),
    ("Mötet 22.10.2025 blev långt", "2025-10-22"),
    ("Mötet den 22 oktober 2024.", "2024-10-22"),
    ("Mötet den 22 oktober.", "2025-10-22"),
    ("Mötet den 22:a oktober.", "2025-10-22"),
    ("Mötet 22 okt. 2024 blev långt", "2024-10-22"),
    ("Mötet 22 okt blev långt", "2025-10-22"),
    ("MÖTET 22 OKTOBER BLEV LÅNGT", "2025-10-22"),
    ("Loggat 2025-10-22T08:30 i systemet", "2025-10-22"),
    ("Läget under 2025-09 var gott", "2025-09"),
    ("Läget i september 2024 var gott", "2024-09"),
    ("Läget i september var gott", "2025-09"),
    ("Läget under 2024 var gott", "2024"),
    ("Enligt 2024 års budget", "2024"),
    ("Semester 1–15 mars 2025", "2025-03-01/2025-03-15"),
    ("Semester 1 till 15 mars 2025", "2025-03-01/2025-03-15"),
    ("Semester 1–15/3 2025", "2025-03-01/2025-03-15"),
    ("Semester 1/3–15/3", "2026-03-01/2026-03-15"),
    ("Semester 28 februari–3 mars 2025", "2025-02-28/2025-03-03"),
    ("Semester den 28 december–3 januari 2026", "2025-12-28/2026-01-03"),
    ("Semester 28 december 2025–3 januari", "2025-12-28/2026-01-03"),
    ("Öppet mellan den 1 och 15 mars 2025", "2025-03-01/2025-03-15"),
    ("Från den 1 mars till och med den 15 mars 2025", "2025-03-01/2025-03-15"),
    ("Öppet 2025-03-01–2025-03-15", "2025-03-01/2025-03-15"),
    ("Öppet 2025-03-01/2025-03-15", "2025-03-01/2025-03-15"),
    ("Utfall jan–jun", "2025-01-01/2025-06-30"),
    ("Se resultatet den 3 mars 2025", "2025-03-03"),
    ("Utfall jan–mars 2025", "2025-01-01/2025-03-31"),
    ("Planen för 2025–2027 gäller", "2025-01-01/2027-12-31"),
    ("Vecka 42 blev lugn", "2025-10-13/2025-10-19"),
    ("Stängt v. 42", "2025-10-13/2025-10-19"),
    ("Stängt v.42–44", "2025-10-13/2025-11-02"),
    ("Stängt v42", "2025-10-13/2025-10-19"),
    ("Stängt vecka 1 2025", "2024-12-30/2025-01-05"),
    ("Stängt v. 42/43.", "2025-10-13/2025-10-26"),
    ("Stängt 2025-W42", "2025-10-13/2025-10-19"),
    ("Stängt 2025W42", "2025-10-13/2025-10-19"),
    ("Mötet 2025–10–22 blev långt", "2025-10-22"),
    ("Redovisas kvartal 3", "2025-07-01/2025-09-30"),
    ("Redovisas kvartal 3, 2024", "2024-07-01/2024-09-30"),
    ("Redovisas 2024 kvartal 3", "2024-07-01/2024-09-30"),
    ("Redovisas i tredje kvartalet 2024", "2024-07-01/2024-09-30"),
    ("Redovisas 3:e kvartalet 2024", "2024-07-01/2024-09-30"),
    ("Redovisas Q3 2024", "2024-07-01/2024-09-30"),
    ("Redovisas efter T2 2024", "2024-05-01/2024-08-31"),
    ("Redovisas efter tertial 2", "2025-05-01/2025-08-31"),
    ("Klart första halvåret 2026", "2026-01-01/2026-06-30"),
    ("Kostade mindre jämfört med 2024", "2024"),
    ("Stängt 19 och 20 oktober", "2025-10-19/2025-10-20"),
    ("Under juni och juli var det lugnt", "2025-06-01/2025-07-31"),
    ("Kostnaden den sista augusti", "2025-08-31"),
    ("Avtalet löper ut sista februari 2024", "2024-02-29"),
    ("Jour per telefon den 23 december till den 6 januari", "2025-12-23/2026-01-06"),
    ("Stängt 2024 vecka 42", "2024-10-14/2024-10-20"),
    ("The meeting on 22 October 2025 was long", "2025-10-22"),
    ("The meeting on October 22, 2025 was long", "2025-10-22"),
    ("The meeting on the 22nd of October was long", "2025-10-22"),
    ("The meeting in May was long", "2025-05"),
]


@pytest.mark.parametrize(("text", "iso"), FORMS)
def test_every_form_is_read(text: str, iso: str) -> None:
    assert dates(text) == [iso]


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("den 1, 8 och 15 mars 2025", ["2025-03-01", "2025-03-08", "2025-03-15"]),
        ("den 5 och den 9 november", ["2025-11-05", "2025-11-09"]),
        ("vecka 42 och 45", ["2025-10-13/2025-10-19", "2025-11-03/2025-11-09"]),
        ("flyttas från den 3 november till den 10 november", ["2025-11-03", "2025-11-10"]),
        ("åren 2023 och 2024", ["2023", "2024"]),
        ("kallas i augusti och september", ["2025-08", "2025-09"]),
    ],
)
def test_listed_and_moved_days_are_no_ranges(text: str, several: list[str]) -> None:
    assert dates(text) == several


NOT_DATES = [
    "Tabell T2 och hiss H1",  # a third or a half has its year, or its name
    "Tertial 4 finns inte",
    "Vi ses nästa torsdag",
    "Version 2025-W",
    "Öppet 24/7 för alla",
    "24/7 bemanning är inrättad",
    "400 000 kronor",
    "3/4 av personalen",
    "den nya 2/3 majoriteten",
    "8/10 poäng i mätningen",
    "SFS 2016:1145 gäller",
    "lagen (2016:1145) om upphandling",
    "dnr 2025-00123",
    "Dnr RS 2025-10-22",
    "prop. 2024/25:43 och bet. 2024/25:SoU3",
    "förordning (EU) 2016/679",
    "version 1.2.3 och version 22.10.2025",
    "kl. 08:30 och klockan 8.30",
    "010-441 00 00 eller 0501-62 10 00",
    "§ 12 och 3 § lagen",
    "sidor 22–25",
    "matchen slutade 3–2",
    "personnummer 19801022-1234",
    "10/22/2025",
    "31/4 och 30/2",
    "2000 kronor för 2025 personer",
    "https://exempel.example/2025/10/22/nyhet",
    "bilagan 2025-10-22-protokoll.pdf",
    "Maj Exempelsson och April Exempelsson",
    "tack till April för hjälpen",
    "de gick 1/2–3/4 av vägen",
    "koden 2027–2025",
    "mellan 2000 och 2010 kronor",
    "may 3 people march in",
    "i dag, i går och i morgon",
    "läsåret 2009-10",
    "v2 av systemet och v. 2.1",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("möte den 24/7", "2025-07-24"),
        ("24/7: Möte", "2025-07-24"),
        ("senast 3/4", "2026-04-03"),
        ("1/2: Möte", "2025-02-01"),
        ("söndag 4/5", "2025-05-04"),
    ],
)
def test_a_word_or_colon_makes_a_fraction_a_day(text: str, iso: str) -> None:
    assert dates(text) == [iso]


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_day_and_month_are_never_swapped(day: date) -> None:
    for text in (
        f"den {day.day}/{day.month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"den {day.day}/{day.month}-{day.year % 100:02}",
        day.isoformat(),
        f"{day:%Y%m%d}",
    ):
        assert dates(text, None) == [day.isoformat()], text


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(-60, 60))
def test_without_year_the_nearest_day_is_meant(today: date, days: int) -> None:
    day = today + timedelta(days)
    if (day.month, day.day) != (2, 29):
        assert dates(f"Mötet den {day.day}/{day.month}", today) == [day.isoformat()]


YEARS = [
    # (report's date, text, date, why)
    (date(2026, 1, 8), "19/12: Nämnden beslutade", "2025-12-19", "opening dates look back"),
    (date(2025, 12, 18), "Svar senast den 13 januari", "2026-01-13", "deadlines look ahead"),
    (date(2025, 10, 23), "Svar senast den 1 mars", "2026-03-01", "deadlines look far ahead"),
    (date(2025, 11, 20), "Svar senast den 13 november", "2025-11-13", "carried on when overdue"),
    (date(2025, 10, 23), "IVO inledde tillsynen den 15 januari", "2025-01-15", "past tense"),
    (date(2025, 4, 3), "Mötet hölls den 10 november", "2024-11-10", "past tense"),
    (date(2025, 10, 23), "Driften ska starta den 1 maj", "2026-05-01", "what will be lies ahead"),
    (date(2025, 12, 4), "beslutade att det införs den 1 maj", "2026-05-01", "past main clause"),
    (date(2025, 8, 1), "Den 10 december beslutade nämnden", "2024-12-10", "the verb follows"),
    (date(2025, 8, 1), "Mötet den 10 december gäller det som beslutades", "2025-12-10", "far verb"),
    (date(2025, 5, 15), "Avtalet löper ut den 31 december", "2025-12-31", "what ends, ends ahead"),
    (date(2025, 8, 7), "skulle ha gått kursen före den 31 maj", "2025-05-31", "a missed deadline"),
    (date(2025, 1, 16), "ska anslutas senast den 1 december", "2025-12-01", "ten months"),
    (date(2025, 10, 23), "rapporten från den 20 februari", "2025-02-20", "the document is there"),
    (date(2025, 6, 1), "onsdag 31 december", "2025-12-31", "only that year has the weekday"),
    (date(2025, 6, 1), "tisdag 31 december", "2024-12-31", "only that year has the weekday"),
    (date(2025, 6, 1), "invigning den 29 februari", "2024-02-29", "the nearest leap year"),
]  # fmt: skip


@pytest.mark.parametrize(("today", "text", "iso", "why"), YEARS)
def test_the_year_is_taken_from_the_report(today: date, text: str, iso: str, why: str) -> None:
    assert dates(text, today) == [iso], why


def test_without_a_report_date_only_full_dates_are_told() -> None:
    assert dates("22/10 och den 3 mars 2024", None) == ["2024-03-03"]


ROLES = [
    ("Klart senast kvartal 1 2026", "deadline"),
    ("Klart under kvartal 1 2026", "period"),
    ("Svar ska lämnas senast den 13 november", "deadline"),
    ("Svar ska lämnas senast fredag den 14 november", "deadline"),
    ("Svar ska lämnas senast kl. 12 den 13 november", "deadline"),
    ("Svar ska lämnas före den 13 november", "deadline"),
    ("Svar ska lämnas innan den 13 november", "deadline"),
    ("Svar ska lämnas före utgången av november", "deadline"),
    ("Svar ska lämnas till den 13 november", "deadline"),
    ("En plan tas fram till den 13 november", "deadline"),
    ("Stängt till och med den 13 november", "deadline"),
    ("Stängt t.o.m. 13/11", "deadline"),
    ("Åtgärdas inom november", "deadline"),
    ("Sista dag för anmälan är den 13 november", "deadline"),
    ("Sista ansökningsdag: 13 november", "deadline"),
    ("Remisstiden går ut den 13 november", "deadline"),
    ("Den 13 november är sista dagen", "deadline"),
    ("Arbetet ska vara klart den 13 november", "deadline"),
    ("Svaret ska vara inne hos IVO torsdag den 13 november", "deadline"),
    ("Svaret ska ha kommit in den 13 november", "deadline"),
    ("Arbetet ska vara klart efter mötet den 13 november", "event"),
    ("Mötet ska vara den 13 november", "event"),
    ("Händelsen ska ha inträffat den 3 oktober", "event"),
    ("Arbetet ska vara klart vecka 42", "period"),
    ("Answers are due by 13 November", "deadline"),
    ("Answers no later than 13 November", "deadline"),
    ("Stängt 1–15 mars", "period"),
    ("Stängt vecka 42", "period"),
    ("Öppnar den 13 november", "event"),
    ("22/10: Beslut av nämnden", "event"),
    ("Sidan uppdaterades senast den 3 oktober", "event"),
    ("IVO fattade beslut den 3 oktober", "event"),
    ("Gäller från den 1 december", "event"),
    ("Mötet flyttas till den 13 november", "event"),
    ("Läget i november", "mention"),
    ("Före 2020 fanns inget register", "mention"),
    ("Enligt beslutet den 3 mars krävs svar", "event"),
    ("Enligt beslut av den 3 mars", "mention"),
    ("Se rapporten från den 3 mars", "mention"),
    ("En skrivelse daterad 2025-03-04", "mention"),
    ("Enligt protokoll 2025-03-04", "mention"),
    ("I beslutet den 3 mars krävs svar", "event"),
    ("Svar i stället för den 3 mars", "mention"),
    ("Mötet flyttas från den 3 mars", "mention"),
    ("Regionen har svarat två gånger, senast den 3 mars", "event"),
    ("Avtalet löpte ut den 3 mars", "event"),
    ("Till och med september har det kostat 3 miljoner", "mention"),
    ("Öppet till och med september", "deadline"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role(text: str, role: str) -> None:
    assert [mention.role for mention in date_mentions(text, TODAY)] == [role]


def test_a_deadline_in_a_week_is_its_last_day() -> None:
    assert dates("Svar senast vecka 48") == ["2025-11-30"]


def test_the_words_are_those_of_the_text() -> None:
    (mention,) = date_mentions("Svar senast den 13 november 2025, tack", TODAY)
    assert mention.text == "den 13 november 2025"


OWN = [
    ("22/10: IVO-beslut", "2025-10-22"),
    ("22/10 IVO-beslut", "2025-10-22"),
    ("22/10 – IVO-beslut", "2025-10-22"),
    ("22 oktober: IVO-beslut", "2025-10-22"),
    ("22 oktober", "2025-10-22"),
    ("2025-10-22 – IVO-beslut", "2025-10-22"),
    ("2025-10-22 | IVO-beslut", "2025-10-22"),
    ("(22/10) IVO-beslut", "2025-10-22"),
    ("Onsdag 22 oktober: IVO-beslut", "2025-10-22"),
    ("Den 22 oktober: IVO-beslut", "2025-10-22"),
    ("22/10 kl. 13.00–15.00: Möte", "2025-10-22"),
    ("1–3 oktober: Konferens", "2025-10-01"),
    ("Den 22 oktober beslutade IVO om tillsyn", None),
    ("22 oktober beslutade IVO om tillsyn", None),
    ("Den 22 oktober 2025 IVO-beslut", None),
    ("IVO beslutade den 22 oktober", None),
    ("Oktober: lugnt", None),
    ("Vecka 42: lugnt", None),
    ("Senast 22/10: svar", None),
]


@pytest.mark.parametrize(("text", "iso"), OWN)
def test_own_date(text: str, iso: str | None) -> None:
    assert own_date(text, TODAY) == iso


@given(st.text(max_size=60), st.dates())
@example("senast den 31 december, vecka 52", date.max)  # no day after it
@example("22/10: nytt", date.min)  # none before it
def test_any_text_is_read_without_fault(text: str, today: date) -> None:
    for mention in date_mentions(text, today):
        assert mention.text in text
