"""The conditions of the exclusion clause, each with the entries of a ledger that speak for it and against it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.evidence.entries import Evidence
from empact.analysis.evidence.thresholds import Thresholds
from empact.analysis.involvement.assignments import PartyAssignments
from empact.analysis.involvement.resolved import meant
from empact.analysis.statements import Statement
from empact.model import Anchor, EntryKind, LedgerEntry, Plan, ProvisionKind, Reply
from empact.reprs import short_repr


class CriterionKind(enum.Enum):
    """The three conditions of the clause, all of which are needed."""

    COMMITMENTS = "commitments not met"
    EXHORTATIONS = "exhortations without success"
    JEOPARDY = "delivery jeopardised by conduct or inactivity"


class EvidenceState(enum.Enum):
    """How far evidence for a condition is there; it says nothing of what the evidence is worth."""

    NONE = "no evidence"
    PARTLY = "evidence partly there"
    COMPLETE = "evidence there"


@attrs.frozen(kw_only=True)
class Criterion:
    """One condition of the clause: how far evidence is there, what speaks for it, what against, and what is missing."""

    kind: CriterionKind
    state: EvidenceState = EvidenceState.NONE
    evidence: tuple[Statement, ...] = ()
    against: tuple[Statement, ...] = ()
    missing: tuple[Statement, ...] = ()

    __repr__ = short_repr


def clause(plan: Plan) -> Anchor | None:
    """Where the plan states its exclusion clause."""
    return next((one.stated for one in plan.provisions if one.kind is ProvisionKind.EXCLUSION), None)


def criteria(
    evidence: Evidence,
    party: str,
    as_of: dt.date,
    *,
    planned_assignments: PartyAssignments,
    thresholds: Thresholds | None = None,
) -> tuple[Criterion, ...]:
    """The three conditions for a party, given by its code; ``planned_assignments`` are those of the plan."""
    gathering = _Criteria(evidence, party, as_of, thresholds or Thresholds())
    return gathering.commitments(planned_assignments), gathering.exhortations(), gathering.jeopardy()


def cited(plan: Plan, text: str, *records: LedgerEntry, anchor: Anchor | None = None) -> Statement:
    """A sentence that rests on entries; one that says what is not there rests on the clause and on the ledger."""
    stated = anchor or (None if records else clause(plan))
    return Statement(
        text=text,
        entries=tuple(record.id for record in records),
        stated=() if stated is None else (stated,),
        source=None if records or anchor is not None else f"the ledger of {plan.id}",
    )


def in_short(record: LedgerEntry) -> str:
    """What an entry says, in brackets and cut to a line; nothing where it has no words."""
    words = " ".join(str(record.content.text).split()).rstrip(".")
    return f" ({words if len(words) <= _LINE else f'{words[: _LINE - 3]}...'})" if words else ""


_LINE = 80


class _Criteria:
    """Gathers the evidence about one party."""

    def __init__(self, evidence: Evidence, party: str, as_of: dt.date, thresholds: Thresholds) -> None:
        self.evidence, self.party, self.as_of, self.thresholds = evidence, party, as_of, thresholds
        self.plan = evidence.plan

    def _cited(self, text: str, *records: LedgerEntry, anchor: Anchor | None = None) -> Statement:
        return cited(self.plan, text, *records, anchor=anchor)

    def _by(self, record: LedgerEntry) -> str:
        """Who says something, where that is somebody else than the party."""
        by = record.content.by
        if not by or self.party in meant(by, record.content.on, self.evidence.register):
            return ""
        return f" by {by}"

    def commitments(self, planned_assignments: PartyAssignments) -> Criterion:
        """Commitments not met. What one of them lacks, or that others were never made, takes nothing from another."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        undated: list[Statement] = []
        made = self.evidence.about(self.party, EntryKind.COMMITMENT)
        for record in made:
            what = f"The commitment of {record.content.on}{in_short(record)}"
            (undated if record.content.due is None else evidence).extend(self._not_met(record, what))
            if record.content.due is not None and record.content.due >= self.as_of:
                against.append(self._cited(f"{what} is due only on {record.content.due}.", record))
            for one in self.evidence.answers(record, self.party):
                told = f"{what} is reported as {_said(one)} on {one.content.on}{self._by(one)}."
                (evidence if one.content.reply is Reply.DECLINED else against).append(self._cited(told, record, one))
        missing = undated
        if not evidence:
            which = "that is not met " if made else ""
            missing = [self._cited(f"No commitment of {self.party} {which}is recorded."), *undated]
        return Criterion(
            kind=CriterionKind.COMMITMENTS,
            state=EvidenceState.COMPLETE if evidence else EvidenceState.NONE,
            evidence=tuple(evidence),
            against=tuple(against),
            missing=(*missing, *self._uncommitted(made, planned_assignments)),
        )

    def _not_met(self, record: LedgerEntry, what: str) -> Iterator[Statement]:
        due = record.content.due
        met = self.evidence.fulfilled_by(record, self.party)
        if due is None:
            yield self._cited(f"{what} names no day by which it is to be met.", record)
        elif due < self.as_of and not met:
            yield self._cited(f"{what} was due on {due}, and no entry says that it was met.", record)
        elif due < self.as_of and met[-1].content.on > due:
            told = f"{what} was due on {due}, and was reported as met only on {met[-1].content.on}."
            yield self._cited(told, record, *met)

    def _uncommitted(self, made: Iterable[LedgerEntry], planned_assignments: PartyAssignments) -> Iterator[Statement]:
        """The actions that name the party and for which the ledger has no commitment of it."""
        covered = {ref.action for record in made for ref in record.content.actions if ref.plan in {None, self.plan.id}}
        left = [
            one
            for one in planned_assignments
            if one.action not in {None, *covered} and any(party.code == self.party for party in one.parties)
        ]
        if left:
            numbers = ", ".join(dict.fromkeys(str(one.action) for one in left))
            text = f"The plan counts {self.party} in for {numbers}, and no commitment to that is recorded."
            yield Statement(text=text, at=tuple(dict.fromkeys(one.at for one in left)))

    def exhortations(self) -> Criterion:
        """Exhortations without success."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        vain = self.evidence.unsuccessful_exhortations(self.party, self.as_of)
        for record in self.evidence.exhortations(self.party):
            answers = self.evidence.answers(record, self.party)
            success = self.evidence.fulfilled_by(record, self.party)
            if record in vain:
                silence = "" if self.evidence.responses(record, self.party) else ", and no answer is on record"
                evidence.append(self._cited(f"{self._exhorts(record)}{silence}.", record))
            elif not success:
                against.append(self._cited(f"{self._exhorts(record)}, and that time is not over.", record))
            for one in answers:
                day = one.content.on
                text = f"The exhortation of {record.content.on} is answered on {day}{self._by(one)}{_tail(one)}."
                declined = record in vain and one.content.reply is Reply.DECLINED
                (evidence if declined else against).append(self._cited(text, record, one))
            for one in success:
                if one not in answers:
                    text = (
                        f"What the exhortation of {record.content.on} is about is reported as {_said(one)} "
                        f"on {one.content.on}{self._by(one)}."
                    )
                    against.append(self._cited(text, record, one))
        missing = tuple(self._too_few(vain))
        state = EvidenceState.PARTLY if missing else EvidenceState.COMPLETE
        return Criterion(
            kind=CriterionKind.EXHORTATIONS,
            state=state if vain else EvidenceState.NONE,
            evidence=tuple(evidence),
            against=tuple(against),
            missing=missing,
        )

    def _exhorts(self, record: LedgerEntry) -> str:
        entry = record.content
        driver = set(meant(self.plan.driver, entry.on, self.evidence.register))
        who = "The Driver" if driver & set(self.evidence.by(record)) else f"The co-driver {entry.by}"
        actions = ", ".join(map(str, entry.actions))
        about = f" about {actions}" if actions else ""
        time = "" if entry.due is None else f", with time until {entry.due}"
        return f"{who} exhorts {self.party} on {entry.on}{about}{time}{in_short(record)}"

    def _too_few(self, vain: tuple[LedgerEntry, ...]) -> Iterator[Statement]:
        needed, days = self.thresholds.exhortations, self.thresholds.days
        old = self.thresholds.old_enough(vain, self.as_of)
        age = "" if days is None else f" for {days} days"
        if not vain:
            yield self._cited(f"No exhortation of {self.party} by the Driver without success is recorded.")
        elif not old:
            yield self._cited(f"No exhortation has been without success{age}, as is asked for here.", *vain)
        elif needed is None and len(old) == 1:
            text = f"One exhortation without success{age} is recorded; "
            text += "the clause speaks of exhortations, and gives no number."
            yield self._cited(text, *old, anchor=clause(self.plan))
        elif needed is not None and len(old) < needed:
            counted = "One exhortation" if len(old) == 1 else f"{len(old)} exhortations"
            text = f"{counted} without success{age} {'is' if len(old) == 1 else 'are'} recorded, "
            yield self._cited(f"{text}and {needed} are asked for here.", *old)

    def jeopardy(self) -> Criterion:
        """Delivery jeopardised by conduct or inactivity."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        for record in self.evidence.about(self.party, EntryKind.JEOPARDY):
            finds = f"{record.content.by} finds" if record.content.by else "it is found"
            actions = ", ".join(map(str, record.content.actions))
            of = f" of {actions}" if actions else ""
            text = f"On {record.content.on} {finds} that {self.party} jeopardises delivery{of}{in_short(record)}."
            evidence.append(self._cited(text, record))
            against += [
                self._cited(
                    f"The finding of {record.content.on} is answered on {one.content.on}{self._by(one)}{_tail(one)}.",
                    record,
                    one,
                )
                for one in self.evidence.answers(record, self.party)
            ]
        missing = () if evidence else (self._cited(f"No finding that {self.party} jeopardises delivery is recorded."),)
        return Criterion(
            kind=CriterionKind.JEOPARDY,
            state=EvidenceState.COMPLETE if evidence else EvidenceState.NONE,
            evidence=tuple(evidence),
            against=tuple(against),
            missing=missing,
        )


def _said(record: LedgerEntry) -> str:
    """What an answer says, in a word or in its own words."""
    entry = record.content
    return f"{'answered' if entry.reply is None else entry.reply.value}{in_short(record)}"


def _tail(record: LedgerEntry) -> str:
    """What an answer says, behind the words that it is one."""
    return in_short(record) if record.content.reply is None else f": {_said(record)}"
