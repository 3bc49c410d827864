"""Which files an intake looks at: what it passes over without being told to, it says."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from small_reports import Desk, report

from index.ledger import entries
from ingest.errors import UsageError

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
RIGHT = "Regional lägesrapport Vård"


def test_what_is_walked(desk: Desk, tmp_path: Path) -> None:
    """Folders below, links within; nothing hidden, no link out, nothing of the archive itself."""
    desk.put(b_html=report(RIGHT, "2025-03-06", *NEWS))
    (desk.files / "below").mkdir()
    (desk.files / "below" / "a.html").write_text(report(RIGHT, "2025-03-13", *NEWS))
    outside = tmp_path / "outside.html"
    outside.write_text(report(RIGHT, "2025-03-20", *NEWS))
    (desk.files / "out.html").symlink_to(outside)
    (desk.files / "loop").symlink_to(desk.files, target_is_directory=True)
    (desk.files / ".hidden.html").write_text("!damaged")
    (desk.files / "~$a.docx").write_text("!damaged")
    (desk.files / "in.html").symlink_to(desk.files / "b.html")
    desk.archive = desk.files / "archive"
    done = desk.take_in()
    assert (done.added, done.unchanged, done.failed) == (2, 1, ())
    [link] = done.unsupported
    assert (link.name, link.reason, link.advice) == (
        *(str(desk.files / "out.html"), "a link that leads out of the folder"),
        "Name its target",
    )
    with desk.open() as archive:
        assert [entry.name for entry in entries(archive.catalogue.db, "unsupported")] == [link.name]
    assert (desk.take_in().added, desk.take_in().unchanged) == (0, 3)
    assert desk.take_in([outside]).added == 1, "what is named is taken"


def test_links_that_lead_nowhere_are_told_and_harm_nothing(desk: Desk, tmp_path: Path) -> None:
    (desk.files / "gone.html").symlink_to(tmp_path / "gone")
    (desk.files / "ring.html").symlink_to(desk.files / "ring.html")
    done = desk.take_in()
    assert [failure.reason for failure in done.unsupported] == ["a link that leads nowhere"] * 2


def test_a_folder_that_may_be_listed_but_not_entered_costs_no_other_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put(a_html=report(RIGHT, "2025-03-06", *NEWS))
    (desk.files / "closed").mkdir()
    (desk.files / "closed" / "b.html").write_text(report(RIGHT, "2025-03-13", *NEWS))
    _close(desk.files / "closed", monkeypatch)
    done = desk.take_in()
    assert done.added == 1
    assert [Path(failure.name).name for failure in done.failed] == ["b.html"]
    assert "Permission denied" in done.failed[0].reason


def _close(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse what is in a folder, as its rights would: tests may run as root."""

    def refusing(call: Callable[..., object]) -> Callable[..., object]:
        def refuse(path: object, *rest: object, **more: object) -> object:
            if isinstance(path, (str, os.PathLike)) and folder in Path(path).parents:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return call(path, *rest, **more)

        return refuse

    for owner, name in ((os, "stat"), (os, "lstat"), (io, "open"), (builtins, "open")):
        monkeypatch.setattr(owner, name, refusing(getattr(owner, name)))


def test_a_device_that_is_named_is_no_file(desk: Desk) -> None:
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        desk.take_in([Path(os.devnull)])


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_nothing_to_read_is_an_error_and_makes_no_archive(desk: Desk, path: str) -> None:
    (desk.files / "empty").mkdir()
    with pytest.raises(UsageError, match=path):
        desk.take_in([desk.files / path])
    assert not desk.archive.exists()
