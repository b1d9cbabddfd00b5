"""Why an assignment means its parties: the cell, the rule, and the facts with their sources.

Nearly nobody asks for reasons, and the words take most of the time and of the memory. So they are written when they are
asked for, and this module is imported then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from empact.analysis.involvement.assignments import (
    ROLES_OF_THE_PLAN,
    Determinacy,
    Origin,
    PartyAssignment,
    ResolvedSpan,
    everyone,
)
from empact.analysis.reasons import Reason
from empact.model import Collective, Span


def reasons(assignment: PartyAssignment, origin: Origin) -> Iterator[Reason]:
    """Return the reasons of an assignment that was derived from a plan, a register and a schedule."""
    return _Reasons(origin).of(assignment)


class _Reasons:
    def __init__(self, origin: Origin) -> None:
        self._origin, self._plan, self._register = origin, origin.plan, origin.register

    def of(self, assignment: PartyAssignment) -> Iterator[Reason]:
        action, role, time = assignment.action_number, assignment.role, self._origin.time(assignment.position)
        where = f"{self._plan.id}{f':{action}' if action else ''}"
        name = assignment.item.party if assignment.joined else assignment.name
        yield Reason(f"{where} names {name!r} as {role.value}", at=assignment.at)
        if time is not None:
            yield Reason(f"the time is {time}")
        match assignment.determinacy:
            case Determinacy.OPEN:
                yield Reason(self._why_open(assignment.name))
            case Determinacy.UNKNOWN:
                yield Reason(self._why_unknown(assignment.name))
            case Determinacy.EVERY:
                yield from self._group(assignment, time)
            case Determinacy.ROLE | Determinacy.NAMED:
                yield from self._facts(assignment, time)
        yield from (Reason(str(said)) for said in (*assignment.confirmations, *assignment.absences))

    def _why_open(self, name: str) -> str:
        group = self._register.group(name)
        if group is None:
            return "the text does not say who belongs to the group, so no party is assigned"
        return f"the members of {group.name} are not settled in all of that time, so no party is assigned"

    def _why_unknown(self, name: str) -> str:
        if self._register.role(name) is not None:
            return f"the party in {name!r} does not hold the office at that time"
        return f"the register has no party named {name!r}"

    def _group(self, assignment: PartyAssignment, time: Span | None) -> Iterator[Reason]:
        collective, named = assignment.item.collective, self._register.group(assignment.name)
        if time is None:
            yield Reason("the plan has no period, so no party can be assigned")
        elif collective is not None:
            yield from self._kinds(collective, time, assignment.resolved if collective.other else None)
        elif named is not None:
            facts = [composition for composition in named.compositions if composition.span.overlaps(time)]
            for fact, (_, parties) in zip(
                facts, self._register.compositions(named, time.start, time.end), strict=False
            ):
                codes = ", ".join(party.code for party in parties)
                yield Reason(f"{named.name} is {codes}", source=fact.source, confidence=fact.confidence.value)
        if assignment.item.excluded:
            yield Reason(f"without {', '.join(assignment.item.excluded)}, as the text says")

    def _kinds(self, collective: Collective, time: Span, others: Sequence[ResolvedSpan] | None) -> Iterator[Reason]:
        kinds = " and ".join(kind.value.replace("-", " ") for kind in collective.members)
        beside = "" if others is None else " that is not named otherwise"
        yield Reason(f"'all' means every {kinds} at that time{beside}")
        for resolved in everyone(self._register, collective, time) if others is None else others:
            codes = ", ".join(party.code for party in resolved.parties)
            yield Reason(f"{len(resolved.parties)} from {resolved.span}: {codes}")

    def _facts(self, assignment: PartyAssignment, time: Span | None) -> Iterator[Reason]:
        if time is None:
            yield Reason("the plan has no period, so no party can be assigned")
            return
        role = self._register.role(assignment.name) if assignment.determinacy is Determinacy.ROLE else None
        if role is not None and role.code in ROLES_OF_THE_PLAN:
            codes = ", ".join(party.code for party in self._origin.holders_in_plan(role, time)) or "nobody"
            yield Reason(f"{self._plan.id} names {codes} in this role")
            return
        days = [time.start]
        if assignment.determinacy is Determinacy.ROLE:
            days = [span.start for span, _ in self._register.holders(assignment.name, time.start, time.end)]
            if not days:
                yield Reason(f"no holder of {assignment.name!r} is known at that time, so no party is assigned")
        facts = dict.fromkeys(fact for day in days for fact in self._register.why(assignment.name, day))
        yield from (Reason(fact.text, source=fact.source, confidence=fact.confidence.value) for fact in facts)
