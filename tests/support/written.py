"""Documents to write, and what an exporter makes of them."""

from __future__ import annotations

import datetime as dt
import functools
import io
import zipfile
from typing import Any

import pyarrow.parquet as pq

import oap_c_2012
import oap_invented_2031
from empact import Session
from empact.analysis import PlanContext
from empact.documents import (
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    Row,
    Section,
    Table,
    TableCell,
    Text,
    Value,
)
from empact.hooks import Artifact
from empact.model import FrozenMap, Plan
from empact.options import option_values
from empact.session.exporting import export_context, run_exporter

SESSION = Session([oap_c_2012, oap_invented_2031])
NAMES = [spec.name for spec in SESSION.documents]
"""The names of the documents that ship."""


@functools.cache
def export(name: str, to: str) -> bytes:
    """A document of the reference plan in a format; the dossier is that of an invented party, with its ledger."""
    if name == "exclusion":
        plan, day = SESSION.load("oap-invented-2031"), dt.date(2031, 12, 1)
        recorded = SESSION.workspace.ledger.of_plan(plan.id, oap_invented_2031.LEDGER)
        data = SESSION.export(
            plan, document=name, to=to, as_of=day, party="QN", impact=True, records=SESSION.records(ledger=recorded)
        )
    else:
        options: dict[str, Any] = {"party": "HU"} if name in {"handbook", "tasking", "report-form"} else {}
        options |= {"cell": "All MS except DK and Europol"} if name == "parsed-cell" else {}
        options |= {"checkpoint": "June"} if name == "report-form" else {}
        data = SESSION.export(SESSION.load("oap-c-2012"), document=name, to=to, **options)
    assert data is not None
    return data


def made(name: str, document: Document, **options: Any) -> dict[str, str]:
    """The files that an exporter makes of a document, as text."""
    return {artifact.name: artifact.data.decode("utf-8-sig") for artifact in _made(name, document, options)}


def made_bytes(name: str, document: Document, **options: Any) -> bytes:
    """The only file that an exporter makes of a document."""
    (artifact,) = _made(name, document, options)
    assert artifact.name == f"{document.name}.{name}"
    return artifact.data


def _made(name: str, document: Document, options: dict[str, Any]) -> list[Artifact]:
    (exporter,) = (one for one in SESSION.exporters if (one.name, one.takes) == (name, "document"))
    ctx = export_context(lambda: PlanContext(plan=Plan(id="X")), option_values(exporter.options, options))
    return run_exporter(SESSION.plugins, exporter, document, ctx)


def file_text(data: bytes) -> str:
    """The text of a file, of the files in an archive, or of the metadata and the cells of a table."""
    if data.startswith(b"PAR1"):
        read = pq.read_table(io.BytesIO(data))
        words = [word.decode() for word in (read.schema.metadata or {}).values()]
        return "\n".join([*words, *(str(cell) for row in read.to_pylist() for cell in row.values())])
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def table(*rows: Row, types: tuple[ColumnType, ...] = (ColumnType.TEXT, ColumnType.TEXT)) -> Section:
    given = [Column(key=f"c{index}", title=f"Column {index}", type=type_) for index, type_ in enumerate(types)]
    return Section(key="table", title="A table", body=Table(tuple(given), rows))


def document(*sections: Section, marking: str | None = "LIMITE", **properties: Value) -> Document:
    return Document(
        kind="minutes",
        title="Minutes of a meeting",
        name="X-minutes",
        marking=marking,
        properties=FrozenMap(properties),
        sections=sections,
    )


WORDS = Section(key="words", title="Words", body=Text(("One.", "Two;=2")))
NOTED = Section(
    key="noted",
    title="Noted",
    level=2,
    body=Text(
        ("Based on the OCTA[^1], and *agreed*[^1].", "- Two"), (CellNote("doc. 1 | 2", "1"), CellNote("Look there."))
    ),
)
"""A text with a note that two places have, and one without a place."""
_ASKED, _LOOK = CellNote("Only if asked.", "7"), CellNote("Look there.\nThen here.")
SAMPLE = document(
    table(
        Row("1.1", (TableCell(("Train.[^7]",), (_ASKED,)), 5)),
        Row("1.2", (TableCell(("Meet",), (_LOOK,)), TableCell(7, (), FillIn()))),
        Row("1.3", (TableCell(("See [^7]", "there"), (_ASKED,)), TableCell(None, (), FillIn(("yes", "no"))))),
        Row("1.4", (None, TableCell(None, (), FillIn()))),
        types=(ColumnType.LIST, ColumnType.NUMBER),
    ),
    WORDS,
    plan="X",
    as_of=dt.date(2012, 6, 30),
)
"""A document with notes with and without a mark, lists, numbers and cells to fill in."""
