"""Text to terms: what must fall together, what must stay apart, and that offsets are right."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import STOPWORDS, analyse, stem


def stems(text: str, language: str = "sv") -> list[str]:
    return [token.stem for token in analyse(text, language)]


def surfaces(text: str) -> list[str]:
    return [token.surface for token in analyse(text)]


PARADIGMS = (
    # regular: Snowball does these
    "avgift avgiften avgifter avgifterna avgiftens avgifts",
    "region regionen regioner regionerna regionens regioners",
    "tillsyn tillsynen tillsyns tillsynens",
    "upphandling upphandlingen upphandlingar upphandlingarna",
    "läkare läkaren läkarna läkarens läkarnas",
    "besluta beslutar beslutade beslutat beslutas beslut beslutet besluten beslutets",
    # neuter article that Snowball leaves
    "ärende ärendet ärenden ärendena ärendets ärendenas",
    "projekt projektet projekten projektets projektens",
    "dokument dokumentet dokumenten dokumentens",
    "system systemet systemen systemets systemens",
    "driftstopp driftstoppet driftstoppen",
    "avbrott avbrottet avbrotten avbrottets",
    "resultat resultatet resultaten",
    # -an of words in -a
    "faktura fakturan fakturor fakturorna",
    "skola skolan skolor skolorna",
    # words that end as if they had an article
    "paket paketet paketen paketets",
    "budget budgeten budgetar budgetens",
    "enhet enheten enheter enheterna enhetens",
    "verksamhet verksamheten verksamheter verksamheterna verksamhetens verksamheters",
    "universitet universitetet universiteten universitetets",
    "närhet närheten närhetens närheter",
    "handlingsplan handlingsplanen handlingsplaner handlingsplanerna",
    # a vowel that goes
    "regel regeln regler reglerna reglernas",
    "läkemedel läkemedlet läkemedlen läkemedlets",
    "register registret registren registrets",
    "nummer numret numren",
    "tecken tecknet tecknen",
    "minister ministern ministrar ministrarna",
    # a consonant that doubles
    "program programmet programmen programmets",
    "rum rummet rummen rummets",
    # a vowel that changes
    "stad staden städer städerna städernas",
    "land landet länder länderna ländernas",
    "ledamot ledamoten ledamöter ledamöterna",
    "tjänsteman tjänstemannen tjänstemän tjänstemännen tjänstemännens tjänstemans",
    "talman talmannen talmän talmännens",
    # -an with -ningar
    "ansökan ansökningar ansökningarna ansökningen",
    "anmälan anmälningar anmälningarna anmälans",
    # short ones
    "år året åren årens årets",
    "ny nytt nya",
    # adjectives and participles
    "digital digitalt digitala",
    "säker säkert säkra säkrare",
    "viktig viktigt viktiga viktigare viktigast",
    "allmän allmänt allmänna allmännas",
    "noggrann noggranna noggrannare",
    "införa inför införde infört införs",
    "kostnad kostnaden kostnader kostnaderna",
    # verbs: strong, weak with -de and -te, with a prefix or two
    "skriva skriver skrev skrivit skriven skrivna skrivet skrivs skrevs skrivits",
    "besluta beslöt beslutar beslöts",
    "sälja säljer sålde sålt såld sålda såldes sålts",
    "brinna brinner brann brunnit",
    "försvinna försvinner försvann försvunnit försvunnen försvunna",
    "bemanna bemannar bemannade bemannas bemannat",
    "ge ger gav gett givit given givna gavs getts",
    "anmäla anmäler anmälde anmält anmäld anmälda anmäldes anmälts anmäls",
    "kräva kräver krävde krävt krävd krävs krävdes",
    "följa följer följde följt följs följdes",
    "möta möter mötte mött möttes",
    "köpa köper köpte köpt köptes köpts",
    "använda använder använde använt använd använts används",
    "föreslå föreslår föreslog föreslagit föreslagen föreslagna föreslagits föreslås föreslogs",
    "avgöra avgör avgjorde avgjort avgjord avgjordes avgörs",
    "innehålla innehåller innehöll innehållit innehölls",
    "överskrida överskrider överskred överskridit överskreds",
    "återuppta återupptar återupptog återupptagit återupptogs",
    "inleda inleder inledde inlett inledd inleddes inletts",
    "pågå pågår pågick pågått",
    "utse utser utsåg utsett utsedd utsågs utses",
    # nouns with another vowel
    "tand tanden tänder tänderna",
    "bro bron broar broarna",
    "dotter dottern döttrar döttrarna",
    # nouns with a form that looks like a verb's
    "mått måttet måtten",
    "höjd höjden höjder",
    "följd följden följder",
    "påföljd påföljden påföljder",
    "upptäckt upptäckten upptäckter",
    "kors korset korsen",
    "brons bronsen",
    "bett bettet betten",
    "rev revet reven",
    "brunn brunnen brunnar",
    "bur buren burar",
    "bit biten bitar",
    "låt låten låtar",
    "uppror upproret",
    "tass tassen tassar",
    "intag intaget intagen",
)


@pytest.mark.parametrize("forms", PARADIGMS, ids=lambda forms: forms.split()[0])
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


APART = (
    ("får", "far", "å is a letter of its own"),
    ("är", "ar", "ä too"),
    ("hundra", "hund", "a hundred is no dog"),
    ("Hansen", "han", "a name keeps its s"),
    ("Marianne", "Maria", "a double n is no article"),
    ("Johanna", "Johan", "nor here"),
    ("domän", "dom", "a domain is no judgement"),
    ("stat", "stad", "state and town"),
    ("plan", "pl", "a stem keeps a vowel"),
    ("region", "regi", "no ending"),
    ("bolag", "lag", "a company is no law"),
    ("avtal", "tal", "an agreement is no speech"),
    ("kommun", "kommunal", "noun and adjective"),
    ("företaget", "företa", "a company is not undertaken"),
    ("förslaget", "föreslå", "a noun beside its verb"),
    ("förbundet", "förbinda", "an association binds nothing"),
    ("undantaget", "undanta", "an exception"),
    ("nämnd", "nämna", "a board is not mentioned"),
    ("särskild", "skilja", "special, not parted"),
    ("drog", "dra", "a drug; with a prefix alone it is a verb"),
    ("låg", "ligga", "low"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [row[:2] for row in APART])
def test_words_that_stay_apart(one: str, other: str) -> None:
    assert stem(one.lower()) != stem(other.lower())


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("IVO:s beslut", ["ivo", "beslut"], "the genitive colon goes"),
        ("SD:arna och EU:n", ["sd", "och", "eu"], "so do other endings"),
        ("Moody's", ["moody"], "an English genitive"),
        ("IVO-beslut", ["ivo", "beslut"], "the words of a hyphenated one"),
        ("och/eller", ["och", "eller"], "a slash parts words"),
        ("400 000 kr", ["400000", "kronor"], "digit groups"),
        ("16\u00a0000\u202f000 kr", ["16000000", "kronor"], "with no-break spaces too"),
        ("3,5 och 3.5", ["3.5", "och", "3.5"], "decimal comma and point"),
        ("1 234,50", ["1234.50"], "both"),
        ("SFS 2016:1145", ["sfs", "2016:1145"], "a statute's number is one word"),
        ("kl. 12:30", ["kl", "12:30"], "a time is one word"),
        ("010-123 45 67", ["010", "123", "45", "67"], "a telephone number is no digit group"),
        ("år 2025 400 platser", ["år", "2025", "400", "platser"], "a year is no digit group"),
        ("sam\u00adordning", ["samordning"], "a soft hyphen is nothing"),
        ("a\u0308rende", ["ärende"], "NFC"),
        ("nr\u200b5", ["nr5"], "a zero-width space is nothing"),
        ("A4, B2B!", ["a4", "b2b"], "letters with digits"),
        ("4G i 22:a, 90-talet", ["4g", "i", "22", "90", "talet"], "digits before letters"),
        ("", [], "nothing"),
        ("– … •", [], "signs only"),
        ("12,5 % enligt 6 §", ["12.5", "procent", "enligt", "6", "paragraf"], "signs with a name"),
        ("§§ 4, 5", ["paragraf", "4", "5"], "two of them are one"),
        ("1.200 kr", ["1.200", "kronor"], "digit groups or a decimal: as written"),
        ("0.125 och 1.25", ["0.125", "och", "1.25"], "decimals"),
        ("version 1.2.3", ["version", "1.2.3"], "no digit groups"),
        ("HSN2025-0042", ["hsn2025", "0042"], "a register is asked for as it is written"),
        ("v. 9, v9, v 36-38", ["v", "9", "v9", "v", "36", "38"], "weeks stay as they are written"),
        ("V 9 mandat", ["v", "9", "mandat"], "a party"),
        ("av 9, v 99", ["av", "9", "v", "99"], "no weeks"),
    ],
)
def test_words(text: str, expected: list[str], reason: str) -> None:
    assert surfaces(text) == expected, reason


def test_a_hyphenated_word_has_its_joined_form_as_a_part() -> None:
    assert [token.parts for token in analyse("IVO-beslut e-tjänster 2025-01234")] == [
        ("ivobeslut",), ("ivobeslut",), ("etjänst",), ("etjänst",), (), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("22/10", ["d:10-22"], "day and month"),
        ("den 22 oktober", ["den", "d:10-22"], "in words; quotes need the little word"),
        ("22 okt.", ["d:10-22"], "short"),
        ("den 3:e mars", ["den", "d:03-03"], "an ordinal"),
        ("2025-10-22", ["d:2025-10-22"], "ISO"),
        ("22 oktober 2025", ["d:2025-10-22"], "with a year"),
        ("22/10 2025, 22/10-2025", ["d:2025-10-22", "d:2025-10-22"], "with a year"),
        ("22–24 oktober", ["d:10-22", "d:10-24"], "two days of a month"),
        ("22 och 23 oktober", ["d:10-22", "och", "d:10-23"], "and"),
        ("22-23/10", ["d:10-22", "d:10-23"], "two days"),
        ("22/10–3/11", ["d:10-22", "d:11-03"], "over two months"),
        ("22 October 2025", ["d:2025-10-22"], "English"),
        ("12/2025", ["12", "2025"], "no day"),
        ("123/10 och 22/1023", ["123", "10", "och", "22", "1023"], "numbers of cases"),
        ("32/13", ["32", "13"], "no such day"),
        ("22 marsvin", ["22", "marsvin"], "no month"),
        ("1/10/2025", ["1", "10", "2025"], "ambiguous: no date"),
        ("22.10.2025", ["d:2025-10-22"], "with points: the day is first"),
        ("2025/10/22 2025.10.22", ["d:2025-10-22", "d:2025-10-22"], "ISO with other signs"),
        ("22/10-25", ["d:10-22", "25"], "two digits may be a year or something else"),
        ("1/2-30 personer", ["d:02-01", "30", "personer"], "no year"),
        ("5/6-20", ["d:06-05", "20"], "no year"),
        ("22.10", ["22.10"], "a decimal"),
        ("1.22.10.2025", ["1.22.10.2025"], "a chapter"),
        ("2025-10-22T08:30", ["d:2025-10-22", "t08", "30"], "a time stamp"),
    ],
)
def test_dates(text: str, expected: list[str], reason: str) -> None:
    assert surfaces(text) == expected, reason


def test_a_date_has_one_stem_with_and_without_its_year() -> None:
    assert stems("22/10 22 oktober 2025-10-22") == ["d:10-22"] * 3
    assert stems("21/10") == ["d:10-21"]


def test_month_and_year_are_parts_of_a_date_its_numbers_are_not() -> None:
    (token,) = analyse("2025-10-22")
    assert token.parts == (stem("oktober"), "2025")


def test_a_month_of_a_year_has_its_name_as_a_part() -> None:
    assert stem("mars") in analyse("Klart 2025-03")[1].parts
    assert stem("mars") not in analyse("Dnr 2025-031")[1].parts


def test_digit_groups_keep_their_other_reading_as_a_part() -> None:
    assert [(token.stem, token.parts) for token in analyse("1.200 1.200,50 1,200 0.500")] == [
        ("1.200", ("1200",)),
        ("1.200.50", ("1200.50",)),
        ("1.200", ()),
        ("0.500", ()),
    ]
    assert [(token.stem, token.parts) for token in analyse("1,200 1.200", "en")] == [
        ("1.200", ("1200",)),
        ("1.200", ()),
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected", "reason"),
    [
        ("v. 9", "sv", (stem("vecka"),), "a week"),
        ("V. 45 stängs", "sv", (stem("vecka"),), "at the beginning of a bullet"),
        ("v 36-38", "sv", (stem("vecka"),), "weeks, without a point"),
        ("v9", "sv", (stem("vecka"), "9"), "written together"),
        ("V9", "sv", (stem("vecka"), "9"), "at the beginning of a bullet, or a system"),
        ("V 9 mandat", "sv", (), "a party"),
        ("v. 54", "sv", (), "no such week"),
        ("v9.2", "sv", (), "a version"),
        ("v. 9", "en", (), "versus"),
        ("v2 released", "en", (), "a version"),
    ],
)
def test_vecka_is_a_part_of_a_week(
    text: str, language: str, expected: tuple[str, ...], reason: str
) -> None:
    assert analyse(text, language)[0].parts == expected, reason


def test_english() -> None:
    assert stems("decisions decided", "en") == ["decis", "decid"]


def test_stop_words_are_snowballs() -> None:
    assert len(STOPWORDS) == 114
    assert {"inte", "och", "över"} <= STOPWORDS


TEXT = st.text(
    st.one_of(
        st.sampled_from("aåäöAÅÄÖbs019 ,.:;/-–'’\u00ad\u200b\u0308\u030a\u00a0\n()§%\ufeff"),
        st.characters(),
    ),
    max_size=60,
)


@given(TEXT)
def test_tokens_lie_in_the_text_in_order_and_say_what_stands_there(text: str) -> None:
    tokens = analyse(text)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        end = token.end
        if not token.surface.startswith("d:") and token.surface not in ("procent", "paragraf"):
            kept = "".join(c for c in text[token.start : token.end] if c.isalnum()).lower()
            shown = "".join(c for c in token.surface if c.isalnum())
            assert unicodedata.normalize("NFC", kept)[:1] == shown[:1]


@given(st.text("aåäöbs019 ,.:/-", max_size=40))
def test_composed_and_decomposed_text_give_the_same_terms(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert stems(decomposed) == stems(text)
    assert surfaces(decomposed) == surfaces(text)


@given(
    st.lists(st.sampled_from(["besluten", "IVO:s", "22/10", "400", "000", "e-post"]), max_size=8)
)
def test_text_is_the_sum_of_its_lines(words: list[str]) -> None:
    apart = [token.surface for word in words for token in analyse(word)]
    assert surfaces(" ; ".join(words)) == apart


def test_threads_give_the_same() -> None:
    texts = [f"beslutet nummer{n} om tillsynsärendena" for n in range(200)]
    stem.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(stems, texts)) == [stems(text) for text in texts]
