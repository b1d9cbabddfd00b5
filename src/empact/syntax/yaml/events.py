"""Parses YAML text into events, with libyaml if PyYAML includes it, and describes the errors of both parsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol, cast

import yaml
from yaml.events import Event, ScalarEvent
from yaml.reader import ReaderError
from yaml.scanner import ScannerError

from empact.values import value

# A byte order mark is included: whether libyaml accepts it depends on its version. The few forbidden characters are
# listed and not the many allowed ones, since compiling a class takes time for each character up to U+FFFF.
_UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
_SURROGATE = "[\ud800-\udfff]"
_IN_QUOTES = "while scanning a quoted scalar"
_WIDTH = 40
_BAD_ESCAPE = "found invalid Unicode character escape code"

FAILURES = (yaml.YAMLError, ValueError, OverflowError)
"""The exceptions of a parser for a text that is not YAML; the last two come from escapes that are not characters."""


class Parser(Protocol):
    """The part of the interface of PyYAML's parsers that is used here."""

    def get_event(self) -> Event | None:
        """Return the next event."""
        ...


class PureParser(yaml.BaseLoader):
    """The parser that is used if libyaml is missing; as strict as libyaml about lone surrogates."""

    def get_event(self) -> Event | None:
        """Return the next event."""
        untyped: Any = super()
        event: Event | None = untyped.get_event()
        if isinstance(event, ScalarEvent) and re.search(_SURROGATE, event.value):
            mark = cast("yaml.error.Mark", event.start_mark)
            raise ScannerError(_IN_QUOTES, mark, _BAD_ESCAPE, mark)
        return event


make_parser: Callable[[str], Parser] = getattr(yaml, "CBaseLoader", PureParser)


@value
class Failure:
    """An error of a YAML parser, before it is explained."""

    problem: str
    """What the parser found, in its own words."""
    context: str
    """What it was parsing, in its own words; empty if it does not say."""
    at: int
    """The offset of the problem in the text, counted from 0."""
    context_at: int
    """The offset of the construct that was parsed."""


def excerpt(text: str) -> str:
    """Return a text on one line, cut to a length that fits in a message."""
    line = " ".join(text[: 4 * _WIDTH].split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…"


def unprintable(text: str) -> int | None:
    """Return the offset of the first character that YAML does not allow unescaped, or None."""
    match = re.search(_UNPRINTABLE, text)
    return None if match is None else match.start()


def failure(error: Exception, text: str, last: Event | None) -> Failure:
    """Convert an exception of either parser to a failure."""
    reached = 0 if last is None else end(last)
    if isinstance(error, ReaderError):
        at = unprintable(text)
        return Failure("unprintable", "", reached if at is None else at, reached)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Failure(_BAD_ESCAPE, _IN_QUOTES, reached, reached)
    at = reached if error.problem_mark is None else error.problem_mark.index
    context_at = at if error.context_mark is None else error.context_mark.index
    return Failure(error.problem or "", error.context or "", min(at, len(text)), min(context_at, len(text)))


def start(event: Event) -> int:
    """Return the offset at which an event starts."""
    return 0 if event.start_mark is None else event.start_mark.index


def end(event: Event) -> int:
    """Return the offset at which an event ends."""
    return 0 if event.end_mark is None else event.end_mark.index
