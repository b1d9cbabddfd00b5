"""The dossier of a party: the evidence for and against each condition of the exclusion clause.

"The MS, which will not accomplish with its commitments, notwithstanding the exhortations by the Driver, will be
considered no longer participant in the OAP, whenever its conduct or inactivity turns out to jeopardise the delivery of
the OAP" (plan section 5.3). A dossier lists evidence. It does not decide.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

import attrs

from empact.analysis.evidence.entries import format_written_for
from empact.analysis.exclusions.changes import WithdrawalImpact
from empact.analysis.exclusions.criteria import (
    Criterion,
    EvidenceState,
    cited,
    clause,
    criteria,
    format_text,
    unmarked_clause,
)
from empact.analysis.exclusions.impact import impact_of_leaving
from empact.analysis.exclusions.reported import ReportedStatement, reported
from empact.analysis.facts import PlanFacts, Result, check_plan_context
from empact.analysis.involvement.assignments import PartyRole
from empact.analysis.involvement.resolved import known_party, party_codes
from empact.analysis.sentences import words_at
from empact.analysis.statements import Statement
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Anchor, EntryKind, LedgerEntry, Party, PartyKind, Plan, Verdict
from empact.values import listed, value


@value(kw_only=True)
class Dossier(Result):
    """Everything recorded about one party under the exclusion clause, as known at a date.

    Every entry about the party is the source of at least one statement.

    The plan without the party is not part of it: see :func:`impact_of_leaving`.
    """

    _uses: ClassVar = ("ledger", "reports")

    party_code: str
    """The code of the party."""
    known: int
    """The number of entries about the plan that were known on that date."""
    later: int
    """The number of entries about the plan that are dated after it: they are not used."""
    lost: tuple[Statement, ...]
    """The entries about the plan that are lost, and who says so, regardless of the date of knowledge: nobody knows
    whether they were about the party.
    """
    clause: str | None
    """The text of the clause, quoted; None if no provision of the plan marks it."""
    can_be_subject: bool | None
    """Whether the clause covers the party. It covers member states only, as of the date of knowledge or the nearest day
    of the plan's period. None if no provision marks the clause.
    """
    about: tuple[Statement, ...]
    """Who the party is, and whether the clause can apply to it."""
    criteria: tuple[Criterion, ...]
    """The three conditions of the clause, in its order; empty if no provision marks it."""
    beside: tuple[Statement, ...]
    """Other entries about the party, which do not count for any condition."""
    decisions: tuple[Statement, ...]
    """The recorded decisions about the party."""
    left_open: tuple[Statement, ...]
    """What the text of the clause does not say, such as how many exhortations are needed or who decides; empty if the
    clause does not cover the party.
    """
    excluded_since: dt.date | None
    """The first day of the exclusion that a recorded decision makes and that holds on the date of knowledge; None if
    none does.
    """
    to_weigh: tuple[ReportedStatement, ...] = ()
    """What reports say about the party's commitments, by commitment: reports of the party on their actions, reports
    that cite them, and, unless the party is silent, what leaders say. It does not change the conditions.
    """
    impact: WithdrawalImpact | None = attrs.field(default=None, repr=False)
    """What would change in the plan if the party left; None unless requested."""

    @property
    def plan_id(self) -> str:
        """The id of the plan."""
        return self.context.contexts[0].plan.id

    @property
    def as_of(self) -> dt.date:
        """The date of knowledge: later entries are not used."""
        return self.context.as_of or dt.date.max  # exclusion() refuses a context without one

    @listed
    def excluded(self) -> bool:
        """Whether a recorded decision excludes the party on ``as_of``."""
        return self.excluded_since is not None

    @property
    def complete(self) -> bool:
        """Whether the evidence for every condition is recorded, and the clause covers the party."""
        return bool(self.can_be_subject) and all(
            criterion.state is EvidenceState.COMPLETE for criterion in self.criteria
        )

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the dossier."""
        of_criteria = (
            statement
            for criterion in self.criteria
            for statement in (*criterion.evidence, *criterion.against, *criterion.missing)
        )
        to_weigh = (weighed.statement for weighed in self.to_weigh)
        return (*self.lost, *self.about, *of_criteria, *to_weigh, *self.beside, *self.decisions, *self.left_open)


def exclusion(ctx: PlanFacts, party: Party | str, *, impact: bool = False) -> Dossier:
    """Return the dossier of a party: the recorded evidence, sorted by the conditions of the exclusion clause.

    If the context has reports, what they say about the party's commitments is listed beside it.

    Args:
        ctx: The context of the plan with the clause, with a date of knowledge.
        party: The party, its code or its name.
        impact: Whether to add the plan without the party, from the date of knowledge on or, if it is
            excluded, from the day of its exclusion.

    Raises:
        UnknownIdError: The register has no such party; the message names the closest.
        ValueError: The context has no date of knowledge.
    """
    check_plan_context("exclusion()", ctx)
    if ctx.as_of is None:
        message = "exclusion() needs a date of knowledge: make the context with as_of."
        raise ValueError(message)
    dossier = _Dossier(ctx, known_party(party, ctx.as_of, ctx.register), ctx.as_of).dossier()
    if not impact:
        return dossier
    leaving = dossier.excluded_since or ctx.as_of
    return attrs.evolve(dossier, impact=impact_of_leaving(ctx, dossier.party_code, leaving=leaving))


class _Dossier:
    def __init__(self, ctx: PlanFacts, party: Party, as_of: dt.date) -> None:
        self.ctx, self.party, self.as_of = ctx, party, as_of
        self.plan, self.register, self.evidence = ctx.plan, ctx.register, ctx.evidence
        self.name = party.code
        self.clause = clause(self.plan)

    def dossier(self) -> Dossier:
        kind = self.register.kind(self.party, self.day)
        mine = (absence for absence in self.ctx.absences if absence.party_code == self.name)
        conditions = () if self.clause is None else criteria(self.ctx, self.name)
        decisions = self.evidence.about(self.name, EntryKind.DECISION)
        used = {
            entry_id
            for criterion in conditions
            for statement in (*criterion.evidence, *criterion.against, *criterion.missing)
            for entry_id in statement.entries
        }
        known = len(self.evidence.ledger.distinct)
        subject = None if self.clause is None else kind is PartyKind.MEMBER_STATE
        return Dossier(
            context=self.ctx,
            party_code=self.name,
            known=known,
            later=len(self.ctx.whole_ledger.distinct) - known,
            lost=tuple(self._lost()),
            clause=None if self.clause is None else _words(self.plan, self.clause),
            can_be_subject=subject,
            about=tuple(self._about(kind)),
            criteria=conditions,
            to_weigh=() if self.clause is None else reported(self.ctx, self.name),
            beside=tuple(self._beside(used | {decision.id for decision in decisions})),
            decisions=tuple(self._decisions(decisions)),
            left_open=tuple(self._left_open()) if subject else (),
            excluded_since=next((absence.since for absence in mine if absence.holds(self.as_of)), None),
        )

    @property
    def day(self) -> dt.date:
        """The day on which the kind of the party is looked up: ``as_of``, or the nearest day of the plan's period."""
        period = self.plan.period
        return self.as_of if period is None else period.nearest(self.as_of)

    def _when(self) -> str:
        """Format the day on which the kind of the party is looked up, and say why if it is not ``as_of``."""
        if self.day == self.as_of:
            return str(self.day)
        return f"{self.day}, the {'last' if self.day < self.as_of else 'first'} day of the plan"

    def _about(self, kind: PartyKind) -> Iterator[Statement]:
        what = kind.value.replace("-", " ").replace("eu ", "EU ")
        name = self.register.name(self.party, self.day)
        fact = str(self.register.why(self.party, self.day)[0])
        if self.clause is None:
            yield self._not_marked()
        elif kind is PartyKind.MEMBER_STATE:
            text = f"{name} is a member state on {self._when()}: the clause covers member states."
            yield self._fact(text, fact)
        else:
            text = f"{name} is not a member state but {'an' if what[0] in 'aeiE' else 'a'} {what} on {self._when()}: "
            text += "the clause covers member states only, so it does not apply."
            yield self._fact(text, fact)
        if self.clause is not None and self.name in party_codes(self.plan.driver, self.day, self.register):
            text = f"{name} is the Driver, who makes the exhortations that the clause requires."
            stated = (*filter(None, [self.plan.driver.stated]), self.clause)
            roles, at = (PartyRole.DRIVER,), (Pointer("/driver"),)
            yield Statement(text=text, party_code=self.name, roles=roles, stated=stated, at=at)

    def _not_marked(self) -> Statement:
        """Return that no provision marks the clause, with the paragraph that may be it."""
        place = unmarked_clause(self.plan)
        if place is None:
            text = "No provision of the plan is marked as its exclusion clause."
            return Statement(text=text, source=f"plan {self.plan.id}")
        text = (
            f"The exclusion clause of the plan is not marked: {place} says “{_words(self.plan, place)}”. If this is "
            f"the clause, add under 'provisions' in the plan file: - {{kind: exclusion, stated: {place}}}"
        )
        return Statement(text=text, stated=(place,))

    def _fact(self, text: str, fact: str) -> Statement:
        """Return a statement about the party based on a fact about the EU, and on the clause."""
        stated = () if self.clause is None else (self.clause,)
        return Statement(text=text, party_code=self.name, stated=stated, source=fact)

    def _cited(self, text: str, *entries: LedgerEntry, only: Iterable[str] | None = None) -> Statement:
        """Return a statement about the party based on entries, and about their actions or only some of them."""
        return cited(self.plan, text, *entries, party_code=self.name, only=only)

    def _lost(self) -> Iterator[Statement]:
        ledger = self.ctx.whole_ledger
        said: dict[str, list[LedgerEntry]] = {digest: [] for digest in ledger.lost}
        for entry in ledger.distinct:
            for digest in dict.fromkeys(entry.content.lost):
                if digest in said:
                    said[digest].append(entry)
        for entries, number in Counter(map(tuple, said.values())).items():  # each lost entry is in one statement
            many = "1 entry of the ledger is" if number == 1 else f"{number} entries of the ledger are"
            says = (f"as {entry.content.by} says on {entry.content.on}{format_text(entry)}" for entry in entries)
            yield cited(self.plan, f"{many} lost, {', and '.join(says)}.", *entries)

    def _beside(self, used: set[str]) -> Iterator[Statement]:
        for entry in self.evidence.about(self.name):
            if entry.id not in used:
                noted = _format_entry(entry) if self.clause is None else _format_uncounted(entry)
                yield self._cited(f"{noted}{format_text(entry)}.", entry)
        for entry in self.evidence.not_counted(self.name):
            about = format_written_for(entry.content, self.plan)
            text = f"{_format_what(entry)} is recorded about {about}, not counted here{format_text(entry)}."
            yield self._cited(text, entry, only=())
        for entry, corrections in self.evidence.corrected(self.name):
            if entry.content.kind is EntryKind.DECISION:  # a decision stays visible as one
                continue
            first = corrections[0]
            text = f"{_format_entry(entry)}, but a correction of {first.content.on} takes it back{format_text(first)}."
            yield self._cited(text, entry, *corrections)
        for entry in self.evidence.idle_corrections(self.name):
            yield self._cited(f"{_format_entry(entry)}, but it has no effect{format_text(entry)}.", entry)

    def _decisions(self, in_force: tuple[LedgerEntry, ...]) -> Iterator[Statement]:
        for entry in in_force:
            by = f" by {entry.content.by}" if entry.content.by else ""
            text = f"By a decision of {entry.content.on}{by}, {self.name} is {_DECIDED[entry.content.verdict]}"
            if entry.content.verdict is Verdict.EXCLUDED and not self._can_be_excluded(entry.content.on):
                text = f"{self._format_recorded(entry)} it has no effect, because only a member state can be excluded"
            yield self._cited(f"{text}{format_text(entry)}.", entry)
        for entry, slips in self.evidence.corrected(self.name):
            if entry.content.kind is EntryKind.DECISION:
                marked = f"it is marked as a clerical error on {slips[0].content.on} and has no effect"
                text = f"{self._format_recorded(entry)} {marked}{format_text(slips[0])}."
                yield self._cited(text, entry, *slips)

    def _format_recorded(self, entry: LedgerEntry) -> str:
        by = f" by {entry.content.by}" if entry.content.by else ""
        text = f"On {entry.content.on} a decision{by} is recorded that {self.name} is"
        return f"{text} {_DECIDED[entry.content.verdict]}, but"

    def _can_be_excluded(self, on: dt.date) -> bool:
        day = on if self.plan.period is None else self.plan.period.nearest(on)
        return self.register.kind(self.party, day) is PartyKind.MEMBER_STATE

    def _left_open(self) -> Iterator[Statement]:
        if self.clause is None:
            return
        needed, days = self.ctx.thresholds.exhortations, self.ctx.thresholds.days
        open_questions = (
            "what a commitment is, or whether one that is met late counts as met",
            f"how many exhortations are needed; {'no number' if needed is None else needed} is set here",
            f"by when an exhortation must succeed; {'no time' if days is None else f'{days} days'} is set here",
            "who finds that conduct or inactivity jeopardises the delivery",
            "who decides, or how a decision can be contested",
            "what happens to the actions that the state leads",
            "whether a state can be readmitted, or how",
        )
        for words in open_questions:
            yield Statement(text=f"The text does not say {words}.", stated=(self.clause,))


def _words(plan: Plan, anchor: Anchor) -> str | None:
    try:
        return bare_line(words_at(plan, anchor))
    except UnknownIdError:
        return None


_DECIDED: Mapping[Verdict | None, str] = {
    Verdict.EXCLUDED: "considered no longer a participant in the OAP",
    Verdict.RETAINED: "kept as a participant",
    Verdict.READMITTED: "a participant again",
}


def _format_uncounted(entry: LedgerEntry) -> str:
    """Format an entry that counts for no condition, and say why."""
    why = {
        EntryKind.EXHORTATION: ", but only the Driver or a co-driver can exhort",
        EntryKind.REMINDER: ", which is not an exhortation",
        EntryKind.CALL: ", which is not an exhortation",
        EntryKind.CONFIRMATION: ", which is not a commitment",
        EntryKind.ANSWER: ", but it answers no entry that counts here",
    }
    return f"{_format_entry(entry)}{why.get(entry.content.kind, '')}"


def _format_entry(entry: LedgerEntry) -> str:
    content = entry.content
    actions = f" for {', '.join(map(str, content.actions))}" if content.actions else ""
    part = f" ({content.part.called})" if content.part is not None else ""
    return f"{_format_what(entry)}{actions} is recorded{part}"


def _format_what(entry: LedgerEntry) -> str:
    """Format the day, the kind and the authors of an entry."""
    content = entry.content
    by = f" by {content.by}" if content.by else ""
    met = f" with {content.parties}" if content.kind.facts.joint and content.parties else ""
    return f"On {content.on} {content.kind.called}{met}{by}"
