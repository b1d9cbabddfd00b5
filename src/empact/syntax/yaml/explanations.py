"""What breaks the syntax of a YAML text, in the words of someone who writes a plan by hand."""

from __future__ import annotations

import re

import attrs
from yaml.events import Event, ScalarEvent

from empact.syntax.yaml import events
from empact.syntax.yaml.events import Failure

_QUOTE_IT = 'Put the text in quotes, or write it behind ">-" on the next line.'
_FOLD_IT = 'write the whole text, with its quotes, behind ">-" on the next line.'
_VALUE = re.compile(r"[ \t]*(?:- +)*(?:[^\s:#'\"\[{][^:\n]*:[ \t]+)?")
_LOOKS_LIKE_ENTRY = re.compile(r"(?:-(?:\s|$)|[^\s:#][^:\n]*:(?:\s|$))")
_ESCAPE = re.compile(r"\\(?:[xuU][0-9a-fA-F]{0,8}|.)")
_CHARACTER = re.compile(r"\\[uU][0-9a-fA-F]{4,8}")
_QUOTES = ("'", '"')
_WIDTH = 40


@attrs.frozen
class Explanation:
    """Where the cause stands, what it is, and what to do."""

    at: int
    message: str
    hint: str


def excerpt(text: str) -> str:
    """A text on one line and cut to a length that a message can carry."""
    line = " ".join(text[: 4 * _WIDTH].split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…"


def explain(text: str, failure: Failure, last: Event | None) -> Explanation:
    """The cause of a failure; ``last`` is what was read just before it."""
    problem, context = failure.problem, failure.context
    for words, cause in _CAUSES:
        if words in problem or words in context:
            return cause(text, failure, last)
    return Explanation(failure.at, f"The YAML syntax breaks here: {problem}.", _QUOTE_IT)


def _tab(_text: str, failure: Failure, _last: Event | None) -> Explanation:
    return Explanation(failure.at, "A tab stands where the line is indented.", "Indent with blanks only.")


def _colon(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.at
    if not isinstance(last, ScalarEvent) or last.style:
        return _misfit(text, failure, last)
    begin = events.start(last)
    if "\n" not in text[begin:at]:
        message = f'The unquoted text that starts with "{excerpt(last.value)}" holds ": " and reads as a key.'
        return Explanation(at, message, _QUOTE_IT)
    line = _line_start(text, at)
    unspaced = re.search(r":(?=\S)", text[begin : text.index("\n", begin)])
    if unspaced:
        message = f'No blank stands behind the ":" of "{excerpt(_rest(text, begin))}".'
        return Explanation(begin + unspaced.start(), message, 'Write "key: value".')
    message = f'The line "{excerpt(_rest(text, line))}" continues the text above it, yet holds ": " and reads as a key.'
    return Explanation(at, message, f"Indent it as its neighbours. {_QUOTE_IT}")


def _dash(text: str, failure: Failure, _last: Event | None) -> Explanation:
    message = f'The text "{excerpt(_rest(text, failure.at))}" starts with "-" and reads as a list.'
    return Explanation(failure.at, message, f"Start a list on a line of its own. {_QUOTE_IT}")


def _first_character(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.context_at if failure.context and "next token" not in failure.context else failure.at
    character = text[at : at + 1]
    if character == "\t":
        return _tab(text, failure, last)
    if not character.strip():
        return Explanation(failure.at, f"The YAML syntax breaks here: {failure.problem}.", _QUOTE_IT)
    message = f'The text "{excerpt(_rest(text, at))}" starts with "{character}", which means something else in YAML.'
    return Explanation(at, message, _QUOTE_IT)


def _quoted(text: str, failure: Failure, _last: Event | None) -> Explanation:
    at = failure.context_at
    if "end of stream" not in failure.problem and "document" not in failure.problem:
        slash = max(text.rfind("\\", at, failure.at + 1), at)
        escape = _ESCAPE.match(text, slash) or _CHARACTER.search(text, at)
        slash = slash if escape is None else escape.start()
        message = f'The text in double quotes holds "{escape[0] if escape else ""}", which stands for no character.'
        return Explanation(slash, message, r'Write "\\" for a backslash, or put the text in single quotes.')
    message = f"The quote{_in_front_of(text, at)} is never closed."
    return Explanation(at, message, f"Close it; where the quote belongs to the text, {_FOLD_IT}")


def _no_colon(text: str, failure: Failure, _last: Event | None) -> Explanation:
    at = failure.context_at
    message = f'The line "{excerpt(_rest(text, at))}" has no ": " behind its key.'
    return Explanation(at, message, "Write 'key: value'; indent a line that continues a text deeper than its key.")


def _no_content(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.at
    if not text[at:].strip():
        return _unclosed_at(text, last, at)
    if text[at] in ",]}" and _value_start(text, at) != at:
        message = f'Nothing stands in front of "{text[at]}" where a value is expected.'
        return Explanation(at, message, 'Write the value; "" is the empty text.')
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
        message = f'A text between "{character}" and its end holds ": " and reads as a key.'
        return Explanation(at, message, "Put the text in quotes.")
    bracket = f'"{character}"{_in_front_of(text, opening)}'
    if text[at : at + 1] == ":":
        message = f'The {bracket} is not closed, or lacks a comma, before the next ":".'
        return Explanation(opening, message, f"Close it, and put a comma between two items. {_QUOTE_IT}")
    if "\n" in text[opening:at] or not text[at:].strip() or text[at] in "]}":
        return Explanation(opening, f"The {bracket} is never closed.", f"Close it. {_QUOTE_IT}")
    if isinstance(last, ScalarEvent) and last.style:
        return _behind_quote(text, at, last)
    message = f'No comma stands in front of "{excerpt(_rest(text, at))}".'
    return Explanation(at, message, "Put a comma between two items.")


def _behind_quote(text: str, at: int, last: ScalarEvent) -> Explanation:
    message = f'The text goes on with "{excerpt(_rest(text, at))}" behind its closing quote.'
    if text.count("\n", events.start(last), at):
        hint = f'Close the quote of "{excerpt(last.value)}" where it ends, or {_FOLD_IT}'
    else:
        hint = f"W{_FOLD_IT[1:]}"
    return Explanation(at, message, hint)


def _misfit(text: str, failure: Failure, last: Event | None) -> Explanation:
    """Something stands where a key, a dash or the end is expected."""
    at = failure.at
    rest = _rest(text, at)
    if text[_line_start(text, at) : at].strip():
        if isinstance(last, ScalarEvent) and last.style in _QUOTES:
            return _behind_quote(text, at, last)
        if text[at - 1] in _QUOTES:  # a key in quotes, which the parser holds back until its ":" has come
            return Explanation(at, f'The key goes on with "{excerpt(rest)}" behind its closing quote.', _QUOTE_IT)
        begin = _value_start(text, at)
        if begin < at and text[begin] in "[{" and not isinstance(last, ScalarEvent):
            what = "list" if text[begin] == "[" else "mapping"
            message = f'The text "{excerpt(_rest(text, begin))}" starts with "{text[begin]}" and reads as a {what}.'
            return Explanation(begin, message, _QUOTE_IT)
    if isinstance(last, ScalarEvent) and last.style and not _LOOKS_LIKE_ENTRY.match(rest):
        if last.style in _QUOTES:
            return _behind_quote(text, at, last)
        message = f'The line "{excerpt(rest)}" is indented less than the text it continues.'
        return Explanation(at, message, f'Indent all lines behind "{last.style}" by the same number of blanks.')
    return _misplaced_line(text, failure)


def _misplaced_line(text: str, failure: Failure) -> Explanation:
    at, line = failure.at, _line_start(text, failure.at)
    rest = _rest(text, at)
    if not rest or rest[0] in "]}:":
        message = f'A "{text[at : at + 1]}" stands where a key is expected.'
        return Explanation(at, message, f"Remove it. {_QUOTE_IT}")
    column = at - line
    if column != failure.context_at - _line_start(text, failure.context_at):
        blanks = "1 blank" if column == 1 else f"{column} blanks"
        message = f'The line "{excerpt(_rest(text, line))}" is indented by {blanks}, which fits no line above it.'
        hint = "Indent the keys of one mapping, and the dashes of one list, by the same number of blanks."
    elif "block mapping" in failure.context:
        message = f'The line "{excerpt(rest)}" stands where a key is expected.'
        hint = "Start it with its key, or indent it deeper than the key it belongs to."
    else:
        message = f'The line "{excerpt(rest)}" stands where a list goes on, yet does not start with "- ".'
        hint = 'Start it with "- ", or indent it as the key it belongs to.'
    return Explanation(at, message, hint)


def _directive(text: str, failure: Failure, _last: Event | None) -> Explanation:
    at = _line_start(text, failure.at)
    message = f'The line "{excerpt(_rest(text, at))}" reads as a directive that is not known.'
    return Explanation(at, message, f'Remove it; a plan needs no line that starts with "%". {_QUOTE_IT}')


def _behind_document(text: str, failure: Failure, last: Event | None) -> Explanation:
    at = failure.at
    if text[_line_start(text, at) : at].strip():
        return _misfit(text, failure, last)
    if not text[at:].strip():  # the pure parser, which passes over a directive it does not know
        return _directive(text, attrs.evolve(failure, at=len(text.rstrip())), last)
    message = f'The line "{excerpt(_rest(text, at))}" stands behind the end of the document.'
    return Explanation(at, message, "Keep one plan in a file, and start every line of it with its key.")


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _rest(text: str, at: int) -> str:
    """The line from an offset on."""
    end = text.find("\n", at)
    return text[at : end if end >= 0 else None].rstrip()


def _in_front_of(text: str, at: int) -> str:
    """What stands behind a character on its line, in words."""
    rest = excerpt(_rest(text, at + 1))
    return f' in front of "{rest}"' if rest else ""


def _value_start(text: str, at: int) -> int:
    """Where the value starts on the line of an offset: behind the dashes and the first key."""
    found = _VALUE.match(text, _line_start(text, at))
    return at if found is None else found.end()


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
    ("document start", _behind_document),
    ("block mapping", _misfit),
    ("block collection", _misfit),
)
"""Words of either parser, in its problem or its context, and the cause they stand for; the first that fits counts."""
