"""Workbooks with the plans of others, made for one test each, and what the reader makes of them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from tests.support.office import open_document
from xlsxwriter import Workbook

from empact import Plan, Reading, default_session
from empact.diagnostics import GUESSED, NOT_UNDERSTOOD

SESSION = default_session()
Value = str | float | bool | dt.date | None
Rows = Sequence[Sequence[Value]]
TITLES = ("#", "Activity", "Leader", "Timing")
ROW = ("1.1", "Visit all ports.", "QM", "May 2031")
LATER: dict[str, Rows] = {
    "Deckblatt": [
        ["LIMITE"],
        ["Operational Action Plan 2031: Uhren"],
        ["Zeitraum", "2031-01-01 bis 2031-12-31"],
        ["Driver", "QM"],
        ["Bearbeitungsstand", "Entwurf"],
    ],
    "Ziele": [["Ziel", "Wortlaut", "Quelle"], [1, "Die Wege der Uhren kennen.", "SOCTA"], [2, "Sie anhalten.", ""]],
    "Plan": [
        [
            *("Zeitplan", "Budget (EUR)", "Nr.", "Tätigkeit", "Ziel", "Teilnehmer", "Federführung", "Priorität"),
            *("Ort", "Risiko", "Beschreibung", "Stand", "Kontakt", "Zielvorgabe", "Ergebnisse Juni"),
        ],
        [
            *(dt.date(2031, 6, 30), 40000, "1.1", "Ein Lagebild erstellen.", 1, "QN, QO", "QM", "hoch"),
            *("Hafen", 3, "Monatlich.", "offen", "Büro 7", "Ein Bericht", None),
        ],
        [
            *("Mai 2031", None, "2.1", "Pakete prüfen.[^1]", 2, "QP, QQ, QZ", "QO", "mittel"),
            *(None, 2, None, "offen", None, 594, "Begonnen."),
        ],
    ],
    "KPI": [["Maßnahme", "Indikator", "Zielwert", "Einheit"], ["1.1", "Zahl der Berichte", 12, "Berichte"]],
    "Fußnoten": [["Fußnote", "Text"], [1, "Nur mit Zustimmung von QP."]],
}
"""An invented plan of 2031 in German: six columns that nobody knows, and the rest on sheets of its own."""

_LACKING = ("The title and the subject of the document have no year", "The document has no title of a plan")


def book(sheets: Mapping[str, Rows], edit: Callable[[Any, Any], None] | None = None) -> bytes:
    """Return a workbook with these rows on each of its sheets.

    Args:
        sheets: The rows by the names of the sheets.
        edit: Changes the workbook and its first sheet before it is saved.
    """
    data = io.BytesIO()
    made: Any = Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    date = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, dt.date):
                    page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), date)
                elif value is not None:
                    page.write(row, column, value)
    if edit is not None:
        edit(made, made.worksheets()[0])
    made.close()
    return data.getvalue()


def open_document_book(sheets: Mapping[str, Rows], styles: str = "") -> bytes:
    """Return a workbook of LibreOffice with these rows on each of its sheets; each cell is a text or a number.

    Args:
        sheets: The rows by the names of the sheets.
        styles: The styles of its pages.
    """
    tables: list[str] = []
    for name, rows in sheets.items():
        lines = ("".join(map(_open_cell, row)) for row in rows)
        inside = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        tables.append(f'<table:table table:name="{escape(name)}">{inside}</table:table>')
    return open_document("spreadsheet", "".join(tables), styles)


def _open_cell(value: Value) -> str:
    text = "" if value is None else str(value)
    kind = (
        f'office:value-type="float" office:value="{text}"' if isinstance(value, int) else "office:value-type='string'"
    )
    return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"


def reading(data: bytes, format: str = "xlsx", **options: str) -> Reading[Plan]:
    """Read a plan from a file."""
    return SESSION.read(io.BytesIO(data), format=format, options={"id": "Q-2031", **options})


def read(rows: Rows, edit: Callable[[Any, Any], None] | None = None) -> tuple[Any, list[str]]:
    """Return the actions of a plan on one sheet as its file has them, and what the reader reports."""
    found = reading(book({"Plan": rows}, edit))
    return SESSION.tree(found.require())["actions"], said(found)


def said(found: Reading[Plan]) -> list[str]:
    """Return what the reader reports, each with its place, but for the title and the year that small plans lack."""
    kinds = {GUESSED, NOT_UNDERSTOOD}
    return [
        f"{str(each.place).partition(', ')[2]}: {each.kind.name}: {each.message}"
        for each in found.diagnostics
        if each.kind in kinds and not each.message.startswith(_LACKING)
    ]
