"""A document as plain text: aligned, wrapped and split tables, bars and levels, and what a terminal gets."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support.written import document, table

from empact.analysis import PlanContext
from empact.documents import CellNote, Column, ColumnType, Document, Layout, Row, Section, Table, TableCell, Text, Value
from empact.hooks import Terminal
from empact.model import Plan
from empact.plugins.text.documents import format_document, write
from empact.plugins.text.layout import Signs
from empact.session.exporting import export_context

BLOCKS = Signs.of_terminal(blocks=True)
SUMMARY = Section(key="summary", title="Summary", body=Text(("Two of three.",)))
COUNTS = (ColumnType.TEXT, ColumnType.COUNT, ColumnType.COUNT)
MONTHS = table(Row("HU", ("HU", "12+1", None)), Row("AT", ("AT", None, 1)), types=COUNTS)


def written(document: Document, *, width: int = 80, terminal: Terminal | None = None) -> list[str]:
    ctx = export_context(lambda: PlanContext(plan=Plan(id="X")), {"width": width})
    (artifact,) = write(document, attrs.evolve(ctx, terminal=terminal))
    return artifact.data.decode().splitlines()


def body(*sections: Section, width: int = 80) -> list[str]:
    """The lines of a document without its title."""
    return written(document(*sections, marking=None), width=width)[2:]


def test_counts__stand_on_the_right_with_dots_for_none() -> None:
    assert body(MONTHS) == [
        "A table",
        "Column 0  Column 1  Column 2",
        "HU            12+1         .",
        "AT               .         1",
    ]


def test_one_column_of_counts__has_bars() -> None:
    rows = (Row("a", ("a", 4)), Row("b", ("b", "1+1")), Row("c", ("c", None)))
    section = table(*rows, types=(ColumnType.TEXT, ColumnType.COUNT))
    assert body(section)[1:] == [
        "Column 0  Column 1",
        "a                4  ██████████",
        "b              1+1  ██░░░",
        "c                .",
    ]


def test_one_row_of_many_counts__has_levels_below() -> None:
    section = table(Row("a", ("all", "1+1", 4, 4, 4, 4, None)), types=(ColumnType.TEXT, *[ColumnType.COUNT] * 6))
    heads, row, levels = body(section)[1:]
    assert (heads.split()[:2], row.split()) == (["Column", "0"], ["all", "1+1", "4", "4", "4", "4", "."])
    assert levels.split() == ["▄▄▄▄▄▄▄▄", *["████████"] * 4]
    assert body(table(Row("a", ("all", "1+1", 4)), types=COUNTS))[-1].split() == ["all", "1+1", "4"]


def test_a_table_that_does_not_fit__has_one_or_two_columns_wrapped() -> None:
    words = "Search lorries with hidden compartments at the land border"
    one = table(Row("1.1", ("1.1", words)))
    assert body(one, width=40)[1:] == [
        "Column 0  Column 1",
        "1.1       Search lorries with hidden",
        "          compartments at the land",
        "          border",
    ]
    two = table(Row("1.1", (words, words)))
    assert [len(line.split("  ")) for line in body(two, width=60)[1:3]] == [2, 2] or max(
        map(len, body(two, width=60))
    ) <= 60
    assert body(two, width=30)[1].startswith("Column 0: Search")


def test_a_wide_matrix__is_in_parts_with_the_rows_that_have_something_there() -> None:
    cells = ("HU", *[None] * 5, *range(1, 8))
    types = (ColumnType.TEXT, *[ColumnType.COUNT] * 12)
    rows = (Row("HU", cells), Row("AT", ("AT", 1, *[None] * 11)))
    lines = body(table(*rows, types=types), width=80)
    assert [line.split()[0] for line in lines[1:]] == ["Column", "HU", "AT", "Column", "HU"]
    assert max(map(len, lines)) <= 80


def test_a_wide_matrix__begins_each_part_with_the_columns_that_tell_its_rows_apart() -> None:
    types = (ColumnType.TEXT, ColumnType.TEXT, *[ColumnType.NUMBER] * 10)
    rows = (Row("a", ("Q-2031", "June", *range(10))), Row("b", ("Q-2031", "December", *range(10))))
    lines = body(table(*rows, types=types), width=80)[1:]
    of_rows = [line.split()[:2] for line in lines if not line.startswith("Column")]
    assert of_rows == [["Q-2031", "June"], ["Q-2031", "December"]] * (len(of_rows) // 2)
    assert len(of_rows) > 2, "in parts"
    assert max(map(len, lines)) <= 80


LISTED = table(
    Row("1", ("1.1", "HU", "leads the work on all of the reports", ("e1", "section 5.3/2/1"))),
    Row("2", ("1.1", "AT", "joins", None)),
    Row("3", ("1.2", "AT", "leads", ("e2",))),
    types=(ColumnType.TEXT, ColumnType.TEXT, ColumnType.TEXT, ColumnType.LIST),
)


def test_a_list__has_no_titles_each_first_value_once_and_sources_in_brackets() -> None:
    section = attrs.evolve(LISTED, layout=Layout.LIST)
    assert body(section) == [
        "A table",
        "1.1  HU  leads the work on all of the reports [e1; section 5.3/2/1]",
        "     AT  joins",
        "1.2  AT  leads [e2]",
    ]
    assert body(section, width=35)[1:] == [
        "1.1  HU  leads the work on all of",
        "           the reports [e1;",
        "           section 5.3/2/1]",
        "     AT  joins",
        "1.2  AT  leads [e2]",
    ]


def test_a_list_that_does_not_fit__has_the_first_values_above() -> None:
    assert body(attrs.evolve(LISTED, layout=Layout.LIST), width=24)[1:] == [
        "1.1",
        "  HU leads the work on",
        "    all of the reports",
        "    [e1;",
        "    section 5.3/2/1]",
        "  AT joins",
        "1.2",
        "  AT leads [e2]",
    ]


def test_a_list_of_one_column__has_a_paragraph_for_each_row_and_all_items() -> None:
    numbers = tuple(str(number) for number in range(1, 11))
    section = table(Row("a", (numbers,)), Row("b", (numbers[:1],)), types=(ColumnType.LIST,))
    assert body(attrs.evolve(section, layout=Layout.LIST), width=24)[1:] == [
        "1, 2, 3, 4, 5, 6, 7, 8,",
        "  9, 10",
        "1",
    ]


def test_a_terminal__has_the_marking_once_and_the_summary_below_the_title() -> None:
    again = attrs.evolve(table(Row("1", ("a", "b"))), key="again", title="Again", secondary=True)
    shown = document(SUMMARY, again, table(Row("1", ("a", "b"))), as_of="today", by="us")
    assert written(shown, terminal=Terminal(width=80)) == [
        "LIMITE",
        "Minutes of a meeting",
        "As of: today · By: us",
        "Two of three.",
        "",
        "A table",
        "Column 0  Column 1",
        "a         b",
    ]
    in_file = written(shown)
    assert (in_file.count("LIMITE"), "Summary" in in_file, "Again" in in_file) == (2, True, True)


def test_a_terminal__has_records_without_blank_lines() -> None:
    rows = (Row("1", ("a", "b")), Row("2", ("c", "d" * 80)))
    section = attrs.evolve(table(*rows), layout=Layout.RECORDS)
    lines = written(document(section, marking=None), terminal=Terminal(width=80))
    assert lines[2:] == ["A table", "Column 0: a · Column 1: b", "Column 0: c", f"  Column 1: {'d' * 80}"]


@pytest.mark.parametrize("colour", [True, False])
def test_a_terminal__has_headings_in_bold_only_with_colour(*, colour: bool) -> None:
    lines = written(document(MONTHS), terminal=Terminal(width=80, colour=colour))
    assert ("\x1b[1mA table\x1b[0m" in lines, "A table" in lines) == (colour, not colour)


def test_a_terminal_without_blocks__has_bars_in_ascii() -> None:
    section = table(Row("a", ("a", 2)), Row("b", ("b", "+1")), types=(ColumnType.TEXT, ColumnType.COUNT))
    lines = written(document(section), terminal=Terminal(width=80, blocks=False))
    assert [line.split()[-1] for line in lines[-2:]] == ["##########", "?????"]


def test_bars_and_levels__show_the_least_and_the_most() -> None:
    assert [BLOCKS.bar(str(number), 100, 10) for number in (0, 1, 50, 100)] == ["", "█", "█████", "██████████"]
    assert [BLOCKS.level(str(number), 16) for number in (0, 1, 2, 3, 16)] == ["", "▁", "▁", "▂", "█"]
    assert BLOCKS.bar("x", 4, 10) == ""


def records(*titles: str, of: tuple[Value, ...], layout: Layout | None = Layout.RECORDS) -> Document:
    """A document with one table, whose first column has dates if its first value is one."""
    types = [ColumnType.DATE if isinstance(value, dt.date) else ColumnType.TEXT for value in of]
    columns = [Column(key=str(place), title=title, type=types[place]) for place, title in enumerate(titles)]
    table = Table(tuple(columns), tuple(Row(str(number), of) for number in range(2)))
    return Document(kind="k", title="", name="n", sections=(Section(key="s", title="", body=table, layout=layout),))


def test_record__begins_with_its_day_on_a_terminal() -> None:
    shown = records("On", "Kind", of=(dt.date(2031, 5, 14), "meeting"))
    assert written(shown, terminal=Terminal(width=80)) == ["2031-05-14 · Kind: meeting"] * 2
    assert "On: 2031-05-14" in written(shown)


def test_record__stands_on_a_terminal_below_its_first_value_if_that_names_it() -> None:
    columns = tuple(Column(key=str(place), title=title) for place, title in enumerate(("Action", "Leader", "What")))
    note = CellNote("If asked.", "7")
    rows = (Row("1.1", ("1.1", "IT", "One.\nTwo words.")), Row("1.2", ("1.2", TableCell("UK[^7]", (note,)), None)))
    section = Section(key="s", title="Actions", body=Table(columns, rows), layout=Layout.RECORDS)
    shown = document(section, marking=None)
    assert written(shown, terminal=Terminal(width=30))[2:] == [
        "Actions",
        "1.1",
        "  Leader  IT",
        "  What    One.",
        "          Two words.",
        "",
        "1.2",
        "  Leader  UK[^7]",
        "  Note    [^7] If asked.",
    ]
    assert "Action: 1.1" in written(shown)
    assert "  Leader: IT" in written(shown, terminal=Terminal(width=25))  # too narrow for two columns


def test_record__has_a_text_without_a_title_on_a_line_of_its_own() -> None:
    shown = records("", "", "Hint", of=("A fault", "It has a cause.", "Cure it."))
    assert written(shown, terminal=Terminal(width=80)) == ["A fault", "  It has a cause. · Hint: Cure it."] * 2


def test_list__stays_in_columns_while_rows_have_few_lines() -> None:
    shown = records("Name", "Text", of=("a-name", "Words of a sentence, " * 5 + "and its end."), layout=None)

    def lines(width: int) -> list[str]:
        return format_document(shown, width, terminal=Terminal(width=width), is_list=True).splitlines()

    assert lines(60)[0].split() == ["Name", "Text"]
    assert lines(30)[0] == "a-name"
    assert lines(30)[1].startswith("  Words of a sentence, ")
