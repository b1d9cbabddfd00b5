"""Load plugins and call their hooks one by one, so that one that fails is reported and does not stop the others."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar, cast

import attrs
import pluggy

from empact.diagnostics import PLUGIN_CLASH, PLUGIN_FAILED, UNKNOWN_NAME, Diagnostic, Kind, did_you_mean
from empact.errors import PASSING, cause_of
from empact.hooks import specs
from empact.hooks.discovery import (
    OURS,
    OWN_DISTRIBUTION,
    OWN_PREFIX,
    BuiltIn,
    Candidate,
    PluginInfo,
    PluginState,
    milliseconds_since,
)
from empact.hooks.loaded import (
    HookFunctions,
    RefusedError,
    check_api,
    descriptor_fault,
    listed,
    safe_repr,
    unmarked,
)
from empact.validation.selectors import Provided

if TYPE_CHECKING:
    from empact.validation.rules import Rule

T = TypeVar("T")
_OWN_NAMES = f"{OWN_DISTRIBUTION}."


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
        self._plugins: dict[str, object] = {}
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
        return tuple(attrs.evolve(info, import_ms=None) for info in self.timed(built_in=False))

    def timed(self, *, built_in: bool = True) -> tuple[PluginInfo, ...]:
        """Return every plugin with the time of its import; with ``built_in``, import those of empact for it."""
        return tuple(map(functools.partial(self._info, built_in=built_in), self._found))

    def _info(self, info: PluginInfo, *, built_in: bool) -> PluginInfo:
        if info.state is not PluginState.LOADED:
            return info
        plugin, taken = self._plugins[info.name], info.import_ms
        if isinstance(plugin, BuiltIn):
            if built_in:
                plugin.imported()
            taken = plugin.import_ms
        return attrs.evolve(info, why=self._faults.get(info.name), import_ms=taken)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the loaded plugins, in the order in which they were loaded."""
        return tuple(name for name, _ in self._manager.list_name_plugin())

    def _add(self, candidate: Candidate, disabled: Mapping[str, str]) -> None:
        why = next((f"by {source}" for name, source in disabled.items() if candidate.goes_by(name)), None)
        state, taken = PluginState.DISABLED, None
        if why is None:
            start = time.perf_counter()
            why = self._load(candidate)
            taken = milliseconds_since(start)
            state = PluginState.LOADED if why is None else PluginState.BROKEN
        self._found.append(
            PluginInfo(
                name=candidate.name,
                distribution=candidate.distribution,
                version=candidate.version,
                state=state,
                why=why,
                import_ms=taken,
            )
        )

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
        reason = self._taken(candidate)
        if reason is not None:
            return reason
        name, things = candidate.name, tuple[object, ...]()
        plugin: object = None
        try:
            plugin, changed = _called(candidate.load, candidate.distribution)
            self._report_changes(name, changed, "its import", plugin)
            check_api(plugin)
            self._register(name, plugin)
        except PASSING:
            raise
        except RefusedError as refused:
            reason, things = refused.reason, refused.things
        except BaseException as crash:  # noqa: BLE001 - a plugin may raise anything; the message names it
            reason, things = cause_of(crash), (crash, plugin)
        if reason is not None:
            if self._manager.has_plugin(name):  # pluggy keeps a plugin that it rejects half-way
                self._manager.unregister(name=name)
            self._report(name, f"The plugin {name!r} cannot be loaded: {reason}", fault=None, things=things)
            return reason
        self._distributions[name] = candidate.distribution
        self._plugins[name] = plugin
        self._report_hooks(name, plugin)
        return None

    def _taken(self, candidate: Candidate) -> str | None:
        """Report a plugin whose name another one has, or empact; return the reason why it is not loaded."""
        name, second = candidate.name, candidate.distribution or "the program itself"
        origin = candidate.distribution or name  # by its name, the first plugin would be blamed, and disabled
        hint = f"Disable or uninstall {origin!r}." if candidate.distribution else "Give one of them another name."
        if self._manager.has_plugin(name):
            first = self._distributions[name] or "the program itself"
            message = f"Two plugins are named {name!r}; the one from {first} is loaded, the one from {second} is not."
            self._report(origin, message, hint, fault=None)
            return f"the plugin from {first} has the same name"
        if candidate.distribution != OWN_DISTRIBUTION and f"{name.lower()}.".startswith(_OWN_NAMES):
            message = f"The plugin {name!r} from {second} is not loaded: its name belongs to empact itself."
            self._report(origin, message, hint, fault=None)
            return "the name belongs to empact itself"
        return None

    def _register(self, name: str, plugin: object) -> None:
        """Register the hook functions of a plugin.

        Raises:
            RefusedError: It is loaded already, or its hooks cannot be called.
        """
        first = next((known for known, other in self._plugins.items() if other is plugin), None)
        if first is not None:
            raise RefusedError(f"it is the same object as the plugin {first!r}")
        if name not in OURS and isinstance(plugin, ModuleType) and plugin.__name__.startswith(_OWN_NAMES):
            raise RefusedError(f"{plugin.__name__} is a module of empact itself")
        marks: dict[str, Mapping[str, object] | None] = {
            hook: self._manager.parse_hookimpl_opts(plugin, hook) for hook in dir(plugin)
        }
        functions = {hook: getattr(plugin, hook) for hook, mark in marks.items() if mark is not None}
        for hook, function in functions.items():
            mark = marks[hook] or {}
            if mark.get("wrapper") or mark.get("hookwrapper"):
                raise RefusedError(f"{hook} is a wrapper, but empact calls each hook by itself", function)
        refused: pluggy.PluginValidationError | None = None
        try:
            self._manager.register(HookFunctions(functions), name=name)
        except pluggy.PluginValidationError as problem:
            refused = problem
        if refused is not None or isinstance(plugin, type):  # pluggy does not count the ``self`` of a class
            from empact.hooks.faults import check_parameters

            check_parameters(plugin, functions)
        if refused is not None:
            raise refused

    def _report_hooks(self, name: str, plugin: object) -> None:
        """Report what looks like a hook of a plugin and is none, or that there is no hook at all."""
        callers = self._manager.get_hookcallers(self._manager.get_plugin(name)) or []
        unknown = [caller.name for caller in callers if not caller.has_spec()]
        without_mark = unmarked(plugin, {caller.name for caller in callers})
        if callers and not unknown and not without_mark:
            return
        from empact.hooks.faults import hook_faults

        functions: dict[str, object] = {hook: next(iter(self._functions(name, hook)), None) for hook in unknown}
        for fault in hook_faults(name, plugin, functions, without_mark, has_hook=bool(callers)):
            self._report(name, fault.message, fault.hint, fault=fault.short, things=fault.things)

    def _report(
        self,
        origin: str,
        message: str,
        hint: str | None = None,
        *,
        fault: str | None = "",
        things: Iterable[object] = (),
    ) -> None:
        """Report a problem; the first ``fault`` of a loaded plugin becomes its ``why`` (None: it is not loaded)."""
        if fault is not None:
            self._faults.setdefault(origin, fault or message)
        self._diagnose(PLUGIN_FAILED, origin, message, hint, things)

    def _diagnose(self, kind: Kind, origin: str, message: str, hint: str | None, things: Iterable[object]) -> None:
        """Add a problem; its hint names the line of the first of the ``things`` whose place is known."""
        from empact.hooks.faults import first_place

        hint = hint or f"Disable it, or report this to the authors of {origin!r}."
        where = first_place(*things)
        if where is not None:
            hint = f"It comes from {where}. {hint}"
        self.diagnostics.append(Diagnostic(kind=kind, message=message, hint=hint, origin=origin))

    def _report_changes(self, name: str, changed: Iterable[str], when: str, thing: object) -> None:
        """Report what a plugin has changed of what the whole program shares."""
        for what in changed:
            message = f"The plugin {name!r} changes {what} of the whole program at {when}; it is changed back."
            self._report(name, message, things=(thing,))

    def _functions(self, origin: str, hook: str) -> list[object]:
        """Return the functions of a plugin for a hook."""
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        return [known.function for known in caller.get_hookimpls() if known.plugin_name == origin]

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
        def ask() -> list[object] | None:
            answer = function()
            return None if answer is None else listed(answer)

        try:
            descriptors, changed = _called(ask, self._distributions[name])
            self._report_changes(name, changed, hook, function)
        except PASSING:
            raise
        except BaseException as crash:  # noqa: BLE001 - as above
            cause, things = cause_of(crash), (crash, function)
            self._report(name, f"The plugin {name!r} fails at {hook}: {cause}", fault=f"{hook}: {cause}", things=things)
            return []
        if descriptors is None:
            message = f"The plugin {name!r} returns None at {hook}."
            hint = "Yield or return descriptors; if there are none, return an empty list."
            self._report(name, message, hint, fault=f"{hook}: returns None", things=(function,))
            return []
        valid: list[T] = []
        for descriptor in descriptors:
            fault = descriptor_fault(descriptor, kind)
            if fault is None:
                valid.append(cast("T", descriptor))
            else:
                message = f"The plugin {name!r} provides {safe_repr(descriptor)} at {hook}, {fault}."
                self._report(name, message, fault=message, things=(function,))
        return valid

    def without_clashes(
        self, provided: Iterable[Provided[T]], *keys: Callable[[T], str], reserved: Iterable[str] = ()
    ) -> list[Provided[T]]:
        """Return the values without those that repeat an earlier name or code; report each clash with both plugins.

        The built-in plugins are the first ones, so their values are always kept. A plugin loses only the value that
        clashes. ``keys`` return the names and codes of a value that must be unique; ``reserved`` are those of empact
        itself, for each of the keys.
        """
        kept: list[Provided[T]] = []
        owners = {(index, word): OWN_DISTRIBUTION for index in range(len(keys)) for word in reserved}
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
                self.clash(candidate, message, f"Disable one of them, or ask the authors of {candidate.origin!r}.")
                continue
            owners.update(dict.fromkeys(names, candidate.origin))
            kept.append(candidate)
        return kept

    def fail(self, provided: Provided[object], crash: BaseException) -> None:
        """Report that a value that a plugin provides cannot be used."""
        cause, hook = cause_of(crash), specs.hook_of(type(provided.value))
        message = f"A value that the plugin {provided.origin!r} provides at {hook} cannot be used: {cause}"
        things = (crash, *self._functions_of(provided))
        self._report(provided.origin, message, fault=cause, things=things)

    def refuse(self, provided: Provided[object], message: str, hint: str) -> None:
        """Report that a value that a plugin provides is ignored, and why."""
        self._report(provided.origin, message, hint, things=self._functions_of(provided))

    def clash(self, provided: Provided[object], message: str, hint: str) -> None:
        """Report that a plugin provides what an earlier plugin provides already.

        The later plugin is reported: the earlier one is used, as the order of trust prefers.
        """
        self._faults.setdefault(provided.origin, message)
        self._diagnose(PLUGIN_CLASH, provided.origin, message, hint, self._functions_of(provided))

    def _functions_of(self, provided: Provided[object]) -> list[object]:
        return self._functions(provided.origin, specs.hook_of(type(provided.value)))

    def without_reserved(self, rules: Iterable[Provided[Rule]]) -> list[Provided[Rule]]:
        """Return the rules without those of other plugins that have the prefix of empact; report each of these."""
        kept: list[Provided[Rule]] = []
        for provided in rules:
            rule = provided.value
            if not has_reserved_prefix(provided):
                kept.append(provided)
                continue
            message = (
                f"The plugin {provided.origin!r} provides the rule {rule.code}, "
                f"but the prefix {rule.prefix!r} belongs to empact itself."
            )
            self.clash(provided, message, "The rule is ignored; its authors must choose another prefix.")
        return kept

    def report_prefixes(self, rules: Iterable[Provided[Rule]]) -> None:
        """Report each plugin that uses the prefix of an earlier one. Its rules are kept: their codes are unique."""
        users: dict[str, dict[str, Provided[Rule]]] = {}
        for provided in rules:
            users.setdefault(provided.value.prefix, {}).setdefault(provided.origin, provided)
        for prefix, (first, *others) in ((prefix, origins.values()) for prefix, origins in users.items()):
            if prefix == OWN_PREFIX:
                continue
            for other in others:
                message = (
                    f"The plugins {first.origin!r} and {other.origin!r} both provide rules with the prefix {prefix!r}."
                )
                hint = f"The rules of both are used. The authors of {other.origin!r} must choose another prefix."
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
                    self.clash(candidate, message, "To use the other one, name its format.")
            owners = {**dict.fromkeys(own, candidate.origin), **owners}


def has_reserved_prefix(rule: Provided[Rule]) -> bool:
    """Whether a rule of another plugin has the prefix of empact."""
    return rule.value.prefix == OWN_PREFIX and rule.origin not in OURS


def _called(call: Callable[[], T], distribution: str) -> tuple[T, list[str]]:
    """Call code of a plugin; return its value, and what it has changed of what the whole program shares."""
    if distribution == OWN_DISTRIBUTION:
        return call(), []
    from empact.hooks.surroundings import kept

    return kept(call)
