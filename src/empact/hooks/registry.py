"""The values that the plugins of a session provide, without clashes."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

import attrs

from empact import hooks
from empact.arguments import check_text
from empact.diagnostics import CATALOGUE, Diagnostics
from empact.errors import PASSING, UnknownFormatError
from empact.hooks.discovery import Candidate, normalised
from empact.hooks.manager import PluginManager, has_reserved_prefix

if TYPE_CHECKING:  # a descriptor is imported when its hook is called
    from empact.hooks import BundledPlan, Command, DocumentSpec, Exporter, Formatter, PluginInfo, Profile, Reader, Rule
    from empact.model import Extension, Party
    from empact.reference import Register
    from empact.validation import Provided

T = TypeVar("T")
N = TypeVar("N", "Reader", "Exporter", "Formatter")


class once(functools.cached_property[T]):  # noqa: N801 - a decorator
    """A cached property that one thread computes, while others wait: a hook is called once, a fault reported once.

    The instance has the lock, which costs nothing after the first use. Since Python 3.12, a cached property has none.
    """

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        """Return the value; compute it if no thread has done so."""
        if instance is None:
            return self
        name, values = self.func.__name__, instance.__dict__
        with instance._lock:  # noqa: SLF001 - each class with such a property has one
            if name not in values:
                values[name] = self.func(instance)
            return values[name]


class Plugins:
    """The values that plugins provide, without clashes; every problem is in ``diagnostics``.

    Each hook is called once, on first use.

    Args:
        candidates: The plugins that can be loaded.
        disabled: The names of plugins not to load, each with what disables it.
    """

    def __init__(self, candidates: Sequence[Candidate], disabled: Mapping[str, str]) -> None:
        self._candidates = candidates
        self._disabled = disabled
        self._lock = threading.RLock()

    @once
    def _manager(self) -> PluginManager:
        return PluginManager(self._candidates, self._disabled)

    @once
    def rules(self) -> list[Provided[Rule]]:
        """The rules, each with the plugin that provides it."""
        # A rule that is ignored for its prefix comes last: it must not take its name from a rule of another plugin.
        provided = sorted(self._manager.ask(hooks.Rule), key=has_reserved_prefix)
        own = [kind.name for kind in CATALOGUE]  # a waiver by this name would be about another finding
        once = self._manager.without_clashes(provided, lambda rule: rule.code, lambda rule: rule.name, reserved=own)
        kept = self._manager.without_reserved(once)
        self._manager.report_prefixes(kept)
        return kept

    @once
    def readers(self) -> list[Provided[Reader]]:
        """The readers of file formats."""
        kept = self._manager.without_clashes(self._manager.ask(hooks.Reader), _reader_name)
        for kind in (
            (False, True),
            (False, False),
            (True, True),
        ):  # a reader of documents gives way to one of plan files
            alike = [each for each in kept if (each.value.forms, each.value.forms or each.value.from_folders) == kind]
            self._manager.report_shared(alike, "files with the suffix", lambda reader: map(str.lower, reader.suffixes))
        return kept

    @once
    def _combinable(self) -> tuple[list[Provided[DocumentSpec]], list[Provided[Exporter]]]:
        """The documents and the exporters: the options of any two can be given in one call."""
        from empact.hooks.combining import combinable

        documents = self._manager.ask(hooks.DocumentSpec)
        exporters = self._manager.ask(hooks.Exporter)
        return combinable(self._manager, documents, exporters)

    @property
    def documents(self) -> list[Provided[DocumentSpec]]:
        """The documents."""
        return self._combinable[0]

    @property
    def exporters(self) -> list[Provided[Exporter]]:
        """The exporters of plans, documents and portfolios; a name stands once for each."""
        return self._combinable[1]

    @once
    def formatters(self) -> list[Provided[Formatter]]:
        """The formatters of findings."""
        from empact.hooks.combining import usable

        return usable(self._manager, self._manager.ask(hooks.Formatter))

    @once
    def plans(self) -> list[Provided[BundledPlan]]:
        """The bundled plans."""
        return self._manager.without_clashes(self._manager.ask(hooks.BundledPlan), lambda plan: normalised(plan.name))

    @once
    def profiles(self) -> list[Provided[Profile]]:
        """The profiles."""
        return self._manager.without_clashes(self._manager.ask(hooks.Profile), lambda profile: profile.name)

    @once
    def commands(self) -> list[Provided[Command]]:
        """The commands of the command line."""
        return self._manager.without_clashes(self._manager.ask(hooks.Command), lambda command: command.name)

    @once
    def extensions(self) -> tuple[Extension[Any], ...]:
        """The typed data that plugins add to plans, goals and actions."""
        from empact.serde import check_extension

        answers: list[Provided[Extension[Any]]] = self._manager.ask(hooks.Extension)
        usable: list[Provided[Extension[Any]]] = []
        for provided in answers:
            try:
                check_extension(provided.value)
            except PASSING:
                raise
            except BaseException as crash:  # noqa: BLE001 - the class may hold anything
                self._manager.fail(provided, crash)
            else:
                usable.append(provided)
        kept = self._manager.without_clashes(usable, lambda extension: f"{extension.name} on {extension.on.__name__}")
        return tuple(provided.value for provided in kept)

    @once
    def register(self) -> Register:
        """The known parties: those that ship with empact, and those that plugins provide."""
        from empact.reference import register

        known = register()
        parties = self._usable_parties(known)
        for origin in dict.fromkeys(provided.origin for provided in parties):
            before = len(known.clashes)
            own = [provided for provided in parties if provided.origin == origin]
            try:
                known = known.with_parties(provided.value for provided in own)
            except PASSING:
                raise
            except BaseException as crash:  # noqa: BLE001 - the parts of a party may be anything
                self._manager.fail(own[0], crash)
            for clash in known.clashes[before:]:
                message = (
                    f"The plugin {origin!r} provides the party {clash.refused.code!r} with the name {clash.name!r}, "
                    f"which already means {clash.kept.code!r} ({clash.kept.name})."
                )
                self._manager.clash(
                    own[0], message, "The name is ignored; if it is the code of the party, the party is ignored."
                )
        return known

    def _usable_parties(self, known: Register) -> list[Provided[Party]]:
        """Return the parties of plugins that can be used; report each of the others."""
        usable: list[Provided[Party]] = []
        for provided in self._manager.ask(hooks.Party):
            from empact.hooks.parties import party_fault, with_open_memberships  # few sessions have such parties

            origin, code = provided.origin, provided.value.code
            try:
                fault = party_fault(provided.value, known)
                limited = with_open_memberships(provided.value)
            except PASSING:
                raise
            except BaseException as crash:  # noqa: BLE001 - the parts of a party may be anything
                self._manager.fail(provided, crash)
                continue
            if fault is not None:
                message = f"The plugin {origin!r} provides the party {code!r}, {fault}."
                self._manager.refuse(provided, message, "The party is ignored. Its other parties are used.")
                continue
            if limited is not provided.value:
                from empact.reference.parties import MEMBERS_KNOWN_UNTIL

                day = MEMBERS_KNOWN_UNTIL
                message = f"The plugin {origin!r} provides {code!r} as a member state on or before {day}."
                hint = f"All member states until {day} are known, so it counts as one only after that day."
                self._manager.refuse(provided, message, hint)
            usable.append(attrs.evolve(provided, value=limited))
        return usable

    def _ask_all(self) -> None:
        """Call every hook, so that every problem is known."""
        _ = self.rules, self.readers, self.formatters
        # A validation needs neither documents nor exporters, and those that ship with empact have no problem.
        if not self._manager.only_ours("empact_documents", "empact_exporters"):
            _ = self.documents, self.exporters
        _ = self.plans, self.profiles, self.commands, self.register, self.extensions

    @property
    def infos(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with its state and the reason."""
        self._ask_all()
        return self._manager.plugins

    @property
    def timed(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with the time of its import; those that ship with empact are imported for it."""
        self._manager.timed()  # before the hooks, which import other modules of empact
        self._ask_all()
        return self._manager.timed()

    @property
    def diagnostics(self) -> Diagnostics:
        """The problems of plugins: one cannot be loaded, a hook fails, or two plugins provide the same name."""
        self._ask_all()
        return Diagnostics(self._manager.diagnostics)

    def origin_of(self, value: DocumentSpec | Exporter | Formatter | Command | Reader) -> str | None:
        """Return the name of the plugin that provides a value; None if none of the session does."""
        if isinstance(value, hooks.Reader):  # first: who loads a plan imports no other descriptor
            known: Sequence[Provided[object]] = self.readers
        elif isinstance(value, hooks.Formatter):
            known = self.formatters
        elif isinstance(value, hooks.Command):
            known = self.commands
        else:
            known = (*self.documents, *self.exporters)
        return next((provided.origin for provided in known if provided.value is value), None)

    @property
    def suffixes(self) -> set[str]:
        """The suffixes of the files that can be read as plans or records, in lower case."""
        return self._suffixes(lambda reader: not reader.forms)

    @property
    def folder_suffixes(self) -> set[str]:
        """The suffixes of the files that are read if their folder is named, in lower case."""
        return self._suffixes(lambda reader: not reader.forms and reader.from_folders)

    @property
    def form_suffixes(self) -> set[str]:
        """The suffixes of the files that can be read as forms that came back, in lower case."""
        return self._suffixes(lambda reader: reader.forms)

    def _suffixes(self, is_meant: Callable[[Reader], bool]) -> set[str]:
        readers = (provided.value for provided in self.readers)
        return {suffix.lower() for reader in readers if is_meant(reader) for suffix in reader.suffixes}

    def reader(self, format: str | None, suffix: str, *, forms: bool = False) -> Reader:
        """Return the reader of a format, or, if ``format`` is None, of files with a suffix.

        With ``forms``, the reader of forms of this format or suffix, if there is one.

        Raises:
            UnknownFormatError: No reader has this name, or reads files with this suffix.
        """
        able = [provided for provided in self.readers if forms or not provided.value.forms]
        able.sort(key=lambda provided: (not provided.value.forms, not provided.value.from_folders))
        if format is not None:
            return named(able, format, "Format")
        readers = [provided.value for provided in able]
        for reader in readers:
            if suffix.lower() in map(str.lower, reader.suffixes):
                return reader
        known = sorted({suffix for reader in readers for suffix in reader.suffixes})
        what = "Reader for files with the suffix"
        raise UnknownFormatError(what, suffix, known, listed=True)  # .odt is near to .ods, and means no sheet


def _reader_name(reader: Reader) -> str:
    return f"{reader.name} for forms" if reader.forms else reader.name


def named(provided: Sequence[Provided[N]], name: str, what: str) -> N:
    """Return the value with this name.

    Raises:
        UnknownFormatError: No value has the name; the message calls it ``what``.
    """
    check_text(f"The name of a {what.lower()}", name)
    for candidate in provided:
        if candidate.value.name == name:
            return candidate.value
    raise UnknownFormatError(what, name, [candidate.value.name for candidate in provided])
