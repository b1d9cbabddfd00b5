"""Parse groups of parties: "All MS", "Relevant MS", "MS bordering UA"; and check which parties can be their members."""

from __future__ import annotations

import datetime as dt

from empact.grammar.caching import cached
from empact.grammar.language import key
from empact.grammar.party_words import party_words
from empact.model import Collective, Party, PartyKind
from empact.reference import Group, register

_FIRST_PLAN = dt.date(2011, 1, 1)
_BODIES = {
    PartyKind.EU_AGENCY: (PartyKind.EU_AGENCY, PartyKind.EU_BODY),
    PartyKind.EU_INSTITUTION: (PartyKind.EU_INSTITUTION, PartyKind.EU_BODY),
}


@cached
def parse_group(words: str) -> Collective | None:
    """Return the group that words describe, or None."""
    patterns = party_words()
    regional = patterns.regional.fullmatch(words)
    if regional is not None:
        return Collective(
            members=(PartyKind.THIRD_COUNTRY,),
            every=regional["every"] is not None,
            other=regional["other"] is not None,
            qualifier=" ".join(filter(None, (_lower(regional["adjective"]), regional["region"]))),
        )
    group = patterns.collective.fullmatch(words)
    if group is None or not _is_description(group["after"]):
        return None
    count = group["count"] or group["counted"]
    if group["count"] and (group["counted"] or not group["every"]):
        return None
    kinds = tuple(dict.fromkeys(patterns.kinds[key(word.group())] for word in patterns.kind.finditer(group["kinds"])))
    qualifier = " ".join(filter(None, (_lower(group["adjective"]), group["after"])))
    if len(kinds) > 1 and group["every"] is not None and not group["adjective"]:
        return None  # "all" governs the first noun only, and "concerned" after the last may govern both
    return Collective(
        members=kinds,
        every=group["every"] is not None,
        other=group["other"] is not None,
        qualifier=qualifier or None,
        count=None if count is None else int(count),
    )


def _lower(adjective: str | None) -> str:
    """Return an adjective in lower case; an abbreviation ("JHA") stays as it is."""
    return adjective if adjective is not None and adjective.isupper() else (adjective or "").lower()


def _is_description(words: str | None) -> bool:
    """Check whether words only describe a group: no party is named beside it, joined or without a comma."""
    if words is None:
        return True
    patterns = party_words()
    if patterns.between.search(words) and any(map(is_named, patterns.between.split(words))):
        return False
    if patterns.either.search(words) or patterns.exception.search(words) or patterns.partners.search(f" {words}"):
        return False
    beside = patterns.accompanied.fullmatch(words)
    if beside is not None and is_named(beside["rest"]):
        return False
    took_part = patterns.took_part.match(words)
    return took_part is None or not all(map(is_named, words[took_part.end() :].split() or [""]))


def is_named(words: str) -> bool:
    """Check whether words are the name of a party, of a group with a name of its own, or a group."""
    known = register()
    return (
        known.find(words) is not None
        or known.group(words) is not None
        or known.role(words) is not None
        or party_words().collective.fullmatch(words) is not None
    )


def members_of(group: Group) -> tuple[frozenset[str], ...]:
    """Return the sets of members that a group with a name of its own has had."""
    return tuple(frozenset(composition.members) for composition in group.compositions if composition.members)


def can_belong(name: str, group: Collective | Group) -> bool:
    """Check whether a name is that of a party that can be a member of a group at some time."""
    party = register().find(name)
    if isinstance(group, Group):
        if party is None:
            return False
        kinds = {composition.kind for composition in group.compositions}
        of_a_kind = bool(party.memberships) and PartyKind.MEMBER_STATE in kinds
        return of_a_kind or any(party.code in members for members in members_of(group))
    return any(_is_of_kind(name, party, kind) for kind in group.members)


def can_be_excluded(name: str, group: Collective | Group) -> bool:
    """Check whether a name is that of a party or a group of parties that can be left out of a group."""
    subgroup = register().group(name)
    if subgroup is not None:
        codes = [code for members in members_of(subgroup) for code in members]
        return bool(codes) and all(can_belong(code, group) for code in codes)
    return can_belong(name, group)


def _is_of_kind(name: str, party: Party | None, kind: PartyKind) -> bool:
    if party is None:
        return kind is PartyKind.PRIVATE and name[:1].isupper()
    if kind is PartyKind.MEMBER_STATE:
        return bool(party.memberships)
    if kind is PartyKind.THIRD_COUNTRY and party.memberships:
        return not any(membership.holds(_FIRST_PLAN) and membership.until is None for membership in party.memberships)
    return party.kind in _BODIES.get(kind, (kind,))
