"""A plan as JSON text: the canonical tree, indented by two blanks, every key in its order, every character itself."""

from __future__ import annotations

import json
from datetime import date
from typing import Any


def emit(tree: Any) -> str:
    """The text of a tree; ValueError for a number that JSON cannot say, TypeError for what is no plain data."""
    return json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=2, default=_date) + "\n"


def _date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be written as JSON")
