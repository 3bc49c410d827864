"""The matters of the generated chronicle that run for months: each tells one storyline or a few.

Every function draws its sentences from a pattern or two and its names, sums and days from the
teller's dice. A version names the queries that it answers: `about` where all words of the query
stand in it, inflected, in a compound or abbreviated, `mentions` where it touches the matter only.
"""

from __future__ import annotations

from datetime import timedelta

from corpus.lexis import COUNTS, Authority, Goods, System, Unit
from corpus.teller import Story, Teller


def capital(text: str) -> str:
    """With a capital at its head."""
    return text[:1].upper() + text[1:]


def decimal(number: float) -> str:
    """`3,4`."""
    return f"{number:.1f}".replace(".", ",")


def inspection(t: Teller, section: str, authority: Authority, town: str) -> Story:
    """An authority announces itself, finds faults, gets an answer and closes the case."""
    a, unit = authority, f"{authority.unit.name} i {town}"
    about = [f"{a.short} inspektion", *([f"{a.name} inspektion"] if a.abbreviation else [])]
    story = t.story("inspektion", section)
    at = t.start(0.6)
    visit = t.workday(at, 6, 12)
    story.say(
        at,
        t.pick(
            f"{a.introduced} har aviserat en inspektion av {unit}. Besöket äger rum "
            f"{t.day(at, visit)}.",
            f"{capital(unit)} får besök av {a.introduced} {t.day(at, visit)}. Inspektionen gäller "
            f"{a.subject}.",
        ),
        about=about,
    )
    at = t.after(at, 3, 5)
    faults, until = COUNTS[t.dice.randint(3, 7)], t.workday(at, 30, 45)
    due = t.promise(story, at, until, "regionen", "lämna åtgärdsplan", a.short)
    text = t.pick(
        f"{a.genitive} inspektion av {unit} ledde till {faults} anmärkningar, de flesta om "
        f"{a.subject}. "
        f"Regionen ska lämna en åtgärdsplan {due}.",
        f"Efter inspektionen av {unit} kräver {a.short} att {faults} brister i {a.subject} "
        "rättas till. "
        f"Regionen ska ha lämnat en åtgärdsplan {due}.",
    )
    if not story.say(at, text, about=about):
        t.promises.pop()
        return story
    at = t.after(at, 1, 2)
    more = t.pick(
        f"Myndigheten kan enligt {a.law} besluta om vite.",
        "En arbetsgrupp med verksamhetschefen som ledare skriver svaret.",
    )
    story.say(at, f"{text} {more}", about=about)
    at = t.following(at, until)
    sent, points = until - timedelta(days=t.dice.randint(0, 3)), t.dice.randint(9, 24)
    text = t.pick(
        f"Åtgärdsplanen efter {a.genitive} inspektion av {unit} skickades in {t.day(at, sent)}. "
        "Den har "
        f"{points} punkter.",
        f"Regionen har svarat {a.short} om inspektionen av {unit}. Planen, med {points} punkter, "
        "gick "
        f"iväg {t.day(at, sent)}.",
    )
    if story.say(at, text, about=about):
        t.settle(story, at, "done")
    at = t.after(at, 4, 8)
    story.say(at, f"{a.short} har avslutat inspektionen av {unit} utan fler krav.", about=about)
    story.drop(t.after(at, 2, 3))
    return story


def procurement(t: Teller, section: str, goods: Goods, companies: tuple[str, str]) -> Story:
    """Tenders, an award, a complaint and its end."""
    g, (winner, loser) = goods, companies
    about, mentions = ["upphandling", f"upphandling {g.name}"], [f"upphandling {g.name}"]
    story = t.story("upphandling", section)
    at = t.start(0.5)
    until = t.workday(at, 24, 32)
    due = t.promise(story, at, until, "anbudsgivarna", "lämna anbud", "regionen")
    opened = t.day(at, t.workday(at, -6, -1))
    story.say(
        at,
        t.pick(
            f"Upphandlingen av {g.name} annonserades {opened}. Anbud ska lämnas {due}.",
            f"Regionen inledde upphandlingen av {g.name} {opened}. Anbuden ska vara inne {due}.",
        ),
        about=about,
    )
    at = t.following(at, until)
    bids, weeks = COUNTS[t.dice.randint(3, 8)], COUNTS[t.dice.randint(3, 6)]
    text = (
        f"{capital(bids)} anbud kom in i {g.procurement}. De granskas under de närmaste {weeks} "
        "veckorna."
    )
    if story.say(at, text, about=about[:1], mentions=mentions):
        t.settle(story, at, "done")
    at = t.after(at, 4, 6)
    value = f"{t.dice.randint(31, 290)} miljoner kronor"
    text = (
        f"{winner} har vunnit upphandlingen av {g.name}. Avtalet är värt {value} och gäller i "
        "fyra år."
    )
    story.say(at, text, about=about)
    at = t.after(at, 2, 3)
    story.say(
        at,
        f"{text} {loser} har begärt överprövning, vilket stoppar avtalet tills domstolen har "
        "avgjort saken.",
        about=about,
    )
    at = t.after(at, 4, 7)
    day = t.day(at, t.workday(at, -5, -1))
    story.say(
        at,
        t.pick(
            f"Domstolen avslog {day} överklagandet av upphandlingen av {g.name}. {winner} tar "
            "över den "
            "första i nästa månad.",
            f"Överprövningen av upphandlingen av {g.name} slutade {day} med avslag. Avtalet med "
            f"{winner} är "
            "undertecknat.",
        ),
        about=about,
    )
    story.drop(t.after(at, 2, 4))
    return story


def rebuilding(t: Teller, section: str, building: str, town: str) -> Story:
    """A building site: delayed, delayed again, done. Numbers and weeks change, the rest stays."""
    about = ["ombyggnad", f"ombyggnad {town}"]
    story = t.story("ombyggnad", section)
    at = t.start(0.4)
    opening = t.workday(at, 80, 100)
    story.say(
        at,
        f"Ombyggnaden av {building} i {town} följer tidplanen. Lokalerna tas i bruk "
        f"{t.week(opening)}.",
        about=about,
    )
    cause = t.pick(
        "långa leveranstider på ventilation", "fukt i bjälklaget", "en konkurs hos elfirman"
    )
    for late in sorted(t.dice.sample(range(2, 12), 3)):
        at = t.after(at, 3, 6)
        week = t.week(opening + timedelta(weeks=late))
        story.say(
            at,
            f"Ombyggnaden av {building} i {town} är {COUNTS[late]} veckor sen på grund av "
            f"{cause}. Lokalerna "
            f"tas i bruk {week}.",
            about=about,
        )
    at = t.after(at, 6, 9)
    done = t.day(at, t.workday(at, -6, -1))
    story.say(
        at,
        f"{capital(building)} i {town} invigdes {done}. Ombyggnadskostnaden blev "
        f"{t.dice.randint(6, 19)} "
        "procent högre än budget.",
        about=about,
    )
    story.drop(t.after(at, 2, 3))
    return story


def outage(t: Teller, section: str, system: System, company: str) -> Story:
    """A system is down; its supplier owes a report."""
    about = [system.name]
    story = t.story("avbrott", section)
    at = t.start()
    cause = t.pick(
        "Orsaken var ett trasigt nätaggregat.",
        "En felaktig uppdatering låg bakom.",
        "En fiberkabel hade grävts av vid ett vägarbete.",
    )
    hours, when = COUNTS[t.dice.randint(2, 9)], t.day(at, t.workday(at, -6, -1))
    text = f"{capital(system.full)} låg nere i {hours} timmar {when}. {cause}"
    story.say(at, text, about=about)
    at = t.after(at, 1, 3)
    until = t.workday(at, 14, 25)
    due = t.promise(story, at, until, company, "lämna händelserapport", "regionen")
    if not story.say(at, f"{text} {company} ska lämna en händelserapport {due}.", about=about):
        t.promises.pop()
        return story
    at = t.following(at, until)
    came = t.day(at, until - timedelta(days=t.dice.randint(0, 2)))
    text = (
        f"Händelserapporten om avbrottet i {system.name} lämnades {came}. {company} lovar tätare "
        "övervakning."
    )
    if story.say(at, text, about=about):
        t.settle(story, at, "done")
    story.drop(t.after(at, 2, 5))
    return story


def rollout(t: Teller, section: str, system: System, town: str) -> Story:
    """A start that is put off, more than once, by moving its date."""
    about = [system.name]
    story = t.story("start", section)
    at = t.start(0.7)
    first = t.workday(at, 30, 50)
    staff = t.dice.randint(12, 80) * 10
    story.say(
        at,
        f"{town} går över till {system.full} {t.day(at, first)}. {staff} medarbetare har fått "
        "behörighet.",
        about=about,
    )
    at = t.after(at, 3, 4)
    second = first + timedelta(weeks=t.dice.randint(3, 6))
    story.say(
        at,
        f"Övergången till {system.name} i {town} flyttas från {t.day(at, first, 'mention')} till "
        f"{t.day(at, second)}. {staff} medarbetare har fått behörighet.",
        about=about,
    )
    at = t.after(at, 6, 10)
    story.say(
        at,
        f"{town} arbetar sedan {t.day(at, second)} i {system.name}. Supporten svarar på ungefär "
        f"{t.dice.randint(15, 60)} frågor om dagen.",
        about=about,
    )
    story.drop(t.after(at, 3, 6))
    return story


def consultation(t: Teller, section: str, bill: tuple[str, str]) -> Story:
    """A proposal on which the region has to say what it thinks."""
    subject, ministry = bill
    story = t.story("remiss", section)
    at = t.start()
    until = t.workday(at, 25, 50)
    due = t.promise(story, at, until, "regionen", "lämna remissvar", ministry)
    text = t.pick(
        f"{ministry} har skickat förslaget om {subject} på remiss. Regionens svar ska lämnas "
        f"{due}.",
        f"Regionen ska lämna sitt remissvar om {subject} till {ministry} {due}.",
    )
    story.say(at, text, about=["remissvar"] if "remissvar" in text else [], mentions=["remissvar"])
    at = t.following(at, until)
    sent = t.day(at, until - timedelta(days=t.dice.randint(0, 4)))
    text = (
        f"Remissvaret om {subject} lämnades till {ministry} {sent}. Regionen tillstyrker i "
        "huvudsak."
    )
    if story.say(at, text, about=["remissvar"]):
        t.settle(story, at, "done")
    story.drop(t.after(at, 1, 3))
    return story


def burst_pipe(t: Teller, section: str, unit: Unit, towns: tuple[str, str]) -> Story:
    """A leak closes a unit; drying takes its time; it opens again."""
    about = ["vattenläcka"]
    story = t.story("lacka", section)
    at = t.start()
    since = t.day(at, t.workday(at, -6, -1))
    closed = unit.agreed("stängd", "stängt")
    text = (
        f"Till följd av en vattenläcka är {unit.name} i {towns[0]} {closed} sedan {since}. "
        "Patienterna tas emot "
        f"i {towns[1]}."
    )
    story.say(at, text, about=about)
    at = t.after(at, 1, 3)
    story.say(
        at,
        f"{text} Avfuktningen väntas pågå i {COUNTS[t.dice.randint(3, 8)]} veckor.",
        about=about,
    )
    at = t.after(at, 4, 8)
    text = (
        f"{capital(unit.name)} i {towns[0]} är {unit.agreed('öppen', 'öppet')} igen efter "
        "vattenläckan."
    )
    cost = decimal(t.dice.uniform(1.2, 4.8))
    story.say(at, f"{text} Reparationen kostade {cost} miljoner kronor.", about=about)
    story.drop(t.after(at, 1, 2))
    return story


def owed(t: Teller, section: str, building: str, town: str) -> Story:
    """Something promised that is put off once and then does not come."""
    story = t.story("utredning", section)
    at = t.start(0.9)
    first = t.workday(at, 12, 18)
    due = t.promise(
        story, at, first, "fastighetsavdelningen", "redovisa luftmätningar", "ledningen"
    )
    text = (
        f"Personal vid {building} i {town} har känt av dålig luft. Fastighetsavdelningen ska "
        "redovisa mätvärden"
    )
    story.say(at, f"{text} {due}.")
    at = t.after(at, 2, 3)
    second = first + timedelta(weeks=3)
    due = t.promise(
        story, at, second, "fastighetsavdelningen", "redovisa luftmätningar", "ledningen"
    )
    if story.say(at, f"{text} {due}, tre veckor senare än först utlovat."):
        moved = t.promises[-2]
        moved.outcome, moved.word = "moved", f"{story.id}@{t.days[at]}"
    else:
        t.promises.pop()
        return story
    at = t.following(at, second + timedelta(days=1))
    late = t.day(at, second, "deadline", "senast den ")
    text = f"Fastighetsavdelningen skulle {late} ha redovisat luften vid {building} i {town}"
    if story.say(at, f"{text}. Mätvärdena har inte kommit."):
        t.settle(story, at, "overdue")
    story.drop(t.after(at, 4, 6))
    return story
