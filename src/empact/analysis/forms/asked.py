"""Report forms as values: one question for each thing that a party can state in a round."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

import attrs

from empact.analysis.claims.casts import Standing
from empact.analysis.claims.values import Claim
from empact.analysis.facts import Result
from empact.model import Action, KpiKey, Plan
from empact.values import listed, owned, unlisted, value


class Asked(enum.Enum):
    """What a question of a report form asks for; the value stands in the key of the question."""

    STATUS = "status"
    """The status of the action, in a word of its cycle."""
    STARTED = "started"
    """The day on which the action started."""
    ENDED = "ended"
    """The day on which the action ended."""
    TOTAL = "total"
    """The result of the action for a KPI, as its leader counts it."""
    OWN = "own"
    """What the party contributed itself to a KPI."""
    LOWER_BECAUSE = "lower_because"
    """Why a cumulative value is lower than what the party stated in an earlier round."""
    REACHED = "reached"
    """The day on which a milestone was reached."""
    TEXT = "text"
    """The result for a KPI in words."""
    NARRATIVE = "narrative"
    """What was done."""
    OBSTACLES = "obstacles"
    """What was in the way."""
    SUPPORT = "support"
    """The support that is needed."""
    REASON = "reason"
    """Why the action is cancelled or was not completed."""
    AGREED_BY = "agreed_by"
    """Who agreed that the action is cancelled."""
    CARRIED_OVER = "carried_over"
    """The action of a later plan in which it goes on."""
    CONTEXT = "context"
    """The Driver's own text: what happened around the plan."""
    ASSESSMENT = "assessment"
    """The Driver's own text: how the results are to be seen."""
    DECISIONS = "decisions"
    """The Driver's own text: what COSI is asked to decide."""
    OUTLOOK = "outlook"
    """The Driver's own text: what comes next."""
    ON = "on"
    """The day of the report."""
    PART = "part"
    """Which authority of the party reports, such as customs, if several do."""


class AnswerType(enum.Enum):
    """What is written into a place of a form."""

    NUMBER = "number"
    """A number; of a share, "nothing to report" too."""
    RATIO = "ratio"
    """Two numbers, such as "12 of 20"; of a share, "nothing to report" too."""
    DAY = "day"
    """A day."""
    STATUS = "status"
    """A word for a status."""
    PARTIES = "parties"
    """Codes or names of parties."""
    ACTION = "action"
    """An action of another plan, such as ``Q-2032:2.2``."""
    WORDS = "words"
    """Any words."""


@value(kw_only=True)
class FormQuestion:
    """One question of a report form: a place to fill in. A blank means that nothing is stated, never zero."""

    key: str
    """By which the answer is matched, whatever becomes of the form: plan, action and KPI, what is asked, and the
    content digest of the action, ``C-2012:2.2/1a own be1f7d2c``; of what is to settle also a digest of the reports that
    differ; of the plan as a whole the digest of its actions, ``C-2012 outlook 5f0e21aa``.
    """
    asked: Asked
    """What is asked for."""
    action: str | None = None
    """The number of the action; None if the question is about the plan as a whole, or about the report."""
    kpi: KpiKey | None = None
    """The KPI, or the part of it; None if the question is about none."""
    words: str | None = None
    """The words of the KPI, or of what is to settle; None if the question is about neither."""
    answer: AnswerType
    """What is written into the place."""
    options: tuple[str, ...] = ()
    """The words for a status that are known, in their order. Empty for other answers."""
    filled: str = ""
    """What stands in the place already: what the party stated in this round in the report that the new one replaces.
    Empty if nothing does.
    """
    expected: bool = False
    """Whether the party is expected to answer in this round; it may answer any question."""
    claims: tuple[Claim, ...] = attrs.field(default=(), metadata=owned())
    """What the party stated last, in this round or an earlier one; of what is to settle, what the leaders state. Empty
    if nothing is stated.
    """


@value(kw_only=True)
class FormAction:
    """The questions about one action."""

    plan: Plan
    """The plan of the action."""
    action: Action
    """The action."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    digest: str
    """The content digest of the action when the form was made."""
    standing: Standing
    """What the party is for the action on the cut-off day."""
    questions: tuple[FormQuestion, ...]
    """The questions, in the order of the form."""

    @listed
    def expected(self) -> bool:
        """Whether the party is expected to answer one of them in this round."""
        return any(question.expected for question in self.questions)


@value(kw_only=True)
class ReportForm(Result):
    """What one party is asked to report in one round."""

    _uses: ClassVar = ("reports", "kpis", "ledger")

    plan: Plan
    """The plan."""
    party: str
    """The code of the party; its name as the plan writes it if the register does not know it."""
    checkpoint: str
    """The checkpoint, as reports write it: ``June``, or ``June 2032`` if the plan has it more than once."""
    cut_off: dt.date
    """The cut-off day of the checkpoint."""
    due: dt.date | None
    """The day by which the newest recorded call asks for the report; None if no call is recorded."""
    drives: bool
    """Whether the party is the Driver, or a co-driver, of the plan on the cut-off day."""
    supersedes: tuple[str, ...]
    """The id of the party's report in force for this round, whose answers stand in the form: a new report states the
    whole, and replaces it. Empty if there is none, if it is a part, or if it states more than a form can.
    """
    head: tuple[FormQuestion, ...]
    """What is asked about the report itself: its day, and of which authority it is."""
    actions: tuple[FormAction, ...]
    """The actions that it leads, takes part in, declined, or may have joined, in the order of the plan."""
    settlements: tuple[FormQuestion, ...]
    """What the Driver is asked to settle. Empty for other parties."""
    texts: tuple[FormQuestion, ...]
    """The sections of the Driver's own text. Empty for other parties."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that the party could report."""
        return not (self.actions or self.drives)


@value(kw_only=True)
class ReportForms(Result):
    """The forms of all parties for one round."""

    _uses: ClassVar = ("reports", "kpis", "ledger")

    forms: tuple[ReportForm, ...] = attrs.field(metadata=owned())
    """A form for each party that leads an action, takes part in one or drives the plan, in the order of the plan."""
    open: tuple[str, ...]
    """The numbers of the actions with a group that leaves open which parties are meant; the id of the plan if it leaves
    open its Driver. Such a party has a form only if another part of the plan names it.
    """
