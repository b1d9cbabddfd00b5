"""Records what code changes outside its own values: output, environment, locale, random state, and what is shared.

Code of a plugin runs in the process of others. The guard (:mod:`empact.testing.guard`) records what it reads; this
module compares what is there before and afterwards, puts it back, and records what was printed.
"""

from __future__ import annotations

import contextlib
import decimal
import io
import locale
import logging
import os
import random
import sys
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import Any

import attrs

from empact.analysis import PlanContext, PortfolioContext

_SHOWN = 40


@attrs.frozen
class _Part:
    """A part of the process that all code shares."""

    what: str
    read: Callable[[], Any]
    put_back: Callable[[Any], object]


def _put_environment_back(before: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(before)


def _decimals() -> tuple[object, ...]:
    """Return the context of decimals without its flags, which every calculation sets."""
    now = decimal.getcontext()
    return now.prec, now.rounding, now.Emin, now.Emax, now.capitals, now.clamp, tuple(now.traps.items())


def _put_decimals_back(before: tuple[Any, ...]) -> None:
    now = decimal.getcontext()
    now.prec, now.rounding, now.Emin, now.Emax, now.capitals, now.clamp, traps = before
    now.traps.update(traps)


def _logging() -> tuple[int, list[logging.Handler]]:
    root = logging.getLogger()
    return root.level, list(root.handlers)


def _put_logging_back(before: tuple[int, list[logging.Handler]]) -> None:
    root = logging.getLogger()
    root.level, root.handlers[:] = before[0], before[1]


def _in_place(read: Callable[[], list[Any]]) -> Callable[[list[Any]], None]:
    def put_back(before: list[Any]) -> None:
        read()[:] = before

    return put_back


_PARTS = (
    _Part("the environment", lambda: dict(os.environ), _put_environment_back),
    _Part("the working directory", os.getcwd, os.chdir),
    _Part(
        "the locale", lambda: locale.setlocale(locale.LC_ALL), lambda before: locale.setlocale(locale.LC_ALL, before)
    ),
    _Part("the search path of modules", lambda: list(sys.path), _in_place(lambda: sys.path)),
    _Part("the filters of warnings", lambda: list(warnings.filters), _in_place(lambda: warnings.filters)),  # type: ignore[arg-type,return-value] # typeshed calls the list a sequence
    _Part("the state of random numbers", random.getstate, random.setstate),
    _Part("the context of decimals", _decimals, _put_decimals_back),
    _Part("the handlers of logging", _logging, _put_logging_back),
    _Part("the limit of recursion", sys.getrecursionlimit, sys.setrecursionlimit),
)
_OUTPUTS = {"stdout": "the standard output", "stderr": "the standard error"}


@contextlib.contextmanager
def kept() -> Generator[list[str]]:
    """Record what the code inside prints, and what it changes in the process; put back what it has changed.

    Yields:
        What it does, as the end of a sentence that begins with the name of the code; complete when the block ends.
    """
    changes: list[str] = []
    before = [part.read() for part in _PARTS]
    outputs = {name: (getattr(sys, name), io.StringIO()) for name in _OUTPUTS}
    for name, (_, recorder) in outputs.items():
        setattr(sys, name, recorder)
    try:
        yield changes
    finally:
        for name, (usual, recorder) in outputs.items():
            if getattr(sys, name) is not recorder:
                changes.append(f"replaces sys.{name}")
            setattr(sys, name, usual)
            printed = recorder.getvalue()
            if printed:
                changes.append(f"prints {_cut(printed)!r} to {_OUTPUTS[name]}")
        for part, was in zip(_PARTS, before, strict=True):
            if part.read() != was:
                changes.append(f"changes {part.what}")
                part.put_back(was)


def _cut(printed: str) -> str:
    return printed if len(printed) <= _SHOWN else f"{printed[:_SHOWN]}..."


_SMALL = 3
_DERIVED = ("schedule", "planned_assignments", "assignments")
"""What is derived of a plan: views that every later reader of the same context uses."""


@attrs.frozen
class ContextState:
    """What a context has before code of a plugin uses it."""

    context: PlanContext | PortfolioContext
    """The context."""
    fields: Mapping[str, object]
    """The value of each of its fields."""
    register: str
    """Its register, as text."""

    @classmethod
    def of(cls, context: PlanContext | PortfolioContext) -> ContextState:
        """Return the state of a context now."""
        return cls(context, dict(_fields(context)), repr(context.register))

    def changes(self) -> Iterator[str]:
        """Yield the names of what is not as it was; what was derived is compared for small plans only, to save time."""
        now = dict(_fields(self.context))
        yield from (name for name, was in self.fields.items() if now[name] is not was)
        if repr(self.context.register) != self.register:
            yield "register"
        if isinstance(self.context, PlanContext) and len(self.context.plan.actions) <= _SMALL:
            yield from _changed_views(self.context)


def _changed_views(context: PlanContext) -> Iterator[str]:
    """Yield the names of the derived views that are not what they are in a context that nobody has used."""
    derived: dict[str, Iterable[object]] = {}
    for name in _DERIVED:
        with contextlib.suppress(AttributeError):  # nobody has asked for it, and this does not derive it
            derived[name] = object.__getattribute__(context, name)
    again = attrs.evolve(context)
    for name, view in derived.items():
        with contextlib.suppress(Exception):  # a plan that was changed may not be one any more; that is reported
            if tuple(view) != tuple(getattr(again, name)):
                yield name


def _fields(context: PlanContext | PortfolioContext) -> Iterable[tuple[str, object]]:
    for field in attrs.fields(type(context)):
        if field.init and not field.name.startswith("_"):
            yield field.name, getattr(context, field.name)
