"""search/last_words.py: what later sentences say of a promise."""

from __future__ import annotations

import pytest

from search.duties import sentences
from search.last_words import last_word


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
        ("Planen antogs av nämnden.", "done"),
        ("Uppdraget är slutredovisat.", "done"),
        ("Rapporten finns nu att läsa.", "done"),
        ("Förvaltningen har fått svar.", "done"),
        ("Förvaltningen har fått många frågor.", None),
        ("Arbetet har startat.", "open"),
        ("Ett utkast har skickats till nämnden.", "open"),
        ("Fristen löpte ut utan svar.", "open"),
        ("Projektet har pausats.", None),
        ("Rapporten kommer först i juni.", "moved"),
        ("Leveransen blir två veckor sen.", "moved"),
        ("Provsvaren visas sedan den 12 mars med gränser.", "done"),
        ("Akuten är stängd sedan den 12 mars.", None),
        ("Alla utredningar är klara.", "done"),
        ("Elva utredningar är klara.", "open"),
        ("De flesta enheter har svarat.", "open"),
        ("Planen har 23 punkter, varav 17 är genomförda.", "open"),
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


@pytest.mark.parametrize(
    ("who", "promise", "later", "expected"),
    [
        ("Leverantören", "Leverantören ska svara.", "Leverantörerna har svarat IVO.", "done"),
        ("Leverantören", "Leverantören ska svara.", "Regionen har svarat IVO.", None),
        ("regionen", "Regionen ska svara.", "Nämnden har svarat IVO.", "done"),
        ("regionen", "Regionen ska svara på IVO:s frågor.", "IVO har svarat nämnden.", None),
        ("Regionen", "Regionen ska svara.", "Bolaget har lämnat svar till regionen.", None),
        ("Region Exempel", "Region Exempel ska svara.", "Nämnden har svarat IVO.", "done"),
        ("", "Svar lämnas till IVO.", "Nämnden har svarat IVO.", "done"),
        ("Leverantören", "Leverantören ska laga hissen.", "Hissen har lagats.", "done"),
        ("", "Underlag till svaret ska lämnas.", "Svaret lämnades i går.", None),
        ("", "En rapport ska lämnas.", "Slutrapporten lämnades i går.", "done"),
        ("", "Svaret ska lämnas.", "Yttrandet lämnades i går.", "done"),
    ],
)
def test_what_another_did_is_no_word_on_a_promise(
    who: str, promise: str, later: str, expected: str | None
) -> None:
    assert last_word([later], promise, who) == expected
