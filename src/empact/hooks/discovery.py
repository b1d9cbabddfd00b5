"""Find plugins: those that ship with empact, those that are installed, and objects of a program."""

from __future__ import annotations

import enum
import functools
import importlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

import attrs

from empact.arguments import check_type, wrong_type
from empact.errors import PASSING
from empact.hooks.specs import hookimpl
from empact.values import value

_PLAIN = re.compile(r"[\w.]+")
_LONGEST_NAME = 100
_SUFFIXES = (".dist-info", ".egg-info")


@value
class EntryPoint:
    """An entry point of an installed distribution, which names a plugin."""

    name: str
    """The name of the entry point, which is the name of the plugin."""
    value: str
    """What it names: a module, or an object in it as ``package.module:object``."""
    load: Callable[[], object] = attrs.field(repr=False, eq=False)
    """Imports and returns what the entry point names. It can raise any exception."""
    distribution: str
    """The name of the distribution."""
    version: str | None
    """The version of the distribution; None if its metadata does not say."""


def normalised(name: str) -> str:
    """Return a name in the form in which distribution names are compared: ``OAP_C.2012`` gives ``oap-c-2012``."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entry_points(group: str) -> list[EntryPoint]:
    """Return the entry points of a group, sorted by name and then by distribution."""
    folders = [path or "." for path in sys.path]
    if _only_folders(folders):
        points = _of_folders(folders, group)
    else:
        from empact.hooks.archives import entry_points_of

        points = entry_points_of(group)
    return sorted(points, key=lambda point: (point.name, point.distribution))


def _only_folders(paths: list[str]) -> bool:
    """Whether every distribution is in a folder: there is no archive on the path and no other finder."""
    archives = any(path.endswith(".egg") or Path(path).is_file() for path in paths)
    return not archives and not any(
        finder is not PathFinder and hasattr(finder, "find_distributions") for finder in sys.meta_path
    )


def trusted_name(written: str | None, folder: str) -> str:
    """Return the name of a distribution: that of its metadata, but that of empact only if its folder has it too."""
    name = name_in(folder)
    return written if written and (written != OWN_DISTRIBUTION or name == OWN_DISTRIBUTION) else name


def name_in(folder: str) -> str:
    """Return the name of the distribution in that of its folder: ``oap_c-2.5.dist-info`` gives ``oap-c``."""
    return normalised(folder.rpartition(".")[0].partition("-")[0])


def _of_folders(folders: list[str], group: str) -> Iterator[EntryPoint]:
    seen: set[str] = set()
    for information in (path for folder in folders for path in _informations(folder)):
        folder = information.rpartition("/")[2]
        name = name_in(folder)
        if name in seen:  # the first one on the path is the one that is imported
            continue
        seen.add(name)
        points = _section(_text(f"{information}/entry_points.txt"), group)
        if points:
            headers = _headers(_text(f"{information}/METADATA") or _text(f"{information}/PKG-INFO"))
            for point, value in points.items():
                load = _loader(point, value, group)
                distribution = trusted_name(headers.get("Name"), folder)
                yield EntryPoint(point, value, load, distribution, headers.get("Version"))


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

        point = EntryPoint(name, value, group)
        if point.pattern.match(value) is None:
            message = f"its entry point is {value!r}, not the name of a module"
            raise ValueError(message)
        return point.load()

    return load


GROUP = "empact"
"""The entry point group of plugins, in ``project.entry-points``."""

_BUILT_IN = {
    "csv": ("empact_exporters",),
    "documents": ("empact_documents",),
    "docx": ("empact_exporters",),
    "forms": ("empact_readers",),
    "graphs": ("empact_exporters",),
    "html": ("empact_exporters",),
    "ics": ("empact_exporters",),
    "importing": ("empact_readers",),
    "json": ("empact_readers", "empact_exporters", "empact_formatters"),
    "markdown": ("empact_exporters",),
    "parquet": ("empact_exporters",),
    "rules": ("empact_rules",),
    "text": ("empact_formatters", "empact_exporters"),
    "xlsx": ("empact_exporters",),
    "yaml": ("empact_readers", "empact_exporters"),
}
"""The plugins that ship with empact, each with the hooks that it implements."""
OURS = frozenset(f"empact.{name}" for name in _BUILT_IN)
"""The names of the plugins that ship with empact."""
OWN_DISTRIBUTION = "empact"
"""The distribution of the plugins that ship with empact and of the reference plan."""
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
    """The name of the plugin, for disabling it."""
    distribution: str
    """The name of the installed distribution that contains it; empty for an object that a program gives."""
    version: str | None
    """The version of that distribution; None for the plugins of empact and for an object that a program gives."""
    state: PluginState
    """Whether the plugin is loaded, disabled or broken."""
    why: str | None = None
    """Why it is disabled or broken, or its first error; None if nothing is wrong."""
    import_ms: float | None = attrs.field(default=None, eq=False)
    """How long its import took, in milliseconds, including the modules that it was the first to import. None if times
    were not requested, or if the plugin is disabled.
    """


@value
class Candidate:
    """A plugin that can be loaded."""

    name: str
    """The name of the plugin, for disabling it."""
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
        self.import_ms: float | None = None
        self._implemented = tuple(implemented)
        for hook in self._implemented:
            setattr(self, hook, hookimpl(self._calls(hook)))

    def __dir__(self) -> Iterable[str]:
        """Return the hooks: pluggy inspects every name that it gets here, at 10 microseconds each."""
        return self._implemented

    def imported(self) -> ModuleType:
        """Import its module, and note how long that takes the first time."""
        start = time.perf_counter()
        module = importlib.import_module(self.module)
        if self.import_ms is None:
            self.import_ms = milliseconds_since(start)
        return module

    def _calls(self, hook: str) -> Callable[[], object]:
        def call() -> object:
            return getattr(self.imported(), hook)()

        return call


def milliseconds_since(start: float) -> float:
    """Return the time since a call of ``time.perf_counter``, to a tenth of a millisecond."""
    return round(1000 * (time.perf_counter() - start), 1)


def built_in() -> Iterator[Candidate]:
    """Return the plugins that ship with empact."""
    for name, implemented in _BUILT_IN.items():
        yield Candidate(f"empact.{name}", OWN_DISTRIBUTION, None, functools.partial(BuiltIn, name, implemented))


def installed() -> Iterator[Candidate]:
    """Return the plugins of all installed distributions in the order of trust.

    Those of empact come first, and then those that are named like their distribution: if a name or code is taken, the
    value of a later plugin is ignored. Each of these is sorted by name and then by distribution.
    """
    for point in sorted(entry_points(GROUP), key=_distrust):
        yield _candidate(point.name, point.distribution, point.version, point.load)


def _distrust(point: EntryPoint) -> int:
    """Return 0 for a plugin of empact, 1 for one with the name of its distribution, as its module, and 2 for others."""
    if point.distribution == OWN_DISTRIBUTION:
        return 0
    names = {normalised(name) for name in (point.name, point.value.partition(":")[0].partition(".")[0])}
    return 1 if names == {normalised(point.distribution)} else 2


def from_objects(plugins: Iterable[object]) -> Iterator[Candidate]:
    """Return the candidates for the plugins of a program.

    Raises:
        TypeError: The plugins are a single module or a text, or one of them is a text.
    """
    check_type("plugins", "a list of modules or objects", Iterable, plugins)
    if isinstance(plugins, str):
        raise wrong_type("plugins", "a list of modules or objects", plugins)
    several = tuple(plugins)
    for plugin in several:
        if issubclass(type(plugin), str):  # isinstance would ask the plugin, which may raise anything
            raise wrong_type("Each of plugins", "a module or an object with hooks", plugin, _write_plugin(str(plugin)))
    return map(from_object, several)


def _write_plugin(name: str) -> str:
    """Return what to write instead of the name of a plugin: a session with names would need every installed one."""
    module = name.replace("-", "_")
    return f"import {module} and plugins=[{module}]; Session.installed() has all installed plugins"


def from_object(plugin: object) -> Candidate:
    """Return the candidate for a module or any other object with hook implementations."""
    try:
        name: object = getattr(plugin, "__name__", None)
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001 - a plugin may raise anything at any attribute; it is reported when it is loaded
        name = None
    word = str.__str__(name) if isinstance(name, str) else ""  # a plain text: all names are compared to it
    return _candidate(word or type(plugin).__name__, "", None, lambda: plugin)


def _candidate(name: str, distribution: str, version: str | None, load: Callable[[], object]) -> Candidate:
    """Return a candidate; one whose name cannot be printed in a line is listed with another, and is not loaded."""
    if name and name.isprintable() and len(name) <= _LONGEST_NAME:
        return Candidate(name, distribution, version, load)

    def refuse() -> object:
        message = "its name is empty, too long, or cannot be printed in a line"
        raise ValueError(message)

    return Candidate(repr(name[:_LONGEST_NAME])[1:-1] or "(no name)", distribution, version, refuse)
