"""Formats one scalar so that every YAML loader returns the same value, and people can read it.

A text has no quotes if every loader of YAML 1.1 and 1.2 reads it as the same text. Otherwise, long prose follows
``>-``, several lines follow ``|``, and everything else is in double quotes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from empact.syntax.raw import Plain

# What a loader may read as a number, a date or a time. It may match too much: that only adds quotes.
_NUMERIC = re.compile(r"[-+.0-9][-+.:_0-9a-fox tz]*", re.IGNORECASE)
_TYPED = re.compile(r"[-+]?\.?[0-9](?:[-+.:_0-9a-z]*[-+._0-9a-z])?", re.IGNORECASE)
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_OPENERS = "(/§€$«„“"
"""Characters other than letters and digits that a text without quotes may start with."""

_PRINTABLE = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_LINE = re.compile(f"[{_PRINTABLE}]*")
_LINES = re.compile(f"[{_PRINTABLE}\n]*")
_TO_ESCAPE = re.compile(f'["\\\\]|[^{_PRINTABLE}]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_FORMS = (("x", 2), ("u", 4), ("U", 8))
_FLOW_INDICATORS = re.compile(r"[,\[\]{}:?]")
_BREAK = re.compile(r"(?<! ) (?! )")
"""A single space, where prose may be folded: a loader turns a folded line break into one space."""


def is_text(value: object) -> bool:
    """Whether a value is a text that may be quoted or folded."""
    return isinstance(value, str) and not _is_typed(value)


def inline(value: object, *, in_flow: bool = False) -> str:
    """Format a scalar on one line; ``in_flow`` is between brackets or braces.

    Raises:
        ValueError: A float is infinite or not a number, or a text contains half a character.
        TypeError: The value is not a scalar.
    """
    if _is_typed(value):
        return str(value)
    if isinstance(value, str):
        return value if _is_plain(value, in_flow=in_flow) else quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"the number {value!r} cannot be written into a plan")
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be written as YAML")


def folded(text: str, width: int) -> list[str] | None:
    """Return the lines of prose to write after ``>-``, or None if folding changes the text."""
    if not text or text[0] == " " or text[-1] == " " or not _LINE.fullmatch(text):
        return None
    lines: list[str] = []
    line = ""
    for words in _BREAK.split(text):
        if line and len(line) + 1 + len(words) > width:
            lines.append(line)
            line = words
        else:
            line = f"{line} {words}" if line else words
    return [*lines, line]


def literal(text: str) -> tuple[str, list[str]] | None:
    """Return the header (``|`` or ``|-``) and the lines of a text with several lines, or None if it needs quotes."""
    lines = text.split("\n")
    header = "|-"
    if not lines[-1]:
        header = "|"
        lines.pop()
    blank_ends = any(line.endswith(" ") for line in lines)
    if blank_ends or not lines or not lines[0] or not lines[-1] or lines[0][0] == " " or not _LINES.fullmatch(text):
        return None
    return header, lines


def quoted(text: str) -> str:
    """Format a text in double quotes, with escapes for all invisible characters."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = f"{ord(character):02X}"
    if unicodedata.category(character) == "Cs":
        raise ValueError(f"half a character, U+{code}, cannot be written into a plan")
    letter, digits = next(form for form in _FORMS if len(code) <= form[1])
    return f"\\{letter}{code:>0{digits}}"


def _is_typed(value: object) -> bool:
    """Whether a scalar was read without quotes and is a number, a date or a YAML word such as ``true``."""
    return isinstance(value, Plain) and bool(_TYPED.fullmatch(value) or value.lower() in _WORDS)


def _looks_typed(text: str) -> bool:
    return bool(_NUMERIC.fullmatch(text)) or text.lower() in _WORDS


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether every loader reads a text without quotes as the same text."""
    if not text or not (text[0].isalnum() or text[0] in _OPENERS) or text[-1].isspace() or text[-1] == ":":
        return False
    if ": " in text or " #" in text or not _LINE.fullmatch(text) or _looks_typed(text):
        return False
    return not (in_flow and _FLOW_INDICATORS.search(text))
