"""Which pairs a text explains, and which it only seems to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import Pair, choose, find_pairs


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "Inspektionen för vård och omsorg, IVO, har granskat.",
            ("IVO", "Inspektionen för vård och omsorg"),
        ),
        ("enligt lagen om offentlig upphandling (LOU)", ("LOU", "lagen om offentlig upphandling")),
        ("LOU (lagen om offentlig upphandling)", ("LOU", "lagen om offentlig upphandling")),
        ("Integritetsskyddsmyndigheten (IMY)", ("IMY", "Integritetsskyddsmyndigheten")),
        ("av Sveriges Kommuner och Regioner, SKR.", ("SKR", "Sveriges Kommuner och Regioner")),
        ("Den nya nationella läkemedelslistan, NLL", ("NLL", "nationella läkemedelslistan")),
        ("lagen om valfrihetssystem (LOV)", ("LOV", "lagen om valfrihetssystem")),
        ("enligt dataskyddsförordningen (GDPR).", ("GDPR", "dataskyddsförordningen")),
        ("Enligt GDPR (dataskyddsförordningen)", ("GDPR", "dataskyddsförordningen")),
        ("Cybersäkerhetsdirektivet (NIS2) gäller", ("NIS2", "cybersäkerhetsdirektivet")),
        ("Patientdatalagen (PDL)", ("PDL", "Patientdatalagen")),
        ("Folkhälsomyndigheten, FoHM, har svarat", ("FoHM", "Folkhälsomyndigheten")),
        ("SoL (socialtjänstlagen) ändras", ("SoL", "socialtjänstlagen")),
        ("Slut. Exempelmyndigheten för data (EFD)", ("EFD", "Exempelmyndigheten för data")),
    ],
)
def test_explained(text: str, pair: tuple[str, str]) -> None:
    assert find_pairs(text) == (Pair(*pair),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Socialdemokraterna (S) och Miljöpartiet (MP)", "parties"),
        ("Regionen och IVO (se ovan)", "a remark in brackets"),
        ("Beslut i dag, IVO väntar", "a comma that explains nothing"),
        ("Irma Olsson, IVO, svarar", "a name before an employer"),
        ("Vite (VITE)", "the same word"),
        ("Europeiska unionen (EU)", "on the block list"),
        ("IVO", "nothing beside it"),
        ("en bil (A4)", "no letters of it"),
        ("dataskyddsförordningen (EU) 2016/679", "on the block list"),
        ("förordningen (GDPR)", "an act that is not named"),
        ("tillsynsmyndigheten (IVO)", "what an authority is, not its name"),
        ("journalsystemet (TC)", "what a system is, not its name"),
        ("enhetschefen (HR)", "where a person works"),
        ("dataskyddsförordningen, GDPR och annat", "a list"),
        ("AB&CDEFGHIJ (dataskyddsförordningen)", "eleven signs"),
        ("Alfa bygg centrum drift el fart glas hem is jord (AB&CDEFGHIJ)", "eleven signs"),
    ],
)
def test_not_explained(text: str, reason: str) -> None:
    assert find_pairs(text) == (), reason


def test_rare_readings_are_left_out() -> None:
    counts = {
        Pair("IVO", "Inspektionen för vård och omsorg"): 8,
        Pair("IVO", "Institutet för vind och ost"): 1,
        Pair("LOU", "lagen om offentlig upphandling"): 1,
    }
    assert choose(counts) == (
        Pair("IVO", "Inspektionen för vård och omsorg"),
        Pair("LOU", "lagen om offentlig upphandling"),
    )


@given(st.text("ABab ,().åÅ\n", max_size=60))
def test_a_pair_stands_in_the_text(text: str) -> None:
    for short, long in find_pairs(text):
        assert short in text
        assert long in text
