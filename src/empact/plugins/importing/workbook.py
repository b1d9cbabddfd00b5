"""Reads a plan from a workbook of Excel or LibreOffice."""

from __future__ import annotations

from empact.containers import ContainerError, read_workbook
from empact.diagnostics import MALFORMED
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.plugins.importing.layouts import layout_of
from empact.plugins.importing.markings import property_texts
from empact.plugins.importing.reading import PLAN_OPTIONS, mark, plan_of, refuse_long
from empact.plugins.importing.sheets import source_document, texts_of

OPTIONS = PLAN_OPTIONS
"""The options of the reader."""


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read the plan in a workbook.

    Raises:
        Unreadable: It cannot be opened, or has no plan. This is reported.
    """
    try:
        workbook = read_workbook(data, ctx.limits)
    except ContainerError as problem:
        ctx.report(MALFORMED, f"The file {problem}.")
        raise Unreadable from None
    refuse_long(sum(map(len, texts_of(workbook))), ctx)
    mark((*texts_of(workbook), *property_texts(data, ctx.limits)), ctx)
    layout = layout_of(ctx.options.get("layout"), ctx)
    return plan_of(source_document(workbook, layout, ctx), layout, ctx)
