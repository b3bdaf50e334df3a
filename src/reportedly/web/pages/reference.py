"""The API's reference, from the OpenAPI document by our own template."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportedly.web.api import described
from reportedly.web.pressroom import page, tagged


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint as it is shown."""

    method: str
    path: str
    summary: str
    parameters: tuple[dict[str, Any], ...]
    body: str | None
    answers: str


def document(request: Request) -> Response:
    """The OpenAPI document."""
    return tagged(request, JSONResponse(described(request.app)))


def reference(request: Request) -> Response:
    """The reference page."""
    made = described(request.app)
    groups: dict[str, list[Endpoint]] = {}
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            groups.setdefault(operation["tags"][0], []).append(_endpoint(method, path, operation))
    schemas = {name: json.dumps(schema, indent=1) for name, schema in sorted(made["components"]["schemas"].items())}
    return page(request, "reference.html", {"title": "API", "groups": groups, "schemas": schemas, "about": made["info"]["description"]})


def _endpoint(method: str, path: str, operation: dict[str, Any]) -> Endpoint:
    answers = next(code for code in operation["responses"] if code.startswith("2"))
    content = operation["responses"][answers].get("content", {})
    shape = next((_name(c["schema"]) for c in content.values() if "schema" in c), "bytes")
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    parameters = tuple(
        {"name": p["name"], "in": p["in"], "required": p.get("required", False), "says": _says(p)} for p in operation.get("parameters", ())
    )
    return Endpoint(method.upper(), path, operation["description"], parameters, _name(body) if body else None, f"{answers} {shape}")


def _name(schema: dict[str, Any]) -> str:
    return str(schema.get("$ref", "object")).rpartition("/")[2]


def _says(parameter: dict[str, Any]) -> str:
    schema = parameter.get("schema", {})
    kinds = [schema, *schema.get("anyOf", ())]
    options = [", ".join(k["enum"]) for k in kinds if "enum" in k]
    types = [k["type"] for k in kinds if k.get("type") not in (None, "null")]
    return "; ".join(part for part in (parameter.get("description", ""), *options, *(types if not options else [])) if part)
