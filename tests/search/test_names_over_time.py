"""search/names.py and its command: who is mentioned from when to when, who goes with a topic."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from index.archive import open_archive
from index.rows import Scope, TextRow
from ingest.errors import NotFound, QueryError
from search.cli import run
from search.names import NameRow, beside, companions, names

PAGE = """<!doctype html><html lang="sv"><title>{title}</title><main><h1>{title}</h1>
<p>Sammanställt: {date}</p><h2>Läget</h2><ul>{items}</ul></main></html>"""
SAID = {
    "2025-03-06": ["Tillsynen görs av Inspektionen för vård och omsorg, IVO.", "Köerna är korta."],
    "2025-03-13": ["IVO:s tillsyn fortsätter i Kvittra.", "Införandet av Kvittra är dyrt."],
    "2025-03-20": [
        "IVO avslutar tillsynen enligt strålskyddslagen.",
        "Chefläkare Asta Ekström svarar på frågor om köerna.",
        "Kvittra låg nere i natt.",
        "Parkeringen byggs om.",
    ],
}
WEEKLY = "veckorapport-exempel"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three weekly reports and one of another series."""
    made = tmp_path_factory.mktemp("names")
    reports = made / "reports"
    reports.mkdir()
    pages = [("Veckorapport Exempel", date, items) for date, items in SAID.items()]
    pages.append(("Månadsbrev Exempel", "2025-02-03", ["Regionen har svarat IVO om tillsynen."]))
    for title, date, items in pages:
        listed = "".join(f"<li>{item}</li>" for item in items)
        (reports / f"{date}.html").write_text(
            PAGE.format(title=title, date=date, items=listed), "utf-8"
        )
    assert run(["ingest", str(reports), "--archive", str(made / "archive")]) == 0
    return made / "archive"


def listed(
    folder: Path, query: str | None = None, scope: Scope | None = None
) -> dict[str, NameRow]:
    with open_archive(folder) as archive:
        return {row.name: row for row in names(archive, query, scope or Scope()).names}


IVO = "Inspektionen för vård och omsorg"


def test_each_name_with_its_first_and_last_mention(folder: Path) -> None:
    rows = listed(folder)
    assert {name: row.kind for name, row in rows.items()} == {
        IVO: "authority",
        "Kvittra": "system",
        "strålskyddslagen": "law",
    }
    assert rows[IVO] == NameRow(
        name=IVO,
        kind="authority",
        abbreviations=("IVO",),
        forms=(),
        items=4,
        reports=4,
        first="2025-02-03",
        first_report="manadsbrev-exempel/2025-02-03",
        first_anchor="manadsbrev-exempel/2025-02-03#1.1",
        last="2025-03-20",
        last_report=f"{WEEKLY}/2025-03-20",
        last_anchor=f"{WEEKLY}/2025-03-20#1.1",
    )


def test_most_mentioned_first(folder: Path) -> None:
    assert list(listed(folder)) == [IVO, "Kvittra", "strålskyddslagen"]


@pytest.mark.parametrize(
    ("query", "scope", "mentions", "reason"),
    [
        (None, Scope(since="2025-03-13"), {IVO: 2, "Kvittra": 3, "strålskyddslagen": 1}, "from"),
        (None, Scope(until="2025-02"), {IVO: 1}, "to the end of a month"),
        (None, Scope(series=(WEEKLY,)), {IVO: 3, "Kvittra": 3, "strålskyddslagen": 1}, "series"),
        (None, Scope(section="Annat"), {}, "no such heading"),
        ("tillsyn", Scope(), {IVO: 4, "Kvittra": 1, "strålskyddslagen": 1}, "in what matches"),
        ("tillsyn", Scope(until="2025-03-06"), {IVO: 2}, "both"),
        ("parkering", Scope(), {}, "an item without names"),
    ],
)
def test_where_it_is_asked_about(
    folder: Path, query: str | None, scope: Scope, mentions: dict[str, int], reason: str
) -> None:
    counts = {name: row.items for name, row in listed(folder, query, scope).items()}
    assert counts == mentions, reason


def test_what_a_name_is_does_not_depend_on_the_scope(folder: Path) -> None:
    day = Scope(since="2025-03-20")
    assert listed(folder, scope=day)["Kvittra"].kind == "system"
    assert listed(folder, scope=day)[IVO].abbreviations == ("IVO",)


def test_errors(folder: Path) -> None:
    with pytest.raises(QueryError):
        listed(folder, "(tillsyn")
    with pytest.raises(NotFound):
        listed(folder, scope=Scope(series=("annan",)))


def test_texts_are_those_of_the_items(folder: Path) -> None:
    with open_archive(folder) as archive:
        for scope in (Scope(), Scope(since="2025-03-13", series=(WEEKLY,)), Scope(section="läg")):
            items = [
                (i.anchor, i.report, i.date, i.text) for i in archive.catalogue.all_items(scope)
            ]
            texts = [
                (t.anchor, t.report, t.date, t.text) for t in archive.catalogue.all_texts(scope)
            ]
            assert items == texts != []


# ------------------------------------------------------------------ names beside a topic


def rows(texts: list[str]) -> list[TextRow]:
    return [
        TextRow(f"a/2025-01-02#{place}", "a/2025-01-02", "2025-01-02", text)
        for place, text in enumerate(texts)
    ]


def goes_with(here: list[str], elsewhere: list[str], query: str = "avgift") -> list[str]:
    items = rows([*here, *elsewhere])
    hits = {item.anchor for item in items[: len(here)]}
    return [one.name for one in companions(items, hits, query)]


OTHERS = [f"Ärende {number} är avslutat." for number in range(30)]


@pytest.mark.parametrize(
    ("here", "elsewhere", "expected", "reason"),
    [
        (["Konkurrensverket tar ut en avgift.", "Avgiften till Konkurrensverket är betald."],
         OTHERS, ["Konkurrensverket"], "in each that matches, in no other"),
        (["Konkurrensverket tar ut en avgift.", "Avgiften är betald."], OTHERS, [], "only once"),
        (["Konkurrensverket tar ut en avgift."] * 9, OTHERS, [], "one text repeated is one"),
        (["IVO tar ut en avgift.", "Avgiften till IVO är betald."],
         [f"IVO har avslutat ärende {number}." for number in range(30)], [], "in the others, too"),
        (["LOU styr avgiften.", "Konkurrensverket tar enligt LOU ut en avgift.",
          "Konkurrensverket sänker avgiften.", "Konkurrensverket höjer avgiften."],
         OTHERS, ["Konkurrensverket", "lagen om offentlig upphandling"], "the more telling first"),
        (["Ingen avgift."], OTHERS, [], "no names"),
        (["En avgift till IVO.", "Avgift av IVO."], [], [], "nothing to compare with"),
    ],
)  # fmt: skip
def test_clearly_more_than_elsewhere(
    here: list[str], elsewhere: list[str], expected: list[str], reason: str
) -> None:
    assert goes_with(here, elsewhere) == expected, reason


@pytest.mark.parametrize("query", ["IVO avgift", 'avgift "inspektionen för vård och omsorg"'])
def test_what_the_query_says_goes_without_saying(query: str) -> None:
    here = ["En avgift till IVO.", "Inspektionen för vård och omsorg, IVO, tar ut en avgift."]
    assert goes_with(here, OTHERS) == [IVO]
    assert goes_with(here, OTHERS, query) == []


def test_shares_are_of_distinct_texts_and_items_are_items() -> None:
    items = rows(
        ["Avgift till IVO.", "Avgift till IVO.", "Avgift av IVO.", "Avgift.", *OTHERS, "IVO."]
    )
    [one] = companions(items, {item.anchor for item in items[:4]}, "avgift")
    assert (one.items, one.share, one.elsewhere) == (3, 0.667, round(1 / 31, 3))


def test_compared_only_within_the_scope() -> None:
    items = rows(["Avgift till IVO.", "Avgift av IVO.", *OTHERS, *(f"IVO {n}." for n in range(90))])
    hits = {item.anchor for item in items[:2]}
    assert companions(items, hits, "avgift") == ()
    near = {item.anchor for item in items[:32]}
    assert [one.name for one in companions(items, hits, "avgift", near)] == [IVO]


# ------------------------------------------------------------------ the command


def test_a_trace_without_matches_has_none(folder: Path) -> None:
    with open_archive(folder) as archive:
        assert beside(archive.catalogue, "krokodil", [], Scope()) == ()


def test_json_and_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["names", "tillsyn", "--archive", str(folder), "--from", "2025-03", "--format"]
    assert run([*ask, "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["query", "understood", "names", "searched"]
    assert answer["searched"]["reports"] == 3
    assert run([*ask, "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [row["name"] for row in table] == [one["name"] for one in answer["names"]]
    assert list(table[0]) == list(answer["names"][0])
    assert (table[0]["abbreviations"], table[0]["forms"]) == ('["IVO"]', "")


def test_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["names", "--archive", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "Authorities",
        f"  {IVO} (IVO) · 4 items in 4 reports",
        "      first manadsbrev-exempel/2025-02-03#1.1",
        f"      last  {WEEKLY}/2025-03-20#1.1",
    ]
    assert [line for line in lines if line[:1].isalpha()][1:3] == ["Laws", "Systems"]
    assert "Ekström" not in "".join(lines), "persons are never listed"
    assert run(["names", "parkering", "--archive", str(folder)]) == 1
    assert "No names found." in capsys.readouterr().out


def test_a_trace_says_what_goes_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fines = ["Konkurrensverket, KKV, tar ut en avgift.", "KKV sänker avgiften till noll."]
    listed = "".join(f"<li>{item}</li>" for item in (*fines, *OTHERS))
    page = PAGE.format(title="Veckorapport Exempel", date="2025-03-06", items=listed)
    (tmp_path / "a.html").write_text(page, "utf-8")
    ask = ["trace", "avgift", "--archive", str(tmp_path / "archive")]
    assert run([*ask, "--ingest", str(tmp_path / "a.html"), "--format", "json"]) == 0
    [name] = json.loads(capsys.readouterr().out)["names"]
    assert name == {
        "name": "Konkurrensverket",
        "kind": "authority",
        "abbreviations": ["KKV"],
        "items": 2,
        "share": 1.0,
        "elsewhere": 0.0,
    }
    assert run(ask) == 0
    assert "Names beside it: KKV\n" in capsys.readouterr().out
