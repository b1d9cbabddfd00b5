"""The manager: loads plugins one by one, asks them one by one, and names the one that fails."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TypeVar, cast

import attrs
import pluggy

from empact.diagnostics import PLUGIN_CLASH, PLUGIN_FAILED, UNKNOWN_NAME, Diagnostic, did_you_mean
from empact.errors import cause_of
from empact.hooks import specs
from empact.hooks.discovery import OURS, OWN_PREFIX, Candidate, PluginInfo, PluginState
from empact.validation import Provided, Rule

T = TypeVar("T")

EMPACT_API = 1
"""The number of the plugin API. Within one number things are only added; a plugin may say which one it needs."""


class PluginManager:
    """The plugins of one session. ``diagnostics`` tells every one that failed; none of them stops another.

    ``disable`` names plugins or distributions that are not to be loaded; a mapping says of each who wants that.
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
        self._tell_nobody(disabled, candidates)

    @property
    def plugins(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with what became of it so far."""
        return tuple(
            attrs.evolve(one, why=self._faults.get(one.name)) if one.state is PluginState.LOADED else one
            for one in self._found
        )

    def _add(self, candidate: Candidate, disabled: Mapping[str, str]) -> None:
        why = next((f"by {who}" for name, who in disabled.items() if candidate.goes_by(name)), None)
        state = PluginState.DISABLED
        if why is None:
            why = self._load(candidate)
            state = PluginState.LOADED if why is None else PluginState.BROKEN
        name, distribution, version = candidate.name, candidate.distribution, candidate.version
        self._found.append(PluginInfo(name=name, distribution=distribution, version=version, state=state, why=why))

    def _tell_nobody(self, disabled: Mapping[str, str], candidates: Iterable[Candidate]) -> None:
        known = dict.fromkeys(name for one in candidates for name in (one.name, one.distribution) if name)
        for word, who in disabled.items():
            if not any(candidate.goes_by(word) for candidate in candidates):
                close = did_you_mean(word, known)
                message = f"No plugin is called {word!r}, which {who} disables."
                hint = f"Did you mean {close!r}?" if close else "'empact plugins' lists them."
                self.diagnostics.append(Diagnostic(kind=UNKNOWN_NAME, message=message, hint=hint))

    def _load(self, candidate: Candidate) -> str | None:
        """Load a plugin; the reason where that fails."""
        if self._manager.has_plugin(candidate.name):
            first = self._distributions[candidate.name] or "the program itself"
            second = candidate.distribution or "the program itself"
            message = f"Two plugins are called {candidate.name!r}; that of {first} is kept, that of {second} is not."
            self._tell(candidate.name, message, "Disable or uninstall one of them.", fault=None)
            return f"the name belongs to the plugin of {first}"
        plugin: object = None
        try:
            plugin = candidate.load()
            refused = _newer(plugin)
            if refused is None:
                hash(plugin)  # pluggy keeps plugins in sets, and would stumble over this one while it asks another
                self._manager.register(plugin, name=candidate.name)
        except (Exception, SystemExit) as crash:  # noqa: BLE001 - a plugin may raise anything; it is named
            if self._manager.has_plugin(candidate.name):  # pluggy keeps what it refuses half-way
                self._manager.unregister(name=candidate.name)
            arguments = self._arguments(plugin) if isinstance(crash, pluggy.PluginValidationError) else None
            refused = arguments or cause_of(crash)
        if refused is not None:
            self._tell(candidate.name, f"The plugin {candidate.name!r} cannot be loaded: {refused}", fault=None)
            return refused
        self._distributions[candidate.name] = candidate.distribution
        self._tell_misspelt(candidate.name, plugin)
        return None

    def _arguments(self, plugin: object) -> str | None:
        """The first hook of a plugin that asks for arguments, and which."""
        with contextlib.suppress(Exception):  # this only words the reason; a plugin may raise at every attribute
            for name in dir(plugin):
                if self._manager.parse_hookimpl_opts(plugin, name) is not None:
                    asked = list(inspect.signature(getattr(plugin, name)).parameters)
                    if asked:
                        return f"{name} asks for {', '.join(map(repr, asked))}, but a hook takes no argument"
        return None

    def _tell_misspelt(self, name: str, plugin: object) -> None:
        callers = self._manager.get_hookcallers(plugin) or []
        for hook in (caller.name for caller in callers if not caller.has_spec()):
            close = did_you_mean(hook, [known for known in vars(specs) if known.startswith("empact_")])
            message = f"The plugin {name!r} implements {hook!r}, which is no hook."
            hint = f"Did you mean {close!r}?" if close else None
            self._tell(name, message, hint, fault=f"{hook} is no hook")
        for hook in _unmarked(plugin, {caller.name for caller in callers}):
            message = f"The plugin {name!r} has a function {hook!r} that is not marked with @hookimpl: nobody asks it."
            hint = "Write '@hookimpl' above it: from empact.hooks import hookimpl."
            self._tell(name, message, hint, fault=f"{hook} is not marked with @hookimpl")

    def _tell(self, origin: str, message: str, hint: str | None = None, *, fault: str | None = "") -> None:
        """Tell a fault; of a plugin that is loaded the first is kept as its ``why`` (None: it is not loaded)."""
        if fault is not None:
            self._faults.setdefault(origin, fault or message)
        hint = hint or f"Disable it, or report this to the authors of {origin!r}."
        self.diagnostics.append(Diagnostic(kind=PLUGIN_FAILED, message=message, hint=hint, origin=origin))

    def ask(self, hook: str, kind: type[T]) -> list[Provided[T]]:
        """What all plugins hand over at a hook, in the order of the plugins."""
        offers: list[Provided[T]] = []
        plugins = self._manager.list_name_plugin()
        for name, plugin in plugins:
            others = [other for _, other in plugins if other is not plugin]
            caller = cast("Callable[[], list[object]]", self._manager.subset_hook_caller(hook, others))
            offers += [Provided(name, descriptor) for descriptor in self._answer(name, hook, caller, kind)]
        return offers

    def _answer(self, name: str, hook: str, caller: Callable[[], list[object]], kind: type[T]) -> list[T]:
        try:
            given = caller()
            answers = [_listed(answer) for answer in given]
        except (Exception, SystemExit) as crash:  # noqa: BLE001 - as above
            cause = cause_of(crash)
            self._tell(name, f"The plugin {name!r} fails at {hook}: {cause}", fault=f"{hook}: {cause}")
            return []
        if not given and self._implements(name, hook):  # pluggy drops None
            message = f"The plugin {name!r} answers with None at {hook}."
            hint = "Yield or return descriptors; where there are none, an empty list."
            self._tell(name, message, hint, fault=f"{hook}: answers with None")
        right: list[T] = []
        for descriptor in (descriptor for answer in answers for descriptor in answer):
            fault = _wrong(descriptor) if isinstance(descriptor, kind) else f"which is no {kind.__name__}"
            if isinstance(descriptor, kind) and fault is None:
                right.append(descriptor)
            else:
                message = f"The plugin {name!r} hands over {_shown(descriptor)} at {hook}, {fault}."
                self._tell(name, message, fault=message)
        return right

    def _implements(self, name: str, hook: str) -> bool:
        return any(one.plugin_name == name for one in getattr(self._manager.hook, hook).get_hookimpls())

    def without_clashes(self, offers: Iterable[Provided[T]], *keys: Callable[[T], str]) -> list[Provided[T]]:
        """The offers whose names and codes nobody before them has; of a clash the first is kept and both are named."""
        kept: list[Provided[T]] = []
        owners: dict[tuple[int, str], str] = {}
        for provided in offers:
            names = [(index, key(provided.value)) for index, key in enumerate(keys)]
            taken = [name for name in names if name in owners]
            if taken:
                word, first = taken[0][1], owners[taken[0]]
                message = (
                    f"The plugins {first!r} and {provided.origin!r} both provide {word!r}; that of {first!r} is kept."
                )
                self.clash(provided.origin, message)
                continue
            owners.update(dict.fromkeys(names, provided.origin))
            kept.append(provided)
        return kept

    def fail(self, origin: str, hook: str, crash: BaseException) -> None:
        """Tell that what a plugin hands over at a hook cannot be used."""
        cause = cause_of(crash)
        self._tell(origin, f"What the plugin {origin!r} hands over at {hook} cannot be used: {cause}", fault=cause)

    def clash(self, origin: str, message: str, hint: str | None = None) -> None:
        """Tell that a plugin brings what another has brought before."""
        self._faults.setdefault(origin, message)
        self.diagnostics.append(Diagnostic(kind=PLUGIN_CLASH, message=message, hint=hint, origin=origin))

    def within_prefixes(self, offers: Iterable[Provided[Rule]]) -> list[Provided[Rule]]:
        """The rules whose prefix no other plugin has claimed by an earlier rule, and that do not use ours."""
        kept: list[Provided[Rule]] = []
        owners: dict[str, str] = {}
        for provided in offers:
            rule, origin = provided.value, provided.origin
            ours = rule.prefix == OWN_PREFIX
            owner = owners.setdefault(rule.prefix, origin)
            if (origin in OURS) if ours else (owner == origin):
                kept.append(provided)
                continue
            whose = "to empact itself" if ours else f"to the plugin {owner!r}"
            message = (
                f"The plugin {origin!r} brings the rule {rule.code}, but the prefix {rule.prefix!r} belongs {whose}."
            )
            self.clash(origin, message, "The rule is left out; its authors have to choose letters of their own.")
        return kept

    def tell_shared(self, offers: Iterable[Provided[T]], what: str, words: Callable[[T], Iterable[str]]) -> None:
        """Tell words that two descriptors claim; both stay, and the word means the first."""
        owners: dict[str, str] = {}
        for provided in offers:
            own = dict.fromkeys(words(provided.value))
            for word in own:
                if word in owners:
                    first = owners[word]
                    message = (
                        f"The plugins {first!r} and {provided.origin!r} both read {what} {word!r}; {first!r} does it."
                    )
                    self.clash(provided.origin, message, "Name the format where the other is meant.")
            owners = {**dict.fromkeys(own, provided.origin), **owners}


def _unmarked(plugin: object, marked: Container[str]) -> list[str]:
    """The functions of a plugin that are called like a hook and are none."""
    with contextlib.suppress(Exception):  # a plugin may raise at every attribute
        hooks = [name for name in vars(specs) if name.startswith("empact_") and name not in marked]
        return [name for name in hooks if callable(getattr(plugin, name, None))]
    return []


def _listed(answer: object) -> list[object]:
    if isinstance(answer, (str, bytes)):
        message = f"it answers with a text, {answer!r}, instead of descriptors"
        raise TypeError(message)
    return list(cast("Iterable[object]", answer))


def _newer(plugin: object) -> str | None:
    """Why the number of the plugin API that a plugin states is not served here."""
    number = getattr(plugin, "EMPACT_API", EMPACT_API)
    if not isinstance(number, int) or isinstance(number, bool):
        return f"EMPACT_API is {number!r}, which is no whole number"
    if number > EMPACT_API:
        return f"it needs the plugin API {number}, but this empact has {EMPACT_API}; a newer empact is needed"
    return None


def _wrong(descriptor: object) -> str | None:
    """What is wrong with the parts of a descriptor, as far as it would disturb others."""
    try:
        hash(descriptor)
    except Exception as crash:  # noqa: BLE001 - a part may raise anything
        return f"of which a part cannot be hashed ({cause_of(crash)})"
    for field in attrs.fields(type(descriptor)):  # type: ignore[arg-type]
        value = getattr(descriptor, field.name)
        if field.type in {str, "str"} and not isinstance(value, str):
            return f"whose {field.name!r} is {_shown(value)} and no text"
    return None


def _shown(value: object) -> str:
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - what a plugin hands over may raise even when it is shown
        return f"a {type(value).__name__}"
