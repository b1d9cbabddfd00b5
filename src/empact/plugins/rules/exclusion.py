"""Rules about the exclusion clause: complete evidence, and decisions that contradict the clause or the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from empact import Action, Plan, analysis
from empact.analysis import Absence, Determinacy, PartyRole
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import EntryKind, LedgerEntry, PartyKind, ProvisionKind, Verdict
from empact.plugins.rules.phrasing import codes, format_date, listed

_ENTRY = Pointer()
_SLIP = "If the decision was recorded by mistake, add an entry of the kind 'clerical-error'."


def evidence_complete(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The ledger has evidence for each condition of the exclusion clause, but no decision.

    The clause has three conditions, all of which are needed: commitments that are not met, exhortations by the Driver
    that have failed, and conduct or inactivity that jeopardises the delivery of the plan (plan section 5.3). People
    have to judge the evidence and decide whether the state is still a participant. The finding asks them to decide, and
    names the conditions whose evidence is contested. ``empact exclusion PLAN PARTY`` shows the evidence for and
    against. After a decision, the rule reports the party again only if there is new evidence since that day, such as
    another commitment that is overdue. An excluded party is not reported.
    """
    if ctx.as_of is None or all(provision.kind is not ProvisionKind.EXCLUSION for provision in plan.provisions):
        return
    evidence = ctx.evidence
    day = ctx.as_of if plan.period is None else plan.period.nearest(ctx.as_of)
    excluded = {absence.party_code for absence in ctx.absences if absence.holds(ctx.as_of)}
    accused = (
        code
        for entry in evidence.in_force
        if entry.content.kind is EntryKind.JEOPARDY
        for code in evidence.parties(entry)
    )
    for code in dict.fromkeys(accused):
        if code in excluded or _kind(code, day, ctx) is not PartyKind.MEMBER_STATE:
            continue
        conditions = analysis.criteria(ctx, code)
        entries = _complete_evidence(conditions)
        decided = [entry.content.on for entry in evidence.about(code, EntryKind.DECISION)]
        if not entries or (decided and entries <= _complete_evidence(analysis.criteria(ctx, code, on=max(decided)))):
            continue
        since = f" since {format_date(max(decided))}" if decided else ""
        last = max((ctx.ledger.entry(id) for _, id in entries), key=lambda entry: (entry.content.on, entry.id))
        contested = [
            condition.kind.value for condition in conditions if condition.state is analysis.EvidenceState.CONTESTED
        ]
        but = f" (contested: {listed(contested)})" if contested else ""
        yield Finding(
            f"The ledger has evidence about {code} for all three conditions of the exclusion clause{but}, but no "
            f"decision{since}.",
            _ENTRY,
            hint="See the evidence for and against with 'empact exclusion', and add the decision to the ledger.",
            entry=last,
        )


def _complete_evidence(criteria: Iterable[analysis.Criterion]) -> set[tuple[analysis.CriterionKind, str]]:
    """Return the entries with evidence, each with its condition; nothing unless all conditions have evidence.

    Only the first entry of each piece of evidence counts: a commitment that was met late is the same evidence as the
    commitment that was not met in time.
    """
    criteria = list(criteria)
    if any(criterion.state in {analysis.EvidenceState.NONE, analysis.EvidenceState.PARTLY} for criterion in criteria):
        return set()
    return {(criterion.kind, item.entries[0]) for criterion in criteria for item in criterion.evidence if item.entries}


def _kind(code: str, on: dt.date, ctx: RuleContext) -> PartyKind | None:
    """Return the kind of a party on a date; None if the party is unknown."""
    party = ctx.register.find(code, on)
    return None if party is None else ctx.register.kind(party, on)


def _excluded(ctx: RuleContext) -> Iterator[tuple[Absence, LedgerEntry]]:
    """Yield the exclusions that no later decision has ended, each with its decision."""
    for absence in ctx.absences:
        if absence.until is None and absence.entry_id is not None:
            yield absence, ctx.ledger.entry(absence.entry_id)


def without_exhortation(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes a party, but no earlier exhortations by the Driver have failed.

    The clause is about a state that does not meet its commitments "notwithstanding the exhortations by the Driver"
    (plan section 5.3). Without recorded exhortations that failed before the day of the decision, others cannot check
    its basis. An exhortation has failed if an entry says so, or if the day that it sets has passed and it is not
    fulfilled. The clause says "exhortations", so a single one is reported, unless the project sets another number. If
    the project sets a minimum age, younger exhortations are not counted.
    """
    needed = ctx.thresholds.needed
    for absence, entry in _excluded(ctx):
        on = absence.since
        unsuccessful = ctx.evidence.unsuccessful_exhortations(absence.party_code, on)
        before = [entry for entry in ctx.thresholds.old_enough(unsuccessful, on) if entry.content.on < on]
        if len(before) < needed:
            what, why = f"only {len(before)} of {needed} exhortations", ""
            if not before:
                what = "no exhortation"
            elif ctx.thresholds.exhortations is None:
                what, why = "only one exhortation", ": the clause says 'exhortations'"
            yield Finding(
                f"{absence.party_code} is excluded on {format_date(on)}, but the ledger has {what} by the Driver "
                f"that failed before that day{why}.",
                _ENTRY / "verdict",
                hint=f"Add the exhortations with their dates and sources. {_SLIP}",
                entry=entry,
            )


def without_evidence(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes a party, but the ledger has no evidence for the other conditions of the clause.

    The clause needs commitments that are not met, and conduct or inactivity that jeopardises the delivery of the plan
    (plan section 5.3). If no evidence was known on the day of the decision, others cannot check its basis. Evidence
    that is contested, or only partly recorded, is for people to judge: it is not reported. Exhortations are checked by
    ``exclusion-without-exhortation``.
    """
    for absence, entry in _excluded(ctx):
        conditions = analysis.criteria(ctx, absence.party_code, on=absence.since)
        without = [
            condition.kind.value
            for condition in conditions
            if condition.kind is not analysis.CriterionKind.EXHORTATIONS
            and condition.state is analysis.EvidenceState.NONE
        ]
        if without:
            count = "one condition" if len(without) == 1 else "two conditions"
            yield Finding(
                f"{absence.party_code} is excluded on {format_date(absence.since)}, but the ledger has no evidence by "
                f"that day for {count}: {listed(without)}.",
                _ENTRY / "verdict",
                hint=f"Add the commitments and findings with their dates and sources. {_SLIP}",
                entry=entry,
            )


def of_non_member(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes a party that is not a member state.

    The clause is about "the MS" (plan section 5.3). An agency, a third country or an organisation can leave a plan, but
    not by this clause. Such a decision has no effect on any view: the party stays in the plan. A state counts as a
    member state as on the day of the decision, or on the nearest day of the plan's period. After a decision that
    readmits the party, nothing is reported.
    """
    against: dict[str, tuple[LedgerEntry, PartyKind | None]] = {}
    for entry in ctx.evidence.in_force:
        on, verdict = entry.content.on, entry.content.verdict
        for code in ctx.evidence.parties(entry) if verdict is not None else ():
            kind = _kind(code, on if plan.period is None else plan.period.nearest(on), ctx)
            if verdict is Verdict.READMITTED:
                against.pop(code, None)
            elif verdict is Verdict.EXCLUDED and kind is not PartyKind.MEMBER_STATE:
                against.setdefault(code, (entry, kind))
    for code, (entry, kind) in against.items():
        why = "it is an unknown party" if kind is None else "the clause covers member states only"
        what = "" if kind is None else f"It is of the kind {kind.value!r}. "
        yield Finding(
            f"{code} can't be excluded, so the decision has no effect: {why}.",
            _ENTRY / "parties",
            hint=f"{what}{_SLIP}",
            entry=entry,
        )


def marked_as_slip(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision is marked as a clerical error, so it has no effect.

    A decision that was recorded by mistake, such as for the wrong state, is marked with an entry of the kind
    ``clerical-error``: COSI did not take the decision, so COSI need not reverse it. The mark undoes an exclusion, so it
    stays visible: somebody has to compare it with the minutes.
    """
    for entry in ctx.ledger.distinct:
        if entry.content.kind is not EntryKind.DECISION:
            continue
        for mark in ctx.evidence.corrections.get(entry.digest, ()):
            yield Finding(
                f"The decision of {format_date(entry.content.on)} about {entry.content.parties} is marked as a "
                f"clerical error and has no effect.",
                _ENTRY / "replies_to",
                hint="Compare it with the minutes and add a waiver with the reason; if COSI took the decision, add a "
                "correction of this entry.",
                entry=mark,
            )


def driver_excluded(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A decision excludes the Driver of the plan, or a co-driver.

    The plan then has no Driver, or one co-driver fewer, to manage it, to call its meetings and to exhort others (plan
    sections 4.1 and 5.3). The plan does not say who takes over: COSI has to name somebody.
    """
    names = {PartyRole.CO_DRIVER: "a co-driver", PartyRole.DRIVER: "the Driver"}
    drivers = {
        code: names[role]
        for role in names
        for assignment in ctx.planned_assignments.of_action(None, role)
        for code in codes(assignment, ctx)
    }
    for absence, entry in _excluded(ctx):
        if absence.party_code in drivers:
            yield Finding(
                f"{absence.party_code}, {drivers[absence.party_code]} of the plan, is excluded on "
                f"{format_date(absence.since)}.",
                _ENTRY / "parties",
                hint="Name who manages the plan from that day in its next revision.",
                entry=entry,
            )


def report_not_named(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An exhortation or exclusion for a commitment does not name a report that the party had made about it.

    Before a party is exhorted or excluded for a commitment that is not met (plan section 5.3), people have to weigh
    what it reported on the actions of the commitment. The entry should name the report, by its id or its day, and say
    why it is not enough. A report counts if the party made it after the commitment and before the day of the entry, and
    if no other report had replaced it by then. Reports that say only that there is nothing to report are ignored, and
    so are reports about commitments that were met by that day. ``empact exclusion PLAN PARTY`` lists what was reported.
    """
    if ctx.whole_reports is None:
        return
    for entry in ctx.evidence.in_force:
        content = entry.content
        if content.kind is not EntryKind.EXHORTATION and content.verdict is not Verdict.EXCLUDED:
            continue
        for code in ctx.evidence.parties(entry):
            reports = analysis.unweighed_reports(ctx, entry, code)
            if not reports:
                continue
            what = "excludes" if content.verdict is Verdict.EXCLUDED else "exhorts"
            days = listed(list(dict.fromkeys(format_date(report.content.on) for report in reports)))
            ids = listed([report.id for report in reports])
            hint = f"Add a waiver that names {ids} and says why it is not enough."
            if content.kind is EntryKind.EXHORTATION:
                hint = f"Add it again with a text that names {ids} and says why it is not enough, and correct this one."
            yield Finding(
                f"The {content.kind.value} of {format_date(content.on)} {what} {code} for a commitment on which "
                f"{code} had reported on {days}, and does not name the report{'s' * (len(reports) > 1)}.",
                _ENTRY / "text",
                hint=hint,
                entry=entry,
            )


_ROLES = {
    PartyRole.LEADER: "leader",
    PartyRole.CO_LEADER: "co-leader",
    PartyRole.PARTICIPANT: "participant",
    PartyRole.COOPERATING: "cooperating party",
    PartyRole.SUPPORT: "supporting party",
    PartyRole.OBSERVER: "observer",
}


def still_assigned(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party is excluded by a recorded decision, but an action that continues still names it.

    Readers who do not know the decision rely on this party. After the party is readmitted, nothing is reported. If the
    party is one of "All MS", no change is needed: the group follows the decision automatically. A leader without a
    successor is reported by ``excluded-leader-without-successor``, if the plan has a period.
    """
    exclusions: dict[str, list[Absence]] = {}
    for absence, _ in _excluded(ctx):
        exclusions.setdefault(absence.party_code, []).append(absence)
    if not exclusions:
        return
    without_leader = {position for position, *_ in _without_leader(ctx)}
    for assignment in ctx.planned_assignments:
        if (
            assignment.action_number is None
            or assignment.role not in _ROLES
            or assignment.determinacy is not Determinacy.NAMED
        ):
            continue
        if assignment.role is PartyRole.LEADER and assignment.position in without_leader:
            continue
        for absence in (absence for code in codes(assignment, ctx) for absence in exclusions.get(code, ())):
            if not assignment.resolved or any(absence.meets(resolved.span) for resolved in assignment.resolved):
                yield Finding(
                    f"Action {assignment.action_number} names {absence.party_code} as {_ROLES[assignment.role]}, but "
                    f"{absence.party_code} has been excluded since {format_date(absence.since)}.",
                    assignment.at,
                    hint="Remove it from the action in the next revision.",
                )


def without_successor(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action continues after all of its leaders are excluded.

    The leader is "in charge of implementing the single action" and reports on it to the Driver (plan section 5.3).
    Without a leader, the action does not happen, and nobody reports this. One other leader is enough, even a leader
    under a condition.
    """
    for _, at, action, day, excluded in _without_leader(ctx):
        verb = "is" if len(excluded) == 1 else "are"
        yield Finding(
            f"Action {action.number} has no leader from {format_date(day)}: {listed(excluded)} {verb} excluded.",
            at / "leaders",
            hint="Name another leader in the next revision.",
        )


def _without_leader(ctx: RuleContext) -> Iterator[tuple[int, Pointer, Action, dt.date, list[str]]]:
    """Yield the actions whose leaders are all excluded: position, pointer, action, first day, and these leaders."""
    exclusions = [absence for absence, _ in _excluded(ctx)]
    if not exclusions:
        return
    planned = ctx.planned_assignments
    now = planned.without(exclusions)
    for position, (at, action) in enumerate(ctx.actions()):
        before = planned.of_action(position, PartyRole.LEADER)
        day = analysis.first_day_without_leader(before, now.of_action(position, PartyRole.LEADER))
        if day is not None:
            codes_then = dict.fromkeys(party.code for leader in before for party in leader.on(day) or ())
            yield position, at, action, day, list(codes_then)


RULES = (
    Rule(code="OAP801", name="exclusion-evidence-complete", severity=Severity.WARNING, check=evidence_complete),
    Rule(code="OAP802", name="exclusion-without-exhortation", severity=Severity.ERROR, check=without_exhortation),
    Rule(
        code="OAP803", name="exclusion-of-non-member", about=("ledger",), severity=Severity.ERROR, check=of_non_member
    ),
    Rule(code="OAP804", name="excluded-still-assigned", severity=Severity.ERROR, check=still_assigned),
    Rule(code="OAP805", name="excluded-leader-without-successor", severity=Severity.ERROR, check=without_successor),
    Rule(code="OAP806", name="driver-excluded", severity=Severity.WARNING, check=driver_excluded),
    Rule(code="OAP814", name="exclusion-without-evidence", severity=Severity.ERROR, check=without_evidence),
    Rule(
        code="OAP815",
        name="decision-marked-as-slip",
        about=("ledger",),
        severity=Severity.WARNING,
        check=marked_as_slip,
    ),
    Rule(code="OAP817", name="report-not-named", severity=Severity.WARNING, check=report_not_named),
)
