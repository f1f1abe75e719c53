"""Requests made up from the API's description never find a fault of the server."""

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

PATHS = ("/search", "/ask", "/trace", "/series", "/diff", "/documents/{id}", "/graph", "/entities", "/entities/{id}",
         "/entities/{id}/neighbors", "/paths", "/sparql")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_request_finds_a_fault(client: TestClient, path: str) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    operation = schemathesis.openapi.from_dict(app.openapi())[path]["GET"]

    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        headers = {name: value for name, value in (case.headers or {}).items() if value.isascii()}
        answer = client.request(case.method, case.formatted_path, params=case.query, headers=headers)
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}

    ask()
