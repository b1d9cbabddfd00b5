"""The exclusion clause: evidence that is complete, and decisions that do not fit the clause or the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from empact import Action, Plan
from empact.hooks import (
    Absence,
    EntryKind,
    Finding,
    GroundState,
    Meaning,
    Part,
    PartyKind,
    Pointer,
    ProvisionKind,
    Record,
    Rule,
    RuleContext,
    Severity,
    unled,
)
from empact.plugins.rules.involved import by_action
from empact.plugins.rules.words import listed

_ENTRY = Pointer()


def evidence_complete(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The ledger has evidence for each condition of the exclusion clause, and nobody has decided yet.

    The clause has three conditions, all of them needed: commitments that are not met, exhortations by the Driver
    without success, and conduct or inactivity that jeopardises the delivery of the plan (plan section 5.3). What the
    evidence is worth, and whether the state is still a participant, is for people to say; the finding asks them to.
    ``empact exclusion PLAN PARTY`` shows the evidence, for and against. After a decision it comes again only with
    newer evidence; about a party that is excluded it does not come at all.
    """
    if ctx.as_of is None or all(one.kind is not ProvisionKind.EXCLUSION for one in plan.provisions):
        return
    evidence = ctx.evidence(plan)
    out = {one.party for one in ctx.absences(plan) if one.holds(ctx.as_of)}
    accused = (code for one in ctx.ledger(plan).of(EntryKind.JEOPARDY) for code in evidence.parties(one))
    for code in dict.fromkeys(accused):
        if code in out or not _is_member_state(code, ctx.as_of, ctx):
            continue
        grounds = ctx.grounds(plan, code)
        if any(one.state is not GroundState.COMPLETE for one in grounds):
            continue
        last = _newest([ctx.ledger(plan).record(id) for g in grounds for one in g.evidence for id in one.records])
        if any(one.entry.on >= last.entry.on for one in evidence.about(code, EntryKind.DECISION)):
            continue
        yield Finding(
            f"The ledger has evidence about {code} for each of the three conditions of the exclusion clause, "
            "and no decision.",
            _ENTRY,
            hint="Read what 'empact exclusion' gathers, for and against, and record what is decided.",
            record=last.id,
        )


def _newest(records: list[Record]) -> Record:
    return max(records, key=lambda record: (record.entry.on, record.id))


def _is_member_state(code: str, on: dt.date, ctx: RuleContext) -> bool:
    return _kind(code, on, ctx) is PartyKind.MEMBER_STATE


def _kind(code: str, on: dt.date, ctx: RuleContext) -> PartyKind | None:
    party = ctx.register.find(code, on)
    return None if party is None else ctx.register.kind(party, on)


def _excluded(plan: Plan, ctx: RuleContext) -> Iterator[tuple[Absence, str]]:
    """Those whom a decision excludes, each with the entry, but for decisions that were taken back the same day."""
    for absence in ctx.absences(plan):
        if not absence.undone and absence.record is not None:
            yield absence, absence.record


def without_exhortation(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes a party that the Driver has not exhorted before.

    The clause speaks of a state that does not meet its commitments "notwithstanding the exhortations by the Driver"
    (plan section 5.3): without an exhortation on record the decision rests on nothing that others can look up. Where
    the project has set how many exhortations are needed, fewer are told as well.
    """
    needed = ctx.thresholds.exhortations or 1
    for absence, record in _excluded(plan, ctx):
        known = ctx.evidence(plan).exhortations(absence.party)
        before = [one for one in known if one.entry.on <= absence.since]
        if len(before) < needed:
            counted = f"{len(before)} of {needed} exhortations" if before else "no exhortation"
            yield Finding(
                f"{absence.party} is excluded on {absence.since}, with {counted} by the Driver on record before.",
                _ENTRY / "verdict",
                hint="Record the exhortations with their dates and sources, or take the decision back by a new one.",
                record=record,
            )


def of_non_member(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes somebody who is no member state.

    The clause speaks of "the MS" (plan section 5.3). An agency, a third country or an organisation can leave a plan,
    yet not by this clause.
    """
    for absence, record in _excluded(plan, ctx):
        kind = _kind(absence.party, absence.since, ctx)
        if kind is not PartyKind.MEMBER_STATE:
            what = "nobody that is known" if kind is None else f"no member state, but of the kind {kind.value!r}"
            yield Finding(
                f"The decision of {absence.since} excludes {absence.party}, which is {what}.",
                _ENTRY / "parties",
                hint="The clause is about member states only: take the decision back by one of the same day.",
                record=record,
            )


def driver_excluded(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes the Driver of the plan.

    Then nobody manages the plan, calls its meetings or exhorts others (plan sections 4.1 and 5.3). The text does not
    say who would: COSI has to name somebody.
    """
    drivers = {party.code for one in ctx.everybody(plan).of(None, Part.DRIVER) for party in one.parties}
    for absence, record in _excluded(plan, ctx):
        if absence.party in drivers and absence.until is None:
            yield Finding(
                f"{absence.party} is the Driver of the plan, and is excluded on {absence.since}.",
                _ENTRY / "parties",
                hint="Name who manages the plan from then on in its next revision.",
                record=record,
            )


_WORDS = {Part.LEADER: "leader", Part.PARTICIPANT: "participant", Part.COOPERATING: "partner"}


def still_assigned(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party is no longer a participant by a recorded decision, and an action that goes on still names it.

    A reader who has not seen the decision counts on that party. Where it is one of "All MS" there is nothing to
    change: the words follow the decision by themselves. A leader whom nobody follows is told by
    ``excluded-leader-without-successor``.
    """
    away: dict[str, list[Absence]] = {}
    for absence, _ in _excluded(plan, ctx):
        away.setdefault(absence.party, []).append(absence)
    if not away:
        return
    alone = {at for at, *_ in _unled(plan, ctx)}
    for one in ctx.everybody(plan):
        if one.action is None or one.part not in _WORDS or one.meaning is not Meaning.NAMED:
            continue
        if one.part is Part.LEADER and Pointer(f"/actions/{one.at.tokens[1]}") in alone:
            continue
        for absence in (absence for party in one.parties for absence in away.get(party.code, ())):
            if any(absence.meets(presence.span) for presence in one.presences):
                yield Finding(
                    f"Action {one.action} names {absence.party} as {_WORDS[one.part]}, yet by the decision of "
                    f"{absence.since} it is no longer a participant.",
                    one.at,
                    hint="Take it out of the action in the next revision.",
                )


def without_successor(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action goes on after everybody who leads it has been excluded.

    The leader is "in charge of implementing the single action" and gives account for it to the Driver (plan section
    5.3). With nobody in that part the action does not happen, and nobody tells. Another leader is enough, even one
    that leads only under a condition.
    """
    for at, action, day, gone in _unled(plan, ctx):
        verb = "is" if len(gone) == 1 else "are"
        yield Finding(
            f"Action {action.number} has no leader from {day}: {listed(gone)} {verb} excluded.",
            at / "leaders",
            hint="Name a leader in the next revision.",
        )


def _unled(plan: Plan, ctx: RuleContext) -> Iterator[tuple[Pointer, Action, dt.date, list[str]]]:
    """The actions that nobody leads from some day on, with that day and those who would lead then."""
    if not ctx.absences(plan):
        return
    before = {at: found for at, _, found in by_action(plan, ctx, Part.LEADER, view=ctx.everybody(plan))}
    for at, action, after in by_action(plan, ctx, Part.LEADER):
        day = unled(before[at], after)
        if day is not None:
            yield at, action, day, list(dict.fromkeys(party.code for one in before[at] for party in one.on(day)))


RULES = (
    Rule(code="OAP801", name="exclusion-evidence-complete", severity=Severity.WARNING, check=evidence_complete),
    Rule(code="OAP802", name="exclusion-without-exhortation", severity=Severity.ERROR, check=without_exhortation),
    Rule(code="OAP803", name="exclusion-of-non-member", severity=Severity.ERROR, check=of_non_member),
    Rule(code="OAP804", name="excluded-still-assigned", severity=Severity.ERROR, check=still_assigned),
    Rule(code="OAP805", name="excluded-leader-without-successor", severity=Severity.ERROR, check=without_successor),
    Rule(code="OAP806", name="driver-excluded", severity=Severity.WARNING, check=driver_excluded),
)
