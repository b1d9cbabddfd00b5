"""What is wrong with a plugin, in words, and the line of its code. Imported only if a plugin has a fault."""

from __future__ import annotations

import inspect
import linecache
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import NamedTuple

from empact.diagnostics import did_you_mean
from empact.errors import line_in, place_of
from empact.hooks import specs
from empact.hooks.loaded import Line, RefusedError, faults_ignored


def first_place(*things: object) -> str | None:
    """Return the place of the first thing whose place is known, such as ``line 7 of rules.py``; None if none is.

    A thing is what a plugin raised, a function of it, a :class:`Line`, or the plugin itself.
    """
    return next(filter(None, map(_place, things)), None)


def _place(thing: object) -> str | None:
    with faults_ignored():  # a plugin may raise at any attribute
        if isinstance(thing, BaseException):
            return place_of(thing)
        if isinstance(thing, Line):
            return _in_file(thing.plugin, rf"\s*{thing.word}\b")
        if inspect.isroutine(thing):
            code = inspect.unwrap(thing).__code__
            return line_in(code.co_filename, code.co_firstlineno)
        return _in_file(thing, rf"class {type(thing).__name__}\b")
    return None


def _in_file(plugin: object, start: str) -> str | None:
    """Return the line of the file of a plugin that starts with a pattern, or the file; None if it has no file."""
    module = plugin if isinstance(plugin, ModuleType) else sys.modules[type(plugin).__module__]
    if module.__file__ is None:
        return None
    lines = enumerate(linecache.getlines(module.__file__), 1)
    return line_in(module.__file__, next((number for number, line in lines if re.match(start, line)), None))


def check_parameters(plugin: object, functions: Mapping[str, Callable[..., object]]) -> None:
    """Check that the hook functions of a plugin have no parameters.

    Raises:
        RefusedError: One has.
    """
    for name, function in functions.items():
        parameters: list[str] = []
        with faults_ignored():  # a signature may be anything; then pluggy's error is reported
            parameters = list(inspect.signature(function).parameters)
        if parameters == ["self"] and isinstance(plugin, type):
            raise RefusedError(f"it is a class; the plugin is an object of it, {plugin.__name__}()", function)
        if parameters:
            given = ", ".join(map(repr, parameters))
            raise RefusedError(f"{name} has parameters ({given}), but a hook takes no arguments", function)


class HookFault(NamedTuple):
    """What looks like a hook of a plugin, but is not one."""

    message: str
    """What is wrong, in one sentence."""
    hint: str | None
    """What to write; None if that is not known."""
    short: str
    """What is wrong, in a few words."""
    things: tuple[object, ...]
    """What of the plugin it is about."""


def hook_faults(
    name: str, plugin: object, unknown: Mapping[str, object], without_mark: Mapping[str, object], *, has_hook: bool
) -> Iterator[HookFault]:
    """Return the faults of the hooks of a plugin.

    Args:
        name: The name of the plugin.
        plugin: The plugin.
        unknown: Its functions that are marked as hooks and have another name.
        without_mark: Its attributes that have the name of a hook and are not marked as one.
        has_hook: Whether any function is marked as a hook.
    """
    for hook, function in unknown.items():
        close = did_you_mean(hook, specs.HOOK_OF.values())
        hint = f"Did you mean {close!r}?" if close else None
        message = f"The plugin {name!r} implements {hook!r}, which is not a hook."
        yield HookFault(message, hint, f"{hook} is not a hook", (function,))
    for hook, value in without_mark.items():
        if callable(value):
            what, why = "a function", "that is not marked with @hookimpl, so it is never called"
            hint = "Write '@hookimpl' above it: from empact.hooks import hookimpl."
            short = f"{hook} is not marked with @hookimpl"
        else:
            what, why = "a value", "that is not a function, so it is never used"
            hint = "Write a function that returns it, with '@hookimpl' above it."
            short = f"{hook} is not a function"
        things = (value, Line(plugin, hook)) if inspect.isroutine(value) else (Line(plugin, hook),)
        yield HookFault(f"The plugin {name!r} has {what} {hook!r} {why}.", hint, short, things)
    if not has_hook and not without_mark:
        message = f"The plugin {name!r} has no hook, so it provides nothing."
        hint = "Write a function such as empact_rules, with '@hookimpl' above it, or name the module that has it."
        yield HookFault(message, hint, "it has no hook", (plugin,))
