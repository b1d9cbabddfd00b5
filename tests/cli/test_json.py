"""The JSON of every command: named, versioned, and valid against the schema that is shipped for it."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from tests.support.filled_sheets import typed_sheet
from tests.support.office import marked_word, word
from tests.support.paths import DOCS
from tests.support.word_tables import TITLES, actions, table

import empact
import oap_invented_2031
from empact import Session
from empact.analysis import PlanContext
from empact.cli import main
from empact.diagnostics import Edit, Pointer, Severity
from empact.hooks import Finding, Profile, Related, Rule, hookimpl
from empact.serde.kinds import FILE_KINDS

LEDGER, REPORTS, OPERATIONS, KPIS = (
    shlex.quote(str(folder))
    for folder in (
        oap_invented_2031.LEDGER,
        oap_invented_2031.REPORTS,
        oap_invented_2031.OPERATIONS,
        oap_invented_2031.KPIS,
    )
)
REPORTING = f"--reports {REPORTS} --operations {OPERATIONS} --kpis {KPIS}"
NOVEMBER = "--as-of 2031-11-30"
pytestmark = pytest.mark.usefixtures("invented_plan_installed")
OTHER = """\
empact: plan/1
id: B-2012
title: Invented
marking: INVENTED
cycle: {id: 2011-2013}
priority: {code: B, name: Western Balkans}
period: {start: 2012-01-01, end: 2012-12-31}
interdependencies: [{priority: C}, {priority: A}]
goals: [{number: "1", annex: To share intelligence., valid: {start: 2011-01-01, end: 2013-12-31}}, {number: "2"}]
actions:
  - number: "1.1"
    goal: "1"
    activity: >-
      Intensify operational cooperation in order to identify the main routes of irregular migration
    leaders: [IT, Nobody in particular]
    participants: [All MS, Relevant MS]
    links: ["C:2.2", "C:9.9", "A:1.1"]
    timing: April/May
  - {number: "1.2", goal: "1", leaders: {withheld: true}, timing: "March 2014", continues: ["A-2011:1.1"]}
"""
ANSWERS = """\
empact: answers/1
answers:
  - actions: ["B-2012:1.1", "C-2012:2.3"]
    answer: separate
    by: IT
    on: 2012-03-01
    remark: Invented.
"""
REVISION = """\
empact: plan/1
id: Q-2031
title: Invented
cover: {{number: 1001/{number}/31 REV {number}}}
goals: [{{number: "1", body: To know the invented routes.}}]
actions:
  - {{number: "1.{number}", goal: "1", activity: Draw one picture of the invented routes.}}
  - {{number: "2.1", goal: "1", activity: Patrol, timing: "{number} May"}}
"""
LATER = OTHER.replace("id: B-2012", "id: B-2013").replace("2012-01-01, end: 2012", "2013-01-01, end: 2013")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="empact")


@pytest.fixture(scope="module")
def filled(invented_plan_installed: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plans, and a workspace for entries and practices."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "plans").mkdir()
    (folder / "plans" / "b.yaml").write_text(OTHER, encoding="utf-8")
    (folder / "later.yaml").write_text(LATER, encoding="utf-8")
    (first,) = Path(oap_invented_2031.REPORTS).glob("*/2031-06-20-*.yaml")  # it is there already: nothing is written
    (folder / "report.yaml").write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    plan = Session([oap_invented_2031]).load("oap-invented-2031")
    (folder / "sheet.yaml").write_text(typed_sheet(plan, "QO", {"1.1": ("confirm", "x"), "2.2": ("decline", "")}))
    (folder / "wrong.yaml").write_text(typed_sheet(plan, "QP", {"1.1": ("perhaps", "x")}))
    (folder / "broken.yaml").write_text("empact: plan/1\nid: Y\ntitel: x\n", encoding="utf-8")
    (folder / "plan.docx").write_bytes(marked_word("SECRET UE; LIMITE"))
    (folder / "council.docx").write_bytes(word(table(TITLES, *actions("1.1", "1.2"))))
    for number in (1, 2):
        (folder / f"rev{number}.yaml").write_text(REVISION.format(number=number), encoding="utf-8")
    (folder / "records").mkdir()
    (folder / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    with contextlib.chdir(folder):
        practice = ("practice", "add", "oap-invented-2031", "Joint team", "--good", "--source", "x")
        said = ("--on", "2031-05-01", "--action", "2.1", "--by", "QM", "--text", "A team.", "--shared", "B")
        assert run(*practice, *said).exit_code == 0
        (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
        seal = f"report seal oap-invented-2031 --checkpoint June --on 2031-07-20 {REPORTING} --create"
        assert run(*shlex.split(seal)).exit_code == 0
        entry = ("--on", "2031-02-20", "--source", "Invented")
        meeting = run("ledger", "add", "oap-invented-2031", "meeting", "--party", "QP", *entry).stdout.strip()
        assert run("ledger", "add", "oap-invented-2031", "correction", "--replies-to", meeting, *entry).exit_code == 0
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which has the same files in each test."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


CALLS = [
    ("action", "show oap-c-2012 2.1"),
    ("action", "show plans/b.yaml 1.2"),
    ("agenda", f"agenda oap-invented-2031 plans/ --ledger {LEDGER} --as-of 2031-12-31"),
    ("agenda", f"agenda oap-invented-2031 --party QO --ledger {LEDGER} --as-of 2031-12-31"),
    ("confirmations", f"ledger confirm oap-invented-2031 sheet.yaml wrong.yaml --ledger {LEDGER}"),
    ("confirmations", "ledger confirm oap-invented-2031 sheet.yaml --yes"),
    ("coverage", "coverage oap-c-2012"),
    ("coverage", "coverage oap-c-2012 plans/"),
    ("cycles", "cycles"),
    ("cycles", "cycles 2018-2021"),
    ("diagnostics", "validate oap-c-2012"),
    ("diagnostics", "validate oap-c-2012 plans/ broken.yaml"),
    ("diagnostics", f"validate oap-invented-2031 --ledger {LEDGER} {NOVEMBER}"),
    (
        "document",
        f"export oap-invented-2031 plans/ --document workload --party QN --ledger {LEDGER} {NOVEMBER} --to json",
    ),
    ("document", "export oap-c-2012 --document findings --to json"),
    ("document", "export oap-c-2012 --document timeline --to json"),
    ("document", "export oap-c-2012 --document links --to json"),
    ("document", "export oap-c-2012 --document tasking --party HU --to json"),
    (
        "document",
        f"export oap-invented-2031 --document progress {REPORTING} --ledger {LEDGER} {NOVEMBER} --to json",
    ),
    ("diff", "diff plans/b.yaml later.yaml"),
    ("diff", "diff oap-c-2012 later.yaml"),
    ("documents", "documents"),
    ("driver-report", f"driver-report oap-invented-2031 {REPORTING} --ledger {LEDGER} --as-of 2031-12-31"),
    ("driver-report", f"driver-report oap-invented-2031 --checkpoint June {REPORTING} --as-of 2031-12-31"),
    ("entries", f"ledger list oap-invented-2031 --ledger {LEDGER}"),
    ("entries", f"ledger list oap-invented-2031 --ledger {LEDGER} --party QN"),
    ("entries", "ledger list oap-invented-2031"),
    ("entry-added", "ledger add oap-invented-2031 meeting --party QO --on 2031-02-20 --action 2.2 --source Invented"),
    ("exclusion", f"exclusion oap-invented-2031 QN --ledger {LEDGER} --as-of 2031-07-15"),
    ("exclusion", f"exclusion oap-invented-2031 QZ --ledger {LEDGER} --as-of 2031-12-31"),
    ("exclusion", "exclusion plans/b.yaml QM"),
    ("formats", "formats"),
    ("governance", f"governance oap-invented-2031 --ledger {LEDGER} {NOVEMBER}"),
    ("governance", "governance plans/b.yaml"),
    ("imported-plan", "import council.docx -o council.yaml"),
    ("ledger-check", f"ledger check oap-invented-2031 --ledger {LEDGER}"),
    ("ledger-check", f"ledger check plans/b.yaml --ledger {LEDGER} --holds 0123456789abcdef"),
    ("lineage", "lineage plans/b.yaml later.yaml"),
    ("lineage", "lineage oap-c-2012 later.yaml"),
    ("links", "links oap-c-2012"),
    ("links", "links oap-c-2012 plans/"),
    ("mapping-proposal", "records map rev1.yaml rev2.yaml"),
    (
        "mapping-proposal",
        "records map rev1.yaml rev2.yaml --put 2.1= --decided-by Driver --yes --create",
    ),
    ("markings", "markings plans/b.yaml --expect LIMITE"),
    ("markings", "markings plan.docx plans/b.yaml --expect LIMITE"),
    ("overlaps", "overlaps oap-c-2012"),
    (
        "overlaps",
        f"overlaps oap-c-2012 oap-invented-2031 plans/ --least 0.05 --all --ledger {LEDGER} {NOVEMBER}",
    ),
    ("overlaps", "overlaps oap-c-2012 plans/ --least 0.05 --all --answers answers.yaml"),
    ("parsed-cell", "parse HU,AT(zorgle) --as participants --plan oap-c-2012"),
    ("parsed-cell", "parse February/June --as timing --plan oap-invented-2031 --action 1.1"),
    ("parsed-cell", "parse Arrests/seizures --as kpis"),
    ("parsed-cell", "parse SG4;2.1,9.9 --as links --plan oap-c-2012"),
    ("parsed-cell", "parse 5%more --as target --plan oap-c-2012"),
    ("plan", "show oap-c-2012"),
    ("plan", "show plans/b.yaml"),
    ("plans", "plans"),
    ("plugins", "plugins"),
    ("practice-added", "practice add oap-invented-2031 Other --bad --source Invented --on 2031-05-01"),
    ("practices", "practice list oap-invented-2031"),
    ("practices", "practice search oap-invented-2031 joint"),
    ("progress", f"progress oap-invented-2031 --reports {REPORTS} --ledger {LEDGER} --as-of 2031-12-31"),
    ("progress", f"progress oap-invented-2031 plans/ --checkpoint June {REPORTING}"),
    ("progress", f"progress oap-invented-2031 --party QN {REPORTING} --as-of 2031-12-31"),
    ("progress-why", f"progress oap-invented-2031 --why 2.1/1 {REPORTING} --as-of 2031-12-31"),
    ("report-added", f"report add oap-invented-2031 report.yaml --reports {REPORTS} --ledger {LEDGER}"),
    ("report-check", f"report check oap-invented-2031 --reports {REPORTS} --ledger {LEDGER}"),
    ("report-redacted", f"report redact oap-invented-2031 2031-07-11 --reason Invented --reports {REPORTS}"),
    ("report-check", "report check plans/b.yaml"),
    ("report-form", "report new oap-c-2012 --by HU --checkpoint June --format json"),
    (
        "report-form",
        f"report new oap-invented-2031 --by QM --checkpoint June --format json {REPORTING} --ledger {LEDGER}",
    ),
    (
        "report-forms",
        f"report new oap-invented-2031 --all --checkpoint Dec --format json {REPORTING} --ledger {LEDGER}",
    ),
    ("reports", f"report list oap-invented-2031 --reports {REPORTS}"),
    ("reports", "report list oap-invented-2031"),
    ("resolved-plan", "export oap-c-2012 --to json --items fields"),
    ("resolved-plan", f"export oap-invented-2031 --to json --items fields --ledger {LEDGER} {NOVEMBER}"),
    ("resolved-plan", "export plans/b.yaml --to json --items fields"),
    ("rules", "rules"),
    ("rules", "rules OAP202"),
    ("rules", "rules malformed"),
    ("seal-added", f"report seal oap-invented-2031 --checkpoint June --on 2031-12-31 {REPORTING} --ledger {LEDGER}"),
    ("round", f"report round oap-invented-2031 --checkpoint June {REPORTING} --ledger {LEDGER} --as-of 2031-12-31"),
    ("round", f"report round oap-invented-2031 plans/ --checkpoint Dec {REPORTING} --ledger {LEDGER} {NOVEMBER}"),
    ("seals", f"report seals oap-invented-2031 --as-of 2031-12-31 {REPORTING} --ledger {LEDGER}"),
    ("seals", "report seals oap-invented-2031 --as-of 2031-12-31 --reports plans"),
    ("seals", "report seals plans/b.yaml"),
    ("tasking", "task oap-c-2012 --party IT"),
    ("tasking", "task oap-c-2012 --party LY --all-actions"),
    ("tasking", f"task oap-invented-2031 --party QN --with-ledger --ledger {LEDGER} {NOVEMBER}"),
    ("taskings", "task oap-c-2012 plans/ --party HU"),
    ("taskings", "task oap-c-2012 --all-agencies"),
    ("workload", "workload oap-c-2012"),
    ("workload", "workload oap-c-2012 --party HU"),
    ("workload", f"workload oap-c-2012 oap-invented-2031 plans/ --ledger {LEDGER} {NOVEMBER}"),
]


def names() -> list[str]:
    """The names of all results."""
    return [kind.name for kind in Session.installed().result_kinds]


def schema(name: str) -> dict[str, Any]:
    """The schema that the command line gives."""
    done = run("schema", "--of", name)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def problems(name: str, document: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(name), format_checker=jsonschema.FormatChecker(["date"]))
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("name", "call"), CALLS, ids=[call.replace(LEDGER, "LEDGER") for _, call in CALLS])
def test_json_of_a_command__starts_with_its_format_and_is_valid(name: str, call: str) -> None:
    done = run(*shlex.split(call), *([] if "--to" in call else ["--format", "json"]))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    document = json.loads(done.stdout)
    assert next(iter(document.items())) == ("empact", f"{name}/1")
    assert problems(name, document) == []


def test_json__is_tested_for_every_document() -> None:
    assert {name for name, _ in CALLS} - {"plan"} | ASKED.keys() == set(names())


ASKED: dict[str, Callable[[PlanContext], object]] = {
    "dependencies": lambda context: context.depends_on("2.2"),
    "who": lambda context: context.who(month=f"{context.plan.period.start.year}-04" if context.plan.period else None),
}
"""The answers without a command."""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("plan", ["oap-c-2012", "oap-invented-2031"])
@pytest.mark.parametrize("name", ASKED)
def test_json_of_an_answer_without_a_command__starts_with_its_format_and_is_valid(name: str, plan: str) -> None:
    session = Session.installed()
    context = session.context(
        session.load(plan), records=session.records(ledger=oap_invented_2031.LEDGER, plans=[session.load(plan)])
    )
    document = session.tree(ASKED[name](context))
    assert next(iter(document.items())) == ("empact", f"{name}/1")
    assert problems(name, document) == []


def test_plugins__lists_faults_as_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plugin:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            raise RuntimeError("no")

    session = Session([Plugin()])
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)
    done = run("plugins", "--format", "json")
    document = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [finding["code"] for finding in document["diagnostics"]] == ["OAP901"]
    assert problems("plugins", document) == []


def test_plugins__has_times_only_if_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("empact.cli.app.default_session", Session)
    without, timed = (json.loads(run("plugins", "--format", "json", *option).stdout) for option in ([], ["--times"]))
    assert all("import_ms" not in plugin for plugin in without["plugins"])
    assert all(plugin.pop("import_ms") >= 0 for plugin in timed["plugins"])
    assert timed == without
    assert "Import" not in run("plugins").stdout
    assert re.search(r"^empact\.csv +loaded +empact +\d+\.\d ms$", run("plugins", "--times").stdout, re.MULTILINE)


def test_rules__lists_profiles_and_rules_of_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plugin:
        @hookimpl
        def empact_profiles(self) -> list[Profile]:
            return [Profile(name="draft", summary="Before the first meeting.", select=["links"])]

        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [Rule(code="ZZ001", name="zz", severity=Severity.INFO, doc="Odd.", check=lambda *_: [])]

    session = Session([Plugin()])
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)
    document = json.loads(run("rules", "--format", "json").stdout)
    (profile,) = document["profiles"]
    assert (profile["name"], profile["summary"], profile["select"]) == ("draft", "Before the first meeting.", ["links"])
    assert [listed["rule"] for listed in document["rules"] if listed["origin"] == "Plugin"] == [
        {"code": "ZZ001", "name": "zz", "severity": "info", "doc": "Odd.", "group": None, "scope": "plan"}
    ]
    assert problems("rules", document) == []


def test_show__prints_the_plan_as_its_file_holds_it() -> None:
    document = json.loads(run("show", "oap-c-2012", "--format", "json").stdout)
    plan = empact.load("oap-c-2012")
    assert empact.loads(json.dumps(document), format="json") == plan
    action = json.loads(run("show", "oap-c-2012", "2.1", "--format", "json").stdout)
    assert [action["empact"], action["marking"]] == ["action/1", "RESTREINT UE/EU RESTRICTED"]
    assert [plan["id"] for plan in action["plans"]] == ["C-2012"]
    assert action["action"] == document["actions"][3]


def test_diagnostics__describe_a_fix_and_related_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def check(_plan: empact.Plan, _ctx: object) -> list[Finding]:
        edit = Edit(op="replace", pointer="/title", old=None, new="A title")
        return [Finding("Odd.", Pointer("/title"), related=(Related(Pointer("/id"), "the id"),), fix=edit)]

    class Plugin:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [Rule(code="ZZ001", name="zz", severity=Severity.INFO, doc="Odd.", check=check)]

    session = Session([Plugin()])
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)
    (tmp_path / "plan.yaml").write_text("empact: plan/1\nid: X\n", encoding="utf-8")
    document = json.loads(run("validate", str(tmp_path / "plan.yaml"), "--select", "ZZ", "--format", "json").stdout)
    assert set(document["diagnostics"][0]) >= {"fix", "related"}
    (also,) = document["diagnostics"][0]["related"]
    assert (also["reason"], also["place"]["pointer"], also["place"]["line"]) == ("the id", "/id", 2)
    assert problems("diagnostics", document) == []


# The schemas


def test_schema__lists_every_name() -> None:
    lines = run("schema", "--list").stdout.splitlines()
    assert lines[0].split()[:2] == ["Name", "Format"]
    known = [kind.word for kind in FILE_KINDS] + sorted(names())
    assert [line.split()[0] for line in lines[1:] if not line.startswith(" ")] == known


def test_schema__of_an_unknown_name() -> None:
    done = run("schema", "--of", "worklod")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == (
        "Error: Schema 'worklod' does not exist. Did you mean 'workload'? 'empact schema --list' lists all."
    )


def test_schema__writes_a_file(tmp_path: Path) -> None:
    target = tmp_path / "workload-1.schema.json"
    assert run("schema", "--of", "workload", "-o", str(target)).exit_code == 0
    assert target.read_bytes() == run("schema", "--of", "workload").stdout_bytes


def test_the_reference_page__lists_every_document() -> None:
    page = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    for kind in Session.installed().result_kinds:
        how = "in Python: `context." if kind.name in ASKED else "`empact "
        assert f"| `{kind.name}` | {kind.title} | {how}" in page
