"""Find plugins: those that ship with empact, those that are installed, and objects of a program."""

from __future__ import annotations

import enum
import functools
import importlib
from collections.abc import Callable, Iterable, Iterator

import attrs

from empact.arguments import check_type, wrong_type
from empact.errors import PASSING
from empact.hooks.entry_points import entry_points, normalised
from empact.hooks.specs import hookimpl
from empact.values import value

GROUP = "empact"
"""The entry point group of plugins, in ``project.entry-points``."""

_BUILT_IN = {
    "csv": ("empact_exporters",),
    "documents": ("empact_documents",),
    "docx": ("empact_exporters",),
    "graphs": ("empact_exporters",),
    "html": ("empact_exporters",),
    "ics": ("empact_exporters",),
    "json": ("empact_readers", "empact_exporters", "empact_formatters"),
    "markdown": ("empact_exporters",),
    "rules": ("empact_rules",),
    "text": ("empact_formatters", "empact_exporters"),
    "xlsx": ("empact_exporters",),
    "yaml": ("empact_readers", "empact_exporters"),
}
"""The plugins that ship with empact, each with the hooks that it implements."""
OURS = frozenset(f"empact.{name}" for name in _BUILT_IN)
"""The names of the plugins that ship with empact."""
OWN_PREFIX = "OAP"
"""The prefix of rule codes that only plugins of empact may use."""


class PluginState(enum.Enum):
    """The state of a plugin in a session."""

    LOADED = "loaded"
    DISABLED = "disabled"
    BROKEN = "broken"


@value(kw_only=True)
class PluginInfo:
    """A plugin as ``empact plugins`` lists it."""

    name: str
    """The name of the plugin, by which it can be disabled."""
    distribution: str
    """The name of the installed distribution that contains it; empty for an object that a program gives."""
    version: str | None
    """The version of that distribution; None for the plugins of empact and for an object that a program gives."""
    state: PluginState
    """Whether the plugin is loaded, disabled or broken."""
    why: str | None = None
    """Why it is disabled or broken, or its first error; None if nothing is wrong."""


@value
class Candidate:
    """A plugin that can be loaded."""

    name: str
    """The name of the plugin, by which it can be disabled."""
    distribution: str
    """The name of the installed distribution that contains it; empty for an object that a program gives."""
    version: str | None
    """The version of that distribution; None for the plugins of empact and for an object that a program gives."""
    load: Callable[[], object] = attrs.field(repr=False, eq=False)
    """Returns the plugin: its module, or another object with hook implementations. It can raise any exception."""

    def goes_by(self, name: str) -> bool:
        """Whether this is the name of the plugin or of its distribution (as ``normalised`` compares them)."""
        return normalised(name) in {normalised(self.name), normalised(self.distribution)}


class BuiltIn:
    """A plugin that ships with empact. Its module is imported when one of its hooks is called."""

    def __init__(self, name: str, implemented: Iterable[str]) -> None:
        self.module = f"empact.plugins.{name}"
        self._implemented = tuple(implemented)
        for hook in self._implemented:
            setattr(self, hook, hookimpl(self._calls(hook)))

    def __dir__(self) -> Iterable[str]:
        """Return the hooks: pluggy inspects every name that it gets here, at 10 microseconds each."""
        return self._implemented

    def _calls(self, hook: str) -> Callable[[], object]:
        def call() -> object:
            return getattr(importlib.import_module(self.module), hook)()

        return call


def built_in() -> Iterator[Candidate]:
    """Return the plugins that ship with empact."""
    for name, implemented in _BUILT_IN.items():
        yield Candidate(f"empact.{name}", "empact", None, functools.partial(BuiltIn, name, implemented))


def installed() -> Iterator[Candidate]:
    """Return the plugins of all installed distributions, sorted by name and then by distribution."""
    for point in entry_points(GROUP):
        yield Candidate(point.name, point.distribution, point.version, point.load)


def from_objects(plugins: Iterable[object]) -> Iterator[Candidate]:
    """Return the candidates for the plugins of a program.

    Raises:
        TypeError: The plugins are a single module or a text.
    """
    check_type("plugins", "a list of modules or objects", Iterable, plugins)
    if isinstance(plugins, str):
        raise wrong_type("plugins", "a list of modules or objects", plugins)
    return map(from_object, plugins)


def from_object(plugin: object) -> Candidate:
    """Return the candidate for a module or any other object with hook implementations."""
    try:
        name: object = getattr(plugin, "__name__", None)
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001 - a plugin may raise anything at any attribute; it is reported when it is loaded
        name = None
    return Candidate(name if isinstance(name, str) and name else type(plugin).__name__, "", None, lambda: plugin)
