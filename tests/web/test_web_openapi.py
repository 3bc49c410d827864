"""The JSON by its own description: schemathesis asks whatever OpenAPI allows, and what it does not.

The same questions each time. It comes with the group `browser`, so it is asked for like a browser's
tests: `pytest -m browser`. That answers are as their schema says is tested in `test_web_pages.py`:
schemathesis rewrites `prefixItems` to what OpenAPI 3.1 does not know, and stumbles over it.
"""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, seed, settings

pytestmark = pytest.mark.browser
HOST = {"host": "localhost"}
CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance"]
QUIET = settings(max_examples=15, database=None, suppress_health_check=list(HealthCheck))


def test_whatever_is_asked_is_answered_as_described(site: TestClient) -> None:
    import schemathesis
    from schemathesis import checks

    checks.load_all_checks()
    held = checks.CHECKS.get_by_names(CHECKS)
    schema = schemathesis.openapi.from_asgi("/openapi.json", site.app, headers=HOST)
    asked: set[str] = set()

    def ask(case: Any) -> None:
        asked.add(case.path)
        case.validate_response(case.call(headers=HOST), checks=held)

    paths = site.get("/openapi.json").json()["paths"]
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:
            if mode.is_negative and not paths[operation.path]["get"].get("parameters"):
                continue  # nothing to ask wrongly
            cases = operation.as_strategy(generation_mode=mode)
            QUIET(seed(0)(given(cases)(ask)))()
    assert asked == set(paths)
