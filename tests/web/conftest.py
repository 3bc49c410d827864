"""The web interface over two archives: the corpus, to read; a small one of one's own, to change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from visitors import REPORT, Open

from index.intake import intake
from search.web.app import create_app
from search.web.settings import Settings


@pytest.fixture(scope="session")
def site(corpus_archive: Path) -> Iterator[TestClient]:
    """The corpus. For reading alone."""
    with TestClient(create_app(Settings(corpus_archive)), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two numbers of an invented series, and the archive that they were taken into."""
    made = tmp_path_factory.mktemp("made")
    (made / "reports").mkdir()
    for name, date, text in (
        ("a", "2025-03-06", "IVO har fattat ett beslut om tillsynen."),
        ("b", "2025-03-13", "IVO har fattat två beslut om tillsynen."),
    ):
        (made / "reports" / f"{name}.html").write_text(REPORT.format(date=date, text=text), "utf-8")
    intake(made / "archive", [made / "reports"])
    return made


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """An archive of one's own."""
    return Path(shutil.copytree(made / "archive", tmp_path / "archive"))


@pytest.fixture
def browse(archive: Path) -> Iterator[Open]:
    """Opens visitors of one's own archive: `browse()`, or with other settings."""
    opened: list[TestClient] = []

    def open_(client: tuple[str, int] = ("127.0.0.1", 50000), **settings: object) -> TestClient:
        app = create_app(Settings(archive, **settings))  # type: ignore[arg-type]  # by name
        visitor = TestClient(
            app, base_url="http://localhost", follow_redirects=False, client=client
        )
        visitor.__enter__()
        opened.append(visitor)
        return visitor

    yield open_
    for visitor in opened:
        visitor.__exit__(None, None, None)
