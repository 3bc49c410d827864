"""README and docs/commands.md tell the truth: examples print what they show, no command lacks one.

`pytest --update` writes the examples anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from search.cli import MODULES, run

README = Path(__file__).parent.parent / "README.md"
COMMANDS = README.parent / "docs" / "commands.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PASSING = re.compile(r"\b\d+\.\d s\b|(?<=failed )\d{4}-\d\d-\d\d")  # how long it took, today


def _output(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    line, _, head = command.partition(" | head -n ")
    program, *arguments = shlex.split(line)
    assert program == "sparhund"
    run(arguments)
    printed = capsys.readouterr().out.splitlines()
    return "".join(f"{line}\n" for line in (printed[: int(head)] if head else printed))


@pytest.mark.parametrize("document", [README, COMMANDS], ids=lambda file: file.stem)
def test_examples_print_what_they_show(
    document: Path,
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

    text = document.read_text("utf-8")
    expected = BLOCK.sub(anew, text)
    if request.config.getoption("--update"):
        document.write_text(expected, "utf-8")
    else:
        assert PASSING.sub("…", text) == PASSING.sub("…", expected)


def test_the_picture_is_what_the_command_draws(
    corpus_archive: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    picture = README.parent / "docs" / "ivo-beslut.svg"
    run(["trace", "IVO beslut", "--format", "svg", "--archive", str(corpus_archive)])
    drawn = capsys.readouterr().out
    if request.config.getoption("--update"):
        picture.write_text(drawn, "utf-8")
    assert picture.read_text("utf-8") == drawn


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_command_is_shown(name: str) -> None:
    examples = "".join(BLOCK.findall(COMMANDS.read_text("utf-8")))
    assert f"$ sparhund {name}" in examples
    assert f"`{name}`" in README.read_text("utf-8")


def test_the_two_commands_are_as_promised() -> None:
    text = README.read_text("utf-8")
    assert (
        "python3 -m venv .venv && .venv/bin/pip install -q uv && "
        '.venv/bin/uv run sparhund trace "IVO beslut" --ingest corpus/reports' in text
    )
    assert "\n.venv/bin/uv run pytest\n" in text
