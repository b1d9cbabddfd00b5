"""Keys: the names of the parts of a document for programs, of which no two are the same."""

from __future__ import annotations

from collections.abc import Iterable

from empact.arguments import half_character, texts

CITED_ENTRIES = "cited-entries"
"""The key of the section that lists the entries of the ledger which a document cites, with their ids."""


def check_keys(what: str, keys: Iterable[str]) -> None:
    """Raise a ValueError if two parts, such as "rows", have the same key, or one that no file can have."""
    used: set[str] = set()
    for key in keys:
        if key in used:
            message = f"Two {what} have the key {key!r}."
            raise ValueError(message)
        half = half_character(key)
        if half is not None:
            message = f"A key of the {what} has half a character ({half}), which no file can have."
            raise ValueError(message)
        used.add(key)


def unique_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys, with a number behind each that repeats an earlier one: ``1.1``, ``1.1 (2)``."""
    keys = texts("keys", "a list of texts", keys)
    used: set[str] = set()
    last: dict[str, int] = {}
    unique: list[str] = []
    for key in keys:
        candidate = key
        while candidate in used:
            last[key] = last.get(key, 1) + 1
            candidate = f"{key} ({last[key]})"
        used.add(candidate)
        unique.append(candidate)
    return tuple(unique)
