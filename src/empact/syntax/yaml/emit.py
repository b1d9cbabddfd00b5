"""Format a tree as YAML text for people: small values on one line, folded prose, no anchors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from empact.syntax.yaml import scalars

_WIDTH = 110
_LONGEST_KEY = 100
"""A longer key is written after ``?``: YAML limits a key before ``:`` to 1,024 characters."""


def emit(tree: Any) -> str:
    """Format a tree of ``dict``, ``list`` and scalars as YAML; the same tree always gives the same text.

    Raises:
        ValueError: A float is infinite or not a number, or a text contains half a character.
        TypeError: A value is not plain data.
    """
    return "\n".join(_block(tree, 0)) + "\n"


def _block(value: Any, indent: int) -> list[str]:
    """Return the lines of a value that starts on its own line, indented by ``indent`` spaces."""
    if _is_mapping(value) and value:
        return _mapping(value, indent)
    if _is_list(value) and value:
        return _list(value, indent)
    head, below = _value(value, indent, column=indent)
    return [" " * indent + head, *below]


def _mapping(mapping: Mapping[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for key, value in mapping.items():
        name = _key(key)
        if len(name) > _LONGEST_KEY:
            lines.append(f"{' ' * indent}? {name}")
            name = ""
        head, below = _value(value, indent, column=indent + len(name) + 2)
        lines.append(f"{' ' * indent}{name}:{' ' if head else ''}{head}")
        lines += below
    return lines


def _list(items: list[Any] | tuple[Any, ...], indent: int) -> list[str]:
    """Return the items after dashes; if one mapping needs several lines, all mappings use several lines."""
    lines: list[str] = []
    room = _WIDTH - indent - 2
    tight = all(_flow(item, room) is not None for item in items if isinstance(item, Mapping))
    for item in items:
        dash = " " * indent + "- "
        if isinstance(item, Mapping) and not tight:
            head, below = "", _block(item, indent + 2)
        else:
            head, below = _value(item, indent, column=indent + 2)
        if not head:  # the first line of a collection is on the line of its dash
            head, below = below[0][indent + 2 :], below[1:]
        lines.append(dash + head)
        lines += below
    return lines


def _value(value: Any, indent: int, *, column: int) -> tuple[str, list[str]]:
    """Return the value's text on the line of its key or dash, and the lines below it.

    ``indent`` is the indentation of the key or dash, ``column`` the column where the value starts; both count from 0.
    """
    if _is_mapping(value) or _is_list(value):
        line = None if _is_nested_list(value) else _flow(value, _WIDTH - column)
        return ("", _block(value, indent + 2)) if line is None else (line, [])
    if not scalars.is_text(value):
        return scalars.inline(value), []
    below = " " * (indent + 2)
    if "\n" in value and (block := scalars.literal(value)) is not None:
        header, lines = block
        return header, [f"{below}{line}" if line else "" for line in lines]
    line, width = scalars.inline(value), _WIDTH - indent - 2
    if len(line) <= _WIDTH - column or (prose := scalars.folded(value, width)) is None or len(prose[0]) > width:
        return line, []
    return ">-", [below + part for part in prose]


def _is_nested_list(value: Any) -> bool:
    return _is_list(value) and any(_is_mapping(item) or _is_list(item) for item in value)


def _is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_list(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    return isinstance(value, (list, tuple))


def _flow(value: Any, room: int) -> str | None:
    """Format a value on one line of at most ``room`` characters, or return None if that is not possible."""
    if (_is_mapping(value) or _is_list(value)) and not value:
        return "{}" if _is_mapping(value) else "[]"
    if _is_mapping(value):
        parts: list[str] = []
        for key, item in value.items():
            name = _key(key, in_flow=True)
            inside = _flow(item, room - len(name) - 4)
            if inside is None:
                return None
            parts.append(f"{name}: {inside}")
            room -= len(parts[-1]) + 2
        line = "{" + ", ".join(parts) + "}"
    elif _is_list(value):
        parts = []
        for item in value:
            inside = _flow(item, room - 2)
            if inside is None:
                return None
            parts.append(inside)
            room -= len(inside) + 2
        line = "[" + ", ".join(parts) + "]"
    elif isinstance(value, str) and (len(value) > room or "\n" in value):
        return None
    else:
        line = scalars.inline(value, in_flow=True)
        return line if len(line) <= room else None
    return line if room >= 0 else None


def _key(key: object, *, in_flow: bool = False) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be a text, not a {type(key).__name__}")
    return scalars.inline(str(key), in_flow=in_flow)
