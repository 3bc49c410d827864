"""The words of the generated chronicle: invented places, systems and companies, real authorities.

Swedish needs more than a list of words: a noun brings its definite form and gender (`ombyggnaden`,
`köket är stängt`), a name its genitive (`SSM:s`, `Livsmedelsverkets`). None of the places, systems
or companies exists, and nothing that an authority does here has happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the region's care, in the definite: `dialysmottagningen`, `centralköket`."""

    name: str
    gender: Literal["n", "t"]

    def agreed(self, common: str, neuter: str) -> str:
        """The form of an adjective or participle that agrees with it."""
        return common if self.gender == "n" else neuter

    @property
    def genitive(self) -> str:
        """`dialysmottagningens`."""
        return f"{self.name}s"


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority; what it looks at, where, and by which law."""

    name: str
    abbreviation: str | None
    subject: str  # in the definite, after "brister i"
    unit: Unit
    law: str

    @property
    def short(self) -> str:
        """`SSM`, or the name itself where there is no abbreviation."""
        return self.abbreviation or self.name

    @property
    def introduced(self) -> str:
        """The name with its abbreviation, as a text gives it the first time."""
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    @property
    def genitive(self) -> str:
        """`SSM:s`, `Livsmedelsverkets`."""
        return f"{self.abbreviation}:s" if self.abbreviation else f"{self.name}s"


@dataclass(frozen=True, slots=True)
class System:
    """An IT system: what it is, in the definite, and what it is called."""

    kind: str
    name: str

    @property
    def full(self) -> str:
        """`bokningssystemet Bokfink`."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Goods:
    """What is bought: the word, and the procurement of it as one word in the definite."""

    name: str
    procurement: str


TOWNS = (
    "Lindåker",
    "Tallnäs",
    "Sundhamn",
    "Mörkdal",
    "Fagerlid",
    "Askhult",
    "Ljungvik",
    "Stenhammar",
)
_XRAY, _KITCHEN, _STERILE = (
    Unit("röntgenavdelningen", "n"),
    Unit("centralköket", "t"),
    Unit("sterilcentralen", "n"),
)
_PHARMACY, _DENTAL, _LAB = (
    Unit("sjukhusapoteket", "t"),
    Unit("tandvårdskliniken", "n"),
    Unit("laboratoriet", "t"),
)
CARE_UNITS = (
    Unit("dialysmottagningen", "n"),
    Unit("rehabcentrumet", "t"),
    Unit("hörselmottagningen", "n"),
    Unit("provtagningen", "n"),
)
BUILDINGS = ("förlossningen", "operationsavdelningen", "barnkliniken", "ögonkliniken", "infarten")
SYSTEMS = (
    System("bokningssystemet", "Bokfink"),
    System("laboratoriesystemet", "Labbvinge"),
    System("schemasystemet", "Passa"),
    System("bildarkivet", "Glimten"),
    System("ekonomisystemet", "Kvitta"),
    System("transportsystemet", "Resekedjan"),
)
AUTHORITIES = (
    Authority("Strålsäkerhetsmyndigheten", "SSM", "dosövervakningen", _XRAY, "strålskyddslagen"),
    Authority("Livsmedelsverket", None, "egenkontrollen", _KITCHEN, "livsmedelslagen"),
    Authority(
        "Elsäkerhetsverket", None, "kontrollen av reservkraften", _STERILE, "elsäkerhetslagen"
    ),
    Authority("Folkhälsomyndigheten", "FoHM", "smittspårningen", _LAB, "smittskyddslagen"),
    Authority(
        "Diskrimineringsombudsmannen", "DO", "tillgängligheten", _DENTAL, "diskrimineringslagen"
    ),
    Authority(
        "Myndigheten för samhällsskydd och beredskap",
        "MSB",
        "lagerhållningen",
        _PHARMACY,
        "säkerhetsskyddslagen",
    ),
)
BILLS = (
    ("en ny tandvårdsreform", "Socialdepartementet"),
    ("ett nationellt vårdval för barn", "Socialdepartementet"),
    ("nya föreskrifter om ambulansflyg", "Transportstyrelsen"),
    ("ändrade regler för bakjour", "Socialstyrelsen"),
)
COMPANIES = (
    "Rönnfors Måltider AB",
    "Kvistö Taxi AB",
    "Aldersjö Teknik AB",
    "Stenvalls Fastighetsservice AB",
    "Norrsken Medicinteknik AB",
    "Tolkringen i Mellansverige AB",
)
GOODS = (
    Goods("sjukresor", "sjukreseupphandlingen"),
    Goods("patientmåltider", "måltidsupphandlingen"),
    Goods("tolktjänster", "tolkupphandlingen"),
    Goods("medicinska gaser", "gasupphandlingen"),
    Goods("arbetskläder", "klädupphandlingen"),
)
TREATMENTS = ("gallstensoperation", "höftledsoperation", "ljumskbråcksoperation", "starroperation")
PROFESSIONS = (
    ("röntgensjuksköterska", "röntgensjuksköterskor"),
    ("barnmorska", "barnmorskor"),
    ("logoped", "logopeder"),
    ("tandläkare", "tandläkare"),
    ("arbetsterapeut", "arbetsterapeuter"),
)
ILLNESSES = ("säsongsinfluensa", "pneumokocker", "fästingburen hjärninflammation")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
COUNTS = (
    *(
        "noll",
        "ett",
        "två",
        "tre",
        "fyra",
        "fem",
        "sex",
        "sju",
        "åtta",
        "nio",
        "tio",
        "elva",
        "tolv",
    ),
)
