"""Formats a document as one workbook: a first sheet with its texts, then a sheet for each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from empact.documents import BarChart, Document, RowIndex, Scalar, Section, Table, Text, Words, words_in
from empact.hooks import Artifact, ExportContext
from empact.plugins.xlsx.book import LINKS, Book, Sheet, fingerprint
from empact.plugins.xlsx.charts import write_chart
from empact.plugins.xlsx.tables import Answers, Places, TablePart, TableWriter, parts
from empact.plugins.xlsx.texts import content, harmless, line, pieces, reference, sheet_names

_LABEL, _TEXT = 26, 110


def write_about(
    book: Book, name: str, document: Document, parts: Sequence[TablePart], charts: Mapping[str, str]
) -> None:
    """Write the sheet with the title, the properties, a link to each table and chart, and the texts.

    Args:
        book: The workbook.
        name: The name of the sheet.
        document: The document.
        parts: The tables.
        charts: The name of the sheet of each chart, by the key of its section.
    """
    sheet, row = book.add_sheet(name, line(document.title) or document.name)
    book.set_columns(sheet, (_LABEL, _TEXT))
    for label, text, target in _lines(document, parts, charts, book.words):
        if label:
            sheet.page.write_string(row, 0, book.fitted(sheet, row, 0, label), book.style("label"))
        for piece in pieces(text):
            _write(book, sheet, row, piece, target)
            row += 1


def _write(book: Book, sheet: Sheet, row: int, text: str, target: str | None) -> None:
    if target is not None and sheet.links < LINKS:
        sheet.links += 1
        sheet.page.write_url(row, 1, target, book.style("prose link"), text)
    elif text:
        sheet.page.write_string(row, 1, text, book.style("prose"))


def _lines(
    document: Document, parts: Sequence[TablePart], charts: Mapping[str, str], words: Words
) -> Iterator[tuple[str, str, str | None]]:
    """Yield a label, a text and the address that it leads to, line by line."""
    for key, value in document.properties.items():
        cell_content = content(value, _nowhere)
        is_whole = isinstance(value, int)  # a number of a workbook is a float: 16.0
        yield line(words.property_title(key)), str(value if is_whole else cell_content.value), cell_content.target
    for number, part in enumerate(parts):
        rows = words("1 row") if len(part.rows) == 1 else words("{number} rows", number=len(part.rows))
        text = f"{part.title} ({rows})"
        yield "" if number else words("Sheets"), text, part.address()
        is_last = part is parts[-1] or parts[number + 1].section is not part.section
        if part.section.key in charts and is_last:
            text = f"{_chart_title(part.section, words)} ({words('chart')})"
            yield "", text, f"internal:{reference(charts[part.section.key], 1)}"
    for section in document.sections:
        if isinstance(section.body, Text):
            paragraphs = section.body.paragraphs or (words("None."),)
            for number, paragraph in enumerate(paragraphs):
                yield "" if number else line(section.title) or section.key, harmless(paragraph), None
            for note in section.body.notes:
                label = words("Note") if note.mark is None else words("Note {mark}", mark=line(note.mark))
                yield label, harmless(note.text), None
    for name, text in fingerprint(document).items():
        yield name, text, None


def _chart_title(section: Section, words: Words) -> str:
    title = "" if section.chart is None else line(section.chart.title)
    return title or words("Value")


def _nowhere(_item: Scalar) -> None:
    return None


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document.

    Raises:
        ExportError: A table has more columns than a sheet.
        MissingExtraError: XlsxWriter is not installed.
    """
    words = words_in(ctx.language)
    book = Book(document, words)
    tables = [
        (section, section.body, title, rows)
        for section in document.sections
        if isinstance(section.body, Table)
        for title, rows in parts(section, section.body, book)
    ]
    charted = [section for section in document.sections if isinstance(section.chart, BarChart) and section.chart.bars]
    titles = [*(title for _, _, title, _ in tables), *(_chart_title(section, words) for section in charted)]
    about, *names, answers_name, continued = sheet_names(
        [words("About"), *titles, words("Answers"), words("Continued")]
    )
    book.continued_name = continued
    sheets = [
        TablePart(name, title, section, table, rows)
        for name, (section, table, title, rows) in zip(names, tables, strict=False)
    ]
    charts = dict(zip((section.key for section in charted), names[len(tables) :], strict=True))
    places, answers = Places(RowIndex(document), sheets, book.top), Answers(answers_name)
    write_about(book, about, document, sheets, charts)
    for section in document.sections:
        for part in sheets:
            if part.section is section:
                TableWriter(book, part, places, answers).write()
        if section.key in charts and isinstance(section.chart, BarChart):
            write_chart(book, charts[section.key], section.chart)
    answers.write(book)
    book.write_continued()
    yield Artifact(f"{document.name}.xlsx", book.close())
