"""A value that a plugin provides, with the name of the plugin."""

from __future__ import annotations

from typing import Generic, TypeVar

from empact.values import value

T_co = TypeVar("T_co", covariant=True)


@value
class Provided(Generic[T_co]):
    """A value that a plugin provides, such as a rule, a reader or an exporter."""

    origin: str
    """The name of the plugin."""
    value: T_co
    """The rule, reader, exporter or other descriptor."""
