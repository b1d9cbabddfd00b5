"""Exports of plans, documents and portfolios, from Python and from the command line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result
from tests.support import shipped

import oap_c_2012
import oap_invented_2031
from empact import Diagnostics, ExportError, Plan, PlanReadError, Portfolio, Session, UnknownFormatError, UnknownIdError
from empact.analysis import PlanContext, PortfolioContext
from empact.cli import main
from empact.documents import Column, Document, Row, Section, Table, file_stem
from empact.documents.names import is_file_name
from empact.hooks import Artifact, Audience, DocumentSpec, ExportContext, Exporter, Option, hookimpl
from empact.model import Practice

DAY = dt.date(2012, 6, 30)
YAML = "empact: plan/1\nid: Y-2012\nmarking: LIMITE\nperiod: {start: 2012-01-01, end: 2012-12-31}\n"


# A plugin with documents and exporters of every kind


def build_letter(
    ctx: PlanContext, *, findings: Diagnostics, practices: tuple[Practice, ...], to: str = "", day: dt.date | None
) -> Document:
    columns = tuple(Column(key=key, title=key) for key in ("plan", "findings", "practices", "day", "ledger"))
    values = (ctx.plan.id, str(len(findings)), str(len(practices)), str(day), str(len(ctx.ledger.entries)))
    table = Section(key="facts", title="Facts", body=Table(columns, (Row("facts", values),)))
    return Document(
        kind="letter", title="A letter", name=f"{ctx.plan.id}-letter", marking=ctx.marking, sections=(table,)
    )


def fail(ctx: PlanContext) -> Document:
    raise RuntimeError("half-way")


STOPS = (
    "The document 'fails' of the plugin 'Plugin' "
    f"stops with RuntimeError (line {fail.__code__.co_firstlineno + 1} of test_exporting.py)"
)
"""The reference plan has a marking, so the message of the exception is left out."""


def number(ctx: PlanContext) -> int:
    return 5


def write_graph(portfolio: Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    assert isinstance(ctx.context, PortfolioContext)
    names = [f"{'-' * ctx.options['deep']}{plan.id}" for plan in portfolio]
    yield Artifact("graph.dot", " ".join([*names, portfolio.plans[0].marking_in_force(None) or ""]).encode())


def write_card(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    assert isinstance(ctx.context, PlanContext)
    entries = len(ctx.context.ledger.entries)
    yield Artifact(f"{plan.id}.card", f"{plan.id} {ctx.context.as_of} {entries} {plan.marking_in_force(None)}".encode())


class Plugin:
    @hookimpl
    def empact_documents(self) -> Iterator[DocumentSpec]:
        day = Option("day", summary="The day of the letter.", type=dt.date)
        yield DocumentSpec(
            name="letter",
            summary="A letter",
            build=f"{__name__}:build_letter",
            inputs=["findings", "practices"],
            audiences=[Audience.DRIVER],
            options=[day],
        )
        yield DocumentSpec(name="fails", summary="Fails", build=f"{__name__}:fail")
        yield DocumentSpec(name="number", summary="A number", build=f"{__name__}:number")

    @hookimpl
    def empact_exporters(self) -> Iterator[Exporter]:
        deep = Option("deep", summary="How deep.", type=int, default=1)
        loud = Option("loud", summary="Whether to shout.", type=bool, default=False)
        folder = Option("folder", summary="A name that the command uses itself.")
        yield Exporter(
            name="graph", suffix=".dot", takes="portfolio", write=f"{__name__}:write_graph", options=[deep, loud]
        )
        yield Exporter(name="card", suffix=".card", write=f"{__name__}:write_card", options=[folder])


SESSION = Session([oap_c_2012, oap_invented_2031, Plugin()])
INVENTED = SESSION.load("oap-invented-2031")
PLAN = SESSION.load("oap-c-2012")
OTHER = attrs.evolve(PLAN, id="C-2013")


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# From Python


class Noting:
    @hookimpl
    def empact_exporters(self) -> Iterator[Exporter]:
        yield Exporter(name="noted", suffix=".txt", write=f"{__name__}:write_with_a_note")


def write_with_a_note(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    # A list on purpose: what a plugin gives at run time is checked too.
    ctx.note(["No text."])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    yield Artifact("plan.txt", plan.id.encode())


def test_export__refuses_a_note_that_is_no_text() -> None:
    open_plan = attrs.evolve(PLAN, marking=None)
    with pytest.raises(ExportError, match="A note of an exporter must be a text, not a list"):
        Session([oap_c_2012, Noting()]).export(open_plan, to="noted")


def test_export__of_several_plans_needs_a_folder_and_makes_it(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"The format 'csv' makes 2 files \(C-2012\.csv, C-2013\.csv\)"):
        SESSION.export(PLAN, OTHER, to="csv")
    target = tmp_path / "new" / "folder"
    SESSION.export(Portfolio((PLAN, OTHER)), to="csv", path=target)
    assert names(target) == ["C-2012.csv", "C-2013.csv"]
    assert (target / "C-2012.csv").read_bytes() == SESSION.export(PLAN, to="csv")
    SESSION.export(OTHER, to="json", path=target)
    assert names(target) == ["C-2012.csv", "C-2013.csv", "C-2013.json"]


def test_export__to_a_path_that_ends_in_a_separator_makes_a_folder(tmp_path: Path) -> None:
    SESSION.export(PLAN, to="json", path=f"{tmp_path}/a/b/")
    assert names(tmp_path / "a" / "b") == ["C-2012.json"]
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match=r"Cannot write 1 file: '.*file' is not a folder"):
        SESSION.export(PLAN, to="json", path=f"{tmp_path}/file/")


def test_export__of_several_files_makes_no_folder_with_the_suffix_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"Cannot write 2 files to '.*both\.csv'\. Name a folder, such as '.*both'\."):
        SESSION.export(PLAN, OTHER, to="csv", path=tmp_path / "both.csv")
    assert names(tmp_path) == []
    SESSION.export(PLAN, OTHER, to="csv", path=f"{tmp_path}/both.csv/")
    assert names(tmp_path / "both.csv") == ["C-2012.csv", "C-2013.csv"]


def test_export__of_two_plans_with_one_id_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Two plans have the id 'C-2012'"):
        SESSION.export(PLAN, attrs.evolve(PLAN, title="Revised"), to="csv", path=tmp_path / "new")
    assert names(tmp_path) == []
    SESSION.export(PLAN, PLAN, to="csv", path=tmp_path / "new.csv")  # the same plan, given twice, is one
    assert names(tmp_path) == ["new.csv"]


def test_export__of_a_portfolio_document_is_one_file_for_all_plans() -> None:
    tree = json.loads(SESSION.export(PLAN, OTHER, to="json", document="workload", as_of=DAY))
    assert tree["kind"] == "workload"
    assert {key: tree["properties"][key] for key in ("plans", "as_of")} == {
        "plans": ["C-2012", "C-2013"],
        "as_of": "2012-06-30",
    }


def test_export__of_the_plan_as_json_is_a_plan_and_of_other_documents_a_document() -> None:
    assert json.loads(SESSION.export(PLAN, to="json"))["empact"] == "plan/1"
    assert json.loads(SESSION.export(PLAN, to="json", document="findings"))["empact"] == "document/1"


def test_export__gives_a_document_its_inputs_and_options(tmp_path: Path) -> None:
    data = SESSION.export(PLAN, to="csv", document="letter", day=DAY)
    assert rows(data)[1] == [
        "C-2012",
        str(len(SESSION.validate(PLAN))),
        "0",
        "2012-06-30",
        "0",
        PLAN.marking_in_force(None),
    ]
    SESSION.export(PLAN, OTHER, to="csv", document="letter", path=tmp_path)
    for plan in (PLAN, OTHER):
        found = [one for one in SESSION.validate(PLAN, OTHER) if (one.place.subject or "").startswith(plan.id)]
        assert rows((tmp_path / f"{plan.id}-letter.csv").read_bytes())[1][:2] == [plan.id, str(len(found))]


def test_export__gives_an_exporter_what_it_takes_and_the_context() -> None:
    assert SESSION.export(PLAN, OTHER, to="graph") == b"-C-2012 -C-2013 RESTREINT UE/EU RESTRICTED"
    assert SESSION.export(PLAN, to="graph", deep=3) == b"---C-2012 RESTREINT UE/EU RESTRICTED"
    assert SESSION.export(PLAN, to="card", as_of=DAY) == b"C-2012 2012-06-30 0 RESTREINT UE/EU RESTRICTED"


def test_export__reads_the_ledger_only_if_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "entry.yaml").write_text("empact: ledger/1\nplan: C-2012\n", encoding="utf-8")
    assert SESSION.export(PLAN, to="json", records=SESSION.records(ledger=tmp_path))
    with pytest.raises(PlanReadError, match="OAP013"):
        SESSION.export(PLAN, to="card", records=SESSION.records(ledger=tmp_path))
    assert SESSION.export(
        PLAN, to="text", document="links", records=SESSION.records(ledger=tmp_path)
    )  # it declares that it uses none
    recorded = SESSION.workspace.ledger.of_plan("Q-2031", oap_invented_2031.LEDGER)
    assert SESSION.export(INVENTED, to="card", records=SESSION.records(ledger=recorded)) == b"Q-2031 None 18 LIMITE"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"to": "scv"}, UnknownFormatError, "Format 'scv' does not exist. Did you mean 'csv'?"),
        (
            {"to": "csv", "document": "worklod"},
            UnknownIdError,
            "Document 'worklod' does not exist. Did you mean 'workload'?",
        ),
        (
            {"to": "yaml", "document": "workload"},
            UnknownFormatError,
            f"Document 'workload' in the format 'yaml' does not exist. Known: {', '.join(shipped.WRITERS)}.",
        ),
        (
            {"to": "graph", "document": "workload"},
            UnknownFormatError,
            f"Document 'workload' in the format 'graph' does not exist. Known: {', '.join(shipped.WRITERS)}.",
        ),
        ({"to": "text", "wdith": 5}, TypeError, "Unknown option 'wdith'. Did you mean 'width'?"),
        ({"to": "json", "width": 5}, TypeError, "Unknown option 'width'. Options: items."),
        ({"to": "json", "document": "links", "width": 5}, TypeError, "Unknown option 'width'. Options: none."),
        (
            {"to": "text", "width": 4},
            ValueError,
            "The option 'width' is the int 4. Allowed: a whole number from 20 to 10000.",
        ),
        ({"to": "text", "width": "5"}, TypeError, "The option 'width' must be a whole number, not the text '5'."),
        (
            {"to": "csv", "document": "findings", "show": "eror"},
            ValueError,
            "The option 'show' is 'eror'. Allowed: error, warning, info. Did you mean 'error'?",
        ),
        (
            {"to": "csv", "document": "fails"},
            ExportError,
            STOPS,
        ),
        (
            {"to": "csv", "document": "number"},
            ExportError,
            "The document 'number' of the plugin 'Plugin' is built as int instead of Document.",
        ),
        ({"to": "csv", "document": None}, TypeError, "The name of a document must be a text, not None."),
        (
            {"to": "csv", "as_of": "2012-06-30"},
            TypeError,
            "as_of must be a datetime.date, not the text '2012-06-30'. Write datetime.date(2012, 6, 30).",
        ),
    ],
    ids=str,
)
def test_export__raises(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        SESSION.export(PLAN, **arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("to", "document", "name", "write"),
    [
        ("yaml", "plan", "x.json", "as 'yaml'. Write to=\"json\" or a name with .yaml."),
        ("json", "plan", "x.YML", "as 'json'. Write to=\"yaml\" or a name with .json."),
        ("csv", "plan", "x.xlsx", "as 'csv'. Write to=\"xlsx\" or a name with .csv."),
        ("text", "links", "x.md", "as 'text'. Write to=\"markdown\" or a name with .txt."),
        ("text", "links", "x.ics", "as 'text'. Write a name with .txt."),
    ],
)
def test_export__refuses_a_path_with_the_suffix_of_another_format(
    tmp_path: Path, to: str, document: str, name: str, write: str
) -> None:
    with pytest.raises(ExportError) as caught:
        SESSION.export(PLAN, to=to, document=document, path=tmp_path / name)
    assert str(caught.value).startswith(f"{str(tmp_path / name)!r} has the suffix of the format ")
    assert str(caught.value).endswith(write)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("to", "name"), [("yaml", "x.yml"), ("text", "x.txt"), ("text", "x"), ("text", "x.log"), ("csv", "x.json/")]
)
def test_export__writes_to_a_path_that_names_no_other_format(tmp_path: Path, to: str, name: str) -> None:
    SESSION.export(PLAN, to=to, path=f"{tmp_path}/{name}")
    assert (tmp_path / name).exists()


def test_export__of_no_plan_raises() -> None:
    with pytest.raises(ExportError, match="There is no plan to export"):
        SESSION.export(Portfolio(()), to="csv")


# From the command line


@pytest.fixture(autouse=True)
def _session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("empact.cli.app.default_session", lambda: SESSION)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["export", *arguments], prog_name="empact")


def test_command__writes_several_files_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "y.yaml").write_text(YAML, encoding="utf-8")
    done = run("oap-c-2012", "y.yaml", "--to", "csv", "-o", "out/sheets")
    assert (done.exit_code, done.output) == (0, "")
    assert names(tmp_path / "out" / "sheets") == ["C-2012.csv", "Y-2012.csv"]
    done = run("oap-c-2012", "--to", "json", "-o", "new/")
    assert (done.exit_code, names(tmp_path / "new")) == (0, ["C-2012.json"])


def test_command__says_which_files_need_a_folder() -> None:
    done = run("oap-c-2012", "--document", "workload", "--to", "csv", "--party", "CEPOL")
    assert done.exit_code == 2
    assert "Error: There are 5 files: C-2012-workload-summary.csv, " in done.stderr
    assert "C-2012-workload-actions.csv and 2 more. Name a folder with -o.\n" in done.stderr


@pytest.mark.parametrize("output", ["c.log", "c", "c.TXT", "c.html/"])
def test_command__writes_to_a_name_without_the_suffix_of_another_format(output: str) -> None:
    assert run("oap-c-2012", "--to", "text", "-o", output).exit_code == 0
    assert Path(output).exists()


def test_command__prints_a_document_with_its_options(tmp_path: Path) -> None:
    done = run("oap-c-2012", "--document", "workload", "--to", "text", "--party", "HU", "--party", "AT")
    assert done.exit_code == 0
    assert "HU     leads  C-2012:2.2 " in done.stdout
    marking = PLAN.marking_in_force(None)
    assert done.stdout.startswith(f"{marking}\n\nWorkload of C-2012, only HU, AT\n")
    assert run("oap-c-2012", "--to", "graph", "--deep", "2", "--loud").stdout == f"--C-2012 {marking}"
    card = f"C-2012 2012-06-30 0 {marking}"
    assert run("oap-c-2012", "--to", "card", "--folder", "x", "--as-of", "2012-06-30").stdout == card
    practice = ("--practice", str(tmp_path))
    done = run("oap-c-2012", "--document", "letter", "--to", "csv", "--day", "2012-06-30", *practice)
    assert ",2012-06-30," in done.stdout


@pytest.mark.parametrize(
    ("arguments", "listed", "missing"),
    [
        (("--help",), ["--document DOCUMENT"], ["--party PARTY", "--width NUMBER"]),
        (("--document", "workload", "-h"), ["--party PARTY"], ["--width NUMBER"]),
        (("--to", "text", "--help"), ["--width NUMBER", "[default: 80]"], ["--party PARTY"]),
        (
            ("x", "--document=findings", "--to=text", "--help"),
            ["--show [error|warning|info]", "--width NUMBER"],
            ["--party PARTY"],
        ),
        (("--to", "graph", "--help"), ["--loud ", "--deep NUMBER"], ["--width NUMBER"]),
        (("--document", "letter", "--help"), ["--day DATE"], ["--party PARTY"]),
    ],
    ids=str,
)
def test_command__lists_the_options_of_the_call(
    arguments: tuple[str, ...], listed: list[str], missing: list[str]
) -> None:
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    assert [word for word in listed if word not in done.stdout] == []
    assert [word for word in missing if word not in done.stdout] == missing


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "text", "--widht", "5"), "Option '--widht' does not exist. Did you mean '--width'?"),
        (("--to", "csv", "--party", "HU"), "Option '--party' does not exist."),
        (("--to", "text", "--width", "wide"), "Invalid value for '--width': The option 'width' is 'wide'."),
        (("--to", "graph", "--document", "worklod"), "Error: Document 'worklod' does not exist."),
        (("--to", "scv"), "Error: Format 'scv' does not exist. Did you mean 'csv'?"),
        (("--to", "pdf"), "Error: Format 'pdf' does not exist. Known: card, "),
        (("--to", "exel"), "ics, json, markdown, mermaid, parquet, text, xlsx, yaml.\n"),
        (
            ("--to", "csv", "--document", "tasks"),
            "progress, report-form, reports, responsibilities, round, seals, sheet, tasking, timeline, workload.\n",
        ),
        (
            ("--to", "xlsx", "-o", "c.docx"),
            "'docx', but is written as 'xlsx'. Write --to docx or a name with .xlsx.\n",
        ),
        (("--to", "json", "-o", "C.yml"), "'yaml', but is written as 'json'. Write --to yaml or a name with .json.\n"),
        (("--to", "text", "-o", "C.HTML"), "Write --to html or a name with .txt.\n"),
        (("--to", "text", "--document", "links", "-o", "c.dot"), "as 'text'. Write a name with .txt.\n"),
        (("--to", "yaml", "--document", "workload"), "Error: Document 'workload' in the format 'yaml' does not exist"),
        (("--document", "workload"), "Missing option '--to'"),
        (("--to", "csv", "-o", ""), "Invalid value for '-o': it is empty"),
        (
            ("--to", "csv", "--document", "fails"),
            f"Error: {STOPS}",
        ),
    ],
    ids=str,
)
def test_command__reports_wrong_usage(arguments: tuple[str, ...], message: str) -> None:
    done = run("oap-c-2012", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_command__exits_with_1_if_reading_reports_a_problem(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "y.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "plans" / "other.yaml").write_text("a: b\n", encoding="utf-8")
    done = run("./plans", "--to", "json")
    assert (done.exit_code, json.loads(done.stdout)["id"]) == (1, "Y-2012")
    assert "plans/other.yaml:1:1: OAP010" in done.stderr
    assert run("./plans", "--to", "json", "--fail-on", "error").exit_code == 0
    assert run("./plans", "--to", "json", "--fail-on", "never").exit_code == 0


def test_command__exits_with_2_if_a_plan_cannot_be_read_and_writes_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("empact: plan/1\n", encoding="utf-8")
    done = run("bad.yaml", "oap-c-2012", "--to", "card", "--as-of", "2012-06-30")
    assert (done.exit_code, done.stdout) == (2, f"C-2012 2012-06-30 0 {PLAN.marking_in_force(None)}")
    assert "bad.yaml:1:1: OAP013" in done.stderr
    done = run("bad.yaml", "--to", "csv")
    assert (done.exit_code, "Nothing is written" in done.stderr) == (2, False)
    done = run("bad.yaml", "oap-c-2012", "--to", "json", "-o", "out/")
    assert (done.exit_code, names(tmp_path / "out")) == (2, ["C-2012.json"])


@pytest.mark.parametrize("unread", ["missing.yaml", "bad.yaml", "plans"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("--document", "workload", "--to", "text"),
        ("--document", "workload", "--to", "text", "-o", "w.txt"),
        ("--document", "workload", "--to", "csv", "-o", "w/"),
        ("--to", "dot", "-o", "w.dot"),
    ],
    ids=str,
)
def test_command__does_not_write_a_document_about_several_plans_that_lacks_one(
    arguments: tuple[str, ...], unread: str, tmp_path: Path
) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("bad.yaml", "plans/bad.yaml"):
        (tmp_path / name).write_text("empact: plan/1\n", encoding="utf-8")
    (tmp_path / "plans" / "y.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "w.txt").write_text("before", encoding="utf-8")
    done = run("oap-c-2012", unread, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    line = "Error: Nothing is written: a document about several plans needs all of them, and not all can be read."
    assert done.stderr.splitlines()[-1] == line
    assert (tmp_path / "w.txt").read_text("utf-8") == "before"
    assert names(tmp_path) == ["bad.yaml", "plans", "w.txt"]


@pytest.mark.parametrize("output", ["one.json", "one"])
def test_command__does_not_write_one_of_several_plans_to_a_file(output: str, tmp_path: Path) -> None:
    done = run("oap-c-2012", "missing.yaml", "--to", "json", "-o", output)
    assert done.exit_code == 2
    line = f"Error: Nothing is written: {output} is one file, and not all plans can be read. Name a folder with -o."
    assert done.stderr.splitlines()[-1] == line
    assert names(tmp_path) == []


def test_command__reads_the_ledger_of_the_call() -> None:
    folder = str(oap_invented_2031.LEDGER)
    done = run("oap-invented-2031", "--to", "card", "--ledger", folder, "--as-of", "2031-03-01")
    assert done.stdout == "Q-2031 2031-03-01 4 LIMITE"


def lists(*arguments: str) -> str:
    done = CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments, prog_name="empact")
    assert done.exit_code == 0
    return done.stdout


def test_documents_command__lists_documents_and_options() -> None:
    lines = lists("documents").splitlines()
    assert lines[0].split() == ["Document", "Options", "Summary"]
    assert ["workload", "--party", "How", "many"] in [line.split()[:4] for line in lines]
    tree = json.loads(lists("documents", "--format", "json"))
    assert tree["empact"] == "documents/1"
    letter = next(one for one in tree["documents"] if one["name"] == "letter")
    assert letter["options"] == [
        {
            "name": "day",
            "summary": "The day of the letter.",
            "type": "date",
            "required": False,
            "repeated": False,
            "default": None,
        }
    ]


def test_formats_command__lists_exporters_and_formatters() -> None:
    lines = [line.split() for line in lists("formats").splitlines()]
    assert ["json", "plan", ".json", "--items"] in lines
    assert ["json", "document", ".json"] in lines
    assert ["graph", "portfolio", ".dot", "--deep", "--loud"] in lines
    assert lines[-4] == ["Format", "of", "findings", "Options"]
    assert lines[-3:] == [["concise"], ["json"], ["text", "--group", "--statistics"]]
    tree = json.loads(lists("formats", "--format", "json"))
    assert [one["name"] for one in tree["formatters"]] == ["concise", "json", "text"]
    assert "options" not in tree["formatters"][0]
    assert tree["formatters"][2]["options"][0]["choices"] == ["action", "rule", "leader"]
    assert {(one["name"], one["takes"]) for one in tree["exporters"]} >= {("json", "plan"), ("text", "document")}


# Names and terminals


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("C-2012", "C-2012"),
        (".", "_"),
        ("..", "_"),
        (".hidden", "_.hidden"),
        ("CON", "CON_"),
        ("com1.x", "com1_.x"),
        ("console", "console"),
        ("a\x1b[2Jb\n", "a-[2Jb-"),
        ("A/B\\C:D", "A-B-C-D"),
        ("a. ", "a"),
        ("é" * 200, "é" * 75),
    ],
)
def test_file_stem__is_a_file_name_on_every_system(text: str, stem: str) -> None:
    assert file_stem(text) == stem
    assert is_file_name(f"{stem}.csv")


@pytest.mark.parametrize("id", ["CON", "..", "a\x1b[2J"])
@pytest.mark.parametrize("to", ["yaml", "json", "csv", "text"])
def test_an_odd_id__makes_no_file_name_of_its_own(tmp_path: Path, id: str, to: str) -> None:
    Session().export(Plan(id=id), to=to, path=f"{tmp_path / 'out'}{os.sep}")
    (file,) = (tmp_path / "out").iterdir()
    assert file.stem == file_stem(id)


class Screen(io.StringIO):
    """A standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("to", ["yaml", "json", "csv", "text"])
def test_export__prints_no_control_character_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"empact": "plan/1", "id": "X", "title": "a\\u001b[2Jb\\u009bc\\u202ed"}', encoding="utf-8")
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    main(["export", str(plan), "--to", to], standalone_mode=False)
    shown = screen.getvalue()
    assert len(shown) > 10
    assert [sign for sign in shown if sign in "\r\x1b\x9b\u202e\ufeff"] == []


def test_export__of_a_format_that_is_not_text_needs_a_file_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("empact.session.exporting.Export.artifacts", lambda *_: [Artifact("x.bin", b"\xff\xfe\0")])
    monkeypatch.setattr("sys.stdout", Screen())
    assert main(["export", "oap-c-2012", "--to", "csv"], standalone_mode=False) == 2
