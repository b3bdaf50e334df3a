"""The OpenAPI document against the endpoints, by schemathesis: no server error, and every answer has the shape that is described."""

from __future__ import annotations

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed; make setup does")
from hypothesis import HealthCheck, given, settings  # noqa: E402
from schemathesis import checks  # noqa: E402

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
HOST = {"host": "localhost"}


def test_every_endpoint_answers_as_it_is_described(own):
    document = schemathesis.openapi.from_asgi("/api/v1/openapi.json", own.app, headers=HOST)
    asked = []
    for found in document.get_all_operations():
        operation = found.ok()

        @settings(max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def answers(case):
            case.validate_response(case.call(headers=HOST), checks=CHECKS)

        answers()
        asked.append(operation.label)
    assert len(asked) >= 20
