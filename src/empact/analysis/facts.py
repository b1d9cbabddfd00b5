"""What the contexts of plans have: what is derived from a plan, each view once and only if it is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import attrs

from empact.analysis.evidence.thresholds import Thresholds
from empact.analysis.markings import joint_marking, record_markings
from empact.analysis.portfolio.plans import Portfolio
from empact.analysis.positions import walk_actions, walk_goals
from empact.arguments import check_date, check_text, check_type, wrong_type
from empact.diagnostics import Pointer
from empact.model import (
    Action,
    Approval,
    EntryKind,
    FrozenMap,
    Ledger,
    Link,
    Parties,
    Plan,
    State,
)
from empact.reference import Register, register
from empact.reprs import short_repr
from empact.values import unlisted, value

if TYPE_CHECKING:  # each view is imported when it is derived
    from empact.analysis.evidence.entries import Evidence
    from empact.analysis.identities import ChangedAction, Identities
    from empact.analysis.involvement.absences import Absence
    from empact.analysis.involvement.assignments import PartyAssignments
    from empact.analysis.involvement.confirmations import Confirmation
    from empact.analysis.kpis import PlanKpis
    from empact.analysis.light_thresholds import LightThresholds
    from empact.analysis.markings import RecordMarking
    from empact.analysis.portfolio.connections import PlanLinks
    from empact.analysis.revision_paths import RevisionPaths
    from empact.analysis.schedules import Schedule
    from empact.model import (
        ActionStatus,
        Extension,
        FiledReport,
        FiledSeal,
        KpiDefinition,
        KpiKey,
        KpiRegister,
        Mappings,
        Operation,
        Reports,
        Seals,
        StrategicGoal,
    )
    from empact.reference import StatusWords


T = TypeVar("T")


_REACHED = frozenset({State.AGREED, State.VALIDATED, State.APPROVED})


def is_draft(states: Iterable[Approval]) -> bool:
    """Return whether a plan with these states is a draft: neither agreed nor validated nor approved."""
    return not any(approval.state in _REACHED and not approval.expected for approval in states)


def _alone(ctx: PlanFacts) -> Portfolio:
    return Portfolio((ctx.plan,))


def _no_ledger(ctx: PlanFacts) -> Ledger:
    return Ledger(plan=ctx.plan.id)


@attrs.frozen(kw_only=True, eq=False)
class PlanFacts:
    """A plan with everything that is needed to understand it, and the views derived from it.

    A view is derived when it is first used, and then kept. The functions of this package take these facts; a
    :class:`PlanContext`, as a session makes it, has them and the questions about the plan.

    Raises:
        ValueError: The ledger, the reports, the KPI register, the seals or the mappings are about another plan.
    """

    plan: Plan
    """The plan that the views are derived from."""
    portfolio: Portfolio = attrs.field(default=attrs.Factory(_alone, takes_self=True))
    """The plans that are analysed together, to which links can lead; by default this plan alone."""
    register: Register = attrs.field(factory=register)
    """The known parties, by which names are resolved; by default those of empact."""
    whole_ledger: Ledger = attrs.field(default=attrs.Factory(_no_ledger, takes_self=True), alias="ledger")
    """The ledger of the plan, given as ``ledger``, also with entries after the date of knowledge; by default empty."""
    whole_reports: Reports | None = attrs.field(default=None, alias="reports")
    """The reports about the plan, given as ``reports``, also those after the date of knowledge; None if
    there are none.
    """
    whole_operations: tuple[Operation, ...] = attrs.field(default=(), alias="operations")
    """The operations that reports can name, given as ``operations``, with the actions as in their files."""
    whole_kpi_register: KpiRegister | None = attrs.field(default=None, alias="kpi_register")
    """What is decided about the KPIs of the plan, given as ``kpi_register``, with the actions as in its file; None if
    nothing is.
    """
    whole_mappings: Mappings | None = attrs.field(default=None, alias="mappings")
    """The mappings of records after a revision, given as ``mappings``, also those after the date of knowledge; None if
    there are none.
    """
    whole_seals: Seals | None = attrs.field(default=None, alias="seals")
    """The seals of the plan, given as ``seals``, also those after the date of knowledge; None if there are none."""
    sealed_by: FiledSeal | None = None
    """The seal that lists all records of the context; None if these are all that there are."""
    unread: tuple[str, ...] = ()
    """The kinds of records that were not read, such as ``ledger`` or ``kpis``: nothing is known of them."""
    extensions: tuple[Extension[Any], ...] = ()
    """The extensions of plugins: further fields of plans and actions."""
    thresholds: Thresholds = Thresholds()
    """What the project has agreed on where the exclusion clause sets no number; by default nothing."""
    lights: LightThresholds | None = None
    """The thresholds of the project for traffic lights; None if it has none, and then no light is calculated."""
    status_words: Mapping[str, ActionStatus] = FrozenMap()
    """What further words for the status of an action mean in the project; they go before those of plans and empact."""
    as_of: dt.date | None = None
    """The date of knowledge: later entries of the ledger and later reports are ignored. None if all are used; then
    nothing is late or expired.
    """
    record_digest: Callable[[Any], str] | None = attrs.field(default=None, repr=False)
    """Returns the digest of the content of a plan, an operation or a KPI register, which a seal lists. None if the
    context was not made by a session.
    """
    _derived: dict[object, Any] = attrs.field(factory=dict[object, Any], init=False, repr=False)

    __repr__ = short_repr

    def __attrs_post_init__(self) -> None:
        check_type("The ledger of a context", "a Ledger", Ledger, self.whole_ledger)
        check_date("as_of", self.as_of)
        if self.whole_ledger.plan != self.plan.id:
            message = f"The ledger is about {self.whole_ledger.plan}, but the plan is {self.plan.id}."
            raise ValueError(message)
        for what, given in (
            ("reports are", self.whole_reports),
            ("KPI register is", self.whole_kpi_register),
            ("seals are", self.whole_seals),
            ("mappings are", self.whole_mappings),
        ):
            if given is not None and given.plan != self.plan.id:
                message = f"The {what} about {given.plan}, but the plan is {self.plan.id}."
                raise ValueError(message)

    @property
    def contexts(self) -> tuple[PlanFacts, ...]:
        """This context: a function of plans takes one plan or several alike."""
        return (self,)

    @cached_property
    def marking(self) -> str | None:
        """The marking that an output about the plan has to carry, or None: the highest of the plan and its records."""
        return joint_marking((self.plan,), on=self.as_of, records=records_of(self))

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger as known at the date of knowledge, read through the mappings."""
        known = self.whole_ledger.until(self.as_of)
        return known if self.revision_paths is None else self.revision_paths.ledger(known)

    @cached_property
    def revision_paths(self) -> RevisionPaths | None:
        """The mappings through which records are read; None if none is known at the date of knowledge."""
        known = None if self.whole_mappings is None else self.whole_mappings.until(self.as_of)
        if not known:
            return None
        from empact.analysis.revision_paths import RevisionPaths  # most plans have no mapping

        return RevisionPaths(plan=self.plan, mappings=known.in_force)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that reports can name, read through the mappings."""
        paths = self.revision_paths
        return self.whole_operations if paths is None else tuple(map(paths.operation, self.whole_operations))

    @cached_property
    def kpi_register(self) -> KpiRegister | None:
        """What is decided about the KPIs of the plan, read through the mappings; None if nothing is."""
        paths, register = self.revision_paths, self.whole_kpi_register
        return register if paths is None or register is None else paths.kpi_register(register)

    @cached_property
    def reports(self) -> Reports:
        """The reports about the plan as known at the date of knowledge, read through the mappings."""
        from empact.model import Reports

        if self.whole_reports is None:
            return Reports(plan=self.plan.id)
        known = self.whole_reports.until(self.as_of)
        return known if self.revision_paths is None else self.revision_paths.reports(known)

    @cached_property
    def seals(self) -> Seals:
        """The seals of the plan as known at the date of knowledge."""
        from empact.model import Seals

        known = self.whole_seals
        return Seals(plan=self.plan.id) if known is None else known.until(self.as_of)

    @cached_property
    def states(self) -> tuple[Approval, ...]:
        """The states that the plan has reached at the date of knowledge, and those that it is expected to reach.

        A validation by COSI in the ledger is one: the file of the plan need not say it.
        """
        day = self.as_of
        states = tuple(
            approval
            for approval in self.plan.states
            if approval.expected or day is None or approval.on is None or approval.on <= day
        )
        validated = [known for known in states if known.state is State.VALIDATED]
        recorded = None if any(not known.expected for known in validated) else self._validation()
        if recorded is None:
            return states
        if not validated:
            return (*states, recorded)
        reached = attrs.evolve(recorded, stated=validated[0].stated)  # in the plan: "will be validated by COSI"
        states = tuple(reached if known is validated[0] else known for known in states)
        return tuple(known for known in states if known not in validated)

    def _validation(self) -> Approval | None:
        """Return the first validation in the ledger by COSI, or by another body with the oversight of the plan."""
        for entry in self.evidence.in_force if self.ledger.of_kinds(EntryKind.VALIDATION) else ():
            content = entry.content
            if content.kind is EntryKind.VALIDATION and self.evidence.by_oversight(entry):
                return Approval(state=State.VALIDATED, body=content.by, on=content.on)
        return None

    @property
    def draft(self) -> bool:
        """Whether the plan is a draft at the date of knowledge: neither agreed nor validated nor approved."""
        return is_draft(self.states)

    @cached_property
    def schedule(self) -> Schedule:
        """The timing of the plan as dates."""
        from empact.analysis.schedules import schedule

        return schedule(self.plan)

    @cached_property
    def kpis(self) -> PlanKpis:
        """The KPIs of the plan with their identities."""
        from empact.analysis.kpis import plan_kpis  # most validations do without it

        return plan_kpis(self.plan)

    @cached_property
    def stated_assignments(self) -> PartyAssignments:
        """The parties of the plan as its text says, whatever the ledger says."""
        from empact.analysis.involvement.assignments import assignments

        return assignments(self.plan, self.register, self.schedule)

    @cached_property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """What parties say of their parts, by their newest confirmations in the ledger."""
        if not self.ledger.of_kinds(EntryKind.CONFIRMATION):
            return ()
        from empact.analysis.involvement.confirmations import read_confirmations  # most plans have none

        return read_confirmations(self.evidence.in_force, self.stated_assignments, self.register, self.schedule)

    @cached_property
    def planned_assignments(self) -> PartyAssignments:
        """The parties of the plan, with open parts that are confirmed or declined, before any exclusion."""
        if not self.confirmations:
            return self.stated_assignments
        from empact.analysis.involvement.confirmations import with_confirmations

        return with_confirmations(self.stated_assignments, self.confirmations, self.register, self.schedule)

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The absences by the decisions of the ledger."""
        from empact.analysis.involvement.absences import absences

        return absences(self.ledger, self.register, period=self.plan.period)

    @cached_property
    def assignments(self) -> PartyAssignments:
        """The parties of the plan, resolved at the time of each action, without absent ones."""
        return self.planned_assignments.without(self.absences)

    @cached_property
    def evidence(self) -> Evidence:
        """The ledger with an index by party and by answered entry, as far as it is about the actions of the plan."""
        from empact.analysis.evidence.entries import Evidence

        if not self.ledger.entries:
            return Evidence(self.plan, self.ledger, self.register)
        from empact.analysis.identities import judged_entries  # most plans have no records

        ledger, apart = judged_entries(self.ledger, self.identities)
        return Evidence(self.plan, ledger, self.register, apart)

    @cached_property
    def identities(self) -> Identities:
        """What matches the actions that records name with those of the plan."""
        from empact.analysis.identities import Identities  # most plans have no records

        return Identities(plan=self.plan, portfolio=self.portfolio, paths=self.revision_paths)

    def kpi_definition(self, *keys: KpiKey) -> KpiDefinition | None:
        """Return what the KPI register decides about the first of these KPIs that it has; None if it decides nothing.

        A decision about another action, which had the number then, is none, and neither is one after the date of
        knowledge.
        """
        from empact.model import KpiKey  # most contexts have no KPI register

        for key in keys:
            check_type("Each of keys", "a KpiKey", KpiKey, key)
        register = self.kpi_register
        if register is None:
            return None
        others = self.once(_undefined)
        definitions = (register.find(key) for key in keys if key.action not in others)
        return next((known for known in definitions if known is not None and self._is_known(known.on)), None)

    def _is_known(self, day: dt.date) -> bool:
        return self.as_of is None or day <= self.as_of

    @cached_property
    def plan_links(self) -> PlanLinks:
        """The links from the plan and to it, resolved in the portfolio."""
        return self.portfolio.links(self.plan)

    def once(self, derive: Callable[[PlanFacts], T]) -> T:
        """Return what a function derives from these facts: it is called when it is first asked, and its value kept."""
        if not callable(derive):
            raise wrong_type("derive", "a function of a context", derive)
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        value: T = self._derived[derive]
        return value

    def codes(self, cell: Parties, on: dt.date) -> tuple[str, ...]:
        """Return the codes of the parties of a cell on a date; a name that the register does not have is as written."""
        check_type("The cell", "a Parties", Parties, cell)
        check_date("on", on, required=True)
        from empact.analysis.involvement.resolved import party_codes

        return party_codes(cell, on, self.register)

    def status(self, word: str) -> ActionStatus | None:
        """Return what a word for the status of an action means for the plan; None if it is not known."""
        check_text("The word", word)
        known = self.statuses.find(word)
        return None if known is None else known.status

    @cached_property
    def statuses(self) -> StatusWords:
        """The known words for the status of an action: those of the project, of the plan's cycle, and of empact."""
        from empact.reference import own_status_words, status_words  # most contexts have no reports

        cycle = self.plan.cycle
        own = [*own_status_words(self.status_words, "the configuration")]
        if cycle is not None:
            own += own_status_words(cycle.status_words, f"the cycle {cycle.id} of the plan {self.plan.id}")
        return status_words(None if cycle is None else cycle.id, own=own)

    def goals(self) -> Iterator[tuple[Pointer, StrategicGoal]]:
        """Iterate over the strategic goals, with pointers."""
        for _, at, goal in walk_goals(self.plan):
            yield at, goal

    def actions(self) -> Iterator[tuple[Pointer, Action]]:
        """Iterate over the actions, with pointers."""
        return iter(self._actions)

    def links(self) -> Iterator[tuple[Pointer, Action, Link]]:
        """Iterate over the parsed links of the actions, with pointers and actions."""
        return iter(self._links)

    @cached_property
    def _actions(self) -> tuple[tuple[Pointer, Action], ...]:
        return tuple((at, action) for _, at, action in walk_actions(self.plan))

    @cached_property
    def _links(self) -> tuple[tuple[Pointer, Action, Link], ...]:
        # Ten rules ask for them, and a pointer takes longer to make than everything else here.
        return tuple(
            (at / "links" / "items" / index, action, link)
            for at, action in self._actions
            for index, link in enumerate(action.links)
            if isinstance(link, Link)
        )


@attrs.frozen(kw_only=True, eq=False)
class PortfolioFacts:
    """Several plans with everything that is needed to understand them; the facts of each plan."""

    portfolio: Portfolio
    """The plans that are analysed together."""
    register: Register = attrs.field(factory=register)
    """The known parties, by which names are resolved; by default those of empact."""
    ledgers: Mapping[str, Ledger] = attrs.field(factory=dict[str, Ledger])
    """The ledgers by the id of the plan; a plan without one has an empty ledger."""
    reports: Mapping[str, Reports] = FrozenMap()
    """The reports by the id of the plan; a plan without one has none."""
    operations: tuple[Operation, ...] = ()
    """The operations that reports about any of the plans can name."""
    kpi_registers: Mapping[str, KpiRegister] = FrozenMap()
    """The KPI registers by the id of the plan."""
    seals: Mapping[str, Seals] = FrozenMap()
    """The seals by the id of the plan; a plan without one has none."""
    mappings: Mapping[str, Mappings] = FrozenMap()
    """The mappings of records after a revision, by the id of the plan; a plan without one has none."""
    unread: tuple[str, ...] = ()
    """The kinds of records that were not read, such as ``ledger`` or ``kpis``: nothing is known of them."""
    extensions: tuple[Extension[Any], ...] = ()
    """The extensions of plugins: further fields of plans and actions."""
    thresholds: Thresholds = Thresholds()
    """What the project has agreed on where the exclusion clause sets no number; by default nothing."""
    lights: LightThresholds | None = None
    """The thresholds of the project for traffic lights; None if it has none, and then no light is calculated."""
    status_words: Mapping[str, ActionStatus] = FrozenMap()
    """What further words for the status of an action mean in the project; they go before those of plans and empact."""
    as_of: dt.date | None = None
    """The date of knowledge, the same for all plans. None if all entries and reports are used; then nothing is late or
    expired.
    """
    record_digest: Callable[[Any], str] | None = attrs.field(default=None, repr=False)
    """Returns the digest of the content of a plan, an operation or a KPI register, which a seal lists. None if the
    context was not made by a session.
    """
    _made: dict[int, PlanFacts] = attrs.field(factory=dict[int, PlanFacts], init=False, repr=False)

    __repr__ = short_repr

    def __attrs_post_init__(self) -> None:
        check_type("The portfolio of a context", "a Portfolio", Portfolio, self.portfolio)
        check_date("as_of", self.as_of)

    def __iter__(self) -> Iterator[PlanFacts]:
        return map(self._of, self.portfolio)

    def __len__(self) -> int:
        return len(self.portfolio)

    @property
    def contexts(self) -> tuple[PlanFacts, ...]:
        """The contexts of the plans, in order."""
        return tuple(self)

    @cached_property
    def marking(self) -> str | None:
        """The marking that an output about the plans has to carry, or None: the highest of them and their records."""
        return joint_marking(self.portfolio, on=self.as_of, records=records_of(self))

    def of(self, plan: Plan | str) -> PlanFacts:
        """Return the context of a plan of the portfolio or of its id: the same one each time, until it is released.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return self._of(self.portfolio.plan(plan))

    def _of(self, plan: Plan) -> PlanFacts:
        key = id(plan)  # two equal plans of a portfolio are two plans; the portfolio keeps them alive
        if key not in self._made:
            self._made[key] = self._make(plan)
        return self._made[key]

    def release(self, plan: Plan | str) -> None:
        """Forget the context of a plan, so that the memory of its views can be used again.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        self._made.pop(id(self.portfolio.plan(plan)), None)

    def _make(self, plan: Plan) -> PlanFacts:
        return PlanFacts(**self._parts(plan))

    def _parts(self, plan: Plan) -> dict[str, Any]:
        """Return the arguments of the context of a plan."""
        return {
            "plan": plan,
            "portfolio": self.portfolio,
            "register": self.register,
            "ledger": self.ledgers.get(plan.id, Ledger(plan=plan.id)),
            "reports": self.reports.get(plan.id),
            "operations": self.operations,
            "kpi_register": self.kpi_registers.get(plan.id),
            "seals": self.seals.get(plan.id),
            "mappings": self.mappings.get(plan.id),
            "unread": self.unread,
            "extensions": self.extensions,
            "thresholds": self.thresholds,
            "lights": self.lights,
            "status_words": self.status_words,
            "as_of": self.as_of,
            "record_digest": self.record_digest,
        }


@value(kw_only=True)
class Result:
    """What every result about plans has: its context, which says what the plans, the marking and the day are."""

    context: PlanFacts | PortfolioFacts = attrs.field(repr=False, eq=False, metadata=unlisted())
    """The context that the result was made from. It is ignored in comparisons."""

    _uses: ClassVar[tuple[str, ...]] = ()
    """The kinds of records that the answer is made from."""

    @property
    def unread(self) -> tuple[str, ...]:
        """The kinds of records that it needs and that were not read: of these, it knows nothing."""
        return tuple(kind for kind in self._uses if kind in self.context.unread)

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the records in it, by which its outputs are marked beside those of its context."""
        return ()

    @property
    def unread_markings(self) -> tuple[str, ...]:
        """The markings of files that could not be read and are quoted in it, by which its outputs are marked too."""
        return ()


def _undefined(ctx: PlanFacts) -> Mapping[str, ChangedAction]:
    """Return the actions that the KPI register was not written for, by number."""
    return {} if ctx.kpi_register is None else ctx.identities.others(ctx.kpi_register)


def excluded_parties(context: PlanFacts | PortfolioFacts) -> FrozenMap[str, tuple[Absence, ...]]:
    """Return the decisions that exclude a party, by the id of the plan; plans without one are left out."""
    return FrozenMap({ctx.plan.id: ctx.absences for ctx in context.contexts if ctx.absences})


def records_of(ctx: PlanFacts | PortfolioFacts) -> tuple[RecordMarking, ...]:
    """Return the markings of the records of a context, as known at its date of knowledge.

    An operation is one of a plan if it names an action of the plan, or if a report about the plan names it.
    """
    check_context("records_of()", ctx)
    records: dict[RecordMarking, None] = {}
    for context in ctx.contexts:
        reports = tuple(context.reports) if context.whole_reports is not None else ()
        redactions = context.reports.redactions if context.whole_reports is not None else ()
        registers = () if context.whole_kpi_register is None else (context.whole_kpi_register,)
        seals = context.seals if context.whole_seals is not None else ()
        mappings = () if context.whole_mappings is None else context.whole_mappings.until(context.as_of)
        every = (*context.ledger, *reports, *redactions, *registers, *seals, *mappings)
        records |= dict.fromkeys(record_markings(every))
        records |= dict.fromkeys(
            attrs.evolve(record, plans=(*record.plans, context.plan.id))
            for record in record_markings(operations_of_plan(context, reports))
        )
    return tuple(records)


def operations_of_plan(ctx: PlanFacts, reports: Iterable[FiledReport]) -> tuple[Operation, ...]:
    """Return the operations that name an action of the plan, or that one of these reports names, as in their files."""
    if not ctx.whole_operations:
        return ()
    named = {
        id
        for report in reports
        for action in report.content.actions
        for figure in action.figures
        for id in figure.operations
    }
    return tuple(
        operation
        for operation in ctx.whole_operations
        if operation.id in named or any(ref.plan == ctx.plan.id for ref in operation.actions)
    )


def check_context(call: str, context: object) -> None:
    """Raise a TypeError if the argument of a call such as ``workload()`` is not a context of plans."""
    check_type(f"{call} takes", "a context of plans", (PlanFacts, PortfolioFacts), context, _write_context)


def check_plan_context(call: str, context: object) -> None:
    """Raise a TypeError if the argument of a call such as ``governance()`` is not the context of one plan."""
    check_type(f"{call} takes", "the context of one plan", PlanFacts, context, _write_context)


def _write_context(value: object) -> str | None:
    """Return what to write instead of something that is not a context."""
    if isinstance(value, PortfolioFacts):
        return "context.of(plan)"
    return "empact.context(plan)" if isinstance(value, (Plan, Portfolio)) else None
