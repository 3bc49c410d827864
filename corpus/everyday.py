"""The smaller matters of the generated chronicle: figures that change, what comes and goes."""

from __future__ import annotations

from datetime import timedelta

from corpus.lexis import COUNTS, System, Unit
from corpus.matters import decimal
from corpus.teller import Story, Teller


def thousands(number: int) -> str:
    """`1 240`."""
    return f"{number:,}".replace(",", " ")


def waiting(t: Teller, section: str, treatment: str, town: str) -> Story:
    """A queue: the same sentence with other numbers."""
    story = t.story("ko", section)
    at, number = t.start(0.2), t.dice.randint(140, 2400)
    while at < len(t.days):
        long = number * t.dice.randint(12, 40) // 100
        story.say(
            at,
            f"I {town} väntar {thousands(number)} personer på {treatment}. Av dem har "
            f"{thousands(long)} väntat längre "
            "än tre månader.",
            about=[treatment],
        )
        at, number = t.after(at, 3, 7), int(number * t.dice.uniform(0.82, 1.15)) + 1
    return story


def staffing(t: Teller, section: str, profession: tuple[str, str], town: str) -> Story:
    """Vacancies: numbers, then a clause, then another sentence."""
    singular, plural = profession
    story, about = t.story("bemanning", section), [singular]
    at, posts = t.start(), t.dice.randint(18, 90)
    empty = t.dice.randint(4, posts // 3)
    story.say(at, f"Minst {empty} tjänster för {plural} i {town} är obesatta.", about=about)
    at = t.after(at)
    text = (
        f"Av {posts} tjänster för {plural} i {town} är {empty + 1} obesatta, trots två omgångar "
        "annonser."
    )
    story.say(at, text, about=about)
    at = t.after(at)
    story.say(at, f"{text} Hyrpersonal täcker ungefär hälften av passen.", about=about)
    at = t.after(at)
    story.say(
        at,
        f"Av {posts} tjänster för {plural} i {town} är {empty - 2} obesatta, trots två omgångar "
        "annonser. "
        "Hyrpersonal täcker ungefär hälften av passen.",
        about=about,
    )
    if t.pick(True, False):
        story.drop(t.after(at, 4, 9))
    return story


def vaccination(t: Teller, section: str, illness: str, towns: tuple[str, ...]) -> None:
    """A parent item, and below it one item for each town."""
    about = ["vaccination"]
    parent = t.story("vaccin", section)
    at = t.start()
    parent.say(
        at, f"Vaccinationen mot {illness} inleds {t.week(t.workday(at, 5, 12))}.", about=about
    )
    later = t.after(at, 2, 3)
    end = t.after(later, 8, 14)
    parent.say(
        later, f"Vaccinationen mot {illness} pågår på {COUNTS[len(towns)]} orter.", about=about
    )
    parent.drop(end)
    for town in towns:
        child, doses = t.story("vaccin-ort", section, under=parent.id), t.dice.randint(300, 900)
        where = t.pick("i sjukhusets entré", "på biblioteket", "i Folkets hus", "på vårdcentralen")
        number = later
        while number < end:
            if not child.say(
                number,
                f"{town}: {thousands(doses)} doser givna, öppet {where} på vardagar",
                mentions=about,
            ):
                break
            number, doses = t.after(number, 2, 4), doses + t.dice.randint(90, 700)
        child.drop(end)


def occupancy(t: Teller, first: str, second: str, town: str) -> Story:
    """A figure for each week, so reworded every time; later it moves to another section."""
    story = t.story("belaggning", first)
    at, length = t.start(), t.dice.randint(6, 10)
    for number in range(at, at + length):
        if number == at + length // 2:
            story.section = second
        week = t.week(t.report(number) - timedelta(weeks=1))
        share = t.dice.randint(88, 113)
        story.say(
            number,
            f"Beläggningen på medicinavdelningarna i {town} var {share} procent {week}.",
            about=["beläggning medicinavdelning"],
        )
    story.drop(at + length)
    return story


def visitors(t: Teller, section: str, unit: Unit, town: str) -> Story:
    """Comes, goes and comes back: in the same words, then in others."""
    story = t.story("besok", section)
    text = (
        f"Besöksförbud råder på avdelning {t.dice.randint(2, 48)} intill {unit.name} i {town} på "
        "grund av "
        "vinterkräksjuka."
    )
    about = ["besöksförbud"]
    at = t.start()
    story.say(at, text, about=about)
    story.drop(t.after(at, 2, 3))
    at = t.after(at, 5, 8)
    story.say(at, text, about=about)
    story.drop(t.after(at, 2, 3))
    at = t.after(at, 5, 9)
    story.say(at, f"{text} Närstående hänvisas till videosamtal.", about=about)
    story.drop(t.after(at, 1, 3))
    return story


def alarms(t: Teller, section: str, building: str, towns: tuple[str, str]) -> None:
    """Two matters that share a word: a fire alarm that goes off, and alarms for staff."""
    fire = t.story("brandlarm", section)
    at, times = t.start(), t.dice.randint(3, 5)
    for _ in range(3):
        fire.say(
            at,
            f"Brandlarmet vid {building} i {towns[0]} har löst ut {COUNTS[times]} gånger utan "
            "brand sedan årets början.",
            about=["brandlarm"],
        )
        at, times = t.after(at, 2, 4), times + t.dice.randint(1, 2)
    fire.say(
        at, f"Brandlarmet vid {building} i {towns[0]} har fått nya detektorer.", about=["brandlarm"]
    )
    fire.drop(t.after(at, 2, 3))
    staff = t.story("personlarm", section)
    at, total = t.start(), t.dice.randint(6, 20) * 10
    for tenths in (2, 5, 8):
        staff.say(
            at,
            f"De bärbara överfallslarmen för psykiatrin i {towns[1]} byts ut; "
            f"{total * tenths // 10} av {total} är på plats.",
            about=["överfallslarm"],
        )
        at = t.after(at, 2, 5)
    staff.drop(at)


def split(t: Teller, section: str, towns: tuple[str, str]) -> None:
    """One item with two sentences, later two items."""
    here, there = towns
    pairs = (
        (
            (
                f"Mammografin i {here} flyttar till nya lokaler vid resecentrum.",
                f"Vårdcentralen i {there} får kvällsöppet två dagar i veckan.",
            ),
            (
                f"Mammografin i {here} har flyttat till nya lokaler vid resecentrum.",
                f"Vårdcentralen i {there} har kvällsöppet två dagar i veckan, måndagar och "
                "torsdagar.",
            ),
        ),
        (
            (
                f"Helikopterplattan i {here} stängs för ny beläggning under tre veckor.",
                f"Ambulanserna i {there} får samtidigt nya defibrillatorer.",
            ),
            (
                f"Helikopterplattan i {here} är stängd för ny beläggning under tre veckor.",
                f"Ambulanserna i {there} har fått nya defibrillatorer, sammanlagt elva stycken.",
            ),
        ),
    )
    (first, second), (own, other) = t.pick(*pairs)
    story = t.story("tva-saker", section)
    at = t.start()
    story.say(at, f"{first} {second}")
    at = t.after(at, 3, 5)
    if story.say(at, own):
        heir = t.story("den-andra", section, split_from=story.id)
        heir.say(at, other)
        heir.drop(t.after(at, 4, 8))
        story.drop(t.after(at, 3, 7))


def merge(t: Teller, section: str, towns: tuple[str, str]) -> None:
    """Two items that become one."""
    here, there = towns
    pairs = (
        (
            f"Hissen till vårdavdelningarna i {here} är avstängd medan styrningen byts.",
            f"Kulverten under lasarettet i {there} är avstängd för asbestsanering.",
        ),
        (
            f"Parkeringen vid sjukhuset i {here} halveras under gatuarbetet.",
            f"Cykelgaraget vid sjukhuset i {there} är stängt efter ett inbrott.",
        ),
    )
    one, two = t.pick(*pairs)
    at = t.start()
    stories = [t.story("den-ena", section), t.story("den-andra", section)]
    for story, text in zip(stories, (one, two), strict=True):
        story.say(at + t.dice.randint(0, 1), text)
    at = t.after(at, 4, 7)
    joined = f"{one[:-1]}, och {two[:1].lower()}{two[1:]}"
    heir = t.story("bada", section, merged_from=tuple(story.id for story in stories))
    if heir.say(at, joined):
        heir.drop(t.after(at, 3, 6))
        for story in stories:
            story.drop(at)


def theft(t: Teller, section: str, town: str) -> Story:
    """Something leaked that is no water."""
    story, about = t.story("stold", section), ["dator polisanmälan"]
    at = t.start()
    when, patients = t.day(at, t.workday(at, -6, -1)), t.dice.randint(40, 700)
    text = (
        f"Uppgifter om {patients} patienter kan ha läckt ut sedan en dator stulits i {town} {when}."
    )
    story.say(at, f"{text} Polisanmälan är gjord.", about=about)
    at = t.after(at, 2, 3)
    story.say(at, f"{text} Polisanmälan är gjord, och de berörda har fått brev.", about=about)
    story.drop(t.after(at, 2, 4))
    return story


def courses(t: Teller, section: str, system: System, town: str) -> Story:
    """Courses that mention a system which other items are about."""
    story = t.story("kurser", section)
    at = t.start()
    for _ in range(2):
        days = t.workday(at, 8, 14)
        story.say(
            at,
            f"Webbkurser i {system.name} ges {t.week(days)} för chefer i {town}. "
            f"{t.dice.randint(4, 30)} platser är lediga.",
            mentions=[system.name],
        )
        at = t.after(at, 2, 4)
    story.drop(at)
    return story


def costs(t: Teller, section: str, system: System) -> Story:
    """A sum, and the month that it was counted for."""
    story = t.story("kostnad", section)
    at, million = t.start(), t.dice.uniform(4, 20)
    while at < len(t.days):
        story.say(
            at,
            f"Räknat till utgången av {t.month_before(at)} har {system.name} kostat "
            f"{decimal(million)} miljoner "
            "kronor mer än beräknat.",
            mentions=[system.name],
        )
        at, million = t.after(at, 4, 6), million + t.dice.uniform(0.4, 2)
    return story


def questions(t: Teller, section: str, what: str) -> Story:
    """Journalists ask, fall silent and ask again."""
    story = t.story("media", section)
    at = t.start()
    for _ in range(2):
        count = COUNTS[t.dice.randint(2, 9)]
        story.say(at, f"Pressjouren har fått {count} frågor om {what}.")
        story.drop(at + t.dice.randint(1, 2))
        at = t.after(at, 4, 8)
    return story


def flights(t: Teller, section: str, number: int) -> tuple[Story, str]:
    """Figures of that report which were wrong: the story, and what the second edition says."""
    story, flown = t.story("flyg", section), t.dice.randint(31, 60)
    week = t.week(t.report(number) - timedelta(weeks=1))
    text = "Ambulanshelikoptern flög {} uppdrag {}, varav {} till grannlänen."
    story.say(number, text.format(flown, week, flown // 4))
    right = text.format(flown + 7, week, flown // 4 + 2)
    story.say(number + 1, right)
    story.drop(number + 3)
    return story, right


def table(t: Teller, section: str, towns: tuple[str, ...]) -> None:
    """A small table for some weeks: its head stays, its figures change."""
    at = t.start()
    end = t.after(at, 6, 10)
    head = t.story("tabell", section, kind="row")
    head.say(at, "Ort | Besök per dygn | Väntetid till läkare")
    head.drop(end)
    changes = [at, t.after(at, 2, 3)]
    for town in towns:
        row = t.story("tabell-rad", section, kind="row")
        for number in changes:
            row.say(
                number, f"{town} | {t.dice.randint(40, 190)} | {t.dice.randint(18, 95)} minuter"
            )
        row.drop(end)


def published(t: Teller, section: str, titles: tuple[str, ...], host: str) -> None:
    """Dated lines (`22/10: …`), each for two or three reports, the newest first."""
    for number, title in enumerate(titles):
        at = t.dice.randrange(len(t.days))
        day = t.workday(at, -5, 0)
        story = t.story(f"publicerat-{number}", section)
        story.order = 1_000_000 - day.toordinal()
        slug = "-".join("".join(filter(str.isalnum, word)) for word in title.lower().split())
        address = slug.translate(str.maketrans("åäöé", "aaoe"))
        kind = t.pick("nyhet", "film", "rutin", "pressmeddelande")
        text = (
            f"{{{day.day}/{day.month}|{day}|event}}: [{title}](https://{host}/{address}) ({kind})"
        )
        story.say(at, text)
        story.drop(at + t.dice.randint(2, 3))


def fixed(t: Teller, section: str, texts: tuple[str, ...], kind: str) -> None:
    """What stands in every number, boilerplate."""
    for text in texts:
        story = t.story("om", section, kind=kind, boilerplate=True)
        story.say(0, text)
