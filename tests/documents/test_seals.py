"""The seals of a plan as a document, and the paper as it was at a seal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from tests.support.document_rows import rows

import empact.plugins.documents
import oap_invented_2031 as example
from empact import ExportError, SealError, Session, UnknownIdError
from empact.analysis import PlanContext, SealedKind, SealedRecord
from empact.documents import Document, Text, build_driver_annex, build_driver_report, build_seals
from empact.model import Reports, Seals
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
RECORDS = SESSION.records(
    ledger=example.LEDGER, reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS, plans=[PLAN]
)
DAY = dt.date(2031, 7, 20)


def context(day: str | None = None) -> PlanContext:
    return SESSION.context(PLAN, records=RECORDS, as_of=None if day is None else dt.date.fromisoformat(day))


@pytest.fixture(scope="module")
def seals(tmp_path_factory: pytest.TempPathFactory) -> Seals:
    """The seal of June that was made on 20 July 2031."""
    seal = context().new_seal("June", on=DAY)
    folder = tmp_path_factory.mktemp("seals")
    SESSION.workspace.seals.add(seal, folder, plans=[PLAN])
    return SESSION.workspace.seals.of_plan("Q-2031", folder, plans=[PLAN])


def sealed_context(seals: Seals, day: str = "2031-12-31") -> PlanContext:
    records = SESSION.records(
        ledger=example.LEDGER,
        reports=example.REPORTS,
        operations=example.OPERATIONS,
        kpis=example.KPIS,
        seals=seals,
        plans=[PLAN],
    )
    return SESSION.context(PLAN, records=records, as_of=dt.date.fromisoformat(day))


def without_seal(document: Document) -> Document:
    properties = {key: value for key, value in document.properties.items() if key != "seal"}
    return attrs.evolve(document, properties=type(document.properties)(properties))


def test_seals__have_what_each_lists_and_what_came_after(seals: Seals) -> None:
    ctx = sealed_context(seals, "2031-08-31")
    (row,) = rows(build_seals(ctx), "seals").values()
    assert row[:4] == [DAY, "June 2031", "yes", None]
    assert row[4] == ("the plan", "reports: 7", "ledger entries: 10", "operations: 1", "the KPI register")
    assert row[5:9] == [None, None, None, None]
    assert row[9] == (
        "ledger entry 2031-08-01-exhortation-QZ-c654128f025c3c30",
        "ledger entry 2031-08-20-exhortation-QN-f048072410102c2f",
    )
    assert row[10] == seals.seals[0].id


def test_seals__are_only_those_of_a_checkpoint_and_known_on_a_day(seals: Seals) -> None:
    def said(day: str, checkpoint: str | None = None) -> str:
        body = build_seals(sealed_context(seals, day), checkpoint=checkpoint).sections[0].body
        assert isinstance(body, Text)
        return body.paragraphs[0]

    assert said("2031-07-19") == "There is no seal of Q-2031."
    assert said("2031-07-20", "December") == "No seal matches."


@pytest.mark.parametrize("build", [build_driver_report, build_driver_annex])
def test_driver_report__as_it_was_sealed_is_that_of_the_day(seals: Seals, build: Callable[..., Document]) -> None:
    before = build(context("2031-07-20"), checkpoint="June")
    for day in ("2031-07-20", "2031-12-31"):
        paper = build(sealed_context(seals, day), checkpoint="June", sealed=True)
        assert paper.properties["seal"] == seals.seals[0].id
        assert without_seal(paper) == before
        assert build(sealed_context(seals, day), sealed=True) == paper


@pytest.mark.parametrize("sealed", [True, False])
def test_driver_report__of_a_sealed_context_is_for_no_other_checkpoint(seals: Seals, *, sealed: bool) -> None:
    ctx = sealed_context(seals).sealed("June")
    assert build_driver_report(ctx, sealed=sealed).properties["checkpoint"] == "June 2031"
    with pytest.raises(SealError, match="is for June 2031: nothing about December 2031 follows from it"):
        build_driver_report(ctx, checkpoint="December", sealed=sealed)
    with pytest.raises(UnknownIdError, match="Checkpoint 'nonsense' does not exist"):
        build_driver_report(ctx, checkpoint="nonsense", sealed=sealed)


def test_driver_report__without_the_option_has_what_came_later(seals: Seals) -> None:
    ctx = sealed_context(seals)
    paper = build_driver_report(ctx, checkpoint="June")
    assert "seal" not in paper.properties
    assert paper.properties["as_of"] == dt.date(2031, 12, 31)


def test_driver_report__of_a_plan_without_a_seal_is_refused() -> None:
    with pytest.raises(
        SealError, match=r"^There is no seal of Q-2031 for June 2031\. To make one, use 'empact report seal'\.$"
    ):
        build_driver_report(context(), checkpoint="June", sealed=True)
    with pytest.raises(ExportError, match="There is no seal of Q-2031 that is known on 2031-07-20"):
        build_driver_report(context("2031-07-20"), sealed=True)


def test_driver_report__names_every_sealed_record_that_is_gone_or_changed(seals: Seals) -> None:
    ctx = sealed_context(seals)
    assert ctx.whole_reports is not None
    gone = "2031-07-11-june-2031-qo-aaf9c2dbf133bb3b"
    edited = "2031-06-28-june-2031-qr-1e3779ec5057d347"
    others = [
        attrs.evolve(filed, digest="0" * 64) if filed.id == edited else filed
        for filed in ctx.whole_reports
        if filed.id != gone
    ]
    assert ctx.kpi_register is not None
    damaged = attrs.evolve(
        ctx,
        plan=attrs.evolve(PLAN, title="Another plan"),
        reports=Reports(plan="Q-2031", reports=tuple(others)),
        operations=(),
        kpi_register=attrs.evolve(ctx.kpi_register, definitions=()),
    )
    with pytest.raises(SealError) as raised:
        build_driver_report(damaged, checkpoint="June", sealed=True)
    assert str(raised.value).splitlines() == [
        f"Q-2031 for June 2031 is not as it was sealed on 2031-07-20 ({seals.seals[0].id}):",
        f"  the report {gone} is missing or cannot be read",
        "  the operation JAD-2031-1 is missing or cannot be read",
        "  the plan Q-2031 was changed: use its file as it was then",
        f"  the report {edited} was changed",
        "  the KPI register Q-2031 was changed",
    ]
    assert raised.value.records == (
        f"the report {gone}",
        "the operation JAD-2031-1",
        "the plan Q-2031",
        f"the report {edited}",
        "the KPI register Q-2031",
    )
    seal = rows(build_seals(damaged), "seals")[seals.seals[0].id]
    assert seal[5] == (f"report {gone}", "operation JAD-2031-1")
    assert seal[6] == ("plan Q-2031", f"report {edited}", "KPI register Q-2031")


def test_driver_report__names_what_was_not_read(seals: Seals) -> None:
    ctx = SESSION.context(PLAN, records=SESSION.records(reports=example.REPORTS, seals=seals, plans=[PLAN]))
    with pytest.raises(SealError) as raised:
        build_driver_report(ctx, checkpoint="June", sealed=True)
    assert str(raised.value).splitlines()[-2:] == [
        "  the operation JAD-2031-1 was not read: name the folder operations/",
        "  the KPI register Q-2031 was not read: name the folder kpis/",
    ]
    (seal,) = ctx.seal_list().seals
    assert (seal.missing, seal.changed) == ((), ())
    assert seal.unread[-1] == SealedRecord(SealedKind.KPIS, "Q-2031", str(seal.content.kpis))


def test_export__of_the_sealed_paper_does_not_depend_on_broken_files_that_came_later(
    seals: Seals, tmp_path: Path
) -> None:
    folder = tmp_path / "reports" / "Q-2031"
    folder.mkdir(parents=True)
    for path in sorted(example.REPORTS.rglob("*.yaml")):
        (folder / path.name).write_bytes(path.read_bytes())
    records = attrs.evolve(RECORDS, seals=SESSION.records(seals=seals).seals)
    options = {"to": "markdown", "document": "driver-report", "checkpoint": "June", "sealed": True}
    whole = SESSION.export(PLAN, records=records, **options)  # type: ignore[call-overload]  # by their names
    (folder / "late.yaml").write_text("empact: report/1\nplan: Q-2031\n", encoding="utf-8")
    broken = attrs.evolve(records, reports=SESSION.workspace.reports.read(tmp_path / "reports", plans=[PLAN]))
    assert SESSION.export(PLAN, records=broken, **options) == whole  # type: ignore[call-overload]  # by their names


class TestSeals(DocumentContract):
    plugin = empact.plugins.documents
    document = "seals"
