"""The plugins of a session, and all that it is set up with: functions take this, and know no session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, overload

import attrs

from empact.errors import UnknownFormatError
from empact.hooks.discovery import PluginInfo
from empact.hooks.registry import Plugins
from empact.reprs import call_repr, short_repr

if TYPE_CHECKING:
    from empact.config import Config
    from empact.diagnostics import Diagnostics
    from empact.hooks import Command, DocumentSpec, Exporter, Formatter, Option, Profile, Reader
    from empact.model import Extension
    from empact.reference import Register
    from empact.session.workspaces import Workspace
    from empact.validation import Provided, Rule


class SessionPlugins(Sequence[PluginInfo]):
    """Every plugin, with its state (loaded, disabled, broken) and the reason."""

    def __init__(self, plugins: Plugins) -> None:
        self._plugins = plugins

    def __repr__(self) -> str:
        return call_repr(self, (info.name for info in self))

    @overload
    def __getitem__(self, index: int) -> PluginInfo: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PluginInfo, ...]: ...
    def __getitem__(self, index: int | slice) -> PluginInfo | tuple[PluginInfo, ...]:
        return self._plugins.infos[index]

    def __len__(self) -> int:
        return len(self._plugins.infos)

    @property
    def diagnostics(self) -> Diagnostics:
        """The problems of plugins: one cannot be loaded, a hook fails, or two plugins provide the same name."""
        return self._plugins.diagnostics

    @property
    def timed(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with the time of its import (``import_ms``).

        The plugins that ship with empact are imported for it, since a session imports them when they are used. A module
        that the program had imported before takes next to no time.
        """
        return self._plugins.timed

    def named(self, value: DocumentSpec | Exporter | Formatter | Command) -> str:
        """Return what an error calls a value: ``The exporter 'csv' of the plugin 'empact.csv'``."""
        word = type(value).__name__.lower().removesuffix("spec")
        origin = self._plugins.origin_of(value)
        return f"The {word} {value.name!r}{'' if origin is None else f' of the plugin {origin!r}'}"

    @property
    def register(self) -> Register:
        """The known parties: those that ship with empact, and those that plugins provide."""
        return self._plugins.register

    @property
    def rules(self) -> tuple[Provided[Rule], ...]:
        """Every rule, each with the plugin that provides it, sorted by code."""
        return tuple(sorted(self._plugins.rules, key=lambda provided: provided.value.code))

    @property
    def documents(self) -> tuple[DocumentSpec, ...]:
        """The documents that can be exported, beside the plans themselves."""
        return tuple(provided.value for provided in self._plugins.documents)

    @property
    def exporters(self) -> tuple[Exporter, ...]:
        """The exporters: the formats that plans and documents can be exported to."""
        return tuple(provided.value for provided in self._plugins.exporters)

    @property
    def formatters(self) -> tuple[Formatter, ...]:
        """The formatters: the formats that findings can be printed in."""
        return tuple(provided.value for provided in self._plugins.formatters)

    @property
    def readers(self) -> tuple[Reader, ...]:
        """The readers: the formats that files can have."""
        return tuple(provided.value for provided in self._plugins.readers)

    def reader_of(self, source: str, format: str | None) -> Reader | None:
        """Return the reader of a file, by the name of a format or by the suffix of the file; None if there is none."""
        try:
            return self._plugins.reader(format, PurePath(source).suffix)
        except UnknownFormatError:
            return None

    def options_of(self, reader: Reader) -> tuple[Option, ...]:
        """Return the options of a reader.

        Raises:
            MissingExtraError: A library that they need is not installed.
            PluginError: They cannot be imported, or cannot be used.
        """
        if reader.options is None:
            return ()
        from empact.hooks.combining import options_of  # most readers have none

        return options_of(reader, self._plugins.origin_of(reader))

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The profiles: named selections of rules."""
        return tuple(provided.value for provided in self._plugins.profiles)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands that plugins add to the command line."""
        return tuple(provided.value for provided in self._plugins.commands)

    @property
    def extensions(self) -> tuple[Extension[Any], ...]:
        """The typed data that plugins add to plans, goals and actions."""
        return self._plugins.extensions


@attrs.frozen(kw_only=True, eq=False)
class Setup:
    """What a session is set up with."""

    plugins: SessionPlugins
    """The plugins, with the rules, documents, exporters, formatters and parties that they provide."""
    config: Config | None
    """The configuration; None if there is none."""
    workspace: Workspace
    """The folders of the user's records."""

    __repr__ = short_repr
