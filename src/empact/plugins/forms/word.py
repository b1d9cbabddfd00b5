"""Reads a form that came back as a Word document, also if its content controls are lost."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping

from empact.containers import ContainerError, ControlKind, WordCell, WordDocument, WordTable, read_word
from empact.diagnostics import FORM_ANSWER, MALFORMED
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.model import AnswerCell
from empact.plugins.forms.rows import FilledCell, FormTable, KeyedRow, form_document


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read the rows of all tables that have the key of a question. A cell that shows its placeholder is empty."""
    try:
        document = read_word(data, ctx.limits)
    except ContainerError as problem:
        ctx.report(MALFORMED, f"The file {problem}.")
        raise Unreadable from None
    lists = (control for control in document.controls if control.kind is ControlKind.CHOICE)
    chosen = {(control.table, control.row, control.column): control.text for control in lists}
    rows = {table.number: list(_rows(table, chosen, ctx)) for table in document.tables}
    _report_texts(document, {number for number, found in rows.items() if found}, ctx)
    return form_document(itertools.chain.from_iterable(rows.values()), ctx)


def _report_texts(document: WordDocument, of_form: Collection[int], ctx: ReadContext) -> None:
    """Report each text below a table of the form: a form has only titles there."""
    above: int | None = None
    for block in document.blocks:
        if isinstance(block, WordTable):
            above = block.number if block.number in of_form else above
        elif above is not None and block.heading is None and block.text.strip():
            hint = "Write it into the cell of an answer, or delete it."
            ctx.report(FORM_ANSWER, "Below the table stands a text that is in no cell.", ctx.at(table=above), hint=hint)


_Chosen = Mapping[tuple[int | None, int | None, int | None], str]
"""What is chosen from lists, by table, row and column."""


def _rows(table: WordTable, chosen: _Chosen, ctx: ReadContext) -> Iterator[KeyedRow]:
    found = FormTable()
    for number, row in enumerate(table.rows, 1):
        place = ctx.at(table=table.number, row=number, column=found.answers)
        cells = [_filled(cell, chosen.get((table.number, number, cell.column), "")) for cell in row.cells]
        yield from found.rows(cells, place)
    found.report(ctx, ctx.at(table=table.number))


def _filled(cell: WordCell, chosen: str) -> FilledCell:
    """Return a cell with all that stands in it: people write behind a content control as well as into it.

    What the form itself has behind a list is left out: its choices, if one of them was filled in already.
    """
    behind = cell.text.removeprefix(chosen).strip()
    is_choices = chosen and behind.startswith("(") and behind.endswith(")") and " / " in behind
    is_hidden = any(run.is_hidden for paragraph in cell.paragraphs for run in paragraph.runs)
    return FilledCell(cell.column, chosen if is_choices else cell.text, AnswerCell.TEXT, is_hidden)
