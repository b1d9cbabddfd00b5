"""A value that a plugin provides, with the name of the plugin."""

from __future__ import annotations

from typing import Generic, TypeVar

from empact.values import value

T_co = TypeVar("T_co", covariant=True)


@value
class Provided(Generic[T_co]):
    """A value that a plugin provides, such as a rule, a reader or an exporter; ``origin`` is the name of the plugin."""

    origin: str
    value: T_co
