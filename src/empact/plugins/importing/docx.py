"""Reads a plan from a Word document."""

from __future__ import annotations

from empact.containers import ContainerError, read_word
from empact.diagnostics import MALFORMED
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.plugins.importing import changes
from empact.plugins.importing.layouts import layout_of
from empact.plugins.importing.reading import mark, plan_of, refuse_long
from empact.plugins.importing.settling import settled_by
from empact.plugins.importing.word import source_document


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read the plan in a Word document.

    Raises:
        Unreadable: It cannot be opened, shows changes, or has no plan. This is reported.
    """
    try:
        document = read_word(data, ctx.limits)
    except ContainerError as problem:
        ctx.report(MALFORMED, f"The file {problem}.")
        raise Unreadable from None
    refuse_long(sum(len(run.text) for paragraph in document.paragraphs for run in paragraph.runs), ctx)
    texts = (paragraph.text for paragraph in document.paragraphs)
    mark((*document.headers, *document.footers, *texts), ctx)
    layout = layout_of(ctx.options.get("layout"), ctx)
    settled = settled_by(ctx)
    if settled is None:
        changes.refuse(document, ctx)
    return plan_of(source_document(document, settled, layout, ctx), layout, ctx)
