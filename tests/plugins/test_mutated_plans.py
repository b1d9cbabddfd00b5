"""No text in any cell of a plan stops a document, a writer, a rule or a formatter."""

from __future__ import annotations

import datetime as dt
import functools
import json
import zipfile
from io import BytesIO
from xml.parsers import expat

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from tests.support.mutated_plans import mutated

import oap_c_2012
import oap_invented_2031
from empact import EmpactError, Plan, Portfolio, Session
from empact.errors import has_text
from empact.hooks import DocumentSpec
from empact.options import option_values
from empact.session.exporting import Choice, Export, export_context, run_exporter
from empact.testing.documenting import example_values
from empact.testing.strategies import plans

SESSION = Session([oap_c_2012, oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
RECORDS = SESSION.records(
    ledger=oap_invented_2031.LEDGER,
    reports=oap_invented_2031.REPORTS,
    operations=oap_invented_2031.OPERATIONS,
    kpis=oap_invented_2031.KPIS,
    plans=[PLAN],
)
DAY = dt.date(2031, 12, 1)
REFERENCE = SESSION.load("oap-c-2012")
SOME = attrs.evolve(REFERENCE, actions=REFERENCE.actions[::5])
ANY = st.one_of(mutated(PLAN), mutated(SOME), plans())


def export_of(plan: Plan) -> Export:
    return Export(SESSION.setup, Portfolio((plan,)), as_of=DAY, read=lambda _kinds: RECORDS)


def assert_declared(problem: EmpactError, what: str) -> None:
    """Check that an error is a refusal that its author wrote, not a crash."""
    assert has_text(problem)
    assert " stops with " not in str(problem), what


def assert_valid(data: bytes, to: str) -> None:
    """Check that another program can read a file."""
    if to in {"docx", "xlsx"}:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    expat.ParserCreate().Parse(archive.read(name), True)  # noqa: FBT003 - takes no keywords
    elif to == "json":
        json.loads(data)
    elif to == "parquet":
        parquet.read_table(BytesIO(data))
    else:
        data.decode()


@pytest.mark.parametrize("spec", SESSION.documents, ids=lambda spec: spec.name)
@given(plan=ANY)
@settings(deadline=None, max_examples=max(1, settings().max_examples // 20))
def test_a_document__of_a_plan_with_wrong_cells_is_built_and_written(spec: DocumentSpec, plan: Plan) -> None:
    export, about = export_of(plan), None if spec.of == "portfolio" else plan
    options = example_values(spec.options)
    if options.get("party") == "HU" and plan.id == PLAN.id:
        options["party"] = "QM"
    try:
        document = export.build(spec, about, options)
    except EmpactError as problem:
        assert_declared(problem, spec.name)
        return
    for exporter in SESSION.exporters:
        if exporter.takes == "document":
            make_context = functools.partial(export.context_for, exporter, about, {})
            ctx = export_context(make_context, option_values(exporter.options, {}))
            for artifact in run_exporter(SESSION.plugins, exporter, document, ctx, DAY):
                assert_valid(artifact.data, exporter.name)


@given(plan=ANY)
@settings(deadline=None, max_examples=max(1, settings().max_examples // 20))
def test_a_plan_with_wrong_cells__is_written_in_its_own_formats(plan: Plan) -> None:
    for exporter in SESSION.exporters:
        if exporter.takes != "document":
            try:
                artifacts = export_of(plan).artifacts(Choice(exporter), {})
            except EmpactError as problem:
                assert_declared(problem, exporter.name)
                continue
            for artifact in artifacts:
                assert_valid(artifact.data, exporter.name)


@given(plan=ANY)
@settings(deadline=None, max_examples=max(1, settings().max_examples // 20))
def test_a_plan_with_wrong_cells__crashes_no_rule_and_no_formatter(plan: Plan) -> None:
    found = SESSION.validate(plan, as_of=DAY)
    assert [finding.message for finding in found if finding.code in {"OAP901", "OAP902"}] == []
    for formatter in SESSION.formatters:
        SESSION.format(found, formatter.name, plan).encode()
