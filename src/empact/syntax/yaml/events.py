"""YAML text as a stream of events: libyaml's where PyYAML has it, PyYAML's own otherwise, and how both fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol, cast

import attrs
import yaml
from yaml.events import Event, ScalarEvent
from yaml.reader import ReaderError
from yaml.scanner import ScannerError

# libyaml lets a byte order mark pass or not, depending on its version.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_IN_QUOTES = "while scanning a quoted scalar"
_BAD_ESCAPE = "found invalid Unicode character escape code"

FAILURES = (yaml.YAMLError, ValueError, OverflowError)
"""What a parser raises for a text that is no YAML; the latter two come from escapes that name no character."""


class Parser(Protocol):
    """What both parsers of PyYAML offer."""

    def get_event(self) -> Event | None:
        """The next event."""
        ...


class PureParser(yaml.BaseLoader):
    """The parser for where libyaml is missing; as strict as libyaml about lone surrogates."""

    def get_event(self) -> Event | None:
        """The next event."""
        untyped: Any = super()
        event: Event | None = untyped.get_event()
        if isinstance(event, ScalarEvent) and _SURROGATE.search(event.value):
            mark = cast("yaml.error.Mark", event.start_mark)
            raise ScannerError(_IN_QUOTES, mark, _BAD_ESCAPE, mark)
        return event


make_parser: Callable[[str], Parser] = getattr(yaml, "CBaseLoader", PureParser)


@attrs.frozen
class Failure:
    """Why a parser gave up: its words, the offset of the problem, and of the construct it was reading."""

    problem: str
    context: str
    at: int
    context_at: int


def unprintable(text: str) -> int | None:
    """The offset of the first character that no YAML text may hold as it is, or None."""
    found = _UNPRINTABLE.search(text)
    return None if found is None else found.start()


def failure(error: Exception, text: str, last: Event | None) -> Failure:
    """What a parser's exception says, from whichever of the two parsers it comes."""
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
    """The offset at which an event starts."""
    return 0 if event.start_mark is None else event.start_mark.index


def end(event: Event) -> int:
    """The offset at which an event ends."""
    return 0 if event.end_mark is None else event.end_mark.index
