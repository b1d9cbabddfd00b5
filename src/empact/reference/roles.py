"""Roles that rotate between parties: the Presidency of the Council, by half-year."""

from __future__ import annotations

from collections import defaultdict

from empact.model import Dated, PartyName
from empact.reference.facts import read_table
from empact.values import value


@value(kw_only=True)
class Tenure(Dated):
    """A period in which a party holds a role."""

    holder: str
    """The code of the party in EU usage, such as ``DK``."""


@value(kw_only=True)
class Role:
    """A role that a plan names instead of its holder: "Acting EU Presidency" (action 4.1)."""

    code: str
    """The code of the role in the data of ``empact``, such as ``presidency``."""
    names: tuple[PartyName, ...]
    """Its names and spellings in plans; the first is the one that is shown."""
    tenures: tuple[Tenure, ...] = ()
    """Its holders by period, in chronological order."""

    @property
    def name(self) -> str:
        """The name of the role: the first of its names."""
        return self.names[0].text if self.names else self.code


def read_roles() -> tuple[Role, ...]:
    """Return the roles of the data files, each with its holders in chronological order."""
    names: dict[str, list[PartyName]] = defaultdict(list)
    for row in read_table("roles"):
        names[row.text("code")].append(PartyName(text=row.text("name"), **row.dated()))
    tenures: dict[str, list[Tenure]] = defaultdict(list)
    for row in read_table("presidencies"):
        tenures[row.text("role")].append(Tenure(holder=row.text("holder"), **row.dated("start", "end")))
    return tuple(
        Role(code=code, names=tuple(called), tenures=tuple(tenures.get(code, ()))) for code, called in names.items()
    )
