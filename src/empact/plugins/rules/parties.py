"""Rules about parties: they are known, exist, are members, and drafted the plan that names them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from empact import Plan
from empact.analysis import Determinacy, PartyAssignment, PartyRole
from empact.diagnostics import Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.model import PartyItem, PartyKind
from empact.plugins.rules.phrasing import codes, format_date, format_span, identity, listed

_MEMBERS_ONLY = frozenset(
    {PartyRole.LEADER, PartyRole.CO_LEADER, PartyRole.DRIVER, PartyRole.CO_DRIVER, PartyRole.DRAFTER}
)
"""The roles that a plan gives only to member states and to bodies of the Union."""

_TASKED = frozenset({PartyKind.MEMBER_STATE, PartyKind.EU_AGENCY})
"""The kinds of party that draft a plan to carry it out; institutions and other bodies only support the drafting."""

_NOUNS = {
    PartyRole.COOPERATING: "cooperating party",
    PartyRole.OVERSIGHT: "oversight body",
    PartyRole.SUPPORT: "supporting party",
}
"""The roles whose value does not name a party."""


def _format_role(role: PartyRole) -> str:
    return _NOUNS.get(role, role.value)


def _format_assignment(assignment: PartyAssignment) -> str:
    """Format the role of a party: "Action 1.1 names HR as leader"."""
    owner = "The plan" if assignment.action_number is None else f"Action {assignment.action_number}"
    return f"{owner} names {assignment.name} as {_format_role(assignment.role)}"


def _correction(name: str, ctx: RuleContext) -> str:
    """Return what to write for an unknown name: the code of the party it means, or how to write a party."""
    meanings = ctx.register.meanings(name)
    hint = f"It can mean {' or '.join(meanings)}." if meanings else ctx.register.hint(name)
    if hint is not None and not meanings and not hint.endswith("?"):
        return hint
    return " ".join(filter(None, (hint, "Use a code such as DE, or an English name (Germany).")))


def unknown_party(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan names a party that empact does not know by a code, a name or a spelling.

    An unknown party gets no tasking sheet and belongs to no group. Usually the name is misspelt. A plugin can add
    parties that empact does not know. An abbreviation of several bodies is unknown too: "ILO" is an organisation, or
    liaison officers.
    """
    for assignment in ctx.assignments:
        if assignment.determinacy is Determinacy.UNKNOWN:
            owner = "the plan" if assignment.action_number is None else f"action {assignment.action_number}"
            yield Finding(
                f"Unknown {_format_role(assignment.role)} {assignment.name!r} in {owner}.",
                assignment.at,
                hint=_correction(assignment.name, ctx),
            )


def party_not_yet_existing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan names a party that does not exist before the end of the action, or of the plan.

    Agencies are founded, merge and change their names: in 2012 the European Union Drugs Agency was the EMCDDA. So there
    is a mistake in the name or in the year. A body that is founded during the action is not reported.
    """
    for assignment in ctx.assignments:
        if assignment.determinacy is not Determinacy.NAMED or not assignment.resolved:
            continue
        party, span = assignment.parties[0], assignment.resolved[-1].span
        if party.since is not None and party.since > span.end:
            yield Finding(
                f"{_format_assignment(assignment)} ({format_span(span)}), but {party.code} does not exist before "
                f"{format_date(party.since)}.",
                assignment.at,
                hint="Name the body that existed then, or correct the year.",
            )


def not_a_member_at_date(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A state leads, drives or drafts, but is not a member state on any day of that time.

    Croatia is a member from 1 July 2013, the United Kingdom until 31 January 2020. Before and after its membership, a
    state is a third country. A third country can take part in an action, so participants are not checked. But only
    member states lead, drive and draft (plan sections 4.1, 5.2 and 5.3). States that were never members are not
    reported here; if one leads, `leader-not-state-or-agency` reports it.
    """
    for assignment in ctx.assignments:
        if (
            assignment.role not in _MEMBERS_ONLY
            or assignment.determinacy is not Determinacy.NAMED
            or not assignment.resolved
        ):
            continue
        party, span = assignment.parties[0], assignment.resolved[0].span
        days = (span.start, span.end)
        if party.memberships and all(ctx.register.kind(party, day) is PartyKind.THIRD_COUNTRY for day in days):
            yield Finding(
                f"{_format_assignment(assignment)} ({format_span(span)}), but {party.code} is not a member state at "
                f"that time.",
                assignment.at,
                hint="Correct the name or the time, or make it a participant: a third country can take part.",
            )


def drafter_not_named(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A state or an agency drafted the plan, but no action names it.

    Its experts wrote the plan, but it does not lead, take part by name or cooperate in any action. It may have been
    forgotten. A group does not count as a name, because "All MS" includes every drafter. An office counts: the holder
    of the Presidency is known and has to act. Institutions and other bodies of the Union only support the drafting
    ("together with representatives from", plan section 5.2) and are skipped. If a cell is withheld, nothing is
    reported.
    """
    if not plan.actions or any(action.leaders.withheld or action.participants.withheld for action in plan.actions):
        return
    assignments = list(ctx.planned_assignments)
    single = (Determinacy.NAMED, Determinacy.ROLE)
    named = {
        code
        for assignment in assignments
        if assignment.action_number is not None and assignment.determinacy in single
        for code in codes(assignment, ctx)
    }
    for assignment in assignments:
        if assignment.role is not PartyRole.DRAFTER or assignment.determinacy is not Determinacy.NAMED:
            continue
        code = identity(assignment, ctx)
        if code not in named and ctx.register.get(code).kind in _TASKED:
            yield Finding(
                f"{assignment.name} drafted the plan, but no action names {code}.",
                assignment.at,
                hint=f"Add {code} to the actions it takes part in, or check that it acts only as a member of a group.",
            )


def named_not_drafter(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action names a member state or an agency that did not draft the plan.

    The party may not know what it has to do: the plan was "developed by experts of" the drafters (plan section 5.2).
    Check that it agreed. Third countries and international organisations do not draft and are skipped. The complete
    plan is skipped if its drafters are not named, or if one of them is an open group or not understood. Each party is
    reported once, with all its actions.
    """
    assignments = list(ctx.planned_assignments)
    drafters = [assignment for assignment in assignments if assignment.role is PartyRole.DRAFTER]
    open_ended = any(drafter.determinacy in {Determinacy.OPEN, Determinacy.UNKNOWN} for drafter in drafters)
    if not drafters or open_ended or plan.drafters.unparsed:
        return
    drafted = {code for drafter in drafters for code in codes(drafter, ctx)}
    by_code: dict[str, list[PartyAssignment]] = {}
    for assignment in assignments:
        if (
            assignment.action_number is None
            or assignment.determinacy is not Determinacy.NAMED
            or not assignment.resolved
        ):
            continue
        party = assignment.parties[0]
        if party.code not in drafted and ctx.register.kind(party, assignment.resolved[0].span.start) in _TASKED:
            by_code.setdefault(party.code, []).append(assignment)
    for code, (first, *others) in by_code.items():
        actions = list(dict.fromkeys(str(assignment.action_number) for assignment in (first, *others)))
        yield Finding(
            f"Action{'s' * (len(actions) > 1)} {listed(actions)} name{'s' * (len(actions) == 1)} {code}, which did not "
            f"draft the plan.",
            first.at,
            hint=f"Check that {code} knows and agrees, or add it to the drafters.",
            related=tuple(Related(other.at, f"action {other.action_number} names {code}") for other in others),
        )


def exception_without_effect(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A group excepts a party that does not belong to it at that time: "All MS except HR" in 2012.

    Croatia is a member from 1 July 2013, the United Kingdom until 31 January 2020. Excepting a state that is not a
    member changes nothing, so there is a mistake in the name, in the year or in the group. Open groups ("Third
    countries except RU") are skipped: their members are not known.
    """
    for assignment in ctx.planned_assignments:
        item = assignment.item
        if assignment.determinacy is not Determinacy.EVERY or assignment.name != item.party:
            continue
        days = [resolved.span.start for resolved in assignment.resolved]
        for name in item.excluded if days else ():
            if not any(set(_meant(name, day, ctx)) & set(_members(item, day, ctx)) for day in days):
                yield Finding(
                    f"{item} excepts {name}, which does not belong to {item.party} at that time.",
                    assignment.at,
                    hint="Correct the exception, or the year.",
                )


def _members(item: PartyItem, on: dt.date, ctx: RuleContext) -> tuple[str, ...]:
    """Return the codes of all members of a determinate group on a day, also of those that it excepts."""
    if item.collective is None:
        return _meant(item.party, on, ctx)
    return tuple(party.code for kind in item.collective.members for party in ctx.register.members(kind, on))


def _meant(name: str, on: dt.date, ctx: RuleContext) -> tuple[str, ...]:
    """Return the codes of the party with a name, or of the members of the group with that name."""
    group = ctx.register.group(name)
    party = ctx.register.find(name, on)
    if group is not None:
        return tuple(member.code for member in ctx.register.composition(group, on))
    return () if party is None else (party.code,)


def group_count_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The number beside a group differs from the number of its members at that time: "All MS (28)" in 2012.

    There are 27 member states until 30 June 2013, 28 until 31 January 2020, and 27 since. A wrong number may come from
    another plan, or the authors may count a state that is not a member. If the number of members changes during the
    action, each of the numbers is accepted. Open groups ("Third countries (4)") are skipped: their members are not
    known.
    """
    for assignment in ctx.planned_assignments:
        group, name = assignment.item.collective, assignment.name
        if assignment.determinacy is not Determinacy.EVERY or group is None or group.count is None:
            continue
        days = [resolved.span.start for resolved in assignment.resolved]
        counts = {len(_members(assignment.item, day, ctx)) for day in days}
        accepted = counts | {len(resolved.parties) for resolved in assignment.resolved}
        if days and group.count not in accepted:
            yield Finding(
                f"{name!r} counts {group.count} members, but there are {' or '.join(map(str, sorted(counts)))} at that "
                f"time.",
                assignment.at,
                hint="Correct the number or the year, or name the others beside the group.",
            )


def role_without_holder(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan gives a task to an office or a role that nobody is known to hold at that time.

    "Co-driver" means the party that the plan itself names as its co-driver. If it names none, nobody is tasked. A plan
    is skipped if it has no period, or withholds its Driver or its co-drivers.
    """
    if plan.period is None or plan.driver.withheld or plan.co_drivers.withheld:
        return
    for assignment in ctx.planned_assignments:
        if assignment.determinacy is Determinacy.ROLE and not assignment.resolved:
            yield Finding(
                f"{_format_assignment(assignment)}, but nobody is known to have this role at that time.",
                assignment.at,
                hint="Name the party, or the Driver and the co-drivers of the plan.",
            )


RULES = (
    Rule(code="OAP401", name="unknown-party", severity=Severity.WARNING, check=unknown_party),
    Rule(code="OAP412", name="party-not-yet-existing", severity=Severity.WARNING, check=party_not_yet_existing),
    Rule(code="OAP413", name="not-a-member-at-date", severity=Severity.WARNING, check=not_a_member_at_date),
    Rule(code="OAP414", name="drafter-not-named", severity=Severity.INFO, check=drafter_not_named),
    Rule(code="OAP415", name="named-not-drafter", severity=Severity.INFO, check=named_not_drafter),
    Rule(
        code="OAP416",
        name="exception-without-effect",
        severity=Severity.WARNING,
        check=exception_without_effect,
    ),
    Rule(code="OAP417", name="group-count-differs", severity=Severity.WARNING, check=group_count_differs),
    Rule(code="OAP421", name="role-without-holder", severity=Severity.WARNING, check=role_without_holder),
)
