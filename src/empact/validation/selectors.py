"""Which rules run, and how bad their findings are: selection by code, beginning of a code, name, group or plugin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from empact.diagnostics import CATALOGUE, Kind, Severity
from empact.errors import ConfigError, UnknownIdError
from empact.validation.provided import Provided
from empact.validation.rules import Rule

_DIGITS = "0123456789"
_EVERY, _PLUGIN, _CODE, _NAME = 1, 2, 3, 7
"""How specific a selector is: a code counts 3 and one more for each digit, a group as much as one digit."""


def matches(selector: str, kind: Kind) -> bool:
    """Whether a selector names a kind: ``OAP201``, ``OAP2``, ``OAP`` (its letters are the whole prefix), or a name."""
    if selector == kind.name:
        return True
    return selector.rstrip(_DIGITS) == kind.prefix and kind.code.startswith(selector)


def weight(selector: str, provided: Provided[Rule]) -> int:
    """How specific a selector is for a rule, from its plugin up to its name; 0 where it does not name it."""
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
    """Whether a selector names what empact itself tells (001-099, 9xx), which nobody can leave out."""
    return any(matches(selector, kind) and selector != kind.prefix for kind in CATALOGUE)


def known_selectors(rules: Iterable[Provided[Rule]]) -> list[str]:
    """The codes and names of rules, then groups and plugins: what a misspelt selector may have meant."""
    rules = list(rules)
    words = [word for one in rules for word in (one.value.code, one.value.name)]
    wider = (word for one in rules for word in (one.value.group, one.origin) if word is not None)
    return [*words, *dict.fromkeys(wider)]


def as_selectors(words: str | Iterable[str]) -> tuple[str, ...]:
    """Selectors as they are handed over: a plain string is one of them, never its letters."""
    return (words,) if isinstance(words, str) else tuple(words)


def check_selectors(selectors: Iterable[str], rules: Sequence[Provided[Rule]]) -> None:
    """Refuse selectors that name no rule.

    Raises:
        UnknownIdError: A selector names nothing; the message says what it may have meant.
        ConfigError: A selector names what empact itself tells, which is always told.
    """
    for selector in selectors:
        if names_a_rule(selector, rules):
            continue
        if own_kind(selector):
            raise ConfigError([f"{selector!r} is told by empact itself, and can be neither chosen nor left out."])
        raise UnknownIdError("Rule", selector, known_selectors(rules))


def chosen(
    rules: Iterable[Provided[Rule]],
    select: str | Sequence[str],
    ignore: str | Sequence[str],
    *,
    base: Iterable[Provided[Rule]] | None = None,
) -> list[Provided[Rule]]:
    """The rules that ``select`` names (``base``, or all, where it names none) less those that ``ignore`` names.

    The more specific selector wins: selecting ``OAP201`` and ignoring ``OAP2`` runs ``OAP201``.

    Raises:
        UnknownIdError: A selector names no rule; the message says which it may have meant.
        ConfigError: A selector names what empact itself tells.
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
    """Codes of the rules that selectors name, with the severity of each; of two for one rule the more specific wins."""
    for provided in rules:
        strongest = max(severities, key=lambda selector: weight(selector, provided), default=None)
        if strongest is not None and weight(strongest, provided):
            yield provided.value.code, severities[strongest]
