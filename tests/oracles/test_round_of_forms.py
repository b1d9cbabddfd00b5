"""A round of forms: 39 invented parties answer as workbooks and Word files, some of them saved by other programs.

What is planted in the answers is found, with its file and its cell. The totals are those of the same answers typed.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from tests.support.filled_forms import filled_document, filled_workbook, workbook_bytes
from tests.support.libre_office import saved_again

from empact import Config, Session
from empact.analysis import PlanContext
from empact.cli.app import main
from empact.hooks import Party, hookimpl
from empact.model import Confidence, Membership, PartyKind

pytestmark = pytest.mark.oracle

CODES = tuple(f"Q{first}{last}" for first in "AB" for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")[:39]
DRIVER = CODES[0]
RESAVED_XLSX, RESAVED_ODS, WORD = CODES[1:7], CODES[7:13], CODES[13:19]
LANGUAGES = dict.fromkeys(CODES[1:13:3], "fr") | dict.fromkeys(CODES[13:19:3], "de")
CONFLICTS = dict(zip(CODES[19:24], ("two answers", "two forms", "ratio", "negative", "leaders"), strict=True))
DAMAGE = dict(zip(CODES[24:28], ("title", "hidden", "formula", "keys"), strict=True))
TWICE = CODES[28:30]
DIFFERING = (CODES[23], CODES[30])
"""The two leaders that state different totals."""
LED_BY_TWO = 13
"""The index of the action that they lead."""
KPIS = ("incremental", "cumulative", "latest", "ratio", "milestone", "qualitative")
SINCE = dt.date(2041, 1, 1)
ON = "2041-06-28"
Answers = dict[str, Any]


class Parties:
    """A plugin with the parties of the round: 27 states, and 12 agencies."""

    EMPACT_API = 1

    @hookimpl
    def empact_parties(self) -> Iterator[Party]:
        states = [Membership(since=SINCE, source="invented", confidence=Confidence.STATED)]
        for number, code in enumerate(CODES):
            kind = PartyKind.MEMBER_STATE if number < 27 else PartyKind.EU_AGENCY
            yield Party(
                code=code,
                kind=kind,
                name=f"Party {code} (invented)",
                since=SINCE,
                memberships=tuple(states) if kind is PartyKind.MEMBER_STATE else (),
                source="invented",
                confidence=Confidence.STATED,
            )


def leaders_of(number: int) -> list[str]:
    """The leaders of an action: two of them lead one, and differ."""
    return [*DIFFERING] if number == LED_BY_TWO else [CODES[2 * number + 1]]


def plan_text() -> str:
    """A plan with 18 actions: each party takes part in several, and half of the parties lead one."""
    chance = random.Random(2041)
    actions: list[dict[str, Any]] = []
    for number in range(18):
        leaders = leaders_of(number)
        others = [code for code in CODES if code not in leaders]
        named = chance.sample(others, 12)
        if number in {0, 3}:  # whoever has something planted has a share to report
            named = list(dict.fromkeys([*named, *CONFLICTS, *DAMAGE]))
        actions.append(
            {
                "number": f"1.{number + 1}",
                "goal": "1",
                "activity": f"Look for the workshops of the route {number + 1}.",
                "leaders": ", ".join(leaders),
                "participants": ", ".join(named),
                "timing": "Whole year",
                "kpis": "KPI: Number of clocks",
            }
        )
    known = {code for action in actions for key in ("leaders", "participants") for code in action[key].split(", ")}
    actions[0]["participants"] += "".join(f", {code}" for code in CODES if code not in known)
    head: dict[str, Any] = {
        "empact": "plan/1",
        "id": "Q-2041",
        "title": "A plan about invented clocks",
        "period": {"start": "2041-01-01", "end": "2041-12-31"},
        "driver": DRIVER,
        "checkpoints": ["June 2041", "December 2041"],
        "goals": [{"number": "1", "body": "To know who makes clocks."}],
        "actions": actions,
    }
    return yaml.safe_dump(head, sort_keys=False)


def kpi_text() -> str:
    """A register that says how each KPI adds up, one kind after the other."""
    of_actions = [
        {"action": f"1.{number + 1}", "kpi": 1, "adds": KPIS[number % 6], "decided_by": DRIVER, "on": "2041-01-30"}
        for number in range(18)
    ]
    return yaml.safe_dump({"empact": "kpis/1", "plan": "Q-2041", "definitions": of_actions}, sort_keys=False)


class Round:
    """The files of a round: what is sent, what comes back, and what is recorded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "plan.yaml"
        self.plan.write_text(plan_text(), encoding="utf-8")
        self.sessions = {
            name: Session([Parties()], config=Config(workspace=str(folder / name))) for name in ("records", "typed")
        }
        for name in self.sessions:
            (folder / name / "kpis").mkdir(parents=True)
            (folder / name / "kpis" / "Q-2041.yaml").write_text(kpi_text(), encoding="utf-8")

    def run(self, *arguments: str, records: str = "records") -> tuple[int, str]:
        """Call ``empact report``; return the exit code, and all that is printed, on one line."""
        command, *others = arguments
        call = ["report", command, str(self.plan), *others]
        done = CliRunner().invoke(main, call, obj=self.sessions[records])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done.exit_code, " ".join(done.output.split())

    def context(self, records: str) -> PlanContext:
        """The plan with what is recorded."""
        session, folder = self.sessions[records], self.folder / records
        known = session.records(reports=folder / "reports", kpis=folder / "kpis")
        return session.context(session.load(self.plan), records=known)


def drawn(tree: Mapping[str, Any], code: str) -> Answers:
    """Answers of a party to the questions of its form, by the keys without their digests."""
    chance = random.Random(f"2041 {code}")
    answers: Answers = {"Q-2041 on": dt.date.fromisoformat(ON)}
    for question in (question for action in tree["actions"] for question in action["questions"]):
        asked, kind = question["asked"], question["answer"]
        if asked in {"reason", "agreed_by", "carried_over", "ended"} or (chance.random() < 0.25 and asked != "own"):
            continue
        if kind == "number":
            value: object = "nothing to report" if asked == "own" and chance.random() < 0.1 else chance.randrange(90)
        elif kind == "ratio":
            of = chance.randrange(1, 40)
            value = f"{chance.randrange(of + 1)} of {of}"
        elif kind == "day":
            value = dt.date(2041, chance.randrange(1, 7), chance.randrange(1, 29))
        elif kind == "status":
            value = chance.choice(["not started", "live", "completed"])
        else:
            value = f"{code} wrote <this> & that {chance.randrange(1000)}."
        answers[question["key"].rpartition(" ")[0]] = value
    return answers


KEY = re.compile(r"Q-2041:(?P<action>[0-9.]+)(?:/(?P<kpi>[0-9]+))? (?P<asked>\w+)")


def typed(code: str, answers: Answers) -> str:
    """The same answers as a person would type them."""
    actions: dict[str, dict[str, Any]] = {}
    for key, answer in answers.items():
        found = KEY.fullmatch(key)
        if found is None:
            continue
        action = actions.setdefault(found["action"], {"action": found["action"]})
        if found["kpi"] is None:
            action[found["asked"]] = answer
            continue
        figure: dict[str, Any] = {"kpi": int(found["kpi"]), "scope": "own" if found["asked"] == "own" else "total"}
        if found["asked"] in {"reached", "text"}:
            figure[found["asked"]] = answer
        elif answer == "nothing to report":
            figure["nothing"] = True
        elif isinstance(answer, str) and " of " in answer:
            figure["value"], figure["of"] = map(int, answer.split(" of "))
        else:
            figure["value"] = answer
        action.setdefault("figures", []).append(figure)
    head = {"empact": "report/1", "plan": "Q-2041", "checkpoint": "June 2041", "by": code}
    return yaml.safe_dump({**head, "on": answers["Q-2041 on"], "source": "typed", "actions": [*actions.values()]})


def totals(context: PlanContext) -> list[object]:
    """What the reports add up to: of each action and KPI the value and who says what."""
    return [
        (
            action.action.number,
            action.status,
            str(action.leaders),
            [(difference.kind, difference.open) for difference in action.differences],
            [
                (
                    kpi.kpi,
                    None if kpi.value is None else kpi.value.text,
                    f"{kpi.leaders}, {kpi.participants}",
                    [difference.kind for difference in kpi.differences],
                    sorted(
                        (
                            claim.by,
                            claim.thing.value,
                            str(claim.value),
                            str(claim.of),
                            str(claim.day),
                            claim.words or "",
                        )
                        for claim in kpi.claims
                    ),
                )
                for kpi in action.kpis
            ],
        )
        for action in context.progress("June")
    ]


def cell_of(book: Workbook, key: str) -> Cell:
    """The cell of the answer to a question, whose key is given without its digest."""
    for sheet in book:
        rows: Any = sheet.iter_rows()
        for row in rows:
            for cell in row:
                if str(cell.value).rpartition(" ")[0] == key:
                    found = sheet.cell(cell.row, cell.column - 1)
                    assert isinstance(found, Cell)
                    return found
    raise AssertionError(key)


def place_of(cell: Cell) -> str:
    return f"sheet '{cell.parent.title}', cell {cell.coordinate}"


def first_own(answers: Answers, kinds: set[str]) -> str:
    """The key of a share in the answers, of a KPI that adds up in one of these ways."""
    return next(
        key
        for key in answers
        if (found := KEY.fullmatch(key)) is not None
        and found["asked"] == "own"
        and KPIS[(int(found["action"].partition(".")[2]) - 1) % 6] in kinds
    )


ADDING = {"incremental", "cumulative"}


def planted(form: bytes, answers: Answers, fault: str) -> tuple[bytes, str]:
    """A form with something wrong in it, and what is said about it."""
    book = filled_workbook(form, answers)
    key = first_own(answers, {"ratio"} if fault == "ratio" else ADDING)
    cell: Any = cell_of(book, key)
    sheet, where = cell.parent, place_of(cell)
    if fault == "two answers":
        below = sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(below, column).value = sheet.cell(cell.row, column).value
        sheet.cell(below, cell.column).value = 91
        said = f"{place_of(sheet.cell(below, cell.column))}: OAP022 {key} "
    elif fault == "ratio":
        cell.value = "25 of 20"
        said = f"{where}: warning OAP891"
    elif fault == "negative":
        cell.value = -3
        said = f"{where}: error OAP8"
    elif fault == "title":
        title = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Your answer")
        title.value = "Answer of us"
        said = f"sheet '{sheet.title}': OAP022 No column has the title of the answers."
    elif fault == "hidden":
        sheet.row_dimensions[cell.row].hidden = True
        said = f"{where}: OAP022 The answer '{answers[key]}' is in a hidden row"
    elif fault == "formula":
        cell.value = "=2+3"
        said = f"{where}: OAP022 The cell has a formula"
    else:
        other = next(row[0].row for row in sheet.iter_rows(min_row=5) if row[0].value != sheet.cell(cell.row, 1).value)
        keys = [sheet.cell(row, cell.column + 1) for row in (cell.row, other)]
        keys[0].value, keys[1].value = keys[1].value, keys[0].value
        said = f"{where}: OAP022 The key is about action"
    return workbook_bytes(book), said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return Round(tmp_path_factory.mktemp("round"))


def sent(made: Round) -> dict[str, Answers]:
    """Make the forms of all parties in each format; return what they answer."""
    for to in ("xlsx", "docx"):
        target = str(made.folder / to)
        assert made.run("new", "--all", "--checkpoint", "June", "--format", to, "-o", target)[0] == 0
    code, printed = made.run("new", "--all", "--checkpoint", "June", "--format", "json")
    assert code == 0
    trees = {tree["party"]: tree for tree in json.loads(printed)["forms"]}
    assert sorted(trees) == sorted(CODES)
    answers = {party: drawn(trees[party], party) for party in CODES}
    for number, party in enumerate(DIFFERING):
        answers[party][f"Q-2041:1.{LED_BY_TWO + 1}/1 total"] = 100 + number
    return answers


def form_of(made: Round, party: str, to: str) -> bytes:
    """The form of a party, in its language."""
    language = LANGUAGES.get(party)
    if language is None:
        return (made.folder / to / f"{party}.{to}").read_bytes()
    target = made.folder / f"{party}-{language}.{to}"
    options = ("--checkpoint", "June", "--format", to, "--language", language, "-o", str(target))
    assert made.run("new", "--by", party, *options)[0] == 0
    return target.read_bytes()


def book_of(made: Round, party: str, answers: Answers) -> bytes:
    """The workbook of a party, filled in."""
    return workbook_bytes(filled_workbook(form_of(made, party, "xlsx"), answers))


def come_back(made: Round, answers: Mapping[str, Answers]) -> dict[str, bytes]:
    """The forms that come back by file name: some as they were filled in, some as LibreOffice saves them."""
    forms = {f"{party}.xlsx": book_of(made, party, answers[party]) for party in CODES if party not in WORD}
    forms |= {f"{party}.docx": filled_document(form_of(made, party, "docx"), answers[party]) for party in WORD}
    for kind, parties in (("xlsx", RESAVED_XLSX), ("ods", RESAVED_ODS), ("docx", WORD)):
        files = {name: forms.pop(name) for name in [*forms] if name.partition(".")[0] in parties}
        again = saved_again(made.folder / f"libre-{kind}", files, kind)
        forms |= {f"{party}.{kind}": data for party, data in again.items()}
    assert len(forms) == len(CODES)
    return forms


def plant(made: Round, answers: Mapping[str, Answers], inbox: Path) -> tuple[dict[str, str], dict[str, Answers]]:
    """Replace forms of an inbox by those with something wrong, and add second forms.

    Returns what is said about each file, and the answers of the parties that have a second form.
    """
    expected: dict[str, str] = {}
    for party, fault in {**CONFLICTS, **DAMAGE}.items():
        if fault not in {"two forms", "leaders"}:
            spoilt, said = planted(form_of(made, party, "xlsx"), answers[party], fault)
            (inbox / f"{party}.xlsx").write_bytes(spoilt)
            expected[f"{party}.xlsx"] = said
    two_forms = next(party for party, conflict in CONFLICTS.items() if conflict == "two forms")
    later = {two_forms: answers[two_forms] | {first_own(answers[two_forms], ADDING): 4711}, TWICE[0]: answers[TWICE[0]]}
    for party, other in later.items():
        (inbox / f"later {party}.xlsx").write_bytes(book_of(made, party, other))
    return expected, later


def assert_leaders_differ(context: PlanContext) -> None:
    """Check that the leaders that differ are put before the Driver, and that each has its cell."""
    (question,) = (each for each in context.report_form(DRIVER, "June").settlements if each.kpi is not None)
    said = sorted((claim.by, str(claim.value)) for claim in question.claims)
    assert said == [*zip(DIFFERING, ("100", "101"), strict=True)]
    for claim in question.claims:
        received = context.reports.report(claim.report).content.received
        assert received is not None
        assert any(place.startswith("sheet 'What you lead', cell E") for place in received.cells.values())


def test_round_of_39_forms__finds_what_is_planted_and_counts_as_typed(made: Round) -> None:
    before = made.plan.read_bytes()
    answers = sent(made)
    clean = come_back(made, answers)
    inbox = made.folder / "inbox"
    inbox.mkdir()
    for name, data in clean.items():
        (inbox / name).write_bytes(data)

    # What is planted is found, each with its file and its cell.
    expected, later = plant(made, answers, inbox)
    code, printed = made.run("add", str(inbox))
    assert code == 1
    for name, said in expected.items():
        assert f"{inbox}/{name}, {said}" in printed, (name, said)
        assert f"Not added: {inbox}/{name}:" in printed
    for party in later:
        assert f"Not added: {inbox}/later {party}.xlsx: OAP880 two-reports." in printed
    assert printed.count("Added: ") == len(CODES) - len(expected)
    assert printed.count("Not added: ") == len(expected) + len(later)

    # What was asked back comes again, and a form comes a second time on another day.
    for name in expected:
        (inbox / name).write_bytes(clean[name])
    for party in later:
        (inbox / f"later {party}.xlsx").unlink()
    again = answers[TWICE[1]] | {"Q-2041 on": dt.date(2041, 7, 2)}
    (inbox / f"{TWICE[1]}.xlsx").write_bytes(book_of(made, TWICE[1], again))
    code, printed = made.run("add", str(inbox))
    assert code == 0, printed
    assert printed.count("is already there") == len(CODES) - len(expected)
    assert len([*(made.folder / "records" / "reports" / "Q-2041").iterdir()]) == len(CODES)

    context = made.context("records")
    assert_leaders_differ(context)

    # The same answers, typed
    typing = made.folder / "typing"
    typing.mkdir()
    for party in CODES:
        (typing / f"{party}.yaml").write_text(typed(party, answers[party]), encoding="utf-8")
    assert made.run("add", str(typing), records="typed")[0] == 0
    assert totals(context) == totals(made.context("typed"))
    assert sum(len(report.content.actions) for report in context.reports) > 200
    assert made.plan.read_bytes() == before
