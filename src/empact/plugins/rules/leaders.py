"""Rules about leaders: every action has a confirmed leader, a member state or an agency."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.analysis import Determinacy, PartyRole
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import ItemRole, PartyItem, PartyKind
from empact.plugins.rules.columns import Column, OfAction, report_missing, report_together
from empact.plugins.rules.phrasing import by_action, format_span, identity, listed

_OTHERS = {
    PartyKind.THIRD_COUNTRY: "a third country",
    PartyKind.EU_INSTITUTION: "an EU institution",
    PartyKind.EU_BODY: "an EU body",
    PartyKind.INTERNATIONAL_ORGANISATION: "an international organisation",
    PartyKind.NETWORK: "a network",
    PartyKind.PRIVATE: "a private party",
}
"""The kinds of party that are not expected to lead: section 5.3 says "The Action-Leader (MS or Agency)"."""

_LEADS = {PartyRole.LEADER: "leads", PartyRole.CO_LEADER: "co-leads"}
"""What a party does in an action, by its role. A co-leader leads together with the leader and meets the same rules."""


def leader_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has no leader, or only a co-leader or an open group such as "Relevant MS".

    "Each of the individual operational activities that make up the OAP has a designated Leader duly tasked and
    empowered for this role" (plan section 4.1). The leader reports to the Driver (section 5.3). Without a leader,
    nobody reports. Several empty cells are one finding about the plan.
    """
    column = Column("leaders", "a leader", "Name one: a member state or an agency.")
    without = [(at, action) for at, action in ctx.actions() if not action.leaders.items and not action.leaders.withheld]
    yield from report_missing(plan, column, without)
    for position, (at, action, leaders) in enumerate(by_action(ctx, PartyRole.LEADER)):
        cell = action.leaders
        if not cell.items or cell.unparsed:
            continue
        if not leaders:
            beside = listed([co_leader.name for co_leader in ctx.assignments.of_action(position, PartyRole.CO_LEADER)])
            yield Finding(
                f"Action {action.number} has no leader{f', only the co-leader {beside}' if beside else ''}.",
                at / "leaders",
                hint="Name one: a co-leader leads together with a leader.",
            )
        elif all(leader.determinacy is Determinacy.OPEN for leader in leaders):
            groups = listed([repr(leader.name) for leader in leaders])
            yield Finding(
                f"Action {action.number} has no leader by name, only {groups}.",
                at / "leaders",
                hint="Name one of them.",
            )


def several_leaders(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has more than one leader.

    The plan expects "a designated Leader" (section 4.1) and "the Action-Leader" who reports to the Driver (section
    5.3). Several parties can share the work, but they should agree who reports. Leaders under a condition are not
    counted here: `leader-conditional` reports them. Co-leaders and parties that cooperate with the leader are not
    counted either: the text says who leads. Several such actions are one finding about the plan, with the leaders of
    each as a related place.
    """
    several: list[OfAction] = []
    for at, action, leaders in by_action(ctx, PartyRole.LEADER):
        definite = [
            leader for leader in leaders if leader.item.condition is None and leader.determinacy is not Determinacy.OPEN
        ]
        groups = [leader for leader in definite if leader.determinacy is Determinacy.EVERY]
        single = {
            identity(leader, ctx): leader.name for leader in definite if leader.determinacy is not Determinacy.EVERY
        }
        count = len(single.keys() | {party.code for group in groups for party in group.parties})
        if count > 1:
            names = [*single.values(), *(group.name for group in groups)]
            says = f"ction {action.number} has {count} leaders: {listed(names)}"
            hint = "Choose the one that reports to the Driver; the others can cooperate or take part."
            several.append(OfAction(action, Finding(f"A{says}.", at / "leaders", hint=hint), f"a{says}"))
    yield from report_together(plan, several, "several leaders")


def leader_not_state_or_agency(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The leader of an action is neither a member state nor an agency, or holds an office.

    Section 5.3 of the plan describes the leader as "(MS or Agency)". The Commission and the Presidency can lead too if
    everyone agrees; nothing forbids it. But check who reports to the Driver. An office such as the Presidency is
    reported because its name is neither a state nor an agency, although a state holds it. `not-a-member-at-date`
    reports a state that is not a member at that time.
    """
    for _, action, leaders in by_action(ctx, PartyRole.LEADER, PartyRole.CO_LEADER):
        for leader in leaders:
            kind = None
            if leader.determinacy is Determinacy.ROLE:
                holders = listed([party.code for party in leader.parties])
                kind = f"an office ({holders})" if holders else "an office"
            elif leader.determinacy is Determinacy.NAMED and leader.parties:
                kind = _OTHERS.get(leader.parties[0].kind)
            if kind is not None:
                yield Finding(
                    f"The {leader.role.value} of action {action.number}, {leader.name}, is {kind}, not a member state "
                    f"or an agency.",
                    leader.at,
                    hint="Let a member state or an agency lead, or check that this leader was agreed.",
                )


def leader_unconfirmed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The leader of an action is not confirmed yet.

    Until a party has agreed to lead, nobody is "duly tasked and empowered" (plan section 4.1), and the other parties
    have no contact. Confirm the leader before the plan is approved, or name another one. Not reported: a leader that
    confirmed or declined in the ledger; ``part-declined`` reports the second.
    """
    for _, action, leaders in by_action(ctx, PartyRole.LEADER, PartyRole.CO_LEADER):
        for leader in leaders:
            if leader.is_tentative:
                reason = "" if leader.item.reason is None else f" ({leader.item.reason})"
                yield Finding(
                    f"The {leader.role.value} of action {action.number}, {leader.name}, is not confirmed yet{reason}.",
                    leader.at,
                    hint="Confirm the leader, or name another one.",
                )


def leader_conditional(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party leads an action only under a condition.

    In 2012, note 7 made Frontex the leader of action 2.1 "for any possible operations at the external borders". Such a
    leader may never lead, or may learn late that it leads. Its tasking sheet must state the condition.
    """
    for _, action, leaders in by_action(ctx, PartyRole.LEADER, PartyRole.CO_LEADER):
        for leader in leaders:
            if leader.item.condition is not None:
                yield Finding(
                    f"{leader.name} {_LEADS[leader.role]} action {action.number} only under a condition: "
                    f"{leader.item.condition}.",
                    leader.at,
                    hint="Settle the condition, or make a separate action of the part that it leads.",
                )


def leader_changes_in_period(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The office that leads an action passes to another party during the action.

    The Presidency of the Council changes every six months. The party that takes over in the middle of an action has to
    know this from the start. Both parties get a tasking sheet, and the day of the change is already known.
    """
    for _, action, leaders in by_action(ctx, PartyRole.LEADER, PartyRole.CO_LEADER):
        for leader in leaders:
            if leader.determinacy is Determinacy.ROLE and len(leader.parties) > 1:
                holders = [f"{held.parties[0].code} ({format_span(held.span)})" for held in leader.resolved]
                yield Finding(
                    f"The {leader.role.value} of action {action.number}, {leader.name}, changes during the action: "
                    f"{listed(holders)}.",
                    leader.at,
                    hint="Task each of them for its own days, and plan the handover.",
                )


def role_not_said(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A leader cell marks the leader, but does not say which role another party in the cell has.

    "NL (action leader), BE": BE takes part, because the action names it, but it may co-lead, support or only join. It
    counts as a participant. If no leader is marked, every party in the cell leads, and nothing is reported.
    """
    for at, action in ctx.actions():
        items = [(at / "leaders" / "items" / index, item) for index, item in enumerate(action.leaders)]
        leaders = [item.party for _, item in items if isinstance(item, PartyItem) and item.role is ItemRole.LEADER]
        for place, item in items if leaders else ():
            if isinstance(item, PartyItem) and item.role is None:
                yield Finding(
                    f"Action {action.number} does not say which role {item.party} has beside the leader "
                    f"{listed(leaders)}.",
                    place,
                    hint=(
                        f"Write the role after the name, such as '{item.party} (co-leader)', or move it to the "
                        "participants."
                    ),
                )


RULES = (
    Rule(code="OAP402", name="leader-missing", severity=Severity.WARNING, check=leader_missing),
    Rule(code="OAP404", name="several-leaders", severity=Severity.WARNING, check=several_leaders),
    Rule(code="OAP405", name="leader-not-state-or-agency", severity=Severity.INFO, check=leader_not_state_or_agency),
    Rule(code="OAP407", name="leader-unconfirmed", severity=Severity.WARNING, check=leader_unconfirmed),
    Rule(code="OAP408", name="leader-conditional", severity=Severity.INFO, check=leader_conditional),
    Rule(code="OAP409", name="leader-changes-in-period", severity=Severity.INFO, check=leader_changes_in_period),
    Rule(code="OAP419", name="role-not-said", severity=Severity.WARNING, check=role_not_said),
)
