"""Resolve the parties of a ledger entry on a date, and single names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from empact.arguments import check_date, check_type
from empact.errors import UnknownIdError
from empact.model import Parties, Party
from empact.reference import Register


def party_codes(cell: Parties, on: dt.date, register: Register) -> tuple[str, ...]:
    """Return the codes of the parties of a cell on a date.

    "All MS" is every member state on that date, as "HU and all other MS" is, and a role is its holder. Cooperating
    parties are included. A name that the register does not have, and a group that leaves open who belongs to it, are
    returned as written.
    """
    codes: dict[str, None] = {}
    for item in cell.understood:
        group, named = item.collective, register.group(item.party)
        everyone = register.composition(named, on) if named is not None else ()
        if group is not None and group.determinate and (codes or not group.other):
            everyone = tuple(party for kind in group.members for party in register.members(kind, on))
        if item.members:
            pass
        elif everyone:
            left_out = excluded_codes(item.excluded, on, register)
            codes |= {party.code: None for party in everyone if party.code not in left_out}
        else:
            codes[_code(item.party, on, register)] = None
        codes |= {_code(member, on, register): None for member in (*item.members, *item.including)}
        codes |= {_code(partner, on, register): None for partner in item.cooperating}
    return tuple(codes)


def excluded_codes(excluded: Iterable[str], on: dt.date, register: Register) -> frozenset[str]:
    """Return the codes of the parties that an item leaves out of its group; a group such as Benelux is its members."""
    codes: set[str] = set()
    for name in excluded:
        group = register.group(name)
        if group is None:
            codes.add(_code(name, on, register))
        else:
            codes |= {party.code for party in register.composition(group, on)}
    return frozenset(codes)


def _code(name: str, on: dt.date, register: Register) -> str:
    party = register.find(name, on) or register.holder(name, on)
    return name if party is None else party.code


def known_party(party: Party | str, on: dt.date, register: Register) -> Party:
    """Return the party with this code or name, or the holder of the role with this name on a date.

    Args:
        party: The code or the name, or the party itself.
        on: The date.
        register: The known parties.

    Raises:
        UnknownIdError: The register has no such party; the message names the closest.
        TypeError: It is neither a party nor a text.
    """
    check_type("The party", "a Party, its code or its name", (Party, str), party, _write_party)
    check_date("on", on, required=True)
    check_type("The register", "a Register", Register, register)
    name = party if isinstance(party, str) else party.code
    known = register.find(name, on) or register.holder(name, on)
    if known is not None:
        return known
    if register.role(name) is not None:
        raise UnknownIdError("Holder of the role", name, (), hint=f"None is known on {on}: name the party.")
    raise UnknownIdError("Party", name, [other.code for other in register.parties], hint=register.hint(name) or "")


def _write_party(value: object) -> str | None:
    """Return what to write instead of something that is not a party."""
    return "one call for each party" if isinstance(value, (list, tuple, set)) else None
