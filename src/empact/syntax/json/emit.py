"""Format a tree as JSON text: the canonical tree, indented by two spaces, keys in a fixed order, no ASCII escapes.

The text is that of ``json.dumps`` with ``indent=2``, which does without its encoder in C and takes twice as long.
"""

from __future__ import annotations

import json
from datetime import date
from json.encoder import encode_basestring as _quoted
from typing import Any, cast


def emit(tree: Any) -> str:
    """Format a tree as JSON.

    Raises:
        ValueError: A float is infinite or not a number.
        TypeError: A value is not plain data.
    """
    return _value(tree, "\n") + "\n"


def _value(value: Any, line: str) -> str:
    """Format a value; ``line`` is a line break and the indent of the line on which the value starts."""
    below = line + "  "
    if isinstance(value, dict) and value:
        fields = cast("dict[object, Any]", value).items()
        lines = [
            f"{_key(key)}: {_quoted(item) if isinstance(item, str) else _value(item, below)}" for key, item in fields
        ]
        return f"{{{below}{f',{below}'.join(lines)}{line}}}"
    if isinstance(value, (list, tuple)) and value:
        items = cast("list[Any]", value)
        lines = [_quoted(item) if isinstance(item, str) else _value(item, below) for item in items]
        return f"[{below}{f',{below}'.join(lines)}{line}]"
    return _quoted(value) if isinstance(value, str) else _SCALAR.encode(value)


def _key(key: object) -> str:
    return _quoted(key if isinstance(key, str) else _SCALAR.encode(key))


def _date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be written as JSON")


_SCALAR = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=2, default=_date)
"""Formats everything that is neither a text nor a filled list or mapping."""
