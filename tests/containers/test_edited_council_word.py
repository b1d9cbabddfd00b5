"""The reference document as others leave it: what is read is another text only where they edited it."""

from __future__ import annotations

import functools

import pytest
from tests.support.council_word import tables, texts, tracking, withholding
from tests.support.council_word.cells import Cells, cells_of
from tests.support.council_word.file import Edit
from tests.support.council_word.reference import COLUMN, reference

from empact.containers import (
    NoteKind,
    TrackedChange,
    WordCell,
    WordDocument,
    WordParagraph,
    WordRow,
    open_package,
    read_word,
)

GONE = ["(no cell)"]


@functools.cache
def read(*edits: Edit) -> WordDocument:
    return read_word(reference(*edits))


def changed(*edits: Edit) -> Cells:
    """Return the cells that are other ones than in the document without edits."""
    before, after = cells_of(read()), cells_of(read(*edits))
    return {key: after.get(key, GONE) for key in before | after if before.get(key) != after.get(key)}


def _row(document: WordDocument, number: str) -> WordRow:
    (found,) = (row for row in document.tables[0].rows if row.cells and _said(row.cells[0]) == number)
    return found


def _said(cell: WordCell) -> str:
    """Return the text of a cell, whatever became of it."""
    return "".join(run.text for paragraph in cell.paragraphs for run in paragraph.runs)


def _part(data: bytes, name: str) -> bytes:
    return open_package(data).parts[name]


@pytest.mark.parametrize(
    "edit",
    [
        *(tables.merged_down, tables.shared_leader, tables.merged_results, tables.short_row, tables.empty_rows),
        *(tables.goal_above_head, tables.repeated_heads, tables.cut_table, tables.table_of_each_goal),
        *(texts.plain_headings, texts.automatic_numbers, texts.notes_at_the_end, texts.commented, texts.boxes),
        *(texts.controls_on_the_cover, texts.cover_in_tables, texts.addendum),
        *(tracking.changed_look, tracking.changed_note),
    ],
    ids=lambda edit: edit.__name__,
)
def test_table__has_the_same_176_cells(edit: Edit) -> None:
    assert reference(edit) != reference()
    assert reference(edit) == reference(edit)
    assert changed(edit) == {}


TIMING = ("1.1", "timing")
PURPOSE = "Collect and analyse information for intelligence and investigation purposes."
NEW_ROW = ["7.3", "To describe the tools.", "Europol"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (tracking.changed_words, {TIMING: ["SeptemberOctober"]}),
        (tracking.changed_words_by_hand, {TIMING: ["SeptemberOctober"]}),
        (tracking.inserted_note, {("1.3", "leaders"): ["Frontex[^7]"]}),
        (withholding.white_words, {("7.1", "description"): []}),
        (withholding.hidden_words, {("7.2", "description"): []}),
        (withholding.blackened_cell, {("2.2", "timing"): []}),
        (withholding.blackened_words, {("1.1", "target"): ["KPI: Report finalised within the timeframe."]}),
        (
            withholding.withheld_by_words,
            {("4.1", "description"): ["NOT DECLASSIFIED"], ("5.1", "participants"): ["DELETED"]},
        ),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_cell__is_another_one_where_it_was_edited(edit: Edit, expected: Cells) -> None:
    found = changed(edit)
    if edit is tracking.inserted_note:  # the notes behind it have another number
        found = {key: lines for key, lines in found.items() if key == ("1.3", "leaders")}
    assert found == expected


def test_row__that_was_inserted_or_deleted_says_so() -> None:
    new, old = read(tracking.inserted_row).tables[0].rows[-1], read(tracking.deleted_row).tables[0].rows[-1]
    assert ([cell.text for cell in new.cells if cell.text], new.change) == (NEW_ROW, TrackedChange.INSERTED)
    assert ("".join(cell.text for cell in old.cells), old.change) == ("", TrackedChange.DELETED)
    struck = _row(read(tracking.struck_row), "7.2")
    assert {run.is_struck for cell in struck.cells for found in cell.paragraphs for run in found.runs} == {True}


def test_column__that_was_inserted_says_so_in_each_cell() -> None:
    rows = [row for row in read(tracking.inserted_column).tables[0].rows if len(row.cells) == 11]
    assert [[cell.change for cell in row.cells] for row in rows] == [[None] * 10 + [TrackedChange.INSERTED]] * len(rows)


def test_end_of_paragraph__that_was_inserted_or_deleted_says_so() -> None:
    joined = _row(read(tracking.joined_paragraphs), "2.1").cells[COLUMN["target"]].paragraphs[0]
    split = _row(read(tracking.split_paragraph), "3.1").cells[COLUMN["description"]].paragraphs[0]
    assert (joined.text, joined.change) == ("Detect illegal migrants. ", TrackedChange.DELETED)
    assert (split.change, split.runs[-1].text, split.runs[-1].change) == (
        TrackedChange.INSERTED,
        " ",
        TrackedChange.DELETED,
    )


def test_paragraph__that_was_moved_is_there_twice() -> None:
    paragraphs = read(tracking.moved_paragraph).paragraphs
    found = [paragraph for paragraph in paragraphs if paragraph.runs and tracking.MOVED in paragraph.runs[0].text]
    assert [(paragraph.change, paragraph.runs[0].change) for paragraph in found] == [
        (change, change) for change in (TrackedChange.MOVED_FROM, TrackedChange.MOVED_TO)
    ]


def test_note__has_its_changes() -> None:
    (note,) = (
        run.note
        for paragraph in read(tracking.changed_note).paragraphs
        for run in paragraph.runs
        if run.note is not None and run.note.text.startswith("Frontex")
    )
    assert note.text == "Frontex is leader for all possible operations at the external borders."
    changes = [run.change for paragraph in note.paragraphs for run in paragraph.runs]
    assert [change for change in changes if change] == [TrackedChange.DELETED, TrackedChange.INSERTED]


def test_endnotes__are_notes_of_their_kind() -> None:
    notes = [run.note for paragraph in read(texts.notes_at_the_end).paragraphs for run in paragraph.runs if run.note]
    assert [(note.kind, note.number) for note in notes] == [(NoteKind.ENDNOTE, number) for number in range(1, 11)]


def test_comment__is_noticed_and_its_words_are_not_read() -> None:
    document = read(texts.commented)
    found = [paragraph.text[:20] for paragraph in document.paragraphs if paragraph.has_comment]
    assert found == ["The Driver will cons", "EC, Europol, CEPOL"]
    assert texts.COMMENT.encode() in _part(reference(texts.commented), "word/comments.xml")
    assert all(words not in repr(document) for words in (texts.COMMENT, texts.COMMENTER))


@pytest.mark.parametrize(
    "edit",
    [tracking.changed_words, tracking.moved_paragraph, tracking.deleted_row, tracking.changed_look],
    ids=lambda edit: edit.__name__,
)
def test_author__of_a_change_is_not_read(edit: Edit) -> None:
    assert tracking.AUTHOR.encode() in _part(reference(edit), "word/document.xml")
    assert tracking.AUTHOR not in repr(read(edit))


def test_boxes__are_read_where_they_are_anchored() -> None:
    boxes = [box for paragraph in read(texts.boxes).paragraphs for box in paragraph.boxes]
    found = [box.text for box in boxes if isinstance(box, WordParagraph)]
    assert found == ["RESTREINT UE/EU RESTRICTED", texts.BOXED]


def test_table_in_a_cell__is_in_its_blocks() -> None:
    outer, inner = read(tables.inner_table).tables
    assert [cell.text for cell in inner.cells] == ["KPI", "Number of action days / locations"]
    assert changed(tables.inner_table)["5.1", "target"][1:] == ["KPI", "Number of action days / locations"]
    assert len(outer.rows) == 27


def test_corrigendum__has_no_table() -> None:
    document = read(texts.corrigendum)
    assert document.tables == ()
    texts_of = [paragraph.text for paragraph in document.paragraphs]
    assert "17793/2/11\nREV 2 COR 1" in texts_of
    assert texts_of[-1] == "On page 9, action 1.1, column Timing, read: October."
