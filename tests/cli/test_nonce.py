"""No error about a marked plan, or about a record of one, has text of it: a word in every text is looked for.

The word is in every text of a plan and of each kind of record, complete and broken in several ways. Ids, numbers of
actions, codes of parties and the names of checkpoints are names: they are in ids, and so in names of files.
"""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.test_marked_outputs import CALLS, NOTHING

import empact
from empact import PlanReadError, Session
from empact.cli import main
from empact.errors import NOT_QUOTED
from empact.model import Answers, EntryContent, KpiRegister, Operation, Plan, Practice, Report

NONCE = "quagga"
MARKING = "SECRET UE/EU SECRET"
PLAN = f"""\
empact: plan/1
id: Z-2031
title: quagga plan
marking: {MARKING}
cycle: {{id: 2026-2029, name: quagga cycle}}
priority: {{code: Z, name: quagga}}
period: {{start: 2031-01-01, end: 2031-12-31}}
cover: {{issuer: quagga, place: quagga, kind: quagga, sender: quagga, recipient: quagga, subject: quagga}}
driver: HU
drafters: [HU, quagga drafters]
oversight: {{items: [COSI], stated: section 1/1/1}}
states: [{{state: agreed, on: 2030-12-01, stated: section 1/1/1}}]
provisions: [{{kind: exclusion, stated: section 1/1/2}}, {{kind: management, stated: section 1/1/1}}]
interdependencies: [{{priority: Y, name: quagga}}]
channels: [{{system: quagga, file: quagga}}]
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
parties: [HU, quagga keepers]
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
role: leader
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
    "reports/Z-2031": (Report, REPORT, "on: 2031-06-28", "role: leader"),
    "operations": (Operation, OPERATION, "start: 2031-03-01", "end: 2031-03-02"),
    "kpis": (KpiRegister, KPIS, "on: 2031-01-10", "adds: cumulative"),
    "practice/Z-2031": (Practice, PRACTICE, "on: 2031-02-01", "kind: good"),
    "answers": (Answers, ANSWERS, "on: 2031-01-10", "answer: same"),
}
"""The folder of each kind of record, its class, a complete one, a date in it, and a fixed word or another date."""
EXTRA = {
    "agenda": ["z.yaml --late", "z.yaml --party Nobody"],
    "exclusion": ["z.yaml Nobody"],
    "export": [
        "z.yaml --to json",
        "z.yaml --to ics",
        "z.yaml --document progress --to text",
        "z.yaml --document practices --to text",
        "z.yaml --document findings --to csv -o out/",
        "z.yaml plans/ --document timeline --to markdown -o out/",
    ],
    "ledger add": ["z.yaml call --on 2031-02-01 --source quagga --text Nothing --party HU --due 2031-06-01"],
    "ledger list": ["z.yaml --party Nobody", "z.yaml --action 9.9"],
    "overlaps": ["z.yaml plans/ --answers answers/cut.yaml", "z.yaml plans/ --answers answers/word.yaml"],
    "practice add": ["z.yaml quagga --bad --on 2031-02-01 --source quagga --text quagga"],
    "progress": ["z.yaml --checkpoint Nothing", "z.yaml --party Nobody", "z.yaml --lights"],
    "report add": ["z.yaml reports/Z-2031", "z.yaml forms/cut.yaml", "z.yaml forms/whole.yaml", "z.yaml forms/"],
    "report list": ["z.yaml --checkpoint Nothing", "z.yaml --party Nobody"],
    "report new": ["z.yaml --by HU --checkpoint Nothing", "z.yaml --all --checkpoint June -o forms-new"],
    "show": ["z.yaml 9.9"],
    "task": ["z.yaml --party Nobody", "z.yaml --party HU --with-reports --format text"],
    "workload": ["z.yaml --party Nobody"],
}
"""Calls beside those of the table of all commands: ids that do not exist, and what reads each kind of record."""


def _calls() -> Iterator[tuple[str, str]]:
    for command in dict.fromkeys((*CALLS, *EXTRA)):
        for call in (*CALLS.get(command, ()), *EXTRA.get(command, ())):
            yield command, call.replace("zebra", NONCE).replace("later.yaml", "plans/y.yaml")


COMMANDS = list(_calls())


def broken(text: str, date: str, word: str) -> dict[str, str]:
    """The text of a file, broken in several ways: keys, types and words that do not exist, and a file that is cut."""
    return {
        "key": f"{text}quagga: quagga\n",
        "type": text.replace(date, f"{date.split(':', maxsplit=1)[0]}: quagga"),
        "word": text.replace(word, f"{word.split(':', maxsplit=1)[0]}: quagga"),
        "cut": f"{text}quagga: [quagga\n",
        "list": text.replace("source: quagga", "source: [quagga]").replace("name: quagga", "name: [quagga]"),
        "quote": f'{text}"quagga',
        "other": f"quagga\n{text}",
    }


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("z.yaml", PLAN)
    other = PLAN.replace("priority: Y", "priority: X").replace("Z-2031", "Y-2031").replace("code: Z", "code: Y")
    write("plans/y.yaml", other)
    write("form.yaml", REPORT)
    for name, text in {"whole": REPORT, **broken(*RECORDS["reports/Z-2031"][1:])}.items():
        write(f"forms/{name}.yaml", text)
    write("empact.toml", 'workspace = "records"\n')
    for name, (_, text, _, _) in RECORDS.items():
        if name != "answers":
            write(f"records/{name}/whole.yaml", text)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(command: str, call: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, [*command.split(), *call.split()], prog_name="empact")


def check(command: str, call: str) -> Result:
    done = run(command, call)
    assert NONCE not in done.stderr.casefold(), (command, call)
    assert done.exception is None or isinstance(done.exception, SystemExit), (command, call)
    return done


def check_names() -> None:
    assert not [path for path in Path().rglob("*") if NONCE in path.name.casefold()]


def test_the_table__has_every_command() -> None:
    assert {command for command, _ in COMMANDS} == {*CALLS, "export", "report new"}
    assert not {*NOTHING} & {*EXTRA}


# Commands


@pytest.mark.parametrize(("command", "call"), COMMANDS)
def test_a_command__says_nothing_of_complete_files(command: str, call: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    check(command, call)
    assert NONCE not in caplog.text
    check_names()


def write_broken(kind: str) -> None:
    _, *parts = RECORDS[kind]
    where = kind if kind == "answers" else f"records/{kind}"
    for name, text in broken(*parts).items():
        write(f"{where}/{name}.yaml", text)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_command__says_nothing_of_broken_records(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    write_broken(kind)
    if kind == "answers":
        write("empact.toml", 'workspace = "records"\nanswers = "answers/word.yaml"\n')
    assert [call for command, call in COMMANDS if NOT_QUOTED in check(command, call).stderr]
    assert NONCE not in caplog.text
    check_names()


@pytest.mark.parametrize(
    "start",
    [
        "",
        "? marking\n: ",
        "markings: ",
        '"mark\\u0069ng": ',
        '"mark\\x69ng": ',
        "Marking: ",
        "marking:\n  - ",
        "note: ",
    ],
)
def test_a_command__says_nothing_of_a_broken_plan(start: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    text = PLAN.replace("marking: ", start or "marking: ")
    for name, content in broken(text, "start: 2031-01-01", "state: agreed").items():
        write("broken.yaml", content)
        for command, call in [("show", "broken.yaml"), ("workload", "broken.yaml plans/")]:
            done = check(command, call)
            assert done.exit_code == 2, (name, command)
            assert NOT_QUOTED in done.stderr
            assert "broken.yaml:" in done.stderr
    assert NONCE not in caplog.text


@pytest.mark.parametrize(("command", "call"), [each for each in COMMANDS if "z.yaml" in each[1]])
def test_each_command__says_nothing_of_a_broken_plan(command: str, call: str) -> None:
    write("z.yaml", broken(PLAN, "start: 2031-01-01", "state: agreed")["type"])
    assert check(command, call).exit_code in {0, 2}
    check_names()


# Python


def shown(error: BaseException) -> str:
    """Everything that a program prints of an exception without being asked for the findings."""
    copies = [error, copy.copy(error), pickle.loads(pickle.dumps(error))]
    logging.getLogger("test").error("It failed.", exc_info=error)
    logging.getLogger("test").error("It failed: %r %s", error, error)
    parts = [part for each in copies for part in (str(each), repr(each), repr(each.args))]
    return "\n".join([*parts, *traceback.format_exception(error)])


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
    "ledger/Z-2031": lambda session, plan: session.workspace.ledger.of("Z-2031", plans=[plan]),
    "reports/Z-2031": lambda session, _: session.workspace.reports.of("Z-2031"),
    "operations": lambda session, plan: session.workspace.operations.read(plans=[plan]).require_complete(),
    "kpis": lambda session, _: session.workspace.kpis.of("Z-2031"),
    "practice/Z-2031": lambda session, plan: session.workspace.practices.read(plans=[plan]),
    "answers": lambda session, _: session.workspace.answers,
}


@pytest.mark.parametrize("kind", RECORDS)
def test_an_exception__has_no_text_of_a_broken_record(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    write_broken(kind)
    session = Session(config="empact.toml")
    if kind == "answers":
        write("empact.toml", 'workspace = "records"\nanswers = "answers/word.yaml"\n')
        session = Session(config="empact.toml")
    plan = session.load("z.yaml")
    check_error(lambda: READERS[kind](session, plan), caplog)
    cls, *parts = RECORDS[kind]
    for name, text in broken(*parts).items():
        if name in {"type", "word", "cut"}:
            check_error(partial(session.loads, text, format="yaml", kind=cls), caplog)
            write("one.yaml", text)
            check_error(lambda: session.load("one.yaml", cls, plans=[plan]), caplog)
    if kind in {"ledger/Z-2031", "reports/Z-2031"}:
        check_error(lambda: session.context(plan, reports=None), caplog)
        check_error(lambda: session.context(plan, session.load("plans/y.yaml"), reports=None), caplog)
    caplog.clear()
    session.validate(plan)
    assert NONCE not in caplog.text


def test_an_exception__has_no_text_of_a_broken_plan(caplog: pytest.LogCaptureFixture) -> None:
    for name, text in broken(PLAN, "start: 2031-01-01", "state: agreed").items():
        write("broken.yaml", text)
        quotes = name in {"key", "type", "word"}
        check_error(lambda: empact.load("broken.yaml"), caplog, quotes=quotes)
        check_error(partial(empact.loads, text, format="yaml"), caplog, quotes=quotes)
        check_error(lambda: empact.portfolio("z.yaml", "broken.yaml"), caplog, quotes=quotes)
