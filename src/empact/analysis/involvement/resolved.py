"""Resolve the parties of a ledger entry on a date, and single names."""

from __future__ import annotations

import datetime as dt

from empact.errors import UnknownIdError
from empact.model import Parties, Party
from empact.reference import Register


def party_codes(cell: Parties, on: dt.date, register: Register) -> tuple[str, ...]:
    """Return the codes of the parties of a cell on a date.

    "All MS" is every member state on that date, and a role is its holder. Cooperating parties are included. A name
    that the register does not have, and a group that leaves open who belongs to it, are returned as written.
    """
    found: dict[str, None] = {}
    for item in cell.understood:
        group = item.collective
        if group is not None and group.determinate and not group.other:
            found |= {one.code: None for kind in group.members for one in register.members(kind, on)}
        else:
            found[_code(item.party, on, register)] = None
        found |= {_code(partner, on, register): None for partner in item.cooperating}
    return tuple(found)


def _code(name: str, on: dt.date, register: Register) -> str:
    party = register.find(name, on) or register.holder(name, on)
    return name if party is None else party.code


def known_party(name: str, on: dt.date, register: Register) -> Party:
    """Return the party with this code or name, or the holder of the role with this name on a date.

    Raises:
        UnknownIdError: The register has no such party; the message names the closest.
    """
    found = register.find(name, on) or register.holder(name, on)
    if found is None:
        raise UnknownIdError("Party", name, [one.code for one in register.parties], hint=register.hint(name) or "")
    return found
