"""Reports JSON syntax errors, and what a plan may not contain although JSON allows it: each with a place and a hint."""

from __future__ import annotations

import json
import math
import re

from empact.diagnostics import DUPLICATE_KEY, MALFORMED, NOT_PLAIN_DATA, OVER_LIMIT, SEVERAL_DOCUMENTS
from empact.syntax.json.scan import Token, tokens
from empact.syntax.reading import Places, ReadContext, Unreadable

MAX_DIGITS = 640
"""The maximum number of digits of a whole number: Python parses that many under every setting."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONSTANTS = frozenset(("NaN", "Infinity", "-Infinity"))
_WORD = re.compile(r"""[^\s,:\[\]{}"']+""")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,4}|.)?")
_WIDTH = 40


def report_problems(text: str, ctx: ReadContext, places: Places, *, until: int) -> None:
    """Report what is valid JSON but not allowed, up to an offset.

    Raises:
        Unreadable: No tree can be made of the text: it is nested too deeply, or contains a lone surrogate.
    """
    seen: list[dict[str, int]] = []
    unreadable = False
    for token in tokens(text):
        if token.start >= until:
            break
        if token.sort == "open":
            seen.append({})
            if len(seen) > ctx.max_depth:
                message = f"The values are nested deeper than {ctx.max_depth} levels."
                hint = "A plan has about ten levels. Look for repeated brackets."
                ctx.report(OVER_LIMIT, message, places.at(token.start), hint=hint)
                raise Unreadable
        elif token.sort == "close":
            seen.pop()
        elif token.sort == "bare":
            _report_number(token, ctx, places)
        else:
            value = token.text
            if "\\u" in token.source and _LONE_SURROGATE.search(value):
                unreadable = True
                message = (
                    'A text contains half a character: an escape from "\\ud800" to "\\udfff" without the other half.'
                )
                hint = "Write the character itself, or both halves."
                ctx.report(NOT_PLAIN_DATA, message, places.at(token.start), hint=hint)
            if token.sort == "key":
                _report_duplicate_key(value, token, seen[-1], ctx, places)
    if unreadable:
        raise Unreadable


def _report_duplicate_key(key: str, token: Token, seen: dict[str, int], ctx: ReadContext, places: Places) -> None:
    first = seen.setdefault(key, token.start)
    if first != token.start:
        line = places.at(first).line
        message = f'The key "{_excerpt(key)}" is used twice in one mapping, first on line {line}.'
        ctx.report(DUPLICATE_KEY, message, places.at(token.start), hint="Remove or rename one of them.")


def _report_number(token: Token, ctx: ReadContext, places: Places) -> None:
    source, hint = token.source, "Write another number, or null."
    if source in _CONSTANTS:
        ctx.report(NOT_PLAIN_DATA, f'"{source}" is not a JSON number.', places.at(token.start), hint=hint)
        return
    digits = source.lstrip("-")
    if digits.isdecimal():
        if len(digits) > MAX_DIGITS:
            message = f"The whole number has {len(digits)} digits; the maximum is {MAX_DIGITS}."
            ctx.report(NOT_PLAIN_DATA, message, places.at(token.start), hint="Put it in quotes.")
        return
    try:
        finite = math.isfinite(float(source))
    except ValueError:
        return  # a syntax error, which is reported as such
    if not finite:
        message = f'The number "{_excerpt(source)}" is too large.'
        ctx.report(NOT_PLAIN_DATA, message, places.at(token.start), hint=hint)


def report_break(error: json.JSONDecodeError, ctx: ReadContext, places: Places) -> None:
    """Report a syntax error, or a second document."""
    kind = MALFORMED
    at, message, hint = _break(error, places.text)
    if error.msg.startswith("Extra data") and places.text[at : at + 1] in ("{", "["):
        kind, message, hint = SEVERAL_DOCUMENTS, "A second document starts here.", "Write one plan per file."
    ctx.report(kind, message, places.at(at), hint=hint)


def _break(error: json.JSONDecodeError, text: str) -> tuple[int, str, str]:
    """Return the offset, the message and the hint of a syntax error."""
    at = min(error.pos, len(text))
    if error.msg.startswith("Unterminated string"):
        hint = 'Close it. Inside a text, write a quote as \\".'
        return at, f'The quote before "{_excerpt(_rest(text, at + 1))}" is never closed.', hint
    if error.msg.startswith("Invalid control character"):
        what = "a line break" if text[at] in "\r\n" else f"the control character U+{ord(text[at]):04X}"
        return at, f"A text contains {what}.", r"Write a line break as \n and a tab as \t."
    if error.msg.startswith("Invalid \\"):
        slash = max(text.rfind("\\", 0, at + 1), 0)
        escape = _ESCAPE.match(text, slash)
        source = escape[0] if escape else ""
        return slash, f'A text contains "{source}", which is not a valid escape.', r'Write "\\" for a backslash.'
    if not text[at:].strip():
        hint = "The file may be cut off. Close all brackets and braces."
        return len(text.rstrip()), "The file ends in the middle of the document.", hint
    return _stray(error.msg, text, at)


def _stray(problem: str, text: str, at: int) -> tuple[int, str, str]:  # noqa: PLR0911 - one return a cause
    """Return the offset, the message and the hint for something that is not allowed at its position."""
    before = text[:at].rstrip()
    match = _WORD.match(text, at)
    word = _excerpt(match[0] if match else text[at])
    if text[at] in "]}" and before.endswith(","):
        return len(before) - 1, f'Unexpected comma before "{text[at]}".', "Remove the comma after the last value."
    if text[at] == "," and text[at + 1 :].lstrip()[:1] in ("]", "}"):  # Python 3.13 and later stop at the comma
        closing = text[at + 1 :].lstrip()[0]
        return at, f'Unexpected comma before "{closing}".', "Remove the comma after the last value."
    if word.startswith(("//", "/*", "#")):
        return at, "The file contains a comment, which JSON does not allow.", "Remove it, or write the plan as YAML."
    if problem.startswith("Extra data"):
        return at, f'Unexpected "{word}" after the end of the document.', "Remove it."
    if problem.startswith("Expecting ',' delimiter"):
        return at, f'A comma is missing before "{word}".', "Put a comma between values."
    if problem.startswith("Expecting ':' delimiter"):
        return at, f'Expected ":" after the key, found "{word}".', 'Write "key": value.'
    if problem.startswith("Expecting property name"):
        return at, f'Expected a key in double quotes, found "{word}".', 'Write "key": value.'
    hint = 'A value is a text in double quotes, a number, true, false, null, or starts with "[" or "{".'
    return at, f'Expected a value, found "{word}".', hint


def _rest(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else None]


def _excerpt(text: str) -> str:
    """Return a text on one line, cut to a length that fits in a message; lone surrogates become question marks."""
    line = " ".join(text[: 4 * _WIDTH].split()).encode("utf-8", "replace").decode()
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…"
