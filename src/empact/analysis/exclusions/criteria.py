"""The conditions of the exclusion clause, each with the evidence for and against it in a ledger."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.evidence.entries import UNMET, Evidence, MetParts, format_written_for
from empact.analysis.evidence.thresholds import Thresholds
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.involvement.assignments import PartyAssignments
from empact.analysis.involvement.resolved import party_codes
from empact.analysis.statements import Statement
from empact.arguments import check_date
from empact.grammar.language import language
from empact.model import Anchor, EntryKind, LedgerEntry, Party, Plan, ProvisionKind, Ref, Reply
from empact.values import value


class CriterionKind(enum.Enum):
    """The three conditions of the clause. Exclusion needs all of them."""

    COMMITMENTS = "commitments not met"
    EXHORTATIONS = "unsuccessful exhortations"
    JEOPARDY = "delivery jeopardised by conduct or inactivity"


class EvidenceState(enum.Enum):
    """How much of the evidence for a condition is recorded. People judge its weight.

    ``CONTESTED``: There is evidence on both sides.
    """

    NONE = "no evidence"
    PARTLY = "evidence partly recorded"
    CONTESTED = "evidence contested"
    COMPLETE = "evidence recorded"


@value(kw_only=True)
class Criterion:
    """One condition of the exclusion clause, with the evidence for and against it.

    It lists evidence and decides nothing.
    """

    kind: CriterionKind
    """The condition, such as commitments that are not met."""
    state: EvidenceState = EvidenceState.NONE
    """How much evidence is recorded."""
    evidence: tuple[Statement, ...] = ()
    """The evidence for the condition."""
    against: tuple[Statement, ...] = ()
    """The evidence against it."""
    missing: tuple[Statement, ...] = ()
    """What is missing for the evidence to be complete."""


def clause(plan: Plan) -> Anchor | None:
    """Return the place of the exclusion clause in the plan; None if no provision marks it."""
    return next((provision.stated for provision in plan.provisions if provision.kind is ProvisionKind.EXCLUSION), None)


def unmarked_clause(plan: Plan) -> Anchor | None:
    """Return the first paragraph of the sections that has words of the exclusion clause; None if none has.

    A paragraph that says that a party is no longer a participant comes before one that only names the clause.
    """
    words = language("en.rules")
    paragraphs = [(section.number, section.text.paragraphs) for section in plan.sections]
    for topic in ("effect", "name"):
        pattern = re.compile(words.pattern("exclusion", topic), re.IGNORECASE)
        for number, texts in paragraphs:
            for position, text in enumerate(texts, 1):
                if pattern.search(text):
                    return Anchor(part=f"section {number}", paragraph=position)
    return None


def criteria(ctx: PlanFacts, party: Party | str, *, on: dt.date | None = None) -> tuple[Criterion, ...]:
    """Return the three conditions of the exclusion clause for a party, as known at the end of a day.

    Args:
        ctx: The context of the plan with the clause.
        party: The party, its code or its name.
        on: The day; by default the date of knowledge. Without either, no condition has evidence.

    Raises:
        UnknownIdError: The register, the ledger and the plan have no such party.
    """
    check_plan_context("criteria()", ctx)
    check_date("on", on)
    code = ctx.evidence.code(party)
    day = on or ctx.as_of
    if day is None:
        return tuple(Criterion(kind=kind) for kind in CriterionKind)
    evidence = ctx.evidence if on is None else ctx.evidence.until(on)
    collector = _Criteria(evidence, code, day, ctx.thresholds)
    return collector.commitments(ctx.planned_assignments), collector.exhortations(), collector.jeopardy()


def cited(
    plan: Plan,
    text: str,
    *entries: LedgerEntry,
    party_code: str | None = None,
    only: Iterable[str] | None = None,
    anchor: Anchor | None = None,
) -> Statement:
    """Return a statement with its sources: the entries; without any, the clause and the ledger.

    Args:
        plan: The plan that the ledger is about.
        text: The sentence.
        entries: The entries that it is based on. Their actions are those that it is about.
        party_code: The code of the party that it is about.
        only: The actions that it is about, as the entries write them, if these are not all.
        anchor: The sentence of the plan that it is based on.
    """
    stated = anchor or (None if entries else clause(plan))
    chosen = None if only is None else frozenset(only)
    actions = (ref for entry in entries for ref in entry.content.actions if chosen is None or str(ref) in chosen)
    return Statement(
        text=text,
        party_code=party_code,
        actions=tuple(dict.fromkeys(attrs.evolve(ref, plan=ref.plan or plan.id) for ref in actions)),
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

    def _cited(
        self, text: str, *entries: LedgerEntry, only: Iterable[str] | None = None, anchor: Anchor | None = None
    ) -> Statement:
        return cited(self.plan, text, *entries, party_code=self.party, only=only, anchor=anchor)

    def _answered(self, text: str, entry: LedgerEntry, answer: LedgerEntry) -> Statement:
        """Return a statement about an answer: its actions are those that the answer names, if it names any."""
        return self._cited(text, entry, answer, only=list(map(str, answer.content.actions)) or None)

    def _format_author(self, entry: LedgerEntry) -> str:
        """Format the authors of an entry; empty if the party itself is the author."""
        by = entry.content.by
        if not by or self.party in party_codes(by, entry.content.on, self.evidence.register):
            return ""
        return f" by {by}"

    def _elsewhere_recorded(self, kind: EntryKind) -> str:
        """Format the entries of a kind about the party that do not count, as the end of a sentence that misses one."""
        others = self.evidence.not_counted(self.party, kind)
        about = dict.fromkeys(format_written_for(entry.content, self.plan) for entry in others)
        if not others:
            return ""
        return f" here; what is recorded about {' and '.join(about)} is not counted here"

    def commitments(self, planned_assignments: PartyAssignments) -> Criterion:
        """Return the condition "commitments not met". Each commitment is judged on its own."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        pending: list[Statement] = []
        made = self.evidence.about(self.party, EntryKind.COMMITMENT)
        for entry in made:
            what = f"The commitment of {entry.content.on}{format_text(entry)}"
            due = entry.content.due
            if due is None:
                pending.append(self._cited(f"{what} has no due date.", entry))
            elif due >= self.as_of:
                pending.append(self._cited(f"{what} is not due until {due}.", entry))
            else:
                evidence += self._not_met(entry, f"{what} was due on {due}", due)
            for answer in self.evidence.answers(entry, self.party):
                text = f"{what} is reported as {format_reply(answer)}{_format_actions(answer, entry)}"
                side = evidence if answer.content.reply in UNMET else against
                side.append(
                    self._answered(f"{text} on {answer.content.on}{self._format_author(answer)}.", entry, answer)
                )
        against += self._met_when_asked(made)
        missing = pending
        if not evidence:
            which = "unmet commitment" if made else "commitment"
            elsewhere = self._elsewhere_recorded(EntryKind.COMMITMENT)
            missing = [self._cited(f"No {which} of {self.party} is recorded{elsewhere}."), *pending]
        return Criterion(
            kind=CriterionKind.COMMITMENTS,
            state=_state(evidence, against),
            evidence=tuple(evidence),
            against=tuple(against),
            missing=(*missing, *self._uncommitted(made, planned_assignments)),
        )

    def _met_when_asked(self, made: Sequence[LedgerEntry]) -> Iterator[Statement]:
        """List the answers "met" to reminders and exhortations that name commitments, or that can be about one.

        One that names no commitment can be about each of the party, unless both name actions and have none in common.
        """
        own = {ref for entry in made for ref in entry.content.actions}
        names_all = any(not entry.content.actions for entry in made)
        for request in self.evidence.about(self.party, EntryKind.REMINDER, EntryKind.EXHORTATION) if made else ():
            named = self.evidence.named_commitments(request, self.party)
            for answer in self.evidence.answers(request, self.party):
                if answer.content.reply is not Reply.MET:
                    continue
                refs = set(answer.content.actions or request.content.actions)
                only = list(map(str, answer.content.actions)) or None
                asked = f"the {request.content.kind.value} of {request.content.on}"
                on = f" on {answer.content.on}{self._format_author(answer)}"
                for entry in named:
                    part = "" if set(entry.content.actions) == refs else _for(sorted(map(str, refs)))
                    what = f"The commitment of {entry.content.on}{format_text(entry)}"
                    text = f"{what} is reported as {format_reply(answer)}{part}{on}, in answer to {asked}."
                    yield self._cited(text, entry, request, answer, only=only)
                if not named and (names_all or not refs or not own.isdisjoint(refs)):
                    part = _for(sorted(map(str, refs)))
                    text = f"T{asked[1:]}, which names no commitment, is answered{part}{on}{_format_answer(answer)}."
                    yield self._cited(text, request, answer, only=only)

    def _not_met(self, entry: LedgerEntry, what: str, due: dt.date) -> Iterator[Statement]:
        """List what was met late, each with its answer, and then what no entry reports as met."""
        met = self.evidence.met_parts(entry, self.party)
        for step in met.parts:
            on = step.answer.content.on
            if on > due:
                part = "" if met.complete and len(met.parts) == 1 else _for(step.actions)
                late = f"{what}, but was reported as met{part} only on {on}."
                yield self._cited(late, entry, step.answer, only=step.actions or None)
        if not met.complete:
            yield self._cited(f"{what}, and {format_open(met)}.", entry, only=_open(met))

    def _uncommitted(self, made: Iterable[LedgerEntry], planned_assignments: PartyAssignments) -> Iterator[Statement]:
        """List the actions that name the party and have no recorded commitment of it."""
        covered = {ref.action for entry in made for ref in entry.content.actions if ref.plan in {None, self.plan.id}}
        left = [
            item
            for item in planned_assignments
            if item.action_number not in {None, *covered} and any(party.code == self.party for party in item.parties)
        ]
        if left:
            numbers = list(dict.fromkeys(str(item.action_number) for item in left))
            them = "it" if len(numbers) == 1 else "them"
            text = f"The plan involves {self.party} in {', '.join(numbers)}; no commitment is recorded for {them}."
            yield Statement(
                text=text,
                party_code=self.party,
                actions=tuple(Ref(plan=self.plan.id, action=number) for number in numbers),
                roles=tuple(dict.fromkeys(item.role for item in left)),
                at=tuple(dict.fromkeys(item.at for item in left)),
            )

    def exhortations(self) -> Criterion:
        """Return the condition "unsuccessful exhortations"."""
        evidence: list[Statement] = []
        against: list[Statement] = []
        pending: list[Statement] = []
        unsuccessful = self.evidence.unsuccessful_exhortations(self.party, self.as_of)
        for entry in self.evidence.exhortations(self.party):
            answers = self.evidence.answers(entry, self.party)
            met = self.evidence.met_parts(entry, self.party)
            if entry in unsuccessful:
                gaps = [] if met.unreported else [format_open(met)]
                gaps += [] if self.evidence.responses(entry, self.party) else ["no answer is recorded"]
                rest = f"; {', and '.join(gaps)}" if gaps else ""
                evidence.append(self._cited(f"{self._format_exhortation(entry)}{rest}.", entry))
            elif not met.complete:
                undated = "it sets no day, and no entry says that it failed"
                why = undated if entry.content.due is None else "the deadline has not passed"
                pending.append(self._cited(f"{self._format_exhortation(entry)}; {why}.", entry))
            for answer in answers:
                text = f"The exhortation of {entry.content.on} is answered{_format_actions(answer, entry)} on "
                text += f"{answer.content.on}{self._format_author(answer)}{_format_answer(answer)}."
                refused = entry in unsuccessful and answer.content.reply in UNMET
                (evidence if refused else against).append(self._answered(text, entry, answer))
            for answer, part in self._elsewhere(entry, met):
                if answer not in answers:
                    text = f"What the exhortation of {entry.content.on} asks for is reported as {format_reply(answer)}"
                    text += f"{part} on {answer.content.on}{self._format_author(answer)}."
                    (evidence if answer.content.reply in UNMET else against).append(self._answered(text, entry, answer))
        too_few = tuple(self._too_few(unsuccessful))
        return Criterion(
            kind=CriterionKind.EXHORTATIONS,
            state=_state(evidence, against, partly=bool(too_few)) if unsuccessful else EvidenceState.NONE,
            evidence=tuple(evidence),
            against=tuple(against),
            missing=(*too_few, *pending),
        )

    def _elsewhere(self, entry: LedgerEntry, met: MetParts) -> Iterator[tuple[LedgerEntry, str]]:
        """List the answers to the commitments of an exhortation that decide about its success, with their actions."""
        for step in met.parts:
            yield step.answer, "" if met.complete and len(met.parts) == 1 else _for(step.actions)
        for answer in () if met.complete else self.evidence.responses(entry, self.party):
            if answer.content.reply in UNMET:
                yield answer, _for(map(str, answer.content.actions))

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
        age = "" if days is None else f" at least {days} days old"
        if not unsuccessful:
            elsewhere = self._elsewhere_recorded(EntryKind.EXHORTATION)
            yield self._cited(f"No unsuccessful exhortation of {self.party} by the Driver is recorded{elsewhere}.")
        elif not old:
            text = f"No unsuccessful exhortation is{age}, as the settings require."
            yield self._cited(text, *unsuccessful)
        elif needed is None and len(old) < self.thresholds.needed:
            text = f"One unsuccessful exhortation{age} is recorded; "
            text += "the clause says 'exhortations', without a number."
            yield self._cited(text, *old, anchor=clause(self.plan))
        elif needed is not None and len(old) < needed:
            counted = "One unsuccessful exhortation" if len(old) == 1 else f"{len(old)} unsuccessful exhortations"
            text = f"{counted}{age} {'is' if len(old) == 1 else 'are'} recorded, "
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
                self._answered(
                    f"The finding of {entry.content.on} is answered on {answer.content.on}"
                    f"{self._format_author(answer)}{_format_answer(answer)}.",
                    entry,
                    answer,
                )
                for answer in self.evidence.answers(entry, self.party)
            ]
        findings = self.evidence.about(self.party, EntryKind.JEOPARDY)
        missing: list[Statement] = []
        if not findings:
            elsewhere = self._elsewhere_recorded(EntryKind.JEOPARDY)
            missing.append(self._cited(f"No finding that {self.party} jeopardises delivery is recorded{elsewhere}."))
        elif not any(map(self.evidence.by_responsible, findings)):
            missing.append(self._cited(self._format_unknown_finder(), anchor=clause(self.plan)))
        return Criterion(
            kind=CriterionKind.JEOPARDY,
            state=_state(evidence, against, partly=bool(missing)),
            evidence=tuple(evidence),
            against=tuple(against),
            missing=tuple(missing),
        )

    def _format_unknown_finder(self) -> str:
        plan = self.plan
        names = [str(plan.oversight)] if plan.oversight.understood else []
        names += ["the Driver"] if plan.driver.understood else []
        names += ["a co-driver"] if plan.co_drivers.understood else []
        text = "The clause does not say who finds that delivery is jeopardised; "
        if not names:
            return f"{text}the plan names nobody who is responsible for it."
        return f"{text}no finding by {' or '.join(names)} of the plan is recorded."


def _state(evidence: Sequence[Statement], against: Sequence[Statement], *, partly: bool = False) -> EvidenceState:
    """Return the state of a condition; ``partly`` if the evidence is less than the condition needs."""
    if not evidence:
        return EvidenceState.NONE
    if partly:
        return EvidenceState.PARTLY
    return EvidenceState.CONTESTED if against else EvidenceState.COMPLETE


def _for(actions: Iterable[str]) -> str:
    """Format the actions that a statement is about: " for 2.2, 5.2"; empty if there are none."""
    listed = ", ".join(actions)
    return f" for {listed}" if listed else ""


def format_open(met: MetParts) -> str:
    """Format what no entry reports as met in time, by its actions; if they are not known, as a whole."""
    if met.early:
        return "what it asks for was reported as met before that day"
    part = _for(met.open) or " as a whole"
    return f"no entry says that it was met{'' if met.unreported else part}"


def _open(met: MetParts) -> tuple[str, ...] | None:
    """Return the actions that no entry reports as met; None if these are all, or are not known."""
    return None if met.early or met.unreported else met.open or None


def _format_actions(answer: LedgerEntry, entry: LedgerEntry) -> str:
    """Format the actions of an answer if they are not those of the entry that it answers."""
    own = answer.content.actions
    return "" if set(own) == set(entry.content.actions) else _for(map(str, own))


def format_reply(entry: LedgerEntry) -> str:
    """Format the reply of an answer with its text."""
    content = entry.content
    return f"{'answered' if content.reply is None else content.reply.value.replace('-', ' ')}{format_text(entry)}"


def _format_answer(entry: LedgerEntry) -> str:
    """Format an answer to follow "is answered on": its reply, if it has one, and its text."""
    return format_text(entry) if entry.content.reply is None else f": {format_reply(entry)}"
