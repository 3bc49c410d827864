"""Typed bullets in the company of stated ones, and across headings."""

from __future__ import annotations

from ingest.bullets import Candidate, resolve
from ingest.document import Block


def test_a_lone_dash_beside_a_stated_item_is_a_bullet() -> None:
    found = resolve([Candidate(Block("– ett")), Candidate(Block("två"), certain=True)])
    assert [(block.kind, block.text) for block in found] == [("bullet", "ett"), ("bullet", "två")]


def test_a_heading_forgets_the_indents_above_it() -> None:
    lists = [("• ett", 0.0), ("• två", 20.0), ("", 0.0), ("• tre", 20.0), ("• fyra", 20.0)]
    found = resolve(
        Candidate(Block(text), indent) if text else Candidate(Block("Rubrik", "heading", 2))
        for text, indent in lists
    )
    assert [block.level for block in found if block.kind == "bullet"] == [0, 1, 0, 0]
