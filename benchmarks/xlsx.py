"""Compares the time and the memory of writing workbooks with openpyxl: ``python benchmarks/xlsx.py``.

The documents are the tasking sheets of all member states in a plan of 250 generated actions, built once. Both programs
write the same: a first sheet, a sheet for each table, the marking above and below each page, styles, widths, frozen
and repeated headers, filters, notes, links and lists of answers. Each round writes all workbooks with both, in turn,
and the result is the median of the ratios of processor time, so other programs hardly affect it. Memory is what Python
allocates at the peak of writing one workbook with the sheets of many parties, which are those of the member states
again and again; it is compared with openpyxl, and with half the parties: 1 is linear.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import openpyxl
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from empact import Session
from empact.analysis import PlanContext, Taskings
from empact.documents import Document, Hyperlink, RowIndex, Table, TableCell
from empact.documents.binding import bind
from empact.documents.tasking import format_taskings
from empact.hooks import ExportContext
from empact.model import PartyKind
from empact.plugins.xlsx.texts import harmless, reference, sheet_names
from empact.plugins.xlsx.write import write
from empact.testing.generated import generate

_ACTIONS = 250
_CONTEXT = ExportContext(make_context=lambda: PlanContext(plan=next(generate(1, 1))), tree=dict)
_SIDE = Side(style="thin", color="BFBFBF")
_CELL = {
    "border": Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE),
    "alignment": Alignment(wrap_text=True, vertical="top"),
}
_STYLES = {
    "text": _CELL,
    "header": {**_CELL, "font": Font(bold=True), "fill": PatternFill("solid", fgColor="DCE6F1")},
    "link": {**_CELL, "font": Font(color="0B4F9E", underline="single")},
    "ref": {**_CELL, "font": Font(size=9, color="595959")},
    "open": {**_CELL, "fill": PatternFill("solid", fgColor="FFF6D6")},
    "title": {"font": Font(bold=True)},
}


def _documents() -> dict[str, Document]:
    (plan,) = generate(1, _ACTIONS)
    ctx = Session().context(attrs.evolve(plan, marking="LIMITE"), ledger=())
    taskings = Taskings(ctx)
    return {code: format_taskings([(ctx, taskings.of(code))]) for code in taskings.batch(PartyKind.MEMBER_STATE)}


def with_empact(document: Document) -> int:
    """Write a document with the exporter, and return the number of bytes."""
    return sum(len(artifact.data) for artifact in write(document, _CONTEXT))


def with_openpyxl(document: Document) -> int:
    """Write the same with openpyxl, and return the number of bytes."""
    book = openpyxl.Workbook()
    for name, parts in _STYLES.items():
        book.add_named_style(NamedStyle(name=name, **parts))
    tables = [(section, section.body) for section in document.sections if isinstance(section.body, Table)]
    about, *names = sheet_names(["About", *(section.title for section, _ in tables)])
    rows = RowIndex(document)
    at = {
        (section.key, row.key): (name, number)
        for name, (section, table) in zip(names, tables, strict=True)
        for number, row in enumerate(table.rows, 4)
    }
    first = book.active
    first.title = about
    for key, value in document.properties.items():
        first.append([key, str(value)])
    for plan in document.plans:
        book.custom_doc_props.append(StringProperty(name="empact.plan.sha256", value=plan.sha256))
    _set_up(first, document)
    for name, (section, table) in zip(names, tables, strict=True):
        page = book.create_sheet(name)
        _set_up(page, document)
        _fill(page, 1, 1, document.marking, "title")
        _fill(page, 2, 1, section.title, "title")
        headings = [*(column.title for column in table.columns), "Ref."]
        widths = [*(column.width or 20 for column in table.columns), 13]
        for number, (title, width) in enumerate(zip(headings, widths, strict=True), 1):
            cell = _fill(page, 3, number, title, "header")
            page.column_dimensions[cell.column_letter].width = width
        for number, row in enumerate(table.rows, 4):
            for place, (column, given) in enumerate(zip(table.columns, row.cells, strict=True), 1):
                found = rows.find(column, given.value)
                _cell(page, number, place, given, None if found is None else reference(*at[found]))
            _fill(page, number, len(headings), row.ref or row.key, "ref")
        page.freeze_panes, page.print_title_rows = "B4", "1:3"
        page.auto_filter.ref = page.dimensions
    data = io.BytesIO()
    book.save(data)
    return len(data.getvalue())


def _fill(page: Any, row: int, column: int, value: Any, style: str) -> Any:
    cell = page.cell(row, column, value)
    cell.style = style
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _cell(page: Any, row: int, column: int, given: TableCell, target: str | None) -> None:
    value = given.value
    if isinstance(value, tuple):
        value = "\n".join(item.plain if isinstance(item, Hyperlink) else str(item) for item in value)
    style = "text" if given.fill_in is None else "open"
    cell = _fill(page, row, column, harmless(value) if isinstance(value, str) else value, style)
    if target is not None:
        cell.hyperlink, cell.style = f"#{target}", "link"
    if given.notes:
        cell.comment = Comment("\n\n".join(map(str, given.notes)), "")
    if given.fill_in is not None and given.fill_in.options:
        rule = DataValidation(type="list", formula1=f'"{",".join(given.fill_in.options)}"')
        rule.add(cell)
        page.add_data_validation(rule)


def _set_up(page: Any, document: Document) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    page.oddHeader.center.text = page.oddFooter.center.text = document.marking


def _seconds(program: Callable[[Document], int], documents: Sequence[Document]) -> float:
    begin = time.process_time()
    for document in documents:
        assert program(document)
    return time.process_time() - begin


def _book(documents: dict[str, Document], parties: int) -> Document:
    """Return the sheets of so many parties as one document."""
    codes = list(documents)
    chosen = {f"{codes[at % len(codes)]} {at}": documents[codes[at % len(codes)]] for at in range(parties)}
    bound = bind(chosen, kind="tasking", title="Tasking", name="taskings")
    return attrs.evolve(bound, marking="LIMITE")


def _peak(program: Callable[[Document], int], document: Document) -> int:
    """Return the bytes that are allocated at the peak of writing a document."""
    tracemalloc.start()
    program(document)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print the ratios."""
    options = argparse.ArgumentParser(description="Compare the writing of workbooks with openpyxl.")
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--parties", type=int, default=200, help="number of parties of the one large workbook")
    given = options.parse_args()
    by_party = _documents()
    documents = list(by_party.values())
    rows = sum(len(table.rows) for document in documents for table in document.tables)
    with_empact(documents[0])
    with_openpyxl(documents[0])
    ratios = []
    for _ in range(given.rounds):
        ours, theirs = _seconds(with_empact, documents), _seconds(with_openpyxl, documents)
        ratios.append(ours / theirs)
    low, high = min(ratios), max(ratios)
    print(f"{len(documents)} workbooks with {rows} rows: {statistics.median(ratios):.2f} of the time of openpyxl")
    print(f"  (from {low:.2f} to {high:.2f} in {given.rounds} rounds)")
    whole, part = _book(by_party, given.parties), _book(by_party, given.parties // 2)
    ours, half, theirs = _peak(with_empact, whole), _peak(with_empact, part), _peak(with_openpyxl, whole)
    print(f"memory of one workbook with the sheets of {given.parties} parties: {ours / theirs:.2f} of that of openpyxl")
    linear = ours / half * (given.parties // 2) / given.parties
    print(f"  and {linear:.2f} for each party of that with half the parties (1 is linear)")


if __name__ == "__main__":
    main()
