"""Swedish forms that no rule of endings reaches: verbs, and nouns that change their vowel.

A closed class, written down as far as reports use it (Svenska Akademiens grammatik, vol. 2, counts
some 150 strong verbs). In `_VERBS` and `_NOUNS` the first form of a line is what the others become.
`_DE` and `_TE` are the verbs whose past is made by -de and -te (`anmälde`, `köpte`), which end as
many nouns do. A passive s may follow each verb form, a prefix may precede it (`återvann` is `åter`
and `vann`, so `återvinna`).

Left out are forms that are more often another word, which would be torn from its own other forms:
`bad` (bath), `band`, `bar`, `bett`, `biten`, `brunnen`, `buren`, `drog`, `led`, `låg`, `låten`,
`mått`, `rev`, `steg`, `satt`, `svek`, `händer`, `nämnd`. Teeth and what is lit (`tänder`) share a
stem. Where a prefix decides (`förelåg`), they stand in
`_PREFIXED`.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

_VERBS = """
binda bundit bunden bundna bundet
bjuda bjöd bjudit bjuden bjudna bjudet
brinna brann brunnit
brista brast brustit brusten brustna
bryta bröt brutit bruten brutna brutet
be ber
bo bor bodde bott
bära burit
böra borde
dra drar dragit dras
dricka drack druckit
driva drev drivit driven drivna drivet
dö dör dog dött
falla föll fallit
få fick fått
föda födde fött född födda
finna fann funnit funnen funna
flyga flög flugit
flyta flöt flutit
frysa frös frusit frusen frusna fruset
ge gav gett givit given givna givet ger ges
gripa grep gripit gripen gripna gripet
gå går gick gått
göra gjorde gjort gjord gjorda
hinna hann hunnit
hålla höll hållit hållen hållna hållet
knyta knöt knutit knuten knutna knutet
komma kom kommit kommen komna kommet
leda ledde lett ledd ledda
ligga legat
låta lät låtit
lägga lade lagt lagd lagda
må mår mådde
nämna nämnde nämnt
nå når nådde nått nås
riva rivit riven rivna rivet
se såg sett sedd sedda ser ses
sitta suttit
sjunka sjönk sjunkit sjunken sjunkna
ske sker skedde skett
skjuta sköt skjutit skjuten skjutna skjutet
skriva skrev skrivit skriven skrivna skrivet
skära skar skurit skuren skurna skuret
slippa sluppit
slita slet slitit sliten slitna
sluta slöt slutit sluten slutna
slå slår slog slagit slås
sprida spred spridit spridde spritt spridd spridda
springa sprang sprungit
spricka sprack spruckit sprucken spruckna
stiga stigit
stjäla stal stulit stulen stulna stulet
strida stred stridit
stryka strök strukit struken strukna struket
stå står stod stått
stöd stödja stödjer stödde stödjande
svika svikit
svinna svann svunnit svunnen svunna svunnet
säga sade sagt sagd sagda
sälja sålde sålt såld sålda
sätta satte satts
ta tar tog tagit tas
tro tror trodde trott
tvinga tvang tvungit
tyda tydde tytt tydd tydda
veta visste vetat
vika vek vikit
vinna vann vunnit vunnen vunna vunnet
vrida vred vridit vriden vridna
välja valde valt vald valda
öka ökar ökade ökat ökad ökas
"""
_PREFIXED = """
bära buren burna
dra drog
gär gärde gärt gärd gärda
ligga låg
låta låten låtna
lyda lydde lytt
reda redde rett redd redda
råda rådde rått
skrida skred skridit skriden skridna
sätta satt satta
träda trädde trätt trädd trädda
"""
_DE = """
använd behöv bestäm böj bränn dröj döm fyll följ gäll glöm göm häng höj hör hyr kläm kräv känn kör
lev lär mäl rör skräm spänn styr ställ stäng stör sänd töm vänd väg ärv
"""
_TE = """
byt hjälp krymp köp läs lös mät märk möt rök skänk släpp sköt sök tänk tyck väck åk
"""
_NOUNS = """
bonde bönder
bror bröder
dotter döttrar
fot fötter
gås gäss
mus möss
rot rötter
son söner
tand tänder
öga ögon
öra öron
"""
_PREFIXES = """
an av be bort del efter er fast fort fram från full för före förut genom god iakt igång in inne klar
kvar med miss mot ned ner offentlig om på samman till tillbaka tillgänglig tillhanda und undan under
upp upprätt ur ut ute vid vidare vidmakt å åter över överens
"""
_WHOLE = {  # as they are: most of their kind are nouns (förslagen, företaget, förbundet, följden)
    **dict.fromkeys(("antagen", "antaget", "antagna"), "anta"),
    **dict.fromkeys(("beror", "berodde", "berott"), "bero"),
    **dict.fromkeys(("bron", "broar", "broarna", "broars", "broarnas"), "bro"),
    **dict.fromkeys(("fastslagen", "fastslaget", "fastslagna"), "fastslå"),
    **dict.fromkeys(("föreslagen", "föreslaget", "föreslagna"), "föreslå"),
    **dict.fromkeys(("förbundet", "förbunden"), "förbund"),
    **dict.fromkeys(("iakttagen", "iakttaget", "iakttagna"), "iaktta"),
    **dict.fromkeys(("indragen", "indraget", "indragna"), "indra"),
    **dict.fromkeys(("mottagen", "mottaget", "mottagna"), "motta"),
    **dict.fromkeys(("vidtagen", "vidtaget", "vidtagna"), "vidta"),
    **dict.fromkeys(("tända", "tände", "tändes", "tänt", "tänts", "tänd", "tänds"), "tand"),
    **{noun: noun for noun in ("följd", "höjd", "påföljd", "upptäckt")},
    "sköts": "sköta",
}


def _forms(lines: str, endings: tuple[str, ...]) -> dict[str, str]:
    rows = [line.split() for line in lines.split("\n") if line]
    return {
        form + ending: first
        for first, *rest in rows
        for form in rest
        for ending in endings
        if not (ending and form.endswith("s"))  # tas, but no tass
    }


def _past(stem: str, mark: str) -> tuple[str, ...]:
    """How a weak verb ends in the past: kände känt känd kända; sände sänt; mötte mött mötta."""
    root = stem[:-1] if stem.endswith(("nn", "nd")) else stem
    return tuple(root + ending for ending in (f"{mark}e", "t", mark, f"{mark}a"))


_WEAK = {
    form + ending: stem
    for stems, mark in ((_DE, "d"), (_TE, "t"))
    for stem in stems.split()
    for form in _past(stem, mark)
    for ending in ("", "s")
}
_VERB = _WEAK | _forms(_VERBS, ("", "s"))
_AFTER_PREFIX = _VERB | _forms(_PREFIXED, ("", "s"))
_WORD = _forms(_NOUNS, ("", "s", "na", "nas")) | _VERB | _WHOLE
_FIRST = {  # prefixes by their first letter, the shortest first
    letter: tuple(group)
    for letter, group in groupby(
        sorted(_PREFIXES.split(), key=lambda prefix: (prefix[0], len(prefix))), itemgetter(0)
    )
}


def regular(word: str) -> str:
    """The form of a lower-case word that rules can go on from; the word itself for most."""
    if found := _WORD.get(word):
        return found
    for prefix in _FIRST.get(word[:1], ()):
        if word.startswith(prefix) and (found := _prefixed(word[len(prefix) :])):
            return prefix + found
    return word


def _prefixed(rest: str) -> str | None:
    """What stands after a prefix; that may be a further prefix (`åter-upp-tog`)."""
    if found := _AFTER_PREFIX.get(rest):
        return found
    longer = regular(rest)
    return longer if longer != rest and rest not in _WORD else None
