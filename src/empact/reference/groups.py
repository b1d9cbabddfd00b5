"""Groups of parties with a name of their own, such as Benelux, and their members by date."""

from __future__ import annotations

from collections import defaultdict

from empact.model import Dated, PartyKind, PartyName
from empact.reference.facts import read_table
from empact.values import value


@value(kw_only=True)
class Composition(Dated):
    """The members of a group in a period."""

    members: tuple[str, ...] = ()
    """The codes of the members, such as ``BE``, ``NL`` and ``LU`` of Benelux. Empty if ``kind`` says who is meant."""
    kind: PartyKind | None = None
    """The kind of party whose members all belong to the group, such as the member states in "EU28". None if ``members``
    lists them.
    """


@value(kw_only=True)
class Group:
    """A group with a name of its own. Outside its compositions, its members are not settled."""

    code: str
    """The code of the group in the data of ``empact``, such as ``EU28``."""
    names: tuple[PartyName, ...]
    """Its names and spellings; the first is the one that is shown."""
    compositions: tuple[Composition, ...] = ()
    """Its members by period, in chronological order."""

    @property
    def name(self) -> str:
        """The name of the group: the first of its names."""
        return self.names[0].text if self.names else self.code


def read_groups() -> tuple[Group, ...]:
    """Return the groups of the data files, each with its members in chronological order."""
    names: dict[str, list[PartyName]] = defaultdict(list)
    for row in read_table("groups"):
        names[row.text("code")].append(PartyName(text=row.text("name"), **row.dated()))
    compositions: dict[str, list[Composition]] = defaultdict(list)
    for row in read_table("compositions"):
        kind = None if row.word("kind") is None else row.member("kind", PartyKind)
        members = tuple((row.word("members") or "").split())
        if (kind is None) is (not members):
            raise row.problem("the row needs either members or a kind")
        compositions[row.text("group")].append(Composition(members=members, kind=kind, **row.dated()))
    return tuple(
        Group(code=code, names=tuple(called), compositions=tuple(compositions.get(code, ())))
        for code, called in names.items()
    )
