"""index/respelling.py: a slip mended is no rewording, and a rewording is no slip."""

from __future__ import annotations

import pytest

from index.respelling import respelt

SPELLING = [
    ("a letter is missing", "Den nya rappoten finns.", "Den nya rapporten finns."),
    ("a linking s", "en upphandlingskadeavgift", "en upphandlingsskadeavgift"),
    ("letters are swapped", "utan annosnering", "utan annonsering"),
    ("a letter is doubled", "utbilddningen börjar", "utbildningen börjar"),
    ("a compound was torn", "vård centralen är stängd", "vårdcentralen är stängd"),
    ("a hyphen", "IVO beslut om brister", "IVO-beslut om brister"),
    ("capitals", "regionen svarar", "Regionen svarar"),
    ("accents", "moten halls pa sjukhuset", "möten hålls på sjukhuset"),
    ("a comma", "Felet är rättat men larmet är kvar", "Felet är rättat, men larmet är kvar"),
    ("a word written twice", "Det är är klart", "Det är klart"),
    ("digit groups", "avgiften 400000 kronor", "avgiften 400 000 kronor"),
    ("a missing letter in a name", "vid Alnäsets sjukhus", "vid Almnäsets sjukhus"),
    ("two slips", "rappoten om utbilddningen", "rapporten om utbildningen"),
]
NO_SPELLING = [
    ("a number", "Det gäller 13 patienter", "Det gäller 14 patienter"),
    ("a decimal comma", "Det tog 1,5 timmar", "Det tog 15 timmar"),
    ("a date", "senast den 3 mars", "senast den 3 maj"),
    ("a number in words", "om två veckor", "om tre veckor"),
    ("a tense", "Starten planeras i höst", "Starten planerades i höst"),
    ("a tense in the word", "Mötet hålls i dag", "Mötet hölls i dag"),
    ("an article", "Beslut är fattat", "Beslutet är fattat"),
    ("a plural", "rapporten är klar", "rapporterna är klara"),
    ("a negation before the word", "tjänsten är tillgänglig", "tjänsten är otillgänglig"),
    ("a negation", "Felet är rättat", "Felet är inte rättat"),
    ("another name", "enligt Karin Hallberg", "enligt Karin Hallborg"),
    ("another place", "vid Norra sjukhuset", "vid Södra sjukhuset"),
    ("another word", "regionen svarar", "kommunen svarar"),
    ("a word more", "Rapporten är klar", "Rapporten är snart klar"),
    ("another order", "Berg och Ek svarar", "Ek och Berg svarar"),
]


@pytest.mark.parametrize(("why", "old", "new"), SPELLING, ids=[case[0] for case in SPELLING])
def test_spelling(why: str, old: str, new: str) -> None:
    assert respelt(old, new)
    assert respelt(new, old)


@pytest.mark.parametrize(("why", "old", "new"), NO_SPELLING, ids=[case[0] for case in NO_SPELLING])
def test_no_spelling(why: str, old: str, new: str) -> None:
    assert not respelt(old, new)
    assert not respelt(new, old)
