"""``empact agenda``: what is due by day and party; never what is late."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import attrs
import icalendar
import pytest
from click.testing import CliRunner, Result
from tests.support.invented import PLAN, day, entry, ledger

import oap_invented_2031
from empact import Session
from empact.cli import main
from empact.cli.naming import checkpoint_named
from empact.model import Checkpoint, EntryKind, Prose

pytestmark = pytest.mark.usefixtures("invented_plan_installed")
LEDGER = "--ledger=ledger"
"""The ledger of the example, which calls for the reports of December, with a call for those of June."""
LATE = re.compile(r"late\b|overdue|not (reported|answered)|done|missing|silent", re.IGNORECASE)


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the ledger."""
    folder = tmp_path_factory.mktemp("called")
    shutil.copytree(oap_invented_2031.LEDGER, folder / "ledger")
    june = entry(EntryKind.CALL, "2031-06-02", "", "QM", due=day("2031-07-05"), text=Prose(text="June 2031"))
    Session([oap_invented_2031]).workspace.ledger.add(june, folder / "ledger")
    return folder


@pytest.fixture(autouse=True)
def current_folder(called: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(called)


def run(*arguments: str, command: str = "agenda") -> Result:
    call = [command, "oap-invented-2031", *arguments]
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, call, prog_name="empact")


def text(*arguments: str, as_of: str = "2031-12-31", command: str = "agenda") -> str:
    done = run("--as-of", as_of, LEDGER, *arguments, command=command)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def tree(*arguments: str, as_of: str = "2031-12-31") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text("--format", "json", *arguments, as_of=as_of))
    return found


def of_day(day: str, found: str) -> list[str]:
    """The lines of a day; a line that is wrapped is one."""
    lines = re.sub(r"\n {18}", " ", found).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(day))
    own = itertools.takewhile(lambda line: line.startswith("  "), lines[start + 1 :])
    return [line[12:].strip() for line in (lines[start], *own)]


def test_text__has_each_day_with_its_parties_in_80_columns() -> None:
    found = text()
    assert found.splitlines()[:2] == [
        "LIMITE",
        "Q-2031  Operational Action Plan 2031: counterfeit clocks (invented)",
    ]
    assert max(map(len, found.splitlines())) <= 80
    assert of_day("2031-06-30", found) == [
        "QP  figure on 4.2, planned from 2031-01-01 to 2031-06-30: 1 manual written by June 2031",
        "QZ  figure on 1.2, planned from 2031-04-01 to 2031-06-30: 200 clocks compared by June 2031",
        "QZ  commitment on 1.2: To report which clocks come from one workshop.",
    ]
    assert of_day("2031-07-02", found) == ["QN  answer to QM on 3.1: To name the operator without delay."]
    assert of_day("2031-07-05", found)[2] == "QO  report to QM for June 2031 on 1.1, 1.2, 2.2, 3.1"


def test_text__of_a_checkpoint_without_a_call_is_listed_at_its_cut_off_day() -> None:
    found = text(as_of="2031-05-31")
    assert of_day("2031-06-30", found)[-1] == (
        "June 2031 is not called for: no due day. Reports of QM, QN, QO, QP, QQ, QR, QX, QZ"
    )
    assert "2031-07-05" not in found


def test_kpi_register__says_who_is_asked_also_without_the_reports() -> None:
    without, known = tree(), tree(f"--kpis={oap_invented_2031.KPIS}")
    asked = [
        {item["party"] for item in found["items"] if item["kind"] == "report" and "4.2" in item["actions"]}
        for found in (without, known)
    ]
    assert asked == [{"QP", "QQ", "QR"}, {"QP"}]  # 4.2 is a milestone, as the register has decided
    assert (without["unread"], known.get("unread")) == (["kpis"], None)


def test_options__limit_the_days_and_the_party() -> None:
    found = text("--since", "2031-07-01", "--until", "2031-07-31", "--party", "Nettlemark")
    assert re.findall(r"^2031-\S+", found, re.MULTILINE) == ["2031-07-02", "2031-07-05"]
    assert {line.split()[0] for day in ("2031-07-02", "2031-07-05") for line in of_day(day, found)} == {"QN"}
    assert text("--until", "2031-01-01").splitlines()[-1] == "Nothing is due."
    unknown = run("--party", "Zebra", LEDGER)
    assert (unknown.exit_code, "Zebra" in unknown.stderr) == (2, True)
    turned = run("--since", "2031-07-31", "--until", "2031-07-01", LEDGER)
    says = "The first day to list, 2031-07-31, is after the last one, 2031-07-01."
    assert (turned.exit_code, says in turned.stderr) == (2, True)


@pytest.mark.parametrize("option", [("--since", "2031-07-01"), ("--until", "2031-07-31"), ("--party", "QN")])
def test_options__are_those_of_the_document(option: tuple[str, ...]) -> None:
    exported = text("--document", "agenda", "--to", "text", *option, command="export")
    assert exported.partition("Due\n")[2].removesuffix("\n\nLIMITE\n") == text(*option).partition("Due\n")[2].rstrip()


def test_json__has_every_item_with_its_source() -> None:
    found = tree("--party", "QO")
    assert (found["empact"], found["as_of"], found["marking"]) == ("agenda/1", "2031-12-31", "LIMITE")
    june = found["items"][0]
    assert june["entry"].startswith("2031-06-02-call-QM")
    assert {key: june[key] for key in ("kind", "party", "due", "cut_off", "set_by")} == {
        "kind": "report",
        "party": "QO",
        "due": "2031-07-05",
        "cut_off": "2031-06-30",
        "set_by": ["QM"],
    }
    assert {"words", "at", "state"} & june.keys() == set()


# --- lateness


def test_help__says_that_a_figure_is_never_late_and_where_the_state_of_a_round_is() -> None:
    shown = " ".join(run("--help").stdout.split())
    assert "A figure is due on the day that the plan sets for its KPI, and is never late." in shown
    assert "for one round, 'empact report round' shows it" in shown
    assert run("--late", LEDGER).exit_code == 2


def dated(found: str) -> str:
    """An output without its date of knowledge."""
    return re.sub(r"2031-07-0[36]", "AS-OF", found)


@pytest.mark.parametrize("to", ["text", "json", "markdown", "html"])
@pytest.mark.parametrize("option", [(), ("--party", "QN"), ("--language", "de")])
def test_document__is_the_same_before_and_after_a_due_day(to: str, option: tuple[str, ...]) -> None:
    asked = ("--document", "agenda", "--to", to, *option)
    before, after = (dated(text(*asked, as_of=day, command="export")) for day in ("2031-07-03", "2031-07-06"))
    assert before == after
    assert to == "html" or not LATE.search(before)  # a page has a script and a style sheet with words of their own


@pytest.mark.parametrize("option", [(), ("--party", "QN"), ("--format", "json")])
def test_agenda__is_the_same_before_and_after_a_due_day(option: tuple[str, ...]) -> None:
    before, after = (dated(text(*option, as_of=day)) for day in ("2031-07-03", "2031-07-06"))
    assert before == after
    assert not LATE.search(before)


@pytest.mark.parametrize("option", [(), ("--party", "QN")])
def test_calendar__is_the_same_before_and_after_a_due_day(option: tuple[str, ...]) -> None:
    before, after = (
        dated(text("--to", "ics", "--release", "LIMITE", *option, as_of=day, command="export").replace("\r\n ", ""))
        for day in ("2031-07-03", "2031-07-06")
    )
    stamps = re.compile(r"(DTSTAMP|LAST-MODIFIED):2031070[36]T000000Z")
    assert stamps.sub("", before) == stamps.sub("", after)
    assert not LATE.search(before.replace("TEMPLATE", ""))


def events_of(calendar: str) -> dict[str, Any]:
    """The entries of a calendar by UID."""
    parsed: Any = icalendar.Calendar.from_ical(calendar)
    return {str(one["uid"]): one for one in parsed.walk("VEVENT")}


def events(*arguments: str) -> dict[str, Any]:
    done = run("--as-of", "2031-12-31", LEDGER, "--to", "ics", *arguments, command="export")
    assert done.exit_code == 0
    assert ("no texts of marked plans (Q-2031)" in done.stderr) is ("--release" not in arguments)
    return events_of(done.stdout)


def test_calendar__has_an_entry_for_each_due_day_with_its_parties() -> None:
    found = events("--release", "LIMITE")
    due = {str(one["summary"]): one for one in found.values() if " due: " in one["summary"]}
    assert "Q-2031 due: report for June 2031" in due
    assert due["Q-2031 due: report for June 2031"]["dtstart"].dt.isoformat() == "2031-07-05"
    assert due["Q-2031 due: report for June 2031"]["description"].split("\n\n")[0] == (
        "Due from: QM, QN, QO, QP, QQ, QR, QX, QZ"
    )
    assert {"Q-2031:3.1 due: commitment of QN", "Q-2031:3.1 due: answer of QN"} < set(due)
    words = " ".join(one.to_ical().decode() for one in due.values())
    assert "To name the operator" not in words  # texts of the ledger stay in the ledger
    assert "exhort" not in words


def test_calendar_of_a_party__has_only_its_items_with_the_uids_of_the_plan() -> None:
    every, own = events("--release", "LIMITE"), events("--release", "LIMITE", "--party", "QO")
    due = {uid: str(one["summary"]) for uid, one in own.items() if " due: " in one["summary"]}
    assert set(due.values()) == {"Q-2031 due: report for June 2031", "Q-2031 due: report for December 2031"}
    assert set(due) < set(every)
    assert all("Due from: QO\n" in str(own[uid]["description"]) for uid in due)


def test_calendar_of_a_marked_plan__has_number_day_and_marking_only() -> None:
    found = [one for one in events().values() if one["dtstart"].dt.isoformat() == "2031-07-05"]
    assert [(str(one["summary"]), str(one["description"])) for one in found] == [("Q-2031 LIMITE", "LIMITE")]


def test_calendar__keeps_the_uid_of_a_day_that_a_later_call_changes(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    add = ("ledger", "add", "oap-invented-2031", "call", "--by", "QM", "--text", "June 2031", "--source", "Invented")
    uids = []
    for on, due in (("2031-06-02", "2031-07-05"), ("2031-06-10", "2031-07-12")):
        done = CliRunner().invoke(main, [*add, "--on", on, "--due", due, f"--ledger={folder}", "--create"])
        assert (done.exit_code, done.stderr) == (0, "")
        call = ["export", "oap-invented-2031", "--to", "ics", f"--ledger={folder}", "--as-of", "2031-12-31"]
        found = events_of(CliRunner().invoke(main, call).stdout)
        uids.append({uid for uid, one in found.items() if one["dtstart"].dt.isoformat() == due})
    assert uids[0] == uids[1] != set()


ADD = ("ledger", "add", "oap-invented-2031", "call", "--on", "2031-06-02", "--due", "2031-07-05", "--source", "I")


def test_ledger_add__warns_of_a_call_that_sets_no_day(tmp_path: Path) -> None:
    given = ("--by", "QO", "--text", "June 2031", f"--ledger={tmp_path / 'ledger'}", "--create")
    done = CliRunner().invoke(main, [*ADD, *given])
    assert done.exit_code == 0
    assert done.stderr == "Warning: OAP890 call-without-effect. 'empact ledger check' shows more.\n"
    missing = CliRunner().invoke(main, [*ADD, "--by", "QM", f"--ledger={tmp_path / 'ledger'}"])
    assert missing.exit_code == 2
    assert "A call for reports needs --text: the name of the checkpoint." in missing.stderr


@pytest.mark.parametrize("name", ["June", "june", " June  2031"])
def test_ledger_add__writes_the_checkpoint_of_a_call_as_the_plan_has_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    given = ("--by", "QM", "--text", name, f"--ledger={folder}", "--create")
    done = CliRunner().invoke(main, [*ADD, *given])
    assert (done.exit_code, done.stderr) == (0, "")
    (file,) = folder.rglob("*.yaml")
    assert "text: June 2031\n" in file.read_text(encoding="utf-8")


def test_ledger_add__refuses_a_call_for_a_checkpoint_that_the_plan_does_not_have(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    for name in ("May", "2031", "   "):
        done = CliRunner().invoke(main, [*ADD, "--by", "QM", "--text", name, f"--ledger={folder}", "--create"])
        assert done.exit_code == 2
        assert f"Checkpoint '{name}'" in done.stderr
        assert "Q-2031 has June 2031, December 2031." in " ".join(done.stderr.split())
    assert not folder.exists()


def test_checkpoint_named__takes_the_start_of_a_name_that_stands_twice() -> None:
    twice = attrs.evolve(PLAN, checkpoints=(Checkpoint(name="June"), Checkpoint(name="June")))
    assert checkpoint_named(twice, "june") == "June"


def test_calendar_of_a_plan_without_marking__keeps_what_the_ledger_sets_private() -> None:
    session = Session([oap_invented_2031])
    promise = entry(EntryKind.COMMITMENT, "2031-02-10", due=day("2031-05-31"), text=Prose(text="To send zebras."))
    written = session.export(PLAN, to="ics", as_of=day("2031-12-31"), records=session.records(ledger=ledger(promise)))
    assert written is not None
    (one,) = (one for one in events_of(written.decode()).values() if " due: " in one["summary"])
    assert (str(one["summary"]), str(one["class"])) == ("Q-2031 due: commitment of QN", "PRIVATE")
    assert str(one["description"]) == "Due from: QN"
    assert b"zebras" not in written


def test_agenda__refuses_a_first_day_after_the_last_one() -> None:
    done = run("--since", "2032-01-01", "--until", "2031-01-01")
    assert done.exit_code == 2
    assert "The first day to list, 2032-01-01, is after the last one, 2031-01-01." in done.stderr
