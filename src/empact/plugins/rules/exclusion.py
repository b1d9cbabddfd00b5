"""The exclusion clause: evidence that is complete, and decisions that do not fit the clause or the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from empact import Action, Plan
from empact.hooks import (
    Absence,
    Criterion,
    CriterionKind,
    Determinacy,
    EntryKind,
    EvidenceState,
    Finding,
    LedgerEntry,
    PartyKind,
    PartyRole,
    Pointer,
    ProvisionKind,
    Rule,
    RuleContext,
    Severity,
    assignments,
    first_day_without_leader,
)
from empact.plugins.rules.parties_by_action import codes
from empact.plugins.rules.phrasing import listed

_ENTRY = Pointer()


def evidence_complete(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The ledger has evidence for each condition of the exclusion clause, but no decision.

    The clause has three conditions, and all of them are needed: commitments that are not met, exhortations by the
    Driver without success, and conduct or inactivity that jeopardises the delivery of the plan (plan section 5.3).
    People have to judge the evidence and decide whether the state is still a participant. The finding asks them to
    decide. ``empact exclusion PLAN PARTY`` shows the evidence for and against. After a decision, the rule reports the
    party again only if there is new evidence since that day, such as another commitment that is overdue. An excluded
    party is not reported.
    """
    if ctx.as_of is None or all(one.kind is not ProvisionKind.EXCLUSION for one in plan.provisions):
        return
    evidence = ctx.evidence(plan)
    day = ctx.as_of if plan.period is None else plan.period.nearest(ctx.as_of)
    out = {one.party for one in ctx.absences(plan) if one.holds(ctx.as_of)}
    accused = (
        code for one in evidence.in_force if one.content.kind is EntryKind.JEOPARDY for code in evidence.parties(one)
    )
    for code in dict.fromkeys(accused):
        if code in out or _kind(code, day, ctx) is not PartyKind.MEMBER_STATE:
            continue
        found = _for(ctx.criteria(plan, code))
        decided = [one.content.on for one in evidence.about(code, EntryKind.DECISION)]
        if not found or (decided and found <= _for(ctx.criteria(plan, code, max(decided)))):
            continue
        since = f"no decision since {max(decided)}" if decided else "no decision"
        last = max((ctx.ledger(plan).entry(id) for _, id in found), key=lambda record: (record.content.on, record.id))
        yield Finding(
            f"The ledger has evidence about {code} for each of the three conditions of the exclusion clause, "
            f"and {since}.",
            _ENTRY,
            hint="Read what 'empact exclusion' gathers, for and against, and record what is decided.",
            entry=last,
        )


def _for(grounds: Iterable[Criterion]) -> set[tuple[CriterionKind, str]]:
    """The entries that speak for the conditions, each with its condition; none unless all are complete.

    A sentence is about the first of its entries: that a commitment was met late is no other evidence than that it was
    not met in time.
    """
    found = list(grounds)
    if any(one.state is not EvidenceState.COMPLETE for one in found):
        return set()
    return {(ground.kind, one.entries[0]) for ground in found for one in ground.evidence if one.entries}


def _kind(code: str, on: dt.date, ctx: RuleContext) -> PartyKind | None:
    party = ctx.register.find(code, on)
    return None if party is None else ctx.register.kind(party, on)


def _excluded(plan: Plan, ctx: RuleContext) -> Iterator[tuple[Absence, LedgerEntry]]:
    """Those who are excluded, each with the decision; an exclusion that another decision has ended is over."""
    for absence in ctx.absences(plan):
        if absence.until is None and absence.entry is not None:
            yield absence, ctx.ledger(plan).entry(absence.entry)


def without_exhortation(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes a party, but there is no earlier exhortation by the Driver without success.

    The clause is about a state that does not meet its commitments "notwithstanding the exhortations by the Driver"
    (plan section 5.3). Without a recorded exhortation before the day of the decision, and without success, others
    cannot check the basis of the decision. If the project sets how many exhortations are needed, or how old they have
    to be, exhortations that do not qualify are not counted.
    """
    needed = ctx.thresholds.exhortations or 1
    for absence, record in _excluded(plan, ctx):
        on = absence.since
        vain = ctx.evidence(plan).unsuccessful_exhortations(absence.party, on)
        before = [one for one in ctx.thresholds.old_enough(vain, on) if one.content.on < on]
        if len(before) < needed:
            counted = f"only {len(before)} of {needed} exhortations" if before else "no exhortation"
            verb = "are" if before else "is"
            yield Finding(
                f"{absence.party} is excluded on {on}, and {counted} by the Driver without success {verb} on record "
                "before.",
                _ENTRY / "verdict",
                hint=f"Record the exhortations with their dates and sources, or {_TAKE_BACK}.",
                entry=record,
            )


_TAKE_BACK = "take the decision back by one with the verdict 'readmitted'"


def of_non_member(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes a party that is not a member state.

    The clause is about "the MS" (plan section 5.3). An agency, a third country or an organisation can leave a plan, but
    not by this clause.
    """
    for absence, record in _excluded(plan, ctx):
        kind = _kind(absence.party, absence.since, ctx)
        if kind is not PartyKind.MEMBER_STATE:
            what = "nobody that is known" if kind is None else f"no member state, but of the kind {kind.value!r}"
            yield Finding(
                f"The decision of {absence.since} excludes {absence.party}, which is {what}.",
                _ENTRY / "parties",
                hint=f"The clause is about member states only: {_TAKE_BACK}, of the same day.",
                entry=record,
            )


def driver_excluded(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes the Driver of the plan, or a co-driver.

    Then the plan has no Driver, or one fewer, to manage it, to call its meetings and to exhort others (plan sections
    4.1 and 5.3). The plan does not say who takes over: COSI has to name somebody.
    """
    parts = {PartyRole.CO_DRIVER: "a co-driver", PartyRole.DRIVER: "the Driver"}
    drivers = {
        code: parts[part]
        for part in parts
        for one in ctx.planned_assignments(plan).of(None, part)
        for code in codes(one, ctx)
    }
    for absence, record in _excluded(plan, ctx):
        if absence.party in drivers:
            yield Finding(
                f"{absence.party} is {drivers[absence.party]} of the plan, and is excluded on {absence.since}.",
                _ENTRY / "parties",
                hint="Name who manages the plan from then on in its next revision.",
                entry=record,
            )


_WORDS = {PartyRole.LEADER: "leader", PartyRole.PARTICIPANT: "participant", PartyRole.COOPERATING: "partner"}


def still_assigned(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party is excluded by a recorded decision, but an action that continues still names it.

    Readers who do not know the decision rely on this party. After the party is readmitted, nothing is reported. If the
    party is one of "All MS", no change is needed: the group follows the decision automatically. A leader without a
    successor is reported by ``excluded-leader-without-successor``, if the plan has a period.
    """
    away: dict[str, list[Absence]] = {}
    for absence, _ in _excluded(plan, ctx):
        away.setdefault(absence.party, []).append(absence)
    if not away:
        return
    alone = {position for position, *_ in _unled(plan, ctx)}
    for one in ctx.planned_assignments(plan):
        if one.action is None or one.role not in _WORDS or one.determinacy is not Determinacy.NAMED:
            continue
        if one.role is PartyRole.LEADER and one.position in alone:
            continue
        for absence in (absence for code in codes(one, ctx) for absence in away.get(code, ())):
            if not one.resolved or any(absence.meets(presence.span) for presence in one.resolved):
                yield Finding(
                    f"Action {one.action} names {absence.party} as {_WORDS[one.role]}, yet by the decision of "
                    f"{absence.since} it is no longer a participant.",
                    one.at,
                    hint="Take it out of the action in the next revision.",
                )


def without_successor(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action continues after all of its leaders are excluded.

    The leader is "in charge of implementing the single action" and reports on it to the Driver (plan section 5.3).
    Without a leader, the action does not happen, and nobody reports this. One other leader is enough, even a leader
    under a condition.
    """
    for _, at, action, day, gone in _unled(plan, ctx):
        verb = "is" if len(gone) == 1 else "are"
        yield Finding(
            f"Action {action.number} has no leader from {day}: {listed(gone)} {verb} excluded.",
            at / "leaders",
            hint="Name a leader in the next revision.",
        )


def _unled(plan: Plan, ctx: RuleContext) -> Iterator[tuple[int, Pointer, Action, dt.date, list[str]]]:
    """The actions without a leader from some day on: position, pointer, action, that day, and who would lead then."""
    away = [absence for absence, _ in _excluded(plan, ctx)]
    if not away:
        return
    everybody = ctx.planned_assignments(plan)
    now = assignments(plan, ctx.register, ctx.schedule(plan), away)
    for position, (at, action) in enumerate(ctx.actions(plan)):
        before = everybody.of(position, PartyRole.LEADER)
        day = first_day_without_leader(before, now.of(position, PartyRole.LEADER))
        if day is not None:
            codes_then = dict.fromkeys(party.code for one in before for party in one.on(day))
            yield position, at, action, day, list(codes_then)


RULES = (
    Rule(code="OAP801", name="exclusion-evidence-complete", severity=Severity.WARNING, check=evidence_complete),
    Rule(code="OAP802", name="exclusion-without-exhortation", severity=Severity.ERROR, check=without_exhortation),
    Rule(code="OAP803", name="exclusion-of-non-member", severity=Severity.ERROR, check=of_non_member),
    Rule(code="OAP804", name="excluded-still-assigned", severity=Severity.ERROR, check=still_assigned),
    Rule(code="OAP805", name="excluded-leader-without-successor", severity=Severity.ERROR, check=without_successor),
    Rule(code="OAP806", name="driver-excluded", severity=Severity.WARNING, check=driver_excluded),
)
