"""Explains YAML syntax errors to people who write plans by hand."""

from __future__ import annotations

import re

import attrs
from yaml.events import Event, ScalarEvent

from empact.syntax.yaml import events
from empact.syntax.yaml.events import Failure, excerpt
from empact.values import value

_QUOTE_IT = 'Put the text in quotes, or write ">-" and then the text on the next line.'
_FOLD_IT = 'write ">-" and then the complete text, with its quotes, on the next line.'
_VALUE = re.compile(r"[ \t]*(?:- +)*(?:[^\s:#'\"\[{][^:\n]*:[ \t]+)?")
_LOOKS_LIKE_ENTRY = re.compile(r"(?:-(?:\s|$)|[^\s:#][^:\n]*:(?:\s|$))")
_COMMENTS = re.compile(r"\s*+(?:#[^\n]*\n\s*+)++")
_SPACES = re.compile(r" *")
_ESCAPE = re.compile(r"\\(?:[xuU][0-9a-fA-F]{0,8}|.)")
_CHARACTER = re.compile(r"\\[uU][0-9a-fA-F]{4,8}")
_QUOTES = ("'", '"')


@value
class Explanation:
    """An error of YAML for people who write plans by hand."""

    at: int
    """The offset of the cause in the text, counted from 0."""
    message: str
    """What is wrong, in one sentence."""
    hint: str
    """What to do, in one sentence."""


def comment_in_text(text: str, failure: Failure, last: ScalarEvent) -> int | None:
    """Return the offset of the comment that ends the last value, where the line of the failure goes on with its text.

    Such a line is indented more than the line of the value, and is not a list item or a key.
    """
    line, end = _line_start(text, failure.at), events.end(last)
    content = line + _indent(text, line)
    if last.style or line <= end or not _COMMENTS.fullmatch(text, end, line) or _LOOKS_LIKE_ENTRY.match(text, content):
        return None
    is_deeper = content - line > _indent(text, _line_start(text, events.start(last)))
    return text.index("#", end) if is_deeper else None


def explain(text: str, failure: Failure, last: Event | None) -> Explanation:
    """Explain a failure; ``last`` is the last event before it."""
    problem, context = failure.problem, failure.context
    for words, cause in _CAUSES:
        if words in problem or words in context:
            return cause(text, failure, last)
    return Explanation(failure.at, f"YAML syntax error: {problem}.", _QUOTE_IT)


def _tab(_text: str, failure: Failure, _last: Event | None) -> Explanation:
    return Explanation(failure.at, "The line is indented with a tab.", "Indent with spaces only.")


def _colon(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.at
    if not isinstance(last, ScalarEvent) or last.style:
        return _misfit(text, failure, last)
    begin = events.start(last)
    if "\n" not in text[begin:at]:
        message = f'The unquoted text that starts with "{excerpt(last.value)}" contains ": ", so it is read as a key.'
        return Explanation(at, message, _QUOTE_IT)
    line = _line_start(text, at)
    unspaced = re.search(r":(?=\S)", text[begin : text.index("\n", begin)])
    if unspaced:
        message = f'A space is missing after the ":" of "{excerpt(_rest(text, begin))}".'
        return Explanation(begin + unspaced.start(), message, 'Write "key: value".')
    key = excerpt(_rest(text, line))
    message = f'The line "{key}" continues the text above it, but contains ": ", so it is read as a key.'
    return Explanation(at, message, f"Indent it like the keys next to it. {_QUOTE_IT}")


def _dash(text: str, failure: Failure, _last: Event | None) -> Explanation:
    message = f'The text "{excerpt(_rest(text, failure.at))}" starts with "-", so it is read as a list.'
    return Explanation(failure.at, message, f"Start a list on its own line. {_QUOTE_IT}")


def _first_character(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.context_at if failure.context and "next token" not in failure.context else failure.at
    character = text[at : at + 1]
    if character == "\t":
        return _tab(text, failure, last)
    if not character.strip():
        return Explanation(failure.at, f"YAML syntax error: {failure.problem}.", _QUOTE_IT)
    message = f'The text "{excerpt(_rest(text, at))}" starts with "{character}", which has a special meaning in YAML.'
    return Explanation(at, message, _QUOTE_IT)


def _quoted(text: str, failure: Failure, _last: Event | None) -> Explanation:
    at = failure.context_at
    if "end of stream" not in failure.problem and "document" not in failure.problem:
        slash = max(text.rfind("\\", at, failure.at + 1), at)
        escape = _ESCAPE.match(text, slash) or _CHARACTER.search(text, at)
        slash = slash if escape is None else escape.start()
        message = f'The text in double quotes contains "{escape[0] if escape else ""}", which is not a valid escape.'
        return Explanation(slash, message, r'Write "\\" for a backslash, or put the text in single quotes.')
    message = f"The quote{_format_before(text, at)} is never closed."
    return Explanation(at, message, f"Close it. If the quote is part of the text, {_FOLD_IT}")


def _no_colon(text: str, failure: Failure, _last: Event | None) -> Explanation:
    at = failure.context_at
    message = f'The line "{excerpt(_rest(text, at))}" has no ": " after its key.'
    return Explanation(at, message, 'Write "key: value". If the line continues a text, indent it more than the key.')


def _no_content(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.at
    if not text[at:].strip():
        return _unclosed_at(text, last, at)
    if text[at] in ",]}" and _value_start(text, at) != at:
        message = f'Expected a value before "{text[at]}".'
        return Explanation(at, message, 'Write the value; "" is an empty text.')
    return _first_character(text, failure, last)


def _unclosed_at(text: str, last: Event | None, at: int) -> Explanation:
    begin = at if last is None else events.start(last)
    character = text[begin : begin + 1]
    what = f'"{character}"' if character and character in "[{" else "list or mapping in brackets"
    return Explanation(begin, f"The {what} is never closed.", f"Close it. {_QUOTE_IT}")


def _brackets(text: str, failure: Failure, last: Event | None) -> Explanation:
    at, opening = failure.at, failure.context_at
    character = text[opening : opening + 1]
    if text[at : at + 1] == ":" and "\n" not in text[opening:at]:
        message = f'A text after "{character}" contains ": ", so it is read as a key.'
        return Explanation(at, message, "Put the text in quotes.")
    bracket = f'"{character}"{_format_before(text, opening)}'
    if text[at : at + 1] == ":":
        message = f'The {bracket} is not closed before the next ":", or a comma is missing.'
        return Explanation(opening, message, f"Close the bracket, and put a comma between items. {_QUOTE_IT}")
    if "\n" in text[opening:at] or not text[at:].strip() or text[at] in "]}":
        return Explanation(opening, f"The {bracket} is never closed.", f"Close it. {_QUOTE_IT}")
    if isinstance(last, ScalarEvent) and last.style:
        return _after_quote(text, at, last)
    message = f'A comma is missing before "{excerpt(_rest(text, at))}".'
    return Explanation(at, message, "Put a comma between items.")


def _after_quote(text: str, at: int, last: ScalarEvent) -> Explanation:
    message = f'The text continues with "{excerpt(_rest(text, at))}" after its closing quote.'
    if text.count("\n", events.start(last), at):
        opening = text.count("\n", 0, events.start(last)) + 1
        hint = f'Close the quote of "{excerpt(last.value)}", which opens on line {opening}, at the end of the text, '
        hint += f"or {_FOLD_IT}"
    else:
        hint = f"W{_FOLD_IT[1:]}"
    return Explanation(at, message, hint)


def _misfit(text: str, failure: Failure, last: Event | None) -> Explanation:
    """Explain why a key, a dash or the end of the document was expected and something else was found."""
    at = failure.at
    rest = _rest(text, at)
    if text[_line_start(text, at) : at].strip():
        if isinstance(last, ScalarEvent) and last.style in _QUOTES:
            return _after_quote(text, at, last)
        if text[at - 1] in _QUOTES:  # a key in quotes: the parser returns it only after its ":"
            return Explanation(at, f'The key continues with "{excerpt(rest)}" after its closing quote.', _QUOTE_IT)
        begin = _value_start(text, at)
        if begin < at and text[begin] in "[{" and not isinstance(last, ScalarEvent):
            what = "list" if text[begin] == "[" else "mapping"
            value = excerpt(_rest(text, begin))
            message = f'The text "{value}" starts with "{text[begin]}", so it is read as a {what}.'
            return Explanation(begin, message, _QUOTE_IT)
    if isinstance(last, ScalarEvent) and last.style and not _LOOKS_LIKE_ENTRY.match(rest):
        if last.style in _QUOTES:
            return _after_quote(text, at, last)
        message = f'The line "{excerpt(rest)}" is indented less than the text it continues.'
        return Explanation(at, message, f'Indent all lines after "{last.style}" by the same number of spaces.')
    return _misplaced_line(text, failure)


def _misplaced_line(text: str, failure: Failure) -> Explanation:
    at, line = failure.at, _line_start(text, failure.at)
    rest = _rest(text, at)
    if not rest or rest[0] in "]}:":
        message = f'Expected a key, found "{text[at : at + 1]}".'
        return Explanation(at, message, f"Remove it. {_QUOTE_IT}")
    column = at - line
    if column != failure.context_at - _line_start(text, failure.context_at):
        spaces = "1 space" if column == 1 else f"{column} spaces"
        message = f'The line "{excerpt(_rest(text, line))}" is indented by {spaces}, which matches no line above it.'
        hint = "Indent all keys of a mapping, and all dashes of a list, by the same number of spaces."
    elif "block mapping" in failure.context:
        message = f'Expected a key, found the line "{excerpt(rest)}".'
        hint = "Start the line with a key, or indent it more than the key that it belongs to."
    else:
        message = f'Expected the next list item, but the line "{excerpt(rest)}" does not start with "- ".'
        hint = 'Start it with "- ", or indent it like the key that it belongs to.'
    return Explanation(at, message, hint)


def _directive(text: str, failure: Failure, _last: Event | None) -> Explanation:
    at = _line_start(text, failure.at)
    message = f'The line "{excerpt(_rest(text, at))}" is read as an unknown YAML directive.'
    return Explanation(at, message, f'Remove it: a plan has no lines that start with "%". {_QUOTE_IT}')


def _after_document(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.at
    if text[_line_start(text, at) : at].strip():
        return _misfit(text, failure, last)
    if not text[at:].strip():  # PyYAML's own parser ignores an unknown directive
        return _directive(text, attrs.evolve(failure, at=len(text.rstrip())), last)
    message = f'The line "{excerpt(_rest(text, at))}" is after the end of the document.'
    return Explanation(at, message, "Write one plan per file, and start each line with its key.")


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indent(text: str, line: int) -> int:
    """Return the number of spaces at the start of a line."""
    match = _SPACES.match(text, line)
    return 0 if match is None else match.end() - line


def _rest(text: str, at: int) -> str:
    """Return the line from an offset on."""
    end = text.find("\n", at)
    return text[at : end if end >= 0 else None].rstrip()


def _format_before(text: str, at: int) -> str:
    """Format the position of a character as ` before "..."`, or as nothing at the end of a line."""
    rest = excerpt(_rest(text, at + 1))
    return f' before "{rest}"' if rest else ""


def _value_start(text: str, at: int) -> int:
    """Return the offset of the value on the line of an offset: after the dashes and the first key."""
    match = _VALUE.match(text, _line_start(text, at))
    return at if match is None else match.end()


_CAUSES = (
    ("tab character", _tab),
    ("mapping values are not allowed", _colon),
    ("sequence entries are not allowed", _dash),
    ("quoted scalar", _quoted),
    ("double-quoted scalar", _quoted),
    ("could not find expected ':'", _no_colon),
    ("node content", _no_content),
    ("cannot start any token", _first_character),
    ("mapping keys are not allowed", _first_character),
    ("scanning an alias", _first_character),
    ("scanning an anchor", _first_character),
    ("a tag", _first_character),
    ("undefined tag handle", _first_character),
    ("block scalar", _first_character),
    ("flow sequence", _brackets),
    ("flow mapping", _brackets),
    ("directive", _directive),
    ("incompatible YAML document", _directive),
    ("document start", _after_document),
    ("block mapping", _misfit),
    ("block collection", _misfit),
)
"""Parts of either parser's messages, and the function that explains such an error; the first match is used."""
