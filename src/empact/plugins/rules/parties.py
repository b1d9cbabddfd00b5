"""Parties: are they known, did they exist, were they members, and do drafters and doers match."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.hooks import Determinacy, Finding, PartyAssignment, PartyKind, PartyRole, Rule, RuleContext, Severity
from empact.plugins.rules.parties_by_action import codes, identity
from empact.plugins.rules.phrasing import listed

_MEMBERS_ONLY = frozenset({PartyRole.LEADER, PartyRole.DRIVER, PartyRole.CO_DRIVER, PartyRole.DRAFTER})
"""The parts that a plan gives to member states and to bodies of the Union; third countries take part in others."""

_TASKED = frozenset({PartyKind.MEMBER_STATE, PartyKind.EU_AGENCY})
"""Who drafts a plan in order to carry it out; institutions and other bodies of the Union only accompany it."""


def _names(one: PartyAssignment) -> str:
    """The words for a party's part: "Action 1.1 names HR as leader"."""
    return f"{'The plan' if one.action is None else f'Action {one.action}'} names {one.name} as {one.role.value}"


def unknown_party(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan names a party that empact does not know by a code, a name or a spelling.

    An unknown party gets no tasking sheet and belongs to no group. Usually the name is misspelt. A plugin can add
    parties that empact does not know.
    """
    for one in ctx.assignments(plan):
        if one.determinacy is Determinacy.UNKNOWN:
            close = ctx.register.suggest(one.name)
            meant = f"Did you mean {close!r}? " if close else ""
            yield Finding(
                f"{_names(one)}, and nobody is known by that name.",
                one.at,
                hint=f"{meant}Write the party's code, or its name as the register has it.",
            )


def party_not_yet_existing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan names a party that begins to exist only after the action, or the plan, is over.

    Agencies are founded, merge and change their names: in 2012 the European Union Drugs Agency was the EMCDDA. So there
    is a mistake in the name or in the year. A body that begins during the action is not reported.
    """
    for one in ctx.assignments(plan):
        if one.determinacy is not Determinacy.NAMED or not one.resolved:
            continue
        party, span = one.parties[0], one.resolved[-1].span
        if party.since is not None and party.since > span.end:
            yield Finding(
                f"{_names(one)} in {span}, yet {party.code} begins on {party.since}.",
                one.at,
                hint="Name the body that existed then, or correct the year.",
            )


def not_a_member_at_date(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A state leads, drives or drafts, but is not a member state on any day of that time.

    Croatia is a member from 1 July 2013, the United Kingdom until 31 January 2020. Before and after its membership, a
    state is a third country. A third country can take part in an action, so participants are not checked. But only
    member states lead, drive and draft (plan sections 4.1, 5.2 and 5.3). States that were never members are not
    reported here; if one leads, `leader-not-state-or-agency` reports it.
    """
    for one in ctx.assignments(plan):
        if one.role not in _MEMBERS_ONLY or one.determinacy is not Determinacy.NAMED or not one.resolved:
            continue
        party, span = one.parties[0], one.resolved[0].span
        days = (span.start, span.end)
        if party.memberships and all(ctx.register.kind(party, day) is PartyKind.THIRD_COUNTRY for day in days):
            yield Finding(
                f"{_names(one)}, yet {party.code} is not a member state in {span}.",
                one.at,
                hint="Correct the name or the time; as a third country it can take part.",
            )


def drafter_not_named(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A state or an agency drafted the plan, but no action names it.

    Its experts wrote the plan, but it leads nothing, is not a named participant and cooperates in nothing. It may have
    been forgotten. A group does not count as a name, because "All MS" includes every drafter. An office counts: the
    holder of the Presidency is known and has to act. Institutions and other bodies of the Union only support the
    drafting ("together with representatives from", plan section 5.2) and are skipped. If a cell is withheld, nothing is
    reported.
    """
    if not plan.actions or any(action.leaders.withheld or action.participants.withheld for action in plan.actions):
        return
    involved = list(ctx.planned_assignments(plan))
    single = (Determinacy.NAMED, Determinacy.ROLE)
    named = {
        code for one in involved if one.action is not None and one.determinacy in single for code in codes(one, ctx)
    }
    for one in involved:
        if one.role is not PartyRole.DRAFTER or one.determinacy is not Determinacy.NAMED or identity(one, ctx) in named:
            continue
        party = ctx.register.get(identity(one, ctx))
        if party.kind in _TASKED:
            yield Finding(
                f"{one.name} drafted the plan, yet no action names {party.code}.",
                one.at,
                hint=f"Name {party.code} where it takes part, or make sure that it is only to act as one of a group.",
            )


def named_not_drafter(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action names a member state or an agency that did not draft the plan.

    The party may not know what it has to do: the plan was "developed by experts of" the drafters (plan section 5.2).
    Check that it agreed. Third countries and international organisations do not draft and are skipped. The entire plan
    is skipped if its drafters are not named, or if one of them is an open group or not understood. Each party is
    reported once, with all its actions.
    """
    involved = list(ctx.planned_assignments(plan))
    drafters = [one for one in involved if one.role is PartyRole.DRAFTER]
    open_ended = any(one.determinacy in {Determinacy.OPEN, Determinacy.UNKNOWN} for one in drafters)
    if not drafters or open_ended or plan.drafters.unparsed:
        return
    drafted = {code for one in drafters for code in codes(one, ctx)}
    found: dict[str, list[PartyAssignment]] = {}
    for one in involved:
        if one.action is None or one.determinacy is not Determinacy.NAMED or not one.resolved:
            continue
        party = one.parties[0]
        if party.code not in drafted and ctx.register.kind(party, one.resolved[0].span.start) in _TASKED:
            found.setdefault(party.code, []).append(one)
    for code, places in found.items():
        actions = list(dict.fromkeys(str(one.action) for one in places))
        yield Finding(
            f"{code} is named in action{'s' * (len(actions) > 1)} {listed(actions)}, yet is not among the drafters of "
            f"the plan.",
            places[0].at,
            hint=f"Make sure that {code} knows and agrees, or add it to the drafters.",
            related=tuple(one.at for one in places[1:]),
        )


RULES = (
    Rule(code="OAP401", name="unknown-party", severity=Severity.WARNING, check=unknown_party),
    Rule(code="OAP412", name="party-not-yet-existing", severity=Severity.WARNING, check=party_not_yet_existing),
    Rule(code="OAP413", name="not-a-member-at-date", severity=Severity.WARNING, check=not_a_member_at_date),
    Rule(code="OAP414", name="drafter-not-named", severity=Severity.INFO, check=drafter_not_named),
    Rule(code="OAP415", name="named-not-drafter", severity=Severity.INFO, check=named_not_drafter),
)
