"""Markers, what is deselected where its material is missing, and the corpus as an archive.

`samples` tests read real reports that are not part of the project, from the folder named by
SPARHUND_SAMPLES. They are deselected, not skipped, where it is unset: a plain run reports only what
it can know, and CI sets the variable. `crash` and `zoo` tests take minutes, `browser` tests need
Chromium: they run when asked for, by `pytest -m "crash or zoo or browser"`, which CI does.

Properties are tried on the same examples in every run and take the time that they need, so that a
busy machine fails no test; `pytest --hypothesis-profile=default` looks for new examples.
"""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from index.intake import intake

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")

CORPUS = Path(__file__).parent.parent / "corpus" / "reports"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files and examples anew")


@pytest.fixture(scope="session")
def corpus_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the whole corpus, taken in once for all tests. Leave it as it is.

    Its scans stay unread: so it is the same with and without tesseract.
    """
    archive = tmp_path_factory.mktemp("corpus") / "archive"
    here = Path.cwd()
    os.chdir(CORPUS.parent.parent)  # names in the ledger are as a user would see them
    try:
        intake(archive, [Path("corpus/reports")], ocr=False)
    finally:
        os.chdir(here)
    return archive


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "samples: reads the reports in $SPARHUND_SAMPLES")
    config.addinivalue_line("markers", "browser: drives Debian's chromium over the pages")
    config.addinivalue_line("markers", "crash: hundreds of kills, and many hands for a minute")
    config.addinivalue_line("markers", "zoo: every hostile file, bombs and endless ones too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    off = set()
    if not os.environ.get("SPARHUND_SAMPLES"):
        off.add("samples")
    asked = config.getoption("markexpr")
    off.update(long for long in ("crash", "zoo", "browser") if long not in asked)
    left = [item for item in items if off.intersection(mark.name for mark in item.iter_markers())]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]
