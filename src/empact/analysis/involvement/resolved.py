"""Who is meant outside a plan: by the cell of a ledger's entry, on the day of the entry, or by a name that is asked."""

from __future__ import annotations

import datetime as dt

from empact.errors import UnknownIdError
from empact.model import Parties, Party
from empact.reference import Register


def meant(cell: Parties, on: dt.date, register: Register) -> tuple[str, ...]:
    """The codes of those whom a cell means on a day: "All MS" is every member state then, a role whoever holds it.

    Those in cooperation with somebody are meant too. Whom the register does not know goes by the name as written; a
    group that is left open, by its words.
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
    """The party that is called so, or that holds the role of this name on a day.

    Raises:
        UnknownIdError: The register knows nobody by this name; the message names the closest.
    """
    found = register.find(name, on) or register.holder(name, on)
    if found is None:
        raise UnknownIdError("Party", name, [word for one in register.parties for word in (one.code, one.name)])
    return found
