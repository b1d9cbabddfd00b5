"""Plugins: what a session asks of them, each hook once, and what is left of their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from empact.diagnostics import Diagnostics
from empact.errors import UnknownFormatError
from empact.hooks import (
    BundledPlan,
    Command,
    Exporter,
    Formatter,
    Party,
    PluginInfo,
    Profile,
    Reader,
    Rule,
)
from empact.hooks.discovery import Candidate, normalised
from empact.hooks.manager import PluginManager
from empact.model import Extension
from empact.reference import Register, register
from empact.serde import check_extension
from empact.validation import Provided

N = TypeVar("N", Reader, Exporter, Formatter)


class Plugins:
    """The answers of the plugins: without what clashes, and with every fault told. Nothing is asked before it is used.

    ``disabled`` are the names of plugins that are not to be loaded, each with who wants that.
    """

    def __init__(self, candidates: Sequence[Candidate], disabled: Mapping[str, str]) -> None:
        self._candidates = candidates
        self._disabled = disabled

    @cached_property
    def _manager(self) -> PluginManager:
        return PluginManager(self._candidates, self._disabled)

    @cached_property
    def rules(self) -> list[Provided[Rule]]:
        """The rules, each with the plugin that brings it."""
        offers = self._manager.ask("empact_rules", Rule)
        once = self._manager.without_clashes(offers, lambda rule: rule.code, lambda rule: rule.name)
        return self._manager.within_prefixes(once)

    @cached_property
    def readers(self) -> list[Provided[Reader]]:
        """The readers of files."""
        offers = self._manager.without_clashes(self._manager.ask("empact_readers", Reader), lambda reader: reader.name)
        self._manager.tell_shared(offers, "files with the suffix", lambda reader: map(str.lower, reader.suffixes))
        return offers

    @cached_property
    def exporters(self) -> list[Provided[Exporter]]:
        """The formats of exports."""
        return self._manager.without_clashes(self._manager.ask("empact_exporters", Exporter), lambda one: one.name)

    @cached_property
    def formatters(self) -> list[Provided[Formatter]]:
        """The forms of reports."""
        return self._manager.without_clashes(self._manager.ask("empact_formatters", Formatter), lambda one: one.name)

    @cached_property
    def plans(self) -> list[Provided[BundledPlan]]:
        """The plans that the plugins bring along."""
        return self._manager.without_clashes(
            self._manager.ask("empact_plans", BundledPlan), lambda plan: normalised(plan.name)
        )

    @cached_property
    def profiles(self) -> list[Provided[Profile]]:
        """The choices of rules."""
        return self._manager.without_clashes(self._manager.ask("empact_profiles", Profile), lambda one: one.name)

    @cached_property
    def commands(self) -> list[Provided[Command]]:
        """The commands."""
        return self._manager.without_clashes(self._manager.ask("empact_commands", Command), lambda one: one.name)

    @cached_property
    def extensions(self) -> tuple[Extension[Any], ...]:
        """The typed data that plugins add to plans, goals and actions."""
        handed_over: list[Provided[Extension[Any]]] = self._manager.ask("empact_extensions", Extension)
        offers: list[Provided[Extension[Any]]] = []
        for provided in handed_over:
            try:
                check_extension(provided.value)
            except Exception as crash:  # noqa: BLE001 - the class may hold anything
                self._manager.fail(provided.origin, "empact_extensions", crash)
            else:
                offers.append(provided)
        kept = self._manager.without_clashes(offers, lambda one: f"{one.name} on {one.on.__name__}")
        return tuple(provided.value for provided in kept)

    @cached_property
    def register(self) -> Register:
        """Who is who: the parties that empact knows, and those that the plugins bring."""
        offers = self._manager.ask("empact_parties", Party)
        known = register()
        for origin in dict.fromkeys(provided.origin for provided in offers):
            before = len(known.clashes)
            try:
                known = known.with_parties(provided.value for provided in offers if provided.origin == origin)
            except Exception as crash:  # noqa: BLE001 - the parts of a party may be anything
                self._manager.fail(origin, "empact_parties", crash)
            for clash in known.clashes[before:]:
                message = (
                    f"The plugin {origin!r} brings the party {clash.refused.code!r} as {clash.name!r}, "
                    f"but that is {clash.kept.code!r} ({clash.kept.name}) already."
                )
                self._manager.clash(origin, message, "The spelling that is taken is left out; of a code, the party.")
        return known

    def _ask_all(self) -> None:
        """Ask at every hook, so that every fault is known."""
        _ = self.rules, self.readers, self.exporters, self.formatters
        _ = self.plans, self.profiles, self.commands, self.register, self.extensions

    @property
    def infos(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with what became of it and why."""
        self._ask_all()
        return self._manager.plugins

    @property
    def diagnostics(self) -> Diagnostics:
        """What the plugins did wrong: loading, answering, or bringing what another has brought before."""
        self._ask_all()
        return Diagnostics(self._manager.diagnostics)

    @property
    def suffixes(self) -> set[str]:
        """The suffixes of the files that can be read."""
        return {suffix.lower() for provided in self.readers for suffix in provided.value.suffixes}

    def reader(self, format: str | None, suffix: str) -> Reader:
        """The reader of a format, or, where none is named, of files with a suffix.

        Raises:
            UnknownFormatError: No reader is called so, or reads such files.
        """
        if format is not None:
            return named(self.readers, format, "Format")
        for provided in self.readers:
            if suffix.lower() in provided.value.suffixes:
                return provided.value
        known = [suffix for provided in self.readers for suffix in provided.value.suffixes]
        raise UnknownFormatError("Reader for files with the suffix", suffix, known)


def named(offers: Sequence[Provided[N]], name: str, what: str) -> N:
    """The one of several things that has this name; UnknownFormatError says ``what`` is missing."""
    for provided in offers:
        if provided.value.name == name:
            return provided.value
    raise UnknownFormatError(what, name, [provided.value.name for provided in offers])
