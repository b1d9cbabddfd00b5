"""The parts of a cell: texts, hyperlinks, and notes at their marks."""

from __future__ import annotations

import datetime as dt

import pytest

from empact.documents import CellNote, FillIn, Hyperlink, Part, TableCell, Text, Value, cell_parts, is_code_list

SEVEN, EIGHT, BARE = CellNote("Only if asked.", "7"), CellNote("Not before May.", "8"), CellNote("See there.")
HERE = Hyperlink("Here", "https://www.example.org/")


@pytest.mark.parametrize(
    ("value", "notes", "parts"),
    [
        (None, (), ()),
        ("", (), ((),)),
        ("Train.", (), (("Train.",),)),
        ("Train.[^7]", (), (("Train.[^7]",),)),
        ("Train.[^7]", (SEVEN,), (("Train.", SEVEN),)),
        ("a[^7] b[^8]", (EIGHT, SEVEN), (("a", SEVEN, " b", EIGHT),)),
        ("a[^7] b[^7]", (SEVEN,), (("a", SEVEN, " b", SEVEN),)),
        ("a[^7]", (SEVEN, CellNote("Another.", "7")), (("a", SEVEN, CellNote("Another.", "7")),)),
        ("a", (SEVEN, BARE, BARE), (("a", SEVEN, BARE),)),
        (None, (BARE,), ((BARE,),)),
        ((), (BARE,), ((BARE,),)),
        (("a[^8]", "b", HERE), (BARE, EIGHT), (("a", EIGHT), ("b",), (HERE, BARE))),
        (2.5, (), (("2.5",),)),
        (dt.date(2012, 3, 1), (), (("2012-03-01",),)),
        ("a[^x|(] b", (CellNote("Odd.", "x|("),), (("a", CellNote("Odd.", "x|("), " b"),)),
    ],
)
def test_cell_parts__has_each_note_at_its_mark_or_behind_the_last_item(
    value: Value, notes: tuple[CellNote, ...], parts: tuple[tuple[Part, ...], ...]
) -> None:
    assert cell_parts(TableCell(value, notes, FillIn())) == parts


@pytest.mark.parametrize(
    "codes",
    [
        ("QM", "QN"),
        ("All MS", "Europol", "Relevant MS"),
        ("1.1", "B-2012:2.1", "SG 1", "B:SG*"),
        ("2031-01-01 to 2031-09-30", "2031-12-15 to 2031-12-31"),
        ("June 2031 (2031-06-30)", "December 2031 (2031-12-31)"),
        (1, 2, 3),
        (dt.date(2031, 1, 1), "QM (police)"),
    ],
)
def test_list_of_codes__is_one_line_with_commas(codes: Value) -> None:
    assert isinstance(codes, tuple)
    assert is_code_list(codes)
    (line,) = cell_parts(TableCell(codes))
    assert "".join(map(str, line)) == ", ".join(map(str, codes))


@pytest.mark.parametrize(
    "items",
    [
        None,
        "QM",
        (),
        ("QM",),  # nothing to put a comma between
        ("Train the officers.", "Visit the port."),
        ("QM: live", "QN: completed"),
        ("commitment of QN, 10 February 2031", "decision"),  # has a comma itself
        ("QM", "a study visit to the ports of two countries"),
        ("QM", HERE),
        ("QM", ""),
        ("- QM", "- QN"),
        ("one\ntwo", "three"),
    ],
)
def test_list_of_other_things__has_a_line_for_each(items: Value) -> None:
    assert not is_code_list(items)
    values = items if isinstance(items, tuple) else () if items is None else (items,)
    assert len(cell_parts(TableCell(items))) == len(values)


def test_list_of_codes__keeps_its_notes() -> None:
    assert cell_parts(TableCell(("HU[^7]", "AT"), (SEVEN,))) == (("HU", SEVEN, ", ", "AT"),)


def test_cell_parts__of_a_text_are_its_paragraphs_however_short() -> None:
    assert cell_parts(Text(("None", "Two[^7]"), (SEVEN,))) == (("None",), ("Two", SEVEN))
