"""Options as a project writes them in ``empact.toml``: values, defaults, and what to write instead of a wrong value."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from empact.diagnostics import did_you_mean
from empact.options import Option
from empact.reprs import printable

_SHOWN = 60


def format_toml(value: object) -> str:
    """Format a value as in a file of TOML: ``true``, ``2012-01-01``, ``["a", "b"]``."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        keys = {key: key if key.isidentifier() and key.isascii() else json.dumps(key) for key in table}
        return f"{{{', '.join(f'{written} = {format_toml(table[key])}' for key, written in keys.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(format_toml, cast('Sequence[object]', value)))}]"
    return json.dumps(str(value), ensure_ascii=False)


def format_default(option: Option) -> str:
    """Format the default of an option; ``none`` if it has none, since TOML has no word for that."""
    return "none" if option.default is None else format_toml(option.default)


def allowed_values(option: Option) -> str:
    """Return the allowed values in words: ``a whole number``, ``true or false``, ``a list, each a text``."""
    one = "true or false" if option.type is bool and not option.choices else option.allowed
    if not option.repeated:
        return one
    return f"a list of: {one}" if option.choices else f"a list, each {one}"


def problem_of(option: Option, given: object) -> str:
    """Return what is wrong with the value that a file gives to an option, and what to write if that is certain."""
    text = printable(format_toml(given))
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
    return f"The option {option.name!r} is {shown}. Allowed: {allowed_values(option)}.{_hint(option, given)}"


def _hint(option: Option, given: object) -> str:
    close = did_you_mean(given, map(str, option.choices)) if isinstance(given, str) else None
    if close:
        return f" Did you mean {close!r}?"
    items = cast("Sequence[object]", given) if isinstance(given, (list, tuple)) else (given,)
    try:
        meant = [option.parse(_word(item)) for item in items]
    except ValueError:
        return ""
    if option.repeated:
        return f" Write {option.name} = {format_toml(meant)}."
    return f" Write {option.name} = {format_toml(meant[0])}." if len(meant) == 1 else ""


def _word(value: Any) -> str:
    """Return a value as the command line has it.

    Raises:
        ValueError: It has no such value.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, (bool, int, float, dt.date)):
        return format_toml(value)
    raise ValueError
