"""How structuring refuses a value, and how the refusals of a whole document become problems with pointers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from empact.diagnostics import BAD_VALUE, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE, Kind, Pointer, did_you_mean
from empact.errors import EntryError

_SHOWN = 60


class StructureError(ValueError):
    """One value is not what its key asks for."""

    def __init__(self, kind: Kind, message: str, hint: str | None = None) -> None:
        self.kind = kind
        self.message = message
        self.hint = hint
        super().__init__(message)


class UnknownKey(Exception):  # noqa: N818 - handled in serde and never raised to a caller
    """A key that has no meaning where it stands."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        self.key = key
        self.known = known
        super().__init__(key)


class StructureErrors(Exception):  # noqa: N818 - a group of StructureError
    """Several refusals inside one value, each with the token that leads to it (empty: the value itself)."""

    def __init__(self, parts: Sequence[tuple[str, Exception]]) -> None:
        self.parts = parts
        super().__init__(parts)


@attrs.frozen
class Problem:
    """What is wrong, with the canonical pointer of the value, or of the key, that it speaks of."""

    pointer: Pointer
    kind: Kind
    message: str
    hint: str | None = None
    at_key: bool = False


def shown(value: object) -> str:
    """A value as a person would name it in a message."""
    match value:
        case dict():
            return "A mapping"
        case list():
            return "A list"
        case None:
            return "Nothing"
        case bool():
            return f"The value {str(value).lower()}"
        case int() | float():
            return f"The number {value}"
        case _:
            text = str(value)
            return f"The text {text if len(text) <= _SHOWN else text[: _SHOWN - 3] + '...'!r}"


def wrong_type(value: object, wanted: str, hint: str | None = None) -> StructureError:
    """The refusal of a value of another type than the one wanted."""
    return StructureError(WRONG_TYPE, f"{shown(value)} stands where {wanted} is expected.", hint)


def bad_value(value: object, wanted: str, hint: str | None = None) -> StructureError:
    """The refusal of a value of the right type that the key does not take."""
    return StructureError(BAD_VALUE, f"{shown(value)} is not {wanted}.", hint)


def problems(error: Exception, pointer: Pointer = Pointer()) -> Iterator[Problem]:
    """Every problem in what a structuring raised."""
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
            yield Problem(pointer, BAD_VALUE, f"{str(error)[:1].upper()}{str(error)[1:]}.")


_NEEDED = {
    "id": "Give the plan an id, such as 'id: C-2012'.",
    "number": "Give it a number, such as 'number: \"2.1\"'.",
    "actions": "Name the two actions, such as 'actions: [C-2012:2.1, B-2012:2.3]'.",
    "answer": "Say what they are: 'answer: same', 'answer: coordinated' or 'answer: separate'.",
    "by": "Say who answers, such as 'by: the drivers of B and C'.",
    "plan": "Name the plan by its id, such as 'plan: C-2012'.",
    "on": "Give the day, such as 'on: 2012-05-14'.",
    "source": "Say who vouches for it, such as 'source: letter of 14 May 2012'.",
}


def _unknown_key(error: UnknownKey, pointer: Pointer) -> Problem:
    close = did_you_mean(error.key, error.known)
    if close is not None:
        hint = f"Did you mean {close!r}?"
    elif " " in error.key or not error.key[:1].islower():
        hint = "If this is part of a text, put the whole text in quotes."
    else:
        hint = f"The keys known here are {', '.join(error.known)}."
    return Problem(pointer / error.key, UNKNOWN_KEY, f"The key {error.key!r} is not known here.", hint, at_key=True)
