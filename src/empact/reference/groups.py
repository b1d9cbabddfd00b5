"""Groups of parties with a name of their own, such as Benelux, and their members by date."""

from __future__ import annotations

from collections import defaultdict

from empact.model import Dated, PartyKind, PartyName
from empact.reference.facts import read_table
from empact.values import value


@value(kw_only=True)
class Composition(Dated):
    """The members of a group in a period: their codes, or a kind whose members are all meant ("EU28")."""

    members: tuple[str, ...] = ()
    kind: PartyKind | None = None


@value(kw_only=True)
class Group:
    """A group with a name of its own. Outside its compositions, its members are not settled."""

    code: str
    names: tuple[PartyName, ...]
    compositions: tuple[Composition, ...] = ()

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
