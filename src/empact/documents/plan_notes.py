"""The footnotes of a plan in a document: each mark in a text of the plan has its note, and none is left as ``[^9]``."""

from __future__ import annotations

import re

import attrs

from empact.analysis.columns import format_cell
from empact.documents.language import Words
from empact.documents.values import CellNote, Row, Section, Table, TableCell, Text, Value
from empact.model import Plan

_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")


def with_plan_notes(section: Section, plan: Plan, words: Words) -> Section:
    """Return a section in which each mark of a footnote has its note; a mark without a note in the plan is left out.

    A title has no notes, so it loses its marks.
    """
    body = section.body
    if isinstance(body, Table):
        columns = tuple(attrs.evolve(column, title=_MARK.sub("", column.title)) for column in body.columns)
        rows = (Row(row.key, tuple(_noted(cell, plan, words) for cell in row.cells), row.ref) for row in body.rows)
        made: Table | Text = Table(columns, tuple(rows))
    else:
        cell = _noted(body.cell, plan, words)
        made = Text(tuple(map(str, cell.value)) if isinstance(cell.value, tuple) else (), cell.notes, cell.emphasis)
    return attrs.evolve(section, title=_MARK.sub("", section.title), body=made)


def _noted(cell: TableCell, plan: Plan, words: Words) -> TableCell:
    """Return a cell with the notes of the plan whose marks are in its texts."""
    items = cell.value if isinstance(cell.value, tuple) else (cell.value,)
    marks = dict.fromkeys(mark for item in items if isinstance(item, str) for mark in _MARK.findall(item))
    if not marks:
        return cell
    found = {mark: plan.find_note(mark) for mark in marks}
    notes = {mark: CellNote(format_cell(note.text, words), mark) for mark, note in found.items() if note is not None}
    known = {note.mark for note in cell.notes} | notes.keys()

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[1] in known else ""

    value: Value
    if isinstance(cell.value, tuple):
        value = tuple(_MARK.sub(kept, item) if isinstance(item, str) else item for item in cell.value)
    else:
        value = _MARK.sub(kept, str(cell.value))
    own = {note.mark for note in cell.notes}
    return attrs.evolve(
        cell, value=value, notes=(*cell.notes, *(note for mark, note in notes.items() if mark not in own))
    )
