"""Answers to possible overlaps: a file that people write, read as strictly as a plan, and the command `overlaps`."""

from __future__ import annotations

import datetime as dt
import io
import json
import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from empact import Config, ConfigError, Diagnostics, Plan, PlanReadError, Reading, Session, Severity
from empact.analysis import overlaps
from empact.cli import main
from empact.config import parse_config
from empact.model import AnswerKind, Answers

SESSION = Session()
LORRIES = "Search lorries with hidden compartments for tobacco with scanners and dogs"
HEAD = "empact: answers/1\nanswers:\n"
ANSWER = """\
  - actions: [A-2031:1.1, B-2031:1.1]
    answer: coordinated
    by: drivers of A and B
    on: 2031-02-01
    remark: B reports.
"""


def text(id: str, *numbers: str, more: str = "") -> str:
    actions = "".join(f'  - {{number: "{number}", activity: {LORRIES}, leaders: QN, {more}}}\n' for number in numbers)
    return (
        f"empact: plan/1\nid: {id}\ntitle: Invented\nmarking: LIMITE\npriority: {{code: {id[0]}}}\n"
        f"period: {{start: 2031-01-01, end: 2031-12-31}}\nactions:\n{actions}"
    )


def plan(id: str, *numbers: str) -> Plan:
    return SESSION.loads(text(id, *numbers), format="yaml")


def read(answers: str, format_: str = "yaml") -> Reading[Answers]:
    return SESSION.read(io.StringIO(answers), Answers, format=format_)


def problems(answers: str) -> list[tuple[str, int | None, int | None, str]]:
    return [(one.code, one.place.line, one.place.column, one.message) for one in read(answers).diagnostics]


# The file


def test_an_answer_says_which_actions_what_they_are_who_says_so_and_when() -> None:
    answers = read(HEAD + ANSWER).value
    assert answers is not None
    (one,) = answers.answers
    assert str(one) == "A-2031:1.1 and B-2031:1.1"
    assert one.answer is AnswerKind.COORDINATED
    assert (one.by, one.on, one.remark) == ("drivers of A and B", dt.date(2031, 2, 1), "B reports.")
    assert pickle.loads(pickle.dumps(answers)) == answers


def test_json_says_the_same() -> None:
    tree = {
        "empact": "answers/1",
        "answers": [
            {
                "actions": ["A-2031:1.1", "B-2031:1.1"],
                "answer": "coordinated",
                "by": "drivers of A and B",
                "on": "2031-02-01",
                "remark": "B reports.",
            }
        ],
    }
    assert read(json.dumps(tree), "json").value == read(HEAD + ANSWER).value


def test_all_problems_are_told_at_once_each_with_its_place_and_a_cure() -> None:
    broken = HEAD + (
        "  - actions: [A-2031:1.1, 1.1]\n"
        "    answer: cordinated\n"
        "    by: x\n"
        "    on: 2031-02-31\n"
        "  - actions: [A-2031:1.1, nothing at all]\n"
        "    remrk: x\n"
        "  - actions: A-2031:1.1\n"
        "    answer: same\n"
        "    by: x\n"
        "    on: 2031-02-01\n"
    )
    assert problems(broken) == [
        ("OAP015", 3, 14, "The list must name two different actions, each with its plan."),
        ("OAP015", 4, 13, "The text 'cordinated' is not one of same, coordinated, separate."),
        ("OAP015", 6, 9, "The text '2031-02-31' is not a date."),
        ("OAP013", 7, 5, "The required key 'answer' is missing."),
        ("OAP013", 7, 5, "The required key 'by' is missing."),
        ("OAP013", 7, 5, "The required key 'on' is missing."),
        ("OAP015", 7, 27, "The text 'nothing at all' is not a goal or an action."),
        ("OAP012", 8, 5, "Unknown key 'remrk'."),
        ("OAP014", 9, 14, "Expected a list of two actions, not the text 'A-2031:1.1'."),
    ]
    assert [one.hint for one in read(broken).diagnostics if one.hint is None] == []


@pytest.mark.parametrize(
    ("content", "code", "hint"),
    [
        ("answers: []\n", "OAP010", "A file of answers starts with 'empact: answers/1'."),
        ("empact: plan/1\nid: X\n", "OAP011", "A file of answers starts with 'empact: answers/1'."),
        ("- x\n", "OAP010", "A file of answers starts with 'empact: answers/1'."),
    ],
)
def test_what_is_no_file_of_answers_is_told(content: str, code: str, hint: str) -> None:
    reading = read(content)
    assert reading.value is None
    assert [(one.code, one.hint) for one in reading.diagnostics] == [(code, hint)]


def test_what_is_no_yaml_is_told_in_the_words_of_the_reader() -> None:
    assert [one.code for one in read("answers: [\n").diagnostics] == ["OAP002"]
    assert read("answers: [\n").value is None


# Through the configuration


def project(folder: Path, answers: str | None, name: str = "overlaps.yaml") -> Session:
    (folder / "empact.toml").write_text(f'answers = "{name}"\n', encoding="utf-8")
    if answers is not None:
        (folder / name).write_text(answers, encoding="utf-8")
    return Session(config=folder / "empact.toml")


def told(session: Session, *plans: Plan) -> Diagnostics:
    return session.validate(*plans, select=["possible-overlap", "same-action-twice"])


def codes(diagnostics: Diagnostics) -> list[str]:
    return [one.code for one in diagnostics]


def test_both_plans_are_told_until_the_overlap_is_answered(tmp_path: Path) -> None:
    plans = plan("A-2031", "1.1"), plan("B-2031", "1.1")
    assert [(one.code, one.place.subject) for one in told(SESSION, *plans)] == [
        ("OAP707", "A-2031:1.1"),
        ("OAP707", "B-2031:1.1"),
    ]
    session = project(tmp_path, HEAD + ANSWER)
    assert codes(told(session, *plans)) == []
    context, answers = session.context(*plans), session.workspace.answers.answers
    assert [one.answer is not None for one in overlaps(context, answers=answers)] == [True]
    assert [one.answer for one in overlaps(context)] == [None]


def test_an_action_that_stands_twice_can_be_answered_too(tmp_path: Path) -> None:
    twice = plan("A-2031", "1.1", "2.1")
    assert [(one.code, one.place.subject, len(one.related)) for one in told(SESSION, twice)] == [
        ("OAP708", "A-2031:2.1", 1)
    ]
    answer = ANSWER.replace("B-2031:1.1", "A-2031:2.1").replace("coordinated", "separate")
    assert codes(told(project(tmp_path, HEAD + answer), twice)) == []


def test_two_plans_of_one_priority_are_both_told_of_an_action_that_stands_in_both() -> None:
    assert [
        (one.code, one.place.subject, one.message) for one in told(SESSION, plan("A-1", "1.1"), plan("A-2", "2.1"))
    ] == [
        ("OAP708", "A-1:1.1", f"Action 1.1 is nearly the same as action A-2:2.1, {ONCE_MORE}"),
        ("OAP708", "A-2:2.1", f"Action 2.1 is nearly the same as action A-1:1.1, {ONCE_MORE}"),
    ]


FITS_NOTHING = "matches no possible overlap: the actions are not similar, or no longer."
ONCE_MORE = "with the same leaders at the same time."


def test_answers_that_answer_nothing_are_told_where_both_plans_are_there(tmp_path: Path) -> None:
    answers = HEAD + (
        ANSWER
        + ANSWER.replace("coordinated", "same")
        + ANSWER.replace("B-2031:1.1", "B-2031:1.2")
        + ANSWER.replace("B-2031:1.1", "C-2031:1.1")
        + ANSWER.replace("B-2031:1.1", "B-2031:9")
    )
    session = project(tmp_path, answers)
    other = SESSION.loads(
        text("B-2031", "1.1") + '  - {number: "9", activity: Teach children to swim}\n', format="yaml"
    )
    found = told(session, plan("A-2031", "1.1"), other)
    assert [(one.code, one.place.line, one.severity, one.message) for one in found] == [
        (
            "OAP908",
            8,
            Severity.WARNING,
            "The answer about A-2031:1.1 and B-2031:1.1 is a duplicate; the one in line 3 counts.",
        ),
        (
            "OAP907",
            13,
            Severity.WARNING,
            "The answer about A-2031:1.1 and B-2031:1.2 names 'B-2031:1.2', which does not exist.",
        ),
        (
            "OAP907",
            23,
            Severity.WARNING,
            f"The answer about A-2031:1.1 and B-2031:9 {FITS_NOTHING}",
        ),
    ]
    assert found[1].hint == "Correct the number, or remove the answer."  # 1.1 is another action, not a slip
    assert codes(told(session, plan("A-2031", "1.1"))) == ["OAP908"]  # of B nobody can say


def test_where_no_rule_asks_for_overlaps_no_answer_is_idle(tmp_path: Path) -> None:
    session = project(tmp_path, HEAD + ANSWER.replace("1.1]", "7.7]"))
    assert codes(session.validate(plan("A-2031", "1.1"), plan("B-2031", "1.1"), select=["OAP202"])) == []


def test_a_broken_file_of_answers_is_told_and_answers_nothing(tmp_path: Path) -> None:
    session = project(tmp_path, HEAD + ANSWER.replace("coordinated", "maybe"))
    plans = plan("A-2031", "1.1"), plan("B-2031", "1.1")
    assert codes(told(session, *plans)) == ["OAP707", "OAP707", "OAP015"]
    with pytest.raises(PlanReadError, match="OAP015 bad-value"):
        _ = session.workspace.answers


def test_a_file_of_answers_that_is_not_there_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'answers' names 'overlaps\.yaml', but there is no file"):
        told(project(tmp_path, None), plan("A-2031", "1.1"))
    assert Session().workspace.answers == Answers()


def test_the_configuration_names_the_file_by_a_text() -> None:
    assert parse_config('answers = "x.yaml"') == Config(answers="x.yaml", source="empact.toml")
    with pytest.raises(ConfigError, match="'answers' must be a text"):
        parse_config("answers = 1")


# The command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "a.yaml").write_text(text("A-2031", "1.1"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(text("B-2031", "1.1"), encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["overlaps", *arguments])


TEXT = """\
LIMITE
A-2031  Invented
B-2031  Invented
1 possible overlap.

Action: A-2031:1.1 \u00b7 Other action: B-2031:1.1 \u00b7 Score: 1.0 \u00b7 Words: 1.0
  Parties: 1.0
  Activity: Search lorries with hidden compartments for tobacco with ...
  Its activity: Search lorries with hidden compartments for tobacco with ...
  Words in common: Search, lorries, hidden, compartments, tobacco, scanners,
    dogs
  Parties in common: QN
"""


@pytest.mark.usefixtures("folder")
def test_an_overlap_with_its_reasons_fits_into_eighty_columns() -> None:
    shown = run("a.yaml", "b.yaml")
    assert (shown.stdout, shown.stderr, shown.exit_code) == (TEXT, "", 0)
    assert max(map(len, TEXT.splitlines())) <= 80


def test_a_template_that_is_filled_in_is_a_file_of_answers(folder: Path) -> None:
    lines = run("a.yaml", "b.yaml", "--template").stdout.split("\n\n")[-1].splitlines()
    filled = (
        "\n".join(lines).replace("answer:", "answer: same").replace("by:", "by: us").replace("on:", "on: 2031-02-01")
    )
    (folder / "overlaps.yaml").write_text(f"{HEAD}{filled}\n", encoding="utf-8")
    shown = run("a.yaml", "b.yaml", "--answers", "overlaps.yaml")
    assert shown.stderr == ""
    assert shown.stdout.endswith("\n0 possible overlaps; 1 answered or linked not listed.\n")
    everything = run("a.yaml", "b.yaml", "--answers", "overlaps.yaml", "--all", "--template").stdout
    assert "same by us on 2031-02-01" in " ".join(everything.split())
    assert "    answer:\n" not in everything


@pytest.mark.usefixtures("folder")
def test_programs_get_all_of_it() -> None:
    tree = json.loads(run("a.yaml", "b.yaml", "--format", "json").stdout)
    assert tree["empact"] == "overlaps/1"
    assert [one["id"] for one in tree["plans"]] == ["A-2031", "B-2031"]
    assert [one["marking"] for one in tree["plans"]] == ["LIMITE", "LIMITE"]
    (one,) = tree["overlaps"]
    assert one == {
        "score": 1.0,
        "one": {"action": "A-2031:1.1", "at": "/actions/0", "activity": LORRIES},
        "other": {"action": "B-2031:1.1", "at": "/actions/0", "activity": LORRIES},
        "reasons": [
            {
                "feature": "words",
                "similarity": 1.0,
                "things": ["Search", "lorries", "hidden", "compartments", "tobacco", "scanners", "dogs"],
            },
            {"feature": "parties", "similarity": 1.0, "things": ["QN"]},
        ],
        "twin": False,
        "linked": False,
    }


def test_answers_stand_in_json_and_the_configuration_names_their_file(folder: Path) -> None:
    project(folder, HEAD + ANSWER)
    assert json.loads(run("a.yaml", "b.yaml", "--format", "json").stdout)["overlaps"] == []
    (one,) = json.loads(run("a.yaml", "b.yaml", "--format", "json", "--all").stdout)["overlaps"]
    assert one["answer"] == {
        "actions": ["A-2031:1.1", "B-2031:1.1"],
        "answer": "coordinated",
        "by": "drivers of A and B",
        "on": "2031-02-01",
        "remark": "B reports.",
    }


def test_answers_that_answer_nothing_and_problems_are_complaints(folder: Path) -> None:
    (folder / "idle.yaml").write_text(HEAD + ANSWER.replace("1.1]", "7.7]"), encoding="utf-8")
    shown = run("a.yaml", "b.yaml", "--answers", "idle.yaml")
    assert shown.exit_code == 0
    assert shown.stderr.startswith("Warning: idle.yaml:3:5: OAP907 unused-answer. The file has a marking")
    (folder / "broken.yaml").write_text("empact: answers/1\nanswer: []\n", encoding="utf-8")
    shown = run("a.yaml", "b.yaml", "--answers", "broken.yaml")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.startswith("Error: broken.yaml:2:1: OAP012 unknown-key.\n")
    assert run("a.yaml", "b.yaml", "--answers", "nowhere.yaml").exit_code == 2


def test_what_gives_no_plan_is_told_and_the_rest_is_compared(folder: Path) -> None:
    (folder / "c.yaml").write_text("empact: plan/1\n", encoding="utf-8")
    shown = run("a.yaml", "b.yaml", "c.yaml", "--least", "0.99")
    assert shown.exit_code == 2
    assert "\n1 possible overlap.\n" in shown.stdout
    assert "OAP013" in shown.stderr


@pytest.mark.usefixtures("folder")
def test_a_plan_alone_has_nothing_to_compare_with() -> None:
    assert run("a.yaml").stdout == "LIMITE\nA-2031  Invented\n0 possible overlaps.\n"


@pytest.mark.usefixtures("invented_plan_installed")
def test_who_is_excluded_is_no_party_and_a_broken_ledger_is_told(folder: Path) -> None:
    decision = "empact: ledger/1\nplan: A-2031\nkind: decision\non: '2031-01-01'\nsource: Invented\nparties: QN\n"
    (folder / "records").mkdir()
    entry = folder / "records" / "one.yaml"
    entry.write_text(f"{decision}verdict: excluded\n", encoding="utf-8")
    shown = run("a.yaml", "b.yaml", "--ledger", "records", "--as-of", "2031-12-31")
    assert (shown.stderr, shown.exit_code) == ("", 0)
    assert "QN" in TEXT
    before, _, out = shown.stdout.partition("\nExcluded parties\n")
    assert "QN" not in before
    assert [line.split() for line in out.splitlines()] == [
        ["Plan", "Party", "Since", "Until", "Ledger", "entry"],
        ["A-2031", "QN", "2031-01-01", "one"],
    ]
    entry.write_text(f"{decision}verdikt: excluded\n", encoding="utf-8")
    shown = run("a.yaml", "b.yaml", "--ledger", "records", "--as-of", "2031-12-31")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.startswith("Error: records/one.yaml:7:1: OAP012 unknown-key.\n")
