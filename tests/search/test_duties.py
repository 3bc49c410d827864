"""search/duties.py: who owes what to whom."""

from __future__ import annotations

import pytest

from search.duties import Duty, duty, sentence_of


@pytest.mark.parametrize(
    ("sentence", "when", "expected"),
    [
        (
            "Regionen ska redovisa sina åtgärder till IVO senast den 13 november.",
            "senast den 13 november",
            Duty("Regionen", "redovisa sina åtgärder", "IVO"),
        ),
        (
            "Regionen ska senast den 13 november svara tillsynsmyndigheten.",
            "13 november",
            Duty("Regionen", "svara", "tillsynsmyndigheten"),
        ),
        (
            "Senast den 13 november ska regionen redovisa sina åtgärder.",
            "Senast den 13 november",
            Duty("regionen", "redovisa sina åtgärder", ""),
        ),
        (
            "IVO kräver att regionen redovisar sina åtgärder före den 3 mars.",
            "3 mars",
            Duty("regionen", "redovisar sina åtgärder", "IVO"),
        ),
        (
            "Yttrandet ska lämnas till nämnden senast 2025-11-13.",
            "2025-11-13",
            Duty("", "Yttrandet ska lämnas till nämnden", "nämnden"),
        ),
        (
            "Yttrandet ska ha inkommit till nämnden den 13 november.",
            "den 13 november",
            Duty("", "Yttrandet ska ha inkommit till nämnden", "nämnden"),
        ),
        (
            "Regionens ansökan ska in senast den 1 mars.",
            "den 1 mars",
            Duty("Regionen", "Regionens ansökan ska in", ""),
        ),
        (
            "Regionen ska ha kommit in med sitt svar senast den 1 mars.",
            "den 1 mars",
            Duty("Regionen", "ha kommit in med sitt svar", ""),
        ),
        (
            "JO vill ha regionens yttrande senast den 2 maj.",
            "2 maj",
            Duty("regionen", "regionens yttrande", "JO"),
        ),
        (
            "Nämnden har gett Elverket tid att svara till och med den 14 november.",
            "14 november",
            Duty("Elverket", "svara", "Nämnden"),
        ),
        (
            "Förvaltningarna har till och med den 15 augusti på sig att lämna underlag.",
            "till och med den 15 augusti",
            Duty("Förvaltningarna", "lämna underlag", ""),
        ),
        (
            "Leverantören, Norrlyft AB, har lovat en ny hiss senast den 31 januari.",
            "31 januari",
            Duty("Norrlyft AB", "en ny hiss", ""),
        ),
        (
            "Regionens svar ska lämnas till IVO senast den 1 mars.",
            "1 mars",
            Duty("Regionen", "Regionens svar ska lämnas till IVO", "IVO"),
        ),
        (
            "Regionen har fått anstånd med sitt yttrande, som ska lämnas senast den 1 mars.",
            "1 mars",
            Duty("Regionen", "Regionen har fått anstånd med sitt yttrande, som ska lämnas", ""),
        ),
        (
            "Regionen ska visa hur tillgången till journaler begränsas senast den 7 maj.",
            "7 maj",
            Duty("Regionen", "visa hur tillgången till journaler begränsas", ""),
        ),
        (
            "Den ska vara klar senast den 7 maj.",
            "7 maj",
            Duty("", "Den ska vara klar", ""),
        ),
        (
            "Verksamheternas underlag till svaret ska skickas till enheten senast den 7 maj.",
            "7 maj",
            Duty(
                "Verksamheterna",
                "Verksamheternas underlag till svaret ska skickas till enheten",
                "enheten",
            ),
        ),
        (
            "Norrsken Medicin AB ska lämna en rapport senast den 7 maj.",
            "7 maj",
            Duty("Norrsken Medicin AB", "lämna en rapport", ""),
        ),
        (
            "Leverantören arbetar med en rättning som ska vara klar senast den 7 maj.",
            "7 maj",
            Duty("Leverantören", "Leverantören arbetar med en rättning som ska vara klar", ""),
        ),
        (
            "Sjukhuset har sagt att lokaler saknas och vill ha besked senast den 7 maj.",
            "7 maj",
            Duty("", "besked", "Sjukhuset"),
        ),
        (
            "Svaret på IVO:s beslut ska lämnas senast den 7 maj.",
            "7 maj",
            Duty("", "Svaret på IVO:s beslut ska lämnas", "IVO"),
        ),
        (
            "En ny handlingsplan ska gå ut på remiss senast den 7 maj.",
            "7 maj",
            Duty("", "En ny handlingsplan ska gå ut på remiss", ""),
        ),
        (
            "Elverket har förelagt sjukhuset att byta kablarna senast den 7 maj.",
            "7 maj",
            Duty("sjukhuset", "byta kablarna", "Elverket"),
        ),
        (
            "I beslutet kräver IVO att regionen ser över sina rutiner senast den 7 maj.",
            "7 maj",
            Duty("regionen", "ser över sina rutiner", "IVO"),
        ),
        (
            "Inspektionen för vård och omsorg (IVO) begär att regionen rättar fel före den 7 maj.",
            "7 maj",
            Duty("regionen", "rättar fel", "IVO"),
        ),
        (
            "Förvaltningen har fått i uppdrag av nämnden att ta fram en plan senast den 7 maj.",
            "7 maj",
            Duty("Förvaltningen", "ta fram en plan", "nämnden"),
        ),
        (
            "Nämnden gav i mars direktören i uppdrag att återkomma senast den 7 maj.",
            "7 maj",
            Duty("direktören", "återkomma", "Nämnden"),
        ),
        (
            "Facket kräver besked från arbetsgivaren senast den 7 maj.",
            "7 maj",
            Duty("arbetsgivaren", "besked från arbetsgivaren", "Facket"),
        ),
        (
            "Uppgifterna ska vara Elverket till handa senast den 7 maj.",
            "7 maj",
            Duty("", "Uppgifterna ska vara Elverket till handa", "Elverket"),
        ),
        (
            "Patienterna ska få svar senast den 7 maj.",
            "7 maj",
            Duty("", "Patienterna ska få svar", "Patienterna"),
        ),
        ("Målet är 95 procent senast den 30 juni.", "30 juni", Duty("", "Målet är 95 procent", "")),
    ],
)
def test_duty(sentence: str, when: str, expected: Duty) -> None:
    assert duty(sentence, when) == expected


@pytest.mark.parametrize(
    ("before", "to"),
    [
        (["IVO har inlett tillsyn av akuten."], "IVO"),
        (["Inspektionen för vård och omsorg, IVO, granskar akuten."], "IVO"),
        (["Efter besöket kräver Elverket att felen rättas."], "Elverket"),
        (["Elverkets inspektion av kulverten ledde till två anmärkningar."], "Elverket"),
        (["IVO har inlett tillsyn.", "Myndigheten har ställt 18 frågor."], "IVO"),
        (["I beslutet konstaterar IVO att rutinerna är okända."], "IVO"),
        (["Köerna växer på akuten."], ""),
        (["Regionen har beslutat om en plan."], ""),
    ],
)
def test_who_asked_is_said_in_a_sentence_before(before: list[str], to: str) -> None:
    assert duty("Regionen ska svara senast den 3 mars.", "3 mars", before).to == to


@pytest.mark.parametrize(
    "sentence",
    [
        "Sjukhuset ska byta hissen senast den 3 mars.",
        "Avdelningarna ska lämna underlag senast den 3 mars.",  # what an answer is made of
    ],
)
def test_what_asks_for_no_answer_goes_to_nobody(sentence: str) -> None:
    assert duty(sentence, "3 mars", ["IVO har inlett tillsyn av akuten."]).to == ""


@pytest.mark.parametrize(
    ("before", "sentence", "who"),
    [
        (
            "IVO har inlett tillsyn av regionens rutiner.",
            "Svaret ska lämnas senast den 3 mars.",
            "regionen",
        ),
        (
            "En arbetsgrupp ser över larmen.",
            "Den lämnar sitt förslag senast den 3 mars.",
            "En arbetsgrupp",
        ),
        (
            "Leverantören, Norrlyft AB, levererade inte rättningen.",
            "Nytt löfte är senast den 3 mars.",
            "Norrlyft AB",
        ),
        (
            "Enheten tar fram ett övningspaket.",
            "Det ska vara klart senast den 3 mars.",
            "Enheten",
        ),
        ("Hissen står stilla.", "Den ska vara lagad senast den 3 mars.", ""),
    ],
)
def test_who_is_said_in_the_sentence_before(before: str, sentence: str, who: str) -> None:
    assert duty(sentence, "3 mars", [before]).who == who


def test_the_sentence_of_a_date() -> None:
    text = "IVO har frågor. Svar lämnas senast den 3 mars. Sedan väntar beslut."
    assert sentence_of(text, "3 mars") == "Svar lämnas senast den 3 mars."
    assert sentence_of(text, "4 april") == text
