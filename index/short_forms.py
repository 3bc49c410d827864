"""Short forms that everyone writes and no text explains: `dnr`, `avd.`, `mnkr`, `3` for `tre`.

A closed class, as far as reports use it and the short form means one thing, whatever its case: no
`bil`, `kl` (a law), `mdr`, `min`, `st` or `tf`. Of numbers those that style guides write out, from
two to twelve; one is an article as well.
"""

from __future__ import annotations

from index.terms import Synonym

_SHORT = """
ang angående
avd avdelning
ca cirka
dnr diarienummer
diarienr diarienummer
enl enligt
ev eventuell
exkl exklusive
inkl inklusive
jfr jämför
kap kapitel
mdkr miljarder kronor
milj miljoner
mkr miljoner kronor
mnkr miljoner kronor
mkr mnkr
nr nummer
ordf ordförande
orgnr organisationsnummer
prel preliminär
sid sida
ssk sjuksköterska
tel telefon
tim timmar
tkr tusen kronor
usk undersköterska
vd verkställande direktör
"""
_NUMBERS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

SHORT_FORMS: tuple[Synonym, ...] = (
    *(
        Synonym(short, long, "abbreviation")
        for short, _, long in (line.partition(" ") for line in _SHORT.strip().splitlines())
    ),
    *(Synonym(str(number), word, "alias") for number, word in enumerate(_NUMBERS, start=2)),
)
