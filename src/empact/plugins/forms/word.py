"""Reads a form that came back as a Word document, also if its content controls are lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from empact.containers import ContainerError, WordCell, WordTable, read_word
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
    answers = {(each.table, each.row, each.column): each.text for each in document.controls}
    return form_document([row for table in document.tables for row in _rows(table, answers, ctx)], ctx)


_Answers = Mapping[tuple[int | None, int | None, int | None], str]
"""What stands in content controls, by table, row and column."""


def _rows(table: WordTable, answers: _Answers, ctx: ReadContext) -> Iterator[KeyedRow]:
    found = FormTable()
    for number, row in enumerate(table.rows, 1):
        place = ctx.at(table=table.number, row=number, column=found.answers)
        cells = [_filled(cell, answers.get((table.number, number, cell.column))) for cell in row.cells]
        yield from found.rows(cells, place)
    if found.has_lost_answers:
        ctx.report(FORM_ANSWER, found.lost, ctx.at(table=table.number), hint=found.cure)


def _filled(cell: WordCell, answer: str | None) -> FilledCell:
    """Return a cell; if it has a content control, what stands there and not what is beside it, such as the choices."""
    is_hidden = any(run.is_hidden for paragraph in cell.paragraphs for run in paragraph.runs)
    return FilledCell(cell.column, cell.text if answer is None else answer, AnswerCell.TEXT, is_hidden)
