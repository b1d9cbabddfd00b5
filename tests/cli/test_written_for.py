"""Forms and commands write what a record was written for, and a form of an old revision is refused by name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.analysis.test_identities import KPIS_TEXT, OPERATION_TEXT, PLAN, PLAN_TEXT, REPORT_TEXT, SWAPPED
from tests.support.invented import SESSION

from empact.cli import main
from empact.model import EntryContent, FrozenMap, KpiRegister, Operation, Report, WrittenFor


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, obj=SESSION)


@pytest.fixture
def plans(tmp_path: Path) -> tuple[str, str]:
    """The files of the plan, and of the revision that swapped two actions."""
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(PLAN_TEXT, encoding="utf-8")
    data = SESSION.export(SWAPPED, to="yaml")
    assert data is not None
    second.write_bytes(data)
    return str(first), str(second)


def filled_form(plan: str, folder: Path) -> Path:
    """Return a form for QO with the status of its first action."""
    form = folder / "form.yaml"
    assert run("report", "new", plan, "--by", "QO", "--checkpoint", "June", "-o", str(form)).exit_code == 0
    text = (
        form.read_text(encoding="utf-8")
        .replace("on:\n", "on: 2031-06-28\n", 1)
        .replace("source:\n", "source: form\n", 1)
    )
    head, _, rest = text.partition("    status:\n")
    rest = rest.partition('  - action: "2.2"')[0]
    lines = [line for line in rest.splitlines() if line.strip().startswith("#")]
    form.write_text("\n".join([f"{head}    status: live", *lines, ""]), encoding="utf-8")
    return form


def test_a_form__has_the_revision_and_the_digests(plans: tuple[str, str], tmp_path: Path) -> None:
    report = SESSION.load(filled_form(plans[0], tmp_path), Report)
    assert report.written_for == WrittenFor(
        revision="1001/31 REV 1",
        actions=FrozenMap((number, PLAN.action(number).content_digest) for number in ("2.1", "2.2")),
    )


def test_add__keeps_what_a_form_was_made_for_and_leaves_out_what_it_does_not_name(
    plans: tuple[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    done = run("report", "add", plans[0], str(filled_form(plans[0], tmp_path)), "--reports", str(folder), "--create")
    assert done.exit_code == 0, done.output
    (path,) = folder.rglob("*.yaml")
    assert {**SESSION.load(path, Report).written_for.actions} == {"2.1": PLAN.action("2.1").content_digest}
    assert path.stem == done.stdout.strip()


def test_add__refuses_a_form_of_an_old_revision_and_names_both_rows(plans: tuple[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    done = run("report", "add", plans[1], str(filled_form(plans[0], tmp_path)), "--reports", str(folder), "--create")
    assert done.exit_code == 1
    said = " ".join(done.stdout.split())
    assert (
        "The report by QO of 28 June 2031 does not count for action 2.1: it was written for the action that is" in said
    )
    assert "If it is meant for 2.2, confirm it there." in said
    assert not list(folder.rglob("*.yaml"))


def test_add__writes_the_digests_of_a_report_that_has_none(plans: tuple[str, str], tmp_path: Path) -> None:
    by_hand = tmp_path / "letter.yaml"
    by_hand.write_text(REPORT_TEXT.partition('  - action: "2.3"')[0], encoding="utf-8")
    folder = tmp_path / "reports"
    done = run("report", "add", plans[1], str(by_hand), "--reports", str(folder), "--create")
    assert done.exit_code == 0, done.output
    (path,) = folder.rglob("*.yaml")
    assert {**SESSION.load(path, Report).written_for.actions} == {"2.1": SWAPPED.action("2.1").content_digest}
    again = run("report", "add", plans[1], str(by_hand), "--reports", str(folder))
    assert (again.exit_code, again.stdout) == (0, done.stdout)
    assert "states the same" in again.stderr


def test_the_same_words_about_another_action__are_another_report(plans: tuple[str, str], tmp_path: Path) -> None:
    by_hand = tmp_path / "letter.yaml"
    by_hand.write_text(REPORT_TEXT.partition('  - action: "2.3"')[0], encoding="utf-8")
    folder = tmp_path / "reports"
    assert run("report", "add", plans[0], str(by_hand), "--reports", str(folder), "--create").exit_code == 0
    again = run("report", "add", plans[1], str(by_hand), "--reports", str(folder))
    assert again.exit_code == 1
    assert "OAP880 two-reports" in again.stdout


def test_ledger_add__writes_the_digests(plans: tuple[str, str], tmp_path: Path) -> None:
    given = ("commitment", "--by", "QN", "--action", "2.1", "--on", "2031-02-10", "--source", "minutes")
    folder = tmp_path / "ledger"
    done = run("ledger", "add", plans[0], *given, "--ledger", str(folder), "--create")
    assert done.exit_code == 0, done.output
    (path,) = folder.rglob("*.yaml")
    assert {**SESSION.load(path, EntryContent).written_for.actions} == {"2.1": PLAN.action("2.1").content_digest}
    assert run("ledger", "add", plans[0], *given, "--ledger", str(folder)).stdout == done.stdout
    checked = run("ledger", "check", plans[1], "--ledger", str(folder))
    assert checked.exit_code == 1
    said = " ".join(checked.stdout.split())
    assert (
        "The commitment of 10 February 2031 does not count for action 2.1: it was written for the action that is 2.2"
        in said
    )


def test_files_that_people_edit__get_the_digests_when_python_adds_them(tmp_path: Path) -> None:
    register = SESSION.load(io.StringIO(KPIS_TEXT), KpiRegister, format="yaml")
    operation = SESSION.load(io.StringIO(OPERATION_TEXT), Operation, format="yaml")
    kpis = SESSION.workspace.kpis.add(register, tmp_path / "kpis", create=True, plans=[PLAN])
    operations = SESSION.workspace.operations.add(operation, tmp_path / "operations", create=True, plans=[PLAN])
    digest = PLAN.action("2.1").content_digest
    assert SESSION.load(kpis, KpiRegister).written_for.actions["2.1"] == digest
    assert {**SESSION.load(operations, Operation).written_for.actions} == {"Q-2031:2.1": digest}
