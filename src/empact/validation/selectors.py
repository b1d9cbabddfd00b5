"""Selectors: select rules and set severities by code, beginning of a code, name, group or plugin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from empact.arguments import as_items, check_text
from empact.diagnostics import CATALOGUE, Kind, Severity
from empact.errors import ConfigError, UnknownIdError
from empact.values import value

if TYPE_CHECKING:  # a load asks no rule
    from empact.validation.rules import Rule


T_co = TypeVar("T_co", covariant=True)


@value
class Provided(Generic[T_co]):
    """A value that a plugin provides, such as a rule, a reader or an exporter."""

    origin: str
    """The name of the plugin."""
    value: T_co
    """The rule, reader, exporter or other descriptor."""


_DIGITS = "0123456789"
_EVERY, _PLUGIN, _CODE, _NAME = 1, 2, 3, 7
"""How specific a selector is: a code counts 3 and one more for each digit, a group as much as one digit."""


def matches(selector: str, kind: Kind) -> bool:
    """Whether a selector names a kind: by code (``OAP201``), by the beginning of it (``OAP2``, ``OAP``), or by name."""
    if selector == kind.name:
        return True
    return selector.rstrip(_DIGITS) == kind.prefix and kind.code.startswith(selector)


def weight(selector: str, provided: Provided[Rule]) -> int:
    """Return how specific a selector is for a rule, from plugin up to name; 0 if it does not name the rule."""
    rule = provided.value
    if selector == rule.name:
        return _NAME
    if matches(selector, rule):
        return _CODE + len(selector) - len(rule.prefix)
    if selector == rule.group:
        return _CODE + 1
    return _PLUGIN if selector == provided.origin else 0


def names_a_rule(selector: str, rules: Iterable[Provided[Rule]]) -> bool:
    """Whether a selector names one of the rules."""
    return any(weight(selector, provided) for provided in rules)


def own_kind(selector: str) -> bool:
    """Whether a selector names a built-in code (001-099, 9xx), which can't be turned off."""
    return any(matches(selector, kind) and selector != kind.prefix for kind in CATALOGUE)


def known_selectors(rules: Iterable[Provided[Rule]]) -> list[str]:
    """Return all valid selectors, to suggest one for a misspelt one: codes and names, then groups and plugins."""
    rules = list(rules)
    words = [word for provided in rules for word in (provided.value.code, provided.value.name)]
    wider = (word for provided in rules for word in (provided.value.group, provided.origin) if word is not None)
    return [*words, *dict.fromkeys(wider)]


def as_selectors(words: str | Iterable[str]) -> tuple[str, ...]:
    """Convert an argument to selectors; a string is one selector."""
    selectors = (words,) if isinstance(words, str) else as_items("The selectors", "a list of texts", words)
    for selector in selectors:
        check_text("A selector", selector)
    return selectors


def check_selectors(selectors: Iterable[str], rules: Sequence[Provided[Rule]]) -> None:
    """Raise an error for a selector that does not name a rule.

    Raises:
        UnknownIdError: A selector is unknown; the message names the closest.
        ConfigError: A selector names a built-in code, which can't be turned off.
    """
    for selector in selectors:
        if names_a_rule(selector, rules):
            continue
        if own_kind(selector):
            raise ConfigError([f"{selector!r} is built in and always reported; it cannot be selected or ignored."])
        hint = "Give each selector on its own." if "," in selector else None
        raise UnknownIdError("Rule", selector, known_selectors(rules), hint=hint)


def select_rules(
    rules: Iterable[Provided[Rule]],
    select: str | Sequence[str],
    ignore: str | Sequence[str],
    *,
    base: Iterable[Provided[Rule]] | None = None,
) -> list[Provided[Rule]]:
    """Return the rules that ``select`` names, without those that ``ignore`` names.

    The more specific selector wins: selecting ``OAP201`` and ignoring ``OAP2`` runs ``OAP201``.

    Args:
        rules: All rules.
        select: The selectors of rules to run.
        ignore: The selectors of rules not to run.
        base: The rules to run if ``select`` is empty; by default all.

    Raises:
        UnknownIdError: A selector is unknown; the message names the closest.
        ConfigError: A selector names a built-in code.
    """
    rules, select, ignore = list(rules), as_selectors(select), as_selectors(ignore)
    check_selectors((*select, *ignore), rules)
    candidates = rules if select or base is None else list(base)
    return [provided for provided in candidates if _wanted(provided, select, ignore)]


def _wanted(provided: Provided[Rule], select: Sequence[str], ignore: Sequence[str]) -> bool:
    strongest_for = max((weight(selector, provided) for selector in select), default=_EVERY)
    strongest_against = max((weight(selector, provided) for selector in ignore), default=0)
    return strongest_for > strongest_against


def overridden(rules: Iterable[Provided[Rule]], severities: Mapping[str, Severity]) -> Iterator[tuple[str, Severity]]:
    """Return the codes of rules with the severities set for them; the more specific selector wins."""
    for provided in rules:
        strongest = max(severities, key=lambda selector: weight(selector, provided), default=None)
        if strongest is not None and weight(strongest, provided):
            yield provided.value.code, severities[strongest]
