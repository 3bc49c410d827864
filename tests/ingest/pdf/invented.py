"""One invented report in a small markup of our own, as a tree that renderers walk, and its truth.

The region, its people and its decisions are invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

TEXT = """
# Lägesrapport om vårdens nya journalmiljö
Sammanställt: 2024-11-14 klockan 09:15
## Läget i korthet
- Region Exempel fortsätter att förbereda bytet av journalmiljö. Underlaget till regionstyrelsen \
är i stort sett färdigt och lämnas över i början av december, efter det att förvaltningarna har \
fått säga sitt om kostnader, tidplan och bemanning.
  - Bilaga 1 beskriver [beslutsvägen för journalmiljön](https://region.example/beslut) steg för \
steg.
  - Bilaga 2 räknar upp de system som berörs:
    - journalsystemet på Exempelby sjukhus,
    - läkemedelsmodulen, som hälso- och sjukvården delar med tre kommuner,
    - remissportalen.
  - Bilaga 3 skrivs om.
- **Ekonomi.** Prognosen för året är 12,5 miljoner kronor under budget. Det beror främst på att \
IT-upphandlingen flyttades och att färre konsulter än beräknat har anlitats under hösten.
- Tillsynsmyndigheten, TSM, har begärt in uppgifter om åtkomstkontroller senast den 29 november. \
TSM:s frågor rör loggranskning, behörighetstilldelning och incidenthantering, och svaret \
samordnas av [informationssäkerhetsenheten och regionjuristen i en särskild \
arbetsgrupp som träffas varje vecka](https://region.example/tillsyn/arbetsgrupp).
## Beslut och uppdrag
Regionstyrelsen fattade tre beslut vid sammanträdet den 5 november. De gäller från årsskiftet och \
följs upp i mars.
1. Utbildningen av superanvändare återupptas på samtliga vårdcentraler.
2. Införandet på Exempelby sjukhus delas i två etapper:
   a) mottagningar och dagkirurgi i februari,
   b) vårdavdelningar och akutmottagning i maj, om inte sjukhusledningen anmäler hinder.
3. En oberoende granskning beställs. Den ska redovisa risker för patientsäkerheten och vara klar \
innan etapp två inleds.
## Kommunikation, urval
- 12/11: [Frågor och svar om journalbytet](https://region.example/fragor)
- 8/11: Så påverkas du som arbetar natt – chefernas genomgång (webbsändning)
- 5/11: Pressmeddelande om styrelsens beslut
### Kommande insatser
- Öppet hus för medarbetare den 3 december. Anmälan görs i utbildningsportalen, där det också går \
att läsa presentationerna i efterhand och ställa frågor till projektets ledning.
- E-postutskick till samtliga chefer vecka 49.
## Ekonomi per område
| Område | Budget | Utfall |
| Vårdcentraler | 410 | 398 |
| Sjukhus | 1 275 | 1 260 |
| Gemensam it-drift | 88 | 91 |
## Om rapporten
Rapporten sammanställs varannan vecka av projektkontoret och riktar sig till chefer, fackliga \
företrädare och förtroendevalda. Uppgifterna gäller det datum då rapporten skickas ut, och senare \
rättelser införs i nästa nummer.

Synpunkter lämnas till projektkontoret. Nästa rapport kommer den 28 november.
"""


class Truth(NamedTuple):
    """What a reader must find; a heading's level is from 1, a list item's from 0."""

    kind: str  # heading, paragraph, bullet, row
    level: int
    label: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


class Piece(NamedTuple):
    """A piece of running text."""

    text: str
    bold: bool
    url: str


@dataclass
class Heading:
    level: int
    text: str


@dataclass
class Paragraph:
    text: str


@dataclass
class Table:
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Item:
    label: str
    text: str
    nested: List | None = None


@dataclass
class List:
    """Items of one level, all with bullets (no label), figures or letters."""

    level: int
    items: list[Item] = field(default_factory=list)

    @property
    def style(self) -> str:
        """`bullet`, `number` (1.) or `letter` (a))."""
        label = self.items[0].label
        return "bullet" if not label else "letter" if label[0].isalpha() else "number"


Node = Heading | Paragraph | Table | List

_INLINE = re.compile(r"\*\*(.+?)\*\*|\[(.+?)\]\((.+?)\)")
_ITEM = re.compile(r"(\s*)(-|\d+\.|[a-z]\)) (.*)")


def report(text: str = TEXT) -> list[Node]:
    """The report as a tree."""
    nodes: list[Node] = []
    for line in filter(str.strip, text.splitlines()):
        last = nodes[-1] if nodes else None
        if line.startswith("#"):
            marks, _, words = line.partition(" ")
            nodes.append(Heading(len(marks), words))
        elif line.startswith("|"):
            if not isinstance(last, Table):
                nodes.append(last := Table())
            last.rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif found := _ITEM.match(line):
            indent, label, words = found.groups()
            if not isinstance(last, List):
                nodes.append(last := List(0))
            _add(last, len(indent) // 2, Item("" if label == "-" else label, words))
        else:
            nodes.append(Paragraph(line))
    return nodes


def _add(to: List, depth: int, item: Item) -> None:
    if depth == 0:
        to.items.append(item)
        return
    above = to.items[-1]
    above.nested = above.nested or List(to.level + 1)
    _add(above.nested, depth - 1, item)


def pieces(marked: str) -> list[Piece]:
    """Running text with `**bold**` and `[links](url)`, in pieces."""
    out: list[Piece] = []
    at = 0
    for found in _INLINE.finditer(marked):
        out.append(Piece(marked[at : found.start()], False, ""))
        bold, linked, url = found.groups()
        out.append(Piece(bold or linked, bool(bold), url or ""))
        at = found.end()
    out.append(Piece(marked[at:], False, ""))
    return [piece for piece in out if piece.text]


def truth(text: str = TEXT) -> list[Truth]:
    """The blocks of the text, in order."""
    return [block for node in report(text) for block in _blocks(node)]


def _blocks(node: Node) -> Iterator[Truth]:
    match node:
        case Heading(level, words):
            yield _block("heading", level, "", words)
        case Paragraph(words):
            yield _block("paragraph", 0, "", words)
        case Table(rows):
            for row in rows:
                yield Truth("row", 0, "", " | ".join(row))
        case List(level, items):
            for item in items:
                yield _block("bullet", level, item.label, item.text)
                if item.nested:
                    yield from _blocks(item.nested)


def _block(kind: str, level: int, label: str, marked: str) -> Truth:
    found = pieces(marked)
    links = tuple((piece.text, piece.url) for piece in found if piece.url)
    return Truth(kind, level, label, "".join(piece.text for piece in found), links)


@dataclass(frozen=True)
class Look:
    """What varies from rendering to rendering, so that pages break in different places."""

    size: float = 11
    page: str = "A4"
    justified: bool = False
    running: bool = True
    columns: int = 1

    @property
    def millimetres(self) -> tuple[int, int]:
        return (210, 297) if self.page == "A4" else (148, 210)
