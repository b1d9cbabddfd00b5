"""The plan sheet: one table with a row for each action of a plan."""

from __future__ import annotations

from empact.analysis import PlanContext
from empact.analysis.columns import PlanTable
from empact.documents.headings import about_plan
from empact.documents.values import CellNote, Column, Document, Row, Section, Table, TableCell, unique_keys


def build_plan_sheet(ctx: PlanContext) -> Document:
    """Return the annex of a plan as one table (plan section 3: "one sheet showing all activities").

    The goal is a column, not a heading between the rows; I/D SG and I/D OA are two columns, and the KPIs are in the
    target column, as in the plan. Then follow the extensions that the plan uses on goals and actions, with a column
    for each field. A row has the number of its action as key. A cell has the notes whose marks are in its text.
    """
    plan = ctx.plan
    table = PlanTable(plan, ctx.extensions)

    def cell(text: str) -> TableCell:
        notes = tuple(CellNote(str(note.text), note.mark) for note in table.notes(text))
        return TableCell(text or None, notes)

    keys = unique_keys(action.number for action in plan.actions)
    rows = (Row(key, tuple(map(cell, table.texts(action)))) for key, action in zip(keys, plan.actions, strict=True))
    columns = (Column(key=column.key, title=column.title, width=column.width) for column in table.columns)
    section = Section(key="actions", title="Actions", body=Table(tuple(columns), tuple(rows)))
    return Document(kind="plan", name=plan.id, sections=(section,), **about_plan(ctx))
