"""The plan sheet: one table with a row for each action of a plan."""

from __future__ import annotations

from empact.analysis import PlanContext
from empact.analysis.columns import PlanTable
from empact.documents.headings import about_plan
from empact.documents.names import file_stem
from empact.documents.values import (
    CellNote,
    Column,
    ColumnType,
    Document,
    Hyperlink,
    Row,
    Section,
    Table,
    TableCell,
    unique_keys,
)
from empact.model import Action, is_web_address

_DOCUMENTATION = "documentation"


def build_plan_sheet(ctx: PlanContext) -> Document:
    """Return the annex of a plan as one table (plan section 3: "one sheet showing all activities").

    The goal is a column, not a heading between the rows; I/D SG and I/D OA are two columns, and the KPIs are in the
    target column, as in the plan. Then follow, if any action has them, who added its links, its channels and its
    documentation, with a hyperlink for each web address; the channels of the plan (section 4.3); and the extensions
    that the plan uses on goals and actions, with a column for each field. A row has the number of its action as key. A
    cell has the notes whose marks are in its text.
    """
    plan = ctx.plan
    table = PlanTable(plan, ctx.extensions)

    def cell(action: Action, key: str, text: str) -> TableCell:
        if key == _DOCUMENTATION:
            return TableCell(tuple(map(_reference, action.documentation)) or None)
        notes = tuple(CellNote(str(note.text), note.mark) for note in table.notes(text))
        return TableCell(text or None, notes)

    keys = unique_keys(action.number for action in plan.actions)
    columns = tuple(
        Column(
            key=column.key,
            title=column.title,
            type=ColumnType.LIST if column.key == _DOCUMENTATION else ColumnType.TEXT,
            width=column.width,
        )
        for column in table.columns
    )
    rows = (
        Row(
            key,
            tuple(cell(action, column.key, text) for column, text in zip(columns, table.texts(action), strict=True)),
        )
        for key, action in zip(keys, plan.actions, strict=True)
    )
    section = Section(key="actions", title="Actions", body=Table(columns, tuple(rows)))
    return Document(kind="plan", name=file_stem(plan.id), sections=(section,), **about_plan(ctx))


def _reference(entry: str) -> Hyperlink | str:
    text = entry.strip()
    return Hyperlink(text, text) if is_web_address(text) else text
