"""Every public function and method with arguments, and a call of each that is right: tests change one argument."""

from __future__ import annotations

import datetime as dt
import enum
import functools
import importlib
import inspect
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
from tests.support.office import word, workbook
from tests.support.sizes import SESSION, Given, Sizes

import empact
from empact import analysis, containers, diagnostics, documents, model
from empact.analysis import PlanContext
from empact.grammar import parse_document_numbers

PACKAGES = (
    "empact",
    *(f"empact.{name}" for name in ("analysis", "containers", "diagnostics", "documents", "hooks", "model")),
)
"""The public packages; the tools of ``empact.testing`` are for tests, where any error is seen."""
OPERATORS = ("__add__", "__contains__", "__getitem__", "__truediv__")
DAY = dt.date(2031, 6, 30)
PARTY = "QN"


@attrs.frozen(kw_only=True)
class Call:
    """A public function or method, and arguments with which it does its work.

    Args:
        name: Its name with its class or package, such as ``Plan.action``.
        function: The function as it is defined.
        parameters: Its parameters without ``self`` and without those that take any keyword.
        bound: The class of which it is a method, or None.
    """

    name: str
    function: Callable[..., Any]
    parameters: tuple[inspect.Parameter, ...]
    bound: type[Any] | None = None

    def run(self, changed: Mapping[str, object]) -> object:
        """Call it, with some arguments changed; of a generator, return all that it yields."""
        given, named = self._owner(), dict[str, object]()
        for parameter in self.parameters:
            value = changed.get(parameter.name, _UNSET)
            value = argument(self, parameter) if value is _UNSET else value
            if parameter.kind is parameter.KEYWORD_ONLY:
                named[parameter.name] = value
            else:
                given.append(value)
        result = self.function(*given, **named)
        return list(result) if inspect.isgenerator(result) else result

    @property
    def needs_owner(self) -> bool:
        """Whether it is a method of an object."""
        return self.bound is not None and inspect.isfunction(self._raw)

    @property
    def _raw(self) -> object:
        return inspect.getattr_static(self.bound, self.function.__name__)

    def _owner(self) -> list[object]:
        if self.bound is None or isinstance(self._raw, staticmethod):
            return []
        return [owners()[self.bound.__name__]] if self.needs_owner else [self.bound]


_UNSET = object()


def public_calls() -> Iterator[Call]:
    """The functions and methods of the public packages that take an argument, each once."""
    known: set[Callable[..., Any]] = set()
    for package in PACKAGES:
        module = importlib.import_module(package)
        for name in module.__all__:
            value = getattr(module, name)
            for call in _methods(value) if isinstance(value, type) else _functions(package, name, value):
                if call.parameters and call.function not in known:
                    known.add(call.function)
                    yield call


def _functions(package: str, name: str, value: object) -> Iterator[Call]:
    if inspect.isfunction(value):
        yield Call(name=f"{package.removeprefix('empact.')}.{name}", function=value, parameters=_parameters(value, 0))


def _methods(cls: type[Any]) -> Iterator[Call]:
    if issubclass(cls, (BaseException, enum.Enum)):
        return
    for name in dir(cls):
        raw = inspect.getattr_static(cls, name)
        function = raw.__func__ if isinstance(raw, (classmethod, staticmethod)) else raw
        is_ours = inspect.isfunction(function) and str(function.__module__).startswith("empact")
        if is_ours and (not name.startswith("_") or name in OPERATORS):
            parameters = _parameters(function, 0 if isinstance(raw, staticmethod) else 1)
            yield Call(name=f"{cls.__name__}.{name}", function=function, parameters=parameters, bound=cls)


def _parameters(function: Callable[..., Any], first: int) -> tuple[inspect.Parameter, ...]:
    parameters = tuple(inspect.signature(function).parameters.values())[first:]
    return tuple(parameter for parameter in parameters if parameter.kind is not parameter.VAR_KEYWORD)


# What the calls are made with


@functools.cache
def given() -> Given:
    return Given(Sizes(), Path(tempfile.gettempdir()))


@functools.cache
def context() -> PlanContext:
    """The context of a plan with all records, also with a seal."""
    plain = given().context
    seal = model.FiledSeal(id="june", digest="0" * 64, content=analysis.new_seal(plain, "June", on=DAY))
    return attrs.evolve(plain, seals=model.Seals(plan=plain.plan.id, seals=(seal,)))


@functools.cache
def revisions() -> analysis.PortfolioContext:
    """The context of two revisions of a plan."""
    plan = given().plan
    first, second = (
        attrs.evolve(plan, cover=model.Cover(number=parse_document_numbers(f"1001/{number}/31 REV {number}")))
        for number in (1, 2)
    )
    return SESSION.context(analysis.Portfolio((first, second)))


@functools.cache
def mapping() -> model.FiledMapping:
    content = analysis.propose_mapping(revisions(), put={"1.1": []}).decide("Driver", DAY)
    return model.FiledMapping(id="july", digest="0" * 64, content=content)


@functools.cache
def entry() -> model.LedgerEntry:
    return given().ledger.entries[1]


@functools.cache
def progress() -> analysis.Progress:
    return context().progress()


@functools.cache
def owners() -> Mapping[str, object]:
    """An object of each class, by the name of the class."""
    plan, ctx, records, log = given().plan, context(), given().records, analysis.claim_log(context())
    assert records.operations is not None
    return {
        "Absence": analysis.Absence(party_code=PARTY, since=DAY),
        "ActionClaims": log.actions[0],
        "ActionProgress": progress().actions[0],
        "Agenda": ctx.agenda(),
        "CoveredGoal": ctx.coverage().goals[0],
        "Cell": plan.actions[0].leaders,
        "DataTable": empact.tables(ctx).actions,
        "Diagnostics": findings(),
        "Document": documents.build_links(ctx),
        "DueItem": next(iter(ctx.agenda())),
        "EntryContent": entry().content,
        "Emphasis": model.Emphasis(words="arrests", style=model.EmphasisStyle.BOLD),
        "Evidence": ctx.evidence,
        "Extension": model.Extension(name="notes", on=model.Plan, cls=attrs.make_class("Notes", [], frozen=True)),
        "FrozenMap": model.FrozenMap({"a": 1}),
        "Identities": ctx.identities,
        "Kpi": attrs.evolve(
            model.Kpi(text="seizures and arrests"), parts=(model.KpiPart(text="seizures", unit="seizures"),) * 2
        ),
        "Indicator": log.actions[0].figures[0][0],
        "KpiRegister": ctx.kpi_register,
        "Ledger": given().ledger,
        "LightThresholds": given().contexts.lights,
        "Lineage": analysis.lineage(plan, attrs.evolve(plan, id="A-2032")),
        "MappingProposal": analysis.propose_mapping(revisions()),
        "Mappings": model.Mappings(plan=plan.id, mappings=(mapping(),)),
        "MarkingToday": model.MarkingToday(status=model.MarkingStatus.DECLASSIFIED, on=DAY),
        "NamedCheckpoint": next(iter(analysis.plan_checkpoints(plan))),
        "Operation": records.operations.operations[0],
        "Party": SESSION.register.get(PARTY),
        "PartyAssignment": ctx.assignments.items[0],
        "PartyAssignments": ctx.assignments,
        "PartyChange": analysis.PartyChange(party_code=PARTY),
        "PartyWorkload": ctx.workload().parties[0],
        "Plan": plan,
        "PlanContext": ctx,
        "PlanFacts": ctx,
        "PlanKpis": ctx.kpis,
        "PlanLinks": ctx.plan_links,
        "PlanPlacement": analysis.placement(plan),
        "Pointer": diagnostics.Pointer("/actions"),
        "Portfolio": given().portfolio,
        "PortfolioContext": given().contexts,
        "PortfolioFacts": given().contexts,
        "Practice": model.Practice(
            plan=plan.id, title="One team", kind=model.PracticeKind.GOOD, on=DAY, source="Invented"
        ),
        "Progress": progress(),
        "Range": analysis.Range.exactly(Decimal(1)),
        "Records": records,
        "Report": given().reports[0].content,
        "Reports": ctx.reports,
        "Schedule": ctx.schedule,
        "Seals": ctx.seals,
        "Session": SESSION,
        "Sheet": containers.Sheet(name="Report"),
        "Span": plan.period,
        "Tally": analysis.Tally(),
        "TargetBounds": analysis.TargetBounds(),
        "Taskings": analysis.Taskings(ctx),
        "Thresholds": analysis.Thresholds(),
        "Waiver": diagnostics.Waiver(rule="OAP406", at="A-2031", reason="Invented.", until=DAY),
        "WhoDoesWhat": ctx.who(on=DAY),
        "Workload": ctx.workload(),
    }


@functools.cache
def findings() -> diagnostics.Diagnostics:
    return SESSION.validate(given().plan)


@functools.cache
def values() -> Mapping[str, object]:
    """A value of each type that a parameter can have, by the words of its annotation."""
    plan, ctx = given().plan, context()
    return {
        "ActionProgress": progress().actions[0],
        "Callable[[PlanFacts], T]": analysis.claim_log,
        "Cell[T]": plan.actions[0].leaders,
        "Continuation": next(iter(analysis.Continuation)),
        "Dated": SESSION.register.get(PARTY),
        "Decimal": Decimal(1),
        "Diagnostic": SESSION.validate(attrs.evolve(plan, title=None))[0],
        "DataTable": empact.tables(ctx).actions,
        "Diagnostics": findings(),
        "Diff": SESSION.diff(plan, plan),
        "DutyKind": analysis.DutyKind.GAINED,
        "EntryKind": entry().content.kind,
        "Formattable": plan,
        "Facts": ctx,
        "Iterable[Decimal]": [Decimal(1)],
        "Iterable[Diagnostic]": findings(),
        "Iterable[LedgerEntry]": [entry()],
        "Iterable[PartyAssignment]": list(ctx.assignments),
        "Iterable[Plan]": [plan],
        "Iterable[Practice]": [],
        "Iterable[RecordMarking]": [],
        "Iterable[Span]": [plan.period],
        "KpiKey": model.KpiKey(action="1.1", ordinal=1),
        "KpiProgress": progress().actions[0].kpis[0],
        "Ledger": given().ledger,
        "LedgerEntry": entry(),
        "LinkState": analysis.LinkState.MISSING,
        "Owner": plan,
        "Parties": plan.driver,
        "PartyKind": model.PartyKind.MEMBER_STATE,
        "PartyRole": analysis.PartyRole.LEADER,
        "Plan": plan,
        "PlanContext": ctx,
        "PlanFacts": ctx,
        "PortfolioContext": given().contexts,
        "PortfolioFacts": SESSION.context(plan, attrs.evolve(plan, id="A-2032")),
        "Progress": progress(),
        "R": ctx.kpi_register,
        "Range": analysis.Range.exactly(Decimal(1)),
        "Readable": "oap-invented-2031",
        "ReturnedForm": model.ReturnedForm(rows=()),
        "Record": ctx.kpi_register,
        "Ref": model.Ref(plan=plan.id, action="1.1"),
        "Refusal": analysis.REFUSALS[0],
        "Register": SESSION.register,
        "Report": given().reports[0].content,
        "Schedule": ctx.schedule,
        "Round": analysis.plan_rounds(plan)[0],
        "Scheduled": ctx.schedule.items[0],
        "Sequence[Absence]": ctx.absences,
        "Sequence[Answer]": (),
        "Sequence[Practice]": (),
        "Span": plan.period,
        "Tally": analysis.Tally(),
        "dt.date": DAY,
        "int": 1,
    }


TEXTS = {
    "address": "B7",
    "action": "1.1",
    "anchor": "section 1/1/1",
    "checkpoint": "June",
    "code": "A",
    "cycle": "2031-2031",
    "goal": "1",
    "known": "June",
    "key": "summary",
    "keys": "June",
    "kinds": "ledger",
    "language": "en",
    "letter": "a",
    "level": "EU SECRET",
    "mark": "1",
    "name": PARTY,
    "number": "1.1",
    "parties": PARTY,
    "party": PARTY,
    "plan": "A-2031",
    "plan_id": "A-2031",
    "plans": "A-2031",
    "_plans": "A-2031",
    "start": "r0",
    "text": "June",
    "token": "leaders",
    "unread": "EU SECRET",
    "unit": "clocks",
    "word": "live",
    "words": "June",
    "digests": "0" * 64,
}
"""A text for each parameter that takes one, by its name."""
PARTICULAR: Mapping[str, Callable[[], object]] = {
    "containers.active_parts.package": lambda: containers.open_package(workbook("")),
    "containers.package_texts.package": lambda: containers.open_package(workbook("")),
    "containers.open_package.data": lambda: workbook(""),
    "containers.read_word.data": lambda: word(""),
    "containers.read_workbook.data": lambda: workbook(""),
    "Session.format.width": lambda: 80,
    "Session.validate.workers": lambda: None,
    "PlanContext.continue_plan.id": lambda: "Z-2033",
    "PlanContext.continue_plan.period": lambda: model.Span(start=dt.date(2033, 1, 1), end=dt.date(2033, 12, 31)),
    "analysis.continue_plan.id": lambda: "Z-2033",
    "analysis.continue_plan.period": lambda: model.Span(start=dt.date(2033, 1, 1), end=dt.date(2033, 12, 31)),
    "Ledger.entry.id": lambda: given().ledger.entries[0].id,
    "Ledger.is_lost.id": lambda: given().ledger.entries[0].id,
    "Plan.goal.number": lambda: "1",
    "Plan.find_goal.number": lambda: "1",
    "Portfolio.find_goal.number": lambda: "1",
    "Progress.explanation.name": lambda: "1.1/1",
    "Reports.report.id": lambda: "r00000",
    "Reports.start_of.id": lambda: "r00000",
    "Session.loads.text": lambda: SESSION.export(given().plan, to="yaml").decode(),
    "Session.loads.format": lambda: "yaml",
    "Session.export.to": lambda: "yaml",
    "Session.format.to": lambda: "text",
    "Session.parse.column": lambda: "timing",
    "Session.rule.word": lambda: "leader-also-participant",
    "ActionProgress.kpi.number": lambda: 1,
    "PlanKpis.find.number": lambda: 1,
    "model.kpi_number.number": lambda: 1,
    "Portfolio.plan.plan": lambda: "A-2031",
    "analysis.check_release.unread": list,
    "analysis.raised_marking.marking": lambda: None,
    "Session.load.format": lambda: None,
    "Session.read.format": lambda: None,
    "Session.read_report.source": lambda: io.StringIO("{}"),
    "Session.read_report.format": lambda: "json",
    "Session.read_replies.source": lambda: io.StringIO("{}"),
    "Session.read_replies.format": lambda: "json",
    "Session.inbox.sources": tempfile.gettempdir,
    "Session.confirmations.sources": tempfile.gettempdir,
    "Session.confirmations.ledger": lambda: Path(tempfile.gettempdir(), "no-ledger"),
    "documents.answer_in_english.answer": lambda: "confirmer",
    "containers.column_letters.column": lambda: 1,
    "documents.build_report_form.reply_to": str,
    "Identities.changed_since.then": lambda: "1.1",
    "Identities.changed_since.digest": lambda: "01234567",
    "analysis.lights.ctx": lambda: given().contexts,
    "analysis.propose_mapping.ctx": revisions,
    "analysis.propose_mapping.practices": lambda: (),
    "analysis.propose_mapping.put": lambda: {"1.1": ["1.1"]},
    "MappingProposal.decide.decided_by": lambda: "Driver",
    "MappingProposal.decide.marking": lambda: None,
    "documents.build_findings.show": lambda: "info",
}
"""What a single parameter takes, by its function and its name."""


def has_argument(call: Call, parameter: inspect.Parameter) -> bool:
    """Whether there is an argument for a parameter."""
    try:
        argument(call, parameter)
    except LookupError:
        return False
    return True


def argument(call: Call, parameter: inspect.Parameter) -> object:
    """Return a right argument; raise a LookupError if no row has one."""
    annotation = str(parameter.annotation)
    particular = PARTICULAR.get(f"{call.name}.{parameter.name}")
    if particular is not None:
        return particular()
    if annotation in values():
        return values()[annotation]
    kinds = annotation.split(" | ")
    if "str" in annotation and parameter.name in TEXTS:
        text = TEXTS[parameter.name]
        return text if "str" in kinds else [text]
    for kind in kinds:
        if kind in values():
            return values()[kind]
    if parameter.default is not parameter.empty:
        return parameter.default
    raise LookupError(f"{call.name} needs a value for {parameter.name}: {annotation}")
