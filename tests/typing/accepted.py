"""A program that no type checker may object to: it is checked, and never run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import assert_type

import attrs

import empact
from empact import Action, Diagnostic, Diagnostics, Plan, Session, Severity
from empact.analysis import PlanContext, PortfolioContext
from empact.diagnostics import Diagnostic as HookDiagnostic, Pointer
from empact.documents import (
    Column,
    ColumnOf,
    ColumnType,
    Document,
    FillIn,
    Row,
    Section,
    Table,
    TableCell,
    build_plan_sheet,
    column,
    table,
)
from empact.hooks import (
    Audience,
    Artifact,
    BundledPlan,
    Command,
    DocumentSpec,
    ExportContext,
    Exporter,
    Extension,
    Finding,
    FormatContext,
    Formatter,
    Option,
    Party,
    Profile,
    RawDocument,
    ReadContext,
    Reader,
    Rule,
    RuleContext,
    hookimpl,
)
from empact.model import Link, PartyItem, PartyKind, Unparsed
from empact.testing import make_plan

# What a script writes

plan = empact.load("oap-c-2012")
assert_type(plan, Plan)
assert_type(empact.load("plan.yaml", Plan, format="yaml"), Plan)
assert_type(empact.loads("empact: plan/1", format="yaml"), Plan)
assert_type(plan.action("2.1"), Action)
assert_type(plan.actions_of("2"), tuple[Action, ...])
found = empact.validate(plan, as_of=dt.date(2012, 6, 30), select=["links"], severity={"links": "info"})
assert_type(found, Diagnostics)
assert_type(found[0], Diagnostic)
assert_type(found[0:2], Diagnostics)
assert_type(found.worst, Severity | None)
at_least_warnings = [finding for finding in found if finding.severity >= "warning" and finding.severity != "error"]
print("info" < Severity.ERROR, Severity.ERROR > Severity.INFO, {Severity.ERROR: 1})
print([one for one in empact.default_session().context(plan).assignments if one.role == "leader"])
assert_type(empact.export(plan, to="json"), bytes)
assert_type(empact.export(plan, to="json", indent=2), bytes)
empact.export(plan, to="yaml", path="copy.yaml")
empact.export(plan, plan, to="csv", document="workload", as_of=dt.date(2012, 6, 30), path="out/")
for leader in plan.action("2.1").leaders:
    assert_type(leader, PartyItem | Unparsed)
assert_type(plan.action("2.1").links.understood, tuple[Link, ...])
assert_type(attrs.evolve(plan.action("2.1"), number="2.2"), Action)
assert_type(attrs.evolve(found[0], message="Late."), Diagnostic)
print(attrs.fields(Action).number.alias, attrs.fields(Diagnostic).severity.name)
assert_type(empact.context(plan), PlanContext)
assert_type(empact.context(plan, plan), PortfolioContext)
assert_type(empact.portfolio("plans/"), empact.Portfolio)
assert_type(empact.analysis.schedule(plan), empact.analysis.Schedule)
assert_type(empact.testing.make_plan(), Plan)
assert_type(make_plan(id="X-2026"), empact.model.Plan)
assert_type(empact.__version__, str)
session = Session(plugins=[], disable="oap-c-2012")
assert_type(session.read("plan.yaml").value, Plan | None)


# What a plugin's author writes


@attrs.frozen(kw_only=True)
class Grant:
    euros: int


GRANT = Extension(name="grant", on=Action, cls=Grant)
assert_type(GRANT.of(plan.action("2.1")), Grant | None)


def check(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    for at, action in ctx.actions():
        assert_type(at, Pointer)
        assert_type(action, Action)
        yield Finding("Action 1.1 is late.", at / "links" / "items" / 0, hint="Be quicker.")


def write(plan: Plan, ctx: ExportContext) -> Iterable[Artifact]:
    (context,) = ctx.context.contexts
    assert_type(context, PlanContext)
    (sheet,) = build_plan_sheet(context).tables
    return [Artifact(f"{plan.id}.txt", "\n".join(str(row.values[0]) for row in sheet.rows).encode())]


def build(ctx: PlanContext, *, leader: str) -> Document:
    answer = TableCell(None, (), FillIn(("yes", "no")))
    columns: tuple[ColumnOf[Action], ...] = (
        column("number", "#", lambda action: action.number, width=6),
        column("kpis", "KPIs", lambda action: tuple(map(str, action.kpis)) or None, type=ColumnType.LIST),
        *(column(f"leaders-{number}", number, leaders) for number in ("one", "two")),
        column("done", "Done?", lambda _: answer),
    )
    body = table(columns, ctx.plan.actions, key=lambda action: action.number, ref=lambda _: None)
    assert_type(body, Table)
    assert_type(column("leaders", "Leaders", leaders), ColumnOf[Action])
    by_hand = Table((Column(key="number", title="#"),), (Row("1.1", ("1.1",)),))
    sections = (Section(key="led", title=leader, body=body), Section(key="by-hand", title="By hand", body=by_hand))
    return Document(kind="led", title="Led", name=f"{ctx.plan.id}-led", marking=ctx.marking, sections=sections)


def leaders(action: Action) -> int:
    return len(action.leaders.understood)


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    return RawDocument({"empact": "plan/1", "id": ctx.text(data)})


def report(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    lines: list[str | None] = [ctx.line(one.place) for one in diagnostics]
    return "\n".join(filter(None, lines))


assert_type(found[0], HookDiagnostic)


class Whole:
    """Everything that a plugin may hand over; an object is as good as a module."""

    @hookimpl
    def empact_rules(self) -> Iterator[Rule]:
        yield Rule(code="ABC001", name="late", severity=Severity.WARNING, check=check)

    @hookimpl
    def empact_plans(self) -> list[BundledPlan]:
        return [BundledPlan(name="a", package="a", resource="plan.yaml")]

    @hookimpl
    def empact_exporters(self) -> tuple[Exporter, ...]:
        return (Exporter(name="a", suffix=".a", write="a:write"),)

    @hookimpl
    def empact_documents(self) -> list[DocumentSpec]:
        option = Option("first_day", summary="The first day.", type=dt.date)
        return [
            DocumentSpec(
                name="led",
                summary="Led",
                build="a:build",
                inputs=["findings"],
                options=[option],
                audiences=[Audience.DRIVER],
            )
        ]

    @hookimpl
    def empact_readers(self) -> Iterator[Reader]:
        yield Reader(name="a", suffixes=".a", read="a:read")

    @hookimpl
    def empact_formatters(self) -> Iterator[Formatter]:
        yield Formatter(name="a", write="a:report")

    @hookimpl
    def empact_extensions(self) -> Iterator[Extension[Grant]]:
        yield GRANT

    @hookimpl
    def empact_parties(self) -> Iterator[Party]:
        yield Party(code="A", kind=PartyKind.NETWORK, name="A network", names=("A net",))

    @hookimpl
    def empact_profiles(self) -> Iterator[Profile]:
        yield Profile(name="a", select="links", severity={"links": "info"})

    @hookimpl
    def empact_commands(self) -> Iterator[Command]:
        yield Command(name="a", summary="Does a.", command="a:command")
