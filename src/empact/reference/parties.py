"""The known parties, groups of them with a name, and roles that rotate between them: facts by date."""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Mapping

from empact.model import Dated, Membership, Party, PartyKind, PartyName
from empact.reference.facts import Row, read_table
from empact.values import value

MEMBERS_KNOWN_UNTIL = dt.date(2025, 12, 31)
"""The last day for which ``member_states.csv`` has every member state: until then, plugins add none."""

_Names = Mapping[str, list[PartyName]]


class _Use(enum.Enum):
    OFFICIAL = "official"
    SPELLING = "spelling"


def read_names() -> dict[str, list[PartyName]]:
    """Return the other names and the spellings of every party, by code."""
    names: dict[str, list[PartyName]] = defaultdict(list)
    for row in read_table("names"):
        official = row.member("use", _Use) is _Use.OFFICIAL
        names[row.text("code")].append(PartyName(text=row.text("name"), official=official, **row.dated()))
    return dict(names)


def _member_states(names: _Names) -> list[Party]:
    """Return the current and former member states, in the protocol order of the Council."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read_table("member_states"):
        rows[row.text("code")].append(row)
    return [
        Party(
            code=code,
            kind=PartyKind.MEMBER_STATE,
            name=spans[0].text("name"),
            names=names.get(code, ()),
            iso=spans[0].text("iso"),
            memberships=tuple(Membership(**span.dated("member_from", "member_until")) for span in spans),
            source=spans[0].text("source"),
            confidence=spans[0].confidence,
        )
        for code, spans in rows.items()
    ]


def _third_countries(names: _Names) -> list[Party]:
    return [
        Party(
            code=row.text("code"),
            kind=PartyKind.THIRD_COUNTRY,
            name=row.text("name"),
            names=names.get(row.text("code"), ()),
            iso=row.text("iso"),
            note=row.word("note"),
            remark=row.word("remark"),
            **row.dated(),
        )
        for row in read_table("third_countries")
    ]


def _bodies(table: str, names: _Names) -> list[Party]:
    return [
        Party(
            code=row.text("code"),
            kind=row.member("kind", PartyKind),
            name=row.text("name"),
            names=names.get(row.text("code"), ()),
            successor=row.word("successor"),
            remark=row.word("remark"),
            **row.dated(),
        )
        for row in read_table(table)
    ]


def read_parties() -> tuple[Party, ...]:
    """Return every party of the data files: member states, third countries, bodies of the Union, organisations."""
    names = read_names()
    return (
        *_member_states(names),
        *_third_countries(names),
        *_bodies("bodies", names),
        *_bodies("organisations", names),
    )


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
    """Its names and spellings; the first is shown."""
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
    """Its names and spellings in plans; the first is shown."""
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
