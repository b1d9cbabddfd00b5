"""Which plugins there are - those that ship with empact, are installed, or are handed over - and how one is listed."""

from __future__ import annotations

import enum
import functools
import importlib
import re
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, entry_points

import attrs

from empact.reprs import short_repr

GROUP = "empact"
"""The group of ``project.entry-points`` in which plugins announce themselves."""

_BUILT_IN = ("csv", "governance", "json", "rules", "text", "yaml")
OURS = frozenset(f"empact.{name}" for name in _BUILT_IN)
"""The names of the plugins that ship with empact."""
OWN_PREFIX = "OAP"
"""The prefix of the codes that only they may use."""


class PluginState(enum.Enum):
    """What became of a plugin."""

    LOADED = "loaded"
    DISABLED = "disabled"
    BROKEN = "broken"


@attrs.frozen(kw_only=True)
class PluginInfo:
    """A plugin as ``empact plugins`` lists it; ``why`` says why it is disabled or broken, or what it did wrong."""

    name: str
    distribution: str
    version: str | None
    state: PluginState
    why: str | None = None

    __repr__ = short_repr


@attrs.frozen
class Candidate:
    """A plugin that may be loaded: its name, who distributes it, and how to get hold of it."""

    name: str
    distribution: str
    version: str | None
    load: Callable[[], object] = attrs.field(repr=False, eq=False)

    __repr__ = short_repr

    def goes_by(self, name: str) -> bool:
        """Whether a user who writes this name means the plugin or its distribution."""
        return normalised(name) in {normalised(self.name), normalised(self.distribution)}


def normalised(name: str) -> str:
    """A name as distributions are compared: ``OAP_C.2012`` is ``oap-c-2012``."""
    return re.sub(r"[-_.]+", "-", name).lower()


def built_in() -> Iterator[Candidate]:
    """The plugins that ship with empact."""
    for name in _BUILT_IN:
        load = functools.partial(importlib.import_module, f"empact.plugins.{name}")
        yield Candidate(f"empact.{name}", "empact", None, load)


def installed() -> Iterator[Candidate]:
    """The plugins of all installed distributions, in the order of their names, then of the distributions."""
    for point in sorted(entry_points(group=GROUP), key=_place):
        dist = point.dist
        yield Candidate(point.name, dist.name if dist else "", dist.version if dist else None, point.load)


def _place(point: EntryPoint) -> tuple[str, str]:
    return point.name, point.dist.name if point.dist else ""


def handed_over(plugin: object) -> Candidate:
    """A plugin that a program passes to its session: a module, or any object with hook implementations."""
    name = getattr(plugin, "__name__", None) or type(plugin).__name__
    return Candidate(name, "", None, lambda: plugin)
