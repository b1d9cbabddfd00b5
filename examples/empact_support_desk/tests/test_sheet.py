"""The reader of sheets: it reads what a spreadsheet saves, and reports errors with their place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import empact_support_desk
import oap_c_2012
from empact import Plan, Reading, Session
from empact_support_desk.cells import rows

SESSION = Session([empact_support_desk, oap_c_2012])


def read(text: str, name: str = "X-2026.csv") -> Reading[Plan]:
    file = io.BytesIO(text.encode())
    file.name = name
    return SESSION.read(file)


def plan(text: str, name: str = "X-2026.csv") -> Plan:
    reading = read(text, name)
    assert [one.message for one in reading.diagnostics] == []
    assert reading.value is not None
    return reading.value


def reported(text: str) -> list[tuple[int | None, int | None, str]]:
    return [(one.place.line, one.place.column, one.message) for one in read(text).diagnostics]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_sheet_is_read_whatever_its_separator_and_its_line_ends(separator: str, end: str) -> None:
    lines = ["#;Activity;Leader", '1.1;"Exchange; now";HU', "", "1.2;Describe;AT"]
    action, other = plan(end.join(lines).replace(";", separator)).actions
    assert (str(action.activity), str(action.leaders)) == (f"Exchange{separator} now", "HU")
    assert (other.number, str(other.activity)) == ("1.2", "Describe")


def test_the_plan_of_2012_comes_back_from_the_format_of_empact_itself() -> None:
    before = SESSION.load("oap-c-2012")
    data = SESSION.export(before, to="csv")
    assert data is not None
    reading = read(data.decode(), "C-2012.csv")
    assert [one.message for one in reading.diagnostics] == [
        *(f"The column {title!r} is not read." for title in ("Channels", "Plan channels", "Notes")),
    ]
    after = reading.value
    assert after is not None
    assert (after.id, after.marking, after.checkpoints) == (
        before.id,
        before.marking_in_force(None),
        before.checkpoints,
    )
    columns = (
        "number",
        "goal",
        "activity",
        "leaders",
        "participants",
        "description",
        "links",
        "timing",
        "target",
        "kpis",
    )
    for old, new in zip(before.actions, after.actions, strict=True):
        assert [str(getattr(new, name)) for name in columns] == [str(getattr(old, name)) for name in columns]
        assert {name: str(text) for name, text in new.results.items()} == {
            name: str(text) for name, text in old.results.items()
        }


def test_rows_above_the_table_say_what_the_plan_is() -> None:
    head = "Plan,C-2026\nTitle,Routes\nDriver:,IT\nFrom,2026-01-01\nUntil,2026-12-31\n,\n#,Activity\n1,Train\n"
    found = plan(head, "anything.csv")
    assert (found.id, found.title, str(found.driver)) == ("C-2026", "Routes", "IT")
    assert str(found.period) == "2026-01-01 to 2026-12-31"


def test_without_such_rows_the_plan_is_called_as_the_file_is() -> None:
    assert plan("#,Activity\n1,Train\n", "folder/B-2026.tsv").id == "B-2026"
    with_odd_name = read("#,Activity\n1,Train\n", "my plan.csv")
    assert [one.message for one in with_odd_name.diagnostics] == ["The sheet does not say which plan it contains."]


def test_links_results_and_kpis_are_put_where_they_belong() -> None:
    titles = "#,Activity,I/D SG,I/D OA,Target,Results>June"
    row = '1.1,Train,SG 1,"1.2, 1.3","5 courses.\n\nKPI: 5 courses",Two courses.'
    (action,) = plan(f"{titles}\n{row}\n").actions
    assert str(action.links) == "SG 1; 1.2, 1.3"
    assert [str(link) for link in action.links] == ["SG 1", "1.2", "1.3"]
    assert (str(action.target), str(action.kpis)) == ("5 courses.", "KPI: 5 courses")
    assert str(action.results["June"]) == "Two courses."


def test_withheld_is_not_empty_and_an_apostrophe_guards_a_formula() -> None:
    (action,) = plan("#,Activity,Description,Leader,I/D SG\n1,'-1 is cold,withheld,,withheld\n").actions
    assert str(action.activity) == "-1 is cold"
    assert action.description.withheld
    assert action.links.withheld
    assert not action.leaders


def test_a_rule_points_at_the_cell_that_it_speaks_of() -> None:
    reading = read('#,Activity,Leader,I/D OA\n1.1,"Describe\nroutes",HU,9.9\n')
    assert reading.value is not None
    (one,) = SESSION.validate(reading.value, select=["dangling-link"])
    assert (one.place.file, one.place.line, one.place.column) == ("X-2026.csv", 3, 12)


def test_every_fault_of_a_sheet_is_told_with_its_place() -> None:
    text = (
        "Colour,red\n"
        "#,Activity,Mood,Activity\n"
        '1,"Train" hard,x\n'
        "2,Train,x,,more\n"
    )  # fmt: skip
    assert reported(text) == [
        (1, 1, "The row 'Colour' is not read."),
        (2, 12, "The column 'Mood' is not read."),
        (2, 17, "Two columns have the title 'Activity'."),
        (3, 3, "This cell has text after its closing quotes."),
        (4, 12, "This cell has no column title."),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("Number,What\n1,Train\n", (1, 1), "The sheet has no row with the column titles."),
        ('#,Activity\n1,"Train\n2,Rest\n', (2, 3), "The quotes of this cell are not closed."),
    ],
)
def test_a_sheet_that_cannot_be_read_gives_no_plan_and_says_why(
    text: str, place: tuple[int, int], message: str
) -> None:
    assert reported(text) == [(*place, message)]
    assert read(text).value is None


def test_what_a_cell_holds_is_judged_as_in_any_file() -> None:
    assert reported("From,01.01.2026\nUntil,2026-12-31\n#,Activity\n1 2,Train\n,Rest\n") == [
        (1, 6, "The text '01.01.2026' is not a date."),
        (4, 1, "The text '1 2' is not a number or id: one word without space, comma, colon, semicolon or slash."),
        (5, 1, "The required key 'number' is missing."),
    ]


@given(
    st.lists(st.lists(st.text(st.sampled_from('ab ,;"\n\r\té')), min_size=2, max_size=4), max_size=4),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_a_program_writes_by_the_standard_is_read_cell_by_cell(table: list[list[str]], separator: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(table)
    found = list(rows(text.getvalue(), separator))
    assert [[cell.text for cell in row] for row in found] == table
    assert [cell.fault for row in found for cell in row if cell.fault] == []
