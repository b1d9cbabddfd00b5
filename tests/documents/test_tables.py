"""Tables whose columns name their values: each value under its title, keys unique, titles translated."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

import empact.documents
from empact.documents import (
    Column,
    ColumnOf,
    ColumnType,
    FillIn,
    Table,
    TableCell,
    action_refs,
    column,
    table,
    words_in,
)
from empact.testing import make_action, make_plan

untyped: Any = empact.documents
"""The functions, for calls that a type checker would refuse."""


@attrs.frozen
class Meeting:
    number: str
    day: dt.date | None
    leaders: tuple[str, ...] = ()


NUMBER: ColumnOf[Meeting] = column("number", "#", lambda meeting: meeting.number)
DAY: ColumnOf[Meeting] = column("day", "Date", lambda meeting: meeting.day, type=ColumnType.DATE, width=12)
FIRST, SECOND = Meeting("1.1", dt.date(2031, 2, 3), ("QM", "QN")), Meeting("1.2", None)


def number(meeting: Meeting) -> str:
    return meeting.number


def values(made: Table) -> list[tuple[object, ...]]:
    return [row.values for row in made.rows]


def test_table__has_each_value_in_its_column() -> None:
    assert values(table((NUMBER, DAY), (FIRST, SECOND), key=number)) == [("1.1", FIRST.day), ("1.2", None)]
    assert values(table((DAY, NUMBER), (FIRST, SECOND), key=number)) == [(FIRST.day, "1.1"), (None, "1.2")]


def test_table__takes_columns_and_things_that_are_read_only_once() -> None:
    made = table(iter((NUMBER, DAY)), iter((FIRST, SECOND)), key=number)
    assert made == table((NUMBER, DAY), (FIRST, SECOND), key=number)


def test_table__without_things_has_columns_and_no_row() -> None:
    none: list[Meeting] = []
    assert table((NUMBER,), none, key=number) == Table((Column(key="number", title="#"),))


def test_column__passes_every_part_to_the_column() -> None:
    named: ColumnOf[Meeting] = column(
        "leaders",
        "Leader",
        lambda meeting: meeting.leaders,
        type=ColumnType.LIST,
        width=16,
        refers_to=("parties",),
        sections={"QM": "1-parties"},
    )
    assert named.column == Column(
        key="leaders",
        title="Leader",
        type=ColumnType.LIST,
        width=16,
        refers_to=("parties",),
        sections={"QM": "1-parties"},
    )
    assert column("number", "#", number).column == Column(key="number", title="#")


def test_column__keeps_a_whole_cell() -> None:
    answer = TableCell("yes", fill_in=FillIn(("yes", "no")))
    filled: ColumnOf[Meeting] = column("answer", "Answer", lambda _: answer)
    (row,) = table((NUMBER, filled), (FIRST,), key=number).rows
    assert row.cells == (TableCell("1.1"), answer)
    assert row.cells[1] is answer


def test_column__of_none_is_an_empty_cell() -> None:
    (row,) = table((DAY,), (SECOND,), key=number).rows
    assert row.cells == (TableCell(None),)


def test_table__numbers_keys_that_repeat() -> None:
    made = table((NUMBER,), (FIRST, SECOND, FIRST, FIRST), key=number)
    assert [row.key for row in made.rows] == ["1.1", "1.2", "1.1 (2)", "1.1 (3)"]
    assert values(made) == [("1.1",), ("1.2",), ("1.1",), ("1.1",)]


def test_table__has_the_references_of_actions() -> None:
    plan = make_plan(actions=(make_action("1.1"), make_action("1.2")))
    ctx = empact.Session([]).context(plan)
    refs = action_refs(ctx)
    by_position: ColumnOf[int] = column("number", "#", lambda position: plan.actions[position].number)
    made = table((by_position,), (1, 0), key=lambda position: plan.actions[position].number, ref=refs.__getitem__)
    assert [row.ref for row in made.rows] == [refs[1], refs[0]]


def test_table__without_references_has_none() -> None:
    assert [row.ref for row in table((NUMBER,), (FIRST,), key=number).rows] == [None]
    assert [row.ref for row in table((NUMBER,), (FIRST,), key=number, ref=lambda _: None).rows] == [None]


def test_table__translates_titles_and_no_keys_and_no_values() -> None:
    english: ColumnOf[Meeting] = column("Leader", "Leader", lambda _: "Leader")
    german = table((english,), (FIRST,), key=lambda _: "Leader", words=words_in("de"))
    assert [(one.key, one.title) for one in german.columns] == [("Leader", "Federführung")]
    assert [(row.key, row.values) for row in german.rows] == [("Leader", ("Leader",))]
    assert table((english,), (FIRST,), key=number).columns[0].title == "Leader"
    assert english.column.title == "Leader"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("day", "Date", "day"),
            "The get of the column 'day' must be a function, not the text 'day'. Write lambda thing: thing.day.",
        ),
        ((1, "#", number), "Column.key must be a text, not the int 1. Write '1'."),
        (("number", None, number), "Column.title must be a text, not None."),
    ],
)
def test_column__refuses_a_wrong_type(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        untyped.column(*arguments)
    assert str(caught.value) == message


def test_column_of__refuses_a_title_for_a_column() -> None:
    with pytest.raises(TypeError, match=r"^ColumnOf\.column must be a Column, not the text '#'\.$"):
        untyped.ColumnOf("#", number)


@pytest.mark.parametrize(
    ("columns", "things", "options", "message"),
    [
        (
            [Column(key="number", title="#")],
            [FIRST],
            {"key": number},
            "A column of a table must be what column() returns, not a Column. Write column('number', '#', get).",
        ),
        ([str], [FIRST], {"key": number}, "A column of a table must be what column() returns, not the class str."),
        (
            NUMBER,
            [FIRST],
            {"key": number},
            "The columns of a table must be what column() returns, not a ColumnOf. Write a tuple: (..., ...).",
        ),
        (
            [NUMBER],
            FIRST,
            {"key": number},
            "The things of a table must be several values, not a Meeting. Write a tuple: (..., ...).",
        ),
        (
            [NUMBER],
            [FIRST],
            {"key": "number"},
            "The key of a table must be a function, not the text 'number'. Write lambda thing: thing.number.",
        ),
        ([NUMBER], [FIRST], {"key": lambda _: 1}, "The key of a row must be a text, not the int 1. Write '1'."),
        (
            [NUMBER],
            [FIRST],
            {"key": number, "ref": "1.1"},
            "The ref of a table must be a function, not the text '1.1'. Write lambda thing: refs[thing.position].",
        ),
        (
            [NUMBER],
            [FIRST],
            {"key": number, "ref": lambda _: 1},
            "The reference of a row must be a text, not the int 1. Write '1'.",
        ),
        (
            [NUMBER],
            [FIRST],
            {"key": number, "words": "de"},
            "The words of a table must be what words_in() returns, not the text 'de'.",
        ),
        (
            [untyped.column("leaders", "Leader", lambda _: ["QM"], type=ColumnType.LIST)],
            [FIRST],
            {"key": number},
            (
                "The value of a cell must be None, a text, a number, a date, a Hyperlink or a tuple of these, not a "
                "list. It is in the column 'leaders'."
            ),
        ),
        (
            [untyped.column("day", "Date", lambda _: "today", type=ColumnType.DATE)],
            [FIRST],
            {"key": number},
            "The column 'day' of the row '1.1' must be a datetime.date, not the text 'today'.",
        ),
    ],
)
def test_table__refuses_a_wrong_type(columns: object, things: object, options: dict[str, object], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        untyped.table(columns, things, **options)
    assert str(caught.value) == message


def test_column__refuses_a_number_that_is_not_finite_and_says_where() -> None:
    share: ColumnOf[Meeting] = column("share", "Share", lambda _: float("inf"), type=ColumnType.NUMBER)
    with pytest.raises(ValueError, match=r"which is not a finite number\. It is in the column 'share'\.$"):
        table((share,), (FIRST,), key=number)


def test_table__refuses_two_columns_with_one_key() -> None:
    with pytest.raises(ValueError, match=r"^Two columns have the key 'number'\.$"):
        table((NUMBER, DAY, NUMBER), (FIRST,), key=number)


def test_column__lets_an_error_of_its_function_pass() -> None:
    broken: ColumnOf[Meeting] = column("first", "First", lambda meeting: meeting.leaders[0])
    with pytest.raises(IndexError):
        table((broken,), (SECOND,), key=number)
