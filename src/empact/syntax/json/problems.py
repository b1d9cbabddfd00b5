"""What a JSON text says that no plan may say, and what breaks its syntax, each with its place and its cure."""

from __future__ import annotations

import json
import math
import re

from empact.diagnostics import DUPLICATE_KEY, MALFORMED, NOT_PLAIN_DATA, OVER_LIMIT, SEVERAL_DOCUMENTS
from empact.syntax.json.scan import Token, tokens
from empact.syntax.reading import Places, ReadContext, Unreadable

MAX_DIGITS = 640
"""Digits of the longest whole number: what Python reads under every setting."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONSTANTS = frozenset(("NaN", "Infinity", "-Infinity"))
_WORD = re.compile(r"""[^\s,:\[\]{}"']+""")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,4}|.)?")
_WIDTH = 40


def tell_problems(text: str, ctx: ReadContext, places: Places, *, until: int) -> None:
    """Tell all that is well-formed and yet not to be read, up to an offset; Unreadable where the tree is useless."""
    seen: list[dict[str, int]] = []
    unreadable = False
    for token in tokens(text):
        if token.start >= until:
            break
        if token.sort == "open":
            seen.append({})
            if len(seen) > ctx.max_depth:
                message = f"The values are nested deeper than {ctx.max_depth} levels."
                hint = "A plan is nested some ten levels deep; look for a run of brackets."
                ctx.tell(OVER_LIMIT, message, places.at(token.start), hint=hint)
                raise Unreadable
        elif token.sort == "close":
            seen.pop()
        elif token.sort == "bare":
            _tell_number(token, ctx, places)
        else:
            said = token.text
            if "\\u" in token.source and _LONE_SURROGATE.search(said):
                unreadable = True
                message = 'A text holds half a character, an escape from "\\ud800" to "\\udfff" without its other half.'
                hint = "Write the character itself, or both halves."
                ctx.tell(NOT_PLAIN_DATA, message, places.at(token.start), hint=hint)
            if token.sort == "key":
                _tell_twin(said, token, seen[-1], ctx, places)
    if unreadable:
        raise Unreadable


def _tell_twin(key: str, token: Token, seen: dict[str, int], ctx: ReadContext, places: Places) -> None:
    first = seen.setdefault(key, token.start)
    if first != token.start:
        line = places.at(first).line
        message = f'The key "{_excerpt(key)}" stands twice in one mapping, first on line {line}.'
        ctx.tell(DUPLICATE_KEY, message, places.at(token.start), hint="Keep one of the two, or rename one.")


def _tell_number(token: Token, ctx: ReadContext, places: Places) -> None:
    source, hint = token.source, "Write a number that JSON can say, or null."
    if source in _CONSTANTS:
        ctx.tell(NOT_PLAIN_DATA, f'"{source}" is not a number of JSON.', places.at(token.start), hint=hint)
        return
    digits = source.lstrip("-")
    if digits.isdecimal():
        if len(digits) > MAX_DIGITS:
            message = f"The whole number has {len(digits)} digits, more than {MAX_DIGITS}."
            ctx.tell(NOT_PLAIN_DATA, message, places.at(token.start), hint="Write it as a text in quotes.")
        return
    try:
        finite = math.isfinite(float(source))
    except ValueError:
        return  # not a number at all: a break of the syntax
    if not finite:
        message = f'The number "{_excerpt(source)}" is larger than a number can be.'
        ctx.tell(NOT_PLAIN_DATA, message, places.at(token.start), hint=hint)


def tell_break(error: json.JSONDecodeError, ctx: ReadContext, places: Places) -> None:
    """Tell where and how the syntax of a text breaks."""
    kind = MALFORMED
    at, message, hint = _break(error, places.text)
    if error.msg.startswith("Extra data") and places.text[at : at + 1] in ("{", "["):
        kind, message, hint = SEVERAL_DOCUMENTS, "A second document starts here.", "Keep one plan in a file."
    ctx.tell(kind, message, places.at(at), hint=hint)


def _break(error: json.JSONDecodeError, text: str) -> tuple[int, str, str]:
    at = min(error.pos, len(text))
    if error.msg.startswith("Unterminated string"):
        hint = 'Close it, and write a quote inside a text as \\".'
        return at, f'The quote in front of "{_excerpt(_rest(text, at + 1))}" is never closed.', hint
    if error.msg.startswith("Invalid control character"):
        what = "A line break" if text[at] in "\r\n" else f"The control character U+{ord(text[at]):04X}"
        return at, f"{what} stands inside a text.", r"Write a line break as \n and a tab as \t."
    if error.msg.startswith("Invalid \\"):
        slash = max(text.rfind("\\", 0, at + 1), 0)
        escape = _ESCAPE.match(text, slash)
        said = escape[0] if escape else ""
        return slash, f'The text holds "{said}", which stands for no character.', r'Write "\\" for a backslash.'
    if not text[at:].strip():
        return len(text.rstrip()), "The file ends before the document does.", "The file may be cut; close what is open."
    return _stray(error.msg, text, at)


def _stray(problem: str, text: str, at: int) -> tuple[int, str, str]:  # noqa: PLR0911 - one return a cause
    before = text[:at].rstrip()
    found = _WORD.match(text, at)
    word = _excerpt(found[0] if found else text[at])
    if text[at] in "]}" and before.endswith(","):
        return len(before) - 1, f'A comma stands in front of "{text[at]}".', "Remove the comma behind the last value."
    if text[at] == "," and text[at + 1 :].lstrip()[:1] in ("]", "}"):  # as Python tells it from 3.13 on
        return (
            at,
            f'A comma stands in front of "{text[at + 1 :].lstrip()[0]}".',
            "Remove the comma behind the last value.",
        )
    if word.startswith(("//", "/*", "#")):
        return at, "A comment stands in the file, and JSON has none.", "Remove it, or write the plan as YAML."
    if problem.startswith("Extra data"):
        return at, f'"{word}" stands behind the end of the document.', "Remove it."
    if problem.startswith("Expecting ',' delimiter"):
        return at, f'No comma stands in front of "{word}".', "Put a comma between two values."
    if problem.startswith("Expecting ':' delimiter"):
        return at, f'No ":" stands in front of "{word}", behind a key.', 'Write "key": value.'
    if problem.startswith("Expecting property name"):
        return at, f'"{word}" stands where a key in double quotes is expected.', 'Write "key": value.'
    hint = "A value is a text in double quotes, a number, true, false, null, or starts with [ or {."
    return at, f'"{word}" stands where a value is expected.', hint


def _rest(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else None]


def _excerpt(text: str) -> str:
    """A text on one line and cut to a length that a message can carry; lone surrogates are shown as question marks."""
    line = " ".join(text[: 4 * _WIDTH].split()).encode("utf-8", "replace").decode()
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…"
