"""Keys of JSON objects."""

from __future__ import annotations

from typing import Any


def known_values(parts: dict[str, Any]) -> dict[str, Any]:
    """The keys of a JSON object that have a value."""
    return {key: value for key, value in parts.items() if value}
