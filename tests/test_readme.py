"""The README tells the truth: its examples print what they show, and every command has one.

`pytest --update` writes the examples anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from search.cli import cli, run

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\b\d+\.\d s\b")


def _output(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    line, _, head = command.partition(" | head -n ")
    program, *arguments = shlex.split(line)
    assert program == "sparhund"
    run(arguments)
    printed = capsys.readouterr().out.splitlines()
    return "".join(f"{line}\n" for line in (printed[: int(head)] if head else printed))


def test_examples_print_what_they_show(
    corpus_archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)  # some write files
    Path("corpus").symlink_to(README.parent / "corpus")
    monkeypatch.setenv("SPARHUND_ARCHIVE", str(corpus_archive))
    monkeypatch.setenv("PATH", "")  # as where tesseract is not installed

    def anew(block: re.Match[str]) -> str:
        commands = [line for line in block.group().splitlines() if line.startswith("$ ")]
        return "".join(f"{c}\n{_output(c.removeprefix('$ '), capsys)}" for c in commands)

    text = README.read_text("utf-8")
    expected = BLOCK.sub(anew, text)
    if request.config.getoption("--update"):
        README.write_text(expected, "utf-8")
    else:
        assert SECONDS.sub("0.0 s", text) == SECONDS.sub("0.0 s", expected)


def test_the_picture_is_what_the_command_draws(
    corpus_archive: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    picture = README.parent / "docs" / "ivo-beslut.svg"
    run(["trace", "IVO beslut", "--format", "svg", "--archive", str(corpus_archive)])
    drawn = capsys.readouterr().out
    if request.config.getoption("--update"):
        picture.write_text(drawn, "utf-8")
    assert picture.read_text("utf-8") == drawn


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_shown(name: str) -> None:
    examples = "".join(BLOCK.findall(README.read_text("utf-8")))
    assert f"$ sparhund {name}" in examples


def test_the_two_commands_are_as_promised() -> None:
    text = README.read_text("utf-8")
    assert (
        "python3 -m venv .venv && .venv/bin/pip install -q uv && "
        '.venv/bin/uv run sparhund trace "IVO beslut" --ingest corpus/reports' in text
    )
    assert "\n.venv/bin/uv run pytest\n" in text
