"""The state of a round: who is asked to report, who has answered, what is open, and who is late."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

import attrs

from empact.analysis.agendas import DueItem, due_reports
from empact.analysis.claims.casts import Standing
from empact.analysis.claims.log import claim_log, reporter
from empact.analysis.claims.refusals import Remedy
from empact.analysis.claims.rounds import Round, default_round, plan_rounds, round_redactions
from empact.analysis.facts import PlanFacts, Result, check_plan_context
from empact.analysis.forms.asked import FormAction, FormQuestion, ReportForm
from empact.analysis.forms.asking import open_assignments, report_forms, round_named
from empact.analysis.markings import RecordMarking, record_markings
from empact.arguments import objects
from empact.diagnostics import Diagnostic
from empact.model import Action, FiledRedaction, FiledReport, Plan, Report
from empact.values import listed, owned, unlisted, value


class InboxState(enum.Enum):
    """What a file of an inbox is for ``empact report add``."""

    NEW = "would be added"
    """A report that nothing is against."""
    THERE = "already there"
    """A report that was added before, or that states nothing new."""
    REFUSED = "refused"
    """A report with an error."""
    ASKED_BACK = "asked back"
    """A form with answers that cannot be taken as they are."""
    EMPTY = "not filled in"
    """A form that came back as it was sent."""
    FOREIGN = "of another plan"
    """A report or a form about another plan."""
    UNREAD = "cannot be read"
    """A file that is damaged, or was named and is neither a report nor a form."""
    NOT_READ = "not read"
    """A file of a folder that is neither a report nor a form, such as a scan: somebody has to look at it."""


@value(kw_only=True)
class InboxProblem:
    """A finding about a file of an inbox, with what the sender needs to find its place."""

    finding: Diagnostic = attrs.field(metadata=owned())
    """The finding. Its words may quote the file."""
    key: str | None = None
    """The key of the question that it is about, as the form has it; in a text file what it would be, without a digest:
    ``Q-2031:2.2/1 own``. None if it is about no question.
    """
    refuses: bool = True
    """Whether the report is not taken with it."""
    is_elsewhere: bool = False
    """Whether its place is in another report, which becomes wrong if this one is added."""


@value(kw_only=True)
class InboxFile:
    """A file of an inbox: what it would be if it were added now. Nothing of it is stored."""

    file: str
    """The name of the file."""
    state: InboxState
    """What it would be."""
    party: str | None = None
    """The code of the party that sent it, as the file says; None if it does not, or if the party is not known."""
    checkpoint: str | None = None
    """The checkpoint that it is for; None if the file does not say it."""
    report: Report | None = attrs.field(default=None, metadata=unlisted())
    """The report; None if there is none to be read."""
    why: str | None = None
    """Why it is not taken, in a sentence or as the names of the findings; None if it is taken, or the state says it."""
    problems: tuple[InboxProblem, ...] = ()
    """The findings about it."""
    remedies: tuple[Remedy, ...] = ()
    """The options of ``empact report add`` that settle it. Empty if it has to be corrected."""
    redacted: dt.date | None = attrs.field(default=None, metadata=unlisted())
    """The day on which the same report was redacted; None if it was not."""

    @property
    def is_taken(self) -> bool:
        """Whether it is a report that is there, or would be added."""
        return self.state in {InboxState.NEW, InboxState.THERE}


@value(kw_only=True)
class RoundAction:
    """An action on which a party is expected to report in a round."""

    plan: Plan
    """The plan of the action."""
    action: Action
    """The action."""
    standing: Standing
    """What the party is for the action on the cut-off day."""
    questions: tuple[FormQuestion, ...] = attrs.field(metadata=unlisted())
    """The questions that the party is expected to answer."""
    unanswered: tuple[FormQuestion, ...] = attrs.field(metadata=unlisted())
    """Those of them that no report in force answers."""
    reported_on: dt.date | None
    """The first day on which the party reported something about the action; None if it has not."""
    due: dt.date | None
    """The day that the newest call sets; None if no call sets one."""
    late: bool
    """Whether it is named in a call, and nothing was reported by the day of the call, as known on the date of
    knowledge.
    """

    @listed
    def expected(self) -> int:
        """How many answers are expected."""
        return len(self.questions)

    @listed
    def open(self) -> tuple[str, ...]:
        """The keys of the questions that are not answered."""
        return tuple(question.key for question in self.unanswered)


@value(kw_only=True)
class RoundParty:
    """A party in a round: what it is asked, and what it has answered."""

    party: str
    """The code of the party; its name as written if the register does not know it."""
    asked: bool
    """Whether a form is made for it; False if it reported, or was called, without being named in the plan."""
    drives: bool
    """Whether the party is the Driver, or a co-driver, of the plan on the cut-off day."""
    called_by: tuple[str, ...]
    """The codes of the parties that called for its report; empty without a recorded call."""
    due: dt.date | None
    """The first day that a call in force sets for its report; None without a recorded call."""
    filed: tuple[FiledReport, ...] = attrs.field(metadata=unlisted())
    """Its reports in force for the round."""
    redacted: tuple[FiledRedaction, ...] = attrs.field(metadata=unlisted())
    """Its reports for the round that were redacted: what they stated does not count, but the party is not silent."""
    actions: tuple[RoundAction, ...]
    """The actions on which it is expected to report, in the order of the plan."""

    @listed
    def reports(self) -> tuple[str, ...]:
        """The ids of its reports in force for the round."""
        return tuple(filed.id for filed in self.filed)

    @listed
    def redacted_reports(self) -> tuple[str, ...]:
        """The ids of its reports for the round that were redacted."""
        return tuple(filed.id for filed in self.redacted)

    @listed
    def answered_on(self) -> dt.date | None:
        """The day of its newest report in force that states something; None if there is none."""
        return max((filed.content.on for filed in self.filed if not filed.content.is_empty), default=None)

    @listed
    def silent(self) -> bool:
        """Whether no report in force of it states something, and none was redacted."""
        return self.answered_on is None and not self.redacted

    @listed
    def late(self) -> bool:
        """Whether one of its actions is late."""
        return any(action.late for action in self.actions)

    @property
    def expected(self) -> int:
        """How many answers are expected of it."""
        return sum(action.expected for action in self.actions)

    @property
    def open(self) -> tuple[str, ...]:
        """The keys of the questions that it has not answered."""
        return tuple(key for action in self.actions for key in action.open)


@value(kw_only=True)
class OpenGroup:
    """A part of the plan that leaves open which parties are meant: nobody is asked for it."""

    action: str | None
    """The number of the action; None for the plan as a whole."""
    words: str
    """The group, in the words of the plan: ``Relevant MS``."""


@value(kw_only=True)
class RoundState(Result):
    """The state of a round, for the Driver and the Support Unit: who is asked, who has answered, and what is open."""

    _uses: ClassVar = ("reports", "kpis", "ledger")

    plan: Plan
    """The plan."""
    checkpoint: str
    """The checkpoint, as reports write it."""
    cut_off: dt.date
    """The cut-off day of the checkpoint."""
    parties: tuple[RoundParty, ...]
    """The parties that are asked, in the order of the plan; then those that are called, or have reported, without being
    asked.
    """
    open_groups: tuple[OpenGroup, ...]
    """The groups that leave open which parties are meant, in the order of the plan."""
    inbox: tuple[InboxFile, ...] | None = None
    """The files of the inbox, each with what it would be; None if none is read."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the reports in the inbox."""
        return record_markings(file.report for file in self.inbox or () if file.report is not None)

    @property
    def called(self) -> bool:
        """Whether a recorded call sets a day for somebody. Without one, nobody is late."""
        return any(party.due is not None for party in self.parties)

    @property
    def to_remind(self) -> tuple[RoundParty, ...]:
        """Who gets a reminder: those that are unheard.

        Nobody as long as a file of the inbox has an unknown sender: it may be from one of them. Who sent a form for
        another checkpoint learns it from the reply.
        """
        return () if self.of_unknown_sender else self.unheard

    @property
    def unheard(self) -> tuple[RoundParty, ...]:
        """Who was called by another party, is late and silent, and is not known to have sent a file of the inbox."""
        heard = {file.party for file in self.inbox or () if file.state is not InboxState.FOREIGN}
        return tuple(
            party
            for party in self.parties
            if party.late and party.silent and party.party not in {*heard, *party.called_by}
        )

    @property
    def of_unknown_sender(self) -> tuple[InboxFile, ...]:
        """The files of the inbox that may be about the plan, and do not say from whom they are."""
        return tuple(file for file in self.inbox or () if file.party is None and file.state is not InboxState.FOREIGN)


def round_state(
    ctx: PlanFacts, checkpoint: str | None = None, *, inbox: Iterable[InboxFile] | None = None
) -> RoundState:
    """Return the state of a round: who is asked to report, who has answered, what is open, and who is late.

    It asks the parties for which ``empact report new --all`` makes forms. Late is only who is expected to report, was
    named in a recorded call, and has reported nothing on an action by the day of the call; without a call, or without a
    date of knowledge, nobody is.

    Args:
        ctx: The context of the plan. Reports and calls after its date of knowledge are ignored.
        checkpoint: The checkpoint of the round; the start of its name is enough. By default the newest one on the date
            of knowledge, or else the first.
        inbox: The files of an inbox, as they were read; None if there is none.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or no day for it, or it has several with this name.
    """
    check_plan_context("round_state()", ctx)
    files = None if inbox is None else objects("inbox", "a list of files", InboxFile, inbox)
    if checkpoint is None:
        current = default_round(plan_rounds(ctx.plan), (), ctx.as_of)
        checkpoint = "" if current is None else current.name
    point = round_named(ctx, checkpoint)
    state = _State.of(ctx, point)
    groups = dict.fromkeys(
        OpenGroup(action=assignment.action_number, words=assignment.name) for assignment in open_assignments(ctx)
    )
    return RoundState(
        context=ctx,
        plan=ctx.plan,
        checkpoint=point.name,
        cut_off=point.on,
        parties=tuple(state.parties(report_forms(ctx, point.name).forms)),
        open_groups=tuple(groups),
        inbox=None if files is None else tuple(files),
    )


@value
class _State:
    """What is due and reported in a round, by party."""

    ctx: PlanFacts
    round: Round
    due: dict[str, list[DueItem]]
    reports: dict[str, list[FiledReport]]
    redactions: dict[str, list[FiledRedaction]]

    @classmethod
    def of(cls, ctx: PlanFacts, point: Round) -> _State:
        """Return what is due and reported in a round."""
        due: dict[str, list[DueItem]] = {}
        for item in due_reports(ctx):
            if item.party_code is not None and (item.checkpoint, item.cut_off) == (point.checkpoint, point.on):
                due.setdefault(item.party_code, []).append(item)
        reports: dict[str, list[FiledReport]] = {}
        for of_round, filed in claim_log(ctx).reports:
            if of_round == point:
                reports.setdefault(reporter(ctx, filed), []).append(filed)
        redactions: dict[str, list[FiledRedaction]] = {}
        for redaction, placed in round_redactions(ctx):
            if placed == point:
                redactions.setdefault(str(redaction.content.by), []).append(redaction)
        return cls(ctx, point, due, reports, redactions)

    def parties(self, forms: Sequence[ReportForm]) -> Iterator[RoundParty]:
        """Yield who is asked; then who was called, or has reported, without that."""
        by_party = {form.party: form for form in forms}
        called = [party for party, items in self.due.items() if any(item.due is not None for item in items)]
        for party in dict.fromkeys((*by_party, *called, *self.reports, *self.redactions)):
            form, items = by_party.get(party), self.due.get(party, [])
            calling = [item for item in items if item.due is not None]
            expected = () if form is None else (action for action in form.actions if action.expected)
            redacted = tuple(self.redactions.get(party, ()))
            yield RoundParty(
                party=party,
                asked=form is not None,
                drives=form is not None and form.drives,
                called_by=tuple(dict.fromkeys(by for item in calling for by in item.set_by)),
                due=min((item.due for item in calling if item.due is not None), default=None),
                filed=tuple(self.reports.get(party, ())),
                redacted=redacted,
                actions=tuple(self._action(action, items, redacted) for action in expected),
            )

    def _action(self, asked: FormAction, items: Sequence[DueItem], redacted: Sequence[FiledRedaction]) -> RoundAction:
        number, day = asked.action.number, self.ctx.as_of
        of_action = [item for item in items if number in item.actions]
        questions = tuple(question for question in asked.questions if question.expected)
        return RoundAction(
            plan=asked.plan,
            action=asked.action,
            standing=asked.standing,
            questions=questions,
            unanswered=tuple(question for question in questions if not self._is_answered(question)),
            reported_on=next((item.reported[number] for item in of_action if number in item.reported), None),
            due=next((item.due for item in of_action if item.due is not None), None),
            late=day is not None
            and any(number in item.late_actions(day) and not _is_redacted_by(redacted, item.due) for item in of_action),
        )

    def _is_answered(self, question: FormQuestion) -> bool:
        """Whether the party stated something in this round that answers a question; the claims are its newest."""
        return any(claim.round == self.round for claim in question.claims)


def _is_redacted_by(redacted: Iterable[FiledRedaction], due: dt.date | None) -> bool:
    """Whether there was a report by a day that was redacted: nobody knows any more what it was about."""
    return due is not None and any(redaction.content.on <= due for redaction in redacted)
