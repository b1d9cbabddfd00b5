"""Find plugins: those that ship with empact, those that are installed, and objects of a program."""

from __future__ import annotations

import enum
import functools
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path

import attrs

from empact.arguments import check_type, wrong_type
from empact.errors import PASSING
from empact.hooks.specs import hookimpl
from empact.values import value

_PLAIN = re.compile(r"[\w.]+")
_SUFFIXES = (".dist-info", ".egg-info")


@value
class EntryPoint:
    """An entry point of an installed distribution, which names a plugin."""

    name: str
    """The name of the entry point, which is that of the plugin."""
    load: Callable[[], object] = attrs.field(repr=False, eq=False)
    """Imports and returns what the entry point names. It can raise any exception."""
    distribution: str
    """The name of the distribution."""
    version: str | None
    """The version of the distribution; None if its metadata does not say it."""


def normalised(name: str) -> str:
    """Return a name in the form in which distribution names are compared: ``OAP_C.2012`` gives ``oap-c-2012``."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entry_points(group: str) -> list[EntryPoint]:
    """Return the entry points of a group, sorted by name and then by distribution."""
    folders = [path or "." for path in sys.path]
    points = _of_folders(folders, group) if _only_folders(folders) else _of_metadata(group)
    return sorted(points, key=lambda point: (point.name, point.distribution))


def _only_folders(paths: list[str]) -> bool:
    """Whether every distribution is in a folder: there is no archive on the path and no other finder."""
    archives = any(path.endswith(".egg") or Path(path).is_file() for path in paths)
    return not archives and not any(
        finder is not PathFinder and hasattr(finder, "find_distributions") for finder in sys.meta_path
    )


def _of_metadata(group: str) -> Iterator[EntryPoint]:
    from importlib import metadata

    for point in metadata.entry_points(group=group):
        dist = point.dist
        yield EntryPoint(point.name, point.load, dist.name if dist else "", dist.version if dist else None)


def _of_folders(folders: list[str], group: str) -> Iterator[EntryPoint]:
    seen: set[str] = set()
    for information in (path for folder in folders for path in _informations(folder)):
        name = normalised(information.rpartition("/")[2].rpartition(".")[0].partition("-")[0])
        if name in seen:  # the first one on the path is the one that is imported
            continue
        seen.add(name)
        points = _section(_text(f"{information}/entry_points.txt"), group)
        if points:
            headers = _headers(_text(f"{information}/METADATA") or _text(f"{information}/PKG-INFO"))
            for point, value in points.items():
                load = _loader(point, value, group)
                yield EntryPoint(point, load, headers.get("Name", name), headers.get("Version"))


def _informations(folder: str) -> list[str]:
    """Return the folders with information about distributions in a folder of the path."""
    try:
        return [f"{folder}/{name}" for name in os.listdir(folder) if name.lower().endswith(_SUFFIXES)]  # noqa: PTH208 - see above
    except OSError:
        return []


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - see above
            return file.read()
    except OSError:
        return ""


def _section(text: str, group: str) -> dict[str, str]:
    """Return the entries of a section of ``entry_points.txt``."""
    entries: dict[str, str] = {}
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif section == group and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            entries[name.strip()] = value.strip()
    return entries


def _headers(text: str) -> Mapping[str, str]:
    """Return the headers of a metadata file, up to the first empty line."""
    lines = (line.partition(":") for line in text.partition("\n\n")[0].splitlines() if not line.startswith(" "))
    return {name: value.strip() for name, _, value in lines}


def _loader(name: str, value: str, group: str) -> Callable[[], object]:
    def load() -> object:
        if _PLAIN.fullmatch(value):
            return import_module(value)
        from importlib.metadata import EntryPoint  # an attribute of a module, or extras

        return EntryPoint(name, value, group).load()

    return load


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
