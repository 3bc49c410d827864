"""Swedish or English, by the text."""

from __future__ import annotations

import pytest

from ingest.language import language


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["Regionen har beslutat att tillsynen ska fortsätta under hösten."], "sv"),
        (["The region has decided that the inspection will go on."], "en"),
        (
            ["Status meeting:", "The report was sent to IVO", "Inspektionen för vård och omsorg"],
            "en",
        ),
        (["22/10: IVO"], "sv"),
        ([], "sv"),
    ],
)
def test_language(texts: list[str], code: str) -> None:
    assert language(texts) == code
