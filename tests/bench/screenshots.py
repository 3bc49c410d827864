"""The README's pictures of the web interface, made from the corpus with Debian's Chromium.

    python -m tests.bench.screenshots

Writes docs/webb-sok.png, docs/webb-rapport.png and docs/webb-folj.png. Needs the group `browser`.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from index.intake import intake
from tests.web.serving import serving

HERE = Path(__file__).parents[2]
ITEM = "/report/regional-lagesrapport-vardinformation/2025-06-19/1.2?q=IVO+beslut"
SHOTS = (
    ("webb-sok.png", "/search?q=IVO+beslut", 1180, 960),
    ("webb-rapport.png", ITEM, 1400, 980),
    ("webb-folj.png", "/trace?q=upphandlingsskadeavgift", 1180, 1180),
)


def main() -> None:
    """Take in the corpus, serve it, and write each picture."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        intake(archive, [HERE / "corpus" / "reports"], ocr=False)
        with serving(archive) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            for name, path, width, height in SHOTS:
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(f"{address}{path}", wait_until="networkidle")
                shown = Image.open(io.BytesIO(page.screenshot()))
                shown.convert("RGB").save(HERE / "docs" / name, optimize=True)
                page.close()
            browser.close()


if __name__ == "__main__":
    main()
