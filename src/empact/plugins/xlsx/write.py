"""Formats a document as one workbook: a first sheet with its texts, then a sheet for each table."""

from __future__ import annotations

from collections.abc import Iterator

from empact.documents import Document, RowIndex, Table, words_in
from empact.hooks import Artifact, ExportContext
from empact.plugins.xlsx.about import write_about
from empact.plugins.xlsx.book import Book
from empact.plugins.xlsx.tables import Answers, Places, TablePart, TableWriter, parts
from empact.plugins.xlsx.texts import sheet_names


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
    about, *names, answers_name, continued = sheet_names(
        [words("About"), *(title for _, _, title, _ in tables), words("Answers"), words("Continued")]
    )
    book.continued_name = continued
    sheets = [
        TablePart(name, title, section, table, rows)
        for name, (section, table, title, rows) in zip(names, tables, strict=True)
    ]
    places, answers = Places(RowIndex(document), sheets, book.top), Answers(answers_name)
    write_about(book, about, document, sheets)
    for part in sheets:
        TableWriter(book, part, places, answers).write()
    answers.write(book)
    book.write_continued()
    yield Artifact(f"{document.name}.xlsx", book.close())
