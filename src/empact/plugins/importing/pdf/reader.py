"""Reads a plan from a PDF file."""

from __future__ import annotations

from importlib.util import find_spec

from empact import MissingExtraError
from empact.diagnostics import MALFORMED, NOT_UNDERSTOOD
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.plugins.importing.layouts import layout_of
from empact.plugins.importing.pdf.document import read_sheets, source_document, texts_of
from empact.plugins.importing.pdf.pages import PdfError, read_pdf
from empact.plugins.importing.reading import mark, plan_of, refuse_long
from empact.plugins.importing.settling import settled_by


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read the plan in a PDF file.

    Raises:
        MissingExtraError: pdfminer.six is not installed.
        Unreadable: It cannot be opened, has a page without text, shows changes, or has no plan. This is reported.
    """
    if find_spec("pdfminer") is None:  # the walk imports it, in a process of its own
        raise MissingExtraError("The format 'pdf' needs pdfminer.six: run 'pip install \"empact[pdf]\"'.")
    try:
        file = read_pdf(data)
    except PdfError as problem:
        ctx.report(MALFORMED, f"The file {problem}.")
        raise Unreadable from None
    refuse_long(sum(len(page.glyphs) for page in file.pages), ctx)
    sheets = read_sheets(file, ctx)
    mark(texts_of(sheets), ctx)
    layout = layout_of(ctx.options.get("layout"), ctx)
    settled = settled_by(ctx)
    if file.has_files:
        ctx.report(NOT_UNDERSTOOD, "Files that are attached to the document are not read.")
    return plan_of(source_document(sheets, settled, layout, ctx), layout, ctx)
