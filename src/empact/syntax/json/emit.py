"""Format a tree as JSON text: the canonical tree, indented by two spaces, keys in a fixed order, no ASCII escapes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any


def emit(tree: Any) -> str:
    """Format a tree as JSON.

    Raises:
        ValueError: A float is infinite or not a number.
        TypeError: A value is not plain data.
    """
    return json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=2, default=_date) + "\n"


def _date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be written as JSON")
