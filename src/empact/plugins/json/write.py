"""Formats a plan as JSON text: the canonical tree, indented by two spaces, keys in a fixed order, no ASCII escapes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from empact.hooks import Artifact, ExportContext

if TYPE_CHECKING:
    from empact import Plan


def write(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Return one file, named after the plan."""
    yield Artifact(f"{plan.id}.json", emit(ctx.tree(plan)).encode())


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
