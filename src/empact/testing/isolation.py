"""Loads a plugin in isolation: its own descriptors, and a session without other installed plugins."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

import attrs

from empact.hooks import PluginInfo, PluginState
from empact.hooks.discovery import built_in, from_object
from empact.hooks.manager import PluginManager
from empact.model import Plan
from empact.session import Session

T = TypeVar("T")


class Isolated:
    """A plugin under test; a built-in plugin keeps the name that it has in a session.

    Args:
        plugin: A module, or another object with hook implementations.
        others: Other plugins for the session.
    """

    def __init__(self, plugin: object, others: Iterable[object] = ()) -> None:
        module = getattr(plugin, "__name__", None)
        ours = [candidate for candidate in built_in() if getattr(candidate.load(), "module", "") == module]
        candidate = attrs.evolve(ours[0], load=lambda: plugin) if ours else from_object(plugin)
        self._manager = PluginManager([candidate])
        self.plugin = plugin
        self.name = candidate.name
        self.session = Session([*([] if ours else [plugin]), *others])

    @cached_property
    def info(self) -> PluginInfo:
        """The state of the plugin in the session."""
        return next(info for info in self.session.plugins if info.name == self.name)

    @property
    def loaded(self) -> bool:
        """Whether the plugin was loaded."""
        return self.info.state is PluginState.LOADED

    def provided(self, kind: type[T]) -> tuple[T, ...]:
        """Return the descriptors of a class that the plugin provides."""
        return tuple(provided.value for provided in self._manager.ask(kind))


@functools.cache
def reference_plan() -> Plan:
    """Load the reference plan, C-2012, from the plugin in the wheel of empact."""
    return Session([importlib.import_module("oap_c_2012")]).load("oap-c-2012")
