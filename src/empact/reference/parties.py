"""Read the parties of the data files: states, bodies of the Union, organisations and networks, with their names."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Mapping

from empact.model import Membership, Party, PartyKind, PartyName
from empact.reference.facts import Row, read_table

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
