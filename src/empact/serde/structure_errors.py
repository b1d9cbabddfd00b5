"""The errors of structuring one value, and their list, with pointers, for a complete document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from empact.arguments import with_article
from empact.diagnostics import BAD_VALUE, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE, Kind, Pointer, did_you_mean
from empact.errors import EntryError, cause_of, message_of
from empact.values import value

_LONGEST = 60
"""A longer text is cut in messages."""


class StructureError(ValueError):
    """One value does not fit its key."""

    def __init__(self, kind: Kind, message: str, hint: str | None = None) -> None:
        self.kind = kind
        self.message = message
        self.hint = hint
        super().__init__(message)


class UnknownKey(Exception):  # noqa: N818 - handled in serde and never raised to a caller
    """A key that is not known in its mapping."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        self.key = key
        self.known = known
        super().__init__(key)


class StructureErrors(Exception):  # noqa: N818 - a group of StructureError
    """Several errors inside one value, each with the pointer token that leads to it (empty for the value itself)."""

    def __init__(self, parts: Sequence[tuple[str, Exception]]) -> None:
        self.parts = parts
        super().__init__(parts)


@value
class Problem:
    """A problem of a document."""

    pointer: Pointer
    """The canonical pointer of the value."""
    kind: Kind
    """The kind of finding."""
    message: str
    """What is wrong, in one sentence."""
    hint: str | None = None
    """What to do about it. None if the message says enough."""
    at_key: bool = False
    """Whether the problem is that of the key and not of its value."""


def format_value(value: object) -> str:  # noqa: PLR0911 - one for each kind of value
    """Name a value of a raw tree for a message, in lower case: ``the text 'two'``, ``a list``."""
    match value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "an empty value"
        case bool():
            return f"the value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {_quoted(value)}"
        case _:
            return with_article(type(value).__name__)  # the tree of a plugin's reader can have any object


def _quoted(text: str) -> str:
    """Return a text in quotes; a long one is cut."""
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "...")


def wrong_type(value: object, wanted: str, hint: str | None = None) -> StructureError:
    """Return the error for a value that has another type than the one wanted."""
    return StructureError(WRONG_TYPE, f"Expected {wanted}, not {format_value(value)}.", hint)


def bad_value(value: object, wanted: str, hint: str | None = None) -> StructureError:
    """Return the error for a value that has the right type and that its key does not allow."""
    return StructureError(BAD_VALUE, f"{_capitalised(format_value(value))} is not {wanted}.", hint)


def _capitalised(sentence: str) -> str:
    """Return a sentence with its first letter as a capital, the others unchanged."""
    return f"{sentence[:1].upper()}{sentence[1:]}"


def problems(error: Exception, pointer: Pointer = Pointer()) -> Iterator[Problem]:
    """List the problems in an exception of structuring, depth first, each with its pointer below ``pointer``."""
    match error:
        case StructureError():
            yield Problem(pointer, error.kind, error.message, error.hint)
        case UnknownKey():
            yield _unknown_key(error, pointer)
        case StructureErrors():
            for token, inner in error.parts:
                yield from problems(inner, pointer / token if token else pointer)
        case KeyError():
            parent, _, key = pointer.rpartition("/")
            yield Problem(Pointer(parent), MISSING_KEY, f"The required key {key!r} is missing.", _NEEDED.get(key))
        case EntryError():
            for field, message in error.parts:
                yield Problem(pointer / field, BAD_VALUE, message)
        case _:
            yield Problem(pointer, BAD_VALUE, f"{_capitalised(message_of(error) or cause_of(error))}.")


_NEEDED = {
    "id": "Give the plan an id, such as 'id: C-2012'.",
    "number": "Give it a number, such as 'number: \"2.1\"'.",
    "actions": "Name the two actions, such as 'actions: [C-2012:2.1, B-2012:2.3]'.",
    "answer": "Write 'answer: same', 'answer: coordinated' or 'answer: separate'.",
    "cites": "Name the reports that differ by their ids, such as 'cites: [2031-06-28-june-2031-qo-0123456789abcdef]'.",
    "by": "Say who, such as 'by: the drivers of B and C'.",
    "plan": "Name the plan by its id, such as 'plan: C-2012'.",
    "on": "Give the day, such as 'on: 2012-05-14'.",
    "source": "Name the source, such as 'source: letter of 14 May 2012'.",
}


def _unknown_key(error: UnknownKey, pointer: Pointer) -> Problem:
    close = did_you_mean(error.key, error.known)
    if close is not None:
        hint = f"Did you mean {close!r}?"
    elif " " in error.key or not error.key[:1].islower():
        hint = "If this is part of a text, put the complete text in quotes."
    else:
        hint = f"Known keys: {', '.join(error.known)}."
    return Problem(pointer / error.key, UNKNOWN_KEY, f"Unknown key {_quoted(error.key)}.", hint, at_key=True)
