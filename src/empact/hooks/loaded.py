"""The parts of a plugin: its hook functions and descriptors, and what would disturb other plugins."""

from __future__ import annotations

import contextlib
import enum
import inspect
from collections.abc import Container, Generator, Iterable, Mapping
from typing import NamedTuple, cast

import attrs

from empact.errors import PASSING, cause_of, without_addresses
from empact.hooks import specs

EMPACT_API = 1
"""The version of the plugin API. Within one version, things are only added; a plugin can state the one it needs."""
_FIRST_API = 1


class HookFunctions:
    """The hook functions of a plugin. pluggy gets these instead of the plugin.

    It compares, hashes and prints plugins, each time another one is added: one whose ``__eq__`` raises would be loaded,
    and the next one would not.
    """

    def __init__(self, functions: Mapping[str, object]) -> None:
        self.__dict__.update(functions)

    def __dir__(self) -> Iterable[str]:
        """Return the names of the functions: pluggy inspects every name that it gets here."""
        return self.__dict__


@contextlib.contextmanager
def faults_ignored() -> Generator[None]:
    """Ignore whatever a plugin raises in the block."""
    try:
        yield
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001, S110 - what it is matters elsewhere
        pass


class Line(NamedTuple):
    """A line of the file of a plugin, by the word that it starts with."""

    plugin: object
    """The plugin: its module, or an object."""
    word: str
    """The word, such as ``EMPACT_API``."""


class RefusedError(Exception):
    """A plugin is not loaded, for a ``reason``; ``things`` are those of its code that the reason is about."""

    def __init__(self, reason: str, *things: object) -> None:
        super().__init__(reason)
        self.reason: str = reason
        self.things: tuple[object, ...] = things


def check_api(plugin: object) -> None:
    """Check that the plugin API that a plugin needs is supported.

    Raises:
        RefusedError: It is not.
    """
    number = getattr(plugin, "EMPACT_API", EMPACT_API)
    if not isinstance(number, int) or isinstance(number, bool):
        reason = f"EMPACT_API is {safe_repr(number)}, which is not a whole number"
    elif number > EMPACT_API:
        reason = (
            f"it needs the plugin API {number}, but this version of empact has {EMPACT_API}; install a newer empact"
        )
    elif number < _FIRST_API:
        reason = f"EMPACT_API is {number}, but the first plugin API is {_FIRST_API}; write EMPACT_API = {EMPACT_API}"
    else:
        return
    raise RefusedError(reason, Line(plugin, "EMPACT_API"))


def unmarked(plugin: object, marked: Container[str]) -> dict[str, object]:
    """Return the attributes of a plugin that have the name of a hook and are not marked as one."""
    with faults_ignored():  # a plugin may raise at any attribute
        hooks = [name for name in specs.HOOK_OF.values() if name not in marked]
        return {name: getattr(plugin, name) for name in hooks if getattr(plugin, name, None) is not None}
    return {}


def listed(answer: object) -> list[object]:
    """Return the descriptors that a hook returned, as a list.

    Raises:
        TypeError: It returned something else.
    """
    if inspect.iscoroutine(answer):
        answer.close()  # else Python warns of it at another line
        raise TypeError("it is an async function; write 'def' instead of 'async def'")
    if isinstance(answer, (str, bytes)):
        message = f"it returns the string {answer!r} instead of descriptors"
        raise TypeError(message)
    if not isinstance(answer, Iterable):
        message = f"it returns one {type(answer).__name__} instead of a list of descriptors"
        raise TypeError(message)
    return list(cast("Iterable[object]", answer))


def descriptor_fault(descriptor: object, kind: type[object]) -> str | None:
    """Return the first fault in a descriptor that would disturb other plugins; None if there is none."""
    try:
        if not isinstance(descriptor, kind):
            return f"which is not a {kind.__name__}"
        if type(descriptor) is not kind:
            return f"which is of the subclass {type(descriptor).__name__} of {kind.__name__}"
        hash(descriptor)
        for field in attrs.fields(kind):  # type: ignore[arg-type]
            value = getattr(descriptor, field.name)
            if field.type in {str, "str"} and not isinstance(value, str):
                return f"whose {field.name!r} is {safe_repr(value)}, not a string"
            items = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
            if not all(map(_is_plain, items)):
                return f"whose {field.name!r} is a subclass of str, not a string"
    except PASSING:
        raise
    except BaseException as crash:  # noqa: BLE001 - an object of a plugin may raise anything
        return f"which cannot be used ({cause_of(crash)})"
    return None


def _is_plain(value: object) -> bool:
    """Whether a value, if it is a text, is compared as one: the names of other plugins are compared to it."""
    return type(value) is str or not isinstance(value, str) or isinstance(value, enum.Enum)


def safe_repr(value: object) -> str:
    """Return the representation of an object of a plugin, or the name of its class if that raises."""
    try:
        return without_addresses(repr(value))
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001 - the repr of an object of a plugin may raise anything
        return f"a {type(value).__name__}"
