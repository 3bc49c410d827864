"""`sparhund serve` and `sparhund user` at the command line."""

from __future__ import annotations

import http.client
import io
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from search.cli import run
from search.commands import web

Output = pytest.CaptureFixture[str]


@pytest.fixture
def here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPARHUND_ARCHIVE", str(archive))
    return archive


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_no_other_command_loads_the_web() -> None:
    found = f"print({{*{web.NEEDED}, 'search.web'}} & {{*sys.modules}})"
    code = f"import sys; from search.cli import run; run(['--help']); {found}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\nset()\n")


@pytest.mark.parametrize("command", [["serve"], ["user", "add", "anna"]])
def test_without_the_extra_it_says_what_to_install(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, command: list[str]
) -> None:
    monkeypatch.setattr(web, "find_spec", lambda name: None if name == "fastapi" else object())
    assert run(command) == 2
    error = capsys.readouterr().err
    assert "the web interface is not installed (fastapi missing)" in error
    assert ".[web]" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "there are no accounts"),
        (["--host", "192.0.2.7"], "there are no accounts"),
        (["--auth-proxy-header", "X-User"], "a known address"),
        (["--archive", "nowhere"], "no archive"),
        (["--port", "99999"], "99999"),
    ],
)
def test_it_refuses_in_one_line(here: Path, capsys: Output, options: list[str], said: str) -> None:
    assert run(["serve", *options]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_port_that_is_taken(here: Path, capsys: Output) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err


def test_it_serves_until_it_is_stopped(here: Path) -> None:
    command = [sys.executable, "-m", "search.cli"]
    code = "import sys; from search.cli import run; sys.exit(run(['serve', '--port', '0']))"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        port = int(line.partition("127.0.0.1:")[2].split()[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/search.json?q=hemligt")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.getheader("server") is None
        answer.read()
        connection.close()
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
        assert server.wait(20) in (0, 130)
    assert "hemligt" not in rest  # what was asked is in no log
    assert "Traceback" not in rest


def test_accounts(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    assert run(["user", "list"]) == 1
    typed(monkeypatch, "ett långt lösenord\n")
    assert run(["user", "add", "Anna", "--role", "handler"]) == 0
    typed(monkeypatch, "ett annat lösenord\n")
    assert run(["user", "add", "berit"]) == 0
    capsys.readouterr()
    assert run(["user", "list"]) == 0
    assert capsys.readouterr().out == "anna  handler\nberit  reader\n"
    assert run(["user", "list", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [sorted(one) for one in listed] == [["added_at", "name", "role"]] * 2
    assert run(["user", "remove", "anna"]) == 0
    assert run(["user", "remove", "anna"]) == 2
    assert "no account 'anna'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "kort\n"), ("anna", ""), ("–", "ett långt lösenord\n")]
)
def test_accounts_that_are_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, name: str, password: str
) -> None:
    typed(monkeypatch, password)
    assert run(["user", "add", name]) == 2
    assert run(["user", "list"]) == 1
