"""Resolve the names of parties that people type, such as those of a new ledger entry."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.analysis.involvement.assignments import assignments
from empact.errors import UnknownIdError
from empact.grammar import parse_parties, parse_party
from empact.model import Parties, PartyItem, Plan, Unparsed
from empact.reference import Register


def named_parties(names: Iterable[str], plan: Plan, register: Register) -> Parties:
    """Return the parties with these names, each once: by code if the register knows the name.

    Args:
        names: The names: of parties, groups and roles, or as the plan writes them.
        plan: The plan, whose own names are known too.
        register: The known parties.

    Raises:
        UnknownIdError: Neither the register nor the plan knows a name, or it cannot be that of a party.
    """
    items: dict[PartyItem, PartyItem] = {}
    written = {assignment.name for assignment in assignments(plan, register)}
    for name in names:
        alone = parse_party(name)  # "SG" is Singapore where a person types it, and not sure in a cell
        parsed = (alone,) if isinstance(alone, PartyItem) else parse_parties(name).items
        if not parsed or any(isinstance(item, Unparsed) for item in parsed):
            raise UnknownIdError("Party", name, (), hint="It cannot be the name of a party.")
        for item in parsed:
            if isinstance(item, PartyItem):
                party = register.find(item.party)
                items.setdefault(item if party is None else attrs.evolve(item, party=party.code), item)
    named = [
        name
        for item in items.values()
        for name in (item.party, *item.members, *item.including, *item.excluded, *item.cooperating)
    ]
    groups = {item.party for item in items.values() if item.collective is not None}
    for name in named:
        if name not in written | groups and not _is_known(name, register):
            known = [party.code for party in register.parties]
            raise UnknownIdError("Party", name, known, hint=register.hint(name) or "")
    return Parties(items=tuple(items.values()))


def _is_known(name: str, register: Register) -> bool:
    matches = (register.role(name), register.find(name), register.group(name))
    return any(match is not None for match in matches)
