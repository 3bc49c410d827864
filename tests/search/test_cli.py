"""What the command line promises: exit codes, one-line errors, the keys of JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from search.cli import MODULES, run

REPORT = """<!doctype html><html lang="sv"><title>Veckorapport Exempel</title><main>
<h1>Veckorapport Exempel</h1><p>Sammanställt: {date}</p><h2>Läget</h2>
<ul><li>{text}</li><li>Telefonköerna är korta.</li></ul></main></html>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two numbers of an invented series in a folder, and the archive that they were taken into."""
    made = tmp_path_factory.mktemp("made")
    reports = made / "reports"
    reports.mkdir()
    first = REPORT.format(date="2025-03-06", text="IVO har fattat ett beslut om tillsynen.")
    second = REPORT.format(date="2025-03-13", text="IVO har fattat två beslut om tillsynen.")
    (reports / "a.html").write_text(first, "utf-8")
    (reports / "b.html").write_text(second, "utf-8")
    assert run(["ingest", str(reports), "--archive", str(made / "archive")]) == 0
    return made


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to work in, with the reports and without an archive."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPARHUND_ARCHIVE", str(tmp_path / "archive"))
    shutil.copytree(made / "reports", tmp_path / "reports")
    return tmp_path


@pytest.fixture
def archive(made: Path, folder: Path) -> Path:
    """The same with the archive."""
    return Path(shutil.copytree(made / "archive", folder / "archive"))


Output = pytest.CaptureFixture[str]


def test_one_command_goes_from_a_folder_to_a_trace(folder: Path, capsys: Output) -> None:
    assert run(["trace", "IVO beslut", "--ingest", "reports"]) == 0
    out = capsys.readouterr().out
    assert "1 thread in 2 reports, 2025-03-06 – 2025-03-13" in out
    assert "[-ett-]{+två+} beslut" in out


def test_second_ingest_adds_nothing(archive: Path, capsys: Output) -> None:
    assert run(["ingest", "reports", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["added"], answer["renditions"], answer["unchanged"]) == (0, 0, 2)


def test_what_was_not_read_of_a_report_stands_in_the_list(folder: Path, capsys: Output) -> None:
    (folder / "reports" / "c.txt").write_text("Lägesrapport\n\n- IVO har inte svarat.\n", "utf-8")
    assert run(["ingest", "reports"]) == 0
    assert run(["reports"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    at = next(number for number, line in enumerate(lines) if line.startswith("no date"))
    assert lines[at + 1].startswith("Warning: no date found in text")
    assert sum(line.startswith("Warning") for line in lines) == 1, "the others are whole"


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["search", "tillsyn"], 0, "found"),
        (["search", "krokodil"], 1, "nothing found"),
        (["search", "krokodil tillsyn"], 1, "only the nearest"),
        (["search", "tilsyn"], 0, "a slip of spelling"),
        (["search", "tilsyn", "--strict"], 1, "nothing is added when strict"),
        (["search", "beslut", "--by", "report"], 0, "by report"),
        (["search", "x", "--queries", "reports/a.html"], 2, "both a query and a list of them"),
        (["alias", "list"], 1, "no alias yet"),
        (["alias", "remove", "x"], 2, "no such alias"),
        (["trace", "krokodil"], 1, "nothing to trace"),
        (["show", "2025-03-06"], 0, "a date that one report has names it"),
        (["show", "veckorapport-exempel/2025-03-06#1.1"], 0, "an item"),
        (["show", "1999-01-01"], 2, "no such report"),
        (["reports"], 0, "there are some"),
        (["reports", "--failed"], 1, "none failed"),
        (["reports", "--gaps"], 1, "no gap"),
        (["reports", "--series", "Veckorapport Exempel"], 0, "a series by its title"),
        (["reports", "--series", "okänd"], 2, "an unknown series is an error, not an empty list"),
        (["search", "(tillsyn"], 2, "a query that does not parse"),
        (["search", "tillsyn", "--from", "2025-13"], 2, "no such month"),
        (["search", "tillsyn", "--from", "2025", "--to", "2024"], 2, "a range that is empty"),
        (["trace"], 2, "neither query nor topic"),
        (["trace", "x", "--topic", "y"], 2, "both query and topic"),
        (["trace", "--topic", "saknas"], 2, "no such topic"),
        (["trace", "tillsyn", "--at", "2025-03-10"], 0, "the wording on a day"),
        (["trace", "tillsyn", "--at", "2024"], 1, "nothing stood then"),
        (["trace", "tillsyn", "--format", "svg"], 0, "a picture"),
        (["news"], 0, "the latest report changed something"),
        (["news", "--from", "2025-04"], 1, "nothing is new since then"),
        (["news", "x", "--topic", "y"], 2, "both query and topic"),
        (["deadlines"], 1, "nobody promised anything"),
        (["remove", "2025-03-06"], 2, "removing needs a reason"),
        (["ingest", "saknas"], 2, "no such folder"),
        (["parse", "saknas.pdf"], 2, "no such file"),
        (["parse", "archive"], 2, "a folder is no file"),
        (["verify"], 0, "sound"),
        (["rebuild"], 0, "rebuilt"),
        (["search", "l\udce4kemedel"], 2, "what Python makes of Latin-1, not nothing found"),
        (["topic", "add", "l\udce4kemedel", "IVO"], 2, "nor saved"),
        (["show", "l\udce4kemedel"], 2, "nor looked up"),
        (["saknas"], 2, "no such command"),
        (["search"], 2, "an argument is missing"),
        (["-h"], 0, "help"),
        (["--version"], 0, "version"),
    ],
)
def test_exit_codes(
    arguments: list[str], code: int, why: str, archive: Path, capsys: Output
) -> None:
    assert run(arguments) == code, why
    printed = capsys.readouterr()
    if code == 2:
        assert printed.out == "", "errors leave standard output alone"
        lines = printed.err.splitlines()
        assert lines[0].startswith("sparhund"), printed.err
        assert len(lines) == 1 or lines[-1].strip() == "^", "one line, or a caret below the query"


@pytest.mark.parametrize(
    "command", ["search x", "trace x", "show x", "reports", "verify", "rebuild"]
)
def test_an_archive_that_is_not_there(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(command.split()) == 2
    error = capsys.readouterr().err
    assert "archive" in error
    assert "ingest" in error, "says what to do"
    assert list(tmp_path.iterdir()) == [], "asking makes no archive"


def test_a_folder_without_reports(folder: Path, capsys: Output) -> None:
    (folder / "empty").mkdir()
    assert run(["ingest", "empty"]) == 2
    assert "no file to read" in capsys.readouterr().err


def test_bad_files_are_named_and_good_ones_taken_in(folder: Path, capsys: Output) -> None:
    (folder / "reports" / "c.pdf").write_bytes(b"%PDF-1.7\nthis is not a page")
    (folder / "reports" / "d.html").write_bytes(b"")
    assert run(["ingest", "reports", "--format", "json"]) == 0
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert answer["added"] == 2
    assert sorted(Path(f["name"]).name for f in answer["failed"]) == ["c.pdf", "d.html"]
    assert all(failure["reason"] for failure in answer["failed"])
    assert "c.pdf" in printed.err
    assert run(["reports", "--failed", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert {Path(row["name"]).name for row in rows} == {"c.pdf", "d.html"}
    assert all(row["reason"] and row["at"] for row in rows)
    assert run(["search", "tillsyn", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["searched"]["unreadable"] == 2


def test_only_bad_files_is_an_error(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    archive = tmp_path / "archive"
    assert run(["ingest", str(tmp_path / "a.pdf"), "--archive", str(archive)]) == 2
    assert "a.pdf" in capsys.readouterr().err


def test_search_json_has_the_promised_keys(archive: Path, capsys: Output) -> None:
    run(["search", "beslut", "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    promised = [
        "query",
        "understood",
        "matched",
        "total",
        "reports",
        "hits",
        "facets",
        "did_you_mean",
        "searched",
    ]
    assert set(promised) <= set(answer)
    hit = [
        "anchor",
        "report",
        "series",
        "date",
        "section",
        "text",
        "snippet",
        "marks",
        "score",
        "page",
        "via",
    ]
    assert set(answer["hits"][0]) == set(hit)
    assert set(answer["facets"]) == {"section", "series", "year", "month"}
    assert set(answer["searched"]) == {*("reports", "items", "unreadable", "from", "to", "undated")}
    found = answer["hits"][0]
    [[start, end]] = found["marks"]
    assert found["snippet"][start:end] == "beslut"
    assert found["via"] == [{"term": "beslut", "matched": "beslut", "how": "word"}]


def test_trace_json_has_the_promised_keys(archive: Path, capsys: Output) -> None:
    run(["trace", "tillsyn", "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    promised = ["query", "understood", "first", "last", "reports", "months", "threads", "searched"]
    assert set(promised) <= set(answer)
    assert answer["months"] == [["2025-03", 2]]
    [thread] = answer["threads"]
    promised = ["id", "series", "first", "last", "dropped", "boilerplate", "pauses", "versions"]
    assert set(promised) <= set(thread)
    old, new = thread["versions"]
    assert set(new) == {
        "anchor",
        "report",
        "date",
        "section",
        "text",
        "matches",
        "changes",
        "from",
        "diff",
    }
    assert (old["changes"], new["changes"]) == (["new"], ["reworded"])
    assert new["from"] == [old["anchor"]]
    assert ["-", "ett"] in new["diff"]
    assert ["+", "två"] in new["diff"]


def test_csv_is_for_spreadsheets(archive: Path, capsys: Output) -> None:
    run(["search", "beslut", "--format", "csv"])
    text = capsys.readouterr().out
    assert text.startswith("\ufeffanchor,report,series,date,section,text,")
    assert len(list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))) == 2


def test_removing_takes_out_of_every_answer_and_is_undone(archive: Path, capsys: Output) -> None:
    report = "veckorapport-exempel/2025-03-13"
    assert run(["remove", report, "--reason", "fel bilaga"]) == 0
    capsys.readouterr()
    run(["search", "beslut", "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    assert (answer["total"], answer["searched"]["reports"]) == (1, 1)
    assert run(["show", report]) == 2
    assert "fel bilaga" in capsys.readouterr().err
    assert run(["remove", report, "--restore"]) == 0
    assert run(["show", report]) == 0


def test_aliases_find_each_other(archive: Path, capsys: Output) -> None:
    assert run(["search", "vårdkontroll"]) == 1
    assert run(["alias", "add", "vårdkontroll", "tillsyn"]) == 0
    capsys.readouterr()
    assert run(["search", "vårdkontroll", "--format", "json"]) == 0
    [via] = json.loads(capsys.readouterr().out)["hits"][0]["via"]
    assert via == {"term": "vårdkontroll", "matched": "tillsynen", "how": "alias"}
    assert run(["alias", "remove", "vårdkontroll"]) == 0
    assert run(["search", "vårdkontroll"]) == 1


def test_a_list_of_queries_gives_one_table(archive: Path, capsys: Output) -> None:
    (archive.parent / "names.txt").write_text("IVO\n\n(broken\nkrokodil\n", "utf-8")
    assert run(["search", "--queries", "names.txt", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["query"], row["items"], row["reports"]) for row in rows] == [
        ("IVO", 2, 2),
        ("(broken", 0, 0),
        ("krokodil", 0, 0),
    ]
    assert rows[0]["first"] == "2025-03-06"
    assert "parenthesis" in rows[1]["error"]


def test_reports_are_listed_once_with_their_best_item(archive: Path, capsys: Output) -> None:
    run(["search", "korta OR beslut", "--by", "report", "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    assert sorted(hit["report"][-10:] for hit in answer["hits"]) == ["2025-03-06", "2025-03-13"]
    assert [hit["items"] for hit in answer["hits"]] == [2, 2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[ivo", "no TOML"),
        (b"\xff", "no TOML"),
        (b"query = 'ivo'", "the topic 'query'"),
        (b"[ivo]\nnote = 'x'", "the topic 'ivo'"),
        (b"[ivo]\nquery = 'x'\nquerry = 'y'", "the topic 'ivo'"),
        (b"[ivo]\nquery = 'beslut'\n[x]\nquery = '(ivo'", "(ivo"),
        (b"['!']\nquery = 'x'", "no name"),
    ],
)
def test_broken_topics_are_refused_whole(
    archive: Path, capsys: Output, content: bytes, said: str
) -> None:
    Path("topics.toml").write_bytes(content)
    assert run(["topic", "load", "topics.toml"]) == 2
    assert said in capsys.readouterr().err
    assert run(["topic", "list"]) == 1, "none of them is kept"


def test_topics_are_saved_queries(archive: Path, capsys: Output) -> None:
    assert run(["topic", "add", "ivo", "IVO beslut"]) == 0
    assert run(["topic", "add", "broken", "(ivo"]) == 2
    assert run(["trace", "--topic", "ivo"]) == 0
    assert (
        run(["topic", "add", 'med "citat"', '"beslut\x7f om" -å', "--archive", str(archive)]) == 0
    )
    capsys.readouterr()
    run(["topic", "list", "--format", "toml"])
    written = capsys.readouterr().out
    Path("topics.toml").write_text(written, "utf-8-sig")  # as an editor on Windows saves it
    assert run(["topic", "remove", "ivo"]) == 0
    assert run(["topic", "load", "topics.toml"]) == 0
    run(["topic", "list", "--format", "toml"])
    assert capsys.readouterr().out == written
    assert run(["topic", "remove", "ivo"]) == 0
    assert run(["topic", "remove", 'med "citat"']) == 0
    assert run(["topic", "list"]) == 1


def test_parse_prints_the_promised_json(folder: Path, capsys: Output) -> None:
    assert run(["parse", "reports/a.html"]) == 0
    answer = json.loads(capsys.readouterr().out)
    promised = "id title series date date_source compiled_at language source sections warnings"
    assert set(answer) == set(promised.split())
    assert answer["id"] == "veckorapport-exempel/2025-03-06"
    assert not (folder / "archive").exists(), "parse touches no archive"


def test_text_from_documents_cannot_command_the_terminal(folder: Path, capsys: Output) -> None:
    evil = REPORT.format(date="2025-03-20", text="Tillsyn \x1b]0;ägd\x07 \u202ebakvänt")
    (folder / "reports" / "c.html").write_text(evil, "utf-8")
    run(["search", "tillsyn bakvänt", "--ingest", "reports"])
    printed = capsys.readouterr()
    assert "bakvänt" in printed.out
    assert not set("\x1b\x07\u202e") & set(printed.out + printed.err)


def test_a_closed_pipe_is_no_error(archive: Path) -> None:
    command = "import sys; from search.cli import main; main()"
    shell = f"'{sys.executable}' -c '{command}' reports | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("0", "")


COUNTING = """
import sys
import click, sqlite3
before = set(sys.modules)
from search.cli import MODULES, run
run({arguments})
print(sorted(name for name in sys.modules if name.startswith("search.commands.")))
found = (name.partition(".")[0] for name in sys.modules.keys() - before)
print(sum(name not in sys.stdlib_module_names for name in found))
"""


@pytest.mark.parametrize(
    ("arguments", "commands", "most"),
    [
        (["search", "tillsyn"], ["options", "questions"], 160),
        (["trace", "tillsyn"], ["options", "questions"], 190),
        (["--version"], [], 10),
    ],
)
def test_a_command_imports_what_it_needs(
    arguments: list[str], commands: list[str], most: int, archive: Path
) -> None:
    script = COUNTING.format(arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    *_, imported, count = done.stdout.splitlines()
    assert imported == str([f"search.commands.{name}" for name in commands])
    assert int(count) <= most


def test_help_lists_every_command_with_what_it_does(capsys: Output) -> None:
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:")[2].splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(MODULES)
    assert all(len(line.split()) > 3 for line in listed)


def test_names_of_commands_are_completed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from search.cli import cli; cli(prog_name='sparhund')"],
        env=os.environ
        | {
            "_SPARHUND_COMPLETE": "bash_complete",
            "COMP_WORDS": "sparhund se",
            "COMP_CWORD": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["plain,search", "plain,serve"]


@pytest.mark.parametrize("command", ["search", "trace"])
def test_questions_import_no_reader_of_files(command: str, archive: Path) -> None:
    script = (
        "import sys; from search.cli import run; "
        f"run(['{command}', 'tillsyn']); "
        "readers = {'pdfplumber', 'pdfminer', 'bs4', 'lxml', 'pebble', 'rich'}; "
        "print(sorted(readers & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_was_removed_can_be_listed(archive: Path, capsys: Output) -> None:
    assert run(["reports", "--removed"]) == 1
    assert "No report was removed" in capsys.readouterr().out
    run(["remove", "2025-03-06", "--reason", "wrong attachment"])
    run(["remove", "2025-03-13", "--reason", "a draft"])
    assert run(["remove", "veckorapport-exempel/2025-03-13", "--restore"]) == 0
    capsys.readouterr()
    assert run(["reports", "--removed"]) == 0
    out = capsys.readouterr().out
    assert "veckorapport-exempel/2025-03-06  (removed 20" in out
    assert "wrong attachment" in out
    assert run(["reports", "--removed", "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert list(first) == ["report", "reason", "removed_at", "restored_at"]
    assert (first["restored_at"], bool(second["restored_at"])) == (None, True)
    assert run(["reports", "--removed", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["reason"] for row in rows] == ["wrong attachment", "a draft"]


@pytest.mark.parametrize("question", ["search tillsyn", "trace tillsyn", "show 2025-03-06"])
def test_damage_met_in_the_middle_of_a_question_is_one_line(
    archive: Path, capsys: Output, question: str
) -> None:
    """The catalogue opens; the page on which its items begin is not what it was."""
    file = archive / "catalogue.sqlite"
    db = sqlite3.connect(file)
    [(page,)] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'items'")
    [(size,)] = db.execute("PRAGMA page_size")
    db.close()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    file.write_bytes(content)
    assert run(question.split()) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "malformed" in line
    assert "sparhund verify" in line
    assert run(["verify"]) == 2


def test_the_ledger_says_name_size_day_reason_and_what_to_do(folder: Path, capsys: Output) -> None:
    (folder / "reports" / "c.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 12_345)
    run(["ingest", "reports"])
    capsys.readouterr()
    assert run(["reports", "--failed"]) == 0
    head, *told = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"reports/c\.pdf  \(failed \d{4}-\d\d-\d\d, 12 kB\)", head)
    assert "broken" in " ".join(told)
    assert "save" in " ".join(told).lower() or "fetch" in " ".join(told).lower()


@pytest.mark.parametrize("command", ["ingest", "rebuild", "parse"])
def test_every_command_that_reads_files_takes_limits(command: str, capsys: Output) -> None:
    assert run([command, "-h"]) == 0
    out = capsys.readouterr().out
    for limit in ("seconds", "stall", "memory", "bytes", "pages", "characters"):
        assert f"--max-{limit}" in out
    assert "--workers" in out


def test_a_limit_that_was_too_low_is_raised(folder: Path, capsys: Output) -> None:
    """What was refused is tried again when asked for, and then by the limits of the day."""
    assert run(["ingest", "reports", "--max-characters", "10"]) == 2
    assert "--max-characters" in capsys.readouterr().err
    assert run(["ingest", "reports"]) == 2, "failed before, and not tried again unasked"
    assert run(["ingest", "reports", "--retry-failed"]) == 0
    capsys.readouterr()
    assert run(["reports", "--failed"]) == 1
