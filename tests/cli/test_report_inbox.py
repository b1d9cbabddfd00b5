"""Forms go out and come back on the command line: one inbox with forms of every format."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.filled_forms import filled_document, filled_workbook, workbook_bytes

import oap_invented_2031
from empact import Config, Session
from empact.cli.app import main

SESSION = Session(plugins=[oap_invented_2031])
PLAN = "oap-invented-2031"


def run(*arguments: str, session: Session = SESSION) -> Result:
    return CliRunner().invoke(main, ["report", *arguments], obj=session)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of all parties for June, in each format."""
    folder = tmp_path_factory.mktemp("forms")
    for to in ("xlsx", "docx", "yaml"):
        done = run("new", PLAN, "--all", "--checkpoint", "June", "--format", to, "-o", str(folder / to))
        by_name = ("--by", "QX", "--format", to, "-o", str(folder / to / f"QX.{to}"))  # a third country
        assert run("new", PLAN, "--checkpoint", "June", *by_name).exit_code == 0
        assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    return folder


def inbox(forms: Path, folder: Path) -> Path:
    """Three forms that came back: a workbook of QO, a Word document of QP and a text of QR."""
    folder.mkdir()
    book = filled_workbook(
        (forms / "xlsx" / "QO.xlsx").read_bytes(),
        {"Q-2031 on": "2031-06-28", "Q-2031:2.2 status": "live", "Q-2031:2.2/1 total": 8},
    )
    (folder / "clocks from QO.xlsx").write_bytes(workbook_bytes(book))
    word = filled_document(
        (forms / "docx" / "QP.docx").read_bytes(), {"Q-2031 on": "2031-06-29", "Q-2031:2.2/1 own": 5}
    )
    (folder / "QP.docx").write_bytes(word)
    text = (forms / "yaml" / "QX.yaml").read_text(encoding="utf-8")
    text = text.replace("\non:\n", "\non: 2031-06-30\n").replace("\nsource:\n", "\nsource: mail\n")
    (folder / "QX.yaml").write_text(text.replace("value:\n", "value: 2\n", 1), encoding="utf-8")
    return folder


def test_new__makes_the_same_forms_in_each_format(forms: Path) -> None:
    named = {to: sorted(path.stem for path in (forms / to).iterdir()) for to in ("xlsx", "docx", "yaml")}
    assert named["xlsx"] == named["docx"] == named["yaml"] == ["QM", "QN", "QO", "QP", "QQ", "QR", "QX", "QZ"]


def test_new__as_json_has_the_questions(tmp_path: Path) -> None:
    tree = json.loads(run("new", PLAN, "--by", "QX", "--checkpoint", "June", "--format", "json").stdout)
    assert (tree["empact"], tree["party"], tree["marking"]) == ("report-form/1", "QX", "LIMITE")
    questions = [question["key"] for action in tree["actions"] for question in action["questions"]]
    assert "Q-2031:2.2/1 own a0ad816d" in questions
    every = json.loads(run("new", PLAN, "--all", "--checkpoint", "June", "--format", "json").stdout)
    assert [form["party"] for form in every["forms"]][:2] == ["QM", "QZ"]


def test_new__as_json_writes_the_files_that_it_names(tmp_path: Path) -> None:
    one, every = tmp_path / "QN.json", tmp_path / "forms"
    for options in (("--by", "QN", "-o", str(one)), ("--all", "-o", str(every))):
        done = run("new", PLAN, "--checkpoint", "June", "--format", "json", *options)
        assert (done.exit_code, done.stdout) == (0, "")
    printed = run("new", PLAN, "--by", "QN", "--checkpoint", "June", "--format", "json").stdout
    assert one.read_text(encoding="utf-8") == (every / "QN.json").read_text(encoding="utf-8") == printed
    assert len([*every.iterdir()]) == 7


@pytest.mark.parametrize("to", ["xlsx", "docx"])
def test_new__of_a_form_that_is_a_file_needs_its_name(to: str) -> None:
    done = run("new", PLAN, "--by", "QX", "--checkpoint", "June", "--format", to)
    assert done.exit_code == 2
    assert f"A form in {to} is a file: name it with -o, such as -o form.{to}." in done.stderr


@pytest.mark.parametrize("to", ["xlsx", "docx", "yaml"])
def test_new__names_the_address_of_the_configuration(to: str, tmp_path: Path) -> None:
    session = Session(plugins=[oap_invented_2031], config=Config(reply_to="driver@clocks.example"))
    done = run(
        "new", PLAN, "--by", "QX", "--checkpoint", "June", "--format", to, "-o", str(tmp_path / "f"), session=session
    )
    assert done.exit_code == 0, done.stderr
    data = (tmp_path / "f").read_bytes()
    if to == "yaml":
        text = data.decode()
    else:
        parts = zipfile.ZipFile(io.BytesIO(data))
        text = "".join(parts.read(name).decode() for name in parts.namelist())
    assert "driver@clocks.example" in text


def test_add__takes_an_inbox_with_forms_of_every_format(forms: Path, tmp_path: Path) -> None:
    folder = inbox(forms, tmp_path / "inbox")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run("add", PLAN, str(folder), "--reports", str(tmp_path / "records" / "reports"), "--create")
    assert done.exit_code == 0, done.output
    ids = done.stdout.split()
    assert [re.sub("-[0-9a-f]{16}$", "", id) for id in ids] == [
        "2031-06-29-june-2031-qp",
        "2031-06-30-june-2031-qx",
        "2031-06-28-june-2031-qo",
    ]
    kept = {path.name: path.read_bytes() for path in (tmp_path / "records" / "received").iterdir()}
    assert kept == {
        f"{hashlib.sha256(before[name]).hexdigest()}{Path(name).suffix}": before[name]
        for name in ("clocks from QO.xlsx", "QP.docx")
    }
    stored = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "records").rglob("*.yaml"))
    assert "sha256: " in stored
    assert "clocks from QO" not in stored
    again = run("add", PLAN, str(folder), "--reports", str(tmp_path / "records" / "reports"))
    assert (again.exit_code, again.stdout.split()) == (0, ids)
    assert again.stderr.count("is already there") == 3


def test_add__of_the_same_answers_saved_anew_finds_the_report(forms: Path, tmp_path: Path) -> None:
    """The bytes of the second file are others, and what it says is the same."""
    folder, reports = inbox(forms, tmp_path / "inbox"), str(tmp_path / "records" / "reports")
    first = run("add", PLAN, str(folder / "clocks from QO.xlsx"), "--reports", reports, "--create")
    book = filled_workbook(
        (forms / "xlsx" / "QO.xlsx").read_bytes(),
        {"Q-2031 on": "2031-07-02", "Q-2031:2.2 status": "live", "Q-2031:2.2/1 total": "8"},
    )
    (tmp_path / "again.xlsx").write_bytes(workbook_bytes(book))
    done = run("add", PLAN, str(tmp_path / "again.xlsx"), "--reports", reports)
    assert (done.exit_code, done.stdout) == (0, first.stdout)
    assert len(list((tmp_path / "records" / "received").iterdir())) == 1


def test_add__lists_each_answer_that_is_asked_back_and_adds_the_others(forms: Path, tmp_path: Path) -> None:
    folder = inbox(forms, tmp_path / "inbox")
    book = filled_workbook((forms / "xlsx" / "QN.xlsx").read_bytes(), {"Q-2031:3.1/1 total": "about 2"})
    (folder / "QN.xlsx").write_bytes(workbook_bytes(book))
    (folder / "QQ.xlsx").write_bytes((forms / "xlsx" / "QQ.xlsx").read_bytes())
    done = run("add", PLAN, str(folder), "--reports", str(tmp_path / "records" / "reports"), "--create")
    assert done.exit_code == 1
    assert "'about 2' is not a number." in " ".join(done.stdout.split())
    assert f"Not added: {folder}/QN.xlsx: Answers are asked back." in " ".join(done.stdout.split())
    assert "QQ.xlsx is not filled in: fill it in, or leave it out." in done.stderr
    assert done.stdout.count("Added: ") == 3


def test_add__of_a_form_of_another_plan_asks_back_its_rows(forms: Path, tmp_path: Path) -> None:
    other = tmp_path / "plan.yaml"
    text = Path(oap_invented_2031.__file__).with_name("plan.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("id: Q-2031", "id: Q-2032"), encoding="utf-8")
    folder = inbox(forms, tmp_path / "inbox")
    done = run("add", str(other), str(folder / "QP.docx"), "--reports", str(tmp_path / "reports"), "--create")
    assert done.exit_code == 1
    assert "The form is about the plan Q-2031, not about Q-2032." in " ".join(done.stdout.split())
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("to", ["xlsx", "docx", "yaml"])
def test_new__after_a_report_has_its_answers_and_states_the_same(to: str, forms: Path, tmp_path: Path) -> None:
    """The new form replaces the report. If only the day is filled in, it says nothing new."""
    folder, reports = inbox(forms, tmp_path / "inbox"), str(tmp_path / "records" / "reports")
    first = run("add", PLAN, str(folder / "clocks from QO.xlsx"), "--reports", reports, "--create").stdout
    path = tmp_path / f"QO.{to}"
    done = run("new", PLAN, "--by", "QO", "--checkpoint", "June", "--format", to, "-o", str(path), "--reports", reports)
    assert done.exit_code == 0, done.output
    day: dict[str, object] = {"Q-2031 on": "2031-07-05"}
    if to == "xlsx":
        path.write_bytes(workbook_bytes(filled_workbook(path.read_bytes(), day)))
    elif to == "docx":
        path.write_bytes(filled_document(path.read_bytes(), day))
    else:
        text = path.read_text(encoding="utf-8").replace("\non:\n", "\non: 2031-07-05\n")
        path.write_text(text.replace("\nsource:\n", "\nsource: mail\n"), encoding="utf-8")
    again = run("add", PLAN, str(path), "--reports", reports)
    assert (again.exit_code, again.stdout) == (0, first), again.output
