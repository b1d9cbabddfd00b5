"""The marking of outputs that are made from records: the highest of plans and records, and only ever raised."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from empact import MarkingError, Plan, ReleaseError, Session
from empact.analysis import PlanContext, Portfolio, check_release, records_of
from empact.analysis.markings import joint_marking, raised_marking, record_markings
from empact.cli import main
from empact.model import EntryContent, KpiRegister, Ledger, LedgerEntry, Operation, Practice, Report

pytestmark = pytest.mark.usefixtures("invented_plan_installed")
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
driver: QN
goals: [{{number: "1", annex: To know.}}]
actions: [{{number: "1.1", goal: "1", activity: Count., leaders: QN, timing: May}}]
"""
DECLASSIFIED = "marking_today: {status: declassified, document: 12345/1/17 REV 1 DCL 1, on: 2023-05-05}"
SESSION = Session()
FILES = {
    "entry": "empact: ledger/1\nplan: D-2031\nkind: meeting\n'on': 2031-02-01\nparties: [QN]\nsource: minutes\n",
    "report": (
        "empact: report/1\nplan: D-2031\ncheckpoint: June\nby: QN\n'on': 2031-06-30\nsource: form\n"
        "actions: [{action: '1.1', figures: [{measure: arrests, value: 1, scope: total, operations: {JAD-2: 1}}]}]\n"
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
        ctx = SESSION.context(given, as_of=as_of, records=SESSION.records(ledger=ledger))
        several = SESSION.context(
            Portfolio((given, plan("E-2031"))), as_of=as_of, records=SESSION.records(ledger=ledger)
        )
        assert (ctx.marking, several.marking, several.of(given).marking) == (marking, marking, marking)
        assert several.of(several.portfolio.plans[1]).marking is None


def test_an_operation__counts_for_the_plans_that_it_or_a_report_names() -> None:
    named, other = Operation(id="JAD-2", name="B", marking=SECRET), Operation(id="JAD-3", name="C", marking=SECRET)
    given, content = plan(), record("report", LIMITE)
    assert isinstance(content, Report)

    def marking(*operations: Operation, reports: tuple[Report, ...] = ()) -> str | None:
        ctx = SESSION.context(given, as_of=DAY)
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
    ("task", "d.yaml", "--party", "QN", *AS_OF),
]
WITH = [
    ("ledger", "check", "d.yaml"),
    ("report", "check", "d.yaml"),
    ("practice", "list", "d.yaml"),
    ("practice", "search", "d.yaml", "teams"),
    ("driver-report", "d.yaml", *AS_OF),
    ("workload", "d.yaml", *AS_OF),
    ("overlaps", "d.yaml", *AS_OF),
    ("governance", "d.yaml", *AS_OF),
    ("validate", "d.yaml", *AS_OF),
]
FOR_THE_DRIVER = [
    ("ledger", "list", "d.yaml"),
    ("agenda", "d.yaml", *AS_OF),
    ("report", "list", "d.yaml"),
    ("progress", "d.yaml", *AS_OF),
    ("exclusion", "d.yaml", "QN", *AS_OF),
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
    for arguments, marking in (((), RESTRICTED), (("--marking", SECRET), SECRET)):
        text = run(*call, *arguments).stdout
        assert f"{marking}\n" in text or text.startswith("No findings in D-2031.\n")  # then it has no text of a record
        assert marking is RESTRICTED or RESTRICTED not in text
    above = run(*call, "--marking", SECRET, "--release", RESTRICTED)
    assert (above.exit_code, above.stdout) == (2, "")
    assert f"the output is {SECRET}, since its marking is raised" in above.stderr
    below = run(*call, "--format", "json", "--marking", LIMITE)
    assert (below.exit_code, below.stdout) == (2, "")
    assert f"The output is {RESTRICTED}, and cannot be marked 'LIMITE'" in below.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("call", FOR_THE_DRIVER, ids=" ".join)
def test_an_output_for_the_driver_alone__has_the_marking_of_its_records_and_is_never_released(
    call: tuple[str, ...],
) -> None:
    assert json.loads(run(*call, "--format", "json").stdout)["marking"] == RESTRICTED
    for to in ("json", "text"):
        refused = run(*call, "--format", to, "--release", SECRET)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "is for the Driver and the Support Unit only" in refused.stderr
        raised = run(*call, "--format", to, "--marking", SECRET)
        assert raised.exit_code == 0
        assert SECRET in raised.stdout
    assert "Readers: only the Driver and the Support Unit" in run(*call).stdout


REPORTED = [call for call in WITH if call[0] in {"report", "driver-report", "validate"}]


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
    """What is for the Driver alone is never released."""
    Path("records/reports/D-2031/report.yaml").write_text(f"{FILES['report']}marking: {SECRET}\n", "utf-8")
    call = ("export", "d.yaml", "--document", document, "--to", "json", *AS_OF)
    assert json.loads(run(*call).stdout)["marking"] == SECRET
    assert run(*call, "--release", CONFIDENTIAL).exit_code == 2
    assert run(*call, "--release", SECRET).exit_code == (0 if document == "driver-report" else 2)


@pytest.mark.usefixtures("folder")
def test_a_document_with_findings__has_the_marking_of_what_they_quote() -> None:
    Path("records/reports/D-2031/report.yaml").write_text(f"{FILES['report']}marking: {SECRET}\n", "utf-8")
    call = ("export", "d.yaml", "--document", "findings", "--to", "json", *AS_OF)
    assert json.loads(run(*call).stdout)["marking"] == SECRET
    assert run(*call, "--release", CONFIDENTIAL).exit_code == 2


@pytest.mark.usefixtures("folder")
def test_an_export__has_the_marking_of_the_ledger_that_it_is_given() -> None:
    """A document is made from the ledger, also where it prints no entry: who is excluded has no part in an action."""
    Path("none").mkdir()
    call = ("export", "d.yaml", "--document", "workload", "--to", "json", *AS_OF)
    tree = json.loads(run(*call).stdout)
    status = f"declassified by 12345/1/17 REV 1 DCL 1 on 2023-05-05; printed as {RESTRICTED}"
    assert tree["marking"] == RESTRICTED
    assert tree["properties"]["status_of_the_marking"] == f"{status}; with its records {RESTRICTED}"
    assert run(*call, "--release", "public").exit_code == 2
    without = run(*call, "--ledger", "none", "--release", "public")
    tree = json.loads(without.stdout)
    assert (without.exit_code, tree.get("marking")) == (0, None)
    assert tree["properties"]["status_of_the_marking"] == status
    assert run("export", "d.yaml", "--to", "yaml", "--release", "public").exit_code == 0  # the plan alone


@pytest.mark.usefixtures("folder")
def test_a_plan_in_fields__has_the_marking_of_the_ledger_that_it_is_given() -> None:
    """Its parties are those that no decision excludes; the plan file has nothing of the ledger."""
    Path("none").mkdir()
    call = ("export", "d.yaml", "--to", "json", "--items", "fields", *AS_OF)
    assert json.loads(run(*call).stdout)["marking"] == RESTRICTED
    assert run(*call, "--release", "public").exit_code == 2
    assert "marking" not in json.loads(run(*call, "--ledger", "none", "--release", "public").stdout)
    assert run("export", "d.yaml", "--to", "json", "--release", "public").exit_code == 0


@pytest.mark.usefixtures("folder")
def test_a_document_with_practices__has_their_marking() -> None:
    Path("records/practice/D-2031/practice.yaml").write_text(f"{FILES['practice']}marking: {SECRET}\n", "utf-8")
    call = ("export", "d.yaml", "--document", "practices", "--to", "json")
    assert json.loads(run(*call).stdout)["marking"] == SECRET
    assert run(*call, "--release", CONFIDENTIAL).exit_code == 2


# Raised, never lowered


@pytest.mark.parametrize("call", [("show", "d.yaml", "--format"), ("export", "d.yaml", "--to")])
@pytest.mark.usefixtures("folder")
def test_the_file_of_a_plan__gets_the_raised_marking_and_its_records_no_lower_one(call: tuple[str, ...]) -> None:
    for level, printed, today in ((None, RESTRICTED, None), (LIMITE, RESTRICTED, LIMITE), (SECRET, SECRET, SECRET)):
        data = run(*call, "json", *(() if level is None else ("--marking", level))).stdout
        given = SESSION.loads(data, format="json")
        assert (given.printed_marking, given.marking_in_force(DAY)) == (printed, today)
        joint = joint_marking([given], on=DAY, records=record_markings([record("entry")]))
        assert joint == ("; ".join(dict.fromkeys((printed, today))) if today == LIMITE else printed)


@pytest.mark.parametrize(
    ("marking", "level", "raised"),
    [
        (None, None, None),
        (RESTRICTED, None, RESTRICTED),
        (None, "public", None),
        (None, "LIMITE", "LIMITE"),
        (None, " eu  secret", SECRET),
        (None, "DE:GEHEIM", "DE:GEHEIM"),  # what was asked for, not only its level
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
        SESSION.export(plan(), to=to, path=f"{tmp_path}/out/", marking=SECRET, as_of=as_of)
        (file,) = (tmp_path / "out").iterdir()
        assert SECRET in file_text(file.read_bytes())
    with pytest.raises(MarkingError):
        SESSION.export(plan(), to=to, path=f"{tmp_path}/low/", marking=LIMITE, as_of=as_of)
    assert not (tmp_path / "low").exists()


ADD = {
    "ledger": ("ledger add d.yaml meeting --party QN --on 2031-02-02 --source x --text y", "entry"),
    "practice": ("practice add d.yaml striped --good --on 2031-02-01 --source x --text y", "practice"),
    "reports": ("report add d.yaml form.yaml", "reports"),
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("kind", ADD)
def test_a_new_record__gets_the_raised_marking_and_is_not_added_above_the_level(kind: str) -> None:
    form = FILES["report"].replace("JAD-2", "JAD-1").replace("value: 1", "value: 2") + "supersedes: [report]\n"
    Path("form.yaml").write_text(form, "utf-8")
    operations = Path("records/operations")
    operations.mkdir()
    (operations / "JAD-1.yaml").write_text(FILES["operation"], "utf-8")
    (call, key), filed = ADD[kind], Path("records", kind, "D-2031")
    for refused in (("--release", "public"), ("--marking", LIMITE), ("--marking", SECRET, "--release", RESTRICTED)):
        assert run(*call.split(), *refused).exit_code == 2
        assert len(list(filed.iterdir())) == 1
    added = json.loads(run(*call.split(), "--marking", "EU SECRET", "--format", "json").stdout)
    new = added[key][0] if kind == "reports" else added[key]
    new = new.get("content", new)
    assert (added["marking"], new["marking"]) == (SECRET, SECRET)
    assert run(*call.split()[:1], "list", "d.yaml").stdout.splitlines()[0] == SECRET


@pytest.mark.usefixtures("folder")
def test_a_new_record__has_no_marking_of_its_own_without_the_option() -> None:
    for level in ((), ("--marking", "public")):
        Path("e.yaml").write_text("empact: plan/1\nid: E-2031\nactions: [{number: '1.1'}]\n", "utf-8")
        call = ADD["ledger"][0].replace("d.yaml", "e.yaml").split()
        added = json.loads(run(*call, *level, "--format", "json").stdout)
        assert ("marking" in added, "marking" in added["entry"]["content"]) == (False, False)


@pytest.mark.usefixtures("folder")
def test_a_form__has_the_raised_marking_and_counts_as_untouched() -> None:
    call = ("report", "new", "d.yaml", "--by", "QN", "--checkpoint", "June")
    assert "marking:" not in run(*call).stdout
    text = run(*call, "--marking", SECRET).stdout
    assert text.startswith(f"# {SECRET}\n")
    assert f'\nmarking: "{SECRET}"\n' in text
    Path("form.yaml").write_text(text, "utf-8")
    assert "form.yaml is not filled in" in run("report", "add", "d.yaml", "form.yaml").stderr


@pytest.mark.usefixtures("folder")
def test_a_report_that_is_refused__is_shown_with_its_marking() -> None:
    Path("form.yaml").write_text(FILES["report"].replace("'1.1'", "'9.9'"), "utf-8")
    refused = run("report", "add", "d.yaml", "form.yaml")
    assert refused.exit_code == 1
    assert f"{RESTRICTED}\n" in refused.stdout


@pytest.mark.usefixtures("folder")
def test_an_unknown_marking_of_a_record__is_reported_at_its_file() -> None:
    files = {"entry": "ledger/D-2031/entry", "report": "reports/D-2031/report"}
    files |= {"operation": "operations/JAD-1", "kpis": "kpis/D-2031"}
    for kind, name in files.items():
        path = Path(f"records/{name}.yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{FILES[kind]}marking: EU SECRIT\n", "utf-8")
    done = run("validate", "d.yaml", "--select", "marking-unknown", "--format", "json", *AS_OF)
    findings = json.loads(done.stdout)["diagnostics"]
    assert {finding["place"]["pointer"] for finding in findings} == {"/marking"}
    assert {finding["message"] for finding in findings} == {"Unknown marking 'EU SECRIT': it ranks above all levels."}
    assert sorted(finding["place"]["file"] for finding in findings) == sorted(
        f"records/{name}.yaml" for name in files.values()
    )
