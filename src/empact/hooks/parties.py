"""Check the parties of plugins: a name that plans use for something else, and days that cannot be.

The model checks types only, so that a party of the register is built without a look at the notation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from empact.grammar import parse_parties
from empact.grammar.language import key, language
from empact.model import Dated, Membership, Party, PartyItem, PartyKind
from empact.reference import Register
from empact.reference.parties import MEMBERS_KNOWN_UNTIL
from empact.reprs import cut_repr, printable

_STATES = {PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY}


def party_fault(party: Party, known: Register) -> str | None:
    """Return why a party of a plugin cannot be used, as the end of a sentence; None if it can.

    Args:
        party: The party.
        known: The register, with its groups, roles and ambiguous abbreviations.
    """
    return next(_faults(party, known), None)


def _faults(party: Party, known: Register) -> Iterator[str]:
    for what, text in _texts(party):
        yield from (f"whose {what} {cut_repr(text)} {reading}" for reading in _other_readings(text, known))
    if parse_parties(party.code).items != (PartyItem(party=party.code),):
        yield f"whose code {cut_repr(party.code)} is not read as one party in a cell"
    for what, dated in _periods(party):
        if dated.since is not None and dated.until is not None and dated.until < dated.since:
            yield f"{what} ends on {dated.until}, before it begins on {dated.since}"
    if party.memberships and party.kind not in _STATES:
        yield "which has memberships and is not a state"
    if party.successor == party.code:
        yield "whose successor is itself"
    if party.iso is not None and not (party.iso.isalpha() and party.iso.isupper()):
        yield f"whose ISO code {cut_repr(party.iso)} is not capital letters"


def with_open_memberships(party: Party) -> Party:
    """Return a party of a plugin that is not a member state on days of which the register has every member state."""
    if party.kind is not PartyKind.MEMBER_STATE:
        return party
    first = MEMBERS_KNOWN_UNTIL + dt.timedelta(days=1)
    memberships = tuple(
        attrs.evolve(membership, since=max(first, membership.since or first))
        for membership in party.memberships or (Membership(since=party.since, until=party.until),)
        if membership.until is None or membership.until >= first
    )
    if (party.since is not None and party.since >= first) or party.memberships == memberships:
        return party
    kind = PartyKind.MEMBER_STATE if memberships else PartyKind.THIRD_COUNTRY
    return attrs.evolve(party, kind=kind, memberships=memberships)


def _texts(party: Party) -> Iterator[tuple[str, str]]:
    yield "code", party.code
    yield "name", party.name
    yield from (("name", name.text) for name in party.names)


def _periods(party: Party) -> Iterator[tuple[str, Dated]]:
    yield "which", party
    yield from ((f"whose name {cut_repr(name.text)}", name) for name in party.names)
    yield from (("whose membership", membership) for membership in party.memberships)


def _other_readings(text: str, known: Register) -> Iterator[str]:
    """Return what a name means in a plan if that is not a party; nothing for a name of one party, or of several words.

    A name may have commas ("Freedom, Security and Justice") and a remark in brackets: it is printed, and a cell has the
    code or another spelling.
    """
    items = parse_parties(text).items
    if not any(letter.isalnum() for letter in text):
        yield "has no letters"
    if printable(text) != text or set(text) & set("\t\n"):
        yield "is not one line of text"
    if not items:
        yield "means in plans that there is nobody"
    if any(isinstance(item, PartyItem) and item.collective is not None and item.party == text for item in items):
        yield "means a group of parties in plans"
    if known.group(text) is not None:
        yield "is that of a group"
    if known.role(text) is not None:
        yield "is that of a role"
    if known.meanings(text):
        yield "has several meanings"
    if key(text) in _words():
        yield "is a word of the notation"


def _words() -> frozenset[str]:
    """Return the words of groups, roles and doubt: "all", "other", "EU", "co-leader", "tbc"."""
    words = language()
    groups = [word for topic in ("every", "other", "tentative") for word in words.spellings("parties", topic)]
    kinds = [word for spelling in words.sorted_by("parties", "kinds") for word in (spelling, *spelling.split())]
    return frozenset((*groups, *kinds, *words.sorted_by("parties", "roles")))
