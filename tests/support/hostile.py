"""What a plugin can do wrong: exceptions of every kind, and objects that raise whatever is done with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NoReturn

import attrs
import pytest

from empact import Plan, Session
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl

OBJECT = object()
"""An object whose representation has its address in memory."""


class UnspeakableError(Exception):
    def __str__(self) -> str:
        raise asyncio.CancelledError


CRASHES: dict[str, Callable[[], BaseException]] = {
    "an exception": lambda: RuntimeError("broken"),
    "an exit": lambda: SystemExit(3),
    "a cancelled task": asyncio.CancelledError,
    "a skipped test": lambda: pytest.skip.Exception("skipped"),
    "a bare one": lambda: BaseException("bare"),
    "a group": lambda: BaseExceptionGroup("several", [SystemExit(1), ValueError("x")]),
    "one without words": UnspeakableError,
    "one with an address": lambda: ValueError(f"no use for {OBJECT!r}"),
    "a long one": lambda: ValueError("x" * 100_000),
    "one of attrs": lambda: TypeError("'a' must be a text", attrs.fields(Finding)[0], str, 7),
}
"""Exceptions by what they are; each call makes a new one."""


class Thorny:
    """An object that raises at any attribute."""

    def __getattr__(self, name: str) -> NoReturn:
        raise RuntimeError(name)


class Classless:
    """An object that raises when its class is asked for, as ``isinstance`` does."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        raise SystemExit(4)

    def __repr__(self) -> str:
        raise asyncio.CancelledError


OBJECTS: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "a number": lambda: 7,
    "a text": lambda: "a text",
    "an object": lambda: OBJECT,
    "a thorny object": Thorny,
    "an object without a class": Classless,
    "a class": lambda: Finding,
}
"""Objects that are wrong wherever they are given."""


def crashing(make: Callable[[], BaseException]) -> Callable[..., NoReturn]:
    """Return a function that raises an exception, whatever its arguments are."""

    def crash(*_arguments: object, **_options: object) -> NoReturn:
        raise make()

    return crash


def good_check(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding(f"Seen {plan.id}.", Pointer())


def plugin(name: str, **hooks: Callable[[], object]) -> ModuleType:
    """Return a plugin with a function for each hook."""
    module = ModuleType(name)
    for hook, answer in hooks.items():
        setattr(module, hook, hookimpl(named(hook, answer)))
    return module


def named(hook: str, answer: Callable[[], object]) -> Callable[[], object]:
    def implementation() -> object:
        return answer()

    implementation.__name__ = hook
    return implementation


def rule(check: Any, code: str = "BAD001") -> Rule:
    return Rule(code=code, name=f"rule-{code.lower()}", severity=Severity.WARNING, doc="For a test.", check=check)


GOOD = plugin("good", empact_rules=lambda: [rule(good_check, "GOOD001")])
"""A plugin without a fault: what a plugin beside it does takes nothing from it."""


def session_with(*plugins: object) -> Session:
    return Session([*plugins, GOOD])


def assert_readable(*messages: str) -> None:
    """Check that messages are one short line each, without addresses in memory and raw tuples of attrs."""
    for message in messages:
        assert len(message) < 500
        assert " at 0x" not in message
        assert "Attribute(" not in message
        assert "\n" not in message
