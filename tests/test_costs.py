"""What every public function costs: with twice the plans, actions, ledger entries or reports, twice the work.

One table for all public functions and methods that take plans, a context or records; a new one fails here until it has
a row. Each runs with three sizes, each twice the one before, and the lines that run are counted: what the second step
adds may be twice what the first one adds, so that work that is done once does not count. Four times is the square.
"""

from __future__ import annotations

import datetime as dt
import inspect
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.support.linear import steps
from tests.support.sizes import SESSION, Given, Sizes

import empact
from empact import analysis, parse_parties
from empact.analysis import Evidence, PlanContext, Portfolio, PortfolioContext
from empact.analysis.claims import refusals
from empact.grammar import parse_document_numbers
from empact.hooks import DocumentSpec, Exporter
from empact.model import (
    Action,
    Anchor,
    Cover,
    FiledSeal,
    FormRow,
    KpiDefinition,
    KpiRegister,
    LedgerEntry,
    Plan,
    Practice,
    PracticeKind,
    Ref,
    ReturnedForm,
    Seals,
)
from empact.session.exporting import Export, choose

Work = Callable[[], object]

FIRST = {
    "plans": Sizes(plans=4, actions=2, reports=6),
    "actions": Sizes(plans=2, actions=6),
    "entries": Sizes(plans=2, entries=32),
    "reports": Sizes(plans=2, reports=24),
}
"""The first of the three sizes: a multiple of what repeats itself in the invented plans."""
LINEAR = 2.3
"""The most that the second step may add, measured by what the first one adds."""
ONCE = 0.05
"""A step that adds less than this share is no growth."""
PARTY = "QN"
LINK = Ref(plan="A", action="1.1")
DAY = dt.date(2031, 6, 30)
ALL = ("plans", "actions", "entries", "reports")
RECORDS = ("actions", "entries", "reports")


@attrs.frozen
class Row:
    """What one function costs.

    Args:
        make: Takes plans of some size, prepares what is no part of the work, and returns the work.
        sizes: The sizes on which the work depends.
        steep: The sizes that may add more, with the most and the reason.
    """

    make: Callable[[Given], Work]
    sizes: Sequence[str]
    steep: dict[str, tuple[float, str]] = attrs.field(factory=dict)


def for_plan(call: Callable[[Plan], object]) -> Row:
    """A function of one plan."""
    return Row(lambda given: lambda: call(given.plan), ["actions"])


def for_plans(call: Callable[[Given], object], sizes: Sequence[str] = ("plans", "actions")) -> Row:
    """A function of several plans and what is recorded about them."""
    return Row(lambda given: lambda: call(given), sizes)


def for_context(call: Callable[[PlanContext], object], sizes: Sequence[str] = RECORDS) -> Row:
    """A function of the context of one plan."""
    return Row(lambda given: lambda: call(given.context), sizes)


def for_contexts(call: Callable[[PortfolioContext], object], sizes: Sequence[str] = ALL) -> Row:
    """A function of the context of several plans."""
    return Row(lambda given: lambda: call(given.contexts), sizes)


def for_each_plan(call: Callable[[Given, Plan], object]) -> Row:
    """A function that is called for each plan of a portfolio."""
    return Row(lambda given: lambda: [call(given, plan) for plan in given.portfolio], ["plans", "actions"])


def for_each_action(call: Callable[[Given, Action], object]) -> Row:
    """A function that is called for each action of a plan."""
    return Row(lambda given: lambda: [call(given, action) for action in given.plan.actions], ["actions"])


def for_each_entry(call: Callable[[Evidence, LedgerEntry], object]) -> Row:
    """A function that is called for each entry of a ledger."""

    def make(given: Given) -> Work:
        evidence = Evidence(given.plan, given.ledger, SESSION.register)
        return lambda: [call(evidence, entry) for entry in given.ledger.entries]

    return Row(make, ["entries"])


def with_progress(call: Callable[[PortfolioContext, analysis.Progress], object]) -> Row:
    """A function of contexts and of the progress that was derived from them."""

    def make(given: Given) -> Work:
        found = analysis.progress(given.contexts)
        return lambda: call(given.contexts, found)

    return Row(make, ALL)


def practices(given: Given) -> tuple[Practice, ...]:
    return tuple(
        Practice(
            plan=given.plan.id,
            title=f"Practice {number}",
            kind=PracticeKind.GOOD,
            on=given.end,
            source="Invented",
        )
        for number in range(given.sizes.entries)
    )


def findings(given: Given) -> Work:
    found = SESSION.validate(given.portfolio, as_of=given.end, records=given.records)
    return lambda: SESSION.format(found, "text", given.portfolio, as_of=given.end)


def stamped_register(given: Given) -> Work:
    day = given.end
    definitions = (KpiDefinition(action=action.number, decided_by="QM", on=day) for action in given.plan.actions)
    register = KpiRegister(plan=given.plan.id, definitions=tuple(definitions))
    return lambda: analysis.stamped(register, given.plan)


def with_seal(context: PlanContext) -> PlanContext:
    """Return a context with a seal of all its records."""
    filed = FiledSeal(id="june", digest="0" * 64, content=analysis.new_seal(context, "June", on=DAY))
    return attrs.evolve(context, seals=Seals(plan=context.plan.id, seals=(filed,)))


def sealing(given: Given) -> Work:
    analysis.new_seal(given.context, "June", on=DAY)  # the second call has all that is made once, for the digests
    return lambda: analysis.new_seal(given.context, "June", on=DAY)


def two_years(given: Given) -> Work:
    later = attrs.evolve(given.plan, id="A-2032")
    return lambda: analysis.lineage(given.plan, later)


def two_revisions(given: Given) -> tuple[Plan, Plan]:
    """A plan, and the same in another order and with another leader of each action."""
    others = [attrs.evolve(action, leaders=parse_parties("Europol")) for action in reversed(given.plan.actions)]
    return given.plan, attrs.evolve(given.plan, actions=tuple(others))


def compared(given: Given) -> Work:
    context = SESSION.context(*two_revisions(given))
    return lambda: analysis.diff(context)


def applied(given: Given) -> Work:
    old, new = two_revisions(given)
    found = SESSION.diff(old, new)
    return lambda: empact.apply(found, old)


def renumbered(given: Given) -> Work:
    covers = (Cover(number=parse_document_numbers(f"1001/{number}/31 REV {number}")) for number in (1, 2))
    revisions = SESSION.context(Portfolio(tuple(attrs.evolve(given.plan, cover=cover) for cover in covers)))
    return lambda: analysis.propose_mapping(revisions)


def leaders(given: Given) -> Work:
    found = given.context.planned_assignments
    return lambda: analysis.first_day_without_leader(found, found)


def text(given: Given) -> str:
    return SESSION.export(given.plan, to="yaml").decode()


def files(given: Given) -> Path:
    for plan in given.plans:
        SESSION.export(plan, to="yaml", path=given.folder / f"{plan.id}.yaml")
    return given.folder


def from_files(call: Callable[[Path], object]) -> Row:
    """A function that reads the files of a folder."""

    def make(given: Given) -> Work:
        folder = files(given)
        return lambda: call(folder)

    return Row(make, ["plans", "actions"])


def with_file(call: Callable[[Path], object]) -> Row:
    """A function that reads the file of a plan."""

    def make(given: Given) -> Work:
        file = files(given) / f"{given.plan.id}.yaml"
        return lambda: call(file)

    return Row(make, ["actions"])


def returned_form() -> ReturnedForm:
    """A form that says who reports in which round."""
    head = (("by", PARTY), ("checkpoint", "June"), ("on", "2031-06-30"))
    return ReturnedForm(rows=tuple(FormRow(key=f"A-2031 {name} 01234567", answer=answer) for name, answer in head))


def read_form(ctx: PlanContext) -> object:
    """Read a form from a file in memory."""
    rows = [{"key": row.key, "answer": row.answer} for row in returned_form().rows]
    return SESSION.read_report(io.StringIO(json.dumps({"empact": "form/1", "rows": rows})), ctx, format="json")


def sheet(ctx: PlanContext) -> str:
    """The file of a tasking sheet that confirms each part that is asked."""
    answers = {"on": "2031-02-03"}
    rows = [
        {"key": question.key, "answer": answers.get(question.key.split()[-2], "confirm")}
        for question in ctx.tasking(PARTY).questions
    ]
    return json.dumps({"empact": "form/1", "rows": rows})


def confirming(given: Given) -> Work:
    path = given.folder / "sheet.json"
    path.write_text(sheet(given.context), "utf-8")
    return lambda: SESSION.confirmations(given.plan, path, ledger=given.folder / "ledger", create=True)


def received(given: Given) -> Work:
    path = given.folder / "form.json"
    rows = [{"key": row.key, "answer": row.answer} for row in returned_form().rows]
    path.write_text(json.dumps({"empact": "form/1", "rows": rows}), "utf-8")
    return lambda: SESSION.inbox(given.plan, path, reports=given.folder / "reports")


def loads(given: Given) -> Work:
    words = text(given)
    return lambda: SESSION.loads(words, format="yaml")


def answered(given: Given) -> object:
    return analysis.overlaps(given.contexts, answers=given.answers.answers)


def exported(given: Given, to: str, document: str, **options: object) -> object:
    """The files of a document about all plans, with all that is recorded."""
    export = Export(SESSION.setup, given.portfolio, given.records.of_kinds, given.end)
    return list(export.artifacts(choose(SESSION.plugins, to, document), options))


def of_exporter(exporter: Exporter) -> Row:
    document = "responsibilities" if exporter.takes == "document" else "plan"
    sizes = ["plans", "actions"] if exporter.takes == "portfolio" else ["actions"]
    return for_plans(lambda given: exported(given, exporter.name, document), sizes)


def of_document(document: DocumentSpec) -> Row:
    wanted = {"with_reports", "with_ledger", "impact", "all_actions", "per_goal"}
    needed = {"party": PARTY, "checkpoint": "June", "cell": "All MS"}
    options = {option.name: needed[option.name] if option.required else True for option in document.options}
    options = {name: value for name, value in options.items() if value is not True or name in wanted}
    to = "text" if document.name == "plan" else "json"
    sizes = ["actions"] if document.name in MADE_OF_OTHERS else ALL
    row = for_plans(lambda given: exported(given, to, document.name, **options), sizes)
    return attrs.evolve(row, steep=STEEP.get(document.name, {}))


MADE_OF_OTHERS = frozenset({"findings", "handbook"})
"""The documents whose parts have rows of their own: a validation, and other documents."""
STEEP = {
    "links": {"actions": (2.6, "the tables of a matrix get wider until they fill a page; then there are more of them")}
}
"""The documents that may cost more than twice as much."""

PLAN_METHODS: dict[str, Row] = {
    "Portfolio.find_action": for_each_action(
        lambda given, action: given.portfolio.find_action(given.plan, action.number)
    ),
    "Portfolio.counts": for_each_plan(lambda given, plan: given.portfolio.counts(plan)),
    "Portfolio.coverage": for_each_plan(lambda given, plan: given.portfolio.coverage(plan)),
    "Portfolio.find_goal": for_each_plan(
        lambda given, plan: [given.portfolio.find_goal(plan, goal.number) for goal in plan.goals]
    ),
    "Portfolio.lineage": for_each_plan(lambda given, plan: given.portfolio.lineage(plan)),
    "Portfolio.links": for_each_plan(lambda given, plan: given.portfolio.links(plan)),
    "Portfolio.plan": for_each_plan(lambda given, plan: given.portfolio.plan(plan.id)),
    "Portfolio.predecessors": for_each_plan(lambda given, plan: given.portfolio.predecessors(plan)),
    "Portfolio.priority": for_each_plan(lambda given, plan: given.portfolio.priority(plan, LINK)),
    "Portfolio.resolve": for_each_plan(lambda given, plan: given.portfolio.resolve(plan, LINK)),
    "Portfolio.shared_goals": for_each_plan(lambda given, plan: given.portfolio.shared_goals(plan)),
    "Progress.status_counts": with_progress(
        lambda _, found: [found.status_counts(plan.id) for plan in found.context.portfolio]
    ),
    "PortfolioContext.of": for_each_plan(lambda given, plan: given.contexts.of(plan)),
    "PortfolioFacts.of": for_each_plan(lambda given, plan: given.contexts.of(plan)),
    "PortfolioFacts.release": for_each_plan(lambda given, plan: given.contexts.release(plan)),
    "PlanFacts.once": for_context(lambda context: context.once(analysis.claim_log)),
    "PlanContext.once": for_context(lambda context: context.once(analysis.claim_log)),
    "PlanContext.overlaps": for_context(lambda context: context.overlaps(answers=()), ["actions"]),
    "PortfolioContext.overlaps": for_plans(lambda given: given.contexts.overlaps(answers=given.answers.answers), ALL),
    "PortfolioContext.release": for_each_plan(lambda given, plan: given.contexts.release(plan)),
}


RECORDS_METHODS: dict[str, Row] = {
    "Records.problems": for_plans(lambda given: [*given.records.problems(given.plans)], RECORDS),
    "Records.require_complete": for_plans(lambda given: given.records.require_complete(*given.plans), RECORDS),
}

ENTRY_METHODS: dict[str, Row] = {
    "Evidence.answers": for_each_entry(lambda evidence, entry: evidence.answers(entry, PARTY)),
    "Evidence.by": for_each_entry(Evidence.by),
    "Evidence.by_driver": for_each_entry(Evidence.by_driver),
    "Evidence.by_oversight": for_each_entry(Evidence.by_oversight),
    "Evidence.by_responsible": for_each_entry(Evidence.by_responsible),
    "Evidence.fulfilled_by": for_each_entry(lambda evidence, entry: evidence.fulfilled_by(entry, PARTY)),
    "Evidence.is_call": for_each_entry(Evidence.is_call),
    "Evidence.met_parts": for_each_entry(lambda evidence, entry: evidence.met_parts(entry, PARTY)),
    "Evidence.named_commitments": for_each_entry(lambda evidence, entry: evidence.named_commitments(entry, PARTY)),
    "Evidence.parties": for_each_entry(Evidence.parties),
    "Evidence.responses": for_each_entry(lambda evidence, entry: evidence.responses(entry, PARTY)),
    "Thresholds.old_enough": for_each_entry(lambda _, entry: analysis.Thresholds().old_enough([entry], DAY)),
}

FUNCTIONS: dict[str, Row] = {
    "empact.apply": Row(applied, ["actions"]),
    "empact.analysis.agenda": for_contexts(analysis.agenda),
    "empact.analysis.answered": for_context(lambda ctx: analysis.answered(ctx, returned_form())),
    "empact.analysis.assignments": for_plan(lambda plan: analysis.assignments(plan, SESSION.register)),
    "empact.analysis.called_checkpoint": for_plans(
        lambda given: [analysis.called_checkpoint(given.plan, entry) for entry in given.ledger.entries], ["entries"]
    ),
    "empact.analysis.check_release": for_plans(
        lambda given: analysis.check_release(given.plans, "EU SECRET", on=given.end)
    ),
    "empact.analysis.checkpoint_dates": for_plan(analysis.checkpoint_dates),
    "empact.analysis.claim_log": for_context(analysis.claim_log),
    "empact.analysis.compare_operations": for_context(
        lambda ctx: analysis.compare_operations(ctx, analysis.progress(ctx))
    ),
    "empact.analysis.continue_plan": for_context(lambda ctx: analysis.continue_plan(ctx, id="next"), ["actions"]),
    "empact.analysis.coverage": for_contexts(analysis.coverage, ["plans", "actions"]),
    "empact.analysis.criteria": for_context(lambda ctx: analysis.criteria(ctx, PARTY)),
    "empact.analysis.depends_on": for_context(
        lambda ctx: [analysis.depends_on(ctx, action) for action in ctx.plan.actions], ["plans", "actions"]
    ),
    "empact.analysis.diff": Row(compared, ["actions"]),
    "empact.analysis.driver_report": for_context(analysis.driver_report),
    "empact.analysis.every_refused": for_context(lambda ctx: list(analysis.every_refused(ctx))),
    "empact.analysis.exclusion": for_context(lambda ctx: analysis.exclusion(ctx, PARTY)),
    "empact.analysis.find_practices": for_plans(
        lambda given: analysis.find_practices(practices(given), "practice invented"), ["entries"]
    ),
    "empact.analysis.first_day_without_leader": Row(leaders, ["actions"]),
    "empact.analysis.governance": for_context(analysis.governance),
    "empact.analysis.refused": for_context(
        lambda ctx: [list(analysis.refused(ctx, refusal)) for refusal in refusals.REFUSALS]
    ),
    "empact.analysis.report_form": for_context(lambda ctx: analysis.report_form(ctx, PARTY, "June")),
    "empact.analysis.report_forms": for_context(lambda ctx: analysis.report_forms(ctx, "June"), ["actions"]),
    "empact.analysis.round_state": for_context(lambda ctx: analysis.round_state(ctx, "June"), ["actions"]),
    "empact.analysis.resolved": for_context(analysis.resolved),
    "empact.analysis.impact_of_leaving": for_context(lambda ctx: analysis.impact_of_leaving(ctx, PARTY, leaving=DAY)),
    "empact.analysis.lights": with_progress(analysis.lights),
    "empact.analysis.lineage": Row(two_years, ["actions"]),
    "empact.analysis.links": for_contexts(analysis.links, ["plans", "actions"]),
    "empact.analysis.overlaps": for_plans(answered, ALL),
    "empact.analysis.placement": for_plans(lambda given: [analysis.placement(plan) for plan in given.plans]),
    "empact.analysis.plan_checkpoints": for_plan(lambda plan: list(analysis.plan_checkpoints(plan))),
    "empact.analysis.plan_rounds": for_plan(analysis.plan_rounds),
    "empact.analysis.progress": for_contexts(analysis.progress),
    "empact.analysis.progress_over_time": attrs.evolve(
        with_progress(analysis.progress_over_time),
        steep={"reports": (3, "only after the first 48 reports does each one differ from an earlier one")},
    ),
    "empact.analysis.quorums": for_plan(lambda plan: analysis.quorums(plan, SESSION.register)),
    "empact.tables": for_contexts(empact.tables),
    "empact.analysis.propose_mapping": Row(renumbered, ["actions"]),
    "empact.analysis.records_of": for_contexts(analysis.records_of),
    "empact.analysis.runs": for_context(lambda ctx: analysis.runs(ctx.plan, ctx.schedule), ["actions"]),
    "empact.analysis.schedule": for_plan(analysis.schedule),
    "empact.analysis.stamped": Row(stamped_register, ["actions"]),
    "empact.analysis.new_seal": Row(sealing, RECORDS),
    "empact.analysis.seal_list": for_context(lambda ctx: analysis.seal_list(with_seal(ctx)), ["entries", "reports"]),
    "empact.analysis.tasking": for_context(lambda ctx: analysis.tasking(ctx, PARTY)),
    "empact.analysis.words_at": for_each_action(
        lambda given, action: analysis.words_at(given.plan, Anchor(part=action.number, cell="activity"))
    ),
    "empact.analysis.unweighed_reports": for_context(
        lambda ctx: analysis.unweighed_reports(ctx, ctx.evidence.in_force[0], PARTY)
    ),
    "empact.analysis.who": for_contexts(lambda ctx: analysis.who(ctx, month="2031-06")),
    "empact.analysis.workload": for_contexts(analysis.workload),
}

SESSION_METHODS: dict[str, Row] = {
    "Session.context": for_plans(
        lambda given: SESSION.context(given.portfolio, records=given.records).contexts,
        ALL,
    ),
    "Session.diff": Row(lambda given: lambda: SESSION.diff(*two_revisions(given)), ["actions"]),
    "Session.export": for_plans(lambda given: exported(given, "yaml", "plan")),
    "Session.files": from_files(SESSION.files),
    "Session.format": Row(findings, ALL),
    "Session.import_plan": with_file(SESSION.import_plan),
    "Session.load": with_file(SESSION.load),
    "Session.loads": Row(loads, ["actions"]),
    "Session.parse": for_plan(lambda plan: SESSION.parse("All MS", "participants", plan=plan)),
    "Session.portfolio": from_files(SESSION.portfolio),
    "Session.records": for_plans(lambda given: SESSION.records(ledger=given.ledgers, plans=given.plans), ["plans"]),
    "Session.read": with_file(SESSION.read),
    "Session.read_report": for_context(read_form),
    "Session.inbox": Row(received, ["actions"]),
    "Session.read_replies": for_context(
        lambda context: SESSION.read_replies(io.StringIO(sheet(context)), context, format="json")
    ),
    "Session.confirmations": Row(
        confirming, ["actions"], {"actions": (2.4, "the party is asked about 4, 7 and 14 parts: 7 more after 3")}
    ),
    "Session.tree": for_plan(SESSION.tree),
    "Session.validate": for_plans(
        lambda given: SESSION.validate(given.portfolio, as_of=given.end, records=given.records),
        ALL,
    ),
}

TABLE = {
    **FUNCTIONS,
    **SESSION_METHODS,
    **PLAN_METHODS,
    **ENTRY_METHODS,
    **RECORDS_METHODS,
    **{f"document {document.name}": of_document(document) for document in SESSION.documents},
    **{f"exporter {exporter.name} of a {exporter.takes}": of_exporter(exporter) for exporter in SESSION.exporters},
}


# The table is complete

TAKES = re.compile(
    r"\b(Plan|Portfolio|PlanFacts|PortfolioFacts|PlanContext|PortfolioContext|Records|Ledger|LedgerEntry|LedgerSource|Reports|FiledReport"
    r"|ReportSource|Practice|Progress|PartyAssignment|Answer|Readable|Formattable)\b"
)


def public_functions() -> Iterator[str]:
    """The public functions and methods that take plans, a context or records."""
    for package in (empact, analysis):
        for name in package.__all__:
            value = getattr(package, name)
            if isinstance(value, type):
                yield from (
                    f"{value.__name__}.{method}"
                    for method, function in inspect.getmembers(value, inspect.isfunction)
                    if not method.startswith("_") and takes_plans(function)
                )
            elif inspect.isfunction(value) and takes_plans(value):
                yield f"{package.__name__}.{name}"


def takes_plans(function: Callable[..., Any]) -> bool:
    return any(TAKES.search(str(each.annotation)) for each in inspect.signature(function).parameters.values())


def test_table__has_every_public_function_that_takes_plans_a_context_or_records() -> None:
    functions = {"Session.loads", "Session.tree", *public_functions()}  # a text, and a plan as an object
    assert {name for name in TABLE if not name.startswith(("document ", "exporter "))} == functions


def test_table__has_the_methods_that_are_functions_of_empact() -> None:
    methods = {name for name in empact.__all__ if inspect.ismethod(getattr(empact, name))}
    loading = {"import_plan", "load", "loads", "parse", "portfolio", "records"}
    assert methods == {*loading, "confirmations", "context", "diff", "export", "validate"}
    assert {f"Session.{name}" for name in methods} <= set(TABLE)


# The cost


def counted(row: Row, size: str, folder: Path) -> list[int]:
    """The steps of a function with each of the three sizes."""
    made: list[int] = []
    for factor in (1, 2, 4):
        sizes = attrs.evolve(FIRST[size], **{size: getattr(FIRST[size], size) * factor})
        given = Given(sizes, folder / str(factor))
        given.folder.mkdir()
        if not made:
            row.make(given)()  # what is made once and kept
            given = Given(given.sizes, given.folder)
        made.append(steps(row.make(given)))
    return made


@pytest.mark.one_python
@pytest.mark.parametrize(("name", "size"), [(name, size) for name, row in TABLE.items() for size in row.sizes])
def test_work__grows_with_the_size_and_not_with_its_square(name: str, size: str, tmp_path: Path) -> None:
    row = TABLE[name]
    most, _ = row.steep.get(size, (LINEAR, ""))
    few, twice, four = counted(row, size, tmp_path)
    first, second = twice - few, four - twice
    assert second <= most * max(first, ONCE * few), f"{few}, {twice}, {four} steps"
