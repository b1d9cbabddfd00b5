"""No error about a marked plan, or about a record of one, has text of it: a word in every text is looked for.

The word is in every text of a plan and of each kind of record, complete and broken in several ways. Ids, numbers of
actions, codes of parties and the names of checkpoints are names: they are in ids, and so in names of files.
"""

from __future__ import annotations

import contextlib
import copy
import json
import logging
import pickle
import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.cli.test_marked_outputs import CALLS, NOTHING, commands

import empact
from empact import PlanReadError, Session
from empact.cli import main
from empact.errors import NOT_QUOTED
from empact.model import Answers, EntryContent, KpiRegister, Operation, Plan, Practice, Report, Seal

NONCE = "quagga"
MARKING = "SECRET UE/EU SECRET"
PLAN = f"""\
empact: plan/1
id: Z-2031
title: quagga plan
marking: {MARKING}
cycle: {{id: 2026-2029, name: quagga cycle, steps: [{{name: quagga, body: quagga}}]}}
priority: {{code: Z, name: quagga}}
period: {{start: 2031-01-01, end: 2031-12-31}}
cover: {{issuer: quagga, place: quagga, kind: quagga, sender: quagga, recipient: quagga, subject: quagga}}
driver: HU
drafters: [HU, quagga drafters]
co_drivers: [AT, quagga drivers]
support: [Europol, quagga office]
oversight: {{items: [COSI], stated: section 1/1/1}}
states: [{{state: agreed, on: 2030-12-01, stated: section 1/1/1}}]
provisions: [{{kind: exclusion, stated: section 1/1/2}}, {{kind: management, stated: section 1/1/1}}]
interdependencies: [{{priority: Y, name: quagga}}]
channels: [{{system: quagga, file: quagga, focal_point: quagga}}]
checkpoints: [{{name: June, on: 2031-06-30}}, {{name: December, on: 2031-12-15}}]
sections:
  - number: "1"
    heading: 1. quagga
    text: "COSI delegates the quagga to Hungary. A quagga that jeopardises the delivery takes no part."
goals: [{{number: "1", body: quagga, annex: "To know the quagga crossings, quagga tracks and quagga trade."}}]
actions:
  - number: "1.1"
    goal: "1"
    activity: Count the quagga crossings, quagga tracks and quagga trade at the border.
    description: quagga
    leaders: HU
    participants: [AT, quagga keepers]
    links: ["1.2", "9.9 quagga"]
    timing: when the quagga comes
    target: "quagga counted"
    kpis: "KPI: a quagga"
    documentation: [quagga]
    results: {{June: quagga}}
    conditions: [{{text: quagga, kind: funding}}]
    phases: [{{number: "1", name: quagga}}]
    locations: [{{name: quagga}}]
    funding: [{{source: quagga, purpose: quagga}}]
    initiatives: [{{name: quagga}}]
  - {{number: "1.2", goal: "1", activity: Sell the quagga crossings and quagga tracks., leaders: AT, timing: May}}
notes: [{{mark: "1", text: quagga}}]
"""
ENTRY = """\
empact: ledger/1
plan: Z-2031
kind: commitment
on: 2031-02-01
parties: [QN, quagga keepers]
by: [quagga ministry]
actions: ["1.1"]
text: quagga
source: quagga
"""
REPORT = """\
empact: report/1
plan: Z-2031
checkpoint: June
by: HU
part: quagga
on: 2031-06-28
channel: quagga
source: quagga
actions:
  - action: "1.1"
    status: quagga
    narrative: quagga
    obstacles: quagga
    support: quagga
    figures: [{kpi: 1, scope: total, value: 1, text: quagga, unit: quagga, source: quagga}]
    reason: quagga
context: quagga
assessment: quagga
outlook: quagga
"""
OPERATION = """\
empact: operation/1
id: JAD-2031-1
name: quagga
days: [{start: 2031-03-01, end: 2031-03-02}]
coordinator: [quagga office]
actions: ["Z-2031:1.1"]
reference: quagga
"""
KPIS = """\
empact: kpis/1
plan: Z-2031
definitions: [{action: "1.1", adds: cumulative, unit: quagga, definition: quagga, decided_by: quagga, on: 2031-01-10}]
"""
SEAL = f"""\
empact: seal/1
plan: Z-2031
checkpoint: June
cut_off: 2031-06-30
on: 2031-07-20
revision: quagga
plan_digest: {"a" * 64}
reports: {{2031-06-28-june-hu-0123456789abcdef: {"b" * 64}}}
"""
PRACTICE = """\
empact: practice/1
plan: Z-2031
title: quagga
kind: good
on: 2031-02-01
text: quagga
actions: ["1.1"]
context: quagga
evidence: quagga
by: [quagga ministry]
requests: [{to: [quagga office], on: 2031-02-02, text: quagga}]
taken_up: [{where: "Y-2031:1.1", text: quagga}]
source: quagga
"""
ANSWERS = """\
empact: answers/1
answers: [{actions: ["Y-2031:1.1", "Z-2031:1.1"], answer: same, by: quagga, on: 2031-01-10, remark: quagga}]
"""
RECORDS: dict[str, tuple[type, str, str, str]] = {
    "ledger/Z-2031": (EntryContent, ENTRY, "on: 2031-02-01", "kind: commitment"),
    "reports/Z-2031": (Report, REPORT, "on: 2031-06-28", "scope: total"),
    "operations": (Operation, OPERATION, "start: 2031-03-01", "end: 2031-03-02"),
    "kpis": (KpiRegister, KPIS, "on: 2031-01-10", "adds: cumulative"),
    "seals/Z-2031": (Seal, SEAL, "on: 2031-07-20", "cut_off: 2031-06-30"),
    "practice/Z-2031": (Practice, PRACTICE, "on: 2031-02-01", "kind: good"),
    "answers": (Answers, ANSWERS, "on: 2031-01-10", "answer: same"),
}
"""The folder of each kind of record, its class, a complete one, a date in it, and a fixed word or another date."""
EXTRA = {
    "continue": ["z.yaml --id Y-2032 -o next.yaml"],
    "agenda": ["z.yaml --party Nobody"],
    "exclusion": ["z.yaml Nobody"],
    "export": [
        "z.yaml --to json",
        "z.yaml --to ics",
        "z.yaml --document progress --to text",
        "z.yaml --document practices --to text",
        "z.yaml --document seals --to text",
        "z.yaml --document driver-report --to text --sealed --as-of 2031-12-31",
        "z.yaml --document findings --to csv -o out/",
        "z.yaml plans/ --document timeline --to markdown -o out/",
    ],
    "ledger add": ["z.yaml call --on 2031-02-01 --source quagga --text Nothing --party HU --due 2031-06-01"],
    "ledger list": ["z.yaml --party Nobody", "z.yaml --action 9.9"],
    "overlaps": ["z.yaml plans/ --answers given/cut.yaml", "z.yaml plans/ --answers given/word.yaml"],
    "practice add": ["z.yaml quagga --bad --on 2031-02-01 --source quagga --text quagga"],
    "progress": ["z.yaml --checkpoint Nothing", "z.yaml --party Nobody", "z.yaml --lights"],
    "report add": ["z.yaml reports/Z-2031", "z.yaml forms/cut.yaml", "z.yaml forms/whole.yaml", "z.yaml forms/"],
    "report list": ["z.yaml --checkpoint Nothing", "z.yaml --party Nobody"],
    "report round": [
        "z.yaml --checkpoint Nothing",
        "z.yaml forms/cut.yaml --checkpoint June",
        "z.yaml forms/ --checkpoint June -o replies-new --as-of 2031-12-31",
    ],
    "report seal": ["z.yaml --checkpoint Nothing"],
    "report seals": ["z.yaml --checkpoint Nothing"],
    "report new": ["z.yaml --by HU --checkpoint Nothing", "z.yaml --all --checkpoint June -o forms-new"],
    "show": ["z.yaml 9.9"],
    "task": ["z.yaml --party Nobody", "z.yaml --party HU --with-reports --format text"],
    "workload": ["z.yaml --party Nobody"],
}
"""Calls beside those of the table of all commands: ids that do not exist, and what reads each kind of record."""


def _calls() -> Iterator[tuple[str, list[str]]]:
    for command in commands() - {*NOTHING}:
        calls = [*CALLS.get(command, ()), *EXTRA.get(command, ())]
        yield command, [call.replace("zebra", NONCE).replace("later.yaml", "plans/y.yaml") for call in calls]


COMMANDS = dict(sorted(_calls()))


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def broken(cls: type, text: str, date: str, word: str) -> dict[str, str]:
    """The text of a file, broken in several ways: keys, types and words that do not exist, and a file that is cut."""
    return {
        "key": f"{text}quagga: quagga\n",
        "type": text.replace(date, f"{date.split(':', maxsplit=1)[0]}: quagga"),
        "word": text.replace(word, f"{word.split(':', maxsplit=1)[0]}: quagga"),
        "cut": f"{text}quagga: [quagga\n",
        "list": text.replace("source: quagga", "source: [quagga]").replace("name: quagga", "name: [quagga]"),
        "quote": f'{text}"quagga',
        "other": f"quagga\n{text}",
        "every": json.dumps(filled_in(cls)),
    }


def filled_in(cls: type) -> dict[str, Any]:
    """A file of a kind with every key that its schema has, each with the word in place of its value."""
    schema = json.loads(SESSION.schema(of=cls))

    def value(node: Mapping[str, Any], *inside: str) -> Any:
        if "$ref" in node:
            name = node["$ref"].rpartition("/")[2]
            return NONCE if name in inside else value(schema["$defs"][name], *inside, name)
        for option in node.get("anyOf", ()):
            if (filled := value(option, *inside)) != NONCE:
                return filled
        if "properties" in node:
            return {key: value(child, *inside) for key, child in node["properties"].items()}
        return [value(node["items"], *inside)] if "items" in node else NONCE

    names = {"empact": schema["properties"]["empact"]["const"], "id": "Z-2031", "plan": "Z-2031", "marking": MARKING}
    return {key: names.get(key, value(child)) for key, child in schema["properties"].items()}


SESSION = Session()
BROKEN_PLANS = broken(Plan, PLAN, "start: 2031-01-01", "state: agreed")
BROKEN = {kind: broken(*parts) for kind, parts in RECORDS.items()}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plans and with records of each kind, and with files that cannot be read outside the workspace."""
    folder = tmp_path_factory.mktemp("filled")
    with contextlib.chdir(folder):
        write("z.yaml", PLAN)
        write("plans/y.yaml", PLAN.replace("priority: Y", "priority: X").replace("Z-2031", "Y-2031"))
        write("broken.yaml", BROKEN_PLANS["every"])
        write("cut.yaml", BROKEN_PLANS["cut"])
        write("cut.json", BROKEN_PLANS["every"].replace('"', "", 1))
        write("form.yaml", REPORT)
        write("forms/whole.yaml", REPORT)
        for name, text in BROKEN["reports/Z-2031"].items():
            write(f"forms/{name}.yaml", text)
        write("empact.toml", 'workspace = "records"\nanswers = "records/answers/whole.yaml"\n')
        for kind, (_, text, *_) in RECORDS.items():
            write(f"records/{kind}/whole.yaml", text)
        write("given/cut.yaml", BROKEN["answers"]["cut"])
        write("given/word.yaml", BROKEN["answers"]["word"])
    return folder


@pytest.fixture(autouse=True)
def folder(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """The files that are opened from here on."""
    paths: set[Path] = set()

    def spy(path: Path, *args: Any, _open: Callable[..., Any] = Path.open, **options: Any) -> Any:
        paths.add(path)
        return _open(path, *args, **options)

    monkeypatch.setattr(Path, "open", spy)
    return paths


def run(command: str, call: str) -> Result:
    """Run a command, and look for the word on its standard error and in the names of files."""
    done = CliRunner(env={"COLUMNS": "120"}).invoke(main, [*command.split(), *call.split()], prog_name="empact")
    assert NONCE not in done.stderr.casefold(), (command, call)
    assert done.exception is None or isinstance(done.exception, SystemExit), (command, call)
    assert not [path for path in Path().rglob("*") if NONCE in path.name.casefold()], (command, call)
    return done


def kinds_in(opened: set[Path]) -> list[str]:
    return [kind for kind in RECORDS if any(f"records/{kind}/whole.yaml" in path.as_posix() for path in opened)]


# Commands


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command__says_nothing(command: str, opened: set[Path], caplog: pytest.LogCaptureFixture) -> None:
    assert COMMANDS[command], "a new command needs a call in the table"
    tried = set[str]()
    for call in COMMANDS[command]:
        opened.clear()
        run(command, call)
        for kind in kinds_in(opened):
            if kind not in tried:
                tried.add(kind)
                path = Path("records", kind, "whole.yaml")
                for name, text in BROKEN[kind].items():
                    path.write_text(text, "utf-8")
                    write(f"records/{kind}/{name}.yaml", text)
                run(command, call)
                for name in BROKEN[kind]:
                    Path("records", kind, f"{name}.yaml").unlink()
                path.write_text(RECORDS[kind][1], "utf-8")
    for name in ("type", "cut"):
        write("z.yaml", BROKEN_PLANS[name])
        assert run(command, COMMANDS[command][0]).exit_code == 2
    assert NONCE not in caplog.text.casefold()


def test_a_command__reads_the_records_of_this_table(opened: set[Path]) -> None:
    done = run("validate", "z.yaml")
    assert kinds_in(opened) == [*RECORDS], done.output


def test_a_command__says_where_a_plan_is_broken() -> None:
    done = run("show", "cut.yaml")
    assert done.stderr.splitlines()[0].startswith("Error: cut.yaml:")
    assert done.stderr.splitlines()[-1] == NOT_QUOTED


def test_validate__shows_what_the_others_do_not() -> None:
    assert NONCE in run("validate", "cut.yaml").stdout
    for kind in RECORDS:
        path = Path("records", kind, "whole.yaml")
        path.write_text(BROKEN[kind]["word"], "utf-8")
        done = run("validate", "z.yaml")
        assert f"{path}:" in done.stdout, kind
        assert "Error" not in done.stderr
        path.write_text(RECORDS[kind][1], "utf-8")


# Python


def shown(error: BaseException) -> str:
    """Everything that a program prints of an exception without being asked for the findings."""
    copies = [error, copy.copy(error), pickle.loads(pickle.dumps(error))]
    logging.getLogger("test").error("It failed.", exc_info=error)
    logging.getLogger("test").error("It failed: %r %s", error, error)
    parts = [part for each in copies for part in (str(each), repr(each), repr(each.args))]
    return "\n".join([*parts, *traceback.format_exception(error)])


WAYS = [
    "",
    "? marking\n: ",
    "markings: ",
    '"mark\\u0069ng": ',
    '"mark\\x69ng": ',
    "Marking: ",
    "marking:\n  - ",
    "note: ",
]
"""Ways to write the key of the marking; with the last one, the level alone shows it."""


def check_error(call: Callable[[], object], caplog: pytest.LogCaptureFixture, *, quotes: bool = True) -> None:
    with pytest.raises(PlanReadError) as raised:
        call()
    assert NONCE not in shown(raised.value).casefold()
    assert NONCE not in caplog.text.casefold()
    assert NOT_QUOTED in str(raised.value)
    if quotes:
        assert any(NONCE in finding.message.casefold() for finding in raised.value.diagnostics)  # the program can ask
    copied: PlanReadError = pickle.loads(pickle.dumps(raised.value))
    assert copied.diagnostics == raised.value.diagnostics


READERS: dict[str, Callable[[Session, Plan], object]] = {
    "ledger/Z-2031": lambda session, plan: session.workspace.ledger.of_plan("Z-2031", plans=[plan]),
    "reports/Z-2031": lambda session, _: session.workspace.reports.of_plan("Z-2031"),
    "operations": lambda session, plan: session.workspace.operations.read(plans=[plan]).require_complete(),
    "kpis": lambda session, _: session.workspace.kpis.of_plan("Z-2031"),
    "seals/Z-2031": lambda session, _: session.workspace.seals.of_plan("Z-2031"),
    "practice/Z-2031": lambda session, plan: session.workspace.practices.read(plans=[plan]).require_complete(),
    "answers": lambda session, _: session.workspace.answers,
}


@pytest.mark.parametrize("kind", RECORDS)
def test_an_exception__has_no_text_of_a_broken_record(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    session, parts = Session(config="empact.toml"), BROKEN[kind]
    plan = session.load("z.yaml")
    write(f"records/{kind}/whole.yaml", parts["word"])
    check_error(lambda: READERS[kind](session, plan), caplog)
    cls = RECORDS[kind][0]
    for name in ("type", "word", "cut", "every"):
        check_error(partial(session.loads, parts[name], format="yaml", kind=cls), caplog)
        check_error(partial(session.loads, parts[name], format="yaml", kind=cls, plans=[plan]), caplog)
    if kind in {"ledger/Z-2031", "reports/Z-2031"}:
        check_error(lambda: session.context(plan, records=session.workspace.records), caplog)
        check_error(
            lambda: session.context(plan, session.load("plans/y.yaml"), records=session.workspace.records), caplog
        )
    caplog.clear()
    session.validate(plan, records=session.workspace.records)
    assert NONCE not in caplog.text


@pytest.mark.parametrize("kind", ["ledger/Z-2031", "reports/Z-2031", "operations", "kpis", "practice/Z-2031"])
def test_an_exception__has_no_text_of_a_record_with_a_marking_of_its_own(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    plan = Plan(id="Z-2031")
    for name in ("word", "cut"):
        text = BROKEN[kind][name]
        read = partial(SESSION.loads, format="yaml", kind=RECORDS[kind][0], plans=[plan])
        with pytest.raises(PlanReadError) as raised:
            read(text)
        assert NOT_QUOTED not in str(raised.value)
        check_error(partial(read, text.replace("\n", f"\nmarking: {MARKING}\n", 1)), caplog, quotes=False)


@pytest.mark.parametrize("way", WAYS)
def test_an_exception__has_no_text_of_a_broken_plan(way: str, caplog: pytest.LogCaptureFixture) -> None:
    for name, text in BROKEN_PLANS.items():
        other = text.replace("marking: ", way or "marking: ")
        quotes = name in {"key", "type", "word", "every"}
        check_error(partial(SESSION.loads, other, format="yaml"), caplog, quotes=quotes)
    write("broken.yaml", BROKEN_PLANS["word"].replace("marking: ", way or "marking: "))
    check_error(lambda: empact.portfolio("z.yaml", "broken.yaml"), caplog)
