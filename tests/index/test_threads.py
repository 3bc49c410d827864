"""index/threads.py: who continues whom, on small stories, on random series, and at scale."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from math import fsum
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists, sampled_from, sets
from invented_series import invent

import index.evidence
import index.linking
from index.evidence import Place
from index.linking import Seen
from index.resuming import kept, resumed
from index.sayers import Sayers
from index.similarity import Profile, Weights
from index.threads import Follower, Number, Statement, Thread, Version, threads
from tests.bench.thread_scores import thread_scores

Report = dict[str, list[str]]  # heading -> texts


def numbers(*reports: Report) -> list[Number]:
    """Weekly numbers. Items whose text opens with "> " are nested below the one before."""
    found = []
    for week, report in enumerate(reports):
        day = str(date(2025, 1, 9) + timedelta(weeks=week))
        items: list[Statement] = []
        for section, (heading, texts) in enumerate(report.items(), start=1):
            above = ""
            for place, text in enumerate(texts, start=1):
                anchor = f"lage/{day}#{section}.{place}"
                nested = text.startswith("> ")
                items.append(
                    Statement(
                        anchor, heading, text.removeprefix("> "), parent=above if nested else ""
                    )
                )
                above = above if nested else anchor
        found.append(Number(f"lage/{day}", day, tuple(items)))
    return found


def told(*reports: Report, **options: int) -> list[list[str]]:
    """Each thread as its changes, "week section.item: change+change"."""
    days = [number.date for number in numbers(*reports)]
    return [
        [
            f"{days.index(one.anchor[5:15]) + 1} {one.anchor[16:]} {'+'.join(one.changes)}"
            for one in thread.versions
        ]
        for thread in threads(numbers(*reports), **options)
    ]


IVO = "IVO har inlett tillsyn av införandet av journalsystemet vid Ekviks sjukhus."
IVO_LATER = "IVO har avslutat sin tillsyn av införandet av journalsystemet vid Ekviks sjukhus."
QUEUE = "Köerna till ortopedin växer, och fler operationssalar öppnas i mars."
LIFT = "Hissen i hus B är avstängd tills reservdelar kommer."
COST = "Kostnaden för bemanning har ökat, enligt ekonomiavdelningens prognos."


def test_unchanged_reworded_and_new() -> None:
    assert told({"L": [IVO, QUEUE]}, {"L": [IVO_LATER, QUEUE, LIFT]}) == [
        ["1 1.1 new", "2 1.1 reworded"],
        ["1 1.2 new", "2 1.2 unchanged"],
        ["2 1.3 new"],
    ]


def test_dates_and_figures_change_within_a_matter() -> None:
    old = "Antalet öppna ärenden om kallelser är 214 den 3 mars."
    new = "Antalet öppna ärenden om kallelser är 198 den 10 mars."
    assert told({"L": [old, QUEUE]}, {"L": [QUEUE, new]})[0] == ["1 1.1 new", "2 1.2 reworded"]


@pytest.mark.parametrize(
    ("why", "old", "new"),
    [
        ("another place", IVO, IVO.replace("Ekviks", "Norrbo")),
        ("another authority", IVO, IVO.replace("IVO", "Arbetsmiljöverket")),
        ("another place, first in the sentence", "Ekviks sjukhus har brist på barnmorskor.",
         "Norrbo sjukhus har brist på barnmorskor."),
        ("another action", "22/10: Två beslut (nyhet)", "29/10: Två beslut (nyhet)"),
        ("a word that gave way twice", "Frågor om avgifter besvaras av enheten för avgifter.",
         "Frågor om kallelser besvaras av enheten för kallelser."),
    ],
)  # fmt: skip
def test_the_same_sentence_about_another_matter_is_another_thread(
    why: str, old: str, new: str
) -> None:
    known = ["Även Ekviks och Norrbo vårdcentraler samt Arbetsmiljöverket nämns.", QUEUE, COST]
    assert told({"L": [*known, old]}, {"L": [*known, new]})[3:] == [["1 1.4 new"], ["2 1.4 new"]]


def test_two_alike_are_told_apart_by_their_names_when_both_change() -> None:
    ekvik, norrbo = IVO, IVO.replace("Ekviks", "Norrbo")
    later = [
        norrbo.replace("har inlett", "fortsätter sin"),
        ekvik.replace("har inlett", "förlänger sin"),
    ]
    assert told({"L": [ekvik, norrbo]}, {"L": later}) == [
        ["1 1.1 new", "2 1.2 reworded"],
        ["1 1.2 new", "2 1.1 reworded"],
    ]


def test_a_statement_told_anew_in_its_old_place_goes_on() -> None:
    old = "Upphandlingen av patientnära analyser annonseras i maj, med anbud före midsommar."
    new = "Tre leverantörer har lämnat anbud i upphandlingen av patientnära analyser. De prövas nu."
    assert told({"L": [QUEUE, old, LIFT]}, {"L": [QUEUE, new, LIFT]})[1] == [
        "1 1.2 new",
        "2 1.2 reworded",
    ]


def test_spelling_and_spaces() -> None:
    assert told({"L": [IVO]}, {"L": [IVO.replace("tillsyn", "till syn")]})[0][1] == "2 1.1 spelling"
    assert told({"L": [IVO]}, {"L": [f" {IVO}".replace(" ", "\u00a0")]})[0][1] == "2 1.1 unchanged"


def test_moved_and_moved_with_other_words() -> None:
    first: Report = {"L": [IVO, QUEUE], "D": [LIFT]}
    assert told(first, {"L": [QUEUE], "D": [LIFT, IVO]})[0] == ["1 1.1 new", "2 2.2 moved"]
    assert told(first, {"L": [QUEUE], "D": [LIFT, IVO_LATER]})[0][1] == "2 2.2 moved+reworded"


def test_a_renamed_section_moves_nothing() -> None:
    assert told({"Drift": [IVO, QUEUE]}, {"Teknik och it": [IVO, QUEUE]}) == [
        ["1 1.1 new", "2 1.1 unchanged"],
        ["1 1.2 new", "2 1.2 unchanged"],
    ]


def test_a_short_text_says_nothing_outside_its_section() -> None:
    assert told({"L": ["Inget nytt."], "D": [LIFT]}, {"L": [QUEUE], "D": ["Inget nytt."]}) == [
        ["1 1.1 new"],
        ["1 2.1 new"],
        ["2 1.1 new"],
        ["2 2.1 new"],
    ]


def test_the_same_link_below_two_items_stays_with_its_own() -> None:
    first: Report = {"L": [IVO, "> Läs mer", QUEUE, "> Läs mer"]}
    assert told(first, {"L": [QUEUE, "> Läs mer"]}) == [
        ["1 1.1 new"],
        ["1 1.2 new"],
        ["1 1.3 new", "2 1.1 unchanged"],
        ["1 1.4 new", "2 1.2 unchanged"],
    ]
    assert told(first, {"L": [IVO_LATER, "> Läs mer"]})[:2] == [
        ["1 1.1 new", "2 1.1 reworded"],
        ["1 1.2 new", "2 1.2 unchanged"],
    ]


def test_a_link_that_both_have_tells_more_than_their_words() -> None:
    old = "Myndigheten prövar ärendet, se beslutet."
    new = "Ärendet är avslutat utan åtgärd, läs mer här."
    address = ("https://myndigheten.example/dnr-4711",)
    told = numbers({"L": [old, QUEUE], "D": [LIFT]}, {"L": [QUEUE], "D": [new, LIFT]})
    [(before, *_), (_, after, *_)] = [number.items for number in told]
    linked = [
        replace(told[0], items=(replace(before, links=address), *told[0].items[1:])),
        replace(told[1], items=(told[1].items[0], replace(after, links=address), told[1].items[2])),
    ]
    assert len(threads(told)) == 4
    assert len(threads(linked)) == 3


def test_returned_and_dropped() -> None:
    story: list[Report] = [{"L": [IVO, QUEUE]}, {"L": [QUEUE]}, {"L": [QUEUE]}, {"L": [QUEUE, IVO]}]
    [back, stays] = threads(numbers(*story))
    assert [version.changes for version in back.versions] == [("new",), ("returned",)]
    assert back.pauses == (("2025-01-16", "2025-01-30"),)
    assert back.dropped is None
    assert not stays.pauses
    [gone, _] = threads(numbers(*story[:3]))
    assert gone.dropped == "2025-01-16"


@pytest.mark.parametrize(
    ("why", "old", "new", "count"),
    [
        ("questions about something else",
         "Växeln har fått tre frågor om luftkvaliteten.",
         "Växeln har fått fem frågor om de nya hyresavtalen.", 2),
        ("as many questions as the month before",
         "Växeln har fått tre frågor om luftkvaliteten.",
         "Växeln har fått fem frågor om luftkvaliteten.", 1),
        ("a year later the same day comes again",
         "19/12: Brev från direktören till alla i Ekvik (nyhet)",
         "19/12: Brev från direktören till alla i programmet (nyhet)", 2),
    ],
)  # fmt: skip
def test_what_returns_in_other_words(why: str, old: str, new: str, count: int) -> None:
    rest = [IVO, QUEUE, COST]
    story: list[Report] = [{"L": [old, *rest]}, {"L": [*rest, LIFT]}, {"L": [*rest, new, LIFT]}]
    assert len(threads(numbers(*story))) == len(rest) + 1 + count


def test_a_pause_is_as_long_as_allowed() -> None:
    story: list[Report] = [{"L": [IVO, QUEUE]}, {"L": [QUEUE]}, {"L": [QUEUE]}, {"L": [QUEUE, IVO]}]
    assert len(threads(numbers(*story), pause=2)) == 2
    assert len(threads(numbers(*story), pause=1)) == 3


FIRST = "Regionen har anmält vårdskador efter bytet av journalsystem i Ekvik."
SECOND = "Personalen får stöd av superanvändare på varje avdelning under hela hösten."


def test_split_in_two() -> None:
    reports = numbers({"L": [f"{FIRST} {SECOND}", LIFT]}, {"L": [FIRST, SECOND, LIFT]})
    whole, _, part = threads(reports)
    assert [version.changes for version in whole.versions] == [("new",), ("reworded",)]
    assert whole.versions[1].anchor == reports[1].items[0].anchor  # it goes on as it began
    assert [version.changes for version in part.versions] == [("split",)]
    assert part.versions[0].from_ == (reports[0].items[0].anchor,)


def test_the_part_that_keeps_the_opening_goes_on_though_it_is_the_smaller() -> None:
    more = "Även verksamhetschefer och sekreterare får handledning när schemat läggs om i december."
    reports = numbers(
        {"L": [f"{FIRST} {SECOND} {more}", LIFT]}, {"L": [f"{SECOND} {more}", FIRST, LIFT]}
    )
    whole, _, part = threads(reports)
    assert whole.versions[1].anchor == reports[1].items[1].anchor
    assert part.versions[0].changes == ("split",)


def test_the_same_sentence_about_another_place_is_no_piece() -> None:
    other = FIRST.replace("Ekvik", "Norrbo")
    found = told({"L": [FIRST, QUEUE, other]}, {"L": [FIRST + " " + SECOND, QUEUE]})
    assert found[0] == ["1 1.1 new", "2 1.1 reworded"]


def test_merged_in_one() -> None:
    reports = numbers({"L": [FIRST, SECOND, LIFT]}, {"L": [f"{FIRST} {SECOND}", LIFT]})
    found = {thread.id: thread for thread in threads(reports)}
    one, other, _ = (item.anchor for item in reports[0].items)
    heirs = [
        thread for thread in found.values() if ("merged",) in [v.changes for v in thread.versions]
    ]
    [heir] = heirs
    assert set(heir.versions[-1].from_) == {one, other}
    ended = [found[anchor] for anchor in (one, other) if found[anchor] is not heir]
    assert all(thread.into == (heir.id,) and thread.dropped is None for thread in ended)


def test_nothing_and_one_report() -> None:
    assert threads([]) == ()
    assert threads(numbers({})) == ()
    assert told({"L": [IVO]}) == [["1 1.1 new"]]


# -- random series -------------------------------------------------------------------------------

SEEDS = (101, 102)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_item_is_in_one_thread_and_every_origin_is_earlier(seed: int) -> None:
    reports, _ = invent(seed, 30)
    found = threads(reports)
    order = [item.anchor for number in reports for item in number.items]
    assert sorted(v.anchor for thread in found for v in thread.versions) == sorted(order)
    place = {anchor: at for at, anchor in enumerate(order)}
    for thread in found:
        for version in thread.versions:
            assert all(place[origin] < place[version.anchor] for origin in version.from_)
            assert bool(version.from_) == (version.changes != ("new",))
        assert thread.id == thread.versions[0].anchor


@pytest.mark.parametrize("seed", SEEDS)
def test_a_number_at_the_end_changes_no_link_that_stood(seed: int) -> None:
    reports, _ = invent(seed, 30)

    def links(found: tuple[Thread, ...]) -> set[tuple[object, ...]]:
        return {(v.anchor, v.changes, v.from_) for thread in found for v in thread.versions}

    whole = links(threads(reports))
    assert all(links(threads(reports[:end])) <= whole for end in (1, 17, 29))


def test_quality_on_series_that_nobody_tuned_on() -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for seed in SEEDS:
        reports, truth = invent(seed)
        scores = thread_scores(truth, threads(reports))
        assert scores.link_precision.value >= 0.98, (seed, scores.link_precision)
        assert scores.link_recall.value >= 0.98, (seed, scores.link_recall)
        right.update({change: share.right for change, share in scores.labels.items()})
        total.update({change: share.total for change, share in scores.labels.items()})
    for change, least in (
        ("unchanged", 0.99),
        ("spelling", 0.99),
        ("reworded", 0.9),
        ("new", 0.95),
    ):
        assert right[change] >= least * total[change], (change, right[change], total[change])


def test_work_for_a_report_does_not_grow_with_the_series(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    real = index.evidence.odds

    def counting(old: Profile, new: Profile, place: Place, weights: Weights) -> float:
        nonlocal calls
        calls += 1
        return real(old, new, place, weights)

    monkeypatch.setattr(index.linking, "odds", counting)
    reports, _ = invent(7, 200)
    threads(reports[:80])
    few, calls = calls / 80, 0
    threads(reports)
    assert calls / 200 < 1.5 * few


@given(bags=lists(lists(sampled_from("abcdefghij"), min_size=1, max_size=8), min_size=12))
def test_the_nearest_are_those_that_share_most(bags: list[list[str]]) -> None:
    weights, sayers = Weights(), Sayers()
    new, *old = [Seen(str(at), "", "", one_of(bag), 0) for at, bag in enumerate(bags)]
    for at, seen in enumerate(old):
        weights.learn(seen.profile, set())
        sayers.add(at, seen.profile)
    places = {at: at for at in range(len(old)) if at % 5}
    near = index.linking._near(new, old, places, sayers.all_of(places), sayers, weights)
    shared = {
        at: fsum(map(weights.weight, new.profile.bag.keys() & old[at].profile.bag)) for at in places
    }
    best = sorted((at for at in places if shared[at]), key=lambda at: (-shared[at], at))
    assert near == [(at, shared[at]) for at in best[: index.linking.CANDIDATES]]


def one_of(bag: list[str]) -> Profile:
    stems = tuple(bag)
    size = len(set(bag))
    return Profile(stems, stems, frozenset(), "", dict.fromkeys(bag, 1.0), frozenset(), size)


def test_absurd_reports_are_followed_by_the_same_text_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index.linking, "MANY", 3)
    monkeypatch.setattr(index.linking, "LONGEST", 30)
    few = [f"{IVO} Ärende {number}." for number in range(3)]
    later = [text.replace("inlett", "avslutat") for text in few]
    assert len(told({"A": few}, {"A": later})) == 3, "as many as are compared"
    assert len(told({"A": [*few, "Kvar"]}, {"A": [*later, IVO_LATER, "Kvar"]})) == 8
    endless = " ".join([IVO, *(f"punkt{number}" for number in range(40))])
    assert len(told({"A": [endless]}, {"A": [endless + " igen"]})) == 2


# -- going on where it stood -----------------------------------------------------------------------


@settings(max_examples=15)
@given(seed=integers(0, 50), cuts=sets(integers(1, 11)), pause=integers(1, 6))
def test_a_series_followed_in_parts_gives_the_threads_of_all_at_once(
    seed: int, cuts: set[int], pause: int
) -> None:
    reports, _ = invent(seed, 12)
    follower = Follower(pause)
    versions: dict[str, list[Version]] = defaultdict(list)
    found: dict[str, Thread] = {}
    for at, number in enumerate(reports):
        follower.take(number)
        if at in cuts or at == len(reports) - 1:
            for trail in follower.trails:
                versions[trail.id] += trail.versions
                found[trail.id] = follower.thread(trail)
            follower = resumed(kept(follower))
    whole = [replace(thread, versions=tuple(versions[id_])) for id_, thread in found.items()]
    expected = threads(reports, pause=pause)
    assert sorted(whole, key=attrgetter("id")) == sorted(expected, key=attrgetter("id"))
