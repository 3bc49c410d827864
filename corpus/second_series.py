"""The second series of the generated chronicle: another body writes of some of the same matters."""

from __future__ import annotations

from corpus.everyday import fixed, thousands
from corpus.lexis import COUNTS, Authority, System
from corpus.matters import capital
from corpus.teller import Teller

SECTIONS = ("Månadens siffror", "Tillsyn och risker", "Utveckling", "Om månadsrapporten")


def tell(
    t: Teller,
    authorities: tuple[Authority, ...],
    systems: tuple[System, ...],
    towns: tuple[str, ...],
) -> None:
    """All of its storylines."""
    _reports(t)
    _falls(t, towns)
    for authority, town in zip(authorities, towns, strict=False):
        _supervision(t, authority, town)
    for system in systems:
        _system(t, system)
    for town in towns[:2]:
        _hygiene(t, town)
    _patients(t)
    _plan(t)
    t.misspell(1)
    fixed(
        t,
        SECTIONS[3],
        (
            "Rapporten skrivs av kvalitetsavdelningen och går till verksamhetschefer och lokala "
            "skyddsombud.",
            "Underlaget kommer ur regionens egna register och kan rättas i efterhand.",
        ),
        "paragraph",
    )


def _reports(t: Teller) -> None:
    story = t.story("rapporter", SECTIONS[0])
    for number in range(len(t.days)):
        count, share = t.dice.randint(640, 1480), t.dice.randint(3, 21)
        more = t.pick("fler", "färre")
        story.say(
            number,
            f"{thousands(count)} händelser rapporterades under {t.month_before(number)}, {share} "
            f"procent {more} än ett "
            "år tidigare.",
        )


def _falls(t: Teller, towns: tuple[str, ...]) -> None:
    for town in towns[:2]:
        story = t.story("fall", SECTIONS[0])
        for number in range(0, len(t.days), 2):
            falls, hurt = t.dice.randint(14, 60), t.dice.randint(2, 9)
            story.say(
                number, f"{town}: {falls} fall på vårdavdelning, {COUNTS[hurt]} av dem med skada"
            )


def _supervision(t: Teller, authority: Authority, town: str) -> None:
    """The same inspection as in the weekly series, as the other body sees it."""
    about = [f"{authority.short} inspektion"]
    if authority.abbreviation:
        about.append(f"{authority.name} inspektion")
    story, at = t.story("tillsynen", SECTIONS[1]), t.dice.randint(1, 3)
    story.say(
        at,
        f"{authority.introduced} har riktat kritik mot {authority.unit.name} i {town}. "
        "Inspektionen visade att "
        "ansvaret för rutinerna är otydligt.",
        about=about,
    )
    at = t.after(at, 2, 3)
    story.say(
        at,
        f"Efter {authority.genitive} inspektion i {town} har ansvaret för rutinerna klargjorts.",
        about=about,
    )
    story.drop(t.after(at, 1, 2))


def _system(t: Teller, system: System) -> None:
    story = t.story("system", SECTIONS[1])
    at = t.dice.randint(0, 2)
    for _ in range(3):
        count = t.dice.randint(13, 70)
        story.say(
            at,
            f"{count} händelser gällde {system.full}, oftast långsamma svarstider.",
            about=[system.name],
        )
        at = t.after(at, 1, 3)


def _hygiene(t: Teller, town: str) -> None:
    story = t.story("hygien", SECTIONS[0])
    for number in range(0, len(t.days), 3):
        share = t.dice.randint(71, 96)
        story.say(
            number,
            f"Klädregler och handsprit följdes vid {share} procent av observationerna i {town}.",
        )


def _patients(t: Teller) -> None:
    story, at = t.story("enkat", SECTIONS[2]), t.dice.randint(0, 3)
    when = t.workday(at, 18, 28)
    due = t.promise(story, at, when, "avdelningarna", "dela ut patientenkäten")
    story.say(
        at, f"Patientenkäten ska vara utdelad på alla avdelningar {due}.", about=["patientenkät"]
    )
    at += 2
    share = t.dice.randint(34, 58)
    text = (
        f"Patientenkäten är utdelad på alla avdelningar. {share} procent av patienterna har svarat."
    )
    if story.say(at, text, about=["patientenkät"]):
        t.settle(story, at, "done")
    story.drop(at + 2)


def _plan(t: Teller) -> None:
    story = t.story("plan", SECTIONS[2])
    text = (
        f"Handlingsplanen mot {t.pick('trycksår', 'vårdinfektioner', 'undernäring')} gäller från "
        "årsskiftet."
    )
    story.say(0, text)
    story.say(5, f"{capital(text[:-1])} och följs upp varje kvartal.")
