"""The marking of outputs that are made from records: the highest of plans and records, and only ever raised."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from empact import MarkingError, Plan, ReleaseError, Session
from empact.analysis import PlanContext, Portfolio, check_release, joint_marking, record_markings, records_of
from empact.analysis.markings import raised_marking
from empact.cli import main
from empact.model import EntryContent, KpiRegister, Ledger, LedgerEntry, Operation, Practice, Report

LIMITE, RESTRICTED, CONFIDENTIAL, SECRET = (
    "LIMITE",
    "RESTREINT UE/EU RESTRICTED",
    "CONFIDENTIEL UE/EU CONFIDENTIAL",
    "SECRET UE/EU SECRET",
)
DAY = dt.date(2031, 9, 1)
PLAN = """\
empact: plan/1
id: {id}
title: Plan
marking: RESTREINT UE/EU RESTRICTED
{today}
period: {{start: 2031-01-01, end: 2031-12-31}}
checkpoints: [{{name: June, on: 2031-06-30}}]
driver: HU
goals: [{{number: "1", annex: To know.}}]
actions: [{{number: "1.1", goal: "1", activity: Count., leaders: HU, timing: May}}]
"""
DECLASSIFIED = "marking_today: {status: declassified, document: 12345/1/17 REV 1 DCL 1, on: 2023-05-05}"
SESSION = Session.installed()
FILES = {
    "entry": "empact: ledger/1\nplan: D-2031\nkind: meeting\n'on': 2031-02-01\nparties: [HU]\nsource: minutes\n",
    "report": (
        "empact: report/1\nplan: D-2031\ncheckpoint: June\nby: HU\nrole: leader\n'on': 2031-06-30\nsource: form\n"
        "actions: [{action: '1.1', figures: [{measure: arrests, value: 1, scope: total, operation: JAD-2}]}]\n"
    ),
    "operation": "empact: operation/1\nid: JAD-1\nname: Days\nactions: ['D-2031:1.1']\n",
    "kpis": "empact: kpis/1\nplan: D-2031\ndefinitions: []\n",
    "practice": "empact: practice/1\nplan: D-2031\ntitle: Teams\nkind: good\n'on': 2031-02-01\nsource: minutes\n",
}
CLASSES = {"entry": EntryContent, "report": Report, "operation": Operation, "kpis": KpiRegister, "practice": Practice}


def plan(id: str = "D-2031", today: str = DECLASSIFIED) -> Plan:
    return SESSION.loads(PLAN.format(id=id, today=today), format="yaml")


def record(kind: str, marking: str | None = None) -> EntryContent | Report | Operation | KpiRegister | Practice:
    line = "" if marking is None else f"marking: {marking}\n"
    return SESSION.loads(FILES[kind] + line, kind=CLASSES[kind], format="yaml")


@pytest.mark.parametrize("kind", FILES)
def test_a_record__has_its_own_marking_or_the_printed_one_of_its_plan(kind: str) -> None:
    own, default = record(kind, SECRET), record(kind)
    assert (own.marking, default.marking) == (SECRET, None)
    assert SESSION.tree(own)["marking"] == SECRET
    assert "marking" not in SESSION.tree(default)
    for on, in_force in ((DAY, None), (dt.date(2023, 5, 4), RESTRICTED)):
        assert joint_marking([plan()], on=on) == in_force
        assert joint_marking([plan()], on=on, records=record_markings([default])) == RESTRICTED
        assert joint_marking([plan()], on=on, records=record_markings([own])) == SECRET
    lower = record_markings([record(kind, LIMITE)])
    assert joint_marking([plan()], on=DAY, records=lower) == LIMITE
    unknown = record_markings([record(kind, "FOR PARTNERS")])
    assert joint_marking([plan()], on=DAY, records=unknown) == "FOR PARTNERS"


@pytest.mark.parametrize("kind", FILES)
def test_check_release__refuses_what_is_made_from_a_record_above_the_level(kind: str) -> None:
    given = plan()
    check_release([given], "public", on=DAY)
    with pytest.raises(ReleaseError, match=f"{RESTRICTED}, as its plan was printed"):
        check_release([given], LIMITE, on=DAY, records=record_markings([record(kind)]))
    check_release([given], RESTRICTED, on=DAY, records=record_markings([record(kind)]))
    with pytest.raises(ReleaseError, match=f"{SECRET}, as printed"):
        check_release([given], CONFIDENTIAL, on=DAY, records=record_markings([record(kind, SECRET)]))
    with pytest.raises(ReleaseError, match="FOR PARTNERS"):
        check_release([given], SECRET, on=DAY, records=record_markings([record(kind, "FOR PARTNERS")]))


def test_a_context__has_the_marking_of_its_records_as_known_at_the_date_of_knowledge() -> None:
    given, content = plan(), record("entry", SECRET)
    assert isinstance(content, EntryContent)
    ledger = Ledger(plan=given.id, entries=(LedgerEntry(id="a", digest="0" * 64, content=content),))
    for as_of, marking in ((DAY, SECRET), (dt.date(2031, 1, 31), None)):
        ctx = SESSION.context(given, ledger=ledger, as_of=as_of)
        several = SESSION.context(Portfolio((given, plan("E-2031"))), ledger=ledger, as_of=as_of)
        assert (ctx.marking, several.marking, several.of(given).marking) == (marking, marking, marking)
        assert several.of(several.portfolio.plans[1]).marking is None


def test_an_operation__counts_for_the_plans_that_it_or_a_report_names() -> None:
    named, other = Operation(id="JAD-2", name="B", marking=SECRET), Operation(id="JAD-3", name="C", marking=SECRET)
    given, content = plan(), record("report", LIMITE)
    assert isinstance(content, Report)

    def marking(*operations: Operation, reports: tuple[Report, ...] = ()) -> str | None:
        ctx = SESSION.context(given, as_of=DAY, reports=())
        from empact.model import FiledReport, Reports

        filed = tuple(FiledReport(id="r", digest="0" * 64, content=one) for one in reports)
        made = PlanContext(
            plan=given,
            as_of=DAY,
            operations=operations,
            reports=Reports(plan=given.id, reports=filed),
            register=ctx.register,
        )
        assert len(records_of(made)) == len({record.name for record in records_of(made)})
        return made.marking

    assert marking(other) is None
    assert marking(named) is None
    assert marking(named, other, reports=(content,)) == f"{SECRET}; LIMITE"
    operation = record("operation")
    assert isinstance(operation, Operation)
    assert marking(operation) == RESTRICTED


# The command line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A declassified plan with an entry that has the printed marking, in a workspace."""
    monkeypatch.chdir(tmp_path)
    Path("d.yaml").write_text(PLAN.format(id="D-2031", today=DECLASSIFIED), "utf-8")
    Path("empact.toml").write_text('workspace = "records"\n', "utf-8")
    for kind, where in (("entry", "ledger"), ("report", "reports"), ("practice", "practice")):
        path = Path("records") / where / "D-2031" / f"{kind}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(FILES[kind], "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, arguments, prog_name="empact")


AS_OF = ("--as-of", "2031-09-01")
WITHOUT = [
    ("show", "d.yaml", "1.1"),
    ("links", "d.yaml"),
    ("coverage", "d.yaml"),
    ("task", "d.yaml", "--party", "HU", *AS_OF),
]
WITH = [
    ("ledger", "list", "d.yaml"),
    ("ledger", "check", "d.yaml"),
    ("report", "list", "d.yaml"),
    ("report", "check", "d.yaml"),
    ("practice", "list", "d.yaml"),
    ("practice", "search", "d.yaml", "teams"),
    ("progress", "d.yaml", *AS_OF),
    ("agenda", "d.yaml", *AS_OF),
    ("workload", "d.yaml", *AS_OF),
    ("overlaps", "d.yaml", *AS_OF),
    ("governance", "d.yaml", *AS_OF),
    ("exclusion", "d.yaml", "HU", *AS_OF),
    ("validate", "d.yaml", *AS_OF),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("call", WITHOUT, ids=" ".join)
def test_an_output_without_records__is_public_with_its_plan(call: tuple[str, ...]) -> None:
    done = run(*call, "--format", "json", "--release", "public")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "marking" not in json.loads(done.stdout)
    raised = run(*call, "--format", "json", "--marking", SECRET)
    assert json.loads(raised.stdout)["marking"] == SECRET


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("call", WITH, ids=" ".join)
def test_an_output_with_records__has_their_marking(call: tuple[str, ...]) -> None:
    assert json.loads(run(*call, "--format", "json").stdout)["marking"] == RESTRICTED
    for level in ("public", LIMITE):
        refused = run(*call, "--release", level)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "as its plan was printed" in refused.stderr
    assert run(*call, "--format", "json", "--release", RESTRICTED).exit_code in {0, 1}
    raised = run(*call, "--format", "json", "--marking", SECRET)
    assert json.loads(raised.stdout)["marking"] == SECRET
    below = run(*call, "--format", "json", "--marking", LIMITE)
    assert (below.exit_code, below.stdout) == (2, "")
    assert f"The output is {RESTRICTED}, and cannot be marked 'LIMITE'" in below.stderr


REPORTED = [call for call in WITH if call[0] in {"report", "progress", "validate"}]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("call", REPORTED, ids=" ".join)
def test_a_report_above_its_plan__raises_each_output_that_has_it(call: tuple[str, ...]) -> None:
    Path("records/reports/D-2031/report.yaml").write_text(f"{FILES['report']}marking: {SECRET}\n", "utf-8")
    assert json.loads(run(*call, "--format", "json").stdout)["marking"] == SECRET
    refused = run(*call, "--release", CONFIDENTIAL)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"the report report is {SECRET}, as printed" in refused.stderr
    assert run(*call, "--release", SECRET).exit_code in {0, 1}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("document", ["progress", "driver-report"])
def test_a_document_with_a_report_above_its_plan__has_its_marking(document: str) -> None:
    Path("records/reports/D-2031/report.yaml").write_text(f"{FILES['report']}marking: {SECRET}\n", "utf-8")
    call = ("export", "d.yaml", "--document", document, "--to", "json", *AS_OF)
    assert json.loads(run(*call).stdout)["marking"] == SECRET
    assert run(*call, "--release", CONFIDENTIAL).exit_code == 2
    assert run(*call, "--release", SECRET).exit_code == 0


@pytest.mark.usefixtures("folder")
def test_a_document_with_practices__has_their_marking() -> None:
    Path("records/practice/D-2031/practice.yaml").write_text(f"{FILES['practice']}marking: {SECRET}\n", "utf-8")
    call = ("export", "d.yaml", "--document", "practices", "--to", "json")
    assert json.loads(run(*call).stdout)["marking"] == SECRET
    assert run(*call, "--release", CONFIDENTIAL).exit_code == 2


# Raised, never lowered


@pytest.mark.usefixtures("folder")
def test_show__gives_the_file_of_a_plan_the_raised_marking() -> None:
    shown = json.loads(run("show", "d.yaml", "--format", "json", "--marking", SECRET).stdout)
    assert (shown["marking"], shown.get("marking_today")) == (SECRET, None)
    assert json.loads(run("show", "d.yaml", "--format", "json").stdout)["marking"] == RESTRICTED  # as printed


@pytest.mark.parametrize(
    ("marking", "level", "raised"),
    [
        (None, None, None),
        (RESTRICTED, None, RESTRICTED),
        (None, "public", None),
        (None, "LIMITE", "LIMITE"),
        (RESTRICTED, RESTRICTED, RESTRICTED),
        (RESTRICTED, "EU SECRET", SECRET),
        (LIMITE, RESTRICTED, f"{RESTRICTED}; LIMITE"),
        (RESTRICTED, "public", ...),
        (RESTRICTED, LIMITE, ...),
        (SECRET, "EU CONFIDENTIAL", ...),
        ("FOR PARTNERS", SECRET, ...),  # what is not known ranks above all
    ],
)
def test_raised_marking__is_never_lower(marking: str | None, level: str | None, raised: object) -> None:
    if raised is not ...:
        assert raised_marking(marking, level) == raised
        return
    with pytest.raises(MarkingError, match="a marking is raised, never lowered"):
        raised_marking(marking, level)


@pytest.mark.parametrize(
    "to", ["text", "csv", "json", "yaml", "dot", "mermaid", "ics", "html", "markdown", "docx", "xlsx"]
)
def test_export__is_marked_with_the_raised_level(to: str, tmp_path: Path) -> None:
    from tests.support.written import file_text

    for as_of in (DAY, dt.date(2023, 5, 4)):
        SESSION.export(plan(), to=to, path=f"{tmp_path}/out/", marking=SECRET, as_of=as_of, ledger=())
        (file,) = (tmp_path / "out").iterdir()
        assert SECRET in file_text(file.read_bytes())
    with pytest.raises(MarkingError):
        SESSION.export(plan(), to=to, path=f"{tmp_path}/low/", marking=LIMITE, as_of=as_of, ledger=())
    assert not (tmp_path / "low").exists()


@pytest.mark.usefixtures("folder")
def test_a_new_record__gets_the_raised_marking_and_no_lower_one() -> None:
    call = ("ledger", "add", "d.yaml", "meeting", "--party", "HU", "--on", "2031-02-02", "--source", "x", "--text", "y")
    refused = run(*call, "--marking", LIMITE)
    assert refused.exit_code == 2
    assert len(list(Path("records/ledger/D-2031").iterdir())) == 1
    added = json.loads(run(*call, "--marking", SECRET, "--format", "json").stdout)
    assert (added["marking"], added["entry"]["marking"]) == (SECRET, SECRET)
    assert run("ledger", "list", "d.yaml").stdout.splitlines()[0] == SECRET
