"""Write a document as JSON: ``document/1``, which ``empact schema --of document`` describes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from empact.documents import CellNote, Column, Document, Hyperlink, PlanFingerprint, Row, Section, Text, Value
from empact.hooks import Artifact, ExportContext, printable_json
from empact.plugins.json.charts import chart_tree, known, plain_number
from empact.syntax.json.emit import emit

FORMAT = "document/1"
"""The format: a change after which old readers fail makes it ``document/2``."""


def write(document: Document, _ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document."""
    tree = known(
        empact=FORMAT,
        kind=document.kind,
        version=document.version,
        name=document.name,
        title=document.title,
        marking=document.marking,
        properties={key: _plain(value) for key, value in document.properties.items()},
        plans=list(map(_fingerprint, document.plans)) or None,
        sections=list(map(_section, document.sections)),
    )
    yield Artifact(f"{document.name}.json", printable_json(emit(tree)).encode())


def _fingerprint(plan: PlanFingerprint) -> dict[str, Any]:
    return known(plan=plan.plan, number=plan.number, sha256=plan.sha256)


def _section(section: Section) -> dict[str, Any]:
    body = section.body
    chart = None if section.chart is None else chart_tree(section.chart)
    level = section.level if section.level > 1 else None
    head = known(key=section.key, title=section.title, level=level, chart=chart)
    if isinstance(body, Text):
        return head | known(text=list(body.paragraphs), notes=[*map(_note, body.notes)] or None)
    return head | {
        "columns": [
            known(
                key=column.key,
                title=column.title,
                type=column.type.value,
                width=column.width,
                refers_to=list(column.refers_to) or None,
                sections=dict(column.sections) or None,
            )
            for column in body.columns
        ],
        "rows": [_row(body.columns, row) for row in body.rows],
    }


def _note(note: CellNote) -> dict[str, Any]:
    return known(mark=note.mark, text=note.text)


def _row(columns: tuple[Column, ...], row: Row) -> dict[str, Any]:
    """Return the values of a row by column; its notes and the cells to fill in only if there are any."""
    cells = {column.key: cell for column, cell in zip(columns, row.cells, strict=True)}
    notes = {key: [*map(_note, cell.notes)] for key, cell in cells.items() if cell.notes}
    fill_in = {key: {"options": list(cell.fill_in.options)} for key, cell in cells.items() if cell.fill_in is not None}
    values = {key: _plain(cell.value) for key, cell in cells.items()}
    return known(key=row.key, ref=row.ref, cells=values, notes=notes or None, fill_in=fill_in or None)


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Hyperlink):
        return {"text": value.text, "url": value.url}
    if isinstance(value, Decimal):
        return plain_number(value)
    return value
