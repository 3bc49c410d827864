"""The JSON of the answers, described for OpenAPI: a JSON Schema from the frozen dataclasses.

`search.render` turns the dataclasses into JSON by a few rules (a name without its trailing `_`,
tuples as arrays, mappings as objects, iterators as arrays); the same rules are followed here, so
that the description cannot say something else than the answer.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ingest.report import Box
from search.names import Beside

_PLAIN: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
}
_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error", "advice", "near"],
    "properties": {
        "error": {"type": "string"},
        "advice": {"type": "string"},
        "near": {"type": "array", "items": {"type": "string"}},
        "position": {"type": "integer"},
    },
}


def schema(kind: Any, given: Any = None) -> dict[str, Any]:
    """The JSON Schema of what `search.render` makes of a value of this type.

    `given` is what stands for the type variable of a generic dataclass (`Found[FoundHit]`).
    """
    if isinstance(kind, TypeVar):
        return schema(given)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is Box:
        return {"type": "array", "items": {"type": "number"}, "minItems": 5, "maxItems": 5}
    if is_dataclass(kind):
        hints = get_type_hints(
            kind, localns={"Beside": Beside}
        )  # imported by `Trace` for types alone
        names = {field.name: field.name.rstrip("_") for field in fields(kind)}
        return {
            "type": "object",
            "required": list(names.values()),
            "properties": {names[name]: schema(hints[name], given) for name in names},
        }
    return _composed(get_origin(kind), get_args(kind), given)


def _composed(origin: Any, arguments: tuple[Any, ...], given: Any) -> dict[str, Any]:
    """The JSON Schema of a type with arguments."""
    if is_dataclass(origin):
        return schema(origin, arguments[0])
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema(one) for one in arguments]}
    if origin in (list, Iterator) or ... in arguments:
        return {"type": "array", "items": schema(arguments[0], given)}
    if origin is tuple:
        each = [schema(one) for one in arguments]
        return {"type": "array", "prefixItems": each, "items": False}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": schema(arguments[1])}
    raise TypeError(f"no JSON Schema for {origin}")


def describes(kind: Any) -> dict[int | str, dict[str, Any]]:
    """The responses of a route whose JSON is a value of this type."""

    def body(one: dict[str, Any]) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": one}}}

    bad = {"description": "The question cannot be asked: why, and where.", **body(_ERROR)}
    return {
        200: {"description": "The answer", **body(schema(kind))},
        400: bad,
        401: {"description": "Nobody is logged in", **body(_ERROR)},
        403: {"description": "The role does not include this", **body(_ERROR)},
        404: {"description": "No such report, item, series or topic", **body(_ERROR)},
        422: bad,
        503: {"description": "The archive cannot be read just now", **body(_ERROR)},
    }
