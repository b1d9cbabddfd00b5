"""Codes of countries that are other words too: ``NA`` is Namibia between ZA and BW, and "not applicable" elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from empact.grammar.language import language
from empact.model import PartyItem, Unparsed
from empact.reference import register


def code_meanings(code: str) -> tuple[str, ...]:
    """Return what a code can mean besides the party that the register has under it."""
    codes: Mapping[str, Sequence[str]] = language().words["parties"]["codes"]
    return tuple(codes.get(code, ()))


def is_clear(item: PartyItem | Unparsed, beside: Iterable[PartyItem | Unparsed]) -> bool:
    """Check whether the parties beside an item leave no doubt about its code, or its partners' codes.

    The code of a third country needs one beside it. EC is the Commission, unless there are only third countries.
    """
    if isinstance(item, Unparsed):
        return True
    if item.cooperating:
        named = [PartyItem(party=name) for name in (item.party, *item.cooperating)]
        return all(is_clear(party, named[max(i - 1, 0) : i] + named[i + 1 : i + 2]) for i, party in enumerate(named))
    if not code_meanings(item.party) or item.authority is not None:
        return True
    third = [_is_third_country(neighbour) for neighbour in beside]
    return any(third) if _is_third_country(item) else not third or not all(third)


def _is_third_country(item: PartyItem | Unparsed) -> bool:
    if isinstance(item, Unparsed):
        return False
    party = register().find((item.party, *item.members, *item.including)[-1])
    return party is not None and party.iso is not None and not party.memberships
