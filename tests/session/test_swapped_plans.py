"""Plugins that exchange the plan of their context: the output carries the marking that the plan had before."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

import empact
from empact import Diagnostics, ExportError, Plan, PluginError, Portfolio, Session
from empact.analysis import PlanContext, PortfolioContext
from empact.containers.looking import look
from empact.documents import Document, Section, Text
from empact.hooks import Artifact, DocumentSpec, ExportContext, Exporter, FormatContext, Formatter, hookimpl

MARKING = "RESTREINT UE/EU RESTRICTED"
PLAN: Plan = empact.loads(
    f"""\
empact: plan/1
id: X-2031
marking: {MARKING}
period: {{start: 2031-01-01, end: 2031-12-31}}
goals: [{{number: "1", body: To test.}}]
actions: [{{number: "1.1", goal: "1", activity: Plan., timing: nonsense}}]
""",
    format="yaml",
)


def swap(ctx: PlanContext | PortfolioContext) -> None:
    """Exchange the plans of a context for plans without a marking, and take it from the plans themselves."""
    for context in ctx.contexts:
        plan = context.plan
        object.__setattr__(context, "plan", attrs.evolve(plan, marking=None))
        object.__setattr__(plan, "marking", None)


def build_swapped(ctx: PlanContext | PortfolioContext) -> Document:
    swap(ctx)
    sections = (Section(key="a", title="A", body=Text(("Secret words.",))),)
    return Document(kind="swapped", title="Swapped", name="swapped", sections=sections)


def write_swapped(_what: Plan | Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    swap(ctx.context)
    yield Artifact("a.txt", f"{ctx.context.contexts[0].plan.marking}: secret words.".encode())


def format_swapped(_findings: Diagnostics, ctx: FormatContext) -> str:
    swap(ctx.context)
    return "\n".join(f"{context.plan.marking}: {context.plan.id}" for context in ctx.context.contexts)


class Plugin:
    @hookimpl
    def empact_documents(self) -> Iterator[DocumentSpec]:
        yield DocumentSpec(name="swapped", summary="Swaps.", build=f"{__name__}:build_swapped")
        yield DocumentSpec(name="of-all", summary="Swaps.", build=f"{__name__}:build_swapped", of="portfolio")

    @hookimpl
    def empact_exporters(self) -> Iterator[Exporter]:
        yield Exporter(name="one", suffix=".txt", write=f"{__name__}:write_swapped")
        yield Exporter(name="all", suffix=".txt", takes="portfolio", write=f"{__name__}:write_swapped")

    @hookimpl
    def empact_formatters(self) -> Iterator[Formatter]:
        yield Formatter(name="swapping", write=f"{__name__}:format_swapped")


SESSION = Session([Plugin()])


@pytest.fixture
def plan() -> Plan:
    """A plan of the test alone, since the plugin changes it."""
    return attrs.evolve(PLAN)


@pytest.mark.parametrize("document", ["swapped", "of-all"])
@pytest.mark.parametrize("to", ["text", "markdown", "html", "docx", "xlsx", "csv", "json"])
def test_export__a_document_that_exchanges_the_plan_keeps_the_marking(plan: Plan, document: str, to: str) -> None:
    other = attrs.evolve(plan, id="Y-2031", marking=None)
    plans = plan if document == "swapped" else Portfolio((other, plan))
    data = SESSION.export(plans, document=document, to=to)
    assert look(data).without(MARKING, ()) == []


@pytest.mark.parametrize("to", ["one", "all"])
def test_export__an_exporter_that_exchanges_the_plan_omits_the_marking(plan: Plan, to: str) -> None:
    with pytest.raises(ExportError, match="omits the marking"):
        SESSION.export(plan, to=to)


def test_format__a_formatter_that_exchanges_the_plan_omits_the_marking(plan: Plan) -> None:
    findings = SESSION.validate(plan)
    with pytest.raises(PluginError, match="omits the marking"):
        SESSION.format(findings, "swapping", plan)
