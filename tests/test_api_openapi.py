"""The API's description: complete, and true."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

ROUTES = {
    "/search", "/ask", "/trace", "/series", "/indicators", "/diff", "/documents", "/documents/{id}", "/themes",
    "/graph", "/entities", "/entities/{id}", "/entities/{id}/neighbors", "/paths", "/sparql", "/health", "/metrics",
    "/access", "/marks", "/marks/{id}", "/uploads", "/uploads/{id}",
}  # fmt: skip


@pytest.fixture(scope="module")
def api(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_every_route_is_described(api: dict[str, Any]) -> None:
    assert set(api["paths"]) == ROUTES
    for operations in api["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert operation["tags"]
            assert {"400", "404", "413", "422", "503"} <= set(operation["responses"])


def test_every_parameter_and_field_is_described(api: dict[str, Any]) -> None:
    bare = [
        f"{path} {parameter['name']}"
        for path, operations in api["paths"].items()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
        if not described(parameter) and not described(parameter["schema"])
    ]
    for name, schema in api["components"]["schemas"].items():
        assert schema["description"], name
        bare += [f"{name}.{field}" for field, value in schema.get("properties", {}).items() if not described(value)]
    assert bare == []


def described(part: dict[str, Any]) -> bool:
    return bool(part.get("description") or part.get("example") or part.get("examples"))


def test_examples_fit_their_schemas(api: dict[str, Any]) -> None:
    checked = 0
    for schema in examples(api):
        validator = Draft202012Validator({**schema, "components": api["components"]})
        for example in [*schema.get("examples", ()), *([schema["example"]] if "example" in schema else [])]:
            validator.validate(example)
            checked += 1
    assert checked >= 15


def examples(part: Any) -> list[dict[str, Any]]:
    """Every schema with examples, its own or those of the parameter or content that it belongs to."""
    found: list[dict[str, Any]] = []
    if isinstance(part, dict):
        given = {key: part[key] for key in ("examples", "example") if key in part}
        if "schema" in part and given:
            found.append({**part["schema"], **given})
        elif "type" in part and given:
            found.append(part)
    children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return found + [schema for child in children for schema in examples(child)]


def test_errors_are_described_as_they_are_sent(api: dict[str, Any], client: TestClient) -> None:
    for path, status in (("/documents/nope", "404"), ("/search", "422"), ("/sparql?query=x", "400")):
        sent = client.get(path)
        template = path.partition("?")[0].replace("nope", "{id}")
        told = api["paths"][template]["get"]["responses"][status]["content"]
        assert [sent.headers["content-type"]] == list(told)
        schema = told["application/problem+json"]["schema"]
        Draft202012Validator({**schema, "components": api["components"]}).validate(sent.json())


def test_answers_fit_their_schemas(api: dict[str, Any], client: TestClient) -> None:
    for path in ("/search?q=污水", "/ask?q=哪些项目服务于绿色发展", "/documents/liushi-2016", "/graph", "/health"):
        template = path.partition("?")[0].replace("liushi-2016", "{id}")
        schema = api["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": api["components"]}).validate(client.get(path).json())
