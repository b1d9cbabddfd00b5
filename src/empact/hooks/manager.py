"""Load plugins and call their hooks one by one, so that one that fails is reported and does not stop the others."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Container, Generator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import attrs
import pluggy

from empact.diagnostics import PLUGIN_CLASH, PLUGIN_FAILED, UNKNOWN_NAME, Diagnostic, did_you_mean
from empact.errors import PASSING, cause_of, place_of, without_addresses
from empact.hooks import specs
from empact.hooks.discovery import OURS, OWN_PREFIX, Candidate, PluginInfo, PluginState
from empact.validation.selectors import Provided

if TYPE_CHECKING:
    from empact.validation.rules import Rule

T = TypeVar("T")

EMPACT_API = 1
"""The version of the plugin API. Within one version, things are only added; a plugin can state the one it needs."""


class PluginManager:
    """The plugins of one session. ``diagnostics`` lists every problem; a plugin that fails does not stop the others.

    Args:
        candidates: The plugins to load.
        disable: Names of plugins or distributions not to load; in a mapping, each with what disables it.
    """

    def __init__(self, candidates: Iterable[Candidate], disable: Sequence[str] | Mapping[str, str] = ()) -> None:
        self._manager = pluggy.PluginManager("empact")
        self._manager.add_hookspecs(specs)
        self._distributions: dict[str, str] = {}
        self._found: list[PluginInfo] = []
        self._faults: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []
        disabled = disable if isinstance(disable, Mapping) else dict.fromkeys(disable, "the program")
        candidates = list(candidates)
        for candidate in candidates:
            self._add(candidate, disabled)
        self._report_unknown_disabled(disabled, candidates)

    @property
    def plugins(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with its state so far."""
        return tuple(
            attrs.evolve(info, why=self._faults.get(info.name)) if info.state is PluginState.LOADED else info
            for info in self._found
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the loaded plugins, in the order in which they were loaded."""
        return tuple(name for name, _ in self._manager.list_name_plugin())

    def _add(self, candidate: Candidate, disabled: Mapping[str, str]) -> None:
        why = next((f"by {source}" for name, source in disabled.items() if candidate.goes_by(name)), None)
        state = PluginState.DISABLED
        if why is None:
            why = self._load(candidate)
            state = PluginState.LOADED if why is None else PluginState.BROKEN
        name, distribution, version = candidate.name, candidate.distribution, candidate.version
        self._found.append(PluginInfo(name=name, distribution=distribution, version=version, state=state, why=why))

    def _report_unknown_disabled(self, disabled: Mapping[str, str], candidates: Iterable[Candidate]) -> None:
        known = dict.fromkeys(
            name for candidate in candidates for name in (candidate.name, candidate.distribution) if name
        )
        for word, source in disabled.items():
            if not any(candidate.goes_by(word) for candidate in candidates):
                close = did_you_mean(word, known)
                message = f"Unknown plugin {word!r}, disabled by {source}."
                hint = f"Did you mean {close!r}?" if close else "Run 'empact plugins' to list the plugins."
                self.diagnostics.append(Diagnostic(kind=UNKNOWN_NAME, message=message, hint=hint))

    def _load(self, candidate: Candidate) -> str | None:
        """Load a plugin; return the reason if that fails."""
        if self._manager.has_plugin(candidate.name):
            first = self._distributions[candidate.name] or "the program itself"
            second = candidate.distribution or "the program itself"
            message = (
                f"Two plugins are named {candidate.name!r}; "
                f"the one from {first} is loaded, the one from {second} is not."
            )
            self._report(candidate.name, message, "Disable or uninstall one of them.", fault=None)
            return f"the plugin from {first} has the same name"
        plugin: object = None
        stopped: BaseException | None = None
        try:
            plugin = candidate.load()
            reason = _unsupported_api(plugin)
            if reason is None:
                hash(plugin)  # pluggy keeps plugins in sets: an unhashable one would fail while another is called
                self._manager.register(plugin, name=candidate.name)
        except PASSING:
            raise
        except BaseException as crash:  # noqa: BLE001 - a plugin may raise anything; the message names it
            if self._manager.has_plugin(candidate.name):  # pluggy keeps a plugin that it rejects half-way
                self._manager.unregister(name=candidate.name)
            arguments = self._arguments(plugin) if isinstance(crash, pluggy.PluginValidationError) else None
            reason = arguments or cause_of(crash)
            stopped = None if arguments else crash
        if reason is not None:
            message = f"The plugin {candidate.name!r} cannot be loaded: {reason}"
            self._report(candidate.name, message, fault=None, crash=stopped)
            return reason
        self._distributions[candidate.name] = candidate.distribution
        self._report_misspelt(candidate.name, plugin)
        return None

    def _arguments(self, plugin: object) -> str | None:
        """Return a message about the first hook of a plugin that has parameters; None if no hook has."""
        with _faults_ignored():  # a plugin may raise at any attribute; then pluggy's error is reported
            for name in dir(plugin):
                if self._manager.parse_hookimpl_opts(plugin, name) is not None:
                    parameters = list(inspect.signature(getattr(plugin, name)).parameters)
                    if parameters:
                        return (
                            f"{name} has parameters ({', '.join(map(repr, parameters))}), but a hook takes no arguments"
                        )
        return None

    def _report_misspelt(self, name: str, plugin: object) -> None:
        callers = self._manager.get_hookcallers(plugin) or []
        for hook in (caller.name for caller in callers if not caller.has_spec()):
            close = did_you_mean(hook, specs.HOOK_OF.values())
            message = f"The plugin {name!r} implements {hook!r}, which is not a hook."
            hint = f"Did you mean {close!r}?" if close else None
            self._report(name, message, hint, fault=f"{hook} is not a hook")
        for hook, function in _unmarked(plugin, {caller.name for caller in callers}).items():
            if callable(function):
                what, why = "a function", "that is not marked with @hookimpl, so it is never called"
                hint = "Write '@hookimpl' above it: from empact.hooks import hookimpl."
                fault = f"{hook} is not marked with @hookimpl"
            else:
                what, why = "a value", "that is not a function, so it is never used"
                hint = "Write a function that returns it, with '@hookimpl' above it."
                fault = f"{hook} is not a function"
            self._report(name, f"The plugin {name!r} has {what} {hook!r} {why}.", hint, fault=fault)

    def _report(
        self,
        origin: str,
        message: str,
        hint: str | None = None,
        *,
        fault: str | None = "",
        crash: BaseException | None = None,
    ) -> None:
        """Report a problem; the first ``fault`` of a loaded plugin becomes its ``why`` (None: it is not loaded)."""
        if fault is not None:
            self._faults.setdefault(origin, fault or message)
        hint = hint or f"Disable it, or report this to the authors of {origin!r}."
        where = None if crash is None else place_of(crash)
        if where is not None:
            hint = f"It comes from {where}. {hint}"
        self.diagnostics.append(Diagnostic(kind=PLUGIN_FAILED, message=message, hint=hint, origin=origin))

    def only_ours(self, *hooks: str) -> bool:
        """Whether no plugin implements these hooks except those that ship with empact, which have no faults."""
        callers: list[pluggy.HookCaller] = [getattr(self._manager.hook, hook) for hook in hooks]
        return all(
            implementation.plugin_name in OURS for caller in callers for implementation in caller.get_hookimpls()
        )

    def ask(self, kind: type[T]) -> list[Provided[T]]:
        """Call the hook for a class of descriptors; return the descriptors in the order of the plugins."""
        hook = specs.hook_of(kind)
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        implementations = {implementation.plugin_name: implementation for implementation in caller.get_hookimpls()}
        return [
            Provided(name, descriptor)
            for name, _ in self._manager.list_name_plugin()
            if name in implementations
            for descriptor in self._answer(name, hook, implementations[name].function, kind)
        ]

    def _answer(self, name: str, hook: str, function: Callable[[], object], kind: type[T]) -> list[T]:
        try:
            answer = function()
            descriptors = None if answer is None else _listed(answer)
        except PASSING:
            raise
        except BaseException as crash:  # noqa: BLE001 - as above
            cause = cause_of(crash)
            self._report(name, f"The plugin {name!r} fails at {hook}: {cause}", fault=f"{hook}: {cause}", crash=crash)
            return []
        if descriptors is None:
            message = f"The plugin {name!r} returns None at {hook}."
            hint = "Yield or return descriptors; if there are none, return an empty list."
            self._report(name, message, hint, fault=f"{hook}: returns None")
            return []
        valid: list[T] = []
        for descriptor in descriptors:
            fault = _descriptor_fault(descriptor, kind)
            if fault is None:
                valid.append(cast("T", descriptor))
            else:
                message = f"The plugin {name!r} provides {_safe_repr(descriptor)} at {hook}, {fault}."
                self._report(name, message, fault=message)
        return valid

    def without_clashes(self, provided: Iterable[Provided[T]], *keys: Callable[[T], str]) -> list[Provided[T]]:
        """Return the values without those that repeat an earlier name or code; report each clash with both plugins.

        The built-in plugins are the first ones, so their values are always kept. A plugin loses only the value that
        clashes. ``keys`` return the names and codes of a value that must be unique.
        """
        kept: list[Provided[T]] = []
        owners: dict[tuple[int, str], str] = {}
        for candidate in provided:
            names = [(index, key(candidate.value)) for index, key in enumerate(keys)]
            taken = [name for name in names if name in owners]
            if taken:
                word, first = taken[0][1], owners[taken[0]]
                message = (
                    f"The plugins {first!r} and {candidate.origin!r} both provide {word!r}; "
                    f"the one from {first!r} is used."
                    if first != candidate.origin
                    else f"The plugin {first!r} provides {word!r} twice; the first one is used."
                )
                self.clash(candidate.origin, message)
                continue
            owners.update(dict.fromkeys(names, candidate.origin))
            kept.append(candidate)
        return kept

    def fail(self, origin: str, hook: str, crash: BaseException) -> None:
        """Report that a value that a plugin provides at a hook cannot be used."""
        cause = cause_of(crash)
        message = f"A value that the plugin {origin!r} provides at {hook} cannot be used: {cause}"
        self._report(origin, message, fault=cause, crash=crash)

    def refuse(self, origin: str, message: str, hint: str) -> None:
        """Report that a value that a plugin provides is ignored, and why."""
        self._report(origin, message, hint)

    def clash(self, origin: str, message: str, hint: str | None = None) -> None:
        """Report that a plugin provides what an earlier plugin provides already."""
        self._faults.setdefault(origin, message)
        self.diagnostics.append(Diagnostic(kind=PLUGIN_CLASH, message=message, hint=hint, origin=origin))

    def without_reserved(self, rules: Iterable[Provided[Rule]]) -> list[Provided[Rule]]:
        """Return the rules without those of other plugins that have the prefix of empact; report each of these."""
        kept: list[Provided[Rule]] = []
        for provided in rules:
            rule, origin = provided.value, provided.origin
            if not has_reserved_prefix(provided):
                kept.append(provided)
                continue
            message = (
                f"The plugin {origin!r} provides the rule {rule.code}, "
                f"but the prefix {rule.prefix!r} belongs to empact itself."
            )
            self.clash(origin, message, "The rule is ignored; its authors must choose another prefix.")
        return kept

    def report_prefixes(self, rules: Iterable[Provided[Rule]]) -> None:
        """Report each plugin that uses the prefix of an earlier one. Its rules are kept: their codes are unique."""
        users: dict[str, dict[str, None]] = {}
        for provided in rules:
            users.setdefault(provided.value.prefix, {})[provided.origin] = None
        for prefix, (first, *others) in users.items():
            if prefix == OWN_PREFIX:
                continue
            for other in others:
                message = f"The plugins {first!r} and {other!r} both provide rules with the prefix {prefix!r}."
                hint = f"The rules of both are used. The authors of {other!r} must choose another prefix."
                self.clash(other, message, hint)

    def report_shared(self, provided: Iterable[Provided[T]], what: str, words: Callable[[T], Iterable[str]]) -> None:
        """Report words that two descriptors claim. Both descriptors are kept; the first one is used for the word."""
        owners: dict[str, str] = {}
        for candidate in provided:
            own = dict.fromkeys(words(candidate.value))
            for word in own:
                if word in owners:
                    first = owners[word]
                    message = (
                        f"The plugins {first!r} and {candidate.origin!r} both read {what} {word!r}; {first!r} is used."
                        if first != candidate.origin
                        else f"The plugin {first!r} reads {what} {word!r} twice; the first reader is used."
                    )
                    self.clash(candidate.origin, message, "To use the other one, name its format.")
            owners = {**dict.fromkeys(own, candidate.origin), **owners}


def has_reserved_prefix(rule: Provided[Rule]) -> bool:
    """Whether a rule of another plugin has the prefix of empact."""
    return rule.value.prefix == OWN_PREFIX and rule.origin not in OURS


@contextlib.contextmanager
def _faults_ignored() -> Generator[None]:
    """Ignore whatever a plugin raises in the block."""
    try:
        yield
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001, S110 - what it is matters elsewhere
        pass


def _unmarked(plugin: object, marked: Container[str]) -> dict[str, object]:
    """Return the attributes of a plugin that have the name of a hook and are not marked as one."""
    with _faults_ignored():  # a plugin may raise at any attribute
        hooks = [name for name in specs.HOOK_OF.values() if name not in marked]
        return {name: getattr(plugin, name) for name in hooks if getattr(plugin, name, None) is not None}
    return {}


def _listed(answer: object) -> list[object]:
    if isinstance(answer, (str, bytes)):
        message = f"it returns the string {answer!r} instead of descriptors"
        raise TypeError(message)
    if not isinstance(answer, Iterable):
        message = f"it returns one {type(answer).__name__} instead of a list of descriptors"
        raise TypeError(message)
    return list(cast("Iterable[object]", answer))


def _unsupported_api(plugin: object) -> str | None:
    """Return the reason why the plugin API that a plugin needs is not supported; None if it is."""
    number = getattr(plugin, "EMPACT_API", EMPACT_API)
    if not isinstance(number, int) or isinstance(number, bool):
        return f"EMPACT_API is {_safe_repr(number)}, which is not a whole number"
    if number > EMPACT_API:
        return f"it needs the plugin API {number}, but this version of empact has {EMPACT_API}; install a newer empact"
    return None


def _descriptor_fault(descriptor: object, kind: type[object]) -> str | None:
    """Return the first fault in a descriptor that would disturb other plugins; None if there is none."""
    try:
        if not isinstance(descriptor, kind):
            return f"which is not a {kind.__name__}"
        hash(descriptor)
        for field in attrs.fields(type(descriptor)):  # type: ignore[arg-type]
            value = getattr(descriptor, field.name)
            if field.type in {str, "str"} and not isinstance(value, str):
                return f"whose {field.name!r} is {_safe_repr(value)}, not a string"
    except PASSING:
        raise
    except BaseException as crash:  # noqa: BLE001 - an object of a plugin may raise anything
        return f"which cannot be used ({cause_of(crash)})"
    return None


def _safe_repr(value: object) -> str:
    try:
        return without_addresses(repr(value))
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001 - the repr of an object of a plugin may raise anything
        return f"a {type(value).__name__}"
