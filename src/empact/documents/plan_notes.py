"""The footnotes of plans in a document: each mark in a text of a plan has its note, and none is left as ``[^9]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.columns import format_cell
from empact.documents.language import Words
from empact.documents.values import CellNote, Row, Section, Table, TableCell, Text, Value
from empact.model import Plan

_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")


def with_plan_notes(section: Section, plans: Sequence[Plan], words: Words) -> Section:
    """Return a section in which each mark of a footnote has its note; a mark without a note in the plan is left out.

    A title has no notes, so it loses its marks. If there are several plans, the reference of a row says which of them
    has its notes; other texts lose their marks.
    """
    if not any("[^" in text for text in _texts(section)):
        return section  # most sections: nothing is made again
    only = plans[0] if len(plans) == 1 else None
    by_id = {plan.id: plan for plan in plans}
    body = section.body
    if isinstance(body, Table):
        columns = tuple(attrs.evolve(column, title=_MARK.sub("", column.title)) for column in body.columns)
        rows = (_noted_row(row, only or by_id.get((row.ref or "").partition(":")[0]), words) for row in body.rows)
        made: Table | Text = Table(columns, tuple(rows))
    else:
        cell = _noted(body.cell, only, words)
        made = Text(tuple(map(str, cell.value)) if isinstance(cell.value, tuple) else (), cell.notes, cell.emphasis)
    return attrs.evolve(section, title=_MARK.sub("", section.title), body=made)


def _texts(section: Section) -> Iterator[str]:
    """Yield the texts of a section that can have marks."""
    yield section.title
    body = section.body
    if isinstance(body, Text):
        yield from body.paragraphs
        return
    yield from (column.title for column in body.columns)
    yield from (item for row in body.rows for value in row.values for item in _items(value) if isinstance(item, str))


def _items(value: Value) -> Iterable[object]:
    return value if isinstance(value, tuple) else (value,)


def _noted_row(row: Row, plan: Plan | None, words: Words) -> Row:
    return Row(row.key, tuple(_noted(cell, plan, words) for cell in row.cells), row.ref)


def _noted(cell: TableCell, plan: Plan | None, words: Words) -> TableCell:
    """Return a cell with the notes of the plan whose marks are in its texts."""
    marks = dict.fromkeys(mark for item in _items(cell.value) if isinstance(item, str) for mark in _MARK.findall(item))
    if not marks:
        return cell
    known_notes = {} if plan is None else {mark: plan.find_note(mark) for mark in marks}
    notes = {
        mark: CellNote(format_cell(note.text, words), mark) for mark, note in known_notes.items() if note is not None
    }
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
