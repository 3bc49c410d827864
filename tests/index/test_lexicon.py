"""Compounds: what is cut where, what is left whole, and the compiled file."""

from __future__ import annotations

from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexicon
from index.lexicon import common, elements, known, names, parts


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("upphandlingsskadeavgiften", "upphandlings|skade|avgiften"),
        ("upphandlingskadeavgift", "upphandling|skade|avgift"),
        ("vårdinformationsmiljö", "vård|informations|miljö"),
        ("driftstopp", "drift|stopp"),
        ("driftsbudget", "drifts|budget"),
        ("domstolen", "dom|stolen"),
        ("regionstyrelsen", "region|styrelsen"),
        ("papperskallelse", "pappers|kallelse"),
        ("patientsäkerhetsenheten", "patient|säkerhets|enheten"),
        ("loggranskning", "logg|granskning"),
        ("kvinnoklinik", "kvinno|klinik"),
        ("hälsocentralerna", "hälso|centralerna"),
        ("skoldaghem", "skol|daghem"),
        ("sjukhus", "sjuk|hus"),
        ("sjukhuset", "sjuk|huset"),
        ("elnätet", "el|nätet"),
        ("elförsörjningen", "el|försörjningen"),
        ("könummer", "kö|nummer"),
        ("kötid", "kö|tid"),
        ("operationsköerna", "operations|köerna"),
        ("budgetåret", "budget|året"),
        ("trycksår", "tryck|sår"),
        ("manskön", "mans|kön"),
        ("kvinnokönet", "kvinno|könet"),
        ("vårdkön", "vård|kön"),
    ],
)
def test_cut(word: str, cut: str) -> None:
    assert "|".join(elements(word)) == cut


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("upphandling", "a prefix"),
        ("förslaget", "a prefix"),
        ("rapporter", "a loan"),
        ("kontrollera", "a loan"),
        ("verksamheten", "an ending"),
        ("införande", "an ending"),
        ("information", "no compound"),
        ("regionerna", "an ending"),
        ("avgifterna", "too short without its ending"),
        ("bolag", "too short"),
        ("a4bladet", "not letters alone"),
        ("eleverna", "el is no part of it"),
        ("element", "el is no part of it"),
        ("eländig", "el is no part of it"),
        ("köper", "kö is no part of it"),
        ("förstår", "a verb that ends in -år"),
        ("framgår", "a verb that ends in -år"),
        ("årlig", "an ending"),
    ],
)
def test_left_whole(word: str, reason: str) -> None:
    assert elements(word) == (), reason
    assert parts(word) == ()


def test_parts_are_all_runs_of_elements() -> None:
    assert set(parts("vårdinformationsmiljön")) == {
        *("vård", "information", "miljö"),
        *("vårdinformation", "informationmiljö", "vårdinformationmiljö"),
    }


def test_a_compound_has_one_name_with_and_without_its_linking_s() -> None:
    one, other = names("upphandlingsskadeavgift"), names("upphandlingskadeavgift")
    assert one[-1] == other[-1]


@pytest.mark.parametrize(
    ("word", "part", "reason"),
    [
        ("cloudtjänsten", "cloud", "a word of another language before a Swedish one"),
        ("cloudtjänsten", "tjänst", "and the Swedish one"),
        ("förlosningsavdelning", "avdelning", "behind a slip"),
        ("vårdkön", "kö", "the queue"),
    ],
)
def test_parts_of_what_the_list_does_not_know(word: str, part: str, reason: str) -> None:
    assert part in parts(word), reason


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("vårdkön", "no sex"),
        ("könsfördelning", "no queue"),
        ("kvinnokön", "no queue"),
        ("personkön", "no queue"),
        ("manskön", "no queue"),
    ],
)
def test_a_queue_is_no_sex(word: str, reason: str) -> None:
    assert not {"kö", "kön"} <= set(parts(word)), reason


@pytest.mark.parametrize(
    ("word", "part"), [("kvinnokön", "kvinn"), ("personkön", "person"), ("manskön", "man")]
)
def test_a_sex_has_whose_it_is_as_a_part(word: str, part: str) -> None:
    assert {part, "kön"} <= set(parts(word))


def test_known() -> None:
    assert all(map(known, ["avgift", "avgifterna", "myndighet", "vite"]))
    assert not any(map(known, ["tilsyn", "jornal", "xyzzy"]))


def test_common_words_are_no_names() -> None:
    assert all(map(common, ["avgift", "avgifterna", "förvaltningsområde", "skola"]))
    assert not any(map(common, ["karlsson", "lindegren", "tilsyn", "xyzzy"]))


@given(st.text("abdefgiklmnoprstuvåäö", min_size=0, max_size=30))
def test_elements_spell_the_word(word: str) -> None:
    cut = elements(word)
    # A letter of three that was written as two stands in both elements.
    assert not cut or len("".join(cut)) - len(word) in (0, 1, 2)
    brief = ("el", "kö", "år")
    assert all(len(element) >= lexicon.ELEMENT or element in brief for element in cut)


def test_the_list_says_what_begins_and_ends_compounds() -> None:
    firsts, _, lasts, _ = lexicon._compiled({"skade": "XZ", "avgift": "Y", "vård": "XY"})
    assert firsts["skade"] > 0 < firsts["vård"]
    assert firsts["ska"] == 0, "it begins one and is none"
    assert "avgift" not in firsts
    assert "avgift" in lasts


def test_the_list_is_the_one_that_terms_depend_on() -> None:
    assert metadata.version(lexicon.DISTRIBUTION) == lexicon.VERSION
