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
            Duty("Regionen", "svara tillsynsmyndigheten", ""),
        ),
        (
            "Senast den 13 november ska regionen redovisa sina åtgärder.",
            "Senast den 13 november",
            Duty("regionen", "redovisa sina åtgärder", ""),
        ),
        (
            "IVO kräver att regionen redovisar sina åtgärder före den 3 mars.",
            "3 mars",
            Duty("regionen", "redovisar sina åtgärder", ""),
        ),
        (
            "Yttrandet ska lämnas till nämnden senast 2025-11-13.",
            "2025-11-13",
            Duty("", "Yttrandet ska lämnas till nämnden", "nämnden"),
        ),
        ("Målet är 95 procent senast den 30 juni.", "30 juni", Duty("", "Målet är 95 procent", "")),
    ],
)
def test_duty(sentence: str, when: str, expected: Duty) -> None:
    assert duty(sentence, when) == expected


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
