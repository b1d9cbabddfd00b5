"""The parts of a cell: texts, hyperlinks, and notes at their marks."""

from __future__ import annotations

import datetime as dt

import pytest

from empact.documents import CellNote, FillIn, Hyperlink, Part, TableCell, Value, cell_parts

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
