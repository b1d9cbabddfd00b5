"""No output has text of a marked plan without its marking, and no message on the standard error has such text.

Tables over every command, document, exporter and formatter. A new one fails here until it is added and carries the
marking.
"""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from tests.support.built_once import documents_built_once
from tests.support.filled_sheets import typed_sheet
from tests.support.written import file_text

import oap_c_2012
from empact import Diagnostics, Plan, Session, Severity
from empact.analysis import PlanContext, Portfolio
from empact.cli import main
from empact.cli.commands import BUILT_IN
from empact.containers.looking import look
from empact.documents import Document
from empact.errors import ExportError, PlanReadError, PluginError
from empact.hooks import Artifact, DocumentSpec, Exporter, FormatContext, Formatter, Option, hookimpl
from empact.hooks.lazy import imported
from empact.session.exporting import Export, choose

MARKING = "SECRET UE/EU SECRET"
LOWER = "RESTREINT UE/EU RESTRICTED"
WORDS = "zebra"  # in every text of the plan
PLAN = """\
empact: plan/1
id: Z-2031
title: zebra plan
marking: {marking}
cycle: {{id: 2026-2029}}
priority: {{code: Z, name: zebra}}
period: {{start: 2031-01-01, end: 2031-12-31}}
driver: HU
oversight: {{items: [COSI], stated: section 1/1/1}}
states: [{{state: agreed, on: 2030-12-01, stated: section 1/1/1}}]
provisions: [{{kind: exclusion, stated: section 1/1/2}}, {{kind: management, stated: section 1/1/1}}]
sections:
  - number: "1"
    heading: 1. zebra
    text: "COSI delegates the zebra to Hungary. A zebra that jeopardises the delivery takes no part."
checkpoints: [{{name: June, on: 2031-06-30}}]
goals: [{{number: "1", annex: "To know the zebra crossings, zebra tracks and zebra trade."}}]
actions:
  - number: "1.1"
    goal: "1"
    activity: Count the zebra crossings, zebra tracks and zebra trade at the border.
    leaders: HU
    participants: [AT, zebra keepers]
    links: ["1.2", "9.9 zebra"]
    timing: when the zebra comes
    target: "zebra counted"
    kpis: "KPI: a zebra"
  - {{number: "1.2", goal: "1", activity: Sell the zebra crossings and zebra tracks., leaders: AT, timing: May}}
"""
REPORT = """\
empact: report/1
plan: Z-2031
checkpoint: June
by: HU
on: 2031-02-28
source: zebra
actions: [{action: "1.1", status: live, agreed_by: zebra, narrative: A zebra was counted.}]
"""
LATER = "later.yaml"
NOTHING = {
    "cycles": "reads no plan",
    "documents": "reads no plan",
    "formats": "reads no plan",
    "markings": "says what a file is and where it has a marking, and prints no text of it",
    "new": "reads no plan",
    "plans": "lists plugins, with the summary that they give; it reads no plan",
    "plugins": "reads no plan",
    "rules": "reads no plan",
    "schema": "reads no plan",
}
"""The commands that print nothing of a plan, and why."""
CALLS = {
    "agenda": ["z.yaml", "plans/ z.yaml", "z.yaml --party HU"],
    "coverage": ["z.yaml", "plans/ z.yaml"],
    "diff": [f"z.yaml {LATER}"],
    "driver-report": ["z.yaml"],
    "exclusion": ["z.yaml AT"],
    "governance": ["z.yaml"],
    "import": ["z.docx --accept --id Z-2031 -o out.yaml"],
    "ledger add": ["z.yaml meeting --party HU --on 2031-02-01 --source zebra --text zebra"],
    "ledger check": ["z.yaml"],
    "ledger confirm": ["z.yaml sheet.yaml", "z.yaml sheet.yaml wrong.yaml", "z.yaml sheet.yaml --yes"],
    "ledger list": ["z.yaml"],
    "lineage": [f"z.yaml {LATER}"],
    "links": ["z.yaml", "plans/ z.yaml"],
    "overlaps": ["z.yaml", "plans/ z.yaml --least 0"],
    "parse": ["zebra --as participants --plan z.yaml", "May/July --as timing --plan z.yaml"],
    "practice add": ["z.yaml striped --good --on 2031-02-01 --source zebra --text zebra"],
    "practice list": ["z.yaml"],
    "practice search": ["z.yaml zebra"],
    "progress": ["z.yaml", "plans/ z.yaml"],
    "records map": ["z.yaml rev2.yaml", "z.yaml rev2.yaml --put 1.1= --decided-by zebra --yes --create"],
    "report add": ["z.yaml form.yaml"],
    "report check": ["z.yaml"],
    "report list": ["z.yaml"],
    "report redact": ["z.yaml 2031- --reason zebra"],
    "report round": ["z.yaml --checkpoint June", "z.yaml form.yaml --checkpoint June --as-of 2031-12-31"],
    "report seal": ["z.yaml --checkpoint June --on 2031-07-20 --create"],
    "report seals": ["z.yaml --as-of 2031-12-31"],
    "show": ["z.yaml", "z.yaml 1.1"],
    "task": [
        "z.yaml --party HU",
        "z.yaml --party AT --party HU --with-ledger",
        "plans/ z.yaml --all-ms",
        "z.yaml --party RS",
    ],
    "validate": ["z.yaml", "z.yaml --show info", "plans/ z.yaml --show info", "broken.yaml", "cut.yaml", "cut.json"],
    "workload": ["z.yaml", "z.yaml --party HU", "plans/ z.yaml"],
}
"""The calls of every other command that writes text or JSON. ``export`` is below: it has documents and formats."""


def run(*arguments: str, columns: str = "120") -> Result:
    return CliRunner(env={"COLUMNS": columns}).invoke(main, arguments, prog_name="empact")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan marked SECRET, others with a lower marking, and files that cannot be read."""
    folder = tmp_path_factory.mktemp("filled")
    text = PLAN.format(marking=MARKING)
    files = {
        "z.yaml": f"{text}cover: {{number: 1001/1/31 REV 1}}\n",
        "later.yaml": text.replace("2031", "2032"),
        "rev2.yaml": f"{text}cover: {{number: 1001/2/31 REV 2}}\n".replace('number: "1.2"', 'number: "1.3"'),
        "plans/y.yaml": PLAN.format(marking=LOWER).replace("Z-2031", "Y-2031").replace("code: Z", "code: Y"),
        "broken.yaml": text.replace("start: 2031-01-01", "start: zebra").replace("driver", "zebra driver"),
        "cut.yaml": f"{text}zebra: [zebra\n",
        "cut.json": f'{{"empact": "plan/1", "marking": "{MARKING}", "title": "zebra" "zebra"}}',
        "form.yaml": REPORT,
        "empact.toml": 'workspace = "records"\n',
    }
    plan = Session([oap_c_2012]).loads(text, format="yaml")
    files["sheet.yaml"] = typed_sheet(plan, "HU", {"1.1": ("confirm", "zebra")})
    files["wrong.yaml"] = typed_sheet(plan, "AT", {"1.2": ("zebra", "zebra")})
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / "records").mkdir()
    with contextlib.chdir(folder):
        assert run("export", "z.yaml", "--to", "docx", "-o", "z.docx").exit_code == 0
        for command in ("ledger add", "practice add", "report add", "report seal"):
            assert run(*command.split(), *CALLS[command][0].replace("striped", "plain").split()).exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def folder(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which has the same files in each test."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands() -> set[str]:
    """The names of all commands, also of those in groups."""
    found = set[str]()
    for name, built_in in BUILT_IN.items():
        command = imported(built_in.command)
        inside = leaves(command, click.Context(command), f"{name} ") if isinstance(command, click.Group) else [name]
        found.update(inside)
    return found


def leaves(group: click.Group, ctx: click.Context, before: str = "") -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, click.Group):
            yield from leaves(command, ctx, f"{name} ")
        else:
            yield f"{before}{name}"


def squeezed(text: str) -> str:
    return " ".join(text.split())


# Commands


def test_the_table__has_every_command() -> None:
    assert commands() == {*CALLS, *NOTHING, "continue", "export", "report new"}


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize(("command", "call"), [(name, call) for name, calls in CALLS.items() for call in calls])
def test_a_command__prints_no_text_of_a_marked_plan_without_its_marking(command: str, call: str, format_: str) -> None:
    done = run(*command.split(), *call.split(), "--format", format_)
    assert done.exit_code in {0, 1} or ("validate" in command and done.exit_code == 2), done.output
    assert WORDS not in done.stderr
    if WORDS in done.stdout:
        assert MARKING in done.stdout
        if format_ == "json":
            tree = json.loads(done.stdout)
            assert tree["marking"] == MARKING  # of several plans, the highest
        elif "plans/ " in call:
            assert done.stdout.splitlines()[0] == MARKING


def test_the_table__has_calls_that_print_the_plan() -> None:
    silent = [
        command
        for command, calls in CALLS.items()
        if not any(
            WORDS in run(*command.split(), *call.replace("striped", to).split(), "--format", to).stdout
            for call in calls
            for to in ("text", "json")
        )
    ]
    assert silent == []  # in JSON, each has the title of the plan


def test_report_new__prints_the_marking_first() -> None:
    done = run(*["report", "new", "z.yaml", "--by", "HU", "--checkpoint", "June"])
    assert WORDS in done.stdout
    assert done.stdout.startswith(f"# {MARKING}\n")


def test_continue__writes_a_plan_with_the_marking() -> None:
    done = run("continue", "z.yaml", "--id", "Z-2032", "--as-of", "2031-12-08")
    assert WORDS in done.stdout
    assert f"marking: {MARKING}" in done.stdout
    assert WORDS not in done.stderr


@pytest.mark.parametrize("name", NOTHING)
def test_a_command_that_reads_no_plan__takes_none(name: str) -> None:
    command = imported(BUILT_IN[name].command)
    assert not {"plan", "sources", "earlier"} & {parameter.name for parameter in command.params}


# Documents, exporters and formatters


SESSION = Session([oap_c_2012])
EXPORTERS = [exporter for exporter in SESSION.exporters if exporter.takes == "document"]


def needs(spec: DocumentSpec) -> dict[str, Any]:
    """The options that a document requires."""
    return {option.name: {"checkpoint": "June"}.get(option.name, "HU") for option in spec.options if option.required}


def marking_of(name: str) -> str:
    """The marking of a file, by its name."""
    return LOWER if name.startswith("Y-2031") else MARKING


@pytest.mark.no_cover  # the tests of documents and writers measure the same code
@pytest.mark.parametrize("spec", SESSION.documents, ids=lambda spec: spec.name)
@pytest.mark.parametrize("sources", ["z.yaml", "plans/ z.yaml"])
def test_a_document__carries_the_marking_in_every_format(spec: DocumentSpec, sources: str, tmp_path: Path) -> None:
    """The command runs once, and the document that it builds is written in all formats."""
    needed = [word for name, value in needs(spec).items() for word in (f"--{name}", value)]
    call = ["export", *sources.split(), "--document", spec.name, *needed, "--to", "text", "-o", f"{tmp_path / 'out'}/"]
    with documents_built_once() as built:
        done = run(*call)
        assert done.exit_code in {0, 1}
        assert WORDS not in done.stderr
        assert bool(done.stderr) is ("reports" in spec.inputs)  # a note that there are none
        assert len(list((tmp_path / "out").iterdir())) == len(built)
        export = Export(SESSION.setup, SESSION.portfolio(*sources.split()))
        for exporter in EXPORTERS:
            artifacts = export.artifacts(choose(SESSION.plugins, exporter.name, spec.name), needs(spec))
            assert artifacts
            for artifact in artifacts:
                seen = look(artifact.data)
                assert (seen.without(marking_of(artifact.name)), seen.opaque) == ([], ()), exporter.name


@pytest.mark.parametrize("to", [exporter.name for exporter in SESSION.exporters if exporter.takes != "document"])
def test_an_exporter_of_plans__carries_the_marking(to: str, tmp_path: Path) -> None:
    done = run("export", "z.yaml", "--to", to, "-o", f"{tmp_path / 'out'}/")
    assert done.exit_code == 0, done.output
    texts = [file_text(file.read_bytes()) for file in sorted((tmp_path / "out").iterdir())]
    assert any(WORDS in text for text in texts) is (to != "ics")  # the calendar of a marked plan has no text of it
    assert all(MARKING in text for text in texts)


@pytest.mark.parametrize("name", [formatter.name for formatter in SESSION.formatters])
@pytest.mark.parametrize("sources", [["z.yaml"], ["plans/", "z.yaml"], ["broken.yaml"], ["plans/", "broken.yaml"]])
def test_a_formatter__carries_the_marking_also_of_a_file_that_cannot_be_read(name: str, sources: list[str]) -> None:
    done = run("validate", *sources, "--format", name, "--show", "info")
    assert WORDS in done.stdout
    assert MARKING in squeezed(done.stdout)


# Messages of errors


@pytest.mark.parametrize("file", ["broken.yaml", "cut.yaml", "cut.json"])
@pytest.mark.parametrize("command", [name for name in CALLS if name not in {"validate", "import"}])
def test_an_error__quotes_no_marked_file(command: str, file: str) -> None:
    done = run(*command.split(), *(word.replace("z.yaml", file) for word in CALLS[command][0].split()))
    assert done.exit_code == 2
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"Error: {file}:")
    assert WORDS not in done.output
    assert (
        "The file has a marking, or may have one, so it is not quoted here; 'empact validate' shows more."
        in done.stderr
    )


def test_an_error__does_not_say_that_a_file_without_a_marking_has_one(tmp_path: Path) -> None:
    """The letters "mark" in "Denmark" are enough to quote nothing; the file has no marking."""
    (tmp_path / "open.yaml").write_text("empact: plan/1\nid: X-2031\nland: Denmark\n", encoding="utf-8")
    done = run("show", str(tmp_path / "open.yaml"))
    assert "Denmark" not in done.stderr
    assert done.stderr.splitlines()[-1] == (
        "The file has a marking, or may have one, so it is not quoted here; 'empact validate' shows more."
    )


@pytest.mark.parametrize("start", ["", "zebra: [zebra\n"])
@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("Marking: SECRET UE/EU SECRET", MARKING),
        ("'MARKING': LIMITE", "LIMITE"),
        ("marking: [SECRET UE/EU SECRET, 'LIMITE']", f"{MARKING}; LIMITE"),
        ("marking:\n  - SECRET UE/EU SECRET\n  - LIMITE", f"{MARKING}; LIMITE"),
        ("marking:\n- SECRET UE/EU SECRET\n- LIMITE", f"{MARKING}; LIMITE"),
        ("marking:  # zebra\n  SECRET UE/EU SECRET", MARKING),
        ("marking: R-UE/EU-R", "R-UE/EU-R"),
        ('"mark\\u0069ng": LIMITE', "LIMITE"),
        ('"mark\\x69ng": LIMITE', "LIMITE"),
        ("marking:", None),
        ("marking: []", None),
        ("remarking: zebra", None),
        ("note: DENMARK", None),
        ("note: Limite", None),
        ("note: a secret  ue/eu\n  secret", None),
        ("note: VS - Nur für den Dienstgebrauch", None),
        ("note: titkos", None),
    ],
)
def test_a_file_that_cannot_be_read__is_marked_by_its_words(line: str, marking: str | None, start: str) -> None:
    Path("words.yaml").write_text(f"empact: plan/1\n{line}\ntitle: zebra\nzebra: 1\n{start}", "utf-8")
    reading = SESSION.read("words.yaml")
    assert (reading.value, reading.marking) == (None, marking)
    with pytest.raises(PlanReadError) as error:
        reading.require()
    assert WORDS not in str(error.value)
    assert "['" not in run("validate", "words.yaml").stdout.splitlines()[0]


@pytest.mark.parametrize("line", ["note: zebra", "note: limited, secretly", "note: ma rk"])
@pytest.mark.parametrize("start", ["", "zebra: [zebra\n"])
def test_a_file_that_cannot_be_read__is_quoted_without_such_words(line: str, start: str) -> None:
    Path("words.yaml").write_text(f"empact: plan/1\n{line}\ntitle: zebra\nzebra: 1\n{start}", "utf-8")
    with pytest.raises(PlanReadError, match="zebra"):
        SESSION.load("words.yaml")
    assert WORDS in run("show", "words.yaml").stderr


def test_load__raises_an_error_that_quotes_no_marked_file() -> None:
    with pytest.raises(PlanReadError) as error:
        SESSION.load("broken.yaml")
    assert WORDS not in str(error.value)
    assert str(error.value).splitlines()[0].startswith("broken.yaml:")
    assert any(WORDS in finding.message for finding in error.value.diagnostics)  # the data has the text
    Path("open.yaml").write_text(
        PLAN.replace("marking: {marking}\n", "").format().replace("start: 2031-01-01", "start: zebra"), "utf-8"
    )
    with pytest.raises(PlanReadError, match="The text 'zebra' is not a date"):
        SESSION.load("open.yaml")


def fails(*_arguments: object, **_options: object) -> None:
    message = "no zebra"
    raise ValueError(message)


class _Failing:
    @hookimpl
    def empact_exporters(self) -> list[Exporter]:
        return [Exporter(name="fails", suffix=".txt", write=f"{__name__}:fails")]

    @hookimpl
    def empact_documents(self) -> list[DocumentSpec]:
        return [DocumentSpec(name="fails", summary="It fails.", build=f"{__name__}:fails")]

    @hookimpl
    def empact_formatters(self) -> list[Formatter]:
        return [Formatter(name="fails", write=f"{__name__}:fails")]


@pytest.mark.parametrize("marking", [MARKING, None])
def test_a_plugin_that_fails__is_not_quoted_about_a_marked_plan(marking: str | None) -> None:
    session = Session([_Failing()])
    plan = session.loads(PLAN.format(marking=marking or "''"), format="yaml")
    calls = (
        lambda: session.export(plan, to="fails"),
        lambda: session.export(plan, to="csv", document="fails"),
        lambda: session.format([], "fails", plan),
    )
    for call in calls:
        with pytest.raises((ExportError, PluginError)) as error:
            call()
        assert (WORDS in str(error.value)) is (marking is None)
        assert "ValueError" in str(error.value)


def omits(findings: Diagnostics, _ctx: FormatContext) -> str:
    """Format findings without the marking."""
    return "\n".join(finding.message for finding in findings)


class _Omitting:
    @hookimpl
    def empact_formatters(self) -> list[Formatter]:
        return [Formatter(name="omits", write=f"{__name__}:omits")]


@pytest.mark.parametrize("marking", [MARKING, None])
def test_a_formatter_that_omits_the_marking__prints_nothing(marking: str | None) -> None:
    session = Session([_Omitting()])
    plan = session.loads(PLAN.format(marking=marking or "''"), format="yaml")
    findings = session.validate(plan)
    assert findings.worst is not None
    assert findings.worst >= Severity.WARNING
    if marking is None:
        assert session.format(findings, "omits", plan)
    else:
        with pytest.raises(PluginError, match=r" omits the marking\. Nothing is printed\.$"):
            session.format(findings, "omits", plan)


# A status from a later day on

DECLASSIFIED = f"{MARKING}\nmarking_today: {{status: declassified, document: 14001/30 DCL 1, on: 2031-05-05}}"
AS_OF = ("agenda", "driver-report", "exclusion", "governance", "overlaps", "progress", "task", "validate", "workload")
"""Without those that list records: these keep the printed marking."""


@pytest.fixture
def _without_records() -> None:
    """Leave the files of a plan that no record is about: a document that declassifies a plan declassifies no record."""
    shutil.rmtree("records")
    for folder in ("ledger", "reports", "practice"):
        Path("records", folder).mkdir(parents=True)


def as_of(day: str, command: str, source: str, format_: str) -> str:
    call = CALLS[command][0].replace("z.yaml", source)
    return run(*command.split(), *call.split(), "--format", format_, "--as-of", day).stdout


@pytest.mark.usefixtures("_without_records")
@pytest.mark.parametrize("command", AS_OF)
def test_a_command__counts_a_status_from_its_day_on(command: str) -> None:
    path = Path("z.yaml")
    path.write_text(path.read_text("utf-8").replace(f"marking: {MARKING}", f"marking: {DECLASSIFIED}"), "utf-8")
    assert json.loads(as_of("2031-05-04", command, "z.yaml", "json"))["marking"] == MARKING
    assert json.loads(as_of("2031-05-05", command, "z.yaml", "json")).get("marking") is None
    before, after = (squeezed(as_of(day, command, "z.yaml", "text")) for day in ("2031-05-04", "2031-05-05"))
    assert MARKING in before
    assert f"{MARKING} " not in after.replace(f"printed as {MARKING} ", "")


@pytest.mark.usefixtures("_without_records")
@pytest.mark.parametrize("command", ["overlaps", "task", "validate", "workload"])
def test_a_command__counts_a_status_of_one_of_several_plans_from_its_day_on(command: str) -> None:
    path = Path("z.yaml")
    path.write_text(path.read_text("utf-8").replace(f"marking: {MARKING}", f"marking: {DECLASSIFIED}"), "utf-8")
    for day, marking in (("2031-05-04", MARKING), ("2031-05-05", LOWER)):
        assert json.loads(as_of(day, command, "plans/ z.yaml", "json"))["marking"] == marking
        assert as_of(day, command, "plans/ z.yaml", "text").splitlines()[0] == marking


@pytest.mark.usefixtures("_without_records")
@pytest.mark.parametrize("command", ["coverage", "links", "show"])
def test_a_command_without_as_of__counts_a_status_from_its_day_on(command: str) -> None:
    text = Path("z.yaml").read_text("utf-8")
    for on, in_force in (("9999-01-01", True), ("2026-01-01", False)):
        status = f"marking_today: {{status: declassified, document: 14001/25 DCL 1, on: {on}}}"
        Path("z.yaml").write_text(text.replace(f"marking: {MARKING}", f"marking: {MARKING}\n{status}"), "utf-8")
        lines = squeezed(run(*command.split(), *CALLS[command][0].split()).stdout)
        assert (MARKING in lines) is in_force


# A document of a plugin


def letter(ctx: PlanContext, *, given: str = "") -> Document:
    marking = ctx.marking if given == "own" else given or None
    return Document(kind="letter", title="zebra", name=f"{ctx.plan.id}-letter", marking=marking, sections=())


class _Letters:
    @hookimpl
    def empact_documents(self) -> list[DocumentSpec]:
        options = [Option("given", summary="The marking.", default="")]
        return [DocumentSpec(name="letter", summary="A letter.", build=f"{__name__}:letter", options=options)]


@pytest.mark.parametrize(
    ("printed", "given", "written"),
    [
        (MARKING, "", MARKING),
        (MARKING, LOWER, MARKING),
        (MARKING, "LIMITE", f"{MARKING}; LIMITE"),
        (MARKING, "own", MARKING),
        (LOWER, MARKING, MARKING),
        ("LIMITE", LOWER, f"{LOWER}; LIMITE"),
        (DECLASSIFIED, "", MARKING),  # without a date of knowledge
        ("''", "", None),
        ("''", LOWER, LOWER),
    ],
)
def test_a_document_of_a_plugin__carries_at_least_the_marking_of_its_plan(
    printed: str, given: str, written: str | None
) -> None:
    session = Session([_Letters()])
    plan = session.loads(PLAN.format(marking=printed), format="yaml")
    data = session.export(plan, to="json", document="letter", given=given)
    assert data is not None
    assert json.loads(data).get("marking") == written


# The reference plan


@pytest.mark.parametrize("arguments", ["show oap-c-2012", "show oap-c-2012 2.2", "validate oap-c-2012"])
def test_the_reference_plan__is_shown_with_its_printed_marking(arguments: str) -> None:
    line = "RESTREINT UE/EU RESTRICTED"
    assert line in run(*arguments.split()).stdout.splitlines()
    assert Session([oap_c_2012]).load("oap-c-2012").marking_in_force(None) == line


def test_several_plans__are_exported_with_the_highest() -> None:
    plans: list[Plan] = [SESSION.load("plans/y.yaml"), SESSION.load("z.yaml")]
    data = SESSION.export(Portfolio(tuple(plans)), to="json", document="workload")
    assert isinstance(data, bytes)
    assert json.loads(data)["marking"] == MARKING
    assert Artifact("a", data).name == "a"


PORTFOLIO = [spec for spec in SESSION.documents if spec.of == "portfolio"]
EACH = {
    "csv": None,  # it has no properties; each row has the highest marking
    "docx": (f"Y-2031: {LOWER}", f"Z-2031: {MARKING}", "Z-2032: no marking"),
    "html": (f"Y-2031: {LOWER}", f"Z-2031: {MARKING}", "Z-2032: no marking"),
    "json": (f'"Y-2031: {LOWER}"', f'"Z-2031: {MARKING}"', '"Z-2032: no marking"'),
    "markdown": (f"Markings: Y-2031: {LOWER}; Z-2031: {MARKING}; Z-2032: no marking",),
    "xlsx": (f"Y-2031: {LOWER}", f"Z-2031: {MARKING}", "Z-2032: no marking"),
    "text": (f"Markings: Y-2031: {LOWER}; Z-2031: {MARKING}; Z-2032: no marking",),
}
"""How each format shows the marking of each plan beside the highest one."""


@pytest.mark.parametrize("spec", PORTFOLIO, ids=lambda spec: spec.name)
def test_a_document_about_plans_of_different_markings__has_that_of_each(spec: DocumentSpec) -> None:
    Path("later.yaml").write_text(PLAN.format(marking="''").replace("2031", "2032"), "utf-8")
    plans = [SESSION.load(name) for name in ("plans/y.yaml", "z.yaml", "later.yaml")]
    with documents_built_once():
        for exporter in EXPORTERS:
            SESSION.export(*plans, document=spec.name, to=exporter.name, path=f"{exporter.name}/", **needs(spec))
    for to in (exporter.name for exporter in EXPORTERS):
        for path in Path(to).iterdir():
            text = squeezed(file_text(path.read_bytes()))
            assert MARKING in text, to
            if to == "csv":
                rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
                assert {row["Marking"] for row in rows} == {MARKING}
            for line in EACH[to] or ():
                assert line in text, to


def test_a_document_about_plans_of_one_marking__has_it_once() -> None:
    plans = [SESSION.load("z.yaml"), SESSION.load("later.yaml")]
    data = SESSION.export(*plans, document="timeline", to="json")
    assert json.loads(data)["marking"] == MARKING
    assert "markings" not in json.loads(data)["properties"]
