"""search/duties.py: who owes what to whom, and what later sentences say of it."""

from __future__ import annotations

import pytest

from search.duties import Duty, duty, last_word, sentence_of, sentences


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
        (["Köerna växer på akuten."], ""),
        (["Regionen har beslutat om en plan."], ""),
    ],
)
def test_who_asked_is_said_in_a_sentence_before(before: list[str], to: str) -> None:
    assert duty("Regionen ska svara senast den 3 mars.", "3 mars", before).to == to


def test_what_asks_for_no_answer_goes_to_nobody() -> None:
    before = ["IVO har inlett tillsyn av akuten."]
    assert duty("Sjukhuset ska byta hissen senast den 3 mars.", "3 mars", before).to == ""


def test_a_decision_is_the_last_word_where_one_was_promised() -> None:
    decided = ["Direktören beslutade den 15 oktober att ställa in starten."]
    assert last_word(decided, "Om starten kan hållas ska avgöras i oktober.") == "done"
    assert last_word(decided, "Regionen ska överklaga senast den 7 oktober.") is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Regionen har lämnat sitt yttrande.", "done"),
        ("Svaret skickades den 12 november.", "done"),
        ("Planen fastställdes i går.", "done"),
        ("Åtgärderna är klara.", "done"),
        ("Avtalet löpte ut den 30 november.", "done"),
        ("Rättningen installerades den 4 mars, två dagar senare än utlovat.", "done"),
        ("Svaret ska vara klart i mars.", None),
        ("Arbetet med svaret pågår.", None),
        ("Regionen har inte lämnat något svar.", "open"),
        ("Alla enheter utom två har svarat.", "open"),
        ("Starten skjuts upp till den 3 mars.", "moved"),
        ("Regionen har fått anstånd med sitt svar.", "moved"),
        ("Rapporten dröjer.", "moved"),
        ("Ny tidpunkt är senast den 30 juni.", "moved"),
        ("Rapporten lämnas inte i april. Den är försenad.", "moved"),
    ],
)
def test_last_word(sentence: str, expected: str | None) -> None:
    assert last_word(sentences(sentence)) == expected


def test_the_sentence_of_a_date() -> None:
    text = "IVO har frågor. Svar lämnas senast den 3 mars. Sedan väntar beslut."
    assert sentence_of(text, "3 mars") == "Svar lämnas senast den 3 mars."
    assert sentence_of(text, "4 april") == text
