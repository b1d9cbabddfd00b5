"""The manager: loads plugins one by one, asks them one by one, and names the one that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar, cast

import attrs
import pluggy

from empact.diagnostics import PLUGIN_CLASH, PLUGIN_FAILED, Diagnostic, did_you_mean
from empact.hooks import specs
from empact.hooks.discovery import Candidate, PluginInfo, PluginState

T = TypeVar("T")


@attrs.frozen
class Offer(Generic[T]):
    """Something that a plugin hands over, and the plugin's name."""

    origin: str
    descriptor: T


class PluginManager:
    """The plugins of one session. ``diagnostics`` tells every one that failed; none of them stops another."""

    def __init__(self, candidates: Iterable[Candidate], disable: Iterable[str] = ()) -> None:
        self._manager = pluggy.PluginManager("empact")
        self._manager.add_hookspecs(specs)
        self._distributions: dict[str, str] = {}
        self.plugins: list[PluginInfo] = []
        self.diagnostics: list[Diagnostic] = []
        disabled = list(disable)
        for candidate in candidates:
            self._add(candidate, disabled)

    def _add(self, candidate: Candidate, disabled: list[str]) -> None:
        if any(candidate.goes_by(name) for name in disabled):
            state = PluginState.DISABLED
        else:
            state = PluginState.LOADED if self._load(candidate) else PluginState.BROKEN
        info = PluginInfo(
            name=candidate.name, distribution=candidate.distribution, version=candidate.version, state=state
        )
        self.plugins.append(info)

    def _load(self, candidate: Candidate) -> bool:
        if self._manager.has_plugin(candidate.name):
            first = self._distributions[candidate.name] or "the program itself"
            second = candidate.distribution or "the program itself"
            message = f"Two plugins are called {candidate.name!r}; that of {first} is kept, that of {second} is not."
            self._tell(candidate.name, message, "Disable or uninstall one of them.")
            return False
        try:
            plugin = candidate.load()
            hash(plugin)  # pluggy keeps plugins in sets, and would stumble over this one while it asks another
            self._manager.register(plugin, name=candidate.name)
        except (Exception, SystemExit) as crash:  # noqa: BLE001 - a plugin may raise anything; it is named
            if self._manager.has_plugin(candidate.name):  # pluggy keeps what it refuses half-way
                self._manager.unregister(name=candidate.name)
            self._tell(candidate.name, f"The plugin {candidate.name!r} cannot be loaded: {_cause(crash)}")
            return False
        self._distributions[candidate.name] = candidate.distribution
        self._tell_misspelt(candidate.name, plugin)
        return True

    def _tell_misspelt(self, name: str, plugin: object) -> None:
        callers = self._manager.get_hookcallers(plugin) or []
        for hook in (caller.name for caller in callers if not caller.has_spec()):
            close = did_you_mean(hook, [known for known in vars(specs) if known.startswith("empact_")])
            message = f"The plugin {name!r} implements {hook!r}, which is no hook."
            self._tell(name, message, f"Did you mean {close!r}?" if close else None)

    def _tell(self, origin: str, message: str, hint: str | None = None) -> None:
        hint = hint or f"Disable it, or report this to the authors of {origin!r}."
        self.diagnostics.append(Diagnostic(kind=PLUGIN_FAILED, message=message, hint=hint, origin=origin))

    def ask(self, hook: str, kind: type[T]) -> list[Offer[T]]:
        """What all plugins hand over at a hook, in the order of the plugins."""
        offers: list[Offer[T]] = []
        plugins = self._manager.list_name_plugin()
        for name, plugin in plugins:
            others = [other for _, other in plugins if other is not plugin]
            caller = cast("Callable[[], list[object]]", self._manager.subset_hook_caller(hook, others))
            offers += [Offer(name, descriptor) for descriptor in self._answer(name, hook, caller, kind)]
        return offers

    def _answer(self, name: str, hook: str, caller: Callable[[], list[object]], kind: type[T]) -> list[T]:
        try:
            answers = [_listed(answer) for answer in caller()]
        except (Exception, SystemExit) as crash:  # noqa: BLE001 - as above
            self._tell(name, f"The plugin {name!r} fails at {hook}: {_cause(crash)}")
            return []
        right: list[T] = []
        for descriptor in (descriptor for answer in answers for descriptor in answer):
            if isinstance(descriptor, kind):
                right.append(descriptor)
            else:
                message = f"The plugin {name!r} hands over {descriptor!r} at {hook}, which is no {kind.__name__}."
                self._tell(name, message)
        return right

    def without_clashes(self, offers: Iterable[Offer[T]], *keys: Callable[[T], str]) -> list[Offer[T]]:
        """The offers whose names and codes nobody before them has; of a clash the first is kept and both are named."""
        kept: list[Offer[T]] = []
        owners: dict[tuple[int, str], str] = {}
        for offer in offers:
            names = [(index, key(offer.descriptor)) for index, key in enumerate(keys)]
            taken = [name for name in names if name in owners]
            if taken:
                word, first = taken[0][1], owners[taken[0]]
                message = f"The plugins {first!r} and {offer.origin!r} both bring {word!r}; that of {first!r} is kept."
                self.diagnostics.append(Diagnostic(kind=PLUGIN_CLASH, message=message, origin=offer.origin))
                continue
            owners.update(dict.fromkeys(names, offer.origin))
            kept.append(offer)
        return kept


def _listed(answer: object) -> list[object]:
    if isinstance(answer, (str, bytes)):
        message = f"it answers with a text, {answer!r}, instead of descriptors"
        raise TypeError(message)
    return list(cast("Iterable[object]", answer))


def _cause(crash: BaseException) -> str:
    return f"{type(crash).__name__}: {crash}" if str(crash) else type(crash).__name__
