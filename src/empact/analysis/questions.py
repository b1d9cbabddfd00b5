"""The contexts that a session makes: the facts about plans, with the questions that can be asked about them.

Each question is a function of this package; it is imported when it is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Self, cast

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts
from empact.model import Answer, Party, Plan
from empact.reprs import short_repr

if TYPE_CHECKING:
    from empact.analysis.action_dependencies import ActionDependencies
    from empact.analysis.active_parts import WhoDoesWhat
    from empact.analysis.agendas import Agenda
    from empact.analysis.exclusions.changes import WithdrawalImpact
    from empact.analysis.exclusions.dossiers import Dossier
    from empact.analysis.forms.asked import ReportForm, ReportForms
    from empact.analysis.forms.round_states import RoundState
    from empact.analysis.governing import Governance
    from empact.analysis.overlap.overlaps import Overlaps
    from empact.analysis.progressing.driver_reports import DriverReport
    from empact.analysis.progressing.pictures import Progress
    from empact.analysis.resolved_plans.plans import ResolvedPlan
    from empact.analysis.seals import SealList
    from empact.analysis.surveys import CoverageSurvey
    from empact.analysis.taskings.tasks import Tasking
    from empact.analysis.workloads.active_months import Month
    from empact.analysis.workloads.duties import Workload
    from empact.model import Action, Seal, Span


class _Questions:
    """The questions about one plan and about several plans."""

    __slots__ = ()

    def agenda(self, *, party: Party | str | None = None) -> Agenda:
        """Return what is due, by day and party: see :func:`empact.analysis.agenda`.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> context = empact.context(plan)
        >>> item = context.agenda(party="HU").items[0]
        >>> item.kind.value, item.checkpoint, str(item.cut_off), item.actions
        ('report', 'June', '2012-06-30', ('2.2', '2.3', '5.2'))

        Args:
            party: A party, its code or its name: only what is due from it. By default what is due from all.

        Raises:
            UnknownIdError: The register has no such party.
        """
        from empact.analysis.agendas import agenda

        return agenda(_facts(self), party=party)

    def coverage(self) -> CoverageSurvey:
        """Return which actions serve which goals, and which inter-dependencies are used.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> goal = empact.context(plan).coverage().goals[0]
        >>> goal.number, [action.number for action in goal.services[0].under]
        ('1', ['1.1', '1.2', '1.3'])
        """
        from empact.analysis.surveys import coverage

        return coverage(_facts(self))

    def overlaps(
        self, *, least: float | None = None, answers: Iterable[Answer] = (), spelling: bool = False
    ) -> Overlaps:
        """Return the pairs of actions that may overlap, the most likely first: see :func:`empact.analysis.overlaps`.

        >>> import attrs, empact
        >>> plan = empact.load("oap-c-2012")
        >>> pair = empact.context(plan, attrs.evolve(plan, id="C-2013")).overlaps().overlaps[0]
        >>> pair.one.action.number, pair.other.action.number
        ('1.1', '1.1')

        Args:
            least: The minimum score, from 0 to 1; None for ``empact.analysis.LEAST``.
            answers: What people have agreed on.
            spelling: Whether words that differ only in spelling count as one; needs rapidfuzz.

        Raises:
            MissingExtraError: ``spelling`` is set, and rapidfuzz is not installed.
        """
        from empact.analysis.overlap.overlaps import LEAST, overlaps

        lowest = LEAST if least is None else least
        return overlaps(_facts(self), least=lowest, answers=answers, spelling=spelling)

    def progress(
        self, checkpoint: str | None = None, *, party: Party | str | None = None, lights: bool = False
    ) -> Progress:
        """Return what was done up to a checkpoint, from the reports: see :func:`empact.analysis.progress`.

        >>> import empact, oap_invented_2031
        >>> plan = empact.Session(plugins=[oap_invented_2031]).load("oap-invented-2031")
        >>> [(action.action.number, action.status.value) for action in empact.context(plan).progress("June")][:1]
        [('1.1', 'not-reported')]

        Args:
            checkpoint: The name of the checkpoint; by default the newest one on the date of knowledge.
            party: A party, its code or its name: only the actions that it leads or takes part in.
            lights: Whether each action has its traffic light, by the thresholds of the project.

        Raises:
            UnknownIdError: No plan has such a checkpoint, or the register has no such party.
            SealError: The plan is as it was sealed, and the seal is for another checkpoint.
            ConfigError: Lights are asked for, and the project has no thresholds.
        """
        from empact.analysis.progressing.gathering import progress

        return progress(_facts(self), checkpoint, party=party, lights=lights)

    def who(
        self, *, month: Month | str | None = None, on: dt.date | None = None, during: Span | None = None
    ) -> WhoDoesWhat:
        """Return who does what in a month, on a day or during any other time: see :func:`empact.analysis.who`.

        Args:
            month: The month, such as ``"2012-04"``.
            on: The day.
            during: The first and the last day, such as those of a quarter.

        Raises:
            TypeError: None or several of ``month``, ``on`` and ``during`` are given.
            ValueError: The month is not written as ``"2012-04"``.
        """
        from empact.analysis.active_parts import who

        return who(_facts(self), month=month, on=on, during=during)

    def workload(self, *, parties: Iterable[Party | str] | None = None) -> Workload:
        """Count the actions that parties lead and join, per month: see :func:`empact.analysis.workload`.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> party = empact.context(plan).workload(parties=["HU"]).parties[0]
        >>> party.name, {role.value: str(work.counts.total) for role, work in party.roles.items()}
        ('HU', {'leader': '2', 'participant': '6'})

        Args:
            parties: The parties to select, or their codes or names. By default all.

        Raises:
            UnknownIdError: The register has no such party.
        """
        from empact.analysis.workloads.duties import workload

        return workload(_facts(self), parties=parties)


def _facts(asked: _Questions) -> PlanFacts | PortfolioFacts:
    return cast("PlanFacts | PortfolioFacts", asked)


@attrs.frozen(kw_only=True, eq=False)
class PlanContext(_Questions, PlanFacts):
    """A plan with everything that is needed to understand it, the views derived from it, and the questions about it.

    :func:`empact.context` makes a context.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> context = empact.context(plan)
    >>> str(context.schedule.span("1.2")), [party.name for party in context.assignments.of_action("1.3")]
    ('2012-04-01 to 2012-06-30', ['Frontex', 'All MS'])

    Raises:
        ValueError: The ledger, the reports, the KPI register, the seals or the mappings are about another plan.
    """

    __repr__ = short_repr

    @property
    def contexts(self) -> tuple[PlanContext, ...]:
        """This context: a function of plans takes one plan or several alike."""
        return (self,)

    def continue_plan(self, *, id: str, period: Span | None = None) -> Plan:
        """Return a draft of the plan that continues this one: see :func:`empact.analysis.continue_plan`.

        Args:
            id: The id of the next plan, such as ``C-2013``.
            period: The period of the next plan; by default as many years as the plan has, from the next year on.

        Raises:
            ValueError: The context has no date of knowledge; the id is that of the plan; the plan has no period, and
                none is given; or the period begins before that of the plan is over.
        """
        from empact.analysis.continuing.drafting import continue_plan

        return continue_plan(self, id=id, period=period)

    def depends_on(self, action: Action | str) -> ActionDependencies:
        """Return what an action needs and what needs it: see :func:`empact.analysis.depends_on`.

        Args:
            action: The action, or its number.

        Raises:
            UnknownIdError: The plan has no such action.
        """
        from empact.analysis.action_dependencies import depends_on

        return depends_on(self, action)

    def exclusion(self, party: Party | str, *, impact: bool = False) -> Dossier:
        """Return what is recorded about a party under the exclusion clause: see :func:`empact.analysis.exclusion`.

        >>> import datetime as dt, empact, oap_invented_2031
        >>> session = empact.Session(plugins=[oap_invented_2031])
        >>> plan = session.load("oap-invented-2031")
        >>> dossier = session.context(plan, as_of=dt.date(2031, 7, 1)).exclusion("QN")
        >>> [(criterion.kind.value, criterion.state.value) for criterion in dossier.criteria][0]
        ('commitments not met', 'no evidence')

        Args:
            party: The party, its code or its name.
            impact: Whether to add what the plan would be without the party.

        Raises:
            UnknownIdError: The register has no such party.
            ValueError: The context has no date of knowledge.
        """
        from empact.analysis.exclusions.dossiers import exclusion

        return exclusion(self, party, impact=impact)

    def driver_report(self, checkpoint: str | None = None) -> DriverReport:
        """Return what the Driver reports to COSI about the plan: see :func:`empact.analysis.driver_report`.

        Args:
            checkpoint: The name of the checkpoint; by default the newest one on the date of knowledge.

        Raises:
            UnknownIdError: The plan has no such checkpoint.
            SealError: The plan is as it was sealed, and the seal is for another checkpoint.
        """
        from empact.analysis.progressing.driver_reports import driver_report

        return driver_report(self, checkpoint)

    def governance(self) -> Governance:
        """Return who answers to whom, and what plan and ledger say about it: see :func:`empact.analysis.governance`.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> [line.words for line in empact.context(plan).governance().lines][0]
        'COSI delegates to Italy'
        """
        from empact.analysis.governing import governance

        return governance(self)

    def impact_of_leaving(self, party: Party | str, *, leaving: dt.date) -> WithdrawalImpact:
        """Return what changes when a party leaves the plan: see :func:`empact.analysis.impact_of_leaving`.

        >>> import datetime as dt, empact, oap_invented_2031
        >>> session = empact.Session(plugins=[oap_invented_2031])
        >>> context = session.context(session.load("oap-invented-2031"))
        >>> impact = context.impact_of_leaving("QM", leaving=dt.date(2031, 7, 1))
        >>> print(impact.fewer_leaders[0].text)
        Action 3.2 would lose the leader QM: QN would lead it.

        Args:
            party: The party, its code or its name.
            leaving: The first day without the party.

        Raises:
            UnknownIdError: The register has no such party.
        """
        from empact.analysis.exclusions.impact import impact_of_leaving

        return impact_of_leaving(self, party, leaving=leaving)

    def new_seal(self, checkpoint: str, *, on: dt.date) -> Seal:
        """Return a seal of the records behind the paper about a checkpoint: see :func:`empact.analysis.new_seal`.

        Args:
            checkpoint: The name of the checkpoint; the start of it is enough.
            on: The day of the seal: what is dated later is not listed.

        Raises:
            UnknownIdError: The plan has no such checkpoint, or no day for it.
            SealError: There is no report to seal.
        """
        from empact.analysis.seals import new_seal

        return new_seal(self, checkpoint, on=on)

    def report_form(self, party: Party | str, checkpoint: str) -> ReportForm:
        """Return what a party is asked to report in a round: see :func:`empact.analysis.report_form`.

        >>> import empact, oap_invented_2031
        >>> plan = empact.Session(plugins=[oap_invented_2031]).load("oap-invented-2031")
        >>> form = empact.context(plan).report_form("QX", "June")
        >>> [question.key for question in form.actions[0].questions]
        ['Q-2031:2.2/1 own a0ad816d', 'Q-2031:2.2 narrative a0ad816d']

        Args:
            party: The party, its code or its name.
            checkpoint: The checkpoint of the round; the start of its name is enough.

        Raises:
            UnknownIdError: Neither the register nor the plan knows the party; or the plan has no such checkpoint, or no
                day for it, or it has several with this name.
        """
        from empact.analysis.forms.asking import report_form

        return report_form(self, party, checkpoint)

    def report_forms(self, checkpoint: str) -> ReportForms:
        """Return what each party is asked to report in a round: see :func:`empact.analysis.report_forms`.

        Args:
            checkpoint: The checkpoint of the round; the start of its name is enough.

        Raises:
            UnknownIdError: The plan has no such checkpoint, or no day for it, or it has several with this name.
        """
        from empact.analysis.forms.asking import report_forms

        return report_forms(self, checkpoint)

    def resolved(self) -> ResolvedPlan:
        """Return the plan in fields, with codes, dates and ids: see :func:`empact.analysis.resolved`."""
        from empact.analysis.resolved_plans.plans import resolved

        return resolved(self)

    def round_state(self, checkpoint: str | None = None) -> RoundState:
        """Return who has reported in a round, and what is open: see :func:`empact.analysis.round_state`.

        >>> import empact, oap_invented_2031
        >>> plan = empact.Session(plugins=[oap_invented_2031]).load("oap-invented-2031")
        >>> state = empact.context(plan).round_state("June")
        >>> [(party.party, party.silent) for party in state.parties][:2]
        [('QM', True), ('QZ', True)]

        Args:
            checkpoint: The checkpoint of the round; the start of its name is enough. By default the newest one on the
                date of knowledge.

        Raises:
            UnknownIdError: The plan has no such checkpoint, or no day for it, or it has several with this name.
        """
        from empact.analysis.forms.round_states import round_state

        return round_state(self, checkpoint)

    def seal_list(self, *, checkpoint: str | None = None) -> SealList:
        """Return the seals of the plan, and what has happened to their records: see :func:`empact.analysis.seal_list`.

        Args:
            checkpoint: Only seals of this checkpoint; the start of its name is enough. None for all.

        Raises:
            UnknownIdError: The plan has no such checkpoint.
        """
        from empact.analysis.seals import seal_list

        return seal_list(self, checkpoint=checkpoint)

    def sealed(self, checkpoint: str | None = None) -> Self:
        """Return the plan with the records that its newest seal lists: see :func:`empact.analysis.sealed`.

        Args:
            checkpoint: The checkpoint of the seal; by default the newest seal of all is used.

        Raises:
            SealError: No seal is known; or records that it lists are missing, changed or not read.
            UnknownIdError: The plan has no such checkpoint.
        """
        from empact.analysis.seals import sealed

        return sealed(self, checkpoint)

    def tasking(self, party: Party | str) -> Tasking:
        """Return what a party has to do in the plan: see :func:`empact.analysis.tasking`.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> [(task.action.number, task.role.value) for task in empact.context(plan).tasking("HU").tasks][:3]
        [('2.2', 'leader'), ('5.2', 'leader'), ('1.1', 'participant')]

        Args:
            party: The party, its code or its name.

        Raises:
            UnknownIdError: The register has no such party.
        """
        from empact.analysis.taskings.projection import tasking

        return tasking(self, party)


@attrs.frozen(kw_only=True, eq=False)
class PortfolioContext(_Questions, PortfolioFacts):
    """Several plans with everything that is needed to understand them, and the questions about all of them.

    It has a :class:`PlanContext` for each plan, which answers the questions about one plan.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> context = empact.context(empact.Portfolio((plan,)))
    >>> [part.plan.id for part in context]
    ['C-2012']
    """

    __repr__ = short_repr

    def __iter__(self) -> Iterator[PlanContext]:
        return cast("Iterator[PlanContext]", super().__iter__())

    @property
    def contexts(self) -> tuple[PlanContext, ...]:
        """The contexts of the plans, in order."""
        return tuple(self)

    def of(self, plan: Plan | str) -> PlanContext:
        """Return the context of a plan of the portfolio or of its id: the same one each time, until it is released.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return cast("PlanContext", super().of(plan))

    def _make(self, plan: Plan) -> PlanContext:
        return PlanContext(**self._parts(plan))

    if not TYPE_CHECKING:  # type checkers know the names

        def __getattr__(self, name: str) -> object:
            """Say where the names of a context of one plan are."""
            if not name.startswith("_") and hasattr(PlanContext, name) and not hasattr(type(self), name):
                message = f"A PortfolioContext has no {name!r}, which is about one plan. Write .of(plan).{name}."
                raise AttributeError(message)
            return super().__getattr__(name)
