"""A second chronicle, invented anew for each seed: `generate(seed)`.

What the handwritten chronicle holds stands here, too, in other words and another order: inspections
with deadlines and answers, procurements, buildings that are late, systems that fail, queues, items
that pause, return, move, split, merge and go; nested items, a table, dated lines; slips of the pen,
a misspelt title, missing numbers, breaks and a second edition. So whoever reads the corpus well can
be asked to read text that nobody has tuned on. The same seed gives the same chronicle.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from corpus import everyday, lexis, matters, second_series
from corpus.chronicle import Chronicle, Correction, Name, Retitled, Series
from corpus.markup import parse
from corpus.teller import Teller, topics

_NOTE = (
    "Region Exempel finns inte. Allt i rapporten är hittat på, även det som myndigheter och "
    "företag sägs "
    "ha gjort."
)
_HOST = "intranat.region-exempel.example"
_NUMBERS = 40
_COMPILED = (
    "Läget {date} klockan {time}",
    "Senast uppdaterad: {date} kl. {time}",
    "Upprättad {date}, kl. {time}",
)
_TITLES = (
    "Veckorapport Vård och lokaler",
    "Statusrapport Vårdens drift",
    "Lägesrapport Sjukvård i länet",
)
_MONTHLY_TITLES = ("Månadsrapport Trygg vård", "Kvalitetsrapport Säker vård")
_SECTIONS = (
    ("Veckans läge", "Det viktigaste just nu", "Överblick"),
    ("Vård och tillgänglighet", "Vårdens verksamheter"),
    ("Teknik och fastigheter", "Lokaler och system"),
    ("Medarbetare", "Personal och kompetens"),
    ("Omvärld och myndigheter", "Tillsyn, remisser och avtal"),
    ("Publicerat", "Nytt på intranätet"),
    ("Om rapporten",),
)
_NEWS = (
    "Så fungerar den nya växeln",
    "Rätt klädd på vårdavdelningen",
    "Fyra frågor till vaccinsamordnaren",
    "Ny karta över länets ambulanser",
    "Höstens friskvårdsdag är bokad",
    "Inbjudan till forskningens dag",
    "Tänk på detta inför semestern",
    "Nya rutiner för blodprov på barn",
    "Därför byter vi datorer i höst",
    "Så anmäler du en arbetsskada",
    "Trafiken ändras vid sjukhuset",
    "Lyssna på samtalet om hemsjukvård",
)


def generate(seed: int) -> Chronicle:
    """The chronicle of that seed; `corpus.check` finds nothing wrong with it."""
    dice = Random(seed)
    days, missing, breaks = _weeks(dice)
    weekly = Teller("v", days, dice)
    towns = tuple(dice.sample(lexis.TOWNS, len(lexis.TOWNS)))
    authorities = tuple(dice.sample(lexis.AUTHORITIES, 3))
    systems = tuple(dice.sample(lexis.SYSTEMS, 3))
    sections = tuple(dice.choice(names) for names in _SECTIONS)
    correction = _tell(weekly, sections, towns, authorities, systems)
    title, changed = dice.choice(_TITLES), dice.randrange(15, 25)
    wrong = dice.randrange(4, 12)
    months, rest = _months(days)
    monthly = Teller("m", months, dice)
    second_series.tell(monthly, authorities[:2], systems[:1], towns)
    other = dice.choice(_MONTHLY_TITLES)
    series = (
        Series(
            id=_slug(title),
            title=title,
            note=_NOTE,
            compiled=dice.choice(_COMPILED),
            time=f"{dice.randint(7, 9):02d}:{dice.choice((0, 15, 30)):02d}",
            sections=sections,
            reports=days,
            missing=missing,
            breaks=breaks,
            template_change=days[changed],
            retitled=(Retitled(days[wrong], days[wrong + 3], weekly.slip(title)),),
            corrections=(correction,),
            storylines=weekly.storylines(),
        ),
        Series(
            id=_slug(other),
            title=other,
            note=_NOTE,
            compiled=dice.choice(_COMPILED),
            time="13:00",
            sections=second_series.SECTIONS,
            reports=months,
            missing=(),
            breaks=rest,
            template_change=None,
            retitled=(),
            corrections=(),
            storylines=monthly.storylines(),
        ),
    )
    deadlines = (*weekly.deadlines(), *monthly.deadlines())
    return Chronicle(series, topics((weekly, monthly)), deadlines, _names(series))


def _tell(
    t: Teller,
    sections: Sequence[str],
    towns: Sequence[str],
    authorities: Sequence[lexis.Authority],
    systems: Sequence[lexis.System],
) -> Correction:
    """All storylines of the weekly series; gives the one that a second edition corrects."""
    now, care, rooms, staff, outside, news, about = sections
    dice, a, b, c = t.dice, *towns[:3]
    units, buildings = dice.sample(lexis.CARE_UNITS, 2), dice.sample(lexis.BUILDINGS, 4)
    companies = dice.sample(lexis.COMPANIES, len(lexis.COMPANIES))
    for authority, town in zip(authorities, towns, strict=False):
        matters.inspection(t, dice.choice((now, outside)), authority, town)
    for place, goods in enumerate(dice.sample(lexis.GOODS, 2)):
        matters.procurement(t, outside, goods, (companies[2 * place], companies[2 * place + 1]))
    matters.rebuilding(t, rooms, buildings[0], a)
    matters.rebuilding(t, rooms, buildings[1], b)
    for system, company in zip(systems[:2], companies[4:], strict=False):
        matters.outage(t, rooms, system, company)
    matters.rollout(t, now, systems[2], c)
    for bill in dice.sample(lexis.BILLS, 2):
        matters.consultation(t, outside, bill)
    matters.burst_pipe(t, rooms, units[0], (a, b))
    matters.burst_pipe(t, rooms, units[1], (towns[6], c))
    matters.owed(t, rooms, buildings[2], c)
    for treatment in dice.sample(lexis.TREATMENTS, 2):
        for town in dice.sample(towns, 2):
            everyday.waiting(t, care, treatment, town)
    for profession in dice.sample(lexis.PROFESSIONS, 2):
        everyday.staffing(t, staff, profession, dice.choice(towns))
    everyday.vaccination(t, care, dice.choice(lexis.ILLNESSES), tuple(towns[:3]))
    everyday.occupancy(t, now, care, b)
    everyday.visitors(t, care, units[1], c)
    everyday.alarms(t, rooms, buildings[3], (b, c))
    everyday.split(t, now, (a, c))
    everyday.split(t, care, (b, towns[3]))
    for pair in ((c, towns[4]), (towns[5], a)):
        everyday.merge(t, rooms, pair)
    everyday.theft(t, now, towns[5])
    everyday.courses(t, staff, systems[0], towns[4])
    everyday.costs(t, rooms, systems[1])
    for what in ("köerna till bråckoperation", "luftkvaliteten", "nya hyresavtal"):
        everyday.questions(t, outside, what)
    everyday.table(t, care, tuple(towns[:3]))
    everyday.published(t, news, tuple(dice.sample(_NEWS, 12)), _HOST)
    place = dice.randrange(26, len(t.days) - 4)
    flights, right = everyday.flights(t, care, place)
    everyday.fixed(t, about, (f"[Alla nummer av rapporten](https://{_HOST}/rapporter)",), "bullet")
    everyday.fixed(
        t,
        about,
        (
            "Rapporten sammanställs på regionstaben varje vecka utom på sommaren och kring jul.",
            "Fel i rapporten anmäls till regionstaben@region-exempel.example.",
        ),
        "paragraph",
    )
    t.misspell(6)
    return Correction(t.days[place], flights.id, parse(right))


# ------------------------------------------------------------------ the calendar


def _weeks(
    dice: Random,
) -> tuple[tuple[date, ...], tuple[date, ...], tuple[tuple[date, date], ...]]:
    """Reports, missing numbers and breaks: a number a week, none in July and around Christmas."""
    day = date(dice.randint(2017, 2025), dice.choice((1, 2, 3, 8, 9, 10)), dice.randint(15, 28))
    day += timedelta(days=dice.randrange(5) - day.weekday())  # the same weekday in all weeks
    days: list[date] = []
    breaks: list[tuple[date, date]] = []
    while len(days) < _NUMBERS:
        place = (day.month, day.day)
        if (7, 1) <= place <= (8, 10) or place > (12, 20) or place < (1, 7):
            first = breaks.pop()[0] if breaks and breaks[-1][1] + timedelta(weeks=1) == day else day
            breaks.append((first, day))
        else:
            days.append(day)
        day += timedelta(weeks=1)
    breaks = [(first, last) for first, last in breaks if days[0] < first and last < days[-1]]
    edges = {
        edge + timedelta(weeks=step)
        for first, last in breaks
        for edge, step in ((first, -1), (last, 1))
    }
    there = [day for day in days[13:26:2] if day not in edges]
    missing = tuple(sorted(dice.sample(there, 2)))
    return tuple(day for day in days if day not in missing), missing, tuple(breaks)


def _months(weekly: Sequence[date]) -> tuple[tuple[date, ...], tuple[tuple[date, date], ...]]:
    """The first Tuesday from the 15th of each month that the weekly series covers, but July."""
    days = []
    day = weekly[0].replace(day=1)
    while day <= weekly[-1]:
        middle = day.replace(day=15)
        if day.month != 7:
            days.append(middle + timedelta(days=(1 - middle.weekday()) % 7))
        day = (day + timedelta(days=32)).replace(day=1)
    years = sorted({day.year for day in days})
    julys = [(date(year, 7, 1), date(year, 7, 31)) for year in years]
    return tuple(days), tuple((a, b) for a, b in julys if days[0] < a and b < days[-1])


def _slug(title: str) -> str:
    words = title.lower().translate(str.maketrans("åäö", "aao")).split()
    return "-".join("".join(filter(str.isalnum, word)) for word in words)


# ------------------------------------------------------------------ names


def _names(series: Sequence[Series]) -> tuple[Name, ...]:
    """Those of the vocabulary's names that the texts hold."""
    text = "\n".join(
        at.text.plain for one in series for story in one.storylines for at in story.at if at.text
    )
    known = [Name(a.name, a.abbreviation, "authority") for a in lexis.AUTHORITIES]
    ministries = sorted({ministry for _, ministry in lexis.BILLS})
    known += [Name(name, None, "authority") for name in ministries]
    known += [Name(company, None, "company") for company in lexis.COMPANIES]
    known += [Name(a.law, None, "law") for a in lexis.AUTHORITIES]
    known += [Name(system.name, None, "system") for system in lexis.SYSTEMS]
    return tuple(name for name in known if name.name in text)
