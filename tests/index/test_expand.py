"""From query text to items: what must be found, what must not, and what is said about it.

Each row is one item, a query and a reason. A row's archive is the item among BACKGROUND, a few
items of other matters, so that vocabulary and counts are those of a small archive.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import find_pairs
from index.analysis import analyse
from index.engine import Batch, Record
from index.expand import MAX_EXPANSION, Expanded, Scope, Synonym, expand
from index.memory import MemoryEngine, MemoryVocabulary
from index.query import parse
from ingest.errors import QueryError

BACKGROUND = (
    "Sommarschemat för växeln är klart.",
    "Far och son åkte till fjällen.",
    "Kommande utbildning i brandskydd hålls i maj.",
    "Parkeringen vid entrén stängs under vintern.",
    "Larmet provas varje måndag klockan nio.",
)


class Archive:
    """Items of one section each, with what the query side needs."""

    def __init__(self, *texts: str, heading: str = "Läget", title: str = "Veckobrev") -> None:
        self.engine = MemoryEngine()
        context = tuple(token.stem for token in analyse(f"{heading} {title}"))
        records = []
        for number, text in enumerate(texts):
            tokens = analyse(text)
            records.append(
                Record(
                    anchor=str(number),
                    report="brev/2025-10-23",
                    series="brev",
                    section=heading,
                    date="2025-10-23",
                    position=number,
                    words=tuple(token.surface for token in tokens),
                    stems=tuple(token.stem for token in tokens),
                    parts=tuple(part for token in tokens for part in token.parts),
                    context=context,
                )
            )
        self.engine.replace([Batch("brev/2025-10-23", "1", tuple(records))])
        self.vocabulary = MemoryVocabulary(
            (*texts, heading, title),
            names=[
                ("section", heading, heading),
                ("series", "brev", "brev"),
                ("series", title, "brev"),
                ("report", "brev/2025-10-23", "brev/2025-10-23"),
            ],
        )
        self.synonyms = tuple(
            Synonym(pair.short, pair.long, "abbreviation")
            for text in texts
            for pair in find_pairs(text)
        )

    def expand(self, text: str, *, strict: bool = False, within: Scope = "item") -> Expanded:
        return expand(
            parse(text), self.vocabulary, strict=strict, within=within, synonyms=self.synonyms
        )

    def find(self, text: str, *, strict: bool = False, within: Scope = "item") -> list[int]:
        plain = self.expand(text, strict=strict, within=within).plain
        return sorted(int(hit.anchor) for hit in self.engine.search(plain).hits)


@cache
def among_others(item: str) -> Archive:
    return Archive(item, *BACKGROUND, *EXPLAINED)


EXPLAINED = (
    "Inspektionen för vård och omsorg, IVO, är tillsynsmyndighet.",
    "Reglerna finns i lagen om offentlig upphandling (LOU).",
    "Den nationella läkemedelslistan, NLL, införs.",
)

MUST_HIT: tuple[tuple[str, str, str], ...] = (
    # inflection
    ("beslut", "Beslutet överklagades", "definite neuter"),
    ("beslutet", "Två beslut väntar", "the other way"),
    ("besluten", "Ett beslut har fattats", "plural definite"),
    ("ärende", "Tillsynsärendet avslutas", "neuter that Snowball leaves, in a compound"),
    ("ärendena", "Ärendet är avslutat", "plural definite against singular"),
    ("avgift", "Avgifterna höjs", "plural definite"),
    ("avgifterna", "Avgift tas ut", "the other way"),
    ("regel", "Nya regler gäller", "a vowel that goes"),
    ("reglerna", "Regeln är ny", "the other way"),
    ("läkemedel", "Läkemedlet dras in", "a vowel that goes, neuter"),
    ("register", "Uppgiften finns i registret", "-er that goes"),
    ("program", "Programmet startar", "a doubled consonant"),
    ("rum", "Vänta i rummen", "a doubled consonant"),
    ("stad", "Fyra städer deltar", "a vowel that changes"),
    ("land", "Nordiska länder deltar", "a vowel that changes"),
    ("ledamöter", "En ledamot avgår", "a vowel that changes"),
    ("ansökan", "Ansökningarna handläggs", "-an with -ningar"),
    ("överskrida", "Budgeten överskreds", "a strong verb with a prefix"),
    ("skrev", "Avtalet har skrivits", "two forms of a strong verb"),
    ("anmälde", "Händelsen ska anmälas", "a weak verb in the past"),
    ("föreslog", "Åtgärderna som föreslås", "a strong verb that is one syllable and a prefix"),
    ("5 procent", "Kostnaden ökar med 5 %", "a sign is what it is read as"),
    ("6 §", "Enligt sjätte, alltså 6, paragrafen", "the other way"),
    ("anmälningar", "En anmälan kom in", "the other way"),
    ("faktura", "Fakturan är betald", "-an of a word in -a"),
    ("skolorna", "Skolan är stängd", "the other way"),
    ("byrå", "Byrån svarar", "-n after a vowel"),
    ("strategi", "Strategin är antagen", "-n after i"),
    ("dator", "Datorn är trasig", "-orn"),
    ("konto", "Kontot spärras", "-t after o"),
    ("användarkonto", "Användarkontona spärras", "-na after o, a compound"),
    ("konton", "Kontot spärras", "-n after o"),
    ("sjukfrånvaro", "Sjukfrånvaron ökar", "-varon"),
    ("oro", "Oron är stor", "-n after o, a short word"),
    ("policy", "Policyn är antagen", "-n after y"),
    ("policyn", "Personalpolicyer antas", "the other way, of a part"),
    ("sjö", "Sjön är låg", "-n after ö, a short word"),
    ("ö", "Ön saknar vatten", "a word of one letter"),
    ("kurs", "Kurserna är fulla", "a word in s"),
    ("plats", "Platserna räcker", "a word in ts"),
    ("resurs", "Resurserna räcker", "a word in rs"),
    ("viktig", "Ett viktigt besked", "neuter of an adjective"),
    ("digital", "Ett digitalt stöd", "neuter in -alt"),
    ("besluta", "Nämnden beslutade", "past tense"),
    ("införa", "Systemet infördes i maj", "past tense in -rdes"),
    ("redovisa", "Regionen redovisar åtgärder", "present tense"),
    ("kostnad", "Kostnaderna ökar", "plural definite"),
    ("år", "Årets resultat", "a short word"),
    ("enhet", "Enheterna flyttar", "-het that is none"),
    ("verksamheter", "Verksamhetens mål", "genitive against plural"),
    # genitive, case, signs
    ("IVO", "IVO:s beslut", "a genitive with colon"),
    ("ivo", "IVO väntar", "case"),
    ("IVO", "Beskedet kom från IVO.", "a full stop behind"),
    ("regionen", "Regionens svar", "a genitive"),
    ("SD", "SD:arna reserverade sig", "an ending behind a colon"),
    ("tillsyn", "sam\u00adordnad till\u00adsyn", "soft hyphens in the text"),
    ("åtgärd", "En a\u030atga\u0308rd", "decomposed letters in the text"),
    ("beslut", "”Beslut”, sade hon", "typographic quotes"),
    ("eller", "Och/eller", "a slash between words"),
    # hyphen
    ("IVO", "Ett IVO-beslut", "the first word"),
    ("beslut", "Ett IVO-beslut", "the second word"),
    ("IVO-beslut", "IVO beslut", "written apart"),
    ("IVO-beslut", "IVO-besluten", "inflected"),
    ("ivobeslut", "Ett IVO-beslut", "written together"),
    ("e-tjänst", "En ny etjänst", "together in the text"),
    ("etjänst", "E-tjänsten är stängd", "apart in the text"),
    ("covid-19", "Covid 19 ökar", "with a number"),
    ("skadeavgifts-beslutet", "Skadeavgiftsbeslut väntar", "a compound, together in the text"),
    # closed compounds
    ("avgift", "En upphandlingsskadeavgift föreslås", "the last element"),
    ("upphandling", "En upphandlingsskadeavgift föreslås", "the first element, linking s"),
    ("skada", "En upphandlingsskadeavgift föreslås", "the middle element, changed vowel"),
    ("skadeavgift", "En upphandlingsskadeavgift föreslås", "two elements"),
    ("avgift", "En upphandlingskadeavgift föreslås", "misspelt without linking s"),
    ("upphandlingsskadeavgift", "En upphandlingskadeavgift föreslås", "the same, whole"),
    ("upphandlingskadeavgift", "Upphandlingsskadeavgiften sänks", "and back, inflected"),
    ("avgifter", "Patientavgiften höjs", "inflected query, inflected compound"),
    ("vårdcentral", "Vårdcentralerna stänger", "a compound inflected"),
    ("central", "Vårdcentralen stänger", "its last element"),
    ("miljö", "Arbetsmiljöverket granskar", "a middle element"),
    ("arbetsmiljö", "Arbetsmiljöverket granskar", "two elements that are a word"),
    ("verket", "Arbetsmiljöverket granskar", "the last, both definite"),
    ("säkerhet", "Patientsäkerheten brister", "the last element"),
    ("patient", "Patientsäkerheten brister", "the first element"),
    ("kvinna", "Kvinnoklinikens svar", "an o for an a"),
    ("hälsa", "En hälsocentral öppnar", "an o for an a"),
    ("skola", "Skolhälsan växer", "an a that goes"),
    ("plats", "Vårdplatser saknas", "the last element in ts"),
    ("insats", "Kommunikationsinsatser planeras", "a word that begins as a prefix"),
    ("granskning", "Loggranskningen visar", "three like letters written as two"),
    ("socialförvaltning", "Social- och omsorgsförvaltningens svar", "a hanging hyphen"),
    ("omsorg", "Social- och omsorgsförvaltningen", "the other word of it"),
    ("vårdinformation", "Vårdinformationsmiljön byggs", "the first two of three elements"),
    ("informationsmiljö", "Vårdinformationsmiljön byggs", "the last two of three elements"),
    # written apart and together
    ("upphandlings skadeavgift", "Upphandlingsskadeavgiften", "särskrivning in the query"),
    ("upphandlingsskadeavgift", "En upphandlings skadeavgift", "särskrivning in the text"),
    ("vård central", "Vårdcentralen stänger", "särskrivning in the query"),
    ("drift stopp", "Driftstopp i natt", "särskrivning in the query"),
    ("driftstopp", "Ett drift stopp i natt", "särskrivning in the text"),
    ("sjuk sköterska", "Sjuksköterskorna saknas", "särskrivning, inflected"),
    # misspelling
    ("tilsyn", "Tillsynen fortsätter", "a letter left out"),
    ("tillsynn", "Tillsynen fortsätter", "a letter too many"),
    ("tlilsyn", "Tillsyn pågår", "letters swapped"),
    ("upphanling", "Upphandlingen avbryts", "a letter left out of a long word"),
    ("joirnal", "Journalen är öppen", "a wrong letter"),
    ("inspektonen", "Inspektionen är klar", "a letter left out"),
    ("leverantörren", "Leverantören svarar", "a letter doubled"),
    ("sekretss", "Sekretessen prövas", "two of a long word"),
    # missing å ä ö
    ("atgard", "Åtgärderna är klara", "both letters, inflected"),
    ("atgarder", "Åtgärderna är klara", "the plural"),
    ("vard", "Vården påverkas", "one letter"),
    ("lakare", "Läkarna larmar", "one letter, inflected"),
    ("overklaga", "Beslutet överklagades", "the first letter"),
    ("karnkraft", "Kärnkraften byggs ut", "in a compound"),
    ("patientsakerhet", "Patientsäkerheten brister", "in a compound"),
    ("miljo", "Miljön är god", "the last letter"),
    ("overlakare", "Överläkaren svarar", "two letters"),
    # abbreviations (EXPLAINED explains IVO and LOU)
    ("IVO", "Inspektionen för vård och omsorg har beslutat", "the long form in the text"),
    ("Inspektionen för vård och omsorg", "Beslut från IVO", "the short form in the text"),
    ("inspektionen för vård och omsorg", "IVO:s beslut", "lower case, genitive"),
    ("IVO beslut", "Inspektionen för vård och omsorg meddelar beslut", "beside another word"),
    ("LOU", "Enligt lagen om offentlig upphandling", "a law"),
    ("lagen om offentlig upphandling", "Brott mot LOU", "a law, the other way"),
    ("läkemedelslista", "Kopplingen till NLL", "the head of a long form of two words"),
    # particles
    ("inställd operation", "Operationer ställdes i går in", "a participle and its verb"),
    ("utbetalad", "Beloppet betalades sedan ut", "a participle and its verb"),
    # short forms that no text explains
    ("avdelning", "Avd. 32 stängs", "the short form in the text"),
    ("avd", "Två avdelningar stängs", "the long form in the text"),
    ("diarienummer", "Ärendet har dnr 118", "the short form in the text"),
    ("miljoner kronor", "Underskottet är 14 mnkr", "two words for one"),
    ("mkr", "Underskottet är 14 miljoner kronor", "one for two words"),
    ("mkr", "Underskottet är 14 mnkr", "two short forms"),
    ("tolv", "12 vårdplatser stängs", "a number as a word"),
    ("12 vårdplatser", "Tolv vårdplatser stängs", "and back"),
    # slips in the text
    ("kommitté", "Komittén sammanträder", "a letter left out"),
    ("tillfällig", "En tilfällig entré", "a letter left out, of a word that the archive lacks"),
    ("abonnemang", "Varje abbonemang granskas", "the wrong letter doubled"),
    ("upphandlingen", "Upphandilngen överprövas", "letters swapped"),
    ("omedelbart", "Felet åtgärdades omedelbrat", "letters swapped in the ending"),
    ("åtgärdsplan", "En atgardsplan ar inskickad", "without its marks"),
    ("vårdgivare", "Tre vardgivare svarade", "without its mark"),
    ("parkering", "Ny parkerinng vid porten", "of a word that the archive has"),
    # elements that the list of words does not know, or that have two letters
    ("kö", "Operationsköerna växer", "two letters, behind"),
    ("köer", "Köbildningen är lång", "two letters, before"),
    ("kö", "Kötiden är lång", "two letters, before three"),
    ("kö", "Kön till mottagningen är lång", "what may be a sex"),
    ("köer", "Kön är lång", "and from another form"),
    ("el", "Elförsörjningen bröts", "two letters, before"),
    ("år", "Verksamhetsåret är slut", "two letters, behind"),
    ("cloud", "Leverantörens cloudtjänst låg nere", "a strange element"),
    ("tjänst", "Leverantörens cloudtjänst låg nere", "a word behind a strange element"),
    ("rökfri", "Rök fri arbetsplats", "särskrivning of a short word"),
    # dates
    ("22/10", "22/10: Ny sida", "as written"),
    ("22/10", "Senast 22.10.2025", "with points"),
    ("2025-10-22", "Ny sida 22/10-25", "a year of two digits"),
    ("oktober 2025", "Klart 2025-10", "a month as ISO"),
    ("vecka 9", "Klart v. 9", "a week"),
    ("v. 9", "Klart vecka 9", "and back"),
    ("v9", "Klart vecka 9", "and back, written together"),
    ("v. 45", "V. 45 stängs mottagningen", "at the beginning of a bullet"),
    ("vecka 45", "V. 45 stängs mottagningen", "and in full"),
    ("V. 45", "Klart v. 45", "and in capitals"),
    ("v. 45", "V. 44 och 45 stängs mottagningen", "one week of two"),
    ("vecka 38", "Stängt v. 36-38", "one week of some"),
    ("v.45", "Klart v. 45", "without a space"),
    ("v. 9", "Klart v9", "written together in the text"),
    ("v9", "Klart v. 9", "and written together in the query"),
    ("vecka 9", "Klart v9", "and in full"),
    ("v9", "Systemet V9 infördes", "a version, as it is written"),
    ("V9", "Systemet V9 infördes", "a version in capitals"),
    ('"v. 9"', "Klart v. 9", "quoted, as it is written"),
    ("22/10", "Senast den 22 oktober", "in words"),
    ('"senast den"', "Svar ska lämnas senast den 22 oktober.", "a quotation that stops at a date"),
    ('"senast den 22 oktober"', "Svar ska lämnas senast den 22 oktober.", "and one with it"),
    ("22/10", "Svar 2025-10-22", "ISO"),
    ("22/10", "Möte 22–24 oktober", "the first day of two"),
    ("24 oktober", "Möte 22–24 oktober", "the last day of two"),
    ("den 22 oktober", "22/10: Ny sida", "words against figures"),
    ("2025-10-22", "den 22 oktober 2025", "with its year"),
    ("2025-10-22", "22/10: Ny sida", "the report's year"),
    ("oktober", "22/10: Ny sida", "the month"),
    ("oktober 2025", "Svar 2025-10-22", "month and year"),
    ("22 okt", "den 22 oktober", "a short month"),
    # numbers
    ("400 000", "En avgift på 400\u00a0000 kronor", "another space"),
    ("400000", "En avgift på 400 000 kronor", "no space"),
    ("3,5", "Kostar 3.5 miljoner", "comma and point"),
    ("2016:1145", "lagen (2016:1145)", "a statute's number"),
    ("2025-01234", "Dnr HSN 2025-01234", "a case number"),
    ("HSN 2025-01234", "Begäran HSN2025-01234", "a case number with its register beside it"),
    ("HSN2025-01234", "Begäran HSN 2025-01234", "and back"),
    ("1 200", "En avgift på 1.200 kronor", "a point between digit groups"),
    ("1.200", "En avgift på 1 200 kronor", "and back"),
    ("1200", "En avgift på 1.200 kronor", "without digit groups"),
    ("1.200", "En avgift på 1200 kronor", "and back"),
    ("1.200,50", "En avgift på 1 200,50 kronor", "digit groups and a decimal"),
    ("1 200,50", "En avgift på 1.200,50 kronor", "and back"),
    ("3.200", "Avgiften 3,200 promille", "a decimal with a comma"),
    ("3,200", "Avgiften 3.200 promille", "and back"),
    ('"avgiften 3.200"', "Avgiften 3,200 promille", "quoted"),
    ("=3.200", "Avgiften 3,200 promille", "this very number"),
    ("HSN2025", "Diarienummer HSN2025-0412", "a register with its year"),
    ("HSN2025*", "Diarienummer HSN2025-0412", "a wildcard behind it"),
    ('"HSN2025"', "Diarienummer HSN2025-0412", "quoted"),
    ("HSN2025-0412", "Diarienummer HSN2025-0412", "a case number as it is written"),
    # the language
    ("tillsyn*", "Tillsynsbeslutet", "a wildcard behind"),
    ("*avgift", "En skadeavgift", "a wildcard before"),
    ("skade*avgift", "En skadeavgift", "a wildcard for nothing"),
    ("avgitf~1", "En avgift", "fuzzy, letters swapped"),
    ("=beslutet", "Beslutet väntar", "this very word, whatever its case"),
    ('"beslut om avgift"', "Besluten om avgifter", "a phrase matches inflections"),
    ('"avgift beslut"~1', "Beslut om avgift", "near, any order"),
    ("vite OR avgift", "En avgift", "one of two"),
    ("avgift -vite", "En avgift", "without another"),
    ("avgift -kommitté", "Komittén om en avgift", "what is excluded is not widened"),
    ("avgift inte", "Avgiften höjs", "a stop word is dropped"),
    ("läget avgift", "En avgift", "one word in the heading"),
    ('section:läget "en avgift"', "En avgift", "a section by its name"),
    ("series:veckobrev avgift", "En avgift", "a series by its title"),
    ("date:2025-10 avgift", "En avgift", "a month"),
    ("report:2025-10-23 avgift", "En avgift", "a report by its date"),
)

MUST_NOT_HIT: tuple[tuple[str, str, str], ...] = (
    # letters of their own
    ("får", "Far åkte hem", "å is not a"),
    ("mål", "Mal i ladan", "å is not a"),
    ("hör", "Hor i huset", "ö is not o"),
    ("värd", "Vården påverkas", "ä is not å"),
    ("rätt", "Ratten är trasig", "ä is not a"),
    ("vård", "Beslut från IVO", "a word of a long form alone"),
    ("upphandling", "En handling lades upp", "a noun has no particle"),
    # dates and numbers
    ("22/10", "21/10: Ny sida", "another day"),
    ("22/10", "22/11: Ny sida", "another month"),
    ("22/10", "22 personer, 10 platser", "bare numbers"),
    ("22", "22/10: Ny sida", "a date has no bare day"),
    ("10", "den 22/10 2025", "nor a bare month"),
    ("2024-10-22", "22/10: Ny sida", "the report is of another year"),
    ("2024-10-22", "den 22 oktober 2025", "another year"),
    ("oktober", "22/11: Ny sida", "another month"),
    ("400", "En avgift på 400 000 kronor", "a part of a number"),
    ("000", "En avgift på 400 000 kronor", "a part of a number"),
    ("400 000", "400 personer och 000", "two numbers"),
    ("1145", "lagen (2016:1145)", "a part of a statute's number"),
    ("2025", "Dnr 20251", "a beginning"),
    # words that only look alike
    ("lag", "Bolaget svarar", "no element"),
    ("tal", "Avtalet löper ut", "no element"),
    ("syn", "Tillsynen fortsätter", "after a prefix"),
    ("handling", "Upphandlingen avbryts", "after a prefix"),
    ("delning", "Fördelningen är klar", "after a prefix"),
    ("slag", "Förslaget bereds", "after a prefix"),
    ("port", "Rapporten är klar", "a syllable of a loan"),
    ("troll", "Kontrollen är klar", "a syllable of a loan"),
    ("ande", "Införande pågår", "an ending"),
    ("verk", "Verksamheten stannar", "an ending behind"),
    ("and", "Avslutande möte", "an ending"),
    ("region", "Regi och scen", "a beginning"),
    ("kommun", "Kommunikationen brister", "a beginning"),
    ("hund", "Hundra platser", "a beginning"),
    ("vite", "Vitt papper", "another word"),
    ("planet", "Planering pågår", "another word"),
    ("polis", "Policyn är antagen", "a near word, but known"),
    ("konsult", "Konsten hänger kvar", "another word"),
    ("Hansen", "Han svarade", "a name is no pronoun"),
    ("försenad", "För alla", "a word is no preposition"),
    ("motor", "Mot kvällen", "a word is no preposition"),
    ("elev", "Elverket svarar", "el is no elev"),
    ("kön", "Vårdköerna växer", "queues have no sex"),
    ("kö", "Könsfördelningen är ojämn", "a sex is no queue"),
    ("kön", "Köerna växer", "nor a queue a sex"),
    ("konto", "Kontoret är stängt", "an office"),
    ("radio", "Stadion byggs om", "an arena"),
    ("kö", "Köksregionen köper", "no element"),
    ("el", "Eleverna är eländiga", "no element"),
    ("år", "Det föreslår och består", "verbs"),
    ("vecka", "V får 9 mandat", "a party"),
    ("v.45", "Klart v. 44", "another week"),
    ("HSN2025-0412", "Begäran HSN2025-0413", "another case"),
    ("HSN 2025-0412", "Begäran KSN2025-0412", "another register"),
    ("2030", "1/2-30 personer", "no year"),
    ("kö", "Kvinnokön och personkön", "a sex"),
    ("tolv", "12,5 procent", "a part of a number"),
    ("1200", "Kapitel 1.20.0", "no digit groups"),
    ("mars", "Dnr 2025-031", "a case number is no month"),
    # what looks like a slip and is none
    ("planer", "Planter säljs", "both are words"),
    ("Hallberg", "Hallborg svarar", "names"),
    ("Hansson", "Hanson svarar", "names"),
    ("Lindegren", "Lindgren svarar", "names that look like compounds"),
    ("mätning", "Matning pågår", "both are words"),
    ("belevad", "Det blev bra", "a stop word"),
    ("avtal", "Avtalb är påhittat", "no common slip"),
    # nothing is corrected away
    ("parkering", "Markering på golvet", "a word that the archive has"),
    ("larmet", "Farmen stängs", "a word that the archive has"),
    ("vite", "Site och vika", "a Swedish word that the archive lacks"),
    ("brand", "Brant backe", "a Swedish word that the archive lacks"),
    ("IMO", "IVO väntar", "three letters are not corrected"),
    ("LOV", "Enligt LOU gäller", "nor abbreviations"),
    # all words
    ("avgift vite", "En avgift", "one of two words"),
    ("avgift vite beslut", "Beslut om avgift", "two of three words"),
    ("skadeavgifts-beslut", "Skadan är lagad", "one element of what is before the hyphen"),
    ("beslut-skadeavgift", "Avgiften höjs", "one element of what is behind it"),
    ("läget", "En avgift", "the heading alone"),
    ("veckobrev läget", "En avgift", "heading and title alone"),
    # the language
    ("=beslut", "Beslutet väntar", "this very word"),
    ('"far"', "De får vänta", "quotes restore nothing"),
    ("=far", "De får vänta", "nor does ="),
    ('"kommitté"', "Komittén sammanträder", "quotes ask for no slips"),
    ("=kommittén", "Komittén sammanträder", "nor does ="),
    ('"tolv"', "12 vårdplatser stängs", "quotes ask for no other form"),
    ("=diarienummer", "Ärendet har dnr 118", "nor does ="),
    ('"beslut avgift"', "Beslut om avgift", "a phrase has its words side by side"),
    ('"avgift om beslut"', "Beslut om avgift", "a phrase has an order"),
    ('"om avgift"', "Avgift", "a phrase keeps its stop words"),
    ('"beslut avgift"~0', "Beslut om avgift", "near, but not that near"),
    ("avgift -beslut", "Beslut om avgift", "excluded"),
    ("avgift -beslut", "Besluten om avgift", "excluded in its inflections"),
    ("till*syn", "Tillsynsbeslut", "a pattern fits the whole word"),
    ("avgitf~1", "En avgifts", "fuzzy compares the word as written"),
    ("section:ekonomi avgift", "En avgift", "another section"),
    ("series:månadsbrev avgift", "En avgift", "another series"),
    ("fontönen", "Kontot är avslutat", "what is left of a stem decides how much may differ"),
    ("bron", "Bromsarna provas", "an irregular form has no further compounds"),
    ("date:2025-11.. avgift", "En avgift", "another time"),
    ("report:2025-10-30 avgift", "En avgift", "another report"),
)


@pytest.mark.parametrize(("text", "item", "reason"), MUST_HIT)
def test_must_hit(text: str, item: str, reason: str) -> None:
    assert 0 in among_others(item).find(text), reason


@pytest.mark.parametrize(("text", "item", "reason"), MUST_NOT_HIT)
def test_must_not_hit(text: str, item: str, reason: str) -> None:
    assert 0 not in among_others(item).find(text), reason


def test_the_tables_are_as_long_as_promised() -> None:
    assert len(set(MUST_HIT)) >= 120
    assert len(set(MUST_NOT_HIT)) >= 60


# -- what is said about it -------------------------------------------------------------------

ARCHIVE = Archive(
    "Inspektionen för vård och omsorg, IVO, har fattat ett beslut.",
    "En upphandlingsskadeavgift på 400 000 kronor föreslås.",
    "Tillsynen av journalerna fortsätter, svar senast 22/10.",
    "Åtgärderna är klara.",
    "Region Exempel är påhittad.",
    "En atgardsplan med 2 planer.",
)


@pytest.mark.parametrize(
    ("text", "field", "term", "word", "how"),
    [
        ("besluten", "stem", "beslut", "besluten", "stem"),
        ("avgift", "part", "avgift", "avgift", "compound"),
        ("IVO", "stem", "inspektion", "IVO", "abbreviation"),
        ("atgard", "stem", "åtgärd", "atgard", "diacritics"),
        ("jornal", "stem", "journal", "jornal", "fuzzy"),
        ("åtgärdsplaner", "stem", "atgardsplan", "åtgärdsplaner", "fuzzy"),
        ("två", "stem", "2", "två", "alias"),
        ("journ*", "word", "journalerna", "journ*", "wildcard"),
        ("jornalerna~1", "word", "journalerna", "jornalerna~1", "fuzzy"),
        ("läget avgift", "context", "läg", "läget", "context"),
        ("=åtgärderna", "word", "åtgärderna", "=åtgärderna", "word"),
        ("22/10", "stem", "d:10-22", "22/10", "word"),
    ],
)
def test_each_term_remembers_how_it_came(
    text: str, field: str, term: str, word: str, how: str
) -> None:
    reasons = ARCHIVE.expand(text).reasons
    assert reasons[field, term] == (word, how)  # type: ignore[index]  # a plain tuple of str


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("beslut", "beslut"),
        ("atgarder", "atgarder OR åtgärder"),
        ("jornal", "jornal OR journalerna"),
        ("åtgärdsplaner", 'åtgärdsplaner OR atgardsplan OR "åtgärds planer"'),
        ("två", "två OR 2"),
        ("v. 9", "v. 9"),
        ("IVO beslut", '(IVO OR "Inspektionen för vård och omsorg") beslut'),
        ("beslut om avgift", "beslut avgift"),
        ("senast den 22 oktober", 'senast "22 oktober"'),
        ('"jornal"', '"jornal"'),
        ("=jornal", "=jornal"),
    ],
)
def test_what_was_added_is_shown(text: str, understood: str) -> None:
    assert ARCHIVE.expand(text).understood == understood


@pytest.mark.parametrize(
    "text", ["jornal", "atgarder", "IVO", "skade avgift", "åtgärdsplan", "två", "planrökning"]
)
def test_strict_adds_nothing(text: str) -> None:
    assert ARCHIVE.expand(text, strict=True).understood == text
    assert ARCHIVE.find("jornal", strict=True) == []
    assert ARCHIVE.find("avgift", strict=True) == [1], "a compound's parts are no addition"


@pytest.mark.parametrize(
    "text", ["jornal", "atgarder beslut", "IVO beslut", "22 oktober", "a -b c"]
)
def test_what_is_understood_is_a_query_with_the_same_answer(text: str) -> None:
    understood = ARCHIVE.expand(text).understood
    assert ARCHIVE.find(understood) == ARCHIVE.find(text)
    assert str(parse(understood)) == understood


def test_what_the_archive_does_not_have_is_named() -> None:
    assert ARCHIVE.expand("beslut månlandning xyzzy*").unknown == ("månlandning", "xyzzy*")
    assert ARCHIVE.expand("jornal").unknown == (), "it was found another way"
    assert ARCHIVE.expand('section:"Finns inte" beslut').unknown == ('section:"Finns inte"',)


def test_words_may_meet_in_a_report() -> None:
    assert ARCHIVE.find("avgift journaler") == []
    assert ARCHIVE.find("avgift journaler", within="report") == [1, 2]
    assert ARCHIVE.find("avgift journaler", within="section") == [1, 2]
    assert ARCHIVE.find("avgift -journaler", within="report") == []
    assert ARCHIVE.find("avgift date:2024", within="report") == []


def test_the_nearest_have_most_of_the_words() -> None:
    expanded = ARCHIVE.expand("fattat beslut journaler -avgift")
    answers = [
        sorted(hit.anchor for hit in ARCHIVE.engine.search(plain).hits)
        for plain in expanded.nearest()
    ]
    assert answers == [["0"], ["0", "2"]]


def test_an_alias_stands_for_its_meaning_and_back() -> None:
    synonyms = (Synonym("Krysset", "upphandlingsskadeavgift", "alias"),)
    one = expand(parse("krysset"), ARCHIVE.vocabulary, synonyms=synonyms)
    other = expand(parse("upphandlingsskadeavgifter"), ARCHIVE.vocabulary, synonyms=synonyms)
    assert one.understood == "krysset OR upphandlingsskadeavgift"
    assert other.understood == "upphandlingsskadeavgifter OR Krysset"
    assert [hit.anchor for hit in ARCHIVE.engine.search(one.plain).hits] == ["1"]


@pytest.mark.parametrize(
    ("text", "understood", "reason"),
    [
        ("enligt", "enligt", "the short form has the same stem"),
        ("anmälningar enligt lex maria", "anmälningar enligt lex maria", "no word joined"),
        ("cirka", "cirka OR ca", "a short form that has another stem"),
    ],
)
def test_nothing_is_added_that_says_the_same(text: str, understood: str, reason: str) -> None:
    archive = Archive("Två anmälningar enligt lex Maria, ca 3.", "Tre enl. plan.")
    assert archive.expand(text).understood == understood, reason


def test_a_pattern_for_too_many_words_is_an_error_with_its_place() -> None:
    vocabulary = MemoryVocabulary(f"ord{number}" for number in range(MAX_EXPANSION + 1))
    with pytest.raises(QueryError) as caught:
        expand(parse("avgift ord*"), vocabulary)
    assert caught.value.position == len("avgift ")
    assert "Write more letters" in str(caught.value)


def test_english_words_have_their_english_stem_where_the_archive_is_english_too() -> None:
    vocabulary = MemoryVocabulary(["Decisions"], languages=["sv", "en"])
    terms = expand(parse("decision"), vocabulary).reasons
    assert ("stem", "decis") in terms
    assert ("stem", "decis") not in expand(parse("decision"), MemoryVocabulary(["x"])).reasons


WORDS = st.sampled_from(
    [
        *["IVO", "beslut", "jornal", "atgard", "avgift", "skade", "och", "inte", "22/10", "22"],
        *["oktober", "2025-10-22", "IVO-beslut", "400", "000", "=beslut", "jour*", "avgift~2"],
        *['"beslut om"', '"ett beslut"~3', "section:läget", "date:2025", "report:x", "OR", "NOT"],
        *["(", ")", "-", "Inspektionen", "för", "vård", "omsorg", "upphandlingsskadeavgift"],
    ]
)


@given(st.lists(WORDS, max_size=9).map(" ".join), st.sampled_from(["item", "section", "report"]))
def test_any_query_is_answered_or_refused(text: str, within: Scope) -> None:
    try:
        parse(text)
    except QueryError:
        return
    expanded = ARCHIVE.expand(text, within=within)
    found = ARCHIVE.find(text, within=within)
    assert set(found) <= set(range(6))
    assert str(parse(expanded.understood)) == expanded.understood
