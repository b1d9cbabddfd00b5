"""Which rules run: selection by code, by the beginning of a code, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from empact.diagnostics import Kind
from empact.errors import UnknownIdError
from empact.validation.engine import SourcedRule

_DIGITS = "0123456789"


def matches(selector: str, kind: Kind) -> bool:
    """Whether a selector names a kind: ``OAP201``, ``OAP2``, ``OAP`` (its letters are the whole prefix), or a name."""
    if selector == kind.name:
        return True
    return selector.rstrip(_DIGITS) == kind.prefix and kind.code.startswith(selector)


def chosen(rules: Iterable[SourcedRule], select: Sequence[str], ignore: Sequence[str]) -> list[SourcedRule]:
    """The rules that ``select`` names (all, where it names none) less those that ``ignore`` names.

    The more specific selector wins: selecting ``OAP201`` and ignoring ``OAP2`` runs ``OAP201``.

    Raises:
        UnknownIdError: A selector names no rule; the message says which it may have meant.
    """
    rules = list(rules)
    known = [word for sourced in rules for word in (sourced.rule.code, sourced.rule.name)]
    for selector in (*select, *ignore):
        if not any(matches(selector, sourced.rule) for sourced in rules):
            raise UnknownIdError("Rule", selector, known)
    return [sourced for sourced in rules if _wanted(sourced.rule, select, ignore)]


def _wanted(kind: Kind, select: Sequence[str], ignore: Sequence[str]) -> bool:
    strongest_for = max((_weight(selector, kind) for selector in select), default=1)
    strongest_against = max((_weight(selector, kind) for selector in ignore), default=0)
    return strongest_for > strongest_against


def _weight(selector: str, kind: Kind) -> int:
    """How specific a selector is for a kind; 0 where it does not name it."""
    if not matches(selector, kind):
        return 0
    return len(kind.code) + 1 if selector == kind.name else len(selector)
