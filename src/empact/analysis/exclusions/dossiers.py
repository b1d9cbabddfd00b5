"""The exclusion clause: a dossier for a party, with the evidence for and against each of its conditions.

"The MS, which will not accomplish with its commitments, notwithstanding the exhortations by the Driver, will be
considered no longer participant in the OAP, whenever its conduct or inactivity turns out to jeopardise the delivery of
the OAP" (plan section 5.3). A dossier gathers and decides nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from empact.analysis.evidence.entries import Evidence
from empact.analysis.evidence.thresholds import Thresholds
from empact.analysis.exclusions.criteria import Criterion, EvidenceState, cited, clause, criteria, in_short
from empact.analysis.exclusions.impact import WithdrawalImpact, impact_of_leaving
from empact.analysis.involvement.absences import absences
from empact.analysis.involvement.assignments import assignments
from empact.analysis.involvement.resolved import known_party, meant
from empact.analysis.schedules import schedule
from empact.analysis.sentences import words_at
from empact.analysis.statements import Statement
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.model import Anchor, EntryKind, Ledger, LedgerEntry, Party, PartyKind, Plan, Verdict
from empact.reference import Register
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Dossier:
    """All that is recorded about one party under the exclusion clause, as known at a date.

    ``can_be_subject`` is whether the clause can speak of the party at all: it names member states only, and whether the
    party is one is looked at within the period of the plan. None where the plan has no clause; then there are no
    ``grounds`` either. ``clause`` has its words, where the plan holds them. ``known`` is how many entries about the
    plan were known. ``about`` says who the party is, ``beside`` what else is recorded about it and counts for no
    condition, ``left_open`` what the text leaves open, ``excluded`` whether a recorded decision that was known at the
    date says that it is no longer a participant. Every entry about the party stands in one of its sentences.
    """

    plan: str
    party: str
    as_of: dt.date
    known: int
    clause: str | None
    can_be_subject: bool | None
    about: tuple[Statement, ...]
    criteria: tuple[Criterion, ...]
    beside: tuple[Statement, ...]
    decisions: tuple[Statement, ...]
    impact: WithdrawalImpact
    left_open: tuple[Statement, ...]
    excluded: bool

    __repr__ = short_repr

    @property
    def complete(self) -> bool:
        """Whether there is evidence for each condition and nothing that a condition asks for is missing."""
        return bool(self.can_be_subject) and all(one.state is EvidenceState.COMPLETE for one in self.criteria)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every sentence of the dossier."""
        found = (s for one in self.criteria for s in (*one.evidence, *one.against, *one.missing))
        return (*self.about, *found, *self.beside, *self.decisions, *self.impact, *self.left_open)


def exclusion(  # noqa: PLR0913 - each is a matter of its own
    plan: Plan,
    ledger: Ledger,
    party: str,
    as_of: dt.date,
    *,
    register: Register,
    thresholds: Thresholds | None = None,
) -> Dossier:
    """The dossier of a party: what is recorded up to the end of a day, sorted by the conditions of the clause.

    Raises:
        UnknownIdError: The register knows nobody by this name; the message names the closest.
        ValueError: The ledger is that of another plan.
    """
    if ledger.plan != plan.id:
        message = f"The ledger is about {ledger.plan}, and the plan is {plan.id}."
        raise ValueError(message)
    found = known_party(party, as_of, register)
    evidence = Evidence(plan, ledger.until(as_of), register)
    return _Dossier(evidence, found, as_of, thresholds or Thresholds()).dossier()


class _Dossier:
    def __init__(self, evidence: Evidence, party: Party, as_of: dt.date, thresholds: Thresholds) -> None:
        self.evidence, self.party, self.as_of, self.thresholds = evidence, party, as_of, thresholds
        self.plan, self.register = evidence.plan, evidence.register
        self.name = party.code
        self.clause = clause(self.plan)

    def dossier(self) -> Dossier:
        times = schedule(self.plan)
        planned_assignments = assignments(self.plan, self.register, times)
        kind = self.register.kind(self.party, self.day)
        away = absences(self.evidence.ledger, self.register)
        mine = [one for one in away if one.party == self.name]
        on = mine[-1].since if mine and mine[-1].until is None else self.as_of
        found = criteria(
            self.evidence, self.name, self.as_of, planned_assignments=planned_assignments, thresholds=self.thresholds
        )
        found = () if self.clause is None else found
        decisions = self.evidence.about(self.name, EntryKind.DECISION)
        used = {id for one in found for s in (*one.evidence, *one.against, *one.missing) for id in s.entries}
        others = [one for one in away if one.party != self.name]
        subject = None if self.clause is None else kind is PartyKind.MEMBER_STATE
        return Dossier(
            plan=self.plan.id,
            party=self.name,
            as_of=self.as_of,
            known=len(self.evidence.ledger.distinct),
            clause=None if self.clause is None else _words(self.plan, self.clause),
            can_be_subject=subject,
            about=tuple(self._about(kind)),
            criteria=found,
            beside=tuple(self._beside(used | {one.id for one in decisions})),
            decisions=tuple(map(self._decision, decisions)),
            impact=impact_of_leaving(self.plan, self.register, self.name, on=on, times=times, away=others),
            left_open=tuple(self._left_open()) if subject else (),
            excluded=any(one.holds(self.as_of) for one in mine),
        )

    @property
    def day(self) -> dt.date:
        """The day on which it is asked who the party is: that of the dossier, or the nearest within the period."""
        period = self.plan.period
        return self.as_of if period is None else period.nearest(self.as_of)

    def _when(self) -> str:
        """The day on which it is asked who the party is, and why it is not that of the dossier."""
        if self.day == self.as_of:
            return str(self.day)
        return f"{self.day}, the {'last' if self.day < self.as_of else 'first'} day of the plan"

    def _about(self, kind: PartyKind) -> Iterator[Statement]:
        what = kind.value.replace("-", " ").replace("eu ", "EU ")
        name = self.register.name(self.party, self.day)
        fact = str(self.register.why(self.party, self.day)[0])
        if self.clause is None:
            yield Statement(text="The plan states no exclusion clause.", source=f"plan {self.plan.id}")
        elif kind is PartyKind.MEMBER_STATE:
            text = f"{name} is a member state on {self._when()}: the clause speaks of member states."
            yield Statement(text=text, stated=(self.clause,), source=fact)
        else:
            text = f"{name} is no member state but {'an' if what[0] in 'aeiE' else 'a'} {what} on {self._when()}: "
            text += "the clause speaks of member states only, so it cannot be subject to it."
            yield Statement(text=text, stated=(self.clause,), source=fact)
        if self.clause is not None and self.name in meant(self.plan.driver, self.day, self.register):
            text = f"{name} is the Driver, and the exhortations that the clause speaks of are the Driver's own."
            stated = (*filter(None, [self.plan.driver.stated]), self.clause)
            yield Statement(text=text, stated=stated, at=(Pointer("/driver"),))

    def _beside(self, used: set[str]) -> Iterator[Statement]:
        for record in self.evidence.about(self.name):
            if record.id not in used:
                noted = _recorded(record) if self.clause is None else _noted(record)
                yield cited(self.plan, f"{noted}{in_short(record)}.", record)
        for record, corrections in self.evidence.corrected(self.name):
            first = corrections[0]
            text = f"{_recorded(record)}, by mistake, as a correction of {first.content.on} says{in_short(first)}."
            yield cited(self.plan, text, record, *corrections)

    def _decision(self, record: LedgerEntry) -> Statement:
        by = f" by {record.content.by}" if record.content.by else ""
        text = f"By a decision of {record.content.on}{by}, {self.name} is {_DECIDED[record.content.verdict]}"
        return cited(self.plan, f"{text}{in_short(record)}.", record)

    def _left_open(self) -> Iterator[Statement]:
        if self.clause is None:
            return
        needed, days = self.thresholds.exhortations, self.thresholds.days
        told = (
            f"how many exhortations are needed; {'no number' if needed is None else needed} is set here",
            f"by when an exhortation is to have success; {'no time' if days is None else f'{days} days'} is set here",
            "who decides, nor how a decision can be contested",
            "what becomes of actions that the state leads",
        )
        for words in told:
            yield Statement(text=f"The text does not say {words}.", stated=(self.clause,))


def _words(plan: Plan, anchor: Anchor) -> str | None:
    try:
        return words_at(plan, anchor)
    except UnknownIdError:
        return None


_DECIDED: Mapping[Verdict | None, str] = {
    Verdict.EXCLUDED: "considered no longer participant in the OAP",
    Verdict.RETAINED: "kept as participant",
    Verdict.READMITTED: "participant again",
}


def _noted(record: LedgerEntry) -> str:
    """That an entry which counts for no condition is recorded, and why it does not count."""
    why = {
        EntryKind.EXHORTATION: ", and an exhortation that counts is the Driver's",
        EntryKind.REMINDER: ", which is no exhortation",
        EntryKind.ANSWER: ", to no entry that counts here",
    }
    return f"{_recorded(record)}{why.get(record.content.kind, '')}"


def _recorded(record: LedgerEntry) -> str:
    entry = record.content
    by = f" by {entry.by}" if entry.by else ""
    actions = f" for {', '.join(map(str, entry.actions))}" if entry.actions else ""
    met = f" with {entry.parties}" if entry.kind.facts.joint and entry.parties else ""
    return f"On {entry.on} {entry.kind.called}{met}{by}{actions} is recorded"
