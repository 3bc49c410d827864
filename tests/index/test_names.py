"""Which names texts hold, as what, in which forms, and what only looks like a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import Name, find_names


def found(*texts: str) -> dict[str, str]:
    """Name -> kind."""
    return {one.name: one.kind for one in find_names(texts)}


def the(name: str, *texts: str) -> Name:
    [one] = [one for one in find_names(texts) if one.name == name]
    return one


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ett beslut av Elsäkerhetsverket väntas.", "Elsäkerhetsverket"),
        ("Stödet från Provningsmyndighetens jurister är gott.", "Provningsmyndigheten"),
        ("Livsmedelsverket har inspekterat köket.", "Livsmedelsverket"),
        ("Svaret till Inspektionen för vård och omsorg är klart.",
         "Inspektionen för vård och omsorg"),
        ("Enligt Myndigheten för digital förvaltning är det så.",
         "Myndigheten för digital förvaltning"),
        ("Enligt Institutet för medicinsk och social utvärdering krävs mer.",
         "Institutet för medicinsk och social utvärdering"),
        ("Post- och exempelstyrelsen har svarat.", "Post- och exempelstyrelsen"),
        ("Förvaltningsrätten avslog överklagandet.", "förvaltningsrätten"),
        ("Mark- och miljödomstolen prövar målet.", "mark- och miljödomstolen"),
        ("Högsta förvaltningsdomstolen tar inte upp målet.", "Högsta förvaltningsdomstolen"),
        ("Frågan ligger hos länsstyrelsen.", "länsstyrelsen"),
        ("JO riktar kritik mot regionen.", "Justitieombudsmannen"),
        ("Barn- och elevombudets krav är nytt.", "Barn- och elevombudet"),
        ("Ärendet prövas av Skolväsendets överklagandenämnd.",
         "Skolväsendets överklagandenämnd"),
        ("SMHI varnar för torka.", "Sveriges meteorologiska och hydrologiska institut"),
        ("Provrådet för kvalitet (PRK) och Rättsnämnden möts; Rådet för data, RFD, är nytt.",
         "Rådet för data"),
    ],
)  # fmt: skip
def test_authorities(text: str, name: str) -> None:
    assert found(text).get(name) == "authority"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Det följer av lagen om offentlig upphandling att det ska annonseras.",
         "lagen om offentlig upphandling"),
        ("Enligt lagen (2016:1145) om offentlig upphandling ska det annonseras.",
         "lagen om offentlig upphandling"),
        ("Lagen om skydd mot olyckor ställer krav.", "lagen om skydd mot olyckor"),
        ("Det gäller lagen om ansvar för samhällsviktiga och digitala tjänster och regionen.",
         "lagen om ansvar för samhällsviktiga och digitala tjänster"),
        ("Brott mot strålskyddslagens krav anmäls.", "strålskyddslagen"),
        ("Skollagen gäller.", "skollagen"),
        ("Det strider mot hälso- och provlagen.", "hälso- och provlagen"),
        ("Incidenten rapporterades enligt NIS-lagen.", "NIS-lagen"),
        ("Artikel 35 i GDPR kräver det.", "dataskyddsförordningen"),
        ("Ett förbud enligt miljöbalken.", "miljöbalken"),
        ("Händelsen är anmäld enligt lex Maria.", "lex Maria"),
        ("Se föreskrifterna, HSLF-FS 2016:40, om journaler.", "HSLF-FS 2016:40"),
        ("NIS2-direktivet ändras.", "NIS2-direktivet"),
    ],
)  # fmt: skip
def test_laws(text: str, name: str) -> None:
    assert found(text).get(name) == "law"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Avtalet med Rågviks Måltider AB löper ut.", "Rågviks Måltider AB"),
        ("Anbudet från Tolkarna i Exempellän AB vann.", "Tolkarna i Exempellän AB"),
        ("Regionen och Kvasser Data AB är överens.", "Kvasser Data AB"),
        ("Leverantören Kvasser Data AB är sen.", "Kvasser Data AB"),
        ("Maskinen köps av Brömmel GmbH:s återförsäljare.", "Brömmel GmbH"),
        ("Avtal har tecknats med QLMN för tre år.", "QLMN"),
        ("Revisionsbyrån Granskarna fick uppdraget.", "Granskarna"),
        ("Avtalet med Kvasser löper ut. Kvasser levererar för sent.", "Kvasser"),
        ("Exempels Allehanda skriver om köerna.", "Exempels Allehanda"),
        ("En artikel i Exempelbladet väckte frågor.", "Exempelbladet"),
    ],
)  # fmt: skip
def test_companies(text: str, name: str) -> None:
    assert found(text).get(name) == "company"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bokningssystemet Trastvik byts ut.", "Trastvik"),  # what it is outweighs a town's ending
        ("I höst kommer appen Kvittra.", "Kvittra"),
        ("Tre system, däribland lönesystemet (Kvittra), byts ut.", "Kvittra"),
        ("Kommunens journalsystem Kvittra byts ut.", "Kvittra"),
        ("Användare av Kvittra får nya konton.", "Kvittra"),
        ("Vid sjukhuset togs Kvittra i drift i maj.", "Kvittra"),
        ("En ny rutin för Kvittra-användare finns.", "Kvittra"),
        ("Nu kan Kvittra nås med BankID. Logga in med BankID.", "BankID"),
        ("Dokumenthanteringssystemet Publik 360 låg nere.", "Publik 360"),
        ("Alla bör byta sina SITHS-kort.", "SITHS-kort"),
        ("Rapporteringen till Svenska provregistret släpar.", "Svenska provregistret"),
        ("Läs i tjänsten Mina provsvar om hur du gör.", "Mina provsvar"),
        ("Läs mer på 1177.se eller ring 1177.", "1177"),
    ],
)  # fmt: skip
def test_systems(text: str, name: str) -> None:
    assert found(text).get(name) == "system"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nätverket låg nere i två timmar. Regelverket är nytt.", "sentences begin so"),
        ("Tillsynsmyndigheten har inte svarat.", "some authority, not one of that name"),
        ("Förslagen, underlagen och avslagen går till arbetslagen.", "no laws, and teams"),
        ("Lagen träder i kraft. En ny lag om data väntas.", "no title, a law that is not one yet"),
        ("Chefläkaren Asta Ekström svarar. Frågor besvaras av Ekström.", "a person"),
        ("Utbildning i Trastvik. Personalen arbetar i Trastvik.", "a town"),
        ("Remisser från Norrby till Hedvi sjukhus. Akuten i Hedvi är öppen.", "towns"),
        ("Avvecklingen av Ekgården är klar. Vinterspelen används.", "a house, an event"),
        ("IT-systemet startas om. IT-projektet fortsätter.", "a common first part"),
        ("Entreprenaden följer Totalentreprenad AB 04.", "a standard contract"),
        ("Personaltidningen kommer ut i maj.", "no newspaper by that name alone"),
        ("Avtalet med Hedvi löper ut.", "a company or a neighbour: one such saying is not enough"),
        ("En (S) och (M)-märkt motion om EU.", "parties and the union"),
    ],
)  # fmt: skip
def test_no_names(text: str, reason: str) -> None:
    assert found(text) == {}, reason


def test_what_a_word_is_follows_from_all_that_is_said_of_it() -> None:
    alike = [
        "I Jorild finns remisserna.",
        "I Hedvi finns remisserna.",
        "I Ekström finns hopp.",
        "Införandet av Jorild fortsätter.",
        "Hedvi sjukhus är öppet.",
        "Frågor besvaras av Asta Ekström.",
    ]
    assert found(*alike) == {"Jorild": "system"}
    assert found(*alike[:3]) == {}


def test_all_forms_are_one_name() -> None:
    texts = [
        "Konkurrensverket, KKV, granskar avtalet.",
        "Konkurrensverkets beslut kom i går.",
        "KKV:s beslut överklagas.",
        "KKV-beslutet gäller.",
        "Inget om saken.",
    ]
    one = the("Konkurrensverket", *texts)
    assert (one.abbreviations, one.forms, one.texts) == (("KKV",), (), (0, 1, 2, 3))


def test_a_company_goes_by_its_first_word() -> None:
    texts = ["Avtalet med Kvasser Data AB.", "Kvassers krav avvisas.", "I dag bjöd Kvasser."]
    one = the("Kvasser Data AB", *texts)
    assert (one.forms, one.texts) == (("Kvasser",), (0, 1, 2))


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["Köpet av Hedby Kraft AB.", "Akuten i Hedby."], "a town"),
        (["Köpet av Norrsken Kraft AB.", "De såg ett norrsken.", "Under Norrsken."], "a noun here"),
        (["Köpet av Kvasser Data AB och Kvasser Bygg AB.", "Under Kvasser."], "two begin so"),
        (["Köpet av Kvasser Data AB.", "Under Kvasser Hansson."], "another name begins so"),
    ],
)
def test_a_first_word_that_may_be_another(texts: list[str], reason: str) -> None:
    assert {name.texts for name in find_names(texts)} == {(0,)}, reason


def test_short_forms_are_learned() -> None:
    texts = [
        "Beslut enligt lagen om digitala provtjänster, PROV-lagen.",
        "PROV-lagen gäller.",
        "Provtillsynsmyndigheten (PtM) svarar. Beslut av Provtillsynsmyndigheten.",
        "PtM:s svar.",
    ]
    assert the("lagen om digitala provtjänster", *texts).texts == (0, 1)
    assert the("Provtillsynsmyndigheten", *texts).abbreviations == ("PtM",)
    assert the("Provtillsynsmyndigheten", *texts).texts == (2, 3)


def test_what_the_texts_explain_goes_before_the_list() -> None:
    texts = ["Jordbruksombudsmannen (JO) har svarat.", "JO:s svar."]
    assert found(*texts) == {"Jordbruksombudsmannen": "authority"}


def test_a_word_at_the_beginning_of_a_sentence_may_be_ordinary() -> None:
    said = ["Systemet Passa är nytt.", "Passa på att boka.", "Vi bör passa tiden."]
    assert the("Passa", *said).texts == (0,)
    assert the("Passa", said[0], "Passa låg nere i går.").texts == (0, 1)


def test_places_count_repeated_texts() -> None:
    assert the("JO-lagen", "Se JO-lagen.", "Annat.", "Se JO-lagen.").texts == (0, 2)


WORDS = st.sampled_from(
    ["En", "I", "AB", "lagen", "om", "data", "Kvittra", "IVO:s", "(", ".", "för"]
)


@given(st.lists(st.lists(WORDS, max_size=5).map(" ".join), max_size=4))
def test_any_words_will_do(texts: list[str]) -> None:
    assert all(one.texts for one in find_names(texts))


@given(st.lists(st.text(alphabet="ABsåö ,.:-()&12/'”|x", max_size=30), max_size=6))
def test_any_text_will_do(texts: list[str]) -> None:
    for one in find_names(texts):
        assert one.texts == tuple(sorted(set(one.texts)))
        assert all(0 <= place < len(texts) for place in one.texts)


@given(
    st.permutations(["JO och IMY svarar.", "Appen Kvittra är ny.", "Kvittra AB.", "Kvittra ek."])
)
def test_order_does_not_matter(texts: list[str]) -> None:
    mentioned = {one.name: {texts[place] for place in one.texts} for one in find_names(texts)}
    again = sorted(texts)
    assert mentioned == {
        one.name: {again[place] for place in one.texts} for one in find_names(again)
    }
