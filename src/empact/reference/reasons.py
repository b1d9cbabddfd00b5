"""Word the facts behind an answer of the register."""

from __future__ import annotations

import datetime as dt

from empact.model import Dated, Party, PartyKind, PartyName
from empact.reference.facts import Fact
from empact.reference.parties import Role, Tenure

_WORDS = {
    PartyKind.MEMBER_STATE: "a member state",
    PartyKind.THIRD_COUNTRY: "a third country",
    PartyKind.EU_AGENCY: "an EU agency",
    PartyKind.EU_INSTITUTION: "an EU institution",
    PartyKind.EU_BODY: "an EU body",
    PartyKind.INTERNATIONAL_ORGANISATION: "an international organisation",
    PartyKind.NETWORK: "a network",
    PartyKind.PRIVATE: "a private party",
}


def _when(dated: Dated) -> str:
    since = f" from {dated.since}" if dated.since is not None else ""
    return since + (f" to {dated.until}" if dated.until is not None else "")


def _fact(text: str, row: Dated) -> Fact:
    return Fact(text=text, source=row.source, confidence=row.confidence)


def why_named(name: PartyName, party: Party) -> Fact:
    """Return the fact that a spelling names a party."""
    return _fact(f'"{name.text}" names {party.code}{_when(name)}.', name)


def why_role(name: PartyName, role: Role) -> Fact:
    """Return the fact that a spelling names a role."""
    return _fact(f'"{name.text}" names the role {role.name}.', name)


def why_held(tenure: Tenure, role: Role) -> Fact:
    """Return the fact that a party holds a role."""
    return _fact(f"{tenure.holder} holds the {role.name}{_when(tenure)}.", tenure)


def why_kind(party: Party, on: dt.date) -> Fact:
    """Return the fact that a party has its kind on a day, with the membership on that day or the nearest one."""
    if not party.memberships:
        return _fact(f"{party.code} is {_WORDS[party.kind]}{_when(party)}.", party)
    for membership in party.memberships:
        if membership.holds(on):
            return _fact(f"{party.code} is a member state{_when(membership)}.", membership)
    before = [membership for membership in party.memberships if membership.until is not None and membership.until < on]
    nearest = before[-1] if before else party.memberships[0]
    return _fact(f"{party.code} is a third country on {on}, and a member state{_when(nearest)}.", nearest)
