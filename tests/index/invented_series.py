"""A generator of series with known threads, for measuring on what nobody tuned on.

Matters of ten kinds are told in sentences with slots for names, places, dates and figures; two
matters of one kind differ in their names alone, as in real reports. Random edits are then applied to
them, number by number, and written down as the truth, in the shape of `corpus/truth.json`.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from index.threads import Number, Statement

PLACES = (
    "Ekviks sjukhus|Norra länssjukhuset|Sundby lasarett|Almnäs vårdcentral|Björkö närsjukhus|"
    "Hamnstadens sjukhus|Västra Åsens vårdcentral|Lillå rehabcenter|Kvarnby sjukhus|Tallmo lasarett|"
    "Rödbergets akutmottagning|Strandö barnklinik"
).split("|")
SYSTEMS = (
    "Vidar|Journalia|LabbLänk|Remissen|Medlista|Bildporten|Kallelse Plus|TidBok|Asynja Nord|"
    "RegIn|Siffra|Portalen Hälsa"
).split("|")
AUTHORITIES = (
    "IVO|Konkurrensverket|Arbetsmiljöverket|Socialstyrelsen|Integritetsskyddsmyndigheten|"
    "Läkemedelsverket|E-hälsomyndigheten|JO|Riksrevisionen|Upphandlingsmyndigheten|MSB"
).split("|")
COMPANIES = (
    "Nordkod AB|Granskarna|Vårdteknik Syd|Datalotsen|Kliniksoft|Mellansjö Konsult|ByggRätt".split(
        "|"
    )
)
TOPICS = (
    "läkemedelshantering|remissflöden|provsvar|tidbokning|kallelser|behörigheter|dokumentation|"
    "läkarintyg|vaccinationer|röntgenbilder|operationsplanering|avgifter|egenremisser|triagering|"
    "blodprover|hemsjukvård|journalkopior|telefontillgänglighet|sekretess|patientavgifter"
).split("|")
ROLES = "programchefen|hälso- och sjukvårdsdirektören|it-direktören|förvaltningschefen|chefläkaren".split(
    "|"
)
SENTENCES: dict[str, tuple[str, ...]] = {
    "supervision": (
        "{A} inledde den {d} tillsyn av {t} vid {p}.",
        "Regionen ska redovisa vidtagna åtgärder till {A} senast den {d}.",
        "{A} pekar på brister i utbildningen av personal som arbetar med {t}.",
        "Ett yttrande är skickat och {A} har begärt kompletteringar i {n} punkter.",
        "Vid inspektionen intervjuades {n} medarbetare vid {p}.",
        "Beslutet kan överklagas till förvaltningsrätten inom tre veckor.",
    ),
    "outage": (
        "En driftstörning i {S} påverkade {t} vid {p} under {n} timmar.",
        "Felet i {S} berodde på en uppdatering hos {C}.",
        "Reservrutiner användes och {n} patienter fick nya tider.",
        "En felrapport är lämnad till {C}, som återkommer med en rättning den {d}.",
        "Händelsen är anmäld enligt NIS-reglerna.",
        "Verksamheten uppmanas att rapportera kvarstående fel om {t} till servicedesk.",
    ),
    "procurement": (
        "Upphandlingen av nytt systemstöd för {t} annonserades den {d}.",
        "{n} anbud har kommit in, bland annat från {C}.",
        "{C} har begärt överprövning av tilldelningsbeslutet om {t}.",
        "Avtalet med {C} om {S} löper ut den {d} och förlängs med ett år.",
        "Kostnaden beräknas till {n} miljoner kronor under avtalstiden.",
        "Utvärderingen görs av en grupp med deltagare från {p}.",
    ),
    "training": (
        "Utbildningen i {t} startar vid {p} den {d}.",
        "Hittills har {n} medarbetare vid {p} gått kursen om {t} i {S}.",
        "Platser kvar finns till omgången som börjar den {d}.",
        "Deltagarna är nöjda men önskar mer tid för egna övningar.",
        "En webbkurs om {t} tas fram tillsammans med {C}.",
        "Superanvändare utses av respektive verksamhetschef.",
    ),
    "media": (
        "Lokalpressen skrev den {d} om väntetider för {t} vid {p}.",
        "{r} intervjuades om {t} och regionens vägval.",
        "En insändare kritiserar hur {S} har införts vid {p}.",
        "Kommunikationsavdelningen har tagit fram ett budskap om {t} för chefer.",
        "Antalet frågor från allmänheten om {t} uppgick till {n}.",
        "Radion planerar ett reportage om patienter som berörs av {t}.",
    ),
    "figures": (
        "Antal öppna ärenden om {t}: {n}.",
        "Svarstiden i servicedesk för {S} är i genomsnitt {n} minuter.",
        "Tillgängligheten i {S} var {n} procent under veckan.",
        "{n} avvikelser om {t} har registrerats vid {p}.",
    ),
    "decision": (
        "Regionstyrelsen beslutade den {d} att skjuta upp införandet av {S} vid {p}.",
        "Ärendet om {t} bereds av hälso- och sjukvårdsnämnden.",
        "En slutrapport om {t} lämnas av {r} den {d}.",
        "Oppositionen har reserverat sig mot beslutet.",
        "Konsekvenserna för {p} beskrivs i en bilaga.",
        "Arbetet leds av {r} i samråd med {p}.",
    ),
    "staff": (
        "{p} söker {n} sjuksköterskor med vana av {t}.",
        "Skyddsombuden vid {p} har begärt åtgärder om arbetsmiljön kring {t}.",
        "En ny samordnare för {t} tillträdde den {d}.",
        "Övertiden bland medicinska sekreterare har ökat med {n} procent.",
        "{A} har återkopplat efter besöket vid {p}.",
        "Samverkan med de fackliga organisationerna hölls den {d}.",
    ),
    "routine": (
        "En ny rutin för {t} gäller vid {p} från den {d}.",
        "Rutinen har stämts av med {r} och {A}.",
        "Tidigare blanketter för {t} ska inte längre användas.",
        "Medarbetare vid {p} kontaktar sin chef vid oklarheter om {t}.",
        "Handboken för {S} har fått {n} nya avsnitt om {t}.",
        "Checklistor delas ut på morgonmötet.",
    ),
    "review": (
        "{C} granskar på regionens uppdrag hur {t} har fungerat vid {p}.",
        "Granskningen av {S} omfattar {n} intervjuer och väntas klar den {d}.",
        "Delrapporten pekar på otydliga roller mellan {p} och leverantören.",
        "{r} presenterade iakttagelserna för nämnden den {d}.",
        "Revisorerna följer upp {t} under våren.",
        "Rekommendationerna prioriteras i en handlingsplan.",
    ),
}
SYNONYMS = (
    ("ska redovisa", "behöver redogöra för"),
    ("beslutade", "har fattat beslut om"),
    ("pekar på", "lyfter fram"),
    ("Hittills har", "Sammanlagt har"),
    ("väntas klar", "beräknas vara färdig"),
    ("har begärt", "begär"),
    ("är skickat", "skickades i går"),
    ("tas fram", "utarbetas"),
    ("påverkade", "drabbade"),
    ("har ökat", "fortsätter att öka"),
    ("startar", "inleds"),
    ("söker", "rekryterar"),
    ("presenterade", "redogjorde för"),
    ("gäller", "har börjat gälla"),
    ("bereds", "behandlas nu"),
    ("kritiserar", "ifrågasätter"),
    ("löper ut", "upphör"),
    ("annonserades", "publicerades"),
    ("återkommer", "har återkommit"),
    ("följer upp", "fördjupar sig i"),
    ("berörs av", "påverkas av"),
    ("lämnas av", "överlämnas av"),
)
NOUNS = (
    "akuten|anhöriga|apoteken|arkivet|avtalet|barnmorskorna|bemanningen|bilagan|blanketterna|bokslutet|"
    "brandskyddet|budgeten|byggnaden|cyklerna|datorerna|delegationen|depåerna|dietisterna|donationerna|"
    "elförsörjningen|enkäten|expeditionen|fakturorna|farmaceuterna|filmen|flytten|forskarna|fysioterapin|"
    "förrådet|förskrivarna|garagen|gränssnittet|handskarna|hissarna|hjälpmedlen|hyresavtalet|inköparna|"
    "introduktionen|jourlinjen|juristerna|kalendern|kassorna|kliniken|kokboken|kontorslokalerna|kuratorerna|"
    "kyltekniken|köerna|lagret|larmen|larmcentralen|licenserna|logopederna|lokalvården|läkarsekreterarna|"
    "magasinet|matsalen|mikroskopen|mobiltelefonerna|nattbemanningen|nycklarna|nätverket|optikerna|"
    "parkeringen|patientnämnden|pendlarna|pensionsfrågan|politikerna|portvakten|provtagningen|psykologerna|"
    "recepten|receptionen|rekryteringen|resorna|rullstolarna|rörposten|sambandet|serverhallen|skrivarna|"
    "skyltarna|smittspårningen|sommarschemat|specialistvården|statistiken|steriltekniken|stipendierna|"
    "säkerhetskopiorna|tandvården|telefonväxeln|tolkarna|transporterna|tvätten|undersköterskorna|"
    "utemiljön|utskrifterna|vaccinkylarna|vaktmästarna|valet|ventilationen|volontärerna|väntrummet|"
    "vårdplatserna|webbplatsen|yrkeshögskolan|årsredovisningen|ögonbotten|överenskommelsen"
).split("|")
DETAILS = (
    "Detsamma gäller {a} och {b}.",
    "{a} berörs bara indirekt, medan {b} ses över.",
    "Frågan om {a} är löst men {b} kräver mer arbete.",
    "För {a} har en särskild plan gjorts.",
    "Kritik har riktats mot {a} och mot hur {b} sköts.",
    "Nästa steg är att {a} kopplas till {b}.",
    "Även {a} nämns i underlaget.",
    "Samtidigt förbereds {a} för hösten.",
)
TITLES = (
    "Så påverkas du av {S} (nyhet)|Frågor och svar om {t} (intranät)|Chefsbrev om {t}|"
    "Ny film om {S}|Pressmeddelande: {A} om {t}|Inbjudan till informationsmöte vid {p}|"
    "Uppdaterad sida om {t}|Veckobrev till chefer"
).split("|")
SECTIONS = (
    "Läget i stort",
    "Verksamheten",
    "Drift",
    "Insatser i urval",
    "Samordning",
    "Om rapporten",
)
ACTIONS, ABOUT = SECTIONS[3], SECTIONS[5]
MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)


@dataclass
class Matter:
    """A storyline while it lives."""

    name: str
    kind: str
    slots: dict[str, str]
    sentences: list[str]
    section: str
    order: float
    until: int = 10**6  # the number from which on it is gone
    sleeps: tuple[int, int] = (0, 0)  # numbers without it
    slip: tuple[str, str] | None = None  # (right, as printed)
    label: str = ""  # of the next version, where it is not to be derived
    origins: tuple[str, ...] = ()
    boilerplate: bool = False
    day: str = ""
    under: str = ""
    versions: list[dict[str, Any]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    last: tuple[str, str] = ("", "")  # text, section

    @property
    def text(self) -> str:
        text = self.day + " ".join(self.sentences)
        return text.replace(*self.slip, 1) if self.slip else text


def invent(seed: int, numbers: int = 60) -> tuple[list[Number], list[dict[str, Any]]]:
    """A series of weekly numbers and its true threads."""
    world = _World(random.Random(seed))
    reports = [world.number(at) for at in range(numbers)]
    return reports, world.truth([report.date for report in reports])


class _World:
    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd
        self.matters: list[Matter] = []
        self.alive: list[Matter] = []
        self.count = 0
        self.renamed = rnd.randint(20, 40)
        for text in (
            "Rapporten sammanställs av kommunikationsavdelningen och beskriver läget vid utskicket.",
            "Frågor om rapporten besvaras via brevlådan lagesrapport@region-exempel.example.",
        ):
            self._add("about", {}, [text], ABOUT, boilerplate=True)
        for _ in range(18):
            self._birth()

    def _add(
        self, kind: str, slots: dict[str, str], sentences: list[str], section: str, **more: Any
    ) -> Matter:
        self.count += 1
        matter = Matter(
            f"m{self.count}", kind, slots, sentences, section, self.rnd.random(), **more
        )
        self.matters.append(matter)
        self.alive.append(matter)
        return matter

    def _slots(self) -> dict[str, str]:
        pick = self.rnd.choice
        return {
            "A": pick(AUTHORITIES), "p": pick(PLACES), "S": pick(SYSTEMS), "C": pick(COMPANIES),
            "t": pick(TOPICS), "r": pick(ROLES),
        }  # fmt: skip

    def _fill(self, template: str, slots: dict[str, str]) -> str:
        when = f"{self.rnd.randint(1, 28)} {self.rnd.choice(MONTHS)}"
        text = template.format(**slots, d=when, n=self.rnd.randint(2, 480))
        return text[0].upper() + text[1:]

    def _birth(self, sibling: Matter | None = None) -> Matter:
        rnd = self.rnd
        among = Counter(m.kind for m in self.alive)
        rare = [kind for kind in sorted(SENTENCES) if among[kind] <= 2]
        kind = sibling.kind if sibling else rnd.choice(rare or sorted(SENTENCES))
        slots = self._slots()
        templates = list(SENTENCES[kind])
        if sibling:  # the same sentences about another place, system and authority
            for key, pool in (("p", PLACES), ("S", SYSTEMS), ("A", AUTHORITIES), ("C", COMPANIES)):
                slots[key] = rnd.choice([name for name in pool if name != sibling.slots[key]])
            sentences = list(sibling.sentences)
            for key in ("p", "S", "A", "C"):
                sentences = [s.replace(sibling.slots[key], slots[key]) for s in sentences]
            slots["t"] = sibling.slots["t"]
            if sentences == sibling.sentences:
                return self._birth()
        else:
            first = templates.pop(rnd.randrange(2))
            rest = rnd.sample(templates, min(len(templates), rnd.choice((0, 1, 1, 2, 2, 3, 4))))
            sentences = [self._fill(one, slots) for one in [first, *rest]]
            for _ in range(rnd.choice((0, 1, 1, 2))):
                one, other = rnd.sample(NOUNS, 2)
                detail = rnd.choice(DETAILS).format(a=one, b=other)
                sentences.append(detail[0].upper() + detail[1:])
        section = sibling.section if sibling else rnd.choice(SECTIONS[:3] + SECTIONS[4:5])
        matter = self._add(kind, slots, sentences, section)
        if sibling:
            matter.order = sibling.order
        elif rnd.random() < 0.25:
            matter.slip = self._slip(" ".join(sentences), slots)
        return matter

    def _slip(self, text: str, slots: dict[str, str]) -> tuple[str, str] | None:
        names = " ".join(slots.values())
        words = [
            word
            for word in text.split()
            if len(word) > 7 and word.isalpha() and word.islower() and word not in names
            and text.count(word) == 1
        ]  # fmt: skip
        if not words:
            return None
        word = self.rnd.choice(words)
        place = self.rnd.randint(2, len(word) - 4)
        kind = self.rnd.randrange(4)
        if kind == 0:
            wrong = word[:place] + word[place + 1 :]
        elif kind == 1:
            wrong = word[:place] + word[place] + word[place:]
        elif kind == 2:
            wrong = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        else:
            wrong = word[:place] + " " + word[place:]
        return (word, wrong) if wrong != word else None

    def number(self, at: int) -> Number:
        rnd = self.rnd
        day = date(2024, 1, 4) + timedelta(weeks=at)
        if at:
            for matter in [m for m in self.alive if not m.boilerplate and m.kind != "action"]:
                if matter.sleeps[0] <= at < matter.sleeps[1]:
                    continue
                if matter.at and matter in self.alive:
                    self._edit(matter, at)
            while sum(m.until > at for m in self.alive) < 24:
                self._birth()
        for _ in range(rnd.choice((0, 1, 1, 2, 3))):
            slots = self._slots()
            when = day - timedelta(days=rnd.randint(0, 6))
            self._add(
                "action", slots, [self._fill(rnd.choice(TITLES), slots)], ACTIONS,
                until=at + rnd.choice((1, 2, 2, 3)), day=f"{when.day}/{when.month}: ",
            )  # fmt: skip
        self.alive = [m for m in self.alive if m.until > at]
        report = f"serie/{day}"
        items: list[Statement] = []
        headings = [
            s if s != SECTIONS[2] or at < self.renamed else "IT-drift och fel" for s in SECTIONS
        ]
        for section, heading in zip(SECTIONS, headings, strict=True):
            here = [
                m for m in self.alive
                if m.section == section and not m.sleeps[0] <= at < m.sleeps[1]
            ]  # fmt: skip
            for place, matter in enumerate(sorted(here, key=lambda m: m.order), start=1):
                anchor = f"{report}#{SECTIONS.index(section) + 1}.{place}"
                items.append(Statement(anchor, heading, matter.text))
                self._note(matter, anchor, at)
        return Number(report, str(day), tuple(items))

    def _note(self, matter: Matter, anchor: str, at: int) -> None:
        text, section = matter.last
        origins = matter.origins if not matter.at else (matter.versions[-1]["anchor"],)
        if not matter.at:
            changes = [matter.label or "new"]
        else:
            changes = ["returned"] if matter.at[-1] < at - 1 else []
            changes += ["moved"] if section != matter.section else []
            changes += [matter.label or "reworded"] if text != matter.text else []
        matter.versions.append(
            {"anchor": anchor, "changes": changes or ["unchanged"], "from": list(origins)}
        )
        matter.at.append(at)
        matter.last = (matter.text, matter.section)
        matter.label = ""

    def _edit(self, matter: Matter, at: int) -> None:
        rnd = self.rnd
        roll = rnd.random()
        if roll < 0.06:
            matter.until = at
            if rnd.random() < 0.4:
                self._birth(sibling=matter)
        elif roll < 0.09:
            matter.sleeps = (at, at + rnd.randint(1, 8))
            if rnd.random() < 0.4:
                self._reword(matter)
        elif roll < 0.10:
            matter.section = rnd.choice(
                [s for s in (*SECTIONS[:3], SECTIONS[4]) if s != matter.section]
            )
            if rnd.random() < 0.4:
                self._reword(matter)
        elif roll < 0.115 and len(matter.sentences) >= 4 and not matter.slip:
            self._split(matter, at)
        elif roll < 0.13 and not matter.slip:
            self._merge(matter, at)
        elif roll < 0.18 and matter.slip:
            matter.slip, matter.label = None, "spelling"
        elif roll < 0.27:
            self._reword(matter)

    def _split(self, matter: Matter, at: int) -> None:
        half = len(matter.sentences) // 2
        other = self._add(matter.kind, dict(matter.slots), matter.sentences[half:], matter.section)
        other.order = matter.order + 1e-6
        other.label, other.origins = "split", (matter.versions[-1]["anchor"],)
        matter.sentences = matter.sentences[:half]

    def _merge(self, matter: Matter, at: int) -> None:
        others = [
            m for m in self.alive
            if m.kind in SENTENCES and m is not matter and m.at and m.at[-1] == at - 1 and m.until > at
            and not m.slip and m.section == matter.section and matter.at[-1] == at - 1
            and m.last == (m.text, m.section) and m.kind != "figures" and matter.kind != "figures"
            and not m.sleeps[0] <= at < m.sleeps[1]
            and (m.kind == matter.kind or m.slots["p"] == matter.slots["p"])
        ]  # fmt: skip
        if not others:
            return
        other = self.rnd.choice(others)
        whole = self._add(
            matter.kind, dict(matter.slots), matter.sentences + other.sentences, matter.section
        )
        whole.label, whole.order = "merged", matter.order
        whole.origins = (matter.versions[-1]["anchor"], other.versions[-1]["anchor"])
        matter.until = other.until = at

    def _reword(self, matter: Matter) -> None:
        rnd = self.rnd
        before = matter.text
        if len(matter.sentences) > 1 and rnd.random() < 0.25:  # told anew, the first words apart
            told = rnd.sample(SENTENCES[matter.kind], rnd.choice((1, 2, 2, 3)))
            matter.sentences = [matter.sentences[rnd.randrange(2)]] if rnd.random() < 0.5 else []
            matter.sentences += [self._fill(one, matter.slots) for one in told]
        for _ in range(rnd.choice((1, 1, 2))):
            place = rnd.randrange(len(matter.sentences))
            fresh = [
                one
                for one in (self._fill(t, matter.slots) for t in SENTENCES[matter.kind])
                if all(one[:12] != kept[:12] for kept in matter.sentences)
            ]
            kind = rnd.randrange(5)
            if kind == 0 and fresh and len(matter.sentences) < 5:
                matter.sentences.append(rnd.choice(fresh))
            elif kind == 1 and len(matter.sentences) > 2:
                del matter.sentences[place]
            elif kind == 2 and fresh and len(matter.sentences) > 1:
                matter.sentences[place] = rnd.choice(fresh)
            elif kind == 3 and any(old in matter.text for old, _ in SYNONYMS):
                old, new = rnd.choice([pair for pair in SYNONYMS if pair[0] in matter.text])
                matter.sentences = [s.replace(old, new) for s in matter.sentences]
            else:
                matter.sentences[place] = self._refigure(matter.sentences[place])
        if matter.slip and matter.slip[0] not in " ".join(matter.sentences):
            matter.slip = None
        if matter.text != before:
            matter.label = "reworded"

    def _refigure(self, sentence: str) -> str:
        words = sentence.split(" ")
        for place, word in enumerate(words):
            if word.rstrip(".,").isdigit():
                words[place] = word.replace(word.rstrip(".,"), str(self.rnd.randint(1, 28)))
            if word.rstrip(".,") in MONTHS:
                words[place] = word.replace(word.rstrip(".,"), self.rnd.choice(MONTHS))
        return " ".join(words)

    def truth(self, dates: list[str]) -> list[dict[str, Any]]:
        heirs: dict[str, list[Matter]] = {}
        for matter in self.matters:
            if matter.at:
                for origin in matter.origins:
                    heirs.setdefault(origin, []).append(matter)
        found = []
        for matter in self.matters:
            if not matter.at:
                continue
            end = matter.at[-1] + 1
            into = [h.name for h in heirs.get(matter.versions[-1]["anchor"], ())]
            found.append(
                {
                    "id": matter.name,
                    "boilerplate": matter.boilerplate,
                    "dropped": dates[end] if end < len(dates) and not into else None,
                    "into": into,
                    "pauses": [
                        [dates[a + 1], dates[b]]
                        for a, b in zip(matter.at, matter.at[1:], strict=False)
                        if b > a + 1
                    ],
                    "versions": matter.versions,
                }
            )
        return found
