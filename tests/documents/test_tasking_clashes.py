"""The book of several plans: the actions of all by date, their clashes, and each plan's own part."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.test_tasking import CONTEXT, PLAN, SESSION, rows, table
from tests.support.linear import growth

from empact.analysis import Taskings
from empact.analysis.taskings.clashes import clashes
from empact.cli import main
from empact.documents import Document, build_tasking, words_in
from empact.documents.tasking import format_taskings
from empact.errors import ExportError
from empact.model import Plan, Span

B_2012 = """\
empact: plan/1
id: B-2012
title: Invented plan
marking: CONFIDENTIEL UE/EU CONFIDENTIAL
period: {start: 2012-01-01, end: 2012-12-31}
states: [{state: agreed, body: COSI}]
actions:
- {number: "1.1", leaders: HU, timing: May, activity: To watch.}
- {number: "1.2", leaders: AT, participants: HU, timing: 14 to 16 May 2012}
- {number: "1.3", leaders: AT, participants: All MS, timing: 16 May 2012}
"""


def plan(text: str) -> Plan:
    return SESSION.loads(text, format="yaml")


def invented(actions: str, name: str = "X-2031") -> Plan:
    lines = "\n".join(f"- {{{line}}}" for line in actions.splitlines())
    return plan(f"empact: plan/1\nid: {name}\nperiod: {{start: 2031-01-01, end: 2031-12-31}}\nactions:\n{lines}\n")


def book(*plans: Plan, party: str = "HU") -> Document:
    return build_tasking(SESSION.context(*plans), party=party)


def found(*plans: Plan, party: str = "HU") -> dict[str, tuple[str, ...]]:
    """The clashes of a party: the days, the kind, and whether it is certain, with what clashes."""
    contexts = SESSION.context(*plans).contexts
    return {
        f"{clash.span} {clash.kind.name.lower()}{'' if clash.certain else ' (possible)'}": tuple(map(str, clash.times))
        for clash in clashes([Taskings(context).of_party(party) for context in contexts])
    }


BOOK = book(PLAN, plan(B_2012))


def test_book__starts_with_the_actions_of_all_plans_by_date() -> None:
    overview = rows(BOOK, "overview")
    assert " ".join(key.replace("C-2012:", "") for key in overview) == (
        "2.2 2.3 4.2 5.2 6.2 5.1 1.3 6.3 1.2 2.1 4.1 B-2012:1.1 B-2012:1.2 B-2012:1.3 1.1 3.1 7.2"
    )
    assert overview["B-2012:1.1"] == {
        "action": "B-2012:1.1",
        "part": "leads",
        "activity": "To watch.",
        "led_by": ("HU",),
        "when": ("May 2012",),
        "kpis": None,
        "answer": None,
        "remark": None,
        "authority": None,
        "key": None,
    }


def test_book__has_the_clashes_and_then_the_part_of_each_plan() -> None:
    assert [section.key for section in BOOK.sections] == [
        "summary",
        "sheet",
        "overview",
        "clashes",
        "possible-clashes",
        "1-c-2012",
        "1-c-2012-leads",
        "1-c-2012-joins-through",
        "1-c-2012-possible",
        "1-c-2012-provisions",
        "2-b-2012",
        "2-b-2012-leads",
        "2-b-2012-joins",
        "2-b-2012-joins-through",
    ]
    assert BOOK.section("2-b-2012").title == "B-2012: Invented plan"
    assert BOOK.section("2-b-2012-leads").title == "B-2012: Leads"


def test_book__of_two_markings_has_the_highest_and_each_part_its_own() -> None:
    """17793/2/11 REV 2 was issued as RESTREINT UE/EU RESTRICTED; the other plan is CONFIDENTIEL."""
    assert BOOK.marking == "CONFIDENTIEL UE/EU CONFIDENTIAL"
    assert rows(BOOK, "1-c-2012")["C-2012"]["marking_of_the_plan"] == PLAN.marking_in_force(None)
    assert rows(BOOK, "2-b-2012")["B-2012"]["marking_of_the_plan"] == "CONFIDENTIEL UE/EU CONFIDENTIAL"
    unmarked = book(PLAN, plan(B_2012.replace("marking: CONFIDENTIEL UE/EU CONFIDENTIAL\n", "")))
    assert "marking_of_the_plan" not in rows(unmarked, "2-b-2012")["B-2012"]


def test_book__is_about_the_party_and_each_part_about_its_plan() -> None:
    assert (BOOK.kind, BOOK.name, BOOK.title) == ("tasking", "portfolio-tasking-HU", "Tasking of HU (Hungary): 2 plans")
    assert dict(BOOK.properties) == {"plans": ("C-2012", "B-2012"), "party": "HU"}
    facts = rows(BOOK, "1-c-2012")["C-2012"]
    assert facts["checkpoints"] == ("June (2012-06-30)", "Dec (2012-12-31)")
    assert facts["in_the_plan_as_a_whole"] == ("drafter",)
    assert facts["party"] == "HU"


def test_book__has_the_details_of_the_sheets() -> None:
    parts = {section.key: section for section in BOOK.sections}
    for key in ("leads", "joins-through", "possible", "provisions"):
        part, own = parts[f"1-c-2012-{key}"], build_tasking(CONTEXT, party="HU").section(key)
        assert (part.body, part.layout) == (own.body, own.layout)


def test_book__says_which_plan_is_a_draft() -> None:
    document = book(PLAN, plan(B_2012.replace("agreed", "drafted")))
    assert document.section("2-b-2012").title == "B-2012 (draft): Invented plan"
    assert document.properties["drafts"] == ("B-2012",)
    assert not document.title.startswith("Draft")


def test_book__names_on_its_first_page_the_cells_that_cannot_be_read() -> None:
    document = book(PLAN, plan(B_2012.replace("participants: HU", "participants: {withheld: true}")))
    assert document.properties["party_cells_that_cannot_be_read"] == ("B-2012:1.2 participants (withheld)",)
    assert rows(document, "2-b-2012")["B-2012"]["party_cells_that_cannot_be_read"] == ("1.2 participants (withheld)",)


def test_book__of_a_party_without_a_part_in_one_plan_says_so_by_its_part() -> None:
    document = book(PLAN, plan(B_2012), party="Frontex")
    assert {key.partition(":")[0] for key in rows(document, "overview")} == {"C-2012"}
    assert [section.key for section in document.sections if section.key.startswith("2")] == ["2-b-2012"]


@pytest.mark.parametrize(("first", "second"), [("A", "A-leads"), ("A.b", "a_b"), ("Ж", "日本"), ("1", "1-1")])
def test_book__keeps_plans_apart_whatever_their_ids_are(first: str, second: str) -> None:
    action = 'number: "1", leaders: HU, timing: May'
    document = book(invented(action, json.dumps(first)), invented(action, json.dumps(second)))
    assert list(rows(document, "overview")) == [f"{first}:1", f"{second}:1"]
    assert len(document.sections) == len({section.key for section in document.sections})


def test_book__of_two_plans_with_one_id_is_refused() -> None:
    with pytest.raises(ExportError, match="Two plans have the id 'B-2012'"):
        book(plan(B_2012), plan(B_2012))


# Clashes


def test_clashes__are_certain_where_two_plans_give_the_days() -> None:
    # HU leads 5.2 of C-2012 from January to August, and joins a three-day and a one-day event of B-2012.
    assert {key: value for key, value in found(PLAN, plan(B_2012)).items() if "possible" not in key} == {
        "2012-05-01 to 2012-05-31 leads": ("C-2012:5.2", "B-2012:1.1"),
        "2012-05-16 to 2012-05-16 events": ("B-2012:1.2 14 May to 16 May 2012", "B-2012:1.3 16 May 2012"),
    }
    assert [(row["when"], row["what"], row["actions"]) for row in rows(BOOK, "clashes").values()] == [
        ("May 2012", "led at the same time", ("C-2012:5.2", "B-2012:1.1")),
        ("2012-05-16", "events on the same days", ("B-2012:1.2 14 May to 16 May 2012", "B-2012:1.3 16 May 2012")),
    ]


def test_clashes__are_possible_where_a_plan_leaves_the_days_open() -> None:
    possible = rows(BOOK, "possible-clashes")
    # The days of action of 2.2 are in the 2nd and 3rd quarter; 5.2 ends in August. May has B-2012:1.1 too.
    assert possible["Jun to Aug 2012: led at the same time"]["actions"] == ("C-2012:2.2 (possible)", "C-2012:5.2")
    assert possible["Oct 2012: events on the same days"]["actions"] == (
        "C-2012:2.1 (possible)",
        "C-2012:5.1 (possible)",
    )


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        # Two actions that it only joins, for months: no clash.
        ('number: "1", participants: HU, timing: Whole year\nnumber: "2", participants: HU, timing: Whole year', {}),
        # It leads one of them.
        ('number: "1", leaders: HU, timing: Whole year\nnumber: "2", participants: HU, timing: Whole year', {}),
        (
            'number: "1", leaders: HU, timing: April to June\nnumber: "2", leaders: HU, timing: June to July',
            {"2031-06-01 to 2031-06-30 leads": ("X-2031:1", "X-2031:2")},
        ),
        # One action twice, as leader and participant.
        ('number: "1", leaders: HU, participants: All MS, timing: 14 May 2031', {}),
        # A workshop in May and another one: the days in May are open.
        (
            'number: "1", participants: HU, timing: May\nnumber: "2", participants: HU, timing: May',
            {"2031-05-01 to 2031-05-31 events (possible)": ("X-2031:1 (possible)", "X-2031:2 (possible)")},
        ),
        # Days that follow each other.
        ('number: "1", participants: HU, timing: 14 May 2031\nnumber: "2", participants: HU, timing: 15 May 2031', {}),
        (
            (
                'number: "1", participants: HU, timing: 14 May 2031\n'
                'number: "2", participants: Relevant MS, timing: 14 May 2031'
            ),
            {"2031-05-14 to 2031-05-14 events (possible)": ("X-2031:1", "X-2031:2 (possible)")},
        ),
        # A week within some days: which ones is open.
        (
            (
                'number: "1", participants: HU, timing: 1 week in 1 to 15 May 2031\n'
                'number: "2", participants: HU, timing: 14 May 2031'
            ),
            {"2031-05-14 to 2031-05-14 events (possible)": ("X-2031:1 (possible)", "X-2031:2")},
        ),
        (
            'number: "1", leaders: HU (tbc), timing: April\nnumber: "2", leaders: HU, timing: April',
            {
                "2031-04-01 to 2031-04-30 events (possible)": ("X-2031:1 (possible)", "X-2031:2 (possible)"),
                "2031-04-01 to 2031-04-30 leads (possible)": ("X-2031:1 (possible)", "X-2031:2"),
            },
        ),
    ],
)
def test_clashes__need_two_actions_on_the_same_days(actions: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert found(invented(actions)) == expected


def test_book__says_that_there_are_no_clashes() -> None:
    document = book(invented('number: "1", leaders: HU, timing: May'), invented('number: "1"', "Y-2031"))
    assert table(document, "clashes").rows == ()
    assert "possible-clashes" not in {section.key for section in document.sections}


DAYS = st.tuples(st.integers(1, 20), st.integers(0, 8))


@given(st.lists(DAYS, min_size=2, max_size=6))
def test_clashes__are_the_days_that_two_actions_have_in_common(given_days: list[tuple[int, int]]) -> None:
    lines = [
        f'number: "{number}", participants: HU, timing: {first} to {first + length} May 2031'
        for number, (first, length) in enumerate(given_days)
    ]
    contexts = SESSION.context(invented("\n".join(lines))).contexts
    made = clashes([Taskings(context).of_party("HU") for context in contexts])
    busy = {
        day: {str(number) for number, (first, length) in enumerate(given_days) if first <= day <= first + length}
        for day in range(1, 32)
    }
    by_day = {day: {one.task.action.number for one in clash.times} for clash in made for day in days_of(clash.span)}
    assert by_day == {day: numbers for day, numbers in busy.items() if len(numbers) > 1}
    assert sum(len(days_of(clash.span)) for clash in made) == len(by_day)
    assert all(clash.certain for clash in made)


def days_of(span: Span) -> range:
    return range(span.start.day, span.end.day + 1)


def test_all_books__take_twice_the_work_for_twice_the_actions() -> None:
    def work(count: int) -> Callable[[], object]:
        months = ("May", "14 to 16 May 2031", "April to June", "in the 2nd quarter")
        lines = "\n".join(
            f'number: "{number}", leaders: {leader}, participants: All MS, timing: {months[number % 4]}'
            for number, leader in zip(range(count), itertools.cycle(("HU", "AT")), strict=False)
        )
        contexts = SESSION.context(invented(lines), invented(lines, "Y-2031")).contexts
        Taskings(contexts[0]).of_party("HU")  # the register is read before

        def make() -> None:
            taskings = [(context, Taskings(attrs.evolve(context))) for context in contexts]
            for party in ("HU", "AT", "PL"):
                format_taskings([(context, each.of_party(party)) for context, each in taskings], words_in("en"))

        return make

    assert growth(work, 20) < 2.2


# The command


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ("task", *arguments), prog_name="empact")
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture(name="b")
def b_2012(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.yaml").write_text(B_2012, encoding="utf-8")
    return "b.yaml"


def test_task__of_several_plans_is_one_book(b: str) -> None:
    text = run("oap-c-2012", b, "--party", "HU")
    assert text.startswith("CONFIDENTIEL UE/EU CONFIDENTIAL\n\nTasking of HU (Hungary): 2 plans\n")
    assert text.count("Tasking of") == 1
    assert f"Markings: C-2012: {PLAN.marking_in_force(None)}" in " ".join(text.split())
    assert "Clashes\n" in text


def test_task__of_a_folder_is_one_book(b: str, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in ("A-2031", "B-2031"):
        text = f'empact: plan/1\nid: {name}\nactions: [{{number: "1", leaders: HU}}]\n'
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert "Plans: A-2031, B-2031\n" in run("plans", "--party", "HU")


def test_task__of_all_states_is_one_book_for_each(b: str, tmp_path: Path) -> None:
    run("oap-c-2012", b, "--all-ms", "-o", "sheets/")
    names = sorted(path.name for path in (tmp_path / "sheets").iterdir())
    assert len(names) == 27
    assert names[0] == "portfolio-tasking-AT.txt"
    assert (tmp_path / "sheets" / "portfolio-tasking-HU.txt").read_text("utf-8") == run(
        "oap-c-2012", b, "--party", "HU"
    )


def test_task__has_in_the_book_of_a_state_only_the_plans_of_its_membership(b: str, tmp_path: Path) -> None:
    later = B_2012.replace("2012", "2031").replace("marking: CONFIDENTIEL UE/EU CONFIDENTIAL\n", "")
    (tmp_path / "later.yaml").write_text(later, encoding="utf-8")
    run(b, "later.yaml", "--all-ms", "-o", "sheets/")
    names = {path.name for path in (tmp_path / "sheets").iterdir()}
    assert {"B-2012-tasking-UK.txt", "B-2031-tasking-HR.txt", "portfolio-tasking-HU.txt"} <= names
    sheet = (tmp_path / "sheets" / "B-2031-tasking-HR.txt").read_text("utf-8")
    assert "CONFIDENTIEL" not in sheet


def test_task__writes_a_file_for_each_table_of_a_book(b: str, tmp_path: Path) -> None:
    run("oap-c-2012", b, "--party", "AT", "--format", "csv", "-o", "book/")
    names = sorted(path.name for path in (tmp_path / "book").iterdir())
    assert "portfolio-tasking-AT-2-b-2012-leads.csv" in names
    assert names[-2:] == ["portfolio-tasking-AT-sheet.csv", "portfolio-tasking-AT-summary.csv"]


def test_task__and_export_make_the_same_book(b: str) -> None:
    options = ("--document", "tasking", "--party", "HU", "--to", "markdown")
    exported = CliRunner().invoke(main, ("export", "oap-c-2012", b, *options), prog_name="empact")
    assert (exported.exit_code, exported.stdout) == (0, run("oap-c-2012", b, "--party", "HU", "--format", "markdown"))


def test_task__json_of_several_plans_is_no_book(b: str) -> None:
    tree = json.loads(run("oap-c-2012", b, "--party", "HU", "--format", "json"))
    assert (tree["empact"], [each["plan"] for each in tree["taskings"]]) == ("taskings/1", ["C-2012", "B-2012"])
