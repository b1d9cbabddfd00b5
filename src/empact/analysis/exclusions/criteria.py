"""The conditions of the exclusion clause, each with the evidence for and against it in a ledger."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.context import PlanContext
from empact.analysis.evidence.entries import Evidence
from empact.analysis.evidence.thresholds import Thresholds
from empact.analysis.involvement.assignments import PartyAssignments
from empact.analysis.involvement.resolved import party_codes
from empact.analysis.statements import Statement
from empact.arguments import check_date
from empact.model import Anchor, EntryKind, LedgerEntry, Plan, ProvisionKind, Reply
from empact.reprs import short_repr


class CriterionKind(enum.Enum):
    """The three conditions of the clause. Exclusion needs all of them."""

    COMMITMENTS = "commitments not met"
    EXHORTATIONS = "exhortations without success"
    JEOPARDY = "delivery jeopardised by conduct or inactivity"


class EvidenceState(enum.Enum):
    """How much of the evidence for a condition is recorded. Its weight is for people to judge."""

    NONE = "no evidence"
    PARTLY = "evidence partly recorded"
    COMPLETE = "evidence recorded"


@attrs.frozen(kw_only=True)
class Criterion:
    """One condition of the clause: the state of the evidence, the evidence for and against, and what is missing."""

    kind: CriterionKind
    state: EvidenceState = EvidenceState.NONE
    evidence: tuple[Statement, ...] = ()
    against: tuple[Statement, ...] = ()
    missing: tuple[Statement, ...] = ()

    __repr__ = short_repr


def clause(plan: Plan) -> Anchor | None:
    """Return the place of the exclusion clause in the plan."""
    return next((one.stated for one in plan.provisions if one.kind is ProvisionKind.EXCLUSION), None)


def criteria(ctx: PlanContext, party: str, *, on: dt.date | None = None) -> tuple[Criterion, ...]:
    """Return the three conditions of the exclusion clause for a party, as known at the end of a day.

    Args:
        ctx: The context of the plan with the clause.
        party: The code of the party.
        on: The day; by default the date of knowledge. Without either, no condition has evidence.
    """
    check_date("on", on)
    day = on or ctx.as_of
    if day is None:
        return tuple(Criterion(kind=kind) for kind in CriterionKind)
    evidence = ctx.evidence if on is None else ctx.evidence.until(on)
    collector = _Criteria(evidence, party, day, ctx.thresholds)
    return collector.commitments(ctx.planned_assignments), collector.exhortations(), collector.jeopardy()


def cited(plan: Plan, text: str, *entries: LedgerEntry, anchor: Anchor | None = None) -> Statement:
    """Return a statement with its sources: the entries; without any, the clause and the ledger."""
    stated = anchor or (None if entries else clause(plan))
    return Statement(
        text=text,
        entries=tuple(entry.id for entry in entries),
        stated=() if stated is None else (stated,),
        source=None if entries or anchor is not None else f"the ledger of {plan.id}",
    )


def format_text(entry: LedgerEntry) -> str:
    """Format the text of an entry in brackets, shortened to one line; empty if it has no text."""
    words = " ".join(str(entry.content.text).split()).rstrip(".")
    return f" ({words if len(words) <= _LINE else f'{words[: _LINE - 3]}...'})" if words else ""


_LINE = 80


class _Criteria:
    """Collects the evidence about one party."""

    def __init__(self, evidence: Evidence, party: str, as_of: dt.date, thresholds: Thresholds) -> None:
        self.evidence, self.party, self.as_of, self.thresholds = evidence, party, as_of, thresholds
        self.plan = evidence.plan

    def _cited(self, text: str, *entries: LedgerEntry, anchor: Anchor | None = None) -> Statement:
        return cited(self.plan, text, *entries, anchor=anchor)

    def _format_author(self, entry: LedgerEntry) -> str:
        """Format the authors of an entry; empty if the party itself is the author."""
        by = entry.content.by
        if not by or self.party in party_codes(by, entry.content.on, self.evidence.register):
            return ""
        return f" by {by}"

    def commitments(self, planned_assignments: PartyAssignments) -> Criterion:
        """Return the condition "commitments not met". Each commitment is judged on its own."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        undated: list[Statement] = []
        made = self.evidence.about(self.party, EntryKind.COMMITMENT)
        for entry in made:
            what = f"The commitment of {entry.content.on}{format_text(entry)}"
            (undated if entry.content.due is None else evidence).extend(self._not_met(entry, what))
            if entry.content.due is not None and entry.content.due >= self.as_of:
                against.append(self._cited(f"{what} is not due until {entry.content.due}.", entry))
            for one in self.evidence.answers(entry, self.party):
                text = f"{what} is reported as {_format_reply(one)} on {one.content.on}{self._format_author(one)}."
                (evidence if one.content.reply is Reply.DECLINED else against).append(self._cited(text, entry, one))
        missing = undated
        if not evidence:
            which = "unmet commitment" if made else "commitment"
            missing = [self._cited(f"No {which} of {self.party} is recorded."), *undated]
        return Criterion(
            kind=CriterionKind.COMMITMENTS,
            state=EvidenceState.COMPLETE if evidence else EvidenceState.NONE,
            evidence=tuple(evidence),
            against=tuple(against),
            missing=(*missing, *self._uncommitted(made, planned_assignments)),
        )

    def _not_met(self, entry: LedgerEntry, what: str) -> Iterator[Statement]:
        due = entry.content.due
        met = self.evidence.fulfilled_by(entry, self.party)
        if due is None:
            yield self._cited(f"{what} has no due date.", entry)
        elif due < self.as_of and not met:
            yield self._cited(f"{what} was due on {due}, and no entry says that it was met.", entry)
        elif due < self.as_of and met[-1].content.on > due:
            text = f"{what} was due on {due}, but was reported as met only on {met[-1].content.on}."
            yield self._cited(text, entry, *met)

    def _uncommitted(self, made: Iterable[LedgerEntry], planned_assignments: PartyAssignments) -> Iterator[Statement]:
        """List the actions that name the party and have no recorded commitment of it."""
        covered = {ref.action for entry in made for ref in entry.content.actions if ref.plan in {None, self.plan.id}}
        left = [
            one
            for one in planned_assignments
            if one.action not in {None, *covered} and any(party.code == self.party for party in one.parties)
        ]
        if left:
            numbers = list(dict.fromkeys(str(one.action) for one in left))
            them = "it" if len(numbers) == 1 else "them"
            text = f"The plan involves {self.party} in {', '.join(numbers)}; no commitment is recorded for {them}."
            yield Statement(text=text, at=tuple(dict.fromkeys(one.at for one in left)))

    def exhortations(self) -> Criterion:
        """Return the condition "exhortations without success"."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        unsuccessful = self.evidence.unsuccessful_exhortations(self.party, self.as_of)
        for entry in self.evidence.exhortations(self.party):
            answers = self.evidence.answers(entry, self.party)
            success = self.evidence.fulfilled_by(entry, self.party)
            if entry in unsuccessful:
                silence = "" if self.evidence.responses(entry, self.party) else "; no answer is recorded"
                evidence.append(self._cited(f"{self._format_exhortation(entry)}{silence}.", entry))
            elif not success:
                against.append(self._cited(f"{self._format_exhortation(entry)}; the deadline has not passed.", entry))
            for one in answers:
                day = one.content.on
                answer = f"{day}{self._format_author(one)}{_format_answer(one)}"
                text = f"The exhortation of {entry.content.on} is answered on {answer}."
                declined = entry in unsuccessful and one.content.reply is Reply.DECLINED
                (evidence if declined else against).append(self._cited(text, entry, one))
            for one in success:
                if one not in answers:
                    text = (
                        f"What the exhortation of {entry.content.on} asks for is reported as {_format_reply(one)} "
                        f"on {one.content.on}{self._format_author(one)}."
                    )
                    against.append(self._cited(text, entry, one))
        missing = tuple(self._too_few(unsuccessful))
        state = EvidenceState.PARTLY if missing else EvidenceState.COMPLETE
        return Criterion(
            kind=CriterionKind.EXHORTATIONS,
            state=state if unsuccessful else EvidenceState.NONE,
            evidence=tuple(evidence),
            against=tuple(against),
            missing=missing,
        )

    def _format_exhortation(self, entry: LedgerEntry) -> str:
        content = entry.content
        driver = set(party_codes(self.plan.driver, content.on, self.evidence.register))
        who = "The Driver" if driver & set(self.evidence.by(entry)) else f"The co-driver {content.by}"
        actions = ", ".join(map(str, content.actions))
        about = f" about {actions}" if actions else ""
        time = "" if content.due is None else f", with a deadline of {content.due}"
        return f"{who} exhorts {self.party} on {content.on}{about}{time}{format_text(entry)}"

    def _too_few(self, unsuccessful: tuple[LedgerEntry, ...]) -> Iterator[Statement]:
        needed, days = self.thresholds.exhortations, self.thresholds.days
        old = self.thresholds.old_enough(unsuccessful, self.as_of)
        age = "" if days is None else f" for {days} days"
        if not unsuccessful:
            yield self._cited(f"No unsuccessful exhortation of {self.party} by the Driver is recorded.")
        elif not old:
            yield self._cited(f"No exhortation has been without success{age}, as the settings require.", *unsuccessful)
        elif needed is None and len(old) == 1:
            text = f"One exhortation without success{age} is recorded; "
            text += "the clause says 'exhortations', without a number."
            yield self._cited(text, *old, anchor=clause(self.plan))
        elif needed is not None and len(old) < needed:
            counted = "One exhortation" if len(old) == 1 else f"{len(old)} exhortations"
            text = f"{counted} without success{age} {'is' if len(old) == 1 else 'are'} recorded, "
            yield self._cited(f"{text}but the settings require {needed}.", *old)

    def jeopardy(self) -> Criterion:
        """Return the condition "delivery jeopardised by conduct or inactivity"."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        for entry in self.evidence.about(self.party, EntryKind.JEOPARDY):
            finds = f"{entry.content.by} finds" if entry.content.by else "it is found"
            actions = ", ".join(map(str, entry.content.actions))
            of = f" of {actions}" if actions else ""
            text = f"On {entry.content.on} {finds} that {self.party} jeopardises delivery{of}{format_text(entry)}."
            evidence.append(self._cited(text, entry))
            against += [
                self._cited(
                    f"The finding of {entry.content.on} is answered on {one.content.on}"
                    f"{self._format_author(one)}{_format_answer(one)}.",
                    entry,
                    one,
                )
                for one in self.evidence.answers(entry, self.party)
            ]
        missing = () if evidence else (self._cited(f"No finding that {self.party} jeopardises delivery is recorded."),)
        return Criterion(
            kind=CriterionKind.JEOPARDY,
            state=EvidenceState.COMPLETE if evidence else EvidenceState.NONE,
            evidence=tuple(evidence),
            against=tuple(against),
            missing=missing,
        )


def _format_reply(entry: LedgerEntry) -> str:
    """Format the reply of an answer with its text."""
    content = entry.content
    return f"{'answered' if content.reply is None else content.reply.value}{format_text(entry)}"


def _format_answer(entry: LedgerEntry) -> str:
    """Format an answer to follow "is answered on": its reply, if it has one, and its text."""
    return format_text(entry) if entry.content.reply is None else f": {_format_reply(entry)}"
