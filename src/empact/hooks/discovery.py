"""Find plugins: those that ship with empact, those that are installed, and objects of a program."""

from __future__ import annotations

import enum
import functools
import importlib
import re
from collections.abc import Callable, Iterator

import attrs

from empact.reprs import short_repr

GROUP = "empact"
"""The entry point group of plugins, in ``project.entry-points``."""

_BUILT_IN = ("csv", "documents", "html", "json", "markdown", "rules", "text", "yaml")
OURS = frozenset(f"empact.{name}" for name in _BUILT_IN)
"""The names of the plugins that ship with empact."""
OWN_PREFIX = "OAP"
"""The prefix of rule codes that only plugins of empact may use."""


class PluginState(enum.Enum):
    """The state of a plugin in a session."""

    LOADED = "loaded"
    DISABLED = "disabled"
    BROKEN = "broken"


@attrs.frozen(kw_only=True)
class PluginInfo:
    """A plugin as ``empact plugins`` lists it.

    ``why`` is the reason if the plugin is disabled or broken, or its first error.
    """

    name: str
    distribution: str
    version: str | None
    state: PluginState
    why: str | None = None

    __repr__ = short_repr


@attrs.frozen
class Candidate:
    """A plugin that can be loaded: its name, its distribution and version, and the function that loads it."""

    name: str
    distribution: str
    version: str | None
    load: Callable[[], object] = attrs.field(repr=False, eq=False)

    __repr__ = short_repr

    def goes_by(self, name: str) -> bool:
        """Whether this is the name of the plugin or of its distribution (as :func:`normalised` compares them)."""
        return normalised(name) in {normalised(self.name), normalised(self.distribution)}


def normalised(name: str) -> str:
    """Return a name in the form in which distribution names are compared: ``OAP_C.2012`` gives ``oap-c-2012``."""
    return re.sub(r"[-_.]+", "-", name).lower()


def built_in() -> Iterator[Candidate]:
    """Return the plugins that ship with empact."""
    for name in _BUILT_IN:
        load = functools.partial(importlib.import_module, f"empact.plugins.{name}")
        yield Candidate(f"empact.{name}", "empact", None, load)


def installed() -> Iterator[Candidate]:
    """Return the plugins of all installed distributions, sorted by name and then by distribution."""
    from empact.hooks.entry_points import entry_points

    for point in entry_points(GROUP):
        yield Candidate(point.name, point.distribution, point.version, point.load)


def from_object(plugin: object) -> Candidate:
    """Return the candidate for a module or any other object with hook implementations."""
    name = getattr(plugin, "__name__", None) or type(plugin).__name__
    return Candidate(name, "", None, lambda: plugin)
